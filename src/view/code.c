/* The code panel: pseudo-code of the running routine, its current line marked, with the values it has just now. */
#include "view/panel.h"

#include <string.h>

enum { INDENT = 2, VALUE_GAP = 2 };

struct code {
    struct grid *grid;
    struct area area; /* of the lines */
    const char *values;
    int row, top;      /* of the panel, from 0; the first one shown */
    int from, aligned; /* the first line that begins in row `from` or below it, begins here */
    int indent;
    bool current;
    int last_row, last_width; /* where the line drawn last ends */
};

static void put_row(void *context, int number, const char *bytes, size_t length)
{
    struct code *code = context;
    int indent = code->indent + (number > 0 ? INDENT : 0), y = code->row - code->top;
    enum style style = code->current ? STYLE_code_now : STYLE_code;
    code->last_row = y;
    code->last_width = indent + text_width(bytes, length);
    code->row++;
    if (y < 0 || y >= code->area.height)
        return;
    struct text text = {0};
    text_append(&text, bytes, length);
    if (code->current)
        grid_fill(code->grid, code->area.x, code->area.y + y, code->area.width, 1, ' ', style);
    if (code->current && number == 0)
        grid_put(code->grid, code->area.x, code->area.y + y, 0x25b8, style);
    grid_text(code->grid, code->area.x + indent, code->area.y + y, code->area.width - indent, style,
              text_string(&text));
    text_free(&text);
}

/* Beside the line if there is room, else below it. */
static void put_values(struct code *code)
{
    int width = text_width(code->values, strlen(code->values)), room = code->area.width;
    int y = code->last_row, x = code->last_width + VALUE_GAP;
    enum style style = STYLE_code_now; /* beside the line it is of its ground */
    if (width == 0)
        return;
    if (x + width > room) {
        style = STYLE_value;
        y = code->row++ - code->top;
        x = code->indent + INDENT + width <= room ? code->indent + INDENT : 0;
    }
    if (y >= 0 && y < code->area.height)
        grid_text(code->grid, code->area.x + x, code->area.y + y, room - x, style, code->values);
}

/* All lines of a routine from its line `first` on; those above `code->top` and below the panel leave no trace. Returns the row
   of the current line. */
static int put_lines(struct code *code, const struct engine *engine, size_t first, size_t current)
{
    int row = 0;
    code->row = 0;
    for (size_t i = first; i < engine->line_count && engine->lines[i].routine == engine->lines[first].routine;
         i++) {
        const struct line_row *line = &engine->lines[i];
        code->current = i == current;
        code->indent = INDENT + 2 * line->depth;
        if (code->current)
            row = code->row;
        if (code->row >= code->from && code->aligned < code->from)
            code->aligned = code->row;
        int room = code->area.width - code->indent;
        bool whole = text_width(line->text, strlen(line->text)) <= room;
        panel_wrap(line->text, whole ? room : room - INDENT, put_row, code);
        if (code->current)
            put_values(code);
    }
    return row;
}

void panel_draw_code(struct grid *grid, struct area area, const struct now *now, const char *values)
{
    if (!now->has_event || area.height < 2)
        return;
    const struct engine *engine = engines[ENGINE_OF(now->event.line)];
    size_t first = 0, current = ENGINE_NUMBER_IN(now->event.line);
    struct code code = {.grid = grid, .values = values, .area = area};
    code.area.y++;
    code.area.height--;
    grid_text(grid, area.x, area.y, area.width, STYLE_label, routine_row(now->routine)->signature);
    while (engine->lines[first].routine != now->routine)
        first++;
    code.top = GRID_MOST_HEIGHT; /* nothing is in sight yet: how many rows are there? */
    int row = put_lines(&code, engine, first, current), most = code.row - code.area.height;
    code.from = row - code.area.height / 2;
    code.from = code.from > most ? most : code.from;
    code.from = code.from < 0 ? 0 : code.from;
    code.aligned = -1;
    put_lines(&code, engine, first, current);
    code.top = code.aligned < row ? code.aligned : row; /* no line begins in its middle */
    put_lines(&code, engine, first, current);
}
