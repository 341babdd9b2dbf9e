#include "view/panel.h"

#include "base/random.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void expect_rows(const struct grid *grid, const char *rows)
{
    struct text text = {0};
    grid_print(grid, &text);
    assert_string_equal(text_string(&text), rows);
    text_free(&text);
}

/* Every cell of width 0 follows one of width 2 in its row, and the other way round; no control is in any. */
static void check_halves(const struct grid *grid)
{
    for (int y = 0; y < grid->height; y++) {
        for (int x = 0; x < grid->width; x++) {
            const struct cell *cell = grid_cell(grid, x, y);
            const struct cell *left = grid_cell(grid, x - 1, y);
            assert_int_equal(cell->width == 0, left != NULL && left->width == 2);
            assert_int_equal(cell->width == 0, cell->rune == 0);
            assert_true(cell->width == 0 || (cell->rune >= 0x20 && rune_width(cell->rune) == cell->width));
        }
    }
}

static void test_sizes_are_clamped(void **unused)
{
    (void)unused;
    struct grid grid = {0};
    grid_resize(&grid, -5, 0);
    assert_int_equal(grid.width, 1);
    assert_int_equal(grid.height, 1);
    grid_resize(&grid, 100000, 100000);
    assert_int_equal(grid.width, GRID_MOST_WIDTH);
    assert_int_equal(grid.height, GRID_MOST_HEIGHT);
    grid_put(&grid, 3, 3, 'x', STYLE_warn);
    grid_resize(&grid, 100000, 100000);
    assert_int_equal(grid_cell(&grid, 3, 3)->rune, ' ');
    assert_int_equal(grid.cursor_x, -1);
    assert_null(grid_cell(&grid, GRID_MOST_WIDTH, 0));
    assert_null(grid_cell(&grid, 0, -1));
    grid_free(&grid);
}

static void test_text_is_cut_with_an_ellipsis(void **unused)
{
    (void)unused;
    struct grid grid = {0};
    grid_resize(&grid, 10, 6);
    assert_int_equal(grid_text(&grid, 0, 0, -1, STYLE_plain, "0123456789"), 10);
    assert_int_equal(grid_text(&grid, 0, 1, -1, STYLE_plain, "0123456789a"), 10);
    assert_int_equal(grid_text(&grid, 2, 2, 4, STYLE_plain, "abcdef"), 4);
    assert_int_equal(grid_text(&grid, 8, 3, 30, STYLE_plain, "abc"), 2);
    assert_int_equal(grid_text(&grid, 0, 4, 4, STYLE_plain, "漢字漢"), 3);
    assert_int_equal(grid_text(&grid, 0, 5, 0, STYLE_plain, "abc"), 0);
    assert_int_equal(grid_text(&grid, 10, 5, -1, STYLE_plain, "abc"), 0);
    expect_rows(&grid, "0123456789\n012345678…\n  abc…\n        a…\n漢…\n\n");
    grid_free(&grid);
}

/* Whatever stands there, and wherever the ends are. */
static void test_cells_are_put_as_one_by_one(void **unused)
{
    (void)unused;
    static const uint32_t runes[] = {'a', 0x2581, 0xb7, '+', 0x6f22};
    struct grid whole = {0}, single = {0};
    struct cell cells[16];
    uint64_t random = 9;
    for (int i = 0; i < 3000; i++) {
        grid_resize(&whole, 12, 2);
        grid_resize(&single, 12, 2);
        for (int letter = 0; letter < 20; letter++) {
            int x = (int)random_below(&random, 12), y = (int)random_below(&random, 2);
            uint32_t rune = runes[random_below(&random, 5)];
            grid_put(&whole, x, y, rune, STYLE_warn);
            grid_put(&single, x, y, rune, STYLE_warn);
        }
        int x = (int)random_below(&random, 30) - 15, y = (int)random_below(&random, 4) - 1,
            count = (int)random_below(&random, 17);
        for (int j = 0; j < count; j++) {
            cells[j] = (struct cell){.rune = runes[random_below(&random, 4)], .style = STYLE_old, .width = 1};
            grid_put(&single, x + j, y, cells[j].rune, STYLE_old);
        }
        grid_put_cells(&whole, x, y, cells, count);
        assert_true(grid_equal(&whole, &single));
        check_halves(&whole);
    }
    grid_free(&whole);
    grid_free(&single);
}

static void test_drawing_outside_touches_nothing(void **unused)
{
    (void)unused;
    struct grid grid = {0}, blank = {0};
    grid_resize(&grid, 4, 2);
    grid_resize(&blank, 4, 2);
    grid_put(&grid, -1, 0, 'x', STYLE_warn);
    grid_put(&grid, 4, 0, 'x', STYLE_warn);
    grid_put(&grid, 0, 2, 'x', STYLE_warn);
    grid_text(&grid, INT_MIN, 0, -1, STYLE_warn, "abc");
    grid_text(&grid, -3, 0, -1, STYLE_warn, "abc");
    grid_text(&grid, INT_MAX, 0, -1, STYLE_warn, "abc");
    grid_text(&grid, 0, -1, -1, STYLE_warn, "abc");
    grid_fill(&grid, 4, 0, INT_MAX, INT_MAX, 'x', STYLE_warn);
    grid_fill(&grid, INT_MIN, 0, INT_MAX, 1, 'x', STYLE_warn);
    grid_flag(&grid, -9, 0, 9, GRID_BOLD);
    grid_restyle(&grid, 0, 2, 9, STYLE_warn);
    assert_true(grid_equal(&grid, &blank));
    grid_text(&grid, -1, 0, -1, STYLE_plain, "abc");
    grid_fill(&grid, 3, 1, INT_MAX, INT_MAX, 'x', STYLE_plain);
    expect_rows(&grid, "bc\n   x\n");
    grid_free(&grid);
    grid_free(&blank);
}

static void test_wide_characters_keep_their_halves(void **unused)
{
    (void)unused;
    struct grid grid = {0};
    grid_resize(&grid, 5, 3);
    grid_text(&grid, 0, 0, -1, STYLE_plain, "漢字");
    grid_put(&grid, 1, 0, 'x', STYLE_plain);
    grid_put(&grid, 2, 0, 'y', STYLE_plain);
    check_halves(&grid);
    assert_int_equal(grid_put(&grid, 4, 1, 0x6f22, STYLE_plain), 2);
    assert_int_equal(grid_put(&grid, -1, 1, 0x6f22, STYLE_plain), 2);
    grid_fill(&grid, 0, 2, 5, 1, 0x6f22, STYLE_plain);
    grid_put(&grid, 1, 2, 0x5b57, STYLE_plain);
    check_halves(&grid);
    expect_rows(&grid, " xy\n\n 字\n");
    grid_free(&grid);
}

static void test_marks_and_controls(void **unused)
{
    (void)unused;
    struct grid grid = {0};
    grid_resize(&grid, 30, 5);
    grid_text(&grid, 0, 0, -1, STYLE_plain, "e\xcc\x81t");
    assert_int_equal(grid_cell(&grid, 0, 0)->mark, 0x301);
    assert_int_equal(grid_cell(&grid, 1, 0)->rune, 't');
    grid_text(&grid, 0, 1, -1, STYLE_plain, "a\033[31m\n\xff\xe2\x80\xae");
    grid_put(&grid, 0, 2, '\033', STYLE_plain);
    grid_put(&grid, 1, 2, 0x9b, STYLE_plain);
    grid_put(&grid, 2, 2, 0x202e, STYLE_plain);
    grid_put(&grid, 3, 2, 0x7fffffff, STYLE_plain);
    grid_format(&grid, 0, 3, -1, STYLE_plain, "%d\t%s", 7, "ü");
    check_halves(&grid);
    expect_rows(&grid,
                "e\xcc\x81t\na\\x1b[31m\\n\\xff\\u202e\n\xef\xbf\xbd\xef\xbf\xbd \xef\xbf\xbd\n7\\tü\n\n");
    grid_free(&grid);
}

static void test_flags_and_styles(void **unused)
{
    (void)unused;
    struct grid a = {0}, b = {0};
    grid_resize(&a, 4, 1);
    grid_resize(&b, 4, 1);
    grid_flag(&a, 1, 0, 2, GRID_BOLD);
    grid_flag(&a, 2, 0, 9, GRID_REVERSE);
    assert_int_equal(grid_cell(&a, 0, 0)->flags, 0);
    assert_int_equal(grid_cell(&a, 2, 0)->flags, GRID_BOLD | GRID_REVERSE);
    assert_int_equal(grid_cell(&a, 3, 0)->flags, GRID_REVERSE);
    grid_restyle(&a, -1, 0, 2, STYLE_warn);
    assert_int_equal(grid_cell(&a, 0, 0)->style, STYLE_warn);
    assert_int_equal(grid_cell(&a, 1, 0)->style, STYLE_plain);
    assert_false(grid_equal(&a, &b));
    grid_clear(&a);
    assert_true(grid_equal(&a, &b));
    a.cursor_x = 1;
    assert_false(grid_equal(&a, &b));
    grid_free(&a);
    grid_free(&b);
}

static void test_random_drawing_keeps_the_invariant(void **unused)
{
    (void)unused;
    static const uint32_t runes[] = {'a', ' ', 0x6f22, 0x1f439, 0x301, 0x2500, 0x1b, 0xfeff};
    uint64_t random = 7;
    for (int round = 0; round < 200; round++) {
        struct grid grid = {0};
        grid_resize(&grid, 1 + (int)random_below(&random, 9), 1 + (int)random_below(&random, 3));
        for (int i = 0; i < 60; i++) {
            int x = (int)random_below(&random, 13) - 2, y = (int)random_below(&random, 5) - 1;
            uint32_t rune = runes[random_below(&random, sizeof runes / sizeof *runes)];
            if (i % 3 == 0)
                grid_fill(&grid, x, y, (int)random_below(&random, 6), 2, rune, STYLE_old);
            else
                grid_put(&grid, x, y, rune, STYLE_entry);
            check_halves(&grid);
        }
        grid_free(&grid);
    }
}

/* Lines parted by |. */
static void add_line(void *context, int line, const char *bytes, size_t length)
{
    text_add(context, line > 0 ? "|" : "");
    text_append(context, bytes, length);
}

static void expect_wrapped(const char *text, int columns, const char *lines)
{
    struct text said = {0};
    panel_wrap(text, columns, add_line, &said);
    assert_string_equal(text_string(&said), lines);
    text_free(&said);
}

static void test_text_is_wrapped_at_blanks(void **unused)
{
    (void)unused;
    expect_wrapped("one two three", 20, "one two three");
    expect_wrapped("one two three", 7, "one two|three");
    expect_wrapped("one two three", 6, "one|two|three");
    expect_wrapped("  aaaaaaaaaa", 6, "  aaaa|aaaaaa");
    expect_wrapped("  one two", 6, "  one|two");
    expect_wrapped("a\n\nb", 6, "a||b");
    expect_wrapped("漢漢漢", 5, "漢漢|漢");
    /* What wide gaps part stays together, where a line has room for it: choices. */
    expect_wrapped("a) the one    b) the other", 20, "a) the one|b) the other");
    expect_wrapped("a) x    b) y    c) both of them", 20, "a) x    b) y|c) both of them");
    expect_wrapped("a) x    b) y    c) both of them", 14, "a) x    b) y|c) both of|them");
    expect_wrapped("a) x    b) y    c) z", 12, "a) x    b) y|c) z");
    expect_wrapped("    indented words", 12, "    indented|words");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes_are_clamped),
        cmocka_unit_test(test_text_is_cut_with_an_ellipsis),
        cmocka_unit_test(test_cells_are_put_as_one_by_one),
        cmocka_unit_test(test_drawing_outside_touches_nothing),
        cmocka_unit_test(test_wide_characters_keep_their_halves),
        cmocka_unit_test(test_marks_and_controls),
        cmocka_unit_test(test_text_is_wrapped_at_blanks),
        cmocka_unit_test(test_flags_and_styles),
        cmocka_unit_test(test_random_drawing_keeps_the_invariant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
