#include "view/classic/now.h"

/* How far back or forward a reading looks: a bound on the cost of a frame, far beyond any one operation on a
 * sane chain. */
enum { FARTHEST = 20000 };

static const struct event *event_at(const struct timeline *timeline, position at)
{
    return at >= timeline->first && at < timeline->end ? timeline_event(timeline, at) : NULL;
}

static bool is_assign_like(enum routine routine)
{
    return routine == ROUTINE_mapassign || routine == ROUTINE_mapaccess || routine == ROUTINE_mapdelete;
}

/* The key, hash and bucket of the operation under way: the nearest call, choose and (own) hash before `at`.
 */
static void read_operation(const struct picture *picture, struct now *now, position at)
{
    const struct timeline *timeline = picture->timeline;
    for (position back = at + 1; back > now->mark->begin && at + 1 - back < FARTHEST; back--) {
        const struct event *event = event_at(timeline, back - 1);
        if (!is_assign_like(code_line_routine(event->line)))
            continue;
        if (event->kind == EVENT_choose && !now->has_mask) {
            now->has_mask = now->has_hash = true;
            now->hash = event->before;
            now->mask = event->after;
        }
        if (event->kind == EVENT_hash && !now->has_hash) {
            now->has_hash = true;
            now->hash = event->after;
        }
        if (event->kind == EVENT_call) {
            now->has_key = event->before != 0;
            now->key = (value_id)event->before;
            return;
        }
    }
}

/* A relocation that `at` is inside of: from its lift, back from here, to its landing, ahead. */
static void read_relocation(const struct picture *picture, struct now *now, position at)
{
    const struct timeline *timeline = picture->timeline;
    position lift = at;
    while (timeline_event(timeline, lift)->kind != EVENT_lift) {
        enum event_kind kind = timeline_event(timeline, lift)->kind;
        bool ends = kind == EVENT_evacuated || kind == EVENT_work || kind == EVENT_grow ||
                    (kind == EVENT_moved && lift != at);
        if (ends || lift == now->mark->begin || at - lift > 400)
            return;
        lift--;
    }
    const struct event *event = timeline_event(timeline, lift);
    now->moving = true;
    now->has_key = true;
    now->has_hash = now->has_mask = false;
    now->key = (value_id)event->before;
    now->elem = (value_id)event->after;
    now->from = place_bucket(event_place(event));
    now->from_slot = event->slot;
    for (position ahead = lift; ahead < now->mark->end && ahead - lift < 400; ahead++) {
        event = timeline_event(timeline, ahead);
        bool passed = ahead <= at;
        if (event->kind == EVENT_hash && passed) {
            now->has_hash = true;
            now->hash = event->after;
        } else if (event->kind == EVENT_decide) {
            now->decided = passed;
            now->side = (int)(event->after & 1);
            now->reason = (enum side_reason)(event->after >> 1);
        } else if (event->kind == EVENT_tophash && event->line == LINE_evacuate_mark) {
            now->top = (uint8_t)event->before;
        } else if (event->kind == EVENT_travel) {
            now->travelling = passed;
            now->has_target = true;
            now->to = event->before;
            now->to_slot = (int)event->after;
        } else if (event->kind == EVENT_moved) {
            return;
        }
    }
}

static void read_changes(const struct picture *picture, struct now *now)
{
    const struct timeline *timeline = picture->timeline;
    position cursor = timeline->cursor;
    if (cursor == timeline->first)
        return;
    /* The stop before the cursor, as timeline_previous_stop() finds it, but looked for only so far: clearing
       a big map is a million writes in one step. */
    position from = cursor - 1;
    while (from > now->mark->begin && cursor - from < FARTHEST / 5 &&
           event_grain(timeline_event(timeline, from - 1)->kind) < GRAIN_CELL)
        from--;
    for (position at = from; at < cursor; at++) {
        const struct event *event = timeline_event(timeline, at);
        uint64_t before;
        if (event_class_of(event->kind) != EVENT_CLASS_WRITE || now_changed(now, event_place(event), &before))
            continue;
        if (now->change_count < NOW_CHANGES)
            now->changes[now->change_count++] = (struct change){event_place(event), event->before};
    }
}

bool now_changed(const struct now *now, struct place place, uint64_t *before)
{
    for (int i = 0; i < now->change_count; i++) {
        const struct place *other = &now->changes[i].place;
        if (other->region == place.region && other->index == place.index && other->field == place.field &&
            other->slot == place.slot) {
            *before = now->changes[i].before;
            return true;
        }
    }
    return false;
}

/* Where the action is: the last event up to here, and if it is a relocation its target too, that names a
 * bucket. */
static void read_focus(const struct picture *picture, struct now *now, position at)
{
    const struct timeline *timeline = picture->timeline;
    uint32_t old_array = (uint32_t)map_register(picture->map, REGISTER_OLDBUCKETS);
    for (position back = at + 1; back > now->mark->begin && at + 1 - back < 2000; back--) {
        const struct event *event = timeline_event(timeline, back - 1);
        if (event_class_of(event->kind) != EVENT_CLASS_LOOK || event->region <= REGION_BOOK ||
            event->region >= picture->map->memory.region_count)
            continue;
        struct chain_place place;
        reference link = place_bucket(event_place(event));
        bool in_old = event->region == old_array;
        if (!in_old && picture->map->memory.regions[event->region].kind == REGION_OVERFLOW)
            in_old = now_find_link(picture, now, link, &place) && place.old;
        if (in_old && now->focus_old == 0)
            now->focus_old = link;
        if (!in_old && now->focus_new == 0)
            now->focus_new = link;
        if (now->focus_new != 0 && (now->focus_old != 0 || old_array == 0))
            break;
    }
    if (now->moving) {
        now->focus_old = now->from;
        if (now->has_target)
            now->focus_new = now->to;
    }
}

struct now now_read(const struct picture *picture)
{
    struct now now = {.phase = 1000};
    const struct timeline *timeline = picture->timeline;
    position cursor = picture->moment.at;
    now.under_way =
        cursor < timeline->end && (picture->moment.phase > 0 || (picture->playing && !picture->backwards));
    if (!now.under_way && cursor == timeline->first)
        return now;
    position at = now.under_way ? cursor : cursor - 1;
    now.event = timeline_event(timeline, at);
    if (now.under_way)
        now.phase = picture->moment.phase;
    now.mark = timeline_mark_of(timeline, at);
    now.routine = code_line_routine(now.event->line);
    if (now.mark == NULL)
        return now;
    if (now.routine == ROUTINE_evacuate)
        read_relocation(picture, &now, at);
    if (!now.moving)
        read_operation(picture, &now, at);
    read_changes(picture, &now);
    read_focus(picture, &now, at);
    return now;
}

/* A chain is searched only where the action can be: from the main bucket that an event of this operation
 * named. */
static bool find_in_chain(const struct picture *picture, reference main_bucket, reference link, int *number)
{
    *number = 0;
    for (reference at = main_bucket; at != 0 && *number < 4096;
         at = map_next_link(picture->map, at), (*number)++) {
        if (at == link)
            return true;
    }
    return false;
}

bool now_find_link(const struct picture *picture, const struct now *now, reference link,
                   struct chain_place *place)
{
    const struct map *map = picture->map;
    uint32_t region = REFERENCE_REGION(link), index = REFERENCE_INDEX(link);
    uint32_t old_array = (uint32_t)map_register(map, REGISTER_OLDBUCKETS);
    uint32_t array = (uint32_t)map_register(map, REGISTER_BUCKETS);
    *place = (struct chain_place){.old = region == old_array, .bucket = index};
    if (region == array && index < map_bucket_count(map))
        return true;
    if (old_array != 0 && region == old_array && index < map_old_bucket_count(map))
        return true;
    if (now->mark == NULL)
        return false;
    /* An overflow bucket: go back to the last main bucket that was named and walk its chain; during a
       relocation the target hangs on one of the two new buckets of the old one in hand. */
    const struct timeline *timeline = picture->timeline;
    uint64_t old_count = map_old_bucket_count(map);
    position end = picture->moment.at < timeline->end ? picture->moment.at + 1 : timeline->end;
    int tried = 0;
    for (position back = end; back > now->mark->begin && end - back < 4000 && tried < 12; back--) {
        const struct event *event = timeline_event(timeline, back - 1);
        if (event_class_of(event->kind) != EVENT_CLASS_LOOK || event->region <= REGION_BOOK)
            continue;
        uint64_t bucket = event->index;
        if (event->region == array && bucket < map_bucket_count(map)) {
            tried++;
            if (find_in_chain(picture, map_bucket(map, bucket), link, &place->link)) {
                place->old = false;
                place->bucket = bucket;
                return true;
            }
        } else if (old_array != 0 && event->region == old_array && bucket < old_count) {
            tried++;
            uint64_t targets[] = {bucket, bucket + old_count};
            if (find_in_chain(picture, map_old_bucket(map, bucket), link, &place->link)) {
                place->old = true;
                place->bucket = bucket;
                return true;
            }
            for (int i = 0; i < (map_same_size(map) ? 1 : 2); i++) {
                if (find_in_chain(picture, map_bucket(map, targets[i]), link, &place->link)) {
                    place->old = false;
                    place->bucket = targets[i];
                    return true;
                }
            }
        }
    }
    return false;
}
