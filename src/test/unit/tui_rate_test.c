/* How fast work goes on, and how long it will take, by a clock that is handed in. */
#include "tui/rate.h"

#include "test/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct rate rate;

static void take(uint64_t done, uint64_t all, int64_t now, const char *says)
{
    struct text text = {0};
    const struct session_work work = {"", done, all, false};
    rate_take(&rate, &work, now);
    rate_say(&rate, words_english(), now, &text);
    assert_string_equal(text_string(&text), says);
    text_free(&text);
}

static void it_is_told_once_it_can_be_known(void **state)
{
    (void)state;
    rate_begin(&rate);
    take(0, 1000000, 5000, "");
    take(10000, 1000000, 5100, "");
    take(50000, 1000000, 5500, " · 100,000/s, 10 s left");
    take(100000, 1000000, 6000, " · 100,000/s, 9 s left");
    take(999999, 1000000, 15000, " · 99,999/s, 1 s left");
    take(1000000, 1000000, 15000, " · 100,000/s, 0 s left");
}

static void it_counts_from_where_it_was_first_seen(void **state)
{
    (void)state;
    rate_begin(&rate);
    take(900, 1000, 100, "");
    take(950, 1000, 1100, " · 50/s, 1 s left");
}

static void other_work_begins_anew(void **state)
{
    (void)state;
    rate_begin(&rate);
    take(0, 1000, 100, "");
    take(900, 1000, 1100, " · 900/s, 1 s left");
    take(10, 1000, 1200, ""); /* the next fill of the line */
    take(20, 1000, 2200, " · 10/s, 98 s left");
    take(30, 5000, 2300, "");
    rate_begin(&rate);
    take(40, 5000, 9000, "");
}

static void what_has_no_end_has_a_rate_alone(void **state)
{
    (void)state;
    rate_begin(&rate);
    take(0, 0, 100, "");
    take(5000, 0, 1100, " · 5,000/s");
}

static void what_is_slow_or_huge_is_no_number(void **state)
{
    (void)state;
    rate_begin(&rate);
    take(0, 10, 100, "");
    take(1, 10, 3100, "");
    rate_begin(&rate);
    take(0, UINT64_MAX, 100, "");
    take(UINT64_MAX / 2, UINT64_MAX, 1100, " · 9,223,372,036,854,775,000/s, 2 s left");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_told_once_it_can_be_known),
        cmocka_unit_test(it_counts_from_where_it_was_first_seen),
        cmocka_unit_test(other_work_begins_anew),
        cmocka_unit_test(what_has_no_end_has_a_rate_alone),
        cmocka_unit_test(what_is_slow_or_huge_is_no_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
