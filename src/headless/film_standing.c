#include "headless/film_standing.h"

#include "base/memory_or_die.h"

#include <stdlib.h>

enum { STANDS_LEAST = 200 /* milliseconds: what is in flight is seen for a moment only */ };

static bool has_a_target(const struct grid *grid)
{
    for (int i = 0; i < grid->width * grid->height; i++) {
        if (grid->cells[i].style == STYLE_target_x || grid->cells[i].style == STYLE_target_y)
            return true;
    }
    return false;
}

void standing_see(struct standing *standing, size_t frame, const struct grid *grid)
{
    if (!has_a_target(grid))
        return;
    standing->fit =
        room_for_one_more(standing->fit, standing->count, &standing->capacity, sizeof *standing->fit);
    standing->fit[standing->count++] = frame;
}

/* Of the frames that stand long enough to be looked at, all or only those that are fit, the one nearest to the middle; STANDING_NONE if
   there is none. */
static size_t nearest_to_middle(const struct standing *standing, const struct svg_film *film, int64_t length,
                                bool all)
{
    int64_t nearest = INT64_MAX;
    size_t best = STANDING_NONE, fit = 0;
    for (size_t frame = 0; frame < film->frame_count; frame++) {
        int64_t from = film->times[frame];
        int64_t to = frame + 1 < film->frame_count ? film->times[frame + 1] : length;
        int64_t off = from > length / 2 ? from - length / 2 : length / 2 - from;
        bool is_fit = fit < standing->count && standing->fit[fit] == frame;
        fit += is_fit;
        if (to - from >= STANDS_LEAST && off < nearest && (all || is_fit)) {
            nearest = off;
            best = frame;
        }
    }
    return best;
}

size_t standing_choose(const struct standing *standing, const struct svg_film *film, int64_t length)
{
    size_t frame = standing->snapshot;
    for (int all = 0; all < 2 && frame == STANDING_NONE; all++)
        frame = nearest_to_middle(standing, film, length, all != 0);
    return frame != STANDING_NONE ? frame : 0;
}

void standing_free(struct standing *standing)
{
    free(standing->fit);
    *standing = (struct standing){0};
}
