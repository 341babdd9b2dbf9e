#include "view/swiss/reading.h"

/* Is the region of an event one of groups? */
static bool is_group(const struct swiss_reading *reading, const struct event *event)
{
    const struct memory *memory = reading->map.memory;
    return memory_holds(memory, event->region) && memory->regions[event->region].kind == SWISS_GROUPS;
}

static bool is_table(const struct swiss_reading *reading, const struct event *event)
{
    const struct memory *memory = reading->map.memory;
    return memory_holds(memory, event->region) && memory->regions[event->region].kind == SWISS_TABLE;
}

static struct swiss_place group_of(uint64_t reference)
{
    return (struct swiss_place){(uint32_t)(reference >> 32), (uint32_t)reference};
}

/* What the events of the operation tell, from its begin on to the moment: each in its order. */
static void take_event(struct swiss_reading *reading, const struct event *event)
{
    switch (event->kind) {
    case SWISS_call:
        reading->key = (value_id)event->before;
        break;
    case SWISS_hash:
        reading->key = (value_id)event->before;
        reading->hash = event->after;
        reading->has_hash = true;
        break;
    case SWISS_choose:
        reading->table = event->region;
        reading->entry = event->after;
        reading->growing = false;
        break;
    case SWISS_match:
        reading->step = event->after >> 8;
        break;
    case SWISS_grow:
    case SWISS_split:
        reading->growing = true;
        reading->left_behind = event->region;
        reading->made[0] = reading->made[1] = 0;
        reading->has_group = reading->has_slot = false;
        break;
    case EVENT_alloc:
        if (reading->growing && event->index == SWISS_TABLE)
            reading->made[reading->made[0] != 0] = event->region;
        break;
    case SWISS_decide:
        reading->has_bit = true;
        reading->bit = (int)(event->after >> 1);
        reading->bit_value = (int)(event->after & 1);
        break;
    case SWISS_travel:
        reading->from = (struct swiss_place){event->region, event->index};
        reading->from_slot = event->slot;
        reading->to = group_of(event->before);
        reading->to_slot = (int)event->after;
        break;
    case SWISS_enter:
        reading->table = event->region;
        break;
    default:
        break;
    }
    reading->moving = event->kind == SWISS_travel || event->kind == SWISS_moved ||
                      (reading->moving && event_class_of(event->kind) == EVENT_CLASS_WRITE);
    if (event->kind == SWISS_lift)
        reading->has_bit = false;
}

/* The operation that the moment is in: where it begins. A frame reads so many events back at the most. */
enum { READ_BACK = 400 };

static position operation_begin(const struct picture *picture, const struct now *now)
{
    const struct timeline *timeline = picture->timeline;
    size_t before = timeline_operations_before(timeline, now->at + 1);
    position begin = before > 0 ? timeline_operation(timeline, before - 1) : now->mark->begin;
    return begin > now->mark->begin ? begin : now->mark->begin;
}

static void read_operation(const struct picture *picture, struct swiss_reading *reading)
{
    const struct now *now = reading->now;
    position begin = operation_begin(picture, now), growth;
    position from = now->at - begin > READ_BACK ? now->at - READ_BACK : begin;
    /* Of a long operation: its key and hash, its growth, and what is near. */
    for (position at = begin; at < from && at < begin + 4; at++) {
        const struct event event = timeline_event(picture->timeline, at);
        take_event(reading, &event);
    }
    if (timeline_growth_before(picture->timeline, now->at + 1, &growth) && growth >= begin && growth < from) {
        position end = growth + 4 * SWISS_SLOTS * SWISS_MOST_CAPACITY;
        (void)end;
        for (position at = growth; at < growth + 4 && at < from; at++) {
            const struct event event = timeline_event(picture->timeline, at);
            take_event(reading, &event);
        }
    }
    for (position at = from; at <= now->at; at++) {
        const struct event event = timeline_event(picture->timeline, at);
        take_event(reading, &event);
    }
}

struct swiss_reading swiss_reading_of(const struct picture *picture, const struct now *now)
{
    struct swiss_reading reading = {.map = swiss_of(picture->world, picture->home), .now = now};
    reading.has_type = swiss_type(&reading.map) != NULL;
    if (!reading.has_type || !now->has_event || now->mark == NULL)
        return reading;
    read_operation(picture, &reading);
    const struct event *event = &now->event;
    if (ENGINE_OF(event->kind) == ENGINE_swiss && is_group(&reading, event)) {
        reading.has_group = true;
        reading.group = (struct swiss_place){event->region, event->index};
        reading.has_slot = event->kind != SWISS_match && event->kind != SWISS_next && event->kind != SWISS_small;
        reading.slot = event->slot;
    } else if (ENGINE_OF(event->kind) == ENGINE_swiss && is_table(&reading, event)) {
        reading.table = event->region;
    }
    if (now_is_over(now) && !picture->playing)
        reading.growing = reading.moving = false;
    return reading;
}
