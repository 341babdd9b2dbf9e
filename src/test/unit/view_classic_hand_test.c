/* What is in hand is seen, and what decided is what is said to have decided. */
#include "test/golden.h"
#include "test/history.h"
#include "view/classic/stage.h"

/* Where a moment of a history stands on a screen. */
struct scene {
    struct picture picture;
    struct now now;
    struct reading reading;
};

static void read_scene(struct scene *scene, const struct history *history, const struct look *look,
                       struct grid *grid)
{
    scene->picture = history_picture(history, look);
    scene->now = now_read(&scene->picture);
    struct reading reading = reading_of(&scene->picture, &scene->now);
    memcpy(&scene->reading, &reading, sizeof reading);
    screen_draw(grid, &scene->picture);
}

static bool says(const struct grid *grid, const char *what)
{
    struct text text = {0};
    grid_print(grid, &text);
    bool found = strstr(text_string(&text), what) != NULL;
    text_free(&text);
    return found;
}

/* Numbers and NaN keys, through some growths; where a loop has begun in one, NaN keys go by their tophash. */
static void make_nans(struct history *history, bool loop)
{
    history_begin(history, "map[float64]int");
    const struct maptype *type = classic_type(&history->map);
    value_id nan = history_value(history, type->key, "NaN"), one = history_value(history, type->elem, "1");
    for (int i = 0; i < 60; i++) {
        char number[16];
        snprintf(number, sizeof number, "%d", i);
        timeline_begin(&history->timeline, "insert");
        classic_assign(&history->map, i % 2 ? nan : history_value(history, type->key, number), one);
        timeline_finish(&history->timeline, 0, NULL);
        if (loop &&
            classic_growing(&history->map)) /* the runtime asks for a loop that began in this growth */
            history_iterate(history, 1000);
    }
}

/* The gate, the lens and the place of a NaN that was decided. Returns whether the bit of its hash says otherwise. */
static bool look_at_nan(const struct scene *scene, const struct grid *grid, enum side_reason reason)
{
    const struct reading *reading = &scene->reading;
    int bit = 0;
    while ((uint64_t)1 << bit < classic_old_bucket_count(&reading->map))
        bit++;
    char gate[8], lens[80];
    snprintf(gate, sizeof gate, "[%d]", reading->side);
    assert_true(says(grid, gate));
    snprintf(gate, sizeof gate, "[%d]", !reading->side);
    assert_false(says(grid, gate));
    assert_false(says(grid, " low 1 bit ") || says(grid, " low 2 bits ") || says(grid, " low 3 bits "));
    if (reason == SIDE_NAN_BY_TOPHASH) {
        assert_int_equal(reading->top & 1, reading->side);
        snprintf(lens, sizeof lens, "bit 0 of the old tophash %02x is %d", reading->top, reading->side);
    } else {
        snprintf(lens, sizeof lens, "drawn by chance: it is a NaN");
    }
    if (!says(grid, lens))
        fail_msg("%s is not said", lens);
    return (int)(reading->hash >> bit & 1) != reading->side;
}

/* The line of the table that is about the entry in hand; "" if there is no room for a table. */
static void table_row(const struct grid *grid, char *row, size_t size)
{
    struct text text = {0};
    grid_print(grid, &text);
    row[0] = '\0';
    char *frame = copy_string(text_string(&text)), *rest = frame;
    for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
        size_t length = strlen(line);
        if (length > 5 && strcmp(line + length - 5, "  now") == 0)
            snprintf(row, size, "%s", line);
    }
    free(frame);
    text_free(&text);
}

/* In the table a bit stands in brackets if it decides, and only then. Returns whether there is a table. */
static bool look_at_table(const struct scene *scene, const struct grid *grid, enum side_reason reason)
{
    char row[1024], bit[8];
    table_row(grid, row, sizeof row);
    snprintf(bit, sizeof bit, "[%d]", scene->reading.side);
    if (row[0] != '\0')
        assert_int_equal(strstr(row, bit) != NULL, reason != SIDE_NAN_BY_TOPHASH);
    return row[0] != '\0';
}

static void look_at_nans(enum side_reason reason, int *seen, int *otherwise)
{
    struct history history;
    make_nans(&history, reason == SIDE_NAN_BY_TOPHASH);
    struct look look;
    look_init(&look);
    struct grid grid = {0}, wide = {0};
    grid_resize(&grid, 120, 36);
    grid_resize(&wide, 200, 60);
    static struct scene scene;
    int tables = 0;
    for (position at = 0; at < history.timeline.end; at++) {
        const struct event event = timeline_event(&history.timeline, at);
        if (event.kind != CLASSIC_decide || event.after >> 1 != reason)
            continue;
        timeline_seek(&history.timeline, at + 1);
        read_scene(&scene, &history, &look, &grid);
        assert_int_equal(scene.reading.reason, reason);
        *otherwise += look_at_nan(&scene, &grid, reason);
        read_scene(&scene, &history, &look, &wide);
        tables += look_at_table(&scene, &wide, reason);
        (*seen)++;
    }
    assert_true(tables > 2);
    grid_free(&wide);
    grid_free(&grid);
    history_end(&history);
}

static void a_nan_goes_by_what_the_screen_says(void **state)
{
    (void)state;
    int seen = 0, otherwise = 0;
    look_at_nans(SIDE_NAN_BY_HASH, &seen, &otherwise);
    assert_true(seen > 10);
    assert_int_equal(otherwise, 0);
    seen = 0;
    look_at_nans(SIDE_NAN_BY_TOPHASH, &seen, &otherwise);
    assert_true(seen > 3 && otherwise > 0);
}

/* Chains of every length, also such as have no room. */
static void make_chains(struct history *history)
{
    history_begin(history, "map[string]int");
    for (int i = 0; i < 230; i++)
        history_insert(history, i);
}

/* A slot in hand is a sign of its own where slots are signs, and stands in brackets where they are keys. */
static bool is_in_hand(const struct grid *grid)
{
    for (int y = 0; y < grid->height; y++) {
        for (int x = 0; x < grid->width; x++) {
            const struct cell *cell = grid_cell(grid, x, y);
            if (cell->style == STYLE_moving && (cell->rune == '[' || cell->rune == 0x25a0))
                return true;
        }
    }
    return false;
}

static void an_entry_that_leaves_is_seen(void **state)
{
    (void)state;
    static const int sizes[][2] = {{40, 12}, {80, 24}, {120, 36}, {200, 50}};
    struct history history;
    make_chains(&history);
    struct look look;
    look_init(&look);
    struct grid grid = {0};
    static struct scene scene;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        int seen = 0, hidden = 0;
        grid_resize(&grid, sizes[i][0], sizes[i][1]);
        for (position at = 0; at < history.timeline.end; at++) {
            if (timeline_event(&history.timeline, at).kind != CLASSIC_lift)
                continue;
            timeline_seek(&history.timeline, at + 1);
            read_scene(&scene, &history, &look, &grid);
            struct link_place place;
            assert_true(reading_find_link(&scene.reading.map, scene.reading.from, &place));
            seen++;
            hidden += place.link > 0;
            if (!is_in_hand(&grid)) {
                struct text text = {0};
                grid_print(&grid, &text);
                fail_msg("event %d: nothing is in hand\n%s", (int)at, text_string(&text));
            }
        }
        assert_true(seen > 100 && hidden > 0);
    }
    grid_free(&grid);
    history_end(&history);
}

static int count_style(const struct grid *grid, enum style style)
{
    int count = 0;
    for (int i = 0; i < grid->width * grid->height; i++)
        count += grid->cells[i].style == style;
    return count;
}

/* Nothing is in hand between commands; the legend is not asked. */
static void what_is_in_hand_ends_with_the_action(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    struct grid grid = {0};
    static struct scene scene;
    int within = 0;
    make_chains(&history);
    look_init(&look);
    look.panels &= ~(1u << PANEL_HINTS);
    grid_resize(&grid, 120, 36);
    for (size_t i = 1; i < history.timeline.mark_count; i++) {
        const struct mark *mark = &history.timeline.marks[i];
        timeline_seek(&history.timeline, mark->end);
        read_scene(&scene, &history, &look, &grid);
        assert_int_equal(count_style(&grid, STYLE_moving), 0);
        timeline_seek(&history.timeline, (mark->begin + mark->end) / 2);
        read_scene(&scene, &history, &look, &grid);
        within += count_style(&grid, STYLE_moving) > 0;
    }
    assert_true(within > 100);
    grid_free(&grid);
    history_end(&history);
}

/* Where a key is looked up while the map grows: back to the old bucket, or along the bit to the new one; and what was compared. */
static void a_lookup_shows_which_array_it_takes(void **state)
{
    (void)state;
    static const int sizes[][2] = {{40, 12}, {80, 24}, {120, 36}};
    struct history history;
    struct look look;
    static struct scene scene;
    int in_old = 0, in_new = 0, others = 0;
    look_init(&look);
    history_begin(&history, "map[string]int");
    for (int i = 0; i < 28; i++)
        history_insert(&history, i);
    assert_true(classic_growing(&history.map));
    for (int i = 0; i < 28; i++) {
        bool old = classic_locate(&history.map, history_key(&history, i)).in_old;
        timeline_begin(&history.timeline, "get");
        classic_access(&history.map, history_key(&history, i), NULL);
        timeline_finish(&history.timeline, 0, NULL);
        const struct mark *mark = timeline_last_mark(&history.timeline);
        for (position at = mark->begin; at < mark->end; at++) {
            if (timeline_event(&history.timeline, at).kind != CLASSIC_compare)
                continue;
            timeline_seek(&history.timeline, at + 1);
            for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
                struct grid grid = {0};
                grid_resize(&grid, sizes[s][0], sizes[s][1]);
                read_scene(&scene, &history, &look, &grid);
                assert_int_equal(says(&grid, "‹──"), old);
                assert_int_equal(says(&grid, "[0]") || says(&grid, "[1]"), !old);
                others += says(&grid, "≠");
                in_old += old;
                in_new += !old;
                grid_free(&grid);
            }
            timeline_seek(&history.timeline, mark->end);
        }
    }
    assert_true(in_old > 10 && in_new > 10 && others > 10);
    history_end(&history);
}

/* The sum on the rail, which is no letter of anybody's: " + 16 ". */
static bool is_sum(const struct grid *grid, int x, int y)
{
    while (x > 2 && grid_cell(grid, x, y)->rune >= '0' && grid_cell(grid, x, y)->rune <= '9')
        x--;
    return x > 2 && grid_cell(grid, x, y)->rune == ' ' && grid_cell(grid, x - 1, y)->rune == '+' &&
           grid_cell(grid, x - 3, y)->rune == 0x2500;
}

/* Whether the entry in flight covers a letter or digit of anybody else. The wire stands where it flies, so a frame that shows the
   wire only tells what there is below. */
static bool covers_letters(const struct grid *flight, const struct grid *wire, const struct screen_room *room)
{
    for (int y = room->stage_y; y < room->stage_y + room->stage_height; y++) {
        for (int x = 0; x < flight->width; x++) {
            uint32_t below = grid_cell(wire, x, y)->rune;
            bool letter = (below >= '0' && below <= '9') || (below >= 'a' && below <= 'z') || below > 0x2e80;
            if (letter && grid_cell(flight, x, y)->style == STYLE_moving &&
                grid_cell(wire, x, y)->style != STYLE_moving && !is_sum(wire, x, y))
                return true;
        }
    }
    return false;
}

/* In at most a tenth of its frames, over all sizes and a whole growth with full buckets. */
static void a_flight_covers_no_letters(void **state)
{
    (void)state;
    static const int sizes[][2] = {{80, 24}, {100, 30}, {120, 36}, {160, 45}, {200, 50}};
    enum { FRAMES = 12 };
    struct history history;
    make_chains(&history);
    struct look look, quiet;
    look_init(&look);
    look_init(&quiet);
    quiet.motion = MOTION_REDUCED;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct grid flight = {0}, wire = {0};
        int frames = 0, covering = 0;
        grid_resize(&flight, sizes[i][0], sizes[i][1]);
        grid_resize(&wire, sizes[i][0], sizes[i][1]);
        for (position at = 0; at < history.timeline.end; at++) {
            if (timeline_event(&history.timeline, at).kind != CLASSIC_travel)
                continue;
            timeline_seek(&history.timeline, at);
            for (int frame = 1; frame < FRAMES; frame++) {
                struct picture picture = history_picture(&history, &look);
                picture.moment.phase = frame * 1000 / FRAMES;
                struct screen_room room = screen_draw(&flight, &picture);
                picture.look = &quiet;
                screen_draw(&wire, &picture);
                covering += covers_letters(&flight, &wire, &room);
                frames++;
            }
        }
        assert_true(frames > 1000);
        if (covering * 10 > frames)
            fail_msg("%d of %d frames at %dx%d", covering, frames, sizes[i][0], sizes[i][1]);
        grid_free(&flight);
        grid_free(&wire);
    }
    history_end(&history);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_nan_goes_by_what_the_screen_says),
        cmocka_unit_test(an_entry_that_leaves_is_seen),
        cmocka_unit_test(a_flight_covers_no_letters),
        cmocka_unit_test(what_is_in_hand_ends_with_the_action),
        cmocka_unit_test(a_lookup_shows_which_array_it_takes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
