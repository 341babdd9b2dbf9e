/* What the goroutines share: registers, and the buckets, old | gate | x | y. */
#include "view/race/panels.h"

#include <string.h>

enum { NUMBER_COLUMNS = 2, SLOT_COLUMNS = 7, GATE_COLUMNS = 10, NO_GATE_COLUMNS = 3, GAP = 1 };
enum { BUCKET_COLUMNS = NUMBER_COLUMNS + 1 + SLOT_COLUMNS + 1 };

struct map {
    struct race_stage *stage;
    struct area area;
    int y;
};

static void remember(struct map *map, unsigned cell, int x, int width)
{
    map->stage->spots[cell] = (struct race_spot){x, map->y, width};
}

static bool changed(const struct map *map, unsigned cell)
{
    const struct race_reading *reading = map->stage->reading;
    uint64_t before;
    struct place place = race_byte((uint32_t)race_word(&reading->its.race, RACE_WORD_STATE), cell);
    return now_changed(reading->now, place, &before);
}

static bool has_room(const struct map *map)
{
    return map->y < map->area.y + map->area.height;
}

/* ---- registers */

static bool is_register(uint8_t field)
{
    switch (field) {
    case RACE_FIELD_FLAGS:
    case RACE_FIELD_COUNT:
    case RACE_FIELD_GROWING:
    case RACE_FIELD_NEVACUATE:
    case RACE_FIELD_LOCK:
    case RACE_FIELD_TRANSFER:
    case RACE_FIELD_LEFT:
    case RACE_FIELD_TABLE:
    case RACE_FIELD_NEXT_TABLE:
        return true;
    default:
        return false;
    }
}

static void put_register(struct map *map, uint8_t cell, const char *name, const char *value, int *x)
{
    const struct race_reading *reading = map->stage->reading;
    struct grid *grid = map->stage->grid;
    int begin = *x, end = map->area.x + map->area.width;
    bool warns = race_place_of(&reading->its.setup, (uint8_t)cell).field == RACE_FIELD_FLAGS &&
                 (reading->its.state.cell[cell] & RACE_FLAG_WRITING) != 0;
    *x += grid_text(grid, *x, map->y, end - *x, STYLE_label, name) + 1;
    int used = grid_text(grid, *x, map->y, end - *x, warns ? STYLE_warn : STYLE_value, value);
    if (changed(map, cell))
        grid_flag(grid, *x, map->y, used, GRID_UNDERLINE);
    *x += used;
    remember(map, cell, begin, *x - begin);
    uint8_t field = race_place_of(&reading->its.setup, (uint8_t)cell).field;
    if (field == RACE_FIELD_FLAGS || field == RACE_FIELD_COUNT)
        panel_light(grid, begin, map->y, *x - begin, map->stage->picture,
                    field == RACE_FIELD_FLAGS ? WORD_RACE_REGISTER_FLAGS : WORD_RACE_REGISTER_COUNT);
    *x += 2;
}

/* Of one of several maps without its name, which stands before them. */
static void add_name(const struct race_setup *setup, uint8_t cell, bool of_several, struct text *name)
{
    struct text whole = {0};
    race_add_cell(setup, cell, &whole);
    const char *dot = strchr(text_string(&whole), '.');
    text_add(name, of_several && dot != NULL ? dot + 1 : text_string(&whole));
    text_free(&whole);
}

static void draw_register(struct map *map, uint8_t cell, int left, bool of_several, int *x)
{
    const struct race_reading *reading = map->stage->reading;
    struct text name = {0}, value = {0};
    add_name(&reading->its.setup, cell, of_several, &name);
    race_add_value(&reading->its.setup, cell, reading->its.state.cell[cell], &value);
    int width = text_width(text_string(&name), name.length) + text_width(text_string(&value), value.length);
    if (*x > left && *x + width + 1 > map->area.x + map->area.width) {
        *x = left;
        map->y++;
    }
    if (has_room(map))
        put_register(map, cell, text_string(&name), text_string(&value), x);
    text_free(&name);
    text_free(&value);
}

/* Those of the map number `which`. */
static void draw_registers_of(struct map *map, unsigned which, bool of_several)
{
    enum { ROOM_OF_NAMES = 44 };
    const struct race_setup *setup = &map->stage->reading->its.setup;
    int left = map->area.x, x;
    bool wide = map->area.width >= ROOM_OF_NAMES;
    if (of_several && has_room(map))
        left += grid_format(map->stage->grid, left, map->y, map->area.width, STYLE_title,
                            wide ? "shards[%u]" : "%u", which) +
                2;
    x = left;
    for (unsigned cell = 0; cell < RACE_SLOT; cell++) {
        struct race_place place = race_place_of(setup, (uint8_t)cell);
        if (is_register(place.field) && place.bucket == which)
            draw_register(map, (uint8_t)cell, left, of_several, &x);
    }
    map->y += x > left;
}

/* A map of several after the other. */
static void draw_registers(struct map *map)
{
    const struct race_setup *setup = &map->stage->reading->its.setup;
    unsigned last = 0;
    for (unsigned cell = 0; cell < RACE_SLOT; cell++) {
        struct race_place place = race_place_of(setup, (uint8_t)cell);
        last = is_register(place.field) && place.bucket > last ? place.bucket : last;
    }
    for (unsigned which = 0; which <= last; which++)
        draw_registers_of(map, which, last > 0);
}

/* ---- a row of a bucket */

/* An entry of a bucket as it is drawn, and the cells that it is made of. */
struct entry {
    unsigned first, count; /* cells */
    unsigned node;         /* of a list: the first of a node's cells; 0: none */
    enum style style;
    struct text text;
    struct text
        left; /* what lies in an empty slot, stored before its tophash or left behind; who holds a node's lock */
};

static void add_pair(struct text *text, uint8_t key, uint8_t value)
{
    text_append(text, key == 0 ? "?" : (char[]){race_key_name((uint8_t)(key - 1)), '\0'}, 1);
    if (value == 0)
        text_add(text, "=·");
    else
        text_format(text, "=%u", value);
}

static void read_slot(const struct race_reading *reading, unsigned bucket, unsigned slot, struct entry *entry)
{
    static const struct {
        const char *mark;
        enum style style;
    } empty[RACE_MIN_TOP] = {
        [RACE_EMPTY_REST] = {"·", STYLE_dim},       [RACE_EMPTY_ONE] = {"○", STYLE_tombstone},
        [RACE_EVACUATED_X] = {"▸x", STYLE_new_x},   [RACE_EVACUATED_Y] = {"▸y", STYLE_new_y},
        [RACE_EVACUATED_EMPTY] = {"▸·", STYLE_dim},
    };
    entry->first = RACE_AT(bucket, slot, RACE_TOP_OFFSET);
    entry->count = 3;
    uint8_t top = reading->its.state.cell[entry->first], key = reading->its.state.cell[entry->first + 1],
            value = reading->its.state.cell[entry->first + 2];
    if (top < RACE_MIN_TOP) {
        entry->style = empty[top].style;
        text_add(&entry->text, empty[top].mark);
        if (top <= RACE_EMPTY_ONE && (key != 0 || value != 0))
            add_pair(&entry->left, key, value);
        return;
    }
    entry->style = bucket < RACE_OLD_BUCKETS ? STYLE_old : STYLE_entry;
    if (key != 0 && key != top - RACE_MIN_TOP + 1) /* another's tophash */
        text_format(&entry->text, "%c:", race_key_name((uint8_t)(top - RACE_MIN_TOP)));
    add_pair(&entry->text, key, value);
}

/* Where each key has a place of its own: that of the key number `row` of those that belong there. False: there are not so many. */
static bool read_place(const struct race_reading *reading, unsigned bucket, unsigned row, struct entry *entry)
{
    for (unsigned cell = RACE_SLOT; cell < RACE_CELLS; cell++) {
        struct race_place place = race_place_of(&reading->its.setup, (uint8_t)cell);
        if (place.field != RACE_FIELD_ENTRY || place.bucket != bucket)
            continue;
        uint8_t hash = reading->its.setup.hash[place.slot], value = reading->its.state.cell[cell];
        bool its = bucket < RACE_OLD_BUCKETS ? hash % RACE_OLD_BUCKETS == bucket
                                             : (unsigned)hash + RACE_OLD_BUCKETS == bucket;
        if (!its || row-- > 0)
            continue;
        entry->first = cell;
        entry->count = 1;
        entry->style = value == 0 ? STYLE_dim : bucket < RACE_OLD_BUCKETS ? STYLE_old : STYLE_entry;
        if (value == UINT8_MAX)
            text_add(&entry->text, "○");
        else
            add_pair(&entry->text, place.slot + 1, value);
        return true;
    }
    return false;
}

/* The cell of that field of a bin, of a node; RACE_NO_CELL: there is none. */
static uint8_t find_cell(const struct race_reading *reading, uint8_t field, unsigned bucket, unsigned slot)
{
    for (unsigned cell = 0; cell < RACE_CELLS; cell++) {
        struct race_place place = race_place_of(&reading->its.setup, (uint8_t)cell);
        if (place.field == field && place.bucket == bucket && place.slot == slot)
            return (uint8_t)cell;
    }
    return RACE_NO_CELL;
}

/* A bin's list: its head, and the node number `row` of those that follow. False: it has not so many. */
static bool read_node(const struct race_reading *reading, unsigned bin, unsigned row, struct entry *entry)
{
    const uint8_t *cells = reading->its.state.cell;
    uint8_t head = find_cell(reading, RACE_FIELD_HEAD, bin, 0), link = cells[head];
    entry->first = head;
    entry->count = row == 0;
    entry->style = bin < RACE_OLD_BUCKETS ? STYLE_old : STYLE_entry;
    if (link == 0 || link == RACE_MOVED) {
        entry->style = link == 0 ? STYLE_dim : STYLE_new_y;
        text_add(&entry->text, link == 0 ? "·" : "moved");
        return row == 0;
    }
    while (row-- > 0 && link != 0)
        link = cells[find_cell(reading, RACE_FIELD_NEXT, 0, link - 1u)];
    if (link == 0)
        return false;
    entry->node = find_cell(reading, RACE_FIELD_NODE_KEY, 0, link - 1u);
    add_pair(&entry->text, cells[entry->node], cells[entry->node + 1]);
    uint8_t lock = cells[find_cell(reading, RACE_FIELD_BIN_LOCK, 0, link - 1u)];
    if (lock != 0)
        text_format(&entry->left, "‖g%u", lock);
    return true;
}

/* What a bucket is made of. */
static bool read_row(const struct race_reading *reading, unsigned bucket, unsigned row, struct entry *entry)
{
    if (race_place_of(&reading->its.setup, RACE_SLOT).field == RACE_FIELD_HEAD)
        return read_node(reading, bucket, row, entry);
    if (race_place_of(&reading->its.setup, RACE_AT(RACE_OLD_BUCKETS, 0, RACE_TOP_OFFSET)).field !=
        RACE_FIELD_TOP)
        return read_place(reading, bucket, row, entry);
    read_slot(reading, bucket, row, entry);
    return true;
}

static bool remember_cells(struct map *map, unsigned first, unsigned count, int x, int width)
{
    bool fresh = false;
    for (unsigned i = 0; i < count; i++) {
        remember(map, first + i, x, width);
        fresh |= changed(map, first + i);
    }
    return fresh;
}

static void draw_row(struct map *map, unsigned bucket, unsigned row, int x)
{
    enum { CELLS_OF_NODE = 4 };
    struct grid *grid = map->stage->grid;
    struct entry entry = {0};
    if (!read_row(map->stage->reading, bucket, row, &entry)) {
        text_free(&entry.text);
        return;
    }
    int used = grid_text(grid, x, map->y, SLOT_COLUMNS, entry.style, text_string(&entry.text)), width = used;
    if (entry.left.length > 0)
        width += 1 + grid_text(grid, x + used + 1, map->y, SLOT_COLUMNS - used - 1, STYLE_dim,
                               text_string(&entry.left));
    bool fresh = remember_cells(map, entry.first, entry.count, x, width);
    if (entry.node != 0)
        fresh |= remember_cells(map, entry.node, CELLS_OF_NODE, x, width);
    if (fresh)
        grid_flag(grid, x, map->y, used, GRID_UNDERLINE);
    text_free(&entry.text);
    text_free(&entry.left);
}

static bool is_pointed_at(const struct map *map, unsigned bucket, unsigned row)
{
    const struct look *look = map->stage->picture->look;
    bool old = bucket < RACE_OLD_BUCKETS;
    int64_t number = old ? bucket : bucket - RACE_OLD_BUCKETS;
    for (int i = 0; i < look->point_count; i++) {
        const struct point *point = &look->points[i];
        if (point->what == POINT_PLACE && (point->place.pane != 0) == old && point->place.row == number &&
            (point->place.slot < 0 || point->place.slot == (int)row))
            return true;
    }
    return false;
}

/* Rows of a bucket: as many as an old one can have entries, and more once more are used. */
static unsigned rows_of_buckets(const struct race_reading *reading)
{
    unsigned rows = reading->its.setup.old_slots;
    if (race_place_of(&reading->its.setup, RACE_AT(RACE_OLD_BUCKETS, 0, RACE_TOP_OFFSET)).field !=
        RACE_FIELD_TOP)
        return rows;
    for (unsigned bucket = RACE_OLD_BUCKETS; bucket < RACE_BUCKETS; bucket++)
        for (unsigned slot = rows; slot < reading->its.setup.slots; slot++)
            for (unsigned offset = 0; offset <= RACE_VALUE_OFFSET; offset++)
                rows = reading->its.state.cell[RACE_AT(bucket, slot, offset)] != 0 ? slot + 1 : rows;
    return rows;
}

static void draw_bucket(struct map *map, unsigned bucket, int x)
{
    unsigned slots = rows_of_buckets(map->stage->reading);
    bool old = bucket < RACE_OLD_BUCKETS;
    int top = map->y;
    grid_format(map->stage->grid, x, map->y, NUMBER_COLUMNS, STYLE_label, "%u",
                old ? bucket : bucket - RACE_OLD_BUCKETS);
    for (unsigned row = 0; row < slots && has_room(map); row++, map->y++) {
        draw_row(map, bucket, row, x + NUMBER_COLUMNS + 1);
        grid_flag(map->stage->grid, x + NUMBER_COLUMNS, map->y, SLOT_COLUMNS + 2, GRID_CARD);
        if (is_pointed_at(map, bucket, row))
            grid_flag(map->stage->grid, x + NUMBER_COLUMNS + 1, map->y, SLOT_COLUMNS,
                      GRID_REVERSE | GRID_BOLD);
    }
    map->y = top;
}

/* ---- the gate: the state of an old bucket, where the system has one */

static uint8_t state_cell(const struct race_reading *reading, unsigned bucket)
{
    for (unsigned cell = 0; cell < RACE_SLOT; cell++) {
        struct race_place place = race_place_of(&reading->its.setup, (uint8_t)cell);
        if (place.field == RACE_FIELD_STATE && place.bucket == bucket)
            return (uint8_t)cell;
    }
    return RACE_NO_CELL;
}

static void draw_gate(struct map *map, unsigned bucket, int x)
{
    static const enum word states[] = {WORD_RACE_STATE_0, WORD_RACE_STATE_1, WORD_RACE_STATE_2};
    const struct race_reading *reading = map->stage->reading;
    uint8_t cell = state_cell(reading, bucket);
    if (cell == RACE_NO_CELL || !has_room(map))
        return;
    uint8_t value = reading->its.state.cell[cell] % 3;
    static const enum style styles[] = {STYLE_label, STYLE_frontier, STYLE_good};
    int used = panel_say(map->stage->grid, x, map->y, GATE_COLUMNS, styles[value], map->stage->picture,
                         states[value], NULL);
    if (changed(map, cell))
        grid_flag(map->stage->grid, x, map->y, used, GRID_UNDERLINE);
    remember(map, cell, x, used);
}

/* ---- all of it */

/* The columns where buckets begin. */
struct columns {
    bool old;
    int old_x, gate, x, y;
};

static struct columns columns_of(const struct race_reading *reading, int left)
{
    bool gate = state_cell(reading, 0) != RACE_NO_CELL;
    struct columns columns = {.old = reading->its.setup.growing, .old_x = left};
    columns.gate = left + BUCKET_COLUMNS;
    columns.x = columns.old ? columns.gate + (gate ? GATE_COLUMNS : NO_GATE_COLUMNS) : left;
    columns.y = columns.x + BUCKET_COLUMNS + GAP;
    return columns;
}

/* Of a bucket's slots those are there that can be filled (docs/race.md). */
static void say_slots(struct map *map, int x)
{
    const struct race_reading *reading = map->stage->reading;
    const struct picture *picture = map->stage->picture;
    int end = map->area.x + map->area.width;
    const char *const *slots = PANEL_ARGUMENTS(NUMBER(rows_of_buckets(reading)));
    uint8_t field = race_place_of(&reading->its.setup, RACE_AT(RACE_OLD_BUCKETS, 0, RACE_TOP_OFFSET)).field;
    if (field == RACE_FIELD_TOP && x + panel_width(picture, WORD_RACE_TITLE_SLOTS_SHORT, slots) <= end)
        panel_say_fitting(map->stage->grid, x, map->y, end - x, STYLE_label, picture,
                          PANEL_WORDS(WORD_RACE_TITLE_SLOTS, WORD_RACE_TITLE_SLOTS_SHORT), slots);
}

/* x and y are there while there are old buckets; else all are just buckets. */
static void draw_titles(struct map *map, const struct columns *columns)
{
    const struct race_stage *stage = map->stage;
    const struct {
        int x;
        enum style style;
        enum word word;
    } titles[] = {{columns->old_x, STYLE_old, WORD_RACE_TITLE_OLD},
                  {columns->x, STYLE_new_x, WORD_RACE_TITLE_X},
                  {columns->y, STYLE_new_y, WORD_RACE_TITLE_Y}};
    int x = map->area.x, end = x + map->area.width;
    if (!has_room(map))
        return;
    if (!columns->old)
        x += panel_say(stage->grid, x, map->y, end - x, STYLE_title, stage->picture, WORD_RACE_TITLE_BUCKETS,
                       PANEL_ARGUMENTS(NUMBER(RACE_BUCKETS - RACE_OLD_BUCKETS)));
    for (int i = 0; i < 3 && columns->old; i++)
        x = titles[i].x + panel_say(stage->grid, titles[i].x, map->y, end - titles[i].x, titles[i].style,
                                    stage->picture, titles[i].word, NULL);
    say_slots(map, x + 2);
    map->y++;
}

/* The band of the cell in hand: where not all have room it is drawn first. */
static unsigned band_in_hand(const struct race_reading *reading)
{
    if (!reading->has_step || reading->done.cell < RACE_SLOT || reading->done.cell == RACE_NO_CELL)
        return 0;
    return race_place_of(&reading->its.setup, (uint8_t)reading->done.cell).bucket % RACE_OLD_BUCKETS;
}

static void draw_band(struct map *map, const struct columns *columns, unsigned band)
{
    if (columns->old) {
        draw_bucket(map, band, columns->old_x);
        draw_gate(map, band, columns->gate + 1);
    }
    draw_bucket(map, RACE_OLD_BUCKETS + band, columns->x);
    draw_bucket(map, 2 * RACE_OLD_BUCKETS + band, columns->y);
}

int race_draw_map(struct race_stage *stage, struct area area)
{
    struct map map = {stage, area, area.y};
    const struct columns columns = columns_of(stage->reading, area.x);
    stage->map_x = area.x;
    stage->first_x = area.x + BUCKET_COLUMNS;
    draw_registers(&map);
    int rows = (int)rows_of_buckets(stage->reading);
    int left = area.height - (map.y - area.y), bands = RACE_OLD_BUCKETS * rows;
    bool apart = left >= bands + 1 + RACE_OLD_BUCKETS;
    map.y += apart && map.y > area.y;
    if (left > bands)
        draw_titles(&map, &columns);
    stage->bands_y = map.y;
    unsigned first = left < bands ? band_in_hand(stage->reading) : 0;
    for (unsigned i = 0; i < RACE_OLD_BUCKETS && has_room(&map); i++) {
        draw_band(&map, &columns, (first + i) % RACE_OLD_BUCKETS);
        map.y += rows + apart;
        stage->below[i] = apart && map.y <= area.y + area.height ? map.y - 1 : 0;
    }
    return map.y - area.y;
}
