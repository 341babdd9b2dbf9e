/* mapassign (runtime/map.go): insert or update, and the only place where a growth begins. */
#include "model/classic/verb.h"

/* What the search of a chain came to. */
struct search {
    bool found;
    reference link; /* of the key if found, else of the first empty slot, else 0 */
    int slot;
    reference last_link;
};

static struct search search_chain(struct map *map, uint64_t bucket_index, value_id key, uint8_t top)
{
    struct search search = {0};
    for (reference link = map_bucket(map, bucket_index); link != 0; link = map_next_link(map, link)) {
        if (search.last_link != 0)
            map_look_bucket(map, EVENT_follow, link, 0, 0, LINE_mapassign_probe);
        search.last_link = link;
        const struct bucket *bucket = memory_bucket(&map->memory, link);
        for (int slot = 0; slot < SLOTS; slot++) {
            uint8_t seen = bucket->tophash[slot];
            map_look_slot(map, EVENT_probe, link, slot, seen, top, LINE_mapassign_probe);
            if (seen != top) {
                if (tophash_is_empty(seen) && search.link == 0) {
                    map_look_slot(map, EVENT_candidate, link, slot, 0, 0, LINE_mapassign_candidate);
                    search.link = link;
                    search.slot = slot;
                }
                if (seen == TOP_EMPTY_REST) {
                    map_look_slot(map, EVENT_restend, link, slot, 0, 0, LINE_mapassign_rest);
                    return search;
                }
                continue;
            }
            bool same = values_equal(map->values, bucket->key[slot], key);
            map_look_slot(map, EVENT_compare, link, slot, key, same, LINE_mapassign_compare);
            if (same)
                return (struct search){.found = true, .link = link, .slot = slot};
        }
    }
    return search;
}

static void update(struct map *map, const struct search *at, value_id key, value_id elem)
{
    struct memory *memory = &map->memory;
    if (map_type(map)->key->need_update)
        memory_write(memory, place_cell(at->link, FIELD_KEY, at->slot), key, LINE_mapassign_update);
    memory_write(memory, place_cell(at->link, FIELD_ELEM, at->slot), elem, LINE_mapassign_update);
    map_set(map, REGISTER_FLAGS, map_register(map, REGISTER_FLAGS) & ~(uint64_t)FLAG_WRITING,
            LINE_mapassign_done);
    map_look_slot(map, EVENT_updated, at->link, at->slot, key, elem, LINE_mapassign_update);
}

static void place(struct map *map, struct search *at, value_id key, value_id elem, uint8_t top)
{
    struct memory *memory = &map->memory;
    if (at->link == 0) {
        at->link = map_new_overflow(map, at->last_link, LINE_mapassign_overflow);
        at->slot = 0;
    }
    memory_write(memory, place_cell(at->link, FIELD_KEY, at->slot), key, LINE_mapassign_place);
    memory_write(memory, place_cell(at->link, FIELD_TOPHASH, at->slot), top, LINE_mapassign_place);
    map_set(map, REGISTER_COUNT, map_register(map, REGISTER_COUNT) + 1, LINE_mapassign_place);
    map_set(map, REGISTER_FLAGS, map_register(map, REGISTER_FLAGS) & ~(uint64_t)FLAG_WRITING,
            LINE_mapassign_done);
    /* mapassign hands back where the elem goes; compiled code stores it after the call. */
    memory_write(memory, place_cell(at->link, FIELD_ELEM, at->slot), elem, LINE_mapassign_place);
    map_look_slot(map, EVENT_placed, at->link, at->slot, key, elem, LINE_mapassign_place);
}

/* Why a new key would start a growth now: 0 not, 1 too full, 2 too many overflow buckets. */
static int growth_reason(const struct map *map)
{
    int B = (int)map_register(map, REGISTER_B);
    if (maptype_over_load(map_register(map, REGISTER_COUNT) + 1, B))
        return 1;
    return map_register(map, REGISTER_NOVERFLOW) >= maptype_overflow_limit(B) ? 2 : 0;
}

enum map_outcome map_assign(struct map *map, value_id key, value_id elem)
{
    map_look(map, EVENT_call, key, 0, LINE_mapassign_hash);
    if (map_register(map, REGISTER_NIL))
        return map_refuse(map, MAP_PANIC_NIL_MAP, LINE_mapassign_hash);
    uint64_t flags = map_register(map, REGISTER_FLAGS);
    if (flags & FLAG_WRITING)
        return map_refuse(map, MAP_FATAL_WRITES, LINE_mapassign_writing);
    if (values_is_unhashable(map->values, key))
        return map_refuse(map, MAP_PANIC_UNHASHABLE, LINE_mapassign_hash);
    uint64_t hash = map_hash(map, key, LINE_mapassign_hash);
    map_set(map, REGISTER_FLAGS, flags | FLAG_WRITING, LINE_mapassign_writing);
    if (map_register(map, REGISTER_BUCKETS) == 0)
        map_set(map, REGISTER_BUCKETS, memory_alloc(&map->memory, REGION_ARRAY, 1, LINE_mapassign_lazy),
                LINE_mapassign_lazy);
    for (;;) {
        uint64_t mask = map_bucket_count(map) - 1;
        map_look_bucket(map, EVENT_choose, map_bucket(map, hash & mask), hash, mask, LINE_mapassign_bucket);
        if (map_growing(map))
            map_grow_work(map, hash & mask);
        struct search at = search_chain(map, hash & mask, key, hash_top(hash));
        if (at.found) {
            update(map, &at, key, elem);
            return MAP_UPDATED;
        }
        if (!map_growing(map)) {
            int reason = growth_reason(map);
            map_look(map, EVENT_trigger, map_register(map, REGISTER_COUNT) + 1, (uint64_t)reason,
                     LINE_mapassign_trigger);
            if (reason != 0) {
                if (map_hash_grow(map, reason == 2))
                    continue;
                map_set(map, REGISTER_FLAGS, flags, LINE_mapassign_done);
                return map_refuse(map, MAP_TOO_BIG, LINE_mapassign_trigger);
            }
        }
        place(map, &at, key, elem, hash_top(hash));
        return MAP_INSERTED;
    }
}
