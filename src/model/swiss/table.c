/* The directory, its tables, their groups: reading them. */
#include "model/swiss/verb.h"

/* ---- the directory */

uint64_t swiss_directory_length(const struct swiss *map)
{
    return swiss_word(map, SWISS_WORD_DIRECTORY) != 0
               ? (uint64_t)1 << swiss_word(map, SWISS_WORD_GLOBAL_DEPTH)
               : 0;
}

uint32_t swiss_directory_table(const struct swiss *map, uint64_t entry)
{
    uint32_t directory = (uint32_t)swiss_word(map, SWISS_WORD_DIRECTORY);
    return (uint32_t)memory_read(map->memory, place_word(directory, (uint32_t)entry));
}

uint64_t swiss_directory_entry(const struct swiss *map, uint64_t hash)
{
    uint64_t depth = swiss_word(map, SWISS_WORD_GLOBAL_DEPTH);
    return depth > 0 ? hash >> (64 - depth) : 0;
}

bool swiss_next_table(const struct swiss *map, uint64_t *entry, uint32_t *table)
{
    if (*entry >= swiss_directory_length(map))
        return false;
    *table = swiss_directory_table(map, *entry);
    *entry += swiss_table_entries(map, *table);
    return true;
}

uint64_t swiss_table_count(const struct swiss *map)
{
    uint64_t count = 0, entry = 0;
    for (uint32_t table; swiss_next_table(map, &entry, &table);)
        count++;
    return count;
}

uint64_t swiss_group_count(const struct swiss *map)
{
    uint64_t count = swiss_word(map, SWISS_WORD_GROUP) != 0, entry = 0;
    for (uint32_t table; swiss_next_table(map, &entry, &table);)
        count += swiss_table_groups(map, table);
    return count;
}

/* ---- a table */

uint64_t swiss_table_word(const struct swiss *map, uint32_t table, enum swiss_table_word which)
{
    return memory_read(map->memory, place_word(table, which));
}

void swiss_set_table(struct swiss *map, uint32_t table, enum swiss_table_word which, uint64_t value,
                     code_line line)
{
    memory_write(map->memory, place_word(table, which), value, line);
}

uint64_t swiss_table_groups(const struct swiss *map, uint32_t table)
{
    return swiss_table_word(map, table, SWISS_TABLE_CAPACITY) / SWISS_SLOTS;
}

/* What is neither used nor left of the room that it had when it was new. */
uint64_t swiss_table_tombstones(const struct swiss *map, uint32_t table)
{
    return swiss_most_entries(swiss_table_word(map, table, SWISS_TABLE_CAPACITY)) -
           swiss_table_word(map, table, SWISS_TABLE_GROWTH_LEFT) -
           swiss_table_word(map, table, SWISS_TABLE_USED);
}

uint64_t swiss_table_entries(const struct swiss *map, uint32_t table)
{
    uint64_t global = swiss_word(map, SWISS_WORD_GLOBAL_DEPTH),
             local = swiss_table_word(map, table, SWISS_TABLE_DEPTH);
    return (uint64_t)1 << (global > local ? global - local : 0);
}

uint64_t swiss_most_entries(uint64_t capacity)
{
    return capacity <= SWISS_SLOTS ? capacity - 1 : capacity / 8 * 7;
}

/* ---- a group */

const struct swiss_group *swiss_group(const struct swiss *map, struct swiss_place group)
{
    return memory_item(map->memory, group.region, group.index);
}

unsigned swiss_match(const struct swiss_group *group, uint8_t control)
{
    unsigned match = 0;
    for (int slot = 0; slot < SWISS_SLOTS; slot++)
        match |= (unsigned)(group->control[slot] == control) << slot;
    return match;
}

unsigned swiss_match_full(const struct swiss_group *group)
{
    return ~swiss_match_free(group) & ((1u << SWISS_SLOTS) - 1);
}

unsigned swiss_match_free(const struct swiss_group *group)
{
    unsigned match = 0;
    for (int slot = 0; slot < SWISS_SLOTS; slot++)
        match |= (unsigned)(group->control[slot] >= SWISS_EMPTY) << slot;
    return match;
}

uint64_t swiss_control_word(const struct swiss_group *group)
{
    uint64_t word = 0;
    for (int slot = SWISS_SLOTS - 1; slot >= 0; slot--)
        word = word << 8 | group->control[slot];
    return word;
}

uint64_t swiss_probe(uint64_t hash, uint64_t step, uint64_t groups)
{
    return (swiss_h1(hash) + step * (step + 1) / 2) & (groups - 1);
}

/* ---- where a key lies */

static bool find_in(const struct swiss *map, struct swiss_spot *spot, value_id key, uint64_t hash)
{
    const struct swiss_group *group = swiss_group(map, spot->group);
    for (unsigned match = swiss_match(group, swiss_h2(hash)); match != 0; match = swiss_rest(match)) {
        spot->slot = swiss_first(match);
        if (values_equal(map->values, group->key[spot->slot], key))
            return spot->found = true;
    }
    spot->slot = 0;
    return false;
}

struct swiss_spot swiss_locate(const struct swiss *map, value_id key)
{
    struct swiss_spot spot = {0};
    uint64_t hash;
    if (!swiss_hash_of(map, key, &hash))
        return spot;
    if (swiss_directory_length(map) == 0) {
        spot.group.region = (uint32_t)swiss_word(map, SWISS_WORD_GROUP);
        spot.small = spot.group.region != 0;
        if (spot.small)
            find_in(map, &spot, key, hash);
        return spot;
    }
    spot.entry = swiss_directory_entry(map, hash);
    spot.table = swiss_directory_table(map, spot.entry);
    spot.group.region = (uint32_t)swiss_table_word(map, spot.table, SWISS_TABLE_GROUPS);
    uint64_t groups = swiss_table_groups(map, spot.table);
    for (;; spot.step++) {
        spot.group.index = (uint32_t)swiss_probe(hash, spot.step, groups);
        if (find_in(map, &spot, key, hash) || swiss_match(swiss_group(map, spot.group), SWISS_EMPTY) != 0)
            return spot;
    }
}
