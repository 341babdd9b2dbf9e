#ifndef MODEL_RACE_SEARCH_H
#define MODEL_RACE_SEARCH_H
/*
 * The graph of states that the explorer visits, for its files.
 *
 * Knows: stores of states and histories. Must not know: what is reported.
 */
#include "model/race/explore.h"
#include "model/race/store.h"

/* A node: a state and a history, in parts that are kept once each. */
struct search_key {
    uint32_t cells, history, goroutine[RACE_GOROUTINES];
};

struct search_node {
    uint32_t parent; /* by which it was reached first, with as few steps as can be; itself: the beginning */
    uint16_t depth;
    uint8_t by;                   /* whose step led from there to it */
    uint8_t sleep;                /* goroutines, as bits, whose step from here is tried elsewhere */
    uint32_t to[RACE_GOROUTINES]; /* the node behind each one's step; STORE_NONE: it can't step, or sleeps */
};

struct search {
    const struct race_setup *setup;
    const struct race_limits *limits;
    const struct race_watch *watch;
    struct race_report *report;
    struct store cells, goroutines, histories, keys;
    uint32_t *told; /* verdicts of each history */
    struct search_node *nodes;
    size_t told_capacity, node_capacity;
};

/* A state with its history, whole. */
struct search_moment {
    struct race_state state;
    struct race_history history;
};

void search_open(struct search *search);
void search_free(struct search *search);

/* The moment in which it begins: behind limits.after. */
void search_begin(const struct search *search, struct search_moment *moment);

void search_read(const struct search *search, uint32_t node, struct search_moment *moment);

/* The node of a moment: a new one if there was none, or, if it is only to be found, STORE_NONE. */
uint32_t search_put(struct search *search, const struct search_moment *moment);
uint32_t search_find(struct search *search, const struct search_moment *moment);

/* What each goroutine would do; `able`: the bits of those that can. */
struct search_steps {
    struct search_moment behind[RACE_GOROUTINES];
    struct race_done done[RACE_GOROUTINES];
    unsigned able;
};

void search_steps(const struct search *search, const struct search_moment *moment,
                  struct search_steps *steps);

/* Takes note of verdicts that the schedule to this node has. */
void search_report(struct search *search, uint32_t node, uint32_t verdicts);

/* How many runs there are, with which verdicts, and the longest: after a complete search. False: the watch had enough, or a run goes in
   a circle. */
bool search_count(struct search *search);

/* Seeded runs to their end. */
void search_sample(struct search *search);

/* Asks the watch. */
static inline bool search_goes_on(const struct search *search)
{
    return search->watch == NULL || search->watch->go_on(search->watch->context, search->report);
}

#endif
