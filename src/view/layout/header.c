/* The header: the sizes of the first type's parts, as far as they are laid out, and what the allocator makes of them. */
#include "view/layout/panels.h"

#include <string.h>

enum { SHOWN_KEY, SHOWN_ELEM, SHOWN_BUCKET, SHOWN_CLASS, SHOWN_WASTE, SHOWN_PATH };
#define SHOWN(name) [SHOWN_##name] = {WORD_LAYOUT_FIELD_##name, WORD_LAYOUT_MEANS_##name}
const struct field_row layout_header_fields[] = {
    SHOWN(KEY), SHOWN(ELEM), SHOWN(BUCKET), SHOWN(CLASS), SHOWN(WASTE), SHOWN(PATH), {.name = WORD_NONE},
};
#undef SHOWN

/* A line of fields of one type. What is not laid out yet is –. */
static int draw_fields(struct grid *grid, struct area area, int y, const struct picture *picture,
                       const struct layout_reading *reading, int which)
{
    const struct maptype *type = reading->types[which];
    struct panel_fields line = {grid, picture, reading->now, area.x + 1, y, area.x + area.width};
    uint64_t given = maptype_bucket_given(type);
    const struct {
        int field, part;
        const char *value;
    } fields[] = {
        {SHOWN_KEY, LAYOUT_KEYS_PART, NUMBER(type->key_slot)},
        {SHOWN_ELEM, LAYOUT_ELEMS_PART, NUMBER(type->elem_slot)},
        {SHOWN_BUCKET, LAYOUT_OVERFLOW_PART, NUMBER(type->bucket_size)},
        {SHOWN_CLASS, LAYOUT_CLASS_PART, NUMBER(given)},
        {SHOWN_WASTE, LAYOUT_CLASS_PART, NUMBER(given - type->bucket_size)},
        {SHOWN_PATH, LAYOUT_PATH_PART, maptype_routine_name(type->assign)},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        panel_field(&line, layout_header_fields[fields[i].field].name, place_nowhere(),
                    reading->done[which] > fields[i].part ? fields[i].value : "–");
    return line.x;
}

void layout_draw_header(struct grid *grid, struct area area, const struct picture *picture,
                        const struct layout_reading *reading)
{
    for (int which = 0; which < LAYOUT_TYPES && which < area.height; which++) {
        /* Where only one of two has a line, it is the one in hand. */
        int shown = area.height < LAYOUT_TYPES && reading->types[1] != NULL ? reading->which : which;
        const struct maptype *type = reading->types[shown];
        if (type == NULL)
            continue;
        int x = draw_fields(grid, area, area.y + which, picture, reading, shown);
        int end = area.x + area.width - 1, width = text_width(type->name, strlen(type->name));
        if (shown != which || x + panel_type_width(type->name, go_version_name(type->version)) > end) {
            if (x + width <= end)
                grid_text(grid, end - width, area.y + which, width, STYLE_label, type->name);
            continue;
        }
        panel_type(grid, x, area.y + which, area.x + area.width - 1, type->name,
                   go_version_name(type->version));
    }
}
