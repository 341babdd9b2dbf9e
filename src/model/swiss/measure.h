#ifndef MODEL_SWISS_MEASURE_H
#define MODEL_SWISS_MEASURE_H
/*
 * A Swiss map in numbers: how far searches go, and how full its groups are.
 *
 * Knows: tables, groups. Must not know: who wants to know.
 */
#include "model/swiss/swiss.h"

/* What a lookup does: groups looked at, eight slots at once; keys compared, of slots with the same tag. Of an empty map: nothing. */
struct swiss_look {
    uint64_t groups, keys;
};
/* The key must have a hash of its own. */
struct swiss_look swiss_look_up(const struct swiss *map, value_id key);

enum { SWISS_LENGTHS = 8 /* the last row holds all longer searches */ };

/* Sums over tables, or over the one group of a small map. */
struct swiss_measure {
    uint64_t entries, tombstones, empty, groups, full_groups; /* full: no slot of it is empty */
    uint64_t hit_groups, hit_keys; /* to find each entry once; NaNs are found by none */
    uint64_t found;                /* entries that can be */
    uint64_t hits[SWISS_LENGTHS];  /* of them, by groups looked at, from 1 on */
    /* Of a key that is not there, whose hash may be any: of `weight` hashes so many groups are looked at, and so many by that number. */
    uint64_t weight, miss_groups;
    uint64_t misses[SWISS_LENGTHS];
    uint64_t longest; /* groups that any search looks at, at the most */
};
/* Adds a table, or with 0 the small map's group. */
void swiss_measure_add(const struct swiss *map, uint32_t table, struct swiss_measure *measure);

#endif
