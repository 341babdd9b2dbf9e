/* Sums over runs of buckets: always what the cells say, whichever way time runs. */
#include "model/classic/summary.h"
#include "model/classic/verb.h"
#include "test/history.h"
#include "view/bulk.h"
#include "view/classic/stage.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void assert_sums(const struct classic *map)
{
    struct text why = {0};
    for (int old = 0; old < 2; old++) {
        if (!classic_summary_holds(map, classic_array(map, old), &why))
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
    assert_sums(&history.map);
    position end = history.timeline.end;
    for (int jump = 0; jump < 400; jump++) {
        timeline_seek(&history.timeline, random_next(&random) % (end + 1));
        assert_sums(&history.map);
    }
    history_end(&history);
}

/* Above 16 times 16 buckets there are blocks of blocks, above 4096 a level more. */
static void sums_hold_in_all_levels(void **state)
{
    (void)state;
    struct classic map = lone_map();
    struct error error = {0};
    assert_int_equal(classic_make(&map, "map[int]int", GO_1_23, 50000, &error), GOMAP_DONE);
    assert_int_equal(classic_bucket_count(&map), 8192);
    for (int i = 0; i < 3000; i++) {
        value_id key =
            values_parse(map.values, classic_type(&map)->key, NUMBER(i), strlen(NUMBER(i)), &error);
        classic_assign(&map, key, key);
        if (i % 4 == 0)
            classic_delete(&map, key);
    }
    assert_int_equal(classic_grow(&map, false), GOMAP_DONE);
    for (int i = 0; i < 300; i++)
        classic_step_evacuate(&map);
    assert_sums(&map);
    assert_int_equal(classic_summary(&map, classic_array(&map, true), 0, 8192).moved, 300);
    assert_int_equal(classic_summary(&map, classic_array(&map, false), 0, 16384).live +
                         classic_summary(&map, classic_array(&map, true), 0, 8192).live,
                     2250);
    lone_map_free(&map);
}

/* A row of a picture is what its characters are one by one. */
static void a_row_is_its_runs(void **state)
{
    (void)state;
    struct history history;
    struct classic_summary row[64];
    history_begin(&history, "map[string]int");
    for (int i = 0; i < 2500; i++)
        history_insert(&history, i);
    struct classic_array array = classic_array(&history.map, false);
    for (uint64_t run = 1; run <= array.count; run *= 2) {
        for (uint64_t first = 0, number; first < array.count; first += number * run) {
            number = (array.count - first) / run < 64 ? (array.count - first) / run : 64;
            classic_summaries(&history.map, array, first, run, (int)number, row);
            for (uint64_t i = 0; i < number; i++) {
                struct classic_summary one = classic_summary(&history.map, array, first + i * run, run);
                assert_memory_equal(&row[i], &one, sizeof one);
            }
        }
    }
    history_end(&history);
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

/* ---- the field */

static void read_bands(const struct history *history, const struct look *look, int width, int height,
                       struct bands *bands)
{
    struct picture picture = history_picture(history, look);
    struct now now = now_read(&picture);
    struct reading reading = reading_of(&picture, &now);
    bands_of(bands, (struct area){0, 2, width, height}, &picture, &reading);
}

/* Whatever the size: each run has a character of its own within the stage, and the same place in all panes is one split. */
static void assert_places(const struct bands *bands, int width, int height)
{
    const struct panes *panes = &bands->panes;
    static uint8_t taken[GRID_MOST_HEIGHT][GRID_MOST_WIDTH];
    memset(taken, 0, sizeof taken);
    for (uint64_t first = panes->first; first < panes->first + panes->shown; first += panes->run) {
        int x[BAND_SIDES], y[BAND_SIDES];
        for (int pane = 0; pane < panes->sides; pane++) {
            uint64_t bucket = first + (pane == BAND_Y ? bands->count : 0);
            assert_true(panes_find(panes, (enum band_side)pane, bucket, &x[pane], &y[pane]));
            assert_true(x[pane] >= 0 && x[pane] < width && y[pane] > 2 && y[pane] < 2 + height);
            assert_int_equal(taken[y[pane]][x[pane]]++, 0);
            assert_int_equal(y[pane], y[0]);
            assert_int_equal(x[pane] - panes->cells[pane], x[0] - panes->cells[0]);
        }
        assert_true(bands->shown == 0 || y[0] < bands->bands[0].y);
    }
}

static const int sizes[][2] = {{40, 8},   {62, 9},   {80, 13},  {100, 17},
                               {120, 20}, {160, 28}, {200, 30}, {300, 90}};

static void a_character_is_a_place_of_its_own(void **state)
{
    (void)state;
    struct history history;
    static struct bands bands;
    struct look look;
    look_init(&look);
    history_begin(&history, "map[string]int");
    for (int i = 0; i < 1800; i++)
        history_insert(&history, i);
    int fields = 0, growing = 0;
    for (size_t mark = 0; mark < history.timeline.mark_count; mark += 7) {
        timeline_seek(&history.timeline, history.timeline.marks[mark].end);
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            look.zoom = (int)(mark % 3);
            read_bands(&history, &look, sizes[i][0], sizes[i][1], &bands);
            assert_int_equal(bands.digits > 0, bands.count >= FIELD_FROM);
            if (bands.panes.rows == 0)
                continue;
            assert_places(&bands, sizes[i][0], sizes[i][1]);
            fields += bands.digits > 0;
            growing += bands.growing;
        }
    }
    assert_true(fields > 500 && growing > 200);
    history_end(&history);
}

/* Within a growth the panes and the band in hand stand still. */
static void the_field_stands_still_within_a_growth(void **state)
{
    (void)state;
    struct history history;
    static struct bands bands, was;
    struct look look;
    look_init(&look);
    history_begin(&history, "map[string]int");
    for (int i = 0; i < 1000; i++)
        history_insert(&history, i);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        uint64_t growth = 0;
        int seen = 0;
        for (position at = history.timeline.end / 2; at < history.timeline.end; at += 23) {
            timeline_seek(&history.timeline, at);
            if (classic_old_bucket_count(&history.map) < FIELD_FROM)
                continue;
            read_bands(&history, &look, sizes[i][0], sizes[i][1], &bands);
            if (growth == classic_register(&history.map, REGISTER_GROWTHS)) {
                assert_memory_equal(&bands.panes, &was.panes, sizeof was.panes);
                assert_int_equal(bands.bands[0].y, was.bands[0].y);
                seen++;
            }
            growth = classic_register(&history.map, REGISTER_GROWTHS);
            was = bands;
        }
        assert_true(seen > 100);
    }
    history_end(&history);
}

/* Zoomed in, the field shows the half that holds the bucket in hand, each character half as many buckets. */
static void a_zoom_shows_half_of_it(void **state)
{
    (void)state;
    struct history history;
    static struct bands bands;
    struct look look;
    look_init(&look);
    history_begin(&history, "map[string]int");
    for (int i = 0; i < 2500; i++)
        history_insert(&history, i);
    look.on_buckets = true;
    look.cursor.row = 300;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        uint64_t run = 0;
        for (look.zoom = 0; look.zoom < 8; look.zoom++) {
            read_bands(&history, &look, sizes[i][0], sizes[i][1], &bands);
            if (bands.panes.rows == 0)
                continue;
            if (look.zoom > 0)
                assert_int_equal(bands.panes.run, run > 1 ? run / 2 : 1);
            run = bands.panes.run;
            assert_true(bands.panes.first <= 300 && 300 < bands.panes.first + bands.panes.shown);
        }
        assert_true(run <= 1);
    }
    history_end(&history);
}

/* What `find` found is in hand below the field, and in a window of bands, until something happens. */
static void what_is_found_is_in_sight(void **state)
{
    (void)state;
    struct history history;
    static struct bands bands;
    for (int count = 300; count <= 1200; count += 900) { /* a window of bands, a field */
        struct look look;
        look_init(&look);
        history_begin(&history, "map[string]int");
        for (int i = 0; i < count; i++)
            history_insert(&history, i);
        for (int i = 0; i < count; i += 7) {
            struct classic_spot spot = classic_locate(&history.map, history_key(&history, i));
            look.found = history_key(&history, i);
            look.cursor = (struct cursor){spot.in_old, (int64_t)spot.bucket, spot.link, spot.slot};
            read_bands(&history, &look, 80, 13, &bands);
            enum band_side column;
            assert_non_null(bands_find(&bands, spot.in_old, spot.bucket, &column));
        }
        history_end(&history);
    }
}

/* Many at once: what plays too fast to be seen, and nothing else. */
static void a_bulk_is_what_nobody_can_follow(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    look_init(&look);
    history_begin(&history, "map[string]int");
    timeline_begin(&history.timeline, "fill");
    for (int i = 0; i < 300; i++) {
        value_id key = history_key(&history, i);
        classic_assign(&history.map, key, history_value(&history, classic_type(&history.map)->elem, "1"));
    }
    timeline_finish(&history.timeline, history.map.home, NULL);
    history_insert(&history, 1000);
    const struct mark *fill = &history.timeline.marks[1], *one = &history.timeline.marks[2];
    assert_int_equal(timeline_operations_before(&history.timeline, fill->end) -
                         timeline_operations_before(&history.timeline, fill->begin),
                     300);
    for (int playing = 0; playing < 2; playing++) {
        for (int second = 0; second < 2; second++) {
            timeline_seek(&history.timeline, (second ? one : fill)->begin + 5);
            struct picture picture = history_picture(&history, &look);
            picture.playing = playing != 0;
            picture.speed = 64000;
            picture.patience = CLOCK_PATIENCE;
            struct now now = now_read(&picture);
            assert_int_equal(bulk_is_under_way(&picture, &now), playing && !second);
            picture.patience = INT64_C(1) << 40;
            picture.speed = 1000;
            assert_false(bulk_is_under_way(&picture, &now));
        }
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
        cmocka_unit_test(sums_hold_in_all_levels),
        cmocka_unit_test(a_row_is_its_runs),
        cmocka_unit_test(the_longest_chain_is_found),
        cmocka_unit_test(what_has_not_moved_is_found),
        cmocka_unit_test(a_character_is_a_place_of_its_own),
        cmocka_unit_test(the_field_stands_still_within_a_growth),
        cmocka_unit_test(a_zoom_shows_half_of_it),
        cmocka_unit_test(what_is_found_is_in_sight),
        cmocka_unit_test(a_bulk_is_what_nobody_can_follow),
        cmocka_unit_test(a_wrong_sum_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
