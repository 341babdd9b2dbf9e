#ifndef LANG_CUT_H
#define LANG_CUT_H
/*
 * Parts of a line cut down to what was done of them: `insert k{1..500} 1` of `insert k{1..1000} 1`.
 *
 * Knows: lines, braces. Must not know: who stopped, and why. What is appended was read again and stands for just those calls.
 */
#include "lang/command.h"

struct text;

/*
 * Appends a part that stands for `count` calls of the part `source`, from its call number `first` on. False, and nothing is
 * appended, if there is none in few words: braces that run within each other can't be cut between two of the inner ones, but
 * for one call, which needs no braces.
 */
bool cut_calls(const struct command_table *table, const char *source, size_t first, size_t count,
               struct text *part);

/* Appends the part `source`, which has no braces that expand, with another number for its argument `name`. False, and nothing is
   appended, if it can't be. */
bool cut_number(const struct command_table *table, const char *source, const char *name, uint64_t number,
                struct text *part);

#endif
