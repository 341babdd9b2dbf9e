#ifndef VIEW_WORK_H
#define VIEW_WORK_H
/*
 * What was done, an operation a column: slots looked at and entries moved. A growth that is begun is told by the height of its column.
 * Behind it the history beside the lens of wide screens: this chart of the latest operations, and the growths so far.
 *
 * Knows: the timeline, costs, growths (read only). Must not know: engines.
 */
#include "view/panel.h"

struct work {
    int count;                         /* columns filled */
    uint32_t most;                     /* the highest of them, at least 1 */
    uint32_t columns[GRID_MOST_WIDTH]; /* the last one is the present operation, as far as it is done */
};

/* The latest operations that began behind `from`, at most `columns` of them. A command that has none, but does something, counts
   as one. The cost depends on what these operations did, and ends at a bound. */
struct work work_read(const struct picture *picture, const struct now *now, position from, int columns);

/* The columns, the last one at the right end or, if they do not fill the area, behind the others. */
void work_draw(struct grid *grid, struct area area, const struct work *work);

/* 4 → 8   8 → 16: the latest growths of the subject of the moment that began behind `from`, as many as fit. Returns whether there is one. */
bool work_draw_growths(struct grid *grid, int x, int y, int end, const struct picture *picture,
                       const struct now *now, position from);

/* The history: chart, its scale, growths. Draws nothing in an area of fewer than 4 lines. */
void work_draw_history(struct grid *grid, struct area area, const struct picture *picture,
                       const struct now *now);

#endif
