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
        if (from->cells != NULL) {
            to->cells = new_items(from->count, from->shape->size);
            memcpy(to->cells, from->cells, from->count * from->shape->size);
        }
    }
    return copy;
}

static inline void memory_copy_free(struct memory_copy *copy)
{
    for (size_t i = 0; i < copy->count; i++) {
        free(copy->regions[i].cells);
    }
    free(copy->regions);
    *copy = (struct memory_copy){0};
}

static inline bool memory_copy_differs(struct text *where, size_t region, const char *what, size_t index)
{
    text_format(where, "region %zu: %s %zu differs", region, what, index);
    return false;
}

static inline bool memory_copy_is_zero(const struct region *region, size_t item)
{
    for (size_t i = 0; i < region->shape->size; i++) {
        if (region->cells[item * region->shape->size + i] != 0)
            return false;
    }
    return true;
}

static inline bool memory_copy_has_item(const struct region *was, const struct region *is, size_t item)
{
    size_t size = was->shape->size;
    if (item >= was->count)
        return memory_copy_is_zero(is, item);
    if (item >= is->count)
        return memory_copy_is_zero(was, item);
    return memcmp(was->cells + item * size, is->cells + item * size, size) == 0;
}

/*
 * True if the memory is as it was when the copy was taken, what follows from the cells too; else `where` says
 * what differs first. What lies behind the end of a region that grows counts as zeros. Storage that was
 * released since (memory_release) is not compared.
 */
static inline bool memory_copy_equals(const struct memory_copy *copy, const struct memory *memory,
                                      struct text *where)
{
    if (copy->count != memory->region_count)
        return memory_copy_differs(where, copy->count, "number of regions, now", memory->region_count);
    for (size_t i = 0; i < copy->count; i++) {
        const struct region *was = &copy->regions[i], *is = &memory->regions[i];
        if (was->kind != is->kind || was->live != is->live || was->owner != is->owner ||
            was->freed != is->freed || was->tag != is->tag || was->within != is->within)
            return memory_copy_differs(where, i, "kind, life, tag or owner", 0);
        if (is->cells == NULL && !is->live)
            continue;
        if (was->count != is->count && !was->shape->grows)
            return memory_copy_differs(where, i, "number of items, now", is->count);
        for (size_t item = 0; item < was->count || item < is->count; item++) {
            if (!memory_copy_has_item(was, is, item))
                return memory_copy_differs(where, i, was->shape->name, item);
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
