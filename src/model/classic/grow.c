/* hashGrow, growWork, advanceEvacuationMark (runtime/map.go): how a growth begins, goes on and ends; and growth all at once. */
#include "model/classic/verb.h"

/* growth=all: what growWork does for the old bucket in turn, until none is left. */
static void evacuate_all(struct classic *map)
{
    while (classic_growing(map)) {
        uint64_t next = classic_register(map, REGISTER_NEVACUATE);
        reference old = classic_old_bucket(map, next);
        classic_look_bucket(map, CLASSIC_work, old, 2, classic_evacuated(map, old), LINE_growAll_each);
        classic_evacuate(map, next);
    }
}

bool classic_hash_grow(struct classic *map, bool same_size)
{
    int B = (int)classic_register(map, REGISTER_B);
    int new_B = same_size ? B : B + 1;
    if (new_B > CLASSIC_MOST_MODEL_B)
        return false;
    uint64_t flags = classic_register(map, REGISTER_FLAGS);
    uint64_t next_overflow;
    uint32_t array = classic_make_array(map, new_B, &next_overflow, LINE_hashGrow_array);
    uint64_t new_flags = flags & ~(uint64_t)(FLAG_ITERATOR | FLAG_OLD_ITERATOR);
    if (flags & FLAG_ITERATOR)
        new_flags |= FLAG_OLD_ITERATOR;
    if (same_size)
        new_flags |= FLAG_SAME_SIZE;
    /* In this order every moment between two writes can be read: B never counts more buckets than the
       array has, and oldbuckets is only there when B says how many they are. */
    uint64_t old_array = classic_register(map, REGISTER_BUCKETS);
    classic_set(map, REGISTER_GROWTHS, classic_register(map, REGISTER_GROWTHS) + 1, LINE_hashGrow_array);
    classic_set(map, REGISTER_BUCKETS, array, LINE_hashGrow_array);
    classic_set(map, REGISTER_B, (uint64_t)new_B, LINE_hashGrow_choose);
    classic_set(map, REGISTER_FLAGS, new_flags, LINE_hashGrow_flags);
    classic_set(map, REGISTER_OLDBUCKETS, old_array, LINE_hashGrow_array);
    classic_set(map, REGISTER_NEVACUATE, 0, LINE_hashGrow_reset);
    classic_set(map, REGISTER_NOVERFLOW, 0, LINE_hashGrow_reset);
    classic_set(map, REGISTER_NEXT_OVERFLOW, next_overflow, LINE_hashGrow_array);
    if (classic_register(map, REGISTER_EXTRA) & EXTRA_LIST)
        classic_set(map, REGISTER_EXTRA, EXTRA_THERE | EXTRA_OLD_LIST, LINE_hashGrow_reset);
    bool at_once = classic_type(map)->at_once;
    classic_look(map, CLASSIC_grow, (uint64_t)1 << B, (uint64_t)1 << new_B,
                 at_once ? LINE_growAll_array : LINE_hashGrow_nothing);
    if (at_once)
        evacuate_all(map);
    return true;
}

enum gomap_outcome classic_grow(struct classic *map, bool same_size)
{
    if (classic_register(map, REGISTER_NIL))
        return classic_refuse(map, GOMAP_PANIC_NIL_MAP, LINE_outside_setup);
    if (classic_growing(map))
        return GOMAP_GROWING_ALREADY;
    if (classic_register(map, REGISTER_BUCKETS) == 0)
        classic_set(map, REGISTER_BUCKETS, classic_alloc(map, CLASSIC_ARRAY, 1, LINE_mapassign_lazy),
                    LINE_mapassign_lazy);
    return classic_hash_grow(map, same_size) ? GOMAP_DONE : GOMAP_TOO_BIG;
}

void classic_grow_work(struct classic *map, uint64_t bucket)
{
    uint64_t mine = bucket & (classic_old_bucket_count(map) - 1);
    reference old = classic_old_bucket(map, mine);
    classic_look_bucket(map, CLASSIC_work, old, 1, classic_evacuated(map, old), LINE_growWork_mine);
    classic_evacuate(map, mine);
    if (!classic_growing(map))
        return;
    uint64_t next = classic_register(map, REGISTER_NEVACUATE);
    old = classic_old_bucket(map, next);
    classic_look_bucket(map, CLASSIC_work, old, 2, classic_evacuated(map, old), LINE_growWork_next);
    classic_evacuate(map, next);
}

enum gomap_outcome classic_step_evacuate(struct classic *map)
{
    if (!classic_growing(map))
        return GOMAP_NOT_GROWING;
    uint64_t next = classic_register(map, REGISTER_NEVACUATE);
    reference old = classic_old_bucket(map, next);
    classic_look_bucket(map, CLASSIC_work, old, 2, classic_evacuated(map, old), LINE_growWork_next);
    classic_evacuate(map, next);
    return GOMAP_DONE;
}
