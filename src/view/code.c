/* The code panel: pseudo-code of the running routine, its current line marked. */
#include "view/panel.h"

#include <string.h>

void panel_draw_code(struct grid *grid, struct area area, const struct now *now)
{
    if (now->event == NULL || area.height < 2)
        return;
    const struct engine *engine = engines[ENGINE_OF(now->event->line)];
    size_t first = 0, count = 0;
    grid_text(grid, area.x, area.y, area.width, STYLE_label, routine_row(now->routine)->signature);
    while (engine->lines[first].routine != now->routine)
        first++;
    while (first + count < engine->line_count && engine->lines[first + count].routine == now->routine)
        count++;
    int current = ENGINE_NUMBER_IN(now->event->line) - (int)first, rows = area.height - 1;
    int top = current - rows / 2;
    if (top > (int)count - rows)
        top = (int)count - rows;
    if (top < 0)
        top = 0;
    for (int i = 0; i < rows && top + i < (int)count; i++) {
        const struct line_row *line = &engine->lines[first + (size_t)(top + i)];
        bool is_current = top + i == current;
        enum style style = is_current ? STYLE_code_now : STYLE_code;
        int y = area.y + 1 + i, indent = 2 + 2 * line->depth;
        if (is_current) {
            grid_fill(grid, area.x, y, area.width, 1, ' ', style);
            grid_put(grid, area.x, y, 0x25b8, style);
        }
        grid_text(grid, area.x + indent, y, area.width - indent, style, line->text);
    }
}
