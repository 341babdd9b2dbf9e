#ifndef LANG_REFERENCE_H
#define LANG_REFERENCE_H
/*
 * Help and documentation: the command table, and that of the program's own command line, as text.
 *
 * Knows: the tables and the catalogue. Must not know: the app, screens.
 */
#include "lang/command.h"
#include "lang/program.h"

/* All commands, grouped, a row each; and one of them in full: sheets (base/sheet.h). */
void reference_overview(const struct command_table *table, struct text *text);
void reference_command(const struct command_table *table, const struct command *command, struct text *text);
void reference_markdown(const struct command_table *table, struct text *text); /* docs/commands.md, whole */

/* What --help prints: the ways to call the program, a line each, and their options. */
void reference_usage(const struct program *program, struct text *text);

/* The man page, whole: roff with the man macros, ASCII only. It bears no date: the same tables give the
   same bytes. */
void reference_man(const struct program *program, const struct command_table *table, struct text *text);

#endif
