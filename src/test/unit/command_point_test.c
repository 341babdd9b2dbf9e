/* What `point` lights: a place, a key, a register, the bits of a hash, a panel; also while nothing runs. */
#include "test/one_session.h"

#include <string.h>

static struct grid grid;

static int end(void **state)
{
    grid_free(&grid);
    return end_session(state);
}

static void draw(int width, int height)
{
    struct prompt_picture prompt = {.prompt = "growwork> ", .line = "", .chosen = SIZE_MAX};
    grid_resize(&grid, width, height);
    session_draw(session, &grid, &prompt);
}

/* All that is lit, row by row, runs parted by | */
static const char *lit(struct text *text)
{
    text_clear(text);
    for (int y = 0; y < grid.height; y++) {
        bool before = false;
        for (int x = 0; x < grid.width; x++) {
            const struct cell *cell = grid_cell(&grid, x, y);
            bool now = (cell->flags & GRID_REVERSE) != 0;
            if (before && !now)
                text_add(text, "|");
            if (now && cell->rune < 128 && cell->rune != ' ')
                text_append(text, (const char[]){(char)cell->rune}, 1);
            before = now;
        }
        if (before)
            text_add(text, "|");
    }
    return text_string(text);
}

static void assert_lit(const char *expected)
{
    struct text text = {0};
    assert_string_equal(lit(&text), expected);
    text_free(&text);
}

static void must_fail(const char *line, enum word word)
{
    struct reply reply = {0};
    struct error error = {0};
    assert_false(session_run(session, line, &reply, &error));
    assert_int_equal(error.word, word);
    assert_true(error.column > 0);
    reply_free(&reply);
}

static void nothing_is_lit_by_itself(void **state)
{
    (void)state;
    must_run("fill 20; get k3; hash k3");
    draw(120, 36);
    assert_lit("");
}

static void a_slot_and_a_key_are_lit(void **state)
{
    static const int sizes[][2] = {{120, 36}, {80, 24}, {200, 50}, {40, 12}};
    (void)state;
    must_run("insert fig 12; insert pear 3");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        bool letters = sizes[i][0] >= 62;
        must_run("point key pear");
        draw(sizes[i][0], sizes[i][1]);
        assert_lit(letters ? "pear|" : "|");
        must_run("point nothing");
        must_run("point bucket 0 0");
        draw(sizes[i][0], sizes[i][1]);
        assert_lit(letters ? "fig|" : "|");
        must_run("point bucket 0 1");
        draw(sizes[i][0], sizes[i][1]); /* several stand beside one another */
        assert_lit(letters ? "fig|pear|" : "|");
        must_run("point nothing");
        draw(sizes[i][0], sizes[i][1]);
        assert_lit("");
    }
}

/* Every slot of it, its number, and its chain. */
static void a_bucket_is_lit(void **state)
{
    struct text text = {0};
    (void)state;
    must_run("make map[int]int hint=20; collide 10 bucket=2");
    must_run("point bucket 2");
    draw(120, 36);
    size_t runs = 0;
    for (const char *at = lit(&text); (at = strchr(at, '|')) != NULL; at++)
        runs++;
    assert_int_equal(runs, 1 + 2 * 8);
    assert_int_equal(text_string(&text)[0], '2');
    must_run("point nothing");
    must_run("point bucket 2 9"); /* the second slot of its first overflow bucket */
    draw(120, 36);
    const char *one = strchr(lit(&text), '|');
    assert_true(one != NULL && one[1] == '\0' && one > text_string(&text));
    text_free(&text);
}

static void what_is_lit_is_in_sight(void **state)
{
    struct text text = {0};
    (void)state;
    must_run("make map[int]int hint=400; fill 400");
    for (int i = 0; i < 64; i += 7) {
        char line[40];
        snprintf(line, sizeof line, "point nothing; point bucket %d", i);
        must_run(line);
        draw(80, 24);
        if (lit(&text)[0] == '\0')
            fail_msg("bucket %d", i);
        snprintf(line, sizeof line, "%d|", i);
        assert_int_equal(strncmp(text_string(&text), line, strlen(line)), 0);
    }
    text_free(&text);
}

/* Where the header has no line for them, too. */
static void registers_are_lit_at_every_size(void **state)
{
    static const struct {
        int width, height;
    } sizes[] = {{120, 36}, {100, 30}, {80, 24}, {62, 20}};
    static const char *const names[] = {"B", "nevacuate", "noverflow", "hash0", "flags"};
    struct text text = {0};
    (void)state;
    must_run("fill 26; insert fig 1");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (size_t j = 0; j < sizeof names / sizeof *names; j++) {
            char line[60];
            snprintf(line, sizeof line, "point nothing; point register %s", names[j]);
            must_run(line);
            draw(sizes[i].width, sizes[i].height);
            if (strncmp(lit(&text), names[j], strlen(names[j])) != 0)
                fail_msg("%s at %dx%d: %s", names[j], sizes[i].width, sizes[i].height, text_string(&text));
        }
    }
    text_free(&text);
}

static void old_buckets_are_lit_while_there_are_some(void **state)
{
    struct text text = {0};
    (void)state;
    must_run("fill 26");
    must_fail("point old 1", WORD_ERROR_CLASSIC_NO_OLD);
    must_run("insert fig 1");
    must_run("point old 3");
    draw(120, 36);
    assert_int_equal(lit(&text)[0], '3');
    text_free(&text);
}

static void registers_are_lit(void **state)
{
    static const struct {
        const char *line, *lit;
    } rows[] = {
        {"point register B", "B2|"},
        {"point register nevacuate", "nevacuate|"},
        {"point register noverflow", "noverflow0of4|"},
        {"point register load", "20entries4buckets=5.00abucket|"},
    };
    (void)state;
    must_run("fill 20");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        must_run(rows[i].line);
        draw(120, 36);
        assert_lit(rows[i].lit);
        must_run("point nothing");
    }
    must_fail("point register x", WORD_ERROR_COMMAND_POINT);
    must_fail("point register", WORD_ERROR_COMMAND_POINT);
    must_run("make []int 2 4 as s");
    must_run("point register cap");
    draw(120, 36);
    assert_lit("cap4|");
}

/* The lens shows a hash, though nothing runs, and lights the part that is meant. */
static void bits_are_lit(void **state)
{
    struct text text = {0};
    (void)state;
    must_run("make map[string]int hint=27; insert five 5 hash=0xc600000000000005");
    must_run("seek start; seek end; make map[string]int as other; use m");
    must_run("point bits five");
    draw(120, 36);
    assert_lit("101|");
    must_run("point nothing");
    must_run("point tophash five");
    draw(120, 36);
    assert_non_null(strstr(lit(&text), "c6"));
    must_run("point nothing");
    must_run("point hash five");
    draw(120, 36);
    assert_non_null(strstr(lit(&text), "c600000000000005"));
    must_run("point nothing");
    draw(120, 36);
    assert_lit("");
    text_free(&text);
}

static void the_high_bit_is_lit_while_the_map_grows(void **state)
{
    (void)state;
    must_run("fill 26; insert five 5 hash=0x05");
    must_run("point highbit five");
    draw(120, 36);
    assert_lit("[1]|");
}

static void panels_are_lit(void **state)
{
    static const struct {
        const char *line, *title;
    } rows[] = {{"point panel lens", "lens"}, {"point panel code", "code"}};
    struct text text = {0};
    (void)state;
    must_run("fill 9");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        must_run(rows[i].line);
        draw(120, 36);
        bool titled = lit(&text)[0] != '\0', ground = false;
        for (int x = 0; x < grid.width; x++)
            for (int y = 0; y < grid.height; y++)
                ground |= (grid_cell(&grid, x, y)->flags & GRID_GROUND) != 0;
        if (!titled || !ground)
            fail_msg("%s", rows[i].line);
        must_run("point nothing");
    }
    for (int i = 0; command_point_panel_names[i] != NULL; i++) {
        struct text line = {0};
        text_format(&line, "point panel %s", command_point_panel_names[i]);
        must_run(text_string(&line));
        draw(200, 50);
        if (lit(&text)[0] == '\0')
            fail_msg("%s is not lit", text_string(&line));
        must_run("point nothing");
        text_free(&line);
    }
    must_fail("point panel x", WORD_ERROR_COMMAND_POINT);
    text_free(&text);
}

static void elements_are_lit(void **state)
{
    (void)state;
    must_run("make []int 0 8 as s; append 41 42 43");
    must_run("point element 1");
    draw(120, 36);
    assert_lit("42|");
    must_fail("point element 8", WORD_ERROR_SLICE_FOCUS);
    must_fail("point bucket 1", WORD_ERROR_COMMAND_NO_PLACE);
}

/* It is about what is said: the next words, and the next thing that happens, take it away. */
static void it_stands_until_something_else_is_said_or_done(void **state)
{
    static const char *const ends[] = {"say More.", "chapter Two", "ask \"?\" answer=1", "insert kiwi 1",
                                       "use m"};
    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        must_run("insert fig 1");
        must_run("point key fig");
        must_run("note Look there.");
        must_run("expect count > 0");
        assert_int_equal(session->look.point_count, 1);
        must_run(ends[i]);
        if (session->look.point_count != 0)
            fail_msg("%s", ends[i]);
    }
}

static void at_most_eight(void **state)
{
    (void)state;
    must_run("fill 8");
    for (int i = 0; i < POINTS; i++)
        must_run("point bucket 0 1");
    must_fail("point bucket 0 1", WORD_ERROR_COMMAND_POINTS);
}

static void what_is_not_there_is_refused(void **state)
{
    (void)state;
    must_run("fill 9");
    must_fail("point bucket 2", WORD_ERROR_CLASSIC_BUCKET);
    must_fail("point bucket", WORD_ERROR_CLASSIC_BUCKET_MISSING);
    must_fail("point bucket 0 8", WORD_ERROR_CLASSIC_POINT_SLOT);
    must_fail("point bucket 0 x", WORD_ERROR_CLASSIC_POINT_SLOT);
    must_fail("point key", WORD_ERROR_MAP_FOCUS_KEY);
    must_fail("point key pear", WORD_ERROR_MAP_POINT_ABSENT);
    must_fail("point key k1 3", WORD_ERROR_COMMAND_VIEW_WORDS);
    must_run("point hash pear"); /* it has a hash, wherever it lies */
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin_session, end)
    const struct CMUnitTest tests[] = {
        TEST(nothing_is_lit_by_itself),
        TEST(a_slot_and_a_key_are_lit),
        TEST(a_bucket_is_lit),
        TEST(what_is_lit_is_in_sight),
        TEST(registers_are_lit_at_every_size),
        TEST(old_buckets_are_lit_while_there_are_some),
        TEST(registers_are_lit),
        TEST(bits_are_lit),
        TEST(the_high_bit_is_lit_while_the_map_grows),
        TEST(panels_are_lit),
        TEST(elements_are_lit),
        TEST(it_stands_until_something_else_is_said_or_done),
        TEST(at_most_eight),
        TEST(what_is_not_there_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
