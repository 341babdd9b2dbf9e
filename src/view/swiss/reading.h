#ifndef VIEW_SWISS_READING_H
#define VIEW_SWISS_READING_H
/*
 * What is going on with a Swiss map at a moment: the key in hand and its hash, the table and group that are looked at, the way that a
 * search has come, an entry that moves, the tables that a growth leaves and makes. Every panel of its face draws from this one reading.
 *
 * Knows: timeline, events and words of the map (read only). Must not know: grids, places on the screen.
 *
 * A growth may be a thousand entries that move within one insert. It is read from its landmarks, so a frame costs the same at its end as at
 * its beginning.
 */
#include "model/swiss/swiss.h"
#include "view/now.h"

/* Of a longer way the last groups are kept: so many are in sight at the most. */
enum { SWISS_VISITED = 64 };

/* The groups that a search comes to, in their order. */
struct swiss_way {
    struct swiss_place visited[SWISS_VISITED];
    int count;
    uint64_t all; /* the first of them may have been left out */
};
void swiss_way_add(struct swiss_way *way, struct swiss_place group);

struct swiss_reading {
    struct swiss map;
    const struct now *now;
    bool has_type; /* without one there is nothing to show */

    value_id key; /* in hand: of the operation, or of the entry that moves; VALUE_NONE: none */
    bool has_hash;
    uint64_t hash;  /* of it */
    value_id asked; /* the key of the operation, while others move too; VALUE_NONE: none */
    uint32_t table; /* chosen by it, left, or walked; 0: none */
    uint64_t entry; /* of the directory, that the hash led to */

    bool has_group, has_slot;
    struct swiss_place group; /* that is looked at */
    int slot;
    uint64_t step; /* of the probe sequence */

    /* A search, from the choice of table or group to the end of its operation: the groups that it has come to so far, in their order, the
       last one present; those whose control bytes were compared with H2 already are `compared` of all. */
    bool searching;
    struct swiss_way way;
    uint64_t compared;
    unsigned
        matched; /* of the present group, once it was compared: slots whose control byte is H2, bit n for slot n */
    bool stopped;       /* it ended at an empty slot */
    bool has_tombstone; /* the first one that it passed, which an insert remembers */
    struct swiss_place tombstone;
    int tombstone_slot;

    /* Of a growth under way, or that has just ended: the region of the table that is left (of the group of a small map), and of those that
       take its place. 0: none, or not yet. */
    bool growing, splits;
    uint32_t left_behind, made[2];
    uint64_t slots_before, slots_after; /* of all that is left, and of all that is made */
    uint64_t to_move, moved;            /* entries: all, and those that have come */
    bool lifted; /* an entry is in hand, from its lift to its landing: `from` is known */
    bool moving; /* it is on its way, or has just come: `to` is known, too */
    struct swiss_place from, to;
    int from_slot, to_slot;
    bool has_bit; /* what decides its place */
    int bit, bit_value;

    /* A loop in hand: the region of its iterator, 0: none. `table` is where it stands; `replaced`: that was replaced since it came there. */
    uint32_t iterator;
    bool replaced;
};

/* `now` must outlive the reading. */
struct swiss_reading swiss_reading_of(const struct picture *picture, const struct now *now);

/* The group that a row of the keyboard's cursor is: they are counted table by table, in the order of the directory; of a small map there
   is one. False: there is no such row. */
bool swiss_group_in_order(const struct swiss *map, int64_t row, struct swiss_place *group);
/* How many there are. */
uint64_t swiss_groups_in_order(const struct swiss *map);

#endif
