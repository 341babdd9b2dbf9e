#ifndef HAND_CLASSIC_CLASSIC_H
#define HAND_CLASSIC_CLASSIC_H
/*
 * What the commands of the classic map share. Only this folder includes it; everybody else has the hand.
 *
 * Knows: the model's verbs, the run of the line in hand. Must not know: other engines, screens.
 */
#include "model/classic/classic.h"
#include "session/hand.h"

#define CLASSIC_VERB(name)                                                                                   \
    bool classic_run_##name(struct run *run, const struct call *call, struct reply *reply,                   \
                            struct error *error)

CLASSIC_VERB(insert); /* map.c */
CLASSIC_VERB(get);
CLASSIC_VERB(delete);
CLASSIC_VERB(clear);
CLASSIC_VERB(grow);
CLASSIC_VERB(step_evacuate);
CLASSIC_VERB(evacuate);
CLASSIC_VERB(fill);    /* fill.c */
CLASSIC_VERB(collide); /* collide.c */
CLASSIC_VERB(range);   /* loop.c */
CLASSIC_VERB(iterate);
CLASSIC_VERB(next);
CLASSIC_VERB(hash); /* ask.c */
CLASSIC_VERB(find);
CLASSIC_VERB(forecast);
CLASSIC_VERB(pending);
CLASSIC_VERB(stuck); /* stuck.c */
CLASSIC_VERB(hmap);
CLASSIC_VERB(stats); /* measure.c */
CLASSIC_VERB(dump);
CLASSIC_VERB(why); /* why.c */

/* The rest of the hand: as the members of struct hand. */
bool classic_make_map(struct run *run, uint32_t *home, const struct argument *type, bool declared,
                      const struct call *call, struct reply *reply, struct error *error); /* make.c */
void classic_say_aftermath(const struct session *session, uint32_t home, position begin, struct reply *reply);
bool classic_focus(struct run *run, const char *what, const struct argument *which, int column,
                   struct reply *reply, struct error *error); /* ask.c */
bool classic_point(struct run *run, const struct pointing_at *at, struct point *point,
                   struct error *error); /* point.c */

/* The number of a bucket of the present or the old array. False and an error, at `column` if nothing is given, if there is none. */
bool classic_read_bucket(const struct classic *map, const struct argument *which, bool old, int column,
                         uint64_t *bucket, struct error *error); /* ask.c */

/* Of a growth under way (ask.c): the most writes that it may take to its end, and no fewer than which; and how many only take
   nevacuate on before an old bucket is in turn. */
uint64_t classic_most_writes(const struct classic *map);
uint64_t classic_least_writes(const struct classic *map);
uint64_t classic_writes_before(const struct classic *map, uint64_t old);

/* Says what is left of a growth whose old buckets have all moved. */
void classic_say_rest_of_growth(const struct classic *map, struct reply *reply);
/* Says that nevacuate stands at one that has moved, if it does; one is to wait. */
void classic_say_frontier(const struct classic *map, struct reply *reply);

/* The map that the line in hand is about. */
static inline struct classic run_map(const struct run *run)
{
    return classic_of(&run->session->world, run->home);
}

static inline uint64_t map_count(const struct classic *map)
{
    return classic_register(map, REGISTER_COUNT);
}

/* Tallies an outcome and adds it to the reply. False, with Go's own words as the error, if the runtime
   refuses. `key` is what the operation was about, or VALUE_NONE; `reply` may be NULL. */
bool classic_outcome_is_fine(struct run *run, enum classic_outcome outcome, value_id key, struct reply *reply,
                             struct error *error);
const char *classic_outcome_name(enum classic_outcome outcome); /* "inserted", "found", ... */
extern const struct outcome_row classic_outcome_sums[];

/* ---- values (values.c) */

/* A key or value as shown in sentences: VALUE_SHOWN(map, id) lives until the end of the block. */
const char *classic_value_shown(char buffer[REPLY_SHOWN_BYTES], const struct classic *map, value_id id);
#define VALUE_SHOWN(map, id) classic_value_shown((char[REPLY_SHOWN_BYTES]){0}, (map), (id))

/* Interns what an argument says; the error's column is that of the line. VALUE_NONE on error. */
value_id classic_read_value(const struct classic *map, const struct gotype *type,
                            const struct argument *argument, struct error *error);
/* A key that can be hashed. */
bool classic_read_key(const struct classic *map, const struct argument *argument, value_id *key,
                      struct error *error);
value_id classic_read_run_key(struct run *run, const struct argument *argument,
                              struct error *error); /* as hand.read_key */
/* The key of an argument "key" and the hash it has now; an error if it can't be hashed, or has a new hash each time. */
bool classic_read_hash(const struct classic *map, const struct call *call, value_id *key, uint64_t *hash,
                       struct error *error);
/* The value that an insert without one gives: by the number of entries, 1, 2, ... or v1, v2, ...; true for bool. */
value_id classic_preset_value(const struct classic *map, struct error *error);

/* The value of a number, from 1 on, as an insert without one has it. */
value_id classic_value_by_number(const struct classic *map, uint64_t number, struct error *error);
/* For workloads, as struct hand has them (operate.c). */
value_id classic_key_of_number(struct run *run, uint64_t number, struct error *error);
uint64_t classic_keys(const struct run *run);
bool classic_operate(struct run *run, enum workload_operation operation, value_id key, uint64_t value,
                     struct error *error);

/* Appends the text of a key: `prefix` and the number, or without a prefix an example of the type. */
void classic_key_by_number(const struct gotype *type, const char *prefix, uint64_t number, struct text *text);
/* The argument "prefix" as classic_key_by_number wants it: a word for texts, and for numbers the one to begin with. */
bool classic_read_prefix(const struct classic *map, const struct call *call, const char **prefix,
                         uint64_t *first, struct error *error);

/* ---- places in words (values.c) */

/* "bucket 3, slot 2", "old bucket 1, overflow bucket 1, slot 0": where something lies. */
void classic_add_spot(const struct words *words, struct text *text, const struct classic_spot *spot);
/* The low `count` bits of a number, highest first, in groups of four; "0" if none. */
void classic_add_bits(struct text *text, uint64_t number, int count);

#endif
