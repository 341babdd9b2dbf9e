/* Sums over runs of buckets: always what the cells say, whichever way time runs. */
#include "model/classic/summary.h"
#include "model/classic/verb.h"
#include "test/history.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void assert_sums(const struct history *history)
{
    struct text why = {0};
    for (int old = 0; old < 2; old++) {
        if (!classic_summary_holds(&history->map, classic_array(&history->map, old), &why))
            fail_msg("%s", text_string(&why));
    }
}

/* Keys that all fall into one bucket of any size, so that its chain is long. */
static void collide(struct history *history, int from, int to, uint64_t bucket)
{
    timeline_begin(&history->timeline, "collide");
    for (int i = from; i < to; i++) {
        classic_dictate_hash(&history->map, history_key(history, i), (uint64_t)i << 56 | bucket);
        classic_assign(&history->map, history_key(history, i),
                       history_value(history, classic_type(&history->map)->elem, "1"));
    }
    timeline_finish(&history->timeline, 0, NULL);
}

static void sums_are_what_the_cells_say_at_any_moment(void **state)
{
    (void)state;
    struct history history;
    uint64_t random = 5;
    history_begin(&history, "map[string]int");
    for (int i = 0; i < 700; i++)
        history_insert(&history, i);
    collide(&history, 1000, 1100, 77);
    for (int i = 0; i < 700; i += 3)
        history_delete(&history, i);
    assert_sums(&history);
    position end = history.timeline.end;
    for (int jump = 0; jump < 400; jump++) {
        timeline_seek(&history.timeline, random_next(&random) % (end + 1));
        assert_sums(&history);
    }
    history_end(&history);
}

/* Above 64 times 64 buckets there are blocks of blocks. */
static void sums_hold_in_three_levels(void **state)
{
    (void)state;
    struct classic map = lone_map();
    struct error error = {0};
    struct text why = {0};
    assert_int_equal(classic_make(&map, "map[int]int", GO_1_23, 50000, &error), CLASSIC_DONE);
    assert_int_equal(classic_bucket_count(&map), 8192);
    for (int i = 0; i < 3000; i++) {
        value_id key =
            values_parse(map.values, classic_type(&map)->key, NUMBER(i), strlen(NUMBER(i)), &error);
        classic_assign(&map, key, key);
        if (i % 4 == 0)
            classic_delete(&map, key);
    }
    assert_int_equal(classic_grow(&map, false), CLASSIC_DONE);
    for (int i = 0; i < 300; i++)
        classic_step_evacuate(&map);
    for (int old = 0; old < 2; old++) {
        if (!classic_summary_holds(&map, classic_array(&map, old), &why))
            fail_msg("%s", text_string(&why));
    }
    assert_int_equal(classic_summary(&map, classic_array(&map, true), 0, 8192).moved, 300);
    assert_int_equal(classic_summary(&map, classic_array(&map, false), 0, 16384).live +
                         classic_summary(&map, classic_array(&map, true), 0, 8192).live,
                     2250);
    lone_map_free(&map);
}

static void the_longest_chain_is_found(void **state)
{
    (void)state;
    struct history history;
    history_begin(&history, "map[string]int");
    for (int i = 0; i < 900; i++)
        history_insert(&history, i);
    collide(&history, 2000, 2060, 200);
    struct classic_array array = classic_array(&history.map, false);
    assert_int_equal(array.count, 256);
    uint64_t bucket = classic_longest_chain(&history.map, array);
    assert_int_equal(bucket, 200);
    assert_int_equal(classic_cells(&history.map, classic_array_bucket(array, bucket))->number,
                     classic_summary(&history.map, array, 0, 256).longest);
    history_end(&history);
}

static void what_has_not_moved_is_found(void **state)
{
    (void)state;
    struct history history;
    uint64_t random = 3;
    history_begin(&history, "map[string]int");
    for (int i = 0; i < 1000; i++)
        history_insert(&history, i);
    for (int jump = 0; jump < 200; jump++) {
        timeline_seek(&history.timeline, random_next(&random) % (history.timeline.end + 1));
        uint64_t count = classic_old_bucket_count(&history.map), from = random_below(&random, count + 1),
                 next = from;
        while (next < count && classic_evacuated(&history.map, classic_old_bucket(&history.map, next)))
            next++;
        assert_int_equal(classic_unmoved_from(&history.map, from), next);
    }
    history_end(&history);
}

static void a_wrong_sum_is_noticed(void **state)
{
    (void)state;
    struct history history;
    struct text why = {0};
    history_begin(&history, "map[string]int");
    for (int i = 0; i < 100; i++)
        history_insert(&history, i);
    struct classic_array array = classic_array(&history.map, false);
    struct bucket *cells =
        (struct bucket *)(uintptr_t)classic_cells(&history.map, classic_array_bucket(array, 3));
    cells->live++;
    assert_false(classic_summary_holds(&history.map, array, &why));
    cells->live--;
    assert_true(classic_summary_holds(&history.map, array, &why));
    text_free(&why);
    history_end(&history);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_what_the_cells_say_at_any_moment),
        cmocka_unit_test(sums_hold_in_three_levels),
        cmocka_unit_test(the_longest_chain_is_found),
        cmocka_unit_test(what_has_not_moved_is_found),
        cmocka_unit_test(a_wrong_sum_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
