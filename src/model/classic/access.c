/* mapaccess1/2 (runtime/map.go): lookup. Writes nothing, never moves anything, probes one array only. */
#include "model/classic/verb.h"

enum map_outcome map_access(struct map *map, value_id key, value_id *elem)
{
    map_look(map, EVENT_call, key, 0, LINE_mapaccess_empty);
    if (values_is_unhashable(map->values, key))
        return map_refuse(map, MAP_PANIC_UNHASHABLE, LINE_mapaccess_hash);
    if (map_register(map, REGISTER_COUNT) == 0) {
        map_look(map, EVENT_absent, key, 1, LINE_mapaccess_empty);
        return MAP_ABSENT;
    }
    if (map_register(map, REGISTER_FLAGS) & FLAG_WRITING)
        return map_refuse(map, MAP_FATAL_READ_WRITE, LINE_mapaccess_empty);
    uint64_t hash = map_hash(map, key, LINE_mapaccess_hash);
    uint64_t mask = map_bucket_count(map) - 1;
    reference link = map_bucket(map, hash & mask);
    map_look_bucket(map, EVENT_choose, link, hash, mask, LINE_mapaccess_bucket);
    if (map_growing(map)) {
        uint64_t old_mask = map_old_bucket_count(map) - 1;
        reference old = map_old_bucket(map, hash & old_mask);
        bool use_old = !map_evacuated(map, old);
        map_look_bucket(map, EVENT_useold, old, hash, use_old,
                        use_old ? LINE_mapaccess_useold : LINE_mapaccess_old);
        if (use_old)
            link = old;
    }
    uint8_t top = hash_top(hash);
    bool first = true;
    for (; link != 0; link = map_next_link(map, link), first = false) {
        if (!first)
            map_look_bucket(map, EVENT_follow, link, 0, 0, LINE_mapaccess_probe);
        const struct bucket *bucket = memory_bucket(&map->memory, link);
        for (int slot = 0; slot < SLOTS; slot++) {
            uint8_t seen = bucket->tophash[slot];
            map_look_slot(map, EVENT_probe, link, slot, seen, top, LINE_mapaccess_probe);
            if (seen == TOP_EMPTY_REST) {
                map_look_slot(map, EVENT_restend, link, slot, 0, 0, LINE_mapaccess_rest);
                goto absent;
            }
            if (seen != top)
                continue;
            bool same = values_equal(map->values, bucket->key[slot], key);
            map_look_slot(map, EVENT_compare, link, slot, key, same, LINE_mapaccess_compare);
            if (same) {
                if (elem != NULL)
                    *elem = bucket->elem[slot];
                map_look_slot(map, EVENT_found, link, slot, key, bucket->elem[slot], LINE_mapaccess_found);
                return MAP_FOUND;
            }
        }
    }
absent:
    map_look(map, EVENT_absent, key, 0, LINE_mapaccess_absent);
    return MAP_ABSENT;
}
