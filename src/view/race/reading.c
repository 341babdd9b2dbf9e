#include "view/race/reading.h"

/* The event that tells of a step of this race which began and is not done yet; NULL: none is under way. */
static const struct event *step_under_way(const struct picture *picture, const struct now *now)
{
    const struct timeline *timeline = picture->timeline;
    size_t index = 0;
    if (timeline->end == timeline->first)
        return NULL;
    const struct event *event = timeline_landmark_before(timeline, now->at, &index);
    if (event == NULL || ENGINE_OF(event->kind) != ENGINE_race || event->kind == RACE_stepped ||
        timeline_subject(timeline, timeline->landmarks[index]) != picture->home)
        return NULL;
    return event;
}

struct race_reading race_reading_of(const struct picture *picture, const struct now *now)
{
    const struct race race = race_of(picture->world, picture->home);
    struct race_reading reading = {.its = race_settled(&race), .now = now};
    const struct event *event = step_under_way(picture, now);
    reading.stands = race_stands_of(&reading.its.setup, &reading.its.state);
    reading.acts = event != NULL || reading.its.steps > 0;
    reading.has_step = event != NULL ? event->kind == RACE_access : reading.its.steps > 0;
    reading.actor = event != NULL ? event->slot : reading.its.actor;
    if (reading.has_step)
        reading.done = event != NULL ? race_done_of(event) : reading.its.last;
    reading.travels = reading.has_step && now->under_way && now->event == event;
    return reading;
}
