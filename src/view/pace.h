#ifndef VIEW_PACE_H
#define VIEW_PACE_H
/*
 * How much can be told while a command plays: one sentence for a run of events, and none that is gone before it could be read.
 *
 * Knows: timeline, clock and events (read only). Must not know: engines, grids, words.
 *
 * What a run is says the face: an old bucket that moves, a search. A longer or a shorter sentence is told of it, whichever can be
 * read in the time that the run takes at speed 1; nothing, if none can. While nothing plays there is time for everything.
 */
#include "view/now.h"

enum { PACE_WORD = 300 /* milliseconds: 200 words a minute */, PACE_SENTENCES = 5 };

struct pace {
    position begin, end; /* events begin .. end-1, of one command */
    int64_t time;        /* milliseconds at speed 1, as far as it matters; INT64_MAX while nothing plays */
};

/* The run that the moment is in. `opens`: whether event `at`, which is not the first of its command, begins one. */
struct pace pace_of(const struct picture *picture, const struct now *now,
                    bool (*opens)(const struct timeline *timeline, position at));

/* Events begin .. end-1, for whoever knows where a run that is longer than one may look for begins and ends. */
struct pace pace_of_run(const struct picture *picture, position begin, position end);

/* The event of the moment alone. */
struct pace pace_of_event(const struct picture *picture, const struct now *now);

/* Whether a text can be read in that time. */
bool pace_can_read(const struct pace *pace, const char *text);

/* Appends the first of the texts, the longest of which comes first, that can be read, and frees them all. */
void pace_add(const struct pace *pace, struct text texts[PACE_SENTENCES], struct text *out);

#endif
