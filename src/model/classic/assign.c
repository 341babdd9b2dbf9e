/* mapassign (runtime/map.go): insert or update, and the only place where a growth begins. */
#include "model/classic/measure.h"
#include "model/classic/verb.h"

/* What the search of a chain came to. */
struct search {
    bool found;
    reference link; /* of the key if found, else of the first empty slot, else 0 */
    int slot;
    reference last_link;
};

static struct search search_chain(struct classic *map, uint64_t bucket_index, value_id key, uint8_t top)
{
    struct search search = {0};
    for (reference link = classic_bucket(map, bucket_index); link != 0; link = classic_next_link(map, link)) {
        if (search.last_link != 0)
            classic_look_bucket(map, CLASSIC_follow, link, 0, 0, LINE_mapassign_probe);
        search.last_link = link;
        const struct bucket *bucket = classic_cells(map, link);
        for (int slot = 0; slot < SLOTS; slot++) {
            uint8_t seen = bucket->tophash[slot];
            classic_look_slot(map, CLASSIC_probe, link, slot, seen, top, LINE_mapassign_probe);
            if (seen != top) {
                if (tophash_is_empty(seen) && search.link == 0) {
                    classic_look_slot(map, CLASSIC_candidate, link, slot, 0, 0, LINE_mapassign_candidate);
                    search.link = link;
                    search.slot = slot;
                }
                if (seen == TOP_EMPTY_REST) {
                    classic_look_slot(map, CLASSIC_restend, link, slot, 0, 0, LINE_mapassign_rest);
                    return search;
                }
                continue;
            }
            bool same = values_equal(map->values, bucket->key[slot], key);
            classic_look_slot(map, CLASSIC_compare, link, slot, key, same, LINE_mapassign_compare);
            if (same)
                return (struct search){.found = true, .link = link, .slot = slot};
        }
    }
    return search;
}

static void update(struct classic *map, const struct search *at, value_id key, value_id elem)
{
    struct memory *memory = map->memory;
    if (classic_type(map)->key->need_update)
        memory_write(memory, bucket_place(at->link, FIELD_KEY, at->slot), key, LINE_mapassign_update);
    memory_write(memory, bucket_place(at->link, FIELD_ELEM, at->slot), elem, LINE_mapassign_update);
    classic_set(map, REGISTER_FLAGS, classic_register(map, REGISTER_FLAGS) & ~(uint64_t)FLAG_WRITING,
                LINE_mapassign_done);
    classic_look_slot(map, CLASSIC_updated, at->link, at->slot, key, elem, LINE_mapassign_update);
}

static void place(struct classic *map, struct search *at, value_id key, value_id elem, uint8_t top)
{
    struct memory *memory = map->memory;
    if (at->link == 0) {
        at->link = classic_new_overflow(map, at->last_link, LINE_mapassign_overflow);
        at->slot = 0;
    }
    /* newobject: a key or elem of over 128 bytes has memory of its own. */
    classic_set(map, REGISTER_BEHIND,
                classic_register(map, REGISTER_BEHIND) + classic_entry_bytes(classic_type(map)),
                LINE_mapassign_place);
    memory_write(memory, bucket_place(at->link, FIELD_KEY, at->slot), key, LINE_mapassign_place);
    memory_write(memory, bucket_place(at->link, FIELD_TOPHASH, at->slot), top, LINE_mapassign_place);
    classic_set(map, REGISTER_COUNT, classic_register(map, REGISTER_COUNT) + 1, LINE_mapassign_place);
    classic_set(map, REGISTER_FLAGS, classic_register(map, REGISTER_FLAGS) & ~(uint64_t)FLAG_WRITING,
                LINE_mapassign_done);
    /* mapassign hands back where the elem goes; compiled code stores it after the call. */
    memory_write(memory, bucket_place(at->link, FIELD_ELEM, at->slot), elem, LINE_mapassign_place);
    classic_look_slot(map, CLASSIC_placed, at->link, at->slot, key, elem, LINE_mapassign_place);
}

/* Why a new key would start a growth now: 0 not, 1 too full, 2 too many overflow buckets. */
static int growth_reason(const struct classic *map)
{
    int B = (int)classic_register(map, REGISTER_B);
    if (maptype_over_load(classic_type(map), classic_register(map, REGISTER_COUNT) + 1, B))
        return 1;
    return classic_register(map, REGISTER_NOVERFLOW) >= maptype_overflow_limit(B) ? 2 : 0;
}

enum gomap_outcome classic_assign(struct classic *map, value_id key, value_id elem)
{
    classic_look(map, CLASSIC_call, key, 0, LINE_mapassign_hash);
    if (classic_register(map, REGISTER_NIL))
        return classic_refuse(map, GOMAP_PANIC_NIL_MAP, LINE_mapassign_hash);
    uint64_t flags = classic_register(map, REGISTER_FLAGS);
    if (flags & FLAG_WRITING)
        return classic_refuse(map, GOMAP_FATAL_WRITES, LINE_mapassign_check);
    if (values_is_unhashable(map->values, key))
        return classic_refuse(map, GOMAP_PANIC_UNHASHABLE, LINE_mapassign_hash);
    uint64_t hash = classic_hash(map, key, LINE_mapassign_hash);
    classic_set(map, REGISTER_FLAGS, flags | FLAG_WRITING, LINE_mapassign_writing);
    if (classic_register(map, REGISTER_BUCKETS) == 0)
        classic_set(map, REGISTER_BUCKETS, classic_alloc(map, CLASSIC_ARRAY, 1, LINE_mapassign_lazy),
                    LINE_mapassign_lazy);
    for (;;) {
        uint64_t mask = classic_bucket_count(map) - 1;
        classic_look_bucket(map, CLASSIC_choose, classic_bucket(map, hash & mask), hash, mask,
                            LINE_mapassign_bucket);
        if (classic_growing(map))
            classic_grow_work(map, hash & mask);
        struct search at = search_chain(map, hash & mask, key, hash_top(hash));
        if (at.found) {
            update(map, &at, key, elem);
            return GOMAP_UPDATED;
        }
        if (!classic_growing(map)) {
            int reason = growth_reason(map);
            classic_look(map, CLASSIC_trigger, classic_register(map, REGISTER_COUNT) + 1, (uint64_t)reason,
                         LINE_mapassign_trigger);
            if (reason != 0) {
                if (classic_hash_grow(map, reason == 2))
                    continue;
                classic_set(map, REGISTER_FLAGS, flags, LINE_mapassign_done);
                return classic_refuse(map, GOMAP_TOO_BIG, LINE_mapassign_trigger);
            }
        }
        place(map, &at, key, elem, hash_top(hash));
        return GOMAP_INSERTED;
    }
}
