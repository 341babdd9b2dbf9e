#ifndef VIEW_CLASSIC_EARLY_H
#define VIEW_CLASSIC_EARLY_H
/*
 * Which old buckets moved before their turn, and because of whose write: growWork moves the bucket that a write needs before the one
 * that is next in turn.
 *
 * Knows: the timeline, by its landmarks since the growth began. Must not know: where anything stands.
 */
#include "view/classic/reading.h"

/* Of growths with more old buckets nothing is read: what a frame costs must not grow with the map. */
enum { EARLY_BUCKETS = 128 };

struct early {
    bool moved[EARLY_BUCKETS];
    value_id by[EARLY_BUCKETS]; /* the key whose write moved it before its turn, or VALUE_NONE */
    uint64_t count, next;       /* old buckets, and the first that has not moved */
    value_id key;               /* of the write under way */
};

/* The growth under way, up to the moment. False: its beginning is forgotten, or it is too large; then nobody moved early. */
bool early_read(struct early *early, const struct picture *picture, const struct reading *reading);

#endif
