/* The screen's laws: safe at any size, a pure function of the moment, and nothing on it moves while it
   exists. */
#include "test/golden_frame.h"
#include "test/history.h"
#include "view/classic/stage.h"
#include "view/glyph.h"

/* Two growths, overflow chains, deletions and a loop that is under way when the map grows. */
static void make_history(struct history *history)
{
    history_begin(history, "map[string]int");
    for (int i = 0; i < 20; i++)
        history_insert(history, i);
    for (int i = 0; i < 20; i += 3)
        history_delete(history, i);
    history_iterate(history, 3);
    for (int i = 20; i < 70; i++)
        history_insert(history, i);
    history_iterate(history, 100);
}

static void draw(const struct history *history, const struct look *look, struct grid *grid)
{
    struct picture picture = history_picture(history, look);
    screen_draw(grid, &picture);
}

static void any_size_is_safe(void **state)
{
    (void)state;
    struct history history;
    make_history(&history);
    struct grid grid = {0};
    struct look look;
    look_init(&look);
    uint64_t random = 7;
    for (int round = 0; round < 1500; round++) {
        int width = (int)random_below(&random, round % 10 == 0 ? 300 : 130) + 1;
        int height = (int)random_below(&random, round % 10 == 0 ? 100 : 50) + 1;
        timeline_seek(&history.timeline, random_below(&random, history.timeline.end + 1));
        look.cells = (enum cell_content)random_below(&random, CELL_CONTENTS);
        look.motion = (enum motion)random_below(&random, MOTIONS);
        look.before = random_below(&random, 2);
        look.on_buckets = random_below(&random, 4) == 0;
        look.opened = random_below(&random, 2);
        look.cursor.pane = (int)random_below(&random, 2);
        look.cursor.row = (int64_t)random_below(&random, 40);
        look.cursor.link = (int)random_below(&random, 3);
        look.cursor.slot = (int)random_below(&random, SLOTS);
        look.follow = random_below(&random, 2);
        look.top = (int64_t)random_below(&random, 40);
        grid_resize(&grid, width, height);
        draw(&history, &look, &grid);
        assert_int_equal(grid.width, width);
        assert_true(grid.cursor_x < width && grid.cursor_y < height);
    }
    grid_free(&grid);
    history_end(&history);
}

static void the_same_moment_is_the_same_picture(void **state)
{
    (void)state;
    struct history history;
    make_history(&history);
    struct look look;
    look_init(&look);
    struct grid first = {0}, second = {0};
    grid_resize(&first, 120, 36);
    grid_resize(&second, 120, 36);
    uint64_t random = 11;
    for (int round = 0; round < 300; round++) {
        position there = random_below(&random, history.timeline.end + 1);
        timeline_seek(&history.timeline, there);
        draw(&history, &look, &first);
        draw(&history, &look, &second);
        assert_true(grid_equal(&first, &second));
        timeline_seek(&history.timeline, random_below(&random, history.timeline.end + 1));
        draw(&history, &look, &second);
        timeline_seek(&history.timeline, there);
        draw(&history, &look, &second);
        assert_true(grid_equal(&first, &second));
    }
    grid_free(&first);
    grid_free(&second);
    history_end(&history);
}

/* Where slot 0 of each bucket stands while one growth lasts, by its old array; a bucket that is scrolled away is not compared. */
struct places {
    uint32_t region;
    bool known[2][64];
    int x[2][64], y[2][64];
};

static void look_at_growth(const struct history *history, const struct look *look, struct places *growths,
                           int *count)
{
    struct picture picture = history_picture(history, look);
    struct now now = now_read(&picture);
    struct reading reading = reading_of(&picture, &now);
    static struct bands bands;
    bands_of(&bands, (struct area){0, 3, 120, 70}, &picture, &reading);
    uint32_t region = (uint32_t)classic_register(&history->map, REGISTER_OLDBUCKETS);
    struct places *places = NULL;
    for (int i = 0; i < *count && places == NULL; i++)
        places = growths[i].region == region ? &growths[i] : NULL;
    if (places == NULL) {
        assert_true(*count < 16);
        places = &growths[(*count)++];
        *places = (struct places){.region = region};
    }
    for (int old = 0; old < 2; old++) {
        uint64_t buckets = classic_array(&history->map, old).count;
        for (uint64_t bucket = 0; bucket < buckets && bucket < 64; bucket++) {
            int x, y;
            if (!bands_slot(&bands, old, bucket, 0, 0, &x, &y))
                continue;
            if (places->known[old][bucket]) {
                assert_int_equal(places->x[old][bucket], x);
                assert_int_equal(places->y[old][bucket], y);
            }
            places->known[old][bucket] = true;
            places->x[old][bucket] = x;
            places->y[old][bucket] = y;
        }
        /* What can happen to one source stands on its line. */
        uint64_t bands_count = classic_old_bucket_count(&history->map);
        for (uint64_t bucket = 0; bucket < bands_count && bucket < 64 && !old; bucket++) {
            int x0, y0, x1, y1;
            if (bands_slot(&bands, true, bucket, 0, 0, &x0, &y0) &&
                bands_slot(&bands, false, bucket, 0, 0, &x1, &y1)) {
                assert_true(x0 < x1);
                assert_int_equal(y0, y1);
            }
        }
    }
}

static void nothing_moves_within_a_growth(void **state)
{
    (void)state;
    struct history history;
    make_history(&history);
    struct look look;
    look_init(&look);
    static struct places growths[16];
    int count = 0;
    for (position at = history.timeline.first; at < history.timeline.end;) {
        at = timeline_next_stop(&history.timeline, at, GRAIN_CELL);
        timeline_seek(&history.timeline, at);
        if (classic_growing(&history.map))
            look_at_growth(&history, &look, growths, &count);
    }
    assert_true(count >= 3);
    history_end(&history);
}

/* Keys of one beginning, of one end, of both, and short ones. */
static void some_key(uint64_t *random, char text[40])
{
    static const char *const shapes[] = {"prefix-that-is-long-%llu", "%llu-suffix-that-is-long",
                                         "begin-%llu-middle-end", "k%llu"};
    snprintf(text, 40, shapes[random_below(random, 4)], (unsigned long long)random_below(random, 5000));
}

static void expect_all_different(const struct stage *stage)
{
    static char texts[2000][100];
    static value_id keys[2000];
    int count = 0;
    for (int i = 0; i < stage->bands.shown && stage->cut != KEY_AS_TOPHASH; i++) {
        const struct band *band = &stage->bands.bands[i];
        const struct bucket *cells =
            classic_cells(&stage->reading->map, classic_bucket(&stage->reading->map, band->index));
        for (int slot = 0; slot < SLOTS && count < 2000; slot++) {
            struct text text = {0};
            if (cells->tophash[slot] < TOP_MIN)
                continue;
            keys_add(stage, cells->key[slot], stage->bands.key, stage->cut, &text);
            assert_true(text_width(text_string(&text), text.length) <= stage->bands.key);
            snprintf(texts[count], sizeof texts[count], "%s", text_string(&text));
            keys[count] = cells->key[slot];
            for (int other = 0; other < count; other++)
                assert_true(keys[other] == keys[count] || strcmp(texts[other], texts[count]) != 0);
            count++;
            text_free(&text);
        }
    }
}

static void no_two_keys_look_alike(void **state)
{
    static struct stage stage;
    uint64_t random = 5;
    int cuts[3] = {0};
    (void)state;
    for (int round = 0; round < 60; round++) {
        struct history history;
        struct look look;
        history_begin(&history, "map[string]int");
        look_init(&look);
        bool one_shape = round % 3 != 0;
        for (int i = 0; i < 25; i++) {
            char text[40];
            if (one_shape)
                snprintf(text, sizeof text,
                         round % 3 == 1 ? "prefix-that-is-long-%d" : "%d-suffix-that-is-long", i);
            else
                some_key(&random, text);
            value_id key = history_value(&history, classic_type(&history.map)->key, text);
            timeline_begin(&history.timeline, "insert");
            classic_assign(&history.map, key, history_value(&history, classic_type(&history.map)->elem, "1"));
            timeline_finish(&history.timeline, 0, NULL);
        }
        struct picture picture = history_picture(&history, &look);
        struct now now = now_read(&picture);
        struct reading reading = reading_of(&picture, &now);
        stage.picture = &picture;
        stage.reading = &reading;
        bands_of(&stage.bands, (struct area){0, 3, (int)random_below(&random, 140) + 62, 40}, &picture,
                 &reading);
        stage.cut = keys_cut(&stage);
        cuts[stage.cut]++;
        expect_all_different(&stage);
        history_end(&history);
    }
    assert_true(cuts[KEY_CUT_AT_END] > 3 && cuts[KEY_CUT_AT_BEGIN] > 3 && cuts[KEY_AS_TOPHASH] > 3);
}

/* In the middle of an evacuation, back to the start and forward again: the same frames, byte for byte. */
static void there_and_back_gives_the_same_frames(void **state)
{
    (void)state;
    struct history history;
    make_history(&history);
    struct look look;
    look_init(&look);
    struct grid grid = {0};
    grid_resize(&grid, 100, 30);
    position middle = 0;
    for (position at = 0; at < history.timeline.end && middle == 0; at++) {
        if (timeline_event(&history.timeline, at)->kind == CLASSIC_travel && at > history.timeline.end / 2)
            middle = at;
    }
    assert_true(middle > 0);
    static char *frames[4000];
    int count = 0;
    timeline_seek(&history.timeline, middle);
    while (history.timeline.cursor > history.timeline.first && count < 4000) {
        struct text text = {0};
        draw(&history, &look, &grid);
        grid_print(&grid, &text);
        frames[count++] = text.bytes;
        timeline_seek(&history.timeline,
                      timeline_previous_stop(&history.timeline, history.timeline.cursor, GRAIN_CELL));
    }
    assert_true(count > 50 && count < 4000);
    timeline_seek(&history.timeline, timeline_next_stop(&history.timeline, 0, GRAIN_CELL));
    for (int i = count - 1; i > 0; i--) {
        struct text text = {0};
        draw(&history, &look, &grid);
        grid_print(&grid, &text);
        assert_string_equal(text_string(&text), frames[i]);
        text_free(&text);
        timeline_seek(&history.timeline,
                      timeline_next_stop(&history.timeline, history.timeline.cursor, GRAIN_CELL));
    }
    for (int i = 0; i < count; i++)
        free(frames[i]);
    grid_free(&grid);
    history_end(&history);
}

static void compare_frame(const char *name, const struct history *history, int width, int height,
                          enum glyphs glyphs)
{
    struct look look;
    look_init(&look);
    struct grid grid = {0};
    grid_resize(&grid, width, height);
    draw(history, &look, &grid);
    glyph_replace(&grid, glyphs);
    golden_frame(name, &grid);
    grid_free(&grid);
}

static void golden_frames(void **state)
{
    (void)state;
    struct history history;
    history_begin(&history, "map[string]int");
    for (int i = 0; i < 27; i++)
        history_insert(&history, i);
    position at = timeline_mark_by_number(&history.timeline, 28)->begin;
    int travels = 0;
    while (travels < 4)
        travels += timeline_event(&history.timeline, at++)->kind == CLASSIC_travel;
    timeline_seek(&history.timeline, at);
    compare_frame("relocation-80x24", &history, 80, 24, GLYPHS_UNICODE);
    compare_frame("relocation-120x36", &history, 120, 36, GLYPHS_UNICODE);
    compare_frame("relocation-40x12", &history, 40, 12, GLYPHS_UNICODE);
    compare_frame("relocation-80x24-ascii", &history, 80, 24, GLYPHS_ASCII);
    timeline_seek(&history.timeline, history.timeline.end);
    compare_frame("growing-120x36", &history, 120, 36, GLYPHS_UNICODE);
    history_end(&history);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_size_is_safe),
        cmocka_unit_test(the_same_moment_is_the_same_picture),
        cmocka_unit_test(nothing_moves_within_a_growth),
        cmocka_unit_test(no_two_keys_look_alike),
        cmocka_unit_test(there_and_back_gives_the_same_frames),
        cmocka_unit_test(golden_frames),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
