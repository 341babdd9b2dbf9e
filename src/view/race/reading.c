#include "view/race/reading.h"

/* Where the event is that tells of a step of this race which began and is not done yet; false: none is under way. */
static bool step_under_way(const struct picture *picture, const struct now *now, position *where)
{
    const struct timeline *timeline = picture->timeline;
    size_t index = 0;
    if (timeline->end == timeline->first || !timeline_landmark_before(timeline, now->at, &index))
        return false;
    *where = timeline_landmark(timeline, index);
    event_kind kind = timeline_event(timeline, *where).kind;
    return ENGINE_OF(kind) == ENGINE_race && kind != RACE_stepped &&
           timeline_subject(timeline, *where) == picture->home;
}

struct race_reading race_reading_of(const struct picture *picture, const struct now *now)
{
    const struct race race = race_of(picture->world, picture->home);
    struct race_reading reading = {.its = race_settled(&race), .now = now};
    position where = 0;
    reading.stands = race_stands_of(&reading.its.setup, &reading.its.state);
    if (!step_under_way(picture, now, &where)) {
        reading.acts = reading.has_step = reading.its.steps > 0;
        reading.actor = reading.its.actor;
        if (reading.has_step)
            reading.done = reading.its.last;
        return reading;
    }
    const struct event event = timeline_event(picture->timeline, where);
    reading.acts = true;
    reading.has_step = event.kind == RACE_access;
    reading.actor = event.slot;
    if (reading.has_step)
        reading.done = race_done_of(&event);
    reading.travels = reading.has_step && now->under_way && now->at == where;
    return reading;
}
