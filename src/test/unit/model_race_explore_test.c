/*
 * model/race/explore against a brute force that knows none of its ideas: it runs every order from beginning to end, keeps
 * when each operation began and ended, and looks for an order of all operations, on all keys at once, by trying
 * permutations.
 */
#include "base/random.h"
#include "model/race/explore.h"
#include "test/unit/race_setups.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST_OPS = RACE_GOROUTINES * RACE_OPERATIONS, NEVER = 0x7fffffff };

/* An operation of a run: when, and what it was told. */
struct told {
    struct race_op op;
    int began, ended; /* step numbers; NEVER */
    int value;        /* of a get: -1 absent */
    bool believed;    /* a get whose value somebody wrote */
};

struct brute {
    const struct race_setup *setup;
    uint64_t leaves, most;
    uint64_t with[RACE_VERDICTS], clean;
    int shortest[RACE_VERDICTS];
    int least_steps, most_steps; /* of whole runs */
};

/* A run that is under way. */
struct run {
    struct race_state state;
    struct told ops[MOST_OPS];
    int count, steps;
    int present[RACE_GOROUTINES]; /* of ops; -1: none */
    uint32_t wrong;               /* verdicts of what was told */
    unsigned given[RACE_GOROUTINES];
};

static bool somebody_wrote(const struct race_setup *setup, int key, int value)
{
    bool wrote = setup->value[key] != 0 && setup->value[key] == value;
    for (unsigned g = 0; g < setup->goroutines; g++)
        for (unsigned i = 0; i < setup->length[g]; i++)
            wrote |= setup->program[g][i].verb == RACE_INSERT && setup->program[g][i].key == key &&
                     setup->program[g][i].value == value;
    return wrote;
}

static bool somebody_deletes(const struct race_setup *setup, int key)
{
    bool deletes = false;
    for (unsigned g = 0; g < setup->goroutines; g++)
        for (unsigned i = 0; i < setup->length[g]; i++)
            deletes |= setup->program[g][i].verb == RACE_DELETE && setup->program[g][i].key == key;
    return deletes;
}

/* What permutations may end with, for one key: by value + 1. */
struct ends {
    bool any[RACE_VALUES + 2];
    int key; /* only operations with this key; -1: all */
    bool ask_gets;
};

static bool concerns(const struct told *op, const struct ends *ends)
{
    return op->op.verb != RACE_RANGE && op->op.verb != RACE_MIGRATE &&
           (ends->key < 0 || op->op.key == ends->key);
}

/* Tries every operation as the next one. `map`: values, -1 absent. */
static bool permute(const struct run *run, unsigned taken, const int *map, struct ends *ends)
{
    bool possible = true, found = false;
    for (int i = 0; i < run->count; i++)
        if (!(taken >> i & 1) && concerns(&run->ops[i], ends) && run->ops[i].ended != NEVER)
            possible = false;
    if (possible && ends->key >= 0)
        ends->any[map[ends->key] + 1] = true;
    found = possible;
    for (int i = 0; i < run->count; i++) {
        const struct told *op = &run->ops[i];
        int after[RACE_KEYS];
        bool first = true;
        if (taken >> i & 1 || !concerns(op, ends))
            continue;
        for (int j = 0; j < run->count; j++)
            if (!(taken >> j & 1) && concerns(&run->ops[j], ends) && run->ops[j].ended < op->began)
                first = false;
        if (!first)
            continue;
        if (op->op.verb == RACE_GET && op->ended != NEVER && op->believed && ends->ask_gets &&
            op->value != map[op->op.key])
            continue;
        memcpy(after, map, sizeof after);
        if (op->op.verb == RACE_INSERT)
            after[op->op.key] = op->op.value;
        if (op->op.verb == RACE_DELETE)
            after[op->op.key] = -1;
        found |= permute(run, taken | 1u << i, after, ends);
        if (found && ends->key < 0)
            return true;
    }
    return found;
}

static bool fits(const struct brute *brute, const struct run *run, struct ends *ends)
{
    int map[RACE_KEYS];
    for (int key = 0; key < RACE_KEYS; key++)
        map[key] = brute->setup->value[key] ? brute->setup->value[key] : -1;
    return permute(run, 0, map, ends);
}

static void end_of_operation(const struct brute *brute, struct run *run, unsigned g,
                             const struct race_done *done)
{
    struct told *op = &run->ops[run->present[g]];
    struct ends all = {.key = -1, .ask_gets = true};
    op->ended = run->steps;
    run->present[g] = -1;
    if (op->op.verb == RACE_GET) {
        op->value = done->result == RACE_ABSENT ? -1 : done->result - RACE_FOUND;
        op->believed = op->value < 0 || somebody_wrote(brute->setup, op->op.key, op->value);
        run->wrong |= op->believed ? 0 : RACE_BIT(RACE_VERDICT_TORN);
        run->wrong |= fits(brute, run, &all) ? 0 : RACE_BIT(RACE_VERDICT_STALE);
    }
    for (int key = 0; key < RACE_KEYS && op->op.verb == RACE_RANGE; key++) {
        bool touched = false;
        for (unsigned who = 0; who < brute->setup->goroutines; who++)
            for (unsigned i = 0; i < brute->setup->length[who]; i++)
                touched |= brute->setup->program[who][i].key == key &&
                           (brute->setup->program[who][i].verb == RACE_INSERT ||
                            brute->setup->program[who][i].verb == RACE_DELETE);
        if (brute->setup->value[key] && !touched && !(run->given[g] & 1u << key))
            run->wrong |= RACE_BIT(RACE_VERDICT_MISSED);
    }
}

static void take_step(const struct brute *brute, struct run *run, unsigned g, struct race_done *done)
{
    race_step(brute->setup, &run->state, g, done);
    run->steps++;
    if (done->begins) {
        run->present[g] = run->count;
        run->given[g] = 0;
        run->ops[run->count++] = (struct told){done->op, run->steps, NEVER, 0, true};
    }
    if (done->gives) {
        int key = done->gives == RACE_ZERO_KEY ? -1 : done->gives - 1;
        if (key < 0 || !somebody_wrote(brute->setup, key, done->given))
            run->wrong |= RACE_BIT(RACE_VERDICT_TORN);
        if (key >= 0 && run->given[g] & 1u << key && !somebody_deletes(brute->setup, key))
            run->wrong |= RACE_BIT(RACE_VERDICT_AGAIN);
        if (key >= 0)
            run->given[g] |= 1u << key;
    }
    if (done->end == RACE_RETURNS)
        end_of_operation(brute, run, g, done);
}

static uint32_t table_is_wrong(const struct brute *brute, const struct run *run)
{
    uint32_t wrong = 0;
    int keys = 0, count;
    for (int key = 0; key < RACE_KEYS; key++) {
        uint8_t found = race_lookup(brute->setup, &run->state, (uint8_t)key);
        int value = found == RACE_ABSENT ? -1 : found - RACE_FOUND;
        struct ends ends = {.key = key, .ask_gets = true};
        bool other = false;
        keys += value >= 0;
        if (race_occurrences(brute->setup, &run->state, (uint8_t)key) > 1)
            wrong |= RACE_BIT(RACE_VERDICT_DUPLICATED);
        if (!fits(brute, run, &ends)) {
            ends = (struct ends){.key = key};
            assert_true(fits(brute, run, &ends));
        }
        for (int i = 0; i <= RACE_VALUES; i++)
            other |= ends.any[i + 1];
        if (value >= 0 && !somebody_wrote(brute->setup, key, value))
            wrong |= RACE_BIT(RACE_VERDICT_TORN) | (other ? 0 : RACE_BIT(RACE_VERDICT_REVIVED));
        else if (!ends.any[value + 1])
            wrong |= value < 0 ? RACE_BIT(RACE_VERDICT_LOST_KEY)
                     : other   ? RACE_BIT(RACE_VERDICT_LOST_UPDATE)
                               : RACE_BIT(RACE_VERDICT_REVIVED);
    }
    if (race_count(brute->setup, &run->state, &count) && count != keys)
        wrong |= RACE_BIT(RACE_VERDICT_COUNT);
    if (race_left_set(brute->setup, &run->state))
        wrong |= RACE_BIT(RACE_VERDICT_STUCK);
    return wrong;
}

static void shorter(struct brute *brute, uint32_t wrong, int steps)
{
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++)
        if (wrong & RACE_BIT(verdict) && steps < brute->shortest[verdict])
            brute->shortest[verdict] = steps;
}

static void leaf(struct brute *brute, const struct run *run)
{
    uint32_t wrong = run->wrong;
    bool over = false, done = true;
    if (brute->leaves == 0 || run->steps < brute->least_steps)
        brute->least_steps = run->steps;
    if (run->steps > brute->most_steps)
        brute->most_steps = run->steps;
    for (unsigned g = 0; g < brute->setup->goroutines; g++) {
        const struct race_goroutine *goroutine = &run->state.goroutine[g];
        done &= goroutine->op == brute->setup->length[g];
        if (goroutine->ended == RACE_DIES)
            wrong |= RACE_BIT(RACE_VERDICT_WRITES + goroutine->reason);
        if (goroutine->ended == RACE_LEAVES)
            wrong |= RACE_BIT(RACE_VERDICT_BEYOND);
        over |= goroutine->ended != 0;
    }
    if (!over)
        wrong |= done ? table_is_wrong(brute, run) : RACE_BIT(RACE_VERDICT_DEADLOCK);
    brute->leaves++;
    brute->clean += wrong == 0;
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++)
        brute->with[verdict] += wrong >> verdict & 1;
    shorter(brute, wrong, run->steps);
}

static void run_every_order(struct brute *brute, const struct run *run)
{
    bool any = false;
    for (unsigned g = 0; g < brute->setup->goroutines && brute->leaves <= brute->most; g++) {
        struct run next;
        struct race_done done;
        if (!race_enabled(brute->setup, &run->state, g))
            continue;
        any = true;
        next = *run;
        take_step(brute, &next, g, &done);
        shorter(brute, next.wrong, next.steps);
        run_every_order(brute, &next);
    }
    if (!any)
        leaf(brute, run);
}

/* Whether more than `most` runs lead from here to an end; `count`: those before. Knows nothing of what they are told, so that a
   setup that has too many of them costs little. */
static bool are_too_many(const struct race_setup *setup, const struct race_state *state, uint64_t most,
                         uint64_t *count)
{
    bool any = false;
    for (unsigned g = 0; g < setup->goroutines && *count <= most; g++) {
        struct race_state next;
        struct race_done done;
        if (!race_enabled(setup, state, g))
            continue;
        any = true;
        next = *state;
        race_step(setup, &next, g, &done);
        are_too_many(setup, &next, most, count);
    }
    *count += !any;
    return *count > most;
}

/* Of the runs that begin with a schedule. False: there are more than `most`. */
static bool brute_force(struct brute *brute, const struct race_setup *setup, const uint8_t *after,
                        unsigned length, uint64_t most)
{
    struct run run;
    uint64_t count = 0;
    memset(brute, 0, sizeof *brute);
    memset(&run, 0, sizeof run);
    brute->setup = setup;
    brute->most = most;
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++)
        brute->shortest[verdict] = NEVER;
    race_start(setup, &run.state);
    for (unsigned i = 0; i < length; i++) {
        struct race_done done;
        take_step(brute, &run, after[i], &done);
    }
    if (are_too_many(setup, &run.state, most, &count))
        return false;
    shorter(brute, run.wrong, run.steps);
    run_every_order(brute, &run);
    assert_int_equal(brute->leaves, count);
    return true;
}

static void expect_brute(const struct brute *brute, const struct race_report *report, const char *what)
{
    assert_int_equal(report->ending, RACE_COMPLETE);
    assert_true(report->counted);
    if (report->interleavings.digits != brute->leaves || report->clean.digits != brute->clean)
        fail_msg("%s: %llu interleavings, %llu clean; the brute force has %llu, %llu", what,
                 (unsigned long long)report->interleavings.digits, (unsigned long long)report->clean.digits,
                 (unsigned long long)brute->leaves, (unsigned long long)brute->clean);
    assert_int_equal(report->shortest_run, brute->least_steps);
    assert_int_equal(report->longest_run, brute->most_steps);
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++) {
        const struct race_found *found = &report->found[verdict];
        int length = found->found ? found->length : NEVER;
        if (found->interleavings.digits != brute->with[verdict] || length != brute->shortest[verdict])
            fail_msg("%s: verdict %u %llu times, shortest %d; the brute force has %llu, %d", what, verdict,
                     (unsigned long long)found->interleavings.digits, length,
                     (unsigned long long)brute->with[verdict], brute->shortest[verdict]);
    }
}

static void expect_replay(const struct race_setup *setup, const struct race_report *report)
{
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++) {
        const struct race_found *found = &report->found[verdict];
        uint32_t verdicts;
        if (!found->found)
            continue;
        assert_true(race_schedule_verdicts(setup, found->schedule, found->length, &verdicts));
        assert_true(verdicts & RACE_BIT(verdict));
        if (found->length > 0) {
            assert_true(race_schedule_verdicts(setup, found->schedule, found->length - 1u, &verdicts));
            assert_false(verdicts & RACE_BIT(verdict));
        }
    }
}

/* What must be the same with and without the reduction. */
static void expect_same(const struct race_report *one, const struct race_report *other)
{
    assert_int_equal(one->states, other->states);
    assert_int_equal(one->histories, other->histories);
    assert_true(many_equal(one->interleavings, other->interleavings) && many_equal(one->clean, other->clean));
    assert_int_equal(one->shortest_run, other->shortest_run);
    assert_int_equal(one->longest_run, other->longest_run);
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++) {
        assert_int_equal(one->found[verdict].found, other->found[verdict].found);
        assert_int_equal(one->found[verdict].length, other->found[verdict].length);
        assert_true(many_equal(one->found[verdict].interleavings, other->found[verdict].interleavings));
    }
}

static void small_cases_as_by_brute_force(void **unused)
{
    enum { CASES = 150, TRIALS = 20000, ORDERS = 3000 };
    struct race_report *reduced = malloc(sizeof *reduced), *plain = malloc(sizeof *plain);
    (void)unused;
    for (uint8_t system = 0; system < RACE_SYSTEMS; system++) {
        uint64_t seed = 11 + system;
        unsigned cases = 0, wrong = 0;
        for (unsigned trial = 0; trial < TRIALS && cases < CASES; trial++) {
            struct race_setup setup = small_setup(&seed, system);
            struct race_limits limits = {0}, all = {.plain = true};
            struct brute brute;
            if (!brute_force(&brute, &setup, NULL, 0, ORDERS))
                continue;
            cases++;
            wrong += brute.clean != brute.leaves;
            /* Go and the article go wrong in many ways; others at most need a slot that is not modelled. */
            for (unsigned verdict = 0; verdict < RACE_VERDICTS && system > RACE_ARTICLE; verdict++)
                assert_true(verdict == RACE_VERDICT_BEYOND || brute.with[verdict] == 0);
            race_explore(&setup, &limits, NULL, reduced);
            race_explore(&setup, &all, NULL, plain);
            expect_brute(&brute, reduced, race_system_of(system)->name);
            expect_brute(&brute, plain, race_system_of(system)->name);
            expect_same(reduced, plain);
            expect_replay(&setup, reduced);
            assert_true(many_equal(plain->executions, plain->interleavings) && plain->pruned == 0);
            assert_true(reduced->pruned > 0 ? reduced->executions.digits < reduced->interleavings.digits
                                            : many_equal(reduced->executions, reduced->interleavings));
            assert_int_equal(reduced->steps + reduced->pruned, plain->steps);
        }
        print_message("%s: %u cases, %u with something wrong\n", race_system_of(system)->name, cases, wrong);
        assert_int_equal(cases, CASES);
    }
    free(reduced);
    free(plain);
}

/* How often each verdict was met by brute force. */
struct met {
    unsigned cases, with[RACE_VERDICTS];
};

/* From some steps before the end of a schedule: what can still come of it. */
static void expect_end(const struct race_setup *setup, const struct race_found *found, unsigned back,
                       struct met *met)
{
    enum { ORDERS = 3000 };
    struct race_limits limits = {.after = found->schedule,
                                 .after_length = (uint16_t)(found->length > back ? found->length - back : 0)};
    struct race_report *report;
    struct brute brute;
    if (!brute_force(&brute, setup, found->schedule, limits.after_length, ORDERS))
        return;
    report = malloc(sizeof *report);
    race_explore(setup, &limits, NULL, report);
    expect_brute(&brute, report, race_system_of(setup->system)->name);
    free(report);
    met->cases++;
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++)
        met->with[verdict] += brute.with[verdict] != 0;
}

/* The last steps of schedules that end badly are few enough for the brute force: so it meets what takes many steps. */
static void ends_of_schedules_as_by_brute_force(void **unused)
{
    enum { ENOUGH = 30, TRIALS = 600, STATES = 30000 };
    /* Go has neither. */
    const uint32_t not_met = RACE_BIT(RACE_VERDICT_DEADLOCK) | RACE_BIT(RACE_VERDICT_STUCK);
    struct race_report *report = malloc(sizeof *report);
    uint64_t seed = 31;
    struct met met[RACE_SYSTEMS] = {{0}};
    (void)unused;
    for (unsigned trial = 0; trial < TRIALS; trial++) {
        uint8_t system = trial % 8 == 0 ? RACE_ARTICLE : RACE_GO;
        struct race_setup setup = small_setup(&seed, system);
        struct race_limits limits = {.states = STATES};
        race_explore(&setup, &limits, NULL, report);
        for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++)
            if (report->found[verdict].found && met[system].with[verdict] < ENOUGH)
                expect_end(&setup, &report->found[verdict], 1 + (unsigned)random_below(&seed, 14),
                           &met[system]);
    }
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++)
        print_message("%s%u", verdict == 0 ? "go: verdicts met " : " ", met[RACE_GO].with[verdict]);
    print_message(" in %u cases\n", met[RACE_GO].cases);
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++)
        if (!(not_met & RACE_BIT(verdict)) && met[RACE_GO].with[verdict] == 0)
            fail_msg("verdict %u was not met", verdict);
    assert_true(met[RACE_ARTICLE].with[RACE_VERDICT_STALE] > 0 &&
                met[RACE_ARTICLE].with[RACE_VERDICT_LOST_UPDATE] > 0);
    free(report);
}

/* Larger ones, where no brute force goes: the reduction changes nothing that is reported. */
static void larger_cases_with_and_without_the_reduction(void **unused)
{
    enum { CASES = 60, STATES = 60000 };
    struct race_report *reduced = malloc(sizeof *reduced), *plain = malloc(sizeof *plain);
    (void)unused;
    for (uint8_t system = 0; system < RACE_SYSTEMS; system++) {
        uint64_t seed = 5 + system;
        unsigned complete = 0;
        for (unsigned trial = 0; trial < CASES; trial++) {
            struct race_setup setup = small_setup(&seed, system);
            struct race_limits limits = {.states = STATES}, all = {.states = STATES, .plain = true};
            race_explore(&setup, &limits, NULL, reduced);
            expect_replay(&setup, reduced);
            if (reduced->ending != RACE_COMPLETE)
                continue;
            race_explore(&setup, &all, NULL, plain);
            expect_same(reduced, plain);
            complete++;
        }
        assert_true(complete > CASES / 2);
    }
    free(reduced);
    free(plain);
}

/* With as many slots as are fitted to what is run all is found that is found with all eight of Go's, and no bucket is full that isn't
   full in Go: here fewer than eight entries ever come into one. */
static void fitted_slots_are_enough(void **unused)
{
    enum { CASES = 60, STATES = 60000 };
    struct race_report *fitted = malloc(sizeof *fitted), *eight = malloc(sizeof *eight);
    uint64_t seed = 77;
    unsigned complete = 0, three = 0;
    (void)unused;
    for (unsigned trial = 0; trial < CASES; trial++) {
        struct race_setup setup = small_setup(&seed, trial % 6 == 0 ? RACE_MUTEX : RACE_GO);
        struct race_limits limits = {.states = STATES};
        race_fit_slots(&setup);
        race_explore(&setup, &limits, NULL, fitted);
        three += setup.slots > 2;
        setup.slots = RACE_SLOTS;
        race_explore(&setup, &limits, NULL, eight);
        if (fitted->ending != RACE_COMPLETE || eight->ending != RACE_COMPLETE)
            continue;
        complete++;
        for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++)
            assert_int_equal(fitted->found[verdict].found, eight->found[verdict].found);
        assert_int_equal(fitted->clean.digits == 0, eight->clean.digits == 0);
        if (!setup.growing)
            assert_false(fitted->found[RACE_VERDICT_BEYOND].found);
    }
    assert_true(complete > CASES / 2 && three > CASES / 4);
    free(fitted);
    free(eight);
}

/* A program that fills the third slot of a bucket; the numbers are those of another machine, with three slots and with eight. */
static void a_third_slot_is_taken(void **unused)
{
    struct race_setup setup = {
        .system = RACE_GO,
        .goroutines = 2,
        .length = {1, 3},
        .program = {{{RACE_INSERT, 0, 1}}, {{RACE_DELETE, 2, 0}, {RACE_INSERT, 0, 2}, {RACE_INSERT, 2, 5}}},
        .hash = {0, 1, 0, 3},
        .value = {0, 0, 3, 0}};
    struct race_report *report = malloc(sizeof *report);
    struct race_limits limits = {0};
    (void)unused;
    race_fit_slots(&setup);
    race_explore(&setup, &limits, NULL, report);
    assert_true(report->counted);
    assert_int_equal(report->interleavings.digits, 4629824957559);
    assert_int_equal(report->found[RACE_VERDICT_COUNT].interleavings.digits, 1084108000262);
    assert_false(report->found[RACE_VERDICT_BEYOND].found);
    free(report);
}

/* Two delete the only key: both take it off the count, which is then one below nothing. */
static void a_count_may_be_below_nothing(void **unused)
{
    static const uint8_t runs[] = {3, 3, 1, 1, 3, 3,
                                   6, 6, 1, 1, 1, 1}; /* steps of the one, the other, and so on */
    struct race_setup setup = {.system = RACE_GO,
                               .goroutines = 2,
                               .length = {1, 1},
                               .program = {{{RACE_DELETE, 0, 0}}, {{RACE_DELETE, 0, 0}}},
                               .hash = {0, 1, 2, 3},
                               .value = {1}};
    struct race_report *report = malloc(sizeof *report);
    struct race_limits limits = {0};
    uint8_t schedule[64];
    unsigned length = 0;
    uint32_t verdicts;
    (void)unused;
    race_fit_slots(&setup);
    for (unsigned run = 0; run < sizeof runs; run++)
        for (unsigned i = 0; i < runs[run]; i++)
            schedule[length++] = run % 2;
    assert_true(race_schedule_verdicts(&setup, schedule, length, &verdicts));
    assert_int_equal(verdicts, RACE_BIT(RACE_VERDICT_COUNT));
    race_explore(&setup, &limits, NULL, report);
    assert_true(report->found[RACE_VERDICT_COUNT].found && report->found[RACE_VERDICT_COUNT].shortest);
    expect_replay(&setup, report);
    free(report);
}

/* Programs as long as they may be: it ends within its bounds, and what it reports can be replayed. */
static void whatever_is_asked_is_bounded(void **unused)
{
    enum { TRIALS = 25, STATES = 4000, SAMPLES = 20 };
    struct race_report *report = malloc(sizeof *report);
    uint64_t seed = 8;
    (void)unused;
    for (uint8_t system = 0; system < RACE_SYSTEMS; system++)
        for (unsigned trial = 0; trial < TRIALS; trial++) {
            struct race_setup setup =
                any_setup(&seed, system, 1 + (unsigned)random_below(&seed, RACE_GOROUTINES));
            struct race_limits limits = {.states = STATES, .samples = SAMPLES, .seed = trial};
            race_explore(&setup, &limits, NULL, report);
            assert_true(report->states < STATES + RACE_GOROUTINES);
            assert_true(report->samples <= SAMPLES && report->clean_samples <= report->samples);
            assert_int_equal(report->ending == RACE_COMPLETE, report->counted);
            expect_replay(&setup, report);
        }
    free(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_cases_as_by_brute_force),
        cmocka_unit_test(ends_of_schedules_as_by_brute_force),
        cmocka_unit_test(larger_cases_with_and_without_the_reduction),
        cmocka_unit_test(fitted_slots_are_enough),
        cmocka_unit_test(a_third_slot_is_taken),
        cmocka_unit_test(a_count_may_be_below_nothing),
        cmocka_unit_test(whatever_is_asked_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
