/* model/memory with the shapes of the classic map: the one writer, and that it can be taken back; the rows of all engines. */
#include "base/random.h"
#include "model/classic/classic.h"
#include "test/memory_copy.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const code_line LINE = LINE_outside_setup;

static void assert_is(const struct memory_copy *copy, const struct memory *memory)
{
    struct text where = {0};
    if (!memory_copy_equals(copy, memory, &where))
        fail_msg("%s", text_string(&where));
}

static void a_write_is_one_event_with_both_values(void **state)
{
    (void)state;
    struct memory memory;
    struct event_list list = {0};
    memory_init(&memory);
    memory.sink = (struct sink){event_list_take, &list};
    uint32_t words = memory_alloc(&memory, CLASSIC_REGISTERS, 4, MEMORY_ITSELF, LINE);
    uint32_t book = memory_alloc(&memory, CLASSIC_BOOK, 0, 0, LINE);
    uint32_t array = memory_alloc(&memory, CLASSIC_ARRAY, 3, words, LINE);
    uint32_t iterator = memory_alloc(&memory, CLASSIC_ITERATOR, 2, words, LINE);
    assert_int_equal(list.count, 4);
    assert_int_equal(list.events[2].kind, EVENT_alloc);
    assert_int_equal(list.events[2].after, 3);
    assert_int_equal(list.events[2].before, words); /* whose it is */
    assert_int_equal(memory_subject(&memory, &list.events[3]), words);

    reference bucket = REFERENCE(array, 2);
    const struct {
        struct place place;
        uint64_t value;
        event_kind kind;
    } rows[] = {
        {place_word(words, 3), UINT64_MAX, CLASSIC_set},
        {place_word(book, 40), 5, CLASSIC_book},
        {place_word(iterator, 1), 6, CLASSIC_hiter},
        {bucket_place(bucket, FIELD_TOPHASH, 7), 255, CLASSIC_tophash},
        {bucket_place(bucket, FIELD_KEY, 0), 0x80000001u, CLASSIC_key},
        {bucket_place(bucket, FIELD_ELEM, 6), 12, CLASSIC_elem},
        {bucket_place(bucket, FIELD_OVERFLOW, 0), REFERENCE(array, 1), CLASSIC_link},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        list.count = 0;
        memory_write(&memory, rows[i].place, rows[i].value, LINE_mapassign_place);
        assert_int_equal(list.count, 1);
        const struct event *event = &list.events[0];
        assert_int_equal(event->kind, rows[i].kind);
        assert_int_equal(event->line, LINE_mapassign_place);
        assert_true(event->before == 0 && event->after == rows[i].value);
        struct place place = event_place(event);
        assert_true(place.region == rows[i].place.region && place.index == rows[i].place.index);
        assert_true(place.field == rows[i].place.field && place.slot == rows[i].place.slot);
        assert_true(memory_read(&memory, rows[i].place) == rows[i].value);
        memory_write(&memory, rows[i].place, rows[i].value, LINE);
        assert_int_equal(list.count, 1); /* what is there already is no event */
        memory_revert(&memory, event);
        assert_true(memory_read(&memory, rows[i].place) == 0);
        memory_apply(&memory, event);
        assert_true(memory_read(&memory, rows[i].place) == rows[i].value);
    }
    assert_true(memory_read(&memory, place_word(book, 1000)) == 0); /* behind the end there are zeros */
    event_list_free(&list);
    memory_free(&memory);
}

static void looks_change_nothing(void **state)
{
    (void)state;
    struct memory memory;
    struct event_list list = {0};
    memory_init(&memory);
    uint32_t array = memory_alloc(&memory, CLASSIC_ARRAY, 1, 0, LINE);
    memory_write(&memory, bucket_place(REFERENCE(array, 0), FIELD_KEY, 1), 9, LINE);
    struct memory_copy copy = memory_copy_take(&memory);
    memory.sink = (struct sink){event_list_take, &list};
    for (event_kind kind = ENGINE_FIRST(ENGINE_classic); kind < CLASSIC_EVENTS_END; kind++) {
        if (event_class_of(kind) != EVENT_CLASS_LOOK)
            continue;
        list.count = 0;
        memory_look(&memory, kind, bucket_place(REFERENCE(array, 0), FIELD_KEY, 1), 1, 2, LINE);
        assert_int_equal(list.count, 1);
        assert_is(&copy, &memory);
        memory_revert(&memory, &list.events[0]);
        assert_is(&copy, &memory);
        memory_apply(&memory, &list.events[0]);
        assert_is(&copy, &memory);
    }
    memory_copy_free(&copy);
    event_list_free(&list);
    memory_free(&memory);
}

static void dropped_regions_stay_readable_until_released(void **state)
{
    (void)state;
    struct memory memory;
    memory_init(&memory);
    uint32_t array = memory_alloc(&memory, CLASSIC_ARRAY, 2, 0, LINE);
    memory_write(&memory, bucket_place(REFERENCE(array, 1), FIELD_KEY, 3), 77, LINE);
    memory_drop(&memory, array, LINE);
    assert_false(memory.regions[array].live);
    assert_true(memory_holds(&memory, array));
    const struct bucket *bucket = memory_item(&memory, array, 1);
    assert_int_equal(bucket->key[3], 77);
    memory_release(&memory, array);
    assert_false(memory_holds(&memory, array));
    assert_false(memory_holds(&memory, array + 1));
    assert_int_equal(memory_alloc(&memory, CLASSIC_OVERFLOW, 1, 0, LINE),
                     array + 1); /* ids are never used twice */
    memory_free(&memory);
}

/* The kinds of regions that do_something makes. */
static const uint16_t made[] = {CLASSIC_BOOK, CLASSIC_ARRAY, CLASSIC_OVERFLOW};

/* One random thing: a write anywhere, a new region, a drop. Regions 0 and 1 are words and stay. */
static void do_something(struct memory *memory, uint64_t *seed)
{
    uint32_t region = (uint32_t)random_below(seed, memory->region_count);
    const struct region *at = &memory->regions[region];
    uint64_t dice = random_below(seed, 40);
    if (dice == 0) {
        memory_alloc(memory, made[random_below(seed, 3)], 1 + (uint32_t)random_below(seed, 9),
                     (uint32_t)random_below(seed, 2), LINE);
    } else if (dice == 1 && region > 1 && at->live) {
        memory_drop(memory, region, LINE);
    } else if (at->kind == CLASSIC_BOOK) {
        memory_write(memory, place_word(region, (uint32_t)random_below(seed, 60)), random_below(seed, 5),
                     LINE);
    } else {
        enum bucket_field field = (enum bucket_field)random_below(seed, 4);
        reference bucket = REFERENCE(region, random_below(seed, at->count));
        int slot = field == FIELD_OVERFLOW ? 0 : (int)random_below(seed, SLOTS);
        /* No chain leads anywhere: what a link's home is depends on all of them (classic_check holds it). */
        uint64_t value = field == FIELD_OVERFLOW ? REFERENCE(region, 0) : random_below(seed, 5);
        memory_write(memory, bucket_place(bucket, field, slot), value, LINE);
    }
}

static void apply_then_revert_is_the_identity(void **state)
{
    (void)state;
    enum { COPIES = 60, BETWEEN = 50 };
    for (uint64_t round = 0; round < 20; round++) {
        uint64_t seed = round;
        struct memory memory;
        struct event_list list = {0};
        memory_init(&memory);
        memory_alloc(&memory, CLASSIC_BOOK, 3, MEMORY_ITSELF, LINE);
        memory_alloc(&memory, CLASSIC_BOOK, 0, 0, LINE);
        memory.sink = (struct sink){event_list_take, &list};
        struct memory_copy copies[COPIES];
        size_t positions[COPIES];
        for (int i = 0; i < COPIES; i++) {
            copies[i] = memory_copy_take(&memory);
            positions[i] = list.count;
            for (int j = 0; j < BETWEEN; j++)
                do_something(&memory, &seed);
        }
        assert_true(list.count > COPIES * BETWEEN / 2);
        size_t at = list.count;
        for (int i = 0; i < 200; i++) {
            size_t goal = random_below(&seed, COPIES);
            event_list_revert(&list, &memory, at, positions[goal]);
            event_list_apply(&list, &memory, at, positions[goal]);
            at = positions[goal];
            assert_is(&copies[goal], &memory);
        }
        for (int i = 0; i < COPIES; i++)
            memory_copy_free(&copies[i]);
        event_list_free(&list);
        memory_free(&memory);
    }
}

static void owners_go_with_their_regions(void **state)
{
    (void)state;
    struct memory memory;
    struct event_list list = {0};
    memory_init(&memory);
    memory.sink = (struct sink){event_list_take, &list};
    uint32_t mine = memory_alloc(&memory, CLASSIC_REGISTERS, 1, MEMORY_ITSELF, LINE);
    uint32_t others = memory_alloc(&memory, CLASSIC_REGISTERS, 1, MEMORY_ITSELF, LINE);
    uint32_t array = memory_alloc(&memory, CLASSIC_ARRAY, 1, mine, LINE);
    uint32_t left = memory_alloc(&memory, CLASSIC_ARRAY, 1, others, LINE);
    memory_drop_owned(&memory, mine, mine, LINE);
    assert_true(memory.regions[mine].live && memory.regions[others].live && memory.regions[left].live);
    assert_false(memory.regions[array].live);
    for (size_t i = 0; i < list.count; i++)
        assert_int_equal(memory_subject(&memory, &list.events[i]),
                         i == 0 || i == 2 || i == 4 ? mine : others);
    event_list_revert(&list, &memory, list.count, 2);
    assert_int_equal(memory.region_count, 2);
    for (size_t i = 0; i < list.count; i++) /* of the future as well */
        assert_int_equal(memory_subject(&memory, &list.events[i]),
                         i == 0 || i == 2 || i == 4 ? mine : others);
    event_list_free(&list);
    memory_free(&memory);
}

static void every_row_of_an_engine_is_whole(void **state)
{
    (void)state;
    for (int number = 0; number < ENGINES; number++) {
        const struct engine *engine = engines[number];
        assert_true(strlen(engine->name) > 0);
        assert_true(engine->event_count <= UINT8_MAX && engine->line_count <= UINT8_MAX);
        for (size_t i = 0; i < engine->event_count; i++) {
            const struct event_row *row = event_row((event_kind)(ENGINE_FIRST(number) + i));
            assert_true(row == &engine->events[i] && strlen(row->name) > 0);
            assert_true(row->weight >= 0 && row->grain < GRAIN_COMMAND);
            if (row->class == EVENT_CLASS_SPACE)
                assert_int_equal(row->weight, 0);
            for (size_t other = 0; other < i; other++)
                assert_string_not_equal(row->name, engine->events[other].name);
        }
        for (size_t i = 0; i < engine->line_count; i++) {
            const struct line_row *row = code_line_row((code_line)(ENGINE_FIRST(number) + i));
            assert_true(strlen(row->text) > 0 && row->depth >= 0);
            assert_true(strlen(routine_row(row->routine)->signature) > 0);
            assert_int_equal(ENGINE_OF(row->routine), number);
        }
        for (size_t i = 0; i < engine->shape_count; i++)
            assert_true(engine->shapes[i].size % 8 == 0 && strlen(engine->shapes[i].name) > 0);
    }
    assert_int_equal(sizeof(struct event), 32);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_write_is_one_event_with_both_values),
        cmocka_unit_test(looks_change_nothing),
        cmocka_unit_test(dropped_regions_stay_readable_until_released),
        cmocka_unit_test(apply_then_revert_is_the_identity),
        cmocka_unit_test(owners_go_with_their_regions),
        cmocka_unit_test(every_row_of_an_engine_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
