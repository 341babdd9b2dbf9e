/* model/memory, model/event: the one writer, and that it can be taken back. */
#include "base/random.h"
#include "test/memory_copy.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const enum code_line LINE = LINE_outside_setup;

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
    uint32_t words = memory_alloc(&memory, REGION_WORDS, 4, LINE);
    uint32_t book = memory_alloc(&memory, REGION_WORDS, 0, LINE);
    uint32_t array = memory_alloc(&memory, REGION_ARRAY, 3, LINE);
    uint32_t iterator = memory_alloc(&memory, REGION_WORDS, 2, LINE);
    assert_int_equal(list.count, 4);
    assert_int_equal(list.events[2].kind, EVENT_alloc);
    assert_int_equal(list.events[2].after, 3);

    reference bucket = REFERENCE(array, 2);
    const struct {
        struct place place;
        uint64_t value;
        enum event_kind kind;
    } rows[] = {
        {place_word(words, 3), UINT64_MAX, EVENT_set},
        {place_word(book, 40), 5, EVENT_book},
        {place_word(iterator, 1), 6, EVENT_hiter},
        {place_cell(bucket, FIELD_TOPHASH, 7), 255, EVENT_tophash},
        {place_cell(bucket, FIELD_KEY, 0), 0x80000001u, EVENT_key},
        {place_cell(bucket, FIELD_ELEM, 6), 12, EVENT_elem},
        {place_cell(bucket, FIELD_OVERFLOW, 0), REFERENCE(array, 1), EVENT_link},
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
    uint32_t array = memory_alloc(&memory, REGION_ARRAY, 1, LINE);
    memory_write(&memory, place_cell(REFERENCE(array, 0), FIELD_KEY, 1), 9, LINE);
    struct memory_copy copy = memory_copy_take(&memory);
    memory.sink = (struct sink){event_list_take, &list};
    for (int kind = 0; kind < EVENT_KINDS; kind++) {
        if (event_class_of((enum event_kind)kind) != EVENT_CLASS_LOOK)
            continue;
        list.count = 0;
        memory_look(&memory, (enum event_kind)kind, place_cell(REFERENCE(array, 0), FIELD_KEY, 1), 1, 2,
                    LINE);
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
    uint32_t array = memory_alloc(&memory, REGION_ARRAY, 2, LINE);
    memory_write(&memory, place_cell(REFERENCE(array, 1), FIELD_KEY, 3), 77, LINE);
    memory_drop(&memory, array, LINE);
    assert_false(memory.regions[array].live);
    assert_true(memory_holds(&memory, array));
    assert_int_equal(memory_bucket(&memory, REFERENCE(array, 1))->key[3], 77);
    memory_release(&memory, array);
    assert_false(memory_holds(&memory, array));
    assert_false(memory_holds(&memory, array + 1));
    assert_int_equal(memory_alloc(&memory, REGION_OVERFLOW, 1, LINE),
                     array + 1); /* ids are never used twice */
    memory_free(&memory);
}

/* One random thing: a write anywhere, a new region, a drop. Regions 0 and 1 are words and stay. */
static void do_something(struct memory *memory, uint64_t *seed)
{
    uint32_t region = (uint32_t)random_below(seed, memory->region_count);
    const struct region *at = &memory->regions[region];
    uint64_t dice = random_below(seed, 40);
    if (dice == 0) {
        memory_alloc(memory, (enum region_kind)random_below(seed, 3), 1 + (uint32_t)random_below(seed, 9),
                     LINE);
    } else if (dice == 1 && region > 1 && at->live) {
        memory_drop(memory, region, LINE);
    } else if (at->kind == REGION_WORDS) {
        memory_write(memory, place_word(region, (uint32_t)random_below(seed, 60)), random_below(seed, 5),
                     LINE);
    } else {
        enum cell_field field = FIELD_TOPHASH + (enum cell_field)random_below(seed, 4);
        reference bucket = REFERENCE(region, random_below(seed, at->count));
        int slot = field == FIELD_OVERFLOW ? 0 : (int)random_below(seed, SLOTS);
        memory_write(memory, place_cell(bucket, field, slot), random_below(seed, 5), LINE);
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
        memory_alloc(&memory, REGION_WORDS, 3, LINE);
        memory_alloc(&memory, REGION_WORDS, 0, LINE);
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

static void every_kind_has_its_facts(void **state)
{
    (void)state;
    for (int kind = 0; kind < EVENT_KINDS; kind++) {
        enum event_kind event = (enum event_kind)kind;
        assert_true(strlen(event_name(event)) > 0);
        assert_true(event_weight(event) >= 0);
        assert_true(event_grain(event) < GRAIN_COMMAND);
        if (event_class_of(event) == EVENT_CLASS_SPACE)
            assert_int_equal(event_weight(event), 0);
        for (int other = 0; other < kind; other++)
            assert_string_not_equal(event_name(event), event_name((enum event_kind)other));
    }
    for (int line = 0; line < CODE_LINES; line++) {
        assert_true(strlen(code_line_text((enum code_line)line)) > 0);
        assert_true(code_line_depth((enum code_line)line) >= 0);
        assert_true(strlen(routine_signature(code_line_routine((enum code_line)line))) > 0);
        assert_true(strlen(routine_name(code_line_routine((enum code_line)line))) > 0);
    }
    assert_true(EVENT_KINDS <= UINT8_MAX && CODE_LINES <= UINT8_MAX); /* an event keeps them in bytes */
    assert_int_equal(sizeof(struct event), 32);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_write_is_one_event_with_both_values),
        cmocka_unit_test(looks_change_nothing),
        cmocka_unit_test(dropped_regions_stay_readable_until_released),
        cmocka_unit_test(apply_then_revert_is_the_identity),
        cmocka_unit_test(every_kind_has_its_facts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
