#include "base/workload.h"

#include "base/memory_or_die.h"
#include "base/random.h"

#include <assert.h>
#include <stdlib.h>

enum { HOT_OPERATIONS = 90 /* of 100 */, HOT_PART = 10 /* a key in so many is hot */ };

const char *const workload_key_names[] = {"uniform", "zipf", "sequential", "hot", NULL};

void workload_begin(struct workload *workload, const struct workload_plan *plan)
{
    assert(plan->space >= 1 && plan->space <= WORKLOAD_MOST_SPACE);
    assert(plan->shares[WORKLOAD_READ] + plan->shares[WORKLOAD_WRITE] + plan->shares[WORKLOAD_DELETE] ==
           WORKLOAD_ALL);
    *workload = (struct workload){.plan = *plan, .state = plan->seed};
    if (plan->keys != WORKLOAD_ZIPF)
        return;
    uint64_t sum = 0;
    workload->sums = new_items((size_t)plan->space, sizeof *workload->sums);
    for (uint64_t i = 0; i < plan->space; i++) {
        sum += ((uint64_t)1 << 32) / (i + 1);
        workload->sums[i] = sum;
    }
}

void workload_free(struct workload *workload)
{
    free(workload->sums);
    *workload = (struct workload){0};
}

/* The first key whose sum is larger than what was drawn. */
static uint64_t draw_zipf(struct workload *workload)
{
    uint64_t low = 0, high = workload->plan.space - 1;
    uint64_t drawn = random_below(&workload->state, workload->sums[high]);
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (workload->sums[middle] > drawn)
            high = middle;
        else
            low = middle + 1;
    }
    return low + 1;
}

static uint64_t draw_hot(struct workload *workload)
{
    uint64_t space = workload->plan.space, hot = space < HOT_PART ? 1 : space / HOT_PART;
    bool of_hot = random_below(&workload->state, WORKLOAD_ALL) < HOT_OPERATIONS || hot == space;
    return of_hot ? 1 + random_below(&workload->state, hot)
                  : 1 + hot + random_below(&workload->state, space - hot);
}

static uint64_t draw_key(struct workload *workload)
{
    switch (workload->plan.keys) {
    case WORKLOAD_ZIPF:
        return draw_zipf(workload);
    case WORKLOAD_SEQUENTIAL:
        return 1 + workload->steps % workload->plan.space;
    case WORKLOAD_HOT:
        return draw_hot(workload);
    default:
        return 1 + random_below(&workload->state, workload->plan.space);
    }
}

struct workload_step workload_next(struct workload *workload)
{
    const uint64_t *shares = workload->plan.shares;
    uint64_t drawn = random_below(&workload->state, WORKLOAD_ALL);
    struct workload_step step = {.operation = drawn < shares[WORKLOAD_READ] ? WORKLOAD_READ
                                              : drawn < shares[WORKLOAD_READ] + shares[WORKLOAD_WRITE]
                                                  ? WORKLOAD_WRITE
                                                  : WORKLOAD_DELETE};
    step.key = draw_key(workload);
    step.number = ++workload->steps;
    return step;
}
