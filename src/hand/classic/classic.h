#ifndef HAND_CLASSIC_CLASSIC_H
#define HAND_CLASSIC_CLASSIC_H
/*
 * What the commands of the classic map share. Only this folder includes it; everybody else has the hand.
 *
 * Knows: the model's verbs, the run of the line in hand. Must not know: other engines, screens.
 */
#include "model/classic/classic.h"
#include "session/maps.h"

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
CLASSIC_VERB(collide); /* collide.c */
CLASSIC_VERB(hash);    /* ask.c */
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

/* As keyed_map.measure (measure.c). */
bool classic_measure_map(const struct run *run, struct keyed_measure *measure, struct error *error);

/* ---- places in words (point.c) */

/* "bucket 3, slot 2", "old bucket 1, overflow bucket 1, slot 0": where something lies. */
void classic_add_spot(const struct words *words, struct text *text, const struct classic_spot *spot);

#endif
