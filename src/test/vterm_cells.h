#ifndef TEST_VTERM_CELLS_H
#define TEST_VTERM_CELLS_H
/*
 * Does the screen of a terminal that others wrote (libvterm) show a grid, in characters and in colours?
 *
 * Knows: grids, how cells look, libvterm. Must not know: how the bytes got there. For tests only.
 * Faint characters are not looked at: libvterm doesn't keep them.
 */
#include "paint/appearance.h"

#include <vterm.h>

/* The first difference, row by row. `what` is NULL if there is none. */
struct vterm_difference {
    const char *what;
    int x, y;
    long seen, wanted;
};

enum { VTERM_NO_INDEX = -2 }; /* a colour that is neither of the palette nor the terminal's own */

static inline long vterm_colour_index(const VTermColor *colour, bool own)
{
    if (own)
        return -1;
    return VTERM_COLOR_IS_INDEXED(colour) ? colour->indexed.idx : VTERM_NO_INDEX;
}

static inline struct vterm_difference vterm_cell_difference(VTermScreen *screen, const struct grid *grid,
                                                            int x, int y, enum theme_name theme)
{
    const struct cell *cell = grid_cell(grid, x, y);
    VTermScreenCell seen;
    if (!vterm_screen_get_cell(screen, (VTermPos){.row = y, .col = x}, &seen))
        return (struct vterm_difference){"place", x, y, 0, 1};
    bool half =
        seen.chars[0] == UINT32_MAX; /* the second half of a wide character: it looks like the first */
    if (half || cell->width == 0)
        return (struct vterm_difference){half == (cell->width == 0) ? NULL : "half", x, y, half, !half};

    bool blank = seen.chars[0] == 0;
    struct appearance look = appearance_of(theme, cell);
    const struct vterm_difference pairs[] = {
        {"character", x, y, blank ? ' ' : seen.chars[0], cell->rune},
        {"mark", x, y, blank ? 0 : seen.chars[1], cell->mark},
        {"second mark", x, y, blank || seen.chars[1] == 0 ? 0 : seen.chars[2], 0},
        {"width", x, y, seen.width, cell->width},
        {"fore", x, y, vterm_colour_index(&seen.fg, VTERM_COLOR_IS_DEFAULT_FG(&seen.fg)), look.fore},
        {"back", x, y, vterm_colour_index(&seen.bg, VTERM_COLOR_IS_DEFAULT_BG(&seen.bg)), look.back},
        {"bold", x, y, seen.attrs.bold, look.bold},
        {"reverse", x, y, seen.attrs.reverse, look.reverse},
        {"underline", x, y, seen.attrs.underline != 0, look.underline},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (pairs[i].seen != pairs[i].wanted)
            return pairs[i];
    }
    return (struct vterm_difference){0};
}

static inline struct vterm_difference vterm_grid_difference(VTerm *terminal, const struct grid *grid,
                                                            enum theme_name theme)
{
    int width, height;
    struct vterm_difference difference = {0};
    vterm_get_size(terminal, &height, &width);
    if (width != grid->width)
        return (struct vterm_difference){"columns", 0, 0, width, grid->width};
    if (height != grid->height)
        return (struct vterm_difference){"rows", 0, 0, height, grid->height};
    VTermScreen *screen = vterm_obtain_screen(terminal);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width && difference.what == NULL; x++)
            difference = vterm_cell_difference(screen, grid, x, y, theme);
    }
    return difference;
}

#endif
