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

/* ---- one of something is not many of it */

/* What ends in s without being a plural. */
static const char *const no_plurals[] = {
    "is",    "was",     "has",   "its",    "this",   "does",  "less",   "needs",   "takes",
    "lies",  "goes",    "holds", "stands", "stays",  "ends",  "works",  "begins",  "compares",
    "comes", "belongs", "feeds", "moves",  "leaves", "marks", "counts", "travels", "doubles",
    "waits", "keeps",   "loads", "stores", "swaps",  "finds", "locks",  "unlocks", "reads",
};

/* Rows that are right as they are: limits, which are large, and numbers that are not of what follows. */
static const struct {
    const char *row, *word;
} exceptions[] = {
    {"ERROR_LANG_LINE_LONG", "bytes"},
    {"ERROR_LANG_EXPANSION_LIMIT", "commands"},
    {"ERROR_TYPE_LENGTH_BIG", "elements"},
    {"ERROR_TYPE_DEEP", "levels"},
    {"ERROR_TYPE_LONG", "bytes"},
    {"ERROR_VALUE_DEEP", "levels"},
    {"ERROR_TRACE_LINE_LONG", "bytes"},
    {"ERROR_TRACE_OPERATIONS", "operations"},
    {"ERROR_TRACE_ITERATORS", "iterators"},
    {"ERROR_TRACE_HINT", "entries"},
    {"ERROR_SESSION_WORK", "entries"},
    {"ERROR_SESSION_SCENE_WORK", "entries"},
    {"ERROR_SCENE_BYTES", "bytes"},
    {"ERROR_SCENE_LINES", "lines"},
    {"ERROR_SCENE_CALLS", "commands"},
    {"ERROR_FILM_LONG", "minutes"},
    {"ERROR_FILM_ANIMATED_LONG", "seconds"},
    {"ERROR_WORLD_SUBJECTS", "subjects"},
    {"ERROR_CLASSIC_TOO_BIG", "buckets"},
    {"ERROR_SLICE_TOO_BIG", "elements"},
    {"ERROR_SCENE_CONDITION_ORDER", "numbers"}, /* FACT compares numbers */
    {"CLASSIC_SAY_FORECAST_LOAD", "buckets"},   /* entry 14 doubles the buckets */
    {"SLICE_SAY_SEEN_MANY", "elements"},        /* of one SLICE_SAY_SEEN tells */
};

static bool is_excepted(const char *row, const char *word)
{
    for (size_t i = 0; i < sizeof no_plurals / sizeof *no_plurals; i++) {
        if (strcmp(word, no_plurals[i]) == 0)
            return true;
    }
    for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++) {
        if (strcmp(row, exceptions[i].row) == 0 && strcmp(word, exceptions[i].word) == 0)
            return true;
    }
    return false;
}

/* Whether {N} at `at` stands where a choice by the same N has been made already: {1?one|{1} many}. */
static bool is_chosen(const char *row, const char *at)
{
    char choice[4] = {'{', at[1], '?', '\0'};
    for (const char *open = strstr(row, choice); open != NULL && open < at; open = strstr(open + 1, choice)) {
        int depth = 0;
        for (const char *byte = open; byte < at; byte++)
            depth += *byte == '{' ? 1 : *byte == '}' ? -1 : 0;
        if (depth > 0)
            return true;
    }
    return false;
}

/* The first of the three words behind an argument that could be a plural and is none of the exceptions; false: there is none. */
static bool plural_behind(const char *row, const char *at, char word[64])
{
    for (int number = 0; number < 3 && *at == ' '; number++) {
        size_t length = strspn(++at, "abcdefghijklmnopqrstuvwxyz");
        if (length == 0 || length >= 64)
            return false;
        memcpy(word, at, length);
        word[length] = '\0';
        if (length > 2 && word[length - 1] == 's' && !is_excepted(row, word))
            return true;
        at += length;
    }
    return false;
}

static bool has_no_singular(const char *row, const char *text, char word[64])
{
    for (const char *at = strchr(text, '{'); at != NULL; at = strchr(at + 1, '{')) {
        bool argument = at[1] >= '1' && at[1] <= '9' && at[2] == '}';
        if (argument && !is_chosen(text, at) && plural_behind(row, at + 3, word))
            return true;
    }
    return false;
}

static void one_of_something_is_not_many_of_it(void **state)
{
    char word[64];
    (void)state;
    for (int id = 1; id < WORD_COUNT; id++) {
        const char *row = words_name((enum word)id), *text = words_english()->texts[id];
        if (has_no_singular(row, text, word))
            fail_msg("%s: what if there is one of the %s? %s", row, word, text);
    }
    /* No exception that none needs any more. */
    for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++) {
        int id = 1;
        while (id < WORD_COUNT && strcmp(words_name((enum word)id), exceptions[i].row) != 0)
            id++;
        assert_true(id < WORD_COUNT && has_no_singular("", words_english()->texts[id], word));
        assert_string_equal(word, exceptions[i].word);
    }
    /* It finds what it is to find, and nothing else. */
    assert_true(has_no_singular("ROW", "there are {1} buckets", word));
    assert_true(has_no_singular("ROW", "{2?one|two}: {1} more old buckets.", word));
    assert_false(has_no_singular("ROW", "{1} {1?bucket|buckets}", word));
    assert_false(has_no_singular("ROW", "{1?its bucket|all {1} buckets}", word));
    assert_false(has_no_singular("ROW", "{1} is in, and all buckets", word));
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
        cmocka_unit_test(one_of_something_is_not_many_of_it),
        cmocka_unit_test(errors_carry_column_and_arguments),
        cmocka_unit_test(long_arguments_are_cut_at_a_whole_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
