#include "model/value_number.h"

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

static enum number_reading read_digits(const char *text, size_t length, unsigned base, uint64_t *number)
{
    enum number_reading reading = length > 0 ? NUMBER_READ : NUMBER_NONE;
    *number = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned digit = (unsigned)digit_value(text[i]);
        if (digit >= base)
            return NUMBER_NONE;
        if (*number > (UINT64_MAX - digit) / base)
            reading = NUMBER_RANGE;
        else
            *number = *number * base + digit;
    }
    return reading;
}

enum number_reading number_read_integer(const char *text, size_t length, bool *negative, uint64_t *magnitude)
{
    static const struct {
        const char *prefix;
        unsigned base;
    } bases[] = {{"0x", 16}, {"0X", 16}, {"0b", 2}, {"0B", 2}, {"0o", 8}, {"0O", 8}};
    *negative = length > 0 && text[0] == '-';
    if (length > 0 && (text[0] == '-' || text[0] == '+')) {
        text++;
        length--;
    }
    unsigned base = 10;
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
        if (length > 2 && memcmp(text, bases[i].prefix, 2) == 0)
            base = bases[i].base;
    }
    size_t skipped = base == 10 ? 0 : 2;
    enum number_reading reading = read_digits(text + skipped, length - skipped, base, magnitude);
    if (*magnitude == 0 && reading == NUMBER_READ)
        *negative = false;
    return reading;
}

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

bool number_is_nan(uint64_t bits, int size)
{
    return (bits & ~sign_bit(size)) > infinity_bits(size);
}

bool number_is_zero(uint64_t bits, int size)
{
    return (bits & ~sign_bit(size)) == 0;
}

static bool same_text(const char *text, size_t length, const char *word)
{
    return strlen(word) == length && memcmp(text, word, length) == 0;
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
               read_digits(text + PREFIX, length - PREFIX, 16, bits) == NUMBER_READ &&
               number_is_nan(*bits, size);
    return true;
}

static int clamp(int64_t exponent)
{
    return exponent > MOST_EXPONENT    ? MOST_EXPONENT
           : exponent < -MOST_EXPONENT ? -MOST_EXPONENT
                                       : (int)exponent;
}

/* The exponent behind 'e'; false if it is none. */
static bool read_exponent(const char *text, size_t length, int64_t *exponent)
{
    bool negative = length > 0 && text[0] == '-';
    size_t sign = length > 0 && (text[0] == '-' || text[0] == '+');
    uint64_t number;
    enum number_reading reading = read_digits(text + sign, length - sign, 10, &number);
    int64_t size = reading == NUMBER_RANGE || number > MOST_EXPONENT ? MOST_EXPONENT : (int64_t)number;
    *exponent = negative ? -size : size;
    return reading != NUMBER_NONE;
}

enum number_reading number_read_float(const char *text, size_t length, int size, uint64_t *bits)
{
    if (read_special(text, length, size, bits))
        return NUMBER_READ;
    struct text digits = {0};
    bool point = false, good = true;
    int64_t behind_point = 0, exponent = 0;
    size_t i = 0, count = 0;
    if (length > 0 && (text[0] == '-' || text[0] == '+'))
        text_append(&digits, &text[i++], 1);
    for (; i < length && text[i] != 'e' && text[i] != 'E'; i++) {
        if (text[i] == '.' && !point) {
            point = true;
        } else if (text[i] >= '0' && text[i] <= '9') {
            text_append(&digits, &text[i], 1);
            count++;
            behind_point += point;
        } else {
            good = false;
            break;
        }
    }
    if (good && i < length)
        good = read_exponent(text + i + 1, length - i - 1, &exponent);
    good = good && count > 0;
    if (good) {
        text_format(&digits, "e%d", clamp(exponent - behind_point));
        *bits = bits_of(text_string(&digits), size);
    }
    text_free(&digits);
    if (!good)
        return NUMBER_NONE;
    return (*bits & ~sign_bit(size)) == infinity_bits(size) ? NUMBER_RANGE : NUMBER_READ;
}

struct decimal {
    char digits[MOST_DIGITS + 1];
    int count;
    int exponent; /* of the first digit */
};

/* The number rounded to `count` digits. The printed point, whatever the locale makes of it, is passed over.
 */
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

void number_write_float(struct text *text, uint64_t bits, int size)
{
    if (number_is_nan(bits, size)) {
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
