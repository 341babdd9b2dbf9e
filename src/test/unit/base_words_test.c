/* base/words, base/error: what a viewer is told. */
#include "base/error.h"
#include "test/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void every_row_has_words_and_is_found_by_its_name(void **state)
{
    (void)state;
    for (int id = 1; id < WORD_COUNT; id++) {
        const char *text = words_english()->texts[id];
        assert_non_null(text);
        assert_true(utf8_is_valid(text, strlen(text)));
        /* A brace that is no argument would be shown as it stands. */
        for (const char *brace = strchr(text, '{'); brace != NULL; brace = strchr(brace + 1, '{')) {
            if (brace[1] >= '0' && brace[1] <= '9' && strncmp(words_name((enum word)id), "ERROR_", 6) == 0)
                assert_true(brace[1] != '0' && brace[1] - '0' <= ERROR_ARGUMENTS &&
                            (brace[2] == '}' || brace[2] == '?'));
        }
    }
}

static void arguments_are_put_in_by_number(void **state)
{
    (void)state;
    struct words words = *words_english();
    words.texts[WORD_ERROR_AT_COLUMN] = "{2} before {1}, {2} again, no {3}, {0} {x";
    struct text text = {0};
    words_say(&text, &words, WORD_ERROR_AT_COLUMN, "one", "tw\no");
    assert_string_equal(text_string(&text), "tw\\no before one, tw\\no again, no , {0} {x");
    text_clear(&text);
    words_format(&text, &words, WORD_ERROR_AT_COLUMN, NULL);
    assert_string_equal(text_string(&text), " before ,  again, no , {0} {x");
    text_free(&text);
}

static void a_word_goes_with_its_number(void **state)
{
    (void)state;
    struct words words = *words_english();
    struct text text = {0};
    words.texts[WORD_ERROR_AT_COLUMN] = "{1} {1?entry|entries} {1?is|are} in {2?it|them}{2?|s}{3?, alone|, "
                                        "{2?no {1}|{1} of {2}}}. {1?x} {1?a|b} {1?y|";
    words_say(&text, &words, WORD_ERROR_AT_COLUMN, "1", "0");
    assert_string_equal(text_string(&text), "1 entry is in thems, 1 of 0. {1?x} a {1?y|");
    text_clear(&text);
    words_say(&text, &words, WORD_ERROR_AT_COLUMN, "21", "1", "1");
    assert_string_equal(text_string(&text), "21 entries are in it, alone. {1?x} b {1?y|");
    text_free(&text);
}

static void errors_carry_column_and_arguments(void **state)
{
    (void)state;
    struct error error = {0};
    assert_false(error_is_set(&error));
    assert_false(error_set(&error, 8, WORD_ERROR_COMMAND_FILE, "fig", NUMBER(3)));
    assert_true(error_is_set(&error));
    assert_int_equal(error.count, 2);
    struct text text = {0};
    error_say(&error, words_english(), &text);
    assert_string_equal(text_string(&text), "column 8: fig: 3");
    text_clear(&text);
    error.column = 0;
    error_say(&error, words_english(), &text);
    assert_string_equal(text_string(&text), "fig: 3");
    text_free(&text);
}

static void long_arguments_are_cut_at_a_whole_character(void **state)
{
    (void)state;
    for (int shift = 0; shift < 3; shift++) {
        char name[3 + 3 * 60 + 1] = "";
        for (int i = 0; i < shift; i++)
            strcat(name, "x");
        for (int i = 0; i < 60; i++)
            strcat(name, "世");
        struct error error;
        error_set(&error, 0, WORD_ERROR_AT_COLUMN, name);
        const char *cut = error.arguments[0];
        assert_true(strlen(cut) < ERROR_ARGUMENT_BYTES && strlen(cut) > ERROR_ARGUMENT_BYTES - 8);
        assert_true(utf8_is_valid(cut, strlen(cut)));
        assert_string_equal(cut + strlen(cut) - strlen("…"), "…");
    }
    struct error error;
    error_set(&error, 0, WORD_ERROR_AT_COLUMN, "1", "2", "3", "4", "5", "6");
    assert_int_equal(error.count, ERROR_ARGUMENTS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_has_words_and_is_found_by_its_name),
        cmocka_unit_test(arguments_are_put_in_by_number),
        cmocka_unit_test(a_word_goes_with_its_number),
        cmocka_unit_test(errors_carry_column_and_arguments),
        cmocka_unit_test(long_arguments_are_cut_at_a_whole_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
