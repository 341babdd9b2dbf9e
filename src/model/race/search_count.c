/* How many runs the graph of a complete search stands for, and the longest of them: ways through it, each node after all that lead to
   it. */
#include "base/memory_or_die.h"
#include "model/race/search.h"

#include <assert.h>
#include <stdlib.h>

enum { LOOK_IN = 2048 };

struct ways {
    struct many all;  /* to a node from the beginning */
    struct many left; /* those by steps that were tried */
    uint32_t longest; /* steps of the longest of all */
};

struct count {
    struct search *search;
    struct ways *ways;
    uint32_t *awaited; /* steps to a node of which the ways are not yet in it */
    uint32_t *ready;   /* nodes with none */
    uint32_t ready_count;
};

/* The steps that slept: they lead to nodes that are there. */
static void fill_in(struct search *search, uint32_t at)
{
    struct search_node *node = &search->nodes[at];
    struct search_moment moment;
    struct search_steps steps;
    if (node->sleep == 0)
        return;
    search_read(search, at, &moment);
    search_steps(search, &moment, &steps);
    for (unsigned g = 0; g < search->setup->goroutines; g++)
        if (node->sleep >> g & 1) {
            node->to[g] = search_find(search, &steps.behind[g]);
            assert(node->to[g] != STORE_NONE);
        }
}

static void end_of_runs(struct count *count, uint32_t at)
{
    struct search *search = count->search;
    struct race_report *report = search->report;
    const struct ways *ways = &count->ways[at];
    struct search_moment moment;
    uint32_t verdicts;
    search_read(search, at, &moment);
    verdicts = race_verdicts(search->setup, &moment.state, &moment.history);
    report->interleavings = many_plus(report->interleavings, ways->all);
    report->executions = many_plus(report->executions, ways->left);
    report->longest_run = ways->longest > report->longest_run ? ways->longest : report->longest_run;
    if (verdicts == 0) {
        report->clean = many_plus(report->clean, ways->all);
        report->clean_executions = many_plus(report->clean_executions, ways->left);
    }
    for (unsigned verdict = 0; verdict < RACE_VERDICTS; verdict++) {
        struct race_found *found = &report->found[verdict];
        if (!(verdicts & RACE_BIT(verdict)))
            continue;
        found->interleavings = many_plus(found->interleavings, ways->all);
        found->executions = many_plus(found->executions, ways->left);
    }
}

static void pass_on(struct count *count, uint32_t at)
{
    const struct search_node *node = &count->search->nodes[at];
    const struct ways *ways = &count->ways[at];
    bool goes_on = false;
    for (unsigned g = 0; g < RACE_GOROUTINES; g++) {
        uint32_t to = node->to[g];
        if (to == STORE_NONE)
            continue;
        goes_on = true;
        count->ways[to].all = many_plus(count->ways[to].all, ways->all);
        if (!(node->sleep >> g & 1))
            count->ways[to].left = many_plus(count->ways[to].left, ways->left);
        if (count->ways[to].longest < ways->longest + 1)
            count->ways[to].longest = ways->longest + 1;
        if (--count->awaited[to] == 0)
            count->ready[count->ready_count++] = to;
    }
    if (!goes_on)
        end_of_runs(count, at);
}

/* False: the watch had enough, or some run never ends. */
static bool walk(struct count *count)
{
    struct search *search = count->search;
    uint32_t nodes = search->keys.count;
    for (uint32_t at = 0; at < nodes; at++) {
        fill_in(search, at);
        for (unsigned g = 0; g < RACE_GOROUTINES; g++)
            if (search->nodes[at].to[g] != STORE_NONE)
                count->awaited[search->nodes[at].to[g]]++;
        if (at % LOOK_IN == LOOK_IN - 1 && !search_goes_on(search))
            return false;
    }
    if (count->awaited[0] != 0)
        return false;
    count->ways[0] = (struct ways){many_of(1), many_of(1), search->nodes[0].depth};
    count->ready[count->ready_count++] = 0;
    for (uint32_t next = 0; next < count->ready_count; next++) {
        pass_on(count, count->ready[next]);
        if (next % LOOK_IN == LOOK_IN - 1 && !search_goes_on(search))
            return false;
    }
    return count->ready_count == nodes;
}

bool search_count(struct search *search)
{
    uint32_t nodes = search->keys.count;
    struct count count = {.search = search,
                          .ways = new_items(nodes, sizeof *count.ways),
                          .awaited = new_items(nodes, sizeof *count.awaited),
                          .ready = new_items(nodes, sizeof *count.ready)};
    bool counted = walk(&count);
    free(count.ways);
    free(count.awaited);
    free(count.ready);
    return counted;
}
