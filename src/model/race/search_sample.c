/* Runs in which a seed decides who steps next, each to its end. */
#include "base/random.h"
#include "model/race/search.h"

#include <string.h>

struct run {
    uint8_t schedule[RACE_SCHEDULE];
    uint16_t length;
    uint32_t verdicts;
};

static void run_to_end(const struct search *search, uint64_t *seed, struct run *run)
{
    struct search_moment moment;
    struct search_steps steps;
    search_begin(search, &moment);
    run->length = search->limits->after_length;
    if (run->length > 0)
        memcpy(run->schedule, search->limits->after, run->length);
    for (; run->length < RACE_SCHEDULE; run->length++) {
        uint8_t able[RACE_GOROUTINES], count = 0;
        search_steps(search, &moment, &steps);
        for (unsigned g = 0; g < RACE_GOROUTINES; g++)
            if (steps.able >> g & 1)
                able[count++] = (uint8_t)g;
        if (count == 0)
            break;
        run->schedule[run->length] = able[random_below(seed, count)];
        moment = steps.behind[run->schedule[run->length]];
    }
    run->verdicts = race_verdicts(search->setup, &moment.state, &moment.history);
}

/* As far into the run as it takes until the verdict is there. */
static void take_note(const struct search *search, const struct run *run, unsigned verdict)
{
    struct race_found *found = &search->report->found[verdict];
    struct search_moment moment;
    uint16_t length = search->limits->after_length;
    search_begin(search, &moment);
    while (length < run->length &&
           !(race_verdicts(search->setup, &moment.state, &moment.history) & RACE_BIT(verdict))) {
        struct race_done done;
        race_step(search->setup, &moment.state, run->schedule[length], &done);
        race_history_note(search->setup, &moment.history, run->schedule[length], &done);
        length++;
    }
    if (found->found && found->length <= length)
        return;
    found->found = true;
    found->length = length;
    memcpy(found->schedule, run->schedule, length);
}

void search_sample(struct search *search)
{
    struct race_report *report = search->report;
    uint64_t seed = search->limits->seed;
    struct run run;
    while (report->samples < search->limits->samples && search_goes_on(search)) {
        run_to_end(search, &seed, &run);
        report->samples++;
        report->clean_samples += run.verdicts == 0;
        for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++) {
            struct race_found *found = &report->found[verdict];
            if (!(run.verdicts & RACE_BIT(verdict)))
                continue;
            if (found->samples++ == 0 || !found->shortest)
                take_note(search, &run, verdict);
        }
    }
}
