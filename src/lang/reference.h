#ifndef LANG_REFERENCE_H
#define LANG_REFERENCE_H
/*
 * Help and documentation: the command table as text.
 *
 * Knows: the table and the catalogue. Must not know: the app, screens.
 */
#include "lang/command.h"

void reference_overview(const struct command_table *table,
                        struct text *text); /* all commands, grouped, a line each */
void reference_command(const struct command_table *table, const struct command *command, struct text *text);
void reference_markdown(const struct command_table *table, struct text *text); /* docs/commands.md, whole */

#endif
