/*
 * Letters that mean something can be read on their background, in every theme and with every number of colours; and what must be
 * told apart is, by people who see no red or no green, too.
 */
#include "paint/appearance.h"
#include "paint/colour.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { OWN = -1 };

/* The 16 colours of xterm: no more than a wide-spread example, since every terminal has its own. */
static const struct palette xterm = {.colours = {0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd,
                                                 0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00,
                                                 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff}};
static const int richnesses[] = {256, 16, 8};

/* How a style looks on the theme's own ground, or on that of the band in hand, of a slot, of a slot in it. */
struct seen {
    uint32_t fore, back;
    bool bold, underlined;
};

static uint32_t colour_of(const struct palette *palette, int index, int own)
{
    return palette_colour(palette, index < 0 ? own : index);
}

static struct seen see(enum theme_name theme, enum style style, int colours, unsigned flags)
{
    const struct look_of_style *look = theme_look(theme, style);
    const struct ground_of_theme *own = theme_ground(theme);
    struct seen seen = {.bold = colours == 256 ? look->bold : look->bold_few, .underlined = look->underline};
    const struct palette *palette = colours == 256 ? palette_of(theme) : &xterm;
    if (colours == 256) {
        seen.fore = colour_of(palette, look->fore256, own->fore256);
        int16_t ground = theme_ground_of(theme, flags);
        seen.back = colour_of(palette, look->back256, ground < 0 ? own->back256 : ground);
    } else if (colours == 16) {
        seen.fore = colour_of(palette, look->fore16, own->fore16);
        seen.back = colour_of(palette, look->back16, own->back16);
    } else {
        seen.fore = colour_of(palette, look->fore8, own->fore8);
        seen.back = colour_of(palette, look->back8, own->back8);
    }
    if (look->reverse)
        seen = (struct seen){seen.back, seen.fore, seen.bold, seen.underlined};
    return seen;
}

static void the_formula_is_right(void **state)
{
    (void)state;
    assert_in_range(colour_contrast(0, 0xffffff), 2099, 2101);
    assert_int_equal(colour_contrast(0x777777, 0xffffff), 447);
    assert_int_equal(colour_contrast(0x808080, 0x808080), 100);
}

static const unsigned grounds[] = {GRID_GROUND, GRID_GROUND | GRID_CARD, GRID_CARD};
enum {
    GROUNDS = sizeof grounds / sizeof *grounds,
    WAYS = 3 + GROUNDS /* so many colours, so many grounds of 256 */
};

static bool is_among(enum style style, const enum style *styles, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (styles[i] == style)
            return true;
    }
    return false;
}

/* What steps back stands on no ground of a band in hand. On plates stand keys, values and marks, what marks a slot, and notes. */
static bool stands_on(enum style style, unsigned flags)
{
    static const enum style on_plates[] = {
        STYLE_plain,     STYLE_label,   STYLE_old,     STYLE_entry,   STYLE_new_x,
        STYLE_new_y,     STYLE_aside,   STYLE_aside_x, STYLE_aside_y, STYLE_target_x,
        STYLE_target_y,  STYLE_moving,  STYLE_probe,   STYLE_other,   STYLE_match,
        STYLE_tombstone, STYLE_changed, STYLE_cursor,  STYLE_strong,  STYLE_frontier,
    };
    if ((flags & GRID_CARD) != 0 && !is_among(style, on_plates, sizeof on_plates / sizeof *on_plates))
        return false;
    if ((flags & GRID_GROUND) != 0)
        return style != STYLE_aside && style != STYLE_aside_x && style != STYLE_aside_y;
    return true;
}

/* With few colours 4.5 holds for all themes. */
static void letters_can_be_read(void **state)
{
    (void)state;
    int failures = 0;
    for (int theme = 0; theme < THEMES; theme++) {
        int worst = 2100;
        for (int i = 0; i < STYLES * WAYS; i++) {
            enum style style = (enum style)(i / WAYS);
            unsigned flags = i % WAYS < 3 ? 0 : grounds[i % WAYS - 3];
            int colours = i % WAYS < 3 ? richnesses[i % WAYS] : 256;
            if (theme_is_faint(style) || !stands_on(style, flags))
                continue;
            struct seen seen = see((enum theme_name)theme, style, colours, flags);
            int contrast = colour_contrast(seen.fore, seen.back);
            worst = colours == 256 && contrast < worst ? contrast : worst;
            if (contrast >= (colours == 256 ? theme_contrast((enum theme_name)theme) : 450))
                continue;
            printf("%s, %d colours: style %d on ground %u has %d\n", theme_names[theme], colours, style,
                   flags, contrast);
            failures++;
        }
        printf("%s: least contrast %d.%02d\n", theme_names[theme], worst / 100, worst % 100);
    }
    assert_int_equal(failures, 0);
}

/* Films and stills are made on the palette's ground, which is not one of the 256. */
static void letters_can_be_read_in_films(void **state)
{
    (void)state;
    int failures = 0;
    for (int theme = 0; theme < THEMES; theme++) {
        const struct palette *palette = palette_of((enum theme_name)theme);
        assert_true(theme_suits((enum theme_name)theme, palette->back));
        for (int style = 0; style < STYLES; style++) {
            for (int ground = -1; ground < GROUNDS; ground++) {
                unsigned flags = ground < 0 ? 0 : grounds[ground];
                if (!stands_on((enum style)style, flags))
                    continue;
                struct cell cell = {
                    .rune = 'x', .style = (uint8_t)style, .width = 1, .flags = (uint8_t)flags};
                struct appearance is = appearance_of((enum theme_name)theme, &cell);
                uint32_t fore = is.fore < 0 ? palette->fore : palette_colour(palette, is.fore);
                uint32_t back = is.back < 0 ? palette->back : palette_colour(palette, is.back);
                int contrast = colour_contrast(fore, back);
                if (theme_is_faint((enum style)style) || contrast >= theme_contrast((enum theme_name)theme))
                    continue;
                printf("%s: style %d on ground %u has %d\n", theme_names[theme], style, flags, contrast);
                failures++;
            }
        }
    }
    assert_int_equal(failures, 0);
}

/* ---- colour vision */

/* The cube root of 0 .. 1, by Newton's method. */
static double cube_root(double x)
{
    double root = 1;
    for (int i = 0; i < 60; i++)
        root -= (root * root * root - x) / (3 * root * root);
    return root;
}

static double light_of(uint32_t channel)
{
    double c = channel / 255.0, base = (c + 0.055) / 1.055, root = 1;
    for (int i = 0; i < 60; i++)
        root -= (root * root * root * root * root - base) / (5 * root * root * root * root);
    return c <= 0.04045 ? c / 12.92 : base * base * root * root;
}

struct lab {
    double l, a, b;
};

/* How red, green and blue light arrive: for all, and without the cones for red or green (Machado, Oliveira, Fernandes 2009). */
enum vision { USUAL, PROTANOPIA, DEUTERANOPIA, VISIONS };
static const char *const vision_names[] = {"usual vision", "protanopia", "deuteranopia"};
static const double machado[VISIONS][3][3] = {
    [USUAL] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    [PROTANOPIA] = {{0.152286, 1.052583, -0.204868},
                    {0.114503, 0.786281, 0.099216},
                    {-0.003882, -0.048116, 1.051998}},
    [DEUTERANOPIA] = {{0.367322, 0.860646, -0.227968},
                      {0.280085, 0.672501, 0.047413},
                      {-0.011820, 0.042940, 0.968881}},
};

static struct lab lab_of(uint32_t colour, enum vision vision)
{
    static const double xyz[3][3] = {{0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047},
                                     {0.2126729, 0.7151522, 0.0721750},
                                     {0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883}};
    double light[3] = {light_of(colour >> 16 & 255), light_of(colour >> 8 & 255), light_of(colour & 255)};
    double seen[3], f[3];
    for (int i = 0; i < 3; i++) {
        const double *row = machado[vision][i];
        seen[i] = row[0] * light[0] + row[1] * light[1] + row[2] * light[2];
        seen[i] = seen[i] < 0 ? 0 : seen[i] > 1 ? 1 : seen[i];
    }
    for (int i = 0; i < 3; i++) {
        double t = xyz[i][0] * seen[0] + xyz[i][1] * seen[1] + xyz[i][2] * seen[2];
        f[i] = t > 216.0 / 24389 ? cube_root(t) : (24389.0 / 27 * t + 16) / 116;
    }
    return (struct lab){116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

/* CIE 1976. Whole numbers: nobody needs more. */
static int difference(uint32_t one, uint32_t other, enum vision vision)
{
    struct lab p = lab_of(one, vision), q = lab_of(other, vision);
    double square = (p.l - q.l) * (p.l - q.l) + (p.a - q.a) * (p.a - q.a) + (p.b - q.b) * (p.b - q.b);
    int root = 0;
    while ((root + 1) * (root + 1) <= square)
        root++;
    return root;
}

static void the_simulation_is_right(void **state)
{
    (void)state;
    assert_int_equal(difference(0x000000, 0xffffff, USUAL), 100);
    assert_in_range(difference(0xff0000, 0x00ff00, USUAL), 170, 171); /* 170.6 */
    /* Red and a dark yellow, green and a light one: the same to who has no cones for green. */
    assert_true(difference(0xd00000, 0x7b6500, USUAL) > 60);
    assert_true(difference(0xd00000, 0x7b6500, DEUTERANOPIA) < 20);
    assert_true(difference(0x0000ff, 0xffff00, DEUTERANOPIA) > 100);
}

static const struct role {
    const char *name;
    enum style style;
} roles[] = {
    {"x", STYLE_new_x},        {"y", STYLE_new_y}, {"in hand", STYLE_moving}, {"frontier", STYLE_frontier},
    {"a warning", STYLE_warn}, {"old", STYLE_old}, {"present", STYLE_entry},
};

/* The letters differ, or what they stand on does. */
static int apart(struct seen one, struct seen other, enum vision vision)
{
    int fore = difference(one.fore, other.fore, vision), back = difference(one.back, other.back, vision);
    return fore > back ? fore : back;
}

static void roles_are_told_apart(void **state)
{
    (void)state;
    int failures = 0;
    for (int theme = 0; theme < THEMES; theme++) {
        int worst = 999;
        for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
            for (size_t j = 0; j < i; j++) {
                for (int vision = 0; vision < VISIONS; vision++) {
                    int least =
                        apart(see((enum theme_name)theme, roles[i].style, 256, 0),
                              see((enum theme_name)theme, roles[j].style, 256, 0), (enum vision)vision);
                    worst = least < worst ? least : worst;
                    if (least >= 20)
                        continue;
                    printf("%s, %s: %s and %s differ by %d\n", theme_names[theme], vision_names[vision],
                           roles[i].name, roles[j].name, least);
                    failures++;
                }
            }
        }
        printf("%s: least difference %d\n", theme_names[theme], worst);
    }
    assert_int_equal(failures, 0);
}

/* With few colours some differ by being bold alone, which most terminals show as a lighter colour; and white and cyan, all that
   is left for old and x among eight on black, are nearer to each other for who has no cones for red. */
static void roles_are_told_apart_in_few_colours(void **state)
{
    (void)state;
    int failures = 0;
    for (int theme = 0; theme < THEMES; theme++) {
        for (int r = 1; r < 3; r++) {
            for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
                for (size_t j = 0; j < i; j++) {
                    struct seen one = see((enum theme_name)theme, roles[i].style, richnesses[r], 0);
                    struct seen other = see((enum theme_name)theme, roles[j].style, richnesses[r], 0);
                    int wanted = richnesses[r] == 8 ? 12 : 20, least = 999;
                    for (int vision = 0; vision < VISIONS; vision++) {
                        int now = apart(one, other, (enum vision)vision);
                        least = now < least ? now : least;
                    }
                    if (one.bold != other.bold || (least >= wanted && apart(one, other, USUAL) >= 20))
                        continue;
                    printf("%s, %d colours: %s and %s differ by %d\n", theme_names[theme], richnesses[r],
                           roles[i].name, roles[j].name, least);
                    failures++;
                }
            }
        }
    }
    assert_int_equal(failures, 0);
}

/* x and y that stepped back are told apart as well as x and y. */
static void sides_are_told_apart_when_they_step_back(void **state)
{
    (void)state;
    for (int theme = 0; theme < THEMES; theme++) {
        for (int vision = 0; vision < VISIONS; vision++)
            assert_true(apart(see((enum theme_name)theme, STYLE_aside_x, 256, 0),
                              see((enum theme_name)theme, STYLE_aside_y, 256, 0), (enum vision)vision) >= 20);
    }
}

/* ---- grounds */

static void a_theme_suits_what_is_like_it(void **state)
{
    static const struct {
        uint32_t background;
        bool dark, light, projector;
    } cases[] = {
        {0x000000, true, false, false},  {0x121212, true, false, false}, {0x1e1e1e, true, false, false},
        {0x282c34, false, false, false}, /* a little too light for letters that step back */
        {0x808080, false, false, false}, {0xfafafa, false, true, true},  {0xffffff, false, true, true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(theme_suits(THEME_DARK, cases[i].background), cases[i].dark);
        assert_int_equal(theme_suits(THEME_LIGHT, cases[i].background), cases[i].light);
        assert_int_equal(theme_suits(THEME_PROJECTOR, cases[i].background), cases[i].projector);
    }
}

static void a_background_chooses_a_theme(void **state)
{
    (void)state;
    assert_int_equal(theme_for(0x000000), THEME_DARK);
    assert_int_equal(theme_for(0x002b36), THEME_DARK);
    assert_int_equal(theme_for(0x0000ff), THEME_DARK);
    assert_int_equal(theme_for(0xfdf6e3), THEME_LIGHT);
    assert_int_equal(theme_for(0xffffff), THEME_LIGHT);
    for (int theme = 0; theme < THEMES; theme++)
        assert_int_equal(theme_ground((enum theme_name)theme)->light,
                         theme_for(palette_of((enum theme_name)theme)->back) == THEME_LIGHT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_formula_is_right),
        cmocka_unit_test(letters_can_be_read),
        cmocka_unit_test(letters_can_be_read_in_films),
        cmocka_unit_test(the_simulation_is_right),
        cmocka_unit_test(roles_are_told_apart),
        cmocka_unit_test(roles_are_told_apart_in_few_colours),
        cmocka_unit_test(sides_are_told_apart_when_they_step_back),
        cmocka_unit_test(a_theme_suits_what_is_like_it),
        cmocka_unit_test(a_background_chooses_a_theme),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
