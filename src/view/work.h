#ifndef VIEW_WORK_H
#define VIEW_WORK_H
/*
 * What was done, an operation a column, of one subject: how high it is by the measure that is set, what it is judged by, and whether it
 * stands out. In the history beside the lens of wide screens, while many pass, and below each lane where subjects are compared: there
 * all lanes have one scale.
 *
 * Knows: the timeline, its ledger, what stands out, growths (read only). Must not know: engines.
 */
#include "view/panel.h"

struct work {
    int count;        /* columns filled */
    uint64_t highest; /* of them */
    uint64_t most;    /* the same, but at least 1: what a chart of them alone is as high as */
    uint64_t columns[GRID_MOST_WIDTH]; /* the last one is the present operation, as far as it is done */
    uint64_t limits[GRID_MOST_WIDTH];  /* what each was judged by, rounded down; 0: it was not */
    bool spikes[GRID_MOST_WIDTH];      /* whether it stands out; the present one only when it is done */
};

/* The latest operations of a subject that began behind `from` and not behind the moment, at most `columns` of them. What costs something and
   is no operation, as a growth by hand, has a column too. */
void work_read(struct work *work, const struct picture *picture, const struct now *now, uint32_t home,
               position from, int columns);

/* The columns, the last one at the right end or, if they do not fill the area, behind the others; `most` is as high as the area. Returns
   the house's marks that were drawn (panel.h). */
uint32_t work_draw(struct grid *grid, struct area area, const struct work *work, uint64_t most);

/* 4 → 8   8 → 16: the latest growths of the subject of the moment that began behind `from`, as many as fit. Returns whether there is one. */
bool work_draw_growths(struct grid *grid, int x, int y, int end, const struct picture *picture,
                       const struct now *now, position from);

/* The history: chart, its scale, growths. Draws nothing in an area of fewer than 4 lines. Returns marks as work_draw. */
uint32_t work_draw_history(struct grid *grid, struct area area, const struct picture *picture,
                           const struct now *now);

/* A lane's line of work: its name, the chart, the highest. Returns marks as work_draw. */
uint32_t work_draw_lane(struct grid *grid, struct area area, const struct picture *picture,
                        const struct work *work, uint64_t most);
/* The columns that a lane's chart has in so many. */
int work_lane_columns(int width);

/* What is measured, in the words for one row of `work` and `bytes`: the one that holds. */
enum word work_words(const struct picture *picture, enum word work, enum word bytes);

#endif
