#ifndef VIEW_SLICE_READING_H
#define VIEW_SLICE_READING_H
/*
 * What is going on with a slice or array at a moment: the element in hand, where it came from and where it goes, and the arrays
 * that are to be seen. Every panel of its face draws from this one reading.
 *
 * Knows: timeline, events and headers (read only). Must not know: grids, places on the screen, words.
 */
#include "model/slice/slice.h"
#include "view/now.h"

struct slice_reading {
    struct slice slice;
    const struct now *now;
    bool has_type; /* without one there is nothing to show */

    /* Regions of the arrays to be seen: the one it stands on, or two of which elements go from the first to
       the second. 0: none. */
    uint32_t arrays[2];
    bool leaves;     /* the second takes the place of the first: it grows */
    bool appending;  /* an append runs, or has just run */
    bool growing;    /* the second is being filled */
    uint64_t landed; /* how many elements it has by now, while it is */

    bool copying;      /* an element is on its way, or has just come */
    uint64_t from, to; /* where it lies, where it goes: SLICE_AT */
    uint64_t in_hand;  /* an element that is read, stored or appended; 0: none */
    value_id value;    /* of the one or the other */

    /* The decision about a growth, as far as it was taken: the events that tell it. */
    bool has_want, has_rounded;
    struct event want, rounded;
};

struct slice_reading slice_reading_of(const struct picture *picture, const struct now *now);

/* Where the element lies that the keyboard's cursor is on; 0 if there is none: the cursor may be left behind by time. */
uint64_t slice_reading_cursor(const struct slice_reading *reading, const struct look *look);

/* Whether an array is there to be looked at: it was not forgotten. */
bool slice_reading_holds(const struct slice_reading *reading, uint32_t array);

#endif
