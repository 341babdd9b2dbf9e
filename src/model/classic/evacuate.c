/* evacuate (runtime/map.go): one old bucket and its chain move to their one or two places in the new
   array. */
#include "model/classic/verb.h"

/* advanceEvacuationMark looks at no more than this many buckets at once. */
enum { MOST_ADVANCE = 1024 };

/* Where the next entry of one side goes (evacDst). */
struct destination {
    reference link;
    int slot;
    uint64_t taken;
};

struct choice {
    int side; /* 0 x, 1 y */
    uint8_t top;
};

static struct choice choose_side(struct classic *map, reference link, int slot, uint64_t newbit)
{
    const struct bucket *bucket = classic_cells(map, link);
    struct choice choice = {0, bucket->tophash[slot]};
    value_id key = bucket->key[slot];
    if (classic_same_size(map)) {
        classic_look_slot(map, CLASSIC_decide, link, slot, 0, SIDE_SAME_SIZE << 1, LINE_evacuate_same);
        return choice;
    }
    uint64_t hash = classic_hash(map, key, LINE_evacuate_hash);
    enum side_reason reason = SIDE_BY_BIT;
    if (!values_equals_itself(map->values, key)) {
        reason = SIDE_NAN_BY_HASH;
        if (classic_register(map, REGISTER_FLAGS) & FLAG_ITERATOR) {
            /* An iterator must meet each NaN once although its hash changes: the low bit of the old
               tophash decides. */
            reason = SIDE_NAN_BY_TOPHASH;
            choice.side = choice.top & 1;
            choice.top = hash_top(hash);
        }
    }
    if (reason != SIDE_NAN_BY_TOPHASH)
        choice.side = (hash & newbit) != 0;
    classic_look_slot(map, CLASSIC_decide, link, slot, hash, (uint64_t)choice.side | (uint64_t)reason << 1,
                      reason == SIDE_BY_BIT ? LINE_evacuate_bit : LINE_evacuate_nan);
    return choice;
}

static void move_entry(struct classic *map, reference link, int slot, uint64_t newbit,
                       struct destination sides[2])
{
    struct memory *memory = map->memory;
    value_id key = classic_cells(map, link)->key[slot], elem = classic_cells(map, link)->elem[slot];
    classic_look_slot(map, CLASSIC_lift, link, slot, key, elem, LINE_evacuate_slot);
    struct choice choice = choose_side(map, link, slot, newbit);
    struct destination *to = &sides[choice.side];
    memory_write(memory, bucket_place(link, FIELD_TOPHASH, slot),
                 choice.side ? TOP_EVACUATED_Y : TOP_EVACUATED_X, LINE_evacuate_mark);
    if (to->slot == SLOTS) {
        to->link = classic_new_overflow(map, to->link, LINE_evacuate_overflow);
        to->slot = 0;
    }
    classic_look_slot(map, CLASSIC_travel, link, slot, to->link, (uint64_t)to->slot, LINE_evacuate_copy);
    memory_write(memory, bucket_place(to->link, FIELD_TOPHASH, to->slot), choice.top, LINE_evacuate_copy);
    memory_write(memory, bucket_place(to->link, FIELD_KEY, to->slot), key, LINE_evacuate_copy);
    memory_write(memory, bucket_place(to->link, FIELD_ELEM, to->slot), elem, LINE_evacuate_copy);
    classic_look_slot(map, CLASSIC_moved, to->link, to->slot, link,
                      (uint64_t)slot | (uint64_t)choice.side << 8, LINE_evacuate_copy);
    to->slot++;
    to->taken++;
}

/* Nobody iterates and the collector would follow pointers: keys, elems and the overflow pointer of the
   main old bucket go; the tophash marks stay. */
static void wipe(struct classic *map, reference old)
{
    struct memory *memory = map->memory;
    classic_drop_chain(map, old, LINE_evacuate_wipe);
    for (int slot = 0; slot < SLOTS; slot++) {
        memory_write(memory, bucket_place(old, FIELD_KEY, slot), VALUE_NONE, LINE_evacuate_wipe);
        memory_write(memory, bucket_place(old, FIELD_ELEM, slot), VALUE_NONE, LINE_evacuate_wipe);
    }
    memory_write(memory, bucket_place(old, FIELD_OVERFLOW, 0), 0, LINE_evacuate_wipe);
    classic_look_bucket(map, CLASSIC_wiped, old, 0, 0, LINE_evacuate_wipe);
}

/* Keys lie far apart, wherever their hashes are alike: all of a bucket are fetched at once. */
static void expect_keys(const struct classic *map, reference link)
{
    for (int slot = 0; slot < SLOTS; slot++)
        values_expect(map->values, classic_cells(map, link)->key[slot]);
}

static void move_chain(struct classic *map, uint64_t old_bucket)
{
    struct memory *memory = map->memory;
    uint64_t newbit = classic_old_bucket_count(map);
    reference old = classic_old_bucket(map, old_bucket);
    struct destination sides[2] = {{.link = classic_bucket(map, old_bucket)}};
    if (!classic_same_size(map))
        sides[1].link = classic_bucket(map, old_bucket + newbit);
    for (reference link = old; link != 0; link = classic_next_link(map, link)) {
        if (link != old)
            classic_look_bucket(map, CLASSIC_follow, link, 0, 0, LINE_evacuate_slot);
        expect_keys(map, link);
        for (int slot = 0; slot < SLOTS; slot++) {
            if (tophash_is_empty(classic_cells(map, link)->tophash[slot]))
                memory_write(memory, bucket_place(link, FIELD_TOPHASH, slot), TOP_EVACUATED_EMPTY,
                             LINE_evacuate_empty);
            else
                move_entry(map, link, slot, newbit, sides);
        }
    }
    bool iterated = (classic_register(map, REGISTER_FLAGS) & FLAG_OLD_ITERATOR) != 0;
    if (!iterated && classic_type(map)->bucket_pointers)
        wipe(map, old);
    classic_look_bucket(map, CLASSIC_evacuated, old, sides[0].taken, sides[1].taken, LINE_evacuate_slot);
}

static void finish(struct classic *map)
{
    uint64_t old_count = classic_old_bucket_count(map);
    uint32_t old_array = (uint32_t)classic_register(map, REGISTER_OLDBUCKETS);
    classic_set(map, REGISTER_OLDBUCKETS, 0, LINE_evacuate_finish);
    classic_set(map, REGISTER_FLAGS, classic_register(map, REGISTER_FLAGS) & ~(uint64_t)FLAG_SAME_SIZE,
                LINE_evacuate_finish);
    classic_set(map, REGISTER_EXTRA, classic_register(map, REGISTER_EXTRA) & ~(uint64_t)EXTRA_OLD_LIST,
                LINE_evacuate_finish);
    classic_drop_array(map, old_array, LINE_evacuate_finish);
    classic_look(map, CLASSIC_grown, old_count, classic_bucket_count(map), LINE_evacuate_finish);
}

uint64_t classic_mark_behind(const struct classic *map, uint64_t nevacuate)
{
    uint64_t old_count = classic_old_bucket_count(map), next = nevacuate + 1;
    uint64_t stop = next + MOST_ADVANCE < old_count ? next + MOST_ADVANCE : old_count;
    while (next != stop && classic_evacuated(map, classic_old_bucket(map, next)))
        next++;
    return next;
}

static void advance_mark(struct classic *map)
{
    uint64_t old_count = classic_old_bucket_count(map);
    uint64_t was = classic_register(map, REGISTER_NEVACUATE), next = classic_mark_behind(map, was);
    classic_set(map, REGISTER_NEVACUATE, next, LINE_evacuate_advance);
    classic_look(map, CLASSIC_advance, was, next, LINE_evacuate_advance);
    if (next == old_count)
        finish(map);
}

void classic_evacuate(struct classic *map, uint64_t old_bucket)
{
    if (!classic_evacuated(map, classic_old_bucket(map, old_bucket)))
        move_chain(map, old_bucket);
    if (old_bucket == classic_register(map, REGISTER_NEVACUATE))
        advance_mark(map);
}
