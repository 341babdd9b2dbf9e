/* The buckets panel: both arrays, their chains, and what the action does to them. */
#include "view/classic/chain_view.h"

#include <string.h>

struct drawing {
    struct grid *grid;
    struct area area;
    const struct picture *picture;
    const struct now *now;
    struct chain_view view;
};

/* Which of the marks on a slot matters most now; a slot has one look. */
enum emphasis { QUIET, CHANGED, VISITED, PROBED, MATCHED, TARGET, IN_HAND, UNDER_CURSOR };

static enum style entry_style(const struct drawing *d, const struct column *column, uint64_t bucket)
{
    if (column->old)
        return STYLE_old;
    uint64_t old_count = map_old_bucket_count(d->picture->map);
    if (old_count == 0 || map_same_size(d->picture->map))
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

static enum emphasis event_emphasis(const struct now *now, reference link, int slot)
{
    const struct event *event = now->event;
    if (event == NULL)
        return QUIET;
    reference at = place_bucket(event_place(event));
    bool here = event->region > REGION_BOOK && same_slot(at, event->slot, link, slot);
    if (now->moving) {
        if (!now->travelling && same_slot(now->from, now->from_slot, link, slot))
            return IN_HAND;
        if (now->has_target && same_slot(now->to, now->to_slot, link, slot))
            return event->kind == EVENT_moved ? IN_HAND : now->decided ? TARGET : QUIET;
        return QUIET;
    }
    if (!here)
        return QUIET;
    switch (event->kind) {
    case EVENT_probe:
        return event->before == event->after ? MATCHED : PROBED;
    case EVENT_candidate:
    case EVENT_restend:
    case EVENT_visit:
        return PROBED;
    case EVENT_compare:
        return event->after != 0 ? MATCHED : PROBED;
    case EVENT_found:
    case EVENT_deliver:
    case EVENT_lookup:
        return MATCHED;
    case EVENT_skip:
        return VISITED;
    case EVENT_placed:
    case EVENT_updated:
    case EVENT_removed:
        return IN_HAND;
    default:
        return QUIET;
    }
}

static enum emphasis slot_emphasis(const struct drawing *d, const struct column *column, uint64_t bucket,
                                   int number, reference link, int slot)
{
    const struct look *look = d->picture->look;
    if (look->on_buckets && look->cursor_old == column->old && look->cursor_bucket == (int64_t)bucket &&
        look->cursor_link == number && look->cursor_slot == slot)
        return UNDER_CURSOR;
    enum emphasis emphasis = event_emphasis(d->now, link, slot);
    uint64_t before;
    if (emphasis == QUIET && now_changed(d->now, place_cell(link, FIELD_TOPHASH, slot), &before))
        return CHANGED;
    if (emphasis == QUIET && now_changed(d->now, place_cell(link, FIELD_ELEM, slot), &before))
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
    const struct bucket *cells = memory_bucket(&d->picture->map->memory, link);
    uint8_t top = cells->tophash[slot];
    value_id key = cells->key[slot], elem = cells->elem[slot];
    uint64_t before;
    if (d->picture->look->before) {
        if (now_changed(d->now, place_cell(link, FIELD_TOPHASH, slot), &before))
            top = (uint8_t)before;
        if (now_changed(d->now, place_cell(link, FIELD_KEY, slot), &before))
            key = (value_id)before;
        if (now_changed(d->now, place_cell(link, FIELD_ELEM, slot), &before))
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
    return d->now->moving && column->old && column->focus != 0 && column->focus_place.bucket == bucket;
}

static void draw_label(const struct drawing *d, const struct column *column, uint64_t bucket, int first_link,
                       int y)
{
    const struct map *map = d->picture->map;
    struct grid *grid = d->grid;
    bool growing = map_growing(map);
    bool frontier = column->old && bucket == map_register(map, REGISTER_NEVACUATE);
    /* Where an entry goes is not given away before its bit was looked at: a class may be guessing. */
    bool undecided = d->now->moving && !d->now->decided && !column->old;
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
    else if (column->old && map_evacuated(map, map_old_bucket(map, bucket)))
        grid_put(grid, tag, y, 0x2713, STYLE_good);
    else if (!column->old && growing && !map_same_size(map))
        grid_put(grid, tag, y, bucket < map_old_bucket_count(map) ? 'x' : 'y',
                 bucket < map_old_bucket_count(map) ? STYLE_new_x : STYLE_new_y);
}

static void draw_row(const struct drawing *d, const struct column *column, uint64_t bucket, int y)
{
    const struct map *map = d->picture->map;
    int first = chain_view_first_link(column, bucket), number = 0, x, row;
    draw_label(d, column, bucket, first, y);
    reference link = column->old ? map_old_bucket(map, bucket) : map_bucket(map, bucket);
    int hidden = 0, last_x = 0;
    for (; link != 0 && number < 1000; link = map_next_link(map, link), number++) {
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
    const struct map *map = picture->map;
    int x = column->x + 1, y = d->area.y, room = column->width - 2;
    int used;
    if (column->old) {
        used = panel_say(d->grid, x, y, room, STYLE_title, picture, WORD_PANEL_OLDBUCKETS,
                         PANEL_ARGUMENTS(NUMBER(column->rows)));
        uint64_t done =
            column->rows <= 1024 ? map_evacuated_count(map) : map_register(map, REGISTER_NEVACUATE);
        if (column->focus != 0 && is_moving_now(d, column, column->focus_place.bucket) &&
            map_evacuated(map, map_old_bucket(map, column->focus_place.bucket)) && done > 0)
            done--;
        int gauge = column->rows < 12 ? (int)column->rows : 12;
        if (room - used > gauge + 24) {
            used += 2 + panel_say(d->grid, x + used + 2, y, room - used - 2, STYLE_label, picture,
                                  WORD_PANEL_EVACUATED, NULL);
            panel_gauge(d->grid, x + used + 1, y, gauge, done, (uint64_t)column->rows, STYLE_good);
            used += gauge + 2;
        } else {
            used += 2;
        }
        used += grid_format(d->grid, x + used, y, room - used, STYLE_value, "%llu/%lld",
                            (unsigned long long)done, (long long)column->rows);
    } else {
        used = panel_say(d->grid, x, y, room, STYLE_title, picture, WORD_PANEL_BUCKETS,
                         PANEL_ARGUMENTS(NUMBER(column->rows)));
        if (map_register(map, REGISTER_NIL))
            panel_say(d->grid, x + used + 2, y, room - used - 2, STYLE_warn, picture, WORD_PANEL_NIL_MAP,
                      NULL);
        else if (column->rows == 0)
            panel_say(d->grid, x + used + 2, y, room - used - 2, STYLE_label, picture, WORD_PANEL_NO_BUCKETS,
                      NULL);
    }
    int64_t last = column->top + column->visible - 1;
    if (last >= column->rows)
        last = column->rows - 1;
    if (column->rows > column->visible && room - used > 12)
        panel_say(d->grid, x + used + 2, y, room - used - 2, STYLE_label, picture, WORD_PANEL_ROWS,
                  PANEL_ARGUMENTS(NUMBER(column->top), NUMBER(last)));
}

/* The free side while nothing grows: what the marks mean, or the chains that do not fit on their own side. */
static void draw_free_side(const struct drawing *d, const struct column *free_column)
{
    const struct picture *picture = d->picture;
    uint64_t noverflow = map_register(picture->map, REGISTER_NOVERFLOW);
    int x = free_column->x + 1, room = free_column->width - 2;
    if (noverflow > 0) {
        panel_say(d->grid, x, d->area.y, room, STYLE_title, picture, WORD_PANEL_OVERFLOW,
                  PANEL_ARGUMENTS(NUMBER(noverflow)));
        return;
    }
    static const struct {
        enum style style;
        const char *glyph;
        enum word word;
    } legend[] = {
        {STYLE_entry, "fig", WORD_LEGEND_ENTRY},
        {STYLE_dim, "·", WORD_LEGEND_EMPTY_REST},
        {STYLE_tombstone, "○", WORD_LEGEND_EMPTY_ONE},
        {STYLE_new_x, "▸x", WORD_LEGEND_X},
        {STYLE_new_y, "▸y", WORD_LEGEND_Y},
        {STYLE_warn, "+2", WORD_LEGEND_OVERFLOW},
        {STYLE_frontier, "▶", WORD_LEGEND_FRONTIER},
    };
    if (room < 26)
        return;
    int pitch = (int)(sizeof legend / sizeof *legend) * 2 <= d->view.height ? 2 : 1;
    panel_say(d->grid, x, d->area.y, room, STYLE_label, picture, WORD_LEGEND_TITLE, NULL);
    for (int i = 0; i < (int)(sizeof legend / sizeof *legend) && i * pitch < d->view.height; i++) {
        grid_text(d->grid, x, d->view.y + i * pitch, 4, legend[i].style, legend[i].glyph);
        panel_say(d->grid, x + 5, d->view.y + i * pitch, room - 5, STYLE_label, picture, legend[i].word,
                  NULL);
    }
}

/* The entry in flight: a straight line that starts and lands gently, drawn over everything. */
static void draw_flight(const struct drawing *d)
{
    const struct now *now = d->now;
    if (!now->moving || !now->has_target || now->event->kind != EVENT_travel || !now->under_way ||
        d->picture->look->motion != MOTION_FULL)
        return;
    int x0, y0, x1, y1;
    bool from = chain_view_find(&d->view, d->picture, now, now->from, now->from_slot, &x0, &y0);
    bool to = chain_view_find(&d->view, d->picture, now, now->to, now->to_slot, &x1, &y1);
    if (!from || !to)
        return;
    int64_t p = now->phase, eased = p * p * (3000 - 2 * p) / 1000000; /* smoothstep in thousandths */
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
    slot_text(d, &either, 0, now->top, now->key, now->elem, &text);
    int used = grid_text(d->grid, x, y, d->view.cell_width > 1 ? d->view.cell_width - 1 : 1, STYLE_moving,
                         text_string(&text));
    brackets(d, x, y, used, '[', ']', STYLE_moving);
    text_free(&text);
}

void buckets_draw(struct grid *grid, struct area area, const struct picture *picture, const struct now *now)
{
    struct drawing d = {grid, area, picture, now, chain_view_of(area, picture, now)};
    bool growing = map_growing(picture->map);
    for (int side = 0; side < 2; side++) {
        const struct column *column = &d.view.columns[side];
        if (!column->shown) {
            draw_free_side(&d, column);
            continue;
        }
        draw_title(&d, column);
        for (int64_t row = 0; row < column->visible && column->top + row < column->rows; row++) {
            bool appearing = growing && !column->old && d.view.shown_rows >= 0;
            if (!appearing || column->top + row < d.view.shown_rows)
                draw_row(&d, column, (uint64_t)(column->top + row), d.view.y + (int)row * column->pitch);
        }
    }
    draw_flight(&d);
}
