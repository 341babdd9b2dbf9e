/* Facts of the ledger: of the command done last, and of all operations of whom is asked up to the moment. */
#include "scene/fact.h"

#include <string.h>

/* How many of the ledger's rows are done at the moment: one under way does not count yet. */
static size_t rows_done(const struct timeline *timeline)
{
    size_t end = ledger_rows_before(timeline, timeline->cursor);
    return end > 0 && ledger_row_end(timeline, end - 1) > timeline->cursor ? end - 1 : end;
}

static uint64_t count_spikes(const struct asked *asked, size_t end)
{
    uint64_t count = 0;
    spikes_judge(asked->spikes, asked->timeline);
    for (size_t i = ledger_since(asked->timeline, asked->home, end); i < end; i++)
        count += ledger_row(asked->timeline, i).subject == asked->home &&
                 spikes_stands_out(asked->spikes, asked->timeline, i);
    return count;
}

bool fact_answer_cost(const struct asked *asked, const char *name, struct fact_value *value)
{
    static const char *const names[] = {"allocated", "cleared", "copied", "highest", "operations",
                                        "worst",     "median",  "p99",    "peak",    "spikes"};
    enum { ALLOCATED, CLEARED, COPIED, HIGHEST, OPERATIONS, WORST, MEDIAN, P99, PEAK, SPIKES, NAMES };
    const struct timeline *timeline = asked->timeline;
    const struct mark *mark = timeline_last_mark(timeline);
    size_t end = rows_done(timeline), which = 0;
    while (which < NAMES && strcmp(names[which], name) != 0)
        which++;
    if (which == NAMES || asked->spikes == NULL)
        return false;
    size_t since = ledger_since(timeline, asked->home, end);
    size_t first = which > HIGHEST ? since : mark != NULL ? ledger_rows_before(timeline, mark->begin) : end;
    struct ledger_sum sum = ledger_sum(timeline, asked->home, first < end ? first : end, end);
    enum ledger_measure measure = asked->spikes->measure;
    struct ledger_heights heights = {0};
    if (which == MEDIAN || which == P99) /* they take a sort */
        heights = ledger_heights(timeline, asked->home, since, end, measure);
    switch (which) {
    case ALLOCATED:
        return fact_value_number(value, sum.allocated);
    case CLEARED:
        return fact_value_number(value, sum.cleared);
    case COPIED:
        return fact_value_number(value, sum.copied);
    case OPERATIONS:
        return fact_value_number(value, sum.operations);
    case MEDIAN:
        return fact_value_number(value, heights.median);
    case P99:
        return fact_value_number(value, heights.p99);
    case PEAK:
        return fact_value_number(value, sum.peak);
    case SPIKES:
        return fact_value_number(value, count_spikes(asked, end));
    default:
        return fact_value_number(value, sum.worst[measure]);
    }
}
