#ifndef HEADLESS_CHECK_H
#define HEADLESS_CHECK_H
/*
 * growwork check: scenes run in no time, and whether all that they expect is so.
 *
 * Knows: sessions, streams that are handed in. Must not know: terminals, films.
 */
#include <stdbool.h>
#include <stdio.h>

struct repertoire;

enum { CHECK_STATUS_FINE, CHECK_STATUS_FAILED };

/*
 * Checks scenes one by one: a line each to `out`, what failed to `errors`, with file, line, what was expected
 * and what is. A scene goes on behind an expectation that fails, and ends at a line that fails.
 * `pace`: it is filmed, too, and what is gone too soon to be read fails. CHECK_STATUS_FAILED if any did.
 */
int check_files(int count, const char *const *paths, bool pace, const struct repertoire *repertoire,
                FILE *out, FILE *errors);

#endif
