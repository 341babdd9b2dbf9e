/* The verbs of a race: how it is set up, and a step of it. */
#include "model/race/verb.h"

#include <assert.h>

static void look(struct race *race, event_kind kind, enum race_word region, unsigned index, unsigned slot,
                 uint64_t before, uint64_t after, code_line line)
{
    struct place place = {.region = region == RACE_WORDS ? race->home : (uint32_t)race_word(race, region),
                          .index = index,
                          .slot = (uint8_t)slot};
    memory_look(race->memory, kind, place, before, after, line);
}

/* ---- how it is set up */

/* Nobody has taken a step. Their number goes first: what was taken is never read under another setup. */
static void forget_steps(struct race *race)
{
    uint64_t steps = race_word(race, RACE_WORD_STEPS);
    race_set(race, RACE_WORD_STEPS, 0, LINE_outside_setup);
    for (uint64_t i = steps; i > 0; i--)
        memory_write(race->memory, race_byte((uint32_t)race_word(race, RACE_WORD_TAKEN), i - 1), 0,
                     LINE_outside_setup);
}

/* To the beginning of what the setup says. */
static void rewind_to_start(struct race *race)
{
    struct race_state start;
    forget_steps(race);
    race_start(race_setup(race), &start);
    race_write_bytes(race, (uint32_t)race_word(race, RACE_WORD_STATE), &start, sizeof start,
                     LINE_outside_setup);
    race_set(race, RACE_WORD_REPLAYS, 0, LINE_outside_setup);
}

/* With no goroutines a setup cannot be run, and nobody takes it for one: their number goes first, and comes when all else has. */
static void write_setup(struct race *race, const struct race_setup *setup)
{
    struct race_setup none = *race_setup(race), unfinished = *setup;
    const struct race_setup *const stages[] = {&none, &unfinished, setup};
    none.goroutines = 0;
    unfinished.goroutines = 0;
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
        race_write_bytes(race, (uint32_t)race_word(race, RACE_WORD_SETUP), stages[i], sizeof *setup,
                         LINE_outside_setup);
}

static void set_up(struct race *race, struct race_setup *setup)
{
    race_fit_slots(setup);
    assert(race_setup_check(setup) == RACE_NO_MISTAKE);
    forget_steps(race);
    race_forget(race);
    write_setup(race, setup);
    rewind_to_start(race);
}

void race_make(struct race *race, uint8_t system, bool growing)
{
    struct race_setup setup = {.system = system, .growing = growing, .goroutines = 1};
    for (unsigned key = 0; key < RACE_KEYS; key++)
        setup.hash[key] = (uint8_t)key;
    set_up(race, &setup);
    look(race, RACE_made, RACE_WORDS, 0, 0, system, growing, LINE_outside_setup);
}

struct race_setup race_with_program(const struct race *race, unsigned goroutine,
                                    const struct race_op *program, unsigned length)
{
    struct race_setup setup = *race_setup(race);
    if (goroutine >= setup.goroutines)
        setup.goroutines = (uint8_t)(goroutine + 1);
    setup.length[goroutine] = (uint8_t)length;
    for (unsigned i = 0; i < RACE_OPERATIONS; i++)
        setup.program[goroutine][i] = i < length ? program[i] : (struct race_op){0};
    return setup;
}

void race_give(struct race *race, unsigned goroutine, const struct race_op *program, unsigned length)
{
    struct race_setup setup = race_with_program(race, goroutine, program, length);
    set_up(race, &setup);
    look(race, RACE_given, RACE_WORDS, 0, goroutine, goroutine, length, LINE_outside_setup);
}

void race_put(struct race *race, uint8_t key, uint8_t value, uint8_t hash)
{
    struct race_setup setup = *race_setup(race);
    setup.value[key] = value;
    setup.hash[key] = hash;
    set_up(race, &setup);
    look(race, RACE_put, RACE_WORDS, 0, 0, key, value, LINE_outside_setup);
}

void race_grow(struct race *race)
{
    struct race_setup setup = *race_setup(race);
    setup.growing = 1;
    set_up(race, &setup);
    look(race, RACE_made, RACE_WORDS, 0, 0, setup.system, 1, LINE_outside_setup);
}

void race_again(struct race *race)
{
    uint64_t steps = race_word(race, RACE_WORD_STEPS);
    rewind_to_start(race);
    look(race, RACE_again, RACE_WORDS, 0, 0, steps, 0, LINE_outside_setup);
}

void race_begin_replay(struct race *race, unsigned verdict)
{
    race_again(race);
    race_set(race, RACE_WORD_REPLAYS, verdict + 1, LINE_outside_setup);
}

/* ---- what events tell */

static uint64_t pack_op(struct race_op op)
{
    return (uint64_t)op.verb | (uint64_t)op.key << 8 | (uint64_t)op.value << 16;
}

struct race_op race_op_of(uint64_t packed)
{
    return (struct race_op){(uint8_t)packed, (uint8_t)(packed >> 8), (uint8_t)(packed >> 16)};
}

static uint64_t pack_access(const struct race_done *done)
{
    return (uint64_t)done->before | (uint64_t)done->access << 8 | (uint64_t)done->step << 16 |
           pack_op(done->op) << 32;
}

static uint64_t pack_end(const struct race_done *done)
{
    return (uint64_t)done->after | (uint64_t)done->end << 8 | (uint64_t)done->reason << 16 |
           (uint64_t)done->result << 24 | (uint64_t)done->begins << 32;
}

struct race_done race_done_of(const struct event *event)
{
    return (struct race_done){.op = race_op_of(event->before >> 32),
                              .begins = (uint8_t)(event->after >> 32),
                              .step = (uint8_t)(event->before >> 16),
                              .access = (uint8_t)(event->before >> 8),
                              .cell = (uint8_t)event->index,
                              .before = (uint8_t)event->before,
                              .after = (uint8_t)event->after,
                              .end = (uint8_t)(event->after >> 8),
                              .reason = (uint8_t)(event->after >> 16),
                              .result = (uint8_t)(event->after >> 24)};
}

/* ---- a step */

/* The verdict can only be told when nobody goes on. */
static void tell_end(struct race *race, unsigned goroutine, const struct race_done *done, code_line line)
{
    static const event_kind kinds[] = {[RACE_STANDS_DEAD] = RACE_died,
                                       [RACE_STANDS_BEYOND] = RACE_left,
                                       [RACE_STANDS_STUCK] = RACE_stuck,
                                       [RACE_STANDS_OVER] = RACE_over};
    enum race_standing stands = race_stands(race);
    if (done->end == RACE_RETURNS)
        look(race, RACE_answered, RACE_WORD_STATE, 0, goroutine, pack_op(done->op), done->result, line);
    if (stands != RACE_STANDS_OPEN)
        look(race, kinds[stands], RACE_WORD_STATE, 0, goroutine, race_verdicts_now(race), done->reason, line);
}

bool race_advance(struct race *race, unsigned goroutine, struct race_done *done)
{
    const struct race_setup *setup = race_setup(race);
    uint64_t steps = race_word(race, RACE_WORD_STEPS);
    struct race_state next = *race_state(race);
    uint8_t operation = next.goroutine[goroutine].op;
    assert(race_enabled(setup, &next, goroutine));
    if (steps == RACE_MOST_STEPS)
        return false;
    race_step(setup, &next, goroutine, done);
    code_line line = race_code_line(setup->system, race_system_of(setup->system)->steps[done->step].line);
    if (done->begins)
        look(race, RACE_begins, RACE_WORD_STATE, 0, goroutine, pack_op(done->op), operation, line);
    look(race, RACE_access, RACE_WORD_STATE, done->cell, goroutine, pack_access(done), pack_end(done), line);
    race_write_bytes(race, (uint32_t)race_word(race, RACE_WORD_STATE), &next, sizeof next, line);
    memory_write(race->memory, race_byte((uint32_t)race_word(race, RACE_WORD_TAKEN), steps), goroutine + 1,
                 line);
    race_set(race, RACE_WORD_STEPS, steps + 1, line);
    look(race, RACE_stepped, RACE_WORD_STATE, done->cell, goroutine, pack_access(done), pack_end(done), line);
    tell_end(race, goroutine, done, line);
    return true;
}
