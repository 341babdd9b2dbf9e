/* Whole numbers as Go writes them. The rows were held against Go's own rules for literals (The Go
   Programming Language Specification, "Integer literals"): a leading 0 is octal, _ stands between digits
   or behind a prefix. */
#include "base/number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void numbers_are_gos(void **state)
{
    static const struct {
        const char *text;
        enum number_reading reading;
        bool negative;
        uint64_t magnitude;
    } rows[] = {
        {"0", NUMBER_READ, false, 0},
        {"7", NUMBER_READ, false, 7},
        {"+7", NUMBER_READ, false, 7},
        {"-7", NUMBER_READ, true, 7},
        {"-0", NUMBER_READ, false, 0},
        {"10", NUMBER_READ, false, 10},
        {"010", NUMBER_READ, false, 8},
        {"-010", NUMBER_READ, true, 8},
        {"00", NUMBER_READ, false, 0},
        {"0_7", NUMBER_READ, false, 7},
        {"0o17", NUMBER_READ, false, 15},
        {"0O17", NUMBER_READ, false, 15},
        {"0b11", NUMBER_READ, false, 3},
        {"0B_11", NUMBER_READ, false, 3},
        {"0x1f", NUMBER_READ, false, 31},
        {"0X_1F", NUMBER_READ, false, 31},
        {"1_000", NUMBER_READ, false, 1000},
        {"18446744073709551615", NUMBER_READ, false, UINT64_MAX},
        {"0xffff_ffff_ffff_ffff", NUMBER_READ, false, UINT64_MAX},
        {"18446744073709551616", NUMBER_RANGE, false, 0},
        {"0x1_0000_0000_0000_0000", NUMBER_RANGE, false, 0},
        {"02000000000000000000000", NUMBER_RANGE, false, 0},
        {"08", NUMBER_NONE, false, 0},
        {"019", NUMBER_NONE, false, 0},
        {"0o8", NUMBER_NONE, false, 0},
        {"0b2", NUMBER_NONE, false, 0},
        {"0xg", NUMBER_NONE, false, 0},
        {"0x", NUMBER_NONE, false, 0},
        {"0b", NUMBER_NONE, false, 0},
        {"0o", NUMBER_NONE, false, 0},
        {"0x_", NUMBER_NONE, false, 0},
        {"", NUMBER_NONE, false, 0},
        {"-", NUMBER_NONE, false, 0},
        {"--1", NUMBER_NONE, false, 0},
        {"_1", NUMBER_NONE, false, 0},
        {"1_", NUMBER_NONE, false, 0},
        {"0_", NUMBER_NONE, false, 0},
        {"1__0", NUMBER_NONE, false, 0},
        {"1 0", NUMBER_NONE, false, 0},
        {"1a", NUMBER_NONE, false, 0},
        {"1.0", NUMBER_NONE, false, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct number number = {0};
        enum number_reading reading = number_read(rows[i].text, strlen(rows[i].text), &number);
        if (reading != rows[i].reading || number.negative != rows[i].negative ||
            number.magnitude != rows[i].magnitude)
            fail_msg("%s is read as %d, %s%llu", rows[i].text, (int)reading, number.negative ? "-" : "",
                     (unsigned long long)number.magnitude);
    }
}

static void numbers_that_must_fit(void **state)
{
    int64_t number;
    uint64_t magnitude;
    (void)state;
    assert_true(number_read_signed("-9223372036854775808", 20, &number));
    assert_true(number == INT64_MIN);
    assert_true(number_read_signed("9223372036854775807", 19, &number));
    assert_true(number == INT64_MAX);
    assert_false(number_read_signed("9223372036854775808", 19, &number));
    assert_false(number_read_signed("-9223372036854775809", 20, &number));
    assert_true(number_read_unsigned("-0", 2, &magnitude));
    assert_false(number_read_unsigned("-1", 2, &magnitude));
}

static void amounts_have_units(void **state)
{
    static const struct number_unit units[] = {{"s", 1000}, {"ms", 1}, {"", 1000}};
    static const struct {
        const char *text;
        int64_t amount; /* -1: refused */
    } rows[] = {{"8s", 8000},   {"8ms", 8},  {"8", 8000}, {"0x10ms", 16}, {"010s", 8000},
                {"10s", 10000}, {"11s", -1}, {"08s", -1}, {"s", -1},      {"ms", -1},
                {"", -1},       {"-1s", -1}, {"8 s", -1}, {"8sec", -1},   {"10001ms", -1}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t amount = -1;
        bool read = number_read_amount(rows[i].text, strlen(rows[i].text), units, 3, 10000, &amount);
        if (read != (rows[i].amount >= 0) || (read && amount != rows[i].amount))
            fail_msg("%s is read as %lld", rows[i].text, (long long)amount);
    }
    int64_t bytes;
    assert_true(number_read_bytes("64M", 3, INT64_MAX, &bytes) && bytes == 64 << 20);
    assert_true(number_read_bytes("1t", 2, INT64_MAX, &bytes) && bytes == INT64_C(1) << 40);
    assert_false(number_read_bytes("9999999999T", 11, INT64_MAX, &bytes));
}

static void pairs_are_parted_by_x(void **state)
{
    uint64_t first, second;
    (void)state;
    assert_true(number_read_pair("80x24", 5, &first, &second) && first == 80 && second == 24);
    assert_true(number_read_pair("0x50x0x18", 9, &first, &second) && first == 80 && second == 24);
    assert_true(number_read_pair("0x24", 4, &first, &second) && first == 0 && second == 24);
    assert_false(number_read_pair("80", 2, &first, &second));
    assert_false(number_read_pair("80x", 3, &first, &second));
    assert_false(number_read_pair("x24", 3, &first, &second));
    assert_false(number_read_pair("80x24x3", 7, &first, &second));
}

static void thousandths_have_a_point(void **state)
{
    static const struct {
        const char *text;
        int64_t thousandths; /* -1: refused */
    } rows[] = {{"1", 1000},    {"0.25", 250}, {"1.5", 1500},    {".5", 500},     {"2.", 2000},
                {"00.5", 500},  {"010", 8000}, {"010.5", 10500}, {"0.2509", 250}, {"64", 64000},
                {"64.001", -1}, {"65", -1},    {"", -1},         {".", -1},       {"-1", -1},
                {"1.2.3", -1},  {"1e3", -1},   {"0x1.8", -1}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t number = -1;
        bool read = number_read_thousandths(rows[i].text, strlen(rows[i].text), 64000, &number);
        if (read != (rows[i].thousandths >= 0) || (read && number != rows[i].thousandths))
            fail_msg("%s is read as %lld", rows[i].text, (long long)number);
    }
}

static void sizes_of_numbers(void **state)
{
    (void)state;
    assert_int_equal(number_log2(0), 0);
    assert_int_equal(number_log2(1), 0);
    assert_int_equal(number_log2(8), 3);
    assert_int_equal(number_log2(15), 3);
    assert_int_equal(number_log2(UINT64_MAX), 63);
    assert_int_equal(number_digits(0), 1);
    assert_int_equal(number_digits(9), 1);
    assert_int_equal(number_digits(10), 2);
    assert_int_equal(number_digits(UINT64_MAX), 20);
}

static void numbers_are_sorted(void **state)
{
    uint64_t numbers[] = {3, UINT64_MAX, 0, (uint64_t)1 << 32, 3, 1};
    static const uint64_t sorted[] = {0, 1, 3, 3, (uint64_t)1 << 32, UINT64_MAX};
    (void)state;
    number_sort(numbers, sizeof numbers / sizeof *numbers);
    assert_memory_equal(numbers, sorted, sizeof sorted);
    number_sort(numbers, 0);
    assert_memory_equal(numbers, sorted, sizeof sorted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_gos),          cmocka_unit_test(numbers_that_must_fit),
        cmocka_unit_test(amounts_have_units),       cmocka_unit_test(pairs_are_parted_by_x),
        cmocka_unit_test(thousandths_have_a_point), cmocka_unit_test(sizes_of_numbers),
        cmocka_unit_test(numbers_are_sorted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
