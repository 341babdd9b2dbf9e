#ifndef BASE_ERROR_H
#define BASE_ERROR_H
/*
 * User errors as values: what is wrong, where in the line, and a way out, as a row of the catalogue and its
 * arguments.
 *
 * Knows: words. Must not know: how or where an error is shown. A struct error owns no heap memory and may be
 * copied.
 */
#include "base/words.h"

#include <stdbool.h>

enum { ERROR_ARGUMENTS = 5, ERROR_ARGUMENT_BYTES = 96 };

struct error {
    enum word word; /* WORD_NONE: no error */
    int column;     /* 1-based column (in characters) in the line that the user wrote; 0: none */
    int count;
    char arguments[ERROR_ARGUMENTS][ERROR_ARGUMENT_BYTES];
};

/*
 * Sets the error and returns false, so that a failing function ends with
 *     return error_set(error, column, WORD_ERROR_x, "fig", NUMBER(3));
 * Arguments are copied; long ones are cut at a whole character and end in "…".
 */
#define error_set(error, column, ...) error_set_list(error, column, __VA_ARGS__, (const char *)0)
bool error_set_list(struct error *error, int column, enum word word, ...);

static inline bool error_is_set(const struct error *error)
{
    return error->word != WORD_NONE;
}

/* Appends the message, "column 8: ..." first if it has a column. */
void error_say(const struct error *error, const struct words *words, struct text *text);

#endif
