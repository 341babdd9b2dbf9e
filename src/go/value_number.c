#include "go/value_number.h"

#include "base/number.h"

#include <assert.h>
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_DIGITS = 17,       /* enough for any float64 to read back the same */
    MOST_EXPONENT = 100000, /* beyond every float, and safe to calculate with */
};

static double double_of(uint64_t bits, int size)
{
    if (size == 4) {
        uint32_t word = (uint32_t)bits;
        float number;
        memcpy(&number, &word, sizeof number);
        return (double)number;
    }
    double number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

/* Nearest float of that size to digits * 10^exponent. Digits without a point: no locale can misread them. */
static uint64_t bits_of(const char *digits, int size)
{
    if (size == 4) {
        float number = strtof(digits, NULL);
        uint32_t word;
        memcpy(&word, &number, sizeof word);
        return word;
    }
    double number = strtod(digits, NULL);
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}

static uint64_t infinity_bits(int size)
{
    return size == 4 ? 0x7f800000u : 0x7ff0000000000000u;
}

static uint64_t sign_bit(int size)
{
    return (uint64_t)1 << (size * 8 - 1);
}

bool value_float_is_nan(uint64_t bits, int size)
{
    return (bits & ~sign_bit(size)) > infinity_bits(size);
}

bool value_float_is_zero(uint64_t bits, int size)
{
    return (bits & ~sign_bit(size)) == 0;
}

static bool same_text(const char *text, size_t length, const char *word)
{
    return strlen(word) == length && memcmp(text, word, length) == 0;
}

static bool read_hex(const char *text, size_t length, uint64_t *bits)
{
    *bits = 0;
    for (size_t i = 0; i < length; i++) {
        if (digit_value(text[i]) > 15)
            return false;
        *bits = *bits << 4 | (uint64_t)digit_value(text[i]);
    }
    return true;
}

static bool read_special(const char *text, size_t length, int size, uint64_t *bits)
{
    static const char nan_prefix[] = "nan:";
    enum { PREFIX = sizeof nan_prefix - 1 };
    if (same_text(text, length, "NaN"))
        *bits = size == 4 ? 0x7fc00000u : 0x7ff8000000000001u; /* math.NaN() */
    else if (same_text(text, length, "Inf") || same_text(text, length, "+Inf"))
        *bits = infinity_bits(size);
    else if (same_text(text, length, "-Inf"))
        *bits = infinity_bits(size) | sign_bit(size);
    else
        return length == PREFIX + 2 * (size_t)size && memcmp(text, nan_prefix, PREFIX) == 0 &&
               read_hex(text + PREFIX, length - PREFIX, bits) && value_float_is_nan(*bits, size);
    return true;
}

static int clamp(int64_t exponent)
{
    return exponent > MOST_EXPONENT    ? MOST_EXPONENT
           : exponent < -MOST_EXPONENT ? -MOST_EXPONENT
                                       : (int)exponent;
}

/* A decimal with a point or an exponent, or so long that it is no whole number of 64 bits. */
struct decimal_scan {
    struct text digits;   /* with the sign, without point and underscores */
    int64_t behind_point; /* how many of them */
    int64_t exponent;
};

/* Digits from text[*at] on, which _ may part, appended to `digits`; false if there is a _ that parts
   nothing. */
static bool scan_digits(const char *text, size_t length, size_t *at, struct text *digits)
{
    size_t first = *at;
    for (; *at < length && (digit_value(text[*at]) <= 9 || text[*at] == '_'); ++*at) {
        bool parts =
            *at > first && *at + 1 < length && text[*at - 1] != '_' && digit_value(text[*at + 1]) <= 9;
        if (text[*at] == '_' && !parts)
            return false;
        if (text[*at] != '_')
            text_append(digits, &text[*at], 1);
    }
    return true;
}

/* The exponent behind 'e'; false if it is none. */
static bool scan_exponent(const char *text, size_t length, int64_t *exponent)
{
    bool negative = length > 0 && text[0] == '-';
    size_t at = length > 0 && (text[0] == '-' || text[0] == '+');
    struct text digits = {0};
    bool good = scan_digits(text, length, &at, &digits) && at == length && digits.length > 0;
    *exponent = 0;
    for (size_t i = 0; i < digits.length && *exponent <= MOST_EXPONENT; i++)
        *exponent = *exponent * 10 + digit_value(digits.bytes[i]);
    *exponent = negative ? -*exponent : *exponent;
    text_free(&digits);
    return good;
}

static bool scan_decimal(const char *text, size_t length, struct decimal_scan *scan)
{
    size_t at = 0;
    if (length > 0 && (text[0] == '-' || text[0] == '+'))
        text_append(&scan->digits, &text[at++], 1);
    size_t sign = scan->digits.length;
    if (!scan_digits(text, length, &at, &scan->digits))
        return false;
    if (at < length && text[at] == '.') {
        size_t before = scan->digits.length;
        at++;
        if (!scan_digits(text, length, &at, &scan->digits))
            return false;
        scan->behind_point = (int64_t)(scan->digits.length - before);
    }
    if (scan->digits.length == sign)
        return false;
    if (at < length && (text[at] == 'e' || text[at] == 'E'))
        return scan_exponent(text + at + 1, length - at - 1, &scan->exponent);
    return at == length;
}

enum number_reading value_float_read(const char *text, size_t length, int size, uint64_t *bits)
{
    struct number whole;
    struct decimal_scan scan = {0};
    bool good = true;
    if (read_special(text, length, size, bits))
        return NUMBER_READ;
    enum number_reading reading = number_read(text, length, &whole);
    if (reading == NUMBER_READ) {
        /* -0 is another float than 0. */
        text_format(&scan.digits, "%s%llu", text[0] == '-' ? "-" : "", (unsigned long long)whole.magnitude);
    } else if (reading == NUMBER_NONE && memchr(text, '.', length) == NULL &&
               memchr(text, 'e', length) == NULL && memchr(text, 'E', length) == NULL) {
        return NUMBER_NONE;
    } else {
        good = scan_decimal(text, length, &scan);
    }
    if (good) {
        text_format(&scan.digits, "e%d", clamp(scan.exponent - scan.behind_point));
        *bits = bits_of(text_string(&scan.digits), size);
    }
    text_free(&scan.digits);
    if (!good)
        return NUMBER_NONE;
    return (*bits & ~sign_bit(size)) == infinity_bits(size) ? NUMBER_RANGE : NUMBER_READ;
}

struct decimal {
    char digits[MOST_DIGITS + 1];
    int count;
    int exponent; /* of the first digit */
};

/* The number rounded to `count` digits. The printed point, whatever the locale makes of it, is passed
   over. */
static struct decimal decimal_of(double number, int count)
{
    struct decimal decimal = {.count = 0};
    char printed[64];
    snprintf(printed, sizeof printed, "%.*e", count - 1, number);
    const char *exponent = strchr(printed, 'e');
    assert(exponent != NULL);
    for (const char *c = printed; c < exponent; c++) {
        if (*c >= '0' && *c <= '9' && decimal.count < MOST_DIGITS)
            decimal.digits[decimal.count++] = *c;
    }
    decimal.exponent = atoi(exponent + 1);
    return decimal;
}

/*
 * A decimal of 15 digits (6 for float32) survives the way through a normal float and back: so if a shorter
 * one means the number, the rounding to 15 digits is that one and zeros. Denormal numbers have to be tried
 * digit by digit.
 */
static struct decimal shortest_decimal(double number, uint64_t bits, int size)
{
    bool normal = (bits & infinity_bits(size)) != 0;
    for (int count = !normal ? 1 : size == 4 ? FLT_DIG : DBL_DIG;; count++) {
        struct decimal decimal = decimal_of(number, count);
        char again[MOST_DIGITS + 16];
        snprintf(again, sizeof again, "%se%d", decimal.digits, decimal.exponent - (decimal.count - 1));
        if (count == MOST_DIGITS || bits_of(again, size) == bits)
            return decimal;
    }
}

static void write_decimal(struct text *text, const struct decimal *decimal)
{
    const char *digits = decimal->digits;
    int count = decimal->count, exponent = decimal->exponent;
    while (count > 1 && digits[count - 1] == '0')
        count--;
    int before_point = exponent + 1;
    bool scientific = exponent < -4 || exponent >= 6;
    if (scientific)
        before_point = 1;
    if (before_point <= 0) {
        text_add(text, "0.");
        text_add_repeated(text, "0", -before_point);
        text_append(text, digits, (size_t)count);
    } else if (count <= before_point) {
        text_append(text, digits, (size_t)count);
        text_add_repeated(text, "0", before_point - count);
    } else {
        text_append(text, digits, (size_t)before_point);
        text_add(text, ".");
        text_append(text, digits + before_point, (size_t)(count - before_point));
    }
    if (scientific)
        text_format(text, "e%c%02d", exponent < 0 ? '-' : '+', abs(exponent));
}

void value_float_write(struct text *text, uint64_t bits, int size)
{
    if (value_float_is_nan(bits, size)) {
        text_format(text, "nan:%s", HEX(bits, size * 2));
        return;
    }
    bool negative = (bits & sign_bit(size)) != 0;
    uint64_t absolute = bits & ~sign_bit(size);
    if (absolute == infinity_bits(size)) {
        text_add(text, negative ? "-Inf" : "+Inf");
        return;
    }
    text_add(text, negative ? "-" : "");
    if (absolute == 0) {
        text_add(text, "0");
        return;
    }
    struct decimal decimal = shortest_decimal(double_of(absolute, size), absolute, size);
    write_decimal(text, &decimal);
}
