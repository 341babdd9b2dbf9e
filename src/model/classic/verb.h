#ifndef MODEL_CLASSIC_VERB_H
#define MODEL_CLASSIC_VERB_H
/*
 * What the runtime verbs (make assign access delete clear grow evacuate iterate) share among themselves.
 * Only files of the model that implement a verb include it; everybody else uses map.h.
 */
#include "model/classic/classic.h"

void map_set(struct map *map, enum map_register which, uint64_t value, enum code_line line);

/* One number from the generator (runtime fastrand): 32 bits, or all 64 for Go 1.23's rand(). */
uint32_t map_draw(struct map *map, enum code_line line);
uint64_t map_draw64(struct map *map, enum code_line line);

/* The hash of a key under hash0; a key that holds a NaN draws. Told as a look. */
uint64_t map_hash(struct map *map, value_id key, enum code_line line);

/* The look of a bucket, and of nothing in particular. */
void map_look_bucket(struct map *map, enum event_kind kind, reference bucket, uint64_t before, uint64_t after,
                     enum code_line line);
void map_look_slot(struct map *map, enum event_kind kind, reference bucket, int slot, uint64_t before,
                   uint64_t after, enum code_line line);
void map_look(struct map *map, enum event_kind kind, uint64_t before, uint64_t after, enum code_line line);

/* Tells that the runtime refuses, and returns the outcome. */
enum map_outcome map_refuse(struct map *map, enum map_outcome outcome, enum code_line line);

/* makeBucketArray: 2^B buckets and their reserve; returns the region, and in `next_overflow` what the
 * register will hold. */
uint32_t map_make_array(struct map *map, int B, uint64_t *next_overflow, enum code_line line);

/* newoverflow: links a new overflow bucket behind `link` of the present array and returns it. */
reference map_new_overflow(struct map *map, reference link, enum code_line line);

/* hashGrow. False if the model's limit forbids the bigger array (nothing happened). */
bool map_hash_grow(struct map *map, bool same_size);
void map_grow_work(struct map *map, uint64_t bucket);    /* growWork */
void map_evacuate(struct map *map, uint64_t old_bucket); /* evacuate */

/* Drops the overflow buckets of a chain that were allocated on their own. */
void map_drop_chain(struct map *map, reference main_bucket, enum code_line line);
void map_drop_array(struct map *map, uint32_t region,
                    enum code_line line); /* with the chains that hang on it */

static inline bool tophash_is_empty(uint8_t tophash)
{
    return tophash <= TOP_EMPTY_ONE;
}

#endif
