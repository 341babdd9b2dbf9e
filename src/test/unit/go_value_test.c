#include "go/value.h"
#include "test/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "test/values.h"

#define PAIR "struct{a, b int64}"

static const struct {
    const char *type, *text, *canonical;
} spellings[] = {
    {"bool", "true", "true"},
    {"int", "42", "42"},
    {"int", "+42", "42"},
    {"int", "-0", "0"},
    {"int", "007", "7"},
    {"int", "0x2a", "42"},
    {"int", "-0X2A", "-42"},
    {"int", "0b101010", "42"},
    {"int", "0o52", "42"},
    {"int8", "-128", "-128"},
    {"int8", "127", "127"},
    {"uint8", "255", "255"},
    {"int64", "-9223372036854775808", "-9223372036854775808"},
    {"uint64", "18446744073709551615", "18446744073709551615"},
    {"uintptr", "0xffffffffffffffff", "18446744073709551615"},
    {"time.Duration", "5", "5"},
    {"string", "", ""},
    {"string", "fig: (a\\b)", "fig: (a\\b)"},
    {"float64", "1.50", "1.5"},
    {"float64", ".5", "0.5"},
    {"float64", "5.", "5"},
    {"float64", "-0", "-0"},
    {"float64", "0e999999999999999999999", "0"},
    {"float64", "1e-999999999999999999999", "0"},
    {"float64", "100000", "100000"},
    {"float64", "1000000", "1e+06"},
    {"float64", "2220000000.5", "2.2200000005e+09"},
    {"float64", "0.0001", "0.0001"},
    {"float64", "0.00001", "1e-05"},
    {"float64", "123456.789", "123456.789"},
    {"float64", "0.1", "0.1"},
    {"float64", "0.30000000000000004", "0.30000000000000004"},
    {"float64", "9007199254740993", "9.007199254740992e+15"},
    {"float64", "1.7976931348623157e308", "1.7976931348623157e+308"},
    {"float64", "5e-324", "5e-324"},
    {"float64", "2.2250738585072014e-308", "2.2250738585072014e-308"},
    {"float64", "Inf", "+Inf"},
    {"float64", "-Inf", "-Inf"},
    {"float64", "NaN", "nan:7ff8000000000001"},
    {"float64", "nan:FFF8000000000123", "nan:fff8000000000123"},
    {"float32", "0.1", "0.1"},
    {"float32", "16777217", "1.6777216e+07"},
    {"float32", "3.4028235e38", "3.4028235e+38"},
    {"float32", "1e-45", "1e-45"},
    {"float32", "NaN", "nan:7fc00000"},
    {"complex128", "1.0:-0", "1:-0"},
    {"complex64", "NaN:1", "nan\\:7fc00000:1"},
    {"*int", "0", "nil"},
    {"*int", "42", "0x2a"},
    {"chan int", "nil", "nil"},
    {"[]byte", "0xC0DE", "0xc0de"},
    {"func()", "nil", "nil"},
    {"map[int]int", "0x1", "0x1"},
    {"[8]byte", "fig", "fig"},
    {"[3]byte", "a:b", "a:b"},
    {"[3]byte", "", ""},
    {"[3]int8", "1:-2:0x3", "1:-2:3"},
    {"[2][2]int", "1:2:3:4", "1:2:3:4"},
    {PAIR, "-1:0x10", "-1:16"},
    {"struct{a, _, b int}", "1:2", "1:2"},
    {"struct{a struct{}; b int}", "7", "7"},
    {"struct{a string; b int}", "a\\:b:1", "a\\:b:1"},
    {"struct{a string; b int}", "f(x)\\y:1", "f(x)\\\\y:1"},
    {"struct{a string; b int}", ":1", ":1"},
    {"struct{a, b string}", ":", ":"},
    {"[1]string", "C\\\\D", "C\\\\D"},
    {"struct{a [2]byte; b bool}", "xy:true", "xy:true"},
    {"struct{}", "", ""},
    {"struct{}", "{}", ""},
    {"[0]int", "", ""},
    {"any", "i:5", "i:5"},
    {"any", "i:0x5", "i:5"},
    {"any", "5", "5"},
    {"any", "int(5)", "5"},
    {"any", "int64(5)", "i:5"},
    {"any", "1.50", "f:1.5"},
    {"any", "-0.0", "f:-0"},
    {"any", "true", "b:true"},
    {"any", "b:false", "b:false"},
    {"any", "NaN", "f:nan:7ff8000000000001"},
    {"any", "fig", "s:fig"},
    {"any", "", "s:"},
    {"any", "s:5", "s:5"},
    {"any", "s:a:b\\:", "s:a:b\\:"},
    {"any", "nil", "nil"},
    {"any", "s:nil", "s:nil"},
    {"any", "nila", "s:nila"},
    {"any", "p:1:2", "p:1:2"},
    {"any", PAIR "(01:2)", "p:1:2"},
    {"any", "string(a\\:b)", "s:a:b"},
    {"any", "rune(65)", "int32(65)"},
    {"any", "Name(a\\:b\\))", "Name(a\\:b\\))"},
    {"any", "fig(5)", "s:fig(5)"},
    {"any", "s:08", "s:08"},
    {"any", "(hello)", "s:(hello)"},
    {"any", "2024-11-26", "s:2024-11-26"},
    {"any", "fig{5}", "s:fig{5}"},
    {"any", "int(5)x", "s:int(5)x"},
    {"any", "any(5)", "s:any(5)"},
    {"any", "[]int(nil)", "[]int(nil)"},
    {"any", "func()(0x1)", "func()(0x1)"},
    {"any", "struct{}()", "struct{}()"},
    {"any", "struct{a any; b int}(s:x:5)", "struct{a any; b int}(s:x:5)"},
    {"any", "struct{a any; b int}(struct{a any}(nil):5)", "struct{a any; b int}(struct{a any}(nil):5)"},
    {"error", "*T(0x7)", "*T(0x7)"},
    {"struct{a any; b int}", "x:5", "s:x:5"},
    {"struct{a any; b any}", "struct{}():p:1:2", "struct{}():p:1:2"},
    {"struct{a any; b any}", "p:1:2:nil", "p:1:2:nil"},
    {"[2]any", "rune(1):f:NaN", "int32(1):f:nan\\:7ff8000000000001"},
};

static void test_spellings(void **state)
{
    (void)state;
    struct values *values = values_new();
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        value_id id = parse(values, spellings[i].type, spellings[i].text);
        size_t length;
        const char *text = values_text(values, id, &length);
        assert_string_equal(text, spellings[i].canonical);
        assert_int_equal(length, strlen(spellings[i].canonical));
        /* The canonical text means the same value. */
        assert_int_equal(parse(values, spellings[i].type, spellings[i].canonical), id);
    }
    values_free(values);
}

static void test_interning(void **state)
{
    (void)state;
    struct values *values = values_new();
    assert_int_equal(values_count(values), 0);
    value_id fig = parse(values, "string", "fig");
    assert_int_equal(fig, 1);
    assert_int_equal(values_count(values), 1);
    assert_int_equal(parse(values, "string", "fig"), fig);
    assert_int_not_equal(parse(values, "Name", "fig"), fig);
    assert_int_equal(parse(values, "rune", "5"), parse(values, "int32", "5"));
    assert_int_equal(parse(values, "interface{}", "5"), parse(values, "any", "5"));
    assert_int_not_equal(parse(values, "any", "5"), parse(values, "any", "i:5"));
    assert_int_not_equal(parse(values, "int", "5"), parse(values, "int64", "5"));
    assert_int_equal(parse(values, "struct{a,b int}", "1:2"), parse(values, "struct{a int; b int}", "1:2"));
    /* Bytes of any kind, told apart by length. */
    value_id one = parse_bytes(values, "string", "a\0b", 3), two = parse_bytes(values, "string", "a\0c", 3);
    value_id three = parse_bytes(values, "string", "a", 1), four = parse_bytes(values, "string", "a\0", 2);
    assert_true(one != two && two != three && three != four && one != four);
    size_t length;
    assert_memory_equal(values_text(values, one, &length), "a\0b", 4);
    assert_int_equal(length, 3);
    assert_int_equal(parse_bytes(values, "[3]byte", "a\0\0", 3), parse(values, "[3]byte", "a"));
    values_free(values);
}

/* Texts stay where they are while thousands follow; every one is found again. */
static void test_many(void **state)
{
    (void)state;
    enum { MANY = 40000 };
    struct values *values = values_new();
    struct gotype *strings = type_named("string"), *numbers = type_named("int64");
    struct error error = {0};
    const char *first = values_text(values, values_parse(values, strings, "first", 5, &error), NULL);
    for (int i = 0; i < MANY; i++) {
        char text[24];
        number_text(text, i);
        assert_int_equal(values_parse(values, strings, text, strlen(text), &error), 2 + 2 * i);
        assert_int_equal(values_parse(values, numbers, text, strlen(text), &error), 3 + 2 * i);
    }
    for (int i = 0; i < MANY; i++) {
        char text[24];
        number_text(text, i);
        assert_int_equal(values_parse(values, strings, text, strlen(text), &error), 2 + 2 * i);
        assert_int_equal(values_parse(values, numbers, text, strlen(text), &error), 3 + 2 * i);
    }
    assert_int_equal(values_count(values), 1 + 2 * MANY);
    assert_ptr_equal(values_text(values, 1, NULL), first);
    assert_string_equal(first, "first");
    gotype_free(strings);
    gotype_free(numbers);
    values_free(values);
}

static void test_equality(void **state)
{
    (void)state;
    struct values *values = values_new();
    static const struct {
        const char *type, *a, *b;
        bool equal;
    } pairs[] = {
        {"float64", "0", "-0", true},
        {"float64", "0", "0", true},
        {"float64", "-0", "1", false},
        {"float64", "NaN", "NaN", false},
        {"float64", "NaN", "nan:fff8000000000000", false},
        {"float64", "NaN", "-0", false},
        {"float64", "+Inf", "Inf", true},
        {"float32", "-0", "0", true},
        {"float32", "NaN", "NaN", false},
        {"complex128", "0:-0", "-0:0", true},
        {"complex128", "0:-0", "-0:1", false},
        {"complex128", "0:NaN", "0:NaN", false},
        {"complex128", "-0:NaN", "0:NaN", false},
        {"any", "f:0", "f:-0", true},
        {"any", "f:0", "0", false},
        {"any", "f:-0", "float32(-0)", false},
        {"any", "f:-0", "nil", false},
        {"any", "f:NaN", "f:NaN", false},
        {"any", "5", "i:5", false},
        {"struct{a float64; b string}", "0:x", "-0:x", true},
        {"struct{a float64; b string}", "0:x", "-0:y", false},
        {"struct{a string; b float64}", "x:NaN", "x:NaN", false},
        {"[2]any", "f:-0:f:0", "f:0:f:-0", true},
        {"string", "a", "b", false},
        {"string", "a", "a", true},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        value_id a = parse(values, pairs[i].type, pairs[i].a), b = parse(values, pairs[i].type, pairs[i].b);
        if (values_equal(values, a, b) != pairs[i].equal || values_equal(values, b, a) != pairs[i].equal)
            fail_msg("%s: %s and %s", pairs[i].type, pairs[i].a, pairs[i].b);
        assert_int_equal(values_equals_itself(values, a), values_equal(values, a, a));
        /* Equal keys have equal hashes, or no key would be found. */
        struct hash_secret secret = {GO_1_23, {11, 22, 33, 44}};
        if (pairs[i].equal)
            assert_int_equal(values_hash(values, a, &secret, 9, NULL, NULL),
                             values_hash(values, b, &secret, 9, NULL, NULL));
    }
    value_id none = VALUE_NONE, stale = VALUE_STALE_STRING(3), real = parse(values, "string", "");
    assert_false(values_equal(values, none, real));
    assert_false(values_equal(values, stale, real));
    assert_true(values_equal(values, none, none));
    assert_true(values_equals_itself(values, stale));
    assert_string_equal(values_text(values, stale, NULL), "");
    values_free(values);
}

static void test_zero_and_lengths(void **state)
{
    (void)state;
    struct values *values = values_new();
    static const struct {
        const char *type, *text;
        bool zero;
        uint64_t string_length;
    } rows[] = {
        {"int", "0", true, 0},
        {"int", "256", false, 0},
        {"string", "", true, 0},
        {"string", "abc", false, 3},
        {"Name", "abc", false, 3},
        {"[1]string", "a\\:c", false, 3},
        {"struct{a string}", "abcdefghijkl", false, 12},
        {"struct{a string}", "", true, 0},
        {"[2]string", "a:b", false, 0},
        {"[2]string", ":", true, 0},
        {"float64", "0", true, 0},
        {"float64", "-0", false, 0},
        {"float64", "NaN", false, 0},
        {"complex64", "0:-0", false, 0},
        {"any", "nil", true, 0},
        {"any", "0", false, 0},
        {"any", "s:", false, 0},
        {"[20]byte", "", true, 0},
        {"[]int", "nil", true, 0},
        {"[]int", "1", false, 0},
        {"struct{}", "", true, 0},
        {PAIR, "0:0", true, 0},
        {PAIR, "0:256", false, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        value_id id = parse(values, rows[i].type, rows[i].text);
        if (values_is_zero(values, id) != rows[i].zero)
            fail_msg("%s %s: zero?", rows[i].type, rows[i].text);
        assert_int_equal(values_string_length(values, id), rows[i].string_length);
    }
    assert_true(values_is_zero(values, VALUE_NONE));
    assert_false(values_is_zero(values, VALUE_STALE_STRING(3)));
    values_free(values);
}

static void test_unhashable(void **state)
{
    (void)state;
    struct values *values = values_new();
    assert_true(values_is_unhashable(values, parse(values, "any", "[]int(nil)")));
    assert_true(values_is_unhashable(values, parse(values, "any", "map[string]int(0x10)")));
    assert_true(values_is_unhashable(values, parse(values, "any", "struct{a func()}(nil)")));
    assert_true(values_is_unhashable(values, parse(values, "struct{a int; b any}", "1:func()(nil)")));
    assert_false(values_is_unhashable(values, parse(values, "any", "nil")));
    assert_false(values_is_unhashable(values, parse(values, "any", "*int(nil)")));
    assert_false(values_is_unhashable(values, parse(values, "any", "[]int")));
    assert_false(values_is_unhashable(values, VALUE_NONE));
    values_free(values);
}

static const struct {
    const char *type, *text;
    int column;
    enum word word;
    const char *argument;
} mistakes[] = {
    {"int", "abc", 1, WORD_ERROR_VALUE_INT, "abc"},
    {"int", "", 1, WORD_ERROR_VALUE_INT, ""},
    {"int", "-", 1, WORD_ERROR_VALUE_INT, "int"},
    {"int", "0x", 1, WORD_ERROR_VALUE_INT, "0x"},
    {"int", "0b12", 1, WORD_ERROR_VALUE_INT, "0b12"},
    {"int", "1 ", 1, WORD_ERROR_VALUE_INT, "1 "},
    {"int", "1.5", 1, WORD_ERROR_VALUE_INT, "1.5"},
    {"int8", "128", 1, WORD_ERROR_VALUE_RANGE, "127"},
    {"int8", "-129", 1, WORD_ERROR_VALUE_RANGE, "-128"},
    {"uint8", "256", 1, WORD_ERROR_VALUE_RANGE, "255"},
    {"uint", "-1", 1, WORD_ERROR_VALUE_RANGE, "0"},
    {"uint", "x", 1, WORD_ERROR_VALUE_UINT, "uint"},
    {"int64", "9223372036854775808", 1, WORD_ERROR_VALUE_RANGE, "-9223372036854775808"},
    {"uint64", "18446744073709551616", 1, WORD_ERROR_VALUE_RANGE, "18446744073709551615"},
    {"any", "18446744073709551616", 1, WORD_ERROR_VALUE_RANGE, "int"},
    {"any", "08", 1, WORD_ERROR_VALUE_OCTAL, "08"},
    {"any", "-0_9", 1, WORD_ERROR_VALUE_OCTAL, "-0_9"},
    {"any", "[]any{1}", 1, WORD_ERROR_VALUE_LITERAL, "[]any"},
    {"any", "struct{}{}", 1, WORD_ERROR_VALUE_LITERAL, "struct{}{}"},
    /* Inner quotes that got lost: no text is meant. */
    {"any", "struct{A int x; b []byte}(1:0x7)", 14, WORD_ERROR_TYPE_EXPECTED, "x"},
    {"any", "struct {A int x}(1)", 15, WORD_ERROR_TYPE_EXPECTED, "x"},
    {"struct{a int; b any}", "1:struct{A int x}(1)", 16, WORD_ERROR_TYPE_EXPECTED, "x"},
    {"any", "[2][]int(nil)", 13, WORD_ERROR_VALUE_FEW_PARTS, "[2][]int"},
    {"any", "[0][]int(nil)", 10, WORD_ERROR_VALUE_ONLY, "nil"},
    {"bool", "True", 1, WORD_ERROR_VALUE_BOOL, "True"},
    {"bool", "1", 1, WORD_ERROR_VALUE_BOOL, "bool"},
    {"float64", "", 1, WORD_ERROR_VALUE_FLOAT, "float64"},
    {"float64", ".", 1, WORD_ERROR_VALUE_FLOAT, "."},
    {"float64", "1e", 1, WORD_ERROR_VALUE_FLOAT, "1e"},
    {"float64", "1,5", 1, WORD_ERROR_VALUE_FLOAT, "1,5"},
    {"float64", "1.2.3", 1, WORD_ERROR_VALUE_FLOAT, "1.2.3"},
    {"float64", "infinity", 1, WORD_ERROR_VALUE_FLOAT, "infinity"},
    {"float64", "0x1p3", 1, WORD_ERROR_VALUE_FLOAT, "0x1p3"},
    {"float64", "1e309", 1, WORD_ERROR_VALUE_FLOAT_RANGE, "1e309"},
    {"float64", "nan:7ff0000000000000", 1, WORD_ERROR_VALUE_FLOAT, "nan:7ff0000000000000"},
    {"float64", "nan:7fc00000", 1, WORD_ERROR_VALUE_FLOAT, "nan:7fc00000"},
    {"float32", "3.5e38", 1, WORD_ERROR_VALUE_FLOAT_RANGE, "float32"},
    {"*int", "here", 1, WORD_ERROR_VALUE_POINTER, "here"},
    {"*int", "-1", 1, WORD_ERROR_VALUE_POINTER, "*int"},
    {"[3]byte", "four", 1, WORD_ERROR_VALUE_BYTES, "4"},
    {PAIR, "1", 2, WORD_ERROR_VALUE_FEW_PARTS, "7:7"},
    {PAIR, "1:x", 3, WORD_ERROR_VALUE_INT, "x"},
    {PAIR, "1:2:3", 4, WORD_ERROR_VALUE_MORE, "7:7"},
    {"struct{a string; b int}", "a:b:3", 3, WORD_ERROR_VALUE_INT, "b"},
    {"[2]string", "a:b:c", 4, WORD_ERROR_VALUE_MORE, ":c"},
    {"struct{}", "x", 1, WORD_ERROR_VALUE_NOTHING, "struct{}"},
    {"any", "i:x", 3, WORD_ERROR_VALUE_INT, "int64"},
    {"any", "p:1", 4, WORD_ERROR_VALUE_FEW_PARTS, "p:1"},
    {"any", "p:1:2:3", 6, WORD_ERROR_VALUE_MORE, ":3"},
    {"any", "rune(x)", 6, WORD_ERROR_VALUE_INT, "int32"},
    {"any", "Name(a:b)", 7, WORD_ERROR_VALUE_CLOSE, "Name"},
    {"struct{a any; b int}", "rune(1:2", 7, WORD_ERROR_VALUE_CLOSE, "int32"},
};

static void test_mistakes(void **state)
{
    (void)state;
    struct values *values = values_new();
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        struct error error = {0};
        struct gotype *type = type_named(mistakes[i].type);
        assert_int_equal(values_parse(values, type, mistakes[i].text, strlen(mistakes[i].text), &error),
                         VALUE_NONE);
        if (error.word != mistakes[i].word || error.column != mistakes[i].column)
            fail_msg("%s \"%s\": %s at column %d", mistakes[i].type, mistakes[i].text, words_name(error.word),
                     error.column);
        bool told = false;
        for (int argument = 0; argument < error.count; argument++)
            told = told || strcmp(error.arguments[argument], mistakes[i].argument) == 0;
        if (!told)
            fail_msg("%s \"%s\": the message does not name %s", mistakes[i].type, mistakes[i].text,
                     mistakes[i].argument);
        gotype_free(type);
    }
    assert_int_equal(values_count(values), 0);
    values_free(values);
}

static void test_zero_values(void **state)
{
    (void)state;
    static const char *const types[] = {
        "int",        "uint8",    "float64",     "complex128",
        "string",     "bool",     "any",         "error",
        "*int",       "[]int",    "[3]int",      "[4]byte",
        "[2]string",  "struct{}", "map[int]int", "struct{a int; b string; _ int; c bool}",
        "[2][2]bool", "[0]int",   "[2]struct{}", "unsafe.Pointer"};
    struct values *values = values_new();
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        struct gotype *type = type_named(types[i]);
        struct text text = {0};
        value_zero(type, &text);
        value_id id = parse_bytes(values, types[i], text_string(&text), text.length);
        if (!values_is_zero(values, id))
            fail_msg("%s: %s is not zero", types[i], text_string(&text));
        text_free(&text);
        gotype_free(type);
    }
    values_free(values);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spellings),
        cmocka_unit_test(test_interning),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_equality),
        cmocka_unit_test(test_zero_and_lengths),
        cmocka_unit_test(test_unhashable),
        cmocka_unit_test(test_zero_values),
        cmocka_unit_test(test_mistakes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
