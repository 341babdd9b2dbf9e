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

/* For who can't see the picture, and for who points at it: what it is called, and what there is to see. NULL or "": nothing. */
struct svg_words {
    const char *title, *desc;
};

/* Appends the whole picture. A visible cursor is a cell with its colours turned. */
void svg_draw(const struct grid *grid, enum theme_name theme, const struct svg_words *words,
              struct text *out);

/* ---- the same in parts, for pictures that are put together of elements (svg_film.h) */

enum svg_layer { SVG_GROUNDS /* and underlines */, SVG_TEXTS, SVG_LAYERS };

/* Calls `take` with each element of the picture, layer by layer, in the order of reading. No two of them overlap within a layer,
   none is there twice. */
void svg_each(const struct grid *grid, enum theme_name theme,
              void (*take)(void *context, enum svg_layer layer, const char *element), void *context);

/* Appends what stands around the elements. `style`: rules of a style sheet, "" for none. */
void svg_begin(int columns, int rows, enum theme_name theme, const struct svg_words *words, const char *style,
               struct text *out);
void svg_begin_layer(enum svg_layer layer, struct text *out);
void svg_end_layer(struct text *out);
void svg_end(struct text *out);

#endif
