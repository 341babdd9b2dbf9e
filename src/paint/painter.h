#ifndef PAINT_PAINTER_H
#define PAINT_PAINTER_H
/*
 * A painter shows grids somewhere: a terminal, text, a recording.
 *
 * Knows: grids and themes. Must not know: what is on the grid, or who drew it.
 */
#include "view/grid.h"

/* How a style looks, for each richness of colour. Numbers are palette indices; -1 is the terminal's own. */
struct look_of_style {
    int16_t fore256, back256;
    int8_t fore16, back16;
    int8_t fore8, back8;
    bool bold, dim, reverse, underline;                     /* with colours */
    bool mono_bold, mono_dim, mono_reverse, mono_underline; /* without any colour */
};

enum theme_name { THEME_DARK, THEME_LIGHT, THEMES };

/* The ground of what is in hand, of 256 colours. */
int16_t theme_ground(enum theme_name theme);

const struct look_of_style *theme_look(enum theme_name theme, enum style style);
/* "dark", "light"; -1 if unknown. */
int theme_find(const char *name);
extern const char *const theme_names[]; /* ends with NULL */

#endif
