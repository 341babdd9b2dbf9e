#include "base/random.h"
#include "go/value.h"
#include "go/value_number.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "test/values.h"

#define PAIR "struct{a, b int64}"

static void test_limits(void **state)
{
    (void)state;
    static char long_text[2 * VALUE_TEXT_LIMIT];
    memset(long_text, ':', sizeof long_text);
    struct values *values = values_new();
    static const char *const types[] = {"string", "[16384]byte", "[1]string", "any", "int", "float64"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        struct gotype *type = type_named(types[i]);
        struct error error = {0};
        assert_int_equal(values_parse(values, type, long_text, VALUE_TEXT_LIMIT + 1, &error), VALUE_NONE);
        assert_int_equal(error.word, WORD_ERROR_VALUE_LONG);
        assert_int_equal(values_parse(values, type, long_text, sizeof long_text, &error), VALUE_NONE);
        gotype_free(type);
    }
    value_id id = parse_bytes(values, "string", long_text, VALUE_TEXT_LIMIT);
    assert_int_equal(values_string_length(values, id), VALUE_TEXT_LIMIT);
    /* Escapes would make it longer than what may be read again. */
    memset(long_text, '\\', sizeof long_text);
    struct gotype *type = type_named("[1]string");
    struct error error = {0};
    assert_int_equal(values_parse(values, type, long_text, VALUE_TEXT_LIMIT, &error), 2);
    memset(long_text, ')', sizeof long_text);
    assert_int_equal(values_parse(values, type, long_text, VALUE_TEXT_LIMIT, &error), 3);
    memset(long_text, 'x', sizeof long_text);
    memset(long_text, '\\', 10);
    memset(long_text + 1, 'x', 1);
    assert_int_equal(values_parse(values, type, long_text, VALUE_TEXT_LIMIT, &error), VALUE_NONE);
    assert_int_equal(error.word, WORD_ERROR_VALUE_LONG);
    gotype_free(type);
    /* Interfaces in interfaces. */
    struct text deep = {0};
    text_add_repeated(&deep, "struct{a any}(", 40);
    text_add(&deep, "1");
    text_add_repeated(&deep, ")", 40);
    type = type_named("any");
    assert_int_equal(values_parse(values, type, deep.bytes, deep.length, &error), VALUE_NONE);
    assert_int_equal(error.word, WORD_ERROR_VALUE_DEEP);
    text_free(&deep);
    gotype_free(type);
    values_free(values);
}

/* Whatever bytes come: an error, or a value whose canonical text is that value again. */
static void test_random_texts(void **state)
{
    (void)state;
    static const char *const types[] = {
        "any",         "[2]any",
        "float64",     "int16",
        PAIR,          "struct{a string; b any; c [3]byte}",
        "complex64",   "struct{a any}",
        "[]int",       "struct{}",
        "map[int]int", "struct{a [2]struct{b any; _ int}; c [0]int}",
    };
    static const char *const pieces[] = {
        "i:",        "s:",      "f:", "p:",  "b:",   ":",    ")",       "(",        "\\",
        "nil",       "5",       "-0", "NaN", "1e9",  "true", "rune(",   "[]int(",   "struct{a any}(",
        "struct{}(", "func()(", "x",  "{}",  "\xff", "0x",   "string(", "[2]byte(", "nan:7ff8000000000001",
    };
    enum { TYPES = sizeof types / sizeof *types, PIECES = sizeof pieces / sizeof *pieces };
    struct values *values = values_new();
    struct text text = {0};
    uint64_t random = 7;
    int good = 0;
    for (int run = 0; run < 30000; run++) {
        text_clear(&text);
        for (uint64_t i = random_below(&random, 8); i > 0; i--)
            text_add(&text, pieces[random_below(&random, PIECES)]);
        struct gotype *type = type_named(types[random_below(&random, TYPES)]);
        struct error error = {0};
        char *exact = malloc(text.length + 1); /* so that a read beyond the end is seen */
        memcpy(exact, text_string(&text), text.length);
        value_id id = values_parse(values, type, exact, text.length, &error);
        if (id == VALUE_NONE) {
            assert_true(error_is_set(&error));
            assert_in_range(error.column, 1, text.length + 1);
        } else {
            good++;
            size_t length;
            const char *canonical = values_text(values, id, &length);
            if (values_parse(values, type, canonical, length, &error) != id)
                fail_msg("%s \"%s\": its canonical text \"%s\" is another value", type->name,
                         text_string(&text), canonical);
        }
        free(exact);
        gotype_free(type);
    }
    assert_true(good > 3000);
    text_free(&text);
    values_free(values);
}

static void test_examples(void **state)
{
    (void)state;
    static const struct {
        const char *type, *example;
        uint64_t different;
    } rows[] = {
        {"bool", "true", 2},
        {"int8", "7", 128},
        {"uint8", "7", 256},
        {"int64", "7", 300},
        {"float32", "7.5", 300},
        {"complex64", "7.5:0", 300},
        {"string", "k7", 300},
        {"any", "k7", 300},
        {"*int", "0x7", 300},
        {"[]int", "0x7", 300},
        {"[1]byte", "h", 26},
        {"[2]byte", "k7", 300},
        {"[16]byte", "k7", 300},
        {PAIR, "7:7", 300},
        {"struct{a, _ string; b struct{_ int}; c [2]bool}", "k7:true:true", 300},
        {"struct{_ int; a int}", "7", 300},
        {"struct{a struct{_ int}; b int}", "7", 300},
        {"struct{}", "", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct values *values = values_new();
        struct gotype *type = type_named(rows[i].type);
        struct text text = {0};
        value_example(type, 7, &text);
        assert_string_equal(text_string(&text), rows[i].example);
        for (uint64_t number = 0; number < rows[i].different; number++) {
            text_clear(&text);
            value_example(type, number, &text);
            parse(values, rows[i].type, text_string(&text));
        }
        if (values_count(values) != rows[i].different)
            fail_msg("%s: %zu different examples", rows[i].type, values_count(values));
        assert_true(value_examples(type) >= rows[i].different);
        text_free(&text);
        gotype_free(type);
        values_free(values);
    }
}

/* Those of 1 .. value_examples are all different, and the number behind them brings no new one: all of them are made. */
static void test_examples_are_counted(void **state)
{
    (void)state;
    static const char *const types[] = {
        "bool",
        "int8",
        "uint8",
        "int16",
        "uint16",
        "[1]byte",
        "[2]byte",
        "[3]byte",
        "[0]int",
        "struct{}",
        "[2]bool",
        "[3]int8",
        "struct{a bool; b uint8}",
        "struct{_ int}",
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        struct values *values = values_new();
        struct gotype *type = type_named(types[i]);
        struct text text = {0};
        uint64_t count = value_examples(type);
        for (uint64_t number = 1; number <= count + 1; number++) {
            text_clear(&text);
            value_example(type, number, &text);
            parse(values, types[i], text_string(&text));
            if (values_count(values) != (number <= count ? number : count))
                fail_msg("%s: %zu different ones of %llu", types[i], values_count(values),
                         (unsigned long long)number);
        }
        text_free(&text);
        gotype_free(type);
        values_free(values);
    }
    static const char *const many[] = {"int", "uint32",  "float32", "complex64", "string",
                                       "any", "[4]byte", "[9]byte", PAIR};
    for (size_t i = 0; i < sizeof many / sizeof *many; i++) {
        struct gotype *type = type_named(many[i]);
        if (value_examples(type) < 400000)
            fail_msg("%s", many[i]);
        gotype_free(type);
    }
}

/* The shortest decimal reads back as the same bits, and one digit less does not. */
static void test_floats_read_back(void **state)
{
    (void)state;
    uint64_t random = 42;
    struct text text = {0};
    for (int i = 0; i < 20000; i++) {
        int size = i % 2 != 0 ? 8 : 4;
        uint64_t bits = random_next(&random), again;
        if (size == 4)
            bits &= 0xffffffffu;
        if (i % 8 < 2) /* denormal */
            bits &= size == 4 ? 0x807fffffu : 0x800fffffffffffffu;
        text_clear(&text);
        value_float_write(&text, bits, size);
        assert_int_equal(value_float_read(text_string(&text), text.length, size, &again), NUMBER_READ);
        if (bits != again)
            fail_msg("%016llx is written %s", (unsigned long long)bits, text_string(&text));
        size_t digits = strcspn(text_string(&text), "e");
        if (digits > 3 && strchr(text_string(&text), '.') != NULL && text.bytes[0] != 'n') {
            memmove(text.bytes + digits - 1, text.bytes + digits, text.length - digits + 1);
            uint64_t shorter;
            value_float_read(text_string(&text), text.length - 1, size, &shorter);
            assert_true(shorter != bits);
        }
    }
    text_free(&text);
}

int main(void)
{
    /* Numbers are read and written alike in every locale: one with a comma, if the machine has it. */
    if (setlocale(LC_ALL, "de_DE.UTF-8") == NULL)
        setlocale(LC_ALL, "");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_limits),           cmocka_unit_test(test_random_texts),
        cmocka_unit_test(test_examples),         cmocka_unit_test(test_examples_are_counted),
        cmocka_unit_test(test_floats_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
