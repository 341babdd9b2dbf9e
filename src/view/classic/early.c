#include "view/classic/early.h"

#include <string.h>

static bool begin(struct early *early, const struct classic *map)
{
    *early = (struct early){.count = classic_old_bucket_count(map), .key = VALUE_NONE};
    for (int i = 0; i < EARLY_BUCKETS; i++)
        early->by[i] = VALUE_NONE;
    return early->count <= EARLY_BUCKETS;
}

static void take(struct early *early, const struct event *event)
{
    enum { OWN = 1 };
    if (event->kind == CLASSIC_call)
        early->key = (value_id)event->before;
    if (event->kind != CLASSIC_evacuated && !(event->kind == CLASSIC_work && event->before == OWN))
        return;
    uint64_t bucket = event->index;
    if (bucket >= early->count || early->moved[bucket])
        return;
    if (event->kind == CLASSIC_work)
        early->by[bucket] = bucket > early->next && event->after == 0 ? early->key : VALUE_NONE;
    else
        early->moved[bucket] = true;
    while (early->next < early->count && early->moved[early->next])
        early->next++;
}

bool early_read(struct early *early, const struct picture *picture, const struct reading *reading)
{
    const struct timeline *timeline = picture->timeline;
    size_t last, index;
    position grow;
    if (!begin(early, &reading->map) || !timeline_landmark_before(timeline, reading->now->at, &last) ||
        !reading_growth(picture, reading, &grow) || !timeline_landmark_before(timeline, grow, &index))
        return false;
    for (size_t i = index; i > 0 && early->key == VALUE_NONE;
         i--) { /* the write that began it moves some, too */
        const struct event event = timeline_event(timeline, timeline_landmark(timeline, i - 1));
        early->key = event.kind == CLASSIC_call ? (value_id)event.before : VALUE_NONE;
    }
    for (; index <= last; index++) {
        position at = timeline_landmark(timeline, index);
        const struct event event = timeline_event(timeline, at);
        if (timeline_subject(timeline, at) == picture->home)
            take(early, &event);
    }
    return true;
}
