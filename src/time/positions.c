#include "time/positions.h"

#include "base/memory_or_die.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void positions_free(struct positions *list)
{
    free(list->offsets);
    free(list->stretches);
    *list = (struct positions){0};
}

void positions_add(struct positions *list, position at)
{
    const struct positions_stretch *last =
        list->stretch_count > 0 ? &list->stretches[list->stretch_count - 1] : NULL;
    assert(last == NULL || at >= last->begin + list->offsets[list->count - 1]);
    if (last == NULL || at - last->begin > UINT16_MAX) {
        list->stretches = room_for_one_more(list->stretches, list->stretch_count, &list->stretch_capacity,
                                            sizeof *list->stretches);
        last = &list->stretches[list->stretch_count++];
        list->stretches[list->stretch_count - 1] = (struct positions_stretch){at, list->count};
    }
    list->offsets = room_for_one_more(list->offsets, list->count, &list->capacity, sizeof *list->offsets);
    list->offsets[list->count++] = (uint16_t)(at - last->begin);
}

position positions_at(const struct positions *list, size_t index)
{
    assert(index < list->count);
    size_t low = 0, high = list->stretch_count;
    while (low + 1 < high) {
        size_t middle = (low + high) / 2;
        if (list->stretches[middle].first <= index)
            low = middle;
        else
            high = middle;
    }
    return list->stretches[low].begin + list->offsets[index];
}

size_t positions_before(const struct positions *list, position at)
{
    size_t low = 0, high = list->stretch_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (list->stretches[middle].begin < at)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return 0;
    /* The answer is within the last stretch that begins before it, or right behind. */
    position begin = list->stretches[low - 1].begin;
    size_t from = list->stretches[low - 1].first,
           end = low < list->stretch_count ? list->stretches[low].first : list->count;
    while (from < end) {
        size_t middle = from + (end - from) / 2;
        if (begin + list->offsets[middle] < at)
            from = middle + 1;
        else
            end = middle;
    }
    return from;
}

void positions_cut(struct positions *list, size_t count)
{
    assert(count <= list->count);
    list->count = count;
    while (list->stretch_count > 0 && list->stretches[list->stretch_count - 1].first >= count)
        list->stretch_count--;
}

void positions_forget(struct positions *list, position keep)
{
    size_t gone = positions_before(list, keep), whole = 0;
    list->count -= gone;
    if (gone == 0)
        return;
    memmove(list->offsets, list->offsets + gone, list->count * sizeof *list->offsets);
    while (whole + 1 < list->stretch_count && list->stretches[whole + 1].first <= gone)
        whole++;
    list->stretch_count = list->count > 0 ? list->stretch_count - whole : 0;
    memmove(list->stretches, list->stretches + whole, list->stretch_count * sizeof *list->stretches);
    /* A stretch of which only the end stays counts on from where it began. */
    for (size_t i = 0; i < list->stretch_count; i++)
        list->stretches[i].first = list->stretches[i].first > gone ? list->stretches[i].first - gone : 0;
}

size_t positions_bytes(const struct positions *list)
{
    return list->count * sizeof *list->offsets + list->stretch_count * sizeof *list->stretches;
}
