/* The story: what happens and why, in plain words. */
#include "view/pace.h"
#include "view/race/panels.h"

static void tell_event(const struct picture *picture, const struct race_reading *reading,
                       const struct event *event, struct text *text)
{
    switch (event->kind) {
    case RACE_access:
    case RACE_stepped: {
        struct race_done done = race_done_of(event);
        race_say_access(picture, reading->setup, event->slot, &done, text);
        break;
    }
    default:
        break;
    }
}

static bool opens_step(const struct timeline *timeline, position at)
{
    event_kind kind = timeline_event(timeline, at)->kind;
    return kind == RACE_begins || kind == RACE_access || kind == RACE_died || kind == RACE_left ||
           kind == RACE_stuck || kind == RACE_over;
}

void race_tell_story(const struct picture *picture, const struct race_reading *reading, struct text *text)
{
    const struct now *now = reading->now;
    struct pace pace = pace_of(picture, now, opens_step);
    struct text texts[PACE_SENTENCES] = {0};
    const struct event *event = now_is_over(now) && !picture->playing
                                    ? now_last_step(picture, now)
                                    : timeline_event(picture->timeline, pace.begin);
    if (ENGINE_OF(event->kind) == ENGINE_race)
        tell_event(picture, reading, event, &texts[0]);
    else
        panel_tell_space(picture, event, &texts[0]);
    pace_add(&pace, texts, text);
}
