#include "view/now.h"

/* How far back a step that changes cells is looked for: clearing a big map is a million writes in one step. */
enum { FARTHEST_CHANGE = 4000 };

static void read_changes(const struct picture *picture, struct now *now)
{
    const struct timeline *timeline = picture->timeline;
    position cursor = timeline->cursor;
    if (cursor == timeline->first)
        return;
    /* The stop before the cursor, as timeline_previous_stop() finds it, but looked for only so far. */
    position from = cursor - now->mark->begin > FARTHEST_CHANGE ? cursor - FARTHEST_CHANGE : now->mark->begin,
             last = cursor - 1, step;
    from = from < last ? from : last;
    if (tape_step_before(&timeline->tape, last, from, &step))
        from = step + 1;
    for (position at = from; at < cursor && now->change_count < NOW_CHANGES; at++) {
        const struct event event = timeline_event(timeline, at);
        uint64_t before;
        if (event_class_of(event.kind) == EVENT_CLASS_WRITE &&
            !now_changed(now, event_place(&event), &before))
            now->changes[now->change_count++] = (struct change){event_place(&event), event.before};
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

bool now_is_over(const struct now *now)
{
    return !now->under_way && now->has_event && now->mark != NULL && now->at + 1 == now->mark->end;
}

struct event now_last_step(const struct picture *picture, const struct now *now)
{
    enum { FARTHEST_END = 64 };
    position at = now->at + 1;
    for (int left = FARTHEST_END; at > now->mark->begin && left > 0; left--) {
        const struct event event = timeline_event(picture->timeline, --at);
        if (event_class_of(event.kind) == EVENT_CLASS_LOOK && event_grain(event.kind) >= GRAIN_CELL)
            return event;
    }
    return now->event;
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
    now.at = now.under_way ? cursor : cursor - 1;
    now.has_event = true;
    now.event = timeline_event(timeline, now.at);
    if (now.under_way)
        now.phase = picture->moment.phase;
    now.subject = timeline_subject(timeline, now.at);
    now.whole = timeline_whole_subject(timeline, now.at);
    now.mark = timeline_mark_of(timeline, now.at);
    now.routine = code_line_routine(now.event.line);
    if (now.mark != NULL)
        read_changes(picture, &now);
    return now;
}
