/* Go's map as it is, behind a mutex, and in two shards, each behind one: the same steps. */
#include "model/race/go.h"
#include "model/race/slots.h"

static uint8_t verb_entry(const struct race_setup *setup, uint8_t verb)
{
    (void)setup;
    switch (verb) {
    case RACE_GET:
        return GO_ACCESS_COUNT;
    case RACE_INSERT:
        return GO_ASSIGN_CHECK;
    case RACE_DELETE:
        return GO_DELETE_COUNT;
    default:
        return GO_RANGE_COUNT;
    }
}

static uint8_t locked_entry(const struct race_setup *setup, uint8_t verb)
{
    (void)setup;
    (void)verb;
    return GO_LOCK;
}

static void step(struct turn *turn)
{
    uint8_t now = turn->me->step;
    if (now == GO_LOCK) {
        if (turn_take(turn, go_register(turn, RACE_LOCK)))
            turn_go_on(turn, verb_entry(turn->setup, go_op(turn)->verb));
    } else if (now == GO_UNLOCK) {
        turn_give(turn, go_register(turn, RACE_LOCK));
        turn_return(turn, MINE(turn, RESULT));
    } else if (now >= GO_RANGE_COUNT) {
        go_step_range(turn);
    } else if (now >= GO_DELETE_COUNT) {
        go_step_delete(turn);
    } else if (now >= GO_ACCESS_COUNT) {
        go_step_access(turn);
    } else if (now >= GO_WORK_OLD) {
        go_step_work(turn);
    } else {
        go_step_assign(turn);
    }
}

static void start(const struct race_setup *setup, struct race_state *state)
{
    bool shards = setup->system == RACE_SHARDS;
    slots_start(setup, state);
    for (unsigned key = 0; key < RACE_KEYS; key++)
        if (setup->value[key] != 0)
            state->cell[RACE_COUNT + (shards ? go_old_bucket(setup->hash[key]) : 0)]++;
    for (unsigned map = 0; map < (shards ? 2 : 1); map++)
        state->cell[RACE_GROWING + map] = setup->growing;
}

static struct race_place place(const struct race_setup *setup, uint8_t cell)
{
    static const uint8_t fields[] = {RACE_FIELD_FLAGS, RACE_FIELD_COUNT, RACE_FIELD_GROWING,
                                     RACE_FIELD_NEVACUATE, RACE_FIELD_LOCK};
    struct race_place place = {RACE_FIELD_UNUSED, cell % 2, 0};
    if (cell >= RACE_SLOT)
        return slots_place(setup, cell);
    if (cell / 2 >= sizeof fields || (place.bucket == 1 && setup->system != RACE_SHARDS) ||
        (fields[cell / 2] == RACE_FIELD_LOCK && !go_locks(setup)))
        return (struct race_place){RACE_FIELD_UNUSED, 0, 0};
    place.field = fields[cell / 2];
    return place;
}

/* Where mapaccess would look. */
static uint8_t bucket_of(const struct race_setup *setup, const struct race_state *state, uint8_t key)
{
    uint8_t hash = setup->hash[key], old = go_old_bucket(hash);
    bool growing = state->cell[RACE_GROWING + (setup->system == RACE_SHARDS ? old : 0)];
    return growing && !go_evacuated(state->cell[RACE_AT(old, 0, RACE_TOP_OFFSET)]) ? old
                                                                                   : go_new_bucket(hash);
}

static uint8_t lookup(const struct race_setup *setup, const struct race_state *state, uint8_t key)
{
    return slots_find(setup, state, bucket_of(setup, state, key), key);
}

static unsigned occurrences(const struct race_setup *setup, const struct race_state *state, uint8_t key)
{
    return slots_count(setup, state, bucket_of(setup, state, key), key);
}

static bool count(const struct race_setup *setup, const struct race_state *state, int *count)
{
    (void)setup;
    *count = (int8_t)state->cell[RACE_COUNT] + (int8_t)state->cell[RACE_COUNT + 1];
    return true;
}

#define ROWS              "model/race/go.def"
#define STEP_NUMBER(name) GO_##name
#include "model/race/rows.h"

static const char *const locals[RACE_LOCALS] = {"bucket", "slot", "place", "loaded", "old",
                                                "x",      "y",    "top",   "key",    "second",
                                                "result", "next", "half",  "given"};

static const uint8_t local_kinds[RACE_LOCALS] = {[LOCAL_BUCKET] = RACE_LOCAL_BUCKET,
                                                 [LOCAL_PLACE] = RACE_LOCAL_NEXT,
                                                 [LOCAL_KEY] = RACE_LOCAL_NEXT,
                                                 [LOCAL_HALF] = RACE_LOCAL_NEXT};

#define SYSTEM_ROW(word, ranges)                                                                             \
    {                                                                                                        \
        .name = word, .routines = routines, .routine_count = ROUTINES, .lines = lines, .line_count = LINES,  \
        .steps = steps, .step_count = GO_STEPS, .locals = locals, .local_kinds = local_kinds,                \
        .verbs = {[RACE_GET] = true, [RACE_INSERT] = true, [RACE_DELETE] = true, [RACE_RANGE] = ranges},     \
    }
static const struct race_system go = SYSTEM_ROW("go", true), mutex = SYSTEM_ROW("mutex", true),
                                shards = SYSTEM_ROW("shards", false);

#define RULES(name, first)                                                                                   \
    const struct race_rules race_rules_##name = {&name, first, step, start, place, lookup, occurrences, count}
RULES(go, verb_entry);
RULES(mutex, locked_entry);
RULES(shards, locked_entry);
