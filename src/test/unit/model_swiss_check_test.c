/* model/swiss: a map that no sequence of operations leads to is told from all others: one cell of a sound one is changed at a time. */
#include "test/swiss_map.h"

static void put(const struct swiss *map, struct place place, uint64_t value)
{
    memory_write(map->memory, place, value, LINE_outside_setup);
}

static void set(const struct swiss *map, enum swiss_word word, uint64_t value)
{
    put(map, place_word(map->home, word), value);
}

static void set_table(const struct swiss *map, uint64_t entry, enum swiss_table_word word, uint64_t value)
{
    put(map, place_word(swiss_directory_table(map, entry), word), value);
}

static void set_entry(const struct swiss *map, uint32_t entry, uint32_t table)
{
    put(map, place_word((uint32_t)swiss_word(map, SWISS_WORD_DIRECTORY), entry), table);
}

static void set_slot(const struct swiss *map, struct swiss_place group, int slot, enum swiss_field field,
                     uint64_t value)
{
    put(map, (struct place){group.region, group.index, (uint8_t)field, (uint8_t)slot}, value);
}

static struct swiss_spot spot_of(const struct swiss *map, uint64_t number)
{
    return swiss_locate(map, swiss_key(map, number));
}

static void set_at(const struct swiss *map, uint64_t number, enum swiss_field field, uint64_t value)
{
    struct swiss_spot spot = spot_of(map, number);
    set_slot(map, spot.group, spot.slot, field, value);
}

/*
 * The maps that are spoilt: SMALL has 3 entries. DEEP has tables of local depth 1 and 3: the left half is one of two entries of a
 * directory of 8, keys 0 .. 895 lie in tables 4 and 5. PROBED has one table of two groups: keys 0 .. 7 fill the first, key 8 was
 * displaced to the second, key 9 lies there because it belongs there.
 */
enum sort { SMALL, DEEP, PROBED, SORTS };

static void insert_hashed(struct swiss *map, uint64_t number, uint64_t hash)
{
    swiss_dictate_hash(map, swiss_key(map, number), hash);
    assert_int_equal(swiss_insert(map, swiss_key(map, number), swiss_elem(map, number)), GOMAP_INSERTED);
}

static struct swiss make_sort(enum sort sort)
{
    struct swiss map = lone_swiss_made("map[string]int", sort == PROBED ? 14 : 0);
    for (uint64_t i = 0; sort == SMALL && i < 3; i++)
        insert_hashed(&map, i, i);
    for (uint64_t i = 0; sort == PROBED && i < 10; i++)
        insert_hashed(&map, i, (uint64_t)(i == 9) << 7 | 5);
    for (uint64_t i = 0; sort == DEEP && i < 897; i++)
        insert_hashed(&map, i, (uint64_t)1 << 63 | i % 2 << 61 | i << 7 | 3);
    if (sort == DEEP) {
        assert_int_equal(swiss_word(&map, SWISS_WORD_GLOBAL_DEPTH), 3);
        assert_int_equal(swiss_table_count(&map), 4);
        insert_hashed(&map, 1000, 77);
    }
    swiss_assert_sound(&map);
    return map;
}

/* ---- faults */

static void small_with_a_depth(const struct swiss *map)
{
    set(map, SWISS_WORD_GLOBAL_DEPTH, 1);
}

static void small_with_a_directory(const struct swiss *map)
{
    set(map, SWISS_WORD_GROUP, swiss_table_word(map, swiss_directory_table(map, 0), SWISS_TABLE_GROUPS));
}

static void small_without_its_group(const struct swiss *map)
{
    memory_drop(map->memory, (uint32_t)swiss_word(map, SWISS_WORD_GROUP), LINE_outside_setup);
}

static void small_tombstone(const struct swiss *map)
{
    set_slot(map, (struct swiss_place){(uint32_t)swiss_word(map, SWISS_WORD_GROUP), 0}, 7,
             SWISS_FIELD_CONTROL, SWISS_DELETED);
    for (int slot = 3; slot < 7; slot++) /* a full group, or it would be another fault */
        set_slot(map, (struct swiss_place){(uint32_t)swiss_word(map, SWISS_WORD_GROUP), 0}, slot,
                 SWISS_FIELD_CONTROL, SWISS_DELETED);
}

static void count_one_more(const struct swiss *map)
{
    set(map, SWISS_WORD_USED, swiss_word(map, SWISS_WORD_USED) + 1);
}

static void writing(const struct swiss *map)
{
    set(map, SWISS_WORD_WRITING, 1);
}

static void another_depth(const struct swiss *map)
{
    set(map, SWISS_WORD_GLOBAL_DEPTH, 4);
}

static void another_table_in_an_entry(const struct swiss *map)
{
    set_entry(map, 1, swiss_directory_table(map, 7));
}

static void a_first_entry_that_is_not(const struct swiss *map)
{
    set_table(map, 4, SWISS_TABLE_INDEX, 5);
}

static void a_replaced_table(const struct swiss *map)
{
    set_table(map, 5, SWISS_TABLE_INDEX, SWISS_REPLACED_INDEX);
}

static void a_dropped_table(const struct swiss *map)
{
    memory_drop(map->memory, swiss_directory_table(map, 4), LINE_outside_setup);
}

static void dropped_groups(const struct swiss *map)
{
    memory_drop(map->memory,
                (uint32_t)swiss_table_word(map, swiss_directory_table(map, 4), SWISS_TABLE_GROUPS),
                LINE_outside_setup);
}

static void half_the_capacity(const struct swiss *map)
{
    set_table(map, 4, SWISS_TABLE_CAPACITY, 512);
}

static void no_power_of_two(const struct swiss *map)
{
    set_table(map, 4, SWISS_TABLE_CAPACITY, 1016);
}

static void too_large(const struct swiss *map)
{
    set_table(map, 4, SWISS_TABLE_CAPACITY, 2048);
}

static void too_deep(const struct swiss *map)
{
    set_table(map, 4, SWISS_TABLE_DEPTH, 4);
}

static void too_shallow(const struct swiss *map)
{
    set_table(map, 6, SWISS_TABLE_DEPTH, 1);
}

static void one_used_more(const struct swiss *map)
{
    set_table(map, 4, SWISS_TABLE_USED,
              swiss_table_word(map, swiss_directory_table(map, 4), SWISS_TABLE_USED) + 1);
}

static void one_more_left(const struct swiss *map)
{
    set_table(map, 4, SWISS_TABLE_GROWTH_LEFT,
              swiss_table_word(map, swiss_directory_table(map, 4), SWISS_TABLE_GROWTH_LEFT) + 1);
}

static void a_key_less(const struct swiss *map)
{
    set_at(map, 3, SWISS_FIELD_KEY, VALUE_NONE);
}

static void another_tag(const struct swiss *map)
{
    set_at(map, 3, SWISS_FIELD_CONTROL, 6);
}

static void no_control_byte(const struct swiss *map)
{
    struct swiss_spot spot = spot_of(map, 9);
    set_slot(map, spot.group, 7, SWISS_FIELD_CONTROL, 0x81);
}

static void a_tombstone_beside_empty_slots(const struct swiss *map)
{
    struct swiss_spot spot = spot_of(map, 9);
    set_slot(map, spot.group, 7, SWISS_FIELD_CONTROL, SWISS_DELETED);
}

static void an_empty_slot_before_a_displaced_key(const struct swiss *map)
{
    set_at(map, 3, SWISS_FIELD_ELEM, VALUE_NONE);
    struct swiss_spot spot = spot_of(map, 3);
    set_slot(map, spot.group, spot.slot, SWISS_FIELD_KEY, VALUE_NONE);
    set_slot(map, spot.group, spot.slot, SWISS_FIELD_CONTROL, SWISS_EMPTY);
}

static void a_key_of_another_group(const struct swiss *map)
{
    set_at(map, 7, SWISS_FIELD_KEY, swiss_key(map, 9)); /* its search begins behind that one */
}

static void a_key_of_another_table(const struct swiss *map)
{
    struct swiss_spot spot = spot_of(map, 1000);
    value_id key = swiss_key(map, 2000);
    swiss_dictate_hash(&(struct swiss){map->world, map->memory, map->values, map->home}, key,
                       (uint64_t)1 << 63 | 77);
    set_slot(map, spot.group, spot.slot, SWISS_FIELD_KEY, key);
}

static void a_key_twice(const struct swiss *map)
{
    set_at(map, 7, SWISS_FIELD_KEY, swiss_key(map, 2));
}

static void an_elem_in_an_empty_slot(const struct swiss *map)
{
    struct swiss_spot spot = spot_of(map, 9);
    set_slot(map, spot.group, 7, SWISS_FIELD_ELEM, swiss_elem(map, 1));
}

static void a_pointer_in_an_empty_slot(const struct swiss *map)
{
    struct swiss_spot spot = spot_of(map, 9);
    set_slot(map, spot.group, 7, SWISS_FIELD_KEY, swiss_key(map, 1));
}

static const struct fault {
    void (*spoil)(const struct swiss *map);
    enum sort sort;
    const char *why;
} faults[] = {
    {small_with_a_depth, SMALL, "a depth without a directory"},
    {small_without_its_group, SMALL, "a small map whose group was dropped"},
    {small_tombstone, SMALL, "a tombstone in a small map"},
    {count_one_more, SMALL, "the map's used is not the number of entries"},
    {writing, SMALL, "writing is left set"},
    {small_with_a_directory, PROBED, "a small map with a directory"},
    {another_depth, DEEP, "a directory of another length"},
    {another_table_in_an_entry, DEEP, "an entry of the directory that names another table"},
    {a_first_entry_that_is_not, DEEP, "a table that does not know its first entry"},
    {a_replaced_table, DEEP, "a table that does not know its first entry"},
    {a_dropped_table, DEEP, "the directory names a dropped table"},
    {dropped_groups, DEEP, "a table without its groups"},
    {half_the_capacity, DEEP, "a table without its groups"},
    {no_power_of_two, DEEP, "a capacity that is no power of two up to 1024"},
    {too_large, DEEP, "a capacity that is no power of two up to 1024"},
    {too_deep, DEEP, "a table deeper than the directory"},
    {too_shallow, DEEP, "tables that do not add up to the directory"},
    {one_used_more, DEEP, "used is not the number of entries"},
    {one_more_left, DEEP, "entries, tombstones and growthLeft do not add up"},
    {count_one_more, DEEP, "the map's used is not the number of entries"},
    {a_key_of_another_table, DEEP, "an entry in the wrong table"},
    {a_key_less, PROBED, "a full slot without a key"},
    {another_tag, PROBED, "a control byte that is not its key's H2"},
    {no_control_byte, PROBED, "a control byte that is none"},
    {a_tombstone_beside_empty_slots, PROBED, "a tombstone in a group with an empty slot"},
    {an_empty_slot_before_a_displaced_key, PROBED, "a search for a key would stop before it"},
    {a_key_of_another_group, PROBED, "a search for a key would stop before it"},
    {a_key_twice, PROBED, "a key that is there twice"},
    {an_elem_in_an_empty_slot, PROBED, "a slot without an entry that holds an elem"},
    {a_pointer_in_an_empty_slot, PROBED, "a slot without an entry that holds a pointer"},
};

static void a_fault_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct swiss map = make_sort(faults[i].sort);
        struct text why = {0};
        faults[i].spoil(&map);
        if (swiss_check(&map, &why))
            fail_msg("%s (%zu) was not seen", faults[i].why, i);
        if (strncmp(text_string(&why), faults[i].why, strlen(faults[i].why)) != 0)
            fail_msg("%s (%zu) was called: %s", faults[i].why, i, text_string(&why));
        text_free(&why);
        lone_swiss_free(&map);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fault_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
