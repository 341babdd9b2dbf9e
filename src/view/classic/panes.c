/* Where the field's characters stand. */
#include "view/classic/panes.h"

#include "base/number.h"

int panes_width(int columns, int group)
{
    return columns + (group > 0 ? columns / group - 1 : 0);
}

static uint64_t power_below(uint64_t number)
{
    return number == 0 ? 0 : (uint64_t)1 << number_log2(number);
}

void panes_set_rows(struct panes *panes, int lines)
{
    uint64_t all = panes->shown / (uint64_t)panes->columns,
             rows = power_below(lines > 0 ? (uint64_t)lines : 0);
    rows = rows > all ? all : rows;
    panes->rows = (int)rows;
    if (rows > 0)
        panes->run = panes->shown / (rows * (uint64_t)panes->columns);
}

void panes_zoom(struct panes *panes, int zoom, int lines, uint64_t bucket)
{
    uint64_t most = (uint64_t)panes->columns * power_below(lines > 0 ? (uint64_t)lines : 1);
    panes->shown = panes->count;
    for (; zoom > 0 && panes->shown > most; zoom--)
        panes->shown /= 2;
    panes->first = bucket % panes->count / panes->shown * panes->shown;
}

bool panes_find(const struct panes *panes, enum band_side pane, uint64_t bucket, int *x, int *y)
{
    uint64_t place = pane == BAND_Y ? bucket - panes->count : bucket;
    if (panes->rows == 0 || (int)pane >= panes->sides || place < panes->first ||
        place >= panes->first + panes->shown)
        return false;
    uint64_t cell = (place - panes->first) / panes->run;
    int column = (int)(cell % (uint64_t)panes->columns);
    *x = panes->cells[pane] + column + (panes->group > 0 ? column / panes->group : 0);
    *y = panes->y + (int)(cell / (uint64_t)panes->columns);
    return true;
}
