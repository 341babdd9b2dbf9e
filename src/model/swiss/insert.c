/* PutSlot (runtime map.go, table.go): insert or update, and the only place where anything grows. */
#include "model/swiss/verb.h"

static const struct swiss_search_lines search_lines = {
    .probe = LINE_swiss_put_probe,
    .compare = LINE_swiss_put_compare,
    .stop = LINE_swiss_put_stop,
    .remember = LINE_swiss_put_remember,
};

static enum gomap_outcome update(struct swiss *map, const struct swiss_search *at, value_id key,
                                 value_id elem)
{
    if (swiss_type(map)->map.key->need_update)
        swiss_set_key(map, at->group, at->slot, key, LINE_swiss_put_update);
    swiss_set(map, SWISS_WORD_WRITING, 0, LINE_swiss_put_done);
    swiss_set_elem(map, at->group, at->slot, elem, LINE_swiss_put_update);
    swiss_look_slot(map, SWISS_updated, at->group, at->slot, key, elem, LINE_swiss_put_update);
    return GOMAP_UPDATED;
}

/* `table`: 0 of a small map. */
static enum gomap_outcome place(struct swiss *map, uint32_t table, const struct swiss_search *at,
                                value_id key, value_id elem, uint64_t hash)
{
    code_line line = LINE_swiss_put_place;
    /* newobject: a key or elem of over 128 bytes has memory of its own. */
    swiss_set(map, SWISS_WORD_BEHIND, swiss_word(map, SWISS_WORD_BEHIND) + swiss_entry_bytes(swiss_type(map)),
              line);
    swiss_set_key(map, at->group, at->slot, key, line);
    swiss_set_control(map, at->group, at->slot, swiss_h2(hash), line);
    if (table != 0) {
        uint64_t left = swiss_table_word(map, table, SWISS_TABLE_GROWTH_LEFT);
        swiss_set_table(map, table, SWISS_TABLE_GROWTH_LEFT, left - !at->tombstone, line);
        swiss_set_table(map, table, SWISS_TABLE_USED, swiss_table_word(map, table, SWISS_TABLE_USED) + 1,
                        line);
    }
    swiss_set(map, SWISS_WORD_USED, swiss_word(map, SWISS_WORD_USED) + 1, line);
    swiss_set(map, SWISS_WORD_WRITING, 0, LINE_swiss_put_done);
    /* PutSlot hands back where the elem goes; compiled code stores it after the call. */
    swiss_set_elem(map, at->group, at->slot, elem, line);
    swiss_look_slot(map, SWISS_placed, at->group, at->slot, key, elem, line);
    return GOMAP_INSERTED;
}

static enum gomap_outcome insert_small(struct swiss *map, value_id key, value_id elem, uint64_t hash)
{
    struct swiss_place group = {(uint32_t)swiss_word(map, SWISS_WORD_GROUP), 0};
    swiss_look_slot(map, SWISS_small, group, 0, hash, 0, LINE_swiss_put_small);
    struct swiss_search at = swiss_search_small(map, key, hash, &search_lines);
    if (at.found)
        return update(map, &at, key, elem);
    swiss_look_slot(map, SWISS_stop, at.group, at.slot, 0, 0, LINE_swiss_put_stop);
    return place(map, 0, &at, key, elem, hash);
}

enum { ROOM, TOMBSTONE, NO_ROOM };

static enum gomap_outcome insert_table(struct swiss *map, value_id key, value_id elem, uint64_t hash)
{
    for (;;) {
        uint64_t entry = swiss_directory_entry(map, hash);
        uint32_t table = swiss_directory_table(map, entry);
        swiss_look_table(map, SWISS_choose, table, hash, entry, LINE_swiss_put_table);
        struct swiss_search at = swiss_search_table(map, table, key, hash, true, &search_lines);
        if (at.found)
            return update(map, &at, key, elem);
        uint64_t left = swiss_table_word(map, table, SWISS_TABLE_GROWTH_LEFT);
        int room = at.tombstone ? TOMBSTONE : left > 0 ? ROOM : NO_ROOM;
        swiss_look_table(map, SWISS_trigger, table, left, (uint64_t)room, LINE_swiss_put_room);
        if (room != NO_ROOM)
            return place(map, table, &at, key, elem, hash);
        if (!swiss_rehash(map, table, hash)) {
            swiss_set(map, SWISS_WORD_WRITING, 0, LINE_swiss_put_done);
            return swiss_refuse(map, GOMAP_TOO_BIG, LINE_swiss_put_rehash);
        }
    }
}

enum gomap_outcome swiss_insert(struct swiss *map, value_id key, value_id elem)
{
    swiss_look(map, SWISS_call, key, 0, LINE_swiss_put_hash);
    if (swiss_word(map, SWISS_WORD_NIL))
        return swiss_refuse(map, GOMAP_PANIC_NIL_MAP, LINE_swiss_put_hash);
    if (swiss_word(map, SWISS_WORD_WRITING))
        return swiss_refuse(map, GOMAP_FATAL_WRITES, LINE_swiss_put_check);
    if (values_is_unhashable(map->values, key))
        return swiss_refuse(map, GOMAP_PANIC_UNHASHABLE, LINE_swiss_put_hash);
    uint64_t hash = swiss_hash(map, key, LINE_swiss_put_hash);
    swiss_set(map, SWISS_WORD_WRITING, 1, LINE_swiss_put_writing);
    if (swiss_word(map, SWISS_WORD_DIRECTORY) == 0) {
        if (swiss_word(map, SWISS_WORD_GROUP) == 0)
            swiss_set(map, SWISS_WORD_GROUP, swiss_new_groups(map, 1, LINE_swiss_put_lazy),
                      LINE_swiss_put_lazy);
        if (swiss_word(map, SWISS_WORD_USED) < SWISS_SLOTS)
            return insert_small(map, key, elem, hash);
        swiss_grow_small(map);
    }
    return insert_table(map, key, elem, hash);
}
