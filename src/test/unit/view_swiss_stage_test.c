/* The stage of the Swiss map: what stands on it at its moments, that any moment can be drawn at any size, and what that costs. */
#include "base/memory_or_die.h"
#include "base/random.h"
#include "test/golden_frame.h"
#include "view/swiss/panels.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

struct history {
    struct swiss map;
    struct timeline timeline;
};

static void begin(struct history *history, const char *type, int64_t hint)
{
    struct world *world = new_items(1, sizeof *world);
    struct error error = {0};
    world_init(world);
    uint32_t home = swiss_new(world, 1);
    world_add(world, "m", home);
    history->map = swiss_of(world, home);
    timeline_init(&history->timeline, world);
    timeline_begin(&history->timeline, "make");
    assert_int_equal(swiss_make(&history->map, type, GO_1_24, hint, &error), SWISS_DONE);
    timeline_finish(&history->timeline, 0, NULL);
}

static void end(struct history *history)
{
    timeline_free(&history->timeline);
    world_free(history->map.world);
    free(history->map.world);
}

static value_id value(struct history *history, const struct gotype *type, const char *text)
{
    struct error error = {0};
    return values_parse(history->map.values, type, text, strlen(text), &error);
}

static value_id key(struct history *history, const char *shape, int number)
{
    char text[32];
    snprintf(text, sizeof text, shape, number);
    return value(history, swiss_type(&history->map)->map.key, text);
}

static void insert(struct history *history, const char *shape, int number)
{
    char elem[16];
    snprintf(elem, sizeof elem, "%d", number * 3 % 1000);
    value_id its = key(history, shape, number);
    timeline_begin(&history->timeline, "insert");
    swiss_insert(&history->map, its, value(history, swiss_type(&history->map)->map.elem, elem));
    timeline_finish(&history->timeline, 0, NULL);
}

static void insert_many(struct history *history, const char *shape, int from, int to)
{
    for (int i = from; i < to; i++)
        insert(history, shape, i);
}

static void delete (struct history *history, const char *shape, int number)
{
    timeline_begin(&history->timeline, "delete");
    swiss_delete(&history->map, key(history, shape, number));
    timeline_finish(&history->timeline, 0, NULL);
}

static void get(struct history *history, const char *shape, int number)
{
    timeline_begin(&history->timeline, "get");
    swiss_get(&history->map, key(history, shape, number), NULL);
    timeline_finish(&history->timeline, 0, NULL);
}

/* Right after event number `number` of a kind, counted within the last command. */
static void seek(struct history *history, event_kind kind, int number)
{
    struct timeline *timeline = &history->timeline;
    position at = timeline_mark_of(timeline, timeline->end - 1)->begin;
    for (; at < timeline->end; at++) {
        if (timeline_event(timeline, at).kind == kind && number-- == 0)
            break;
    }
    assert_true(at < timeline->end);
    timeline_seek(timeline, at + 1);
}

static struct picture picture_of(const struct history *history, const struct look *look)
{
    return (struct picture){
        .world = history->map.world,
        .home = history->map.home,
        .timeline = &history->timeline,
        .moment = {.at = history->timeline.cursor},
        .look = look,
        .words = words_english(),
        .speed = 1000,
    };
}

static struct screen_room draw(const struct picture *picture, struct grid *grid)
{
    struct now now = now_read(picture);
    struct swiss_reading reading = swiss_reading_of(picture, &now);
    grid_clear(grid);
    return swiss_draw_stage(grid, (struct area){0, 0, grid->width, grid->height}, picture, &reading);
}

/* What a screen of 80x24, 120x36, 200x50, 40x12 has for the stage. */
static const struct {
    const char *name;
    int width, height;
} sizes[] = {{"80x24", 80, 10}, {"120x36", 120, 15}, {"200x50", 200, 25}, {"40x12", 40, 5}};
enum { GOLDEN_SIZES = 4 };

static void golden(const struct history *history, const struct look *look, const char *name, int phase)
{
    struct grid grid = {0};
    for (int i = 0; i < GOLDEN_SIZES; i++) {
        char file[64];
        struct picture picture = picture_of(history, look);
        if (phase > 0)
            picture.moment = (struct moment){.at = history->timeline.cursor, .phase = phase};
        grid_resize(&grid, sizes[i].width, sizes[i].height);
        draw(&picture, &grid);
        snprintf(file, sizeof file, "swiss-stage/%s-%s", name, sizes[i].name);
        golden_frame(file, &grid);
    }
    grid_free(&grid);
}

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

/* ---- laws */

static void grow_to(struct history *history, int entries)
{
    begin(history, "map[string]int", 0);
    insert_many(history, "key-%d", 0, entries);
    for (int i = 0; i < entries; i += 3)
        delete (history, "key-%d", i);
    timeline_begin(&history->timeline, "range");
    uint32_t iterator;
    enum swiss_outcome outcome = swiss_iterate_begin(&history->map, &iterator);
    for (int i = 0; i < 40 && outcome == SWISS_DELIVERED; i++)
        outcome = swiss_iterate_next(&history->map, iterator);
    timeline_finish(&history->timeline, 0, NULL);
    insert_many(history, "key-%d", entries, entries + entries / 8);
    timeline_begin(&history->timeline, "range");
    while (outcome == SWISS_DELIVERED)
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
    golden(&big, &look, "field-of-many", 0);
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
    cmocka_unit_test(a_small_map_is_one_group),
    cmocka_unit_test(a_table_at_rest),
    cmocka_unit_test(equal_control_bytes_light_up_at_once),
    cmocka_unit_test(a_search_leaves_its_way),
    cmocka_unit_test(a_growth_is_old_bit_new),
    cmocka_unit_test(a_split_is_left_and_right),
    cmocka_unit_test(many_groups_are_a_field),
    cmocka_unit_test(a_table_may_stand_in_many_entries),
    cmocka_unit_test(any_moment_is_safe_at_any_size),
    cmocka_unit_test(the_same_moment_is_the_same_picture),
    cmocka_unit_test(nothing_moves_within_a_growth),
    cmocka_unit_test(what_is_meant_is_in_sight),
    cmocka_unit_test(a_big_map_is_drawn_as_fast),
};

int main(void)
{
    return cmocka_run_group_tests(tests, NULL, NULL);
}
