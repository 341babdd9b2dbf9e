/* What is told of work that takes long stands above the prompt, all of it, and touches nothing else. */
#include "view/screen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char words[] = "fill 3000000 user: 248,832 of 3,000,000; Ctrl-C stops it · 67,824/s, 41 s left";

static void draw(int width, int height, struct text *screen)
{
    struct grid grid = {0};
    grid_resize(&grid, width, height);
    grid_clear(&grid);
    for (int y = 0; y < height; y++)
        grid_fill(&grid, 0, y, width, 1, '#', STYLE_plain);
    screen_draw_work(&grid, words);
    grid_print(&grid, screen);
    grid_free(&grid);
}

static void it_is_one_line_where_there_is_room(void **state)
{
    (void)state;
    struct text screen = {0}, wanted = {0};
    draw(80, 4, &screen);
    for (int y = 0; y < 4; y++) {
        if (y == 2)
            text_format(&wanted, " %s\n", words);
        else
            text_add_repeated(&wanted, "#", 80);
        text_add(&wanted, y == 2 ? "" : "\n");
    }
    assert_string_equal(text_string(&screen), text_string(&wanted));
    text_free(&screen);
    text_free(&wanted);
}

static void it_is_more_where_there_is_none(void **state)
{
    (void)state;
    struct text screen = {0};
    draw(40, 12, &screen);
    assert_non_null(strstr(text_string(&screen), "#\n fill 3000000 user: 248,832 of\n"
                                                 " 3,000,000; Ctrl-C stops it · 67,824/s,\n"
                                                 " 41 s left\n#"));
    text_free(&screen);
}

static void no_screen_is_too_small(void **state)
{
    (void)state;
    for (int width = 0; width < 50; width++) {
        for (int height = 0; height < 6; height++) {
            struct text screen = {0};
            draw(width, height, &screen);
            text_free(&screen);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_one_line_where_there_is_room),
        cmocka_unit_test(it_is_more_where_there_is_none),
        cmocka_unit_test(no_screen_is_too_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
