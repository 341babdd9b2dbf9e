/* base/text: UTF-8 both ways, widths, text made safe to show. */
#include "base/random.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void every_rune_survives_encoding(void **state)
{
    (void)state;
    for (uint32_t rune = 1; rune <= 0x10ffff; rune += rune < 0x3000 ? 1 : 37) {
        if (rune >= 0xd800 && rune <= 0xdfff)
            continue;
        char bytes[4];
        uint32_t back;
        size_t length = utf8_encode(rune, bytes);
        assert_int_equal(utf8_decode(bytes, length, &back), length);
        assert_int_equal(back, rune);
        assert_true(utf8_is_valid(bytes, length));
        for (size_t cut = 1; cut < length; cut++) {
            assert_int_equal(utf8_decode(bytes, cut, &back), 1);
            assert_int_equal(back, RUNE_INVALID);
        }
    }
}

static void what_is_not_utf8_is_one_bad_byte(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "\x80",
        "\xbf",
        "\xc0\xaf",
        "\xc1\xbf",
        "\xe0\x9f\xbf",
        "\xf0\x8f\xbf\xbf",
        "\xed\xa0\x80",
        "\xed\xbf\xbf",
        "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80",
        "\xff",
        "\xc3(",
        "\xe2\x82(",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        uint32_t rune;
        assert_int_equal(utf8_decode(bad[i], strlen(bad[i]), &rune), 1);
        assert_int_equal(rune, RUNE_INVALID);
        assert_false(utf8_is_valid(bad[i], strlen(bad[i])));
    }
    assert_true(utf8_is_valid("\xef\xbf\xbd", 3)); /* U+FFFD itself is a character */
    uint32_t rune;
    assert_int_equal(utf8_decode("", 0, &rune), 0);
    char bytes[4];
    assert_int_equal(utf8_encode(0xd800, bytes), 3); /* a surrogate becomes U+FFFD */
    assert_memory_equal(bytes, "\xef\xbf\xbd", 3);
}

static void widths_are_those_of_a_terminal(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        int width;
    } rows[] = {
        {"", 0},  {"fig", 3}, {"Käse", 4},   {"世界", 4}, {"e\u0301", 1},
        {"🍇", 2}, {"─▶", 2},  {"\t\x1b", 0}, {"한", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(text_width(rows[i].bytes, strlen(rows[i].bytes)), rows[i].width);
    assert_int_equal(text_fitting("世界x", 7, 3), 3); /* a wide character is not cut in half */
    assert_int_equal(text_fitting("世界x", 7, 4), 6);
    assert_int_equal(text_fitting("e\u0301x", 4, 1), 3); /* a mark stays with its letter */
    assert_int_equal(text_fitting("abc", 3, 0), 0);
}

static void text_grows_and_empties(void **state)
{
    (void)state;
    struct text text = {0};
    assert_string_equal(text_string(&text), "");
    text_clear(&text);
    for (int i = 0; i < 500; i++)
        text_format(&text, "%d,", i % 10);
    assert_int_equal(text.length, 1000);
    assert_int_equal(strlen(text_string(&text)), 1000);
    assert_memory_equal(text.bytes + 998, "9,", 3);
    text_clear(&text);
    assert_string_equal(text_string(&text), "");
    text_add_repeated(&text, "ab", 3);
    text_add_rune(&text, 0x25b6);
    text_add(&text, "");
    text_append(&text, "x\0y", 3);
    assert_int_equal(text.length, 12);
    assert_memory_equal(text.bytes, "ababab▶x\0y", 13);
    text_free(&text);
    assert_string_equal(text_string(&text), "");
}

static void lent_room_is_left(void **state)
{
    (void)state;
    char room[8] = "........";
    struct text text = text_in(room, sizeof room);
    assert_string_equal(text_string(&text), "");
    text_add(&text, "1234567");
    assert_ptr_equal(text_string(&text), room);
    text_add(&text, "8");
    assert_string_equal(text_string(&text), "12345678");
    assert_string_equal(room, "1234567"); /* it moved out */
    text_free(&text);
    text = text_in(room, sizeof room);
    text_free(&text);
    text_add(&text, "whoever was freed takes room of its own");
    assert_string_equal(room, "");
    text_free(&text);
}

/* Told eight at a time: each byte at each place. */
static void plain_runs_end_where_they_end(void **state)
{
    (void)state;
    char bytes[24];
    for (int byte = 0; byte < 256; byte++) {
        bool plain = byte >= 0x20 && byte < 0x7f;
        for (size_t at = 0; at < sizeof bytes; at++) {
            memset(bytes, 0x7e, sizeof bytes);
            memset(bytes, ' ', at);
            bytes[at] = (char)byte;
            assert_int_equal(text_plain_run(bytes, sizeof bytes), plain ? sizeof bytes : at);
            assert_int_equal(text_plain_run(bytes, at), at);
        }
    }
}

static void narrow_ones_are_seen_in_a_column(void **state)
{
    (void)state;
    static const uint32_t others[] = {0x1f, 0x7f, 0x9f, 0xad, 0x300, 0x24ff, 0x25fd, 0x25fe, RUNE_INVALID};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(text_is_narrow(others[i]));
    for (uint32_t rune = 0; rune <= 0x10ffff; rune++) {
        if (text_is_narrow(rune)) {
            assert_int_equal(rune_width(rune), 1);
            assert_false(rune_is_unseen(rune));
        }
    }
}

static void assert_safe(const char *bytes, size_t length, int limit, const char *expected)
{
    struct text text = {0};
    text_add(&text, "-");
    text_append_safe(&text, bytes, length, limit);
    assert_string_equal(text_string(&text) + 1, expected);
    text_free(&text);
}

static void safe_text_shows_what_would_act(void **state)
{
    (void)state;
    assert_safe("a\nb\tc\x1b[2J", 9, 0, "a\\nb\\tc\\x1b[2J");
    assert_safe("\xff\x80", 2, 0, "\\xff\\x80");
    assert_safe("\xc2\x9b"
                "1m",
                4, 0, "\\u009b1m"); /* a C1 control acts like ESC [ */
    assert_safe("a\xe2\x80\xae"
                "b",
                5, 0, "a\\u202eb"); /* a direction mark would turn the row around */
    assert_safe("\xef\xbf\xbd", 3, 0, "\xef\xbf\xbd");
    assert_safe("a\u00adb\u061cc\u180ed\ufff9e\ufffbf", 19, 0, "a\\u00adb\\u061cc\\u180ed\\ufff9e\\ufffbf");
    assert_safe("\U0001d173\U000e0001\U000e0041", 12, 0, "\\U0001d173\\U000e0001\\U000e0041");
    assert_safe("\u034f\u3164\uffa0\u115f\ufeff", 14, 0, "\\u034f\\u3164\\uffa0\\u115f\\ufeff");
    assert_safe("\u2764\ufe0f", 6, 0, "\u2764\ufe0f"); /* a heart that is red */
    /* A family is its members, and what joins them. */
    assert_safe("\U0001f469\u200d\U0001f467", 11, 0, "\U0001f469\\u200d\U0001f467");
    for (int limit = 3; limit < 9; limit++)
        assert_safe("\U0001f469\u200d\U0001f467", 11, limit, "\U0001f469…");
    assert_safe("\U0001f469\u200d\U0001f467", 11, 9, "\U0001f469\\u200d…");
    assert_safe("abcdef", 6, 6, "abcdef");
    assert_safe("abcdef", 6, 5, "abcd…");
    assert_safe("世界世界", 12, 6, "世界…"); /* 5 columns: half a character is never shown */
    assert_safe("ab\ncd", 5, 4, "ab…");
}

static void lines_are_made_safe_one_by_one(void **state)
{
    struct text text = {0};
    (void)state;
    text_add_safe_lines(&text, "a\x1b\n\nb\u202e\r\n");
    assert_string_equal(text_string(&text), "a\\x1b\n\nb\\u202e\\x0d\n");
    text_free(&text);
}

static void json_shows_what_can_not_be_seen(void **state)
{
    static const char bytes[] = "\x01\x7f\xc2\x9b\u00ad\u00e9\u202e\u2066\U0001d173\U000e0041\U0001f467";
    struct text text = {0};
    (void)state;
    text_add_json(&text, bytes, sizeof bytes - 1);
    assert_string_equal(text_string(&text),
                        "\"\\u0001\\u007f\\u009b\\u00ad\u00e9\\u202e\\u2066\\ud834\\udd73\\udb40\\udc41"
                        "\U0001f467\"");
    text_free(&text);
}

/* What is cut is cut between characters, and between what stands for them. */
static void no_escape_is_cut(void **state)
{
    static const char whole[] = "ab\\u200dc\\n\\x1b\\U000e0041z", *const begins[] = {
                                                                      "",           "a",
                                                                      "ab",         "ab",
                                                                      "ab",         "ab",
                                                                      "ab",         "ab",
                                                                      "ab\\u200d",  "ab\\u200dc",
                                                                      "ab\\u200dc", "ab\\u200dc\\n"};
    (void)state;
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        assert_int_equal(text_fitting_safe(whole, sizeof whole - 1, (int)i), strlen(begins[i]));
    assert_int_equal(text_fitting_safe(whole, sizeof whole - 1, 24), sizeof whole - 2 - 10);
    assert_int_equal(text_fitting_safe(whole, sizeof whole - 1, 25), sizeof whole - 2);
    size_t steps[] = {1, 1, 6, 1, 2, 4, 10, 1}, at = 0;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; at += steps[i++])
        assert_int_equal(text_step(whole + at, sizeof whole - 1 - at), steps[i]);
    assert_int_equal(at, sizeof whole - 1);
    assert_int_equal(text_fitting_safe("\\u20", 4, 3), 3);      /* it stands for nothing */
    assert_int_equal(text_fitting_safe("\\u200dabc", 9, 4), 4); /* better than nothing */
}

/* Whatever comes in: nothing that acts comes out, it is UTF-8, and it keeps to its columns. */
static void safe_text_is_safe_for_any_bytes(void **state)
{
    (void)state;
    uint64_t seed = 7;
    for (int round = 0; round < 20000; round++) {
        char bytes[24];
        size_t length = random_below(&seed, sizeof bytes);
        for (size_t i = 0; i < length; i++)
            bytes[i] = (char)random_below(&seed, 256);
        int limit = (int)random_below(&seed, 12);
        struct text text = {0};
        text_append_safe(&text, bytes, length, limit);
        assert_true(utf8_is_valid(text_string(&text), text.length));
        if (limit == 0)
            assert_int_equal(text_shown_width(bytes, length), text_width(text_string(&text), text.length));
        if (limit > 0)
            assert_true(text_width(text_string(&text), text.length) <= limit);
        for (size_t i = 0; i < text.length;) {
            uint32_t rune;
            i += utf8_decode(text.bytes + i, text.length - i, &rune);
            assert_false(rune_is_unseen(rune));
        }
        text_free(&text);
    }
}

static void json_strings_are_quoted(void **state)
{
    (void)state;
    struct text text = {0};
    text_add_json(&text, "a\"\\\n\x01\xff▶", 9);
    assert_string_equal(text_string(&text), "\"a\\\"\\\\\\n\\u0001\xef\xbf\xbd▶\"");
    text_free(&text);
}

static void numbers_as_text(void **state)
{
    (void)state;
    assert_string_equal(NUMBER(-12), "-12");
    assert_string_equal(NUMBER(INT64_MIN), "-9223372036854775808");
    assert_string_equal(HEX(0x9c, 4), "009c");
    assert_string_equal(HEX(UINT64_MAX, 1), "ffffffffffffffff");
    assert_string_equal(HEX(0, 1), "0");
    assert_string_equal(POINTER(0xc000010000), "0xc000010000");
    assert_string_equal(GROUPED(0), "0");
    assert_string_equal(GROUPED(999), "999");
    assert_string_equal(GROUPED(1000), "1,000");
    assert_string_equal(GROUPED(UINT64_MAX), "18,446,744,073,709,551,615");
    struct text text = {0};
    static const int64_t thousandths[] = {0, 5, 250, 2000, 6500, 12345};
    for (size_t i = 0; i < sizeof thousandths / sizeof *thousandths; i++) {
        number_say_thousandths(&text, thousandths[i]);
        text_add(&text, " ");
    }
    assert_string_equal(text_string(&text), "0 0.005 0.25 2 6.5 12.345 ");
    text_free(&text);
}

static void means_are_rounded(void **state)
{
    static const struct {
        uint64_t sum, count;
        const char *text;
    } rows[] = {{0, 0, "0.0"},     {5, 0, "0.0"},     {0, 7, "0.0"},   {1, 3, "0.3"},
                {2, 3, "0.7"},     {1, 20, "0.1"},    {1, 21, "0.0"},  {199, 100, "2.0"},
                {195, 100, "2.0"}, {194, 100, "1.9"}, {24, 1, "24.0"}, {12345, 10, "1,234.5"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text text = {0};
        number_say_mean(&text, rows[i].sum, rows[i].count);
        assert_string_equal(text_string(&text), rows[i].text);
        text_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rune_survives_encoding),
        cmocka_unit_test(what_is_not_utf8_is_one_bad_byte),
        cmocka_unit_test(widths_are_those_of_a_terminal),
        cmocka_unit_test(text_grows_and_empties),
        cmocka_unit_test(lent_room_is_left),
        cmocka_unit_test(plain_runs_end_where_they_end),
        cmocka_unit_test(narrow_ones_are_seen_in_a_column),
        cmocka_unit_test(safe_text_shows_what_would_act),
        cmocka_unit_test(lines_are_made_safe_one_by_one),
        cmocka_unit_test(json_shows_what_can_not_be_seen),
        cmocka_unit_test(no_escape_is_cut),
        cmocka_unit_test(safe_text_is_safe_for_any_bytes),
        cmocka_unit_test(json_strings_are_quoted),
        cmocka_unit_test(numbers_as_text),
        cmocka_unit_test(means_are_rounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
