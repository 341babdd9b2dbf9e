#include "go/value.h"
#include "test/unit/vectors.h"
#include "test/words.h"

#include <float.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "test/values.h"

/* Columns of hash.tsv and hash-extra.tsv. */
enum column { GO, HASHKEY0, SEED = HASHKEY0 + 4, KIND, KEY, HASH, COLUMNS };

static struct hash_secret secret_of(const struct vectors *row)
{
    struct hash_secret secret = {.version = strcmp(row->fields[GO], "go1.23.5") == 0 ? GO_1_23 : GO_1_19};
    for (int i = 0; i < 4; i++)
        secret.hashkey[i] = strtoull(row->fields[HASHKEY0 + i], NULL, 16);
    return secret;
}

static size_t bytes_of(const char *hex, size_t length, unsigned char *bytes)
{
    if (length == 1 && *hex == '-')
        return 0;
    for (size_t i = 0; i < length / 2; i++) {
        char two[3] = {hex[2 * i], hex[2 * i + 1], '\0'};
        bytes[i] = (unsigned char)strtoul(two, NULL, 16);
    }
    return length / 2;
}

static uint64_t no_draw(void *context)
{
    (void)context;
    fail_msg("a number was drawn for a key without a NaN");
    return 0;
}

static void expect_hash(const struct vectors *row, uint64_t hash)
{
    if (hash != strtoull(row->fields[HASH], NULL, 16))
        fail_msg("%s %s %s: hash %s, the model has %016llx", row->fields[GO], row->fields[KIND],
                 row->fields[KEY], row->fields[HASH], (unsigned long long)hash);
}

static void expect_value_hash(const struct vectors *row, struct values *values, const char *type_name,
                              const char *text, size_t length)
{
    struct hash_secret secret = secret_of(row);
    struct error error = {0};
    struct gotype *type = type_named(type_name);
    value_id id = values_parse(values, type, text, length, &error);
    if (id == VALUE_NONE)
        fail_msg("%s \"%.*s\": %s, column %d", type_name, (int)length, text, words_name(error.word),
                 error.column);
    expect_hash(row, values_hash(values, id, &secret, strtoull(row->fields[SEED], NULL, 16), no_draw, NULL));
    gotype_free(type);
}

static int64_t signed_of(const unsigned char *bytes, size_t length)
{
    uint64_t number = 0;
    for (size_t i = length; i > 0; i--)
        number = number << 8 | bytes[i - 1];
    unsigned unused = 64 - 8 * (unsigned)length;
    return (int64_t)(number << unused) >> unused;
}

static void test_recorded_hashes(void **state)
{
    (void)state;
    struct values *values = values_new();
    struct vectors row;
    vectors_open(&row, "src/test/data/hash.tsv");
    int as_values = 0;
    while (vectors_next(&row)) {
        assert_int_equal(row.count, COLUMNS);
        unsigned char bytes[2048];
        struct hash_secret secret = secret_of(&row);
        const char *kind = row.fields[KIND];
        size_t length = bytes_of(row.fields[KEY], strlen(row.fields[KEY]), bytes);
        expect_hash(&row, hash_memory(&secret, bytes, length, strtoull(row.fields[SEED], NULL, 16)));
        if (strcmp(kind, "string") == 0) {
            expect_value_hash(&row, values, "string", (const char *)bytes, length);
            as_values++;
        } else if (strcmp(kind, "int32") == 0 || strcmp(kind, "int64") == 0) {
            char text[24];
            number_text(text, signed_of(bytes, length));
            expect_value_hash(&row, values, kind, text, strlen(text));
            as_values++;
        }
    }
    assert_int_equal(row.row, 688);
    assert_true(as_values > 300);
    values_free(values);
}

/*
 * How a key of a kind is written for its type. Each letter reads one run of bytes from the key: i an int of
 * the rest of the run, 4 an int32, f a float, s text, b a bool, u an unsigned int; | goes on to the next ':'
 * part; the rest is written.
 */
static const struct kind {
    const char *name, *type, *form;
} kinds[] = {
    {"bool", "bool", "b"},
    {"uint8", "uint8", "u"},
    {"int16", "int16", "i"},
    {"float32", "float32", "f"},
    {"float64", "float64", "f"},
    {"complex128", "complex128", "f|:f"},
    {"any_nil", "any", "N"},
    {"any_float64", "any", "F"},
    {"any_int32", "any", "I"},
    {"any_int64", "any", "J"},
    {"any_string", "any", "S"},
    {"any_struct_int64_string", "any", "Qi|:s)"},
    {"any_struct_int32_int32_string", "any", "Pi|:i|:s)"},
    {"array2_string", "[2]string", "s|:s"},
    {"struct_empty", "struct{}", ""},
    {"struct_float64_int64", "struct{a float64; b int64}", "f|:i"},
    {"struct_int32_int32_string", "struct{a, b int32; c string}", "4:i|:s"},
    {"struct_int32_int64", "struct{a int32; b int64}", "i|:i"},
    {"struct_int64_blank_int64", "struct{a, _, b int64}", "i|:i"},
    {"struct_int64_string", "struct{a int64; b string}", "i|:s"},
    {"struct_string_int64_int64", "struct{a string; b, c int64}", "s|:8:i"},
};

static const struct {
    char letter;
    const char *written, *then;
} openings[] = {
    {'N', "nil", ""},
    {'F', "f:", "f"},
    {'I', "int32(", "i)"},
    {'J', "i:", "i"},
    {'S', "s:", "s"},
    {'P', "struct{a, b int32; c string}(", ""},
    {'Q', "struct{a int64; b string}(", ""},
};

/* The bytes are those of a little-endian machine; this may be another. */
static void write_float(struct text *text, const unsigned char *bytes, size_t length)
{
    double number;
    uint64_t bits = 0;
    for (size_t i = length; i > 0; i--)
        bits = bits << 8 | bytes[i - 1];
    if (length == 4) {
        float small;
        uint32_t low = (uint32_t)bits;
        memcpy(&small, &low, sizeof small);
        number = (double)small;
    } else {
        memcpy(&number, &bits, sizeof number);
    }
    if (number > DBL_MAX || number < -DBL_MAX)
        text_add(text, number > 0 ? "+Inf" : "-Inf");
    else
        text_format(text, "%.17g", number);
}

struct key {
    const char *hex; /* what is left of the row's key */
    unsigned char bytes[256];
    size_t at, length; /* of the present ':' part */
};

static void next_part(struct key *key)
{
    size_t digits = strcspn(key->hex, ":");
    key->length = bytes_of(key->hex, digits, key->bytes);
    key->at = 0;
    key->hex += digits + (key->hex[digits] == ':');
}

static void write_form(struct text *text, struct key *key, const char *form)
{
    for (; *form != '\0'; form++) {
        const unsigned char *bytes = key->bytes + key->at;
        size_t length = key->length - key->at;
        bool opening = false;
        for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
            if (openings[i].letter != *form)
                continue;
            text_add(text, openings[i].written);
            write_form(text, key, openings[i].then);
            opening = true;
        }
        if (opening)
            continue;
        if (*form == '4' || *form == '8')
            length = (size_t)(*form - '0');
        if (*form == '|')
            next_part(key);
        else if (*form == 'b')
            text_add(text, *bytes != 0 ? "true" : "false");
        else if (*form == 'u')
            text_format(text, "%u", *bytes);
        else if (*form == 'f')
            write_float(text, bytes, length);
        else if (*form == 's')
            text_append(text, (const char *)bytes, length);
        else if (*form == 'i' || *form == '4' || *form == '8')
            text_add(text, NUMBER(signed_of(bytes, length)));
        else
            text_append(text, form, 1);
        if (strchr("i48fsbu", *form) != NULL)
            key->at += length;
    }
}

static void test_other_key_types(void **state)
{
    (void)state;
    enum { KINDS = sizeof kinds / sizeof *kinds };
    int seen[KINDS] = {0};
    struct values *values = values_new();
    struct vectors row;
    vectors_open(&row, "src/test/data/hash-extra.tsv");
    while (vectors_next(&row)) {
        assert_int_equal(row.count, COLUMNS);
        size_t i = 0;
        while (i < KINDS && strcmp(kinds[i].name, row.fields[KIND]) != 0)
            i++;
        if (i == KINDS)
            fail_msg("no kind %s", row.fields[KIND]);
        seen[i]++;
        struct key key = {.hex = row.fields[KEY]};
        next_part(&key);
        struct text text = {0};
        write_form(&text, &key, kinds[i].form);
        expect_value_hash(&row, values, kinds[i].type, text_string(&text), text.length);
        text_free(&text);
    }
    assert_int_equal(row.row, 960);
    for (int i = 0; i < KINDS; i++)
        assert_true(seen[i] >= 10);
    values_free(values);
}

static uint64_t draw_next(void *context)
{
    uint64_t *next = context;
    *next += 0x0101010101010101u;
    return *next;
}

static uint64_t hash_of(struct values *values, const char *type_name, const char *text,
                        enum go_version version, uint64_t *draws)
{
    struct hash_secret secret = {version, {1, 3, 5, 7}};
    struct error error = {0};
    struct gotype *type = type_named(type_name);
    value_id id = values_parse(values, type, text, strlen(text), &error);
    assert_int_not_equal(id, VALUE_NONE);
    gotype_free(type);
    return values_hash(values, id, &secret, 0x5eed, draw_next, draws);
}

static void test_nan_draws(void **state)
{
    (void)state;
    struct values *values = values_new();
    uint64_t draws = 0xff00000000u;
    uint64_t drawn = draws + 0x0101010101010101u;
    assert_int_equal(hash_of(values, "float64", "NaN", GO_1_23, &draws),
                     HASH_C1 * (HASH_C0 ^ 0x5eed ^ drawn));
    assert_int_equal(draws, drawn);
    drawn += 0x0101010101010101u;
    assert_int_equal(hash_of(values, "float64", "NaN", GO_1_19, &draws),
                     HASH_C1 * (HASH_C0 ^ 0x5eed ^ (uint32_t)drawn));
    /* Each NaN draws once, in hashing order. */
    uint64_t first = drawn + 0x0101010101010101u, second = first + 0x0101010101010101u;
    uint64_t real = HASH_C1 * (HASH_C0 ^ 0x5eed ^ first);
    assert_int_equal(hash_of(values, "complex128", "NaN:NaN", GO_1_23, &draws),
                     HASH_C1 * (HASH_C0 ^ real ^ second));
    assert_int_equal(draws, second);
    hash_of(values, "any", "nan:fff8000000000001", GO_1_23, &draws);
    assert_int_equal(draws, second + 0x0101010101010101u);
    uint64_t before = draws;
    hash_of(values, "struct{a float32; b any; c [2]float64}", "NaN:f:NaN:1:NaN", GO_1_23, &draws);
    assert_int_equal(draws, before + 3 * 0x0101010101010101u);
    values_free(values);
}

/* What HASH.md's table says of types that the recorded rows do not show. */
static void test_compositions(void **state)
{
    (void)state;
    struct values *values = values_new();
    uint64_t none = 0;
    uint64_t five = hash_of(values, "any", "i:5", GO_1_23, &none);
    assert_int_equal(five, hash_of(values, "any", "5", GO_1_23, &none)); /* int */
    assert_int_equal(five,
                     hash_of(values, "any", "uintptr(5)", GO_1_23, &none)); /* the type is no part of it */
    assert_int_equal(five, hash_of(values, "fmt.Stringer", "time.Duration(5)", GO_1_23, &none));
    assert_int_equal(hash_of(values, "struct{}", "", GO_1_23, &none), 0x5eed);
    assert_int_equal(hash_of(values, "[5]struct{}", "{}", GO_1_23, &none), 0x5eed);
    assert_int_equal(hash_of(values, "struct{_ int}", "", GO_1_23, &none), 0x5eed);
    /* A struct with one field hashes as its field; a plain array as its memory. */
    assert_int_equal(hash_of(values, "struct{a [1]string}", "fig", GO_1_23, &none),
                     hash_of(values, "string", "fig", GO_1_23, &none));
    assert_int_equal(hash_of(values, "[3]int8", "102:105:103", GO_1_23, &none),
                     hash_of(values, "string", "fig", GO_1_23, &none));
    /* The runs of a nested struct are its own. */
    assert_int_not_equal(
        hash_of(values, "struct{a struct{b string; c int32}; d int32}", "x:1:2", GO_1_23, &none),
        hash_of(values, "struct{a string; c, d int32}", "x:1:2", GO_1_23, &none));
    assert_int_equal(none, 0);
    values_free(values);
}

static void test_tops_and_generator(void **state)
{
    (void)state;
    assert_int_equal(hash_top(0), 5);
    assert_int_equal(hash_top(0x04ffffffffffffffu), 9);
    assert_int_equal(hash_top(0x0500000000000000u), 5);
    assert_int_equal(hash_top(0xff00000000000000u), 0xff);
    /* s = 0xa0761d6478bd642f; the halves of s * (s ^ 0xe7037ed1a0b428db) folded, worked out with big
       integers. */
    uint64_t state32 = 0, state64 = 0;
    uint64_t wide = hash_fastrand64(&state64);
    assert_int_equal(state64, 0xa0761d6478bd642fu);
    assert_int_equal(wide, 0x111cb3a78f59a58eu);
    assert_int_equal(hash_fastrand(&state32), (uint32_t)0x111cb3a78f59a58eu);
    assert_int_equal(state32, state64);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recorded_hashes),    cmocka_unit_test(test_other_key_types),
        cmocka_unit_test(test_nan_draws),          cmocka_unit_test(test_compositions),
        cmocka_unit_test(test_tops_and_generator),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
