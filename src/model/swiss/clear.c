/* Clear (runtime map.go, table.go): empties the same tables; capacities and the directory stay. */
#include "model/swiss/verb.h"

/* How far it is, of all groups. */
struct clearing {
    uint64_t done, all;
};

static void empty_groups(struct swiss *map, uint32_t region, uint32_t count, struct clearing *clearing)
{
    for (uint32_t index = 0;
         index < count && memory_goes_on(map->memory, LINE_swiss_clear_zero, clearing->done++, clearing->all);
         index++) {
        struct swiss_place group = {region, index};
        for (int slot = 0; slot < SWISS_SLOTS; slot++) {
            swiss_set_control(map, group, slot, SWISS_EMPTY, LINE_swiss_clear_zero);
            swiss_set_key(map, group, slot, VALUE_NONE, LINE_swiss_clear_zero);
            swiss_set_elem(map, group, slot, VALUE_NONE, LINE_swiss_clear_zero);
        }
    }
}

static void clear_table(struct swiss *map, uint32_t table, struct clearing *clearing)
{
    empty_groups(map, (uint32_t)swiss_table_word(map, table, SWISS_TABLE_GROUPS),
                 (uint32_t)swiss_table_groups(map, table), clearing);
    swiss_set_table(map, table, SWISS_TABLE_USED, 0, LINE_swiss_clear_zero);
    swiss_set_table(map, table, SWISS_TABLE_GROWTH_LEFT,
                    swiss_most_entries(swiss_table_word(map, table, SWISS_TABLE_CAPACITY)),
                    LINE_swiss_clear_zero);
}

enum gomap_outcome swiss_clear(struct swiss *map)
{
    swiss_look(map, SWISS_call, 0, 0, LINE_swiss_clear_empty);
    uint64_t removed = swiss_word(map, SWISS_WORD_USED), entry = 0;
    if (removed == 0) {
        swiss_look(map, SWISS_cleared, 0, 0, LINE_swiss_clear_empty);
        return GOMAP_DONE;
    }
    if (swiss_word(map, SWISS_WORD_WRITING))
        return swiss_refuse(map, GOMAP_FATAL_WRITES, LINE_swiss_clear_check);
    swiss_set(map, SWISS_WORD_WRITING, 1, LINE_swiss_clear_writing);
    struct clearing clearing = {.all = swiss_group_count(map)};
    if (swiss_word(map, SWISS_WORD_GROUP) != 0)
        empty_groups(map, (uint32_t)swiss_word(map, SWISS_WORD_GROUP), 1, &clearing);
    for (uint32_t table; swiss_next_table(map, &entry, &table);)
        clear_table(map, table, &clearing);
    swiss_set(map, SWISS_WORD_USED, 0, LINE_swiss_clear_count);
    swiss_set(map, SWISS_WORD_CLEAR_SEQ, swiss_word(map, SWISS_WORD_CLEAR_SEQ) + 1, LINE_swiss_clear_count);
    swiss_set(map, SWISS_WORD_SEED, swiss_draw(map, LINE_swiss_clear_seed), LINE_swiss_clear_seed);
    swiss_set(map, SWISS_WORD_WRITING, 0, LINE_swiss_clear_done);
    swiss_look(map, SWISS_cleared, removed, clearing.all, LINE_swiss_clear_zero);
    return GOMAP_DONE;
}

/* Of a loop that deletes every key the compiler makes a clear, if the keys equal themselves (walk's isMapClear). */
enum gomap_outcome swiss_clear_loop(struct swiss *map)
{
    if (swiss_type(map)->map.key->reflexive)
        return swiss_clear(map);
    uint32_t iterator;
    enum gomap_outcome outcome = swiss_iterate_begin(map, &iterator);
    while (outcome == GOMAP_DELIVERED) {
        value_id key = (value_id)memory_read(map->memory, place_word(iterator, SWISS_ITERATOR_KEY));
        swiss_delete(map, key);
        outcome = swiss_iterate_next(map, iterator);
    }
    return outcome == GOMAP_END ? GOMAP_DONE : outcome;
}
