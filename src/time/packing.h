#ifndef TIME_PACKING_H
#define TIME_PACKING_H
/*
 * Events in few bytes: a batch of events becomes a row of bytes and the same events again.
 *
 * What events look like repeats itself: the same line of the same routine looks at the slot behind the one before it, writes where
 * something was written last, holds a number that was there a moment ago. A form says all that of an event: its kind, its line, its
 * field, and from where each of its numbers follows. Forms are numbered, and an event is its form's number (one byte for those that are
 * used often) and the bytes of what follows from nothing. An insert of Go's map takes some 40 events, and these 100 bytes.
 *
 * What numbers follow from begins anew with each batch, so that a batch can be read alone; forms are never forgotten.
 *
 * Knows: the shape of an event. Must not know: what any kind means, positions, memory.
 * Invariant: reading what was written gives the same events, whatever they are.
 */
#include "model/event.h"

#include <stdbool.h>
#include <stddef.h>

struct packing;

enum {
    PACKING_BATCH = 1024, /* events of a batch at most */
    PACKING_BEHIND = 8,   /* bytes that are read behind the end, whatever they are */
    PACKING_MOST =
        (int)(sizeof(struct event) + 1) * PACKING_BATCH + PACKING_BEHIND /* bytes that a batch can take */
};

struct packing *packing_new(void);
void packing_free(struct packing *packing);

/* Writes `count` events, 1 .. PACKING_BATCH, into `bytes`, which has room for PACKING_MOST; returns how many bytes it took. */
size_t packing_write(struct packing *packing, const struct event *events, size_t count, unsigned char *bytes);

/* Reads the first `count` events of what one call has written. There must be PACKING_BEHIND bytes behind it. */
void packing_read(struct packing *packing, const unsigned char *bytes, struct event *events, size_t count);

#endif
