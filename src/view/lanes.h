#ifndef VIEW_LANES_H
#define VIEW_LANES_H
/*
 * Subjects below one another: who is not on the stage, in a title and a line of its face; and, where they are compared, a line of work
 * for each, the one on the stage among them, all to one scale.
 *
 * Knows: faces by their rows, charts of work. Must not know: any one engine.
 */
#include "view/layout.h"

/* Draws the strips, and the stage's line of work. Returns the house's marks that were drawn (panel.h). */
uint32_t lanes_draw(struct grid *grid, const struct layout *layout, const struct picture *picture,
                    const struct now *now);

#endif
