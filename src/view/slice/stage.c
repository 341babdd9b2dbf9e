/* The stage: the header as three cells with an arrow to its array, the array's elements, who stands on which of them, and while it
   grows the old array above the new one. */
#include "view/slice/panels.h"

#include "base/number.h"

#include <string.h>

enum { MEASURED = 4096, MOST_COLUMNS = 14, ROOMY = 60, LABEL = 2 /* behind the number of a row */ };

/* An array on the stage: a title, rows of cells, who stands on it, a gap. Line 0 is the title. */
struct block {
    uint32_t array;
    uint64_t count;
    int64_t rows;  /* of elements */
    int64_t lines; /* all of them */
    bool is_old;   /* another array takes its place */

    int64_t y, height; /* its lines on the stage, from the stage's first on */
    int64_t top;       /* of its lines behind the title, those that are scrolled away */
};

struct stage {
    struct grid *grid;
    struct area area;
    const struct picture *picture;
    const struct slice_reading *reading;
    int columns;   /* of a value */
    int label;     /* of a row's number */
    int64_t a_row; /* elements in a row */
    struct block blocks[2];
    int block_count;
    int64_t all, top; /* lines */
};

/* ---- values */

void slice_value_text(const struct picture *picture, const struct slice *slice, value_id id, bool spare,
                      int columns, struct text *text)
{
    value_id zero = slice_type(slice)->zero;
    if (spare && (id == VALUE_NONE || id == zero))
        text_add(text, "·");
    else if (values_text(slice->values, id, NULL)[0] == '\0')
        text_add(text, "\"\"");
    else
        panel_value(picture, id, columns, text);
}

/* How many elements one of the arrays on the stage has. */
static uint64_t count_of(const struct slice_reading *reading, int which)
{
    uint32_t array = reading->arrays[which];
    return slice_reading_holds(reading, array) ? slice_array_count(reading->slice.memory, array) : 0;
}

static int widest_value(const struct stage *stage)
{
    const struct slice *slice = &stage->reading->slice;
    int widest = 1;
    for (int i = 0; i < 2; i++) {
        uint32_t array = stage->reading->arrays[i];
        uint64_t count = count_of(stage->reading, i);
        for (uint64_t index = 0; index < count && index < MEASURED && widest < MOST_COLUMNS; index++) {
            struct text text = {0};
            slice_value_text(stage->picture, slice, slice_cell(slice, array, index), false, MOST_COLUMNS,
                             &text);
            int width = text_width(text_string(&text), text.length);
            widest = width > widest ? width : widest;
            text_free(&text);
        }
    }
    return widest;
}

/* ---- where what stands */

/* All of the larger array if it fits, else a power of two, so that a row is the same part of each. */
static int64_t elements_a_row(const struct stage *stage, uint64_t most)
{
    int64_t fit = (stage->area.width - stage->label - LABEL - 2) / (stage->columns + 3), row = 1;
    if (most > 0 && (int64_t)most <= fit)
        return (int64_t)most;
    while (row * 2 <= fit)
        row *= 2;
    return row;
}

static void add_block(struct stage *stage, uint32_t array, bool is_old)
{
    const struct slice *slice = &stage->reading->slice;
    if (!slice_reading_holds(stage->reading, array))
        return;
    struct block *block = &stage->blocks[stage->block_count++];
    *block =
        (struct block){.array = array, .count = slice_array_count(slice->memory, array), .is_old = is_old};
    block->rows = (int64_t)((block->count + (uint64_t)stage->a_row - 1) / (uint64_t)stage->a_row);
    uint64_t holders = (uint64_t)slice_holders(slice->world, array, 0);
    bool bars = block->rows == 1 && holders > 0;
    block->lines = 1 + block->rows + (bars ? (int64_t)holders : 1) + 1;
    stage->all += block->lines;
}

static int cell_x(const struct stage *stage, int64_t column)
{
    return stage->area.x + 1 + stage->label + LABEL + (int)column * (stage->columns + 3);
}

/* Where a line of a block stands on the screen; false: it is scrolled away. */
static bool is_shown(const struct stage *stage, const struct block *block, int64_t line, int *y)
{
    int64_t at = line == 0 ? 0 : line - block->top, on_stage = block->y + at;
    *y = stage->area.y + (int)on_stage;
    return (line == 0 || at > 0) && at < block->height && on_stage >= 0 && on_stage < stage->area.height;
}

/* Where a place stands on the screen, its value's first column; false if it is scrolled away. */
static bool find_cell(const struct stage *stage, uint64_t at, int *x, int *y)
{
    for (int i = 0; i < stage->block_count; i++) {
        const struct block *block = &stage->blocks[i];
        int64_t index = SLICE_AT_INDEX(at);
        if (block->array != SLICE_AT_REGION(at))
            continue;
        *x = cell_x(stage, index % stage->a_row) + 1;
        return is_shown(stage, block, 1 + index / stage->a_row, y);
    }
    return false;
}

/* ---- scrolling */

/* The place of an element that somebody points at, 0 if it is gone. */
static uint64_t pointed_place(const struct slice_reading *reading, const struct point *point)
{
    struct look there = {.cursor = point->place};
    return point->what == POINT_PLACE ? slice_reading_cursor(reading, &there) : 0;
}

/* The place that is to be seen in an array; 0: none. */
static uint64_t action_in(const struct stage *stage, uint32_t array)
{
    const struct slice_reading *reading = stage->reading;
    const struct look *look = stage->picture->look;
    uint64_t cursor = look->on_buckets ? slice_reading_cursor(reading, look) : 0;
    uint64_t pointed =
        look->point_count > 0 ? pointed_place(reading, &look->points[look->point_count - 1]) : 0;
    const uint64_t places[] = {pointed, cursor, reading->to, reading->from, reading->in_hand};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (places[i] != 0 && SLICE_AT_REGION(places[i]) == array)
            return places[i];
    }
    const struct slice *slice = &reading->slice;
    uint64_t end = slice_register(slice, SLICE_FIRST) + slice_register(slice, SLICE_LEN);
    if (reading->appending && array == slice_register(slice, SLICE_PTR) && end > 0)
        return SLICE_AT(array, end - 1);
    return 0;
}

/* A block's window, scrolled so that the action is in it. */
static void scroll_block(const struct stage *stage, struct block *block, int64_t y, int64_t height)
{
    uint64_t action = action_in(stage, block->array);
    int64_t line = action != 0 ? 1 + (int64_t)SLICE_AT_INDEX(action) / stage->a_row : 1;
    int64_t most = block->lines - height;
    block->y = y;
    block->height = height;
    block->top = line < height - 1 ? 0 : line - height / 2;
    block->top = block->top > most ? most : block->top;
    block->top = block->top < 0 ? 0 : block->top;
}

/* As one list, as the viewer scrolled it. */
static void scroll_by_hand(struct stage *stage)
{
    int64_t most = stage->all - stage->area.height, y;
    stage->top = stage->picture->look->top < most ? stage->picture->look->top : most;
    stage->top = stage->top > 0 ? stage->top : 0;
    y = -stage->top;
    for (int i = 0; i < stage->block_count; i++) {
        stage->blocks[i].y = y;
        stage->blocks[i].height = stage->blocks[i].lines;
        y += stage->blocks[i].lines;
    }
}

/* So that the action is seen in each: an array that needs less than its half leaves the rest to the other. */
static void scroll_to_action(struct stage *stage)
{
    int64_t room = stage->area.height, first = room;
    if (stage->block_count > 1) {
        int64_t needs = stage->blocks[0].lines, other = stage->blocks[1].lines, half = room / 2;
        first = needs <= half || needs + other <= room ? needs : other < room - half ? room - other : half;
    }
    if (stage->block_count > 0)
        scroll_block(stage, &stage->blocks[0], 0, first);
    if (stage->block_count > 1)
        scroll_block(stage, &stage->blocks[1], first, room - first);
}

static void scroll(struct stage *stage)
{
    const struct look *look = stage->picture->look;
    if (look->follow || look->on_buckets)
        scroll_to_action(stage);
    else
        scroll_by_hand(stage);
}

/* ---- drawing */

static void brackets(const struct stage *stage, int x, int y, int width, const char *pair, enum style style)
{
    grid_put(stage->grid, x - 1, y, (uint32_t)(unsigned char)pair[0], style);
    grid_put(stage->grid, x + width, y, (uint32_t)(unsigned char)pair[1], style);
}

/* What an element is to the slice in hand. */
static enum style style_of(const struct stage *stage, const struct block *block, uint64_t index)
{
    const struct slice *slice = &stage->reading->slice;
    uint64_t first = slice_register(slice, SLICE_FIRST), len = slice_register(slice, SLICE_LEN);
    bool own = slice_register(slice, SLICE_PTR) == block->array;
    if (!own)
        return block->is_old ? STYLE_old : STYLE_entry;
    return index >= first && index < first + len ? (block->is_old ? STYLE_old : STYLE_entry) : STYLE_aside;
}

static void draw_cell(const struct stage *stage, const struct block *block, uint64_t index, int x, int y)
{
    const struct slice_reading *reading = stage->reading;
    const struct slice *slice = &reading->slice;
    uint64_t at = SLICE_AT(block->array, index), before = 0;
    value_id id = slice_cell(slice, block->array, index);
    enum style style = style_of(stage, block, index);
    bool to_come = reading->growing && !block->is_old && index >= reading->landed;
    bool changed = now_changed(reading->now, place_word(block->array, (uint32_t)index), &before);
    bool hand = at == reading->in_hand || (reading->copying && at == reading->to && !reading->now->under_way);
    bool over = now_is_over(reading->now); /* nothing is in hand then; what was read is still seen */
    if (changed && stage->picture->look->before)
        id = before != 0 ? (value_id)before : slice_type(slice)->zero;
    struct text text = {0};
    slice_value_text(stage->picture, slice, id, style == STYLE_aside || to_come, stage->columns, &text);
    int width = text_width(text_string(&text), text.length);
    grid_put(stage->grid, x, y, 0x2595, STYLE_dim);
    grid_text(stage->grid, x + 1, y, stage->columns,
              hand && !over ? STYLE_moving
              : changed     ? STYLE_changed
                            : style,
              text_string(&text));
    if (changed)
        grid_flag(stage->grid, x + 1, y, width, GRID_UNDERLINE);
    if (hand && over && !changed)
        brackets(stage, x + 1, y, width, "()", STYLE_match);
    else if (hand && !over)
        brackets(stage, x + 1, y, width, "[]", STYLE_moving);
    else if (reading->copying && at == reading->from)
        brackets(stage, x + 1, y, width, "()", STYLE_probe);
    text_free(&text);
}

static void draw_row(const struct stage *stage, const struct block *block, int64_t row, int y)
{
    uint64_t first = (uint64_t)(row * stage->a_row), end = first + (uint64_t)stage->a_row;
    end = end < block->count ? end : block->count;
    grid_format(stage->grid, stage->area.x + 1, y, stage->label, STYLE_label, "%*llu", stage->label,
                (unsigned long long)first);
    for (uint64_t index = first; index < end; index++)
        draw_cell(stage, block, index, cell_x(stage, (int64_t)(index - first)), y);
    grid_put(stage->grid, cell_x(stage, (int64_t)(end - first)), y, 0x258f, STYLE_dim);
}

static void draw_block_title(const struct stage *stage, const struct block *block, int y)
{
    const struct slice *slice = &stage->reading->slice;
    uint64_t bytes = slice_array_bytes(slice->memory, block->array), size = slice_type(slice)->element->size;
    int x = stage->area.x + 1, end = stage->area.x + stage->area.width;
    struct text holders = {0};
    x += panel_say(stage->grid, x, y, end - x, STYLE_title, stage->picture, WORD_SLICE_ARRAY,
                   PANEL_ARGUMENTS(NUMBER(slice_array_number(slice->memory, block->array)))) +
         3;
    x += panel_say(stage->grid, x, y, end - x, STYLE_label, stage->picture, WORD_SLICE_ARRAY_FACTS,
                   PANEL_ARGUMENTS(NUMBER(block->count), NUMBER(bytes),
                                   POINTER(slice_array_address(slice->memory, block->array))));
    if (bytes > block->count * size)
        x += panel_say(stage->grid, x, y, end - x, STYLE_warn, stage->picture, WORD_SLICE_ARRAY_LOST,
                       PANEL_ARGUMENTS(NUMBER(bytes - block->count * size)));
    slice_add_holders(slice, block->array, 0, &holders);
    if (holders.length > 0)
        panel_say(stage->grid, x + 3, y, end - x - 3, STYLE_label, stage->picture, WORD_SLICE_ARRAY_HELD,
                  PANEL_ARGUMENTS(text_string(&holders)));
    else if (block->is_old)
        panel_say(stage->grid, x + 3, y, end - x - 3, STYLE_warn, stage->picture, WORD_SLICE_ARRAY_LEFT,
                  NULL);
    text_free(&holders);
}

/* Who stands on which elements of a row that holds all: ├───┤··· up to the length, and on to the capacity. */
static void draw_bar(const struct stage *stage, const struct slice *holder, int y)
{
    int64_t first = (int64_t)slice_register(holder, SLICE_FIRST),
            len = (int64_t)slice_register(holder, SLICE_LEN);
    int64_t cap = (int64_t)slice_register(holder, SLICE_CAP);
    int begin = cell_x(stage, first), end = cell_x(stage, first + len), room = cell_x(stage, first + cap);
    enum style style = holder->home == stage->picture->home ? STYLE_strong : STYLE_label;
    for (int x = end + 1; x <= room; x++)
        grid_put(stage->grid, x, y, 0xb7, style);
    grid_fill(stage->grid, begin, y, end - begin, 1, 0x2500, style);
    grid_put(stage->grid, begin, y, len > 0 ? 0x251c : 0x2502, style);
    if (len > 0)
        grid_put(stage->grid, end, y, 0x2524, style);
}

/* A holder's line: where it stands, its name, length and capacity. Returns the columns used. */
static int draw_holder(const struct stage *stage, const struct slice *holder, int x, int y)
{
    const struct world *world = stage->picture->world;
    const char *name = world_name(world, world_place_of(world, holder->home));
    bool own = holder->home == stage->picture->home;
    int begin = x, end = stage->area.x + stage->area.width;
    x += grid_text(stage->grid, x, y, end - x, own ? STYLE_strong : STYLE_label, name) + 1;
    uint64_t first = slice_register(holder, SLICE_FIRST);
    uint64_t behind = first + slice_register(holder, SLICE_LEN),
             room = first + slice_register(holder, SLICE_CAP);
    x += grid_format(stage->grid, x, y, end - x, STYLE_label, "[%llu:%llu:%llu]", (unsigned long long)first,
                     (unsigned long long)behind, (unsigned long long)room);
    return x - begin;
}

/* Who stands on the array: each in a line of its own below a single row, all in one line below many. */
static void draw_holders(const struct stage *stage, const struct block *block)
{
    const struct world *world = stage->picture->world;
    int64_t line = 1 + block->rows;
    int x = stage->area.x + 1, y;
    for (int place = 0; place < WORLD_SUBJECTS; place++) {
        uint32_t home = world_home(world, place);
        if (!slice_stands_on(world, home, block->array))
            continue;
        const struct slice holder = slice_of(world, home);
        bool shown = is_shown(stage, block, line, &y);
        if (block->rows > 1) {
            x += shown ? draw_holder(stage, &holder, x, y) + 3 : 0;
        } else if (line++, shown) {
            draw_bar(stage, &holder, y);
            draw_holder(stage, &holder, cell_x(stage, (int64_t)block->count) + 3, y);
        }
    }
}

static void draw_block(const struct stage *stage, const struct block *block)
{
    int y;
    if (is_shown(stage, block, 0, &y))
        draw_block_title(stage, block, y);
    int64_t above = block->y < 0 ? -block->y - 1 : 0, first = block->top + (above > 0 ? above : 0);
    for (int64_t row = first; row < block->rows && row < first + stage->area.height; row++) {
        if (is_shown(stage, block, 1 + row, &y))
            draw_row(stage, block, row, y);
    }
    draw_holders(stage, block);
}

/* The header: ptr, len and cap as three cells, with an arrow to the array that ptr points to. */
static int draw_header(const struct stage *stage, int y)
{
    const struct slice *slice = &stage->reading->slice;
    struct grid *grid = stage->grid;
    int x = stage->area.x + 1, end = stage->area.x + stage->area.width;
    uint32_t array = (uint32_t)slice_register(slice, SLICE_PTR);
    const char *name = world_name(stage->picture->world, world_place_of(stage->picture->world, slice->home));
    const struct {
        enum word name;
        enum slice_register which;
        const char *value;
    } cells[] = {{WORD_SLICE_CELL_PTR, SLICE_PTR, POINTER(slice_address(slice, 0))},
                 {WORD_SLICE_CELL_LEN, SLICE_LEN, NUMBER(slice_register(slice, SLICE_LEN))},
                 {WORD_SLICE_CELL_CAP, SLICE_CAP, NUMBER(slice_register(slice, SLICE_CAP))}};
    if (stage->area.width < ROOMY)
        x += grid_text(grid, x, y, end - x, STYLE_title, name) + 1;
    else
        x += panel_say(grid, x, y, end - x, STYLE_title, stage->picture, WORD_SLICE_HEADER,
                       PANEL_ARGUMENTS(name)) +
             2;
    for (int i = 0; i < 3; i++) {
        x += grid_put(grid, x, y, 0x2595, STYLE_dim);
        uint64_t before;
        bool changed = now_changed(stage->reading->now, place_word(slice->home, cells[i].which), &before);
        int begin = x;
        x += panel_say(grid, x, y, end - x, STYLE_label, stage->picture, cells[i].name, NULL) + 1;
        int used = grid_text(grid, x, y, end - x, changed ? STYLE_changed : STYLE_strong, cells[i].value);
        if (changed)
            grid_flag(grid, x, y, used, GRID_UNDERLINE);
        x += used;
        panel_light(grid, begin, y, x - begin, stage->picture, cells[i].name);
        x += grid_put(grid, x, y, 0x258f, STYLE_dim);
    }
    x++;
    if (array != 0) {
        x += grid_text(grid, x, y, end - x, STYLE_strong, "─▸ ");
        panel_say(grid, x, y, end - x, STYLE_label, stage->picture, WORD_SLICE_ARRAY,
                  PANEL_ARGUMENTS(NUMBER(slice_array_number(slice->memory, array))));
    } else {
        panel_say(grid, x, y, end - x, STYLE_label, stage->picture,
                  slice_register(slice, SLICE_CAP) > 0 ? WORD_SLICE_NO_MEMORY : WORD_SLICE_NO_ARRAY, NULL);
    }
    return 2;
}

/* The element on its way: a straight line that starts and lands gently, drawn over everything. */
static void draw_flight(const struct stage *stage)
{
    const struct slice_reading *reading = stage->reading;
    int x0, y0, x1, y1;
    if (!reading->copying || !reading->now->under_way || reading->now->event.kind != SLICE_travel ||
        stage->picture->look->motion != MOTION_FULL)
        return;
    bool from = find_cell(stage, reading->from, &x0, &y0), to = find_cell(stage, reading->to, &x1, &y1);
    if (!from || !to)
        return;
    int64_t eased = panel_eased(reading->now->phase);
    int64_t distance = (int64_t)(y1 - y0) * eased;
    int x = x0 + (int)((x1 - x0) * eased / 1000),
        y = y0 + (int)((distance + (distance < 0 ? -500 : 500)) / 1000);
    struct text text = {0};
    slice_value_text(stage->picture, &reading->slice, reading->value, false, stage->columns, &text);
    int used = grid_text(stage->grid, x, y, stage->columns, STYLE_moving, text_string(&text));
    brackets(stage, x, y, used, "[]", STYLE_moving);
    text_free(&text);
}

static void draw_points(const struct stage *stage)
{
    const struct look *look = stage->picture->look;
    for (int i = 0; i < look->point_count; i++) {
        uint64_t place = pointed_place(stage->reading, &look->points[i]);
        int x, y;
        if (place != 0 && find_cell(stage, place, &x, &y))
            grid_flag(stage->grid, x, y, stage->columns, GRID_REVERSE | GRID_BOLD);
    }
}

static void draw_cursor(const struct stage *stage)
{
    const struct look *look = stage->picture->look;
    uint64_t cursor = look->on_buckets ? slice_reading_cursor(stage->reading, look) : 0;
    int x, y;
    if (cursor == 0 || !find_cell(stage, cursor, &x, &y))
        return;
    grid_flag(stage->grid, x, y, stage->columns, GRID_REVERSE);
    stage->grid->cursor_x = x;
    stage->grid->cursor_y = y;
}

struct screen_room slice_draw_stage(struct grid *grid, struct area area, const struct picture *picture,
                                    const struct slice_reading *reading)
{
    struct stage stage = {.grid = grid, .area = area, .picture = picture, .reading = reading};
    if (!reading->has_type || area.height < 1)
        return (struct screen_room){0};
    if (!slice_type(&reading->slice)->is_array && area.height > 2) {
        int used = draw_header(&stage, area.y);
        stage.area.y += used;
        stage.area.height -= used;
    }
    uint64_t first = count_of(reading, 0), second = count_of(reading, 1);
    uint64_t most = first > second ? first : second;
    stage.label = number_digits(most);
    stage.columns = widest_value(&stage);
    stage.a_row = elements_a_row(&stage, most);
    for (int i = 0; i < 2; i++)
        add_block(&stage, reading->arrays[i], i == 0 && reading->leaves);
    scroll(&stage);
    for (int i = 0; i < stage.block_count; i++)
        draw_block(&stage, &stage.blocks[i]);
    draw_points(&stage);
    draw_cursor(&stage);
    draw_flight(&stage);
    return (struct screen_room){.rows = stage.area.height, .top = stage.top, .all = stage.all};
}
