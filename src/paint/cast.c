#include "paint/cast.h"

#include "paint/appearance.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#define ESCAPE "\x1b["

/* ---- sequences */

/*
 * What the terminal is told while a frame is drawn. Every frame begins and ends with plain attributes. The
 * cursor's column is forgotten where terminals differ in how far they move it: behind wide and marked
 * characters. Rows are always gone to by number, so it doesn't matter where it stays in the last column.
 */
struct pen {
    struct text bytes;
    struct appearance now;
    int style, flags; /* of the cell drawn last; -1: none was */
    int x, y;         /* -1: not known */
};

static const struct appearance plain = {.fore = -1, .back = -1};

static void pen_colour(struct pen *pen, const char *which, int colour)
{
    if (colour < 0)
        return;
    text_add(&pen->bytes, which);
    text_add_number(&pen->bytes, (uint64_t)colour);
}

static void pen_wear(struct pen *pen, const struct appearance *appearance)
{
    if (appearance_equal(&pen->now, appearance))
        return;
    text_add(&pen->bytes, ESCAPE "0");
    text_add(&pen->bytes, appearance->bold ? ";1" : "");
    text_add(&pen->bytes, appearance->dim ? ";2" : "");
    text_add(&pen->bytes, appearance->underline ? ";4" : "");
    text_add(&pen->bytes, appearance->reverse ? ";7" : "");
    pen_colour(pen, ";38;5;", appearance->fore);
    pen_colour(pen, ";48;5;", appearance->back);
    text_add(&pen->bytes, "m");
    pen->now = *appearance;
}

static void pen_put_off(struct pen *pen)
{
    pen_wear(pen, &plain);
    pen->style = pen->flags = -1;
}

static void pen_move(struct pen *pen, int x, int y)
{
    if (pen->y == y && pen->x == x)
        return;
    text_add(&pen->bytes, ESCAPE);
    if (pen->y == y && pen->x >= 0 && pen->x < x) {
        text_add_number(&pen->bytes, (uint64_t)(x - pen->x));
        text_add(&pen->bytes, "C");
    } else {
        text_add_number(&pen->bytes, (uint64_t)y + 1);
        text_add(&pen->bytes, ";");
        text_add_number(&pen->bytes, (uint64_t)x + 1);
        text_add(&pen->bytes, "H");
    }
    pen->x = x;
    pen->y = y;
}

static void pen_cell(struct pen *pen, enum theme_name theme, const struct cell *cell, int x, int y)
{
    pen_move(pen, x, y);
    if (pen->style != cell->style || pen->flags != cell->flags) {
        struct appearance appearance = appearance_of(theme, cell);
        pen_wear(pen, &appearance);
        pen->style = cell->style;
        pen->flags = cell->flags;
    }
    text_add_rune(&pen->bytes, cell->rune);
    if (cell->mark != 0)
        text_add_rune(&pen->bytes, cell->mark);
    bool sure = cell->width == 1 && cell->mark == 0;
    pen->x = sure ? x + 1 : -1;
}

static bool cursor_is_on(const struct grid *grid)
{
    return grid->cursor_x >= 0 && grid->cursor_y >= 0 && grid->cursor_x < grid->width &&
           grid->cursor_y < grid->height;
}

/* ---- frames */

/* Whether a player that shows `before` needs to be told nothing to show `after`. The second half of a wide
   character is drawn with the first. */
static bool looks_same(enum theme_name theme, const struct cell *before, const struct cell *after)
{
    if (after->width == 0 || cell_equal(before, after))
        return true;
    if (before->rune != after->rune || before->mark != after->mark)
        return false;
    if (before->style == after->style && before->flags == after->flags)
        return true;
    struct appearance was = appearance_of(theme, before), is = appearance_of(theme, after);
    return appearance_equal(&was, &is);
}

/* What is drawn is remembered as shown. */
static void draw_changes(struct cast *cast, struct pen *pen, const struct grid *grid)
{
    for (int y = 0; y < grid->height; y++) {
        struct cell *before = &cast->shown.cells[y * grid->width];
        const struct cell *after = &grid->cells[y * grid->width];
        if (grid_row_equal(before, after, grid->width))
            continue;
        for (int x = 0; x < grid->width; x++) {
            if (!looks_same(cast->theme, &before[x], &after[x]))
                pen_cell(pen, cast->theme, &after[x], x, y);
        }
        memcpy(before, after, (size_t)grid->width * sizeof *after);
    }
}

/* The columns of a row up to its last cell that is not a plain blank. */
static int row_end(enum theme_name theme, const struct cell *row, int width)
{
    static const struct cell blank = {.rune = ' ', .style = STYLE_plain, .width = 1};
    while (width > 0 && row[width - 1].width == 1 && looks_same(theme, &row[width - 1], &blank))
        width--;
    return width;
}

static void draw_whole(const struct cast *cast, struct pen *pen, const struct grid *grid)
{
    for (int y = 0; y < grid->height; y++) {
        const struct cell *row = &grid->cells[y * grid->width];
        /* The row is emptied with plain attributes: some terminals fill it with the colour in hand. */
        pen_put_off(pen);
        pen->x = -1;
        pen_move(pen, 0, y);
        text_add(&pen->bytes, ESCAPE "K");
        int end = row_end(cast->theme, row, grid->width);
        for (int x = 0; x < end; x++) {
            if (row[x].width != 0)
                pen_cell(pen, cast->theme, &row[x], x, y);
        }
    }
}

static void remember(struct cast *cast, const struct grid *grid)
{
    if (cast->shown.cells == NULL || cast->shown.width != grid->width || cast->shown.height != grid->height)
        grid_resize(&cast->shown, grid->width, grid->height);
    memcpy(cast->shown.cells, grid->cells, (size_t)(grid->width * grid->height) * sizeof *grid->cells);
    cast->shown.cursor_x = grid->cursor_x;
    cast->shown.cursor_y = grid->cursor_y;
}

/* ---- events */

static void add_seconds(struct text *out, int64_t milliseconds)
{
    text_format(out, "%" PRId64 ".%03d", milliseconds / 1000, (int)(milliseconds % 1000));
}

/* Appends an event; `json` is its data as JSON. Version 3 counts from the event before, version 2 from the
   beginning. */
static void add_event(struct cast *cast, int64_t milliseconds, char code, const char *json, size_t length)
{
    text_add(cast->out, "[");
    add_seconds(cast->out, cast->version == CAST_VERSION_3 ? milliseconds - cast->written : milliseconds);
    text_format(cast->out, ", \"%c\", ", code);
    text_append(cast->out, json, length);
    text_add(cast->out, "]\n");
    cast->written = milliseconds;
}

static void add_text_event(struct cast *cast, int64_t milliseconds, char code, const char *bytes,
                           size_t length)
{
    struct text json = {0};
    text_add_json(&json, bytes, length);
    add_event(cast, milliseconds, code, json.bytes, json.length);
    text_free(&json);
}

static void add_waiting_markers(struct cast *cast)
{
    const char *at = text_string(&cast->markers);
    while (*at != '\0') {
        size_t length = strcspn(at, "\n");
        add_event(cast, cast->now, 'm', at, length);
        at += length + 1;
    }
    text_clear(&cast->markers);
}

/* Every event comes by here first: markers of an earlier time have nothing more to wait for. */
static void go_on(struct cast *cast, int64_t milliseconds)
{
    assert(cast->out != NULL && milliseconds >= cast->now);
    if (milliseconds > cast->now)
        add_waiting_markers(cast);
    cast->now = milliseconds;
}

static void add_theme(struct text *out, enum theme_name theme)
{
    const struct palette *palette = palette_of(theme);
    text_format(out, "{\"fg\": \"#%06" PRIx32 "\", \"bg\": \"#%06" PRIx32 "\", \"palette\": \"",
                palette->fore, palette->back);
    for (int i = 0; i < PALETTE_OWN_COLOURS; i++)
        text_format(out, "%s#%06" PRIx32, i > 0 ? ":" : "", palette->colours[i]);
    text_add(out, "\"}");
}

static void add_header(struct text *out, const struct cast_options *options)
{
    bool third = options->version == CAST_VERSION_3;
    text_format(
        out,
        third ? "{\"version\": %d, \"term\": {\"cols\": %d, \"rows\": %d, \"type\": \"xterm-256color\", "
              : "{\"version\": %d, \"width\": %d, \"height\": %d, \"env\": {\"TERM\": \"xterm-256color\"}, ",
        options->version, options->width, options->height);
    text_add(out, "\"theme\": ");
    add_theme(out, options->theme);
    text_add(out, third ? "}" : "");
    if (options->idle_time_limit > 0) {
        text_add(out, ", \"idle_time_limit\": ");
        add_seconds(out, options->idle_time_limit);
    }
    if (options->title != NULL && options->title[0] != '\0') {
        text_add(out, ", \"title\": ");
        text_add_json(out, options->title, strlen(options->title));
    }
    text_add(out, "}\n");
}

void cast_begin(struct cast *cast, const struct cast_options *options, struct text *out)
{
    assert(options->version == CAST_VERSION_2 || options->version == CAST_VERSION_3);
    assert(options->width > 0 && options->height > 0);
    *cast = (struct cast){
        .out = out,
        .version = options->version,
        .width = options->width,
        .height = options->height,
        .theme = options->theme,
        .cursor_seen = true,
    };
    add_header(out, options);
}

static void follow_size(struct cast *cast, const struct grid *grid)
{
    if (cast->width == grid->width && cast->height == grid->height)
        return;
    cast->width = grid->width;
    cast->height = grid->height;
    struct text json = {0};
    text_format(&json, "\"%dx%d\"", grid->width, grid->height);
    add_event(cast, cast->now, 'r', json.bytes, json.length);
    text_free(&json);
}

/* The cursor at the end of a frame. It is moved only if it is seen, and needs it. */
static void draw_cursor(struct cast *cast, struct pen *pen, const struct grid *grid)
{
    bool on = cursor_is_on(grid);
    bool moved = pen->bytes.length > 0 || grid->cursor_x != cast->shown.cursor_x ||
                 grid->cursor_y != cast->shown.cursor_y;
    if (on && moved)
        pen_move(pen, grid->cursor_x, grid->cursor_y);
    if (on != cast->cursor_seen)
        text_add(&pen->bytes, on ? ESCAPE "?25h" : ESCAPE "?25l");
    cast->cursor_seen = on;
    cast->shown.cursor_x = grid->cursor_x;
    cast->shown.cursor_y = grid->cursor_y;
}

bool cast_frame(struct cast *cast, int64_t milliseconds, const struct grid *grid)
{
    go_on(cast, milliseconds);
    struct pen pen = {.now = plain, .style = -1, .flags = -1, .x = -1, .y = -1};
    bool whole = cast->shown.cells == NULL || cast->width != grid->width || cast->height != grid->height;
    if (whole) {
        follow_size(cast, grid);
        text_add(&pen.bytes, ESCAPE "0m" ESCAPE "2J");
        draw_whole(cast, &pen, grid);
        remember(cast, grid);
    } else {
        draw_changes(cast, &pen, grid);
    }
    pen_put_off(&pen);
    draw_cursor(cast, &pen, grid);
    bool any = pen.bytes.length > 0;
    if (any)
        add_text_event(cast, milliseconds, 'o', pen.bytes.bytes, pen.bytes.length);
    text_free(&pen.bytes);
    return any;
}

void cast_input(struct cast *cast, int64_t milliseconds, const char *keys, size_t length)
{
    go_on(cast, milliseconds);
    add_text_event(cast, milliseconds, 'i', keys, length);
}

void cast_marker(struct cast *cast, int64_t milliseconds, const char *title)
{
    go_on(cast, milliseconds);
    text_add_json(&cast->markers, title, strlen(title));
    text_add(&cast->markers, "\n");
}

void cast_end(struct cast *cast, int64_t milliseconds)
{
    go_on(cast, milliseconds);
    if (cast->shown.cells != NULL) {
        const struct grid *grid = &cast->shown;
        struct pen pen = {.now = {.dim = true},
                          .style = -1,
                          .flags = -1,
                          .x = -1,
                          .y = -1}; /* nothing is known: attributes are set first */
        draw_whole(cast, &pen, grid);
        pen_put_off(&pen);
        /* What the player's shell writes next begins below; in a terminal that ends with the picture, on its last row, which is
           then given up: scrolling would cost the first. */
        pen.x = -1;
        pen_move(&pen, 0, grid->height);
        text_add(&pen.bytes, ESCAPE "K" ESCAPE "?25h");
        add_text_event(cast, milliseconds, 'o', pen.bytes.bytes, pen.bytes.length);
        text_free(&pen.bytes);
    }
    add_waiting_markers(cast);
    cast_abandon(cast);
}

struct cast cast_copy(const struct cast *cast)
{
    struct cast copy = *cast;
    copy.shown = (struct grid){0};
    copy.markers = (struct text){0};
    if (cast->shown.cells != NULL)
        remember(&copy, &cast->shown);
    text_append(&copy.markers, text_string(&cast->markers), cast->markers.length);
    return copy;
}

void cast_abandon(struct cast *cast)
{
    grid_free(&cast->shown);
    text_free(&cast->markers);
    *cast = (struct cast){0};
}
