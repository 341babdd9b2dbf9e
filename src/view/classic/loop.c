#include "view/classic/loop.h"

#include <stddef.h>
#include <string.h>

/* How far back a loop is followed, so that a frame costs the same in a long history. */
enum { FARTHEST_EVENT = 1 << 15, FARTHEST_LANDMARK = 1 << 15, FARTHEST_END = 1 << 10 };

static uint64_t word_of(const struct reading *reading, uint32_t iterator, enum iterator_field field)
{
    return memory_read(reading->map.memory, place_word(iterator, (uint32_t)field));
}

static bool is_iterator(const struct reading *reading, uint64_t region)
{
    const struct memory *memory = reading->map.memory;
    return region != 0 && memory_holds(memory, (uint32_t)region) &&
           memory->regions[region].kind == CLASSIC_ITERATOR &&
           memory->regions[region].owner == reading->map.home;
}

/* Whether the map has an iterator, be it of a loop that is over. */
static bool has_iterators(const struct reading *reading)
{
    for (uint32_t region = 1; region < reading->map.memory->region_count; region++) {
        if (is_iterator(reading, region))
            return true;
    }
    return false;
}

/* The loop that is under way, or one that came to its end within the command in hand. 0: none. */
static uint64_t iterator_in_hand(const struct picture *picture, const struct reading *reading)
{
    uint64_t iterator = classic_register(&reading->map, REGISTER_ITERATOR);
    position begin = reading->now->mark->begin;
    for (position at = reading->now->at + 1;
         iterator == 0 && at > begin && reading->now->at + 1 - at < FARTHEST_END; at--) {
        const struct event event = timeline_event(picture->timeline, at - 1);
        if (event.kind == CLASSIC_set && event.index == REGISTER_ITERATOR &&
            event.region == reading->map.home)
            iterator = event.before;
    }
    return iterator;
}

/* Where the loop begins that is to be seen: one that the command in hand began, or the one that is under way. */
static bool find_start(struct loop *loop, const struct picture *picture, const struct reading *reading,
                       position *start)
{
    const struct timeline *timeline = picture->timeline;
    uint64_t iterator = iterator_in_hand(picture, reading);
    int most = iterator != 0 ? FARTHEST_LANDMARK : FARTHEST_END;
    size_t index;
    bool more = timeline_landmark_before(timeline, reading->now->at, &index);
    for (int i = 0; more && i < most; i++) {
        position where = timeline_landmark(timeline, index);
        const struct event event = timeline_event(timeline, where);
        bool own = where >= reading->now->mark->begin;
        if (!own && iterator == 0)
            return false;
        if (event.kind == CLASSIC_start && (own || event.before == iterator) &&
            is_iterator(reading, event.before)) {
            loop->iterator = (uint32_t)event.before;
            *start = where;
            return true;
        }
        more = index-- > 0;
    }
    return false;
}

/* ---- what it has delivered */

static uint32_t place_of(value_id key, uint32_t round)
{
    return ((uint32_t)key * 2654435761u + round) % LOOP_PLACES;
}

static bool is_entry(const struct loop_entry *entry, const struct reading *reading, value_id key,
                     reference link, int slot)
{
    return entry->key == key &&
           (values_equals_itself(reading->map.values, key) || (entry->link == link && entry->slot == slot));
}

static bool has_key(const struct loop *loop, value_id key)
{
    for (uint32_t round = 0; round < LOOP_PLACES; round++) {
        value_id there = loop->entries[place_of(key, round)].key;
        if (there == VALUE_NONE || there == key)
            return there == key;
    }
    return false;
}

static void add_key(struct loop *loop, value_id key, const struct event *event)
{
    uint32_t round = 0;
    if (loop->count >= LOOP_PLACES / 2)
        return;
    while (loop->entries[place_of(key, round)].key != VALUE_NONE)
        round++;
    loop->entries[place_of(key, round)] =
        (struct loop_entry){key, place_bucket(event_place(event)), event->slot};
    loop->count++;
}

bool loop_has_delivered(const struct loop *loop, const struct reading *reading, value_id key, reference link,
                        int slot)
{
    if (!loop->there || loop->count == 0 || key == VALUE_NONE || VALUE_IS_STALE(key))
        return false;
    for (uint32_t round = 0; round < LOOP_PLACES; round++) {
        const struct loop_entry *entry = &loop->entries[place_of(key, round)];
        if (entry->key == VALUE_NONE)
            return false;
        if (is_entry(entry, reading, key, link, slot))
            return true;
    }
    return false;
}

/* One event of the loop: where it stands, and what it came to there. */
static void follow_event(struct loop *loop, const struct event *event)
{
    switch (event->kind) {
    case CLASSIC_enter:
        loop->bucket = event->before;
        loop->bound = event->after != 0 ? 1 + event->before : 0;
        loop->at = place_bucket(event_place(event));
        loop->slot = -1;
        break;
    case CLASSIC_visit:
    case CLASSIC_lookup:
        loop->at = place_bucket(event_place(event));
        loop->slot = event->slot;
        break;
    case CLASSIC_skip:
        loop->skipped++;
        break;
    case CLASSIC_deliver:
        loop->delivered++;
        add_key(loop, (value_id)event->before, event);
        break;
    case CLASSIC_key:
        /* An update put an equal key in its place (-0 for 0), so that one was delivered, too. */
        if (event->line == LINE_mapassign_update && has_key(loop, (value_id)event->before) &&
            !has_key(loop, (value_id)event->after))
            add_key(loop, (value_id)event->after, event);
        break;
    case CLASSIC_finished:
        loop->ended = true;
        loop->at = 0;
        break;
    case CLASSIC_call: /* the command has gone on to something else, so what a loop of it did is no longer looked at */
        loop->there = loop->there && !loop->ended;
        break;
    default:
        break;
    }
}

/* All its events up to here; other loops that ran to their end within it are left out. */
static void follow(struct loop *loop, const struct picture *picture, const struct reading *reading,
                   position start)
{
    const struct timeline *timeline = picture->timeline;
    position end = reading->now->at + 1, from = start;
    bool other = false;
    loop->counted = end - start <= FARTHEST_EVENT;
    if (!loop->counted)
        from = end - FARTHEST_EVENT;
    for (position at = from; at < end; at++) {
        const struct event event = timeline_event(timeline, at);
        if (event.kind == CLASSIC_start && at != start)
            other = timeline_subject(timeline, at) == reading->map.home;
        else if (other)
            other = event.kind != CLASSIC_finished;
        else if ((event_class_of(event.kind) == EVENT_CLASS_LOOK || event.kind == CLASSIC_key) &&
                 (ENGINE_OF(event.kind) == ENGINE_classic) &&
                 timeline_subject(timeline, at) == reading->map.home)
            follow_event(loop, &event);
    }
}

static bool is_array(const struct reading *reading, uint64_t region)
{
    const struct memory *memory = reading->map.memory;
    return region != 0 && memory_holds(memory, (uint32_t)region) &&
           memory->regions[region].kind == CLASSIC_ARRAY;
}

/* Neither of the arrays that the map has now. */
static bool is_left(const struct reading *reading, uint64_t region)
{
    return is_array(reading, region) && region != classic_register(&reading->map, REGISTER_BUCKETS) &&
           region != classic_register(&reading->map, REGISTER_OLDBUCKETS);
}

static struct classic_array array_of(const struct reading *reading, uint32_t iterator)
{
    return (struct classic_array){(uint32_t)word_of(reading, iterator, ITERATOR_BUCKETS),
                                  (uint64_t)1 << word_of(reading, iterator, ITERATOR_B), true};
}

void loop_read(struct loop *loop, const struct picture *picture, const struct reading *reading)
{
    position start;
    memset(loop, 0, offsetof(struct loop, entries));
    if (reading->now->mark == NULL || !has_iterators(reading) ||
        !find_start(loop, picture, reading, &start) ||
        !is_array(reading, word_of(reading, loop->iterator, ITERATOR_BUCKETS)))
        return;
    memset(loop->entries, 0, sizeof loop->entries);
    loop->there = true;
    loop->slot = -1;
    loop->array = array_of(reading, loop->iterator);
    loop->start = word_of(reading, loop->iterator, ITERATOR_START_BUCKET);
    loop->offset = word_of(reading, loop->iterator, ITERATOR_OFFSET);
    loop->bucket = loop->start;
    loop->left = is_left(reading, loop->array.region);
    follow(loop, picture, reading, start);
    if (!loop->counted)
        loop->delivered = word_of(reading, loop->iterator, ITERATOR_DELIVERED);
}

struct classic_array loop_left_array(const struct loop *loop, const struct picture *picture,
                                     const struct reading *reading)
{
    const struct timeline *timeline = picture->timeline;
    const struct classic_array none = {0, 0, true};
    position grow;
    if (loop->there && loop->left)
        return loop->array;
    if (!classic_growing(&reading->map))
        return none;
    /* It may have ended since the growth began; then its place stays empty until the growth is over. */
    if (!reading_growth(picture, reading, &grow) || timeline->cursor - grow > FARTHEST_EVENT ||
        !has_iterators(reading))
        return none;
    for (position at = grow; at < timeline->cursor; at++) {
        const struct event event = timeline_event(timeline, at);
        if (event.kind == CLASSIC_set && event.index == REGISTER_ITERATOR &&
            event.region == reading->map.home && is_iterator(reading, event.before) &&
            is_left(reading, word_of(reading, (uint32_t)event.before, ITERATOR_BUCKETS)))
            return array_of(reading, (uint32_t)event.before);
    }
    return none;
}
