/* How blocks look and where they stand. */
#include "view/swiss/stage.h"

enum form {
    FORM_WIDE,   /* the word over a line of eight slots */
    FORM_BESIDE, /* the word before them, on one line */
    FORM_BLOCK,  /* the word over two lines of four */
    FORM_WORD,   /* nothing but the word */
    FORM_SIGNS,  /* a sign a slot */
};

enum {
    LEAST_KEY = 4,
    LEAST_OF_WIDE = 5,
    MOST_PITCH = 18,
    WORD_COLUMNS = SWISS_SLOTS * 3 - 1,
    WORD_IN_PAIRS = SWISS_SLOTS * 2 + 3,
    MOST_COLUMNS = 3,
    HALF_LINE = SWISS_SLOTS / 2,
    ROOM_FOR_ORDER =
        34, /* columns: for the way of a search in two of them, and for a blank before the word */
};

static int least_of(int a, int b)
{
    return a < b ? a : b;
}

static bool take_block(struct swiss_shape *shape, int width)
{
    int room;
    shape->a_line = HALF_LINE;
    shape->pitch = least_of((width - shape->slots) / HALF_LINE, MOST_PITCH);
    shape->key = shape->pitch - 1;
    shape->lines = 3;
    room = HALF_LINE * shape->pitch;
    shape->pairs = room < WORD_COLUMNS;
    shape->tag = room < WORD_IN_PAIRS ? 0 : 3;
    if (shape->tag == 0)
        shape->lines = 2;
    return shape->key >= LEAST_KEY;
}

/* Sets all but margin and digits. False: it needs more columns. */
static bool take_form(struct swiss_shape *shape, enum form form, int width)
{
    int lead = shape->margin + shape->digits + 1 + (width >= ROOM_FOR_ORDER);
    *shape = (struct swiss_shape){.margin = shape->margin,
                                  .digits = shape->digits,
                                  .a_line = SWISS_SLOTS,
                                  .word = lead,
                                  .slots = lead,
                                  .lines = 1,
                                  .width = width};
    switch (form) {
    case FORM_WIDE:
        shape->pitch = shape->tag = least_of((width - lead) / SWISS_SLOTS, MOST_PITCH);
        shape->key = shape->pitch - 1;
        shape->lines = 2;
        return shape->key >= LEAST_OF_WIDE;
    case FORM_BESIDE:
        shape->beside = true;
        shape->tag = 3;
        shape->slots = lead + WORD_COLUMNS + 2;
        shape->pitch = least_of((width - shape->slots + 1) / SWISS_SLOTS, MOST_PITCH);
        shape->key = shape->pitch - 1;
        return shape->key >= LEAST_KEY;
    case FORM_BLOCK:
        return take_block(shape, width);
    case FORM_WORD:
        shape->tag = 3;
        return width >= lead + WORD_COLUMNS;
    default:
        shape->pitch = shape->key = 1;
        return true;
    }
}

int swiss_shape_rows(const struct swiss_shape *shape, int height)
{
    return height < shape->lines ? 0 : (height + shape->gap) / (shape->lines + shape->gap);
}

static bool all_fit(struct swiss_shape *shape, int columns, int height, uint64_t groups, int gap)
{
    shape->gap = gap;
    return (uint64_t)columns * (uint64_t)swiss_shape_rows(shape, height) >= groups;
}

int swiss_choose_shape(struct swiss_shape *shape, int width, int height, uint64_t groups, int digits)
{
    /* The most readable first, in one column, then in several. */
    static const struct {
        enum form form;
        int columns, gap;
    } ways[] = {
        {FORM_WIDE, 1, 1},   {FORM_WIDE, 1, 0}, {FORM_WIDE, 2, 1},   {FORM_WIDE, 2, 0},  {FORM_WIDE, 3, 1},
        {FORM_BESIDE, 1, 0}, {FORM_WIDE, 3, 0}, {FORM_BESIDE, 2, 0}, {FORM_BLOCK, 2, 0}, {FORM_BLOCK, 3, 0},
    };
    shape->margin = width >= ROOM_FOR_ORDER ? 2 : 1;
    shape->digits = digits;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        int its = (width + 2) / ways[i].columns - 2;
        if (take_form(shape, ways[i].form, its) &&
            all_fit(shape, ways[i].columns, height, groups, ways[i].gap))
            return ways[i].columns;
    }
    /* A window: tall, in columns as wide as keys need; low, a line a group. */
    enum { TALL = 9 };
    for (int columns = MOST_COLUMNS; columns > 0 && height >= TALL; columns--) {
        if (take_form(shape, FORM_WIDE, (width + 2) / columns - 2))
            return columns;
    }
    static const enum form low[] = {FORM_BESIDE, FORM_WORD, FORM_SIGNS};
    for (size_t i = 0; i < sizeof low / sizeof *low; i++) {
        for (int columns = MOST_COLUMNS; columns > 0; columns--) {
            if (take_form(shape, low[i], (width + 2) / columns - 2))
                return columns;
        }
    }
    return 1;
}

void swiss_choose_lane(struct swiss_shape *shape, int width, int height, uint64_t bands, int digits)
{
    enum { BANDS_WITH_GAPS = 4 };
    static const enum form forms[] = {FORM_WIDE, FORM_BLOCK, FORM_SIGNS};
    shape->margin = 0;
    shape->digits = digits;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (!take_form(shape, forms[i], width))
            continue;
        shape->gap = 1;
        uint64_t rows = (uint64_t)swiss_shape_rows(shape, height);
        if ((rows < bands && rows < BANDS_WITH_GAPS) || shape->lines < 2)
            shape->gap = 0;
        if (swiss_shape_rows(shape, height) > 0 || forms[i] == FORM_SIGNS)
            return;
    }
}

void swiss_place_block(struct swiss_stage *stage, struct swiss_place group, int x, int y,
                       enum swiss_side side)
{
    if (stage->count < SWISS_BLOCKS)
        stage->blocks[stage->count++] = (struct swiss_block){group, x, y, side};
}

const struct swiss_block *swiss_find_block(const struct swiss_stage *stage, struct swiss_place group)
{
    for (int i = 0; i < stage->count; i++) {
        const struct swiss_block *block = &stage->blocks[i];
        if (block->group.region == group.region && block->group.index == group.index)
            return block;
    }
    return NULL;
}

void swiss_tag_at(const struct swiss_stage *stage, const struct swiss_block *block, int slot, int *x, int *y)
{
    const struct swiss_shape *shape = &stage->shape;
    *x = block->x + shape->word + (shape->pairs ? slot * 2 + slot / 2 : slot * shape->tag);
    *y = block->y;
}

void swiss_slot_at(const struct swiss_stage *stage, const struct swiss_block *block, int slot, int *x, int *y)
{
    const struct swiss_shape *shape = &stage->shape;
    if (shape->key == 0) {
        swiss_tag_at(stage, block, slot, x, y);
        return;
    }
    *x = block->x + shape->slots + slot % shape->a_line * shape->pitch;
    *y = block->y + (shape->tag > 0 && !shape->beside) + slot / shape->a_line;
}
