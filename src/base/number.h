#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H
/*
 * Whole numbers as people write them: 12, -12, 0x0c, 0b1100, with _ between digits.
 *
 * Knows: digits. Must not know: ranges, or what a number is for.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct number {
    bool negative, too_big; /* too_big: beyond 64 bits; magnitude is not meant then */
    uint64_t magnitude;
};

/* 0 .. 35 for a digit or a letter of either case; 99 for anything else. */
int digit_value(char byte);

/* False if all of the text is not one number. A sign, + or -, may stand before it. */
bool number_read(const char *text, size_t length, struct number *number);

#endif
