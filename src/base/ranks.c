#include "base/ranks.h"

#include "base/memory_or_die.h"

#include <stdlib.h>
#include <string.h>

/* The first of the ranks whose value is not below `value`. */
static size_t find_rank(const struct ranks *ranks, uint64_t value)
{
    size_t low = 0, high = ranks->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (ranks->list[middle].value < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void sum_up(struct ranks *ranks)
{
    for (size_t i = 0; i < ranks->count; i++)
        ranks->list[i].sum = ranks->list[i].times;
    for (size_t i = 1; i <= ranks->count; i++) {
        size_t next = i + (i & -i);
        if (next <= ranks->count)
            ranks->list[next - 1].sum += ranks->list[i - 1].sum;
    }
}

/* A value that is not there yet. */
static void make_rank(struct ranks *ranks, size_t at, uint64_t value)
{
    ranks->list = room_for_one_more(ranks->list, ranks->count, &ranks->capacity, sizeof *ranks->list);
    memmove(ranks->list + at + 1, ranks->list + at, (ranks->count - at) * sizeof *ranks->list);
    ranks->list[at] = (struct rank){.value = value};
    ranks->count++;
    sum_up(ranks);
}

/* A value is there so many times more; UINT32_MAX: once less. */
static void count(struct ranks *ranks, uint64_t value, uint32_t more)
{
    size_t at = find_rank(ranks, value);
    if (at == ranks->count || ranks->list[at].value != value)
        make_rank(ranks, at, value);
    ranks->list[at].times += more;
    for (size_t i = at + 1; i <= ranks->count; i += i & -i)
        ranks->list[i - 1].sum += more;
}

void ranks_add(struct ranks *ranks, uint64_t value)
{
    count(ranks, value, 1);
    ranks->all++;
}

void ranks_take(struct ranks *ranks, uint64_t value)
{
    count(ranks, value, UINT32_MAX);
    ranks->all--;
}

uint64_t ranks_at(const struct ranks *ranks, size_t below)
{
    size_t at = 0, step = 1;
    while (step * 2 <= ranks->count)
        step *= 2;
    for (; step > 0; step /= 2) {
        if (at + step <= ranks->count && ranks->list[at + step - 1].sum <= below) {
            at += step;
            below -= ranks->list[at - 1].sum;
        }
    }
    return ranks->list[at].value;
}

void ranks_free(struct ranks *ranks)
{
    free(ranks->list);
    *ranks = (struct ranks){0};
}
