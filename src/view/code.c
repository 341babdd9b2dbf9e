/* The code panel: pseudo-code of the running routine, its current line marked. */
#include "view/panel.h"

#include <string.h>

void code_draw(struct grid *grid, struct area area, const struct picture *picture, const struct now *now)
{
    (void)picture;
    if (now->event == NULL || area.height < 2)
        return;
    enum routine routine = now->routine;
    grid_text(grid, area.x, area.y, area.width, STYLE_label, routine_signature(routine));
    int first = 0;
    while (code_line_routine((enum code_line)first) != routine)
        first++;
    int count = 0;
    while (first + count < CODE_LINES && code_line_routine((enum code_line)(first + count)) == routine)
        count++;
    int current = now->event->line - first, rows = area.height - 1;
    int top = current - rows / 2;
    if (top > count - rows)
        top = count - rows;
    if (top < 0)
        top = 0;
    for (int i = 0; i < rows && top + i < count; i++) {
        enum code_line line = (enum code_line)(first + top + i);
        bool is_current = top + i == current;
        enum style style = is_current ? STYLE_code_now : STYLE_code;
        int y = area.y + 1 + i, indent = 2 + 2 * code_line_depth(line);
        if (is_current) {
            grid_fill(grid, area.x, y, area.width, 1, ' ', style);
            grid_put(grid, area.x, y, 0x25b8, style);
        }
        grid_text(grid, area.x + indent, y, area.width - indent, style, code_line_text(line));
    }
}
