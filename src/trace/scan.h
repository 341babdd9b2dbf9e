#ifndef TRACE_SCAN_H
#define TRACE_SCAN_H
/*
 * The pieces of one line of JSON, as far as traces use it: objects, arrays, whole numbers, and strings of the
 * bytes 0x20 .. 0x7e without escapes. Blanks between the pieces are passed over.
 *
 * Knows: one line. Must not know: which names and values are right.
 * Every function returns false and sets the error (once: file, line, column, what was expected, what is
 * there) if the line does not go on as asked; then nothing more should be asked of it.
 */
#include "base/error.h"

/* Text of a recording: bytes 0x20 .. 0x7e without '"' and '\\'; not NUL-terminated. */
struct trace_token {
    const char *bytes;
    size_t length;
};

bool trace_token_equal(struct trace_token a, struct trace_token b);

/* Tokens side by side; zero-initialised there are none. The items are freed with free(). */
struct scan_tokens {
    struct trace_token *items;
    size_t count, capacity;
};

struct scan {
    const char *begin, *at, *end;
    const char *name; /* of the file */
    size_t number;    /* of the line */
    struct error *error;
};

/* Sets an error at the place where the scan stands: arguments are file, line, column and what is there. */
bool scan_fail(struct scan *scan, enum word expected);

/* Passes `piece`, one of { } [ ] : , */
bool scan_piece(struct scan *scan, char piece);
/*
 * Goes through an object or array whose opening piece was passed: true before each of its items (`*first`
 * must be true before the first), false behind the closing piece and for an error (then error_is_set).
 */
bool scan_more(struct scan *scan, char closing, bool *first);

bool scan_number(struct scan *scan, int64_t least, int64_t most, int64_t *number);
bool scan_token(struct scan *scan, struct trace_token *token);
/* [1,2,...]: so many, no more and no fewer. */
bool scan_numbers(struct scan *scan, int64_t least, int64_t most, int64_t *numbers, size_t count);
/* ["...","..."]: appends the tokens. */
bool scan_tokens(struct scan *scan, struct scan_tokens *tokens);
bool scan_hex(struct scan *scan, uint64_t *number);          /* "16 lower-case hex digits" */
bool scan_name(struct scan *scan, struct trace_token *name); /* a token and the ':' behind it */
bool scan_end(struct scan *scan);

/* Passes any one value of JSON, nested no deeper than 16. */
bool scan_skip(struct scan *scan);

#endif
