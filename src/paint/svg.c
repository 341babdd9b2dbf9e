#include "paint/svg.h"

#include "paint/appearance.h"

#include <inttypes.h>
#include <string.h>

/* The baseline and the underline are counted from the top of a row. The fonts named have the arrows, lines
   and blocks that the screen draws, and letters 3/5 as wide as they are high: 9 of 15 units. */
enum { FONT_SIZE = 15, BASELINE = 13, UNDERLINE = 15, DIM_PERCENT = 60, ROUNDING = 8 };
#define FONTS "'DejaVu Sans Mono',Menlo,'Cascadia Mono',Consolas,'Liberation Mono',monospace"

/* How a cell is drawn in the end: colours resolved and turned, blank or not. */
struct ink {
    uint32_t fore, back;
    bool bold, dim, underline, blank;
};

struct drawing {
    const struct grid *grid;
    enum theme_name theme;
    const struct palette *palette;
    struct text element; /* the one in hand */
    void (*take)(void *context, enum svg_layer layer, const char *element);
    void *context;
};

static uint32_t colour_of(const struct palette *palette, int index, uint32_t own)
{
    return index < 0 ? own : palette_colour(palette, index);
}

static struct ink ink_at(const struct drawing *drawing, int x, int y)
{
    const struct grid *grid = drawing->grid;
    const struct cell *cell = grid_cell(grid, x, y);
    if (cell->width == 0) /* a wide character looks like its first half all over */
        cell = grid_cell(grid, --x, y);
    struct appearance look = appearance_of(drawing->theme, cell);
    struct ink ink = {
        .fore = colour_of(drawing->palette, look.fore, drawing->palette->fore),
        .back = colour_of(drawing->palette, look.back, drawing->palette->back),
        .bold = look.bold,
        .dim = look.dim,
        .underline = look.underline,
        .blank = cell->rune == ' ' && cell->mark == 0,
    };
    bool cursor = y == grid->cursor_y && grid->cursor_x >= x && grid->cursor_x < x + cell->width;
    if (look.reverse != cursor) {
        uint32_t fore = ink.fore;
        ink.fore = ink.back;
        ink.back = fore;
    }
    return ink;
}

static int left_of(int x)
{
    return SVG_MARGIN + x * SVG_CELL_WIDTH;
}

static int top_of(int y)
{
    return SVG_MARGIN + y * SVG_CELL_HEIGHT;
}

/* ---- grounds and underlines: one rectangle for a run of cells */

static void add_rectangle(struct drawing *drawing, int x, int columns, int top, int height, uint32_t colour)
{
    text_clear(&drawing->element);
    text_format(&drawing->element,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06" PRIx32 "\"/>", left_of(x),
                top, columns * SVG_CELL_WIDTH, height, colour);
    drawing->take(drawing->context, SVG_GROUNDS, text_string(&drawing->element));
}

static void add_grounds(struct drawing *drawing, int y)
{
    int width = drawing->grid->width;
    for (int x = 0, end; x < width; x = end) {
        uint32_t back = ink_at(drawing, x, y).back;
        for (end = x + 1; end < width && ink_at(drawing, end, y).back == back; end++)
            continue;
        if (back != drawing->palette->back)
            add_rectangle(drawing, x, end - x, top_of(y), SVG_CELL_HEIGHT, back);
    }
}

static void add_underlines(struct drawing *drawing, int y)
{
    int width = drawing->grid->width;
    for (int x = 0, end; x < width; x = end) {
        struct ink ink = ink_at(drawing, x, y);
        for (end = x + 1; end < width; end++) {
            struct ink next = ink_at(drawing, end, y);
            if (next.underline != ink.underline || next.fore != ink.fore)
                break;
        }
        if (ink.underline)
            add_rectangle(drawing, x, end - x, top_of(y) + UNDERLINE, 1, ink.fore);
    }
}

/* ---- text */

/*
 * Letters, lines and blocks, which every font here has at its own width. Anything else may come from another
 * font, as wide as it likes: it stands alone so that only itself is stretched or squeezed.
 */
static bool is_regular(const struct cell *cell)
{
    uint32_t rune = cell->rune;
    return cell->width == 1 && cell->mark == 0 &&
           ((rune >= 0x20 && rune < 0x7f) || (rune >= 0xa1 && rune < 0x250 && rune != 0xad) ||
            (rune >= 0x2500 && rune < 0x25a0));
}

/* XML 1.0 has no place for these at all, not even written as numbers. */
static bool is_xml(uint32_t rune)
{
    return rune >= 0x20 && rune != 0xfffe && rune != 0xffff && (rune < 0xd800 || rune > 0xdfff);
}

static void add_rune(struct text *out, uint32_t rune)
{
    static const struct {
        uint32_t rune;
        const char *name;
    } named[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&apos;"}};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        if (named[i].rune == rune) {
            text_add(out, named[i].name);
            return;
        }
    }
    text_add_rune(out, is_xml(rune) ? rune : RUNE_INVALID);
}

static bool same_ink(const struct ink *a, const struct ink *b)
{
    return a->fore == b->fore && a->bold == b->bold && a->dim == b->dim;
}

/*
 * The column behind the piece of text that begins at x: cells of the same ink. One blank between two words
 * belongs to the piece, more end it.
 */
static int piece_end(const struct drawing *drawing, int x, int y)
{
    const struct grid *grid = drawing->grid;
    const struct cell *first = grid_cell(grid, x, y);
    if (!is_regular(first))
        return x + first->width;
    struct ink ink = ink_at(drawing, x, y);
    int end = x + 1;
    for (int next = end; next < grid->width && next - end < 2; next++) {
        struct ink other = ink_at(drawing, next, y);
        if (!other.blank && !(is_regular(grid_cell(grid, next, y)) && same_ink(&ink, &other)))
            break;
        if (!other.blank)
            end = next + 1;
    }
    return end;
}

static void add_piece(struct drawing *drawing, int x, int end, int y)
{
    struct text *out = &drawing->element;
    struct ink ink = ink_at(drawing, x, y);
    text_clear(out);
    text_format(
        out,
        "<text x=\"%d\" y=\"%d\" textLength=\"%d\" lengthAdjust=\"spacingAndGlyphs\" fill=\"#%06" PRIx32 "\"",
        left_of(x), top_of(y) + BASELINE, (end - x) * SVG_CELL_WIDTH, ink.fore);
    if (ink.bold)
        text_add(out, " font-weight=\"bold\"");
    if (ink.dim)
        text_format(out, " opacity=\".%d\"", DIM_PERCENT);
    text_add(out, ">");
    for (; x < end; x++) {
        const struct cell *cell = grid_cell(drawing->grid, x, y);
        if (cell->width == 0)
            continue;
        add_rune(out, cell->rune);
        if (cell->mark != 0)
            add_rune(out, cell->mark);
    }
    text_add(out, "</text>");
    drawing->take(drawing->context, SVG_TEXTS, text_string(out));
}

static void add_texts(struct drawing *drawing, int y)
{
    for (int x = 0; x < drawing->grid->width;) {
        if (ink_at(drawing, x, y).blank) {
            x++;
            continue;
        }
        int end = piece_end(drawing, x, y);
        add_piece(drawing, x, end, y);
        x = end;
    }
}

void svg_each(const struct grid *grid, enum theme_name theme,
              void (*take)(void *context, enum svg_layer layer, const char *element), void *context)
{
    struct drawing drawing = {
        .grid = grid, .theme = theme, .palette = palette_of(theme), .take = take, .context = context};
    for (int y = 0; y < grid->height; y++) {
        add_grounds(&drawing, y);
        add_underlines(&drawing, y);
    }
    for (int y = 0; y < grid->height; y++)
        add_texts(&drawing, y);
    text_free(&drawing.element);
}

/* ---- the picture around them */

static void add_words(const char *name, const char *words, struct text *out)
{
    size_t length = words != NULL ? strlen(words) : 0, taken;
    if (length == 0)
        return;
    text_format(out, "<%s>", name);
    for (; length > 0; words += taken, length -= taken) {
        uint32_t rune;
        taken = utf8_decode(words, length, &rune);
        if (rune == '\n')
            text_add(out, " ");
        else
            add_rune(out, rune);
    }
    text_format(out, "</%s>\n", name);
}

void svg_begin(int columns, int rows, enum theme_name theme, const struct svg_words *words, const char *style,
               struct text *out)
{
    const struct palette *palette = palette_of(theme);
    int width = columns * SVG_CELL_WIDTH + 2 * SVG_MARGIN, height = rows * SVG_CELL_HEIGHT + 2 * SVG_MARGIN;
    text_format(out,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                "role=\"img\">\n",
                width, height, width, height);
    add_words("title", words->title, out);
    add_words("desc", words->desc, out);
    if (*style != '\0')
        text_format(out, "<style>\n%s</style>\n", style);
    text_format(out,
                "<rect x=\"1\" y=\"1\" width=\"%d\" height=\"%d\" rx=\"%d\" fill=\"#%06" PRIx32
                "\" stroke=\"#%06" PRIx32 "\"/>\n",
                width - 2, height - 2, ROUNDING, palette->back, palette->edge);
}

void svg_begin_layer(enum svg_layer layer, struct text *out)
{
    if (layer == SVG_GROUNDS)
        text_add(out, "<g shape-rendering=\"crispEdges\">\n");
    else
        text_format(out, "<g font-family=\"%s\" font-size=\"%d\">\n", FONTS, FONT_SIZE);
}

void svg_end_layer(struct text *out)
{
    text_add(out, "</g>\n");
}

void svg_end(struct text *out)
{
    text_add(out, "</svg>\n");
}

/* ---- a still: its elements as they come */

struct still {
    enum svg_layer layer;
    struct text *out;
};

static void go_to_layer(struct still *still, enum svg_layer layer)
{
    if (layer == still->layer)
        return;
    svg_end_layer(still->out);
    svg_begin_layer(layer, still->out);
    still->layer = layer;
}

static void add_to_still(void *context, enum svg_layer layer, const char *element)
{
    struct still *still = context;
    go_to_layer(still, layer);
    text_format(still->out, "%s\n", element);
}

void svg_draw(const struct grid *grid, enum theme_name theme, const struct svg_words *words, struct text *out)
{
    struct still still = {SVG_GROUNDS, out};
    svg_begin(grid->width, grid->height, theme, words, "", out);
    svg_begin_layer(SVG_GROUNDS, out);
    svg_each(grid, theme, add_to_still, &still);
    go_to_layer(&still, SVG_TEXTS);
    svg_end_layer(out);
    svg_end(out);
}
