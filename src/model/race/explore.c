/* The search itself: breadth first, one level of as many steps after another. */
#include "model/race/search.h"

#include <string.h>

enum { LOOK_IN = 2048 }; /* nodes between two questions to the watch */

/* The goroutines that sleep behind the step of `g`: those that slept, or were tried before it, and whose step it leaves
   alone. */
static uint8_t sleepers(const struct search *search, const struct search_steps *steps, uint8_t sleep,
                        unsigned g)
{
    uint8_t behind = 0;
    if (search->limits->plain)
        return 0;
    for (unsigned other = 0; other < search->setup->goroutines; other++) {
        bool tried = other < g && steps->able >> other & 1;
        if ((tried || sleep >> other & 1) && race_independent(&steps->done[g], &steps->done[other]))
            behind |= (uint8_t)(1u << other);
    }
    return behind;
}

/* The step of `g` leads to a node. What sleeps there is settled by the first who comes: docs/race.md says why that is
   enough. */
static void arrive(struct search *search, uint32_t from, unsigned g, const struct search_moment *moment,
                   uint8_t sleep)
{
    uint32_t known = search->keys.count, to = search_put(search, moment);
    struct search_node *node = &search->nodes[to];
    search->nodes[from].to[g] = to;
    if (to < known)
        return;
    *node = (struct search_node){from, search->nodes[from].depth + 1, (uint8_t)g, sleep, {0}};
    memset(node->to, 0xff, sizeof node->to);
    const struct search_key *key = store_item(&search->keys, to);
    search_report(search, to, search->told[key->history]);
}

static void end_of_run(struct search *search, uint32_t at, const struct search_moment *moment)
{
    struct race_report *report = search->report;
    uint32_t depth = search->nodes[at].depth;
    if (report->shortest_run == 0 || depth < report->shortest_run)
        report->shortest_run = depth;
    search_report(search, at, race_verdicts(search->setup, &moment->state, &moment->history));
}

static void expand(struct search *search, uint32_t at)
{
    struct search_moment moment;
    struct search_steps steps;
    uint8_t sleep = search->nodes[at].sleep;
    search_read(search, at, &moment);
    search_steps(search, &moment, &steps);
    if (steps.able == 0)
        end_of_run(search, at, &moment);
    for (unsigned g = 0; g < search->setup->goroutines; g++) {
        if (!(steps.able >> g & 1))
            continue;
        if (sleep >> g & 1) {
            search->report->pruned++;
            continue;
        }
        search->report->steps++;
        arrive(search, at, g, &steps.behind[g], sleepers(search, &steps, sleep, g));
    }
}

/* Beyond the bound of steps: is it one that ends just there? */
static bool ends_here(struct search *search, uint32_t at)
{
    struct search_moment moment;
    struct search_steps steps;
    search_read(search, at, &moment);
    search_steps(search, &moment, &steps);
    if (steps.able == 0)
        end_of_run(search, at, &moment);
    return steps.able == 0;
}

/* A limit as asked for, 0: the usual one; never more than there may be. */
static uint32_t bound(uint32_t asked, uint32_t usual, uint32_t most)
{
    asked = asked == 0 ? usual : asked;
    return asked < most ? asked : most;
}

static enum race_ending visit_all(struct search *search)
{
    uint32_t states = bound(search->limits->states, RACE_DEFAULT_STATES, RACE_MOST_STATES);
    uint32_t depth = bound(search->limits->depth, RACE_SCHEDULE, RACE_SCHEDULE);
    struct race_report *report = search->report;
    enum race_ending ending = RACE_COMPLETE;
    for (uint32_t at = 0; at < search->keys.count; at++) {
        uint32_t here = search->nodes[at].depth;
        report->states = search->keys.count;
        report->histories = search->histories.count;
        /* What is as deep as this node may not have been asked whether it is an end. */
        report->depth = here > 0 ? here - 1 : 0;
        if (at % LOOK_IN == LOOK_IN - 1 && !search_goes_on(search))
            return RACE_STOPPED;
        if (here >= depth) {
            if (!ends_here(search, at))
                ending = RACE_DEEP;
        } else if (report->states >= states) {
            return RACE_MANY_STATES;
        } else {
            expand(search, at);
        }
    }
    report->depth = ending == RACE_DEEP ? depth : search->nodes[search->keys.count - 1].depth;
    return ending;
}

static void begin(struct search *search)
{
    struct search_moment moment;
    search_begin(search, &moment);
    search_put(search, &moment);
    search->nodes[0] = (struct search_node){.depth = search->limits->after_length};
    memset(search->nodes[0].to, 0xff, sizeof search->nodes[0].to);
    search_report(search, 0, search->told[0]);
}

void race_explore(const struct race_setup *setup, const struct race_limits *limits,
                  const struct race_watch *watch, struct race_report *report)
{
    struct search search = {.setup = setup, .limits = limits, .watch = watch, .report = report};
    memset(report, 0, sizeof *report);
    search_open(&search);
    begin(&search);
    report->ending = visit_all(&search);
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++)
        report->found[verdict].shortest =
            report->found[verdict].found &&
            (report->ending == RACE_COMPLETE || report->found[verdict].length <= report->depth + 1);
    if (report->ending == RACE_COMPLETE)
        report->counted = search_count(&search);
    else if (report->ending != RACE_STOPPED)
        search_sample(&search);
    search_free(&search);
}
