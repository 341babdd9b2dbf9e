#ifndef MODEL_RACE_MANY_H
#define MODEL_RACE_MANY_H
/*
 * Numbers that may be larger than any integer: how many orders there are. Exact up to MANY_EXACT, above that rounded down.
 * Knows nothing else.
 */
#include <stdbool.h>
#include <stdint.h>

/* At least digits · 10^tens; exactly that while tens is 0. */
struct many {
    uint64_t digits;
    uint32_t tens;
};

#define MANY_EXACT UINT64_C(1000000000000000000)

static inline struct many many_of(uint64_t number)
{
    struct many many = {number, 0};
    while (many.digits >= MANY_EXACT) {
        many.digits /= 10;
        many.tens++;
    }
    return many;
}

static inline struct many many_plus(struct many one, struct many other)
{
    struct many sum;
    if (one.tens < other.tens) {
        struct many larger = other;
        other = one;
        one = larger;
    }
    for (uint32_t i = other.tens; i < one.tens && other.digits != 0; i++)
        other.digits /= 10;
    sum = many_of(one.digits + other.digits);
    sum.tens += one.tens;
    return sum;
}

/* Whether one is less than the other by more than rounding can have done, a billionth of it; while both are exact: whether it is less. */
static inline bool many_less(struct many one, struct many other)
{
    enum { SURE = 1000000000 };
    for (; one.tens < other.tens; one.tens++)
        one.digits /= 10;
    for (; other.tens < one.tens; other.tens++)
        other.digits /= 10;
    return one.digits < other.digits && (one.tens == 0 || other.digits - one.digits > other.digits / SURE);
}

static inline bool many_equal(struct many one, struct many other)
{
    return one.digits == other.digits && one.tens == other.tens;
}

#endif
