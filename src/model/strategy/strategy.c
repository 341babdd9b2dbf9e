/* Strategies as registers and parts: set-up, reading, and what all verbs share. */
#include "base/number.h"
#include "base/random.h"
#include "model/strategy/verb.h"

#include <assert.h>
#include <string.h>

uint32_t strategy_new(struct world *world, uint64_t seed)
{
    uint32_t home = memory_alloc(&world->memory, STRATEGY_REGISTERS, STRATEGY_COUNT_OF_REGISTERS,
                                 MEMORY_ITSELF, LINE_outside_setup);
    struct strategy strategy = strategy_of(world, home);
    strategy_set_seed(&strategy, seed);
    return home;
}

struct strategy strategy_of(const struct world *world, uint32_t home)
{
    assert(world->memory.regions[home].kind == STRATEGY_REGISTERS);
    struct world *writable = (struct world *)(uintptr_t)world;
    return (struct strategy){writable, &writable->memory, writable->values, home};
}

void strategy_set(struct strategy *strategy, enum strategy_register which, uint64_t value, code_line line)
{
    memory_write(strategy->memory, place_word(strategy->home, which), value, line);
}

void strategy_set_seed(struct strategy *strategy, uint64_t seed)
{
    strategy_set(strategy, STRATEGY_SEED, seed, LINE_outside_setup);
}

void strategy_look(struct strategy *strategy, event_kind kind, int slot, uint64_t before, uint64_t after,
                   code_line line)
{
    memory_look(strategy->memory, kind, (struct place){.region = strategy->home, .slot = (uint8_t)slot},
                before, after, line);
}

/* ---- types */

static const char *const kind_names[STRATEGY_KINDS] = {
    [STRATEGY_SHARDED] = "sharded[",
    [STRATEGY_SPLIT] = "split[",
};

bool strategy_claims(const char *type, size_t length, enum strategy_kind *kind)
{
    for (int i = 0; i < STRATEGY_KINDS; i++) {
        size_t own = strlen(kind_names[i]);
        if (length >= own && memcmp(type, kind_names[i], own) == 0) {
            *kind = (enum strategy_kind)i;
            return true;
        }
    }
    return false;
}

const struct strategy_type *strategy_type(const struct strategy *strategy)
{
    return world_type(strategy->world, (uint32_t)strategy_register(strategy, STRATEGY_TYPE));
}

enum strategy_kind strategy_kind(const struct strategy *strategy)
{
    const struct strategy_type *type = strategy_type(strategy);
    return type != NULL ? type->kind : STRATEGY_SHARDED;
}

const char *strategy_type_name(const struct strategy *strategy)
{
    const struct strategy_type *type = strategy_type(strategy);
    return type != NULL ? type->name : "";
}

const char *strategy_map_name(const struct strategy *strategy)
{
    const struct strategy_type *type = strategy_type(strategy);
    return type != NULL ? strategy_maptype(strategy->world, type)->name : "";
}

/* ---- parts */

int strategy_part_count(const struct strategy *strategy)
{
    return (int)strategy_register(strategy, STRATEGY_PARTS);
}

uint32_t strategy_part_home(const struct strategy *strategy, int part)
{
    return (uint32_t)strategy_register(strategy, (enum strategy_register)(STRATEGY_PART + part));
}

struct classic strategy_part(const struct strategy *strategy, int part)
{
    return classic_of(strategy->world, strategy_part_home(strategy, part));
}

int strategy_part_of(const struct strategy *strategy, uint32_t home)
{
    if (home != 0 && home == strategy_register(strategy, STRATEGY_NEXT))
        return STRATEGY_READ_SIDE;
    for (int i = 0; i < strategy_part_count(strategy) && home != 0; i++) {
        if (strategy_part_home(strategy, i) == home)
            return i;
    }
    return -1;
}

uint64_t strategy_count(const struct strategy *strategy)
{
    uint64_t count = 0;
    int counted =
        strategy_kind(strategy) == STRATEGY_SPLIT ? STRATEGY_WRITE_SIDE + 1 : strategy_part_count(strategy);
    for (int i = 0; i < counted && i < strategy_part_count(strategy); i++) {
        const struct classic map = strategy_part(strategy, i);
        count += classic_register(&map, REGISTER_COUNT);
    }
    return count;
}

uint64_t strategy_growths(const struct strategy *strategy)
{
    uint64_t growths = 0;
    for (int i = 0; i < strategy_part_count(strategy); i++) {
        const struct classic map = strategy_part(strategy, i);
        growths += classic_register(&map, REGISTER_GROWTHS);
    }
    return growths;
}

uint64_t strategy_extreme(const struct strategy *strategy, bool most)
{
    uint64_t found = most ? 0 : UINT64_MAX;
    for (int i = 0; i < strategy_part_count(strategy); i++) {
        const struct classic map = strategy_part(strategy, i);
        uint64_t count = classic_register(&map, REGISTER_COUNT);
        if (most ? count > found : count < found)
            found = count;
    }
    return found;
}

/* ---- which of them */

static uint64_t draw_nothing(void *context)
{
    (void)context;
    assert(!"a key that equals itself draws nothing");
    return 0;
}

uint64_t strategy_hash(const struct strategy *strategy, value_id key)
{
    uint64_t state = ~strategy_register(strategy, STRATEGY_SEED);
    struct hash_secret secret = {.version = strategy_type(strategy)->version};
    if (!values_equals_itself(strategy->values, key) || values_is_unhashable(strategy->values, key))
        return 0;
    for (int i = 0; i < 4; i++)
        secret.hashkey[i] = random_next(&state);
    /* A whole word of it, though the hash of some releases and types leaves the upper half thin. */
    uint64_t mixed =
        values_hash(strategy->values, key, &secret, random_next(&state) & UINT32_MAX, draw_nothing, NULL);
    return random_next(&mixed);
}

int strategy_shard(const struct strategy *strategy, uint64_t hash)
{
    int bits = number_log2((uint64_t)strategy_part_count(strategy));
    return bits > 0 ? (int)(hash >> (64 - bits)) : 0;
}

int strategy_part_for(const struct strategy *strategy, enum strategy_operation operation, value_id key)
{
    if (strategy_kind(strategy) == STRATEGY_SPLIT)
        return operation == STRATEGY_READ ? STRATEGY_READ_SIDE : STRATEGY_WRITE_SIDE;
    return strategy_shard(strategy, strategy_hash(strategy, key));
}
