#ifndef VIEW_CLASSIC_PANES_H
#define VIEW_CLASSIC_PANES_H
/*
 * The field: a map that is too big for bands, a character a run of buckets.
 *
 * While the map grows it has three panes, old, x and y, in the columns of the bands, and the same place in
 * all three is one split; below it stands the band in hand, as on smaller maps. At rest it has one pane, and
 * beside it a histogram of the buckets by their entries. Of a window of bands it is the strip above: one line
 * of the first array, which never scrolls.
 *
 * Knows: geometry, summaries of runs. Must not know: slots, keys, what the action does but for its bucket.
 */
#include "model/classic/summary.h"
#include "view/panel.h"

/* From so many buckets on there is a field in place of bands. */
enum { FIELD_FROM = 128, PANES_MOST_COLUMNS = 128 };

/* The three columns of the stage, and what stands in them while a map grows. */
enum band_side { BAND_OLD, BAND_X, BAND_Y, BAND_SIDES };

struct panes {
    int rows, columns; /* 0 rows: there is none */
    int group;         /* columns that stand together, with a blank behind them; 0: all */
    int sides;         /* 1 at rest, 2 for a growth of the same size, else 3 */
    int y;             /* its first line */
    int cells[BAND_SIDES],
        number_end[BAND_SIDES]; /* columns; a row's number ends there, if there is room for one */
    int digits;                 /* of the largest number of a row */
    uint64_t count;             /* buckets of the array in the first pane */
    uint64_t first;             /* the part of it that is shown, a power of two; all of it unless zoomed */
    uint64_t shown;
    uint64_t run; /* buckets a character */
};

/* Columns that so many characters take, in groups. */
int panes_width(int columns, int group);

/* The most rows that may stand in so many lines, a power of two, and the runs of the rest. */
void panes_set_rows(struct panes *panes, int lines);

/* Narrows the field to 2^-zoom of its array, to the part that holds `bucket`; but not to less than fits into so many lines with a
   character a bucket. */
void panes_zoom(struct panes *panes, int zoom, int lines, uint64_t bucket);

/* Where a bucket's run stands: x counted from the field's left edge. False: it is not shown. */
bool panes_find(const struct panes *panes, enum band_side pane, uint64_t bucket, int *x, int *y);

#endif
