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
    const struct event *event; /* the one under way, or the last one done; NULL before everything */
    position at;               /* its position */
    const struct mark *mark;   /* the command it belongs to; NULL: none */
    uint32_t subject;          /* the home of whom it is about; 0: nobody */
    bool under_way;            /* event is not yet performed; `phase` of it has passed */
    int phase;                 /* 0..1000; 1000 when done */
    routine routine;           /* of the event's line */

    struct change changes[NOW_CHANGES]; /* cells written since the last step of a cell, oldest first */
    int change_count;
};

struct now now_read(const struct picture *picture);

/*
 * The event whose sentence stands at the moment: one that begins a step, so that what is told stands still while the events of the
 * step go by. That is the last one up to the moment, in its command, for which `stands` holds; once the command is over its last
 * step, which is what it came to. Only landmarks are asked. NULL: nothing stands yet.
 */
const struct event *now_told(const struct picture *picture, const struct now *now,
                             bool (*stands)(const void *context, const struct event *event),
                             const void *context);

/* The value a cell had before the last step, if the step changed it. */
bool now_changed(const struct now *now, struct place place, uint64_t *before);

#endif
