#ifndef VIEW_NOW_H
#define VIEW_NOW_H
/*
 * What is going on at a moment, as far as any engine's events tell: the event to show, its command, and what
 * changed in the last step. A face adds what only its engine knows.
 *
 * Knows: timeline and events (read only). Must not know: engines, grids, places on the screen, words.
 */
#include "view/picture.h"

enum { NOW_CHANGES = 96 };

struct change {
    struct place place;
    uint64_t before;
};

struct now {
    bool has_event;          /* false before everything */
    struct event event;      /* the one under way, or the last one done */
    position at;             /* its position */
    const struct mark *mark; /* the command it belongs to; NULL: none */
    uint32_t subject;        /* the home of whom it is about; 0: nobody */
    uint32_t whole;          /* the same, but the whole subject if it is about a part of one */
    bool under_way;          /* event is not yet performed; `phase` of it has passed */
    int phase;               /* 0..1000; 1000 when done */
    routine routine;         /* of the event's line */

    struct change changes[NOW_CHANGES]; /* cells written since the last step of a cell, oldest first */
    int change_count;
};

struct now now_read(const struct picture *picture);

/* Its command is done: nothing is in hand any more, and what it wrote is what changed last. */
bool now_is_over(const struct now *now);

/* What a command that is over came to: its last look that ends a step, as far as it is near. Else the event of the moment; there must
   be one. */
struct event now_last_step(const struct picture *picture, const struct now *now);

/* The value a cell had before the last step, if the step changed it. */
bool now_changed(const struct now *now, struct place place, uint64_t *before);

#endif
