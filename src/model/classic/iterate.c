/* mapiterinit, mapiternext (runtime/map.go): a walk from a random place, right even while the map grows
   under it. */
#include "model/classic/verb.h"

static uint64_t field(const struct classic *map, uint32_t iterator, enum iterator_field which)
{
    return memory_read(map->memory, place_word(iterator, which));
}

static void set_field(struct classic *map, uint32_t iterator, enum iterator_field which, uint64_t value,
                      code_line line)
{
    memory_write(map->memory, place_word(iterator, which), value, line);
}

static enum gomap_outcome end(struct classic *map, uint32_t iterator, code_line line)
{
    classic_look(map, CLASSIC_finished, field(map, iterator, ITERATOR_DELIVERED), 0, line);
    set_field(map, iterator, ITERATOR_KEY, VALUE_NONE, line);
    set_field(map, iterator, ITERATOR_ELEM, VALUE_NONE, line);
    memory_drop(map->memory, iterator, line);
    if (classic_register(map, REGISTER_ITERATOR) == iterator)
        classic_set(map, REGISTER_ITERATOR, 0, line);
    return GOMAP_END;
}

enum gomap_outcome classic_iterate_begin(struct classic *map, uint32_t *iterator)
{
    *iterator =
        memory_alloc(map->memory, CLASSIC_ITERATOR, ITERATOR_FIELDS, map->home, LINE_mapiterinit_snapshot);
    if (classic_register(map, REGISTER_COUNT) == 0)
        return end(map, *iterator, LINE_mapiterinit_empty);
    uint32_t it = *iterator;
    uint64_t B = classic_register(map, REGISTER_B), buckets = classic_register(map, REGISTER_BUCKETS);
    set_field(map, it, ITERATOR_B, B, LINE_mapiterinit_snapshot);
    set_field(map, it, ITERATOR_BUCKETS, buckets, LINE_mapiterinit_snapshot);
    classic_list_overflow(map, LINE_mapiterinit_snapshot);
    uint64_t random = classic_type(map)->version < GO_1_22 ? classic_draw(map, LINE_mapiterinit_start)
                                                           : classic_draw64(map, LINE_mapiterinit_start);
    uint64_t start = random & (((uint64_t)1 << B) - 1), offset = (random >> B) & (SLOTS - 1);
    set_field(map, it, ITERATOR_START_BUCKET, start, LINE_mapiterinit_start);
    set_field(map, it, ITERATOR_OFFSET, offset, LINE_mapiterinit_start);
    set_field(map, it, ITERATOR_BUCKET, start, LINE_mapiterinit_start);
    classic_set(map, REGISTER_ITERATOR, it, LINE_mapiterinit_start);
    classic_set(map, REGISTER_FLAGS,
                classic_register(map, REGISTER_FLAGS) | FLAG_ITERATOR | FLAG_OLD_ITERATOR,
                LINE_mapiterinit_flags);
    classic_look_bucket(map, CLASSIC_start, classic_bucket(map, start), it, offset, LINE_mapiterinit_start);
    return classic_iterate_next(map, it);
}

void classic_iterate_leave(struct classic *map, uint32_t iterator)
{
    if (iterator != 0 && map->memory->regions[iterator].live)
        memory_drop(map->memory, iterator, LINE_outside_setup);
}

void classic_iterate_keep(struct classic *map, uint32_t iterator)
{
    if (iterator != 0 && map->memory->regions[iterator].live)
        classic_set(map, REGISTER_ITERATOR, iterator, LINE_outside_setup);
}

/* Where mapiternext stands while it looks for the next entry; what it keeps goes back to the iterator's
   words. */
struct walk {
    reference link;
    uint64_t bucket, i;
    uint64_t check; /* 1 + checkBucket, 0: noCheck */
    bool wrapped;
};

/* Enters the next bucket; false if the walk is back where it began. */
static bool enter_bucket(struct classic *map, uint32_t iterator, struct walk *walk)
{
    if (walk->wrapped && walk->bucket == field(map, iterator, ITERATOR_START_BUCKET))
        return false;
    uint64_t B = field(map, iterator, ITERATOR_B);
    walk->link = REFERENCE(field(map, iterator, ITERATOR_BUCKETS), walk->bucket);
    walk->check = 0;
    code_line line = LINE_mapiternext_bucket;
    if (classic_growing(map) && B == classic_register(map, REGISTER_B)) {
        reference old = classic_old_bucket(map, walk->bucket & (classic_old_bucket_count(map) - 1));
        if (!classic_evacuated(map, old)) {
            walk->link = old;
            walk->check = 1 + walk->bucket;
            line = LINE_mapiternext_old;
        }
    }
    classic_look_bucket(map, CLASSIC_enter, walk->link, walk->bucket, walk->check != 0, line);
    walk->bucket++;
    if (walk->bucket == (uint64_t)1 << B) {
        walk->bucket = 0;
        walk->wrapped = true;
    }
    walk->i = 0;
    return true;
}

/* In an old bucket that is not evacuated: does this entry belong to the new bucket the walk is at? */
static bool belongs(const struct classic *map, uint32_t iterator, const struct walk *walk, int slot)
{
    uint64_t B = field(map, iterator, ITERATOR_B), check = walk->check - 1, hash;
    const struct bucket *bucket = classic_cells(map, walk->link);
    if (classic_hash_of(map, bucket->key[slot], &hash))
        return (hash & (((uint64_t)1 << B) - 1)) == check;
    return check >> (B - 1) == (bucket->tophash[slot] & 1u); /* a NaN: its old tophash will decide */
}

/* The entry in a slot, if it is to be delivered; an entry that moved is looked up as the map is now. */
static bool entry_to_deliver(struct classic *map, uint32_t iterator, const struct walk *walk, int slot,
                             value_id *key, value_id *elem)
{
    const struct bucket *bucket = classic_cells(map, walk->link);
    uint8_t top = bucket->tophash[slot];
    *key = bucket->key[slot];
    *elem = bucket->elem[slot];
    if (walk->check != 0 && !classic_same_size(map) && !belongs(map, iterator, walk, slot)) {
        classic_look_slot(map, CLASSIC_skip, walk->link, slot, *key, SKIP_OTHER_HALF, LINE_mapiternext_other);
        return false;
    }
    bool moved = top == TOP_EVACUATED_X || top == TOP_EVACUATED_Y;
    if (!moved || !values_equals_itself(map->values, *key))
        return true;
    classic_look_slot(map, CLASSIC_lookup, walk->link, slot, *key, 0, LINE_mapiternext_moved);
    struct classic_spot spot = classic_locate(map, *key);
    if (!spot.found) {
        classic_look_slot(map, CLASSIC_skip, walk->link, slot, *key, SKIP_GONE, LINE_mapiternext_moved);
        return false;
    }
    const struct bucket *now = classic_cells(map, spot.reference);
    *key = now->key[spot.slot];
    *elem = now->elem[spot.slot];
    return true;
}

static enum gomap_outcome deliver(struct classic *map, uint32_t it, const struct walk *walk, int slot,
                                  value_id key, value_id elem)
{
    set_field(map, it, ITERATOR_KEY, key, LINE_mapiternext_deliver);
    set_field(map, it, ITERATOR_ELEM, elem, LINE_mapiternext_deliver);
    set_field(map, it, ITERATOR_BUCKET, walk->bucket, LINE_mapiternext_deliver);
    set_field(map, it, ITERATOR_BPTR, walk->link, LINE_mapiternext_deliver);
    set_field(map, it, ITERATOR_I, walk->i + 1, LINE_mapiternext_deliver);
    set_field(map, it, ITERATOR_CHECK_BUCKET, walk->check, LINE_mapiternext_deliver);
    set_field(map, it, ITERATOR_WRAPPED, walk->wrapped, LINE_mapiternext_deliver);
    set_field(map, it, ITERATOR_DELIVERED, field(map, it, ITERATOR_DELIVERED) + 1, LINE_mapiternext_deliver);
    classic_look_slot(map, CLASSIC_deliver, walk->link, slot, key, elem, LINE_mapiternext_deliver);
    return GOMAP_DELIVERED;
}

enum gomap_outcome classic_iterate_next(struct classic *map, uint32_t iterator)
{
    if (!map->memory->regions[iterator].live)
        return GOMAP_END;
    if (classic_register(map, REGISTER_FLAGS) & FLAG_WRITING)
        return classic_refuse(map, GOMAP_FATAL_ITERATION_WRITE, LINE_mapiternext_check);
    struct walk walk = {
        .link = field(map, iterator, ITERATOR_BPTR),
        .bucket = field(map, iterator, ITERATOR_BUCKET),
        .i = field(map, iterator, ITERATOR_I),
        .check = field(map, iterator, ITERATOR_CHECK_BUCKET),
        .wrapped = field(map, iterator, ITERATOR_WRAPPED) != 0,
    };
    uint64_t offset = field(map, iterator, ITERATOR_OFFSET);
    for (;;) {
        if (walk.link == 0 && !enter_bucket(map, iterator, &walk)) {
            set_field(map, iterator, ITERATOR_WRAPPED, walk.wrapped, LINE_mapiternext_wrapped);
            return end(map, iterator, LINE_mapiternext_wrapped);
        }
        for (; walk.i < SLOTS; walk.i++) {
            int slot = (int)((walk.i + offset) & (SLOTS - 1));
            uint8_t top = classic_cells(map, walk.link)->tophash[slot];
            classic_look_slot(map, CLASSIC_visit, walk.link, slot, top, 0, LINE_mapiternext_slot);
            if (tophash_is_empty(top) || top == TOP_EVACUATED_EMPTY)
                continue;
            value_id key, elem;
            if (entry_to_deliver(map, iterator, &walk, slot, &key, &elem))
                return deliver(map, iterator, &walk, slot, key, elem);
        }
        walk.link = classic_next_link(map, walk.link);
        walk.i = 0;
    }
}
