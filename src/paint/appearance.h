#ifndef PAINT_APPEARANCE_H
#define PAINT_APPEARANCE_H
/*
 * How a cell looks where 256 colours are at hand, and what those colours are as red, green and blue: for
 * painters that write files, so that a recording and a still of one grid agree.
 *
 * Knows: cells, themes. Must not know: escape sequences, file formats.
 */
#include "paint/painter.h"

/* A cell's looks with its style and its flags taken together. Colours are palette indices; -1 is the
   terminal's own. */
struct appearance {
    int16_t fore, back;
    bool bold, dim, reverse, underline;
};

enum { PALETTE_OWN_COLOURS = 16, PALETTE_SIZE = 256 };

/* The terminal that a theme is made for. Colours are 0xRRGGBB. */
struct palette {
    uint32_t fore, back; /* the terminal's own colours */
    uint32_t edge;       /* a line around a still, seen on white and on black pages */
    uint32_t colours[PALETTE_OWN_COLOURS];
};

struct appearance appearance_of(enum theme_name theme, const struct cell *cell);
bool appearance_equal(const struct appearance *a, const struct appearance *b);

const struct palette *palette_of(enum theme_name theme);
/* Index 0 to 255: the first 16 are the theme's, then a cube of 6 levels a side, then 24 greys. Gives
   0xRRGGBB. */
uint32_t palette_colour(const struct palette *palette, int index);

#endif
