/* The way of a search: its groups in the order in which they were come to. */
#include "view/swiss/stage.h"

uint64_t swiss_path_order(const struct swiss_stage *stage, struct swiss_place group)
{
    const struct swiss_reading *reading = stage->reading;
    if (!reading->searching || reading->table == 0)
        return 0;
    for (int i = 0; i < reading->visited_count; i++) {
        if (reading->visited[i].region == group.region && reading->visited[i].index == group.index)
            return reading->visited_all - (uint64_t)(reading->visited_count - 1 - i);
    }
    return 0;
}

/* Of two groups that stand in one column: a line beside them, from one to the other, where nothing else stands. */
static void join(const struct swiss_stage *stage, const struct swiss_block *from, const struct swiss_block *to)
{
    int step = to->y > from->y ? 1 : -1;
    if (from->x != to->x)
        return;
    for (int y = from->y + step; y != to->y; y += step) {
        const struct cell *cell = grid_cell(stage->grid, from->x, y);
        if (cell != NULL && cell->rune == ' ')
            grid_put(stage->grid, from->x, y, 0x2502, STYLE_probe);
    }
}

static void draw_order(const struct swiss_stage *stage, const struct swiss_block *block, uint64_t order, bool last)
{
    enum style style = last ? STYLE_strong : STYLE_probe;
    grid_put(stage->grid, block->x, block->y, order < 10 ? '0' + (uint32_t)order : '+', style);
    if (stage->shape.margin > 1)
        grid_put(stage->grid, block->x + 1, block->y, 0x25b8, style);
}

void swiss_draw_path(const struct swiss_stage *stage)
{
    const struct swiss_reading *reading = stage->reading;
    if (!reading->searching || reading->table == 0)
        return;
    for (int i = 0; i < reading->visited_count; i++) {
        const struct swiss_block *block = swiss_find_block(stage, reading->visited[i]);
        if (block != NULL)
            draw_order(stage, block, swiss_path_order(stage, block->group), i == reading->visited_count - 1);
    }
    for (int i = 1; i < reading->visited_count; i++) {
        const struct swiss_block *from = swiss_find_block(stage, reading->visited[i - 1]),
                                 *to = swiss_find_block(stage, reading->visited[i]);
        if (from != NULL && to != NULL)
            join(stage, from, to);
    }
}

void swiss_say_path(const struct swiss_stage *stage, int x, int y)
{
    enum { MOST_SAID = 6 };
    const struct swiss_reading *reading = stage->reading;
    struct text way = {0};
    int end = stage->area.x + stage->area.width - 1, first = 0;
    if (!reading->searching || reading->table == 0 || reading->visited_count == 0)
        return;
    if (reading->visited_count > MOST_SAID)
        first = reading->visited_count - MOST_SAID;
    if (first > 0 || reading->visited_all > (uint64_t)reading->visited_count)
        text_add(&way, "… ");
    for (int i = first; i < reading->visited_count; i++)
        text_format(&way, "%s%u", i > first ? " → " : "", reading->visited[i].index);
    const char *const *arguments = PANEL_ARGUMENTS(text_string(&way), NUMBER(reading->visited_all));
    int width = panel_width(stage->picture, WORD_SWISS_STAGE_PATH, arguments);
    if (end - width > x + 1)
        panel_say(stage->grid, end - width, y, width, STYLE_probe, stage->picture, WORD_SWISS_STAGE_PATH, arguments);
    text_free(&way);
}
