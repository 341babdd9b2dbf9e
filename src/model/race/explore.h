#ifndef MODEL_RACE_EXPLORE_H
#define MODEL_RACE_EXPLORE_H
/*
 * Every order in which the goroutines of a setup can take their steps, up to a bound; beyond it a seeded sample.
 *
 * States (with what was told on the way to them) are visited breadth first, each once, so what is reported as the shortest
 * schedule is one of the shortest. Of steps that may be done in either order with the same outcome only one order is tried
 * (sleep sets); docs/race.md says why nothing is missed and no shortest schedule becomes longer.
 *
 * Knows: machine, history. Must not know: memory, events, the world, words, clocks.
 */
#include "model/race/history.h"
#include "model/race/many.h"

enum {
    RACE_SCHEDULE = 4096,      /* steps that a schedule can have at most */
    RACE_MOST_STATES = 2000000 /* the program had 114 MB at its peak */
};
/* Of four goroutines with six operations each the program had 26 MB at its peak. */
#define RACE_DEFAULT_STATES  400000
#define RACE_DEFAULT_SAMPLES 2000 /* for whoever says nothing of them */

struct race_limits {
    uint32_t states;  /* to visit at most, up to RACE_MOST_STATES; 0: RACE_DEFAULT_STATES */
    uint32_t depth;   /* steps of a schedule at most, up to RACE_SCHEDULE; 0: all */
    uint32_t samples; /* runs if not every order was tried */
    uint64_t seed;    /* of these */
    /* Only runs that begin with these steps, which must be possible; NULL: all. They are part of every schedule and of its
       length. */
    const uint8_t *after;
    uint16_t after_length; /* below RACE_SCHEDULE */
    bool plain;            /* without the reduction: for tests, and to see what it saves */
};

enum race_ending {
    RACE_COMPLETE,    /* every order was tried */
    RACE_MANY_STATES, /* limits.states were not enough */
    RACE_DEEP,        /* there are schedules of more than limits.depth steps */
    RACE_STOPPED      /* the watch said so */
};

/* One kind of verdict. */
struct race_found {
    bool found;
    bool shortest; /* no schedule with this verdict has fewer steps */
    uint16_t length;
    uint8_t schedule[RACE_SCHEDULE]; /* goroutine numbers: at its end, and not before, the verdict is there */
    struct many interleavings;       /* whole runs with this verdict, of all; if counted */
    struct many executions;          /* of those that are left after the reduction; if counted */
    uint32_t samples;                /* of the sample */
};

struct race_report {
    enum race_ending ending;
    uint32_t states;    /* visited */
    uint64_t steps;     /* tried */
    uint64_t pruned;    /* steps not tried, since the same is reached by another order */
    uint32_t depth;     /* every schedule of up to that many steps was looked at */
    uint32_t histories; /* different ones */
    bool
        counted; /* the following, and those of each verdict: only if RACE_COMPLETE, and no run goes in a circle */
    struct many interleavings;           /* whole runs: until nobody can step any more */
    struct many executions;              /* what the reduction left of them */
    struct many clean, clean_executions; /* without any verdict */
    uint32_t longest_run;                /* steps of the longest whole run, of all */
    uint32_t shortest_run; /* steps of the shortest whole run among what was tried; 0: none came to its end */
    uint32_t samples, clean_samples;
    struct race_found found[RACE_VERDICTS];
};

/* Looks in from time to time, some hundred times a second; false: enough. The report says what is known so far. */
struct race_watch {
    bool (*go_on)(void *context, const struct race_report *report);
    void *context;
};

/* `setup` must be one that can be run (race_setup_check()); `watch` may be NULL. */
void race_explore(const struct race_setup *setup, const struct race_limits *limits,
                  const struct race_watch *watch, struct race_report *report);

#endif
