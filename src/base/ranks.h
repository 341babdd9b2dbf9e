#ifndef BASE_RANKS_H
#define BASE_RANKS_H
/*
 * Numbers in their order while they come and go: which one has so many others below it. Meant for many numbers of which few differ:
 * one that is new costs as much as there are different ones, all else their logarithm.
 *
 * Knows: numbers. Must not know: what they count.
 */
#include <stddef.h>
#include <stdint.h>

/* Zero-initialised there are none. */
struct ranks {
    struct rank {
        uint64_t value;
        uint32_t times; /* that it is there */
        uint32_t sum;   /* of times: a Fenwick tree */
    } * list;           /* by value, each once; one that went may still be there, 0 times */
    size_t count, capacity;
    size_t all; /* numbers that are there */
};

void ranks_add(struct ranks *ranks, uint64_t value);
/* It must be there. */
void ranks_take(struct ranks *ranks, uint64_t value);
/* The number that has `below` of them before it in their order: 0 .. all - 1. */
uint64_t ranks_at(const struct ranks *ranks, size_t below);
void ranks_free(struct ranks *ranks);

#endif
