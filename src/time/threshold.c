#include "time/threshold.h"

enum { POINT = 64 /* bits of a weighted sum behind the point */ };

struct threshold_rule threshold_rule_usual(void)
{
    return (struct threshold_rule){.on = true, .span = 30, .factor = 2500};
}

/* ---- the weighted mean. Sums stay below 2^40 values * 2^10 weights * 2^64, times a span below 2^128 */

/* (1 - a) = (span - 1) / (span + 1): all that came before counts less by that much. */
static void add_weighted(struct threshold_mean *mean, uint64_t value, int span)
{
    unsigned_wide less = (unsigned_wide)span - 1, whole = (unsigned_wide)span + 1;
    mean->sum = mean->sum * less / whole + ((unsigned_wide)value << POINT);
    mean->weights = mean->weights * less / whole + ((unsigned_wide)1 << POINT);
}

static int64_t weighted_mean(const struct threshold_mean *mean)
{
    unsigned_wide whole = mean->sum / mean->weights, rest = mean->sum % mean->weights;
    unsigned_wide millionths = (rest * THRESHOLD_ONE + mean->weights / 2) / mean->weights;
    return (int64_t)(whole * THRESHOLD_ONE + millionths);
}

static uint64_t capped(uint64_t value)
{
    return value < THRESHOLD_VALUE_MOST ? value : THRESHOLD_VALUE_MOST;
}

/* ---- quartiles */

/* Quartile 1 or 3 of the values so far, times four: exact. */
static uint64_t quartile_of(const struct ranks *ranks, unsigned number)
{
    size_t quarters = (ranks->all - 1) * number, index = quarters / 4, part = quarters % 4;
    uint64_t low = ranks_at(ranks, index), high = part > 0 ? ranks_at(ranks, index + 1) : low;
    return low * 4 + (high - low) * part;
}

/* ---- both */

static int64_t limit_of(int64_t mean, uint64_t range, int factor)
{
    /* A quarter of a thousandth is 250 millionths. */
    unsigned_wide limit =
        (unsigned_wide)mean + (unsigned_wide)range * (unsigned_wide)factor * (THRESHOLD_ONE / 4 / 1000);
    return limit < (unsigned_wide)INT64_MAX ? (int64_t)limit : INT64_MAX;
}

struct threshold threshold_take(struct threshold_series *series, uint64_t value,
                                const struct threshold_rule *rule)
{
    value = capped(value);
    add_weighted(&series->mean, value, rule->span);
    ranks_add(&series->ranks, value);
    uint64_t q1 = quartile_of(&series->ranks, 1), q3 = quartile_of(&series->ranks, 3);
    struct threshold threshold = {.mean = weighted_mean(&series->mean),
                                  .q1 = (int64_t)q1 * (THRESHOLD_ONE / 4),
                                  .q3 = (int64_t)q3 * (THRESHOLD_ONE / 4)};
    threshold.limit = limit_of(threshold.mean, q3 - q1, rule->factor);
    return threshold;
}

void threshold_take_back(struct threshold_series *series, uint64_t value)
{
    ranks_take(&series->ranks, capped(value));
}

void threshold_take_mean(struct threshold_mean *mean, uint64_t value, const struct threshold_rule *rule)
{
    add_weighted(mean, capped(value), rule->span);
}

void threshold_series_free(struct threshold_series *series)
{
    ranks_free(&series->ranks);
    *series = (struct threshold_series){0};
}
