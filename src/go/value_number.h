#ifndef GO_VALUE_NUMBER_H
#define GO_VALUE_NUMBER_H
/*
 * Floating point numbers as text: Go's forms, read and written without the locale. Whole numbers:
 * base/number.h.
 *
 * Knows: spelling and rounding of numbers. Must not know: values, types beyond a size in bytes.
 */
#include "base/number.h"
#include "base/text.h"

/*
 * 1.5, .5, -2e9, 0x10, NaN, nan:<2 hex digits a byte>, Inf, +Inf, -Inf in whole; what has neither point nor
 * exponent is a whole number of Go's source, so that 010 is 8. `bits` is the IEEE form of `size` (4 or 8)
 * bytes. Numbers too small become 0, as in Go.
 */
enum number_reading value_float_read(const char *text, size_t length, int size, uint64_t *bits);

/* The shortest decimal that reads back the same, laid out as Go's strconv does with format 'g'; NaN as
   nan:bits. */
void value_float_write(struct text *text, uint64_t bits, int size);

bool value_float_is_nan(uint64_t bits, int size);
bool value_float_is_zero(uint64_t bits, int size); /* either sign */

#endif
