/* Where fill counts on: it takes the same keys as if it looked each up, whatever was undone, taken away, or done instead. */
#include "base/random.h"
#include "test/memory_copy.h"
#include "test/running.h"
#include "test/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const char *const lines[] = {
    "fill 5",
    "fill 7",
    "fill 3 a",
    "fill 4 a{1,2}",
    "delete k{2..9}",
    "delete k1",
    "insert k{10..20}",
    "undo",
    "undo 2",
    "redo",
    "redo branch",
    "clear",
    "make",
    "seek start",
    "seek end",
    "seek 50%",
    "range",
    "get k3",
    "n: fill 5",
    "n: fill 5 100",
    "use n",
    "use m",
    "let m = m",
    "collide 2 bucket=0",
    "workload count=20 reads=0 writes=50 deletes=50",
    "compare \"fill 5; delete k2; fill 5\" \"fill 5; delete k2; fill 5\"",
    "fill 5 a",
    "back",
    "all: fill 2",
    "drop n; make map[int]int as n; use m",
};

static void run(struct session *session, const char *line)
{
    struct reply reply = {0};
    struct error error = {0};
    session_run_line(session, line, strlen(line), NULL, &reply, &error);
    reply_free(&reply);
}

/* One session knows what it did, the other is made to forget it before each line. */
static void a_session_that_forgets_does_the_same(void **state)
{
    (void)state;
    uint64_t random = 7;
    size_t known = 0;
    for (int round = 0; round < 60; round++) {
        struct session *knows = new_session(), *forgets = new_session();
        run(knows, "make map[int]int as n; use m; fill 3");
        run(forgets, "make map[int]int as n; use m; fill 3");
        for (int step = 0; step < 60; step++) {
            const char *line = lines[random_below(&random, sizeof lines / sizeof *lines)];
            struct text where = {0};
            known += knows->numbers.count;
            numbers_free(&forgets->numbers);
            run(knows, line);
            run(forgets, line);
            struct memory_copy copy = memory_copy_take(&forgets->world.memory);
            if (!memory_copy_equals(&copy, &knows->world.memory, &where))
                fail_msg("round %d, step %d, %s: %s", round, step, line, text_string(&where));
            assert_int_equal(knows->timeline.end, forgets->timeline.end);
            memory_copy_free(&copy);
            text_free(&where);
        }
        session_free(knows);
        session_free(forgets);
    }
    assert_true(known > 1000);
}

static void what_is_there_is_passed_over(void **state)
{
    (void)state;
    struct session *session = new_session();
    run(session, "fill 100; fill 50 a; fill 100");
    uint32_t home = session_in_hand(session);
    assert_int_equal(numbers_next(&session->numbers, home, "k", 1), 201);
    assert_int_equal(numbers_next(&session->numbers, home, "a", 1), 51);
    assert_int_equal(numbers_next(&session->numbers, home, "b", 1), 1);
    run(session, "undo; insert x 1");
    assert_int_equal(numbers_next(&session->numbers, home, "k", 1), 101);
    run(session, "delete x");
    assert_int_equal(numbers_next(&session->numbers, home, "k", 1), 1);
    run(session, "undo; insert x 2");
    assert_int_equal(numbers_next(&session->numbers, home, "k", 1), 101);
    session_free(session);
}

static void as_many_are_remembered_as_there_is_room_for(void **state)
{
    (void)state;
    struct numbers numbers = {0};
    for (position at = 1; at <= 3 * NUMBERS_MOST; at++)
        numbers_keep(&numbers, at, 5, "k", 1, 10 * at);
    assert_int_equal(numbers.count, NUMBERS_MOST);
    assert_int_equal(numbers_next(&numbers, 5, "k", 1), 30 * NUMBERS_MOST);
    numbers_begin(&numbers, 3 * NUMBERS_MOST - 1, true);
    assert_int_equal(numbers_next(&numbers, 5, "k", 1), 30 * NUMBERS_MOST - 10);
    numbers_begin(&numbers, 1, true);
    assert_int_equal(numbers_next(&numbers, 5, "k", 1), 1);
    numbers_free(&numbers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_session_that_forgets_does_the_same),
        cmocka_unit_test(what_is_there_is_passed_over),
        cmocka_unit_test(as_many_are_remembered_as_there_is_room_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
