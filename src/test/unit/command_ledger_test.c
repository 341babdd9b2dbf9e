/* The ledger (time/ledger.h): rows are counts over events; however a moment is reached they are the same; bytes are those that the engine says it
   holds; percentiles are values that occurred. */
#include "base/memory_or_die.h"
#include "base/number.h"
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
        const struct event event = timeline_event(timeline(), at);
        const struct event_row *row = event_row(event.kind);
        totals.probes += row->cost == COST_PROBE;
        totals.moves += row->cost == COST_MOVE;
        totals.buckets += row->cost == COST_BUCKET;
        totals.allocations += row->cost == COST_ALLOCATION && shape_of((uint16_t)event.index)->counts;
        totals.operations += row->landmark == LANDMARK_OPERATION;
    }
    return totals;
}

static struct ledger_sum sum_of(uint32_t subject)
{
    return ledger_sum(timeline(), subject, 0, ledger_row_count(timeline()));
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
    for (size_t i = 0; i < ledger_row_count(timeline()); i++) {
        const struct ledger_row its = ledger_row(timeline(), i), *row = &its;
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
    for (size_t i = 0; i < ledger_row_count(timeline()); i++) {
        if (ledger_row(timeline(), i).subject == home)
            held = ledger_row(timeline(), i).held;
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
            x->copied != y->copied || x->held != y->held || x->peak != y->peak || x->anew != y->anew ||
            x->allocations != y->allocations || x->carry != y->carry)
            return false;
    }
    return a_count == b_count;
}

/* All rows; freed with free(). */
static struct ledger_row *all_rows(size_t *count)
{
    *count = ledger_row_count(timeline());
    struct ledger_row *rows = new_items(*count + 1, sizeof *rows);
    for (size_t i = 0; i < *count; i++)
        rows[i] = ledger_row(timeline(), i);
    return rows;
}

/* The rows that counting all events anew gives. */
static void assert_as_counted_anew(void)
{
    size_t count, again;
    struct ledger_row *rows = all_rows(&count), *anew;
    ledger_cut(&timeline()->ledger, timeline()->first);
    assert_int_equal(ledger_row_count(timeline()), 0);
    ledger_count(timeline());
    anew = all_rows(&again);
    assert_true(same_rows(rows, count, anew, again));
    free(rows);
    free(anew);
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
                                        "s: reslice 0:1",
                                        "all: insert %d 4",
                                        "all: append %d",
                                        "compare \"fill %d\" \"make []int 0; append 1\"",
                                        "compare \"insert a 1\" \"fill wrong\"",
                                        "drop A",
                                        "make race[go] as r",
                                        "drop r",
                                        "layout map[int]int as l",
                                        "drop l"};
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

/* The number of a region that was undone may be another's later, also of one that has no bytes. */
static void what_was_undone_charges_nobody(void **state)
{
    (void)state;
    must_run("make map[int]int as m");
    must_run("fill 20");
    must_run("fill 300 1000");
    must_run("undo");
    must_run("make race[go] as r");
    must_run("drop r");
    must_run("m: fill 40 500");
    must_run("expect m: peak == 3984");
    session_reset(session);
    must_run("make map[int]int as m");
    must_run("fill 20");
    must_run("m: fill 40 500");
    must_run("expect m: peak == 3984");
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

/* The row as all events up to `at` give it, counted anew as if there were no others. */
static struct ledger_row row_without_what_follows(size_t index, position at)
{
    struct ledger *ledger = &timeline()->ledger;
    position end = timeline()->end;
    ledger_cut(ledger, timeline()->first);
    timeline()->end = at;
    ledger_count(timeline());
    assert_true(ledger_row_count(timeline()) == index + 1);
    struct ledger_row row = ledger_row(timeline(), index);
    timeline()->end = end;
    ledger_count(timeline());
    return row;
}

static void a_row_at_a_moment_is_what_was_done_before_it(void **state)
{
    (void)state;
    int without = 0, growing = 0;
    must_run("make map[string][129]byte");
    must_run("fill 60");
    must_run("delete k{1..20}");
    size_t count = ledger_row_count(timeline());
    for (size_t i = 0; i < count; i++) {
        position begin = ledger_row(timeline(), i).begin, end = ledger_row_end(timeline(), i);
        struct ledger_row last = {.begin = begin};
        for (position at = begin; at <= end; at++) {
            struct ledger_row row = ledger_row_at(timeline(), i, at);
            assert_true(row.probes >= last.probes && row.moves >= last.moves && row.copied >= last.copied);
            assert_true(row.cleared >= last.cleared && row.peak >= last.peak);
            last = row;
        }
        const struct ledger_row whole = ledger_row(timeline(), i);
        assert_true(same_rows(&last, 1, &whole, 1));
        for (int less = 1; less <= 12 && begin + (position)less < end; less++) {
            struct ledger_row row = ledger_row_at(timeline(), i, end - (position)less),
                              due = row_without_what_follows(i, end - (position)less);
            assert_true(same_rows(&row, 1, &due, 1));
            without += !same_rows(&row, 1, &last, 1);
            growing += row.held != last.held;
        }
    }
    assert_int_equal(ledger_row_count(timeline()), count);
    assert_true(without > 20);
    assert_true(growing > 3);
}

static void what_is_forgotten_is_still_held(void **state)
{
    (void)state;
    must_run("set history 256K");
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
    return ledger_row(timeline(), ledger_row_count(timeline()) - 1);
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

/* ---- a growth: the write that begins it is the spike; how long it lasts */

/* The row of the operation that began the growth done last, and where that began. */
static size_t row_of_growth(position *where)
{
    assert_true(timeline_growth_before(timeline(), timeline()->end, where));
    return ledger_rows_before(timeline(), *where + 1) - 1;
}

static void run_numbered(const char *format, int number)
{
    char line[64];
    snprintf(line, sizeof line, format, number);
    must_run(line);
}

static void the_write_that_begins_a_growth_is_the_spike(void **state)
{
    (void)state;
    static const char *const types[] = {"map[int]int", "map[string]string", "map[uint32][200]byte"};
    for (int seed = 1; seed <= 6; seed++) {
        for (size_t type = 0; type < sizeof types / sizeof *types; type++) {
            char line[64];
            position where;
            session_reset(session);
            run_numbered("set seed %d", seed);
            must_run("set measure bytes");
            snprintf(line, sizeof line, "make %s", types[type]);
            must_run(line);
            must_run("fill 417"); /* one too many for 64 buckets */
            size_t spike = row_of_growth(&where), before = ledger_row_count(timeline());
            must_run("fill 80"); /* and on to its end */
            spikes_judge(&session->spikes, timeline());
            size_t count;
            struct ledger_row *rows = all_rows(&count);
            assert_int_equal(spike, before - 1);
            assert_true(spikes_stands_out(&session->spikes, timeline(), spike));
            for (size_t i = spike - 150; i < ledger_row_count(timeline()); i++) /* behind the growth before */
                assert_true(i == spike || ledger_value(&rows[i], LEDGER_BYTES) * 8 <
                                              ledger_value(&rows[spike], LEDGER_BYTES));
            assert_true(rows[spike].buckets <= 2); /* by what it moves it is like the others */
            free(rows);
        }
    }
}

/* How many writes it takes from the one that begins a growth to the one that ends it; 0: more than `most`. */
static int length_of_growth(const char *write, int most)
{
    for (int i = 1; i <= most; i++) {
        if (i > 1)
            run_numbered(write, i);
        const struct classic map = map_in_hand(session);
        if (!classic_growing(&map))
            return i;
    }
    return 0;
}

static void begin_growth(int seed, int buckets)
{
    session_reset(session);
    run_numbered("set seed %d", seed);
    must_run("make map[int]int");
    run_numbered("fill %d", buckets / 2 * 13);
    must_run("insert 1000000");
    const struct classic map = map_in_hand(session);
    assert_int_equal(classic_old_bucket_count(&map), buckets);
}

/* ln 2 of the old buckets where new keys come; one for each of them where one key is hot; never where nobody writes. */
static void a_growth_is_as_long_as_it_is(void **state)
{
    (void)state;
    enum { BUCKETS = 512 };
    for (int seed = 1; seed <= 4; seed++) {
        begin_growth(seed, BUCKETS);
        int length = length_of_growth("insert 2%d 1", BUCKETS);
        assert_in_range(length, BUCKETS * 64 / 100, BUCKETS * 74 / 100);
        begin_growth(seed, BUCKETS);
        length = length_of_growth("insert 1 %d", BUCKETS);
        assert_in_range(length, BUCKETS - 3, BUCKETS);
        begin_growth(seed, BUCKETS);
        length = length_of_growth("delete 999999%d", BUCKETS); /* absent keys, many buckets: as new ones */
        assert_in_range(length, BUCKETS * 64 / 100, BUCKETS * 74 / 100);
        begin_growth(seed, BUCKETS);
        assert_int_equal(length_of_growth("get %d", 2 * BUCKETS), 0);
    }
}

/* ---- moments, and several subjects */

/* What is told at a moment is what was told when it was the end of time. */
static void a_past_moment_is_told_as_it_was(void **state)
{
    (void)state;
    enum { COMMANDS = 60 };
    struct told {
        position at;
        struct ledger_sum sum;
        uint64_t spikes;
    } told[COMMANDS];
    uint64_t seed = 8;
    must_run("set measure bytes");
    for (int i = 0; i < COMMANDS; i++) {
        uint32_t home = session_in_hand(session);
        run_numbered(random_below(&seed, 3) == 0 ? "fill %d" : "insert k%d 1",
                     1 + (int)random_below(&seed, 40));
        told[i] = (struct told){.at = timeline()->end, .sum = sum_of(home)};
        spikes_judge(&session->spikes, timeline());
        for (size_t row = 0; row < ledger_row_count(timeline()); row++)
            told[i].spikes += spikes_stands_out(&session->spikes, timeline(), row);
    }
    for (int i = 0; i < COMMANDS; i++) {
        size_t goal = random_below(&seed, COMMANDS), end = ledger_rows_before(timeline(), told[goal].at);
        char condition[160];
        struct ledger_sum sum = ledger_sum(timeline(), session_in_hand(session), 0, end);
        assert_memory_equal(&sum.values, &told[goal].sum.values, sizeof sum.values);
        assert_int_equal(sum.peak, told[goal].sum.peak);
        run_numbered("seek event=%d", (int)told[goal].at);
        snprintf(condition, sizeof condition, "expect spikes == %llu and worst == %llu and peak == %llu",
                 (unsigned long long)told[goal].spikes, (unsigned long long)sum.worst[LEDGER_BYTES],
                 (unsigned long long)sum.peak);
        must_run(condition);
    }
}

/* What two do together costs each of them what it costs alone. */
static void together_costs_what_it_costs_alone(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "insert k{1..70} 1", "delete k{10..30}", "fill 40 z", "get k{5..15}", "clear", "fill 9"};
    struct ledger_sum alone, both[2];
    must_run("make map[string]int as a");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        must_run(lines[i]);
    alone = sum_of(session_in_hand(session));
    session_reset(session);
    must_run("rename m a");
    must_run("make map[string]int as b");
    must_run("use a");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct text line = {0};
        text_format(&line, "all: %s", lines[i]);
        must_run(text_string(&line));
        text_free(&line);
    }
    for (int i = 0; i < 2; i++) {
        both[i] = sum_of(world_home(&session->world, i));
        assert_int_equal(both[i].operations, alone.operations);
        assert_memory_equal(both[i].values, alone.values, sizeof alone.values);
        assert_int_equal(both[i].peak, alone.peak);
        assert_int_equal(both[i].allocated, alone.allocated);
    }
    assert_sums();
    assert_as_counted_anew();
}

/* compare: each side costs what its script costs alone, and all of it is one command. */
static void a_comparison_is_two_scripts_and_one_undo(void **state)
{
    (void)state;
    must_run("make hint=50");
    must_run("fill 60");
    struct ledger_sum alone = sum_of(session_in_hand(session));
    session_reset(session);
    size_t commands = timeline()->mark_count;
    must_run("compare \"collide 12 bucket=0\" \"make hint=50; fill 60\"");
    assert_int_equal(timeline()->mark_count, commands + 1);
    int place = world_find(&session->world, "B", 1);
    struct ledger_sum b = sum_of(world_home(&session->world, place));
    assert_memory_equal(b.values, alone.values, sizeof alone.values);
    assert_int_equal(b.allocated, alone.allocated);
    assert_int_equal(b.peak, alone.peak);
    must_run("undo");
    assert_int_equal(world_count(&session->world), 1);
    must_run("redo");
    assert_int_equal(world_count(&session->world), 3);
    assert_as_counted_anew();
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
        number_sort(values, count);
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

/* By what they say of each: so many of the operations are no higher, and one of them is as high. */
static void heights_are_percentiles_of_a_subjects_operations(void **state)
{
    (void)state;
    must_run("make map[string]int as m");
    must_run("make map[int]int as p");
    must_run("m: fill 70");
    must_run("p: fill 300");
    must_run("m: delete k{1..30}");
    uint32_t home = world_home(&session->world, world_find(&session->world, "m", 1));
    for (int by = 0; by < LEDGER_MEASURES; by++) {
        for (size_t first = 0; first < ledger_row_count(timeline()); first += 45) {
            struct ledger_heights heights = ledger_heights(
                timeline(), home, first, ledger_row_count(timeline()), (enum ledger_measure)by);
            const uint64_t found[] = {heights.median, heights.p90, heights.p99};
            static const size_t percents[] = {50, 90, 99};
            for (int i = 0; i < 3; i++) {
                size_t all = 0, below = 0, not_above = 0;
                for (size_t at = first; at < ledger_row_count(timeline()); at++) {
                    const struct ledger_row row = ledger_row(timeline(), at);
                    uint64_t value = ledger_value(&row, (enum ledger_measure)by);
                    bool counts = row.subject == home && row.operation;
                    all += counts;
                    below += counts && value < found[i];
                    not_above += counts && value <= found[i];
                }
                assert_int_equal(heights.count, all);
                assert_true(not_above * 100 >= all * percents[i] && below * 100 < all * percents[i]);
            }
        }
    }
    size_t end = ledger_row_count(timeline());
    struct ledger_heights none = ledger_heights(timeline(), home, end, end, LEDGER_WORK);
    assert_true(none.count == 0 && none.median == 0 && none.p90 == 0 && none.p99 == 0);
}

static void the_first_row_of_a_command_is_the_first_that_it_has(void **state)
{
    (void)state;
    must_run("fill 20");
    static const char *const lines[] = {"fill 7", "gc", "get k1", "make []int 3 as s", "append {1..9}"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        size_t before = ledger_row_count(timeline());
        must_run(lines[i]);
        assert_true(ledger_row_count(timeline()) > before);
        assert_int_equal(ledger_first_of_command(timeline()), before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_are_sums_over_events_whatever_was_done, begin_session,
                                        end_session),
        cmocka_unit_test_setup_teardown(what_was_undone_charges_nobody, begin_session, end_session),
        cmocka_unit_test_setup_teardown(what_is_held_is_what_the_engine_holds, begin_session, end_session),
        cmocka_unit_test_setup_teardown(a_row_at_a_moment_is_what_was_done_before_it, begin_session,
                                        end_session),
        cmocka_unit_test_setup_teardown(what_is_forgotten_is_still_held, begin_session, end_session),
        cmocka_unit_test_setup_teardown(a_growth_is_worth_its_new_array, begin_session, end_session),
        cmocka_unit_test_setup_teardown(append_clears_only_what_it_does_not_overwrite, begin_session,
                                        end_session),
        cmocka_unit_test_setup_teardown(the_write_that_begins_a_growth_is_the_spike, begin_session,
                                        end_session),
        cmocka_unit_test_setup_teardown(a_growth_is_as_long_as_it_is, begin_session, end_session),
        cmocka_unit_test_setup_teardown(a_past_moment_is_told_as_it_was, begin_session, end_session),
        cmocka_unit_test_setup_teardown(together_costs_what_it_costs_alone, begin_session, end_session),
        cmocka_unit_test_setup_teardown(a_comparison_is_two_scripts_and_one_undo, begin_session, end_session),
        cmocka_unit_test_setup_teardown(heights_are_percentiles_of_a_subjects_operations, begin_session,
                                        end_session),
        cmocka_unit_test_setup_teardown(the_first_row_of_a_command_is_the_first_that_it_has, begin_session,
                                        end_session),
        cmocka_unit_test(a_percentile_is_the_least_value_that_so_many_do_not_exceed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
