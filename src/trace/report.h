#ifndef TRACE_REPORT_H
#define TRACE_REPORT_H
/*
 * growwork replay FILE...: replays recordings and says of each whether the model did what Go did.
 *
 * Knows: replays, words. Must not know: terminals.
 */
#include "base/words.h"

#include <stdio.h>

enum { REPLAY_STATUS_EQUAL, REPLAY_STATUS_DIFFERENT, REPLAY_STATUS_UNREADABLE };

/*
 * Replays `count` files ("-": standard input). A line for each goes to `out`: NAME: 2001/2001 operations
 * equal, where NAME is the file without its folder and .jsonl.gz; below it the first difference, if there is
 * one. Files that cannot be read are told on `errors`. Returns the status for the shell, the worst of all
 * files.
 */
int replay_files(int count, const char *const *files, const struct words *words, FILE *out, FILE *errors);

#endif
