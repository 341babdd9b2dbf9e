/* The code panel: pseudo-code of the running routine, its current line marked, with the values it has just now. */
#include "view/panel.h"

#include <assert.h>
#include <string.h>

enum { INDENT = 2, VALUE_GAP = 2, LINES_MOST = 64 /* of a routine */ };

struct code {
    struct grid *grid;
    struct area area; /* of the lines */
    const char *values;
    const struct line_row *lines; /* of the routine */
    int count, current;
    int begins[LINES_MOST +
               1];  /* the row that each begins in, from 0; behind the last one, how many rows there are */
    int top;        /* the row shown first */
    int number;     /* of the line in hand */
    int last_width; /* the columns that its last row takes */
};

static int indent_of(const struct code *code)
{
    return INDENT + 2 * code->lines[code->number].depth;
}

static void see_row(void *context, int row, const char *bytes, size_t length)
{
    struct code *code = context;
    code->last_width = indent_of(code) + (row > 0 ? INDENT : 0) + text_width(bytes, length);
}

static void put_row(void *context, int row, const char *bytes, size_t length)
{
    struct code *code = context;
    int x = code->area.x, y = code->begins[code->number] + row - code->top;
    int indent = indent_of(code) + (row > 0 ? INDENT : 0);
    bool current = code->number == code->current;
    enum style style = current ? STYLE_code_now : STYLE_code;
    if (y < 0 || y >= code->area.height)
        return;
    if (y + 1 == code->area.height)
        length = panel_with_rest(bytes, length);
    y += code->area.y;
    if (current)
        grid_fill(code->grid, x, y, code->area.width, 1, ' ', style);
    if (current && row == 0)
        grid_put(code->grid, x, y, 0x25b8, style);
    grid_text_part(code->grid, x + indent, y, code->area.width - indent, style, bytes, length);
}

/* The rows of the line in hand, each of which is told to `each`. Returns how many. */
static int wrap_line(struct code *code,
                     void (*each)(void *context, int row, const char *bytes, size_t length))
{
    const char *text = code->lines[code->number].text;
    size_t length = strlen(text);
    int room = code->area.width - indent_of(code);
    if (text_width(text, length) > room)
        return panel_wrap(text, room - INDENT, each, code);
    if (each != NULL)
        each(code, 0, text, length);
    return 1;
}

/* Whether the values stand in a row below their line: there is no room for them beside it. */
static bool values_are_below(const struct code *code, int width)
{
    return width > 0 && code->last_width + VALUE_GAP + width > code->area.width;
}

static void draw_values(const struct code *code, int width)
{
    int room = code->area.width, x = code->last_width + VALUE_GAP,
        y = code->begins[code->current + 1] - 1 - code->top;
    enum style style = STYLE_code_now; /* beside the line it is of its ground */
    if (width == 0 || y < 0 || y >= code->area.height)
        return;
    if (values_are_below(code, width)) {
        int indent = INDENT + indent_of(code);
        style = STYLE_value;
        x = indent + width <= room ? indent : 0;
    }
    grid_text(code->grid, code->area.x + x, code->area.y + y, room - x, style, code->values);
}

/* Where each line begins. */
static void lay_lines(struct code *code, int values)
{
    int row = 0;
    for (code->number = 0; code->number < code->count; code->number++) {
        bool current = code->number == code->current;
        code->begins[code->number] = row;
        row += wrap_line(code, current ? see_row : NULL);
        row += current && values_are_below(code, values);
    }
    code->begins[code->count] = row;
}

/* The current line in the middle, if there is more than fits; no line begins in its middle. */
static int top_of(const struct code *code)
{
    int row = code->begins[code->current], most = code->begins[code->count] - code->area.height, line = 0;
    int from = row - code->area.height / 2;
    from = from > most ? most : from;
    while (line < code->current && code->begins[line] < from)
        line++;
    return code->begins[line];
}

void panel_draw_code(struct grid *grid, struct area area, const struct now *now, const char *values)
{
    if (!now->has_event || area.height < 2)
        return;
    const struct engine *engine = engines[ENGINE_OF(now->event.line)];
    size_t first = 0, end;
    while (engine->lines[first].routine != now->routine)
        first++;
    for (end = first; end < engine->line_count && engine->lines[end].routine == now->routine;)
        end++;
    assert(end - first <= LINES_MOST);
    struct code code = {.grid = grid, .values = values, .lines = &engine->lines[first]};
    code.area = (struct area){area.x, area.y + 1, area.width, area.height - 1};
    code.count = (int)(end - first);
    code.current = (int)(ENGINE_NUMBER_IN(now->event.line) - first);
    grid_text(grid, area.x, area.y, area.width, STYLE_label, routine_row(now->routine)->signature);
    int width = text_width(values, strlen(values));
    lay_lines(&code, width);
    code.top = top_of(&code);
    for (code.number = 0; code.number < code.count; code.number++) {
        if (code.begins[code.number] < code.top + code.area.height && code.begins[code.number + 1] > code.top)
            wrap_line(&code, put_row);
    }
    code.number = code.current;
    draw_values(&code, width);
}
