#ifndef TIME_RHYTHM_H
#define TIME_RHYTHM_H
/*
 * How long an event lasts: its weight, but what a command does again and again is shown faster each time. Of its relocations the
 * first and the last last as long as they weigh; the others are 20 % shorter each than the one before, down to RHYTHM_LEAST.
 *
 * A relocation is what happens between two landmarks of the timeline the second of which is a move.
 *
 * Knows: timelines, weights of events. Must not know: engines, wall clocks, screens.
 */
#include "time/timeline.h"

/* Milliseconds that a relocation takes at least, unless it weighs less; relocations of a command from which on there is none of this. */
enum { RHYTHM_LEAST = 600, RHYTHM_MOST = 64 };

/* Milliseconds of virtual time at speed 1. `mark`: the command of event `at`, its end and its moves known; NULL: none. */
int rhythm_of(const struct timeline *timeline, const struct mark *mark, position at);

/* For whoever asks about many events of a command, one after the other: what a relocation lasts is found once. Begins as
   {.timeline = …, .mark = …}. */
struct rhythm {
    const struct timeline *timeline;
    const struct mark *mark;
    position until; /* up to here, without it, events last shown / whole of what they weigh */
    int shown, whole;
};
/* The same as rhythm_of() of each event; `at` is never before the one asked about last. */
int rhythm_next(struct rhythm *rhythm, position at);

#endif
