#ifndef VIEW_LIGHT_H
#define VIEW_LIGHT_H
/*
 * Panels that somebody points at.
 *
 * Knows: where panels stand. Must not know: what they show.
 */
#include "view/layout.h"
#include "view/screen.h"

/* Lights the panels among look->points: each has a ground of its own and an edge, and its title is lit where it has one. */
void light_panels(struct grid *grid, const struct layout *layout, const struct look *look);

#endif
