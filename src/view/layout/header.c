/* The header: the sizes of the parts, as far as they are laid out, and what the allocator makes of them. */
#include "view/layout/panels.h"

#include <string.h>

enum { SHOWN_KEY, SHOWN_ELEM, SHOWN_BUCKET, SHOWN_CLASS, SHOWN_WASTE, SHOWN_PATH };
#define SHOWN(name) [SHOWN_##name] = {WORD_LAYOUT_FIELD_##name, WORD_LAYOUT_MEANS_##name}
const struct field_row layout_header_fields[] = {
    SHOWN(KEY), SHOWN(ELEM), SHOWN(BUCKET), SHOWN(CLASS), SHOWN(WASTE), SHOWN(PATH), {.name = WORD_NONE},
};
#undef SHOWN

/* A value of one type. What is not laid out yet is –. */
static void add_value(const struct layout_reading *reading, int which, int field, struct text *text)
{
    static const int parts[] = {[SHOWN_KEY] = LAYOUT_KEYS_PART,        [SHOWN_ELEM] = LAYOUT_ELEMS_PART,
                                [SHOWN_BUCKET] = LAYOUT_OVERFLOW_PART, [SHOWN_CLASS] = LAYOUT_CLASS_PART,
                                [SHOWN_WASTE] = LAYOUT_CLASS_PART,     [SHOWN_PATH] = LAYOUT_PATH_PART};
    const struct maptype *type = reading->types[which];
    uint64_t given = maptype_bucket_given(type);
    const uint64_t numbers[] = {[SHOWN_KEY] = type->key_slot,
                                [SHOWN_ELEM] = type->elem_slot,
                                [SHOWN_BUCKET] = type->bucket_size,
                                [SHOWN_CLASS] = given,
                                [SHOWN_WASTE] = given - type->bucket_size};
    if (reading->done[which] <= parts[field])
        text_add(text, "–");
    else if (field == SHOWN_PATH)
        text_add(text, maptype_routine_name(type->assign));
    else
        text_add(text, NUMBER(numbers[field]));
}

/* A line of fields of one type; `both`: of two, the first one's value before the other's. */
static int draw_fields(struct grid *grid, struct area area, int y, const struct picture *picture,
                       const struct layout_reading *reading, int which, bool both)
{
    struct panel_fields line = {grid, picture, reading->now, area.x + 1, y, area.x + area.width};
    for (int field = SHOWN_KEY; field <= SHOWN_PATH; field++) {
        struct text value = {0};
        add_value(reading, which, field, &value);
        if (both) {
            text_add(&value, " / ");
            add_value(reading, 1 - which, field, &value);
        }
        panel_field(&line, layout_header_fields[field].name, place_nowhere(), text_string(&value));
        text_free(&value);
    }
    return line.x;
}

void layout_draw_header(struct grid *grid, struct area area, const struct picture *picture,
                        const struct layout_reading *reading)
{
    if (area.height == 1 && reading->types[1] != NULL) { /* a line for two: they are there to be compared */
        draw_fields(grid, area, area.y, picture, reading, 0, true);
        return;
    }
    for (int which = 0; which < LAYOUT_TYPES && which < area.height; which++) {
        const struct maptype *type = reading->types[which];
        if (type == NULL)
            continue;
        int x = draw_fields(grid, area, area.y + which, picture, reading, which, false);
        int end = area.x + area.width - 1, width = text_width(type->name, strlen(type->name));
        if (x + panel_type_width(type->name, go_version_name(type->version)) <= end)
            panel_type(grid, x, area.y + which, end, type->name, go_version_name(type->version));
        else if (x + width <= end)
            grid_text(grid, end - width, area.y + which, width, STYLE_label, type->name);
    }
}
