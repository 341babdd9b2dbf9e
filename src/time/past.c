/* What the timeline is asked about what happened: events and the lists of them, marks, whom an event is about, stops. It changes nothing. */
#include "time/timeline.h"

/* ---- events */

struct event timeline_event(const struct timeline *timeline, position at)
{
    return tape_event(&timeline->tape, at);
}

const struct event *timeline_run(const struct timeline *timeline, position at, position *end)
{
    position begin;
    const struct event *events = tape_open(&timeline->tape, at, &begin, end);
    return events + (at - begin);
}

uint64_t timeline_set_off_count(const struct timeline *timeline)
{
    return timeline->set_off.end;
}

struct event timeline_set_off(const struct timeline *timeline, uint64_t number)
{
    return tape_event(&timeline->set_off, number);
}

position timeline_landmark(const struct timeline *timeline, size_t index)
{
    return positions_at(&timeline->landmarks, index);
}

bool timeline_landmark_before(const struct timeline *timeline, position at, size_t *index)
{
    size_t count = positions_before(&timeline->landmarks, at + 1);
    if (count == 0)
        return false;
    *index = count - 1;
    return true;
}

size_t timeline_operations_before(const struct timeline *timeline, position at)
{
    return positions_before(&timeline->operations, at);
}

position timeline_operation(const struct timeline *timeline, size_t index)
{
    return positions_at(&timeline->operations, index);
}

bool timeline_growth_before(const struct timeline *timeline, position at, position *where)
{
    size_t count = positions_before(&timeline->growths, at);
    if (count == 0)
        return false;
    *where = positions_at(&timeline->growths, count - 1);
    return true;
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

/* Of whom an event tells by itself. */
static uint32_t owner_of(const struct timeline *timeline, position at)
{
    struct event event = timeline_event(timeline, at);
    return memory_subject(&timeline->world->memory, &event);
}

uint32_t timeline_subject(const struct timeline *timeline, position at)
{
    uint32_t owner = owner_of(timeline, at);
    const struct mark *mark = owner == 0 ? timeline_mark_of(timeline, at) : NULL;
    if (mark == NULL)
        return owner;
    /* A command of several subjects: of whom the operation is. */
    size_t before = timeline_operations_before(timeline, at + 1);
    position operation = before > 0 ? timeline_operation(timeline, before - 1) : 0;
    if (before > 0 && operation >= mark->begin)
        owner = owner_of(timeline, operation);
    return owner != 0 ? owner : mark->subject;
}

uint32_t timeline_whole_subject(const struct timeline *timeline, position at)
{
    return memory_outermost(&timeline->world->memory, timeline_subject(timeline, at));
}

const struct mark *timeline_last_mark(const struct timeline *timeline)
{
    return timeline->cursor > timeline->first ? timeline_mark_of(timeline, timeline->cursor - 1) : NULL;
}

bool timeline_is_joined(const struct timeline *timeline, position at)
{
    const struct mark *mark = timeline_mark_of(timeline, at);
    return mark != NULL && mark->begin == at && mark->joined;
}

size_t timeline_commands_from(const struct timeline *timeline, position at)
{
    size_t count = 0;
    while (count < timeline->mark_count && timeline->marks[timeline->mark_count - 1 - count].begin >= at)
        count++;
    return count;
}

/* Whether a command moved an old bucket of a subject. It may be about several (all:, compare), so its events are asked. */
static bool moves_bucket_of(const struct timeline *timeline, const struct mark *mark, uint32_t subject)
{
    size_t index;
    if (mark->cost.buckets == 0 || !timeline_landmark_before(timeline, mark->end - 1, &index))
        return false;
    position at;
    for (index++; index > 0 && (at = timeline_landmark(timeline, index - 1)) >= mark->begin; index--) {
        if (event_row(timeline_event(timeline, at).kind)->cost == COST_BUCKET &&
            timeline_subject(timeline, at) == subject)
            return true;
    }
    return false;
}

/* Whether a command moved a growth of a subject on, or began one. */
static bool advances(const struct timeline *timeline, const struct mark *mark, uint32_t subject)
{
    position grow = mark->end;
    while (timeline_growth_before(timeline, grow, &grow) && grow >= mark->begin) {
        if (timeline_subject(timeline, grow) == subject)
            return true;
    }
    return moves_bucket_of(timeline, mark, subject);
}

size_t timeline_still(const struct timeline *timeline, uint32_t subject)
{
    const struct mark *last = timeline_last_mark(timeline);
    size_t commands = 0;
    for (const struct mark *mark = last; mark != NULL && !advances(timeline, mark, subject); commands++)
        mark = mark > timeline->marks ? mark - 1 : NULL;
    return commands;
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
    return grain != GRAIN_COMMAND && event_grain(timeline_event(timeline, at - 1).kind) >= grain;
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

position timeline_nearest_stop(const struct timeline *timeline, position to, enum grain grain)
{
    if (to <= timeline->first || to >= timeline->end)
        return to <= timeline->first ? timeline->first : timeline->end;
    position before = timeline_previous_stop(timeline, to + 1, grain),
             behind = timeline_next_stop(timeline, to - 1, grain);
    return to - before <= behind - to ? before : behind;
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
