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

/* The subjects of all rows, each once: an array that the caller frees. */
static uint32_t *subjects_of(const struct ledger *ledger, size_t *count)
{
    uint32_t *subjects = NULL;
    size_t capacity = 0;
    *count = 0;
    for (size_t i = 0; i < ledger->count; i++) {
        size_t known = *count;
        while (known > 0 && subjects[known - 1] != ledger->rows[i].subject)
            known--;
        if (known > 0)
            continue;
        subjects = room_for_one_more(subjects, *count, &capacity, sizeof *subjects);
        subjects[(*count)++] = ledger->rows[i].subject;
    }
    return subjects;
}

static void judge_series(struct spikes *spikes, const struct timeline *timeline, uint32_t subject,
                         size_t first, size_t end)
{
    size_t count, next = 0;
    uint64_t *values = ledger_series(timeline, subject, first, end, spikes->measure, &count);
    struct threshold *thresholds = new_items(count + 1, sizeof *thresholds);
    threshold_follow(values, count, &spikes->rule, thresholds);
    for (size_t i = first; i < end; i++) {
        const struct ledger_row *row = &timeline->ledger.rows[i];
        if (row->operation && row->subject == subject)
            spikes->thresholds[i] = thresholds[next++];
    }
    free(values);
    free(thresholds);
}

/* The subjects of the rows are few, and each has many: one walk over all rows for each. One that was made anew has another series. */
static void judge_subject(struct spikes *spikes, const struct timeline *timeline, uint32_t subject)
{
    size_t end = timeline->ledger.count;
    while (end > 0) {
        size_t first = ledger_since(timeline, subject, end);
        judge_series(spikes, timeline, subject, first, end);
        end = first;
    }
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
    size_t count;
    uint32_t *subjects = subjects_of(ledger, &count);
    for (size_t i = 0; spikes->rule.on && i < count; i++)
        judge_subject(spikes, timeline, subjects[i]);
    free(subjects);
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
