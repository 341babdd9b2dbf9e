#include "time/spikes.h"

#include "base/memory_or_die.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_PER_MEAN = 1024 /* of a series, from one mean that is kept to the next */ };

/* Only the first `count` series stay. */
static void cut_series(struct spikes *spikes, size_t count)
{
    for (size_t i = 0; i < spikes->subject_count; i++) {
        uint32_t *series = &spikes->subjects[i].series;
        while (*series != SPIKE_NONE && *series >= count)
            *series = spikes->series[*series].before;
    }
    while (spikes->series_count > count)
        threshold_series_free(&spikes->series[--spikes->series_count].series);
}

void spikes_forget(struct spikes *spikes)
{
    cut_series(spikes, 0);
    spikes->count = spikes->subject_count = spikes->settled = spikes->mean_count = 0;
}

void spikes_free(struct spikes *spikes)
{
    cut_series(spikes, 0);
    free(spikes->series);
    free(spikes->subjects);
    free(spikes->rows);
    free(spikes->means);
    *spikes = (struct spikes){0};
}

/* ---- forwards */

/* That of a subject as it is now; a new one if it has none, or is `anew`. */
static uint32_t series_of(struct spikes *spikes, uint32_t home, bool anew)
{
    struct spike_subject found = {home, SPIKE_NONE};
    size_t at = 0;
    while (at < spikes->subject_count && spikes->subjects[at].home != home)
        at++;
    if (at < spikes->subject_count)
        found = spikes->subjects[at];
    else
        spikes->subjects = room_for_one_more(spikes->subjects, spikes->subject_count++,
                                             &spikes->subject_capacity, sizeof *spikes->subjects);
    if (found.series == SPIKE_NONE || anew) {
        spikes->series = room_for_one_more(spikes->series, spikes->series_count, &spikes->series_capacity,
                                           sizeof *spikes->series);
        spikes->series[spikes->series_count] =
            (struct spike_series){.first = spikes->count, .before = found.series};
        found.series = (uint32_t)spikes->series_count++;
    }
    memmove(spikes->subjects + 1, spikes->subjects, at * sizeof found);
    spikes->subjects[0] = found;
    return found.series;
}

static void keep_mean(struct spikes *spikes, uint32_t series)
{
    spikes->means =
        room_for_one_more(spikes->means, spikes->mean_count, &spikes->mean_capacity, sizeof *spikes->means);
    spikes->means[spikes->mean_count++] =
        (struct spike_mean){spikes->count, series, spikes->series[series].series.mean};
}

static void judge_row(struct spikes *spikes, const struct ledger_row *row)
{
    struct spike_row judged = {.series = SPIKE_NONE};
    uint32_t number = series_of(spikes, row->subject, row->anew);
    if (row->operation) {
        struct threshold_series *series = &spikes->series[number].series;
        if (series->ranks.all % ROWS_PER_MEAN == ROWS_PER_MEAN - 1)
            keep_mean(spikes, number);
        judged.series = number;
        judged.value = ledger_value(row, spikes->measure);
        judged.limit = threshold_take(series, judged.value, &spikes->rule).limit;
    }
    spikes->rows = room_for_one_more(spikes->rows, spikes->count, &spikes->capacity, sizeof *spikes->rows);
    spikes->rows[spikes->count++] = judged;
}

/* ---- backwards */

/* The mean of a series over its rows before row `end`. */
static void find_mean(struct spikes *spikes, uint32_t series, size_t end)
{
    size_t from = spikes->series[series].first;
    struct threshold_mean mean = {0};
    for (size_t i = spikes->mean_count; i-- > 0;) {
        if (spikes->means[i].series != series)
            continue;
        from = spikes->means[i].row;
        mean = spikes->means[i].mean;
        break;
    }
    for (size_t i = from; i < end; i++) {
        if (spikes->rows[i].series == series)
            threshold_take_mean(&mean, spikes->rows[i].value, &spikes->rule);
    }
    spikes->series[series].series.mean = mean;
}

/* Only the first `count` rows are judged. */
static void cut(struct spikes *spikes, size_t count)
{
    size_t end = spikes->count;
    if (count >= end)
        return;
    spikes->count = count;
    size_t left = spikes->series_count;
    while (left > 0 && spikes->series[left - 1].first >= count)
        left--;
    cut_series(spikes, left);
    while (spikes->mean_count > 0 && spikes->means[spikes->mean_count - 1].row >= count)
        spikes->mean_count--;
    bool *touched = new_items(left, sizeof *touched);
    for (size_t i = end; i-- > count;) {
        const struct spike_row *row = &spikes->rows[i];
        if (row->series >= left)
            continue;
        touched[row->series] = true;
        threshold_take_back(&spikes->series[row->series].series, row->value);
    }
    for (size_t i = 0; i < left; i++) {
        if (touched[i])
            find_mean(spikes, (uint32_t)i, count);
    }
    free(touched);
}

/* ---- both */

bool spikes_judge_some(struct spikes *spikes, const struct timeline *timeline, size_t rows)
{
    const struct ledger *ledger = &timeline->ledger;
    if (!spikes->rule.on)
        return true;
    if (spikes->version != ledger->version) {
        size_t unchanged = ledger_unchanged_since(ledger, spikes->version);
        cut(spikes, unchanged < spikes->settled ? unchanged : spikes->settled);
        spikes->version = ledger->version;
    }
    size_t count = ledger_row_count(timeline), settled = ledger_rows_settled(timeline);
    for (; spikes->count < count && rows > 0; rows--) {
        const struct ledger_row row = ledger_row(timeline, spikes->count);
        judge_row(spikes, &row);
    }
    spikes->settled = spikes->count < settled ? spikes->count : settled;
    return spikes->count == count;
}

void spikes_judge(struct spikes *spikes, const struct timeline *timeline)
{
    spikes_judge_some(spikes, timeline, SIZE_MAX);
}

bool spikes_limit(const struct spikes *spikes, const struct timeline *timeline, size_t index, int64_t *limit)
{
    bool judged = spikes != NULL && spikes->rule.on && spikes->version == timeline->ledger.version &&
                  index < spikes->count && spikes->rows[index].series != SPIKE_NONE;
    if (judged)
        *limit = spikes->rows[index].limit;
    return judged;
}

bool spikes_stands_out(const struct spikes *spikes, const struct timeline *timeline, size_t index)
{
    int64_t limit;
    return spikes_limit(spikes, timeline, index, &limit) &&
           threshold_exceeded(spikes->rows[index].value, &(struct threshold){.limit = limit});
}
