/* The sets of characters: what stands for what, and that nothing the program draws is missing. */
#include "test/files.h"
#include "view/face.h"
#include "view/glyph.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const uint32_t glyphs[] = {
#define GLYPH(rune, narrow, ascii, itself)       rune,
#define PAIR(rune, alone, first, second, itself) rune,
#include "view/glyph.def"
#undef PAIR
#undef GLYPH
};
enum { GLYPHS = sizeof glyphs / sizeof *glyphs };

static const uint32_t letters[] = {
#define LETTER(rune, letter) rune,
#include "view/glyph_letter.def"
#undef LETTER
};

static void tables_are_sorted(void **state)
{
    static const struct {
        uint32_t rune;
        const char *itself;
    } rows[] = {
#define GLYPH(rune, narrow, ascii, itself)       {rune, itself},
#define PAIR(rune, alone, first, second, itself) {rune, itself},
#include "view/glyph.def"
#undef PAIR
#undef GLYPH
    };
    (void)state;
    for (size_t i = 0; i < GLYPHS; i++) {
        uint32_t rune;
        assert_int_equal(utf8_decode(rows[i].itself, strlen(rows[i].itself), &rune), strlen(rows[i].itself));
        assert_int_equal(rune, rows[i].rune);
        assert_true(i == 0 || rows[i].rune > rows[i - 1].rune);
        assert_true(glyph_is_known(rows[i].rune));
        assert_int_equal(rune_width(rows[i].rune), 1);
    }
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        assert_true(glyph_is_ambiguous(letters[i]) && !glyph_is_known(letters[i]));
}

static void ambiguous_characters_are_known(void **state)
{
    static const struct {
        uint32_t rune;
        bool ambiguous;
    } cases[] = {{'a', false},    {0xa0, false},   {0xa1, true},    {0xb7, true},     {0xe4, false},
                 {0xe9, true},    {0x0411, true},  {0x2013, true},  {0x203a, false},  {0x2500, true},
                 {0x254b, true},  {0x254c, false}, {0x2588, true},  {0x25b6, true},   {0x25b8, false},
                 {0x2713, false}, {0x28ff, false}, {0x65e5, false}, {0x10fffd, true}, {0x10fffe, false}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(glyph_is_ambiguous(cases[i].rune), cases[i].ambiguous);
}

/* ---- one look, two spellings */

static int look_of(const char *text, uint32_t parts[GLYPH_MOST_PARTS])
{
    struct grid grid = {0};
    grid_resize(&grid, 4, 1);
    grid_text(&grid, 0, 0, -1, STYLE_plain, text);
    int count = glyph_look(grid_cell(&grid, 0, 0), parts);
    grid_free(&grid);
    return count;
}

static bool look_alike(const char *one, const char *other)
{
    uint32_t ours[GLYPH_MOST_PARTS], theirs[GLYPH_MOST_PARTS];
    int count = look_of(one, ours);
    return count == look_of(other, theirs) && memcmp(ours, theirs, (size_t)count * sizeof *ours) == 0;
}

static void spellings_of_one_look_are_one(void **state)
{
    (void)state;
    assert_true(look_alike("\xc3\xa9", "e\xcc\x81"));
    assert_true(look_alike("\xc3\x85", "A\xcc\x8a"));
    assert_true(look_alike("\xc3\x85", "\xe2\x84\xab"));         /* Angstrom */
    assert_true(look_alike("\xe1\xba\xbf", "\xc3\xaa\xcc\x81")); /* two marks */
    assert_true(look_alike("\xe1\xbb\x87", "\xe1\xba\xb9\xcc\x82"));
    assert_true(look_alike("\xe1\xbb\x87", "\xc3\xaa\xcc\xa3")); /* in either order */
    assert_true(look_alike("\xef\xa4\x80", "\xe8\xb1\x88"));
    assert_false(look_alike("\xc3\xa9", "e"));
    assert_false(look_alike("\xc3\xa9", "\xc3\xa8"));
    assert_false(look_alike("e\xcc\x81", "e\xcc\x80"));
    assert_false(look_alike("\xea\xb0\x80", "\xea\xb0\x81"));
    assert_true(look_alike("a", "a"));
}

/* No look is longer than there is room for, nor empty, and what has parts is none of them. */
static void parts_are_parts(void **state)
{
    static const uint32_t rows[][3] = {
#define PARTS(rune, first, second) {rune, first, second},
#include "view/glyph_parts.def"
#undef PARTS
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t parts[GLYPH_MOST_PARTS];
        assert_true(i == 0 || rows[i][0] > rows[i - 1][0]);
        struct cell cell = {.rune = rows[i][0], .mark = 0x345, .width = 1};
        int count = glyph_look(&cell, parts);
        assert_in_range(count, 2, GLYPH_MOST_PARTS);
        for (int j = 0; j < count; j++)
            assert_int_not_equal(parts[j], rows[i][0]);
    }
}

/* ---- sets */

/* Whatever comes, also from a key: nothing ambiguous is left, and what is translated keeps its width. */
static void the_narrow_set_is_narrow(void **state)
{
    (void)state;
    for (uint32_t rune = 0x20; rune < 0x110000; rune++) {
        if (rune_width(rune) != 1)
            continue;
        uint32_t narrow = glyph_in(GLYPHS_NARROW, rune);
        assert_false(glyph_is_ambiguous(narrow));
        assert_int_equal(rune_width(narrow), 1);
        assert_int_equal(glyph_in(GLYPHS_NARROW, narrow), narrow);
        assert_int_equal(glyph_in(GLYPHS_UNICODE, rune), rune);
    }
    assert_int_equal(glyph_in(GLYPHS_NARROW, 0xe9), 'e');
    assert_int_equal(glyph_in(GLYPHS_NARROW, 0x0411), '?');
    assert_int_equal(glyph_in(GLYPHS_NARROW, 0x65e5), 0x65e5);
}

/* What the program draws; letters of keys stay what they are. */
static void the_ascii_set_is_ascii(void **state)
{
    (void)state;
    for (size_t i = 0; i < GLYPHS; i++)
        assert_in_range(glyph_in(GLYPHS_ASCII, glyphs[i]), 0x20, 0x7e);
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        assert_int_equal(glyph_in(GLYPHS_ASCII, letters[i]), letters[i]);
}

/* ---- nothing is missing */

static void check_text(const char *path, const char *keys)
{
    struct text text = {0};
    assert_true(file_take(path, &text));
    for (size_t i = 0; i < text.length;) {
        uint32_t rune;
        i += utf8_decode(text.bytes + i, text.length - i, &rune);
        char itself[5] = {0};
        utf8_encode(rune, itself);
        if (!glyph_is_known(rune) && rune != '\n' && strstr(keys, itself) == NULL)
            fail_msg("%s: %s, U+%04X, has no row in view/glyph.def", path, itself, (unsigned)rune);
    }
    text_free(&text);
}

static int check_folder(const char *folder, const char *ending, const char *keys)
{
    int count = 0;
    DIR *files = opendir(folder);
    assert_non_null(files);
    for (const struct dirent *each; (each = readdir(files)) != NULL;) {
        size_t length = strlen(each->d_name), end = strlen(ending);
        char path[512];
        if (length < end || strcmp(each->d_name + length - end, ending) != 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, each->d_name);
        check_text(path, keys);
        count++;
    }
    closedir(files);
    return count;
}

static void every_character_that_is_drawn_has_a_row(void **state)
{
    (void)state;
    assert_true(check_folder("src/words", ".def", "") > 0);
    assert_true(check_folder("src/test/golden", ".txt", "日本") > 0);
    /* of keys; and what the narrow set puts for others */
    assert_true(check_folder("src/test/golden/frames", ".frames", "é日本▮►▫◦⣀⣤⣶⣿⡇") > 0);
    check_text("src/model/classic/routine.def", "");
    check_text("src/model/slice/routine.def", "");
    check_text("src/model/race/go.def", "");
    check_text("src/model/race/article.def", "");
    check_text("src/model/race/mended.def", "");
    check_text("src/model/race/java.def", "");
}

/* ---- marks are told apart */

#define ENGINE(name) extern const struct face face_##name;
#include "model/engines.def"
#undef ENGINE
static const struct face *const faces[] = {
#define ENGINE(name) &face_##name,
#include "model/engines.def"
#undef ENGINE
};

static void translate(enum glyphs set, const char *text, char *to)
{
    for (size_t i = 0, length = strlen(text); i < length;) {
        uint32_t rune;
        i += utf8_decode(text + i, length - i, &rune);
        to += utf8_encode(glyph_in(set, rune), to);
    }
    *to = '\0';
}

static void marks_of_a_legend_differ(void **state)
{
    (void)state;
    for (size_t f = 0; f < sizeof faces / sizeof *faces; f++) {
        const struct mark_row *marks = faces[f]->marks;
        for (int set = 0; set < GLYPH_SETS; set++) {
            for (int i = 0; marks[i].glyph != NULL; i++) {
                for (int j = 0; j < i; j++) {
                    char one[64], other[64];
                    translate((enum glyphs)set, marks[i].glyph, one);
                    translate((enum glyphs)set, marks[j].glyph, other);
                    assert_string_not_equal(one, other);
                }
            }
        }
    }
}

/* Whatever the legend has room for: in one picture they may stand for a bucket, a slot or at one. */
static void marks_of_a_picture_differ(void **state)
{
    static const char *const marks[] = {"▶", "✓", "▸", "·", "○", "□", "■", "▪", "…",
                                        "+", "≠", "█", "✗", "╰", "├", "━", "─"};
    (void)state;
    for (int set = 0; set < GLYPH_SETS; set++) {
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            for (size_t j = 0; j < i; j++) {
                char one[8], other[8];
                translate((enum glyphs)set, marks[i], one);
                translate((enum glyphs)set, marks[j], other);
                if (strcmp(one, other) == 0)
                    fail_msg("%s and %s are both %s in %s", marks[i], marks[j], one, glyph_set_names[set]);
            }
        }
        /* the frontier, and who has the focus */
        assert_int_not_equal(glyph_in((enum glyphs)set, 0x25b6), glyph_in((enum glyphs)set, 0x203a));
    }
}

/* Bars grow: digits up to the full one. */
static void bars_are_told_apart_in_ascii(void **state)
{
    (void)state;
    for (uint32_t i = 1; i < 8; i++)
        assert_int_equal(glyph_in(GLYPHS_ASCII, 0x2580 + i), '0' + i);
}

/* ---- grids */

static void expect_grid(enum glyphs set, const char *text, const char *shown)
{
    struct grid grid = {0};
    struct text seen = {0}, wanted = {0};
    grid_resize(&grid, 24, 1);
    grid_text(&grid, 0, 0, -1, STYLE_plain, text);
    glyph_replace(&grid, set);
    grid_print(&grid, &seen);
    text_format(&wanted, "%s\n", shown);
    assert_string_equal(text_string(&seen), text_string(&wanted));
    text_free(&seen);
    text_free(&wanted);
    grid_free(&grid);
}

static void grids_are_translated(void **state)
{
    (void)state;
    expect_grid(GLYPHS_UNICODE, "─│╭▶✓█░… 漢e\xcc\x81", "─│╭▶✓█░… 漢e\xcc\x81");
    expect_grid(GLYPHS_ASCII, "─│╭▶✓█░… 漢e\xcc\x81", "-|.@v#:~ 漢e\xcc\x81");
    expect_grid(GLYPHS_NARROW, "─│▶✓█… 漢é", "╌╎►✓⣿~ 漢e");
    /* Less than is not at most: where a blank is before it there is room to say so. */
    expect_grid(GLYPHS_ASCII, "i ≥ len, 0 ≤ low", "i>= len, 0<= low");
    expect_grid(GLYPHS_ASCII, "6f ≠  2 → 4  →y", "6f!=  2-> 4 ->y");
    expect_grid(GLYPHS_NARROW, "≤1 x≥y", "<1 x>y");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_sorted),
        cmocka_unit_test(ambiguous_characters_are_known),
        cmocka_unit_test(spellings_of_one_look_are_one),
        cmocka_unit_test(parts_are_parts),
        cmocka_unit_test(the_narrow_set_is_narrow),
        cmocka_unit_test(the_ascii_set_is_ascii),
        cmocka_unit_test(every_character_that_is_drawn_has_a_row),
        cmocka_unit_test(marks_of_a_legend_differ),
        cmocka_unit_test(marks_of_a_picture_differ),
        cmocka_unit_test(bars_are_told_apart_in_ascii),
        cmocka_unit_test(grids_are_translated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
