/* Rows taken together: sums, the worst, percentiles. */
#include "base/memory_or_die.h"
#include "base/number.h"
#include "time/timeline.h"

#include <stdlib.h>

static void add_row(struct ledger_sum *sum, const struct ledger_row *row, size_t index)
{
    sum->rows++;
    sum->probes += row->probes;
    sum->moves += row->moves;
    sum->buckets += row->buckets;
    sum->allocations += row->allocations;
    sum->allocated += row->allocated;
    sum->cleared += row->cleared;
    sum->copied += row->copied;
    sum->held = row->held;
    sum->peak = row->peak > sum->peak ? row->peak : sum->peak;
    if (!row->operation)
        return;
    for (int measure = 0; measure < LEDGER_MEASURES; measure++) {
        uint64_t value = ledger_value(row, (enum ledger_measure)measure);
        sum->values[measure] += value;
        if (sum->operations == 0 || value > sum->worst[measure]) {
            sum->worst[measure] = value;
            sum->worst_at[measure] = index;
        }
    }
    sum->operations++;
}

struct ledger_sum ledger_sum(const struct timeline *timeline, uint32_t subject, size_t first, size_t end)
{
    struct ledger_sum sum = {0};
    for (int measure = 0; measure < LEDGER_MEASURES; measure++)
        sum.worst_at[measure] = end;
    for (size_t i = first; i < end; i++) {
        const struct ledger_row row = ledger_row(timeline, i);
        if (subject == 0 || row.subject == subject)
            add_row(&sum, &row, i);
    }
    return sum;
}

uint64_t *ledger_series(const struct timeline *timeline, uint32_t subject, size_t first, size_t end,
                        enum ledger_measure measure, size_t *count)
{
    uint64_t *values = new_items(end - first + 1, sizeof *values);
    *count = 0;
    for (size_t i = first; i < end; i++) {
        const struct ledger_row row = ledger_row(timeline, i);
        if (row.operation && (subject == 0 || row.subject == subject))
            values[(*count)++] = ledger_value(&row, measure);
    }
    return values;
}

static size_t rank_of(size_t count, int percent)
{
    uint64_t rank = ((uint64_t)count * (uint64_t)percent + 99) / 100;
    return (size_t)(rank > 0 ? rank - 1 : 0);
}

uint64_t ledger_percentile(const uint64_t *sorted, size_t count, int percent)
{
    return count == 0 ? 0 : sorted[rank_of(count, percent)];
}

static struct ledger_heights heights_of(const struct ranks *ranks)
{
    size_t count = ranks->all;
    if (count == 0)
        return (struct ledger_heights){0};
    return (struct ledger_heights){.count = count,
                                   .median = ranks_at(ranks, rank_of(count, 50)),
                                   .p90 = ranks_at(ranks, rank_of(count, 90)),
                                   .p99 = ranks_at(ranks, rank_of(count, 99))};
}

struct ledger_heights ledger_heights(const struct timeline *timeline, uint32_t subject, size_t first,
                                     size_t end, enum ledger_measure measure)
{
    struct ranks ranks = {0};
    for (size_t i = first; i < end; i++) {
        const struct ledger_row row = ledger_row(timeline, i);
        if (row.operation && (subject == 0 || row.subject == subject))
            ranks_add(&ranks, ledger_value(&row, measure));
    }
    struct ledger_heights heights = heights_of(&ranks);
    ranks_free(&ranks);
    return heights;
}

void ledger_account_add(struct ledger_account *account, const struct ledger_row *row, size_t index)
{
    add_row(&account->sum, row, index);
    account->made += row->operation ? 0 : row->allocated;
    for (int measure = 0; row->operation && measure < LEDGER_MEASURES; measure++)
        ranks_add(&account->heights[measure], ledger_value(row, (enum ledger_measure)measure));
}

struct ledger_heights ledger_account_heights(const struct ledger_account *account,
                                             enum ledger_measure measure)
{
    return heights_of(&account->heights[measure]);
}

void ledger_account_free(struct ledger_account *account)
{
    for (int measure = 0; measure < LEDGER_MEASURES; measure++)
        ranks_free(&account->heights[measure]);
}
