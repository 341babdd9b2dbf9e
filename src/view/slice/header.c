/* The header: the words of a slice, which it is, and how much room there is. */
#include "view/memory_bar.h"
#include "view/slice/panels.h"

#include <string.h>

enum { SHOWN_LEN, SHOWN_ARRAY, SHOWN_BYTES, SHOWN_LOST, SHOWN_GROWTHS, SHOWN_COPIED };
#define SHOWN(name) [SHOWN_##name] = {WORD_SLICE_FIELD_##name, WORD_SLICE_MEANS_##name}
const struct field_row slice_header_fields[] = {
    SHOWN(LEN),
    SHOWN(ARRAY),
    SHOWN(BYTES),
    SHOWN(LOST),
    SHOWN(GROWTHS),
    SHOWN(COPIED),
    {WORD_FIELD_MEMORY, WORD_MEANS_MEMORY},
    {.name = WORD_NONE},
};
#undef SHOWN

/* Returns where they end. */
static int draw_fields(struct grid *grid, struct area area, int y, const struct picture *picture,
                       const struct slice_reading *reading)
{
    const struct slice *slice = &reading->slice;
    struct panel_fields line = {grid, picture, reading->now, area.x + 1, y, area.x + area.width};
    uint32_t array = (uint32_t)slice_register(slice, SLICE_PTR);
    uint64_t bytes = slice_array_bytes(slice->memory, array);
    uint64_t lost =
        bytes - slice_array_count(slice->memory, array) * (array != 0 ? slice_type(slice)->element->size : 0);
    const struct {
        int field;
        enum slice_register which;
        const char *value;
    } fields[] = {
        {SHOWN_LEN, SLICE_LEN, NUMBER(slice_register(slice, SLICE_LEN))},
        {SHOWN_ARRAY, SLICE_PTR, NUMBER(slice_array_number(slice->memory, array))},
        {SHOWN_BYTES, SLICE_BREAK, NUMBER(bytes)},
        {SHOWN_LOST, SLICE_BREAK, NUMBER(lost)},
        {SHOWN_GROWTHS, SLICE_GROWTHS, NUMBER(slice_register(slice, SLICE_GROWTHS))},
        {SHOWN_COPIED, SLICE_COPIED, NUMBER(slice_register(slice, SLICE_COPIED))},
    };
    size_t count = sizeof fields / sizeof *fields, shown = slice_type(slice)->is_array ? count - 2 : count;
    for (size_t i = 0; i < shown; i++)
        panel_field(&line, slice_header_fields[fields[i].field].name,
                    place_word(slice->home, fields[i].which), fields[i].value);
    return line.x;
}

/* len 5 ██████····  cap 8, room for 3 more */
static void draw_room(struct grid *grid, struct area area, int y, const struct picture *picture,
                      const struct slice_reading *reading)
{
    const struct slice *slice = &reading->slice;
    uint64_t len = slice_register(slice, SLICE_LEN), cap = slice_register(slice, SLICE_CAP);
    bool full = len == cap;
    int x = area.x + 1, gauge = area.width / 5;
    if (slice_type(slice)->is_array) {
        panel_say(grid, x, y, area.width - 2, STYLE_label, picture, WORD_SLICE_ROOM_ARRAY, NULL);
        return;
    }
    panel_gauge(grid, x, y, gauge, len, cap, full ? STYLE_gauge_warn : STYLE_gauge);
    panel_say(grid, x + gauge + 1, y, area.width - gauge - 3, full ? STYLE_warn : STYLE_label, picture,
              full ? WORD_SLICE_ROOM_FULL : WORD_SLICE_ROOM_GAUGE,
              PANEL_ARGUMENTS(NUMBER(cap - len), NUMBER(cap)));
}

void slice_draw_header(struct grid *grid, struct area area, const struct picture *picture,
                       const struct slice_reading *reading)
{
    const struct slice_type *type = slice_type(&reading->slice);
    if (type == NULL || area.height < 1)
        return;
    const struct engine_bytes bytes =
        memory_bar_bytes(picture, engines[ENGINE_slice]->bytes(picture->world, picture->home));
    int x = draw_fields(grid, area, area.y, picture, reading), end = area.x + area.width - 1;
    end -= area.height >= 2 ? panel_type_width(type->name, go_version_name(type->version)) + 2 : 0;
    x = memory_bar_draw(grid, x, area.y, end, picture, &bytes);
    if (area.height >= 2) {
        panel_type(grid, x, area.y, area.x + area.width - 1, type->name, go_version_name(type->version));
        draw_room(grid, area, area.y + 1, picture, reading);
    }
}
