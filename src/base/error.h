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

enum { ERROR_ARGUMENTS = 5, ERROR_ARGUMENT_BYTES = 160 };

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

/* The same for a message longer than an argument may be: from {1} on, or behind `first` as {1} from {2}
   on, as many pieces of it as there are arguments. Its row puts them together again: "{1}: {2}{3}{4}{5}".
   `first` may be NULL. */
bool error_set_long(struct error *error, int column, enum word word, const char *first, const char *message);

/* Adds a message behind the arguments that there are, in as many pieces as it takes. Returns false. */
bool error_add(struct error *error, const char *message);

/* `inner` as an error of the row that names a place: "{1}: {2}{3}{4}{5}". Returns false. */
bool error_inside(struct error *error, enum word word, const char *place, const struct error *inner,
                  const struct words *words);

static inline bool error_is_set(const struct error *error)
{
    return error->word != WORD_NONE;
}

/* Appends the message, "column 8: ..." first if it has a column. */
void error_say(const struct error *error, const struct words *words, struct text *text);

#endif
