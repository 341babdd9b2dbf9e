#ifndef HEADLESS_REFERENCE_COMMAND_H
#define HEADLESS_REFERENCE_COMMAND_H
/*
 * growwork reference, growwork --help: what the tables of commands and of the command line make.
 *
 * Knows: the tables. Must not know: how a reference is laid out.
 */
#include "headless/invocation.h"
#include "lang/command.h"

#include <stdio.h>

int reference_command_run(const struct invocation *invocation, const struct command_table *table, FILE *out,
                          FILE *errors);
int reference_command_usage(const struct words *words, FILE *out);

#endif
