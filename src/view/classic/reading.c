#include "view/classic/reading.h"

/* Writes stand in short runs between looks; only clearing has long ones, and those name no bucket. */
enum { RUN_OF_WRITES = 64 };

/* How far back another bucket is looked for in a command that goes through all of them: a frame must not cost more at its end. */
enum { FARTHEST_LANDMARK = 256 };

/* ---- where a link lies */

bool reading_find_link(const struct classic *map, reference link, struct link_place *place)
{
    const struct memory *memory = map->memory;
    uint32_t region = REFERENCE_REGION(link);
    if (!memory_holds(memory, region) ||
        (memory->regions[region].kind != CLASSIC_ARRAY && memory->regions[region].kind != CLASSIC_OVERFLOW))
        return false;
    int number;
    reference home = classic_home(map, link, &number);
    for (int old = 0; old < 2; old++) {
        struct classic_array array = classic_array(map, old);
        if (home == 0 || REFERENCE_REGION(home) != array.region || REFERENCE_INDEX(home) >= array.count)
            continue;
        *place = (struct link_place){old, REFERENCE_INDEX(home), number};
        return true;
    }
    return false;
}

/* ---- what is under way */

static bool names_a_bucket(const struct reading *reading, const struct event *event)
{
    const struct memory *memory = reading->map.memory;
    if (event_class_of(event->kind) != EVENT_CLASS_LOOK || event->region >= memory->region_count)
        return false;
    uint16_t kind = memory->regions[event->region].kind;
    return kind == CLASSIC_ARRAY || kind == CLASSIC_OVERFLOW;
}

/* Whether an operation has begun in the command in hand: growing by hand and loops have none, however long they are. */
static bool has_operation(const struct picture *picture, const struct reading *reading)
{
    const struct timeline *timeline = picture->timeline;
    return timeline_operations_before(timeline, reading->now->at + 1) >
           timeline_operations_before(timeline, reading->now->mark->begin);
}

/* The key, hash and bucket of the operation under way, told by its landmarks from here back to its call. */
static void read_operation(const struct picture *picture, struct reading *reading)
{
    const struct timeline *timeline = picture->timeline;
    size_t index;
    bool more = timeline_landmark_before(timeline, reading->now->at, &index);
    if (!has_operation(picture, reading))
        return;
    for (; more && timeline_landmark(timeline, index) >= reading->now->mark->begin; more = index-- > 0) {
        const struct event event = timeline_event(timeline, timeline_landmark(timeline, index));
        if (event.kind == CLASSIC_choose && !reading->has_mask) {
            reading->has_mask = reading->has_hash = true;
            reading->hash = event.before;
            reading->mask = event.after;
        }
        if (event.kind != CLASSIC_call)
            continue;
        reading->has_key = event.before != 0;
        reading->key = (value_id)event.before;
        if (code_line_routine(event.line) == ROUTINE_mapclear) /* it has no key, and may be long */
            return;
        /* Before a bucket is chosen there are but a few events: the hash is one of them. */
        for (position at = timeline_landmark(timeline, index); !reading->has_hash && at <= reading->now->at;
             at++) {
            const struct event hash = timeline_event(timeline, at);
            if (hash.kind != CLASSIC_hash)
                continue;
            reading->has_hash = true;
            reading->hash = hash.after;
        }
        return;
    }
}

/* The relocation that begins with the landmark number `lift`, as far as it is known. */
static void read_relocation(const struct picture *picture, struct reading *reading, size_t lift)
{
    const struct timeline *timeline = picture->timeline;
    position begin = timeline_landmark(timeline, lift);
    struct event event = timeline_event(timeline, begin);
    reading->moving = reading->has_key = true;
    reading->key = (value_id)event.before;
    reading->elem = (value_id)event.after;
    reading->from = place_bucket(event_place(&event));
    reading->from_slot = event.slot;
    for (position ahead = begin; ahead < reading->now->mark->end; ahead++) {
        event = timeline_event(timeline, ahead);
        bool passed = ahead <= reading->now->at;
        if (event.kind == CLASSIC_hash && passed) {
            reading->has_hash = true;
            reading->hash = event.after;
        } else if (event.kind == CLASSIC_decide) {
            reading->decided = passed;
            reading->side = (int)(event.after & 1);
            reading->reason = (enum side_reason)(event.after >> 1);
        } else if (event.kind == CLASSIC_tophash && event.line == LINE_evacuate_mark) {
            reading->top = (uint8_t)event.before;
        } else if (event.kind == CLASSIC_travel) {
            reading->travelling = passed;
            reading->has_target = true;
            reading->to = event.before;
            reading->to_slot = (int)event.after;
        } else if (event.kind == CLASSIC_moved) {
            break;
        }
    }
}

/* Why the old bucket in hand moves: the nearest growWork before. */
static void read_work(const struct picture *picture, struct reading *reading, size_t index)
{
    const struct timeline *timeline = picture->timeline;
    position begin = reading->now->mark->begin;
    for (; timeline_landmark(timeline, index) >= begin; index--) {
        const struct event event = timeline_event(timeline, timeline_landmark(timeline, index));
        if (event.kind == CLASSIC_call || event.kind == CLASSIC_grow)
            return;
        if (event.kind == CLASSIC_work) {
            reading->has_work = true;
            reading->work = event;
            break;
        }
        if (index == 0)
            return;
    }
    /* A command is made of writes, each of which begins with a call (of the map, or of what the map is a part of), or of growth by
       hand. */
    size_t first;
    if (!timeline_landmark_before(timeline, begin, &first))
        first = 0;
    else if (timeline_landmark(timeline, first) < begin)
        first++;
    const struct event before = timeline_event(timeline, timeline_landmark(timeline, first));
    reading->by_hand = event_row(before.kind)->landmark != LANDMARK_OPERATION;
}

/* Whether the moment is inside a relocation: between a lift and its landing, both included. */
static void read_relocation_in_hand(const struct picture *picture, struct reading *reading)
{
    const struct timeline *timeline = picture->timeline;
    size_t index;
    if (!timeline_landmark_before(timeline, reading->now->at, &index))
        return;
    position at = timeline_landmark(timeline, index);
    if (timeline_event(timeline, at).kind == CLASSIC_moved && at == reading->now->at && index > 0)
        at = timeline_landmark(timeline, --index);
    if (timeline_event(timeline, at).kind == CLASSIC_lift && at >= reading->now->mark->begin)
        read_relocation(picture, reading, index);
}

/* ---- where the action is */

/* Takes the bucket that an event names as the focus of its array, unless there is one. True if both are known. */
static bool take_focus(struct reading *reading, const struct event *event)
{
    const struct classic *map = &reading->map;
    struct link_place place;
    uint32_t old_array = (uint32_t)classic_register(map, REGISTER_OLDBUCKETS);
    if (!names_a_bucket(reading, event))
        return false;
    reference link = place_bucket(event_place(event));
    bool in_old = event->region == old_array;
    if (!in_old && map->memory->regions[event->region].kind == CLASSIC_OVERFLOW)
        in_old = reading_find_link(map, link, &place) && place.old;
    if (in_old && reading->focus_old == 0)
        reading->focus_old = link;
    if (!in_old && reading->focus_new == 0)
        reading->focus_new = link;
    return reading->focus_new != 0 && (reading->focus_old != 0 || old_array == 0);
}

/* The last event up to here that names a bucket, and the last landmark that names one in the other array. */
static void read_focus(const struct picture *picture, struct reading *reading)
{
    const struct timeline *timeline = picture->timeline;
    position begin = reading->now->mark->begin;
    bool known = false;
    for (position back = reading->now->at + 1;
         back > begin && reading->now->at + 1 - back < RUN_OF_WRITES && !known; back--) {
        const struct event event = timeline_event(timeline, back - 1);
        known = take_focus(reading, &event);
    }
    size_t index;
    bool more = !known && timeline_landmark_before(timeline, reading->now->at, &index);
    for (int i = 0; more && timeline_landmark(timeline, index) >= begin && !known && i < FARTHEST_LANDMARK;
         i++) {
        const struct event event = timeline_event(timeline, timeline_landmark(timeline, index));
        known = take_focus(reading, &event);
        more = index-- > 0;
    }
    if (reading->moving) {
        reading->focus_old = reading->from;
        if (reading->has_target)
            reading->focus_new = reading->to;
    }
}

/* The write that growWork is done for: the nearest call before, and the bucket that it chose. */
static void read_writer(const struct picture *picture, struct reading *reading, size_t index)
{
    const struct timeline *timeline = picture->timeline;
    bool chosen = false;
    if (!has_operation(picture, reading))
        return;
    for (; timeline_landmark(timeline, index) >= reading->now->mark->begin; index--) {
        const struct event event = timeline_event(timeline, timeline_landmark(timeline, index));
        if (event.kind == CLASSIC_choose && !chosen) {
            reading->writer_hash = event.before;
            chosen = true;
        }
        if (event.kind == CLASSIC_call)
            reading->writer = chosen ? (value_id)event.before : VALUE_NONE;
        if (event.kind == CLASSIC_call || index == 0)
            return;
    }
}

/* The old bucket that evacuate works on, and why. */
static void read_evacuation(const struct picture *picture, struct reading *reading)
{
    struct link_place place;
    size_t index;
    if (!classic_growing(&reading->map) || reading->focus_old == 0 ||
        !reading_find_link(&reading->map, reading->focus_old, &place) || !place.old ||
        !timeline_landmark_before(picture->timeline, reading->now->at, &index))
        return;
    reading->evacuating = true;
    reading->old_bucket = place.bucket;
    read_work(picture, reading, index);
    read_writer(picture, reading, index);
}

bool reading_growth(const struct picture *picture, const struct reading *reading, position *where)
{
    enum { OTHERS = 256 }; /* growths of other maps since; what a frame costs has a bound */
    const struct timeline *timeline = picture->timeline;
    *where = reading->now->at + 1;
    for (int i = 0; i < OTHERS && (i == 0 || timeline_subject(timeline, *where) != picture->home); i++) {
        if (!timeline_growth_before(timeline, *where, where))
            return false;
    }
    return timeline_subject(timeline, *where) == picture->home &&
           timeline_event(timeline, *where).kind == CLASSIC_grow;
}

/* The link of the old bucket that is being moved: what the map's last landmark before the cursor is about, unless it ends that. */
static reference moving_link(const struct picture *picture)
{
    enum { OTHERS = 64 }; /* landmarks of other maps since; what a frame costs has a bound */
    const struct timeline *timeline = picture->timeline;
    size_t index;
    if (timeline->cursor == timeline->first ||
        !timeline_landmark_before(timeline, timeline->cursor - 1, &index))
        return 0;
    for (int i = 0; i < OTHERS; i++) {
        position at = timeline_landmark(timeline, index);
        const struct event event = timeline_event(timeline, at);
        if (timeline_subject(timeline, at) == picture->home)
            return event.kind == CLASSIC_moved                      ? event.before
                   : event.kind == CLASSIC_lift                     ? place_bucket(event_place(&event))
                   : event.kind == CLASSIC_work && event.after == 0 ? place_bucket(event_place(&event))
                                                                    : 0;
        if (index-- == 0)
            break;
    }
    return 0;
}

uint64_t reading_moved_buckets(const struct picture *picture, const struct classic *map, uint64_t *bucket)
{
    uint64_t done = classic_evacuated_count(map), moving = UINT64_MAX;
    struct link_place place;
    reference link = classic_growing(map) ? moving_link(picture) : 0;
    if (link != 0 && reading_find_link(map, link, &place) && place.old &&
        classic_evacuated(map, classic_old_bucket(map, place.bucket)))
        moving = place.bucket;
    if (bucket != NULL)
        *bucket = moving;
    return done - (moving != UINT64_MAX && done > 0);
}

bool reading_is_looked_for(const struct picture *picture, const struct reading *reading)
{
    return picture->look->found != VALUE_NONE && !picture->playing &&
           (!reading->now->has_event || now_is_over(reading->now));
}

struct reading reading_of(const struct picture *picture, const struct now *now)
{
    struct reading reading = {.map = classic_of(picture->world, picture->home), .now = now};
    if (!now->has_event || now->mark == NULL)
        return reading;
    if (now->routine == ROUTINE_evacuate)
        read_relocation_in_hand(picture, &reading);
    if (!reading.moving)
        read_operation(picture, &reading);
    read_focus(picture, &reading);
    /* It is in hand from the moment that it is its turn. */
    bool its_turn = now->event.kind == CLASSIC_work && now->event.after == 0;
    if (now->routine == ROUTINE_evacuate || its_turn)
        read_evacuation(picture, &reading);
    return reading;
}
