#ifndef TIME_CLOCK_H
#define TIME_CLOCK_H
/*
 * The clock: milliseconds to moments. A moment is a position of the timeline and a phase 0..1000 of the event
 * there that is under way. Only whole numbers; the loop feeds it from the wall, films and tests step it
 * exactly.
 *
 * Knows: timelines, weights of events. Must not know: wall clocks, screens.
 */
#include "time/timeline.h"

struct moment {
    position at;
    int phase; /* 0..1000 of event `at`; 0: it has not begun */
};

struct clock {
    bool playing;
    bool backwards;
    position until;   /* where playing stops */
    int speed;        /* thousandths: 1000 is real time */
    int64_t patience; /* a command plays in at most this many milliseconds at speed 1; longer ones go faster
                         as a whole */
    int64_t elapsed;  /* microseconds of virtual time into the event at the cursor */
};

enum { CLOCK_SPEED_LEAST = 50, CLOCK_SPEED_MOST = 64000, CLOCK_PATIENCE = 12000, CLOCK_FRAME = 16 };

void clock_init(struct clock *clock);

/* Microseconds of virtual time that event `at` takes where the patience is that many milliseconds. */
int64_t clock_duration(int64_t patience, const struct timeline *timeline, position at);
/* The same of events begin .. end - 1, all of one command; counted until it is `most`. */
int64_t clock_duration_of_run(int64_t patience, const struct timeline *timeline, position begin, position end,
                              int64_t most);

/* "0.25", "2", "1.5": a speed in thousandths, between the least and the most. */
bool clock_read_speed(const char *text, int *thousandths);

/* Plays from the cursor to `until`, which may lie behind it. Nothing to play: stays stopped. */
void clock_play(struct clock *clock, const struct timeline *timeline, position until);
/* Stops at the moment shown, inside an event if need be. */
void clock_stop(struct clock *clock);
/* Goes to the beginning of the event under way: the moment is a plain position again. */
void clock_settle(struct clock *clock);

/* Lets milliseconds pass: moves the timeline's cursor. True if the moment changed. Stops by itself at
   `until`. */
bool clock_advance(struct clock *clock, struct timeline *timeline, int64_t milliseconds);

struct moment clock_moment(const struct clock *clock, const struct timeline *timeline);

/* Milliseconds until the moment next looks different: a frame while something glides, the rest of the
   event while it stands; -1 if nothing plays. */
int clock_next_change(const struct clock *clock, const struct timeline *timeline);

#endif
