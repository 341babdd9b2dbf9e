/* The field: a character a group, how full it is, where there are more groups than can be shown in full. */
#include "view/swiss/stage.h"

#include "base/number.h"

enum { LABEL = 6, RUN = 16 /* groups between two blanks */, FULL_LINE = SWISS_MOST_CAPACITY / SWISS_SLOTS };

uint32_t swiss_bar(uint64_t part, uint64_t whole)
{
    if (part == 0 || whole == 0)
        return 0xb7;
    uint64_t eighths = part >= whole ? 8 : (part * 8 + whole - 1) / whole;
    return 0x2580 + (uint32_t)eighths;
}

/* Groups a line: a power of two, with a blank after each run. */
static int groups_a_line(int width)
{
    int groups = FULL_LINE;
    while (groups > RUN && LABEL + groups + groups / RUN - 1 > width - 2)
        groups /= 2;
    return groups;
}

int swiss_field_lines(int width, uint64_t groups)
{
    uint64_t a_line = (uint64_t)groups_a_line(width);
    return (int)((groups + a_line - 1) / a_line);
}

static bool same(struct swiss_place a, struct swiss_place b)
{
    return a.region == b.region && a.index == b.index;
}

static bool in_hand(const struct swiss_stage *stage, struct swiss_place place)
{
    const struct swiss_reading *reading = stage->reading;
    if (reading->growing)
        return reading->lifted && same(reading->from, place);
    return reading->has_group && !now_is_over(reading->now) && same(reading->group, place);
}

static void draw_group(const struct swiss_stage *stage, int x, int y, struct swiss_place place)
{
    const struct swiss_group *group = swiss_group(&stage->reading->map, place);
    unsigned full = swiss_match_full(group), free = swiss_match_free(group),
             empty = swiss_match(group, SWISS_EMPTY);
    if (in_hand(stage, place)) {
        grid_put(stage->grid, x, y, 0x25a0, STYLE_moving);
    } else if (free != empty) {
        grid_put(stage->grid, x, y, 0x2020, STYLE_tombstone);
    } else {
        uint64_t order = swiss_path_order(stage, place);
        bool visited = order > 0 && (stage->has_found || !now_is_over(stage->reading->now));
        /* Neighbours differ, so that bars do not become one. */
        grid_put(stage->grid, x, y, swiss_bar((uint64_t)__builtin_popcount(full), SWISS_SLOTS),
                 visited       ? STYLE_probe
                 : full == 0   ? STYLE_dim
                 : (x + y) % 2 ? STYLE_gauge
                               : STYLE_entry);
        if (visited)
            grid_flag(stage->grid, x, y, 1, GRID_UNDERLINE);
    }
    if (swiss_find_block(stage, place) != NULL) /* it is shown in full, too */
        grid_flag(stage->grid, x, y, 1, GRID_GROUND);
}

static int draw_table(const struct swiss_stage *stage, struct area area, uint32_t table, uint64_t number)
{
    uint32_t region;
    uint64_t groups = swiss_stage_groups(stage, table, &region);
    int a_line = groups_a_line(area.width), lines = 0;
    for (uint64_t first = 0; first < groups && lines < area.height; first += (uint64_t)a_line, lines++) {
        bool hand = table == stage->table && stage->tables > 1; /* of one alone there is nothing to choose */
        int x = area.x + 1, y = area.y + lines;
        if (first == 0 && stage->tables > 1)
            grid_format(stage->grid, x, y, LABEL - 1, hand ? STYLE_strong : STYLE_label, "%*llu", LABEL - 2,
                        (unsigned long long)number);
        else if (first > 0)
            grid_format(stage->grid, x, y, LABEL - 1, STYLE_dim, "%*s", LABEL - 2, "╰");
        if (hand && first == 0)
            grid_put(stage->grid, x + LABEL - 2, y, 0x203a, STYLE_strong);
        for (int i = 0; i < a_line && first + (uint64_t)i < groups; i++)
            draw_group(stage, x + LABEL + i + i / RUN, y,
                       (struct swiss_place){region, (uint32_t)first + (uint32_t)i});
    }
    return lines;
}

void swiss_draw_field(const struct swiss_stage *stage, struct area area, uint64_t ahead)
{
    const struct swiss *map = &stage->reading->map;
    uint64_t entry = stage->entry;
    int used = 0;
    while (ahead-- > 0 && entry > 0)
        entry -= swiss_table_entries(map, swiss_directory_table(map, entry - 1));
    for (uint32_t table; used < area.height;) {
        uint64_t at = entry;
        if (!swiss_next_table(map, &entry, &table))
            break;
        struct area left = {area.x, area.y + used, area.width, area.height - used};
        used += draw_table(stage, left, table, at);
    }
}

/* ---- the strip of a lane: runs of groups */

static bool run_holds(struct swiss_place place, struct swiss_place first, uint64_t count)
{
    return place.region == first.region && place.index >= first.index && place.index < first.index + count;
}

static void draw_run(const struct swiss_stage *stage, int x, int y, struct swiss_place first, uint64_t count)
{
    const struct swiss_reading *reading = stage->reading;
    uint64_t full = 0;
    bool old = first.region == reading->from.region, moved = old;
    for (uint64_t i = 0; i < count; i++) {
        struct swiss_place place = {first.region, first.index + (uint32_t)i};
        full += (uint64_t)__builtin_popcount(swiss_match_full(swiss_group(&reading->map, place)));
        moved = moved && swiss_has_moved(stage, place, SWISS_SLOTS - 1);
    }
    if (reading->lifted && run_holds(reading->from, first, count))
        grid_put(stage->grid, x, y, 0x25a0, STYLE_moving);
    else if (reading->moving && run_holds(reading->to, first, count))
        grid_put(stage->grid, x, y, 0x25a1, STYLE_strong);
    else if (moved)
        grid_put(stage->grid, x, y, 0x25b8, STYLE_aside);
    else
        grid_put(stage->grid, x, y, swiss_bar(full, count * SWISS_SLOTS),
                 full == 0 ? STYLE_dim : STYLE_entry);
}

void swiss_draw_strip(const struct swiss_stage *stage, int x, int y, int width, struct swiss_place first,
                      uint64_t count)
{
    uint64_t run = 1;
    while (count / run > (uint64_t)(width > 0 ? width : 1))
        run *= 2;
    for (uint64_t at = 0; at < count; at += run)
        draw_run(stage, x + (int)(at / run), y,
                 (struct swiss_place){first.region, first.index + (uint32_t)at},
                 at + run < count ? run : count - at);
}
