/* mapdelete (runtime/map.go): wipes an entry, moves a growth on, never shrinks anything. */
#include "model/classic/verb.h"

/*
 * What stays behind of a deleted key: the fast routines leave pointer-free keys in place, faststr clears the
 * string's pointer but not its length, the generic routine wipes keys with pointers. Nothing reads it.
 */
static value_id key_left_behind(const struct map *map, value_id key)
{
    const struct maptype *type = map_type(map);
    if (type->delete_ == MAP_FASTSTR) {
        uint64_t length = values_string_length(map->values, key);
        return length != 0 ? VALUE_STALE_STRING(length) : VALUE_NONE;
    }
    return type->indirect_key || type->key->pointers ? VALUE_NONE : key;
}

/* The link whose overflow pointer leads to `link`, or 0 for the main bucket. */
static reference previous_link(const struct map *map, reference main_bucket, reference link)
{
    reference previous = 0;
    for (reference at = main_bucket; at != link; at = map_next_link(map, at))
        previous = at;
    return previous;
}

/* If nothing lives behind this slot, it and the emptyOne slots directly before it become emptyRest. */
static bool mark_rest(struct map *map, reference main_bucket, reference link, int slot)
{
    struct memory *memory = &map->memory;
    if (slot == SLOTS - 1) {
        reference next = map_next_link(map, link);
        if (next != 0 && memory_bucket(memory, next)->tophash[0] != TOP_EMPTY_REST)
            return false;
    } else if (memory_bucket(memory, link)->tophash[slot + 1] != TOP_EMPTY_REST) {
        return false;
    }
    for (;;) {
        memory_write(memory, place_cell(link, FIELD_TOPHASH, slot), TOP_EMPTY_REST, LINE_mapdelete_walk);
        if (slot == 0) {
            if (link == main_bucket)
                return true;
            link = previous_link(map, main_bucket, link);
            slot = SLOTS;
        }
        slot--;
        if (memory_bucket(memory, link)->tophash[slot] != TOP_EMPTY_ONE)
            return true;
    }
}

static void remove_entry(struct map *map, reference main_bucket, reference link, int slot, value_id key)
{
    struct memory *memory = &map->memory;
    value_id stored = memory_bucket(memory, link)->key[slot];
    memory_write(memory, place_cell(link, FIELD_KEY, slot), key_left_behind(map, stored),
                 LINE_mapdelete_wipe);
    memory_write(memory, place_cell(link, FIELD_ELEM, slot), VALUE_NONE, LINE_mapdelete_wipe);
    memory_write(memory, place_cell(link, FIELD_TOPHASH, slot), TOP_EMPTY_ONE, LINE_mapdelete_wipe);
    bool rest = mark_rest(map, main_bucket, link, slot);
    uint64_t count = map_register(map, REGISTER_COUNT) - 1;
    map_set(map, REGISTER_COUNT, count, LINE_mapdelete_count);
    if (count == 0)
        map_set(map, REGISTER_HASH0, map_draw(map, LINE_mapdelete_reseed), LINE_mapdelete_reseed);
    map_set(map, REGISTER_FLAGS, map_register(map, REGISTER_FLAGS) & ~(uint64_t)FLAG_WRITING,
            LINE_mapdelete_done);
    map_look_slot(map, EVENT_removed, link, slot, key, rest, LINE_mapdelete_count);
}

enum map_outcome map_delete(struct map *map, value_id key)
{
    map_look(map, EVENT_call, key, 0, LINE_mapdelete_empty);
    if (values_is_unhashable(map->values, key))
        return map_refuse(map, MAP_PANIC_UNHASHABLE, LINE_mapdelete_hash);
    if (map_register(map, REGISTER_COUNT) == 0) {
        map_look(map, EVENT_absent, key, 1, LINE_mapdelete_empty);
        return MAP_ABSENT;
    }
    uint64_t flags = map_register(map, REGISTER_FLAGS);
    if (flags & FLAG_WRITING)
        return map_refuse(map, MAP_FATAL_WRITES, LINE_mapdelete_writing);
    uint64_t hash = map_hash(map, key, LINE_mapdelete_hash);
    map_set(map, REGISTER_FLAGS, flags | FLAG_WRITING, LINE_mapdelete_writing);
    uint64_t mask = map_bucket_count(map) - 1;
    reference main_bucket = map_bucket(map, hash & mask);
    map_look_bucket(map, EVENT_choose, main_bucket, hash, mask, LINE_mapdelete_bucket);
    if (map_growing(map))
        map_grow_work(map, hash & mask);
    uint8_t top = hash_top(hash);
    for (reference link = main_bucket; link != 0; link = map_next_link(map, link)) {
        if (link != main_bucket)
            map_look_bucket(map, EVENT_follow, link, 0, 0, LINE_mapdelete_probe);
        const struct bucket *bucket = memory_bucket(&map->memory, link);
        for (int slot = 0; slot < SLOTS; slot++) {
            uint8_t seen = bucket->tophash[slot];
            map_look_slot(map, EVENT_probe, link, slot, seen, top, LINE_mapdelete_probe);
            if (seen == TOP_EMPTY_REST) {
                map_look_slot(map, EVENT_restend, link, slot, 0, 0, LINE_mapdelete_rest);
                goto absent;
            }
            if (seen != top)
                continue;
            bool same = values_equal(map->values, bucket->key[slot], key);
            map_look_slot(map, EVENT_compare, link, slot, key, same, LINE_mapdelete_compare);
            if (same) {
                remove_entry(map, main_bucket, link, slot, key);
                return MAP_DELETED;
            }
        }
    }
absent:
    map_set(map, REGISTER_FLAGS, map_register(map, REGISTER_FLAGS) & ~(uint64_t)FLAG_WRITING,
            LINE_mapdelete_done);
    map_look(map, EVENT_absent, key, 0, LINE_mapdelete_done);
    return MAP_ABSENT;
}
