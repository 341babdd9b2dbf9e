/* Parts cut down to some of their calls, or to a smaller number: each is read again and makes just those. */
#include "test/lang_table.h"

#include "base/random.h"
#include "lang/cut.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void must_cut(const char *source, size_t first, size_t count, const char *wanted)
{
    struct command_table table = test_table();
    struct text part = {0};
    bool fine = cut_calls(&table, source, first, count, &part);
    assert_true(fine == (wanted != NULL));
    assert_string_equal(text_string(&part), wanted != NULL ? wanted : "");
    text_free(&part);
}

static void calls_are_cut_at_their_braces(void **state)
{
    (void)state;
    must_cut("insert k{1..1000} 5", 0, 300, "insert k{1..300} 5");
    must_cut("insert k{1..1000} 5", 300, 700, "insert k{301..1000} 5");
    must_cut("insert {1..9}x 5", 4, 1, "insert 5x 5");
    must_cut("insert {01..20} {20..1}", 0, 12, "insert {01..12} {20..9}");
    must_cut("m:  insert {0..100..25} hash={1..5}", 1, 3, "m: insert {25..75..25} hash={2..4}");
    must_cut("insert {a,b,long,d} 1", 1, 2, "insert {b,long} 1");
    must_cut("insert {c..a}", 0, 2, "insert {c..b}");
    must_cut("insert \"a b\" {1..4}", 1, 2, "insert \"a b\" {2..3}");
    must_cut("insert é{1..4}", 0, 2, "insert é{1..2}");
}

static void braces_within_the_run_of_others_are_not_cut(void **state)
{
    (void)state;
    must_cut("insert {a,b}{1..3}", 0, 2, NULL);
    must_cut("insert {a,b}{1..3}", 4, 1, "insert b2");
    must_cut("insert {a{1..3},b}", 0, 2, NULL);
    must_cut("insert {a{1..3},b}", 2, 1, "insert a3");
    must_cut("insert k{1..3}", 1, 3, NULL);
    must_cut("insert k{1..3}", 0, 0, NULL);
}

static void must_be_alike(const struct call *a, const struct call *b)
{
    struct text one = {0}, other = {0};
    call_print(a, &one);
    call_print(b, &other);
    assert_string_equal(text_string(&one), text_string(&other));
    text_free(&one);
    text_free(&other);
}

static void every_cut_makes_the_same_calls(void **state)
{
    (void)state;
    static const char *const sources[] = {"insert k{1..40} {x,y{1..39}}", "put {-5..34..3} hash={1..14}",
                                          "push {01..10} {a..j} c"};
    static const size_t counts[] = {40, 14, 10};
    uint64_t random = 11;
    for (int round = 0; round < 300; round++) {
        size_t i = (size_t)random_below(&random, 3);
        size_t first = (size_t)random_below(&random, counts[i]);
        size_t count = 1 + (size_t)random_below(&random, counts[i] - first);
        struct command_table table = test_table();
        struct text part = {0};
        struct line whole, cut;
        struct error error;
        if (cut_calls(&table, sources[i], first, count, &part)) {
            assert_true(line_read(&whole, &table, sources[i], strlen(sources[i]), &error));
            assert_true(line_read(&cut, &table, text_string(&part), part.length, &error));
            assert_int_equal(cut.count, count);
            for (size_t n = 0; n < count; n++)
                must_be_alike(&cut.calls[n], &whole.calls[first + n]);
            line_free(&whole);
            line_free(&cut);
        } else {
            assert_true(i == 0 && count > 1); /* braces in braces */
        }
        text_free(&part);
    }
}

static void must_number(const char *source, uint64_t number, const char *wanted)
{
    struct command_table table = test_table();
    struct text part = {0};
    assert_true(cut_number(&table, source, "count", number, &part) == (wanted != NULL));
    assert_string_equal(text_string(&part), wanted != NULL ? wanted : "");
    text_free(&part);
}

static void numbers_are_cut(void **state)
{
    (void)state;
    must_number("fill 1000", 7, "fill 7");
    must_number("fill  1_000 ax{1}", 700, "fill  700 ax{1}");
    must_number("fill 0x10 é", 3, "fill 3 é");
    must_number("insert k 1", 7, NULL);
    must_number("fill {1..3}", 1, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_are_cut_at_their_braces),
        cmocka_unit_test(braces_within_the_run_of_others_are_not_cut),
        cmocka_unit_test(every_cut_makes_the_same_calls),
        cmocka_unit_test(numbers_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
