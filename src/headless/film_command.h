#ifndef HEADLESS_FILM_COMMAND_H
#define HEADLESS_FILM_COMMAND_H
/*
 * growwork film: the options of its command line, and one film.
 *
 * Knows: invocations, films. Must not know: how a film is made.
 */
#include "headless/invocation.h"

#include <stdio.h>

struct repertoire;

/* Returns the exit status: 0, 1 (no film; says why to `errors`), 2 (wrong options). */
int film_command(const struct invocation *invocation, const struct repertoire *repertoire, FILE *out,
                 FILE *errors);

#endif
