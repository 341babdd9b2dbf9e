#include "model/race/history.h"

#include <string.h>

/* Gets, inserts and deletes: what is on one key. */
static bool has_key(const struct race_op *op)
{
    return op->verb == RACE_GET || op->verb == RACE_INSERT || op->verb == RACE_DELETE;
}

/* Whether somebody stores this value under the key, or it is there in the beginning. */
static bool is_written(const struct race_setup *setup, uint8_t key, uint8_t value)
{
    if (value == 0)
        return false;
    if (setup->value[key] == value)
        return true;
    for (unsigned g = 0; g < setup->goroutines; g++)
        for (unsigned i = 0; i < setup->length[g]; i++) {
            const struct race_op *op = &setup->program[g][i];
            if (op->verb == RACE_INSERT && op->key == key && op->value == value)
                return true;
        }
    return false;
}

/* Whether some program has that verb on the key. */
static bool has_verb(const struct race_setup *setup, enum race_verb verb, uint8_t key)
{
    for (unsigned g = 0; g < setup->goroutines; g++)
        for (unsigned i = 0; i < setup->length[g]; i++) {
            const struct race_op *op = &setup->program[g][i];
            if (op->verb == verb && op->key == key)
                return true;
        }
    return false;
}

static bool is_touched(const struct race_setup *setup, uint8_t key)
{
    return has_verb(setup, RACE_INSERT, key) || has_verb(setup, RACE_DELETE, key);
}

static bool is_torn(const struct race_setup *setup, uint8_t key, uint8_t result)
{
    return result != RACE_ABSENT && !is_written(setup, key, result & ~RACE_FOUND);
}

/* Operations of `g` with that key among its first `count`. */
static uint8_t with_key(const struct race_setup *setup, unsigned g, unsigned count, uint8_t key)
{
    uint8_t found = 0;
    for (unsigned i = 0; i < count; i++)
        found += has_key(&setup->program[g][i]) && setup->program[g][i].key == key;
    return found;
}

static void note_begin(const struct race_setup *setup, struct race_history *history, unsigned g,
                       const struct race_op *op)
{
    unsigned number = history->begun[g]++;
    if (!has_key(op))
        return;
    for (unsigned other = 0; other < setup->goroutines; other++)
        history->before[g][number][other] = with_key(setup, other, history->ended[other], op->key);
}

static void note_given(const struct race_setup *setup, uint8_t *result, const struct race_done *done)
{
    if (done->gives == RACE_ZERO_KEY || is_torn(setup, done->gives - 1, RACE_FOUND | done->given))
        *result |= RACE_LOOP_TORN;
    if (done->gives != RACE_ZERO_KEY)
        *result |= (uint8_t)(RACE_LOOP_GAVE << (done->gives - 1));
    /* What is deleted and inserted again is another entry: it may be given, too. */
    if (done->again && !has_verb(setup, RACE_DELETE, done->gives - 1))
        *result |= RACE_LOOP_AGAIN;
}

static void note_loop_end(const struct race_setup *setup, uint8_t *result)
{
    uint8_t told = *result & (RACE_LOOP_TORN | RACE_LOOP_AGAIN);
    for (unsigned key = 0; key < RACE_KEYS; key++)
        if (setup->value[key] != 0 && !is_touched(setup, (uint8_t)key) && !(*result & RACE_LOOP_GAVE << key))
            told |= RACE_LOOP_MISSED;
    *result = told;
}

void race_history_note(const struct race_setup *setup, struct race_history *history, unsigned g,
                       const struct race_done *done)
{
    uint8_t *result;
    if (done->begins)
        note_begin(setup, history, g, &done->op);
    result = &history->result[g][history->ended[g]];
    if (done->gives)
        note_given(setup, result, done);
    if (done->end != RACE_RETURNS)
        return;
    if (done->op.verb == RACE_RANGE)
        note_loop_end(setup, result);
    else if (done->op.verb == RACE_GET)
        *result = done->result;
    history->ended[g]++;
}

/* An operation on the key that is looked at. */
struct deed {
    const struct race_op *op;
    const uint8_t *before;
    uint8_t result;
    bool ended;
    bool free; /* a get of which it does not matter what it was told */
};

/* The search for orders of the operations on one key: how many of each goroutine's are in, and what the key then has. */
struct orders {
    const struct race_setup *setup;
    struct deed deeds[RACE_GOROUTINES][RACE_OPERATIONS];
    uint8_t count[RACE_GOROUTINES], in[RACE_GOROUTINES];
    uint8_t found[256 / 8]; /* results that the key has after some order of all that ended */
    uint8_t seen[7 * 7 * 7 * 7]
                [(RACE_GOROUTINES * RACE_OPERATIONS + 2 + 7) / 8]; /* by `in`, and by who stored last */
};

_Static_assert(RACE_OPERATIONS == 6 && RACE_GOROUTINES == 4, "the size of orders.seen");

static bool in_set(const uint8_t *set, unsigned number)
{
    return set[number / 8] >> number % 8 & 1;
}

static void put_in_set(uint8_t *set, unsigned number)
{
    set[number / 8] |= (uint8_t)(1u << number % 8);
}

static bool may_be_next(const struct orders *orders, const struct deed *deed, uint8_t has)
{
    for (unsigned g = 0; g < orders->setup->goroutines; g++)
        if (deed->before[g] > orders->in[g])
            return false;
    return deed->op->verb != RACE_GET || !deed->ended || deed->free || deed->result == has;
}

/* `last`: the number of the operation that stored what the key has, 0 for the beginning. */
static void extend(struct orders *orders, unsigned last, uint8_t has)
{
    bool all = true;
    unsigned at = 0;
    for (unsigned g = 0; g < RACE_GOROUTINES; g++)
        at = at * 7 + orders->in[g];
    if (in_set(orders->seen[at], last))
        return;
    put_in_set(orders->seen[at], last);
    for (unsigned g = 0; g < RACE_GOROUTINES; g++) {
        if (orders->in[g] == orders->count[g])
            continue;
        const struct deed *deed = &orders->deeds[g][orders->in[g]];
        all = all && !deed->ended;
        if (!may_be_next(orders, deed, has))
            continue;
        orders->in[g]++;
        if (deed->op->verb == RACE_GET)
            extend(orders, last, has);
        else
            extend(orders, 1 + g * RACE_OPERATIONS + orders->in[g] - 1,
                   deed->op->verb == RACE_INSERT ? RACE_FOUND | deed->op->value : RACE_ABSENT);
        orders->in[g]--;
    }
    if (all)
        put_in_set(orders->found, has);
}

/* All orders of what was done to the key, with what gets were told or, if not `gets`, whatever they were told. False: there
   is none. */
static bool find_orders(const struct race_setup *setup, const struct race_history *history, uint8_t key,
                        bool gets, struct orders *orders)
{
    static const uint8_t none[sizeof orders->found] = {0};
    memset(orders, 0, sizeof *orders);
    orders->setup = setup;
    for (unsigned g = 0; g < setup->goroutines; g++)
        for (unsigned i = 0; i < history->begun[g]; i++) {
            const struct race_op *op = &setup->program[g][i];
            if (!has_key(op) || op->key != key)
                continue;
            orders->deeds[g][orders->count[g]++] =
                (struct deed){op, history->before[g][i], history->result[g][i], i < history->ended[g],
                              !gets || is_torn(setup, key, history->result[g][i])};
        }
    extend(orders, 0, setup->value[key] ? RACE_FOUND | setup->value[key] : RACE_ABSENT);
    return memcmp(orders->found, none, sizeof none) != 0;
}

static uint32_t told_verdicts(const struct race_setup *setup, const struct race_history *history, unsigned g,
                              unsigned i)
{
    const struct race_op *op = &setup->program[g][i];
    uint8_t result = history->result[g][i];
    if (op->verb == RACE_GET)
        return i < history->ended[g] && is_torn(setup, op->key, result) ? RACE_BIT(RACE_VERDICT_TORN) : 0;
    if (op->verb != RACE_RANGE)
        return 0;
    return (result & RACE_LOOP_TORN ? RACE_BIT(RACE_VERDICT_TORN) : 0) |
           (result & RACE_LOOP_AGAIN ? RACE_BIT(RACE_VERDICT_AGAIN) : 0) |
           (result & RACE_LOOP_MISSED ? RACE_BIT(RACE_VERDICT_MISSED) : 0);
}

uint32_t race_history_verdicts(const struct race_setup *setup, const struct race_history *history)
{
    struct orders orders;
    uint32_t verdicts = 0;
    for (unsigned g = 0; g < setup->goroutines; g++)
        for (unsigned i = 0; i < history->begun[g]; i++)
            verdicts |= told_verdicts(setup, history, g, i);
    for (unsigned key = 0; key < RACE_KEYS; key++)
        if (!find_orders(setup, history, (uint8_t)key, true, &orders))
            verdicts |= RACE_BIT(RACE_VERDICT_STALE);
    return verdicts;
}

/* What the final table holds of a key, against the values that it may hold. */
static uint32_t key_verdicts(const struct race_setup *setup, const struct race_state *state,
                             const struct race_history *history, uint8_t key)
{
    struct orders orders;
    uint8_t has = race_lookup(setup, state, key);
    uint32_t verdicts = race_occurrences(setup, state, key) > 1 ? RACE_BIT(RACE_VERDICT_DUPLICATED) : 0;
    /* If the gets fit no order, it is asked what the writes alone allow. */
    if (!find_orders(setup, history, key, true, &orders))
        find_orders(setup, history, key, false, &orders);
    if (is_torn(setup, key, has))
        verdicts |= RACE_BIT(RACE_VERDICT_TORN);
    if (in_set(orders.found, has))
        return verdicts;
    if (has == RACE_ABSENT)
        return verdicts | RACE_BIT(RACE_VERDICT_LOST_KEY);
    orders.found[RACE_ABSENT / 8] &= (uint8_t) ~(1u << RACE_ABSENT % 8);
    for (unsigned i = 0; i < sizeof orders.found; i++)
        if (orders.found[i])
            return is_torn(setup, key, has) ? verdicts : verdicts | RACE_BIT(RACE_VERDICT_LOST_UPDATE);
    return verdicts | RACE_BIT(RACE_VERDICT_REVIVED);
}

static uint32_t table_verdicts(const struct race_setup *setup, const struct race_state *state,
                               const struct race_history *history)
{
    uint32_t verdicts = 0;
    int found = 0, count;
    for (unsigned key = 0; key < RACE_KEYS; key++) {
        verdicts |= key_verdicts(setup, state, history, (uint8_t)key);
        found += race_lookup(setup, state, (uint8_t)key) != RACE_ABSENT;
    }
    if (race_count(setup, state, &count) && count != found)
        verdicts |= RACE_BIT(RACE_VERDICT_COUNT);
    return race_left_set(setup, state) ? verdicts | RACE_BIT(RACE_VERDICT_STUCK) : verdicts;
}

uint32_t race_verdicts(const struct race_setup *setup, const struct race_state *state,
                       const struct race_history *history)
{
    uint32_t verdicts = race_history_verdicts(setup, history);
    bool finished = true;
    for (unsigned g = 0; g < setup->goroutines; g++) {
        const struct race_goroutine *goroutine = &state->goroutine[g];
        if (goroutine->ended == RACE_DIES)
            return verdicts | RACE_BIT(RACE_VERDICT_WRITES + goroutine->reason);
        if (goroutine->ended == RACE_LEAVES)
            return verdicts | RACE_BIT(RACE_VERDICT_BEYOND);
        if (race_enabled(setup, state, g))
            return verdicts;
        finished = finished && race_finished(setup, state, g);
    }
    return verdicts | (finished ? table_verdicts(setup, state, history) : RACE_BIT(RACE_VERDICT_DEADLOCK));
}

bool race_schedule_verdicts(const struct race_setup *setup, const uint8_t *schedule, size_t length,
                            uint32_t *verdicts)
{
    struct race_state state;
    struct race_history history = {{0}, {0}, {{0}}, {{{0}}}};
    size_t i = 0;
    race_start(setup, &state);
    for (; i < length && schedule[i] < setup->goroutines && race_enabled(setup, &state, schedule[i]); i++) {
        struct race_done done;
        race_step(setup, &state, schedule[i], &done);
        race_history_note(setup, &history, schedule[i], &done);
    }
    *verdicts = race_verdicts(setup, &state, &history);
    return i == length;
}

/* The one ends an operation before the other begins one with the same key: that is in the history. */
static bool order_is_told(const struct race_done *one, const struct race_done *other)
{
    return one->end == RACE_RETURNS && other->begins && has_key(&one->op) && has_key(&other->op) &&
           one->op.key == other->op.key;
}

bool race_independent(const struct race_done *one, const struct race_done *other)
{
    if (one->end > RACE_RETURNS || other->end > RACE_RETURNS)
        return false;
    if (one->cell == other->cell && (race_writes(one) || race_writes(other)))
        return false;
    return !order_is_told(one, other) && !order_is_told(other, one);
}
