/* Five subjects under one workload: the same operations for each, one row of the ledger for each of them, bytes as the engine measures
   them, reads as stale as a count by hand says; one command, one undo. */
#include "base/workload.h"
#include "model/classic/measure.h"
#include "model/strategy/strategy.h"
#include "session/hand.h"
#include "test/memory_copy.h"
#include "test/one_session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

enum { SUBJECTS = 5, OPERATIONS = 1500, SPACE = 120, EVERY = 35 };

static const char *const names[SUBJECTS] = {"plain", "hinted", "split", "sharded", "atonce"};
static const char line[] =
    "strategies count=1500 space=120 every=35 shards=8 keys=zipf seed=11 reads=50 writes=35 deletes=15";

static uint32_t home_of(const char *name)
{
    return world_home(&session->world, world_find(&session->world, name, strlen(name)));
}

static void must_fail(const char *refused)
{
    struct reply reply = {0};
    struct error error = {0};
    assert_false(session_run(session, refused, &reply, &error));
    reply_free(&reply);
}

static struct workload begin(void)
{
    static const struct workload_plan plan = {
        .shares = {50, 35, 15}, .keys = WORKLOAD_ZIPF, .space = SPACE, .seed = 11};
    struct workload workload;
    workload_begin(&workload, &plan);
    return workload;
}

/* The key that an operation's first event names, by its text: k17. */
static void assert_key(struct event event, uint64_t key)
{
    char text[32];
    size_t length;
    snprintf(text, sizeof text, "k%llu", (unsigned long long)key);
    assert_string_equal(values_text(session->world.values, (value_id)event.before, &length), text);
}

static void each_does_the_same_operations(void **state)
{
    (void)state;
    must_run(line);
    for (int which = 0; which < SUBJECTS; which++) {
        struct workload workload = begin();
        uint32_t home = home_of(names[which]);
        uint64_t done = 0;
        for (size_t i = 0; i < ledger_row_count(&session->timeline); i++) {
            const struct ledger_row row = ledger_row(&session->timeline, i);
            if (row.subject != home || !row.operation)
                continue;
            assert_key(timeline_event(&session->timeline, row.begin), workload_next(&workload).key);
            done++;
        }
        assert_int_equal(done, OPERATIONS);
        workload_free(&workload);
    }
}

static uint64_t bytes_of_map(uint32_t home)
{
    const struct classic map = classic_of(&session->world, home);
    struct classic_bytes bytes = classic_bytes(&map);
    return bytes.all - bytes.head;
}

static uint64_t bytes_of(uint32_t home)
{
    if (session->world.memory.regions[home].kind == CLASSIC_REGISTERS)
        return bytes_of_map(home);
    const struct strategy strategy = strategy_of(&session->world, home);
    uint64_t bytes = 0;
    for (int i = 0; i < strategy_part_count(&strategy); i++)
        bytes += bytes_of_map(strategy_part_home(&strategy, i));
    return bytes;
}

static struct ledger_sum sum_of(uint32_t home)
{
    return ledger_sum(&session->timeline, home, 0, ledger_row_count(&session->timeline));
}

static void the_ledger_holds_what_the_maps_do(void **state)
{
    static const char *const lines[] = {
        line,           "all: insert {a..f}{1..3}", "split: publish",
        "all: clear",   "all: fill 40 user",        "make split[[200]byte][300]byte every=4 as big",
        "big: fill 30", "big: delete k3",           "big: clear",
        "big: fill 9"};
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        must_run(lines[i]);
        for (int place = 0; place < WORLD_SUBJECTS; place++) {
            uint32_t home = world_home(&session->world, place);
            if (home != 0)
                assert_int_equal(ledger_held(&session->timeline, home), bytes_of(home));
        }
    }
}

/* What is moved or copied is so in one operation, however many of a map's own it is made of. */
static void a_publication_is_of_the_write_that_is_due(void **state)
{
    (void)state;
    must_run("make split[string]int every=10 as s");
    must_run("s: fill 9");
    assert_int_equal(sum_of(home_of("s")).operations, 9);
    assert_int_equal(sum_of(home_of("s")).moves, 8); /* the growth with the ninth */
    must_run("s: fill 1");
    struct ledger_sum sum = sum_of(home_of("s"));
    assert_int_equal(sum.operations, 10);
    assert_int_equal(sum.moves, 8 + 10);
    const struct ledger_row its = ledger_row(&session->timeline, sum.worst_at[LEDGER_WORK]), *last = &its;
    assert_int_equal(last->moves, 10);
}

static void staleness_is_what_a_count_by_hand_says(void **state)
{
    uint64_t behind = 0, reads = 0, stale = 0, staleness = 0, stalest = 0, published = 0;
    struct workload workload = begin();
    (void)state;
    must_run(line);
    for (int i = 0; i < OPERATIONS; i++) {
        if (workload_next(&workload).operation == WORKLOAD_READ) {
            reads++;
            stale += behind > 0;
            staleness += behind;
            stalest = behind > stalest ? behind : stalest;
        } else if (++behind == EVERY) {
            behind = 0;
            published++;
        }
    }
    workload_free(&workload);
    const struct strategy split = strategy_of(&session->world, home_of("split"));
    assert_int_equal(strategy_register(&split, STRATEGY_READS), reads);
    assert_int_equal(strategy_register(&split, STRATEGY_STALE), stale);
    assert_int_equal(strategy_register(&split, STRATEGY_STALENESS), staleness);
    assert_int_equal(strategy_register(&split, STRATEGY_STALEST), stalest);
    assert_int_equal(strategy_register(&split, STRATEGY_PUBLISHED), published);
    assert_int_equal(strategy_register(&split, STRATEGY_BEHIND), behind);
}

/* What was foreseen of a workload is what it copied, whatever the map held, and wherever it stood between two publications. */
static void what_is_copied_was_foreseen(void **state)
{
    (void)state;
    must_run("make split[string]int every=7 as s");
    for (uint64_t round = 0; round < 40; round++) {
        struct workload_plan plan = {.shares = {20, 50 - round, 30 + round},
                                     .keys = (enum workload_keys)(round % WORKLOAD_KEYS),
                                     .space = 10 + 13 * round,
                                     .seed = round};
        char text[160];
        struct run run = {.session = session, .home = home_of("s")};
        const struct strategy split = strategy_of(&session->world, run.home);
        uint64_t copied = strategy_register(&split, STRATEGY_COPIED),
                 foreseen = hand_of(session, run.home)->foresee(&run, &plan, 100 + round);
        snprintf(text, sizeof text,
                 "s: workload count=%d reads=20 writes=%d deletes=%d keys=%s space=%d seed=%d",
                 100 + (int)round, 50 - (int)round, 30 + (int)round, workload_key_names[plan.keys],
                 10 + 13 * (int)round, (int)round);
        must_run(text);
        const struct strategy then = strategy_of(&session->world, run.home);
        assert_int_equal(foreseen, 2 * (strategy_register(&then, STRATEGY_COPIED) - copied));
        assert_true(round > 3 || foreseen > 0);
    }
}

static void one_undo_takes_all_back(void **state)
{
    struct text where = {0};
    (void)state;
    must_run("fill 30");
    struct memory_copy before = memory_copy_take(&session->world.memory);
    must_run(line);
    assert_int_equal(world_count(&session->world), 1 + SUBJECTS);
    must_run("undo");
    if (!memory_copy_equals(&before, &session->world.memory, &where))
        fail_msg("%s", text_string(&where));
    /* What is refused in its middle leaves nothing either. */
    must_fail("strategies writes=3");
    must_fail("strategies shards=5");
    if (!memory_copy_equals(&before, &session->world.memory, &where))
        fail_msg("%s", text_string(&where));
    memory_copy_free(&before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_does_the_same_operations, begin_session, end_session),
        cmocka_unit_test_setup_teardown(the_ledger_holds_what_the_maps_do, begin_session, end_session),
        cmocka_unit_test_setup_teardown(a_publication_is_of_the_write_that_is_due, begin_session,
                                        end_session),
        cmocka_unit_test_setup_teardown(staleness_is_what_a_count_by_hand_says, begin_session, end_session),
        cmocka_unit_test_setup_teardown(what_is_copied_was_foreseen, begin_session, end_session),
        cmocka_unit_test_setup_teardown(one_undo_takes_all_back, begin_session, end_session),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
