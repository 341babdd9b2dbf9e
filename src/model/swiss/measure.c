#include "model/swiss/measure.h"

#include "model/swiss/verb.h"

/* Keys of a group that a search compares, in the order of the slots, up to the one itself. */
static uint64_t keys_compared(const struct swiss *map, const struct swiss_group *group, uint64_t hash,
                              value_id key)
{
    uint64_t keys = 0;
    for (unsigned match = swiss_match(group, swiss_h2(hash)); match != 0; match = swiss_rest(match)) {
        keys++;
        if (values_equal(map->values, group->key[swiss_first(match)], key))
            break;
    }
    return keys;
}

struct swiss_look swiss_look_up(const struct swiss *map, value_id key)
{
    struct swiss_look look = {0};
    uint64_t hash;
    if (swiss_word(map, SWISS_WORD_USED) == 0 || !swiss_hash_of(map, key, &hash))
        return look;
    struct swiss_spot spot = swiss_locate(map, key);
    uint64_t groups = spot.table != 0 ? swiss_table_groups(map, spot.table) : 1;
    for (; look.groups <= spot.step; look.groups++) {
        struct swiss_place place = {spot.group.region, (uint32_t)swiss_probe(hash, look.groups, groups)};
        look.keys += keys_compared(map, swiss_group(map, place), hash, key);
    }
    return look;
}

static int row_of(uint64_t groups)
{
    return (int)(groups < SWISS_LENGTHS ? groups : SWISS_LENGTHS) - 1;
}

/* ---- a key that is there */

static void add_group(const struct swiss *map, const struct swiss_group *group, struct swiss_measure *measure)
{
    unsigned empty = swiss_match(group, SWISS_EMPTY);
    measure->groups++;
    measure->full_groups += empty == 0;
    measure->empty += (uint64_t)__builtin_popcount(empty);
    measure->tombstones += (uint64_t)__builtin_popcount(swiss_match(group, SWISS_DELETED));
    for (unsigned full = swiss_match_full(group); full != 0; full = swiss_rest(full)) {
        value_id key = group->key[swiss_first(full)];
        measure->entries++;
        if (!values_equals_itself(map->values, key))
            continue;
        struct swiss_look look = swiss_look_up(map, key);
        measure->found++;
        measure->hit_groups += look.groups;
        measure->hit_keys += look.keys;
        measure->hits[row_of(look.groups)]++;
    }
}

/* ---- a key that is not: its search begins at any group, each as likely, and ends at the first with an empty slot */

static void add_misses(const struct swiss *map, struct swiss_place first, uint64_t groups, uint64_t weight,
                       struct swiss_measure *measure)
{
    for (uint64_t start = 0; start < groups; start++) {
        uint64_t step = 0;
        struct swiss_place place = {first.region, (uint32_t)start};
        while (swiss_match(swiss_group(map, place), SWISS_EMPTY) == 0 && step + 1 < groups)
            place.index = (uint32_t)swiss_probe(start << 7, ++step, groups);
        measure->weight += weight;
        measure->miss_groups += weight * (step + 1);
        measure->misses[row_of(step + 1)] += weight;
        measure->longest = step + 1 > measure->longest ? step + 1 : measure->longest;
    }
}

void swiss_measure_add(const struct swiss *map, uint32_t table, struct swiss_measure *measure)
{
    struct swiss_place group = {(uint32_t)swiss_word(map, SWISS_WORD_GROUP), 0};
    uint64_t groups = 1, weight = 1;
    if (table != 0) {
        group.region = (uint32_t)swiss_table_word(map, table, SWISS_TABLE_GROUPS);
        groups = swiss_table_groups(map, table);
        /* As many hashes lead to a table as entries of the directory do. */
        weight = swiss_table_entries(map, table) * (SWISS_MOST_CAPACITY / SWISS_SLOTS) / groups;
    }
    add_misses(map, group, groups, weight, measure);
    for (; group.index < groups; group.index++)
        add_group(map, swiss_group(map, group), measure);
}
