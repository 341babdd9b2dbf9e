#ifndef VIEW_MEMORY_BAR_H
#define VIEW_MEMORY_BAR_H
/*
 * The bytes of a subject as a bar: what lies where, how much of that is in use; and, in words, what is dead. Any engine's header may have it.
 *
 * Knows: struct engine_bytes, the heap. Must not know: engines, where the bar stands.
 */
#include "view/panel.h"

/* The bytes of picture->home, its dead ones too where they can be counted in a frame's time: that takes a walk over the heap. */
struct engine_bytes memory_bar_bytes(const struct picture *picture, struct engine_bytes bytes);

/* Draws it into a line from column x up to `end`, as long as there is room, if there is room at all. Returns where it ends. */
int memory_bar_draw(struct grid *grid, int x, int y, int end, const struct picture *picture,
                    const struct engine_bytes *bytes);

/* The columns that it needs at the least; 0: there is nothing to show. */
int memory_bar_least(const struct picture *picture, const struct engine_bytes *bytes);

#endif
