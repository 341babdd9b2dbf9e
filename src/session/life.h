#ifndef SESSION_LIFE_H
#define SESSION_LIFE_H
/*
 * The life of an entry, read from the timeline up to the present moment, a row for each thing that became of it: the answer to `why KEY`
 * that both maps give. What moved it, and why, says the hand of the map.
 *
 * Knows: the timeline, keys. Must not know: any map.
 */
#include "session/keyed.h"
#include "session/state.h"

struct life {
    const struct timeline *timeline;
    const struct values *values;
    struct reply *reply;
    value_id key;
    bool present, known; /* it is in the map; known: its insertion is remembered */
    bool told;           /* a row was */
    struct text moves;   /* as JSON; to be freed */
};

/* `life.key` is its key; the rows go to the reply. */
struct life life_begin(const struct run *run, const struct values *values, value_id key, struct reply *reply);
/* Hands each event of the run's subject to `take`, up to the present moment. False and an error: it was stopped. */
bool life_read(struct run *run, struct life *life,
               void (*take)(void *context, position at, const struct event *event), void *context,
               struct error *error);

/* Whether a key, as an event has it, is the one in question. */
bool life_is_its(const struct life *life, uint64_t key);
/* Begins a row: the number and the text of the command that an event belongs to. */
const char *life_row(struct life *life, position at, char number[24]);

/* What became of `key`, if it is the one in question: nothing is said of others. */
void life_inserted(struct life *life, position at, uint64_t key, uint64_t elem);
void life_updated(struct life *life, position at, uint64_t key, uint64_t elem);
void life_deleted(struct life *life, position at, uint64_t key);
void life_cleared(struct life *life, position at);
void life_made(struct life *life); /* the map anew */

/* Says how much is forgotten of an entry that is there, if its insertion is, and tells programs of its moves. */
void life_end(struct life *life, bool there, struct reply *reply);

#endif
