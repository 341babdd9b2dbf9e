#include "base/number.h"

#include <stdlib.h>
#include <string.h>

int digit_value(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'a' && byte <= 'z')
        return byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'Z')
        return byte - 'A' + 10;
    return 99;
}

/* The base that the beginning names, and how many bytes it takes to do so. A 0 alone is a digit, as any
   other. */
static uint64_t base_of(const char *text, size_t length, size_t *prefix)
{
    *prefix = 0;
    if (length < 2 || text[0] != '0')
        return 10;
    *prefix = 2;
    switch (text[1]) {
    case 'x':
    case 'X':
        return 16;
    case 'b':
    case 'B':
        return 2;
    case 'o':
    case 'O':
        return 8;
    default:
        *prefix = 1;
        return 8;
    }
}

enum number_reading number_read(const char *text, size_t length, struct number *number)
{
    bool sign = length > 0 && (text[0] == '-' || text[0] == '+'), minus = sign && text[0] == '-',
         too_big = false;
    text += sign;
    length -= sign;
    size_t prefix;
    uint64_t base = base_of(text, length, &prefix), magnitude = 0;
    /* A digit may be followed by _, and so may a prefix. */
    bool underscore = prefix == 0;
    for (size_t i = prefix; i < length; i++) {
        if (text[i] == '_' && !underscore && i + 1 < length) {
            underscore = true;
            continue;
        }
        uint64_t digit = (uint64_t)digit_value(text[i]);
        if (digit >= base)
            return NUMBER_NONE;
        underscore = false;
        too_big |= magnitude > (UINT64_MAX - digit) / base;
        magnitude = magnitude * base + digit;
    }
    if (length == prefix || underscore)
        return NUMBER_NONE;
    if (too_big)
        return NUMBER_RANGE;
    *number = (struct number){minus && magnitude != 0, magnitude};
    return NUMBER_READ;
}

bool number_read_unsigned(const char *text, size_t length, uint64_t *number)
{
    struct number read;
    if (number_read(text, length, &read) != NUMBER_READ || read.negative)
        return false;
    *number = read.magnitude;
    return true;
}

bool number_read_signed(const char *text, size_t length, int64_t *number)
{
    struct number read;
    if (number_read(text, length, &read) != NUMBER_READ ||
        read.magnitude > (uint64_t)INT64_MAX + read.negative)
        return false;
    *number = read.negative ? -(int64_t)(read.magnitude - 1) - 1 : (int64_t)read.magnitude;
    return true;
}

bool number_read_amount(const char *text, size_t length, const struct number_unit *units, size_t count,
                        int64_t most, int64_t *amount)
{
    for (size_t i = 0; i < count; i++) {
        size_t unit = strlen(units[i].name);
        int64_t number;
        if (length <= unit || memcmp(text + length - unit, units[i].name, unit) != 0 ||
            !number_read_signed(text, length - unit, &number))
            continue;
        if (number < 0 || number > most / units[i].factor)
            return false;
        *amount = number * units[i].factor;
        return true;
    }
    return false;
}

bool number_read_bytes(const char *text, size_t length, int64_t most, int64_t *bytes)
{
    static const struct number_unit units[] = {
        {"", 1},        {"K", 1 << 10}, {"k", 1 << 10},          {"M", 1 << 20},          {"m", 1 << 20},
        {"G", 1 << 30}, {"g", 1 << 30}, {"T", INT64_C(1) << 40}, {"t", INT64_C(1) << 40},
    };
    return number_read_amount(text, length, units, sizeof units / sizeof *units, most, bytes);
}

bool number_read_pair(const char *text, size_t length, uint64_t *first, uint64_t *second)
{
    /* An x may also belong to the prefix of a number. */
    for (size_t i = 1; i < length; i++) {
        if (text[i] == 'x' && number_read_unsigned(text, i, first) &&
            number_read_unsigned(text + i + 1, length - i - 1, second))
            return true;
    }
    return false;
}

/* Decimal digits alone, as many as there are; more than `most` is cut to most + 1. */
static bool read_decimal(const char *text, size_t length, int64_t most, int64_t *number)
{
    *number = 0;
    for (size_t i = 0; i < length; i++) {
        if (digit_value(text[i]) > 9)
            return false;
        *number = *number * 10 + digit_value(text[i]);
        *number = *number > most ? most + 1 : *number;
    }
    return true;
}

bool number_read_thousandths(const char *text, size_t length, int64_t most, int64_t *thousandths)
{
    const char *point = memchr(text, '.', length);
    int64_t whole = 0, part = 0;
    if (point == NULL) {
        if (!number_read_signed(text, length, &whole) || whole < 0 || whole > most / 1000)
            return false;
        *thousandths = whole * 1000;
        return true;
    }
    /* With a point it is decimal, whatever zeros stand before it. */
    size_t before = (size_t)(point - text), behind = length - before - 1;
    if (before + behind == 0 || !read_decimal(text, before, most / 1000, &whole) ||
        !read_decimal(point + 1, behind, most, &part) || whole > most / 1000)
        return false;
    static const int64_t units[] = {1000, 100, 10, 1};
    if (behind > 3)
        read_decimal(point + 1, behind = 3, most, &part);
    *thousandths = whole * 1000 + part * units[behind];
    return *thousandths <= most;
}

int number_log2(uint64_t number)
{
    return number == 0 ? 0 : 63 - __builtin_clzll(number);
}

int number_digits(uint64_t number)
{
    int digits = 1;
    while (number >= 10) {
        number /= 10;
        digits++;
    }
    return digits;
}

static int compare(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

void number_sort(uint64_t *numbers, size_t count)
{
    qsort(numbers, count, sizeof *numbers, compare);
}
