#include "time/clock.h"

#include "base/number.h"
#include "time/rhythm.h"

#include <string.h>

void clock_init(struct clock *clock)
{
    *clock = (struct clock){.speed = 1000, .patience = CLOCK_PATIENCE};
}

bool clock_read_speed(const char *text, int *thousandths)
{
    int64_t speed;
    if (!number_read_thousandths(text, strlen(text), CLOCK_SPEED_MOST, &speed) || speed < CLOCK_SPEED_LEAST)
        return false;
    *thousandths = (int)speed;
    return true;
}

/* What an event of a command lasts that has its time in the rhythm of that. */
static int64_t lasts(int64_t patience, const struct mark *mark, int milliseconds)
{
    int64_t microseconds = (int64_t)milliseconds * 1000;
    if (microseconds == 0 || mark == NULL || mark->cost.weight <= (uint64_t)patience)
        return microseconds;
    return microseconds * patience / (int64_t)mark->cost.weight;
}

int64_t clock_duration(int64_t patience, const struct timeline *timeline, position at)
{
    const struct mark *mark = timeline_mark_of(timeline, at);
    return lasts(patience, mark, rhythm_of(timeline, mark, at));
}

int64_t clock_duration_of_run(int64_t patience, const struct timeline *timeline, position begin, position end,
                              int64_t most)
{
    struct rhythm rhythm = {.timeline = timeline, .mark = timeline_mark_of(timeline, begin)};
    int64_t microseconds = 0;
    for (position at = begin; at < end && microseconds < most; at++)
        microseconds += lasts(patience, rhythm.mark, rhythm_next(&rhythm, at));
    return microseconds;
}

static int64_t duration(const struct clock *clock, const struct timeline *timeline, position at)
{
    return clock_duration(clock->patience, timeline, at);
}

void clock_play(struct clock *clock, const struct timeline *timeline, position until)
{
    clock->until = until;
    clock->backwards = until < timeline->cursor;
    clock->playing = until != timeline->cursor || clock->elapsed > 0;
}

void clock_stop(struct clock *clock)
{
    clock->playing = false;
}

void clock_settle(struct clock *clock)
{
    clock->playing = false;
    clock->elapsed = 0;
}

static bool advance_forward(struct clock *clock, struct timeline *timeline, int64_t budget)
{
    struct rhythm rhythm = {.timeline = timeline};
    while (timeline->cursor < clock->until) {
        if (rhythm.mark == NULL || timeline->cursor >= rhythm.mark->end)
            rhythm =
                (struct rhythm){.timeline = timeline, .mark = timeline_mark_of(timeline, timeline->cursor)};
        int64_t left =
            lasts(clock->patience, rhythm.mark, rhythm_next(&rhythm, timeline->cursor)) - clock->elapsed;
        if (budget < left) {
            clock->elapsed += budget;
            return true;
        }
        budget -= left > 0 ? left : 0;
        clock->elapsed = 0;
        timeline_seek(timeline, timeline->cursor + 1);
    }
    clock->playing = false;
    return true;
}

/* Backwards an event is taken back first and its phase then runs from its end to its beginning. */
static bool advance_backwards(struct clock *clock, struct timeline *timeline, int64_t budget)
{
    for (;;) {
        if (budget < clock->elapsed) {
            clock->elapsed -= budget;
            return true;
        }
        budget -= clock->elapsed;
        clock->elapsed = 0;
        if (timeline->cursor <= clock->until)
            break;
        timeline_seek(timeline, timeline->cursor - 1);
        clock->elapsed = duration(clock, timeline, timeline->cursor);
    }
    clock->playing = false;
    return true;
}

bool clock_advance(struct clock *clock, struct timeline *timeline, int64_t milliseconds)
{
    if (!clock->playing || milliseconds <= 0)
        return false;
    int64_t budget = milliseconds * clock->speed;
    return clock->backwards ? advance_backwards(clock, timeline, budget)
                            : advance_forward(clock, timeline, budget);
}

struct moment clock_moment(const struct clock *clock, const struct timeline *timeline)
{
    struct moment moment = {.at = timeline->cursor};
    if (clock->elapsed == 0 || timeline->cursor >= timeline->end)
        return moment;
    int64_t whole = duration(clock, timeline, timeline->cursor);
    if (whole > 0)
        moment.phase = (int)(clock->elapsed >= whole ? 1000 : clock->elapsed * 1000 / whole);
    return moment;
}

int clock_next_change(const struct clock *clock, const struct timeline *timeline)
{
    if (!clock->playing)
        return -1;
    if (timeline->cursor >= timeline->end ||
        event_row(timeline_event(timeline, timeline->cursor).kind)->glides)
        return CLOCK_FRAME;
    int64_t left =
        clock->backwards ? clock->elapsed : duration(clock, timeline, timeline->cursor) - clock->elapsed;
    int64_t milliseconds = left / clock->speed + 1;
    return milliseconds < CLOCK_FRAME ? CLOCK_FRAME : milliseconds > 1000 ? 1000 : (int)milliseconds;
}
