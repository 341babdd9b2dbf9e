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

/* The number of the landmark that ends the relocation which event `at` belongs to; false: it belongs to none. */
static bool find_end(const struct timeline *timeline, const struct mark *mark, position at, size_t *end)
{
    size_t index;
    if (!timeline_landmark_before(timeline, at, &index))
        return false;
    if (timeline_landmark(timeline, index) < at || !is_move(timeline, index))
        index++;
    if (index == 0 || index >= timeline->landmark_count || !is_move(timeline, index) ||
        timeline_landmark(timeline, index) >= mark->end ||
        timeline_landmark(timeline, index - 1) < mark->begin)
        return false;
    *end = index;
    return true;
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
         i < timeline->landmark_count && i - end < NEAR && timeline_landmark(timeline, i) < mark->end; i++) {
        if (is_move(timeline, i))
            return false;
    }
    return true;
}

int rhythm_of(const struct timeline *timeline, const struct mark *mark, position at)
{
    int weight = weight_of(timeline, at), whole = 0;
    size_t end;
    if (weight == 0 || mark == NULL || mark->cost.moves == 0 || mark->cost.moves > RHYTHM_MOST ||
        !find_end(timeline, mark, at, &end) || is_last(timeline, mark, end))
        return weight;
    for (position each = timeline_landmark(timeline, end - 1); each <= timeline_landmark(timeline, end);
         each++)
        whole += weight_of(timeline, each);
    if (whole <= RHYTHM_LEAST)
        return weight;
    int shown = whole;
    for (int i = moves_before(timeline, mark, end); i > 0 && shown > RHYTHM_LEAST; i--)
        shown = shown * 4 / 5;
    return weight * (shown < RHYTHM_LEAST ? RHYTHM_LEAST : shown) / whole;
}
