/* The state of a race as regions of bytes: set-up, reading, and what all verbs share. */
#include "model/race/race.h"

#include "model/race/verb.h"

#include <assert.h>
#include <string.h>

_Static_assert(_Alignof(struct race_setup) == 1 && _Alignof(struct race_state) == 1, "regions are bytes");

/* ---- life */

struct race race_of(const struct world *world, uint32_t home)
{
    assert(world->memory.regions[home].kind == RACE_REGION_HOME);
    struct world *writable = (struct world *)(uintptr_t)world;
    return (struct race){writable, &writable->memory, home};
}

void race_set(struct race *race, enum race_word which, uint64_t value, code_line line)
{
    memory_write(race->memory, place_word(race->home, which), value, line);
}

#define RACE_ITEMS(bytes) (((bytes) + RACE_BYTES - 1) / RACE_BYTES)

uint32_t race_new(struct world *world)
{
    static const struct {
        enum race_word word;
        uint16_t shape;
        uint32_t count;
    } regions[] = {
        {RACE_WORD_SETUP, RACE_REGION_SETUP, RACE_ITEMS(sizeof(struct race_setup))},
        {RACE_WORD_STATE, RACE_REGION_STATE, RACE_ITEMS(sizeof(struct race_state))},
        {RACE_WORD_TAKEN, RACE_REGION_TAKEN, RACE_ITEMS(RACE_MOST_STEPS)},
        {RACE_WORD_FINDINGS, RACE_REGION_FINDINGS, RACE_VERDICTS},
        {RACE_WORD_SCHEDULES, RACE_REGION_SCHEDULES, RACE_ITEMS(RACE_VERDICTS * RACE_MOST_STEPS)},
    };
    uint32_t home =
        memory_alloc(&world->memory, RACE_REGION_HOME, RACE_WORDS, MEMORY_ITSELF, LINE_outside_setup);
    struct race race = race_of(world, home);
    for (size_t i = 0; i < sizeof regions / sizeof *regions; i++)
        race_set(&race, regions[i].word,
                 memory_alloc(&world->memory, regions[i].shape, regions[i].count, home, LINE_outside_setup),
                 LINE_outside_setup);
    race_make(&race, RACE_GO, false);
    return home;
}

/* ---- cells */

void race_write_bytes(struct race *race, uint32_t region, const void *bytes, size_t count, code_line line)
{
    for (size_t i = 0; i < count; i++)
        memory_write(race->memory, race_byte(region, i), ((const uint8_t *)bytes)[i], line);
}

static uint32_t region_of(const struct race *race, enum race_word which)
{
    return (uint32_t)race_word(race, which);
}

const struct race_setup *race_setup(const struct race *race)
{
    return memory_item(race->memory, region_of(race, RACE_WORD_SETUP), 0);
}

const struct race_state *race_state(const struct race *race)
{
    return memory_item(race->memory, region_of(race, RACE_WORD_STATE), 0);
}

unsigned race_taken(const struct race *race, uint64_t step)
{
    return (unsigned)memory_read(race->memory, race_byte(region_of(race, RACE_WORD_TAKEN), step)) - 1;
}

/* ---- what it comes to */

const char *race_type_name(uint8_t system)
{
    static const char *const names[RACE_SYSTEMS] = {
        [RACE_GO] = "race[go]",       [RACE_ARTICLE] = "race[article]", [RACE_MENDED] = "race[mended]",
        [RACE_MUTEX] = "race[mutex]", [RACE_SHARDS] = "race[shards]",   [RACE_JAVA] = "race[java]",
    };
    return names[system];
}

unsigned race_culprit(const struct race_setup *setup, const struct race_state *state)
{
    unsigned culprit = 0;
    for (unsigned g = 0; g < setup->goroutines; g++)
        culprit = state->goroutine[g].ended != 0 ? g : culprit;
    return culprit;
}

enum race_standing race_stands_of(const struct race_setup *setup, const struct race_state *state)
{
    bool done = true, enabled = false, given = false;
    for (unsigned g = 0; g < setup->goroutines; g++) {
        given |= setup->length[g] > 0;
        done &= race_finished(setup, state, g);
        enabled |= race_enabled(setup, state, g);
        if (state->goroutine[g].ended == RACE_DIES)
            return RACE_STANDS_DEAD;
        if (state->goroutine[g].ended == RACE_LEAVES)
            return RACE_STANDS_BEYOND;
    }
    if (!given)
        return RACE_STANDS_NOWHERE;
    return done ? RACE_STANDS_OVER : enabled ? RACE_STANDS_OPEN : RACE_STANDS_STUCK;
}

enum race_standing race_stands(const struct race *race)
{
    return race_stands_of(race_setup(race), race_state(race));
}

/* ---- between two steps */

static void note(struct race_settled *its, unsigned operation)
{
    struct race_record *record = &its->records[its->actor][operation];
    if (its->last.begins)
        record->began = (uint16_t)its->steps;
    if (its->last.end == RACE_RETURNS) {
        record->done = (uint16_t)its->steps;
        record->result = its->last.result;
    }
}

struct race_settled race_settled(const struct race *race)
{
    struct race_settled its = {.race = *race, .setup = *race_setup(race)};
    uint64_t steps = race_word(race, RACE_WORD_STEPS);
    /* Before a race has its regions the bytes are any. */
    if (race_setup_check(&its.setup) != RACE_NO_MISTAKE)
        its.setup =
            (struct race_setup){.system = its.setup.system < RACE_SYSTEMS ? its.setup.system : RACE_GO,
                                .slots = 1,
                                .old_slots = 1,
                                .goroutines = 1};
    race_start(&its.setup, &its.state);
    while (its.steps < steps) {
        unsigned goroutine = race_taken(race, its.steps);
        if (goroutine >= its.setup.goroutines || !race_enabled(&its.setup, &its.state, goroutine))
            break;
        unsigned operation = its.state.goroutine[goroutine].op;
        race_step(&its.setup, &its.state, goroutine, &its.last);
        its.actor = goroutine;
        its.steps++;
        note(&its, operation);
    }
    return its;
}

const char *race_standing_name(enum race_standing standing)
{
    static const char *const names[] = {
        [RACE_STANDS_NOWHERE] = "none", [RACE_STANDS_OPEN] = "open",     [RACE_STANDS_OVER] = "done",
        [RACE_STANDS_DEAD] = "dead",    [RACE_STANDS_BEYOND] = "beyond", [RACE_STANDS_STUCK] = "stuck",
    };
    return names[standing];
}

uint8_t race_key_named(const char *name, size_t length)
{
    uint8_t key = (uint8_t)(name[0] - 'a');
    return length == 1 && key < RACE_KEYS ? key : RACE_KEYS;
}

/* ---- lines */

code_line race_code_line(uint8_t system, uint8_t line)
{
    /* Where the lines of its file begin; some share one. */
    static const code_line firsts[RACE_SYSTEMS] = {
        [RACE_GO] = RACE_LINE_go_mapassign_check,     [RACE_ARTICLE] = RACE_LINE_article_get_state,
        [RACE_MENDED] = RACE_LINE_mended_get_state,   [RACE_MUTEX] = RACE_LINE_go_mapassign_check,
        [RACE_SHARDS] = RACE_LINE_go_mapassign_check, [RACE_JAVA] = RACE_LINE_java_get_table,
    };
    return (code_line)(firsts[system] + line);
}
