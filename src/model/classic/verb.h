#ifndef MODEL_CLASSIC_VERB_H
#define MODEL_CLASSIC_VERB_H
/*
 * What the runtime verbs (make assign access delete clear grow evacuate iterate) share among themselves.
 * Only files of the model that implement a verb include it; everybody else uses classic.h.
 */
#include "base/number.h"
#include "model/classic/classic.h"
#include "model/fact.h"

extern const struct fact_row classic_facts[]; /* facts.c */
extern const struct engine_heap classic_heap; /* heap.c */
extern const struct gomap classic_gomap;      /* gomap.c */

void classic_set(struct classic *map, enum classic_register which, uint64_t value, code_line line);

/* One number from the generator (runtime fastrand): 32 bits, or all 64 for Go 1.23's rand(). */
uint32_t classic_draw(struct classic *map, code_line line);
uint64_t classic_draw64(struct classic *map, code_line line);

/* The hash of a key under hash0; a key that holds a NaN draws. Told as a look. */
uint64_t classic_hash(struct classic *map, value_id key, code_line line);

/* The look of a bucket, and of nothing in particular. */
void classic_look_bucket(struct classic *map, event_kind kind, reference bucket, uint64_t before,
                         uint64_t after, code_line line);
void classic_look_slot(struct classic *map, event_kind kind, reference bucket, int slot, uint64_t before,
                       uint64_t after, code_line line);
void classic_look(struct classic *map, event_kind kind, uint64_t before, uint64_t after, code_line line);

/* Tells that the runtime refuses, and returns the outcome. */
enum gomap_outcome classic_refuse(struct classic *map, enum gomap_outcome outcome, code_line line);

/* A region of buckets of the map's. Its tag is the number of the map's type, since the map may be made anew while the region is still
   to be seen; 0: of a number too large for that. */
uint32_t classic_alloc(struct classic *map, enum classic_region kind, uint32_t buckets, code_line line);

/* Whether it is a map that was made, and so has an hmap, and whether that leads to a mapextra (heap.c). */
bool classic_has_hmap(const struct classic *map, bool *extra);

/* makeBucketArray: 2^B buckets and their reserve; returns the region, and in `next_overflow` what the
   register will hold. */
uint32_t classic_make_array(struct classic *map, int B, uint64_t *next_overflow, code_line line);

/* newoverflow: links a new overflow bucket behind `link` of the present array and returns it. */
reference classic_new_overflow(struct classic *map, reference link, code_line line);

/* createOverflow: the list of overflow buckets is there from now on, if the buckets hold no pointers. */
void classic_list_overflow(struct classic *map, code_line line);

/* hashGrow. False if the model's limit forbids the bigger array (nothing happened). */
bool classic_hash_grow(struct classic *map, bool same_size);
void classic_grow_work(struct classic *map, uint64_t bucket);    /* growWork */
void classic_evacuate(struct classic *map, uint64_t old_bucket); /* evacuate */

/* Drops the overflow buckets of a chain that were allocated on their own. */
void classic_drop_chain(struct classic *map, reference main_bucket, code_line line);
void classic_drop_array(struct classic *map, uint32_t region,
                        code_line line); /* with the chains that hang on it */

/* How many of the buckets of an array are main ones. The reserve behind them is always smaller than they
   are, and they are a power of two. */
static inline uint32_t classic_main_count(const struct region *array)
{
    return (uint32_t)1 << number_log2(array->count);
}

static inline bool tophash_is_empty(uint8_t tophash)
{
    return tophash <= TOP_EMPTY_ONE;
}

#endif
