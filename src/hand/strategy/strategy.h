#ifndef HAND_STRATEGY_STRATEGY_H
#define HAND_STRATEGY_STRATEGY_H
/*
 * What the commands of strategies share. Only this folder includes it; everybody else has the hand. What a map does is asked of its
 * own hand, by its row.
 *
 * Knows: the model's verbs, the run of the line in hand. Must not know: other engines but that of its maps, screens.
 */
#include "model/strategy/strategy.h"
#include "session/hand.h"

#define STRATEGY_VERB(name)                                                                                  \
    bool strategy_run_##name(struct run *run, const struct call *call, struct reply *reply,                  \
                             struct error *error)

STRATEGY_VERB(insert); /* operate.c */
STRATEGY_VERB(get);
STRATEGY_VERB(delete);
STRATEGY_VERB(fill);
STRATEGY_VERB(clear);
STRATEGY_VERB(publish);
STRATEGY_VERB(stats); /* measure.c */

/* The rest of the hand: as the members of struct hand. */
bool strategy_make_subject(struct run *run, uint32_t *home, const struct argument *type, bool declared,
                           const struct call *call, struct reply *reply, struct error *error); /* make.c */
void strategy_say_aftermath(const struct session *session, uint32_t home, position begin,
                            struct reply *reply);                                             /* measure.c */
value_id strategy_read_key(struct run *run, const struct argument *key, struct error *error); /* operate.c */
value_id strategy_key_by_number(struct run *run, uint64_t number, struct error *error);
uint64_t strategy_keys(const struct run *run);
bool strategy_operate(struct run *run, enum workload_operation operation, value_id key, uint64_t value,
                      struct error *error);
uint64_t strategy_foresee(struct run *run, const struct workload_plan *plan, uint64_t count); /* foresee.c */

/* The same for as many keys that are new. */
uint64_t strategy_foresee_fill(const struct strategy *strategy, uint64_t wanted);
/* Whether a write would find the key. */
bool strategy_has(const struct strategy *strategy, value_id key); /* operate.c */

/* The strategy that the line in hand is about. */
static inline struct strategy run_strategy(const struct run *run)
{
    return strategy_of(&run->session->world, run->home);
}

#endif
