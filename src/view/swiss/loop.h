#ifndef VIEW_SWISS_LOOP_H
#define VIEW_SWISS_LOOP_H
/*
 * The range loop that is under way: what it has delivered, and where it did so last. A loop that ran to its end within the command in
 * hand is still read, so that one sees what it did, until the map's next operation.
 *
 * Knows: the map, its iterators, timeline and events (read only). Must not know: grids, places on the screen, words.
 */
#include "view/swiss/reading.h"

enum {
    SWISS_LOOP_EVENTS =
        1 << 15, /* how far back a loop is followed, so that a frame costs the same in a long history */
    SWISS_LOOP_PLACES = 1 << 14 /* of a table that is never more than half full */
};

struct swiss_loop_entry {
    value_id key; /* VALUE_NONE: free */
    struct swiss_place group;
    int slot; /* where it lay then; tells NaN keys apart, which are all one value */
};

struct swiss_loop {
    bool there, ended;
    uint32_t iterator;
    struct swiss_place group; /* of what it delivered last, as it lay then */
    int slot;                 /* -1: nothing yet, or the loop has ended */
    int count;
    struct swiss_loop_entry entries[SWISS_LOOP_PLACES];
};

/* `loop` is large; it is filled whole, but for the entries of a loop that is not there. */
void swiss_loop_read(struct swiss_loop *loop, const struct picture *picture,
                     const struct swiss_reading *reading);

/* Whether the loop has delivered an entry, wherever that lies now; a NaN where it lay then. */
bool swiss_loop_has_delivered(const struct swiss_loop *loop, const struct swiss *map, value_id key,
                              struct swiss_place group, int slot);

#endif
