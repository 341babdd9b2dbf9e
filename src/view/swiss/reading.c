#include "view/swiss/reading.h"

/* What stands between two looks: writes of a slot, of the words of a table and of the map. */
enum { RUN_OF_WRITES = 64 };

/* The longest search: each of 128 groups is come to, compared, its eight keys compared, a tombstone remembered. */
enum { LONGEST_SEARCH = SWISS_MOST_CAPACITY / SWISS_SLOTS * (SWISS_SLOTS + 3) };

static bool is_kind(const struct swiss_reading *reading, uint32_t region, enum swiss_region kind)
{
    const struct memory *memory = reading->map.memory;
    return memory_holds(memory, region) && memory->regions[region].kind == kind;
}

static struct swiss_place group_of(uint64_t reference)
{
    return (struct swiss_place){(uint32_t)(reference >> 32), (uint32_t)reference};
}

/* ---- a search */

void swiss_way_add(struct swiss_way *way, struct swiss_place group)
{
    if (way->count == SWISS_VISITED) {
        for (int i = 1; i < SWISS_VISITED; i++)
            way->visited[i - 1] = way->visited[i];
        way->count--;
    }
    way->visited[way->count++] = group;
    way->all++;
}

static void come_to(struct swiss_reading *reading, const struct event *event)
{
    swiss_way_add(&reading->way, (struct swiss_place){event->region, event->index});
    reading->matched = 0;
}

static void take_match(struct swiss_reading *reading, const struct event *event)
{
    reading->step = event->after >> 8;
    if (reading->way.all == 0)
        come_to(reading, event);
    reading->compared = reading->way.all;
    reading->matched = 0;
    for (int slot = 0; slot < SWISS_SLOTS; slot++)
        reading->matched |= (unsigned)((event->before >> 8 * slot & 0xff) == (event->after & 0xff)) << slot;
}

/* From the choice of the table, or of the one group, on. */
static void read_search(const struct picture *picture, struct swiss_reading *reading, position begin)
{
    const struct timeline *timeline = picture->timeline;
    const struct now *now = reading->now;
    const struct event choice = timeline_event(timeline, begin);
    reading->searching = true;
    if (choice.kind == SWISS_choose) {
        reading->table = choice.region;
        reading->entry = choice.after;
    }
    reading->has_hash = true;
    reading->hash = choice.before;
    position last = now->at - begin < LONGEST_SEARCH ? now->at : begin + LONGEST_SEARCH;
    for (position at = begin + 1; at <= last; at++) {
        const struct event event = timeline_event(timeline, at);
        if (event.kind == SWISS_next) {
            come_to(reading, &event);
            reading->step = event.before;
        } else if (event.kind == SWISS_match) {
            take_match(reading, &event);
        } else if (event.kind == SWISS_stop) {
            reading->stopped = true;
        } else if (event.kind == SWISS_remember) {
            reading->has_tombstone = true;
            reading->tombstone = (struct swiss_place){event.region, event.index};
            reading->tombstone_slot = event.slot;
        }
    }
}

/* ---- a growth */

/* The tables that it makes: each is allocated, then its groups, whose control bytes are set to empty, then its words. */
static void read_made(const struct picture *picture, struct swiss_reading *reading, position growth)
{
    const struct timeline *timeline = picture->timeline;
    uint64_t slots = reading->splits ? SWISS_MOST_CAPACITY : reading->slots_after;
    position at = growth + 1;
    for (int number = 0; number < 1 + reading->splits; number++) {
        for (int left = SWISS_TABLE_WORDS + 1; left > 0 && at <= reading->now->at && at < timeline->cursor;
             left--) {
            const struct event event = timeline_event(timeline, at++);
            if (event.kind != EVENT_alloc || event.index != SWISS_TABLE)
                continue;
            reading->made[number] = event.region;
            break;
        }
        at += 1 + slots;
    }
}

static void read_growth(const struct picture *picture, struct swiss_reading *reading, position begin)
{
    const struct swiss *map = &reading->map;
    position growth;
    if (!timeline_growth_before(picture->timeline, reading->now->at + 1, &growth) || growth < begin)
        return;
    const struct event event = timeline_event(picture->timeline, growth);
    reading->growing = true;
    reading->splits = event.kind == SWISS_split;
    reading->left_behind = event.region;
    reading->slots_before = event.before;
    reading->slots_after = event.after;
    reading->to_move = SWISS_SLOTS;
    if (is_kind(reading, event.region, SWISS_TABLE)) {
        reading->table = event.region;
        reading->to_move = swiss_table_word(map, event.region, SWISS_TABLE_USED);
    }
    read_made(picture, reading, growth);
    /* Behind it stand a lift and a landing for each entry. */
    size_t first, last;
    if (timeline_landmark_before(picture->timeline, growth, &first) &&
        timeline_landmark_before(picture->timeline, reading->now->at, &last))
        reading->moved = (last - first) / 2;
}

/* The entry in hand, from its lift on; none of its events is a landmark before it has landed. */
static void read_relocation(const struct picture *picture, struct swiss_reading *reading, position lift)
{
    for (position at = lift; at <= reading->now->at && at - lift < RUN_OF_WRITES; at++) {
        const struct event event = timeline_event(picture->timeline, at);
        switch (event.kind) {
        case SWISS_lift:
            reading->lifted = true;
            reading->key = (value_id)event.before;
            reading->has_hash = false;
            reading->from = (struct swiss_place){event.region, event.index};
            reading->from_slot = event.slot;
            break;
        case SWISS_hash:
            reading->has_hash = true;
            reading->hash = event.after;
            break;
        case SWISS_decide:
            reading->has_bit = true;
            reading->bit = (int)(event.after >> 1);
            reading->bit_value = (int)(event.after & 1);
            break;
        case SWISS_travel:
            reading->moving = true;
            reading->to = group_of(event.before);
            reading->to_slot = (int)event.after;
            break;
        default:
            break;
        }
    }
}

/* ---- which of them it is: the landmark that the moment is in says so */

static position operation_begin(const struct picture *picture, const struct now *now)
{
    const struct timeline *timeline = picture->timeline;
    size_t before = timeline_operations_before(timeline, now->at + 1);
    position begin = before > 0 ? timeline_operation(timeline, before - 1) : now->mark->begin;
    return begin > now->mark->begin ? begin : now->mark->begin;
}

/* The key, and its hash: between them and the call stand only numbers that were drawn for a NaN. */
static void read_call(const struct picture *picture, struct swiss_reading *reading, position begin)
{
    const struct event call = timeline_event(picture->timeline, begin);
    if (call.kind != SWISS_call)
        return;
    reading->key = reading->asked = (value_id)call.before;
    for (position at = begin + 1;
         reading->key != VALUE_NONE && at <= reading->now->at && at - begin < RUN_OF_WRITES; at++) {
        const struct event event = timeline_event(picture->timeline, at);
        if (event.kind != SWISS_hash)
            continue;
        reading->has_hash = true;
        reading->hash = event.after;
        return;
    }
}

static void read_landmarks(const struct picture *picture, struct swiss_reading *reading, position begin)
{
    const struct timeline *timeline = picture->timeline;
    size_t index;
    if (!timeline_landmark_before(timeline, reading->now->at, &index))
        return;
    position at = timeline_landmark(timeline, index);
    if (at < begin)
        return;
    switch (timeline_event(timeline, at).kind) {
    case SWISS_choose:
    case SWISS_small:
        read_search(picture, reading, at);
        break;
    case SWISS_moved:
        read_growth(picture, reading, begin);
        if (at == reading->now->at && index > 0)
            read_relocation(picture, reading, timeline_landmark(timeline, index - 1));
        break;
    case SWISS_lift:
        read_growth(picture, reading, begin);
        read_relocation(picture, reading, at);
        break;
    case SWISS_grow:
    case SWISS_split:
        read_growth(picture, reading, begin);
        break;
    default:
        break;
    }
}

/* Where the loop stands that is told of. */
static void read_loop(struct swiss_reading *reading)
{
    const struct swiss *map = &reading->map;
    uint32_t iterator = (uint32_t)swiss_word(map, SWISS_WORD_ITERATOR);
    if (iterator == 0 || !is_kind(reading, iterator, SWISS_ITERATOR))
        return;
    reading->iterator = iterator;
    uint32_t table = (uint32_t)memory_read(map->memory, place_word(iterator, SWISS_ITERATOR_TABLE));
    if (is_kind(reading, table, SWISS_TABLE)) {
        reading->table = table;
        reading->replaced = swiss_table_word(map, table, SWISS_TABLE_INDEX) == SWISS_REPLACED_INDEX;
    }
}

/* The table that a loop has come to within this call: its iterator is told of it at the end. */
static void read_walk(const struct picture *picture, struct swiss_reading *reading)
{
    const struct timeline *timeline = picture->timeline;
    size_t index;
    read_loop(reading);
    if (!timeline_landmark_before(timeline, reading->now->at, &index) ||
        timeline_landmark(timeline, index) < reading->now->mark->begin)
        return;
    const struct event event = timeline_event(timeline, timeline_landmark(timeline, index));
    if (event.kind != SWISS_enter)
        return;
    reading->table = event.region;
    reading->replaced =
        swiss_table_word(&reading->map, event.region, SWISS_TABLE_INDEX) == SWISS_REPLACED_INDEX;
}

/* The group that the last look or write of a slot named, and its slot if one is meant. */
static void read_group(const struct picture *picture, struct swiss_reading *reading, position begin)
{
    const struct timeline *timeline = picture->timeline;
    for (position back = reading->now->at + 1; back > begin && reading->now->at + 1 - back < RUN_OF_WRITES;
         back--) {
        const struct event event = timeline_event(timeline, back - 1);
        if (event.kind == SWISS_choose || event.kind == SWISS_call || event.kind == SWISS_grow ||
            event.kind == SWISS_split)
            return;
        if (ENGINE_OF(event.kind) != ENGINE_swiss || !is_kind(reading, event.region, SWISS_GROUPS))
            continue;
        reading->has_group = true;
        reading->group = (struct swiss_place){event.region, event.index};
        reading->has_slot = event.kind != SWISS_match && event.kind != SWISS_next &&
                            event.kind != SWISS_small && event.kind != SWISS_visit;
        reading->slot = event.slot;
        return;
    }
}

struct swiss_reading swiss_reading_of(const struct picture *picture, const struct now *now)
{
    struct swiss_reading reading = {.map = swiss_of(picture->world, picture->home), .now = now};
    reading.has_type = swiss_type(&reading.map) != NULL;
    if (!reading.has_type || !now->has_event || now->mark == NULL)
        return reading;
    bool walks = now->routine == ROUTINE_swiss_iterate || now->routine == ROUTINE_swiss_next;
    position begin = walks ? now->mark->begin : operation_begin(picture, now);
    if (walks) {
        read_walk(picture, &reading);
    } else {
        read_call(picture, &reading, begin);
        read_landmarks(picture, &reading, begin);
    }
    read_group(picture, &reading, begin);
    if (now->event.kind == SWISS_trigger || now->event.kind == SWISS_grown)
        reading.table = now->event.region;
    if (now_is_over(now) && !picture->playing)
        reading.growing = reading.lifted = reading.moving = false;
    return reading;
}

/* ---- rows of the cursor */

uint64_t swiss_groups_in_order(const struct swiss *map)
{
    uint64_t groups = swiss_word(map, SWISS_WORD_GROUP) != 0, entry = 0;
    for (uint32_t table; swiss_next_table(map, &entry, &table);)
        groups += swiss_table_groups(map, table);
    return groups;
}

bool swiss_group_in_order(const struct swiss *map, int64_t row, struct swiss_place *group)
{
    uint64_t left = row > 0 ? (uint64_t)row : 0, entry = 0;
    uint32_t small = (uint32_t)swiss_word(map, SWISS_WORD_GROUP);
    if (small != 0) {
        *group = (struct swiss_place){small, 0};
        return left == 0;
    }
    for (uint32_t table; swiss_next_table(map, &entry, &table);) {
        uint64_t groups = swiss_table_groups(map, table);
        if (left < groups) {
            *group = (struct swiss_place){(uint32_t)swiss_table_word(map, table, SWISS_TABLE_GROUPS),
                                          (uint32_t)left};
            return true;
        }
        left -= groups;
    }
    return false;
}
