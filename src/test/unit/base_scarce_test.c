/* When memory is nearly spent, as the system tells it. */
#include "base/scarce.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_system_tells_is_read),
        cmocka_unit_test(what_it_does_not_tell_is_no_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
