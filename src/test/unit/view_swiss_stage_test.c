/* The stage of the Swiss map: what stands on it at its moments. */
#include "test/swiss_stage.h"

static void a_small_map_is_one_group(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    look_init(&look);
    begin(&history, "map[string]int", 0);
    golden(&history, &look, "none", 0);
    insert_many(&history, "k%d", 0, 5);
    golden(&history, &look, "small", 0);
    end(&history);
}

static void a_table_at_rest(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    look_init(&look);
    begin(&history, "map[string]int", 0);
    insert_many(&history, "fruit-%d", 0, 25);
    get(&history, "fruit-%d", 7);
    golden(&history, &look, "table", 0);
    end(&history);
}

/* Keys 0 .. count-1 have the group `group` of eight as their home, and the tag of their number modulo `tags`. */
static void dictate(struct history *history, const char *shape, int from, int count, uint64_t group,
                    uint64_t tags)
{
    for (int i = from; i < from + count; i++)
        swiss_dictate_hash(&history->map, key(history, shape, i), group << 7 | ((uint64_t)i % tags + 0x20));
}

static void equal_control_bytes_light_up_at_once(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    look_init(&look);
    begin(&history, "map[string]int", 50);
    dictate(&history, "k%d", 0, 8, 3, 3);
    insert_many(&history, "k%d", 0, 7);
    get(&history, "k%d", 6);
    seek(&history, SWISS_match, 0);
    golden(&history, &look, "match", 0);
    seek(&history, SWISS_compare, 1);
    golden(&history, &look, "compare", 0);
    end(&history);
}

/* Three groups on the way, two of them full; in the first a tombstone. */
static void make_path(struct history *history)
{
    begin(history, "map[string]int", 50);
    dictate(history, "k%d", 0, 20, 2, 0x40);
    insert_many(history, "k%d", 0, 18);
    delete (history, "k%d", 3);
    dictate(history, "other%d", 0, 1, 2, 1);
    insert(history, "other%d", 0);
}

static void a_search_leaves_its_way(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    look_init(&look);
    make_path(&history);
    seek(&history, SWISS_remember, 0);
    golden(&history, &look, "tombstone", 0);
    seek(&history, SWISS_stop, 0);
    golden(&history, &look, "path", 0);
    /* Of its three groups the one that it stands in is bold. */
    struct picture picture = picture_of(&history, &look);
    struct grid grid = {0};
    int seen = 0;
    grid_resize(&grid, 80, 24);
    draw(&picture, &grid);
    for (int i = 0; i < grid.width * grid.height; i++) {
        const struct cell *cell = grid_cell(&grid, i % grid.width, i / grid.width),
                          *behind = grid_cell(&grid, i % grid.width + 1, i / grid.width);
        if (cell->rune < '1' || cell->rune > '3' || behind == NULL || behind->rune != 0x203a)
            continue;
        assert_int_equal((cell->flags & GRID_BOLD) != 0, cell->rune == '3');
        seen++;
    }
    assert_int_equal(seen, 3);
    grid_free(&grid);
    /* A key that is asked for has a way of its own, in the place of the search's. */
    look.found = key(&history, "k%d", 17);
    golden(&history, &look, "path-found", 0);
    end(&history);
}

static void a_growth_is_old_bit_new(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    look_init(&look);
    begin(&history, "map[string]int", 0);
    insert_many(&history, "k%d", 0, 9);
    seek(&history, SWISS_moved, 3);
    golden(&history, &look, "growth-of-small", 0);
    timeline_seek(&history.timeline, history.timeline.end);
    insert_many(&history, "k%d", 9, 29);
    seek(&history, SWISS_decide, 12);
    golden(&history, &look, "growth", 0);
    seek(&history, SWISS_decide, 12);
    golden(&history, &look, "growth-flight", 500);
    seek(&history, SWISS_grow, 0);
    timeline_seek(&history.timeline, history.timeline.cursor - 1);
    golden(&history, &look, "growth-begins", 500);
    seek(&history, SWISS_grown, 0);
    timeline_seek(&history.timeline, history.timeline.cursor - 1);
    golden(&history, &look, "growth-ends", 700);
    end(&history);
}

static void a_split_is_left_and_right(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    look_init(&look);
    begin(&history, "map[int]int", 0);
    insert_many(&history, "%d", 0, 897);
    seek(&history, SWISS_decide, 333);
    golden(&history, &look, "split", 0);
    seek(&history, SWISS_grown, 0);
    golden(&history, &look, "split-grown", 0);
    timeline_seek(&history.timeline, history.timeline.end);
    golden(&history, &look, "split-over", 0);
    end(&history);
}

static void many_groups_are_a_field(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    look_init(&look);
    begin(&history, "map[int]int", 0);
    insert_many(&history, "%d", 0, 700);
    get(&history, "%d", 333);
    golden(&history, &look, "field-of-one", 0);
    insert_many(&history, "%d", 700, 6000);
    for (int i = 0; i < 600; i++)
        delete (&history, "%d", i * 7);
    get(&history, "%d", 1);
    golden(&history, &look, "field", 0);
    look.follow = false;
    look.top = 300;
    golden(&history, &look, "field-scrolled", 0);
    end(&history);
}

/* 2,048 tables: a character a run of entries of the directory, and the field of tables near the one in hand. */
static void very_many_tables_are_runs(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    look_init(&look);
    begin(&history, "map[int]int", 1000000);
    assert_int_equal(swiss_table_count(&history.map), 2048);
    insert_many(&history, "%d", 0, 3000);
    golden(&history, &look, "field-of-many", 0);
    end(&history);
}

/* Tables of different depths: one stands in several entries of the directory. */
static void a_table_may_stand_in_many_entries(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    look_init(&look);
    begin(&history, "map[int]int", 0);
    /* All in the last eighth of the hashes: three splits find them on one side. */
    for (int i = 0; i < 897; i++)
        swiss_dictate_hash(&history.map, key(&history, "%d", i),
                           7ull << 61 | (uint64_t)(i & 1) << 60 | (uint64_t)i * 2654435761u % (1u << 20));
    insert_many(&history, "%d", 0, 897);
    seek(&history, SWISS_doubled, 1);
    golden(&history, &look, "doubled", 0);
    timeline_seek(&history.timeline, history.timeline.cursor - 1);
    golden(&history, &look, "doubling", 400);
    timeline_seek(&history.timeline, history.timeline.end);
    golden(&history, &look, "duplicates", 0);
    end(&history);
}

/* A command of a loop: it begins, or goes on. */
static enum gomap_outcome next(struct history *history, uint32_t *iterator)
{
    timeline_begin(&history->timeline, *iterator == 0 ? "iterate" : "next");
    enum gomap_outcome outcome = *iterator == 0 ? swiss_iterate_begin(&history->map, iterator)
                                                : swiss_iterate_next(&history->map, *iterator);
    timeline_finish(&history->timeline, 0, NULL);
    return outcome;
}

static void deliver(struct history *history, uint32_t *iterator, int count)
{
    while (count-- > 0)
        assert_int_equal(next(history, iterator), GOMAP_DELIVERED);
}

static void a_loop_leaves_its_marks(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    uint32_t iterator = 0, left = 0;
    look_init(&look);
    begin(&history, "map[string]int", 0);
    insert_many(&history, "fruit-%d", 0, 25);
    deliver(&history, &iterator, 9);
    golden(&history, &look, "loop", 0);
    seek(&history, SWISS_deliver, 0);
    golden(&history, &look, "loop-delivers", 0);
    timeline_seek(&history.timeline, history.timeline.end);
    insert_many(&history, "fruit-%d", 25, 29);
    seek(&history, SWISS_decide, 12);
    golden(&history, &look, "loop-growth", 0);
    timeline_seek(&history.timeline, history.timeline.end);
    golden(&history, &look, "loop-grown", 0);
    delete (&history, "fruit-%d", 3);
    deliver(&history, &iterator, 4);
    golden(&history, &look, "loop-left", 0);
    look.found = key(&history, "fruit-%d", 27); /* it is shown where it is, not where the loop still walks */
    golden(&history, &look, "loop-left-found", 0);
    look.found = VALUE_NONE;
    while (next(&history, &iterator) == GOMAP_DELIVERED)
        ;
    golden(&history, &look, "loop-over", 0);
    deliver(&history, &left, 2);
    golden(&history, &look, "loop-again", 0);
    end(&history);
}

static void a_loop_goes_on_in_the_group_of_a_small_map(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    uint32_t iterator = 0;
    look_init(&look);
    begin(&history, "map[string]int", 0);
    insert_many(&history, "k%d", 0, 8);
    deliver(&history, &iterator, 3);
    insert_many(&history, "k%d", 8, 9);
    deliver(&history, &iterator, 2);
    golden(&history, &look, "loop-left-small", 0);
    end(&history);
}

static int count_rune(const struct history *history, struct grid *grid, uint32_t rune)
{
    struct look look;
    int count = 0;
    look_init(&look);
    const struct picture picture = picture_of(history, &look);
    draw(&picture, grid);
    for (int i = 0; i < grid->width * grid->height; i++)
        count += grid_cell(grid, i % grid->width, i / grid->width)->rune == rune;
    return count;
}

/* Behind each call as many marks as it has delivered, the last of them the place of the loop; NaNs are told apart, and what a loop that
   is over has delivered is gone with the next operation. */
static void marks_are_as_many_as_deliveries(void **state)
{
    (void)state;
    enum { KEYS = 20, NANS = 3 };
    struct history history;
    struct grid grid = {0};
    uint32_t iterator = 0;
    begin(&history, "map[float64]int", 0);
    insert_many(&history, "%d", 0, KEYS - NANS);
    insert_many(&history, "NaN", 0, NANS);
    for (int size = 0; size < 3; size++) {
        grid_resize(&grid, sizes[size].width, sizes[size].height);
        iterator = 0;
        for (int delivered = 1; delivered <= KEYS; delivered++) {
            deliver(&history, &iterator, 1);
            assert_int_equal(count_rune(&history, &grid, '*'), delivered - 1);
            assert_int_equal(count_rune(&history, &grid, 0x00bb), 1);
        }
        assert_int_equal(next(&history, &iterator), GOMAP_END);
        assert_int_equal(count_rune(&history, &grid, '*'), KEYS);
        assert_int_equal(count_rune(&history, &grid, 0x00bb), 0);
        get(&history, "%d", 1);
        assert_int_equal(count_rune(&history, &grid, '*'), 0);
        timeline_seek(&history.timeline,
                      timeline_mark_of(&history.timeline, history.timeline.end - 1)->begin);
        assert_int_equal(count_rune(&history, &grid, '*'), KEYS);
        timeline_seek(&history.timeline, history.timeline.end);
    }
    grid_free(&grid);
    end(&history);
}

/* 0 and -0 are one key: an update puts the one in the place of the other, delivered as it is. */
static void an_update_takes_no_mark_away(void **state)
{
    (void)state;
    struct history history;
    struct grid grid = {0};
    uint32_t iterator = 0;
    begin(&history, "map[float64]int", 0);
    insert_many(&history, "0", 0, 1);
    insert_many(&history, "5", 0, 1);
    deliver(&history, &iterator, 2);
    grid_resize(&grid, 120, 15);
    insert_many(&history, "-0", 0, 1);
    assert_int_equal(swiss_word(&history.map, SWISS_WORD_USED), 2);
    int marks = count_rune(&history, &grid, '*') + count_rune(&history, &grid, 0x00bb);
    assert_int_equal(marks, 2);
    grid_free(&grid);
    end(&history);
}

/* The group that a loop walks still has 0, the map has -0 by now, which is what is delivered: the mark stands at 0. */
static void a_key_asked_for_has_its_mark(void **state)
{
    (void)state;
    enum { KEYS = 8 };
    struct history history;
    struct grid grid = {0};
    uint32_t iterator = 0;
    begin(&history, "map[float64]int", 0);
    insert_many(&history, "%d", 0, KEYS);
    grid_resize(&grid, 120, 15);
    deliver(&history, &iterator, 1);
    insert_many(&history, "%d", KEYS, KEYS + 1);
    insert_many(&history, "-0", 0, 1);
    for (int delivered = 2; delivered <= KEYS; delivered++) {
        deliver(&history, &iterator, 1);
        assert_int_equal(count_rune(&history, &grid, '*'), delivered - 1);
    }
    grid_free(&grid);
    end(&history);
}

/* A command may do more than loop: what its loop did is no longer looked at when it goes on to something else. */
static void the_next_operation_takes_the_marks(void **state)
{
    (void)state;
    struct history history;
    struct grid grid = {0};
    uint32_t iterator;
    begin(&history, "map[int]int", 0);
    insert_many(&history, "%d", 0, 12);
    grid_resize(&grid, 120, 15);
    timeline_begin(&history.timeline, "range, then get");
    enum gomap_outcome outcome = swiss_iterate_begin(&history.map, &iterator);
    while (outcome == GOMAP_DELIVERED)
        outcome = swiss_iterate_next(&history.map, iterator);
    swiss_get(&history.map, key(&history, "%d", 3), NULL);
    timeline_finish(&history.timeline, 0, NULL);
    assert_int_equal(count_rune(&history, &grid, '*'), 0);
    seek(&history, SWISS_finished, 0);
    assert_int_equal(count_rune(&history, &grid, '*'), 11);
    assert_int_equal(count_rune(&history, &grid, 0x00bb), 1);
    for (position call = history.timeline.cursor; timeline_event(&history.timeline, call).kind != SWISS_call;
         call++) {
        timeline_seek(&history.timeline, call + 1);
        assert_true(count_rune(&history, &grid, '*') >= 11);
    }
    grid_free(&grid);
    end(&history);
}

/* Two loops at a time: the marks are those of the one that the map tells of, however the other goes on. */
static void marks_are_of_one_loop(void **state)
{
    (void)state;
    struct history history;
    struct grid grid = {0};
    uint32_t outer = 0, inner = 0;
    begin(&history, "map[int]int", 0);
    insert_many(&history, "%d", 0, 20);
    grid_resize(&grid, 120, 15);
    deliver(&history, &outer, 7);
    assert_int_equal(count_rune(&history, &grid, '*'), 6);
    deliver(&history, &inner, 3);
    assert_int_equal(count_rune(&history, &grid, '*'), 2);
    deliver(&history, &outer, 4);
    assert_int_equal(count_rune(&history, &grid, '*') + count_rune(&history, &grid, 0x00bb), 3);
    timeline_begin(&history.timeline, "keep");
    swiss_iterate_keep(&history.map, outer);
    timeline_finish(&history.timeline, 0, NULL);
    deliver(&history, &inner, 1);
    assert_int_equal(count_rune(&history, &grid, '*'), 10);
    end(&history);
    grid_free(&grid);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_small_map_is_one_group),
    cmocka_unit_test(a_table_at_rest),
    cmocka_unit_test(equal_control_bytes_light_up_at_once),
    cmocka_unit_test(a_search_leaves_its_way),
    cmocka_unit_test(a_growth_is_old_bit_new),
    cmocka_unit_test(a_split_is_left_and_right),
    cmocka_unit_test(many_groups_are_a_field),
    cmocka_unit_test(very_many_tables_are_runs),
    cmocka_unit_test(a_table_may_stand_in_many_entries),
    cmocka_unit_test(a_loop_leaves_its_marks),
    cmocka_unit_test(a_loop_goes_on_in_the_group_of_a_small_map),
    cmocka_unit_test(marks_are_as_many_as_deliveries),
    cmocka_unit_test(an_update_takes_no_mark_away),
    cmocka_unit_test(a_key_asked_for_has_its_mark),
    cmocka_unit_test(the_next_operation_takes_the_marks),
    cmocka_unit_test(marks_are_of_one_loop),
};

int main(void)
{
    return cmocka_run_group_tests(tests, NULL, NULL);
}
