#include "time/rhythm.h"

/* Landmarks looked at to each side: those of a relocation or two, with what stands between. */
enum { NEAR = 32 };

static int weight_of(const struct timeline *timeline, position at)
{
    return event_row(timeline_event(timeline, at).kind)->weight;
}

static bool is_move(const struct timeline *timeline, size_t landmark)
{
    return event_row(timeline_event(timeline, timeline_landmark(timeline, landmark)).kind)->cost == COST_MOVE;
}

/* Relocations of the command before the one that ends with this landmark, as far as they matter. */
static int moves_before(const struct timeline *timeline, const struct mark *mark, size_t end)
{
    int moves = 0;
    for (size_t i = end; i > 0 && end - i < NEAR && timeline_landmark(timeline, i - 1) >= mark->begin; i--)
        moves += is_move(timeline, i - 1);
    return moves;
}

static bool is_last(const struct timeline *timeline, const struct mark *mark, size_t end)
{
    for (size_t i = end + 1;
         i < timeline->landmarks.count && i - end < NEAR && timeline_landmark(timeline, i) < mark->end; i++) {
        if (is_move(timeline, i))
            return false;
    }
    return true;
}

/* Many relocations have none, and what is of no command. */
static bool has_rhythm(const struct rhythm *rhythm)
{
    return rhythm->mark != NULL && rhythm->mark->cost.moves > 0 && rhythm->mark->cost.moves <= RHYTHM_MOST;
}

/* The relocation that ends with this landmark: what it weighs, and what it lasts. */
static void read_relocation(struct rhythm *rhythm, size_t end)
{
    const struct timeline *timeline = rhythm->timeline;
    int whole = 0;
    for (position each = timeline_landmark(timeline, end - 1); each <= timeline_landmark(timeline, end);
         each++)
        whole += weight_of(timeline, each);
    if (whole <= RHYTHM_LEAST)
        return;
    int shown = whole;
    for (int i = moves_before(timeline, rhythm->mark, end); i > 0 && shown > RHYTHM_LEAST; i--)
        shown = shown * 4 / 5;
    rhythm->whole = whole;
    rhythm->shown = shown < RHYTHM_LEAST ? RHYTHM_LEAST : shown;
}

/* Finds what event `at` belongs to, and where that ends: a relocation with the landmark that is a move, what is none before the next
   landmark. */
static void read_stretch(struct rhythm *rhythm, position at)
{
    const struct timeline *timeline = rhythm->timeline;
    size_t index;
    rhythm->whole = rhythm->shown = 1;
    rhythm->until = at + 1;
    if (!timeline_landmark_before(timeline, at, &index))
        return;
    if (timeline_landmark(timeline, index) < at || !is_move(timeline, index))
        index++;
    if (index == 0)
        return;
    bool any = index < timeline->landmarks.count, move = any && is_move(timeline, index);
    rhythm->until = any ? timeline_landmark(timeline, index) + move : timeline->end;
    if (move && timeline_landmark(timeline, index) < rhythm->mark->end &&
        timeline_landmark(timeline, index - 1) >= rhythm->mark->begin &&
        !is_last(timeline, rhythm->mark, index))
        read_relocation(rhythm, index);
}

int rhythm_next(struct rhythm *rhythm, position at)
{
    int weight = weight_of(rhythm->timeline, at);
    if (weight == 0 || !has_rhythm(rhythm))
        return weight;
    if (at >= rhythm->until)
        read_stretch(rhythm, at);
    return weight * rhythm->shown / rhythm->whole;
}

int rhythm_of(const struct timeline *timeline, const struct mark *mark, position at)
{
    struct rhythm rhythm = {.timeline = timeline, .mark = mark};
    return rhythm_next(&rhythm, at);
}
