#include "view/classic/chain_view.h"

#include "base/number.h"

#include <string.h>

/* Columns for the number of hidden links; and between the links of a chain. LABEL: of an array of up to
   100 buckets. */
enum { BADGE = 2, LINK_GAP = 3, LABEL = 6 };

/* marker, index, blank, tag, blank */
static int label_width(const struct column *column)
{
    return column->index_width + 4;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Paging keeps rows still while the action stays near: the first row changes only by half screens. */
static int64_t top_row(int64_t row, int64_t rows, int height)
{
    if (rows <= height)
        return 0;
    int64_t step = height / 2 > 0 ? height / 2 : 1;
    int64_t top = row / step * step - step / 2;
    if (top > rows - height)
        top = rows - height;
    return top < 0 ? 0 : top;
}

static void place_column(struct chain_view *view, struct column *column, const struct picture *picture,
                         const struct reading *reading)
{
    const struct look *look = picture->look;
    column->focus = column->old ? reading->focus_old : reading->focus_new;
    if (column->focus != 0 && (!reading_find_link(&reading->map, column->focus, &column->focus_place) ||
                               column->focus_place.old != column->old))
        column->focus = 0;
    int64_t row = column->focus != 0 ? (int64_t)column->focus_place.bucket : 0;
    if (column->focus == 0 && column->old)
        row = (int64_t)classic_register(&reading->map, REGISTER_NEVACUATE);
    if (look->on_buckets && (look->cursor.pane != 0) == column->old)
        row = look->cursor.row;
    column->pitch = column->rows * 2 - 1 <= view->height ? 2 : 1;
    column->visible = column->pitch == 2 ? (int)column->rows : view->height;
    column->top = look->top;
    if (look->follow || look->on_buckets)
        column->top = top_row(row, column->rows, column->visible);
    else if (column->top > column->rows - column->visible)
        column->top = column->rows - column->visible;
    if (column->top < 0)
        column->top = 0;
}

/* The size of a slot depends on the terminal alone, so that a growth moves nothing. */
static void choose_cells(struct chain_view *view, const struct look *look, int half)
{
    static const int widest[] = {[CELLS_TOPHASH] = 3, [CELLS_KEY] = 10, [CELLS_VALUE] = 10};
    static const enum slot_content contents[] = {
        [CELLS_TOPHASH] = SLOT_TOPHASH, [CELLS_KEY] = SLOT_KEY, [CELLS_VALUE] = SLOT_VALUE};
    int width = least((half - LABEL - BADGE) / SLOTS, widest[look->cells]);
    view->cell_width = width < 1 ? 1 : width;
    view->content = width >= 4 ? contents[look->cells] : width == 3 ? SLOT_TOPHASH : SLOT_GLYPH;
}

struct chain_view chain_view_of(struct area area, const struct picture *picture,
                                const struct reading *reading)
{
    const struct classic *map = &reading->map;
    struct chain_view view = {.y = area.y + 1, .height = area.height - 1, .shown_rows = -1};
    if (view.height < 0)
        view.height = 0;
    int half = area.width / 2;
    bool growing = classic_growing(map);
    int side = (int)(classic_register(map, REGISTER_GROWTHS) % 2); /* of the present array */
    struct column *present = &view.columns[side], *other = &view.columns[1 - side];
    present->shown = true;
    present->rows = (int64_t)classic_bucket_count(map);
    other->shown = growing;
    other->old = true;
    other->rows = (int64_t)classic_old_bucket_count(map);
    view.columns[0].x = area.x;
    view.columns[1].x = area.x + area.width - half;
    for (int i = 0; i < 2; i++) {
        int index_width = number_digits(view.columns[i].rows > 0 ? (uint64_t)view.columns[i].rows - 1 : 0);
        view.columns[i].width = half;
        view.columns[i].index_width = index_width < 2 ? 2 : index_width;
    }
    choose_cells(&view, picture->look, half);
    int link_width = SLOTS * view.cell_width + LINK_GAP;
    for (int i = 0; i < 2; i++) {
        struct column *column = &view.columns[i];
        column->inline_links =
            1 + (half - label_width(column) - SLOTS * view.cell_width - BADGE) / link_width;
        if (column->inline_links < 1)
            column->inline_links = 1;
        place_column(&view, column, picture, reading);
    }
    if (!growing) {
        present->links_x = other->x + 1;
        present->free_links = (half - 1) / link_width;
    }
    if (reading->now->event != NULL && reading->now->event->kind == CLASSIC_grow && reading->now->under_way &&
        picture->look->motion == MOTION_FULL)
        view.shown_rows = (int)(present->rows * reading->now->phase / 1000);
    return view;
}

int chain_view_first_link(const struct column *column, uint64_t bucket)
{
    if (column->focus == 0 || column->focus_place.bucket != bucket)
        return 0;
    int shown = column->inline_links + column->free_links;
    int link = column->focus_place.link;
    return link < shown ? 0 : link - shown + 1;
}

bool chain_view_slot(const struct chain_view *view, const struct column *column, uint64_t bucket, int link,
                     int slot, int *x, int *y)
{
    int64_t row = (int64_t)bucket - column->top;
    if (!column->shown || row < 0 || row >= column->visible)
        return false;
    int number = link - chain_view_first_link(column, bucket);
    int link_width = SLOTS * view->cell_width + LINK_GAP;
    if (number < 0 || number >= column->inline_links + column->free_links)
        return false;
    if (number < column->inline_links)
        *x = column->x + label_width(column) + number * link_width;
    else
        *x = column->links_x + LINK_GAP + (number - column->inline_links) * link_width;
    *x += slot * view->cell_width;
    *y = view->y + (int)row * column->pitch;
    return true;
}

bool chain_view_find(const struct chain_view *view, const struct reading *reading, reference link, int slot,
                     int *x, int *y)
{
    struct link_place place;
    if (!reading_find_link(&reading->map, link, &place))
        return false;
    const struct column *column = view->columns[0].old == place.old ? &view->columns[0] : &view->columns[1];
    return chain_view_slot(view, column, place.bucket, place.link, slot, x, y);
}
