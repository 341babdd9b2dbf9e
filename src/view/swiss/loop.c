#include "view/swiss/loop.h"

#include <stddef.h>
#include <string.h>

/* How far back the end of a loop is looked for: behind it stand but a few writes. */
enum { FARTHEST_END = 64 };

static bool is_iterator(const struct swiss_reading *reading, uint64_t region)
{
    const struct memory *memory = reading->map.memory;
    return region != 0 && memory_holds(memory, (uint32_t)region) &&
           memory->regions[region].kind == SWISS_ITERATOR &&
           memory->regions[region].owner == reading->map.home;
}

/* The write that makes an iterator the one that the map tells of, or none. */
static bool tells_of(const struct swiss_reading *reading, const struct event *event)
{
    return event->kind == SWISS_set && event->region == reading->map.home &&
           event->index == SWISS_WORD_ITERATOR;
}

/* Of the loop that is under way, or of one that came to its end, or was left, within the command in hand. 0: none. */
static uint64_t iterator_in_hand(const struct picture *picture, const struct swiss_reading *reading)
{
    uint64_t iterator = swiss_word(&reading->map, SWISS_WORD_ITERATOR);
    position end = reading->now->at + 1, begin = reading->now->mark->begin;
    if (is_iterator(reading, iterator) && reading->map.memory->regions[iterator].live)
        return iterator;
    for (position at = end; at > begin && end - at < FARTHEST_END; at--) {
        const struct event event = timeline_event(picture->timeline, at - 1);
        if (event.kind == SWISS_call)
            return 0;
        if (tells_of(reading, &event))
            return is_iterator(reading, event.before) ? event.before : 0;
        if (event.kind == EVENT_drop && is_iterator(reading, event.region))
            return event.region;
    }
    return 0;
}

/* The event from which it is followed: its start, or as far back as a frame may cost. */
static position find_start(const struct swiss_loop *loop, const struct picture *picture,
                           const struct swiss_reading *reading)
{
    const struct timeline *timeline = picture->timeline;
    position end = reading->now->at + 1, from = timeline->first;
    if (end - from > SWISS_LOOP_EVENTS)
        from = end - SWISS_LOOP_EVENTS;
    size_t index;
    bool more = timeline_landmark_before(timeline, reading->now->at, &index);
    while (more) {
        position at = timeline_landmark(timeline, index);
        if (at <= from)
            break;
        if (timeline_event(timeline, at).kind == SWISS_start) {
            /* The map is told of its iterator right before. */
            const struct event told = timeline_event(timeline, at - 1);
            if (tells_of(reading, &told) && told.after == loop->iterator)
                return at;
        }
        more = index-- > 0;
    }
    return from;
}

/* ---- what it has delivered */

/* Keys that don't equal themselves are told apart by where they lay. */
static struct swiss_loop_entry entry_of(const struct swiss *map, value_id key, struct swiss_place group,
                                        int slot)
{
    if (values_equals_itself(map->values, key))
        return (struct swiss_loop_entry){.key = key};
    return (struct swiss_loop_entry){key, group, slot};
}

/* The place of an entry in the table, or a free one where it would stand; the table is never full. */
static uint32_t find_entry(const struct swiss_loop *loop, const struct swiss_loop_entry *entry)
{
    uint32_t place = (uint32_t)entry->key * 2654435761u + entry->group.region * 40503u +
                     (entry->group.index * SWISS_SLOTS + (uint32_t)entry->slot) * 2246822519u;
    for (;; place++) {
        const struct swiss_loop_entry *there = &loop->entries[place % SWISS_LOOP_PLACES];
        if (there->key == VALUE_NONE ||
            (there->key == entry->key && there->group.region == entry->group.region &&
             there->group.index == entry->group.index && there->slot == entry->slot))
            return place % SWISS_LOOP_PLACES;
    }
}

static bool has_entry(const struct swiss_loop *loop, const struct swiss_loop_entry *entry)
{
    return loop->entries[find_entry(loop, entry)].key != VALUE_NONE;
}

static void add_entry(struct swiss_loop *loop, const struct swiss_loop_entry *entry)
{
    if (entry->key == VALUE_NONE || loop->count >= SWISS_LOOP_PLACES / 2 || has_entry(loop, entry))
        return;
    loop->entries[find_entry(loop, entry)] = *entry;
    loop->count++;
}

bool swiss_loop_has_delivered(const struct swiss_loop *loop, const struct swiss *map, value_id key,
                              struct swiss_place group, int slot)
{
    if (!loop->there || loop->count == 0 || key == VALUE_NONE || VALUE_IS_STALE(key))
        return false;
    const struct swiss_loop_entry entry = entry_of(map, key, group, slot);
    return has_entry(loop, &entry);
}

static void add_key(struct swiss_loop *loop, const struct swiss *map, uint64_t key, const struct event *event)
{
    const struct swiss_loop_entry entry =
        entry_of(map, (value_id)key, (struct swiss_place){event->region, event->index}, event->slot);
    add_entry(loop, &entry);
}

/* A replaced table may hold 0 where the map has -0 by now, for which the loop asks it, and an update may put the one in the place of the
   other: they are equal, so both were delivered. A delivery names no iterator; the count in its own was written right before. */
static void follow(struct swiss_loop *loop, const struct picture *picture,
                   const struct swiss_reading *reading, position start)
{
    const struct swiss *map = &reading->map;
    bool counted = false;
    uint64_t asked = VALUE_NONE;
    for (position at = start; at <= reading->now->at; at++) {
        const struct event event = timeline_event(picture->timeline, at);
        const struct swiss_place group = {event.region, event.index};
        if (event.kind == SWISS_lookup) {
            asked = event.before;
        } else if (event.kind == SWISS_deliver && counted) {
            add_key(loop, map, event.before, &event);
            if (asked != VALUE_NONE)
                add_key(loop, map, asked, &event);
            loop->group = group;
            loop->slot = event.slot;
        } else if (event.kind == SWISS_key && event.line == LINE_swiss_put_update &&
                   swiss_loop_has_delivered(loop, map, (value_id)event.before, group, event.slot)) {
            add_key(loop, map, event.after, &event);
        }
        if (event.kind == SWISS_deliver || event.kind == SWISS_skip)
            asked = VALUE_NONE;
        counted = event.kind == SWISS_iter && event.region == loop->iterator &&
                  event.index == SWISS_ITERATOR_DELIVERED;
    }
}

void swiss_loop_read(struct swiss_loop *loop, const struct picture *picture,
                     const struct swiss_reading *reading)
{
    memset(loop, 0, offsetof(struct swiss_loop, entries));
    loop->slot = -1;
    if (reading->now->mark == NULL || !reading->now->has_event)
        return;
    uint64_t iterator = iterator_in_hand(picture, reading);
    if (iterator == 0)
        return;
    memset(loop->entries, 0, sizeof loop->entries);
    loop->there = true;
    loop->iterator = (uint32_t)iterator;
    loop->ended = !reading->map.memory->regions[iterator].live;
    follow(loop, picture, reading, find_start(loop, picture, reading));
    if (loop->ended)
        loop->slot = -1;
}
