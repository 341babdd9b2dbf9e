#ifndef LANG_SHELL_H
#define LANG_SHELL_H
/*
 * Completion of the program's own command line in a shell: a script written from the table of that command
 * line.
 *
 * Knows: the table, three shells. Must not know: what the program does, where scripts are installed.
 */
#include "lang/program.h"

enum shell { SHELL_BASH, SHELL_ZSH, SHELL_FISH, SHELLS };

/* "bash", "zsh", "fish"; -1 if unknown. shell_names: the same, NULL-terminated, for tables. */
int shell_find(const char *name);
extern const char *const shell_names[];

/* Appends the script, whole. The same table gives the same bytes. */
void shell_completion(enum shell shell, const struct program *program, struct text *text);

#endif
