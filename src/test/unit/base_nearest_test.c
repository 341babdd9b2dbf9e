/* Did you mean: distances, and how near is near enough. */
#include "base/nearest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void measures_distance(void **state)
{
    (void)state;
    assert_int_equal(nearest_distance("", ""), 0);
    assert_int_equal(nearest_distance("", "abc"), 3);
    assert_int_equal(nearest_distance("grow", "gorw"), 1);
    assert_int_equal(nearest_distance("GROW", "grow"), 0);
    assert_int_equal(nearest_distance("insert", "isnertt"), 2);
    assert_int_equal(nearest_distance("kitten", "sitting"), 3);
    assert_int_equal(nearest_distance("ca", "abc"), 3);
    assert_int_equal(nearest_distance("step", "evacuate"), nearest_distance("evacuate", "step"));
}

static void finds_the_nearest(void **state)
{
    (void)state;
    static const char *const words[] = {"evacuate", NULL, "grow", "undo", "redo", "step-evacuate"};
    enum { COUNT = sizeof words / sizeof *words };
    static const char longest[] =
        "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww";
    assert_string_equal(nearest_of("gorw", words, COUNT), "grow");
    assert_string_equal(nearest_of("EVACUATE", words, COUNT), "evacuate");
    assert_string_equal(nearest_of("evcuat", words, COUNT), "evacuate");
    assert_string_equal(nearest_of("stepevacute", words, COUNT), "step-evacuate");
    assert_string_equal(nearest_of("rndo", words, COUNT), "undo");
    assert_null(nearest_of("gr", words, COUNT));
    assert_null(nearest_of("", words, COUNT));
    assert_null(nearest_of("4", (const char *const[]){"?", "x"}, 2));
    assert_null(nearest_of(longest, words, COUNT));
    assert_null(nearest_of("grow", words, 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_distance),
        cmocka_unit_test(finds_the_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
