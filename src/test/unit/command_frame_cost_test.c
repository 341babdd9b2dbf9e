/*
 * A frame costs what its screen costs, not what the map does: of 2^20 buckets (2^19 old ones, while it grows) at most 1.2 times what
 * it costs of 2^3. `make bench` prints the figures. Here the limit is 2, and the rounds of both maps take turns until it is kept,
 * each counting with its least: that needs a quiet moment of a busy machine, not a quiet machine. In instructions a frame of the large
 * map is 6 % more; what else it costs are cells that no cache holds, which weigh the more the cheaper all else is. Whoever walked over
 * the map would be found at a limit of 100, too.
 */
#include "test/frame_cost.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { LEAST_ROUNDS = 10, MOST_ROUNDS = 400, LIMIT = 200 /* percent */ };

static bool is_kept(const struct frame_cost *small, const struct frame_cost *big)
{
    return big->least * 100 <= small->least * LIMIT;
}

/* Both show the same moments. */
static void assert_kept(struct frame_cost *small, struct frame_cost *big, int width, int height)
{
    struct grid grid = {0};
    assert_int_equal(small->end - small->begin, big->end - big->begin);
    grid_resize(&grid, width, height);
    for (int round = 0; round < LEAST_ROUNDS || (round < MOST_ROUNDS && !is_kept(small, big)); round++) {
        frame_cost_measure(small, &grid);
        frame_cost_measure(big, &grid);
    }
    if (!is_kept(small, big))
        fail_msg("%dx%d: %lld nanoseconds a frame, but %lld of a small map", width, height,
                 (long long)big->least, (long long)small->least);
    grid_free(&grid);
    frame_cost_end(small);
    frame_cost_end(big);
}

static void assert_cost(int width, int height, bool grows)
{
    struct frame_cost small, big;
    assert_true(frame_cost_begin(&small, 3, grows));
    assert_true(frame_cost_begin(&big, grows ? 19 : 20, grows));
    assert_kept(&small, &big, width, height);
}

static const int sizes[][2] = {{80, 24}, {120, 36}, {200, 50}};

static void a_big_map_costs_no_more_than_a_small_one(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        assert_cost(sizes[i][0], sizes[i][1], false);
}

static void nor_while_it_grows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        assert_cost(sizes[i][0], sizes[i][1], true);
}

/* The last moments of a command that moves every old bucket: what is drawn is not looked for in all of it. */
static void nor_at_the_end_of_a_long_command(void **state)
{
    (void)state;
    enum { LAST = 12 };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct frame_cost costs[2];
        for (int big = 0; big < 2; big++) {
            assert_true(frame_cost_begin(&costs[big], big ? 16 : 3, true));
            assert_true(frame_cost_run(costs[big].session, "evacuate"));
            costs[big].end = costs[big].session->timeline.end;
            costs[big].begin = costs[big].end - LAST;
        }
        assert_kept(&costs[0], &costs[1], sizes[i][0], sizes[i][1]);
    }
}

/* What waits is looked for as far as it is shown. */
static void nor_with_what_waits(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct frame_cost costs[2];
        for (int big = 0; big < 2; big++) {
            assert_true(frame_cost_begin(&costs[big], big ? 19 : 6, true));
            assert_true(frame_cost_run(costs[big].session, "view pending on"));
        }
        assert_kept(&costs[0], &costs[1], sizes[i][0], sizes[i][1]);
    }
}

/* A collection looks at objects, and an array is one. */
static void nor_while_garbage_is_collected(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct frame_cost costs[2];
        for (int big = 0; big < 2; big++) {
            assert_true(frame_cost_begin(&costs[big], big ? 19 : 4, true));
            assert_true(frame_cost_run(costs[big].session, "gc"));
            const struct mark *mark = timeline_last_mark(&costs[big].session->timeline);
            costs[big].begin = mark->begin;
            costs[big].end = mark->end;
        }
        assert_kept(&costs[0], &costs[1], sizes[i][0], sizes[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_big_map_costs_no_more_than_a_small_one), cmocka_unit_test(nor_while_it_grows),
        cmocka_unit_test(nor_at_the_end_of_a_long_command),         cmocka_unit_test(nor_with_what_waits),
        cmocka_unit_test(nor_while_garbage_is_collected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
