#include "view/classic/chain_view.h"

#include <string.h>

void look_init(struct look *look)
{
    *look = (struct look){.cells = CELLS_KEY, .panels = (1u << PANELS) - 1, .follow = true};
}

enum { LEAST_WIDTH = 36, LEAST_HEIGHT = 8 };

/* Where each panel stands. A panel without room has height 0. */
struct layout {
    struct area header, buckets, rule, lens, code, narration, story, cost, timebar, hints, prompt;
};

static bool wanted(const struct look *look, enum panel panel)
{
    return (look->panels & 1u << panel) != 0;
}

/* Takes rows for a panel from the bottom of what is left, if it is wanted and the screen is tall enough for
 * it. */
static struct area take_bottom(struct area *left, int rows, bool allowed)
{
    struct area area = {left->x, left->y + left->height, left->width, 0};
    if (!allowed || rows <= 0)
        return area;
    left->height -= rows;
    area.y -= rows;
    area.height = rows;
    return area;
}

/* A small terminal gives panels up from the last of this list: buckets, header, lens, story, code, cost. */
static struct layout layout_of(int width, int height, const struct picture *picture)
{
    const struct look *look = picture->look;
    struct layout layout = {0};
    struct area left = {0, 0, width, height};
    layout.prompt = take_bottom(&left, 1, wanted(look, PANEL_PROMPT) && picture->prompt.prompt != NULL);
    layout.hints = take_bottom(&left, 1, wanted(look, PANEL_HINTS) && height >= 10);
    layout.timebar = take_bottom(&left, 1, wanted(look, PANEL_TIMELINE) && height >= 14);
    layout.cost = take_bottom(&left, 1, wanted(look, PANEL_COST) && height >= 30);
    bool narrated = picture->narrated || picture->say != NULL;
    int story = height >= 34 ? 3 : narrated && height < 30 ? 1 : 2;
    layout.story = take_bottom(&left, story, wanted(look, PANEL_STORY) && height >= 20);
    /* At least two rows of a scene's words are seen wherever there are buckets. */
    layout.narration = take_bottom(&left, height >= 30 ? 5 : height >= 20 ? 4 : 2, narrated);
    int header = height >= 18 ? 3 : 1;
    if (wanted(look, PANEL_HEADER) && height >= 14) {
        layout.header = (struct area){0, 0, width, header};
        left.y += header;
        left.height -= header;
    }
    bool lens = wanted(look, PANEL_LENS) && height >= 22, code = wanted(look, PANEL_CODE) && width >= 100;
    int lower = height >= 40 ? 10 : height >= 32 ? 7 : 4;
    if (lens || (code && height >= 30)) {
        struct area band = take_bottom(&left, lower, true);
        layout.rule = take_bottom(&left, 1, true);
        int split = code ? (lens ? width * 3 / 5 : 0) : width;
        layout.lens = (struct area){1, band.y, split - 2, lens ? band.height : 0};
        layout.code = (struct area){split + 1, band.y, width - split - 2, code ? band.height : 0};
    } else {
        layout.rule = take_bottom(
            &left, 1, layout.story.height > 0 && layout.narration.height <= 2); /* it has its own */
    }
    if (layout.header.height > 1 && height >= 28) { /* a blank row between header and buckets */
        left.y++;
        left.height--;
    }
    layout.buckets = left;
    return layout;
}

/* A thin line with the names of the panels below it. */
static void draw_rule(struct grid *grid, const struct layout *layout, const struct picture *picture)
{
    if (layout->rule.height == 0)
        return;
    int y = layout->rule.y;
    grid_fill(grid, 0, y, layout->rule.width, 1, 0x2500, STYLE_dim);
    if (layout->lens.height > 0)
        panel_say(grid, layout->lens.x, y, layout->lens.width, STYLE_label, picture, WORD_PANEL_LENS, NULL);
    if (layout->code.height > 0)
        panel_say(grid, layout->code.x, y, layout->code.width, STYLE_label, picture, WORD_PANEL_CODE, NULL);
}

struct message {
    struct grid *grid;
    struct area area;
    enum style style;
};

static void put_message_line(void *context, int line, const char *bytes, size_t length)
{
    struct message *message = context;
    if (line >= message->area.height)
        return;
    struct text text = {0};
    text_append(&text, bytes, length);
    grid_text(message->grid, message->area.x + 2, message->area.y + line, message->area.width - 2,
              message->style, text_string(&text));
    text_free(&text);
}

/* What the last line came to: fills the area from its top, and grows upwards out of it if it is long. */
static void draw_message(struct grid *grid, struct area area, const struct picture *picture)
{
    int lines = panel_wrap(picture->message, area.width - 2, NULL, NULL);
    int most = area.y + area.height < 5 ? area.y + area.height : 5;
    /* The words of a scene are not covered by what a command came to. */
    if (picture->narrated && !picture->message_is_error)
        most = area.height;
    if (lines > most)
        lines = most;
    if (lines < area.height)
        area.height = lines;
    struct area over = {area.x, area.y + area.height - lines, area.width, lines};
    grid_fill(grid, over.x, over.y, over.width, over.height, ' ', STYLE_plain);
    enum style style = picture->message_is_error ? STYLE_warn : STYLE_good;
    grid_put(grid, over.x, over.y, picture->message_is_error ? 0x2717 : 0x2713, style);
    struct message message = {grid, over, picture->message_is_error ? STYLE_warn : STYLE_plain};
    panel_wrap(picture->message, area.width - 2, put_message_line, &message);
}

static void draw_too_small(struct grid *grid, const struct picture *picture)
{
    panel_say(grid, 0, 0, grid->width, STYLE_warn, picture, WORD_SCREEN_TOO_SMALL,
              PANEL_ARGUMENTS(NUMBER(LEAST_WIDTH), NUMBER(LEAST_HEIGHT)));
    if (grid->height > 1) {
        struct area area = {0, grid->height - 1, grid->width, 1};
        prompt_draw(grid, area, picture);
    }
}

void screen_draw(struct grid *grid, const struct picture *picture)
{
    grid_clear(grid);
    grid->cursor_x = grid->cursor_y = -1;
    if (grid->width < LEAST_WIDTH || grid->height < LEAST_HEIGHT) {
        draw_too_small(grid, picture);
        return;
    }
    struct layout layout = layout_of(grid->width, grid->height, picture);
    struct now now = now_read(picture);
    buckets_draw(grid, layout.buckets, picture, &now);
    if (layout.header.height > 0)
        header_draw(grid, layout.header, picture, &now);
    draw_rule(grid, &layout, picture);
    if (layout.lens.height > 0)
        lens_draw(grid, layout.lens, picture, &now);
    if (layout.code.height > 0)
        code_draw(grid, layout.code, picture, &now);
    layout.story.x += 1;
    layout.story.width -= 2;
    layout.narration.x += 1;
    layout.narration.width -= 2;
    bool told = layout.narration.height > 0 && narration_draw(grid, layout.narration, layout.story, picture);
    /* What a line came to takes the story's place, so that the key hints stay in sight; errors stand by the
     * prompt. */
    bool message_is_story = picture->message != NULL && !picture->message_is_error && !picture->playing &&
                            !told && layout.story.height > 0 && layout.hints.height > 0;
    if (message_is_story)
        draw_message(grid, layout.story, picture);
    else if (layout.story.height > 0 && !told)
        story_draw(grid, layout.story, picture, &now);
    if (layout.cost.height > 0) {
        layout.cost.x += 1;
        cost_draw(grid, layout.cost, picture, &now);
    }
    if (layout.timebar.height > 0)
        timebar_draw(grid, layout.timebar, picture, &now);
    if (picture->sheet != NULL) {
        /* No taller than it must be: what it speaks of stays in sight above it. */
        int bottom = (layout.prompt.height > 0 ? layout.prompt.y : grid->height) - (layout.hints.height > 0);
        int rows = sheet_lines(picture, grid->width) + 1;
        rows = rows < bottom ? rows : bottom;
        sheet_draw(grid, (struct area){0, bottom - rows, grid->width, rows}, picture);
    }
    if (layout.prompt.height > 0)
        prompt_draw(grid, layout.prompt, picture);
    if (picture->message != NULL && !message_is_story)
        draw_message(grid,
                     layout.hints.height > 0 ? layout.hints
                                             : (struct area){0, layout.prompt.y - 1, grid->width, 1},
                     picture);
    else if (layout.hints.height > 0)
        hints_draw(grid, layout.hints, picture);
    popup_draw(grid, (struct area){0, 0, grid->width, layout.prompt.y}, picture);
}

struct screen_room screen_room(const struct grid *grid, const struct picture *picture)
{
    struct layout layout = layout_of(grid->width, grid->height, picture);
    struct now now = now_read(picture);
    struct chain_view view = chain_view_of(layout.buckets, picture, &now);
    const struct column *column =
        view.columns[0].shown && !view.columns[0].old ? &view.columns[0] : &view.columns[1];
    return (struct screen_room){
        .rows = column->visible,
        .top = column->top,
        .all = column->rows,
        .sheet_rows = layout.prompt.y - 2,
    };
}
