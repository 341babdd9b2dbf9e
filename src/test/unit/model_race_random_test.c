/*
 * model/race as an engine: random setups and schedules, seeded, against the bare machine (which the explorer runs), with race_check() of all
 * after each command; every trial is taken back and done again and the memory compared cell by cell. What the explorer found is
 * written down and replayed: each schedule shows its verdict.
 */
#include "base/random.h"
#include "model/race/race.h"
#include "test/memory_copy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

enum { TRIALS = 400, MOST_OPERATIONS = 3 };

/* What all trials together must have met; else the test would not be what it says. */
struct seen {
    unsigned over, dead, waits, growing, found;
};

struct trial {
    struct world world;
    struct event_list events;
    struct race race;
    uint64_t seed;
    struct seen *seen;
};

static void begin(struct trial *trial, uint64_t seed, struct seen *seen)
{
    *trial = (struct trial){.seed = seed, .seen = seen};
    world_init(&trial->world);
    trial->world.memory.sink = (struct sink){event_list_take, &trial->events};
    trial->race = race_of(&trial->world, race_new(&trial->world));
    world_add(&trial->world, "r", trial->race.home);
}

static void end(struct trial *trial)
{
    event_list_free(&trial->events);
    world_free(&trial->world);
}

static void assert_sound(const struct trial *trial)
{
    struct text why = {0};
    if (!race_check(&trial->world, trial->race.home, &why))
        fail_msg("seed %llu: %s", (unsigned long long)trial->seed, text_string(&why));
}

/* ---- setups */

static struct race_op some_op(struct trial *trial, uint8_t system)
{
    struct race_op op = {0};
    do
        op.verb = (uint8_t)random_below(&trial->seed, RACE_VERBS);
    while (!race_system_of(system)->verbs[op.verb]);
    op.key = (uint8_t)random_below(&trial->seed, RACE_KEYS);
    if (op.verb == RACE_MIGRATE)
        op.key = RACE_ALL;
    if (op.verb == RACE_INSERT)
        op.value = (uint8_t)(1 + random_below(&trial->seed, RACE_VALUES));
    return op;
}

static void give(struct trial *trial, unsigned goroutine)
{
    struct race_op program[MOST_OPERATIONS];
    unsigned length = 1 + (unsigned)random_below(&trial->seed, MOST_OPERATIONS);
    for (unsigned i = 0; i < length; i++)
        program[i] = some_op(trial, race_setup(&trial->race)->system);
    const struct race_setup setup = race_with_program(&trial->race, goroutine, program, length);
    if (race_setup_check(&setup) != RACE_NO_MISTAKE)
        return;
    race_give(&trial->race, goroutine, program, length);
    assert_sound(trial);
    assert_memory_equal(race_setup(&trial->race)->program[goroutine], program, length * sizeof *program);
}

static void set_up(struct trial *trial, unsigned goroutines)
{
    uint8_t system = (uint8_t)random_below(&trial->seed, RACE_SYSTEMS);
    race_make(&trial->race, system, random_below(&trial->seed, 2) != 0);
    assert_sound(trial);
    for (unsigned i = 0; i < RACE_KEYS; i++) {
        uint8_t key = (uint8_t)random_below(&trial->seed, RACE_KEYS);
        race_put(&trial->race, key, (uint8_t)random_below(&trial->seed, 9),
                 (uint8_t)random_below(&trial->seed, RACE_BUCKETS - RACE_OLD_BUCKETS));
        assert_sound(trial);
    }
    if (random_below(&trial->seed, 3) == 0)
        race_grow(&trial->race);
    for (unsigned g = 0; g < goroutines; g++)
        give(trial, g < race_setup(&trial->race)->goroutines ? g : race_setup(&trial->race)->goroutines);
    trial->seen->growing += race_setup(&trial->race)->growing;
}

/* ---- a schedule, in the engine and in the bare machine */

static void run(struct trial *trial)
{
    const struct race_setup setup = *race_setup(&trial->race);
    struct race_state state;
    struct race_done done, bare;
    uint64_t steps = 0;
    race_start(&setup, &state);
    assert_memory_equal(&state, race_state(&trial->race), sizeof state);
    for (;; steps++) {
        unsigned able[RACE_GOROUTINES], count = 0;
        for (unsigned g = 0; g < setup.goroutines; g++) {
            if (race_enabled(&setup, &state, g))
                able[count++] = g;
            trial->seen->waits += race_waits_for(&setup, &state, g) != RACE_NO_CELL;
        }
        if (count == 0)
            break;
        unsigned g = able[random_below(&trial->seed, count)];
        race_step(&setup, &state, g, &bare);
        assert_true(race_advance(&trial->race, g, &done));
        assert_memory_equal(&done, &bare, sizeof done);
        assert_memory_equal(&state, race_state(&trial->race), sizeof state);
        assert_int_equal(race_taken(&trial->race, steps), g);
        /* What the last two looks of a step tell is what it did. */
        const struct event *told = &trial->events.events[trial->events.count - 1];
        while (told->kind != RACE_stepped)
            told--;
        struct race_done read = race_done_of(told);
        assert_int_equal(told->slot, g);
        assert_memory_equal(&read.op, &done.op, sizeof done.op);
        assert_true(read.cell == done.cell && read.before == done.before && read.after == done.after &&
                    read.access == done.access && read.end == done.end && read.step == done.step);
    }
    assert_int_equal(race_word(&trial->race, RACE_WORD_STEPS), steps);
    assert_sound(trial);
    enum race_standing stands = race_stands(&trial->race);
    assert_true(stands != RACE_STANDS_OPEN);
    trial->seen->over += stands == RACE_STANDS_OVER;
    trial->seen->dead += stands == RACE_STANDS_DEAD;
    if (stands == RACE_STANDS_DEAD)
        assert_int_equal(state.goroutine[race_culprit(&setup, &state)].ended, RACE_DIES);
}

static void random_schedules_are_the_machines(void **state)
{
    struct seen seen = {0};
    (void)state;
    for (uint64_t seed = 1; seed <= TRIALS; seed++) {
        struct trial trial;
        begin(&trial, seed, &seen);
        set_up(&trial, 1 + (unsigned)random_below(&trial.seed, RACE_GOROUTINES));
        run(&trial);
        race_again(&trial.race);
        assert_sound(&trial);
        run(&trial);
        end(&trial);
    }
    assert_true(seen.over > 100 && seen.dead > 50 && seen.waits > 100 && seen.growing > 100);
}

/* ---- time */

static void applied_and_reverted_it_is_as_it_was(void **state)
{
    struct seen seen = {0};
    struct text where = {0};
    (void)state;
    for (uint64_t seed = 1; seed <= TRIALS / 10; seed++) {
        struct trial trial;
        begin(&trial, seed, &seen);
        struct memory *memory = &trial.world.memory;
        size_t middle = trial.events.count;
        struct memory_copy before = memory_copy_take(memory);
        set_up(&trial, 2);
        run(&trial);
        struct memory_copy after = memory_copy_take(memory);
        size_t all = trial.events.count;
        event_list_revert(&trial.events, memory, all, middle);
        if (!memory_copy_equals(&before, memory, &where))
            fail_msg("reverted: %s", text_string(&where));
        event_list_apply(&trial.events, memory, middle, all);
        if (!memory_copy_equals(&after, memory, &where))
            fail_msg("applied: %s", text_string(&where));
        assert_sound(&trial);
        memory_copy_free(&before);
        memory_copy_free(&after);
        end(&trial);
    }
}

/* ---- what was found */

static void what_was_found_can_be_replayed(void **state)
{
    struct seen seen = {0};
    struct race_report *report = malloc(sizeof *report);
    (void)state;
    for (uint64_t seed = 1; seed <= TRIALS / 4; seed++) {
        struct trial trial;
        struct race_limits limits = {.states = 3000, .samples = 20, .seed = seed};
        struct race_done done;
        begin(&trial, seed, &seen);
        set_up(&trial, 2);
        race_explore(race_setup(&trial.race), &limits, NULL, report);
        race_learn(&trial.race, report);
        assert_sound(&trial);
        uint32_t found = race_verdicts_found(&trial.race);
        for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++) {
            const struct race_finding *its = race_finding(&trial.race, verdict);
            assert_int_equal((found & RACE_BIT(verdict)) != 0, report->found[verdict].found);
            assert_int_equal(its->length, report->found[verdict].length);
            if (its->length == 0)
                continue;
            race_begin_replay(&trial.race, verdict);
            assert_int_equal(race_word(&trial.race, RACE_WORD_REPLAYS), verdict + 1);
            for (unsigned i = 0; i < its->length; i++)
                assert_true(race_advance(&trial.race, race_scheduled(&trial.race, verdict, i), &done));
            assert_true(race_verdicts_now(&trial.race) & RACE_BIT(verdict));
            assert_sound(&trial);
            seen.found++;
        }
        /* Whatever changes the setup forgets it. */
        race_put(&trial.race, 0, 1, 0);
        assert_int_equal(race_verdicts_found(&trial.race), 0);
        assert_int_equal(race_word(&trial.race, RACE_WORD_EXPLORED), 0);
        assert_sound(&trial);
        end(&trial);
    }
    free(report);
    assert_true(seen.found > 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_schedules_are_the_machines),
        cmocka_unit_test(applied_and_reverted_it_is_as_it_was),
        cmocka_unit_test(what_was_found_can_be_replayed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
