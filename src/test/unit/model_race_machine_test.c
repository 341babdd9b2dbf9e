/*
 * model/race/machine: each system alone does what a map does; a step hangs on one cell alone; the same schedule gives the
 * same states.
 */
#include "base/random.h"
#include "model/race/machine.h"
#include "test/unit/race_setups.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { TRIALS = 3000 };

static unsigned entries(const uint8_t *values)
{
    unsigned count = 0;
    for (unsigned key = 0; key < RACE_KEYS; key++)
        count += values[key] != 0;
    return count;
}

/* What an operation of a goroutine that is alone must have done to a plain map. */
static void expect_map(const struct race_setup *setup, const struct race_state *state, const uint8_t *values)
{
    int count;
    for (uint8_t key = 0; key < RACE_KEYS; key++) {
        assert_int_equal(race_lookup(setup, state, key),
                         values[key] ? RACE_FOUND | values[key] : RACE_ABSENT);
        assert_int_equal(race_occurrences(setup, state, key), values[key] != 0);
    }
    if (race_count(setup, state, &count))
        assert_int_equal(count, entries(values));
}

static void run_alone(const struct race_setup *setup)
{
    struct race_state state;
    struct race_done done;
    uint8_t values[RACE_KEYS];
    unsigned given = 0;
    memcpy(values, setup->value, sizeof values);
    race_start(setup, &state);
    expect_map(setup, &state, values);
    for (unsigned steps = 0; race_enabled(setup, &state, 0); steps++) {
        assert_true(steps < 5000);
        race_step(setup, &state, 0, &done);
        assert_true(done.end == RACE_RUNS || done.end == RACE_RETURNS);
        assert_false(done.again);
        if (done.gives) {
            assert_int_equal(done.given, values[done.gives - 1]);
            given++;
        }
        if (done.end != RACE_RETURNS)
            continue;
        if (done.op.verb == RACE_GET)
            assert_int_equal(done.result,
                             values[done.op.key] ? RACE_FOUND | values[done.op.key] : RACE_ABSENT);
        if (done.op.verb == RACE_INSERT)
            values[done.op.key] = done.op.value;
        if (done.op.verb == RACE_DELETE)
            values[done.op.key] = 0;
        if (done.op.verb == RACE_RANGE)
            assert_int_equal(given, entries(values));
        given = 0;
        expect_map(setup, &state, values);
    }
    assert_true(race_finished(setup, &state, 0));
}

static void alone_every_system_is_a_map(void **unused)
{
    uint64_t seed = 1;
    (void)unused;
    for (uint8_t system = 0; system < RACE_SYSTEMS; system++)
        for (unsigned trial = 0; trial < TRIALS; trial++) {
            struct race_setup setup = any_setup(&seed, system, 1);
            run_alone(&setup);
        }
}

/* A goroutine that is enabled, or RACE_GOROUTINES. */
static unsigned any_enabled(uint64_t *seed, const struct race_setup *setup, const struct race_state *state)
{
    unsigned able[RACE_GOROUTINES], count = 0;
    for (unsigned g = 0; g < setup->goroutines; g++)
        if (race_enabled(setup, state, g))
            able[count++] = g;
    return count == 0 ? RACE_GOROUTINES : able[random_below(seed, count)];
}

/* The step does the same, and no more, whatever stands in all other cells and in other goroutines. */
static void expect_narrow(uint64_t *seed, const struct race_setup *setup, const struct race_state *before,
                          unsigned g, const struct race_done *done, const struct race_state *after)
{
    struct race_state other = *before, start;
    struct race_done again;
    for (unsigned cell = 0; cell < RACE_CELLS; cell++)
        if (cell != done->cell)
            other.cell[cell] = (uint8_t)random_next(seed);
    start = other;
    race_step(setup, &other, g, &again);
    assert_memory_equal(&again, done, sizeof again);
    assert_memory_equal(&other.goroutine[g], &after->goroutine[g], sizeof other.goroutine[g]);
    assert_int_equal(other.cell[done->cell], after->cell[done->cell]);
    start.cell[done->cell] = other.cell[done->cell];
    start.goroutine[g] = other.goroutine[g];
    assert_memory_equal(&start, &other, sizeof start);
}

static void a_step_hangs_on_one_cell(void **unused)
{
    uint64_t seed = 2;
    (void)unused;
    for (uint8_t system = 0; system < RACE_SYSTEMS; system++)
        for (unsigned trial = 0; trial < TRIALS; trial++) {
            struct race_setup setup =
                any_setup(&seed, system, 1 + (unsigned)random_below(&seed, RACE_GOROUTINES));
            struct race_state state;
            unsigned g, steps = 0;
            race_start(&setup, &state);
            while ((g = any_enabled(&seed, &setup, &state)) != RACE_GOROUTINES) {
                struct race_state before = state;
                struct race_done done;
                assert_true(++steps < 20000);
                race_step(&setup, &state, g, &done);
                expect_narrow(&seed, &setup, &before, g, &done, &state);
                assert_int_equal(before.cell[done.cell], done.before);
                assert_int_equal(state.cell[done.cell], done.after);
                assert_int_not_equal(race_place_of(&setup, done.cell).field, RACE_FIELD_UNUSED);
            }
        }
}

/* Whoever moves the buckets, and whatever the others do meanwhile: when all are done the growth is over. */
static void a_migration_ends(void **unused)
{
    static const uint8_t systems[] = {RACE_ARTICLE, RACE_MENDED, RACE_JAVA};
    uint64_t seed = 4;
    (void)unused;
    for (unsigned trial = 0; trial < TRIALS; trial++) {
        struct race_setup setup = any_setup(&seed, systems[trial % sizeof systems],
                                            1 + (unsigned)random_below(&seed, RACE_GOROUTINES));
        struct race_state state;
        struct race_done done;
        unsigned g;
        setup.growing = 1;
        setup.program[0][0] = (struct race_op){RACE_MIGRATE, RACE_ALL, 0};
        race_start(&setup, &state);
        while ((g = any_enabled(&seed, &setup, &state)) != RACE_GOROUTINES)
            race_step(&setup, &state, g, &done);
        assert_false(race_left_set(&setup, &state));
        for (unsigned bucket = 0; bucket < RACE_OLD_BUCKETS; bucket++)
            assert_int_equal(state.cell[setup.system == RACE_JAVA ? RACE_SLOT + bucket : RACE_STATE + bucket],
                             setup.system == RACE_JAVA ? RACE_MOVED : 2);
        if (setup.system == RACE_JAVA) {
            assert_int_equal(state.cell[RACE_TABLE], 1);
            assert_int_equal(state.cell[RACE_NEXT_TABLE], 0);
            assert_int_equal(state.cell[RACE_LEFT], 0x80);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alone_every_system_is_a_map),
        cmocka_unit_test(a_step_hangs_on_one_cell),
        cmocka_unit_test(a_migration_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
