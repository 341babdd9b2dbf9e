#ifndef LANG_REFERENCE_TEXT_H
#define LANG_REFERENCE_TEXT_H
/*
 * What help, pages and the man page share: sentences about rows of the command table.
 *
 * Knows: rows, words. Must not know: how a page is laid out. For reference*.c only.
 */
#include "lang/command.h"

/* Whether the command is the first of its group: a heading stands before it. */
bool reference_begins_group(const struct command_table *table, const struct command *command);

/* "Also called put, i." with `around` on both sides of each name; nothing if there are no other names. */
void reference_add_aliases(const struct command_table *table, const struct command *command,
                           const char *around, struct text *text);

/* What the argument is for, its kind and its default: "how many (number 1 to 64; default 1)" */
void reference_add_meaning(const struct command_table *table, const struct argument_row *row,
                           struct text *text);

/* A name in a column of its own, and words beside it (below it, if the name is too wide), with line ends. */
void reference_add_beside(const char *name, int column, const char *words, struct text *text);

enum { REFERENCE_INDENT = 2 };

#endif
