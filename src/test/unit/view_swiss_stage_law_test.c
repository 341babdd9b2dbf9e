/* The stage of the Swiss map: any moment can be drawn at any size, what is meant is in sight, and what that costs. */
#include "test/swiss_stage.h"

#include <time.h>

static void grow_to(struct history *history, int entries)
{
    begin(history, "map[string]int", 0);
    insert_many(history, "key-%d", 0, entries);
    for (int i = 0; i < entries; i += 3)
        delete (history, "key-%d", i);
    timeline_begin(&history->timeline, "range");
    uint32_t iterator;
    enum gomap_outcome outcome = swiss_iterate_begin(&history->map, &iterator);
    for (int i = 0; i < 40 && outcome == GOMAP_DELIVERED; i++)
        outcome = swiss_iterate_next(&history->map, iterator);
    timeline_finish(&history->timeline, 0, NULL);
    insert_many(history, "key-%d", entries, entries + entries / 8);
    timeline_begin(&history->timeline, "range");
    while (outcome == GOMAP_DELIVERED)
        outcome = swiss_iterate_next(&history->map, iterator);
    timeline_finish(&history->timeline, 0, NULL);
}

/* The stage within a taller screen: no line above or below it is touched. */
static void assert_within(const struct picture *picture, int width, int height)
{
    enum { ABOVE = 2, BELOW = 3 };
    struct grid grid = {0};
    struct now now = now_read(picture);
    struct swiss_reading reading = swiss_reading_of(picture, &now);
    grid_resize(&grid, width, ABOVE + height + BELOW);
    swiss_draw_stage(&grid, (struct area){0, ABOVE, width, height}, picture, &reading);
    for (int y = 0; y < grid.height; y++) {
        for (int x = 0; x < width && (y < ABOVE || y >= ABOVE + height); x++)
            assert_true(grid_cell(&grid, x, y)->rune == ' ' && grid_cell(&grid, x, y)->flags == 0);
    }
    grid_free(&grid);
}

/* Memory may be half-written between two events. */
static void any_moment_is_safe_at_any_size(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    struct grid grid = {0};
    uint64_t random = 7;
    grow_to(&history, 1000);
    value_id found = key(&history, "key-%d", 17);
    int round = 0;
    for (position at = history.timeline.first; at <= history.timeline.end; at++, round++) {
        look_init(&look);
        look.motion = (enum motion)random_below(&random, MOTIONS);
        look.before = random_below(&random, 4) == 0;
        look.follow = random_below(&random, 4) != 0;
        look.top = (int64_t)random_below(&random, 400);
        look.found = random_below(&random, 4) == 0 ? found : VALUE_NONE;
        look.on_buckets = random_below(&random, 4) == 0;
        look.cursor = (struct cursor){.row = (int64_t)random_below(&random, 300),
                                      .slot = (int)random_below(&random, 8)};
        look.point_count = (int)random_below(&random, 3);
        look.points[0] = (struct point){.what = POINT_KEY, .key = found};
        look.points[1] = (struct point){.what = POINT_PLACE,
                                        .place = {.pane = (int)random_below(&random, 2),
                                                  .row = (int64_t)random_below(&random, 300),
                                                  .link = (int)random_below(&random, 2),
                                                  .slot = (int)random_below(&random, 9) - 1}};
        grid_resize(&grid, (int)random_below(&random, 220) + 1, (int)random_below(&random, 40) + 1);
        timeline_seek(&history.timeline, at);
        struct picture picture = picture_of(&history, &look);
        picture.moment.phase = at < history.timeline.end && random_below(&random, 2) ? 500 : 0;
        picture.playing = random_below(&random, 2);
        struct screen_room room = draw(&picture, &grid);
        assert_true(room.top >= 0 && room.top <= room.all);
        if (round % 4 == 0)
            assert_within(&picture, grid.width, grid.height);
    }
    assert_true(round > 20000);
    grid_free(&grid);
    end(&history);
}

static void the_same_moment_is_the_same_picture(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    struct grid first = {0}, second = {0};
    uint64_t random = 11;
    look_init(&look);
    grow_to(&history, 400);
    grid_resize(&first, 120, 15);
    grid_resize(&second, 120, 15);
    for (int round = 0; round < 300; round++) {
        position there = random_below(&random, history.timeline.end + 1);
        timeline_seek(&history.timeline, there);
        struct picture picture = picture_of(&history, &look);
        draw(&picture, &first);
        timeline_seek(&history.timeline, random_below(&random, history.timeline.end + 1));
        timeline_seek(&history.timeline, there);
        draw(&picture, &second);
        assert_true(grid_equal(&first, &second));
    }
    grid_free(&first);
    grid_free(&second);
    end(&history);
}

/* Within the relocations of one growth whose bands all fit, no group moves on the screen: its number stands where it stood. */
static void nothing_moves_within_a_growth(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    struct grid grid = {0}, first = {0};
    look_init(&look);
    begin(&history, "map[string]int", 0);
    insert_many(&history, "k%d", 0, 29);
    grid_resize(&grid, 120, 15);
    grid_resize(&first, 120, 15);
    int compared = 0;
    for (int entry = 0; entry < 28; entry++) {
        seek(&history, SWISS_moved, entry);
        struct picture picture = picture_of(&history, &look);
        draw(&picture, entry == 0 ? &first : &grid);
        for (int y = 1; entry > 0 && y < grid.height; y++) {
            for (int x = 0; x < 3; x++, compared++)
                assert_int_equal(grid_cell(&grid, x, y)->rune, grid_cell(&first, x, y)->rune);
        }
    }
    assert_true(compared > 1000);
    grid_free(&grid);
    grid_free(&first);
    end(&history);
}

static int count_flag(const struct grid *grid, uint8_t flag)
{
    int count = 0;
    for (int y = 0; y < grid->height; y++) {
        for (int x = 0; x < grid->width; x++)
            count += (grid_cell(grid, x, y)->flags & flag) != 0;
    }
    return count;
}

/* The cursor, a group that is pointed at and an entry that was found are in sight, wherever the last command was. */
static void what_is_meant_is_in_sight(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    struct grid grid = {0};
    uint64_t random = 5;
    begin(&history, "map[int]int", 0);
    insert_many(&history, "%d", 0, 3000);
    int64_t groups = (int64_t)swiss_table_count(&history.map) * 128;
    for (int round = 0; round < 60; round++) {
        int size = round % 3;
        grid_resize(&grid, sizes[size].width, sizes[size].height);
        struct picture picture = picture_of(&history, &look);
        look_init(&look);
        look.on_buckets = true;
        look.cursor =
            (struct cursor){.row = (int64_t)random_below(&random, (uint64_t)groups), .slot = round % 8};
        grid.cursor_x = grid.cursor_y = -1;
        struct screen_room room = draw(&picture, &grid);
        assert_true(grid.cursor_x >= 0 && grid.cursor_y >= 0);
        assert_true(look.cursor.row >= room.top && look.cursor.row < room.top + room.rows);
        assert_int_equal(room.all, groups);
        look_init(&look);
        draw(&picture, &grid);
        int before = count_flag(&grid, GRID_REVERSE);
        look.points[look.point_count++] =
            (struct point){.what = POINT_PLACE,
                           .place = {.row = (int64_t)random_below(&random, (uint64_t)groups), .slot = -1}};
        draw(&picture, &grid);
        assert_true(count_flag(&grid, GRID_REVERSE) >= before + SWISS_SLOTS);
        look_init(&look);
        look.found = key(&history, "%d", (int)random_below(&random, 3000));
        struct swiss_spot spot = swiss_locate(&history.map, look.found);
        room = draw(&picture, &grid);
        assert_true(spot.found && room.top % 128 <= spot.group.index &&
                    room.top % 128 + room.rows > spot.group.index);
    }
    grid_free(&grid);
    end(&history);
}

/* ---- costs */

/* CPU time of a frame at rest, the least of many; without a grid: of one walk over the tables. */
static int64_t cost_of_frame(const struct history *history, struct grid *grid)
{
    enum { ROUNDS = 60 };
    struct look look;
    int64_t least = INT64_MAX;
    look_init(&look);
    for (int round = 0; round < ROUNDS; round++) {
        struct timespec from, to;
        struct picture picture = picture_of(history, &look);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
        if (grid != NULL)
            draw(&picture, grid);
        else
            assert_true(swiss_table_count(&history->map) > 0);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
        int64_t took = (to.tv_sec - from.tv_sec) * INT64_C(1000000000) + to.tv_nsec - from.tv_nsec;
        least = took < least ? took : least;
    }
    return least;
}

/* 2,048 tables of 128 groups: what a frame costs more than one of 8 tables are two walks over the tables, a few words each. */
static void a_big_map_is_drawn_as_fast(void **state)
{
    (void)state;
    enum { MOST_WALKS = 8, MOST_TIMES = 3 };
    struct history small, big;
    struct look look;
    struct grid grid = {0};
    look_init(&look);
    begin(&small, "map[int]int", 6000);
    begin(&big, "map[int]int", 1000000);
    assert_int_equal(swiss_table_count(&small.map), 8);
    assert_int_equal(swiss_table_count(&big.map), 2048);
    insert_many(&small, "%d", 0, 3000);
    insert_many(&big, "%d", 0, 3000);
    for (int i = 0; i < 3; i++) {
        grid_resize(&grid, sizes[i].width, sizes[i].height);
        int64_t its = cost_of_frame(&big, &grid), other = cost_of_frame(&small, &grid),
                walk = cost_of_frame(&big, NULL);
        if (getenv("BENCH") != NULL)
            printf("%s: %lld ns, of 8 tables %lld ns, a walk %lld ns\n", sizes[i].name, (long long)its,
                   (long long)other, (long long)walk);
        assert_true(its < other * MOST_TIMES + walk * MOST_WALKS);
    }
    grid_free(&grid);
    end(&small);
    end(&big);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(any_moment_is_safe_at_any_size), cmocka_unit_test(the_same_moment_is_the_same_picture),
    cmocka_unit_test(nothing_moves_within_a_growth),  cmocka_unit_test(what_is_meant_is_in_sight),
    cmocka_unit_test(a_big_map_is_drawn_as_fast),
};

int main(void)
{
    return cmocka_run_group_tests(tests, NULL, NULL);
}
