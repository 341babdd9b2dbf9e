/* time/spikes: what is judged bit by bit, whatever is taken back and forgotten meanwhile, is what is judged at once; and it costs what
   came since. */
#include "base/random.h"
#include "test/one_session.h"

#include <stdio.h>
#include <time.h>

static const char *const lines[] = {
    "fill %d",
    "fill %d",
    "insert k%d 1",
    "delete {1..%d}",
    "a: fill %d",
    "a: append 1 2 3",
    "b: workload count=%d",
    "all: fill %d",
    "undo",
    "undo 3",
    "redo",
    "seek 40%%; insert x%d 1",
    "redo branch",
    "make map[string]int; fill %d",
    "m: clear",
    "gc",
    "let c = a; fill %d",
    "drop c",
    "compare \"fill %d\" \"fill 9\"",
    "undo; fill %d",
    "set measure bytes",
    "set measure work",
    "set spike span=9,k=2",
    "use m",
};
enum { LINES = sizeof lines / sizeof *lines };

/* Any of the lines, which may be refused. */
static void run_any(uint64_t *random)
{
    char line[80];
    struct reply reply = {0};
    struct error error = {0};
    snprintf(line, sizeof line, lines[random_below(random, LINES)], 1 + (int)random_below(random, 60));
    session_run_line(session, line, strlen(line), NULL, &reply, &error);
    reply_free(&reply);
}

static void must_be_as_judged_at_once(const struct spikes *spikes)
{
    const struct timeline *timeline = &session->timeline;
    struct spikes anew = {.rule = spikes->rule, .measure = spikes->measure};
    spikes_judge(&anew, timeline);
    assert_int_equal(anew.count, ledger_row_count(timeline));
    assert_int_equal(spikes->count, anew.count);
    for (size_t i = 0; i < anew.count; i++) {
        int64_t is = -1, should = -1;
        assert_int_equal(spikes_limit(spikes, timeline, i, &is), spikes_limit(&anew, timeline, i, &should));
        assert_int_equal(is, should);
        assert_int_equal(spikes_stands_out(spikes, timeline, i), spikes_stands_out(&anew, timeline, i));
    }
    spikes_free(&anew);
}

static void bit_by_bit_is_as_at_once(void **state)
{
    (void)state;
    size_t taken_back = 0, forgotten = 0;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        uint64_t random = seed;
        session_reset(session);
        must_run("make map[string]int as m; make []int 0 as a; make sharded[string]int as b; use m");
        must_run(seed % 4 == 0 ? "set history 128k" : "set history 256M");
        for (int step = 0; step < 80; step++) {
            size_t before = session->spikes.count;
            run_any(&random);
            forgotten += session->timeline.forgotten > 0;
            if (random_below(&random, 3) == 0)
                continue;
            if (random_below(&random, 3) == 0) {
                spikes_judge_some(&session->spikes, &session->timeline, random_below(&random, 50));
                taken_back += session->spikes.count < before;
            } else {
                spikes_judge(&session->spikes, &session->timeline);
                must_be_as_judged_at_once(&session->spikes);
            }
        }
        spikes_judge(&session->spikes, &session->timeline);
        must_be_as_judged_at_once(&session->spikes);
    }
    assert_true(taken_back > 10);
    assert_true(forgotten > 10);
}

/* In the middle of a command nothing is settled yet. */
static void a_command_under_way_is_judged_as_far_as_it_is(void **state)
{
    (void)state;
    must_run("fill 100");
    spikes_judge(&session->spikes, &session->timeline);
    timeline_begin(&session->timeline, "by hand");
    struct classic map = map_in_hand(session);
    for (int i = 0; i < 40; i++) {
        struct error error = {0};
        char key[16];
        snprintf(key, sizeof key, "z%d", i);
        value_id id = values_parse(map.values, classic_type(&map)->key, key, strlen(key), &error);
        classic_assign(&map, id, values_parse(map.values, classic_type(&map)->elem, "1", 1, &error));
        spikes_judge(&session->spikes, &session->timeline);
        must_be_as_judged_at_once(&session->spikes);
    }
    timeline_finish(&session->timeline, map.home, NULL);
    spikes_judge(&session->spikes, &session->timeline);
    must_be_as_judged_at_once(&session->spikes);
}

/* A row more behind two hundred thousand costs next to nothing beside all of them. */
static void what_was_judged_is_not_judged_again(void **state)
{
    (void)state;
    must_run("set history 256M; fill 200000");
    struct timespec times[3];
    spikes_judge(&session->spikes, &session->timeline);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &times[0]);
    spikes_forget(&session->spikes);
    spikes_judge(&session->spikes, &session->timeline);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &times[1]);
    must_run("insert one 1; undo; insert two 2");
    struct timespec begin;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
    spikes_judge(&session->spikes, &session->timeline);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &times[2]);
    int64_t whole = (times[1].tv_sec - times[0].tv_sec) * 1000000000 + times[1].tv_nsec - times[0].tv_nsec,
            one = (times[2].tv_sec - begin.tv_sec) * 1000000000 + times[2].tv_nsec - begin.tv_nsec;
    assert_true(one * 20 < whole);
    must_be_as_judged_at_once(&session->spikes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(bit_by_bit_is_as_at_once, begin_session, end_session),
        cmocka_unit_test_setup_teardown(a_command_under_way_is_judged_as_far_as_it_is, begin_session,
                                        end_session),
        cmocka_unit_test_setup_teardown(what_was_judged_is_not_judged_again, begin_session, end_session),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
