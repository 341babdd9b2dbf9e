#include "view/pace.h"

/* A run is looked through so far, and time is counted up to what is enough for any sentence. A frame must not cost more with more
   events. A picture stands a little longer than what is told of it. */
enum { RUN_MOST = 4000, TIME_ENOUGH = 12000, TIME_MORE = 40 };

/* Milliseconds of the run, at speed 1. */
static int64_t time_of(const struct picture *picture, position begin, position end)
{
    if (!picture->playing)
        return INT64_MAX;
    return clock_duration_of_run(picture->patience, picture->timeline, begin, end,
                                 TIME_ENOUGH * INT64_C(1000)) /
           1000;
}

/* Whether the events of its command come so fast that nothing can be read of a run that is as long as one is looked through: so it is
   while a big map is cleared, which is one run. */
static bool is_too_fast(const struct picture *picture, const struct mark *mark)
{
    uint64_t weight = mark->cost.weight, patience = (uint64_t)picture->patience,
             time = weight < patience ? weight : patience;
    return picture->playing && time * 2 * RUN_MOST < (PACE_WORD + TIME_MORE) * (mark->end - mark->begin);
}

struct pace pace_of(const struct picture *picture, const struct now *now,
                    bool (*opens)(const struct timeline *timeline, position at))
{
    const struct timeline *timeline = picture->timeline;
    struct pace pace = {.begin = now->at, .end = now->at + 1};
    if (is_too_fast(picture, now->mark))
        return pace;
    while (pace.begin > now->mark->begin && now->at - pace.begin < RUN_MOST && !opens(timeline, pace.begin))
        pace.begin--;
    while (pace.end < now->mark->end && pace.end - now->at < RUN_MOST && !opens(timeline, pace.end))
        pace.end++;
    pace.time = time_of(picture, pace.begin, pace.end);
    return pace;
}

struct pace pace_of_run(const struct picture *picture, position begin, position end)
{
    return (struct pace){.begin = begin, .end = end, .time = time_of(picture, begin, end)};
}

struct pace pace_of_event(const struct picture *picture, const struct now *now)
{
    struct pace pace = {.begin = now->at, .end = now->at + 1};
    pace.time = time_of(picture, pace.begin, pace.end);
    return pace;
}

bool pace_can_read(const struct pace *pace, const char *text)
{
    int64_t words = 0;
    for (const char *at = text; *at != '\0'; at++)
        words += *at != ' ' && (at == text || at[-1] == ' ');
    return words * PACE_WORD + TIME_MORE <= pace->time;
}

void pace_add(const struct pace *pace, struct text texts[PACE_SENTENCES], struct text *out)
{
    bool told = false;
    for (int i = 0; i < PACE_SENTENCES; i++) {
        if (!told && texts[i].length > 0 && pace_can_read(pace, text_string(&texts[i]))) {
            text_append(out, text_string(&texts[i]), texts[i].length);
            told = true;
        }
        text_free(&texts[i]);
    }
}
