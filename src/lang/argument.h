#ifndef LANG_ARGUMENT_H
#define LANG_ARGUMENT_H
/*
 * What a word means as an argument: numbers, choices, sizes, names of commands.
 *
 * Knows: one row and one word. Must not know: the rest of the line.
 */
#include "lang/command.h"

/*
 * Checks argument->text against the row and sets number or hash. A choice or a command that was shortened is
 * made whole: text then points into the table. False if the word is none of what the row takes.
 */
bool argument_read(const struct argument_row *row, const struct command_table *table,
                   struct argument *argument, struct error *error);

/*
 * The command that a word stands for: its name, an alias, or the only name that begins so. NULL sets the
 * error for `column`, with the nearest name or those that begin so.
 */
const struct command *argument_read_command(const struct command_table *table, const char *name,
                                            size_t length, int column, struct error *error);

#endif
