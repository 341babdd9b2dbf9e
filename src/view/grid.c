#include "view/grid.h"

#include "base/memory_or_die.h"
#include "base/number.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Invariant: a cell of width 2 is followed, in its row, by a cell of width 0 with rune 0, and no cell of
 * width 0 stands elsewhere. place() keeps it by blanking the other half of every wide character that it cuts.
 */

static const struct cell blank = {.rune = ' ', .style = STYLE_plain, .width = 1};

bool grid_read_size(const char *text, int *width, int *height)
{
    enum { LEAST_WIDTH = 40, LEAST_HEIGHT = 12 };
    uint64_t columns, rows;
    if (!number_read_pair(text, strlen(text), &columns, &rows) || columns < LEAST_WIDTH ||
        columns > GRID_MOST_WIDTH || rows < LEAST_HEIGHT || rows > GRID_MOST_HEIGHT)
        return false;
    *width = (int)columns;
    *height = (int)rows;
    return true;
}

void grid_resize(struct grid *grid, int width, int height)
{
    width = width < 1 ? 1 : width > GRID_MOST_WIDTH ? GRID_MOST_WIDTH : width;
    height = height < 1 ? 1 : height > GRID_MOST_HEIGHT ? GRID_MOST_HEIGHT : height;
    if (grid->cells == NULL || grid->width != width || grid->height != height) {
        free(grid->cells);
        grid->cells = new_items((size_t)width * (size_t)height, sizeof *grid->cells);
        grid->width = width;
        grid->height = height;
    }
    grid_clear(grid);
}

void grid_free(struct grid *grid)
{
    free(grid->cells);
    grid->cells = NULL;
    grid->width = grid->height = 0;
}

void grid_clear(struct grid *grid)
{
    for (int x = 0; x < grid->width; x++)
        grid->cells[x] = blank;
    for (int y = 1; y < grid->height; y++)
        memcpy(&grid->cells[y * grid->width], grid->cells, (size_t)grid->width * sizeof *grid->cells);
    grid->cursor_x = grid->cursor_y = -1;
}

static struct cell *cell_at(const struct grid *grid, int x, int y)
{
    if (x < 0 || y < 0 || x >= grid->width || y >= grid->height)
        return NULL;
    return &grid->cells[y * grid->width + x];
}

const struct cell *grid_cell(const struct grid *grid, int x, int y)
{
    return cell_at(grid, x, y);
}

/* What a cell is left as when the other half of its wide character goes. */
static void orphan(struct cell *cell)
{
    cell->rune = ' ';
    cell->mark = 0;
    cell->width = 1;
}

/* Before the cells `first` to `last` of a row are written: no half of a wide character is left beside them. */
static void part(struct cell *first, struct cell *last)
{
    if (first->width == 0)
        orphan(first - 1);
    if (last->width == 2)
        orphan(last + 1);
}

static void place(struct grid *grid, int x, int y, uint32_t rune, int width, enum style style)
{
    struct cell *cell = cell_at(grid, x, y);
    if (cell == NULL)
        return;
    part(cell, cell);
    *cell = (struct cell){.rune = rune, .style = (uint8_t)style, .width = (uint8_t)width};
}

/* Marks that may be laid over a character; selectors and format characters change widths in some
   terminals. */
static bool is_combining(uint32_t rune)
{
    bool selector = (rune >= 0xfe00 && rune <= 0xfe0f) || rune >= 0xe0100;
    return rune >= 0x300 && !rune_is_unseen(rune) && !selector;
}

static void lay_mark(struct grid *grid, int x, int y, uint32_t mark)
{
    struct cell *cell = cell_at(grid, x - 1, y);
    if (cell != NULL && cell->width == 0)
        cell--;
    if (cell != NULL && cell->mark == 0)
        cell->mark = mark;
}

/* A character that may be shown, of a known width. */
static int put_shown(struct grid *grid, int x, int y, uint32_t rune, int width, enum style style)
{
    if (width == 0) {
        if (is_combining(rune))
            lay_mark(grid, x, y, rune);
        return 0;
    }
    if (width == 1) {
        place(grid, x, y, rune, 1, style);
    } else if (cell_at(grid, x, y) == NULL || cell_at(grid, x + 1, y) == NULL) {
        place(grid, x, y, ' ', 1, style);
        place(grid, x + 1, y, ' ', 1, style);
    } else {
        place(grid, x, y, ' ', 1, style);
        place(grid, x + 1, y, 0, 0, style);
        *cell_at(grid, x, y) = (struct cell){.rune = rune, .style = (uint8_t)style, .width = 2};
    }
    return width;
}

int grid_put(struct grid *grid, int x, int y, uint32_t rune, enum style style)
{
    if (text_is_narrow(rune)) {
        place(grid, x, y, rune, 1, style);
        return 1;
    }
    bool control = rune < 0x20 || (rune >= 0x7f && rune < 0xa0);
    if (control || rune > 0x10ffff || (rune_is_unseen(rune) && rune_width(rune) > 0))
        rune = RUNE_INVALID;
    return put_shown(grid, x, y, rune, rune_width(rune), style);
}

/* Cuts the run first .. first+length-1 to 0 .. limit-1. */
static void clip(int *first, int *length, int limit)
{
    long long end = (long long)*first + *length;
    if (*first < 0)
        *first = 0;
    if (end > limit)
        end = limit;
    *length = end > *first ? (int)(end - *first) : 0;
}

/* A run of plain characters, one column each. */
static void put_run(struct grid *grid, int x, int y, enum style style, const char *text, size_t length)
{
    int first = x, count = (int)length;
    clip(&first, &count, grid->width);
    if (y < 0 || y >= grid->height || count == 0)
        return;
    struct cell *cells = cell_at(grid, first, y);
    part(cells, cells + count - 1);
    for (int i = 0; i < count; i++)
        cells[i] =
            (struct cell){.rune = (unsigned char)text[first - x + i], .style = (uint8_t)style, .width = 1};
}

/* The plain characters that text begins with: where marks stand, there is none. */
static size_t run_at(const char *text, size_t length)
{
    return text_is_plain((unsigned char)*text) ? text_plain_run(text, length) : 0;
}

/* Whether text can be shown as it is, and the columns that it takes then. */
static bool is_safe(const char *text, size_t length, int *width)
{
    size_t i = 0;
    *width = 0;
    while (i < length) {
        uint32_t rune;
        size_t run = run_at(text + i, length - i);
        *width += (int)run;
        i += run;
        if (i == length)
            return true;
        size_t taken = utf8_decode(text + i, length - i, &rune);
        if (rune_is_unseen(rune) || (rune == RUNE_INVALID && taken == 1))
            return false;
        *width += rune_width(rune);
        i += taken;
    }
    return true;
}

/* What is safe. */
static int put_all(struct grid *grid, int x, int y, enum style style, const char *text, size_t length)
{
    int used = 0;
    for (size_t i = 0; i < length;) {
        uint32_t rune;
        size_t run = run_at(text + i, length - i);
        if (run > 0)
            put_run(grid, x + used, y, style, text + i, run);
        used += (int)run;
        i += run;
        if (i == length)
            break;
        i += utf8_decode(text + i, length - i, &rune);
        used += put_shown(grid, x + used, y, rune, rune_width(rune), style);
    }
    return used;
}

int grid_text_part(struct grid *grid, int x, int y, int columns, enum style style, const char *text,
                   size_t length)
{
    if (x >= grid->width)
        return 0;
    if (x < -GRID_MOST_WIDTH * 8)
        x = -GRID_MOST_WIDTH * 8;
    int room = grid->width - x;
    if (columns < 0 || columns > room)
        columns = room;
    if (length <= (size_t)columns && length > 0 && run_at(text, length) == length) { /* most text */
        put_run(grid, x, y, style, text, length);
        return (int)length;
    }
    struct text safe = {0};
    int width;
    if (!is_safe(text, length, &width)) {
        text_append_safe(&safe, text, length, 0);
        text = text_string(&safe);
        length = safe.length;
        width = text_width(text, length);
    }
    int used;
    if (width <= columns) {
        used = put_all(grid, x, y, style, text, length);
    } else if (columns == 0) {
        used = 0;
    } else {
        size_t fits = safe.length > 0 ? text_fitting_safe(text, length, columns - 1)
                                      : text_fitting(text, length, columns - 1);
        used = put_all(grid, x, y, style, text, fits);
        used += grid_put(grid, x + used, y, 0x2026, style);
    }
    text_free(&safe);
    return used;
}

int grid_text(struct grid *grid, int x, int y, int columns, enum style style, const char *text)
{
    return grid_text_part(grid, x, y, columns, style, text, strlen(text));
}

int grid_format(struct grid *grid, int x, int y, int columns, enum style style, const char *format, ...)
{
    char buffer[512];
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(buffer, sizeof buffer, format, args);
    va_end(args);
    int used;
    if (length >= (int)sizeof buffer) {
        char *longer = new_items((size_t)length + 1, 1);
        vsnprintf(longer, (size_t)length + 1, format, again);
        used = grid_text(grid, x, y, columns, style, longer);
        free(longer);
    } else {
        used = length > 0 ? grid_text(grid, x, y, columns, style, buffer) : 0;
    }
    va_end(again);
    return used;
}

void grid_put_cells(struct grid *grid, int x, int y, const struct cell *cells, int count)
{
    int first = x;
    clip(&first, &count, grid->width);
    if (y < 0 || y >= grid->height || count == 0)
        return;
    struct cell *row = cell_at(grid, 0, y);
    part(&row[first], &row[first + count - 1]);
    memcpy(&row[first], cells + (first - x), (size_t)count * sizeof *cells);
}

void grid_fill(struct grid *grid, int x, int y, int width, int height, uint32_t rune, enum style style)
{
    clip(&x, &width, grid->width);
    clip(&y, &height, grid->height);
    int step = rune_width(rune);
    if (step == 0 || width == 0)
        return;
    const struct cell filled = {.rune = rune, .style = (uint8_t)style, .width = 1};
    for (int row = y; step == 1 && row < y + height; row++) {
        struct cell *cells = cell_at(grid, x, row);
        part(cells, cells + width - 1);
        for (int column = 0; column < width; column++)
            cells[column] = filled;
    }
    for (int row = y; step > 1 && row < y + height; row++) {
        int column = x;
        for (; column + step <= x + width; column += step)
            grid_put(grid, column, row, rune, style);
        for (; column < x + width; column++)
            grid_put(grid, column, row, ' ', style);
    }
}

void grid_flag(struct grid *grid, int x, int y, int width, uint8_t flags)
{
    clip(&x, &width, grid->width);
    struct cell *cells = cell_at(grid, x, y);
    for (int i = 0; i < width && cells != NULL; i++)
        cells[i].flags |= flags;
}

void grid_restyle(struct grid *grid, int x, int y, int width, enum style style)
{
    clip(&x, &width, grid->width);
    struct cell *cells = cell_at(grid, x, y);
    for (int i = 0; i < width && cells != NULL; i++)
        cells[i].style = (uint8_t)style;
}

bool grid_row_equal(const struct cell *a, const struct cell *b, int width)
{
    return memcmp(a, b, (size_t)width * sizeof *a) == 0;
}

bool grid_equal(const struct grid *a, const struct grid *b)
{
    return a->width == b->width && a->height == b->height && a->cursor_x == b->cursor_x &&
           a->cursor_y == b->cursor_y && grid_row_equal(a->cells, b->cells, a->width * a->height);
}

void grid_print(const struct grid *grid, struct text *text)
{
    for (int y = 0; y < grid->height; y++) {
        const struct cell *row = &grid->cells[y * grid->width];
        int end = grid->width;
        while (end > 0 && row[end - 1].rune == ' ' && row[end - 1].mark == 0)
            end--;
        for (int x = 0; x < end; x++) {
            if (row[x].width == 0)
                continue;
            text_add_rune(text, row[x].rune);
            if (row[x].mark != 0)
                text_add_rune(text, row[x].mark);
        }
        text_add(text, "\n");
    }
}
