/* model/swiss: verb by verb, what the runtime's own tests and its source say of sizes, growth, bytes and refusals. */
#include "test/memory_copy.h"
#include "test/swiss_map.h"
#include "test/unit/vectors.h"

static uint64_t slots_of(const struct swiss *map)
{
    return swiss_group_count(map) * SWISS_SLOTS;
}

/* The keys of numbers from .. to - 1, each with the elem of its number. */
static void insert_numbers(struct swiss *map, uint64_t from, uint64_t to)
{
    for (uint64_t i = from; i < to; i++)
        assert_int_equal(swiss_insert(map, swiss_key(map, i), swiss_elem(map, i)), GOMAP_INSERTED);
}

static uint32_t only_table(const struct swiss *map)
{
    assert_int_equal(swiss_directory_length(map), 1);
    return swiss_directory_table(map, 0);
}

/* ---- make */

/* What a hint asks for, and what the map has when so many entries are in it. */
static const struct {
    int64_t hint;
    uint64_t tables, groups;
} hints[] = {
    {-(1 << 30), 0, 0}, {-1, 0, 0},      {0, 0, 0},       {1, 0, 0},        {8, 0, 0},
    {9, 1, 2},          {12, 1, 2},      {14, 1, 2},      {15, 1, 4},       {28, 1, 4},
    {29, 1, 8},         {56, 1, 8},      {57, 1, 16},     {112, 1, 16},     {113, 1, 32},
    {224, 1, 32},       {225, 1, 64},    {448, 1, 64},    {449, 1, 128},    {896, 1, 128},
    {897, 2, 128},      {1000, 2, 256},  {1792, 2, 256},  {1793, 4, 256},   {3584, 4, 512},
    {3585, 8, 512},     {4096, 8, 1024}, {7168, 8, 1024}, {7169, 16, 1024}, {100000, 128, 16384},
};

static void a_hint_makes_so_many_tables_and_groups(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        struct swiss map = lone_swiss_made("map[int]int", hints[i].hint);
        assert_int_equal(swiss_table_count(&map), hints[i].tables);
        assert_int_equal(swiss_directory_length(&map), hints[i].tables);
        assert_int_equal(swiss_group_count(&map), hints[i].groups);
        assert_int_equal(swiss_word(&map, SWISS_WORD_GROUP), 0);
        swiss_assert_sound(&map);
        lone_swiss_free(&map);
    }
}

/* As many entries as the hint promised: one table has room for them, whatever the hashes are. */
static void a_hint_that_one_table_holds_spares_all_growth(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        if (hints[i].tables != 1)
            continue;
        struct swiss map = lone_swiss_made("map[int]int", hints[i].hint);
        insert_numbers(&map, 0, (uint64_t)hints[i].hint);
        assert_int_equal(swiss_word(&map, SWISS_WORD_GROWTHS), 0);
        assert_int_equal(swiss_group_count(&map), hints[i].groups);
        lone_swiss_free(&map);
    }
}

/* 2^48 bytes are all that can be addressed: of a group of 136 bytes, 2^31 tables are too many, 2^30 are none of the model's. */
static void hints_for_more_than_all_memory_count_as_none(void **state)
{
    (void)state;
    static const struct {
        int64_t hint;
        bool ignored;
    } huge[] = {
        {INT64_MIN, true},
        {-1, true},
        {0, false},
        {8, false},
        {9, false},
        {(int64_t)1 << 39, false},
        {(int64_t)1 << 40, true},
        {(int64_t)1 << 48, true},
        {(int64_t)1 << 61, true},
        {(int64_t)1 << 62, true},
        {INT64_MAX, true},
    };
    for (size_t i = 0; i < sizeof huge / sizeof *huge; i++) {
        struct error error = {0};
        struct swiss map = lone_swiss_made("map[int]int", 0);
        assert_int_equal(swiss_ignores_hint(swiss_type(&map), huge[i].hint), huge[i].ignored);
        if (huge[i].ignored) {
            assert_int_equal(swiss_make(&map, "map[int]int", GO_1_24, huge[i].hint, &error), GOMAP_DONE);
            assert_int_equal(swiss_directory_length(&map), 0);
        }
        lone_swiss_free(&map);
    }
}

static void a_hint_beyond_the_model_is_refused_and_changes_nothing(void **state)
{
    (void)state;
    struct swiss map = lone_swiss_made("map[string]int", 0);
    struct error error = {0};
    struct text where = {0};
    insert_numbers(&map, 0, 20);
    struct memory_copy before = memory_copy_take(map.memory);
    const int64_t most = ((int64_t)SWISS_MOST_CAPACITY << SWISS_MOST_MODEL_DEPTH) / 8 * 7;
    uint64_t capacity;
    assert_int_equal(swiss_tables_for_hint(swiss_type(&map), most, &capacity), 1 << SWISS_MOST_MODEL_DEPTH);
    assert_int_equal(capacity, SWISS_MOST_CAPACITY);
    assert_int_equal(swiss_make(&map, "map[int]int", GO_1_24, most + 1, &error), GOMAP_TOO_BIG);
    assert_int_equal(swiss_make(&map, "map[int]int", GO_1_24, (int64_t)1 << 39, &error), GOMAP_TOO_BIG);
    assert_int_equal(swiss_make(&map, "map[int", GO_1_24, 0, &error), GOMAP_WRONG_TYPE);
    assert_true(error_is_set(&error));
    if (!memory_copy_equals(&before, map.memory, &where))
        fail_msg("%s", text_string(&where));
    memory_copy_free(&before);
    lone_swiss_free(&map);
}

/* ---- growth */

/* From empty, without deletions: what the n-th entry makes of a map. */
static void entries_at_which_a_map_grows(void **state)
{
    (void)state;
    static const struct {
        uint64_t entries, slots, tables;
    } changes[] = {
        {1, 8, 0},     {9, 16, 1},    {15, 32, 1},    {29, 64, 1},    {57, 128, 1},
        {113, 256, 1}, {225, 512, 1}, {449, 1024, 1}, {897, 2048, 2},
    };
    enum { CHANGES = sizeof changes / sizeof *changes };
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct swiss map = lone_swiss();
        struct error error = {0};
        swiss_set_seed(&map, seed);
        assert_int_equal(swiss_make(&map, "map[string]int", GO_1_24, 0, &error), GOMAP_DONE);
        assert_int_equal(slots_of(&map), 0);
        for (size_t i = 0; i < CHANGES; i++) {
            uint64_t until = i + 1 < CHANGES ? changes[i + 1].entries : 1000;
            insert_numbers(&map, changes[i].entries, changes[i].entries + 1);
            assert_int_equal(slots_of(&map), changes[i].slots);
            assert_int_equal(swiss_table_count(&map), changes[i].tables);
            assert_int_equal(swiss_word(&map, SWISS_WORD_GROWTHS), i);
            insert_numbers(&map, changes[i].entries + 1, until);
            assert_int_equal(slots_of(&map), changes[i].slots);
        }
        swiss_assert_sound(&map);
        lone_swiss_free(&map);
    }
}

/* Seven of eight slots, and of the smallest table seven. */
static void what_a_new_table_has_room_for(void **state)
{
    (void)state;
    static const uint64_t most[][2] = {{8, 7},     {16, 14},   {32, 28},   {64, 56},
                                       {128, 112}, {256, 224}, {512, 448}, {1024, 896}};
    for (size_t i = 0; i < sizeof most / sizeof *most; i++)
        assert_int_equal(swiss_most_entries(most[i][0]), most[i][1]);
}

/* A small map of eight becomes a table before the key is looked for, so an update alone makes it grow. */
static void an_update_of_a_full_small_map_makes_a_table(void **state)
{
    (void)state;
    struct swiss map = lone_swiss_made("map[string]int", 0);
    insert_numbers(&map, 0, 8);
    assert_int_equal(swiss_directory_length(&map), 0);
    assert_int_equal(swiss_insert(&map, swiss_key(&map, 3), swiss_elem(&map, 99)), GOMAP_UPDATED);
    assert_int_equal(swiss_table_word(&map, only_table(&map), SWISS_TABLE_CAPACITY), 16);
    assert_int_equal(swiss_word(&map, SWISS_WORD_USED), 8);
    assert_int_equal(swiss_table_word(&map, only_table(&map), SWISS_TABLE_GROWTH_LEFT), 6);
    swiss_assert_sound(&map);
    lone_swiss_free(&map);
}

/* ---- dictated hashes */

static void insert_hashed(struct swiss *map, uint64_t number, uint64_t hash, enum gomap_outcome outcome)
{
    value_id key = swiss_key(map, number);
    swiss_dictate_hash(map, key, hash);
    assert_int_equal(swiss_insert(map, key, swiss_elem(map, number)), outcome);
}

/* Nothing tells 897 equal hashes apart, however often a table splits. */
static void equal_hashes_end_at_the_limit_with_nothing_changed(void **state)
{
    (void)state;
    struct swiss map = lone_swiss_made("map[int]int", 0);
    struct text where = {0};
    for (uint64_t i = 0; i < 896; i++)
        insert_hashed(&map, i, 0x1234567890abcdef, GOMAP_INSERTED);
    assert_int_equal(swiss_table_word(&map, only_table(&map), SWISS_TABLE_GROWTH_LEFT), 0);
    swiss_dictate_hash(&map, swiss_key(&map, 896), 0x1234567890abcdef);
    swiss_elem(&map, 896);
    struct memory_copy before = memory_copy_take(map.memory);
    assert_int_equal(swiss_insert(&map, swiss_key(&map, 896), swiss_elem(&map, 896)), GOMAP_TOO_BIG);
    if (!memory_copy_equals(&before, map.memory, &where))
        fail_msg("%s", text_string(&where));
    memory_copy_free(&before);
    /* It goes on: an update, a key that is elsewhere, and room that a deletion makes. */
    assert_int_equal(swiss_insert(&map, swiss_key(&map, 5), swiss_elem(&map, 9)), GOMAP_UPDATED);
    assert_int_equal(swiss_delete(&map, swiss_key(&map, 5)), GOMAP_DELETED);
    insert_hashed(&map, 896, 0x1234567890abcdef, GOMAP_INSERTED);
    insert_hashed(&map, 897, 0x9234567890abcdef, GOMAP_INSERTED);
    assert_int_equal(swiss_table_count(&map), 2);
    swiss_assert_sound(&map);
    lone_swiss_free(&map);
}

/* Hashes that differ in their 14th bit alone: one insert splits fourteen times, and the directory is as deep as it gets. */
static void one_insert_splits_until_the_hashes_part(void **state)
{
    (void)state;
    struct swiss map = lone_swiss_made("map[int]int", 0);
    for (uint64_t i = 0; i < 896; i++)
        insert_hashed(&map, i, i % 2 << 50, GOMAP_INSERTED);
    uint64_t growths = swiss_word(&map, SWISS_WORD_GROWTHS);
    insert_hashed(&map, 896, (uint64_t)1 << 50, GOMAP_INSERTED);
    assert_int_equal(swiss_word(&map, SWISS_WORD_GROWTHS) - growths, 14);
    assert_int_equal(swiss_word(&map, SWISS_WORD_GLOBAL_DEPTH), 14);
    assert_int_equal(swiss_table_count(&map), 15);
    /* Half of all entries of the directory name the table that the first bit parted. */
    assert_int_equal(swiss_table_entries(&map, swiss_directory_table(&map, 1 << 13)), 1 << 13);
    assert_int_equal(swiss_table_entries(&map, swiss_directory_table(&map, 0)), 1);
    swiss_assert_sound(&map);
    lone_swiss_free(&map);
}

/* ---- deletion */

/* In a group with an empty slot a search ends anyway, so the slot becomes empty and counts as room; in a full one it must not. */
static void a_deleted_slot_is_empty_or_a_tombstone(void **state)
{
    (void)state;
    struct swiss map = lone_swiss_made("map[int]int", 14);
    uint32_t table = only_table(&map);
    for (uint64_t i = 0; i < 7; i++)
        insert_hashed(&map, i, 1, GOMAP_INSERTED);
    assert_int_equal(swiss_delete(&map, swiss_key(&map, 6)), GOMAP_DELETED);
    assert_int_equal(swiss_table_word(&map, table, SWISS_TABLE_GROWTH_LEFT), 14 - 6);
    insert_hashed(&map, 6, 1, GOMAP_INSERTED);
    insert_hashed(&map, 7, 1, GOMAP_INSERTED);
    insert_hashed(&map, 8, 1, GOMAP_INSERTED); /* goes to the next group */
    assert_int_equal(swiss_delete(&map, swiss_key(&map, 2)), GOMAP_DELETED);
    assert_int_equal(swiss_table_word(&map, table, SWISS_TABLE_GROWTH_LEFT), 14 - 9);
    assert_int_equal(swiss_table_tombstones(&map, table), 1);
    assert_true(swiss_locate(&map, swiss_key(&map, 8)).found);
    insert_hashed(&map, 9, 1, GOMAP_INSERTED); /* takes the tombstone, and no room */
    assert_int_equal(swiss_table_tombstones(&map, table), 0);
    assert_int_equal(swiss_table_word(&map, table, SWISS_TABLE_GROWTH_LEFT), 14 - 9);
    assert_int_equal(swiss_locate(&map, swiss_key(&map, 9)).slot, 2);
    swiss_assert_sound(&map);
    lone_swiss_free(&map);
}

/* Tombstones cost room until the table grows; 1.24 takes none away before. */
static void a_table_of_tombstones_grows(void **state)
{
    (void)state;
    struct swiss map = lone_swiss_made("map[int]int", 14);
    for (uint64_t i = 0; i < 14; i++)
        insert_hashed(&map, i, i < 8 ? 1 : 1 | (uint64_t)1 << 7, GOMAP_INSERTED);
    for (uint64_t i = 0; i < 8; i++)
        assert_int_equal(swiss_delete(&map, swiss_key(&map, i)), GOMAP_DELETED);
    assert_int_equal(swiss_table_tombstones(&map, only_table(&map)), 8);
    insert_hashed(&map, 20, 1 | (uint64_t)1 << 7, GOMAP_INSERTED);
    /* Its own group has an empty slot, so the search ends there and meets no tombstone: the table must grow for seven entries. */
    assert_int_equal(swiss_table_word(&map, only_table(&map), SWISS_TABLE_CAPACITY), 32);
    assert_int_equal(swiss_table_tombstones(&map, only_table(&map)), 0);
    swiss_assert_sound(&map);
    lone_swiss_free(&map);
}

/* An emptied map keeps its tables and gets another seed; so does a cleared one, which counts that. */
static void an_empty_map_gets_another_seed(void **state)
{
    (void)state;
    struct swiss map = lone_swiss_made("map[int]int", 0);
    insert_numbers(&map, 0, 100);
    uint64_t seed = swiss_word(&map, SWISS_WORD_SEED), draws = swiss_word(&map, SWISS_WORD_DRAWS);
    for (uint64_t i = 0; i < 99; i++)
        swiss_delete(&map, swiss_key(&map, i));
    assert_int_equal(swiss_word(&map, SWISS_WORD_SEED), seed);
    swiss_delete(&map, swiss_key(&map, 99));
    assert_int_not_equal(swiss_word(&map, SWISS_WORD_SEED), seed);
    assert_int_equal(swiss_word(&map, SWISS_WORD_DRAWS), draws + 1);
    assert_int_equal(slots_of(&map), 128);
    insert_numbers(&map, 0, 100);
    seed = swiss_word(&map, SWISS_WORD_SEED);
    assert_int_equal(swiss_clear(&map), GOMAP_DONE);
    assert_int_not_equal(swiss_word(&map, SWISS_WORD_SEED), seed);
    assert_int_equal(swiss_word(&map, SWISS_WORD_CLEAR_SEQ), 1);
    assert_int_equal(slots_of(&map), 128);
    assert_int_equal(swiss_table_word(&map, only_table(&map), SWISS_TABLE_GROWTH_LEFT), 112);
    swiss_clear(&map); /* of an empty one nothing happens */
    assert_int_equal(swiss_word(&map, SWISS_WORD_CLEAR_SEQ), 1);
    lone_swiss_free(&map);
}

/* ---- refusals */

static void what_go_refuses_is_refused(void **state)
{
    (void)state;
    struct error error = {0};
    struct swiss map = lone_swiss();
    uint32_t iterator;
    assert_int_equal(swiss_declare(&map, "map[any]int", GO_1_24, &error), GOMAP_DONE);
    value_id key = swiss_value(&map, swiss_type(&map)->map.key, "i:1"),
             slice = swiss_value(&map, swiss_type(&map)->map.key, "[]int(nil)");
    assert_int_equal(swiss_insert(&map, key, swiss_elem(&map, 1)), GOMAP_PANIC_NIL_MAP);
    assert_int_equal(swiss_get(&map, key, NULL), GOMAP_ABSENT);
    assert_int_equal(swiss_get(&map, slice, NULL), GOMAP_PANIC_UNHASHABLE);
    assert_int_equal(swiss_delete(&map, slice), GOMAP_PANIC_UNHASHABLE);
    assert_int_equal(swiss_delete(&map, key), GOMAP_ABSENT);
    assert_int_equal(swiss_clear(&map), GOMAP_DONE);
    assert_int_equal(swiss_iterate_begin(&map, &iterator), GOMAP_END);
    assert_int_equal(swiss_make(&map, "map[any]int", GO_1_24, 0, &error), GOMAP_DONE);
    assert_int_equal(swiss_insert(&map, slice, swiss_elem(&map, 1)), GOMAP_PANIC_UNHASHABLE);
    assert_int_equal(swiss_insert(&map, key, swiss_elem(&map, 1)), GOMAP_INSERTED);
    assert_int_equal(swiss_iterate_begin(&map, &iterator), GOMAP_DELIVERED);
    struct place writing = place_word(map.home, SWISS_WORD_WRITING);
    memory_write(map.memory, writing, 1, LINE_outside_setup);
    assert_int_equal(swiss_insert(&map, key, swiss_elem(&map, 1)), GOMAP_FATAL_WRITES);
    assert_int_equal(swiss_delete(&map, key), GOMAP_FATAL_WRITES);
    assert_int_equal(swiss_clear(&map), GOMAP_FATAL_WRITES);
    assert_int_equal(swiss_get(&map, key, NULL), GOMAP_FATAL_READ_WRITE);
    assert_int_equal(swiss_iterate_next(&map, iterator), GOMAP_FATAL_ITERATION_WRITE);
    memory_write(map.memory, writing, 0, LINE_outside_setup);
    swiss_assert_sound(&map);
    lone_swiss_free(&map);
}

/* ---- order */

/* Of a map of 3, 7, 9 and 15 entries a hundred loops come in at least two orders. */
static void loops_begin_anywhere(void **state)
{
    (void)state;
    static const uint64_t sizes[] = {3, 7, 9, 15};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct swiss map = lone_swiss_made("map[int]bool", 0);
        value_id first = VALUE_NONE;
        bool another = false;
        insert_numbers(&map, 0, sizes[i]);
        for (int loop = 0; loop < 100; loop++) {
            uint32_t iterator;
            assert_int_equal(swiss_iterate_begin(&map, &iterator), GOMAP_DELIVERED);
            value_id key = (value_id)memory_read(map.memory, place_word(iterator, SWISS_ITERATOR_KEY));
            another |= loop > 0 && key != first;
            first = loop == 0 ? key : first;
            swiss_iterate_leave(&map, iterator);
        }
        assert_true(another);
        lone_swiss_free(&map);
    }
}

/* ---- bytes */

enum { TYPE, HINT, ENTRIES, EMPTIED, DIRECTORY, GROUP, TABLES, TABLE_SLOTS, BYTES, COLUMNS };

static uint64_t number(const struct vectors *row, int column)
{
    return strtoull(row->fields[column], NULL, 10);
}

static void expect(const struct vectors *row, const char *what, uint64_t go, uint64_t model)
{
    if (go != model)
        fail_msg("%s hint %s entries %s: %s: Go had %llu, the model %llu", row->fields[TYPE],
                 row->fields[HINT], row->fields[ENTRIES], what, (unsigned long long)go,
                 (unsigned long long)model);
}

static uint64_t bytes_of(const struct swiss *map)
{
    struct engine_bytes bytes = swiss_places(map);
    return bytes.at[ENGINE_BYTES_HEAD].all + bytes.at[ENGINE_BYTES_ARRAY].all +
           bytes.at[ENGINE_BYTES_BEHIND].all;
}

/* Made as the row says: the same tables, and so the same bytes. Chance could have parted them otherwise; it never did. */
static void bytes_are_those_of_real_maps(void **state)
{
    (void)state;
    struct vectors row;
    vectors_open(&row, "src/test/data/swissbytes.tsv");
    while (vectors_next(&row)) {
        assert_int_equal(row.count, COLUMNS);
        struct swiss map = lone_swiss_made(row.fields[TYPE], (int64_t)number(&row, HINT));
        uint64_t entries = number(&row, ENTRIES);
        insert_numbers(&map, 0, entries);
        for (uint64_t i = 0; number(&row, EMPTIED) && i < entries; i++)
            assert_int_equal(swiss_delete(&map, swiss_key(&map, i)), GOMAP_DELETED);
        expect(&row, "directory", number(&row, DIRECTORY), swiss_directory_length(&map));
        expect(&row, "group", number(&row, GROUP), swiss_word(&map, SWISS_WORD_GROUP) != 0);
        expect(&row, "tables", number(&row, TABLES), swiss_table_count(&map));
        expect(&row, "slots", number(&row, TABLE_SLOTS) + 8 * number(&row, GROUP), slots_of(&map));
        expect(&row, "bytes", number(&row, BYTES), bytes_of(&map));
        lone_swiss_free(&map);
    }
    assert_int_equal(row.row, 319);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hint_makes_so_many_tables_and_groups),
        cmocka_unit_test(a_hint_that_one_table_holds_spares_all_growth),
        cmocka_unit_test(hints_for_more_than_all_memory_count_as_none),
        cmocka_unit_test(a_hint_beyond_the_model_is_refused_and_changes_nothing),
        cmocka_unit_test(entries_at_which_a_map_grows),
        cmocka_unit_test(what_a_new_table_has_room_for),
        cmocka_unit_test(an_update_of_a_full_small_map_makes_a_table),
        cmocka_unit_test(equal_hashes_end_at_the_limit_with_nothing_changed),
        cmocka_unit_test(one_insert_splits_until_the_hashes_part),
        cmocka_unit_test(a_deleted_slot_is_empty_or_a_tombstone),
        cmocka_unit_test(a_table_of_tombstones_grows),
        cmocka_unit_test(an_empty_map_gets_another_seed),
        cmocka_unit_test(what_go_refuses_is_refused),
        cmocka_unit_test(loops_begin_anywhere),
        cmocka_unit_test(bytes_are_those_of_real_maps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
