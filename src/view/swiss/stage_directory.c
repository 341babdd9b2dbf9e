/*
 * The directory: its entries beside one another, each with the number of its table, which is that of the first entry that names it; entries
 * of one table are joined. Where they are too many, a character stands for a run of entries: how full their tables are.
 */
#include "view/swiss/stage.h"

#include "base/number.h"

/* Where the entries stand. */
struct row {
    int x, y, pitch;
    bool numbered; /* a line above has the numbers of the entries */
};

static int entry_x(const struct swiss_stage *stage, const struct row *row, uint64_t entry)
{
    const struct now *now = stage->reading->now;
    int x = row->x + (int)entry * row->pitch;
    bool doubling = now->has_event && now->event.kind == SWISS_doubled && now->under_way &&
                    stage->picture->look->motion == MOTION_FULL;
    if (!doubling)
        return x;
    /* Each entry becomes two: they part where the one stood. */
    int before = row->x + (int)(entry / 2) * row->pitch;
    return before + (int)((int64_t)(x - before) * panel_eased(now->phase) / 1000);
}

static enum style style_of_table(const struct swiss_stage *stage, uint32_t table)
{
    const struct swiss_reading *reading = stage->reading;
    if (table == reading->made[0] && reading->growing && reading->splits)
        return STYLE_new_x;
    if (table == reading->made[1] && reading->growing && reading->splits)
        return STYLE_new_y;
    return table == stage->table || table == reading->table ? STYLE_strong : STYLE_label;
}

static bool is_pointed_at(const struct swiss_stage *stage, uint64_t entry)
{
    enum { PANE = 1 };
    const struct look *look = stage->picture->look;
    bool pointed = false;
    for (int i = 0; i < look->point_count; i++)
        pointed |= look->points[i].what == POINT_PLACE && look->points[i].place.pane == PANE &&
                   look->points[i].place.row == (int64_t)entry;
    return pointed;
}

static void draw_entries(const struct swiss_stage *stage, const struct row *row, uint64_t length)
{
    const struct swiss_reading *reading = stage->reading;
    uint64_t first = 0;
    int digits = row->pitch - 1;
    for (uint64_t entry = 0; entry < length; entry++) {
        uint32_t table = swiss_directory_table(&reading->map, entry);
        bool same = entry > 0 && table == swiss_directory_table(&reading->map, entry - 1);
        int x = entry_x(stage, row, entry), before = entry > 0 ? entry_x(stage, row, entry - 1) + digits : x;
        first = same ? first : entry;
        int number = x + digits - number_digits(first);
        enum style style = style_of_table(stage, table);
        if (row->numbered)
            grid_format(stage->grid, x, row->y, digits, STYLE_dim, "%*llu", digits,
                        (unsigned long long)entry);
        int y = row->y + row->numbered;
        grid_format(stage->grid, x, y, digits, style, "%*llu", digits, (unsigned long long)first);
        if (same)
            grid_fill(stage->grid, before, y, number - before, 1, 0x2500, style);
        bool chosen = reading->searching && reading->table != 0 && entry == reading->entry &&
                      !now_is_over(reading->now);
        if (chosen)
            grid_flag(stage->grid, x, row->y, digits, GRID_BOLD);
        if (chosen && row->numbered)
            grid_restyle(stage->grid, x, row->y, digits, STYLE_strong);
        if (chosen)
            grid_flag(stage->grid, x, y, digits, GRID_UNDERLINE);
        if (is_pointed_at(stage, entry))
            grid_flag(stage->grid, x, y, digits, GRID_REVERSE | GRID_BOLD);
    }
}

/* Runs of entries: each table counts in those that it begins in, or lies in. */
static void draw_runs(const struct swiss_stage *stage, int x, int y, int width, int rows, uint64_t length)
{
    const struct swiss *map = &stage->reading->map;
    uint64_t run = 1, entry = 0, part = 0, whole = 0, cell = 0;
    uint32_t table = 0;
    bool hand = false;
    while (length / run > (uint64_t)width * (uint64_t)rows)
        run *= 2;
    for (uint64_t at = 0; at < length; at = entry) {
        if (!swiss_next_table(map, &entry, &table) || entry <= at)
            return;
        part += swiss_table_word(map, table, SWISS_TABLE_USED);
        whole += swiss_most_entries(swiss_table_word(map, table, SWISS_TABLE_CAPACITY));
        hand |= table == stage->table;
        for (; cell < entry / run; cell++) {
            int cx = x + (int)(cell % (uint64_t)width), cy = y + (int)(cell / (uint64_t)width);
            grid_put(stage->grid, cx, cy, swiss_bar(part, whole), hand ? STYLE_strong : STYLE_entry);
            if (hand)
                grid_flag(stage->grid, cx, cy, 1, GRID_REVERSE);
        }
        if (entry % run == 0 && entry >= run) {
            part = whole = 0;
            hand = false;
        }
    }
}

int swiss_draw_directory(const struct swiss_stage *stage, struct area area)
{
    enum { TALL = 14, LEAST = 3, MOST_RUN_ROWS = 4 };
    uint64_t length = swiss_directory_length(&stage->reading->map);
    if (length < 2 || area.height < LEAST)
        return 0;
    struct row row = {.x = area.x + 1, .y = area.y, .pitch = number_digits(length - 1) + 1};
    row.numbered = stage->area.height >= TALL;
    row.x += panel_say(stage->grid, row.x, row.y + row.numbered, area.width / 3, STYLE_label, stage->picture,
                       WORD_SWISS_STAGE_DIRECTORY, PANEL_ARGUMENTS(NUMBER(length))) +
             2;
    int room = area.x + area.width - 1 - row.x;
    if (room < 2)
        return 0;
    if (length * (uint64_t)row.pitch <= (uint64_t)room + 1) {
        draw_entries(stage, &row, length);
        return 1 + row.numbered;
    }
    int width = 1, rows = area.height / 5 < MOST_RUN_ROWS ? area.height / 5 : MOST_RUN_ROWS;
    rows = rows > 1 ? rows : 1;
    while (width * 2 <= room)
        width *= 2;
    uint64_t needed = (length + (uint64_t)width - 1) / (uint64_t)width;
    rows = needed < (uint64_t)rows ? (int)needed : rows;
    draw_runs(stage, row.x, area.y, width, rows, length);
    return rows;
}
