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

/* Kinds of keys that are alike in one way or another; {} is a number of the key's own, <> one that it shares with others. */
static const struct {
    const char *type;
    const char *shapes[4];
} kinds[] = {
    {"map[string]int", {"prefix-that-is-long-{}"}},
    {"map[string]int", {"{}-suffix-that-is-long"}},
    {"map[string]int", {"prefix-that-is-long-{}", "{}-suffix-that-is-long", "begin-{}-middle-end", "k{}"}},
    {"map[string]int", {"k16{}"}},
    {"map[int]string", {"10000{}"}},
    {"map[int]string", {"{}0000000", "-{}", "7{}123456"}},
    {"map[float64]int", {"nan:7ff8000000000{}", "0.000001{}", "{}e200"}},
    {"map[[3]int]int", {"1:2:{}", "100000:200000:{}", "{}:{}:7"}},
    {"map[struct{a int; b string}]int", {"{}:x", "7:the-same-{}", "{}:a-long-word"}},
    {"map[string]int", {"日本語{}", "日本語日本語日本語{}", "{}語"}},
    {"map[string]int", {"e\xcc\x81{}", "e\xcc\x81\xcc\xa7{}", "e{}", "e\xcc\x80{}\xcc\x81"}},
    {"map[string]int", {"·", "\"·\"", "○{}", "▸x"}},
    {"map[any]int", {"{}", "s:{}", "f:{}", "uint8({})"}},
    /* One letter in two spellings: é, Å (of which there are three), and a syllable. */
    {"map[string]int", {"\xc3\xa9<>", "e\xcc\x81<>", "e<>", "\xc3\xa9t\xc3\xa9-{}"}},
    {"map[string]int", {"\xc3\x85<>", "A\xcc\x8a<>", "\xe2\x84\xab<>", "A<>"}},
    {"map[string]int", {"\xea\xb0\x80<>", "\xe1\x84\x80\xe1\x85\xa1<>", "{}"}},
    {"map[string]int", {"\xe1\xba\xbf-is-long-<>", "\xc3\xaa\xcc\x81-is-long-<>", "long-{}-is-long"}},
    /* Letters that the narrow set has not, and what it has in their place. */
    {"map[string]int", {"\xd0\xb1<>", "\xd0\xb4<>", "?<>", "k{}"}},
    {"map[string]int", {"\xc3\xa8<>", "\xc3\xa9<>", "e<>", "\xc4\x93<>"}},
    {"map[string]int", {"\xe2\x89\xa5<>", ">=<>", "><>", "\xe2\x80\xa6"}},
    {"map[string]int", {"{}", ".", "o", "~"}},
};

static value_id some_key(struct history *history, size_t kind, uint64_t *random, int number)
{
    const char *const *shapes = kinds[kind].shapes;
    struct text text = {0};
    int count = 0;
    while (count < 4 && shapes[count] != NULL)
        count++;
    for (const char *at = shapes[random_below(random, (uint64_t)count)]; *at != '\0'; at++) {
        if (at[0] == '{' && at[1] == '}')
            text_format(&text, "%d", 100 + number);
        else if (at[0] == '<' && at[1] == '>' && at++)
            text_format(&text, "%d", 10 + number / 6);
        else if (at[0] != '}')
            text_append(&text, at, 1);
    }
    value_id key = history_value(history, classic_type(&history->map)->key, text_string(&text));
    text_free(&text);
    return key;
}

/* Characters that look the same; of each row the first one stands for all. */
static const char *const same_looks[][3] = {
    {"\xc3\xa9", "e\xcc\x81"},
    {"\xc3\x85", "A\xcc\x8a", "\xe2\x84\xab"},
    {"\xea\xb0\x80", "\xe1\x84\x80\xe1\x85\xa1"},
    {"\xe1\xba\xbf", "\xc3\xaa\xcc\x81"},
};

static void add_look(struct text *seen, const char *text)
{
    while (*text != '\0') {
        const char *first = NULL;
        size_t length = 1;
        for (size_t i = 0; i < sizeof same_looks / sizeof *same_looks && first == NULL; i++) {
            for (int j = 0; j < 3 && same_looks[i][j] != NULL && first == NULL; j++) {
                if (strncmp(text, same_looks[i][j], strlen(same_looks[i][j])) == 0) {
                    first = same_looks[i][0];
                    length = strlen(same_looks[i][j]);
                }
            }
        }
        text_append(seen, first != NULL ? first : text, first != NULL ? strlen(first) : 1);
        text += length;
    }
}

/* What one sees of a key, behind a blank. */
static void see_key(const struct stage *stage, value_id key, char *seen, size_t size)
{
    struct text text = {0}, shown = {0}, look = {0};
    struct grid grid = {0};
    grid_resize(&grid, 41, 1);
    keys_add(stage, key, stage->bands.key, &text);
    assert_true(text_width(text_string(&text), text.length) <= stage->bands.key);
    grid_text(&grid, 1, 0, 40, STYLE_plain, text_string(&text));
    glyph_replace(&grid, stage->picture->glyphs);
    grid_print(&grid, &shown);
    add_look(&look, text_string(&shown) + strspn(text_string(&shown), " "));
    snprintf(seen, size, "%s", text_string(&look));
    text_free(&text);
    text_free(&shown);
    text_free(&look);
    grid_free(&grid);
}

/* No key alone is what an empty slot, a deleted one, or one that is cut short looks like. */
static void expect_no_mark(const struct stage *stage, const char *seen)
{
    static const char *const marks[] = {"·", "○", "…"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        char mark[5] = {0};
        uint32_t rune;
        utf8_decode(marks[i], strlen(marks[i]), &rune);
        utf8_encode(glyph_in(stage->picture->glyphs, rune), mark);
        size_t length = strlen(mark);
        if (strncmp(seen, mark, length) == 0 && seen[length] == '\n')
            fail_msg("a key looks like the mark %s", marks[i]);
    }
}

static void expect_all_different(const struct stage *stage)
{
    static char texts[2000][100];
    static value_id keys[2000];
    int count = 0;
    for (int i = 0; i < stage->bands.shown && stage->keys.cut != KEY_AS_TOPHASH; i++) {
        const struct band *band = &stage->bands.bands[i];
        const struct classic *map = &stage->reading->map;
        const struct bucket *cells =
            classic_cells(map, stage->bands.growing ? classic_old_bucket(map, band->index)
                                                    : classic_bucket(map, band->index));
        for (int slot = 0; slot < SLOTS && count < 2000; slot++) {
            if (cells->tophash[slot] < TOP_MIN)
                continue;
            see_key(stage, cells->key[slot], texts[count], sizeof texts[count]);
            keys[count] = cells->key[slot];
            expect_no_mark(stage, texts[count]);
            for (int other = 0; other < count; other++) {
                if (keys[other] != keys[count] && strcmp(texts[other], texts[count]) == 0)
                    fail_msg("two keys are shown as %s", texts[count]);
            }
            count++;
        }
    }
}

static void no_two_keys_look_alike(void **state)
{
    static struct stage stage;
    enum { KINDS = sizeof kinds / sizeof *kinds };
    uint64_t random = 5;
    int cuts[3] = {0}, named = 0, spelled = 0;
    (void)state;
    for (size_t round = 0; round < 36 * KINDS; round++) {
        struct history history;
        struct look look;
        history_begin(&history, kinds[round % KINDS].type);
        look_init(&look);
        for (int i = 0; i < 25; i++) {
            value_id key = some_key(&history, round % KINDS, &random, i);
            if (key == VALUE_NONE)
                fail_msg("kind %zu, number %d", round % KINDS, i);
            timeline_begin(&history.timeline, "insert");
            classic_assign(&history.map, key, history_value(&history, classic_type(&history.map)->elem, "1"));
            timeline_finish(&history.timeline, 0, NULL);
        }
        struct picture picture = history_picture(&history, &look);
        picture.glyphs = (enum glyphs)(round / KINDS % GLYPH_SETS);
        struct now now = now_read(&picture);
        struct reading reading = reading_of(&picture, &now);
        stage.picture = &picture;
        stage.reading = &reading;
        bands_of(&stage.bands, (struct area){0, 3, (int)random_below(&random, 140) + 62, 40}, &picture,
                 &reading);
        keys_read(&stage);
        cuts[stage.keys.cut]++;
        named += stage.keys.prefix > 0;
        spelled += stage.keys.spelled.count > 0 && stage.keys.cut != KEY_AS_TOPHASH;
        expect_all_different(&stage);
        keys_free(&stage);
        history_end(&history);
    }
    assert_true(cuts[KEY_CUT_AT_END] > 20 && cuts[KEY_CUT_AT_BEGIN] > 20 && cuts[KEY_AS_TOPHASH] > 3);
    assert_true(named > 20 && spelled > 20);
}

/* Beginnings that keys have in common are cut and named; what is told apart by its end only isn't. */
static void a_common_beginning_is_named(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    struct grid grid = {0};
    struct text text = {0};
    look_init(&look);
    history_begin(&history, "map[int]string");
    for (int i = 0; i < 20; i++) {
        timeline_begin(&history.timeline, "insert");
        char number[24];
        snprintf(number, sizeof number, "%d", 1000000 + i);
        classic_assign(&history.map, history_value(&history, classic_type(&history.map)->key, number),
                       history_value(&history, classic_type(&history.map)->elem, "v"));
        timeline_finish(&history.timeline, 0, NULL);
    }
    grid_resize(&grid, 80, 24);
    draw(&history, &look, &grid);
    grid_print(&grid, &text);
    assert_non_null(strstr(text_string(&text), "… = 10\n"));
    assert_non_null(strstr(text_string(&text), "…00007"));
    text_free(&text);
    grid_free(&grid);
    history_end(&history);
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
        if (timeline_event(&history.timeline, at).kind == CLASSIC_travel && at > history.timeline.end / 2)
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
        travels += timeline_event(&history.timeline, at++).kind == CLASSIC_travel;
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
        cmocka_unit_test(a_common_beginning_is_named),
        cmocka_unit_test(there_and_back_gives_the_same_frames),
        cmocka_unit_test(golden_frames),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
