#include "go/maptype.h"
#include "test/unit/maptype_rows.h"
#include "test/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static bool parse(struct maptype *type, const char *name, enum go_version version, struct error *error)
{
    *error = (struct error){0};
    return maptype_parse(type, name, strlen(name), version, error);
}

static void expect_number(const struct vectors *row, int column, uint64_t number)
{
    if (maptype_row_number(row, column) == number)
        return;
    fail_msg("%s %s: column %d is %s, the model has %llu", row->fields[GO], row->fields[TYPE], column,
             row->fields[column], (unsigned long long)number);
}

static void expect_name(const struct vectors *row, int column, const char *name)
{
    const char *recorded = row->fields[column];
    recorded += strncmp(recorded, "runtime.", 8) == 0 ? 8 : 0;
    if (strcmp(recorded, name) != 0)
        fail_msg("%s %s: column %d is %s, the model has %s", row->fields[GO], row->fields[TYPE], column,
                 recorded, name);
}

static void expect_row(const struct vectors *row)
{
    struct maptype type;
    struct error error;
    if (!parse(&type, row->fields[TYPE], maptype_row_release(row), &error))
        fail_msg("%s: %s, column %d", row->fields[TYPE], words_name(error.word), error.column);
    assert_string_equal(type.name, row->fields[TYPE]);
    expect_number(row, KEY_SIZE, type.key->size);
    expect_number(row, ELEM_SIZE, type.elem->size);
    expect_number(row, KEY_POINTERS, type.key->pointers);
    expect_number(row, ELEM_POINTERS, type.elem->pointers);
    expect_number(row, KEY_SLOT, type.key_slot);
    expect_number(row, ELEM_SLOT, type.elem_slot);
    expect_number(row, BUCKET_SIZE, type.bucket_size);
    expect_number(row, BUCKET_POINTERS, type.bucket_pointers);
    expect_number(row, INDIRECT_KEY, type.indirect_key);
    expect_number(row, INDIRECT_ELEM, type.indirect_elem);
    expect_number(row, REFLEXIVE, type.key->reflexive);
    expect_number(row, NEED_UPDATE, type.key->need_update);
    expect_number(row, MIGHT_PANIC, type.key->may_panic);
    expect_number(row, OFF_TOPHASH, 0);
    expect_number(row, OFF_KEYS, MAPTYPE_KEYS_OFFSET);
    expect_number(row, OFF_ELEMS, maptype_elems_offset(&type));
    expect_number(row, OFF_OVERFLOW, maptype_overflow_offset(&type));
    expect_name(row, OVERFLOW_KIND, maptype_overflow_kind(&type));
    expect_name(row, HASHER, maptype_hasher(&type));
    expect_name(row, ASSIGN, maptype_routine_name(type.assign));
    expect_name(row, ACCESS1, maptype_access_name(&type));
    expect_name(row, ACCESS2, maptype_access_name(&type));
    expect_name(row, DELETE, maptype_routine_name(type.delete_));
    for (int B = 4; B <= 16; B++)
        expect_number(row, PRE4 + B - 4, maptype_preallocated(&type, B));
    for (int B = 0; B < 4; B++)
        assert_int_equal(maptype_preallocated(&type, B), 0);
    maptype_free(&type);
}

static void test_recorded_types(void **state)
{
    (void)state;
    struct vectors row;
    maptype_rows_open(&row);
    while (vectors_next(&row)) {
        assert_int_equal(row.count, COLUMNS);
        expect_row(&row);
    }
    assert_int_equal(row.row, MAPTYPE_ROWS);
}

/* 1.21 has a load factor of 6, by an accident of integer constants; the releases before and behind it 6.5. */
static void test_thresholds(void **state)
{
    (void)state;
    static const uint64_t capacities[][9] = {
        {8, 13, 26, 52, 104, 208, 416, 832, 1664},
        {8, 12, 24, 48, 96, 192, 384, 768, 1536},
    };
    for (enum go_version version = GO_1_19; version < GO_VERSIONS; version++) {
        struct maptype type;
        struct error error;
        bool accident = version == GO_1_21;
        assert_true(parse(&type, "map[string]int", version, &error));
        assert_int_equal(maptype_load_factor(&type), accident ? 60 : 65);
        for (int B = 0; B < 9; B++) {
            uint64_t most = capacities[accident][B];
            assert_int_equal(maptype_capacity(&type, B), most);
            assert_false(maptype_over_load(&type, most, B));
            assert_true(maptype_over_load(&type, most + 1, B));
        }
        maptype_free(&type);
    }
    assert_int_equal(maptype_overflow_limit(0), 1);
    assert_int_equal(maptype_overflow_limit(14), 16384);
    assert_int_equal(maptype_overflow_limit(15), 32768);
    assert_int_equal(maptype_overflow_limit(24), 32768);
}

static void test_hints(void **state)
{
    (void)state;
    struct maptype type;
    struct error error;
    assert_true(parse(&type, "map[string]int", GO_1_23, &error)); /* buckets of 208 bytes */
    static const struct {
        int64_t hint;
        int B;
    } hints[] = {
        {INT64_MIN, 0},
        {-1, 0},
        {0, 0},
        {8, 0},
        {9, 1},
        {13, 1},
        {14, 2},
        {26, 2},
        {27, 3},
        {52, 3},
        {53, 4},
        {104, 4},
        {105, 5},
        {208, 5},
        {1000, 8},
        {1664, 8},
        {1665, 9},
        {((int64_t)1 << 48) / 208, 38},
        {((int64_t)1 << 48) / 208 + 1, 0},
        {INT64_MAX, 0},
    };
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        assert_int_equal(maptype_B_for_hint(&type, hints[i].hint), hints[i].B);
    maptype_free(&type);
}

static void test_roundup(void **state)
{
    (void)state;
    static const struct {
        uint64_t size;
        bool pointers;
        uint64_t old, new;
    } rows[] = {
        {0, true, 0, 0},
        {1, false, 8, 8},
        {33, true, 48, 48},
        {512, true, 512, 512},
        {513, false, 576, 576},
        {1024, true, 1024, 1144},
        {32760, true, 32768, 32760},
        {32767, false, 32768, 32768},
        {32761, true, 32768, 32768},
        {32768, false, 32768, 32768},
        {32769, true, 40960, 40960},
        {UINT64_MAX, true, UINT64_MAX, UINT64_MAX},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(go_roundup(rows[i].size, rows[i].pointers, GO_1_19), rows[i].old);
        assert_int_equal(go_roundup(rows[i].size, rows[i].pointers, GO_1_23), rows[i].new);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {

        cmocka_unit_test(test_recorded_types),

        cmocka_unit_test(test_thresholds),
        cmocka_unit_test(test_hints),
        cmocka_unit_test(test_roundup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
