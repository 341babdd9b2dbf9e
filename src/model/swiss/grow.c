/* growToTable, rehash: grow and split (runtime map.go, table.go). All of it happens inside one insert. */
#include "model/swiss/verb.h"

/* The lines that an entry's move is told by. */
struct move_lines {
    code_line slot, hash, copy;
};

static struct swiss_place group_of(const struct swiss *map, uint32_t table, uint64_t index)
{
    return (struct swiss_place){(uint32_t)swiss_table_word(map, table, SWISS_TABLE_GROUPS), (uint32_t)index};
}

static uint64_t reference_to(struct swiss_place group)
{
    return (uint64_t)group.region << 32 | group.index;
}

/* uncheckedPutSlot: the first free slot along the probe sequence; the key is known not to be there. */
static void put_unchecked(struct swiss *map, uint32_t table, struct swiss_place from, int slot, uint64_t hash,
                          const struct move_lines *lines)
{
    uint64_t groups = swiss_table_groups(map, table), step = 0;
    struct swiss_place to = group_of(map, table, swiss_probe(hash, step, groups));
    while (swiss_match_free(swiss_group(map, to)) == 0)
        to.index = (uint32_t)swiss_probe(hash, ++step, groups);
    int free = swiss_first(swiss_match_free(swiss_group(map, to)));
    const struct swiss_group *old = swiss_group(map, from);
    swiss_look_slot(map, SWISS_travel, from, slot, reference_to(to), (uint64_t)free, lines->copy);
    swiss_set_key(map, to, free, old->key[slot], lines->copy);
    swiss_set_elem(map, to, free, old->elem[slot], lines->copy);
    uint64_t left = swiss_table_word(map, table, SWISS_TABLE_GROWTH_LEFT);
    swiss_set_table(map, table, SWISS_TABLE_GROWTH_LEFT, left - 1, lines->copy);
    swiss_set_table(map, table, SWISS_TABLE_USED, swiss_table_word(map, table, SWISS_TABLE_USED) + 1,
                    lines->copy);
    swiss_set_control(map, to, free, swiss_h2(hash), lines->copy);
    swiss_look_slot(map, SWISS_moved, to, free, reference_to(from), (uint64_t)slot, lines->copy);
}

static uint64_t lift(struct swiss *map, struct swiss_place from, int slot, const struct move_lines *lines)
{
    const struct swiss_group *group = swiss_group(map, from);
    value_id key = group->key[slot];
    swiss_look_slot(map, SWISS_lift, from, slot, key, group->elem[slot], lines->slot);
    return swiss_hash(map, key, lines->hash);
}

static void count_growth(struct swiss *map, code_line line)
{
    swiss_set(map, SWISS_WORD_GROWTHS, swiss_word(map, SWISS_WORD_GROWTHS) + 1, line);
}

/* ---- the small map becomes a table */

void swiss_grow_small(struct swiss *map)
{
    static const struct move_lines lines = {LINE_swiss_grow_small_slot, LINE_swiss_grow_small_copy,
                                            LINE_swiss_grow_small_copy};
    struct swiss_place from = {(uint32_t)swiss_word(map, SWISS_WORD_GROUP), 0};
    swiss_look_slot(map, SWISS_grow, from, 0, SWISS_SLOTS, SWISS_FIRST_CAPACITY, LINE_swiss_put_smallest);
    uint32_t table = swiss_new_table(map, SWISS_FIRST_CAPACITY, 0, 0, LINE_swiss_grow_small_table);
    for (int slot = 0; slot < SWISS_SLOTS; slot++) {
        uint64_t hash = lift(map, from, slot, &lines);
        put_unchecked(map, table, from, slot, hash, &lines);
    }
    uint32_t directory =
        memory_alloc(map->memory, SWISS_DIRECTORY, 1, map->home, LINE_swiss_grow_small_install);
    memory_write(map->memory, place_word(directory, 0), table, LINE_swiss_grow_small_install);
    swiss_set(map, SWISS_WORD_DIRECTORY, directory, LINE_swiss_grow_small_install);
    swiss_set(map, SWISS_WORD_GROUP, 0, LINE_swiss_grow_small_install);
    count_growth(map, LINE_swiss_grow_small_install);
    memory_drop(map->memory, from.region, LINE_swiss_grow_small_install);
    swiss_look_table(map, SWISS_grown, table, SWISS_SLOTS, 0, LINE_swiss_grow_small_install);
}

/* ---- a table becomes a larger one */

static void move_all(struct swiss *map, uint32_t table, uint32_t to)
{
    static const struct move_lines lines = {LINE_swiss_rehash_slot, LINE_swiss_rehash_hash,
                                            LINE_swiss_rehash_copy};
    uint64_t groups = swiss_table_groups(map, table), mask = swiss_table_groups(map, to) - 1;
    int bit = 7 + swiss_first((unsigned)((mask + 1) >>
                                         1)); /* of the hash: the one bit of H1 more that chooses a group */
    for (uint64_t index = 0; index < groups; index++) {
        struct swiss_place from = group_of(map, table, index);
        unsigned full = swiss_match_full(swiss_group(map, from));
        for (; full != 0; full = swiss_rest(full)) {
            int slot = swiss_first(full);
            uint64_t hash = lift(map, from, slot, &lines);
            swiss_look_slot(map, SWISS_decide, from, slot, hash, (hash >> bit & 1) | (uint64_t)bit << 1,
                            LINE_swiss_rehash_copy);
            put_unchecked(map, to, from, slot, hash, &lines);
        }
    }
}

/* replaceTable: a table in all entries of the directory that the old one stood in. */
static void install(struct swiss *map, uint64_t first, uint64_t entries, uint32_t table, code_line line)
{
    uint32_t directory = (uint32_t)swiss_word(map, SWISS_WORD_DIRECTORY);
    for (uint64_t entry = first; entry < first + entries; entry++)
        memory_write(map->memory, place_word(directory, (uint32_t)entry), table, line);
}

static void grow(struct swiss *map, uint32_t table, uint64_t capacity)
{
    uint64_t index = swiss_table_word(map, table, SWISS_TABLE_INDEX);
    swiss_look_table(map, SWISS_grow, table, capacity, capacity * 2, LINE_swiss_rehash_table);
    uint32_t larger = swiss_new_table(map, capacity * 2, swiss_table_word(map, table, SWISS_TABLE_DEPTH),
                                      index, LINE_swiss_rehash_table);
    move_all(map, table, larger);
    install(map, index, swiss_table_entries(map, table), larger, LINE_swiss_rehash_install);
    swiss_set_table(map, table, SWISS_TABLE_INDEX, SWISS_REPLACED_INDEX, LINE_swiss_rehash_left);
    count_growth(map, LINE_swiss_rehash_install);
    swiss_drop_table(map, table, LINE_swiss_rehash_left);
    swiss_look_table(map, SWISS_grown, larger, swiss_table_word(map, larger, SWISS_TABLE_USED), 0,
                     LINE_swiss_rehash_install);
}

/* ---- a table becomes two */

/* Each entry twice; the indexes of all tables double with it. */
static void double_directory(struct swiss *map)
{
    uint64_t length = swiss_directory_length(map);
    uint32_t old = (uint32_t)swiss_word(map, SWISS_WORD_DIRECTORY);
    uint32_t directory =
        memory_alloc(map->memory, SWISS_DIRECTORY, (uint32_t)length * 2, map->home, LINE_swiss_split_double);
    for (uint64_t entry = 0, next = 0; entry < length; entry = next) {
        uint32_t table = swiss_directory_table(map, entry);
        next = entry + swiss_table_entries(map, table);
        for (uint64_t to = entry * 2; to < next * 2; to++)
            memory_write(map->memory, place_word(directory, (uint32_t)to), table, LINE_swiss_split_double);
        swiss_set_table(map, table, SWISS_TABLE_INDEX, entry * 2, LINE_swiss_split_double);
    }
    /* Both at once would be one step: the longer directory stands before anybody counts its entries. */
    swiss_set(map, SWISS_WORD_DIRECTORY, directory, LINE_swiss_split_double);
    swiss_set(map, SWISS_WORD_GLOBAL_DEPTH, swiss_word(map, SWISS_WORD_GLOBAL_DEPTH) + 1,
              LINE_swiss_split_double);
    memory_drop(map->memory, old, LINE_swiss_split_double);
    swiss_look(map, SWISS_doubled, length, length * 2, LINE_swiss_split_double);
}

static void share_out(struct swiss *map, uint32_t table, uint32_t left, uint32_t right, uint64_t depth)
{
    static const struct move_lines lines = {LINE_swiss_split_slot, LINE_swiss_split_hash,
                                            LINE_swiss_split_copy};
    uint64_t groups = swiss_table_groups(map, table), bit = 64 - depth;
    for (uint64_t index = 0; index < groups; index++) {
        struct swiss_place from = group_of(map, table, index);
        unsigned full = swiss_match_full(swiss_group(map, from));
        for (; full != 0; full = swiss_rest(full)) {
            int slot = swiss_first(full);
            uint64_t hash = lift(map, from, slot, &lines), side = hash >> bit & 1;
            swiss_look_slot(map, SWISS_decide, from, slot, hash, side | bit << 1, LINE_swiss_split_bit);
            put_unchecked(map, side != 0 ? right : left, from, slot, hash, &lines);
        }
    }
}

static void split(struct swiss *map, uint32_t table, uint64_t capacity)
{
    uint64_t depth = swiss_table_word(map, table, SWISS_TABLE_DEPTH) + 1;
    swiss_look_table(map, SWISS_split, table, capacity, capacity * 2, LINE_swiss_split_tables);
    uint32_t left = swiss_new_table(map, capacity, depth, SWISS_REPLACED_INDEX, LINE_swiss_split_tables),
             right = swiss_new_table(map, capacity, depth, SWISS_REPLACED_INDEX, LINE_swiss_split_tables);
    share_out(map, table, left, right, depth);
    if (depth > swiss_word(map, SWISS_WORD_GLOBAL_DEPTH))
        double_directory(map);
    uint64_t index = swiss_table_word(map, table, SWISS_TABLE_INDEX), half = swiss_table_entries(map, left);
    swiss_set_table(map, left, SWISS_TABLE_INDEX, index, LINE_swiss_split_install);
    swiss_set_table(map, right, SWISS_TABLE_INDEX, index + half, LINE_swiss_split_install);
    /* From the right, so that whoever goes through the directory by first entries finds the old table or both new ones. */
    install(map, index + half, half, right, LINE_swiss_split_install);
    install(map, index, half, left, LINE_swiss_split_install);
    swiss_set_table(map, table, SWISS_TABLE_INDEX, SWISS_REPLACED_INDEX, LINE_swiss_split_left);
    count_growth(map, LINE_swiss_split_install);
    swiss_drop_table(map, table, LINE_swiss_split_left);
    swiss_look_table(map, SWISS_grown, left, swiss_table_word(map, left, SWISS_TABLE_USED),
                     swiss_table_word(map, right, SWISS_TABLE_USED), LINE_swiss_split_install);
}

/* How deep the directory must be before a key's table has room again: as long as all entries stand on the key's side, a split splits
   nothing. A NaN is hashed anew, so nobody can say where it goes. */
static uint64_t depth_needed(const struct swiss *map, uint32_t table, uint64_t hash)
{
    uint64_t depth = swiss_table_word(map, table, SWISS_TABLE_DEPTH), groups = swiss_table_groups(map, table);
    uint64_t beside, most = swiss_most_entries(SWISS_MOST_CAPACITY);
    do {
        depth++;
        beside = 0;
        for (uint64_t index = 0; index < groups; index++) {
            const struct swiss_group *group = swiss_group(map, group_of(map, table, index));
            for (unsigned full = swiss_match_full(group); full != 0; full = swiss_rest(full)) {
                uint64_t other;
                bool known = swiss_hash_of(map, group->key[swiss_first(full)], &other);
                beside += known && (other ^ hash) >> (64 - depth) == 0;
            }
        }
    } while (beside >= most && depth <= SWISS_MOST_MODEL_DEPTH);
    return depth;
}

bool swiss_rehash(struct swiss *map, uint32_t table, uint64_t hash)
{
    uint64_t capacity = swiss_table_word(map, table, SWISS_TABLE_CAPACITY);
    if (capacity * 2 <= SWISS_MOST_CAPACITY) {
        grow(map, table, capacity);
        return true;
    }
    if (depth_needed(map, table, hash) > SWISS_MOST_MODEL_DEPTH)
        return false;
    split(map, table, capacity);
    return true;
}
