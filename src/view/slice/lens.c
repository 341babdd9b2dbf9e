/* The lens: the element in hand and its address, or how a growth is decided. */
#include "view/slice/panels.h"

struct lens {
    struct grid *grid;
    struct area area;
    const struct picture *picture;
    int y;
};

static void say(struct lens *lens, enum style style, enum word word, const char *const *arguments)
{
    if (lens->y < lens->area.y + lens->area.height)
        panel_say(lens->grid, lens->area.x, lens->y++, lens->area.width, style, lens->picture, word,
                  arguments);
}

/* An element of an array, by the slice that it is seen through: its index, its value, the sum that gives its address. */
static void draw_element(struct lens *lens, const struct slice *slice, uint64_t at, value_id id)
{
    uint64_t index = SLICE_AT_INDEX(at), size = slice_type(slice)->element->size;
    uint32_t array = SLICE_AT_REGION(at);
    uint64_t first = array == slice_register(slice, SLICE_PTR) ? slice_register(slice, SLICE_FIRST) : 0;
    uint64_t base = slice_array_address(slice->memory, array) + first * size, number = index - first;
    bool beyond = array == slice_register(slice, SLICE_PTR) && number >= slice_register(slice, SLICE_LEN);
    struct text text = {0};
    slice_value_text(lens->picture, slice, id, false, lens->area.width / 2, &text);
    say(lens, STYLE_moving, beyond ? WORD_SLICE_LENS_BEYOND : WORD_SLICE_LENS_ELEMENT,
        PANEL_ARGUMENTS(NUMBER(number), text_string(&text)));
    say(lens, STYLE_plain, WORD_SLICE_LENS_ADDRESS,
        PANEL_ARGUMENTS(POINTER(base + number * size), POINTER(base), NUMBER(number), NUMBER(size)));
    text_free(&text);
}

static void draw_decision(struct lens *lens, const struct slice_reading *reading)
{
    const struct event *want = &reading->want, *rounded = &reading->rounded;
    uint64_t size = slice_type(&reading->slice)->element->size;
    say(lens, STYLE_moving, WORD_SLICE_LENS_WANT, PANEL_ARGUMENTS(NUMBER(want->after), NUMBER(want->before)));
    if (!reading->has_rounded)
        return;
    say(lens, STYLE_plain, rounded->before == rounded->after ? WORD_SLICE_LENS_FITS : WORD_SLICE_LENS_ROUNDED,
        PANEL_ARGUMENTS(NUMBER(rounded->before), NUMBER(rounded->after)));
    say(lens, STYLE_plain, WORD_SLICE_LENS_CAP,
        PANEL_ARGUMENTS(NUMBER(rounded->after), NUMBER(size), NUMBER(rounded->after / size)));
}

void slice_draw_lens(struct grid *grid, struct area area, const struct picture *picture,
                     const struct slice_reading *reading)
{
    const struct slice *slice = &reading->slice;
    const struct look *look = picture->look;
    struct lens lens = {grid, area, picture, area.y};
    if (!reading->has_type)
        return;
    uint64_t cursor = look->opened ? slice_reading_cursor(reading, look) : 0;
    if (cursor != 0) {
        draw_element(&lens, slice, cursor,
                     slice_cell(slice, SLICE_AT_REGION(cursor), SLICE_AT_INDEX(cursor)));
    } else if (reading->copying || reading->in_hand != 0) {
        draw_element(&lens, slice, reading->copying ? reading->to : reading->in_hand, reading->value);
    } else if (reading->has_want) {
        draw_decision(&lens, reading);
    } else {
        say(&lens, STYLE_label, WORD_SLICE_LENS_NOTHING, NULL);
    }
}
