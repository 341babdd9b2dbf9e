#ifndef SESSION_MAPS_H
#define SESSION_MAPS_H
/*
 * What the hands of both of Go's maps do alike: their keys read, filled in and searched for, loops by hand, what operations came to.
 * All of it is of the map of a run, through the row that its engine has (model/gomap.h).
 *
 * Knows: what both maps have. Must not know: how either keeps its entries.
 */
#include "model/gomap.h"
#include "session/hand.h"

/* A map in numbers, to be held against another one's: what lookups of it look at, in hundredths of its unit. */
struct keyed_measure {
    uint64_t count, slots,
        room;            /* entries; slots of what it has for them; entries that it holds before it grows */
    uint64_t home_slots; /* slots that hashes lead to first: without overflow buckets */
    uint64_t marks;      /* slots marked that their entry is gone, and others may come behind */
    uint64_t bytes;
    uint64_t hit, miss;
    uint64_t longest; /* way that a search has to go: buckets of a chain, groups */
};

/* What maps do each in their own way: told of in a few words each. */
enum keyed_way { KEYED_LOOKS, KEYED_GROWS, KEYED_CROWDED, KEYED_DELETES, KEYED_LOOPS, KEYED_WAYS };

/* What a map's hand has of its own for what both do. */
struct keyed_map {
    /* False and an error: it was stopped. */
    bool (*measure)(const struct run *run, struct keyed_measure *measure, struct error *error);
    /* Says where a loop begins, of an iterator that has delivered its first entry. */
    void (*loop_begins)(const struct run *run, uint32_t iterator, struct reply *reply);
    enum word too_big; /* what is said of a map beyond what is modelled: {1} is `most` */
    int most;
    enum word ways[KEYED_WAYS];
};

/* The row of the map of a run; what its keys and elems are. */
const struct gomap *run_gomap(const struct run *run);
struct keyed run_keyed(const struct run *run);

/* ---- what operations came to (outcome.c) */

extern const struct outcome_row outcome_sums[];
const char *outcome_name(enum gomap_outcome outcome); /* "inserted", "found", ... */
/* Tallies an outcome and adds it to the reply. False, with Go's own words as the error, if the runtime refuses. `key` is what the
   operation was about, or VALUE_NONE; `reply` may be NULL. Not for GOMAP_NOT_GROWING and GOMAP_GROWING_ALREADY. */
bool outcome_is_fine(struct run *run, enum gomap_outcome outcome, value_id key, struct reply *reply,
                     struct error *error);

/* ---- verbs that both hands have: fill (many.c), and loops (loop.c) */

bool session_run_fill(struct run *run, const struct call *call, struct reply *reply, struct error *error);
bool session_run_range(struct run *run, const struct call *call, struct reply *reply, struct error *error);
bool session_run_iterate(struct run *run, const struct call *call, struct reply *reply, struct error *error);
bool session_run_next(struct run *run, const struct call *call, struct reply *reply, struct error *error);

/* The key and elem of an insert, and whether the key was there before. */
struct inserted {
    value_id key, elem;
    bool updated;
};
/* The verb `insert` but for what is said of it. */
bool session_insert(struct run *run, const struct call *call, struct inserted *inserted, struct reply *reply,
                    struct error *error);

/* Inserts a key that is not there, with the value of the next number of entries. False and an error. */
bool session_insert_key(struct run *run, value_id key, struct error *error);

/* For a hand's operations of a workload. */
value_id session_key_by_number(struct run *run, uint64_t number, struct error *error);
uint64_t session_keys(const struct run *run);
bool session_operate(struct run *run, enum workload_operation operation, value_id key, uint64_t value,
                     struct error *error);

/* ---- reading (many.c) */

/* As hand.read_key; one that can be hashed; the key of an argument "key" and the hash that it has now, an error if it has none, or a
   new one each time. VALUE_NONE, or false, and an error. */
value_id session_read_key(struct run *run, const struct argument *argument, struct error *error);
bool session_read_hashable(const struct run *run, const struct argument *argument, value_id *key,
                           struct error *error);
bool session_read_hash(const struct run *run, const struct call *call, value_id *key, uint64_t *hash,
                       struct error *error);
/* Of a point whose `what` is filled in: its key. One that is to be lit itself must be in the map. False and an error. */
bool session_point_at_key(const struct run *run, const struct pointing_at *at, struct point *point,
                          struct error *error);
/* For hand.make of a map, whose call may be NULL: its hint. False and an error: more was given than a map takes. */
bool session_read_hint(const struct call *call, bool declared, int64_t *hint, struct error *error);

/* ---- collide (collide.c) */

/* What the hash of a key must be like that `collide` looks for: the bits of the mask are those of one of the two. */
struct wish {
    uint64_t mask, bits[2];
    enum word one, many; /* what is said of the keys that were found: {1} how many, {2} which */
    enum word few;       /* and of too few: {1} were tried, {2} of {3} found */
};
/* Finds and inserts keys that fulfil it, as many as the call wants, and says so. */
bool session_collide(struct run *run, const struct call *call, const struct wish *wish, struct reply *reply,
                     struct error *error);

#endif
