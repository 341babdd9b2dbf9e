#ifndef MODEL_STRATEGY_VERB_H
#define MODEL_STRATEGY_VERB_H
/*
 * What the verbs of strategies share among themselves. Only this folder includes it; everybody else uses strategy.h.
 */
#include "model/fact.h"
#include "model/strategy/strategy.h"

extern const struct fact_row strategy_facts[]; /* facts.c */

/* A type as it was made. */
struct strategy_type {
    char name[GOTYPE_NAME_LIMIT + 1]; /* sharded[string]int */
    uint32_t map_type;                /* of the world's types: that of its maps */
    enum strategy_kind kind;
    enum go_version version;
    bool at_once;
};
static inline const struct maptype *strategy_maptype(const struct world *world,
                                                     const struct strategy_type *type)
{
    return world_type(world, type->map_type);
}
const struct strategy_type *strategy_type(const struct strategy *strategy); /* NULL: not made yet */

void strategy_set(struct strategy *strategy, enum strategy_register which, uint64_t value, code_line line);
void strategy_look(struct strategy *strategy, event_kind kind, int slot, uint64_t before, uint64_t after,
                   code_line line);

/* A map of the strategy's type that is part of it, empty, with room for `hint`: its home. The type is known to be right. */
uint32_t strategy_new_part(struct strategy *strategy, int64_t hint, code_line line);
extern const struct engine_heap strategy_heap; /* heap.c */

/* A map that is no part any more is left to the collector. */
void strategy_leave_part(struct strategy *strategy, uint32_t home, code_line line);

#endif
