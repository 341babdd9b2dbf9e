#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H
/*
 * Whole numbers as Go's source writes them, read in this one place: 12, -12, 0x0c, 0b1100, 0o14 or 014, with
 * _ between digits. 08 is no number: a leading 0 means octal.
 *
 * Knows: digits. Must not know: ranges beyond 64 bits, or what a number is for.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum number_reading {
    NUMBER_READ,
    NUMBER_NONE,  /* not spelled like a number */
    NUMBER_RANGE, /* a number, but beyond what is asked for: 64 bits, or the largest float of its size */
};

struct number {
    bool negative; /* a minus stood before it; never of 0 */
    uint64_t magnitude;
};

/* 0 .. 35 for a digit or a letter of either case; 99 for anything else. */
int digit_value(char byte);

/* Reads all of the text as one number; a sign, + or -, may stand before it. `number` is set for
   NUMBER_READ alone. */
enum number_reading number_read(const char *text, size_t length, struct number *number);

/* The same for numbers that must fit: false for anything else. */
bool number_read_unsigned(const char *text, size_t length, uint64_t *number);
bool number_read_signed(const char *text, size_t length, int64_t *number);

/* What may stand behind a number, and how much it then counts. */
struct number_unit {
    const char *name; /* "ms"; "": nothing */
    int64_t factor;
};

/* A number that is not negative, with one of `count` units behind it (of several that fit, the first):
   64M, 8s. False if it is none, or more than `most`. */
bool number_read_amount(const char *text, size_t length, const struct number_unit *units, size_t count,
                        int64_t most, int64_t *amount);

/* The same for bytes: 4096, 64M, 1G; small letters too. */
bool number_read_bytes(const char *text, size_t length, int64_t most, int64_t *bytes);

/* Two numbers that are not negative with an x between them: 80x24. */
bool number_read_pair(const char *text, size_t length, uint64_t *first, uint64_t *second);

/* A number that is not negative, in thousandths: 2, 0.25, 1.5. Digits beyond the third are dropped. False
   if it is none, or more than `most` thousandths. */
bool number_read_thousandths(const char *text, size_t length, int64_t most, int64_t *thousandths);

/* How often `number` can be halved until it is 1: the exponent of the greatest power of two in it; 0 for
   0. */
int number_log2(uint64_t number);

/* How many digits it has in decimal: 1 for 0. */
int number_digits(uint64_t number);

/* The least first. */
void number_sort(uint64_t *numbers, size_t count);

#endif
