/* The header: how near the table in hand is to its next growth, the words of the map, and which map this is. */
#include "view/memory_bar.h"
#include "view/swiss/panels.h"

/* The gauge's part first, which stands in a line of its own. */
enum {
    SHOWN_LEFT,
    SHOWN_LIMIT,
    SHOWN_USED,
    SHOWN_TABLES,
    SHOWN_DIRECTORY,
    SHOWN_DEPTH,
    SHOWN_GROWTHS,
    SHOWN_SEED
};
#define SHOWN(name) [SHOWN_##name] = {WORD_SWISS_FIELD_##name, WORD_SWISS_MEANS_##name}
const struct field_row swiss_header_fields[] = {
    SHOWN(LEFT),         SHOWN(LIMIT),     SHOWN(USED),
    SHOWN(TABLES),       SHOWN(DIRECTORY), SHOWN(DEPTH),
    SHOWN(GROWTHS),      SHOWN(SEED),      {WORD_FIELD_MEMORY, WORD_MEANS_MEMORY},
    {.name = WORD_NONE},
};
#undef SHOWN

/* ---- the words of the map */

/* Which of them: all, those that nothing else says, or only what is pointed at. */
enum shown { SHOWN_ALL, SHOWN_FEW, SHOWN_POINTED };

static bool points_at_fields(const struct picture *picture)
{
    bool any = false;
    for (int field = SHOWN_USED; swiss_header_fields[field].name != WORD_NONE; field++)
        any = any || panel_is_pointed_at(picture, swiss_header_fields[field].name);
    return any;
}

/* Returns where they end. A nil map has none of them: there is no Map. */
static int draw_fields(struct grid *grid, int x, int y, int end, const struct picture *picture,
                       const struct swiss_reading *reading, enum shown shown)
{
    const struct swiss *map = &reading->map;
    struct panel_fields line = {grid, picture, reading->now, x, y, end};
    bool nil = swiss_word(map, SWISS_WORD_NIL) != 0;
    const struct {
        int field;
        uint32_t which; /* the word that says so; SWISS_WORDS: none alone */
        const char *value;
    } fields[] = {
        {SHOWN_USED, SWISS_WORD_USED, GROUPED(swiss_word(map, SWISS_WORD_USED))},
        {SHOWN_TABLES, SWISS_WORDS, GROUPED(swiss_table_count(map))},
        {SHOWN_DIRECTORY, SWISS_WORDS, GROUPED(swiss_directory_length(map))},
        {SHOWN_DEPTH, SWISS_WORD_GLOBAL_DEPTH, NUMBER(swiss_word(map, SWISS_WORD_GLOBAL_DEPTH))},
        {SHOWN_GROWTHS, SWISS_WORD_GROWTHS, GROUPED(swiss_word(map, SWISS_WORD_GROWTHS))},
        {SHOWN_SEED, SWISS_WORD_SEED, HEX(swiss_word(map, SWISS_WORD_SEED), 16)},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        enum word name = swiss_header_fields[fields[i].field].name;
        bool few = fields[i].field != SHOWN_DIRECTORY && fields[i].field != SHOWN_GROWTHS;
        if (shown == SHOWN_ALL || (shown == SHOWN_FEW && few) || panel_is_pointed_at(picture, name))
            panel_field(&line, name, place_word(map->home, fields[i].which), nil ? "–" : fields[i].value);
    }
    return line.x;
}

/* ---- how near a growth is */

/* What the gauge shows, of which so many are there. */
struct room {
    uint64_t part, whole;
    bool near;       /* it is full */
    enum word limit; /* what that is called; WORD_NONE: it is no limit */
    enum word words[3];
    const char *arguments[5];
};

/* The table in hand; at rest the one with the least room, of as many as a frame may look at. 0: a small map. */
static uint32_t table_in_hand(const struct swiss_reading *reading)
{
    enum { LOOKED_AT = 256 };
    const struct swiss *map = &reading->map;
    uint32_t fullest = 0, table = reading->table;
    if (table != 0 && map->memory->regions[table].live &&
        swiss_table_word(map, table, SWISS_TABLE_INDEX) != SWISS_REPLACED_INDEX)
        return table;
    uint64_t entry = 0, least = UINT64_MAX;
    for (int i = 0; i < LOOKED_AT && swiss_next_table(map, &entry, &table); i++) {
        uint64_t left = swiss_table_word(map, table, SWISS_TABLE_GROWTH_LEFT);
        fullest = left < least ? table : fullest;
        least = left < least ? left : least;
    }
    return fullest;
}

static void draw_room(struct grid *grid, int x, int y, int end, const struct picture *picture,
                      const struct room *room)
{
    enum { LEAST_GAUGE = 4, LIMIT = 5 };
    const struct area line = {x, y, end - x, 1};
    int shown = panel_say_fitting(grid, x, y, end - x, room->near ? STYLE_warn : STYLE_label, picture,
                                  room->words, room->arguments);
    panel_light(grid, x, y, shown, picture, WORD_SWISS_FIELD_LEFT);
    x += shown + 2;
    int gauge = line.width / 5, left = end - x - LIMIT;
    gauge = gauge < left ? gauge : left;
    if (gauge < LEAST_GAUGE)
        return;
    int begin = x;
    panel_line(grid, x, y, gauge, room->part, room->whole, room->near ? STYLE_gauge_warn : STYLE_gauge);
    x += gauge;
    if (room->limit != WORD_NONE) {
        grid_put(grid, x, y, 0x2524, STYLE_label);
        x += 2 + panel_say(grid, x + 2, y, end - x - 2, STYLE_value, picture, room->limit, NULL);
    }
    panel_light(grid, begin, y, x - begin, picture, WORD_SWISS_FIELD_LIMIT);
}

/* growthLeft 2 of 14 in table 3 ━━━━━━──┤ 7/8 */
static void draw_load(struct grid *grid, struct area area, int y, const struct picture *picture,
                      const struct swiss_reading *reading)
{
    const struct swiss *map = &reading->map;
    uint64_t used = swiss_word(map, SWISS_WORD_USED);
    int x = area.x + 1, end = area.x + area.width;
    uint32_t table = table_in_hand(reading);
    if (reading->growing && reading->made[0] != 0) {
        const struct room room = {reading->moved,
                                  reading->to_move,
                                  false,
                                  WORD_NONE,
                                  {WORD_SWISS_ROOM_MOVES, WORD_SWISS_ROOM_MOVES_SHORT, WORD_NONE},
                                  {NUMBER(reading->moved), NUMBER(reading->to_move), NULL}};
        draw_room(grid, x, y, end, picture, &room);
    } else if (swiss_word(map, SWISS_WORD_NIL) != 0) {
        panel_say(grid, x, y, end - x, STYLE_label, picture, WORD_SWISS_ROOM_NIL, NULL);
    } else if (table == 0) {
        bool none = swiss_word(map, SWISS_WORD_GROUP) == 0, full = used == SWISS_SLOTS;
        const struct room room = {used,
                                  SWISS_SLOTS,
                                  full,
                                  WORD_SWISS_ROOM_LIMIT_SMALL,
                                  {none   ? WORD_SWISS_ROOM_NONE
                                   : full ? WORD_SWISS_ROOM_SMALL_FULL
                                          : WORD_SWISS_ROOM_SMALL,
                                   WORD_NONE},
                                  {NUMBER(SWISS_SLOTS - used), NULL}};
        draw_room(grid, x, y, end, picture, &room);
    } else {
        uint64_t most = swiss_most_entries(swiss_table_word(map, table, SWISS_TABLE_CAPACITY)),
                 left = swiss_table_word(map, table, SWISS_TABLE_GROWTH_LEFT),
                 tombstones = swiss_table_tombstones(map, table);
        const struct room room = {
            most - left,
            most,
            left == 0,
            WORD_SWISS_ROOM_LIMIT,
            {left > 0         ? WORD_SWISS_ROOM
             : tombstones > 0 ? WORD_SWISS_ROOM_FULL_TOMBSTONES
                              : WORD_SWISS_ROOM_FULL,
             WORD_SWISS_ROOM_SHORT, WORD_NONE},
            {NUMBER(left), NUMBER(most), NUMBER(swiss_table_word(map, table, SWISS_TABLE_INDEX)), NULL}};
        draw_room(grid, x, y, end, picture, &room);
    }
}

void swiss_draw_header(struct grid *grid, struct area area, const struct picture *picture,
                       const struct swiss_reading *reading)
{
    const struct swiss_type *type = swiss_type(&reading->map);
    int x = area.x + 1, y = area.y, end = area.x + area.width;
    if (type == NULL || area.height < 1)
        return;
    const char *release = go_version_name(type->map.version);
    const struct engine_bytes bytes = memory_bar_bytes(picture, swiss_places(&reading->map));
    if (area.height == 1 && points_at_fields(picture)) {
        x = draw_fields(grid, x, y, end, picture, reading, SHOWN_POINTED);
        if (panel_is_pointed_at(picture, WORD_FIELD_MEMORY))
            memory_bar_draw(grid, x, y, end, picture, &bytes);
        return;
    }
    draw_load(grid, area, y, picture, reading);
    if (area.height < 2)
        return;
    int bar_end = end - 3 - panel_type_width(type->map.name, release);
    int behind = draw_fields(grid, x, y + 1, end, picture, reading, SHOWN_ALL);
    if (behind + memory_bar_least(picture, &bytes) > bar_end) {
        grid_fill(grid, x, y + 1, end - x, 1, ' ', STYLE_plain);
        behind = draw_fields(grid, x, y + 1, end, picture, reading, SHOWN_FEW);
    }
    x = behind;
    memory_bar_draw(grid, x, y + 1, bar_end, picture, &bytes);
    panel_type(grid, x, y + 1, end - 1, type->map.name, release);
}
