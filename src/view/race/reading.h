#ifndef VIEW_RACE_READING_H
#define VIEW_RACE_READING_H
/*
 * What is going on with a race at a moment: the step under way or taken last, and whose it is. Every panel of its face draws from this
 * one reading.
 *
 * Knows: timeline, events and races (read only). Must not know: grids, places on the screen, words.
 */
#include "model/race/race.h"
#include "view/now.h"

struct race_reading {
    struct race_settled its; /* as the last step that was done left it */
    const struct now *now;
    enum race_standing stands;

    bool acts;      /* somebody begins an operation or steps, or did so last; the next two hold */
    unsigned actor; /* whose step it is */
    bool has_step;  /* what the step does is known: `done` */
    struct race_done done;
    bool travels; /* the step is under way: what it reads or writes is on its way */
};

struct race_reading race_reading_of(const struct picture *picture, const struct now *now);

#endif
