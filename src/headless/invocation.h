#ifndef HEADLESS_INVOCATION_H
#define HEADLESS_INVOCATION_H
/*
 * The program's own command line: a table of the ways to call it, and arguments read against it.
 *
 * Knows: the table. Must not know: what main does with it.
 */
#include "base/error.h"
#include "lang/program.h"

enum invocation_tag {
    INVOKE_SCREEN,
    INVOKE_CHECK,
    INVOKE_FILM,
    INVOKE_NOTES,
    INVOKE_BATCH,
    INVOKE_REPLAY,
    INVOKE_REFERENCE,
    INVOKE_HELP,
    INVOKE_VERSION,
};

enum { INVOCATION_OPTIONS = 8 };

struct invocation {
    const struct program_row *row;
    const char
        *values[INVOCATION_OPTIONS]; /* of the row's options; "" for one without a value, NULL: not given */
    const char *const *operands;
    int operand_count;
};

struct program invocation_program(const struct words *words);

/* The words behind the program's name. False and an error if they are no way to call it. Nothing is
   copied: operands are moved to the beginning of `list`. */
bool invocation_read(struct invocation *invocation, int count, const char **list, struct error *error);

/* The value of an option of the row in hand; NULL: not given. */
const char *invocation_value(const struct invocation *invocation, const char *option);

#endif
