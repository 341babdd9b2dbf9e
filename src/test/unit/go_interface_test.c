/* What interfaces hold: the type that a panic names, and what needs methods. */
#include "test/values.h"

/* The type that a panic names, in Go's spelling; NULL: hashing does not panic. */
static const struct {
    const char *type, *value, *named;
} panics[] = {
    {"any", "[]int(nil)", "[]int"},
    {"any", "[]byte(nil)", "[]uint8"},
    {"any", "func(int) string(nil)", "func(int) string"},
    {"any", "(func(int) string)(nil)", "func(int) string"},
    {"any", "(func(a, b rune) (T, error))(0x10)", "func(int32, int32) (main.T, error)"},
    {"any", "func()(nil)", "func()"},
    {"any", "map[string]any(0x10)", "map[string]interface {}"},
    {"any", "struct{a int; b []int}(1:nil)", "struct { a int; b []int }"},
    {"any", "[2][]int(nil:nil)", "[2][]int"},
    {"any", "net.IP(nil)", "net.IP"},
    {"any", "[1]any([]int(nil))", "[]int"}, /* the array can be compared, what it holds can't */
    {"any", "struct{a any}(struct{b any}(func()(nil)))", "func()"},
    {"any", "struct{a any; f func()}([]int(nil):nil)",
     "struct { a interface {}; f func() }"}, /* the outer one first */
    {"[2]any", "1:[]int(nil)", "[]int"},
    {"[2]any", "func()(nil):[]int(nil)", "func()"}, /* in the order of hashing */
    {"struct{a int; b any; c any}", "1:x:[]string(nil)", "[]string"},
    {"any", "nil", NULL},
    {"any", "*int(nil)", NULL},
    {"any", "*[]int(nil)", NULL},
    {"any", "chan []int(nil)", NULL},
    {"any", "[]int", NULL}, /* a text */
    {"any", "(hello)", NULL},
    {"any", "(int)", NULL},
    {"any", "func (x)", NULL},
    {"any", "structure{x}", NULL},
    {"any", "s:struct{A int x}(1)", NULL},
    {"any", "([0]func())()", "[0]func()"},
};

static void test_panics_name_the_type(void **state)
{
    (void)state;
    struct values *values = values_new();
    for (size_t i = 0; i < sizeof panics / sizeof *panics; i++) {
        value_id id = parse(values, panics[i].type, panics[i].value);
        const struct gotype *type = values_unhashable_type(values, id);
        struct text named = {0};
        assert_int_equal(values_is_unhashable(values, id), panics[i].named != NULL);
        if (type != NULL)
            gotype_add_go_name(type, &named);
        if (strcmp(text_string(&named), panics[i].named != NULL ? panics[i].named : "") != 0)
            fail_msg("%s %s: a panic names %s", panics[i].type, panics[i].value, text_string(&named));
        text_free(&named);
        /* The canonical text says the same. */
        size_t length;
        const char *canonical = values_text(values, id, &length);
        assert_int_equal(parse_bytes(values, panics[i].type, canonical, length), id);
    }
    values_free(values);
}

/* What an interface with methods holds. */
static void test_interfaces_with_methods(void **state)
{
    static const struct {
        const char *type, *value;
        bool fits;
    } rows[] = {
        {"error", "nil", true},
        {"error", "fig", false},
        {"error", "5", false},
        {"error", "1.5", false},
        {"error", "true", false},
        {"error", "s:fig", false},
        {"error", "i:5", false},
        {"error", "int(5)", false},
        {"error", "[]int(nil)", false},
        {"error", "struct{a int}(1)", false},
        {"error", "*int(nil)", false},
        {"error", "**T(nil)", false},
        {"error", "*T(0x7)", true},
        {"error", "Name(x)", true},
        {"error", "struct{T}(1:2)", true},
        {"error", "time.Month(5)", false}, /* it has String() */
        {"error", "syscall.Errno(2)", true},
        {"fmt.Stringer", "time.Month(5)", true},
        {"fmt.Stringer", "*time.Month(nil)", true},
        {"fmt.Stringer", "syscall.Errno(2)", false},
        {"interface{ Error() string }", "fig", false},
        {"interface{ X() }", "Name(x)", true},
        {"reflect.Type", "fig", false},
        {"[2]error", "nil:fig", false},
        {"[2]error", "nil:*T(0x1)", true},
        {"any", "fig", true},
        {"interface{}", "5", true},
    };
    (void)state;
    struct values *values = values_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        struct gotype *type = type_named(rows[i].type);
        value_id id = values_parse(values, type, rows[i].value, strlen(rows[i].value), &error);
        if ((id != VALUE_NONE) != rows[i].fits)
            fail_msg("%s %s", rows[i].type, rows[i].value);
        if (!rows[i].fits)
            assert_int_equal(error.word, WORD_ERROR_VALUE_METHODS);
        gotype_free(type);
    }
    values_free(values);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_panics_name_the_type),
        cmocka_unit_test(test_interfaces_with_methods),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
