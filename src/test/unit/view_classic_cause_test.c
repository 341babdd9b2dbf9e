/* What goes last on a small screen is the cause: the entry in hand, its bit, and why now. Code is not cut, narrations can be read on. */
#include "test/golden.h"
#include "test/history.h"
#include "view/classic/panels.h"

#include <ctype.h>

static const char *draw_text(struct grid *grid, const struct picture *picture, struct text *text)
{
    screen_draw(grid, picture);
    text_clear(text);
    grid_print(grid, text);
    return text_string(text);
}

/* All that is not a blank, so that it does not matter where lines were broken. */
static void add_letters(const char *from, struct text *letters)
{
    for (; *from != '\0'; from++) {
        if (!isspace((unsigned char)*from))
            text_append(letters, from, 1);
    }
}

static bool holds_all(const char *frame, const char *words)
{
    struct text all = {0}, sought = {0};
    add_letters(frame, &all);
    add_letters(words, &sought);
    bool found = strstr(text_string(&all), text_string(&sought)) != NULL;
    text_free(&all);
    text_free(&sought);
    return found;
}

static void make_growth(struct history *history)
{
    history_begin(history, "map[string]int");
    for (int i = 0; i < 60; i++)
        history_insert(history, i);
}

/* The key in hand, its bit in gate and lens, and the whole sentence that says why. */
static void the_cause_is_seen_at_every_size(void **state)
{
    (void)state;
    static const int sizes[][2] = {{40, 12}, {40, 13}, {44, 14}, {50, 16},  {60, 20},  {61, 22},  {62, 22},
                                   {80, 20}, {80, 24}, {90, 26}, {100, 30}, {120, 36}, {200, 50}, {300, 100}};
    struct history history;
    struct look look;
    struct text text = {0};
    look_init(&look);
    make_growth(&history);
    int seen = 0;
    for (position at = 0; at < history.timeline.end; at++) {
        const struct event event = timeline_event(&history.timeline, at);
        if (event.kind != CLASSIC_decide)
            continue;
        timeline_seek(&history.timeline, at + 1);
        struct picture picture = history_picture(&history, &look);
        struct now now = now_read(&picture);
        struct reading reading = reading_of(&picture, &now);
        char bit[8], key[16];
        size_t length;
        snprintf(bit, sizeof bit, "[%d]", reading.side);
        snprintf(key, sizeof key, "%s", values_text(picture.world->values, reading.key, &length));
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            struct grid grid = {0};
            struct text why = {0}, brief = {0};
            grid_resize(&grid, sizes[i][0], sizes[i][1]);
            const char *frame = draw_text(&grid, &picture, &text), *first = strstr(frame, bit);
            story_tell_classic(&picture, &reading, false, &why);
            story_tell_classic(&picture, &reading, true, &brief);
            if (strstr(frame, key) == NULL || first == NULL || strstr(first + 1, bit) == NULL ||
                !(holds_all(frame, text_string(&why)) || holds_all(frame, text_string(&brief))))
                fail_msg("event %d at %dx%d lacks %s, two %s, or: %s\n%s", (int)at, sizes[i][0], sizes[i][1],
                         key, bit, text_string(&why), frame);
            text_free(&why);
            text_free(&brief);
            grid_free(&grid);
        }
        seen++;
    }
    assert_true(seen > 50);
    text_free(&text);
    history_end(&history);
}

/* Four bands are seen at 80x24 while a scene narrates. */
static void bands_stay_beside_a_narration(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    struct grid grid = {0};
    look_init(&look);
    make_growth(&history);
    timeline_seek(&history.timeline, timeline_mark_by_number(&history.timeline, 29)->end);
    struct picture picture = history_picture(&history, &look);
    picture.narrated = true;
    picture.say = "Two lines of words\nthat a scene says.";
    grid_resize(&grid, 80, 24);
    struct screen_room room = screen_draw(&grid, &picture);
    assert_int_equal(room.all, 4);
    assert_int_equal(room.rows, 4);
    assert_int_equal(room.narration.all, 2);
    grid_free(&grid);
    history_end(&history);
}

enum { WORDS = 60 };

/* The word number `i`, and no longer one. */
static bool has_word(const char *text, int i)
{
    char word[16];
    int length = snprintf(word, sizeof word, "word%d", i);
    for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word)) {
        if (isspace((unsigned char)at[length]))
            return true;
    }
    return false;
}

/* Every line of a narration is seen on one of its pages, and while lines are left it says so. */
static void a_long_narration_can_be_read_on(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    struct text text = {0}, said = {0};
    look_init(&look);
    make_growth(&history);
    for (int i = 0; i < WORDS; i++)
        text_format(&said, "word%d ", i);
    for (int height = 12; height < 40; height += 3) {
        struct grid grid = {0};
        bool seen[WORDS] = {false};
        int pages = 0;
        grid_resize(&grid, 40 + height, height);
        struct picture picture = history_picture(&history, &look);
        picture.narrated = true;
        picture.say = text_string(&said);
        for (;; picture.say_top++) {
            struct screen_room room = screen_draw(&grid, &picture);
            text_clear(&text);
            grid_print(&grid, &text);
            for (int i = 0; i < WORDS; i++)
                seen[i] = seen[i] || has_word(text_string(&text), i);
            bool more = room.narration.top + room.narration.rows < room.narration.all;
            assert_true(pages++ < WORDS);
            assert_int_equal(strstr(text_string(&text), "PgDn") != NULL, more);
            if (!more)
                break;
        }
        for (int i = 0; i < WORDS; i++)
            assert_true(seen[i]);
        grid_free(&grid);
    }
    text_free(&text);
    text_free(&said);
    history_end(&history);
}

/* Every line of every routine, in the narrowest panel that there is. */
static void no_line_of_code_is_cut(void **state)
{
    (void)state;
    struct grid grid = {0};
    struct text text = {0};
    grid_resize(&grid, 33, 80);
    for (size_t number = 0; number < ENGINES && engines[number] != NULL; number++) {
        const struct engine *engine = engines[number];
        for (size_t i = 0; i < engine->line_count; i++) {
            struct now now = {.has_event = true, .routine = engine->lines[i].routine};
            now.event.line = (code_line)(ENGINE_FIRST(number) + i);
            grid_clear(&grid);
            panel_draw_code(&grid, (struct area){0, 0, 33, 80}, &now, "0x…05 & 4 = 4  → y");
            text_clear(&text);
            grid_print(&grid, &text);
            if (!holds_all(text_string(&text), engine->lines[i].text) ||
                !holds_all(text_string(&text), "0x…05 & 4 = 4  → y"))
                fail_msg("%s is cut:\n%s", engine->lines[i].text, text_string(&text));
        }
    }
    text_free(&text);
    grid_free(&grid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cause_is_seen_at_every_size),
        cmocka_unit_test(bands_stay_beside_a_narration),
        cmocka_unit_test(a_long_narration_can_be_read_on),
        cmocka_unit_test(no_line_of_code_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
