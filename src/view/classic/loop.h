#ifndef VIEW_CLASSIC_LOOP_H
#define VIEW_CLASSIC_LOOP_H
/*
 * The range loop that is under way: which array it walks, where it stands, what it has delivered and passed over.
 * A loop that ran to its end within the command in hand is still read, so that one sees what it did, until the map's next operation.
 *
 * Knows: the map, its iterators, timeline and events (read only). Must not know: grids, places on the screen, words.
 */
#include "view/classic/reading.h"

enum { LOOP_PLACES = 2048 /* of a table that is never more than half full */ };

struct loop_entry {
    value_id key; /* VALUE_NONE: free */
    reference link;
    int slot; /* of the array that was walked; tells NaN keys apart, which are all one value */
};

struct loop {
    bool there, ended;
    uint32_t iterator;
    struct classic_array array; /* that it walks */
    bool left;                  /* the map has left that array: it is neither buckets nor oldbuckets */
    reference at;               /* the link it stands in, in that array or in oldbuckets; 0: none yet */
    int slot;                   /* and its slot there; -1: none yet */
    uint64_t start, offset;     /* bucket and slot it began at */
    uint64_t bucket;            /* whose turn it is */
    uint64_t bound;             /* 1 + the bucket that entries must be bound for to count; 0: all count */
    uint64_t delivered, skipped;
    bool counted; /* skipped counts all of it; false: it began too many events ago */
    int count;
    struct loop_entry entries[LOOP_PLACES];
};

/* `loop` is large; it is filled whole, but for the entries of a loop that is not there. */
void loop_read(struct loop *loop, const struct picture *picture, const struct reading *reading);

/* Whether the loop has delivered an entry, wherever it lies now. */
bool loop_has_delivered(const struct loop *loop, const struct reading *reading, value_id key, reference link,
                        int slot);

/* The array that the map has left and a loop walks, or walked when the growth in hand began: what is kept for it on the screen
   stays as it is while a growth lasts. A count of 0: there is none. */
struct classic_array loop_left_array(const struct loop *loop, const struct picture *picture,
                                     const struct reading *reading);

#endif
