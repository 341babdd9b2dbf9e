/* Names of types: what is read, how it is laid out and spelled, and what is refused with which words. */
#include "go/maptype.h"
#include "test/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool parse(struct maptype *type, const char *name, enum go_version version, struct error *error)
{
    *error = (struct error){0};
    return maptype_parse(type, name, strlen(name), version, error);
}

static const struct {
    const char *text, *name;
    uint64_t size, align;
    bool plain;
} layouts[] = {
    {"byte", "uint8", 1, 1, true},
    {"rune", "int32", 4, 4, true},
    {"interface {}", "any", 16, 8, false},
    {"complex64", "complex64", 8, 4, false},
    {"struct{a,b int64}", "struct{a int64; b int64}", 16, 8, true},
    {"struct { a int8 ; b int64; }", "struct{a int8; b int64}", 16, 8, false},
    {"struct{a int64; b int8}", "struct{a int64; b int8}", 16, 8, false},
    {"struct{a int64; b struct{}}", "struct{a int64; b struct{}}", 16, 8, false},
    {"struct{_ int32}", "struct{_ int32}", 4, 4, false},
    {"struct{a [0]func()}", "struct{a [0]func()}", 0, 8, false},
    {"[0]string", "[0]string", 0, 8, true},
    {"[3]struct{}", "[3]struct{}", 0, 1, true},
    {"[ 3 ][2]rune", "[3][2]int32", 24, 4, true},
    {"<-chan *int", "<-chan *int", 8, 8, true},
    {"chan<- int", "chan<- int", 8, 8, true},
    {"map[ string ] [] byte", "map[string][]uint8", 8, 8, false},
    {"func(a int, b ...byte) (x int, err error)", "func(int, ...uint8) (int, error)", 8, 8, false},
    {"func(func() int) string", "func(func() int) string", 8, 8, false},
    {"time.Time", "time.Time", 24, 8, true},
    {"time.Duration", "time.Duration", 8, 8, true},
    /* lengths as Go's constants */
    {"[010]byte", "[8]uint8", 8, 1, true},
    {"[0x10]byte", "[16]uint8", 16, 1, true},
    {"[0b11]byte", "[3]uint8", 3, 1, true},
    {"[0o7]byte", "[7]uint8", 7, 1, true},
    {"[1_0]byte", "[10]uint8", 10, 1, true},
    {"[2+3]byte", "[5]uint8", 5, 1, true},
    {"[ 2 + 3 * 4 ]byte", "[14]uint8", 14, 1, true},
    {"[(2+3)*4]byte", "[20]uint8", 20, 1, true},
    {"[1<<4]byte", "[16]uint8", 16, 1, true},
    {"[1<<4-1]byte", "[15]uint8", 15, 1, true}, /* in Go << binds closer */
    {"[10-3-2]byte", "[5]uint8", 5, 1, true},
    {"[100/7%4]byte", "[2]uint8", 2, 1, true},
    {"[0xff&^0xf0|1]byte", "[15]uint8", 15, 1, true},
    {"[6^3]byte", "[5]uint8", 5, 1, true},
    {"[64>>2]byte", "[16]uint8", 16, 1, true},
    {"[-3+5]byte", "[2]uint8", 2, 1, true},
    {"[+4]byte", "[4]uint8", 4, 1, true},
    {"[3-3]byte", "[0]uint8", 0, 1, true},
    /* parentheses */
    {"(int)", "int", 8, 8, true},
    {"[2]((int32))", "[2]int32", 8, 4, true},
    {"*(int)", "*int", 8, 8, true},
    {"chan (<-chan int)", "chan (<-chan int)", 8, 8, true},
    {"chan (chan int)", "chan chan int", 8, 8, true},
    {"chan <-chan int", "chan<- chan int", 8, 8, true},
    {"chan<- (<-chan int)", "chan<- <-chan int", 8, 8, true},
    {"<-chan (<-chan int)", "<-chan <-chan int", 8, 8, true},
    {"<-chan <-chan int", "<-chan <-chan int", 8, 8, true},
    {"chan (func() (<-chan int))", "chan func() <-chan int", 8, 8, true},
    /* parameters */
    {"func(a, b int)", "func(int, int)", 8, 8, false},
    {"func(a, b int, c string)", "func(int, int, string)", 8, 8, false},
    {"func(a, b int) (c, d string)", "func(int, int) (string, string)", 8, 8, false},
    {"func(a int, b ...string)", "func(int, ...string)", 8, 8, false},
    {"func(_, _ int)", "func(int, int)", 8, 8, false},
    {"func(int string)", "func(string)", 8, 8, false}, /* int is a name here */
    {"func(a []int, f func(x, y int) bool)", "func([]int, func(int, int) bool)", 8, 8, false},
    {"func(a *int, m map[string]int)", "func(*int, map[string]int)", 8, 8, false},
    {"func(int,)", "func(int)", 8, 8, false},
    {"func(a int, b string,)", "func(int, string)", 8, 8, false},
    {"func(...int,)", "func(...int)", 8, 8, false},
    {"func() ()", "func()", 8, 8, false},
    {"func() (int)", "func() int", 8, 8, false},
    {"func() (n int)", "func() int", 8, 8, false},
    {"func() (int, error,)", "func() (int, error)", 8, 8, false},
    {"func()(int, error)", "func() (int, error)", 8, 8, false},
    {"func(struct{a, b int}, int)", "func(struct{a int; b int}, int)", 8, 8, false},
    /* embedded fields and tags */
    {"struct{T}", "struct{T}", 16, 8, true},
    {"struct{T; x int}", "struct{T; x int}", 24, 8, true},
    {"struct{x int; T}", "struct{x int; T}", 24, 8, true},
    {"struct{*T}", "struct{*T}", 8, 8, true},
    {"struct{ time.Time }", "struct{time.Time}", 24, 8, true},
    {"struct{time.Time; *Name; int; error}", "struct{time.Time; *Name; int; error}", 56, 8, false},
    {"struct{a int `json:\"a\"`}", "struct{a int \"json:\\\"a\\\"\"}", 8, 8, true},
    {"struct{a int \"x\"}", "struct{a int \"x\"}", 8, 8, true},
    {"struct{a int \"\"}", "struct{a int}", 8, 8, true},
    {"struct{a, b int \"x\"; T `y`}", "struct{a int \"x\"; b int \"x\"; T \"y\"}", 32, 8, true},
    {"struct{any int}", "struct{any int}", 8, 8, true},
    {"struct{T ``}", "struct{T}", 16, 8, true},
    {"struct{T \"\"; b int}", "struct{T; b int}", 24, 8, true},
    {"struct{byte; uint8}", "struct{byte; uint8}", 2, 1, true}, /* two names, so two fields */
    {"struct{byte}", "struct{byte}", 1, 1, true},
    {"struct{*byte}", "struct{*byte}", 8, 8, true},
    {"struct{é int}", "struct{é int}", 8, 8, true},
    /* interfaces */
    {"interface{ String() string }", "interface{String() string}", 16, 8, false},
    {"interface{ b(); A(x, y int) (n int, err error); }", "interface{A(int, int) (int, error); b()}", 16, 8,
     false},
    {"interface{ error }", "interface{Error() string}", 16, 8, false},
    {"interface{ error; Error() string; any }", "interface{Error() string}", 16, 8, false},
    {"interface{ any }", "any", 16, 8, false},
    {"interface{ reflect.Type; X() }", "interface{X(); reflect.Type}", 16, 8, false},
    /* named types */
    {"time.Month", "time.Month", 8, 8, true},
    {"time.Weekday", "time.Weekday", 8, 8, true},
    {"os.FileMode", "fs.FileMode", 4, 4, true},
    {"reflect.Kind", "reflect.Kind", 8, 8, true},
};

/* A name of ours means the same type again. */
static void assert_has_a_twin(const struct gotype *type)
{
    struct error error = {0};
    const char *again = type->name, *end = again + strlen(again);
    struct gotype *twin = gotype_parse(again, &again, end, &error);
    if (twin == NULL)
        fail_msg("%s: %s, column %d", type->name, words_name(error.word), error.column);
    assert_ptr_equal(again, end);
    assert_string_equal(twin->name, type->name);
    assert_int_equal(twin->identity, type->identity);
    assert_int_equal(twin->size, type->size);
    gotype_free(twin);
}

static void test_layouts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
        struct error error = {0};
        const char *at = layouts[i].text, *end = at + strlen(at);
        struct gotype *type = gotype_parse(at, &at, end, &error);
        if (type == NULL)
            fail_msg("%s: %s, column %d", layouts[i].text, words_name(error.word), error.column);
        assert_ptr_equal(at, end);
        assert_string_equal(type->name, layouts[i].name);
        assert_int_equal(type->size, layouts[i].size);
        assert_int_equal(type->align, layouts[i].align);
        assert_int_equal(type->plain, layouts[i].plain);
        assert_has_a_twin(type);
        gotype_free(type);
    }
}

static void test_pointers(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool pointers;
    } rows[] = {
        {"[0]*int", false},      {"[1]*int", true},   {"struct{a [0]string; b int}", false},
        {"struct{_ any}", true}, {"uintptr", false},  {"[]int", true},
        {"func()", true},        {"time.Time", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error = {0};
        const char *at = rows[i].name;
        struct gotype *type = gotype_parse(at, &at, at + strlen(at), &error);
        assert_non_null(type);
        assert_int_equal(type->pointers, rows[i].pointers);
        gotype_free(type);
    }
}

static void test_parse_stops_behind_the_type(void **state)
{
    (void)state;
    static const char text[] = "func()(nil)";
    struct error error = {0};
    const char *at = text;
    struct gotype *type = gotype_parse(text, &at, text + strlen(text), &error);
    assert_non_null(type);
    assert_int_equal(at - text, 6);
    gotype_free(type);
}

static const struct {
    const char *name;
    int column;
    enum word word;
    const char *argument; /* expected somewhere among the arguments; NULL: none looked for */
} mistakes[] = {
    {"", 1, WORD_ERROR_TYPE_NOT_MAP, NULL},
    {"string", 1, WORD_ERROR_TYPE_NOT_MAP, "string"},
    {"map[strnig]int", 5, WORD_ERROR_TYPE_NEAREST, "string"},
    {"map[string]itn", 12, WORD_ERROR_TYPE_NEAREST, "int"},
    {"map[string]zebra", 12, WORD_ERROR_TYPE_UNKNOWN, "zebra"},
    {"map[string]", 12, WORD_ERROR_TYPE_MISSING, NULL},
    {"map[string", 11, WORD_ERROR_TYPE_UNFINISHED, "]"},
    {"map[string]int x", 16, WORD_ERROR_TYPE_MORE, "x"},
    {"map[[]int]int", 5, WORD_ERROR_TYPE_KEY, "[]int"},
    {"map[func()]int", 5, WORD_ERROR_TYPE_KEY, "func()"},
    {"map[struct{a []int}]int", 5, WORD_ERROR_TYPE_KEY, "struct{a []int}"},
    {"map[int]map[map[int]int]int", 13, WORD_ERROR_TYPE_KEY, "map[int]int"},
    {"map[[x]int]int", 6, WORD_ERROR_TYPE_LENGTH, "x"},
    {"map[[-1]int]int", 6, WORD_ERROR_TYPE_LENGTH, "-"},
    {"map[[16byte]int", 8, WORD_ERROR_TYPE_EXPECTED, "]"},
    {"map[[99999999999999999999]byte]int", 6, WORD_ERROR_TYPE_LENGTH_BIG, NULL},
    {"map[[4000000000][4000000000][4000000000]byte]int", 29, WORD_ERROR_TYPE_BIG, NULL},
    {"map[[16385]byte]int", 5, WORD_ERROR_TYPE_BIG, "16385"},
    {"map[struct{a,a int}]int", 14, WORD_ERROR_TYPE_FIELD_TWICE, "a"},
    {"map[struct{a}]int", 13, WORD_ERROR_TYPE_FIELD_TYPE, NULL},
    {"map[struct{a int]int", 17, WORD_ERROR_TYPE_EXPECTED, "}"},
    {"map[struct{a int", 17, WORD_ERROR_TYPE_UNFINISHED, "}"},
    {"map[struct{+ int}]int", 12, WORD_ERROR_TYPE_FIELD, "+"},
    {"map[[08]int]int", 6, WORD_ERROR_TYPE_LENGTH, "08"},
    {"map[[0x]int]int", 7, WORD_ERROR_TYPE_EXPECTED, "]"},
    {"map[[1__0]int]int", 6, WORD_ERROR_TYPE_LENGTH, "1__0"},
    {"map[[3-5]int]int", 6, WORD_ERROR_TYPE_LENGTH, "3"},
    {"map[[3/0]int]int", 6, WORD_ERROR_TYPE_LENGTH, "3"},
    {"map[[3+]int]int", 8, WORD_ERROR_TYPE_LENGTH, "]"},
    {"map[[(3]int]int", 8, WORD_ERROR_TYPE_EXPECTED, ")"},
    {"map[[1<<40]int]int", 6, WORD_ERROR_TYPE_LENGTH_BIG, NULL},
    {"map[[1<<99]int]int", 6, WORD_ERROR_TYPE_LENGTH_BIG, NULL},
    {"map[[1<<62*4]int]int", 6, WORD_ERROR_TYPE_LENGTH_BIG, NULL},
    {"map[[((((((((((((((((1))))))))))))))))]int]int", 21, WORD_ERROR_TYPE_DEEP, NULL},
    {"map[(int]int", 9, WORD_ERROR_TYPE_EXPECTED, ")"},
    {"map[()]int", 6, WORD_ERROR_TYPE_NONE, ")"},
    {"map[<-chan<- int]int", 14, WORD_ERROR_TYPE_EXPECTED, "chan"},
    {"map[int]func(...int, int)", 22, WORD_ERROR_TYPE_VARIADIC, NULL},
    {"map[int]func(a, b ...int)", 19, WORD_ERROR_TYPE_VARIADIC, NULL},
    {"map[int]func() (...int)", 17, WORD_ERROR_TYPE_VARIADIC, NULL},
    {"map[int]func(a int, string)", 27, WORD_ERROR_TYPE_NONE, ")"},
    {"map[int]func(a int, *string)", 21, WORD_ERROR_TYPE_PARAMETER, "*"},
    {"map[int]func(1a int)", 14, WORD_ERROR_TYPE_UNKNOWN, "1a"},
    {"map[int]func(range int)", 14, WORD_ERROR_TYPE_UNKNOWN, "range"},
    {"map[int]func(,)", 14, WORD_ERROR_TYPE_NONE, ","},
    {"map[int]func(a, a int)", 17, WORD_ERROR_TYPE_PARAMETER_TWICE, "a"},
    {"map[int]func(a int) (a int)", 22, WORD_ERROR_TYPE_PARAMETER_TWICE, "a"},
    {"map[int]struct{a int `\n`}", 23, WORD_ERROR_TYPE_EXPECTED, "`"},
    {"map[struct{1a int}]int", 12, WORD_ERROR_TYPE_FIELD, "1a"},
    {"map[struct{func int}]int", 12, WORD_ERROR_TYPE_FIELD, "func"},
    {"map[struct{map int}]int", 12, WORD_ERROR_TYPE_FIELD, "map"},
    {"map[struct{range int}]int", 12, WORD_ERROR_TYPE_FIELD, "range"},
    {"map[struct{a.b int}]int", 12, WORD_ERROR_TYPE_FIELD, "a.b"},
    {"map[struct{a, a.b int}]int", 15, WORD_ERROR_TYPE_FIELD, "a.b"},
    {"map[struct{a.b}]int", 12, WORD_ERROR_TYPE_QUALIFIED, "a.b"},
    {"map[struct{T; T int}]int", 15, WORD_ERROR_TYPE_FIELD_TWICE, "T"},
    {"map[struct{Time int; time.Time}]int", 22, WORD_ERROR_TYPE_FIELD_TWICE, "time.Time"},
    {"map[struct{*error}]int", 13, WORD_ERROR_TYPE_EMBEDDED, "error"},
    {"map[struct{unsafe.Pointer}]int", 12, WORD_ERROR_TYPE_EMBEDDED, "unsafe.Pointer"},
    {"map[struct{**T}]int", 13, WORD_ERROR_TYPE_EMBEDDED, "*"},
    {"map[struct{(T)}]int", 12, WORD_ERROR_TYPE_FIELD, "("},
    {"map[struct{a int `x}]int", 25, WORD_ERROR_TYPE_UNFINISHED, "`"},
    {"map[interface{ String string }]int", 16, WORD_ERROR_TYPE_METHOD, "String"},
    {"map[interface{ int | string }]int", 16, WORD_ERROR_TYPE_METHOD, "int"},
    {"map[interface{ ~int }]int", 16, WORD_ERROR_TYPE_METHOD, "~"},
    {"map[interface{ _() }]int", 16, WORD_ERROR_TYPE_METHOD, "_"},
    {"map[interface{ A(); A() }]int", 21, WORD_ERROR_TYPE_METHOD_TWICE, "A"},
    {"map[interface{ error; Error() int }]int", 23, WORD_ERROR_TYPE_METHOD_TWICE, "Error"},
    {"map[interface{ A()", 19, WORD_ERROR_TYPE_UNFINISHED, "}"},
    {"map[uuid.UUID]int", 5, WORD_ERROR_TYPE_QUALIFIED, "uuid.UUID"},
    {"map[net.IP]int", 5, WORD_ERROR_TYPE_KEY, "net.IP"},
    {"map[*************************int]int", 21, WORD_ERROR_TYPE_DEEP, NULL},
    {"map[int]#", 9, WORD_ERROR_TYPE_NONE, "#"},
};

static void test_mistakes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        struct maptype type;
        struct error error;
        assert_false(parse(&type, mistakes[i].name, GO_1_23, &error));
        if (error.word != mistakes[i].word || error.column != mistakes[i].column)
            fail_msg("%s: %s at column %d", mistakes[i].name, words_name(error.word), error.column);
        bool told = mistakes[i].argument == NULL;
        for (int argument = 0; argument < error.count; argument++)
            told = told || strcmp(error.arguments[argument], mistakes[i].argument) == 0;
        if (!told)
            fail_msg("%s: the message does not name %s", mistakes[i].name, mistakes[i].argument);
    }
}

static const struct {
    const char *name, *go;
} spellings[] = {
    {"[]byte", "[]uint8"},
    {"map[string]any", "map[string]interface {}"},
    {"struct{}", "struct {}"},
    {"struct{a, b []rune}", "struct { a []int32; b []int32 }"},
    {"struct{a struct{b []int}; c any}", "struct { a struct { b []int }; c interface {} }"},
    {"struct{any, T int}", "struct { any int; T int }"},
    {"struct{T; *S2; time.Time; n []int}", "struct { main.T; *main.S2; time.Time; n []int }"},
    {"struct{T `x`; any; a []int `a: b;}`}", "struct { main.T \"x\"; interface {}; a []int \"a: b;}\" }"},
    {"func(int) string", "func(int) string"},
    {"func(a, b T, c ...any) (x Name, err error)",
     "func(main.T, main.T, ...interface {}) (main.Name, error)"},
    {"interface{ String() string }", "interface { String() string }"},
    {"interface{ T(T) any; A(struct{}) }", "interface { A(struct {}); T(main.T) interface {} }"},
    {"chan (<-chan T)", "chan (<-chan main.T)"},
    {"map[struct{a int}][]Celsius", "map[struct { a int }][]main.Celsius"},
    {"[4]unsafe.Pointer", "[4]unsafe.Pointer"},
    {"time.Month", "time.Month"},
};

/* What %T and panics of Go say. */
static void test_spellings_of_go(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        struct error error = {0};
        struct text text = {0};
        const char *at = spellings[i].name;
        struct gotype *type = gotype_parse(at, &at, at + strlen(at), &error);
        if (type == NULL)
            fail_msg("%s: %s, column %d", spellings[i].name, words_name(error.word), error.column);
        gotype_add_go_name(type, &text);
        assert_string_equal(text_string(&text), spellings[i].go);
        text_free(&text);
        gotype_free(type);
    }
}

/* Prefixes of a rich name, names with one byte changed, and names that grow without end. */
static void test_hostile_names(void **state)
{
    (void)state;
    static const char rich[] = "map[struct{a, b [2+3]chan (<-chan int); *T `t`; _ *func(x, y int) (any, "
                               "error); c interface{ X() }; byte; d int \"\"}]map[int][]*T";
    struct maptype type;
    struct error error;
    for (size_t length = 0; length < sizeof rich - 1; length++) {
        char *exact = malloc(length + 1); /* so that a read beyond the end is seen */
        memcpy(exact, rich, length);
        error = (struct error){0};
        assert_false(maptype_parse(&type, exact, length, GO_1_19, &error));
        assert_true(error_is_set(&error));
        assert_in_range(error.column, 1, length + 1);
        free(exact);
    }
    for (size_t i = 0; i < sizeof rich - 1; i++) {
        for (int byte = 0; byte < 256; byte++) {
            char changed[sizeof rich];
            memcpy(changed, rich, sizeof rich);
            changed[i] = (char)byte;
            if (!maptype_parse(&type, changed, sizeof rich - 1, GO_1_19, &error))
                continue;
            assert_has_a_twin(type.key);
            assert_has_a_twin(type.elem);
            maptype_free(&type);
        }
    }
    char name[4000];
    memset(name, '[', sizeof name);
    memcpy(name, "map[", 4);
    assert_false(maptype_parse(&type, name, sizeof name, GO_1_19, &error));
    assert_int_equal(error.word, WORD_ERROR_TYPE_LONG);

    /* Fields doubled at every level: the whole name would have 8^14 parts. */
    static const char level[] = "struct{a,b,c,d,e,f,g,h ";
    size_t length = 0;
    for (int i = 0; i < 14; i++, length += sizeof level - 1)
        memcpy(name + length, level, sizeof level);
    memcpy(name + length, "struct{}}}}}}}}}}}}}}}", 23);
    const char *at = name;
    error = (struct error){0};
    assert_null(gotype_parse(name, &at, name + strlen(name), &error));
    assert_int_equal(error.word, WORD_ERROR_TYPE_LONG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layouts),
        cmocka_unit_test(test_pointers),
        cmocka_unit_test(test_parse_stops_behind_the_type),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_spellings_of_go),
        cmocka_unit_test(test_hostile_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
