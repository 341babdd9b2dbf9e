#include "time/timeline.h"

#include "base/memory_or_die.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static void take(void *context, const struct event *event)
{
    struct timeline *timeline = context;
    if (!timeline->recording)
        return;
    assert(timeline->cursor == timeline->end);
    size_t count = timeline->end - timeline->first;
    timeline->events = room_for_one_more(timeline->events, count, &timeline->event_capacity, sizeof *event);
    timeline->events[count] = *event;
    timeline->end++;
    timeline->cursor++;
}

void timeline_init(struct timeline *timeline, struct map *map)
{
    *timeline = (struct timeline){.map = map, .budget = TIMELINE_DEFAULT_BUDGET};
    map->memory.sink = (struct sink){take, timeline};
}

void timeline_free(struct timeline *timeline)
{
    for (size_t i = 0; i < timeline->mark_count; i++)
        free(timeline->marks[i].text);
    free(timeline->marks);
    free(timeline->events);
    timeline->map->memory.sink = (struct sink){0};
    *timeline = (struct timeline){0};
}

const struct event *timeline_event(const struct timeline *timeline, position at)
{
    assert(at >= timeline->first && at < timeline->end);
    return &timeline->events[at - timeline->first];
}

void timeline_seek(struct timeline *timeline, position to)
{
    if (to < timeline->first)
        to = timeline->first;
    if (to > timeline->end)
        to = timeline->end;
    struct memory *memory = &timeline->map->memory;
    while (timeline->cursor < to)
        memory_apply(memory, timeline_event(timeline, timeline->cursor++));
    while (timeline->cursor > to)
        memory_revert(memory, timeline_event(timeline, --timeline->cursor));
}

/* ---- commands */

/* Drops all events from the cursor on, and the marks that begin there. The command that the cursor stands
   inside of is cut short: what it did so far stays. */
static size_t drop_future(struct timeline *timeline)
{
    size_t dropped = 0;
    while (timeline->mark_count > 0 && timeline->marks[timeline->mark_count - 1].begin >= timeline->cursor) {
        free(timeline->marks[--timeline->mark_count].text);
        dropped++;
    }
    timeline->end = timeline->cursor;
    if (timeline->mark_count > 0 && timeline->marks[timeline->mark_count - 1].end > timeline->cursor)
        timeline->marks[timeline->mark_count - 1].end = timeline->cursor;
    return dropped;
}

size_t timeline_begin(struct timeline *timeline, const char *text)
{
    assert(!timeline->recording);
    /* A command never begins inside another: the map would be in the middle of an operation. */
    const struct mark *inside = timeline_mark_of(timeline, timeline->cursor);
    if (inside != NULL && inside->begin != timeline->cursor)
        timeline_seek(timeline, inside->end);
    size_t dropped = drop_future(timeline);
    timeline->marks = room_for_one_more(timeline->marks, timeline->mark_count, &timeline->mark_capacity,
                                        sizeof *timeline->marks);
    size_t length = strlen(text);
    char *copy = new_items(length + 1, 1);
    memcpy(copy, text, length);
    timeline->marks[timeline->mark_count++] =
        (struct mark){.begin = timeline->end, .end = timeline->end, .text = copy};
    timeline->recording = true;
    return dropped;
}

static struct cost count_cost(const struct timeline *timeline, const struct mark *mark)
{
    struct cost cost = {0};
    for (position at = mark->begin; at < mark->end; at++) {
        const struct event *event = timeline_event(timeline, at);
        cost.weight += (uint64_t)event_weight(event->kind);
        switch (event->kind) {
        case EVENT_probe:
        case EVENT_visit:
            cost.probes++;
            break;
        case EVENT_moved:
            cost.moves++;
            break;
        case EVENT_evacuated:
            cost.buckets++;
            break;
        case EVENT_alloc:
            cost.allocations += event->index != REGION_WORDS;
            break;
        default:
            cost.writes += event_class_of(event->kind) == EVENT_CLASS_WRITE;
            break;
        }
    }
    return cost;
}

size_t timeline_bytes(const struct timeline *timeline)
{
    return (size_t)(timeline->end - timeline->first) * sizeof(struct event);
}

/* How many regions there are at a moment: the next one allocated has that number. */
static uint32_t regions_at(const struct timeline *timeline, position at)
{
    for (; at < timeline->end; at++) {
        const struct event *event = timeline_event(timeline, at);
        if (event->kind == EVENT_alloc)
            return event->region;
    }
    return (uint32_t)timeline->map->memory.region_count;
}

/* Is a loop under way at this moment? It may walk an array that was dropped before. Iterators are regions of
 * words. */
static bool is_iterating_at(const struct timeline *timeline, position at)
{
    const struct memory *memory = &timeline->map->memory;
    uint32_t count = regions_at(timeline, at);
    for (uint32_t id = REGION_BOOK + 1; id < count; id++) {
        if (memory->regions[id].live && memory->regions[id].kind == REGION_WORDS && memory_holds(memory, id))
            return true;
    }
    for (; at < timeline->end; at++) {
        const struct event *event = timeline_event(timeline, at);
        if (event->kind == EVENT_drop && event->index == REGION_WORDS && event->region < count)
            return true;
    }
    return false;
}

/* Storage of regions whose drop is forgotten can never be needed again, unless an iterator still walks old
 * arrays. */
static void release_dropped(struct timeline *timeline, const struct mark *mark)
{
    for (position at = mark->begin; at < mark->end; at++) {
        const struct event *event = timeline_event(timeline, at);
        if (event->kind == EVENT_drop)
            memory_release(&timeline->map->memory, event->region);
    }
}

static void forget_oldest(struct timeline *timeline)
{
    size_t marks = 0;
    position keep = timeline->first;
    /* Forget down to half the budget at once, so that the list is seldom moved. The newest command always
     * stays. */
    while (marks + 1 < timeline->mark_count &&
           (size_t)(timeline->end - keep) * sizeof(struct event) > timeline->budget / 2)
        keep = timeline->marks[marks++].end;
    if (marks == 0)
        return;
    bool iterating = is_iterating_at(timeline, keep);
    for (size_t i = 0; i < marks; i++) {
        if (!iterating)
            release_dropped(timeline, &timeline->marks[i]);
        free(timeline->marks[i].text);
    }
    size_t count = (size_t)(timeline->end - keep);
    memmove(timeline->events, timeline->events + (keep - timeline->first), count * sizeof *timeline->events);
    memmove(timeline->marks, timeline->marks + marks,
            (timeline->mark_count - marks) * sizeof *timeline->marks);
    timeline->mark_count -= marks;
    timeline->forgotten += marks;
    timeline->first = keep;
    timeline->event_capacity = count + count / 2 + 8;
    timeline->events = resize_items(timeline->events, timeline->event_capacity, sizeof *timeline->events);
}

bool timeline_finish(struct timeline *timeline)
{
    assert(timeline->recording);
    timeline->recording = false;
    struct mark *mark = &timeline->marks[timeline->mark_count - 1];
    mark->end = timeline->end;
    if (mark->end == mark->begin) {
        free(mark->text);
        timeline->mark_count--;
        return false;
    }
    mark->cost = count_cost(timeline, mark);
    if (timeline_bytes(timeline) > timeline->budget)
        forget_oldest(timeline);
    return true;
}

void timeline_abandon(struct timeline *timeline)
{
    assert(timeline->recording);
    timeline->recording = false;
    struct mark *mark = &timeline->marks[--timeline->mark_count];
    timeline_seek(timeline, mark->begin);
    timeline->end = mark->begin;
    free(mark->text);
}

void timeline_set_budget(struct timeline *timeline, size_t bytes)
{
    timeline->budget = bytes < TIMELINE_LEAST_BUDGET ? TIMELINE_LEAST_BUDGET : bytes;
    if (timeline_bytes(timeline) > timeline->budget && timeline->cursor == timeline->end)
        forget_oldest(timeline);
}

/* ---- marks */

const struct mark *timeline_mark_of(const struct timeline *timeline, position at)
{
    size_t low = 0, high = timeline->mark_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct mark *mark = &timeline->marks[middle];
        if (at < mark->begin)
            high = middle;
        else if (at >= mark->end)
            low = middle + 1;
        else
            return mark;
    }
    return NULL;
}

size_t timeline_mark_number(const struct timeline *timeline, const struct mark *mark)
{
    return timeline->forgotten + (size_t)(mark - timeline->marks) + 1;
}

const struct mark *timeline_mark_by_number(const struct timeline *timeline, size_t number)
{
    if (number <= timeline->forgotten || number > timeline->forgotten + timeline->mark_count)
        return NULL;
    return &timeline->marks[number - timeline->forgotten - 1];
}

/* ---- steps */

/* Is the moment before event `at` a stop? */
static bool is_stop(const struct timeline *timeline, position at, enum grain grain)
{
    if (at == timeline->first || at == timeline->end)
        return true;
    const struct mark *mark = timeline_mark_of(timeline, at);
    if (mark != NULL && mark->begin == at)
        return true;
    return grain != GRAIN_COMMAND && event_grain(timeline_event(timeline, at - 1)->kind) >= grain;
}

position timeline_next_stop(const struct timeline *timeline, position from, enum grain grain)
{
    if (from >= timeline->end)
        return timeline->end;
    if (grain == GRAIN_COMMAND) {
        const struct mark *mark = timeline_mark_of(timeline, from);
        return mark != NULL ? mark->end : timeline->end;
    }
    do
        from++;
    while (!is_stop(timeline, from, grain));
    return from;
}

position timeline_previous_stop(const struct timeline *timeline, position from, enum grain grain)
{
    if (from <= timeline->first)
        return timeline->first;
    if (grain == GRAIN_COMMAND) {
        const struct mark *mark = timeline_mark_of(timeline, from - 1);
        return mark != NULL ? mark->begin : timeline->first;
    }
    do
        from--;
    while (!is_stop(timeline, from, grain));
    return from;
}

bool timeline_find(const struct timeline *timeline, position from, bool backwards, event_matcher matches,
                   void *context, position *found)
{
    for (position at = from; backwards ? at > timeline->first : at < timeline->end;
         at += backwards ? -1 : 1) {
        position event = backwards ? at - 1 : at;
        if (matches(context, timeline, event)) {
            *found = event;
            return true;
        }
    }
    return false;
}
