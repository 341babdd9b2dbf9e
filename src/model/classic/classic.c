/* The map's state as registers and regions: set-up, reading, and what all verbs share. */
#include "model/classic/classic.h"

#include "base/number.h"
#include "base/random.h"
#include "model/classic/verb.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- life */

static void furnish(struct world *world, uint32_t home, uint64_t seed, code_line line)
{
    memory_alloc(&world->memory, CLASSIC_BOOK, 0, home, line);
    struct classic map = classic_of(world, home);
    classic_set_seed(&map, seed);
}

uint32_t classic_new(struct world *world, uint64_t seed)
{
    uint32_t home = memory_alloc(&world->memory, CLASSIC_REGISTERS, REGISTER_COUNT_OF_REGISTERS,
                                 MEMORY_ITSELF, LINE_outside_setup);
    furnish(world, home, seed, LINE_outside_setup);
    return home;
}

uint32_t classic_new_within(struct world *world, uint64_t seed, uint32_t outer, code_line line)
{
    uint32_t home =
        memory_alloc_within(&world->memory, CLASSIC_REGISTERS, REGISTER_COUNT_OF_REGISTERS, outer, line);
    furnish(world, home, seed, line);
    return home;
}

struct classic classic_of(const struct world *world, uint32_t home)
{
    assert(world->memory.regions[home].kind == CLASSIC_REGISTERS);
    struct world *writable = (struct world *)(uintptr_t)world;
    return (struct classic){writable, &writable->memory, writable->values, home};
}

/* ---- registers */

static const char *const register_names[REGISTER_COUNT_OF_REGISTERS] = {
    [REGISTER_TYPE] = "type",
    [REGISTER_NIL] = "nil",
    [REGISTER_COUNT] = "count",
    [REGISTER_FLAGS] = "flags",
    [REGISTER_B] = "B",
    [REGISTER_NOVERFLOW] = "noverflow",
    [REGISTER_HASH0] = "hash0",
    [REGISTER_BUCKETS] = "buckets",
    [REGISTER_OLDBUCKETS] = "oldbuckets",
    [REGISTER_NEVACUATE] = "nevacuate",
    [REGISTER_NEXT_OVERFLOW] = "extra.nextOverflow",
    [REGISTER_RANDOM] = "random",
    [REGISTER_DRAWS] = "draws",
    [REGISTER_HASHKEY0] = "hashkey[0]",
    [REGISTER_HASHKEY1] = "hashkey[1]",
    [REGISTER_HASHKEY2] = "hashkey[2]",
    [REGISTER_HASHKEY3] = "hashkey[3]",
    [REGISTER_SEED] = "seed",
    [REGISTER_GROWTHS] = "growths",
    [REGISTER_ITERATOR] = "iterator",
    [REGISTER_EXTRA] = "extra",
    [REGISTER_BEHIND] = "behind pointers",
};

const char *classic_register_name(enum classic_register which)
{
    return register_names[which];
}

void classic_set(struct classic *map, enum classic_register which, uint64_t value, code_line line)
{
    memory_write(map->memory, place_word(map->home, which), value, line);
}

const struct maptype *classic_type(const struct classic *map)
{
    return world_type(map->world, (uint32_t)classic_register(map, REGISTER_TYPE));
}

bool classic_growing(const struct classic *map)
{
    return classic_register(map, REGISTER_OLDBUCKETS) != 0;
}

bool classic_same_size(const struct classic *map)
{
    return (classic_register(map, REGISTER_FLAGS) & FLAG_SAME_SIZE) != 0;
}

uint64_t classic_bucket_count(const struct classic *map)
{
    return classic_register(map, REGISTER_BUCKETS) != 0 ? (uint64_t)1 << classic_register(map, REGISTER_B)
                                                        : 0;
}

uint64_t classic_old_bucket_count(const struct classic *map)
{
    if (!classic_growing(map))
        return 0;
    uint64_t B = classic_register(map, REGISTER_B);
    return (uint64_t)1 << (classic_same_size(map) ? B : B - 1);
}

struct classic_array classic_array(const struct classic *map, bool old)
{
    if (old)
        return (struct classic_array){(uint32_t)classic_register(map, REGISTER_OLDBUCKETS),
                                      classic_old_bucket_count(map), true};
    return (struct classic_array){(uint32_t)classic_register(map, REGISTER_BUCKETS),
                                  classic_bucket_count(map), false};
}

reference classic_bucket(const struct classic *map, uint64_t index)
{
    return REFERENCE(classic_register(map, REGISTER_BUCKETS), index);
}

reference classic_old_bucket(const struct classic *map, uint64_t index)
{
    return REFERENCE(classic_register(map, REGISTER_OLDBUCKETS), index);
}

reference classic_next_link(const struct classic *map, reference link)
{
    reference next = classic_cells(map, link)->overflow;
    bool is_end_of_reserve = next == REFERENCE(REFERENCE_REGION(link), 0);
    return is_end_of_reserve ? 0 : next;
}

bool classic_evacuated(const struct classic *map, reference old_main_bucket)
{
    uint8_t mark = classic_cells(map, old_main_bucket)->tophash[0];
    return mark > TOP_EMPTY_ONE && mark < TOP_MIN;
}

int64_t classic_reserve_index(const struct classic *map, reference link)
{
    const struct region *region = &map->memory->regions[REFERENCE_REGION(link)];
    if (region->kind != CLASSIC_ARRAY || REFERENCE_INDEX(link) < classic_main_count(region))
        return -1;
    return (int64_t)(REFERENCE_INDEX(link) - classic_main_count(region));
}

/* ---- the generator and the seed */

uint32_t classic_draw(struct classic *map, code_line line)
{
    uint64_t state = classic_register(map, REGISTER_RANDOM);
    uint32_t number = hash_fastrand(&state);
    classic_set(map, REGISTER_RANDOM, state, line);
    classic_set(map, REGISTER_DRAWS, classic_register(map, REGISTER_DRAWS) + 1, line);
    return number;
}

uint64_t classic_draw64(struct classic *map, code_line line)
{
    uint64_t state = classic_register(map, REGISTER_RANDOM);
    uint64_t number = hash_fastrand64(&state);
    classic_set(map, REGISTER_RANDOM, state, line);
    classic_set(map, REGISTER_DRAWS, classic_register(map, REGISTER_DRAWS) + 1, line);
    return number;
}

void classic_set_random(struct classic *map, uint64_t state)
{
    classic_set(map, REGISTER_RANDOM, state, LINE_outside_setup);
}

void classic_set_seed(struct classic *map, uint64_t seed)
{
    uint64_t state = seed;
    classic_set(map, REGISTER_SEED, seed, LINE_outside_setup);
    for (int i = 0; i < 4; i++)
        classic_set(map, REGISTER_HASHKEY0 + i, random_next(&state), LINE_outside_setup);
    classic_set(map, REGISTER_RANDOM, random_next(&state), LINE_outside_setup);
}

/* ---- hashes. The book holds two words for each key whose hash was dictated: the hash, and 1. */

static uint32_t book_of(const struct classic *map)
{
    return map->home + 1;
}

void classic_dictate_hash(struct classic *map, value_id key, uint64_t hash)
{
    memory_write(map->memory, place_word(book_of(map), key * 2), hash, LINE_outside_setup);
    memory_write(map->memory, place_word(book_of(map), key * 2 + 1), 1, LINE_outside_setup);
}

bool classic_hash_is_dictated(const struct classic *map, value_id key)
{
    return memory_read(map->memory, place_word(book_of(map), key * 2 + 1)) != 0;
}

bool classic_fail_unhashable(const struct classic *map, value_id key, int column, struct error *error)
{
    struct text type = {0};
    gotype_add_go_name(values_unhashable_type(map->values, key), &type);
    error_set(error, column, WORD_ERROR_MAP_PANIC_HASH, text_string(&type));
    text_free(&type);
    return false;
}

bool classic_fail_no_buckets(const struct classic *map, bool old, int column, struct error *error)
{
    bool nil = classic_register(map, REGISTER_NIL) != 0;
    return error_set(error, column,
                     old   ? WORD_ERROR_CLASSIC_NO_OLD
                     : nil ? WORD_ERROR_CLASSIC_NO_BUCKETS_NIL
                           : WORD_ERROR_CLASSIC_NO_BUCKETS);
}

static struct hash_secret secret_of(const struct classic *map)
{
    struct hash_secret secret = {.version = classic_type(map)->version};
    for (int i = 0; i < 4; i++)
        secret.hashkey[i] = classic_register(map, REGISTER_HASHKEY0 + i);
    return secret;
}

static uint64_t draw_nothing(void *context)
{
    (void)context;
    assert(!"a key that equals itself draws nothing");
    return 0;
}

bool classic_hash_of(const struct classic *map, value_id key, uint64_t *hash)
{
    if (!values_equals_itself(map->values, key))
        return false;
    if (classic_hash_is_dictated(map, key)) {
        *hash = memory_read(map->memory, place_word(book_of(map), key * 2));
    } else {
        struct hash_secret secret = secret_of(map);
        *hash =
            values_hash(map->values, key, &secret, classic_register(map, REGISTER_HASH0), draw_nothing, NULL);
    }
    return true;
}

struct drawer {
    struct classic *map;
    code_line line;
};

static uint64_t draw_for_nan(void *context)
{
    struct drawer *drawer = context;
    if (classic_type(drawer->map)->version < GO_1_22)
        return classic_draw(drawer->map, drawer->line);
    return classic_draw64(drawer->map, drawer->line);
}

uint64_t classic_hash(struct classic *map, value_id key, code_line line)
{
    uint64_t hash;
    if (!classic_hash_of(map, key, &hash)) {
        struct hash_secret secret = secret_of(map);
        struct drawer drawer = {map, line};
        hash = values_hash(map->values, key, &secret, classic_register(map, REGISTER_HASH0), draw_for_nan,
                           &drawer);
    }
    classic_look(map, CLASSIC_hash, key, hash, line);
    return hash;
}

/* ---- looks */

void classic_look_bucket(struct classic *map, event_kind kind, reference bucket, uint64_t before,
                         uint64_t after, code_line line)
{
    memory_look(map->memory, kind, bucket_place(bucket, 0, 0), before, after, line);
}

void classic_look_slot(struct classic *map, event_kind kind, reference bucket, int slot, uint64_t before,
                       uint64_t after, code_line line)
{
    memory_look(map->memory, kind, bucket_place(bucket, FIELD_TOPHASH, slot), before, after, line);
}

void classic_look(struct classic *map, event_kind kind, uint64_t before, uint64_t after, code_line line)
{
    memory_look(map->memory, kind, place_word(map->home, 0), before, after, line);
}

enum gomap_outcome classic_refuse(struct classic *map, enum gomap_outcome outcome, code_line line)
{
    classic_look(map, CLASSIC_refused, outcome, 0, line);
    return outcome;
}

/* ---- where a key lies */

struct classic_spot classic_locate(const struct classic *map, value_id key)
{
    struct classic_spot spot = {0};
    uint64_t hash;
    if (classic_bucket_count(map) == 0 || !classic_hash_of(map, key, &hash))
        return spot;
    spot.bucket = hash & (classic_bucket_count(map) - 1);
    spot.reference = classic_bucket(map, spot.bucket);
    if (classic_growing(map)) {
        uint64_t old = hash & (classic_old_bucket_count(map) - 1);
        if (!classic_evacuated(map, classic_old_bucket(map, old))) {
            spot.in_old = true;
            spot.bucket = old;
            spot.reference = classic_old_bucket(map, old);
        }
    }
    uint8_t top = hash_top(hash);
    for (; spot.reference != 0; spot.reference = classic_next_link(map, spot.reference), spot.link++) {
        const struct bucket *bucket = classic_cells(map, spot.reference);
        for (spot.slot = 0; spot.slot < SLOTS; spot.slot++) {
            if (bucket->tophash[spot.slot] == top && values_equal(map->values, bucket->key[spot.slot], key)) {
                spot.found = true;
                return spot;
            }
        }
    }
    spot.slot = 0;
    return spot;
}
