/* model/map: facts about single operations, with the numbers that real Go maps show. */
#include "model/classic/verb.h"
#include "test/classic_map.h"
#include "test/memory_copy.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void make_map(struct classic *map, const char *type, int64_t hint)
{
    struct error error = {0};
    *map = lone_map();
    assert_int_equal(classic_make(map, type, GO_1_19, hint, &error), GOMAP_DONE);
    assert_false(error_is_set(&error));
}

static value_id value_of(struct classic *map, const struct gotype *type, const char *text)
{
    struct error error = {0};
    value_id id = values_parse(map->values, type, text, strlen(text), &error);
    if (id == VALUE_NONE)
        fail_msg("%s is no %s", text, type->name);
    return id;
}

static value_id key_of(struct classic *map, const char *text)
{
    return value_of(map, classic_type(map)->key, text);
}

static value_id elem_of(struct classic *map, const char *text)
{
    return value_of(map, classic_type(map)->elem, text);
}

static value_id number_key(struct classic *map, int number)
{
    return key_of(map, NUMBER(number));
}

static enum gomap_outcome insert(struct classic *map, const char *key, const char *elem)
{
    value_id id = key_of(map, key);
    return classic_assign(map, id, elem_of(map, elem));
}

static void assert_sound(const struct classic *map)
{
    struct text why = {0};
    if (!classic_check(map, &why))
        fail_msg("%s", text_string(&why));
}

static void go_grows_at_these_insertions(void **state)
{
    (void)state;
    static const int points[] = {9, 14, 27, 53, 105, 209, 417, 833, 1665};
    struct classic map;
    make_map(&map, "map[int64]int64", 0);
    size_t seen = 0;
    for (int i = 1; i <= 1700; i++) {
        uint64_t before = classic_register(&map, REGISTER_B);
        value_id key = number_key(&map, i);
        assert_int_equal(classic_assign(&map, key, key), GOMAP_INSERTED);
        if (classic_register(&map, REGISTER_B) == before)
            continue;
        assert_true(seen < sizeof points / sizeof *points);
        assert_int_equal(i, points[seen++]);
        assert_int_equal(classic_register(&map, REGISTER_B), before + 1);
        assert_false(classic_same_size(&map));
        assert_sound(&map);
        /* From 1 to 2 buckets begins and ends within one assignment; every other is still under way. */
        assert_int_equal(classic_growing(&map), i != 9 && i != 14);
        if (classic_growing(&map))
            assert_int_equal(classic_evacuated_count(&map), 2);
    }
    assert_int_equal(seen, sizeof points / sizeof *points);
    assert_int_equal(classic_register(&map, REGISTER_COUNT), 1700);
    lone_map_free(&map);
}

static void a_hint_makes_room_at_once(void **state)
{
    (void)state;
    static const struct {
        int64_t hint;
        int B;
    } rows[] = {{-5, 0},  {0, 0},   {8, 0},    {9, 1},         {13, 1},   {14, 2},
                {26, 2},  {27, 3},  {52, 3},   {53, 4},        {104, 4},  {105, 5},
                {208, 5}, {209, 6}, {1000, 8}, {INT64_MAX, 0}, {1664, 8}, {1665, 9}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct classic map;
        make_map(&map, "map[string]string", rows[i].hint);
        assert_int_equal(classic_register(&map, REGISTER_B), rows[i].B);
        assert_int_equal(classic_bucket_count(&map),
                         rows[i].B == 0 ? 0 : 1 << rows[i].B); /* B = 0: the first insert allocates */
        assert_int_equal(classic_register(&map, REGISTER_DRAWS), 1);
        assert_sound(&map);
        lone_map_free(&map);
    }
}

/* A map of that hint fills up to its last entry without growing, and the next entry starts a growth. */
static void a_hint_keeps_its_promise(void **state)
{
    (void)state;
    for (int B = 0; B <= 6; B++) {
        struct classic map;
        int64_t capacity = B == 0 ? 8 : 13 << (B - 1);
        make_map(&map, "map[int]int", capacity);
        assert_int_equal(maptype_capacity(classic_type(&map), B), capacity);
        for (int i = 0; i < capacity; i++) {
            value_id key = number_key(&map, i);
            classic_assign(&map, key, key);
            assert_false(classic_growing(&map));
            assert_int_equal(classic_register(&map, REGISTER_B), B);
        }
        value_id key = number_key(&map, -1);
        classic_assign(&map, key, key);
        assert_int_equal(classic_register(&map, REGISTER_B), B + 1);
        lone_map_free(&map);
    }
}

/* The table of measured reserves, bucket sizes 80, 144, 208, 272 for B = 4 .. 14. */
static void overflow_buckets_in_reserve_are_as_measured(void **state)
{
    (void)state;
    static const struct {
        const char *type;
        int size;
        int reserve[11];
    } rows[] = {
        {"map[int32]int32", 80, {1, 6, 12, 8, 16, 102, 102, 204, 307, 512, 1024}},
        {"map[int64]int64", 144, {2, 5, 7, 14, 28, 56, 113, 170, 284, 512, 1024}},
        {"map[[16]byte]int", 208, {3, 7, 4, 9, 19, 39, 78, 157, 275, 512, 1024}},
        {"map[string]string", 272, {1, 2, 6, 22, 45, 60, 90, 150, 271, 512, 1024}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (int B = 0; B <= 14; B++) {
            struct classic map;
            make_map(&map, rows[i].type, B == 0 ? 8 : 13 << (B - 1));
            assert_int_equal(classic_type(&map)->bucket_size, rows[i].size);
            assert_int_equal(classic_register(&map, REGISTER_B), B);
            uint64_t array = classic_register(&map, REGISTER_BUCKETS),
                     next = classic_register(&map, REGISTER_NEXT_OVERFLOW);
            int reserve = B >= 4 ? rows[i].reserve[B - 4] : 0;
            if (B > 0)
                assert_int_equal(map.memory->regions[array].count, (1 << B) + reserve);
            assert_int_equal(next, reserve > 0 ? 1 + (1 << B) : 0);
            if (reserve > 0) {
                reference last = REFERENCE(array, (1 << B) + reserve - 1);
                assert_true(classic_cells(&map, last)->overflow == REFERENCE(array, 0));
                assert_true(classic_next_link(&map, last) == 0); /* the end mark is no link */
                assert_int_equal(classic_reserve_index(&map, last), reserve - 1);
                assert_int_equal(classic_reserve_index(&map, REFERENCE(array, (1 << B) - 1)), -1);
            }
            lone_map_free(&map);
        }
    }
}

/* Overflow buckets come from the reserve in ascending order, its last clears the end mark, then they are
   allocated. */
static void the_reserve_is_used_up_first(void **state)
{
    (void)state;
    struct classic map;
    make_map(&map, "map[int64]int64", 100); /* 16 buckets, 2 in reserve */
    uint32_t array = (uint32_t)classic_register(&map, REGISTER_BUCKETS);
    for (int i = 0; i < 8 * 4; i++) {
        value_id key = number_key(&map, i);
        classic_dictate_hash(&map, key, (uint64_t)(10 + i) << 56 | 3); /* all in bucket 3 */
        classic_assign(&map, key, key);
    }
    reference link = classic_bucket(&map, 3);
    for (uint32_t i = 0; i < 2; i++) {
        link = classic_next_link(&map, link);
        assert_true(link == REFERENCE(array, 16 + i));
    }
    link = classic_next_link(&map, link);
    assert_int_equal(map.memory->regions[REFERENCE_REGION(link)].kind, CLASSIC_OVERFLOW);
    assert_true(classic_next_link(&map, link) == 0);
    assert_int_equal(classic_register(&map, REGISTER_NEXT_OVERFLOW), 0);
    assert_int_equal(classic_register(&map, REGISTER_NOVERFLOW), 3);
    assert_sound(&map);
    lone_map_free(&map);
}

static void deleting_the_last_entry_draws_a_new_seed(void **state)
{
    (void)state;
    struct classic map;
    make_map(&map, "map[string]int", 0);
    insert(&map, "fig", "1");
    insert(&map, "kiwi", "2");
    uint64_t hash0 = classic_register(&map, REGISTER_HASH0), draws = classic_register(&map, REGISTER_DRAWS);
    assert_int_equal(classic_delete(&map, key_of(&map, "fig")), GOMAP_DELETED);
    assert_true(classic_register(&map, REGISTER_HASH0) == hash0);
    assert_int_equal(classic_delete(&map, key_of(&map, "fig")), GOMAP_ABSENT);
    assert_int_equal(classic_delete(&map, key_of(&map, "kiwi")), GOMAP_DELETED);
    assert_true(classic_register(&map, REGISTER_HASH0) != hash0);
    assert_int_equal(classic_register(&map, REGISTER_DRAWS), draws + 1);
    assert_int_equal(classic_delete(&map, key_of(&map, "kiwi")), GOMAP_ABSENT);
    assert_int_equal(classic_register(&map, REGISTER_DRAWS), draws + 1);
    assert_sound(&map);
    lone_map_free(&map);
}

static void a_nil_map_reads_as_empty_and_refuses_writes(void **state)
{
    (void)state;
    struct classic map;
    struct error error = {0};
    map = lone_map();
    assert_int_equal(classic_declare(&map, "map[string]int", GO_1_19, &error), GOMAP_DONE);
    value_id fig = key_of(&map, "fig"), one = elem_of(&map, "1");
    uint32_t iterator;
    assert_int_equal(classic_access(&map, fig, NULL), GOMAP_ABSENT);
    assert_int_equal(classic_delete(&map, fig), GOMAP_ABSENT);
    assert_int_equal(classic_clear(&map), GOMAP_DONE);
    assert_int_equal(classic_iterate_begin(&map, &iterator), GOMAP_END);
    assert_int_equal(classic_grow(&map, false), GOMAP_PANIC_NIL_MAP);
    assert_int_equal(classic_assign(&map, fig, one), GOMAP_PANIC_NIL_MAP);
    assert_int_equal(classic_register(&map, REGISTER_COUNT), 0);
    assert_int_equal(classic_register(&map, REGISTER_BUCKETS), 0);
    lone_map_free(&map);
}

static void a_second_writer_is_fatal(void **state)
{
    (void)state;
    struct classic map;
    make_map(&map, "map[string]int", 0);
    insert(&map, "fig", "1");
    insert(&map, "kiwi", "2");
    value_id fig = key_of(&map, "fig");
    uint32_t iterator;
    assert_int_equal(classic_iterate_begin(&map, &iterator), GOMAP_DELIVERED);
    uint64_t flags = classic_register(&map, REGISTER_FLAGS);
    classic_set(&map, REGISTER_FLAGS, flags | FLAG_WRITING, LINE_outside_setup);
    struct memory_copy copy = memory_copy_take(map.memory);
    assert_int_equal(classic_assign(&map, fig, elem_of(&map, "3")), GOMAP_FATAL_WRITES);
    assert_int_equal(classic_delete(&map, fig), GOMAP_FATAL_WRITES);
    assert_int_equal(classic_clear(&map), GOMAP_FATAL_WRITES);
    assert_int_equal(classic_access(&map, fig, NULL), GOMAP_FATAL_READ_WRITE);
    assert_int_equal(classic_iterate_next(&map, iterator), GOMAP_FATAL_ITERATION_WRITE);
    struct text where = {0};
    assert_true(memory_copy_equals(&copy, map.memory, &where)); /* the refusal changed nothing */
    memory_copy_free(&copy);
    lone_map_free(&map);
}

static void an_unhashable_key_panics_even_on_an_empty_map(void **state)
{
    (void)state;
    struct classic map;
    make_map(&map, "map[interface{}]int", 0);
    value_id slice = key_of(&map, "[]int(nil)"), one = elem_of(&map, "1");
    assert_true(values_is_unhashable(map.values, slice));
    assert_int_equal(classic_access(&map, slice, NULL), GOMAP_PANIC_UNHASHABLE);
    assert_int_equal(classic_delete(&map, slice), GOMAP_PANIC_UNHASHABLE);
    assert_int_equal(classic_assign(&map, slice, one), GOMAP_PANIC_UNHASHABLE);
    assert_int_equal(classic_register(&map, REGISTER_BUCKETS), 0);
    assert_int_equal(classic_register(&map, REGISTER_FLAGS), 0);
    lone_map_free(&map);
}

static void what_is_too_big_or_wrong_leaves_the_map_alone(void **state)
{
    (void)state;
    struct classic map;
    make_map(&map, "map[string]int", 0);
    insert(&map, "fig", "1");
    struct memory_copy copy = memory_copy_take(map.memory);
    struct text where = {0};
    struct error error = {0};
    assert_int_equal(classic_make(&map, "map[string]int", GO_1_19, 100000000, &error), GOMAP_TOO_BIG);
    assert_true(memory_copy_equals(&copy, map.memory, &where));
    assert_false(error_is_set(&error));
    assert_int_equal(classic_make(&map, "map[[]int]int", GO_1_19, 0, &error), GOMAP_WRONG_TYPE);
    assert_true(error_is_set(&error));
    assert_int_equal(classic_declare(&map, "map[[]int]int", GO_1_19, &error), GOMAP_WRONG_TYPE);
    assert_true(memory_copy_equals(&copy, map.memory, &where));
    memory_copy_free(&copy);
    lone_map_free(&map);
}

static void growing_by_hand(void **state)
{
    (void)state;
    struct classic map;
    make_map(&map, "map[int]int", 14); /* 4 buckets */
    for (int i = 0; i < 20; i++) {
        value_id key = number_key(&map, i);
        classic_assign(&map, key, key);
    }
    assert_int_equal(classic_step_evacuate(&map), GOMAP_NOT_GROWING);
    assert_int_equal(classic_grow(&map, false), GOMAP_DONE);
    assert_int_equal(classic_grow(&map, true), GOMAP_GROWING_ALREADY);
    assert_int_equal(classic_old_bucket_count(&map), 4);
    assert_int_equal(classic_evacuated_count(&map), 0); /* starting a growth copies nothing */
    for (uint64_t i = 0; i < 4; i++) {
        assert_true(classic_growing(&map));
        assert_int_equal(classic_register(&map, REGISTER_NEVACUATE), i);
        assert_int_equal(classic_step_evacuate(&map), GOMAP_DONE);
        assert_sound(&map);
    }
    assert_false(classic_growing(&map));
    assert_int_equal(classic_step_evacuate(&map), GOMAP_NOT_GROWING);
    assert_int_equal(classic_bucket_count(&map), 8);
    assert_int_equal(classic_register(&map, REGISTER_COUNT), 20);

    assert_int_equal(classic_grow(&map, true), GOMAP_DONE);
    assert_true(classic_same_size(&map));
    assert_int_equal(classic_old_bucket_count(&map), 8);
    while (classic_step_evacuate(&map) == GOMAP_DONE)
        assert_sound(&map);
    assert_false(classic_same_size(&map));
    assert_int_equal(classic_bucket_count(&map), 8);
    for (int i = 0; i < 20; i++)
        assert_int_equal(classic_access(&map, number_key(&map, i), NULL), GOMAP_FOUND);
    lone_map_free(&map);
}

/* A write evacuates its own old bucket and the next; reading, iterating and writing to an empty map move
   nothing. */
static void only_writes_move_a_growth_on(void **state)
{
    (void)state;
    struct classic map;
    make_map(&map, "map[int]int", 27); /* 8 buckets */
    value_id keys[30];
    for (int i = 0; i < 30; i++) {
        keys[i] = number_key(&map, i);
        classic_dictate_hash(&map, keys[i], (uint64_t)(16 + i) << 56 | (uint64_t)i);
        classic_assign(&map, keys[i], keys[i]);
    }
    classic_grow(&map, false);
    for (int i = 0; i < 30; i++)
        classic_access(&map, keys[i], NULL);
    uint32_t iterator;
    enum gomap_outcome outcome = classic_iterate_begin(&map, &iterator);
    while (outcome == GOMAP_DELIVERED)
        outcome = classic_iterate_next(&map, iterator);
    assert_int_equal(classic_evacuated_count(&map), 0);

    classic_assign(&map, keys[5], keys[5]); /* an update: old bucket 5, then nevacuate = 0 */
    assert_int_equal(classic_evacuated_count(&map), 2);
    assert_true(classic_evacuated(&map, classic_old_bucket(&map, 5)) &&
                classic_evacuated(&map, classic_old_bucket(&map, 0)));
    assert_int_equal(classic_register(&map, REGISTER_NEVACUATE), 1);
    value_id absent = number_key(&map, 99);
    classic_dictate_hash(&map, absent, (uint64_t)99 << 56 | 1);
    assert_int_equal(classic_delete(&map, absent),
                     GOMAP_ABSENT); /* an absent key: 1 is the frontier too, so 1 and 2 */
    assert_int_equal(classic_evacuated_count(&map), 4);
    assert_int_equal(classic_register(&map, REGISTER_NEVACUATE), 3);
    classic_delete(&map, keys[3]); /* 3, then 4; the mark passes 5, which has moved */
    assert_int_equal(classic_register(&map, REGISTER_NEVACUATE), 6);
    classic_delete(&map, keys[0]); /* already evacuated, then 6 */
    assert_int_equal(classic_register(&map, REGISTER_NEVACUATE), 7);
    classic_delete(&map, keys[1]);
    assert_false(classic_growing(&map));
    assert_sound(&map);
    lone_map_free(&map);
}

static void deleting_from_an_empty_growing_map_moves_nothing(void **state)
{
    (void)state;
    struct classic map;
    make_map(&map, "map[int]int", 27);
    classic_grow(&map, false);
    assert_int_equal(classic_delete(&map, number_key(&map, 1)), GOMAP_ABSENT);
    assert_int_equal(classic_clear(&map), GOMAP_DONE); /* nor does clearing it */
    assert_true(classic_growing(&map));
    assert_int_equal(classic_evacuated_count(&map), 0);
    lone_map_free(&map);
}

static void clear_keeps_the_array(void **state)
{
    (void)state;
    struct classic map;
    make_map(&map, "map[int]int", 100);
    for (int i = 0; i < 110; i++) {
        value_id key = number_key(&map, i);
        classic_assign(&map, key, key);
    }
    assert_true(classic_growing(&map));
    uint64_t array = classic_register(&map, REGISTER_BUCKETS), hash0 = classic_register(&map, REGISTER_HASH0);
    assert_int_equal(classic_clear(&map), GOMAP_DONE);
    assert_false(classic_growing(&map));
    assert_int_equal(classic_register(&map, REGISTER_BUCKETS), array);
    assert_int_equal(classic_register(&map, REGISTER_B), 5);
    assert_int_equal(classic_register(&map, REGISTER_COUNT), 0);
    assert_int_equal(classic_register(&map, REGISTER_NOVERFLOW), 0);
    assert_int_equal(classic_register(&map, REGISTER_NEXT_OVERFLOW), 1 + 32);
    assert_true(classic_register(&map, REGISTER_HASH0) != hash0);
    assert_sound(&map);
    for (uint64_t i = 0; i < 32; i++) {
        const struct bucket *bucket = classic_cells(&map, classic_bucket(&map, i));
        for (int slot = 0; slot < SLOTS; slot++)
            assert_true(bucket->tophash[slot] == 0 && bucket->key[slot] == 0 && bucket->elem[slot] == 0);
    }
    lone_map_free(&map);
}

/* Keys that equal themselves: the compiler makes mapclear of the loop, and the map is as after clear. */
static void clearing_by_a_loop_is_mapclear_if_keys_equal_themselves(void **state)
{
    (void)state;
    static const struct {
        const char *type;
        bool loops;
    } rows[] = {
        {"map[int64]int", false},
        {"map[string]int", false},
        {"map[int32]int", false},
        {"map[[3]string]int", false},
        {"map[struct{a int; b string}]int", false},
        {"map[chan int]int", false},
        {"map[*float64]int", false},
        {"map[float32]int", true},
        {"map[complex128]int", true},
        {"map[any]int", true},
        {"map[error]int", true},
        {"map[[2]float64]int", true},
        {"map[struct{a int; b any}]int", true},
        {"map[struct{a [2]struct{f float32}}]int", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct classic loop, clear, *maps[] = {&loop, &clear};
        for (int which = 0; which < 2; which++) {
            make_map(maps[which], rows[i].type, 0);
            for (uint64_t n = 1; n <= 40; n++) {
                struct text text = {0};
                value_example(classic_type(maps[which])->key, n, &text);
                insert(maps[which], strstr(rows[i].type, "error") != NULL ? "nil" : text_string(&text), "1");
                text_free(&text);
            }
        }
        assert_int_equal(classic_clear_loop(&loop), GOMAP_DONE);
        assert_int_equal(classic_clear(&clear), GOMAP_DONE);
        for (enum classic_register which = 0; which < REGISTER_COUNT_OF_REGISTERS && !rows[i].loops; which++)
            assert_int_equal(classic_register(&loop, which), classic_register(&clear, which));
        assert_int_equal(classic_register(&loop, REGISTER_FLAGS),
                         rows[i].loops ? FLAG_ITERATOR | FLAG_OLD_ITERATOR : 0);
        assert_sound(&loop);
        lone_map_free(&loop);
        lone_map_free(&clear);
    }
}

/* The loop `for k := range m { delete(m, k) }` as really iterated: sets the flags, and NaNs survive it. */
static void clearing_by_a_loop(void **state)
{
    (void)state;
    struct classic map;
    make_map(&map, "map[float64]int", 0);
    insert(&map, "1.5", "1");
    insert(&map, "NaN", "2");
    insert(&map, "NaN", "3");
    assert_int_equal(classic_clear_loop(&map), GOMAP_DONE);
    assert_int_equal(classic_register(&map, REGISTER_COUNT), 2);
    assert_int_equal(classic_register(&map, REGISTER_FLAGS), FLAG_ITERATOR | FLAG_OLD_ITERATOR);
    assert_int_equal(classic_clear(&map), GOMAP_DONE);
    assert_int_equal(classic_register(&map, REGISTER_COUNT), 0);
    lone_map_free(&map);
}

/* +0 equals -0; overwriting rewrites the key of a float map, and a map of strings shows no difference. */
static void zeros_are_one_key_and_nans_are_many(void **state)
{
    (void)state;
    struct classic map;
    make_map(&map, "map[float64]int", 0);
    assert_int_equal(insert(&map, "0", "1"), GOMAP_INSERTED);
    assert_int_equal(insert(&map, "-0", "2"), GOMAP_UPDATED);
    value_id negative = key_of(&map, "-0");
    struct classic_spot spot = classic_locate(&map, key_of(&map, "0"));
    assert_true(spot.found);
    assert_int_equal(classic_cells(&map, spot.reference)->key[spot.slot], negative);
    for (int i = 0; i < 3; i++)
        assert_int_equal(insert(&map, "NaN", "7"), GOMAP_INSERTED);
    assert_int_equal(classic_register(&map, REGISTER_COUNT), 4);
    assert_int_equal(classic_access(&map, key_of(&map, "NaN"), NULL), GOMAP_ABSENT);
    assert_int_equal(classic_delete(&map, key_of(&map, "NaN")), GOMAP_ABSENT);
    lone_map_free(&map);
}

static void the_same_seed_gives_the_same_map(void **state)
{
    (void)state;
    struct memory_copy first = {0};
    for (int round = 0; round < 2; round++) {
        struct classic map;
        struct error error = {0};
        map = lone_map();
        classic_set_seed(&map, 42);
        classic_make(&map, "map[string]int", GO_1_23, 0, &error);
        for (int i = 0; i < 200; i++)
            insert(&map, NUMBER(i), NUMBER(i));
        if (round == 0) {
            first = memory_copy_take(map.memory);
        } else {
            struct text where = {0};
            assert_true(memory_copy_equals(&first, map.memory, &where));
        }
        lone_map_free(&map);
    }
    memory_copy_free(&first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(go_grows_at_these_insertions),
        cmocka_unit_test(a_hint_makes_room_at_once),
        cmocka_unit_test(a_hint_keeps_its_promise),
        cmocka_unit_test(overflow_buckets_in_reserve_are_as_measured),
        cmocka_unit_test(the_reserve_is_used_up_first),
        cmocka_unit_test(deleting_the_last_entry_draws_a_new_seed),
        cmocka_unit_test(a_nil_map_reads_as_empty_and_refuses_writes),
        cmocka_unit_test(a_second_writer_is_fatal),
        cmocka_unit_test(an_unhashable_key_panics_even_on_an_empty_map),
        cmocka_unit_test(what_is_too_big_or_wrong_leaves_the_map_alone),
        cmocka_unit_test(growing_by_hand),
        cmocka_unit_test(only_writes_move_a_growth_on),
        cmocka_unit_test(deleting_from_an_empty_growing_map_moves_nothing),
        cmocka_unit_test(clear_keeps_the_array),
        cmocka_unit_test(clearing_by_a_loop_is_mapclear_if_keys_equal_themselves),
        cmocka_unit_test(clearing_by_a_loop),
        cmocka_unit_test(zeros_are_one_key_and_nans_are_many),
        cmocka_unit_test(the_same_seed_gives_the_same_map),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
