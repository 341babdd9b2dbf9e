/* mapdelete (runtime/map.go): wipes an entry, moves a growth on, never shrinks anything. */
#include "model/classic/verb.h"

/*
 * What stays behind of a deleted key: the fast routines leave pointer-free keys in place, faststr clears the
 * string's pointer but not its length, the generic routine wipes keys with pointers. Nothing reads it.
 */
static value_id key_left_behind(const struct classic *map, value_id key)
{
    const struct maptype *type = classic_type(map);
    if (type->delete_ == MAPTYPE_FASTSTR) {
        uint64_t length = values_string_length(map->values, key);
        return length != 0 ? VALUE_STALE_STRING(length) : VALUE_NONE;
    }
    return type->indirect_key || type->key->pointers ? VALUE_NONE : key;
}

/* The link whose overflow pointer leads to `link`, or 0 for the main bucket. */
static reference previous_link(const struct classic *map, reference main_bucket, reference link)
{
    reference previous = 0;
    for (reference at = main_bucket; at != link; at = classic_next_link(map, at))
        previous = at;
    return previous;
}

/* If nothing lives behind this slot, it and the emptyOne slots directly before it become emptyRest. */
static bool mark_rest(struct classic *map, reference main_bucket, reference link, int slot)
{
    struct memory *memory = map->memory;
    if (slot == SLOTS - 1) {
        reference next = classic_next_link(map, link);
        if (next != 0 && classic_cells(map, next)->tophash[0] != TOP_EMPTY_REST)
            return false;
    } else if (classic_cells(map, link)->tophash[slot + 1] != TOP_EMPTY_REST) {
        return false;
    }
    for (;;) {
        memory_write(memory, bucket_place(link, FIELD_TOPHASH, slot), TOP_EMPTY_REST, LINE_mapdelete_walk);
        if (slot == 0) {
            if (link == main_bucket)
                return true;
            link = previous_link(map, main_bucket, link);
            slot = SLOTS;
        }
        slot--;
        if (classic_cells(map, link)->tophash[slot] != TOP_EMPTY_ONE)
            return true;
    }
}

static void remove_entry(struct classic *map, reference main_bucket, reference link, int slot, value_id key)
{
    struct memory *memory = map->memory;
    value_id stored = classic_cells(map, link)->key[slot];
    memory_write(memory, bucket_place(link, FIELD_KEY, slot), key_left_behind(map, stored),
                 LINE_mapdelete_wipe);
    memory_write(memory, bucket_place(link, FIELD_ELEM, slot), VALUE_NONE, LINE_mapdelete_wipe);
    memory_write(memory, bucket_place(link, FIELD_TOPHASH, slot), TOP_EMPTY_ONE, LINE_mapdelete_wipe);
    bool rest = mark_rest(map, main_bucket, link, slot);
    uint64_t count = classic_register(map, REGISTER_COUNT) - 1;
    classic_set(map, REGISTER_COUNT, count, LINE_mapdelete_count);
    if (count == 0)
        classic_set(map, REGISTER_HASH0, classic_draw(map, LINE_mapdelete_reseed), LINE_mapdelete_reseed);
    classic_set(map, REGISTER_FLAGS, classic_register(map, REGISTER_FLAGS) & ~(uint64_t)FLAG_WRITING,
                LINE_mapdelete_done);
    classic_look_slot(map, CLASSIC_removed, link, slot, key, rest, LINE_mapdelete_count);
}

enum gomap_outcome classic_delete(struct classic *map, value_id key)
{
    classic_look(map, CLASSIC_call, key, 0, LINE_mapdelete_empty);
    if (values_is_unhashable(map->values, key))
        return classic_refuse(map, GOMAP_PANIC_UNHASHABLE, LINE_mapdelete_hash);
    if (classic_register(map, REGISTER_COUNT) == 0) {
        classic_look(map, CLASSIC_absent, key, 1, LINE_mapdelete_empty);
        return GOMAP_ABSENT;
    }
    uint64_t flags = classic_register(map, REGISTER_FLAGS);
    if (flags & FLAG_WRITING)
        return classic_refuse(map, GOMAP_FATAL_WRITES, LINE_mapdelete_check);
    uint64_t hash = classic_hash(map, key, LINE_mapdelete_hash);
    classic_set(map, REGISTER_FLAGS, flags | FLAG_WRITING, LINE_mapdelete_writing);
    uint64_t mask = classic_bucket_count(map) - 1;
    reference main_bucket = classic_bucket(map, hash & mask);
    classic_look_bucket(map, CLASSIC_choose, main_bucket, hash, mask, LINE_mapdelete_bucket);
    if (classic_growing(map))
        classic_grow_work(map, hash & mask);
    uint8_t top = hash_top(hash);
    for (reference link = main_bucket; link != 0; link = classic_next_link(map, link)) {
        if (link != main_bucket)
            classic_look_bucket(map, CLASSIC_follow, link, 0, 0, LINE_mapdelete_probe);
        const struct bucket *bucket = classic_cells(map, link);
        for (int slot = 0; slot < SLOTS; slot++) {
            uint8_t seen = bucket->tophash[slot];
            classic_look_slot(map, CLASSIC_probe, link, slot, seen, top, LINE_mapdelete_probe);
            if (seen == TOP_EMPTY_REST) {
                classic_look_slot(map, CLASSIC_restend, link, slot, 0, 0, LINE_mapdelete_rest);
                goto absent;
            }
            if (seen != top)
                continue;
            bool same = values_equal(map->values, bucket->key[slot], key);
            classic_look_slot(map, CLASSIC_compare, link, slot, key, same, LINE_mapdelete_compare);
            if (same) {
                remove_entry(map, main_bucket, link, slot, key);
                return GOMAP_DELETED;
            }
        }
    }
absent:
    classic_set(map, REGISTER_FLAGS, classic_register(map, REGISTER_FLAGS) & ~(uint64_t)FLAG_WRITING,
                LINE_mapdelete_done);
    classic_look(map, CLASSIC_absent, key, 0, LINE_mapdelete_done);
    return GOMAP_ABSENT;
}
