#include "time/spikes.h"

#include "base/memory_or_die.h"

#include <stdlib.h>

void spikes_forget(struct spikes *spikes)
{
    spikes->judged = false;
}

void spikes_free(struct spikes *spikes)
{
    free(spikes->thresholds);
    *spikes = (struct spikes){0};
}

/* What a row has to say here, and where it is among all. */
struct place_of_row {
    uint32_t subject;
    size_t index;
    bool operation, anew;
    uint64_t value;
};

static int by_subject(const void *a, const void *b)
{
    const struct place_of_row *x = a, *y = b;
    if (x->subject != y->subject)
        return x->subject < y->subject ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

/* A series: rows of one subject, since it was made or made anew. */
static void judge_series(struct spikes *spikes, const struct place_of_row *places, size_t count)
{
    uint64_t *values = new_items(count, sizeof *values);
    struct threshold *thresholds = new_items(count, sizeof *thresholds);
    size_t operations = 0, next = 0;
    for (size_t i = 0; i < count; i++) {
        if (places[i].operation)
            values[operations++] = places[i].value;
    }
    threshold_follow(values, operations, &spikes->rule, thresholds);
    for (size_t i = 0; i < count; i++) {
        if (places[i].operation)
            spikes->thresholds[places[i].index] = thresholds[next++];
    }
    free(values);
    free(thresholds);
}

static void judge_all(struct spikes *spikes, const struct timeline *timeline)
{
    size_t count = ledger_row_count(timeline);
    struct place_of_row *places = new_items(count + 1, sizeof *places);
    for (size_t i = 0; i < count; i++) {
        struct ledger_row row = ledger_row(timeline, i);
        places[i] = (struct place_of_row){row.subject, i, row.operation, row.anew,
                                          ledger_value(&row, spikes->measure)};
    }
    qsort(places, count, sizeof *places, by_subject);
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && places[end].subject == places[first].subject; end++) {
            if (places[end].anew)
                break;
        }
        judge_series(spikes, places + first, end - first);
    }
    free(places);
}

void spikes_judge(struct spikes *spikes, const struct timeline *timeline)
{
    const struct ledger *ledger = &timeline->ledger;
    if (spikes->judged && spikes->version == ledger->version)
        return;
    size_t count = ledger_row_count(timeline);
    if (count > spikes->capacity) {
        spikes->capacity = count + count / 2;
        free(spikes->thresholds);
        spikes->thresholds = new_items(spikes->capacity, sizeof *spikes->thresholds);
    }
    spikes->judged = true;
    spikes->version = ledger->version;
    spikes->count = count;
    if (spikes->rule.on)
        judge_all(spikes, timeline);
}

const struct threshold *spikes_threshold(const struct spikes *spikes, const struct timeline *timeline,
                                         size_t index)
{
    const struct ledger *ledger = &timeline->ledger;
    bool judged = spikes != NULL && spikes->judged && spikes->rule.on && spikes->version == ledger->version &&
                  index < spikes->count && ledger_row(timeline, index).operation;
    return judged ? &spikes->thresholds[index] : NULL;
}

bool spikes_stands_out(const struct spikes *spikes, const struct timeline *timeline, size_t index)
{
    const struct threshold *threshold = spikes_threshold(spikes, timeline, index);
    if (threshold == NULL)
        return false;
    struct ledger_row row = ledger_row(timeline, index);
    return threshold_exceeded(ledger_value(&row, spikes->measure), threshold);
}
