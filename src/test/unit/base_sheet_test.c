/* base/sheet: sentences and tables, laid out for any width; and as plain lines, and as a page. */
#include "base/random.h"
#include "base/sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- a page of characters, on which every piece is laid */

enum { WIDEST = 160, TALLEST = 3000 };

struct page {
    char cells[TALLEST][WIDEST]; /* bytes of ASCII only */
    int columns, lines;
    size_t letters;
};

static void lay_piece(void *context, const struct sheet_piece *piece)
{
    struct page *page = context;
    assert_true(piece->length > 0 && piece->line >= 0 && piece->line < TALLEST && piece->x >= 0);
    for (size_t i = 0; i < piece->length && (piece->columns == 0 || (int)i < piece->columns); i++) {
        int x = piece->x + (int)i;
        if (x >= WIDEST)
            return;
        if (piece->bytes[i] != ' ' && page->cells[piece->line][x] != ' ')
            fail_msg("two letters in line %d, column %d", piece->line, x);
        page->letters += piece->bytes[i] != ' ';
        page->cells[piece->line][x] = piece->bytes[i];
    }
    if (page->columns >= 30)
        assert_true(piece->x + text_width(piece->bytes, piece->length) <= page->columns);
}

static void lay(const char *sheet, int columns, struct page *page)
{
    memset(page->cells, ' ', sizeof page->cells);
    page->letters = 0;
    page->columns = columns;
    page->lines = sheet_lay(sheet, columns, true, lay_piece, page);
}

static void assert_line(const struct page *page, int line, const char *expected)
{
    char shown[WIDEST + 1] = {0};
    memcpy(shown, page->cells[line], WIDEST);
    for (int end = WIDEST; end > 0 && shown[end - 1] == ' '; end--)
        shown[end - 1] = '\0';
    assert_string_equal(shown, expected);
}

/* ---- what it looks like */

static void tables_have_columns(void **state)
{
    static const char sheet[] =
        "A map.\n" SHEET_HEAD "no.\tcommand\twrites\n1\tfill 27\t1,393\n12\tget k\t9\nThe end.\n"
        "seed\t1\nmotion\tfull";
    static struct page page;
    (void)state;
    lay(sheet, 60, &page);
    assert_int_equal(page.lines, 7);
    assert_line(&page, 0, "A map.");
    assert_line(&page, 1, "no.  command  writes");
    assert_line(&page, 2, "  1  fill 27   1,393");
    assert_line(&page, 3, " 12  get k         9");
    assert_line(&page, 4, "The end.");
    assert_line(&page, 5, "seed    1");
    assert_line(&page, 6, "motion  full");
    assert_int_equal(sheet_width(sheet), 20);
}

static void what_is_too_wide_wraps_in_its_column(void **state)
{
    static const char sheet[] = "a hit\tlooks at three slots\nmemory\tbytes";
    static struct page page;
    (void)state;
    lay(sheet, 20, &page);
    assert_int_equal(page.lines, 3);
    assert_line(&page, 0, "a hit   looks at");
    assert_line(&page, 1, "        three slots");
    assert_line(&page, 2, "memory  bytes");
    lay("    some words that wrap behind their indentation", 26, &page);
    assert_line(&page, 0, "    some words that wrap");
    assert_line(&page, 1, "    behind their");
}

static void headings_wrap_before_numbers_do(void **state)
{
    static struct page page;
    (void)state;
    lay(SHEET_HEAD "old bucket\tslots looked at\n3\t1,000,000", 20, &page);
    assert_int_equal(page.lines, 3);
    assert_line(&page, 0, "    old        slots");
    assert_line(&page, 1, " bucket    looked at");
    assert_line(&page, 2, "      3    1,000,000");
}

static void what_does_not_fit_at_all_is_told_or_folded(void **state)
{
    static const char rows[] = "0\tone\ttwo\tthree\tfour\n1\ta\tb\tc\td",
                      named[] = SHEET_HEAD "b\t0\t1\t2\tlong name\n0\tone\t\tthree\tfour and five and\n"
                                           "1\ta\tb\tc\td";
    static struct page page;
    (void)state;
    lay(rows, 15, &page);
    assert_int_equal(page.lines, 4);
    assert_line(&page, 0, "0  one    two");
    assert_line(&page, 1, "   three  four");
    assert_line(&page, 3, "   c      d");
    lay(named, 22, &page);
    assert_int_equal(page.lines, 5);
    assert_line(&page, 0, "0  0: one  2: three");
    assert_line(&page, 1, "  long name");
    assert_line(&page, 2, "    four and five and");
    assert_line(&page, 3, "1  0: a  1: b  2: c");
    assert_line(&page, 4, "  long name: d");
}

/* ---- laws */

static void add_word(struct text *text, uint64_t *random, bool digits)
{
    int length = (int)random_below(random, 12) + 1;
    for (int i = 0; i < length; i++) {
        char letter = (char)((digits ? '0' : 'a') + (int)random_below(random, digits ? 10 : 26));
        text_append(text, &letter, 1);
    }
}

static void add_words(struct text *text, uint64_t *random, int most)
{
    for (uint64_t words = random_below(random, (uint64_t)most) + 1; words > 0; words--) {
        add_word(text, random, false);
        text_add(text, words > 1 ? " " : "");
    }
}

static void add_table(struct text *text, uint64_t *random)
{
    int columns = (int)random_below(random, 8) + 2;
    bool numbers[10];
    for (int c = 0; c < columns; c++)
        numbers[c] = random_below(random, 2) != 0;
    for (uint64_t row = 0, rows = random_below(random, 5) + 1; row <= rows; row++) {
        text_add(text, row == 0 ? SHEET_HEAD : "");
        for (int c = 0; c < columns; c++) {
            text_add(text, c > 0 ? "\t" : "");
            if (row > 0 && numbers[c])
                add_word(text, random, true);
            else
                add_words(text, random, 4);
        }
        text_add(text, row < rows ? "\n" : "");
    }
}

static size_t letters_of(const struct text *sheet)
{
    size_t letters = 0;
    for (size_t i = 0; i < sheet->length; i++)
        letters += (unsigned char)sheet->bytes[i] > ' ';
    return letters;
}

/* The letters of the names of first columns, which are not told. */
static size_t first_names(const struct text *sheet)
{
    size_t letters = 0;
    for (size_t i = 0; i < sheet->length; i++) {
        for (size_t at = i + 1; sheet->bytes[i] == *SHEET_HEAD && sheet->bytes[at] != '\t'; at++)
            letters += sheet->bytes[at] != ' ';
    }
    return letters;
}

/* No two letters stand in one cell; and as long as nothing has to be cut, every letter stands somewhere. */
static void nothing_is_lost_or_laid_over_another(void **state)
{
    static struct page page;
    uint64_t random = 5;
    (void)state;
    for (int round = 0; round < 600; round++) {
        struct text sheet = {0};
        for (uint64_t part = 0, parts = random_below(&random, 3) + 1; part < parts; part++) {
            text_separate(&sheet, "\n");
            if (random_below(&random, 2) != 0)
                add_table(&sheet, &random);
            else
                add_words(&sheet, &random, 30);
        }
        int width = sheet_width(text_string(&sheet));
        for (int columns = 1; columns <= 130; columns += 1 + (int)random_below(&random, 9)) {
            lay(text_string(&sheet), columns, &page);
            /* Wide enough for any two columns of these words. Names of columns may be there as often as they have cells. */
            if (columns >= 30)
                assert_true(page.letters >= letters_of(&sheet) - first_names(&sheet));
            if (columns < width) /* else nothing wraps: a line a line */
                continue;
            assert_int_equal(page.letters, letters_of(&sheet));
            assert_int_equal(page.lines, sheet_lay(text_string(&sheet), 0, true, NULL, NULL));
        }
        text_free(&sheet);
    }
}

/* ---- without a screen */

static void plain_rows_are_names_blanks_and_values(void **state)
{
    struct text text = {0};
    (void)state;
    sheet_plain(SHEET_TITLE "Title\nentries\t" SHEET_DRAWN "▄\t27 in 8\nmemory\t\t4,992 bytes\n" SHEET_HEAD
                            "n\t0\t1\n\t" SHEET_DRAWN "▁\t" SHEET_DRAWN "█\nall\t3\t10",
                &text);
    assert_string_equal(text_string(&text),
                        "Title\nentries  27 in 8\nmemory   4,992 bytes\nn    0   1\nall  3  10");
    text_clear(&text);
    sheet_plain("One.\n\nTwo.", &text);
    assert_string_equal(text_string(&text), "One.\n\nTwo.");
    text_free(&text);
}

static void a_page_has_tables(void **state)
{
    struct text text = {0};
    (void)state;
    sheet_markdown(SHEET_TITLE "Marks\nWords.\n[ ]\tin hand\n|\ta bar\n" SHEET_HEAD "a\tb\tc\n1\t2\t3", "###",
                   &text);
    assert_string_equal(text_string(&text),
                        "### Marks\n\nWords.\n\n| | |\n| --- | --- |\n| `[ ]` | in hand |\n"
                        "| `\\|` | a bar |\n\n| a | b | c |\n| --- | --- | --- |\n| `1` | 2 | 3 |\n\n");
    text_free(&text);
}

static void bars_are_as_high_as_their_part(void **state)
{
    (void)state;
    assert_string_equal(sheet_bar(0, 8), " ");
    assert_string_equal(sheet_bar(5, 0), " ");
    assert_string_equal(sheet_bar(1, 1000), "▁");
    assert_string_equal(sheet_bar(4, 8), "▄");
    assert_string_equal(sheet_bar(999, 1000), "▇"); /* full is only what is full */
    assert_string_equal(sheet_bar(9, 8), "█");
    assert_string_equal(sheet_bar(UINT64_MAX / 2 + 1, UINT64_MAX), "▄");
    for (uint64_t part = 1; part <= 100; part++)
        assert_true(strcmp(sheet_bar(part - 1, 100), sheet_bar(part, 100)) <= 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_have_columns),
        cmocka_unit_test(what_is_too_wide_wraps_in_its_column),
        cmocka_unit_test(headings_wrap_before_numbers_do),
        cmocka_unit_test(what_does_not_fit_at_all_is_told_or_folded),
        cmocka_unit_test(nothing_is_lost_or_laid_over_another),
        cmocka_unit_test(plain_rows_are_names_blanks_and_values),
        cmocka_unit_test(a_page_has_tables),
        cmocka_unit_test(bars_are_as_high_as_their_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
