/* Delete (runtime map.go, table.go): wipes an entry; its slot becomes empty if that can't cut a search short, else a tombstone. */
#include "model/swiss/verb.h"

static const struct swiss_search_lines search_lines = {
    .probe = LINE_swiss_delete_probe,
    .compare = LINE_swiss_delete_compare,
    .stop = LINE_swiss_delete_stop,
    .remember = LINE_swiss_delete_stop,
};

/* `table`: 0 of a small map. */
static enum gomap_outcome remove_entry(struct swiss *map, uint32_t table, const struct swiss_search *at,
                                       value_id key)
{
    const struct maptype *type = &swiss_type(map)->map;
    bool tombstone = table != 0 && swiss_match(swiss_group(map, at->group), SWISS_EMPTY) == 0;
    swiss_set(map, SWISS_WORD_USED, swiss_word(map, SWISS_WORD_USED) - 1, LINE_swiss_delete_wipe);
    if (table != 0)
        swiss_set_table(map, table, SWISS_TABLE_USED, swiss_table_word(map, table, SWISS_TABLE_USED) - 1,
                        LINE_swiss_delete_wipe);
    if (type->indirect_key || type->key->pointers)
        swiss_set_key(map, at->group, at->slot, VALUE_NONE, LINE_swiss_delete_wipe);
    swiss_set_elem(map, at->group, at->slot, VALUE_NONE, LINE_swiss_delete_wipe);
    if (tombstone) {
        swiss_set_control(map, at->group, at->slot, SWISS_DELETED, LINE_swiss_delete_tombstone);
    } else {
        swiss_set_control(map, at->group, at->slot, SWISS_EMPTY, LINE_swiss_delete_empty_slot);
        if (table != 0)
            swiss_set_table(map, table, SWISS_TABLE_GROWTH_LEFT,
                            swiss_table_word(map, table, SWISS_TABLE_GROWTH_LEFT) + 1,
                            LINE_swiss_delete_empty_slot);
    }
    if (swiss_word(map, SWISS_WORD_USED) == 0)
        swiss_set(map, SWISS_WORD_SEED, swiss_draw(map, LINE_swiss_delete_reseed), LINE_swiss_delete_reseed);
    swiss_set(map, SWISS_WORD_WRITING, 0, LINE_swiss_delete_done);
    swiss_look_slot(map, SWISS_removed, at->group, at->slot, key, tombstone,
                    tombstone ? LINE_swiss_delete_tombstone : LINE_swiss_delete_empty_slot);
    return GOMAP_DELETED;
}

enum gomap_outcome swiss_delete(struct swiss *map, value_id key)
{
    swiss_look(map, SWISS_call, key, 0, LINE_swiss_delete_empty);
    if (values_is_unhashable(map->values, key))
        return swiss_refuse(map, GOMAP_PANIC_UNHASHABLE, LINE_swiss_delete_hash);
    if (swiss_word(map, SWISS_WORD_USED) == 0) {
        swiss_look(map, SWISS_absent, key, 1, LINE_swiss_delete_empty);
        return GOMAP_ABSENT;
    }
    if (swiss_word(map, SWISS_WORD_WRITING))
        return swiss_refuse(map, GOMAP_FATAL_WRITES, LINE_swiss_delete_check);
    uint64_t hash = swiss_hash(map, key, LINE_swiss_delete_hash);
    swiss_set(map, SWISS_WORD_WRITING, 1, LINE_swiss_delete_writing);
    struct swiss_search at;
    uint32_t table = 0;
    if (swiss_word(map, SWISS_WORD_DIRECTORY) == 0) {
        struct swiss_place group = {(uint32_t)swiss_word(map, SWISS_WORD_GROUP), 0};
        swiss_look_slot(map, SWISS_small, group, 0, hash, 0, LINE_swiss_delete_small);
        at = swiss_search_small(map, key, hash, &search_lines);
    } else {
        uint64_t entry = swiss_directory_entry(map, hash);
        table = swiss_directory_table(map, entry);
        swiss_look_table(map, SWISS_choose, table, hash, entry, LINE_swiss_delete_table);
        at = swiss_search_table(map, table, key, hash, false, &search_lines);
    }
    if (at.found)
        return remove_entry(map, table, &at, key);
    swiss_set(map, SWISS_WORD_WRITING, 0, LINE_swiss_delete_done);
    swiss_look(map, SWISS_absent, key, 0, LINE_swiss_delete_done);
    return GOMAP_ABSENT;
}
