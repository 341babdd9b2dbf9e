#include "view/race/reading.h"

/* The event of this race that tells of a step, the last one at or before the moment; NULL if there is none near. `present`: it is of the
   command in hand. */
static const struct event *last_step(const struct picture *picture, const struct now *now, bool *present)
{
    enum { FARTHEST = 32 };
    const struct timeline *timeline = picture->timeline;
    size_t index;
    const struct event *event = timeline_landmark_before(timeline, now->at, &index);
    for (int left = FARTHEST; event != NULL && left > 0; left--) {
        *present = now->mark != NULL && timeline->landmarks[index] >= now->mark->begin;
        if (timeline_subject(timeline, timeline->landmarks[index]) == picture->home)
            return event;
        event = index > 0 ? timeline_landmark(timeline, --index) : NULL;
    }
    return NULL;
}

struct race_reading race_reading_of(const struct picture *picture, const struct now *now)
{
    const struct race race = race_of(picture->world, picture->home);
    struct race_reading reading = {.its = race_settled(&race), .now = now};
    reading.stands = race_stands_of(&reading.its.setup, &reading.its.state);
    if (picture->timeline->end == picture->timeline->first)
        return reading;
    bool present = false;
    const struct event *event = last_step(picture, now, &present);
    /* Back at the beginning nothing was stepped yet. */
    if (event == NULL || ENGINE_OF(event->kind) != ENGINE_race || (reading.its.steps == 0 && !present))
        return reading;
    reading.acts = true;
    reading.actor = event->slot;
    reading.has_step = event->kind != RACE_begins;
    if (reading.has_step)
        reading.done = race_done_of(event);
    reading.travels = now->under_way && now->event == event && event->kind == RACE_access;
    return reading;
}
