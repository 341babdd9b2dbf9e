#include "view/slice/reading.h"

bool slice_reading_holds(const struct slice_reading *reading, uint32_t array)
{
    return array != 0 && memory_holds(reading->slice.memory, array);
}

uint64_t slice_reading_cursor(const struct slice_reading *reading, const struct look *look)
{
    const struct slice *slice = &reading->slice;
    uint32_t array = (uint32_t)slice_register(slice, SLICE_PTR);
    uint64_t row = (uint64_t)look->cursor.row;
    if (!slice_reading_holds(reading, array) || row >= slice_register(slice, SLICE_CAP))
        return 0;
    return SLICE_AT(array, slice_register(slice, SLICE_FIRST) + row);
}

/* The element in hand, from the event alone. */
static void read_element(struct slice_reading *reading)
{
    const struct event *event = &reading->now->event;
    uint64_t here = SLICE_AT(event->region, event->index);
    bool elsewhere = event->region == reading->slice.home; /* elements of size 0 */
    switch (event->kind) {
    case SLICE_travel:
        reading->copying = true;
        reading->from = here;
        reading->to = event->before;
        reading->value = (value_id)event->after;
        break;
    case SLICE_copied:
        reading->copying = true;
        reading->from = event->before;
        reading->to = here;
        reading->value = (value_id)event->after;
        break;
    case SLICE_appended:
        reading->value = (value_id)event->before;
        reading->in_hand = elsewhere ? 0 : here;
        break;
    case SLICE_stored:
    case SLICE_read:
        reading->value = (value_id)event->after;
        reading->in_hand = elsewhere ? 0 : here;
        break;
    default:
        break;
    }
}

/* The array that the elements are copied from, told by the first that travels behind a growth, or by the header that points away. */
static uint32_t old_array(const struct timeline *timeline, position grow, position end)
{
    for (position at = grow; at < end; at++) {
        const struct event event = timeline_event(timeline, at);
        if (event.kind == SLICE_travel)
            return event.region;
        if (event.kind == SLICE_pointed)
            return (uint32_t)event.before;
    }
    return 0;
}

/* How many elements have come: they come in order, each by an event that it is on its way, its write, and one that it is there. */
static uint64_t landed(const struct slice_reading *reading)
{
    const struct event *event = &reading->now->event;
    switch (event->kind) {
    case SLICE_travel:
        return SLICE_AT_INDEX(event->before);
    case SLICE_element:
    case SLICE_copied:
        return (uint64_t)event->index + 1;
    case SLICE_grow:
        return 0;
    default:
        return slice_register(&reading->slice, SLICE_LEN);
    }
}

/* The growth of the command in hand that the moment is in or behind. */
static void read_growth(const struct picture *picture, struct slice_reading *reading)
{
    const struct timeline *timeline = picture->timeline;
    const struct now *now = reading->now;
    size_t index;
    if (!timeline_landmark_before(timeline, now->at, &index))
        return;
    position at = timeline_landmark(timeline, index);
    const struct event event = timeline_event(timeline, at);
    if (event.kind != SLICE_grow || at < now->mark->begin || timeline_subject(timeline, at) != picture->home)
        return;
    reading->arrays[0] = old_array(timeline, at, now->mark->end);
    reading->arrays[1] = event.region;
    reading->leaves = true;
    reading->growing = slice_register(&reading->slice, SLICE_PTR) != event.region;
    reading->landed = reading->growing ? landed(reading) : 0;
}

/* The two arrays of a copy of elements, or of an array that is assigned. */
static void read_copy(const struct picture *picture, struct slice_reading *reading)
{
    const struct now *now = reading->now;
    const struct event *event = &now->event;
    uint32_t from = SLICE_AT_REGION(reading->from), to = SLICE_AT_REGION(reading->to);
    if (event->kind == SLICE_element && now->at > now->mark->begin) {
        const struct event before = timeline_event(picture->timeline, now->at - 1);
        from = before.kind == SLICE_travel ? before.region : 0;
        to = event->region;
    } else if (event->kind == SLICE_assigned && event->after != 0) {
        const struct slice source = slice_of(picture->world, (uint32_t)event->before);
        from = (uint32_t)slice_register(&source, SLICE_PTR);
        to = reading->arrays[0];
    }
    if (reading->leaves || from == 0 || to == 0 || from == to)
        return;
    reading->arrays[0] = from;
    reading->arrays[1] = to;
}

/* How the growth was decided: its two events stand just before the allocation. */
static void read_decision(const struct picture *picture, struct slice_reading *reading)
{
    const struct now *now = reading->now;
    for (position at = now->at + 1; at > now->mark->begin; at--) {
        const struct event event = timeline_event(picture->timeline, at - 1);
        if (event.kind == SLICE_rounded && !reading->has_rounded) {
            reading->has_rounded = true;
            reading->rounded = event;
        }
        if (event.kind == SLICE_want) {
            reading->has_want = true;
            reading->want = event;
        }
        if (event.kind == SLICE_want || event.kind == SLICE_call || event.kind == SLICE_travel ||
            event.kind == SLICE_appended)
            return;
    }
}

struct slice_reading slice_reading_of(const struct picture *picture, const struct now *now)
{
    struct slice_reading reading = {.slice = slice_of(picture->world, picture->home), .now = now};
    reading.has_type = slice_type(&reading.slice) != NULL;
    reading.arrays[0] = (uint32_t)slice_register(&reading.slice, SLICE_PTR);
    if (!reading.has_type || !now->has_event || now->mark == NULL)
        return reading;
    reading.appending = now->routine >= ROUTINE_append && now->routine <= ROUTINE_growslice_1_15;
    read_element(&reading);
    read_growth(picture, &reading);
    read_copy(picture, &reading);
    read_decision(picture, &reading);
    return reading;
}
