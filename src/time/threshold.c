#include "time/threshold.h"

#include "base/memory_or_die.h"
#include "base/number.h"
#include "base/wide.h"

#include <stdlib.h>

enum { POINT = 64 /* bits of a weighted sum behind the point */ };

struct threshold_rule threshold_rule_usual(void)
{
    return (struct threshold_rule){.on = true, .span = 30, .factor = 2500};
}

/* ---- the weighted mean. Sums stay below 2^40 values * 2^10 weights * 2^64, times a span below 2^128 */

struct weighted {
    unsigned_wide sum, weights;
};

/* (1 - a) = (span - 1) / (span + 1): all that came before counts less by that much. */
static void add_weighted(struct weighted *mean, uint64_t value, int span)
{
    unsigned_wide less = (unsigned_wide)span - 1, whole = (unsigned_wide)span + 1;
    mean->sum = mean->sum * less / whole + ((unsigned_wide)value << POINT);
    mean->weights = mean->weights * less / whole + ((unsigned_wide)1 << POINT);
}

static int64_t weighted_mean(const struct weighted *mean)
{
    unsigned_wide whole = mean->sum / mean->weights, rest = mean->sum % mean->weights;
    unsigned_wide millionths = (rest * THRESHOLD_ONE + mean->weights / 2) / mean->weights;
    return (int64_t)(whole * THRESHOLD_ONE + millionths);
}

/* ---- quartiles: how many of the values so far are of each rank, as sums over powers of two (a Fenwick tree) */

struct ranks {
    uint64_t *values; /* that occur, sorted, each once */
    size_t count;
    uint32_t *sums; /* 1 .. count */
    size_t highest; /* the highest power of two that is not above count */
};

static uint64_t capped(uint64_t value)
{
    return value < THRESHOLD_VALUE_MOST ? value : THRESHOLD_VALUE_MOST;
}

static struct ranks ranks_of(const uint64_t *values, size_t count)
{
    struct ranks ranks = {.values = new_items(count, sizeof *ranks.values), .highest = 1};
    for (size_t i = 0; i < count; i++)
        ranks.values[i] = capped(values[i]);
    number_sort(ranks.values, count);
    for (size_t i = 0; i < count; i++) {
        if (ranks.count == 0 || ranks.values[i] != ranks.values[ranks.count - 1])
            ranks.values[ranks.count++] = ranks.values[i];
    }
    ranks.sums = new_items(ranks.count + 1, sizeof *ranks.sums);
    while (ranks.highest * 2 <= ranks.count)
        ranks.highest *= 2;
    return ranks;
}

static void add_rank(struct ranks *ranks, uint64_t value)
{
    size_t low = 0, high = ranks->count;
    while (low + 1 < high) {
        size_t middle = (low + high) / 2;
        if (ranks->values[middle] <= value)
            low = middle;
        else
            high = middle;
    }
    for (size_t i = low + 1; i <= ranks->count; i += i & -i)
        ranks->sums[i]++;
}

/* The value that has `below` of the values so far before it in their order. */
static uint64_t value_at(const struct ranks *ranks, size_t below)
{
    size_t at = 0;
    for (size_t step = ranks->highest; step > 0; step /= 2) {
        if (at + step <= ranks->count && ranks->sums[at + step] <= below) {
            at += step;
            below -= ranks->sums[at];
        }
    }
    return ranks->values[at];
}

/* Quartile 1 or 3 of the `count` values so far, times four: exact. */
static uint64_t quartile_of(const struct ranks *ranks, size_t count, unsigned number)
{
    size_t quarters = (count - 1) * number, index = quarters / 4, part = quarters % 4;
    uint64_t low = value_at(ranks, index), high = part > 0 ? value_at(ranks, index + 1) : low;
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

void threshold_follow(const uint64_t *values, size_t count, const struct threshold_rule *rule,
                      struct threshold *thresholds)
{
    if (count == 0)
        return;
    struct ranks ranks = ranks_of(values, count);
    struct weighted mean = {0};
    for (size_t i = 0; i < count; i++) {
        uint64_t value = capped(values[i]);
        add_weighted(&mean, value, rule->span);
        add_rank(&ranks, value);
        uint64_t q1 = quartile_of(&ranks, i + 1, 1), q3 = quartile_of(&ranks, i + 1, 3);
        thresholds[i] = (struct threshold){.mean = weighted_mean(&mean),
                                           .q1 = (int64_t)q1 * (THRESHOLD_ONE / 4),
                                           .q3 = (int64_t)q3 * (THRESHOLD_ONE / 4)};
        thresholds[i].limit = limit_of(thresholds[i].mean, q3 - q1, rule->factor);
    }
    free(ranks.values);
    free(ranks.sums);
}
