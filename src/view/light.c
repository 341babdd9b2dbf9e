/* What is pointed at is lit. */
#include "view/light.h"

/* The title of a panel on the rule above it, from x on: up to the line that goes on behind it. */
static void light_title(struct grid *grid, const struct layout *layout, int x)
{
    const struct cell *cell;
    int begin = x;
    if (layout->rule.height == 0)
        return;
    while ((cell = grid_cell(grid, x, layout->rule.y)) != NULL && cell->rune != 0x2500)
        x++;
    grid_flag(grid, begin, layout->rule.y, x - begin, GRID_REVERSE | GRID_BOLD);
}

/* A panel has a ground of its own, and an edge, so that it is seen without colours, too. */
static void light_area(struct grid *grid, const struct area *area)
{
    int x = area->x > 0 ? area->x - 1 : 0;
    for (int y = area->y; y < area->y + area->height; y++) {
        grid_flag(grid, x, y, area->width + area->x - x, GRID_GROUND);
        grid_flag(grid, x, y, 1, GRID_REVERSE);
    }
}

static void light_panel(struct grid *grid, const struct layout *layout, int panel)
{
    const struct area *cost = layout->history.height > 0 ? &layout->history : &layout->cost;
    const struct area *said = layout->story.height > 0 ? &layout->story : &layout->narration;
    const struct area *const areas[POINT_PANELS] = {
        [PANEL_HEADER] = &layout->header,
        [PANEL_LENS] = &layout->lens,
        [PANEL_STORY] = said,
        [PANEL_CODE] = &layout->code,
        [PANEL_COST] = cost,
        [PANEL_TIMELINE] = &layout->timebar,
        [PANEL_HINTS] = &layout->hints,
        [PANEL_PROMPT] = &layout->prompt,
        [POINT_STAGE] = &layout->stage,
        [POINT_MARKS] = &layout->marks,
    };
    light_area(grid, areas[panel]);
    if (panel == PANEL_TIMELINE)
        light_area(grid, &layout->track);
    if (panel == PANEL_LENS || panel == PANEL_CODE)
        light_title(grid, layout, areas[panel]->x);
    else if (panel == PANEL_COST && layout->history.height > 0)
        light_title(grid, layout, layout->history.x - 1);
}

void light_panels(struct grid *grid, const struct layout *layout, const struct look *look)
{
    for (int i = 0; i < look->point_count; i++) {
        if (look->points[i].what == POINT_PANEL)
            light_panel(grid, layout, look->points[i].panel);
    }
}
