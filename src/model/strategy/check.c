/* What is true of every reachable state of a strategy; tests ask after every operation. */
#include "model/strategy/verb.h"

#include <string.h>

static bool wrong(struct text *why, const char *what, uint64_t a, uint64_t b)
{
    text_format(why, "%s (%llu, %llu)", what, (unsigned long long)a, (unsigned long long)b);
    return false;
}

static bool check_part(const struct strategy *strategy, int part, struct text *why)
{
    uint32_t home = strategy_part_home(strategy, part);
    const struct memory *memory = strategy->memory;
    if (home == 0 || home >= memory->region_count || memory->regions[home].kind != CLASSIC_REGISTERS ||
        !memory->regions[home].live)
        return wrong(why, "a part is no map that is there", (uint64_t)part, home);
    if (memory->regions[home].within != strategy->home)
        return wrong(why, "a part is somebody else's", (uint64_t)part, memory->regions[home].within);
    const struct classic map = strategy_part(strategy, part);
    if (strcmp(classic_type(&map)->name, strategy_map_name(strategy)) != 0)
        return wrong(why, "a part is of another type", (uint64_t)part, 0);
    return classic_check(&map, why);
}

/* Whether each entry of a link lies in the shard that its hash chooses. */
static bool link_is_of_shard(const struct strategy *strategy, const struct classic *map, reference link,
                             int shard, struct text *why)
{
    const struct bucket *bucket = classic_cells(map, link);
    for (int slot = 0; slot < SLOTS; slot++) {
        value_id key = bucket->key[slot];
        if (bucket->tophash[slot] < TOP_MIN)
            continue;
        int its = strategy_shard(strategy, strategy_hash(strategy, key));
        if (its != shard)
            return wrong(why, "an entry in the wrong shard", (uint64_t)its, (uint64_t)shard);
    }
    return true;
}

static bool check_shard(const struct strategy *strategy, int shard, struct text *why)
{
    const struct classic map = strategy_part(strategy, shard);
    for (int old = 0; old < 2; old++) {
        struct classic_array array = classic_array(&map, old != 0);
        for (uint64_t i = 0; i < array.count; i++) {
            reference link = classic_array_bucket(array, i);
            for (; link != 0; link = classic_next_link(&map, link)) {
                if (!link_is_of_shard(strategy, &map, link, shard, why))
                    return false;
            }
        }
    }
    return true;
}

static bool check_split(const struct strategy *strategy, struct text *why)
{
    uint64_t every = strategy_register(strategy, STRATEGY_EVERY),
             behind = strategy_register(strategy, STRATEGY_BEHIND),
             reads = strategy_register(strategy, STRATEGY_READS),
             stale = strategy_register(strategy, STRATEGY_STALE),
             staleness = strategy_register(strategy, STRATEGY_STALENESS),
             stalest = strategy_register(strategy, STRATEGY_STALEST);
    const struct classic write = strategy_part(strategy, STRATEGY_WRITE_SIDE),
                         read = strategy_part(strategy, STRATEGY_READ_SIDE);
    if (strategy_part_count(strategy) != STRATEGY_SIDES || every == 0)
        return wrong(why, "a split map without two sides", (uint64_t)strategy_part_count(strategy), every);
    if (behind >= every || stalest >= every)
        return wrong(why, "the read side is behind by more than it may be", behind, stalest);
    if (stale > reads || staleness > stale * stalest || staleness < stale ||
        strategy_register(strategy, STRATEGY_DIFFERED) > stale)
        return wrong(why, "staleness does not add up", stale, staleness);
    if (behind == 0 && classic_register(&write, REGISTER_COUNT) != classic_register(&read, REGISTER_COUNT))
        return wrong(why, "published, but the sides differ", classic_register(&write, REGISTER_COUNT),
                     classic_register(&read, REGISTER_COUNT));
    return true;
}

bool strategy_check(const struct world *world, uint32_t home, struct text *why)
{
    const struct strategy its = strategy_of(world, home), *strategy = &its;
    int parts = strategy_part_count(strategy);
    if (strategy_type(strategy) == NULL)
        return true;
    if (strategy_register(strategy, STRATEGY_NEXT) != 0)
        return wrong(why, "a publication was left half done", strategy_register(strategy, STRATEGY_NEXT), 0);
    if (parts < 1 || parts > STRATEGY_MOST_SHARDS || (parts & (parts - 1)) != 0)
        return wrong(why, "its maps are no power of two", (uint64_t)parts, 0);
    for (int i = 0; i < parts; i++) {
        if (!check_part(strategy, i, why))
            return false;
    }
    if (strategy_kind(strategy) == STRATEGY_SPLIT)
        return check_split(strategy, why);
    for (int i = 0; i < parts; i++) {
        if (!check_shard(strategy, i, why))
            return false;
    }
    return true;
}
