/* The face of slices and arrays: its panels from one reading, its strip, and the keyboard's cursor on it. */
#include "view/face.h"

#include "view/slice/panels.h"

#include <string.h>

enum { WALK = 8 /* elements, up or down */ };

static struct screen_room draw(struct grid *grid, const struct face_areas *areas,
                               const struct picture *picture, const struct now *now, struct text *story)
{
    const struct slice_reading reading = slice_reading_of(picture, now);
    struct screen_room room = slice_draw_stage(grid, areas->stage, picture, &reading);
    if (areas->header.height > 0)
        slice_draw_header(grid, areas->header, picture, &reading);
    if (areas->lens.height > 0)
        slice_draw_lens(grid, areas->lens, picture, &reading);
    if (now->has_event && now->mark != NULL)
        slice_tell_story(picture, &reading, story);
    return room;
}

static void lens(struct grid *grid, struct area area, const struct picture *picture, const struct now *now)
{
    const struct slice_reading reading = slice_reading_of(picture, now);
    slice_draw_lens(grid, area, picture, &reading);
}

static void tell(const struct picture *picture, const struct now *now, struct text *story)
{
    const struct slice_reading reading = slice_reading_of(picture, now);
    slice_tell_story(picture, &reading, story);
}

/* ---- as a strip: its elements, as many as fit */

static void strip(struct grid *grid, struct area area, const struct picture *picture, const struct now *now)
{
    const struct slice slice = slice_of(picture->world, picture->home);
    int x = area.x, end = area.x + area.width;
    uint64_t len = slice_register(&slice, SLICE_LEN), cap = slice_register(&slice, SLICE_CAP);
    (void)now;
    if (slice_type(&slice) == NULL || slice_register(&slice, SLICE_PTR) == 0)
        return;
    for (uint64_t i = 0; i < cap; i++) {
        struct text text = {0};
        slice_value_text(picture, &slice, slice_element(&slice, i), i >= len, 12, &text);
        int width = text_width(text_string(&text), text.length);
        if (x + width + 2 > end) {
            grid_put(grid, x, area.y, 0x2026, STYLE_dim);
            text_free(&text);
            return;
        }
        x += grid_text(grid, x, area.y, width, i < len ? STYLE_entry : STYLE_aside, text_string(&text)) + 1;
        text_free(&text);
    }
}

static void facts(const struct picture *picture, struct text *text)
{
    const struct slice slice = slice_of(picture->world, picture->home);
    uint64_t len = slice_register(&slice, SLICE_LEN);
    uint32_t array = (uint32_t)slice_register(&slice, SLICE_PTR);
    struct text others = {0};
    bool is_array = slice_type(&slice) != NULL && slice_type(&slice)->is_array;
    if (slice_register(&slice, SLICE_NIL) != 0)
        words_say(text, picture->words, WORD_SLICE_STRIP_NIL);
    else if (is_array)
        words_say(text, picture->words, WORD_SLICE_STRIP_ARRAY, NUMBER(len));
    else
        words_say(text, picture->words, WORD_SLICE_STRIP_ELEMENTS, NUMBER(len),
                  NUMBER(slice_register(&slice, SLICE_CAP)));
    slice_add_holders(&slice, array, slice.home, &others);
    if (others.length > 0)
        words_say(text, picture->words, WORD_SLICE_STRIP_SHARES,
                  NUMBER(slice_array_number(slice.memory, array)), text_string(&others));
    text_free(&others);
}

/* ---- the cursor: a row is an element */

static bool clamp(const struct world *world, uint32_t home, struct cursor *cursor)
{
    const struct slice slice = slice_of(world, home);
    uint64_t cap = slice_register(&slice, SLICE_PTR) != 0 ? slice_register(&slice, SLICE_CAP) : 0;
    int64_t row = cursor->row < 0 ? 0 : cursor->row;
    if (cap > 0 && (uint64_t)row >= cap)
        row = (int64_t)cap - 1;
    *cursor = (struct cursor){.row = cap > 0 ? row : 0};
    return cap > 0;
}

static void walk(const struct world *world, uint32_t home, struct cursor *cursor, enum direction direction)
{
    static const int steps[] = {
        [DIRECTION_LEFT] = -1, [DIRECTION_RIGHT] = 1, [DIRECTION_UP] = -WALK, [DIRECTION_DOWN] = WALK};
    int64_t row = cursor->row + steps[direction];
    if (row >= 0)
        cursor->row = row;
    clamp(world, home, cursor);
}

static bool suggests(const struct picture *picture, const char *suggestion)
{
    const struct slice slice = slice_of(picture->world, picture->home);
    bool array = slice_type(&slice) != NULL && slice_type(&slice)->is_array;
    uint64_t len = slice_register(&slice, SLICE_LEN), cap = slice_register(&slice, SLICE_CAP);
    const char *name = world_name(picture->world, world_place_of(picture->world, picture->home));
    if (strncmp(suggestion, "append", 6) == 0 || strncmp(suggestion, "fill", 4) == 0)
        return !array;
    if (strncmp(suggestion, "reslice", 7) == 0)
        return !array && cap >= 3;
    if (strncmp(suggestion, "let", 3) == 0)
        return (array ? len : cap) >= 3 && strcmp(name, "s") == 0 &&
               world_count(picture->world) < WORLD_SUBJECTS;
    if (strncmp(suggestion, "store", 5) == 0 || strncmp(suggestion, "why", 3) == 0)
        return len > 0;
    return true;
}

#define MARK(style, glyph, name)                                                                             \
    {                                                                                                        \
        STYLE_##style, glyph, WORD_SLICE_MARK_##name, WORD_SLICE_MEANS_MARK_##name                           \
    }
static const struct mark_row marks[] = {
    MARK(dim, "·", SPARE),        MARK(moving, "[ ]", IN_HAND), MARK(probe, "( )", COPIED),
    MARK(strong, "├──┤", LENGTH), MARK(dim, "····", CAPACITY),  {.glyph = NULL},
};
#undef MARK

const struct face face_slice = {
    .marks = marks,
    .fields = slice_header_fields,
    .title = WORD_SLICE_SCREEN,
    .draw = draw,
    .lens = lens,
    .tell = tell,
    .phases = slice_phases,
    .strip = strip,
    .facts = facts,
    .costs = WORD_SLICE_COSTS,
    .stage = WORD_SLICE_STAGE,
    .stage_shows = WORD_SLICE_STAGE_SHOWS,
    .prompt = WORD_SLICE_PROMPT,
    .prompt_other = WORD_SLICE_PROMPT_OTHER,
    .prompt_type = "[]int",
    .suggests = suggests,
    .clamp = clamp,
    .walk = walk,
};
