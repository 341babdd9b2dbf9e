/* The pop-up of a long reply: a box with a title, where it hides as little as possible of what it speaks of. */
#include "view/panel.h"

#include <string.h>

enum {
    EDGES = 2,
    SIDES = 4 /* an edge and a blank on both sides */,
    LEAST_LINES = 9,
    LEAST_WIDTH = 30,
    LEAST_BESIDE = 60
};

/* ---- where it stands */

/* Whether a cell belongs to what is in hand: its band, or what is lifted, looked at, decided or about to be written. */
static bool is_in_hand(const struct cell *cell)
{
    switch ((enum style)cell->style) {
    case STYLE_moving:
    case STYLE_probe:
    case STYLE_match:
    case STYLE_target_x:
    case STYLE_target_y:
        return true;
    default:
        return (cell->flags & GRID_GROUND) != 0;
    }
}

/* The rows of the stage from the first to the last with something in hand; false: there is nothing. */
static bool rows_in_hand(const struct grid *grid, struct area stage, int *first, int *last)
{
    bool any = false;
    for (int y = stage.y; y < stage.y + stage.height; y++) {
        for (int x = stage.x; x < stage.x + stage.width; x++) {
            const struct cell *cell = grid_cell(grid, x, y);
            if (cell == NULL || !is_in_hand(cell))
                continue;
            *first = any ? *first : y;
            *last = y;
            any = true;
        }
    }
    return any;
}

/*
 * At the bottom, if what is in hand stands above it; else above that; else where there is more room, if at least half of it can be
 * seen there, or as many lines as one can read on in; and only if there is no such place, over it.
 */
static struct area place(const struct grid *grid, struct area stage, int bottom, int width, int height)
{
    int first, last, most = height < bottom ? height : bottom;
    struct area area = {0, bottom - most, width, most};
    if (!rows_in_hand(grid, stage, &first, &last))
        return area;
    int below = bottom - last - 1, above = first;
    if (height <= below)
        return area;
    if (height <= above)
        return (struct area){0, above - height, width, height};
    int room = below >= above ? below : above;
    int seen = room - EDGES, lines = height - EDGES;
    if (seen < LEAST_LINES && seen * 2 < lines)
        return area;
    return (struct area){0, below >= above ? bottom - room : 0, width, room};
}

/* ---- what it looks like */

struct drawing {
    struct grid *grid;
    struct area inside;
    int top; /* first line shown */
};

static void draw_piece(void *context, const struct sheet_piece *piece)
{
    const struct drawing *drawing = context;
    const struct area *inside = &drawing->inside;
    int row = piece->line - drawing->top, x = inside->x + piece->x;
    int columns = inside->x + inside->width - x;
    if (row < 0 || row >= inside->height)
        return;
    struct text text = {0};
    text_append(&text, piece->bytes, piece->length);
    columns = piece->columns > 0 && piece->columns < columns ? piece->columns : columns;
    int used = grid_text(drawing->grid, x, inside->y + row, columns, STYLE_popup, text_string(&text));
    if (piece->kind == SHEET_IS_TITLE || piece->kind == SHEET_IS_NAME)
        grid_flag(drawing->grid, x, inside->y + row, used, GRID_BOLD);
    if (piece->kind == SHEET_IS_HEAD)
        grid_flag(drawing->grid, x, inside->y + row, used, GRID_UNDERLINE);
    text_free(&text);
}

static void draw_box(struct grid *grid, struct area area, const char *title)
{
    static const uint32_t corners[2][2] = {{0x250c, 0x2510}, {0x2514, 0x2518}};
    int right = area.x + area.width - 1, bottom = area.y + area.height - 1;
    /* The ends of lines beside the box could be read as something of their own. */
    if (grid->width - right - 1 < LEAST_BESIDE)
        grid_fill(grid, area.x, area.y, grid->width - area.x, area.height, ' ', STYLE_plain);
    else
        grid_fill(grid, right + 1, area.y, 1, area.height, ' ', STYLE_plain);
    grid_fill(grid, area.x, area.y, area.width, area.height, ' ', STYLE_popup);
    grid_fill(grid, area.x, area.y, 1, area.height, 0x2502, STYLE_popup);
    grid_fill(grid, right, area.y, 1, area.height, 0x2502, STYLE_popup);
    for (int edge = 0; edge < 2; edge++) {
        int y = edge == 0 ? area.y : bottom;
        grid_fill(grid, area.x, y, area.width, 1, 0x2500, STYLE_popup);
        grid_put(grid, area.x, y, corners[edge][0], STYLE_popup);
        grid_put(grid, right, y, corners[edge][1], STYLE_popup);
    }
    if (title[0] != '\0') {
        grid_put(grid, area.x + 2, area.y, ' ', STYLE_popup);
        int used = grid_text(grid, area.x + 3, area.y, area.width - 6, STYLE_popup, title);
        grid_flag(grid, area.x + 3, area.y, used, GRID_BOLD);
        grid_put(grid, area.x + 3 + used, area.y, ' ', STYLE_popup);
    }
}

/* How to go on, on the lower edge; shorter where that is too long. */
static void draw_hint(struct grid *grid, struct area area, const struct picture *picture, int top, int rows,
                      int lines)
{
    static const enum word all[] = {WORD_SHEET_CLOSE, WORD_SHEET_CLOSE, WORD_SHEET_CLOSE},
                           part[] = {WORD_SHEET_MORE, WORD_SHEET_MORE_KEYS, WORD_SHEET_MORE_SHORT};
    const enum word *words = lines > rows || picture->sheet_all > lines ? part : all;
    int before = picture->sheet_before, whole = picture->sheet_all > lines ? picture->sheet_all : lines;
    const char *const *arguments = PANEL_ARGUMENTS(
        GROUPED(before + top + 1), GROUPED(before + top + (rows < lines ? rows : lines)), GROUPED(whole));
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct text text = {0};
        words_format(&text, picture->words, words[i], arguments);
        int width = text_width(text_string(&text), text.length);
        bool fits = width <= area.width - 4;
        if (fits)
            grid_text(grid, area.x + area.width - 2 - width, area.y + area.height - 1, width, STYLE_popup,
                      text_string(&text));
        text_free(&text);
        if (fits)
            return;
    }
}

struct sheet_room panel_draw_sheet(struct grid *grid, struct area stage, int bottom,
                                   const struct picture *picture)
{
    const char *title = picture->sheet_title != NULL ? picture->sheet_title : "";
    int width = sheet_width(picture->sheet), named = text_width(title, strlen(title)) + 2;
    width = width > named ? width : named;
    width = (width > LEAST_WIDTH ? width : LEAST_WIDTH) + SIDES;
    width = width < grid->width ? width : grid->width;
    if (bottom < EDGES + 1 || width <= SIDES)
        return (struct sheet_room){0};
    int lines = sheet_lay(picture->sheet, width - SIDES, true, NULL, NULL);
    struct area area = place(grid, stage, bottom, width, lines + EDGES);
    int rows = area.height - EDGES, top = picture->sheet_top;
    top = top > lines - rows ? lines - rows : top;
    top = top < 0 ? 0 : top;
    draw_box(grid, area, title);
    struct drawing drawing = {grid, {area.x + 2, area.y + 1, area.width - SIDES, rows}, top};
    sheet_lay(picture->sheet, width - SIDES, true, draw_piece, &drawing);
    if (picture->hint_count > 0) /* in a film nobody is there to press a key */
        draw_hint(grid, area, picture, top, rows, lines);
    return (struct sheet_room){rows, lines};
}
