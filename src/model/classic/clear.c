/* mapclear (runtime/map.go): empties the same array; B stays, memory stays. */
#include "model/classic/verb.h"

/* Go 1.21 and later: every slot becomes emptyRest first, so that loops in these arrays find nothing more; one in an
   older array still does (golang/go#70189). */
static void mark_all_empty(struct classic *map, reference main_bucket)
{
    for (reference link = main_bucket; link != 0; link = classic_next_link(map, link)) {
        for (int slot = 0; slot < SLOTS; slot++)
            memory_write(map->memory, bucket_place(link, FIELD_TOPHASH, slot), TOP_EMPTY_REST,
                         LINE_mapclear_marks);
    }
}

/* How far it is, over all its loops: in buckets. */
struct clearing {
    uint64_t done, all;
};

static bool goes_on(struct classic *map, struct clearing *clearing, code_line line)
{
    return memory_goes_on(map->memory, line, clearing->done++, clearing->all);
}

/* Returns how many buckets it zeroed, those of the reserve among them. */
static uint32_t zero_array(struct classic *map, struct clearing *clearing)
{
    struct memory *memory = map->memory;
    uint32_t array = (uint32_t)classic_register(map, REGISTER_BUCKETS), count = memory->regions[array].count;
    for (uint32_t i = 0; i < count && goes_on(map, clearing, LINE_mapclear_zero); i++) {
        reference bucket = REFERENCE(array, i);
        for (int slot = 0; slot < SLOTS; slot++) {
            memory_write(memory, bucket_place(bucket, FIELD_TOPHASH, slot), TOP_EMPTY_REST,
                         LINE_mapclear_zero);
            memory_write(memory, bucket_place(bucket, FIELD_KEY, slot), VALUE_NONE, LINE_mapclear_zero);
            memory_write(memory, bucket_place(bucket, FIELD_ELEM, slot), VALUE_NONE, LINE_mapclear_zero);
        }
        memory_write(memory, bucket_place(bucket, FIELD_OVERFLOW, 0), 0, LINE_mapclear_zero);
    }
    uint64_t main_count = classic_bucket_count(map);
    if (count > main_count) {
        memory_write(memory, bucket_place(REFERENCE(array, count - 1), FIELD_OVERFLOW, 0),
                     REFERENCE(array, 0), LINE_mapclear_zero);
        classic_set(map, REGISTER_NEXT_OVERFLOW, 1 + main_count, LINE_mapclear_zero);
    }
    return count;
}

enum gomap_outcome classic_clear(struct classic *map)
{
    classic_look(map, CLASSIC_call, 0, 0, LINE_mapclear_empty);
    uint64_t removed = classic_register(map, REGISTER_COUNT), flags = classic_register(map, REGISTER_FLAGS);
    if (removed == 0) {
        classic_look(map, CLASSIC_cleared, 0, 0, LINE_mapclear_empty);
        return GOMAP_DONE;
    }
    if (flags & FLAG_WRITING)
        return classic_refuse(map, GOMAP_FATAL_WRITES, LINE_mapclear_check);
    classic_set(map, REGISTER_FLAGS, flags | FLAG_WRITING, LINE_mapclear_writing);
    uint64_t count = classic_bucket_count(map), old_count = classic_old_bucket_count(map);
    uint32_t old_array = (uint32_t)classic_register(map, REGISTER_OLDBUCKETS);
    bool marks = classic_type(map)->version >= GO_1_21;
    struct clearing clearing = {.all = (marks ? count + old_count : 0) + count +
                                       map->memory->regions[classic_register(map, REGISTER_BUCKETS)].count};
    if (marks) {
        for (uint64_t i = 0; i < count && goes_on(map, &clearing, LINE_mapclear_marks); i++)
            mark_all_empty(map, classic_bucket(map, i));
        for (uint64_t i = 0; i < old_count && goes_on(map, &clearing, LINE_mapclear_marks); i++)
            mark_all_empty(map, classic_old_bucket(map, i));
    }
    classic_set(map, REGISTER_OLDBUCKETS, 0, LINE_mapclear_forget);
    classic_set(map, REGISTER_FLAGS, classic_register(map, REGISTER_FLAGS) & ~(uint64_t)FLAG_SAME_SIZE,
                LINE_mapclear_forget);
    classic_set(map, REGISTER_NEVACUATE, 0, LINE_mapclear_forget);
    classic_set(map, REGISTER_NOVERFLOW, 0, LINE_mapclear_forget);
    classic_set(map, REGISTER_COUNT, 0, LINE_mapclear_forget);
    classic_set(map, REGISTER_NEXT_OVERFLOW, 0, LINE_mapclear_forget);
    classic_set(map, REGISTER_EXTRA, classic_register(map, REGISTER_EXTRA) & EXTRA_THERE,
                LINE_mapclear_forget);
    classic_set(map, REGISTER_HASH0, classic_draw(map, LINE_mapclear_seed), LINE_mapclear_seed);
    if (old_array != 0)
        classic_drop_array(map, old_array, LINE_mapclear_forget);
    for (uint64_t i = 0; i < count && goes_on(map, &clearing, LINE_mapclear_forget); i++)
        classic_drop_chain(map, classic_bucket(map, i), LINE_mapclear_forget);
    uint32_t zeroed = zero_array(map, &clearing);
    classic_set(map, REGISTER_FLAGS, classic_register(map, REGISTER_FLAGS) & ~(uint64_t)FLAG_WRITING,
                LINE_mapclear_done);
    classic_look(map, CLASSIC_cleared, removed, zeroed, LINE_mapclear_zero);
    return GOMAP_DONE;
}

/* Of a loop that deletes every key the compiler makes mapclear, if the keys equal themselves (walk's isMapClear). */
enum gomap_outcome classic_clear_loop(struct classic *map)
{
    if (classic_type(map)->key->reflexive)
        return classic_clear(map);
    uint32_t iterator;
    enum gomap_outcome outcome = classic_iterate_begin(map, &iterator);
    while (outcome == GOMAP_DELIVERED) {
        value_id key = (value_id)memory_read(map->memory, place_word(iterator, ITERATOR_KEY));
        classic_delete(map, key);
        outcome = classic_iterate_next(map, iterator);
    }
    return outcome == GOMAP_END ? GOMAP_DONE : outcome;
}
