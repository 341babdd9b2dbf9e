#ifndef VIEW_GLYPH_H
#define VIEW_GLYPH_H
/*
 * Sets of characters: what stands for a character that the program draws where a terminal doesn't show it,
 * or shows it two columns wide.
 *
 * Knows: characters, by glyph.def, which of them are ambiguous, and what they are made of. Must not know: terminals, locales, what
 * is on a grid.
 *
 * Everything is drawn with the full set; what is drawn is translated as the last step. A character becomes
 * one of the same width, so nothing moves.
 */
#include "view/grid.h"

enum glyphs {
    GLYPHS_UNICODE,
    GLYPHS_NARROW, /* only characters that are one column wide in East Asian terminals, too */
    GLYPHS_ASCII,  /* nothing of the program's own beyond ASCII; letters of keys stay as they are */
    GLYPH_SETS
};

extern const char *const glyph_set_names[]; /* "unicode", "narrow", "ascii"; ends with NULL */

/* What stands for a character in a set; the character itself if nothing has to. */
uint32_t glyph_in(enum glyphs set, uint32_t rune);

/* The table has a row for it, or it needs none: it is ASCII. */
bool glyph_is_known(uint32_t rune);

/* East Asian width "ambiguous": one column wide in most terminals, two in some. */
bool glyph_is_ambiguous(uint32_t rune);

/*
 * What a cell looks like, however it is written: the parts of its character and its mark in one order, so that an é and an e with a
 * mark over it are the same. Returns how many; of cells that look alike the parts are equal.
 */
enum { GLYPH_MOST_PARTS = 8 };
int glyph_look(const struct cell *cell, uint32_t parts[GLYPH_MOST_PARTS]);

/* Translates all cells. */
void glyph_replace(struct grid *grid, enum glyphs set);

#endif
