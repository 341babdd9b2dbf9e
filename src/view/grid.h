#ifndef VIEW_GRID_H
#define VIEW_GRID_H
/*
 * A grid of screen cells, each a character with a meaning (style.def).
 *
 * Knows: characters and their width, styles by name. Must not know: colours, terminals, the map.
 * Everything drawn is clipped; no drawing outside the grid or its window ever touches a cell.
 */
#include "base/text.h"

#include <string.h>

enum style {
#define STYLE(name, meaning) STYLE_##name,
#include "view/style.def"
#undef STYLE
    STYLES
};

enum {
    GRID_BOLD = 1,
    GRID_REVERSE = 2,
    GRID_UNDERLINE = 4,
    GRID_GROUND = 8, /* part of what is in hand: a ground of its own, where there are colours enough */
    GRID_CARD = 16,  /* part of a bucket: a plate that its slots lie on */
};

struct cell {
    uint32_t rune;  /* 0 in the second half of a wide character */
    uint32_t mark;  /* a combining mark, or 0 */
    uint8_t style;  /* enum style */
    uint8_t flags;  /* GRID_BOLD ... added to what the theme says */
    uint8_t width;  /* 1 or 2; 0: second half of a wide character */
    uint8_t unused; /* 0, so that cells can be compared as bytes */
};

enum { GRID_MOST_WIDTH = 500, GRID_MOST_HEIGHT = 300 };

/* "80x24": the size of a screen worth keeping, from 40x12 to the most. False if it is none. */
bool grid_read_size(const char *text, int *width, int *height);

struct grid {
    int width, height;
    struct cell *cells;     /* row by row */
    int cursor_x, cursor_y; /* where the terminal's cursor should stand; -1: hidden */
};

/* Sizes are clamped to 1 .. GRID_MOST_*. All cells become blank and plain. */
void grid_resize(struct grid *grid, int width, int height);
void grid_free(struct grid *grid);
void grid_clear(struct grid *grid);

/* One character; returns its width. A wide character that does not fit becomes a blank. */
int grid_put(struct grid *grid, int x, int y, uint32_t rune, enum style style);

/* Cells as they are, `count` of them beside one another; each must be of a character that is one column wide. For what draws so many
   that asking each for its width is what a frame costs. */
void grid_put_cells(struct grid *grid, int x, int y, const struct cell *cells, int count);

/* Text up to `columns` wide (cut with "…" if longer; columns < 0: up to the right edge). Controls never
   arrive in a cell. Returns the columns used. */
int grid_text(struct grid *grid, int x, int y, int columns, enum style style, const char *text);
/* The same of so many bytes. */
int grid_text_part(struct grid *grid, int x, int y, int columns, enum style style, const char *text,
                   size_t length);
int grid_format(struct grid *grid, int x, int y, int columns, enum style style, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
void grid_fill(struct grid *grid, int x, int y, int width, int height, uint32_t rune, enum style style);
void grid_flag(struct grid *grid, int x, int y, int width, uint8_t flags); /* adds flags to a run of cells */
void grid_restyle(struct grid *grid, int x, int y, int width, enum style style);

const struct cell *grid_cell(const struct grid *grid, int x, int y); /* NULL outside */
bool grid_equal(const struct grid *a, const struct grid *b);
static inline bool cell_equal(const struct cell *a, const struct cell *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}
/* Whether two rows of cells are the same; for whoever looks for what changed, which most rows did not. */
bool grid_row_equal(const struct cell *a, const struct cell *b, int width);

/* The grid as plain text, a line a row, blanks at the end of lines left out. */
void grid_print(const struct grid *grid, struct text *text);

#endif
