#ifndef TIME_TAPE_H
#define TIME_TAPE_H
/*
 * The tape: a list of events, packed: the newest lie open, those before them in batches of a few bytes an event (packing.h). Batches that are
 * asked about are opened, and a few of them stay so: whoever goes from event to event, forwards or backwards, opens each once.
 *
 * Events are known by their number in the list, from `first` on; numbers are never used anew when the oldest are forgotten.
 *
 * Knows: the shape of an event, packing, which events come and go with regions. Must not know: commands, cursors, memory.
 */
#include "time/packing.h"

typedef uint64_t position; /* a moment of the timeline (time/timeline.h) */

struct tape_batch {
    unsigned char *bytes;
    position begin; /* the number of its first event */
    uint32_t size;  /* bytes */
    uint16_t count; /* events, at least 1 */
    bool spaces;    /* regions come or go in it */
    bool steps;     /* an event in it ends a step of a cell or a longer one */
};

/* A list that was cut off, to be put back: packed as a whole. */
struct tape_strip {
    struct tape_batch *batches;
    size_t count;
    uint64_t events;
    size_t bytes; /* that it takes */
};

struct tape_opened; /* batches that were asked about */

struct tape {
    struct packing *packing;
    struct tape_batch *batches; /* in order */
    size_t count, capacity;
    struct event *open; /* the newest events, up to PACKING_BATCH */
    size_t open_count;
    position first, end; /* events first .. end - 1 are there */
    size_t bytes;        /* of the batches */
    struct tape_opened *opened;
};

void tape_init(struct tape *tape);
void tape_free(struct tape *tape);

/* As it was at first; what it takes is given back. */
void tape_clear(struct tape *tape);

/* Adds an event at the end. */
void tape_add(struct tape *tape, const struct event *event);

/* Event number `at`, first .. end - 1. */
struct event tape_event(const struct tape *tape, position at);

/*
 * Events that lie open, `at` among them: those from `*begin` up to, without it, `*end`, the first of them at the pointer returned.
 * Some of them may be forgotten already. Good until something else is asked of the tape. For whoever goes through many.
 */
const struct event *tape_open(const struct tape *tape, position at, position *begin, position *end);

/* The first event from `at` on by which a region comes or goes. False if there is none. */
bool tape_next_space(const struct tape *tape, position at, position *found);

/* The last event before `at`, and not before `least`, that ends a step: of grain CELL or coarser. False if there is none. */
bool tape_step_before(const struct tape *tape, position at, position least, position *found);

/* Everything from `at` on is cut off. `at`: first .. end. */
struct tape_strip tape_cut(struct tape *tape, position at);
/* What was cut off is put behind the end; the strip is empty then. */
void tape_join(struct tape *tape, struct tape_strip *strip);
void tape_strip_free(struct tape_strip *strip);

/* Everything before `keep` is forgotten. Whole batches give their memory back. */
void tape_forget(struct tape *tape, position keep);

/* Memory that it takes, opened batches left out. */
size_t tape_bytes(const struct tape *tape);
/* From where on the events take no more memory than that. */
position tape_within(const struct tape *tape, size_t bytes);

#endif
