/* The systems as rows, and what is alike in all of them: setups, whose turn it can be, one step. */
#include "model/race/machine.h"
#include "model/race/java.h"
#include "model/race/turn.h"

#include <assert.h>
#include <string.h>

static const struct race_rules *const systems[RACE_SYSTEMS] = {
    [RACE_GO] = &race_rules_go,         [RACE_ARTICLE] = &race_rules_article,
    [RACE_MENDED] = &race_rules_mended, [RACE_MUTEX] = &race_rules_mutex,
    [RACE_SHARDS] = &race_rules_shards, [RACE_JAVA] = &race_rules_java,
};

static const struct race_rules *rules_of(const struct race_setup *setup)
{
    return systems[setup->system];
}

const struct race_system *race_system_of(uint8_t system)
{
    return systems[system] == NULL ? NULL : systems[system]->system;
}

uint8_t race_system_named(const char *name)
{
    uint8_t system = 0;
    while (system < RACE_SYSTEMS &&
           (systems[system] == NULL || strcmp(systems[system]->system->name, name) != 0))
        system++;
    return system;
}

static enum race_mistake check_op(const struct race_setup *setup, const struct race_op *op)
{
    if (op->verb >= RACE_VERBS || !race_system_of(setup->system)->verbs[op->verb])
        return RACE_MISTAKE_VERB;
    if (op->verb == RACE_RANGE)
        return RACE_NO_MISTAKE;
    if (op->verb == RACE_MIGRATE)
        return (op->key < RACE_OLD_BUCKETS && setup->system != RACE_JAVA) || op->key == RACE_ALL
                   ? RACE_NO_MISTAKE
                   : RACE_MISTAKE_KEY;
    if (op->key >= RACE_KEYS)
        return RACE_MISTAKE_KEY;
    if (op->verb == RACE_INSERT && (op->value == 0 || op->value > RACE_VALUES))
        return RACE_MISTAKE_VALUE;
    return RACE_NO_MISTAKE;
}

static enum race_mistake check_map(const struct race_setup *setup)
{
    uint8_t used[RACE_BUCKETS] = {0};
    if (setup->growing > 1)
        return RACE_MISTAKE_GROWING;
    if (setup->old_slots == 0 || setup->old_slots > setup->slots || setup->slots > RACE_SLOTS)
        return RACE_MISTAKE_SLOTS;
    for (unsigned key = 0; key < RACE_KEYS; key++) {
        if (setup->hash[key] >= RACE_BUCKETS - RACE_OLD_BUCKETS)
            return RACE_MISTAKE_HASH;
        if (setup->value[key] > RACE_VALUES)
            return RACE_MISTAKE_VALUE;
        uint8_t hash = setup->hash[key];
        unsigned bucket = setup->growing ? hash % RACE_OLD_BUCKETS : RACE_OLD_BUCKETS + hash;
        if (setup->value[key] != 0 && ++used[bucket] > race_slots_of(setup, bucket))
            return RACE_MISTAKE_SLOTS;
    }
    return RACE_NO_MISTAKE;
}

void race_fit_slots(struct race_setup *setup)
{
    unsigned used[RACE_BUCKETS] = {0}, most[2] = {1, 1};
    for (unsigned key = 0; key < RACE_KEYS; key++) {
        used[setup->hash[key] % RACE_OLD_BUCKETS]++;
        used[RACE_OLD_BUCKETS + setup->hash[key]] += setup->value[key] != 0;
    }
    for (unsigned g = 0; g < setup->goroutines; g++)
        for (unsigned op = 0; op < setup->length[g]; op++)
            if (setup->program[g][op].verb == RACE_INSERT)
                used[RACE_OLD_BUCKETS + setup->hash[setup->program[g][op].key]]++;
    for (unsigned bucket = 0; bucket < RACE_BUCKETS; bucket++) {
        unsigned *of = &most[bucket >= RACE_OLD_BUCKETS];
        *of = used[bucket] > *of ? used[bucket] : *of;
    }
    setup->old_slots = (uint8_t)most[0];
    setup->slots = (uint8_t)(most[1] > most[0] ? most[1] : most[0]);
    if (setup->slots > RACE_SLOTS)
        setup->slots = RACE_SLOTS;
}

enum race_mistake race_setup_check(const struct race_setup *setup)
{
    enum race_mistake mistake;
    if (setup->system >= RACE_SYSTEMS || systems[setup->system] == NULL)
        return RACE_MISTAKE_SYSTEM;
    if (setup->goroutines == 0 || setup->goroutines > RACE_GOROUTINES)
        return RACE_MISTAKE_GOROUTINES;
    if (setup->rules & ~(setup->system == RACE_ARTICLE ? RACE_RULES : 0))
        return RACE_MISTAKE_RULES;
    if ((mistake = check_map(setup)) != RACE_NO_MISTAKE)
        return mistake;
    for (unsigned g = 0; g < setup->goroutines; g++)
        if (setup->length[g] > RACE_OPERATIONS)
            return RACE_MISTAKE_LENGTH;
    if (setup->system == RACE_JAVA && java_inserts(setup) > JAVA_MOST_INSERTS)
        return RACE_MISTAKE_INSERTS;
    for (unsigned g = 0; g < setup->goroutines; g++) {
        for (unsigned op = 0; op < setup->length[g]; op++)
            if ((mistake = check_op(setup, &setup->program[g][op])) != RACE_NO_MISTAKE)
                return mistake;
    }
    return RACE_NO_MISTAKE;
}

void race_start(const struct race_setup *setup, struct race_state *state)
{
    memset(state, 0, sizeof *state);
    rules_of(setup)->start(setup, state);
}

bool race_dead(const struct race_setup *setup, const struct race_state *state)
{
    for (unsigned g = 0; g < setup->goroutines; g++)
        if (state->goroutine[g].ended)
            return true;
    return false;
}

bool race_finished(const struct race_setup *setup, const struct race_state *state, unsigned g)
{
    return state->goroutine[g].op >= setup->length[g];
}

bool race_try(const struct race_setup *setup, struct race_state *state, unsigned g, struct race_done *done)
{
    struct race_goroutine *me = &state->goroutine[g];
    struct turn turn = {setup, state, me, done, (uint8_t)g};
    memset(done, 0, sizeof *done);
    done->op = setup->program[g][me->op];
    done->cell = RACE_NO_CELL;
    done->begins = me->step == 0;
    if (me->step == 0)
        me->step = rules_of(setup)->entry(setup, done->op.verb);
    done->step = me->step;
    rules_of(setup)->step(&turn);
    assert(done->cell != RACE_NO_CELL);
    if (done->blocked && done->begins)
        me->step = 0;
    return !done->blocked;
}

void race_step(const struct race_setup *setup, struct race_state *state, unsigned g, struct race_done *done)
{
    bool stepped =
        !race_dead(setup, state) && !race_finished(setup, state, g) && race_try(setup, state, g, done);
    assert(stepped);
    (void)stepped;
}

void race_peek(const struct race_setup *setup, const struct race_state *state, unsigned g,
               struct race_done *done)
{
    struct race_state copy = *state;
    race_try(setup, &copy, g, done);
}

bool race_enabled(const struct race_setup *setup, const struct race_state *state, unsigned g)
{
    struct race_done done;
    if (race_dead(setup, state) || race_finished(setup, state, g))
        return false;
    race_peek(setup, state, g, &done);
    return !done.blocked;
}

uint8_t race_waits_for(const struct race_setup *setup, const struct race_state *state, unsigned g)
{
    struct race_done done;
    if (race_dead(setup, state) || race_finished(setup, state, g))
        return RACE_NO_CELL;
    race_peek(setup, state, g, &done);
    return done.blocked ? done.cell : RACE_NO_CELL;
}

bool race_line_of(const struct race_setup *setup, const struct race_state *state, unsigned g, uint8_t *line)
{
    const struct race_goroutine *me = &state->goroutine[g];
    uint8_t step = me->step;
    if (race_finished(setup, state, g))
        return false;
    if (step == 0)
        step = rules_of(setup)->entry(setup, setup->program[g][me->op].verb);
    *line = race_system_of(setup->system)->steps[step].line;
    return true;
}

struct race_place race_place_of(const struct race_setup *setup, uint8_t cell)
{
    return rules_of(setup)->place(setup, cell);
}

uint8_t race_lookup(const struct race_setup *setup, const struct race_state *state, uint8_t key)
{
    return rules_of(setup)->lookup(setup, state, key);
}

unsigned race_occurrences(const struct race_setup *setup, const struct race_state *state, uint8_t key)
{
    return rules_of(setup)->occurrences(setup, state, key);
}

bool race_count(const struct race_setup *setup, const struct race_state *state, int *count)
{
    return rules_of(setup)->count(setup, state, count);
}

bool race_left_set(const struct race_setup *setup, const struct race_state *state)
{
    for (unsigned cell = 0; cell < RACE_CELLS; cell++) {
        uint8_t value = state->cell[cell], field;
        if (value == 0) /* whatever it is, it is not set */
            continue;
        field = race_place_of(setup, (uint8_t)cell).field;
        if (field == RACE_FIELD_FLAGS && value & RACE_FLAG_WRITING)
            return true;
        if (field == RACE_FIELD_STATE && value == 1)
            return true;
        if (field == RACE_FIELD_LOCK || field == RACE_FIELD_BIN_LOCK)
            return true;
    }
    return false;
}

const char *race_fatal_text(uint8_t fatal)
{
    static const char *const texts[RACE_FATALS] = {
        [RACE_FATAL_WRITES] = "concurrent map writes",
        [RACE_FATAL_READ] = "concurrent map read and map write",
        [RACE_FATAL_ITERATION] = "concurrent map iteration and map write",
        [RACE_FATAL_STATE] = "bad map state",
        [RACE_FATAL_NIL] = "runtime error: invalid memory address or nil pointer dereference",
    };
    return texts[fatal];
}
