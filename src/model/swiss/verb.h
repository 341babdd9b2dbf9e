#ifndef MODEL_SWISS_VERB_H
#define MODEL_SWISS_VERB_H
/*
 * What the runtime verbs (make insert access delete clear grow iterate) share among themselves. Only files of the model that implement
 * a verb include it; everybody else uses swiss.h.
 */
#include "model/fact.h"
#include "model/swiss/swiss.h"

extern const struct fact_row swiss_facts[]; /* facts.c */
extern const struct engine_heap swiss_heap; /* heap.c */
extern const struct gomap swiss_gomap;      /* gomap.c */

void swiss_set(struct swiss *map, enum swiss_word which, uint64_t value, code_line line);
void swiss_set_table(struct swiss *map, uint32_t table, enum swiss_table_word which, uint64_t value,
                     code_line line);

/* rand(): 64 bits, from the generator or as recorded. */
uint64_t swiss_draw(struct swiss *map, code_line line);

/* The hash of a key under the seed; a key that holds a NaN draws. Told as a look. */
uint64_t swiss_hash(struct swiss *map, value_id key, code_line line);

/* Looks of nothing in particular, of a table, of a group, of a slot. */
void swiss_look(struct swiss *map, event_kind kind, uint64_t before, uint64_t after, code_line line);
void swiss_look_table(struct swiss *map, event_kind kind, uint32_t table, uint64_t before, uint64_t after,
                      code_line line);
void swiss_look_slot(struct swiss *map, event_kind kind, struct swiss_place group, int slot, uint64_t before,
                     uint64_t after, code_line line);

/* Tells that the runtime refuses, and returns the outcome. */
enum gomap_outcome swiss_refuse(struct swiss *map, enum gomap_outcome outcome, code_line line);

/* Writes a slot. */
void swiss_set_control(struct swiss *map, struct swiss_place group, int slot, uint8_t control,
                       code_line line);
void swiss_set_key(struct swiss *map, struct swiss_place group, int slot, value_id key, code_line line);
void swiss_set_elem(struct swiss *map, struct swiss_place group, int slot, value_id elem, code_line line);

/* Regions of the map's: so many groups, all empty; a table with its groups. */
uint32_t swiss_new_groups(struct swiss *map, uint32_t count, code_line line);
uint32_t swiss_new_table(struct swiss *map, uint64_t capacity, uint64_t depth, uint64_t index,
                         code_line line);
/* A table, or a small map's group, is left to the collector. */
void swiss_drop_table(struct swiss *map, uint32_t table, code_line line);

/* growToTable: the small map becomes a table. */
void swiss_grow_small(struct swiss *map);
/* rehash: a larger table in the place of one, or two. False if the model's limit forbids it (nothing happened). `hash`: of the key that
   is to have room then. */
bool swiss_rehash(struct swiss *map, uint32_t table, uint64_t hash);

/* Slots of a match, one after the other: the lowest, and the rest. */
static inline int swiss_first(unsigned match)
{
    return __builtin_ctz(match);
}
static inline unsigned swiss_rest(unsigned match)
{
    return match & (match - 1);
}

/* What a search in the groups of a table, or in the one of a small map, came to (find.c). */
struct swiss_search {
    bool found;
    struct swiss_place group; /* of the key; else of the slot where it would go */
    int slot;
    bool tombstone; /* that slot is one */
};
/* The lines that the search is told by. */
struct swiss_search_lines {
    code_line probe, compare, stop, remember;
};
/* Along the probe sequence of a table. `inserts`: remembers the first tombstone. */
struct swiss_search swiss_search_table(struct swiss *map, uint32_t table, value_id key, uint64_t hash,
                                       bool inserts, const struct swiss_search_lines *lines);
/* The one group of a small map; not found: the first empty slot, -1 if there is none. */
struct swiss_search swiss_search_small(struct swiss *map, value_id key, uint64_t hash,
                                       const struct swiss_search_lines *lines);

#endif
