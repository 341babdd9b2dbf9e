/* What is true of every reachable state of a map; tests ask after every operation. */
#include "model/swiss/verb.h"

static bool fails(struct text *why, const char *what, uint64_t table)
{
    text_format(why, "%s (table %llu)", what, (unsigned long long)table);
    return false;
}

/* What is counted of a table's groups. */
struct tally {
    uint64_t full, deleted;
};

/* What a slot without an entry holds: its elem was wiped, and its key, if that led anywhere. */
static bool slot_is_wiped(const struct swiss *map, const struct swiss_group *cells, int slot, uint64_t index,
                          struct text *why)
{
    const struct maptype *type = &swiss_type(map)->map;
    if (cells->elem[slot] != VALUE_NONE)
        return fails(why, "a slot without an entry that holds an elem", index);
    if ((type->indirect_key || type->key->pointers) && cells->key[slot] != VALUE_NONE)
        return fails(why, "a slot without an entry that holds a pointer", index);
    return true;
}

/* A key is where its probe sequence leads: every group before it is full, with entries or tombstones. */
static bool key_is_reached(const struct swiss *map, uint32_t table, struct swiss_place group, uint64_t hash,
                           uint64_t index, struct text *why)
{
    uint64_t groups = swiss_table_groups(map, table);
    for (uint64_t step = 0; step < groups; step++) {
        struct swiss_place at = {group.region, (uint32_t)swiss_probe(hash, step, groups)};
        if (at.index == group.index)
            return true;
        if (swiss_match(swiss_group(map, at), SWISS_EMPTY) != 0)
            return fails(why, "a search for a key would stop before it", index);
    }
    return fails(why, "a key that its probe sequence does not reach", index);
}

static bool slot_holds(const struct swiss *map, uint32_t table, struct swiss_place group, int slot,
                       uint64_t index, struct text *why)
{
    const struct swiss_group *cells = swiss_group(map, group);
    value_id key = cells->key[slot];
    uint64_t hash;
    if (key == VALUE_NONE)
        return fails(why, "a full slot without a key", index);
    if (!swiss_hash_of(map, key, &hash))
        return true; /* NaN: its place is by chance */
    if (cells->control[slot] != swiss_h2(hash))
        return fails(why, "a control byte that is not its key's H2", index);
    if (table != 0 && swiss_directory_table(map, swiss_directory_entry(map, hash)) != table)
        return fails(why, "an entry in the wrong table", index);
    if (table != 0 && !key_is_reached(map, table, group, hash, index, why))
        return false;
    struct swiss_spot spot = swiss_locate(map, key);
    return (spot.found && spot.group.index == group.index && spot.slot == slot) ||
           fails(why, "a key that is there twice", index);
}

static bool group_holds(const struct swiss *map, uint32_t table, struct swiss_place group,
                        struct tally *tally, uint64_t index, struct text *why)
{
    const struct swiss_group *cells = swiss_group(map, group);
    bool deleted = false;
    for (int slot = 0; slot < SWISS_SLOTS; slot++) {
        uint8_t control = cells->control[slot];
        deleted |= control == SWISS_DELETED;
        if (control >= SWISS_EMPTY && control != SWISS_EMPTY && control != SWISS_DELETED)
            return fails(why, "a control byte that is none", index);
        if (control < SWISS_EMPTY ? !slot_holds(map, table, group, slot, index, why)
                                  : !slot_is_wiped(map, cells, slot, index, why))
            return false;
        tally->full += control < SWISS_EMPTY;
        tally->deleted += control == SWISS_DELETED;
    }
    if (deleted && swiss_match(cells, SWISS_EMPTY) != 0)
        return fails(why, "a tombstone in a group with an empty slot", index);
    return true;
}

static bool table_holds(const struct swiss *map, uint32_t table, uint64_t first, uint64_t *used,
                        struct text *why)
{
    uint64_t capacity = swiss_table_word(map, table, SWISS_TABLE_CAPACITY),
             groups = swiss_table_groups(map, table), depth = swiss_table_word(map, table, SWISS_TABLE_DEPTH),
             left = swiss_table_word(map, table, SWISS_TABLE_GROWTH_LEFT);
    struct tally tally = {0};
    if (!map->memory->regions[table].live)
        return fails(why, "the directory names a dropped table", first);
    if (swiss_table_word(map, table, SWISS_TABLE_INDEX) != first)
        return fails(why, "a table that does not know its first entry", first);
    if (capacity < SWISS_SLOTS || capacity > SWISS_MOST_CAPACITY || (capacity & (capacity - 1)) != 0)
        return fails(why, "a capacity that is no power of two up to 1024", first);
    if (depth > swiss_word(map, SWISS_WORD_GLOBAL_DEPTH))
        return fails(why, "a table deeper than the directory", first);
    if (first + swiss_table_entries(map, table) > swiss_directory_length(map))
        return fails(why, "tables that do not add up to the directory", first);
    for (uint64_t entry = first; entry < first + swiss_table_entries(map, table); entry++) {
        if (swiss_directory_table(map, entry) != table)
            return fails(why, "an entry of the directory that names another table", first);
    }
    uint32_t region = (uint32_t)swiss_table_word(map, table, SWISS_TABLE_GROUPS);
    if (!map->memory->regions[region].live || map->memory->regions[region].count != groups)
        return fails(why, "a table without its groups", first);
    for (uint64_t index = 0; index < groups; index++) {
        struct swiss_place group = {region, (uint32_t)index};
        if (!group_holds(map, table, group, &tally, first, why))
            return false;
    }
    if (tally.full != swiss_table_word(map, table, SWISS_TABLE_USED))
        return fails(why, "used is not the number of entries", first);
    if (tally.full + tally.deleted + left != swiss_most_entries(capacity))
        return fails(why, "entries, tombstones and growthLeft do not add up", first);
    *used += tally.full;
    return true;
}

static bool small_holds(const struct swiss *map, uint64_t *used, struct text *why)
{
    struct swiss_place group = {(uint32_t)swiss_word(map, SWISS_WORD_GROUP), 0};
    struct tally tally = {0};
    if (group.region == 0)
        return true;
    if (swiss_directory_length(map) > 0)
        return fails(why, "a small map with a directory", 0);
    if (!map->memory->regions[group.region].live)
        return fails(why, "a small map whose group was dropped", 0);
    if (!group_holds(map, 0, group, &tally, 0, why))
        return false;
    *used = tally.full;
    return tally.deleted == 0 || fails(why, "a tombstone in a small map", 0);
}

static bool directory_holds(const struct swiss *map, struct text *why)
{
    const struct region *directory = &map->memory->regions[swiss_word(map, SWISS_WORD_DIRECTORY)];
    if (swiss_directory_length(map) == 0)
        return swiss_word(map, SWISS_WORD_GLOBAL_DEPTH) == 0 || fails(why, "a depth without a directory", 0);
    return (directory->live && directory->count == swiss_directory_length(map)) ||
           fails(why, "a directory of another length", directory->count);
}

bool swiss_check(const struct swiss *map, struct text *why)
{
    uint64_t used = 0, entry = 0, first = 0;
    if (swiss_type(map) == NULL)
        return true;
    if (!directory_holds(map, why) || !small_holds(map, &used, why))
        return false;
    for (uint32_t table; first = entry, swiss_next_table(map, &entry, &table);) {
        if (!table_holds(map, table, first, &used, why))
            return false;
    }
    if (used != swiss_word(map, SWISS_WORD_USED))
        return fails(why, "the map's used is not the number of entries", 0);
    return swiss_word(map, SWISS_WORD_WRITING) == 0 || fails(why, "writing is left set", 0);
}
