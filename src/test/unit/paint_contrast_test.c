/* Letters that mean something can be read: 4.5 to 1 or more (WCAG 2) on their background, in every theme. */
#include "paint/appearance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* The fifth root of 0 .. 1, by Newton's method. */
static double fifth_root(double x)
{
    double root = 1;
    for (int i = 0; i < 60; i++)
        root -= (root * root * root * root * root - x) / (5 * root * root * root * root);
    return root;
}

/* What the eye gets of a colour channel: ((c + 0.055) / 1.055) to the power of 2.4. */
static double light_of(uint32_t channel)
{
    double c = channel / 255.0, base = (c + 0.055) / 1.055, root = fifth_root(base);
    return c <= 0.04045 ? c / 12.92 : base * base * root * root;
}

static double luminance(uint32_t colour)
{
    return 0.2126 * light_of(colour >> 16 & 255) + 0.7152 * light_of(colour >> 8 & 255) +
           0.0722 * light_of(colour & 255);
}

static double contrast(uint32_t one, uint32_t other)
{
    double a = luminance(one), b = luminance(other);
    return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}

static void the_formula_is_right(void **state)
{
    (void)state;
    assert_true(contrast(0, 0xffffff) > 20.99 && contrast(0, 0xffffff) < 21.01);
    assert_true(contrast(0x777777, 0xffffff) > 4.47 && contrast(0x777777, 0xffffff) < 4.49);
}

/* Dots, rules and hooks: no letters. */
static bool has_no_letters(enum style style)
{
    return style == STYLE_dim || style == STYLE_gauge || style == STYLE_gauge_warn || style == STYLE_trail;
}

/* What steps back stands on no ground. */
static bool steps_back(enum style style)
{
    return style == STYLE_aside || style == STYLE_aside_x || style == STYLE_aside_y;
}

static void letters_can_be_read(void **state)
{
    (void)state;
    int failures = 0;
    for (int theme = 0; theme < THEMES; theme++) {
        const struct palette *palette = palette_of((enum theme_name)theme);
        for (int style = 0; style < STYLES; style++) {
            for (int ground = 0; ground < 2 - steps_back((enum style)style); ground++) {
                struct cell cell = {
                    .rune = 'x', .style = (uint8_t)style, .width = 1, .flags = ground ? GRID_GROUND : 0};
                struct appearance is = appearance_of((enum theme_name)theme, &cell);
                uint32_t fore = is.fore < 0 ? palette->fore : palette_colour(palette, is.fore);
                uint32_t back = is.back < 0 ? palette->back : palette_colour(palette, is.back);
                if (has_no_letters((enum style)style) || contrast(fore, back) >= 4.5)
                    continue;
                printf("%s: style %d%s has %.2f\n", theme_names[theme], style, ground ? " on the ground" : "",
                       contrast(fore, back));
                failures++;
            }
        }
    }
    assert_int_equal(failures, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_formula_is_right),
        cmocka_unit_test(letters_can_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
