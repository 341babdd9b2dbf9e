/* The map's state as registers and regions: set-up, reading, and what all verbs share. */
#include "model/classic/classic.h"

#include "base/memory_or_die.h"
#include "base/random.h"
#include "model/classic/verb.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void map_init(struct map *map)
{
    *map = (struct map){0};
    memory_init(&map->memory);
    map->values = values_new();
    uint32_t registers =
        memory_alloc(&map->memory, REGION_WORDS, REGISTER_COUNT_OF_REGISTERS, LINE_outside_setup);
    uint32_t book = memory_alloc(&map->memory, REGION_WORDS, 0, LINE_outside_setup);
    assert(registers == REGION_REGISTERS && book == REGION_BOOK);
    (void)registers, (void)book;
    map_set_seed(map, 1);
}

void map_free(struct map *map)
{
    for (size_t i = 0; i < map->type_count; i++) {
        maptype_free(map->types[i]);
        free(map->types[i]);
    }
    free(map->types);
    values_free(map->values);
    memory_free(&map->memory);
    *map = (struct map){0};
}

uint64_t map_register(const struct map *map, enum map_register which)
{
    return map->memory.regions[REGION_REGISTERS].words[which];
}

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
};

const char *map_register_name(enum map_register which)
{
    return register_names[which];
}

void map_set(struct map *map, enum map_register which, uint64_t value, enum code_line line)
{
    memory_write(&map->memory, place_word(REGION_REGISTERS, which), value, line);
}

const struct maptype *map_type(const struct map *map)
{
    uint64_t number = map_register(map, REGISTER_TYPE);
    return number != 0 ? map->types[number - 1] : NULL;
}

bool map_growing(const struct map *map)
{
    return map_register(map, REGISTER_OLDBUCKETS) != 0;
}

bool map_same_size(const struct map *map)
{
    return (map_register(map, REGISTER_FLAGS) & FLAG_SAME_SIZE) != 0;
}

uint64_t map_bucket_count(const struct map *map)
{
    return map_register(map, REGISTER_BUCKETS) != 0 ? (uint64_t)1 << map_register(map, REGISTER_B) : 0;
}

uint64_t map_old_bucket_count(const struct map *map)
{
    if (!map_growing(map))
        return 0;
    uint64_t B = map_register(map, REGISTER_B);
    return (uint64_t)1 << (map_same_size(map) ? B : B - 1);
}

reference map_bucket(const struct map *map, uint64_t index)
{
    return REFERENCE(map_register(map, REGISTER_BUCKETS), index);
}

reference map_old_bucket(const struct map *map, uint64_t index)
{
    return REFERENCE(map_register(map, REGISTER_OLDBUCKETS), index);
}

reference map_next_link(const struct map *map, reference link)
{
    reference next = memory_bucket(&map->memory, link)->overflow;
    bool is_end_of_reserve = next == REFERENCE(REFERENCE_REGION(link), 0);
    return is_end_of_reserve ? 0 : next;
}

bool map_evacuated(const struct map *map, reference old_main_bucket)
{
    uint8_t mark = memory_bucket(&map->memory, old_main_bucket)->tophash[0];
    return mark > TOP_EMPTY_ONE && mark < TOP_MIN;
}

uint64_t map_evacuated_count(const struct map *map)
{
    uint64_t evacuated = 0;
    for (uint64_t i = 0, count = map_old_bucket_count(map); i < count; i++)
        evacuated += map_evacuated(map, map_old_bucket(map, i));
    return evacuated;
}

int64_t map_reserve_index(const struct map *map, reference link)
{
    const struct region *region = &map->memory.regions[REFERENCE_REGION(link)];
    if (region->kind != REGION_ARRAY)
        return -1;
    /* The reserve is always smaller than the main part, which is a power of two. */
    uint32_t main_count = 1;
    while (main_count * 2 <= region->count)
        main_count *= 2;
    return REFERENCE_INDEX(link) >= main_count ? (int64_t)(REFERENCE_INDEX(link) - main_count) : -1;
}

/* ---- the generator and the seed */

uint32_t map_draw(struct map *map, enum code_line line)
{
    uint64_t state = map_register(map, REGISTER_RANDOM);
    uint32_t number = hash_fastrand(&state);
    map_set(map, REGISTER_RANDOM, state, line);
    map_set(map, REGISTER_DRAWS, map_register(map, REGISTER_DRAWS) + 1, line);
    return number;
}

uint64_t map_draw64(struct map *map, enum code_line line)
{
    uint64_t state = map_register(map, REGISTER_RANDOM);
    uint64_t number = hash_fastrand64(&state);
    map_set(map, REGISTER_RANDOM, state, line);
    map_set(map, REGISTER_DRAWS, map_register(map, REGISTER_DRAWS) + 1, line);
    return number;
}

void map_set_seed(struct map *map, uint64_t seed)
{
    uint64_t state = seed;
    map_set(map, REGISTER_SEED, seed, LINE_outside_setup);
    for (int i = 0; i < 4; i++)
        map_set(map, REGISTER_HASHKEY0 + i, random_next(&state), LINE_outside_setup);
    map_set(map, REGISTER_RANDOM, random_next(&state), LINE_outside_setup);
}

/* ---- hashes. The book holds two words for each key whose hash was dictated: the hash, and 1. */

void map_dictate_hash(struct map *map, value_id key, uint64_t hash)
{
    memory_write(&map->memory, place_word(REGION_BOOK, key * 2), hash, LINE_outside_setup);
    memory_write(&map->memory, place_word(REGION_BOOK, key * 2 + 1), 1, LINE_outside_setup);
}

bool map_hash_is_dictated(const struct map *map, value_id key)
{
    return memory_read(&map->memory, place_word(REGION_BOOK, key * 2 + 1)) != 0;
}

static struct hash_secret secret_of(const struct map *map)
{
    struct hash_secret secret = {.version = map_type(map)->version};
    for (int i = 0; i < 4; i++)
        secret.hashkey[i] = map_register(map, REGISTER_HASHKEY0 + i);
    return secret;
}

static uint64_t draw_nothing(void *context)
{
    (void)context;
    assert(!"a key that equals itself draws nothing");
    return 0;
}

bool map_hash_of(const struct map *map, value_id key, uint64_t *hash)
{
    if (!values_equals_itself(map->values, key))
        return false;
    if (map_hash_is_dictated(map, key)) {
        *hash = memory_read(&map->memory, place_word(REGION_BOOK, key * 2));
    } else {
        struct hash_secret secret = secret_of(map);
        *hash = values_hash(map->values, key, &secret, map_register(map, REGISTER_HASH0), draw_nothing, NULL);
    }
    return true;
}

struct drawer {
    struct map *map;
    enum code_line line;
};

static uint64_t draw_for_nan(void *context)
{
    struct drawer *drawer = context;
    if (map_type(drawer->map)->version == GO_1_19)
        return map_draw(drawer->map, drawer->line);
    return map_draw64(drawer->map, drawer->line);
}

uint64_t map_hash(struct map *map, value_id key, enum code_line line)
{
    uint64_t hash;
    if (!map_hash_of(map, key, &hash)) {
        struct hash_secret secret = secret_of(map);
        struct drawer drawer = {map, line};
        hash =
            values_hash(map->values, key, &secret, map_register(map, REGISTER_HASH0), draw_for_nan, &drawer);
    }
    map_look(map, EVENT_hash, key, hash, line);
    return hash;
}

/* ---- looks */

void map_look_bucket(struct map *map, enum event_kind kind, reference bucket, uint64_t before, uint64_t after,
                     enum code_line line)
{
    memory_look(&map->memory, kind, place_cell(bucket, FIELD_WORD, 0), before, after, line);
}

void map_look_slot(struct map *map, enum event_kind kind, reference bucket, int slot, uint64_t before,
                   uint64_t after, enum code_line line)
{
    memory_look(&map->memory, kind, place_cell(bucket, FIELD_TOPHASH, slot), before, after, line);
}

void map_look(struct map *map, enum event_kind kind, uint64_t before, uint64_t after, enum code_line line)
{
    memory_look(&map->memory, kind, (struct place){0}, before, after, line);
}

enum map_outcome map_refuse(struct map *map, enum map_outcome outcome, enum code_line line)
{
    map_look(map, EVENT_refused, outcome, 0, line);
    return outcome;
}

/* ---- where a key lies */

struct map_spot map_locate(const struct map *map, value_id key)
{
    struct map_spot spot = {0};
    uint64_t hash;
    if (map_bucket_count(map) == 0 || !map_hash_of(map, key, &hash))
        return spot;
    spot.bucket = hash & (map_bucket_count(map) - 1);
    spot.reference = map_bucket(map, spot.bucket);
    if (map_growing(map)) {
        uint64_t old = hash & (map_old_bucket_count(map) - 1);
        if (!map_evacuated(map, map_old_bucket(map, old))) {
            spot.in_old = true;
            spot.bucket = old;
            spot.reference = map_old_bucket(map, old);
        }
    }
    uint8_t top = hash_top(hash);
    for (; spot.reference != 0; spot.reference = map_next_link(map, spot.reference), spot.link++) {
        const struct bucket *bucket = memory_bucket(&map->memory, spot.reference);
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
