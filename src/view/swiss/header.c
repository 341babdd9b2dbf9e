/* The header: the words of a map, and how much room its tables have. */
#include "view/memory_bar.h"
#include "view/swiss/panels.h"

enum { SHOWN_USED, SHOWN_TABLES, SHOWN_DEPTH, SHOWN_GROWTHS, SHOWN_SEED };
#define SHOWN(name) [SHOWN_##name] = {WORD_SWISS_FIELD_##name, WORD_SWISS_MEANS_##name}
const struct field_row swiss_header_fields[] = {
    SHOWN(USED),         SHOWN(TABLES), SHOWN(DEPTH),
    SHOWN(GROWTHS),      SHOWN(SEED),   {WORD_FIELD_MEMORY, WORD_MEANS_MEMORY},
    {.name = WORD_NONE},
};
#undef SHOWN

/* Returns where they end. */
static int draw_fields(struct grid *grid, struct area area, int y, const struct picture *picture,
                       const struct swiss_reading *reading)
{
    const struct swiss *map = &reading->map;
    struct panel_fields line = {grid, picture, reading->now, area.x + 1, y, area.x + area.width};
    const struct {
        int field;
        enum swiss_word which;
        const char *value;
    } fields[] = {
        {SHOWN_USED, SWISS_WORD_USED, NUMBER(swiss_word(map, SWISS_WORD_USED))},
        {SHOWN_TABLES, SWISS_WORD_DIRECTORY, NUMBER(swiss_table_count(map))},
        {SHOWN_DEPTH, SWISS_WORD_GLOBAL_DEPTH, NUMBER(swiss_word(map, SWISS_WORD_GLOBAL_DEPTH))},
        {SHOWN_GROWTHS, SWISS_WORD_GROWTHS, NUMBER(swiss_word(map, SWISS_WORD_GROWTHS))},
        {SHOWN_SEED, SWISS_WORD_SEED, HEX(swiss_word(map, SWISS_WORD_SEED), 16)},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        panel_field(&line, swiss_header_fields[fields[i].field].name, place_word(map->home, fields[i].which),
                    fields[i].value);
    return line.x;
}

/* used 12 ███████···  growthLeft 2: the table in hand, or the one with the least room. */
static void draw_room(struct grid *grid, struct area area, int y, const struct picture *picture,
                      const struct swiss_reading *reading)
{
    const struct swiss *map = &reading->map;
    int x = area.x + 1, gauge = area.width / 5;
    uint32_t table = reading->table != 0 && map->memory->regions[reading->table].live ? reading->table : 0;
    if (swiss_directory_length(map) == 0) {
        uint64_t used = swiss_word(map, SWISS_WORD_USED);
        panel_gauge(grid, x, y, gauge, used, SWISS_SLOTS,
                    used == SWISS_SLOTS ? STYLE_gauge_warn : STYLE_gauge);
        panel_say(grid, x + gauge + 1, y, area.width - gauge - 3, STYLE_label, picture, WORD_SWISS_ROOM_SMALL,
                  PANEL_ARGUMENTS(NUMBER(SWISS_SLOTS - used)));
        return;
    }
    uint64_t entry = 0;
    for (uint32_t next; table == 0 && swiss_next_table(map, &entry, &next);)
        table = next;
    uint64_t most = swiss_most_entries(swiss_table_word(map, table, SWISS_TABLE_CAPACITY)),
             left = swiss_table_word(map, table, SWISS_TABLE_GROWTH_LEFT);
    panel_gauge(grid, x, y, gauge, most - left, most, left == 0 ? STYLE_gauge_warn : STYLE_gauge);
    panel_say(
        grid, x + gauge + 1, y, area.width - gauge - 3, left == 0 ? STYLE_warn : STYLE_label, picture,
        left == 0 ? WORD_SWISS_ROOM_FULL : WORD_SWISS_ROOM,
        PANEL_ARGUMENTS(NUMBER(left), NUMBER(most), NUMBER(swiss_table_word(map, table, SWISS_TABLE_INDEX))));
}

void swiss_draw_header(struct grid *grid, struct area area, const struct picture *picture,
                       const struct swiss_reading *reading)
{
    const struct swiss_type *type = swiss_type(&reading->map);
    if (type == NULL || area.height < 1)
        return;
    const char *release = go_version_name(type->map.version);
    const struct engine_bytes bytes = memory_bar_bytes(picture, swiss_places(&reading->map));
    int x = draw_fields(grid, area, area.y, picture, reading), end = area.x + area.width - 1;
    end -= area.height >= 2 ? panel_type_width(type->map.name, release) + 2 : 0;
    x = memory_bar_draw(grid, x, area.y, end, picture, &bytes);
    if (area.height >= 2) {
        panel_type(grid, x, area.y, area.x + area.width - 1, type->map.name, release);
        draw_room(grid, area, area.y + 1, picture, reading);
    }
}
