#include "trace/classic/watch.h"

#include "base/memory_or_die.h"

#include <stdlib.h>

static void add_effect(struct watch *watch, enum trace_effect_kind kind, uint32_t number)
{
    watch->effects = room_for_one_more(watch->effects, watch->effect_count, &watch->effect_capacity,
                                       sizeof *watch->effects);
    watch->effects[watch->effect_count++] = (struct trace_effect){kind, number};
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = ((const struct trace_effect *)a)->number, y = ((const struct trace_effect *)b)->number;
    return (x > y) - (x < y);
}

/* Traces list what happened by kind, not by time. Overflow buckets of an array that another growth made
   old are not told: the count is that of the present array. */
static void close_part(struct watch *watch, bool last)
{
    size_t evacuations = watch->effect_count - watch->part_begin;
    if (evacuations > 1)
        qsort(watch->effects + watch->part_begin, evacuations, sizeof *watch->effects, by_number);
    if (last && watch->overflows > 0)
        add_effect(watch, TRACE_OVERFLOW, watch->overflows);
    if (watch->done)
        add_effect(watch, TRACE_DONE, 0);
    watch->part_begin = watch->effect_count;
    watch->overflows = 0;
    watch->done = false;
}

static void take_growth(struct watch *watch, const struct event *event)
{
    close_part(watch, false);
    add_effect(watch, event->before == event->after ? TRACE_SAME : TRACE_GROW, 0);
    watch->part_begin = watch->effect_count;
}

static void take_register(struct watch *watch, const struct event *event)
{
    watch->draws += event->index == REGISTER_DRAWS ? event->after - event->before : 0;
    watch->state_changed |= event->index <= REGISTER_NEXT_OVERFLOW;
    watch->links_changed |= event->index == REGISTER_BUCKETS || event->index == REGISTER_OLDBUCKETS;
    /* A map that was made without an array gets its first bucket with the first assignment. */
    if (event->index == REGISTER_BUCKETS && event->before == 0 && !watch->making) {
        add_effect(watch, TRACE_ALLOC, 0);
        watch->part_begin = watch->effect_count;
    }
}

static void mark_cell(struct watch *watch, const struct event *event)
{
    if (watch->map->memory->regions[event->region].kind != CLASSIC_ARRAY)
        return;
    watch->marks =
        room_for_one_more(watch->marks, watch->mark_count, &watch->mark_capacity, sizeof *watch->marks);
    watch->marks[watch->mark_count++] = (struct mark){event_place(event), event->before};
}

static void take_link(struct watch *watch, const struct event *event)
{
    watch->links_changed = true;
    /* A pointer to the own array marks the end of the reserve and is no link. */
    if (event->after != 0 && event->after != REFERENCE(event->region, 0))
        watch->overflows++;
}

static void take_hash(struct watch *watch, const struct event *event)
{
    if (values_equals_itself(watch->map->values, (value_id)event->before))
        return;
    watch->nan_hashes = room_for_one_more(watch->nan_hashes, watch->nan_hash_count, &watch->nan_hash_capacity,
                                          sizeof *watch->nan_hashes);
    watch->nan_hashes[watch->nan_hash_count++] = event->after;
}

static void take_drop(struct watch *watch, const struct event *event)
{
    watch->dropped = room_for_one_more(watch->dropped, watch->dropped_count, &watch->dropped_capacity,
                                       sizeof *watch->dropped);
    watch->dropped[watch->dropped_count++] = event->region;
}

static void take(void *context, const struct event *event)
{
    struct watch *watch = context;
    watch->events++;
    switch (event->kind) {
    case CLASSIC_set:
        take_register(watch, event);
        break;
    case CLASSIC_tophash:
        watch->state_changed = true;
        mark_cell(watch, event);
        break;
    case CLASSIC_key:
    case CLASSIC_elem:
        watch->state_changed = true;
        break;
    case CLASSIC_link:
        watch->state_changed = true;
        mark_cell(watch, event);
        take_link(watch, event);
        break;
    case CLASSIC_hash:
        take_hash(watch, event);
        break;
    case CLASSIC_grow:
        take_growth(watch, event);
        break;
    case CLASSIC_evacuated:
        add_effect(watch, TRACE_EVACUATED, event->index);
        break;
    case CLASSIC_grown:
        watch->done = true;
        break;
    case EVENT_alloc:
        if (shape_of((uint16_t)event->index)->counts)
            watch->buckets += event->after;
        break;
    case EVENT_drop:
        take_drop(watch, event);
        break;
    default:
        break;
    }
    if (watch->behind.take != NULL)
        watch->behind.take(watch->behind.context, event);
}

void watch_begin(struct watch *watch, struct classic *map)
{
    *watch = (struct watch){.map = map, .behind = map->memory->sink};
    map->memory->sink = (struct sink){take, watch};
}

void watch_end(struct watch *watch)
{
    watch->map->memory->sink = watch->behind;
    free(watch->effects);
    free(watch->nan_hashes);
    free(watch->marks);
    free(watch->dropped);
}

void watch_operation(struct watch *watch, bool making)
{
    watch->making = making;
    watch->state_changed = watch->links_changed = watch->done = false;
    watch->draws = 0;
    watch->effect_count = watch->nan_hash_count = watch->mark_count = watch->part_begin = 0;
    watch->overflows = 0;
}

void watch_operation_over(struct watch *watch)
{
    close_part(watch, true);
}

void watch_release(struct watch *watch)
{
    struct memory *memory = watch->map->memory;
    for (size_t i = 0; i < watch->dropped_count; i++) {
        const struct region *region = &memory->regions[watch->dropped[i]];
        if (region->shape->counts)
            watch->buckets -= region->count;
        memory_release(memory, watch->dropped[i]);
    }
    watch->dropped_count = 0;
}
