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
    bool bold_few;                                          /* bold where there are at most 16 */
    bool mono_bold, mono_dim, mono_reverse, mono_underline; /* without any colour */
};

enum theme_name { THEME_DARK, THEME_LIGHT, THEME_PROJECTOR, THEMES };

/* What a theme stands on where the terminal's own ground can't be trusted, its own letters there, and the grounds of the band in hand,
   of slots in it, and of other buckets. */
struct ground_of_theme {
    int16_t fore256, back256, band256, card256, band_card256;
    int8_t fore16, back16;
    int8_t fore8, back8;
    bool light;
};
const struct ground_of_theme *theme_ground(enum theme_name theme);
/* The ground of a cell with such flags of 256; -1: the terminal's own. */
int16_t theme_ground_of(enum theme_name theme, unsigned flags);

const struct look_of_style *theme_look(enum theme_name theme, enum style style);
/* "dark", "light", "projector"; -1 if unknown. */
int theme_find(const char *name);
extern const char *const theme_names[];   /* ends with NULL */
extern const char *const theme_choices[]; /* the same, and "auto" */

/* The least contrast that letters have on their background, in hundredths: 450, or 700. */
int theme_contrast(enum theme_name theme);
/* Dots, rules, hooks and bars are drawn in this style, never letters. */
bool theme_is_faint(enum style style);
/* All letters of the theme can be read on a terminal with that background (0xRRGGBB, 256 colours). */
bool theme_suits(enum theme_name theme, uint32_t background);
/* The theme for a background that is dark or light. */
enum theme_name theme_for(uint32_t background);

#endif
