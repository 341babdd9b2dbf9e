#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H
/*
 * A small seeded generator (SplitMix64) for everything that is random but is not Go's own generator.
 * Knows nothing else; the state is one number that the caller owns.
 */
#include <stdint.h>

static inline uint64_t random_next(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* 0 .. bound-1; bound must not be 0. */
static inline uint64_t random_below(uint64_t *state, uint64_t bound)
{
    return random_next(state) % bound;
}

#endif
