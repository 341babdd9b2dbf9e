/* hashGrow, growWork, advanceEvacuationMark (runtime/map.go): how a growth begins, goes on and ends. */
#include "model/classic/verb.h"

bool map_hash_grow(struct map *map, bool same_size)
{
    int B = (int)map_register(map, REGISTER_B);
    int new_B = same_size ? B : B + 1;
    if (new_B > MAP_MOST_MODEL_B)
        return false;
    uint64_t flags = map_register(map, REGISTER_FLAGS);
    uint64_t next_overflow;
    uint32_t array = map_make_array(map, new_B, &next_overflow, LINE_hashGrow_array);
    uint64_t new_flags = flags & ~(uint64_t)(FLAG_ITERATOR | FLAG_OLD_ITERATOR);
    if (flags & FLAG_ITERATOR)
        new_flags |= FLAG_OLD_ITERATOR;
    if (same_size)
        new_flags |= FLAG_SAME_SIZE;
    /* In this order every moment between two writes can be read: B never counts more buckets than the array
       has, and oldbuckets is only there when B says how many they are. */
    uint64_t old_array = map_register(map, REGISTER_BUCKETS);
    map_set(map, REGISTER_GROWTHS, map_register(map, REGISTER_GROWTHS) + 1, LINE_hashGrow_array);
    map_set(map, REGISTER_BUCKETS, array, LINE_hashGrow_array);
    map_set(map, REGISTER_B, (uint64_t)new_B, LINE_hashGrow_choose);
    map_set(map, REGISTER_FLAGS, new_flags, LINE_hashGrow_flags);
    map_set(map, REGISTER_OLDBUCKETS, old_array, LINE_hashGrow_array);
    map_set(map, REGISTER_NEVACUATE, 0, LINE_hashGrow_reset);
    map_set(map, REGISTER_NOVERFLOW, 0, LINE_hashGrow_reset);
    map_set(map, REGISTER_NEXT_OVERFLOW, next_overflow, LINE_hashGrow_array);
    map_look(map, EVENT_grow, (uint64_t)1 << B, (uint64_t)1 << new_B, LINE_hashGrow_nothing);
    return true;
}

enum map_outcome map_grow(struct map *map, bool same_size)
{
    if (map_register(map, REGISTER_NIL))
        return map_refuse(map, MAP_PANIC_NIL_MAP, LINE_outside_setup);
    if (map_growing(map))
        return MAP_GROWING_ALREADY;
    if (map_register(map, REGISTER_BUCKETS) == 0)
        map_set(map, REGISTER_BUCKETS, memory_alloc(&map->memory, REGION_ARRAY, 1, LINE_mapassign_lazy),
                LINE_mapassign_lazy);
    return map_hash_grow(map, same_size) ? MAP_DONE : MAP_TOO_BIG;
}

void map_grow_work(struct map *map, uint64_t bucket)
{
    uint64_t mine = bucket & (map_old_bucket_count(map) - 1);
    reference old = map_old_bucket(map, mine);
    map_look_bucket(map, EVENT_work, old, 1, map_evacuated(map, old), LINE_growWork_mine);
    map_evacuate(map, mine);
    if (!map_growing(map))
        return;
    uint64_t next = map_register(map, REGISTER_NEVACUATE);
    old = map_old_bucket(map, next);
    map_look_bucket(map, EVENT_work, old, 2, map_evacuated(map, old), LINE_growWork_next);
    map_evacuate(map, next);
}

enum map_outcome map_step_evacuate(struct map *map)
{
    if (!map_growing(map))
        return MAP_NOT_GROWING;
    uint64_t next = map_register(map, REGISTER_NEVACUATE);
    reference old = map_old_bucket(map, next);
    map_look_bucket(map, EVENT_work, old, 2, map_evacuated(map, old), LINE_growWork_next);
    map_evacuate(map, next);
    return MAP_DONE;
}
