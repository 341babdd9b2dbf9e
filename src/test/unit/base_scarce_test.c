/* When memory is nearly spent, as the system tells it. */
#include "base/scarce.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#if defined(__SANITIZE_ADDRESS__)
static const bool under_sanitizer = true;
#else
static const bool under_sanitizer;
#endif

static void what_the_system_tells_is_read(void **state)
{
    (void)state;
    assert_false(scarce_in("MemTotal:       24683512 kB\nMemFree: 100 kB\nMemAvailable:   23000000 kB\n"));
    assert_true(scarce_in("MemTotal:       24683512 kB\nMemFree: 100 kB\nMemAvailable:    1200000 kB\n"));
    assert_false(scarce_in("MemTotal:        2000000 kB\nMemFree: 100 kB\nMemAvailable:     262144 kB\n"));
    assert_true(scarce_in("MemTotal:        2000000 kB\nMemFree: 100 kB\nMemAvailable:     262143 kB\n"));
    assert_true(scarce_in("MemTotal:        2000000 kB\nMemAvailable:          0 kB\n"));
}

static void what_it_does_not_tell_is_no_reason(void **state)
{
    (void)state;
    assert_false(scarce_in(""));
    assert_false(scarce_in("MemTotal:       24683512 kB\nMemFree: 100 kB\n"));
    assert_false(scarce_in("MemTotal: a lot\nMemAvailable: none\n"));
    scarce_memory();
}

/* Half as much again as is used must be left, and 4 MiB in any case. */
static void what_a_process_may_have_is_a_bound(void **state)
{
    (void)state;
    const uint64_t mebibyte = 1 << 20;
    assert_false(scarce_within(8 * mebibyte, 12 * mebibyte));
    assert_true(scarce_within(8 * mebibyte + 1, 12 * mebibyte));
    assert_false(scarce_within(mebibyte, 5 * mebibyte));
    assert_true(scarce_within(mebibyte + 1, 5 * mebibyte));
    assert_false(scarce_within(1000 * mebibyte, 1500 * mebibyte));
    assert_true(scarce_within(1000 * mebibyte, 1499 * mebibyte));
    assert_true(scarce_within(2000 * mebibyte, 1000 * mebibyte));
    assert_false(scarce_within(1000 * mebibyte, UINT64_MAX));
}

/* The real limit of this process, above what it has and below it. */
static void a_limit_of_this_process_is_seen(void **state)
{
    (void)state;
    static const int resources[] = {RLIMIT_AS, RLIMIT_DATA};
    if (access("/proc/self/statm", R_OK) != 0 || under_sanitizer || scarce_memory())
        skip(); /* no Linux, a sanitizer's memory that is beyond any limit, or a machine that has none left */
    for (size_t i = 0; i < sizeof resources / sizeof *resources; i++) {
        struct rlimit before, lower;
        assert_int_equal(getrlimit(resources[i], &before), 0);
        lower = before;
        lower.rlim_cur = (rlim_t)1 << 50;
        assert_int_equal(setrlimit(resources[i], &lower), 0);
        assert_false(scarce_memory());
        lower.rlim_cur = 4 << 20;
        assert_int_equal(setrlimit(resources[i], &lower), 0);
        bool scarce = scarce_memory();
        assert_int_equal(setrlimit(resources[i], &before), 0);
        assert_true(scarce);
    }
}

static void it_is_asked_now_and_then_and_stays(void **state)
{
    (void)state;
    struct scarce scarce = {0};
    if (scarce_memory())
        skip();
    for (int i = 0; i < 100; i++)
        assert_false(scarce_found(&scarce));
    assert_int_equal(scarce.asked, 100);
    scarce.found = true;
    assert_true(scarce_found(&scarce));
    assert_int_equal(scarce.asked, 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_system_tells_is_read),
        cmocka_unit_test(what_it_does_not_tell_is_no_reason),
        cmocka_unit_test(what_a_process_may_have_is_a_bound),
        cmocka_unit_test(a_limit_of_this_process_is_seen),
        cmocka_unit_test(it_is_asked_now_and_then_and_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
