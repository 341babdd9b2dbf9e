#ifndef TEST_MEMORY_COPY_H
#define TEST_MEMORY_COPY_H
/*
 * A deep copy of a memory, to compare with later cell by cell; and a list that records events.
 *
 * Knows: struct memory from the inside, so that it finds what memory_read() would not show. For tests only.
 */
#include "base/memory_or_die.h"
#include "base/text.h"
#include "model/memory.h"

#include <stdlib.h>
#include <string.h>

struct memory_copy {
    struct region *regions;
    size_t count;
};

static inline struct memory_copy memory_copy_take(const struct memory *memory)
{
    struct memory_copy copy = {new_items(memory->region_count, sizeof(struct region)), memory->region_count};
    for (size_t i = 0; i < copy.count; i++) {
        const struct region *from = &memory->regions[i];
        struct region *to = &copy.regions[i];
        *to = *from;
        if (from->words != NULL) {
            to->words = new_items(from->count, sizeof *to->words);
            memcpy(to->words, from->words, from->count * sizeof *to->words);
        }
        if (from->buckets != NULL) {
            to->buckets = new_items(from->count, sizeof *to->buckets);
            memcpy(to->buckets, from->buckets, from->count * sizeof *to->buckets);
        }
    }
    return copy;
}

static inline void memory_copy_free(struct memory_copy *copy)
{
    for (size_t i = 0; i < copy->count; i++) {
        free(copy->regions[i].words);
        free(copy->regions[i].buckets);
    }
    free(copy->regions);
    *copy = (struct memory_copy){0};
}

static inline bool memory_copy_differs(struct text *where, size_t region, const char *what, size_t index)
{
    text_format(where, "region %zu: %s %zu differs", region, what, index);
    return false;
}

/*
 * True if the memory is as it was when the copy was taken; else `where` says what differs first. Words behind
 * the end of a region count as zeros. Storage that was released since (memory_release) is not compared.
 */
static inline bool memory_copy_equals(const struct memory_copy *copy, const struct memory *memory,
                                      struct text *where)
{
    if (copy->count != memory->region_count)
        return memory_copy_differs(where, copy->count, "number of regions, now", memory->region_count);
    for (size_t i = 0; i < copy->count; i++) {
        const struct region *was = &copy->regions[i], *is = &memory->regions[i];
        if (is->words == NULL && is->buckets == NULL && !is->live)
            continue;
        if (was->kind != is->kind || was->live != is->live)
            return memory_copy_differs(where, i, "kind or life", 0);
        size_t longest = was->count > is->count ? was->count : is->count;
        for (size_t word = 0; was->words != NULL && word < longest; word++) {
            uint64_t before = word < was->count ? was->words[word] : 0,
                     after = word < is->count ? is->words[word] : 0;
            if (before != after)
                return memory_copy_differs(where, i, "word", word);
        }
        if (was->buckets != NULL && was->count != is->count)
            return memory_copy_differs(where, i, "number of buckets, now", is->count);
        for (size_t bucket = 0; was->buckets != NULL && bucket < was->count; bucket++) {
            if (memcmp(&was->buckets[bucket], &is->buckets[bucket], sizeof(struct bucket)) != 0)
                return memory_copy_differs(where, i, "bucket", bucket);
        }
    }
    return true;
}

struct event_list {
    struct event *events;
    size_t count, capacity;
};

static inline void event_list_take(void *context, const struct event *event)
{
    struct event_list *list = context;
    list->events = room_for_one_more(list->events, list->count, &list->capacity, sizeof *list->events);
    list->events[list->count++] = *event;
}

static inline void event_list_free(struct event_list *list)
{
    free(list->events);
    *list = (struct event_list){0};
}

static inline void event_list_revert(const struct event_list *list, struct memory *memory, size_t from,
                                     size_t to)
{
    for (size_t i = from; i > to; i--)
        memory_revert(memory, &list->events[i - 1]);
}

static inline void event_list_apply(const struct event_list *list, struct memory *memory, size_t from,
                                    size_t to)
{
    for (size_t i = from; i < to; i++)
        memory_apply(memory, &list->events[i]);
}

#endif
