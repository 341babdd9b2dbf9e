/*
 * model/slice/growth: capacities that real append gave (slice.tsv), what releases without a recording do by their source, and
 * where growslice panics.
 */
#include "model/slice/growth.h"
#include "test/unit/vectors.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum column { GO, SIZE, POINTERS, OLD_LEN, OLD_CAP, APPENDED, NEW_LEN, NEW_CAP, COLUMNS };

static uint64_t number(const struct vectors *row, enum column column)
{
    return strtoull(row->fields[column], NULL, 10);
}

static void expect_row(const struct vectors *row, enum go_version version)
{
    struct slice_layout layout = {number(row, SIZE), number(row, POINTERS) != 0, version};
    struct slice_growth growth;
    uint64_t len = number(row, OLD_LEN), cap = number(row, OLD_CAP), count = number(row, APPENDED), bytes;
    assert_true(slice_growth_of(&layout, len, cap, count, &growth));
    if (growth.cap != number(row, NEW_CAP))
        fail_msg("row %d, as Go %s: cap %s, the model has %llu", row->row, go_version_name(version),
                 row->fields[NEW_CAP], (unsigned long long)growth.cap);
    assert_int_equal(growth.need, number(row, NEW_LEN));
    assert_true(growth.need <= growth.want && growth.want <= growth.cap);
    assert_true(growth.bytes == growth.want * layout.size && growth.bytes <= growth.given);
    /* What the array takes follows from its capacity alone, and less than an element is lost. */
    assert_true(slice_growth_bytes(&layout, growth.cap, &bytes));
    assert_true(layout.size == 0 ? bytes == 0 : bytes == growth.given && bytes / layout.size == growth.cap);
}

/* SLICE.md: releases that were found to be equal are taken by the rows of one. */
static void every_recorded_capacity(void **state)
{
    static const struct {
        const char *name;
        enum go_version versions[5];
        int count;
    } recorded[] = {
        {"go1.15.15", {GO_1_15}, 1},
        {"go1.19.8", {GO_1_18, GO_1_19, GO_1_20, GO_1_21}, 4},
        {"go1.23.5", {GO_1_22, GO_1_23}, 2},
    };
    enum { RELEASES = sizeof recorded / sizeof *recorded };
    int rows[RELEASES] = {0};
    struct vectors row;
    (void)state;
    vectors_open(&row, "src/test/data/slice.tsv");
    while (vectors_next(&row)) {
        assert_int_equal(row.count, COLUMNS);
        size_t release = 0;
        while (release < RELEASES && strcmp(row.fields[GO], recorded[release].name) != 0)
            release++;
        assert_true(release < RELEASES);
        rows[release]++;
        for (int i = 0; i < recorded[release].count; i++)
            expect_row(&row, recorded[release].versions[i]);
    }
    assert_int_equal(rows[0], 3954);
    assert_int_equal(rows[1], 3938);
    assert_int_equal(rows[2], 3937);
}

static uint64_t cap_of(enum go_version version, uint64_t size, bool pointers, uint64_t len, uint64_t cap,
                       uint64_t count)
{
    struct slice_growth growth;
    struct slice_layout layout = {size, pointers, version};
    return slice_growth_of(&layout, len, cap, count, &growth) ? growth.cap : 0;
}

static void small_is_told_by_the_length_in_1_15_and_by_the_capacity_since(void **state)
{
    (void)state;
    assert_int_equal(cap_of(GO_1_15, 8, false, 1023, 1024, 2), 2048);
    assert_int_equal(cap_of(GO_1_17, 8, false, 1023, 1024, 2), 1280);
    assert_int_equal(cap_of(GO_1_17, 8, false, 1023, 1023, 1), 2048);
    assert_int_equal(cap_of(GO_1_17, 8, false, 512, 512, 1), 1024);
    assert_int_equal(cap_of(GO_1_18, 8, false, 512, 512, 1), 848);
    assert_int_equal(cap_of(GO_1_18, 8, false, 255, 255, 1), 512);
}

static void classes_and_headers_of_the_release(void **state)
{
    (void)state;
    /* 24 bytes are a class since 1.17 */
    assert_int_equal(cap_of(GO_1_15, 8, false, 0, 0, 3), 4);
    assert_int_equal(cap_of(GO_1_17, 8, false, 0, 0, 3), 3);
    /* pointers have a header since 1.22 */
    assert_int_equal(cap_of(GO_1_21, 8, true, 64, 64, 1), 128);
    assert_int_equal(cap_of(GO_1_22, 8, true, 64, 64, 1), 143);
    assert_int_equal(cap_of(GO_1_22, 8, false, 64, 64, 1), 128);
}

static enum slice_reason reason_of(enum go_version version, uint64_t size, uint64_t len, uint64_t cap,
                                   uint64_t count)
{
    struct slice_growth growth;
    struct slice_layout layout = {size, false, version};
    assert_true(slice_growth_of(&layout, len, cap, count, &growth));
    return growth.reason;
}

static void what_decided_is_told(void **state)
{
    (void)state;
    assert_int_equal(reason_of(GO_1_23, 8, 4, 4, 5), SLICE_EXACT);
    assert_int_equal(reason_of(GO_1_23, 8, 4, 4, 4), SLICE_TWICE);
    assert_int_equal(reason_of(GO_1_23, 8, 0, 0, 1), SLICE_EXACT);
    assert_int_equal(reason_of(GO_1_23, 8, 255, 255, 1), SLICE_TWICE);
    assert_int_equal(reason_of(GO_1_23, 8, 256, 256, 1), SLICE_GLIDE);
    assert_int_equal(reason_of(GO_1_17, 8, 1023, 1023, 1), SLICE_TWICE);
    assert_int_equal(reason_of(GO_1_17, 8, 1024, 1024, 1), SLICE_GLIDE);
    assert_int_equal(reason_of(GO_1_15, 8, 1023, 4000, 3000), SLICE_TWICE);
    assert_int_equal(reason_of(GO_1_15, 8, 1024, 4000, 3000), SLICE_GLIDE);
    assert_int_equal(reason_of(GO_1_23, 0, 4, 4, 1), SLICE_NO_SIZE);
}

/* runtime growslice: a length that is negative as an int, a product that overflows, more than an address space. */
static void it_panics_where_go_does(void **state)
{
    (void)state;
    for (enum go_version version = 0; version < GO_VERSIONS; version++) {
        assert_int_equal(cap_of(version, 8, false, INT64_MAX, INT64_MAX, 1), 0);
        assert_int_equal(cap_of(version, 0, false, INT64_MAX, INT64_MAX, 1), 0);
        assert_int_equal(cap_of(version, 0, false, INT64_MAX - 1, INT64_MAX - 1, 1), INT64_MAX);
        assert_int_equal(cap_of(version, 1, false, 0, 0, UINT64_MAX), 0);
        assert_int_equal(cap_of(version, 8, false, 1, 1, (uint64_t)1 << 61), 0);
        assert_int_equal(cap_of(version, 1, false, 0, 0, (uint64_t)1 << 48), (uint64_t)1 << 48);
        assert_int_equal(cap_of(version, 1, false, 0, 0, ((uint64_t)1 << 48) + 1), 0);
        assert_int_equal(cap_of(version, 1, false, (uint64_t)1 << 62, (uint64_t)1 << 62, 1), 0);
    }
}

/* 1.24 has another map; its growslice and its sizes are those of 1.23. */
static void a_slice_of_1_24_grows_as_one_of_1_23(void **state)
{
    (void)state;
    static const uint64_t sizes[] = {0, 1, 3, 8, 16, 24, 96, 513};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (uint64_t cap = 0; cap < 5000; cap = cap * 9 / 8 + 1) {
            for (int pointers = 0; pointers < 2; pointers++)
                assert_int_equal(cap_of(GO_1_24, sizes[i], pointers != 0, cap, cap, 1 + cap / 3),
                                 cap_of(GO_1_23, sizes[i], pointers != 0, cap, cap, 1 + cap / 3));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_recorded_capacity),
        cmocka_unit_test(small_is_told_by_the_length_in_1_15_and_by_the_capacity_since),
        cmocka_unit_test(classes_and_headers_of_the_release),
        cmocka_unit_test(what_decided_is_told),
        cmocka_unit_test(it_panics_where_go_does),
        cmocka_unit_test(a_slice_of_1_24_grows_as_one_of_1_23),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
