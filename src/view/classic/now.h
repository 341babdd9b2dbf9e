#ifndef VIEW_CLASSIC_NOW_H
#define VIEW_CLASSIC_NOW_H
/*
 * What is going on at a moment, read off the timeline: the event to show, the entry in hand, where it came
 * from and where it goes, what changed in the last step. Every panel draws from this one reading.
 *
 * Knows: timeline and events (read only). Must not know: grids, places on the screen, words.
 */
#include "view/screen.h"

enum { NOW_CHANGES = 96 };

struct change {
    struct place place;
    uint64_t before;
};

struct now {
    const struct event *event; /* the one under way, or the last one done; NULL before everything */
    const struct mark *mark;   /* the command it belongs to */
    bool under_way;            /* event is not yet performed; `phase` of it has passed */
    int phase;                 /* 0..1000; 1000 when done */
    enum routine routine;      /* of the event's line */

    /* The operation in hand. */
    bool has_key, has_hash, has_mask;
    value_id key;
    uint64_t hash, mask;

    /* A relocation in hand, from its lift to its landing. */
    bool moving, decided, travelling;
    reference from; /* link and slot that it leaves */
    int from_slot;
    value_id elem;
    uint8_t top;     /* tophash as it left */
    bool has_target; /* known already to the timeline, even before it is decided */
    reference to;
    int to_slot;
    int side; /* 0 x, 1 y */
    enum side_reason reason;

    reference focus_old, focus_new; /* the links that the action is in, for scrolling; 0: none */

    struct change changes[NOW_CHANGES]; /* cells written since the last step of a cell, oldest first */
    int change_count;
};

struct now now_read(const struct picture *picture);

/* The value a cell had before the last step, if the step changed it. */
bool now_changed(const struct now *now, struct place place, uint64_t *before);

/* The main bucket that a link hangs on: array region and index, and the number of the link (0: main). False
   if the link is in neither array now. */
struct chain_place {
    bool old;
    uint64_t bucket;
    int link;
};
bool now_find_link(const struct picture *picture, const struct now *now, reference link,
                   struct chain_place *place);

#endif
