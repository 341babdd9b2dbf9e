/* The end of a growth is one motion: x and y become the array at rest, in a field run by run, in bands column by column. */
#include "model/classic/summary.h"
#include "test/history.h"
#include "view/classic/stage.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const int sizes[][2] = {{40, 8},   {62, 9},   {80, 13},  {100, 17},
                               {120, 20}, {160, 28}, {200, 30}, {300, 90}};

/* ---- in a field */

/* A moment of it as it is drawn: where x and y stood, and the field that comes. */
struct end_of_growth {
    struct picture picture;
    struct now now;
    struct bands before, after;
    struct ending ending;
};

/* False: there is no room for a field, and nothing moves. */
static bool read_end(struct end_of_growth *end, const struct history *history, const struct look *look,
                     struct area area, int phase)
{
    end->picture = history_picture(history, look);
    end->picture.playing = true;
    end->picture.moment.phase = phase;
    end->now = now_read(&end->picture);
    struct reading reading = reading_of(&end->picture, &end->now);
    bands_of(&end->after, area, &end->picture, &reading);
    assert_int_equal(end->after.ending, end->after.panes.rows > 0 ? phase : -1);
    if (end->after.ending < 0)
        return false;
    bands_before_end(&end->before, &end->after, &end->picture, &reading);
    ending_read(&end->ending, &end->before, &end->after);
    return true;
}

/* Puts a mark where a bucket's run stands: no other one may. */
static void take(uint32_t taken[GRID_MOST_HEIGHT][GRID_MOST_WIDTH], int x, int y, uint64_t run)
{
    assert_true(taken[y][x] == 0 || taken[y][x] == (uint32_t)run + 1);
    taken[y][x] = (uint32_t)run + 1;
}

/* Every bucket has one place, in the array or where it stood, and shares it with none but those of its run. */
static void assert_one_place(const struct end_of_growth *end)
{
    static uint32_t taken[GRID_MOST_HEIGHT][GRID_MOST_WIDTH];
    const struct panes *before = &end->before.panes, *after = &end->after.panes;
    int x, y;
    memset(taken, 0, sizeof taken);
    for (uint64_t bucket = 0; bucket < end->after.count; bucket++) {
        bool has = ending_has(&end->ending, bucket), of_y = bucket >= end->before.count;
        if (has && panes_find(after, BAND_OLD, bucket, &x, &y))
            take(taken, x, y, bucket / after->run);
        else if (!has && end->before.digits > 0 && panes_find(before, of_y ? BAND_Y : BAND_X, bucket, &x, &y))
            take(taken, x, y, end->after.count + bucket / before->run);
    }
    for (int i = 0; i < end->before.shown; i++) {
        const struct band *band = &end->before.bands[i];
        for (int side = BAND_X; side <= BAND_Y; side++) {
            uint64_t bucket = band->index + (side == BAND_Y ? end->before.count : 0);
            for (int slot = 0; slot < SLOTS && !ending_has_block(&end->ending, band, (enum band_side)side);
                 slot++) {
                if (bands_slot(&end->before, false, bucket, 0, slot, &x, &y))
                    assert_int_equal(taken[y][x], 0);
            }
        }
    }
}

/* Nothing is left behind, nothing goes back, and at its end all have gone over. Returns how many have. */
static size_t assert_goes_on(const struct end_of_growth *end, bool *gone)
{
    size_t number = 0;
    for (uint64_t bucket = 0; bucket < end->after.count; bucket++) {
        bool has = ending_has(&end->ending, bucket);
        assert_true(has || !gone[bucket]);
        gone[bucket] = has;
        number += has;
    }
    return number;
}

static void each_bucket_goes_over_once(void **state)
{
    (void)state;
    enum { STEP = 50, MOST = 512 };
    struct history history;
    static struct end_of_growth end;
    struct look look;
    int growths = 0;
    look_init(&look);
    history_begin(&history, "map[string]int");
    for (int i = 0; i < 2000; i++)
        history_insert(&history, i);
    for (position at = 0; at < history.timeline.end; at++) {
        const struct event event = timeline_event(&history.timeline, at);
        if (event.kind != CLASSIC_grown || event.after < FIELD_FROM)
            continue;
        timeline_seek(&history.timeline, at);
        growths++;
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            bool gone[MOST] = {false};
            for (int phase = 0; phase <= 1000; phase += STEP) {
                if (!read_end(&end, &history, &look, (struct area){0, 2, sizes[i][0], sizes[i][1]}, phase))
                    continue;
                assert_one_place(&end);
                size_t number = assert_goes_on(&end, gone);
                assert_true(phase > 0 || number == 0);
                assert_true(phase < 1000 || number == end.after.count);
                ending_free(&end.ending);
            }
        }
    }
    assert_int_equal(growths, 3); /* to 128, 256, 512 */
    history_end(&history);
}

static void draw_end(const struct history *history, const struct look *look, int phase, const int size[2],
                     struct grid *grid)
{
    struct picture picture = history_picture(history, look);
    picture.playing = phase >= 0;
    picture.moment.phase = phase >= 0 ? phase : 0;
    struct now now = now_read(&picture);
    struct reading reading = reading_of(&picture, &now);
    grid_resize(grid, size[0], size[1] + 2);
    buckets_draw(grid, (struct area){0, 2, size[0], size[1]}, &picture, &reading);
}

/* Whether the same characters stand at a bucket's place in a pane of two pictures. */
static void assert_same_run(const struct grid *a, const struct grid *b, const struct bands *bands,
                            enum band_side side, uint64_t bucket)
{
    int x, y;
    assert_true(panes_find(&bands->panes, side, bucket, &x, &y));
    assert_int_equal(grid_cell(a, x, y)->rune, grid_cell(b, x, y)->rune);
}

/* In between every bar is there: as it was at first, or as it is at last. */
static void assert_between(const struct history *history, const struct look *look, const int size[2],
                           const struct grid *first, const struct grid *last)
{
    static struct end_of_growth end;
    struct grid between = {0};
    for (int phase = 300; phase <= 700; phase += 200) {
        assert_true(read_end(&end, history, look, (struct area){0, 2, size[0], size[1]}, phase));
        draw_end(history, look, phase, size, &between);
        for (uint64_t bucket = 0; bucket < end.after.count; bucket++) {
            if (ending_has(&end.ending, bucket))
                assert_same_run(&between, last, &end.after, BAND_OLD, bucket);
            else if (end.before.digits > 0)
                assert_same_run(&between, first, &end.before, bucket >= end.before.count ? BAND_Y : BAND_X,
                                bucket);
        }
        ending_free(&end.ending);
    }
    grid_free(&between);
}

/* It begins with the bars and keys of x and y as they stood, and ends with those of the array at rest. */
static void it_begins_and_ends_with_what_was_and_is(void **state)
{
    (void)state;
    struct history history;
    static struct end_of_growth end;
    struct grid first = {0}, last = {0}, was = {0}, is = {0};
    struct look look;
    int seen = 0;
    look_init(&look);
    history_begin(&history, "map[string]int");
    for (int i = 0; i < 2000; i++)
        history_insert(&history, i);
    for (position at = 0, moved = 0; at < history.timeline.end; at++) {
        const struct event event = timeline_event(&history.timeline, at);
        moved = event.kind == CLASSIC_advance ? at + 1 : moved;
        for (size_t i = 1; i < sizeof sizes / sizeof *sizes; i++) {
            if (event.kind != CLASSIC_grown || event.after < FIELD_FROM)
                continue;
            timeline_seek(&history.timeline, moved);
            draw_end(&history, &look, -1, sizes[i], &was);
            timeline_seek(&history.timeline, at);
            draw_end(&history, &look, 0, sizes[i], &first);
            draw_end(&history, &look, 1000, sizes[i], &last);
            assert_between(&history, &look, sizes[i], &first, &last);
            assert_true(read_end(&end, &history, &look, (struct area){0, 2, sizes[i][0], sizes[i][1]}, 500));
            timeline_seek(&history.timeline, at + 1);
            draw_end(&history, &look, -1, sizes[i], &is);
            for (uint64_t bucket = 0; bucket < end.after.count; bucket++) {
                bool of_y = bucket >= end.before.count;
                assert_same_run(&last, &is, &end.after, BAND_OLD, bucket);
                if (end.before.digits > 0)
                    assert_same_run(&first, &was, &end.before, of_y ? BAND_Y : BAND_X, bucket);
                int x, y;
                for (int slot = 0; slot < SLOTS && bands_slot(&end.before, false, bucket, 0, slot, &x, &y);
                     slot++, seen++)
                    assert_int_equal(grid_cell(&first, x, y)->rune, grid_cell(&was, x, y)->rune);
            }
            ending_free(&end.ending);
        }
    }
    assert_true(seen > 500);
    grid_free(&first);
    grid_free(&last);
    grid_free(&was);
    grid_free(&is);
    history_end(&history);
}

/* ---- in bands */

/* Where slot 0 of bucket `bucket` stands while the map grows, or after it. */
static int column_of(const struct bands *bands, uint64_t bucket)
{
    int x = -1, y;
    assert_true(bands_slot(bands, false, bucket, 0, 0, &x, &y));
    return x;
}

static void read_bands(const struct history *history, const struct look *look, int phase, const int size[2],
                       struct bands *bands)
{
    struct picture picture = history_picture(history, look);
    picture.playing = phase >= 0;
    picture.moment.phase = phase >= 0 ? phase : 0;
    struct now now = now_read(&picture);
    struct reading reading = reading_of(&picture, &now);
    bands_of(bands, (struct area){0, 2, size[0], size[1]}, &picture, &reading);
}

/* No two slots of the array stand in one place. */
static void assert_apart(const struct bands *bands)
{
    static uint32_t taken[GRID_MOST_HEIGHT][GRID_MOST_WIDTH];
    memset(taken, 0, sizeof taken);
    for (uint64_t bucket = 0; bucket < bands->count; bucket++) {
        int x, y;
        for (int slot = 0; slot < SLOTS; slot++) {
            if (!bands_slot(bands, false, bucket, 0, slot, &x, &y))
                continue;
            for (int i = 0; i < bands->key; i++)
                take(taken, x + i, y, bucket * SLOTS + (uint64_t)slot);
        }
    }
}

/* From where they stood to where they stand, one way only; first one sees that the old array is gone. Hues last as long as the way. */
static void assert_one_way(struct history *history, const struct look *look, position at, const int size[2])
{
    static struct bands before, after, between;
    struct grid grid = {0};
    timeline_seek(&history->timeline, at + 1);
    read_bands(history, look, -1, size, &after);
    for (position back = at; !before.growing || before.count * 2 != after.count; back--) {
        timeline_seek(&history->timeline, back);
        read_bands(history, look, -1, size, &before);
    }
    timeline_seek(&history->timeline, at);
    int first = column_of(&before, 0), last = first;
    read_bands(history, look, 0, size, &between);
    for (uint64_t bucket = 0; bucket < after.count; bucket++) { /* nobody leaps at the beginning */
        int x, y, was_x, was_y;
        assert_true(bands_slot(&between, false, bucket, 0, 1, &x, &y));
        assert_true(bands_slot(&before, false, bucket, 0, 1, &was_x, &was_y));
        assert_true(x == was_x && y == was_y);
    }
    for (int phase = 0; phase <= 1000; phase += 25) {
        read_bands(history, look, phase, size, &between);
        int x, y, column = column_of(&between, 0);
        assert_true(column <= last && (phase > 300 || column == first));
        assert_int_equal(between.dropped > 0, column == first && phase < 350);
        assert_apart(&between);
        draw_end(history, look, phase, size, &grid);
        for (uint64_t bucket = 0; bucket < after.count; bucket += before.count) {
            reference link = classic_bucket(&history->map, bucket);
            bands_slot(&between, false, bucket, 0, 0, &x, &y);
            if (classic_cells(&history->map, link)->tophash[0] >= TOP_MIN)
                assert_int_equal(grid_cell(&grid, x, y)->style, bucket > 0 ? STYLE_new_y : STYLE_new_x);
        }
        bool card = (grid_cell(&grid, before.slots[BAND_OLD], y)->flags & GRID_CARD) != 0;
        assert_true(between.dropped == 0 || card);
        last = column;
    }
    assert_int_equal(last, column_of(&after, 0));
    memset(&before, 0, offsetof(struct bands, bands));
    grid_free(&grid);
}

static void bands_go_one_way(void **state)
{
    (void)state;
    static const int bands_sizes[][2] = {{80, 16}, {100, 22}, {120, 26}, {200, 36}};
    struct history history;
    struct look look;
    int growths = 0;
    look_init(&look);
    history_begin(&history, "map[string]int");
    for (int i = 0; i < 60; i++)
        history_insert(&history, i);
    for (position at = 0; at < history.timeline.end; at++) {
        const struct event event = timeline_event(&history.timeline, at);
        if (event.kind != CLASSIC_grown || event.after < 2 || event.after > 8)
            continue;
        growths++;
        for (size_t i = 0; i < sizeof bands_sizes / sizeof *bands_sizes; i++)
            assert_one_way(&history, &look, at, bands_sizes[i]);
    }
    assert_int_equal(growths, 3); /* to 2, 4, 8 */
    history_end(&history);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_bucket_goes_over_once),
        cmocka_unit_test(it_begins_and_ends_with_what_was_and_is),
        cmocka_unit_test(bands_go_one_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
