#include "time/threshold.h"

#include "base/memory_or_die.h"

#include <stdlib.h>
#include <string.h>

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

/* ---- quartiles: how many of the values so far are of each rank, as sums over powers of two (a Fenwick tree) */

static uint64_t capped(uint64_t value)
{
    return value < THRESHOLD_VALUE_MOST ? value : THRESHOLD_VALUE_MOST;
}

/* The first of the ranks whose value is not below `value`. */
static size_t find_rank(const struct threshold_ranks *ranks, uint64_t value)
{
    size_t low = 0, high = ranks->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (ranks->list[middle].value < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void sum_up(struct threshold_ranks *ranks)
{
    for (size_t i = 0; i < ranks->count; i++)
        ranks->list[i].sum = ranks->list[i].times;
    for (size_t i = 1; i <= ranks->count; i++) {
        size_t next = i + (i & -i);
        if (next <= ranks->count)
            ranks->list[next - 1].sum += ranks->list[i - 1].sum;
    }
}

/* A value that did not occur yet. That is seldom: costs are sums of small numbers, so there are few different ones. */
static void make_rank(struct threshold_ranks *ranks, size_t at, uint64_t value)
{
    ranks->list = room_for_one_more(ranks->list, ranks->count, &ranks->capacity, sizeof *ranks->list);
    memmove(ranks->list + at + 1, ranks->list + at, (ranks->count - at) * sizeof *ranks->list);
    ranks->list[at] = (struct threshold_rank){.value = value};
    ranks->count++;
    sum_up(ranks);
}

/* A value occurs once more, or once less. */
static void count_rank(struct threshold_ranks *ranks, uint64_t value, uint32_t more)
{
    size_t at = find_rank(ranks, value);
    if (at == ranks->count || ranks->list[at].value != value)
        make_rank(ranks, at, value);
    ranks->list[at].times += more;
    for (size_t i = at + 1; i <= ranks->count; i += i & -i)
        ranks->list[i - 1].sum += more;
}

/* The value that has `below` of the values so far before it in their order. */
static uint64_t value_at(const struct threshold_ranks *ranks, size_t below)
{
    size_t at = 0, step = 1;
    while (step * 2 <= ranks->count)
        step *= 2;
    for (; step > 0; step /= 2) {
        if (at + step <= ranks->count && ranks->list[at + step - 1].sum <= below) {
            at += step;
            below -= ranks->list[at - 1].sum;
        }
    }
    return ranks->list[at].value;
}

/* Quartile 1 or 3 of the `count` values so far, times four: exact. */
static uint64_t quartile_of(const struct threshold_ranks *ranks, size_t count, unsigned number)
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

struct threshold threshold_take(struct threshold_series *series, uint64_t value,
                                const struct threshold_rule *rule)
{
    value = capped(value);
    add_weighted(&series->mean, value, rule->span);
    count_rank(&series->ranks, value, 1);
    series->count++;
    uint64_t q1 = quartile_of(&series->ranks, series->count, 1),
             q3 = quartile_of(&series->ranks, series->count, 3);
    struct threshold threshold = {.mean = weighted_mean(&series->mean),
                                  .q1 = (int64_t)q1 * (THRESHOLD_ONE / 4),
                                  .q3 = (int64_t)q3 * (THRESHOLD_ONE / 4)};
    threshold.limit = limit_of(threshold.mean, q3 - q1, rule->factor);
    return threshold;
}

void threshold_take_back(struct threshold_series *series, uint64_t value)
{
    count_rank(&series->ranks, capped(value), UINT32_MAX); /* one less */
    series->count--;
}

void threshold_take_mean(struct threshold_mean *mean, uint64_t value, const struct threshold_rule *rule)
{
    add_weighted(mean, capped(value), rule->span);
}

void threshold_series_free(struct threshold_series *series)
{
    free(series->ranks.list);
    *series = (struct threshold_series){0};
}
