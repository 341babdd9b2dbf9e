/* The buckets panel: both arrays, their chains, and what the action does to them. */
#include "view/classic/chain_view.h"
#include "view/classic/panels.h"

#include <string.h>

struct drawing {
    struct grid *grid;
    struct area area;
    const struct picture *picture;
    const struct reading *reading;
    struct chain_view view;
};

/* Which of the marks on a slot matters most reading; a slot has one look. */
enum emphasis { QUIET, CHANGED, VISITED, PROBED, MATCHED, TARGET, IN_HAND, UNDER_CURSOR };

static enum style entry_style(const struct drawing *d, const struct column *column, uint64_t bucket)
{
    if (column->old)
        return STYLE_old;
    uint64_t old_count = classic_old_bucket_count(&d->reading->map);
    if (old_count == 0 || classic_same_size(&d->reading->map))
        return STYLE_entry;
    return bucket < old_count ? STYLE_new_x : STYLE_new_y;
}

/* The text of a slot and the style of what it holds, whatever happens to it. */
static enum style slot_text(const struct drawing *d, const struct column *column, uint64_t bucket,
                            uint8_t top, value_id key, value_id elem, struct text *text)
{
    enum slot_content content = d->view.content;
    bool narrow = content == SLOT_GLYPH;
    switch (top) {
    case TOP_EMPTY_REST:
        text_add(text, content == SLOT_TOPHASH ? "··" : "·");
        return STYLE_dim;
    case TOP_EMPTY_ONE:
        text_add(text, content == SLOT_TOPHASH ? "○○" : "○");
        return STYLE_tombstone;
    case TOP_EVACUATED_X:
        text_add(text, narrow ? "x" : "▸x");
        return STYLE_new_x;
    case TOP_EVACUATED_Y:
        text_add(text, narrow ? "y" : "▸y");
        return STYLE_new_y;
    case TOP_EVACUATED_EMPTY:
        text_add(text, narrow ? "-" : "▸·");
        return STYLE_dim;
    default:
        break;
    }
    if (narrow)
        text_add(text, "■");
    else if (content == SLOT_TOPHASH)
        text_format(text, "%02x", top);
    else
        panel_value_cut(d->picture, content == SLOT_KEY ? key : elem, d->view.cell_width - 1, text);
    return entry_style(d, column, bucket);
}

static bool same_slot(reference a, int a_slot, reference b, int b_slot)
{
    return a == b && a_slot == b_slot;
}

static enum emphasis event_emphasis(const struct reading *reading, reference link, int slot)
{
    const struct event *event = reading->now->event;
    if (event == NULL)
        return QUIET;
    reference at = place_bucket(event_place(event));
    bool here = same_slot(at, event->slot, link, slot);
    if (reading->moving) {
        if (!reading->travelling && same_slot(reading->from, reading->from_slot, link, slot))
            return IN_HAND;
        if (reading->has_target && same_slot(reading->to, reading->to_slot, link, slot))
            return event->kind == CLASSIC_moved ? IN_HAND : reading->decided ? TARGET : QUIET;
        return QUIET;
    }
    if (!here)
        return QUIET;
    switch (event->kind) {
    case CLASSIC_probe:
        return event->before == event->after ? MATCHED : PROBED;
    case CLASSIC_candidate:
    case CLASSIC_restend:
    case CLASSIC_visit:
        return PROBED;
    case CLASSIC_compare:
        return event->after != 0 ? MATCHED : PROBED;
    case CLASSIC_found:
    case CLASSIC_deliver:
    case CLASSIC_lookup:
        return MATCHED;
    case CLASSIC_skip:
        return VISITED;
    case CLASSIC_placed:
    case CLASSIC_updated:
    case CLASSIC_removed:
        return IN_HAND;
    default:
        return QUIET;
    }
}

static enum emphasis slot_emphasis(const struct drawing *d, const struct column *column, uint64_t bucket,
                                   int number, reference link, int slot)
{
    const struct look *look = d->picture->look;
    if (look->on_buckets && (look->cursor.pane != 0) == column->old && look->cursor.row == (int64_t)bucket &&
        look->cursor.link == number && look->cursor.slot == slot)
        return UNDER_CURSOR;
    enum emphasis emphasis = event_emphasis(d->reading, link, slot);
    uint64_t before;
    if (emphasis == QUIET && now_changed(d->reading->now, bucket_place(link, FIELD_TOPHASH, slot), &before))
        return CHANGED;
    if (emphasis == QUIET && now_changed(d->reading->now, bucket_place(link, FIELD_ELEM, slot), &before))
        return CHANGED;
    return emphasis;
}

/* Brackets stand in the blanks around a slot, so that emphasis is seen without colour too. */
static void brackets(const struct drawing *d, int x, int y, int used, uint32_t left, uint32_t right,
                     enum style style)
{
    if (d->view.cell_width < 2)
        return;
    grid_put(d->grid, x - 1, y, left, style);
    grid_put(d->grid, x + used, y, right, style);
}

static void draw_slot(const struct drawing *d, const struct column *column, uint64_t bucket, int number,
                      reference link, int slot, int x, int y)
{
    const struct bucket *cells = classic_cells(&d->reading->map, link);
    uint8_t top = cells->tophash[slot];
    value_id key = cells->key[slot], elem = cells->elem[slot];
    uint64_t before;
    if (d->picture->look->before) {
        if (now_changed(d->reading->now, bucket_place(link, FIELD_TOPHASH, slot), &before))
            top = (uint8_t)before;
        if (now_changed(d->reading->now, bucket_place(link, FIELD_KEY, slot), &before))
            key = (value_id)before;
        if (now_changed(d->reading->now, bucket_place(link, FIELD_ELEM, slot), &before))
            elem = (value_id)before;
    }
    struct text text = {0};
    enum style style = slot_text(d, column, bucket, top, key, elem, &text);
    enum emphasis emphasis = slot_emphasis(d, column, bucket, number, link, slot);
    if (emphasis == TARGET) {
        text_clear(&text);
        text_add(&text, "□");
        style = STYLE_moving;
    }
    int used = grid_text(d->grid, x, y, d->view.cell_width > 1 ? d->view.cell_width - 1 : 1, style,
                         text_string(&text));
    text_free(&text);
    switch (emphasis) {
    case QUIET:
        break;
    case CHANGED:
        grid_flag(d->grid, x, y, used, GRID_UNDERLINE);
        break;
    case VISITED:
    case PROBED:
        grid_restyle(d->grid, x, y, used, STYLE_probe);
        brackets(d, x, y, used, '(', ')', STYLE_probe);
        break;
    case MATCHED:
        grid_restyle(d->grid, x, y, used, STYLE_match);
        brackets(d, x, y, used, '[', ']', STYLE_match);
        break;
    case TARGET:
        break;
    case IN_HAND:
        grid_restyle(d->grid, x, y, used, STYLE_moving);
        brackets(d, x, y, used, '[', ']', STYLE_moving);
        break;
    case UNDER_CURSOR:
        grid_restyle(d->grid, x, y, used, STYLE_cursor);
        break;
    }
    if (d->picture->look->found != VALUE_NONE && top >= TOP_MIN && key == d->picture->look->found)
        grid_flag(d->grid, x, y, used, GRID_BOLD | GRID_UNDERLINE);
}

/* Entries of it are moving at this moment: its first mark says evacuated, but it is not done. */
static bool is_moving_now(const struct drawing *d, const struct column *column, uint64_t bucket)
{
    return d->reading->moving && column->old && column->focus != 0 && column->focus_place.bucket == bucket;
}

static void draw_label(const struct drawing *d, const struct column *column, uint64_t bucket, int first_link,
                       int y)
{
    const struct classic *map = &d->reading->map;
    struct grid *grid = d->grid;
    bool growing = classic_growing(map);
    bool frontier = column->old && bucket == classic_register(map, REGISTER_NEVACUATE);
    /* Where an entry goes is not given away before its bit was looked at: a class may be guessing. */
    bool undecided = d->reading->moving && !d->reading->decided && !column->old;
    bool active = column->focus != 0 && column->focus_place.bucket == bucket && !undecided;
    if (frontier)
        grid_put(grid, column->x, y, 0x25b6, STYLE_frontier);
    else if (active)
        grid_put(grid, column->x, y, 0x203a, STYLE_strong);
    grid_format(grid, column->x + 1, y, column->index_width, active ? STYLE_strong : STYLE_label, "%*llu",
                column->index_width, (unsigned long long)bucket);
    int tag = column->x + column->index_width + 2;
    if (first_link > 0)
        grid_format(grid, tag, y, 1, STYLE_probe, "%d", first_link % 10);
    else if (is_moving_now(d, column, bucket))
        grid_put(grid, tag, y, 0x2026, STYLE_moving);
    else if (column->old && classic_evacuated(map, classic_old_bucket(map, bucket)))
        grid_put(grid, tag, y, 0x2713, STYLE_good);
    else if (!column->old && growing && !classic_same_size(map))
        grid_put(grid, tag, y, bucket < classic_old_bucket_count(map) ? 'x' : 'y',
                 bucket < classic_old_bucket_count(map) ? STYLE_new_x : STYLE_new_y);
}

static void draw_row(const struct drawing *d, const struct column *column, uint64_t bucket, int y)
{
    const struct classic *map = &d->reading->map;
    int first = chain_view_first_link(column, bucket), number = 0, x, row;
    draw_label(d, column, bucket, first, y);
    reference link = column->old ? classic_old_bucket(map, bucket) : classic_bucket(map, bucket);
    int hidden = 0, last_x = 0;
    for (; link != 0 && number < 1000; link = classic_next_link(map, link), number++) {
        if (!chain_view_slot(&d->view, column, bucket, number, 0, &x, &row)) {
            hidden += number > 0;
            continue;
        }
        if (number > first)
            grid_text(d->grid, x - 3, y, 2, STYLE_dim, "─▸");
        for (int slot = 0; slot < SLOTS; slot++) {
            chain_view_slot(&d->view, column, bucket, number, slot, &x, &row);
            draw_slot(d, column, bucket, number, link, slot, x, y);
        }
        last_x = x + d->view.cell_width;
    }
    if (hidden > 0)
        grid_format(d->grid, last_x, y, 2, STYLE_warn, hidden < 10 ? "+%d" : "++", hidden);
}

/* "BUCKETS 8", and which rows are shown if not all. */
static void draw_title(const struct drawing *d, const struct column *column)
{
    const struct picture *picture = d->picture;
    const struct classic *map = &d->reading->map;
    int x = column->x + 1, y = d->area.y, room = column->width - 2;
    int used;
    if (column->old) {
        used = panel_say(d->grid, x, y, room, STYLE_title, picture, WORD_CLASSIC_PANEL_OLDBUCKETS,
                         PANEL_ARGUMENTS(NUMBER(column->rows)));
        uint64_t done =
            column->rows <= 1024 ? classic_evacuated_count(map) : classic_register(map, REGISTER_NEVACUATE);
        if (column->focus != 0 && is_moving_now(d, column, column->focus_place.bucket) &&
            classic_evacuated(map, classic_old_bucket(map, column->focus_place.bucket)) && done > 0)
            done--;
        int gauge = column->rows < 12 ? (int)column->rows : 12;
        if (room - used > gauge + 24) {
            used += 2 + panel_say(d->grid, x + used + 2, y, room - used - 2, STYLE_label, picture,
                                  WORD_CLASSIC_PANEL_EVACUATED, NULL);
            panel_gauge(d->grid, x + used + 1, y, gauge, done, (uint64_t)column->rows, STYLE_good);
            used += gauge + 2;
        } else {
            used += 2;
        }
        used += grid_format(d->grid, x + used, y, room - used, STYLE_value, "%llu/%lld",
                            (unsigned long long)done, (long long)column->rows);
    } else {
        used = panel_say(d->grid, x, y, room, STYLE_title, picture, WORD_CLASSIC_PANEL_BUCKETS,
                         PANEL_ARGUMENTS(NUMBER(column->rows)));
        if (classic_register(map, REGISTER_NIL))
            panel_say(d->grid, x + used + 2, y, room - used - 2, STYLE_warn, picture,
                      WORD_CLASSIC_PANEL_NIL_MAP, NULL);
        else if (column->rows == 0)
            panel_say(d->grid, x + used + 2, y, room - used - 2, STYLE_label, picture,
                      WORD_CLASSIC_PANEL_NO_BUCKETS, NULL);
    }
    int64_t last = column->top + column->visible - 1;
    if (last >= column->rows)
        last = column->rows - 1;
    if (column->rows > column->visible && room - used > 12)
        panel_say(d->grid, x + used + 2, y, room - used - 2, STYLE_label, picture, WORD_CLASSIC_PANEL_ROWS,
                  PANEL_ARGUMENTS(NUMBER(column->top), NUMBER(last)));
}

/* The free side while nothing grows: what the marks mean, or the chains that do not fit on their own side. */
static void draw_free_side(const struct drawing *d, const struct column *free_column)
{
    const struct picture *picture = d->picture;
    uint64_t noverflow = classic_register(&d->reading->map, REGISTER_NOVERFLOW);
    int x = free_column->x + 1, room = free_column->width - 2;
    if (noverflow > 0) {
        panel_say(d->grid, x, d->area.y, room, STYLE_title, picture, WORD_CLASSIC_PANEL_OVERFLOW,
                  PANEL_ARGUMENTS(NUMBER(noverflow)));
        return;
    }
    static const struct {
        enum style style;
        const char *glyph;
        enum word word;
    } legend[] = {
        {STYLE_entry, "fig", WORD_CLASSIC_LEGEND_ENTRY},
        {STYLE_dim, "·", WORD_CLASSIC_LEGEND_EMPTY_REST},
        {STYLE_tombstone, "○", WORD_CLASSIC_LEGEND_EMPTY_ONE},
        {STYLE_new_x, "▸x", WORD_CLASSIC_LEGEND_X},
        {STYLE_new_y, "▸y", WORD_CLASSIC_LEGEND_Y},
        {STYLE_warn, "+2", WORD_CLASSIC_LEGEND_OVERFLOW},
        {STYLE_frontier, "▶", WORD_CLASSIC_LEGEND_FRONTIER},
    };
    if (room < 26)
        return;
    int pitch = (int)(sizeof legend / sizeof *legend) * 2 <= d->view.height ? 2 : 1;
    panel_say(d->grid, x, d->area.y, room, STYLE_label, picture, WORD_CLASSIC_LEGEND_TITLE, NULL);
    for (int i = 0; i < (int)(sizeof legend / sizeof *legend) && i * pitch < d->view.height; i++) {
        grid_text(d->grid, x, d->view.y + i * pitch, 4, legend[i].style, legend[i].glyph);
        panel_say(d->grid, x + 5, d->view.y + i * pitch, room - 5, STYLE_label, picture, legend[i].word,
                  NULL);
    }
}

/* The entry in flight: a straight line that starts and lands gently, drawn over everything. */
static void draw_flight(const struct drawing *d)
{
    const struct reading *reading = d->reading;
    if (!reading->moving || !reading->has_target || reading->now->event->kind != CLASSIC_travel ||
        !reading->now->under_way || d->picture->look->motion != MOTION_FULL)
        return;
    int x0, y0, x1, y1;
    bool from = chain_view_find(&d->view, reading, reading->from, reading->from_slot, &x0, &y0);
    bool to = chain_view_find(&d->view, reading, reading->to, reading->to_slot, &x1, &y1);
    if (!from || !to)
        return;
    int64_t p = reading->now->phase, eased = p * p * (3000 - 2 * p) / 1000000; /* smoothstep in thousandths */
    for (int behind = 1; behind <= 3; behind++) {
        int64_t q = eased - behind * 60;
        int x = x0 + (int)((x1 - x0) * q / 1000), y = y0 + (int)((y1 - y0) * q / 1000);
        const struct cell *cell = grid_cell(d->grid, x, y);
        if (q > 0 && cell != NULL && cell->rune == ' ')
            grid_put(d->grid, x, y, 0x00b7, STYLE_trail);
    }
    int x = x0 + (int)((x1 - x0) * eased / 1000);
    int64_t distance = (int64_t)(y1 - y0) * eased;
    int y = y0 + (int)((distance + (distance < 0 ? -500 : 500)) / 1000);
    struct text text = {0};
    struct column either = {0};
    slot_text(d, &either, 0, reading->top, reading->key, reading->elem, &text);
    int used = grid_text(d->grid, x, y, d->view.cell_width > 1 ? d->view.cell_width - 1 : 1, STYLE_moving,
                         text_string(&text));
    brackets(d, x, y, used, '[', ']', STYLE_moving);
    text_free(&text);
}

struct screen_room buckets_draw(struct grid *grid, struct area area, const struct picture *picture,
                                const struct reading *reading)
{
    struct drawing d = {grid, area, picture, reading, chain_view_of(area, picture, reading)};
    bool growing = classic_growing(&reading->map);
    const struct column *present = &d.view.columns[0];
    for (int side = 0; side < 2; side++) {
        const struct column *column = &d.view.columns[side];
        if (!column->shown) {
            draw_free_side(&d, column);
            continue;
        }
        present = column->old ? present : column;
        draw_title(&d, column);
        for (int64_t row = 0; row < column->visible && column->top + row < column->rows; row++) {
            bool appearing = growing && !column->old && d.view.shown_rows >= 0;
            if (!appearing || column->top + row < d.view.shown_rows)
                draw_row(&d, column, (uint64_t)(column->top + row), d.view.y + (int)row * column->pitch);
        }
    }
    draw_flight(&d);
    return (struct screen_room){.rows = present->visible, .top = present->top, .all = present->rows};
}
