#ifndef MODEL_VALUE_NUMBER_H
#define MODEL_VALUE_NUMBER_H
/*
 * Numbers as text: Go's integer and floating point forms, read and written without the locale.
 *
 * Knows: spelling and rounding of numbers. Must not know: values, types beyond a size in bytes.
 */
#include "base/text.h"

enum number_reading {
    NUMBER_READ,
    NUMBER_NONE,  /* not spelled like a number */
    NUMBER_RANGE, /* a number, but beyond 64 bits, or beyond the largest float of the size */
};

/* 42, -7, +7, 0x2a, 0b101, 0o52 in whole. -0 is not negative. */
enum number_reading number_read_integer(const char *text, size_t length, bool *negative, uint64_t *magnitude);

/*
 * 1.5, .5, -2e9, NaN, nan:<2 hex digits a byte>, Inf, +Inf, -Inf in whole; `bits` is the IEEE form of `size`
 * (4 or 8) bytes. Numbers too small become 0, as in Go.
 */
enum number_reading number_read_float(const char *text, size_t length, int size, uint64_t *bits);

/* The shortest decimal that reads back the same, laid out as Go's strconv does with format 'g'; NaN as
 * nan:bits. */
void number_write_float(struct text *text, uint64_t bits, int size);

bool number_is_nan(uint64_t bits, int size);
bool number_is_zero(uint64_t bits, int size); /* either sign */

#endif
