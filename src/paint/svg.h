#ifndef PAINT_SVG_H
#define PAINT_SVG_H
/*
 * A still of a grid as an SVG picture: for pages, on a light or a dark ground.
 *
 * Knows: grids, themes, XML. Must not know: files, what is on the grid.
 *
 * The same grid gives the same bytes. A cell is SVG_CELL_WIDTH by SVG_CELL_HEIGHT units, all places are whole
 * numbers, and every piece of text is as long as its cells whatever font is at hand. Rows follow each other,
 * and pieces of text in a row stand from left to right: read in order they are the grid's text.
 */
#include "paint/painter.h"

enum { SVG_CELL_WIDTH = 9, SVG_CELL_HEIGHT = 17, SVG_MARGIN = 14 };

/* Appends the whole picture. A visible cursor is a cell with its colours turned. */
void svg_draw(const struct grid *grid, enum theme_name theme, struct text *out);

#endif
