/* The stage: tables, and their groups as control word over slots. */
#include "view/swiss/panels.h"

enum { KEY = 6 };

static void draw_group(struct grid *grid, int x, int y, const struct picture *picture,
                       const struct swiss_reading *reading, struct swiss_place place)
{
    const struct swiss_group *group = swiss_group(&reading->map, place);
    bool here = reading->has_group && reading->group.region == place.region && reading->group.index == place.index;
    x += grid_format(grid, x, y, 6, STYLE_label, "%4u ", place.index);
    for (int slot = 0; slot < SWISS_SLOTS; slot++) {
        uint8_t control = group->control[slot];
        enum style style = here && control == swiss_h2(reading->hash) ? STYLE_moving : STYLE_dim;
        if (control == SWISS_EMPTY)
            grid_text(grid, x, y, 2, STYLE_dim, "··");
        else if (control == SWISS_DELETED)
            grid_text(grid, x, y, 2, STYLE_warn, "††");
        else
            grid_format(grid, x, y, 2, style, "%02x", control);
        x += 3;
    }
    for (int slot = 0; slot < SWISS_SLOTS; slot++, x += KEY + 1) {
        struct text text = {0};
        if (group->control[slot] < SWISS_EMPTY)
            panel_value(picture, group->key[slot], KEY, &text);
        grid_text(grid, x, y, KEY,
                  here && reading->has_slot && reading->slot == slot ? STYLE_moving : STYLE_entry,
                  text_string(&text));
        text_free(&text);
    }
}

struct screen_room swiss_draw_stage(struct grid *grid, struct area area, const struct picture *picture,
                                    const struct swiss_reading *reading)
{
    const struct swiss *map = &reading->map;
    uint64_t entry = 0;
    int y = area.y, end = area.y + area.height;
    if (!reading->has_type)
        return (struct screen_room){0};
    if (swiss_word(map, SWISS_WORD_GROUP) != 0 && y < end)
        draw_group(grid, area.x, y++, picture, reading,
                   (struct swiss_place){(uint32_t)swiss_word(map, SWISS_WORD_GROUP), 0});
    for (uint32_t table; y < end && swiss_next_table(map, &entry, &table);) {
        panel_say(grid, area.x, y++, area.width, STYLE_label, picture, WORD_SWISS_TITLE_TABLE,
                  PANEL_ARGUMENTS(NUMBER(swiss_table_word(map, table, SWISS_TABLE_INDEX)),
                                  NUMBER(swiss_table_word(map, table, SWISS_TABLE_CAPACITY)),
                                  NUMBER(swiss_table_word(map, table, SWISS_TABLE_GROWTH_LEFT))));
        uint64_t groups = swiss_table_groups(map, table);
        for (uint64_t i = 0; i < groups && y < end; i++)
            draw_group(grid, area.x, y++, picture, reading,
                       (struct swiss_place){(uint32_t)swiss_table_word(map, table, SWISS_TABLE_GROUPS), (uint32_t)i});
    }
    return (struct screen_room){0};
}
