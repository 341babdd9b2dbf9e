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
    for (int i = 0; i < grid->width * grid->height; i++)
        grid->cells[i] = blank;
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

static void place(struct grid *grid, int x, int y, uint32_t rune, int width, enum style style)
{
    struct cell *cell = cell_at(grid, x, y);
    if (cell == NULL)
        return;
    if (cell->width == 0)
        orphan(cell - 1);
    if (cell->width == 2)
        orphan(cell + 1);
    *cell = (struct cell){.rune = rune, .style = (uint8_t)style, .width = (uint8_t)width};
}

/* Marks that may be laid over a character; selectors and format characters change widths in some
   terminals. */
static bool is_combining(uint32_t rune)
{
    bool format = (rune >= 0x200b && rune <= 0x200f) || (rune >= 0x202a && rune <= 0x202e) ||
                  (rune >= 0x2060 && rune <= 0x206f);
    bool selector = (rune >= 0xfe00 && rune <= 0xfe0f) || rune == 0xfeff || rune >= 0xe0100;
    return rune >= 0x300 && !format && !selector;
}

static void lay_mark(struct grid *grid, int x, int y, uint32_t mark)
{
    struct cell *cell = cell_at(grid, x - 1, y);
    if (cell != NULL && cell->width == 0)
        cell--;
    if (cell != NULL && cell->mark == 0)
        cell->mark = mark;
}

int grid_put(struct grid *grid, int x, int y, uint32_t rune, enum style style)
{
    bool control = rune < 0x20 || (rune >= 0x7f && rune < 0xa0) || rune == 0x2028 || rune == 0x2029;
    if (control || rune > 0x10ffff)
        rune = RUNE_INVALID;
    int width = rune_width(rune);
    if (width == 0) {
        if (is_combining(rune) && !grid->ascii)
            lay_mark(grid, x, y, rune);
        return 0;
    }
    if (grid->ascii && rune >= 0x7f) {
        rune = grid_ascii(rune);
        for (int i = 0; i < width; i++)
            place(grid, x + i, y, rune, 1, style);
        return width;
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

static bool is_safe(const char *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        unsigned char byte = (unsigned char)text[i];
        if (byte < 0x20 || byte == 0x7f)
            return false;
        if (byte < 0x80) {
            i++;
            continue;
        }
        uint32_t rune;
        size_t taken = utf8_decode(text + i, length - i, &rune);
        bool formats = (rune >= 0x200b && rune <= 0x200f) || (rune >= 0x2028 && rune <= 0x202e) ||
                       (rune >= 0x2060 && rune <= 0x206f) || rune == 0xfeff;
        if (formats || rune < 0xa0 || (rune == RUNE_INVALID && taken == 1))
            return false;
        i += taken;
    }
    return true;
}

static int put_all(struct grid *grid, int x, int y, enum style style, const char *text, size_t length)
{
    int used = 0;
    for (size_t i = 0; i < length;) {
        uint32_t rune;
        i += utf8_decode(text + i, length - i, &rune);
        used += grid_put(grid, x + used, y, rune, style);
    }
    return used;
}

int grid_text(struct grid *grid, int x, int y, int columns, enum style style, const char *text)
{
    if (x >= grid->width)
        return 0;
    if (x < -GRID_MOST_WIDTH * 8)
        x = -GRID_MOST_WIDTH * 8;
    int room = grid->width - x;
    if (columns < 0 || columns > room)
        columns = room;
    size_t length = strlen(text);
    struct text safe = {0};
    if (!is_safe(text, length)) {
        text_append_safe(&safe, text, length, 0);
        text = text_string(&safe);
        length = safe.length;
    }
    int used;
    if (text_width(text, length) <= columns) {
        used = put_all(grid, x, y, style, text, length);
    } else if (columns == 0) {
        used = 0;
    } else {
        used = put_all(grid, x, y, style, text, text_fitting(text, length, columns - 1));
        used += grid_put(grid, x + used, y, 0x2026, style);
    }
    text_free(&safe);
    return used;
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

void grid_fill(struct grid *grid, int x, int y, int width, int height, uint32_t rune, enum style style)
{
    clip(&x, &width, grid->width);
    clip(&y, &height, grid->height);
    int step = rune_width(rune);
    if (step == 0)
        return;
    for (int row = y; row < y + height; row++) {
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
    for (int i = 0; i < width && y >= 0 && y < grid->height; i++)
        cell_at(grid, x + i, y)->flags |= flags;
}

void grid_restyle(struct grid *grid, int x, int y, int width, enum style style)
{
    clip(&x, &width, grid->width);
    for (int i = 0; i < width && y >= 0 && y < grid->height; i++)
        cell_at(grid, x + i, y)->style = (uint8_t)style;
}

bool cell_equal(const struct cell *a, const struct cell *b)
{
    return a->rune == b->rune && a->mark == b->mark && a->style == b->style && a->flags == b->flags &&
           a->width == b->width;
}

bool grid_equal(const struct grid *a, const struct grid *b)
{
    if (a->width != b->width || a->height != b->height || a->cursor_x != b->cursor_x ||
        a->cursor_y != b->cursor_y)
        return false;
    for (int i = 0; i < a->width * a->height; i++) {
        if (!cell_equal(&a->cells[i], &b->cells[i]))
            return false;
    }
    return true;
}

struct likeness {
    uint32_t first, last;
    char ascii;
};

/* Sorted by code point. */
static const struct likeness likenesses[] = {
    {0x00a0, 0x00a0, ' '},  {0x00ab, 0x00ab, '<'},  {0x00b1, 0x00b1, '+'},  {0x00b2, 0x00b2, '2'},
    {0x00b3, 0x00b3, '3'},  {0x00b5, 0x00b5, 'u'},  {0x00b7, 0x00b7, '.'},  {0x00b9, 0x00b9, '1'},
    {0x00bb, 0x00bb, '>'},  {0x00d7, 0x00d7, 'x'},  {0x00f7, 0x00f7, '/'},  {0x2010, 0x2015, '-'},
    {0x2016, 0x2016, '|'},  {0x2018, 0x2019, '\''}, {0x201c, 0x201d, '"'},  {0x2020, 0x2021, '+'},
    {0x2022, 0x2022, '*'},  {0x2026, 0x2026, '~'},  {0x2032, 0x2032, '\''}, {0x2039, 0x2039, '<'},
    {0x203a, 0x203a, '>'},  {0x2190, 0x2190, '<'},  {0x2191, 0x2191, '^'},  {0x2192, 0x2192, '>'},
    {0x2193, 0x2193, 'v'},  {0x2194, 0x2195, '-'},  {0x21a9, 0x21a9, '<'},  {0x21aa, 0x21aa, '>'},
    {0x21b3, 0x21b3, '>'},  {0x21b5, 0x21b5, '<'},  {0x21d0, 0x21d0, '<'},  {0x21d2, 0x21d2, '>'},
    {0x21e7, 0x21e7, 'S'},  {0x2205, 0x2205, '0'},  {0x2212, 0x2212, '-'},  {0x221e, 0x221e, '8'},
    {0x2248, 0x2248, '~'},  {0x2260, 0x2260, '#'},  {0x2264, 0x2264, '<'},  {0x2265, 0x2265, '>'},
    {0x2295, 0x2295, '+'},  {0x22c5, 0x22c5, '.'},  {0x22ee, 0x22ee, ':'},  {0x22ef, 0x22ef, '~'},
    {0x2500, 0x2500, '-'},  {0x2501, 0x2501, '='},  {0x2502, 0x2503, '|'},  {0x2504, 0x2505, '-'},
    {0x2506, 0x2507, ':'},  {0x2508, 0x2509, '-'},  {0x250a, 0x250b, ':'},  {0x250c, 0x251b, '+'},
    {0x251c, 0x252b, '|'},  {0x252c, 0x254b, '+'},  {0x254c, 0x254c, '-'},  {0x254d, 0x254d, ':'},
    {0x254e, 0x254f, ':'},  {0x2550, 0x2550, '='},  {0x2551, 0x2551, '|'},  {0x2552, 0x256e, '+'},
    {0x256f, 0x256f, '\''}, {0x2570, 0x2570, '`'},  {0x2571, 0x2571, '/'},  {0x2572, 0x2572, '\\'},
    {0x2573, 0x2573, 'X'},  {0x2574, 0x2574, '-'},  {0x2575, 0x2575, '|'},  {0x2576, 0x2576, '|'},
    {0x2577, 0x2577, '|'},  {0x2578, 0x2578, '-'},  {0x2579, 0x2579, '|'},  {0x257a, 0x257a, '|'},
    {0x257b, 0x257b, '|'},  {0x257c, 0x257c, '-'},  {0x257d, 0x257d, '|'},  {0x257e, 0x257e, '-'},
    {0x257f, 0x257f, '|'},  {0x2580, 0x2580, '"'},  {0x2581, 0x2582, '_'},  {0x2583, 0x2584, '='},
    {0x2585, 0x258b, '#'},  {0x258c, 0x258d, '='},  {0x258e, 0x258f, '|'},  {0x2590, 0x2590, '#'},
    {0x2591, 0x2591, '.'},  {0x2592, 0x2592, ':'},  {0x2593, 0x2593, '%'},  {0x2594, 0x2594, '"'},
    {0x2595, 0x2595, '|'},  {0x2596, 0x259f, '#'},  {0x25a0, 0x25a0, '#'},  {0x25a1, 0x25a1, '_'},
    {0x25aa, 0x25aa, '#'},  {0x25ab, 0x25ab, '.'},  {0x25ac, 0x25ac, '#'},  {0x25ad, 0x25ad, '-'},
    {0x25ae, 0x25ae, '#'},  {0x25af, 0x25af, '-'},  {0x25b0, 0x25b0, '#'},  {0x25b1, 0x25b1, '-'},
    {0x25b2, 0x25b5, '^'},  {0x25b6, 0x25bb, '>'},  {0x25bc, 0x25bf, 'v'},  {0x25c0, 0x25c5, '<'},
    {0x25c6, 0x25c6, '*'},  {0x25c7, 0x25c7, 'o'},  {0x25cb, 0x25cc, 'o'},  {0x25cf, 0x25cf, '*'},
    {0x25e6, 0x25e6, 'o'},  {0x25fc, 0x25fc, '#'},  {0x2605, 0x2606, '*'},  {0x2713, 0x2714, 'v'},
    {0x2715, 0x2718, 'x'},  {0x2794, 0x2794, '>'},  {0x279c, 0x279c, '>'},  {0x27f5, 0x27f5, '<'},
    {0x27f6, 0x27f6, '>'},  {0x2800, 0x2800, ' '},  {0x2801, 0x28ff, ':'},  {0x29d6, 0x29d6, 'X'},
};

uint32_t grid_ascii(uint32_t rune)
{
    if (rune >= 0x20 && rune < 0x7f)
        return rune;
    size_t low = 0, high = sizeof likenesses / sizeof *likenesses;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (rune > likenesses[middle].last)
            low = middle + 1;
        else if (rune < likenesses[middle].first)
            high = middle;
        else
            return (uint32_t)likenesses[middle].ascii;
    }
    return '?';
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
