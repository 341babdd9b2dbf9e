#ifndef VIEW_SWISS_READING_H
#define VIEW_SWISS_READING_H
/*
 * What is going on with a Swiss map at a moment: the key in hand and its hash, the table and group that are looked at, an entry that moves,
 * the tables that a growth leaves and makes. Every panel of its face draws from this one reading.
 *
 * Knows: timeline, events and words of the map (read only). Must not know: grids, places on the screen.
 */
#include "model/swiss/swiss.h"
#include "view/now.h"

struct swiss_reading {
    struct swiss map;
    const struct now *now;
    bool has_type; /* without one there is nothing to show */

    value_id key;  /* in hand; VALUE_NONE: none */
    bool has_hash;
    uint64_t hash; /* of it */
    uint32_t table; /* chosen by it, or walked; 0: none */
    uint64_t entry; /* of the directory, that the hash led to */

    bool has_group, has_slot;
    struct swiss_place group; /* that is looked at */
    int slot;
    uint64_t step; /* of the probe sequence */

    /* Of a growth under way, or that has just ended: the region of the table that is left (of the group of a small map), and of those that
       take its place. 0: none. */
    bool growing;
    uint32_t left_behind, made[2];
    bool moving;                /* an entry is on its way, or has just come */
    struct swiss_place from, to;
    int from_slot, to_slot;
    bool has_bit; /* what decides its place */
    int bit, bit_value;
};

struct swiss_reading swiss_reading_of(const struct picture *picture, const struct now *now);

#endif
