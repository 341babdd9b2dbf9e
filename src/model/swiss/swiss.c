/* The map's state as words and regions: set-up, reading, and what all verbs share. */
#include "model/swiss/swiss.h"

#include "base/random.h"
#include "go/hash.h"
#include "model/swiss/verb.h"

#include <assert.h>

/* ---- life */

uint32_t swiss_new(struct world *world, uint64_t seed)
{
    uint32_t home =
        memory_alloc(&world->memory, SWISS_REGISTERS, SWISS_WORDS, MEMORY_ITSELF, LINE_outside_setup);
    memory_alloc(&world->memory, SWISS_BOOK, 0, home, LINE_outside_setup);
    struct swiss map = swiss_of(world, home);
    swiss_set_seed(&map, seed);
    return home;
}

struct swiss swiss_of(const struct world *world, uint32_t home)
{
    assert(world->memory.regions[home].kind == SWISS_REGISTERS);
    struct world *writable = (struct world *)(uintptr_t)world;
    return (struct swiss){
        .world = writable, .memory = &writable->memory, .values = writable->values, .home = home};
}

/* ---- words */

static const char *const word_names[SWISS_WORDS] = {
    [SWISS_WORD_TYPE] = "type",
    [SWISS_WORD_NIL] = "nil",
    [SWISS_WORD_USED] = "used",
    [SWISS_WORD_SEED] = "seed",
    [SWISS_WORD_DIRECTORY] = "directory",
    [SWISS_WORD_GROUP] = "group",
    [SWISS_WORD_GLOBAL_DEPTH] = "globalDepth",
    [SWISS_WORD_WRITING] = "writing",
    [SWISS_WORD_CLEAR_SEQ] = "clearSeq",
    [SWISS_WORD_RANDOM] = "random",
    [SWISS_WORD_DRAWS] = "draws",
    [SWISS_WORD_HASHKEY0] = "hashkey[0]",
    [SWISS_WORD_HASHKEY1] = "hashkey[1]",
    [SWISS_WORD_HASHKEY2] = "hashkey[2]",
    [SWISS_WORD_HASHKEY3] = "hashkey[3]",
    [SWISS_WORD_SET_SEED] = "set seed",
    [SWISS_WORD_GROWTHS] = "growths",
    [SWISS_WORD_ITERATOR] = "iterator",
    [SWISS_WORD_BEHIND] = "behind pointers",
};

const char *swiss_word_name(enum swiss_word which)
{
    return word_names[which];
}

void swiss_set(struct swiss *map, enum swiss_word which, uint64_t value, code_line line)
{
    memory_write(map->memory, place_word(map->home, which), value, line);
}

const struct swiss_type *swiss_type(const struct swiss *map)
{
    return world_type(map->world, (uint32_t)swiss_word(map, SWISS_WORD_TYPE));
}

/* ---- the generator and the seed */

uint64_t swiss_draw(struct swiss *map, code_line line)
{
    struct world_draws *draws = map->world->draws;
    swiss_set(map, SWISS_WORD_DRAWS, swiss_word(map, SWISS_WORD_DRAWS) + 1, line);
    if (draws != NULL && draws->count > 0) {
        draws->count--;
        return *draws->numbers++;
    }
    uint64_t state = swiss_word(map, SWISS_WORD_RANDOM);
    uint64_t number = hash_fastrand64(&state);
    swiss_set(map, SWISS_WORD_RANDOM, state, line);
    return number;
}

void swiss_set_seed(struct swiss *map, uint64_t seed)
{
    uint64_t state = seed;
    swiss_set(map, SWISS_WORD_SET_SEED, seed, LINE_outside_setup);
    for (int i = 0; i < 4; i++)
        swiss_set(map, SWISS_WORD_HASHKEY0 + i, random_next(&state), LINE_outside_setup);
    swiss_set(map, SWISS_WORD_RANDOM, random_next(&state), LINE_outside_setup);
}

/* ---- hashes. The book holds two words for each key whose hash was dictated: the hash, and 1. */

static uint32_t book_of(const struct swiss *map)
{
    return map->home + 1;
}

void swiss_dictate_hash(struct swiss *map, value_id key, uint64_t hash)
{
    memory_write(map->memory, place_word(book_of(map), key * 2), hash, LINE_outside_setup);
    memory_write(map->memory, place_word(book_of(map), key * 2 + 1), 1, LINE_outside_setup);
}

bool swiss_hash_is_dictated(const struct swiss *map, value_id key)
{
    return memory_read(map->memory, place_word(book_of(map), key * 2 + 1)) != 0;
}

bool swiss_fail_unhashable(const struct swiss *map, value_id key, int column, struct error *error)
{
    struct text type = {0};
    gotype_add_go_name(values_unhashable_type(map->values, key), &type);
    error_set(error, column, WORD_ERROR_MAP_PANIC_HASH, text_string(&type));
    text_free(&type);
    return false;
}

static struct hash_secret secret_of(const struct swiss *map)
{
    struct hash_secret secret = {.version = swiss_type(map)->map.version};
    for (int i = 0; i < 4; i++)
        secret.hashkey[i] = swiss_word(map, SWISS_WORD_HASHKEY0 + i);
    return secret;
}

static uint64_t draw_nothing(void *context)
{
    (void)context;
    assert(!"a key that equals itself draws nothing");
    return 0;
}

bool swiss_hash_of(const struct swiss *map, value_id key, uint64_t *hash)
{
    if (!values_equals_itself(map->values, key))
        return false;
    if (swiss_hash_is_dictated(map, key)) {
        *hash = memory_read(map->memory, place_word(book_of(map), key * 2));
        return true;
    }
    struct hash_secret secret = secret_of(map);
    *hash = values_hash(map->values, key, &secret, swiss_word(map, SWISS_WORD_SEED), draw_nothing, NULL);
    return true;
}

struct drawer {
    struct swiss *map;
    code_line line;
};

static uint64_t draw_for_nan(void *context)
{
    struct drawer *drawer = context;
    return swiss_draw(drawer->map, drawer->line);
}

static uint64_t hash_nan(struct swiss *map, value_id key, code_line line)
{
    struct world_draws *draws = map->world->draws;
    if (draws != NULL && draws->hash_count > 0) {
        draws->hash_count--;
        return *draws->hashes++;
    }
    struct hash_secret secret = secret_of(map);
    struct drawer drawer = {map, line};
    return values_hash(map->values, key, &secret, swiss_word(map, SWISS_WORD_SEED), draw_for_nan, &drawer);
}

uint64_t swiss_hash(struct swiss *map, value_id key, code_line line)
{
    uint64_t hash;
    if (!swiss_hash_of(map, key, &hash))
        hash = hash_nan(map, key, line);
    swiss_look(map, SWISS_hash, key, hash, line);
    return hash;
}

/* ---- looks */

void swiss_look(struct swiss *map, event_kind kind, uint64_t before, uint64_t after, code_line line)
{
    memory_look(map->memory, kind, place_word(map->home, 0), before, after, line);
}

void swiss_look_table(struct swiss *map, event_kind kind, uint32_t table, uint64_t before, uint64_t after,
                      code_line line)
{
    memory_look(map->memory, kind, place_word(table, 0), before, after, line);
}

void swiss_look_slot(struct swiss *map, event_kind kind, struct swiss_place group, int slot, uint64_t before,
                     uint64_t after, code_line line)
{
    struct place place = {group.region, group.index, SWISS_FIELD_CONTROL, (uint8_t)slot};
    memory_look(map->memory, kind, place, before, after, line);
}

enum gomap_outcome swiss_refuse(struct swiss *map, enum gomap_outcome outcome, code_line line)
{
    swiss_look(map, SWISS_refused, outcome, 0, line);
    return outcome;
}

/* ---- slots */

static void write_slot(struct swiss *map, struct swiss_place group, enum swiss_field field, int slot,
                       uint64_t value, code_line line)
{
    struct place place = {group.region, group.index, (uint8_t)field, (uint8_t)slot};
    memory_write(map->memory, place, value, line);
}

void swiss_set_control(struct swiss *map, struct swiss_place group, int slot, uint8_t control, code_line line)
{
    write_slot(map, group, SWISS_FIELD_CONTROL, slot, control, line);
}

void swiss_set_key(struct swiss *map, struct swiss_place group, int slot, value_id key, code_line line)
{
    write_slot(map, group, SWISS_FIELD_KEY, slot, key, line);
}

void swiss_set_elem(struct swiss *map, struct swiss_place group, int slot, value_id elem, code_line line)
{
    write_slot(map, group, SWISS_FIELD_ELEM, slot, elem, line);
}
