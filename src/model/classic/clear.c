/* mapclear (runtime/map.go): empties the same array; B stays, memory stays. */
#include "model/classic/verb.h"

/* Go 1.21 and later: every slot becomes emptyRest first, so that an iterator under way finds nothing more. */
static void mark_all_empty(struct map *map, reference main_bucket)
{
    for (reference link = main_bucket; link != 0; link = map_next_link(map, link)) {
        for (int slot = 0; slot < SLOTS; slot++)
            memory_write(&map->memory, place_cell(link, FIELD_TOPHASH, slot), TOP_EMPTY_REST,
                         LINE_mapclear_marks);
    }
}

static void zero_array(struct map *map)
{
    struct memory *memory = &map->memory;
    uint32_t array = (uint32_t)map_register(map, REGISTER_BUCKETS), count = memory->regions[array].count;
    for (uint32_t i = 0; i < count; i++) {
        reference bucket = REFERENCE(array, i);
        for (int slot = 0; slot < SLOTS; slot++) {
            memory_write(memory, place_cell(bucket, FIELD_TOPHASH, slot), TOP_EMPTY_REST, LINE_mapclear_zero);
            memory_write(memory, place_cell(bucket, FIELD_KEY, slot), VALUE_NONE, LINE_mapclear_zero);
            memory_write(memory, place_cell(bucket, FIELD_ELEM, slot), VALUE_NONE, LINE_mapclear_zero);
        }
        memory_write(memory, place_cell(bucket, FIELD_OVERFLOW, 0), 0, LINE_mapclear_zero);
    }
    uint64_t main_count = map_bucket_count(map);
    if (count > main_count) {
        memory_write(memory, place_cell(REFERENCE(array, count - 1), FIELD_OVERFLOW, 0), REFERENCE(array, 0),
                     LINE_mapclear_zero);
        map_set(map, REGISTER_NEXT_OVERFLOW, 1 + main_count, LINE_mapclear_zero);
    }
}

enum map_outcome map_clear(struct map *map)
{
    map_look(map, EVENT_call, 0, 0, LINE_mapclear_empty);
    uint64_t removed = map_register(map, REGISTER_COUNT), flags = map_register(map, REGISTER_FLAGS);
    if (removed == 0) {
        map_look(map, EVENT_cleared, 0, 0, LINE_mapclear_empty);
        return MAP_DONE;
    }
    if (flags & FLAG_WRITING)
        return map_refuse(map, MAP_FATAL_WRITES, LINE_mapclear_writing);
    map_set(map, REGISTER_FLAGS, flags | FLAG_WRITING, LINE_mapclear_writing);
    uint64_t count = map_bucket_count(map), old_count = map_old_bucket_count(map);
    uint32_t old_array = (uint32_t)map_register(map, REGISTER_OLDBUCKETS);
    if (map_type(map)->version != GO_1_19) {
        for (uint64_t i = 0; i < count; i++)
            mark_all_empty(map, map_bucket(map, i));
        for (uint64_t i = 0; i < old_count; i++)
            mark_all_empty(map, map_old_bucket(map, i));
    }
    map_set(map, REGISTER_OLDBUCKETS, 0, LINE_mapclear_forget);
    map_set(map, REGISTER_FLAGS, map_register(map, REGISTER_FLAGS) & ~(uint64_t)FLAG_SAME_SIZE,
            LINE_mapclear_forget);
    map_set(map, REGISTER_NEVACUATE, 0, LINE_mapclear_forget);
    map_set(map, REGISTER_NOVERFLOW, 0, LINE_mapclear_forget);
    map_set(map, REGISTER_COUNT, 0, LINE_mapclear_forget);
    map_set(map, REGISTER_NEXT_OVERFLOW, 0, LINE_mapclear_forget);
    map_set(map, REGISTER_HASH0, map_draw(map, LINE_mapclear_seed), LINE_mapclear_seed);
    if (old_array != 0)
        map_drop_array(map, old_array, LINE_mapclear_forget);
    for (uint64_t i = 0; i < count; i++)
        map_drop_chain(map, map_bucket(map, i), LINE_mapclear_forget);
    zero_array(map);
    map_set(map, REGISTER_FLAGS, map_register(map, REGISTER_FLAGS) & ~(uint64_t)FLAG_WRITING,
            LINE_mapclear_done);
    map_look(map, EVENT_cleared, removed, 0, LINE_mapclear_zero);
    return MAP_DONE;
}

enum map_outcome map_clear_loop(struct map *map)
{
    uint32_t iterator;
    enum map_outcome outcome = map_iterate_begin(map, &iterator);
    while (outcome == MAP_DELIVERED) {
        value_id key = (value_id)memory_read(&map->memory, place_word(iterator, ITERATOR_KEY));
        map_delete(map, key);
        outcome = map_iterate_next(map, iterator);
    }
    return outcome == MAP_END ? MAP_DONE : outcome;
}
