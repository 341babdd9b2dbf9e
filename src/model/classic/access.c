/* mapaccess1/2 (runtime/map.go): lookup. Writes nothing, never moves anything, probes one array only. */
#include "model/classic/verb.h"

enum gomap_outcome classic_access(struct classic *map, value_id key, value_id *elem)
{
    classic_look(map, CLASSIC_call, key, 0, LINE_mapaccess_empty);
    if (values_is_unhashable(map->values, key))
        return classic_refuse(map, GOMAP_PANIC_UNHASHABLE, LINE_mapaccess_hash);
    if (classic_register(map, REGISTER_COUNT) == 0) {
        classic_look(map, CLASSIC_absent, key, 1, LINE_mapaccess_empty);
        return GOMAP_ABSENT;
    }
    if (classic_register(map, REGISTER_FLAGS) & FLAG_WRITING)
        return classic_refuse(map, GOMAP_FATAL_READ_WRITE, LINE_mapaccess_check);
    uint64_t hash = classic_hash(map, key, LINE_mapaccess_hash);
    uint64_t mask = classic_bucket_count(map) - 1;
    reference link = classic_bucket(map, hash & mask);
    classic_look_bucket(map, CLASSIC_choose, link, hash, mask, LINE_mapaccess_bucket);
    if (classic_growing(map)) {
        uint64_t old_mask = classic_old_bucket_count(map) - 1;
        reference old = classic_old_bucket(map, hash & old_mask);
        bool use_old = !classic_evacuated(map, old);
        classic_look_bucket(map, CLASSIC_useold, old, hash, use_old,
                            use_old ? LINE_mapaccess_useold : LINE_mapaccess_old);
        if (use_old)
            link = old;
    }
    uint8_t top = hash_top(hash);
    bool first = true;
    for (; link != 0; link = classic_next_link(map, link), first = false) {
        if (!first)
            classic_look_bucket(map, CLASSIC_follow, link, 0, 0, LINE_mapaccess_probe);
        const struct bucket *bucket = classic_cells(map, link);
        for (int slot = 0; slot < SLOTS; slot++) {
            uint8_t seen = bucket->tophash[slot];
            classic_look_slot(map, CLASSIC_probe, link, slot, seen, top, LINE_mapaccess_probe);
            if (seen == TOP_EMPTY_REST) {
                classic_look_slot(map, CLASSIC_restend, link, slot, 0, 0, LINE_mapaccess_rest);
                goto absent;
            }
            if (seen != top)
                continue;
            bool same = values_equal(map->values, bucket->key[slot], key);
            classic_look_slot(map, CLASSIC_compare, link, slot, key, same, LINE_mapaccess_compare);
            if (same) {
                if (elem != NULL)
                    *elem = bucket->elem[slot];
                classic_look_slot(map, CLASSIC_found, link, slot, key, bucket->elem[slot],
                                  LINE_mapaccess_found);
                return GOMAP_FOUND;
            }
        }
    }
absent:
    classic_look(map, CLASSIC_absent, key, 0, LINE_mapaccess_absent);
    return GOMAP_ABSENT;
}
