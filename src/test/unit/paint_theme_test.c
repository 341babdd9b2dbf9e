#include "paint/painter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* How a style looks with 256, 16, 8 or no colours, as one number for each part. */
struct appearance {
    int fore, back, attributes;
};

static struct appearance look(enum theme_name theme, enum style style, int colours)
{
    const struct look_of_style *row = theme_look(theme, style);
    if (colours == 0)
        return (struct appearance){
            -1, -1, row->mono_bold | row->mono_dim << 1 | row->mono_reverse << 2 | row->mono_underline << 3};
    int attributes = row->bold | row->dim << 1 | row->reverse << 2 | row->underline << 3;
    if (colours == 8)
        return (struct appearance){row->fore8, row->back8, attributes};
    if (colours == 16)
        return (struct appearance){row->fore16, row->back16, attributes};
    return (struct appearance){row->fore256, row->back256, attributes};
}

static bool same(struct appearance a, struct appearance b)
{
    return a.fore == b.fore && a.back == b.back && a.attributes == b.attributes;
}

static const int richnesses[] = {256, 16, 8, 0};

static void test_colours_are_in_range(void **unused)
{
    (void)unused;
    for (int theme = 0; theme < THEMES; theme++) {
        for (int style = 0; style < STYLES; style++) {
            for (size_t i = 0; i < 3; i++) {
                struct appearance is = look((enum theme_name)theme, (enum style)style, richnesses[i]);
                assert_in_range(is.fore + 1, 0, richnesses[i]);
                assert_in_range(is.back + 1, 0, richnesses[i]);
                assert_true(is.fore < 0 || is.fore != is.back);
            }
        }
    }
}

/* A row that was forgotten in a theme would be black on black. */
static void test_every_style_has_a_row(void **unused)
{
    (void)unused;
    static const struct look_of_style forgotten;
    for (int theme = 0; theme < THEMES; theme++) {
        for (int style = 0; style < STYLES; style++) {
            const struct look_of_style *row = theme_look((enum theme_name)theme, (enum style)style);
            assert_memory_not_equal(row, &forgotten, sizeof forgotten);
        }
    }
}

static void test_what_must_be_told_apart(void **unused)
{
    (void)unused;
    static const enum style loud[] = {STYLE_moving,       STYLE_probe, STYLE_code_now, STYLE_cursor,
                                      STYLE_popup_chosen, STYLE_match, STYLE_bit};
    static const enum style quiet[] = {STYLE_plain, STYLE_dim,  STYLE_old,   STYLE_entry,    STYLE_new_x,
                                       STYLE_new_y, STYLE_code, STYLE_popup, STYLE_tombstone};
    for (int theme = 0; theme < THEMES; theme++) {
        for (size_t r = 0; r < sizeof richnesses / sizeof *richnesses; r++) {
            for (size_t i = 0; i < sizeof loud / sizeof *loud; i++) {
                for (size_t j = 0; j < sizeof quiet / sizeof *quiet; j++)
                    assert_false(same(look((enum theme_name)theme, loud[i], richnesses[r]),
                                      look((enum theme_name)theme, quiet[j], richnesses[r])));
            }
        }
        for (size_t r = 0; r < 3; r++)
            assert_false(same(look((enum theme_name)theme, STYLE_new_x, richnesses[r]),
                              look((enum theme_name)theme, STYLE_new_y, richnesses[r])));
    }
}

static void test_the_entry_in_hand_is_unmistakable(void **unused)
{
    (void)unused;
    for (int theme = 0; theme < THEMES; theme++) {
        const struct look_of_style *moving = theme_look((enum theme_name)theme, STYLE_moving);
        assert_true(moving->bold && moving->back256 >= 0 && moving->back16 >= 0 && moving->back8 >= 0);
        assert_true(moving->mono_bold && moving->mono_reverse);
    }
}

static void test_themes_have_names(void **unused)
{
    (void)unused;
    assert_int_equal(theme_find("dark"), THEME_DARK);
    assert_int_equal(theme_find("light"), THEME_LIGHT);
    assert_int_equal(theme_find("Dark"), -1);
    assert_int_equal(theme_find(""), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_colours_are_in_range),
        cmocka_unit_test(test_every_style_has_a_row),
        cmocka_unit_test(test_what_must_be_told_apart),
        cmocka_unit_test(test_the_entry_in_hand_is_unmistakable),
        cmocka_unit_test(test_themes_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
