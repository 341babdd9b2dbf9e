/* The ledger (time/ledger.h): rows are counts over events; however a moment is reached they are the same; bytes are those that the engine says it
   holds; percentiles are values that occurred. */
#include "base/memory_or_die.h"
#include "base/random.h"
#include "model/classic/measure.h"
#include "model/slice/slice.h"
#include "test/one_session.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>

#include <cmocka.h>

static struct timeline *timeline(void)
{
    return &session->timeline;
}

/* ---- what should be, counted another way: by walking all events once, without rows */

struct totals {
    uint64_t probes, moves, buckets, allocations, operations;
};

static struct totals count_events(void)
{
    struct totals totals = {0};
    for (position at = timeline()->first; at < timeline()->end; at++) {
        const struct event *event = timeline_event(timeline(), at);
        const struct event_row *row = event_row(event->kind);
        totals.probes += row->cost == COST_PROBE;
        totals.moves += row->cost == COST_MOVE;
        totals.buckets += row->cost == COST_BUCKET;
        totals.allocations += row->cost == COST_ALLOCATION && shape_of((uint16_t)event->index)->counts;
        totals.operations += row->landmark == LANDMARK_OPERATION;
    }
    return totals;
}

static struct ledger_sum sum_of(uint32_t subject)
{
    return ledger_sum(timeline(), subject, 0, timeline()->ledger.count);
}

/* Those of all subjects are those of each, together. */
static void assert_sums(void)
{
    struct totals totals = count_events();
    struct ledger_sum all = sum_of(0);
    assert_int_equal(all.probes, totals.probes);
    assert_int_equal(all.moves, totals.moves);
    assert_int_equal(all.buckets, totals.buckets);
    assert_int_equal(all.allocations, totals.allocations);
    assert_int_equal(all.operations, totals.operations);
    for (size_t i = 0; i < timeline()->ledger.count; i++) {
        const struct ledger_row *row = &timeline()->ledger.rows[i];
        position end = ledger_row_end(timeline(), i);
        assert_true(row->begin < end && end <= timeline()->end);
        assert_true(row->peak >= row->held);
        assert_int_equal(ledger_rows_before(timeline(), row->begin), i);
        assert_int_equal(ledger_rows_before(timeline(), row->begin + 1), i + 1);
    }
}

/* What the ledger thinks that a map holds is what the engine measures: all but hmap, mapextra and its lists. */
static uint64_t bytes_held(uint32_t home)
{
    const struct engine *engine = world_engine(&session->world, home);
    if (strcmp(engine->name, "classic") == 0) {
        const struct classic map = classic_of(&session->world, home);
        struct classic_bytes bytes = classic_bytes(&map);
        return bytes.all - bytes.head;
    }
    const struct slice slice = slice_of(&session->world, home);
    return slice_array_bytes(slice.memory, (uint32_t)slice_register(&slice, SLICE_PTR));
}

static void assert_held(uint32_t home)
{
    uint64_t held = 0;
    for (size_t i = 0; i < timeline()->ledger.count; i++) {
        if (timeline()->ledger.rows[i].subject == home)
            held = timeline()->ledger.rows[i].held;
    }
    assert_int_equal(held, bytes_held(home));
}

static bool same_rows(const struct ledger_row *a, size_t a_count, const struct ledger_row *b, size_t b_count)
{
    for (size_t i = 0; i < a_count && i < b_count; i++) {
        const struct ledger_row *x = &a[i], *y = &b[i];
        if (x->begin != y->begin || x->subject != y->subject || x->operation != y->operation ||
            x->type != y->type || x->probes != y->probes || x->moves != y->moves ||
            x->buckets != y->buckets || x->allocated != y->allocated || x->cleared != y->cleared ||
            x->copied != y->copied || x->held != y->held || x->peak != y->peak)
            return false;
    }
    return a_count == b_count;
}

/* The rows that counting all events anew gives. */
static void assert_as_counted_anew(void)
{
    struct ledger *ledger = &timeline()->ledger;
    size_t count = ledger->count;
    struct ledger_row *rows = new_items(count + 1, sizeof *rows);
    if (count > 0)
        memcpy(rows, ledger->rows, count * sizeof *rows);
    ledger_cut(ledger, timeline()->first);
    assert_int_equal(ledger->count, 0);
    ledger_count(timeline());
    assert_true(same_rows(rows, count, ledger->rows, ledger->count));
    free(rows);
}

/* ---- anything at all, to several subjects */

static void try_line(const char *line)
{
    struct reply reply = {0};
    struct error error = {0};
    session_run_line(session, line, strlen(line), NULL, &reply, &error);
    reply_free(&reply);
}

static void do_anything(uint64_t *seed)
{
    static const char *const lines[] = {"m: insert k%d 1",
                                        "m: insert k%d 2",
                                        "m: delete k%d",
                                        "m: get k%d",
                                        "p: insert %d 5",
                                        "p: delete %d",
                                        "p: fill %d",
                                        "s: append %d",
                                        "s: append {1..%d}",
                                        "t: append 1 2 %d",
                                        "s: store 0 %d",
                                        "m: fill %d f",
                                        "m: step-evacuate",
                                        "m: grow",
                                        "m: clear",
                                        "p: clear",
                                        "let t = s",
                                        "let t = s[0:1]",
                                        "make map[string]int hint=%d as m",
                                        "make map[int32][200]byte hint=%d as p",
                                        "make []int64 0 %d as s",
                                        "undo",
                                        "redo",
                                        "undo %d",
                                        "redo branch",
                                        "back command",
                                        "seek start",
                                        "seek end",
                                        "drop t",
                                        "var map[string]int as m",
                                        "m: range",
                                        "s: reslice 0:1"};
    char line[64];
    snprintf(line, sizeof line, lines[random_below(seed, sizeof lines / sizeof *lines)],
             (int)random_below(seed, 60));
    try_line(line);
}

static void rows_are_sums_over_events_whatever_was_done(void **state)
{
    (void)state;
    for (uint64_t round = 1; round <= 6; round++) {
        uint64_t seed = round;
        session_reset(session);
        must_run("make map[string]int as m");
        must_run("make map[int32][200]byte as p");
        must_run("make []int64 0 as s");
        for (int i = 0; i < 250; i++) {
            do_anything(&seed);
            if (i % 10 == 0) {
                assert_sums();
                assert_as_counted_anew();
            }
        }
        assert_sums();
        assert_as_counted_anew();
    }
}

static void what_is_held_is_what_the_engine_holds(void **state)
{
    (void)state;
    static const char *const lines[] = {"insert k%d 1", "insert q%d 2", "insert k%d 3", "delete k%d",
                                        "fill %d",      "clear",        "step-evacuate"};
    static const char *const types[] = {"make map[string]int", "make map[string]int hint=100",
                                        "make map[string][129]byte", "make map[string][]int go=1.20"};
    for (size_t type = 0; type < sizeof types / sizeof *types; type++) {
        uint64_t seed = type + 1;
        session_reset(session);
        must_run(types[type]);
        for (int i = 0; i < 300; i++) {
            char line[64];
            int most = i % 40 == 39 ? 7 : 4;
            snprintf(line, sizeof line, lines[random_below(&seed, (uint64_t)most)],
                     (int)random_below(&seed, 90));
            try_line(line);
            assert_held(session_in_hand(session));
        }
    }
    session_reset(session);
    must_run("make []int32 3 4");
    for (int i = 0; i < 100; i++) {
        must_run("append 1 2 3");
        assert_held(session_in_hand(session));
    }
}

static void a_row_at_a_moment_is_what_was_done_before_it(void **state)
{
    (void)state;
    must_run("make map[string][129]byte");
    must_run("fill 60");
    must_run("delete k{1..20}");
    struct ledger *ledger = &timeline()->ledger;
    for (size_t i = 0; i < ledger->count; i++) {
        position end = ledger_row_end(timeline(), i);
        struct ledger_row last = {.begin = ledger->rows[i].begin};
        for (position at = ledger->rows[i].begin; at <= end; at++) {
            struct ledger_row row = ledger_row_at(timeline(), i, at);
            assert_true(row.probes >= last.probes && row.moves >= last.moves && row.copied >= last.copied);
            assert_true(row.cleared >= last.cleared && row.peak >= last.peak);
            last = row;
        }
        assert_true(same_rows(&last, 1, &ledger->rows[i], 1));
        if (end > ledger->rows[i].begin + 1) { /* counted by hand up to its end, it is the row that is kept */
            struct ledger_row nearly = ledger_row_at(timeline(), i, end - 1);
            assert_true(nearly.probes + 1 >= last.probes);
        }
    }
}

static void what_is_forgotten_is_still_held(void **state)
{
    (void)state;
    must_run("set history 1M");
    must_run("make map[string]int");
    for (int i = 0; i < 12; i++) {
        must_run("fill 600");
        assert_sums();
        assert_as_counted_anew();
        assert_held(session_in_hand(session));
    }
    assert_true(timeline()->forgotten > 0);
}

/* ---- bytes, by hand */

static struct ledger_row last_row(void)
{
    return timeline()->ledger.rows[timeline()->ledger.count - 1];
}

/* map[string]int: 8 marks, 8 keys of 16, 8 elems of 8, a pointer: 208 bytes a bucket; 416 and 832 are size classes, 896 follows. */
static void a_growth_is_worth_its_new_array(void **state)
{
    (void)state;
    must_run("make map[string]int go=1.19");
    must_run("fill 8 a");
    must_run("insert ninth 9");
    struct ledger_row row = last_row();
    assert_true(row.operation);
    assert_int_equal(row.allocated, 416);
    assert_int_equal(row.moves, 8);
    assert_int_equal(row.copied, 8 * (16 + 8 + 1));
    assert_int_equal(row.cleared, 416 + 200); /* and the old bucket is wiped, but for its marks */
    assert_int_equal(row.peak, 416 + 208);
    assert_int_equal(row.held, 416);
}

static void append_clears_only_what_it_does_not_overwrite(void **state)
{
    (void)state;
    must_run("make []int64 4 4 go=1.20");
    must_run("append 5");
    assert_int_equal(last_row().allocated, 64);
    assert_int_equal(last_row().copied, 4 * 8);
    assert_int_equal(last_row().cleared, 64 - 5 * 8);
    must_run("make []*int 4 4 go=1.20");
    must_run("append nil");
    assert_int_equal(last_row().cleared, 64); /* the collector must not see what was there */
}

/* ---- percentiles */

static void a_percentile_is_the_least_value_that_so_many_do_not_exceed(void **state)
{
    (void)state;
    uint64_t seed = 5;
    for (int round = 0; round < 200; round++) {
        uint64_t values[64];
        size_t count = 1 + random_below(&seed, 64);
        for (size_t i = 0; i < count; i++)
            values[i] = random_below(&seed, 30);
        ledger_sort(values, count);
        for (int percent = 1; percent <= 100; percent++) {
            uint64_t found = ledger_percentile(values, count, percent);
            size_t below = 0, not_above = 0;
            for (size_t i = 0; i < count; i++) {
                below += values[i] < found;
                not_above += values[i] <= found;
            }
            assert_true(not_above * 100 >= count * (size_t)percent);
            assert_true(below * 100 < count * (size_t)percent);
        }
    }
    assert_int_equal(ledger_percentile(NULL, 0, 50), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_are_sums_over_events_whatever_was_done, begin_session,
                                        end_session),
        cmocka_unit_test_setup_teardown(what_is_held_is_what_the_engine_holds, begin_session, end_session),
        cmocka_unit_test_setup_teardown(a_row_at_a_moment_is_what_was_done_before_it, begin_session,
                                        end_session),
        cmocka_unit_test_setup_teardown(what_is_forgotten_is_still_held, begin_session, end_session),
        cmocka_unit_test_setup_teardown(a_growth_is_worth_its_new_array, begin_session, end_session),
        cmocka_unit_test_setup_teardown(append_clears_only_what_it_does_not_overwrite, begin_session,
                                        end_session),
        cmocka_unit_test(a_percentile_is_the_least_value_that_so_many_do_not_exceed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
