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

/* A row of the ledger, and whose it is. */
struct place_of_row {
    uint32_t subject;
    size_t index;
};

static int by_subject(const void *a, const void *b)
{
    const struct place_of_row *x = a, *y = b;
    if (x->subject != y->subject)
        return x->subject < y->subject ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

/* A series: rows of one subject, since it was made or made anew. */
static void judge_series(struct spikes *spikes, const struct ledger *ledger,
                         const struct place_of_row *places, size_t count)
{
    uint64_t *values = new_items(count, sizeof *values);
    struct threshold *thresholds = new_items(count, sizeof *thresholds);
    size_t operations = 0, next = 0;
    for (size_t i = 0; i < count; i++) {
        const struct ledger_row *row = &ledger->rows[places[i].index];
        if (row->operation)
            values[operations++] = ledger_value(row, spikes->measure);
    }
    threshold_follow(values, operations, &spikes->rule, thresholds);
    for (size_t i = 0; i < count; i++) {
        if (ledger->rows[places[i].index].operation)
            spikes->thresholds[places[i].index] = thresholds[next++];
    }
    free(values);
    free(thresholds);
}

static void judge_all(struct spikes *spikes, const struct ledger *ledger)
{
    struct place_of_row *places = new_items(ledger->count + 1, sizeof *places);
    for (size_t i = 0; i < ledger->count; i++)
        places[i] = (struct place_of_row){ledger->rows[i].subject, i};
    qsort(places, ledger->count, sizeof *places, by_subject);
    for (size_t first = 0, end; first < ledger->count; first = end) {
        for (end = first + 1; end < ledger->count && places[end].subject == places[first].subject; end++) {
            if (ledger->rows[places[end].index].anew)
                break;
        }
        judge_series(spikes, ledger, places + first, end - first);
    }
    free(places);
}

void spikes_judge(struct spikes *spikes, const struct timeline *timeline)
{
    const struct ledger *ledger = &timeline->ledger;
    if (spikes->judged && spikes->version == ledger->version)
        return;
    if (ledger->count > spikes->capacity) {
        spikes->capacity = ledger->count + ledger->count / 2;
        free(spikes->thresholds);
        spikes->thresholds = new_items(spikes->capacity, sizeof *spikes->thresholds);
    }
    spikes->judged = true;
    spikes->version = ledger->version;
    spikes->count = ledger->count;
    if (spikes->rule.on)
        judge_all(spikes, ledger);
}

const struct threshold *spikes_threshold(const struct spikes *spikes, const struct timeline *timeline,
                                         size_t index)
{
    const struct ledger *ledger = &timeline->ledger;
    bool judged = spikes != NULL && spikes->judged && spikes->rule.on && spikes->version == ledger->version &&
                  index < spikes->count && ledger->rows[index].operation;
    return judged ? &spikes->thresholds[index] : NULL;
}

bool spikes_stands_out(const struct spikes *spikes, const struct timeline *timeline, size_t index)
{
    const struct threshold *threshold = spikes_threshold(spikes, timeline, index);
    return threshold != NULL &&
           threshold_exceeded(ledger_value(&timeline->ledger.rows[index], spikes->measure), threshold);
}
