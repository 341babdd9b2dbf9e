/* What publications will copy, counted before the first operation: a line that wants too much works for nothing otherwise. */
#include "hand/strategy/strategy.h"

#include "base/memory_or_die.h"

#include <stdlib.h>

/* A split map as far as it matters when it is copied, and how much. */
struct forecast {
    uint64_t entries, behind, every;
    uint64_t units; /* twice each entry copied: it is read and inserted */
};

static struct forecast forecast_of(const struct strategy *strategy)
{
    return (struct forecast){.entries = strategy_count(strategy),
                             .behind = strategy_register(strategy, STRATEGY_BEHIND),
                             .every = strategy_register(strategy, STRATEGY_EVERY)};
}

static void foresee_write(struct forecast *forecast)
{
    if (++forecast->behind < forecast->every)
        return;
    forecast->behind = 0;
    forecast->units += 2 * forecast->entries;
}

uint64_t strategy_foresee_fill(const struct strategy *strategy, uint64_t wanted)
{
    struct forecast forecast = forecast_of(strategy);
    if (strategy_kind(strategy) != STRATEGY_SPLIT)
        return 0;
    for (uint64_t i = 0; i < wanted && forecast.units <= COPIES_LIMIT; i++) {
        forecast.entries++;
        foresee_write(&forecast);
    }
    return forecast.units;
}

enum { UNKNOWN, ABSENT, THERE };

/* What is known of a key. False: it can't be foreseen. */
static bool know(struct run *run, const struct strategy *strategy, uint64_t number, unsigned char *known)
{
    struct error unheard = {0};
    if (*known != UNKNOWN)
        return true;
    value_id key = strategy_key_by_number(run, number, &unheard);
    if (key != VALUE_NONE)
        *known = strategy_has(strategy, key) ? THERE : ABSENT;
    return key != VALUE_NONE;
}

uint64_t strategy_foresee(struct run *run, const struct workload_plan *plan, uint64_t count)
{
    const struct strategy strategy = run_strategy(run);
    if (strategy_kind(&strategy) != STRATEGY_SPLIT || plan->shares[WORKLOAD_READ] == WORKLOAD_ALL)
        return 0;
    struct forecast forecast = forecast_of(&strategy);
    /* Where the operations alone are as many, one copy is too much. */
    uint64_t most = run->work + count < COPIES_LIMIT ? COPIES_LIMIT : 0;
    struct workload workload;
    unsigned char *known = new_items(plan->space, sizeof *known);
    workload_begin(&workload, plan);
    while (workload.steps < count && forecast.units <= most) {
        struct workload_step step = workload_next(&workload);
        unsigned char *key = &known[step.key - 1];
        if (step.operation == WORKLOAD_READ)
            continue;
        if (!know(run, &strategy, step.key, key))
            break;
        unsigned char then = step.operation == WORKLOAD_WRITE ? THERE : ABSENT;
        forecast.entries += (*key == ABSENT && then == THERE);
        forecast.entries -= (*key == THERE && then == ABSENT);
        *key = then;
        foresee_write(&forecast);
    }
    workload_free(&workload);
    free(known);
    return forecast.units;
}
