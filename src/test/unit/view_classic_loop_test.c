/* A loop on the stage: what it delivered, what it passed over, where it stands, and an array that the map has left. */
#include "test/golden.h"
#include "test/history.h"
#include "view/classic/stage.h"

/* Where a moment stands on a screen. */
struct scene {
    struct picture picture;
    struct now now;
    struct reading reading;
};

static void read_scene(struct scene *scene, const struct history *history, const struct look *look)
{
    scene->picture = history_picture(history, look);
    scene->now = now_read(&scene->picture);
    struct reading reading = reading_of(&scene->picture, &scene->now);
    memcpy(&scene->reading, &reading, sizeof reading);
}

static const char *frame_of(const struct scene *scene, int width, int height, struct text *text)
{
    struct grid grid = {0};
    grid_resize(&grid, width, height);
    screen_draw(&grid, &scene->picture);
    text_clear(text);
    grid_print(&grid, text);
    grid_free(&grid);
    return text_string(text);
}

/* A loop that begins in an array of `before` entries, goes on while the map grows out of it, and ends within a later growth. */
static void make_loop(struct history *history, const char *type, int before, int after)
{
    history_begin(history, type);
    for (int i = 0; i < before; i++)
        history_insert(history, i);
    history_iterate(history, 4);
    for (int i = before; i < after; i++) {
        history_insert(history, i);
        if (i % 5 == 0)
            history_delete(history, i / 2);
        if (i % 9 == 0 && classic_register(&history->map, REGISTER_ITERATOR) != 0)
            history_iterate(history, 2);
    }
}

/* What was delivered and passed over since the loop began, counted from the beginning of time. */
struct counts {
    uint64_t delivered, skipped;
    bool there;
};

static struct counts count_from_the_beginning(const struct history *history, position until)
{
    struct counts counts = {0};
    for (position at = 0; at < until; at++) {
        const struct event event = timeline_event(&history->timeline, at);
        if (event.kind == CLASSIC_start)
            counts = (struct counts){.there = true};
        counts.delivered += event.kind == CLASSIC_deliver;
        counts.skipped += event.kind == CLASSIC_skip;
    }
    return counts;
}

static void a_loop_is_counted_as_it_went(void **state)
{
    (void)state;
    struct history history;
    static struct scene scene;
    static struct loop loop;
    struct look look;
    look_init(&look);
    make_loop(&history, "map[string]int", 20, 90);
    int seen = 0;
    uint64_t random = 3;
    for (int round = 0; round < 800; round++) {
        position at = random_below(&random, history.timeline.end) + 1;
        timeline_seek(&history.timeline, at);
        read_scene(&scene, &history, &look);
        loop_read(&loop, &scene.picture, &scene.reading);
        if (!loop.there)
            continue;
        struct counts counts = count_from_the_beginning(&history, at);
        assert_true(counts.there && loop.counted);
        assert_int_equal(loop.delivered, counts.delivered);
        assert_int_equal(loop.skipped, counts.skipped);
        seen++;
    }
    assert_true(seen > 100);
    history_end(&history);
}

/* All keys that it delivered are known to have been, and no other. */
static void what_it_delivered_is_marked(void **state)
{
    (void)state;
    struct history history;
    static struct scene scene;
    static struct loop loop;
    struct look look;
    look_init(&look);
    make_loop(&history, "map[string]int", 20, 90);
    bool delivered[200] = {false};
    int others = 0, marked = 0;
    for (position at = 0; at < history.timeline.end; at++) {
        const struct event event = timeline_event(&history.timeline, at);
        if (event.kind != CLASSIC_deliver)
            continue;
        for (int i = 0; i < 90; i++)
            delivered[i] = delivered[i] || history_key(&history, i) == (value_id)event.before;
        timeline_seek(&history.timeline, at + 1);
        read_scene(&scene, &history, &look);
        loop_read(&loop, &scene.picture, &scene.reading);
        for (int i = 0; i < 90; i++) {
            bool is = loop_has_delivered(&loop, &scene.reading, history_key(&history, i), 0, 0);
            assert_int_equal(is, delivered[i]);
            marked += is;
            others += !is;
        }
    }
    assert_true(marked > 25 && others > 100);
    history_end(&history);
}

/* An array that the map has left is on the screen, with a title, and where the loop stands in it. */
static void a_left_array_is_seen(void **state)
{
    (void)state;
    static const int sizes[][2] = {{62, 20}, {80, 24}, {100, 30}, {120, 36}, {200, 50}, {300, 100}};
    struct history history;
    static struct scene scene;
    static struct loop loop;
    struct look look;
    struct text text = {0};
    look_init(&look);
    for (int before = 8; before <= 30; before += 11) {
        make_loop(&history, "map[string]int", before, 90);
        int seen = 0;
        for (position at = 0; at < history.timeline.end; at++) {
            const struct event event = timeline_event(&history.timeline, at);
            if (event.kind != CLASSIC_deliver && event.kind != CLASSIC_placed && event.kind != CLASSIC_skip)
                continue;
            timeline_seek(&history.timeline, at + 1);
            read_scene(&scene, &history, &look);
            loop_read(&loop, &scene.picture, &scene.reading);
            if (!loop.there || !loop.left || loop.ended)
                continue;
            seen++;
            for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
                const char *frame = frame_of(&scene, sizes[i][0], sizes[i][1], &text);
                bool here = sizes[i][0] < 80 || /* slots of one letter have no room for the loop's sign */
                            strstr(frame, "»") != NULL || strchr(frame, '(') != NULL ||
                            strchr(frame, '[') != NULL;
                if (strstr(frame, "ARRAY LEFT BEHIND") == NULL || !here)
                    fail_msg("event %d at %dx%d\n%s", (int)at, sizes[i][0], sizes[i][1], frame);
            }
        }
        assert_true(seen > 10);
        history_end(&history);
    }
    text_free(&text);
}

/* Bands stand where they stood, though the loop that kept a left array on the screen ends within the growth. */
static void a_loop_that_ends_moves_nothing(void **state)
{
    (void)state;
    static const int sizes[][2] = {{80, 16}, {80, 40}, {120, 20}, {120, 36}};
    struct history history;
    static struct scene scene;
    static struct stage stage;
    struct look look;
    look_init(&look);
    make_loop(&history, "map[string]int", 9, 120);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        uint64_t growth = 0, left = 0, gone = 0, shown = 0;
        int height = 0, x0 = 0, y0 = 0;
        for (position at = 0; at < history.timeline.end;) {
            at = timeline_next_stop(&history.timeline, at, GRAIN_CELL);
            timeline_seek(&history.timeline, at);
            if (!classic_growing(&history.map))
                continue;
            read_scene(&scene, &history, &look);
            struct area area = {0, 2, sizes[i][0], sizes[i][1]};
            stage.picture = &scene.picture;
            stage.reading = &scene.reading;
            loop_read(&stage.loop, &scene.picture, &scene.reading);
            stage.left = left_take(&stage, &area);
            bands_of(&stage.bands, area, &scene.picture, &scene.reading);
            left += stage.left.array.count > 0;
            gone += stage.left.area.height > 0 && stage.left.array.count == 0;
            uint64_t number = classic_register(&history.map, REGISTER_GROWTHS);
            int x = 0, y = 0;
            bool there = bands_slot(&stage.bands, true, stage.bands.top, 0, 0, &x, &y);
            if (number == growth) {
                assert_int_equal(area.height, height);
                assert_true(!there || (x == x0 && y == y0));
                shown++;
            }
            growth = number;
            height = area.height;
            x0 = x;
            y0 = y;
        }
        assert_true(left > 5 && gone > 5 && shown > 50);
    }
    history_end(&history);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_loop_is_counted_as_it_went),
        cmocka_unit_test(what_it_delivered_is_marked),
        cmocka_unit_test(a_left_array_is_seen),
        cmocka_unit_test(a_loop_that_ends_moves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
