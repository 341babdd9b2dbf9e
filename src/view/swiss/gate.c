#include "view/swiss/gate.h"

#include "base/number.h"

enum { BITS = 64, TAG_BITS = 7 };

/* ---- which bits */

struct swiss_gate swiss_gate_at_rest(const struct swiss *map, uint64_t hash)
{
    struct swiss_gate gate = {.hash = hash, .bit = -1, .small = swiss_directory_length(map) == 0};
    if (gate.small)
        return gate;
    uint32_t table = swiss_directory_table(map, swiss_directory_entry(map, hash));
    uint64_t groups = swiss_table_groups(map, table);
    gate.table_bits = (int)swiss_word(map, SWISS_WORD_GLOBAL_DEPTH);
    gate.group_bits = number_log2(groups);
    gate.table = swiss_table_word(map, table, SWISS_TABLE_INDEX);
    gate.group = swiss_probe(hash, 0, groups);
    return gate;
}

/* Before the tables are there the growth says how large they will be. */
static struct swiss_gate gate_of_growth(const struct swiss_reading *reading)
{
    const struct swiss *map = &reading->map;
    uint64_t slots = reading->splits ? SWISS_MOST_CAPACITY : reading->slots_after,
             groups = slots / SWISS_SLOTS;
    bool small = memory_holds(map->memory, reading->left_behind) &&
                 map->memory->regions[reading->left_behind].kind != SWISS_TABLE;
    struct swiss_gate gate = {.hash = reading->hash,
                              .bit = -1,
                              .decided = reading->has_bit,
                              .table_bits = (int)swiss_word(map, SWISS_WORD_GLOBAL_DEPTH),
                              .group_bits = number_log2(groups),
                              .group = swiss_probe(reading->hash, 0, groups)};
    if (reading->splits) {
        gate.table_bits = (int)swiss_table_word(map, reading->left_behind, SWISS_TABLE_DEPTH) + 1;
        gate.bit = BITS - gate.table_bits;
        gate.side = reading->bit_value;
    } else if (!small) {
        gate.bit = TAG_BITS + gate.group_bits - 1;
        gate.table = swiss_table_word(
            map, swiss_directory_table(map, swiss_directory_entry(map, reading->hash)), SWISS_TABLE_INDEX);
    }
    return gate;
}

struct swiss_gate swiss_gate_of(const struct swiss_reading *reading)
{
    const struct swiss *map = &reading->map;
    if (reading->growing && reading->lifted)
        return gate_of_growth(reading);
    struct swiss_gate gate = swiss_gate_at_rest(map, reading->hash);
    /* A search is in the table as it was chosen. */
    if (!gate.small && reading->searching && reading->table != 0) {
        uint64_t groups = swiss_table_groups(map, reading->table);
        gate.group_bits = number_log2(groups);
        gate.group = swiss_probe(reading->hash, 0, groups);
    }
    return gate;
}

/* ---- drawing them */

/* A row of bits that is put together from its parts. */
struct row {
    struct grid *grid;
    const struct swiss_gate *gate;
    int begin, x, y, end;
    bool tall;
    int numbered; /* the first column that may have a number */
};

static enum style side_style(const struct swiss_gate *gate)
{
    return gate->hash >> gate->bit & 1 ? STYLE_new_y : STYLE_new_x;
}

static bool is_new(const struct row *row, int bit)
{
    return bit == row->gate->bit;
}

/* The number of a bit above it, unless it would run into the one before. */
static void number_bit(struct row *row, int bit, enum style style)
{
    int x = row->x - (bit >= 10 && row->x > row->begin);
    if (row->tall && x >= row->numbered)
        row->numbered = x + 1 + grid_format(row->grid, x, row->y - 1, 3, style, "%d", bit);
}

/* `count` bits down from number `first`; the new one is set off once it was looked at. Returns the column of the first. */
static int put_bits(struct row *row, int first, int count, enum style style)
{
    int begin = row->x;
    for (int bit = first; bit > first - count && row->x < row->end; bit--) {
        bool set_off = is_new(row, bit) && row->gate->decided;
        if (set_off)
            grid_put(row->grid, row->x++, row->y, '[', side_style(row->gate));
        if (bit == first || is_new(row, bit))
            number_bit(row, bit, is_new(row, bit) ? STYLE_strong : STYLE_label);
        grid_put(row->grid, row->x, row->y, row->gate->hash >> bit & 1 ? '1' : '0',
                 set_off ? side_style(row->gate) : style);
        row->x++;
        if (set_off) {
            grid_put(row->grid, row->x, row->y, ']', side_style(row->gate));
            grid_flag(row->grid, row->x - 2, row->y, 3, GRID_BOLD);
            row->x++;
        }
    }
    return begin;
}

/* Bits that choose nothing; where there is no room for them the lowest ones, behind …. */
static void put_rest(struct row *row, int first, int count, int room)
{
    if (count <= 0)
        return;
    if (count > room) {
        row->x += grid_put(row->grid, row->x, row->y, 0x2026, STYLE_dim);
        first -= count - (room > 1 ? room - 1 : 0);
        count = room > 1 ? room - 1 : 0;
    }
    put_bits(row, first, count, STYLE_dim);
}

static void note(struct swiss_gate_parts *parts, enum point_part part, int x, int y, int columns)
{
    if (parts != NULL && columns > 0)
        parts->areas[part] = (struct area){x, y, columns, 1};
}

/* What the parts lead to, each below its bits. */
static void say_below(struct row *row, const struct picture *picture, int begin, int group, int tag, int end)
{
    const struct swiss_gate *gate = row->gate;
    int y = row->y + 1, x = begin;
    const char *const *where =
        PANEL_ARGUMENTS(NUMBER(gate->table), NUMBER(gate->group), HEX(swiss_h2(gate->hash), 2));
    bool split = gate->bit >= 0 && gate->bit >= BITS - gate->table_bits;
    if (gate->small)
        panel_say_fitting(row->grid, x, y, tag - x - 1, STYLE_label, picture,
                          PANEL_WORDS(WORD_SWISS_GATE_SMALL, WORD_SWISS_GATE_SMALL_SHORT), where);
    else if (split)
        x += panel_say(row->grid, x, y, tag - x - 1, gate->decided ? side_style(gate) : STYLE_label, picture,
                       !gate->decided   ? WORD_SWISS_GATE_SIDE
                       : gate->side > 0 ? WORD_SWISS_GATE_RIGHT
                                        : WORD_SWISS_GATE_LEFT,
                       where);
    else
        x +=
            panel_say(row->grid, x, y, tag - x - 1, gate->table_bits > 0 ? STYLE_plain : STYLE_label, picture,
                      gate->table_bits > 0 ? WORD_SWISS_GATE_TABLE : WORD_SWISS_GATE_ONE_TABLE, where);
    if (!gate->small) {
        int width = panel_width(picture, WORD_SWISS_GATE_GROUP, where), at = tag - 1 - width;
        at = group < at ? group : at;
        if (at > x)
            panel_say(row->grid, at, y, width, STYLE_new_x, picture, WORD_SWISS_GATE_GROUP, where);
    }
    panel_say(row->grid, tag, y, end - tag, STYLE_strong, picture, WORD_SWISS_GATE_TAG, where);
}

int swiss_draw_gate(struct grid *grid, int x, int y, int columns, const struct picture *picture,
                    const struct swiss_gate *gate, bool tall, struct swiss_gate_parts *parts)
{
    enum { LEAST_TAG = 12 /* columns of its words */ };
    struct row row = {grid, gate, x, x, y, x + columns, tall, x};
    int chosen = gate->table_bits + gate->group_bits + TAG_BITS, rest = BITS - chosen;
    int gaps = (gate->table_bits > 0) + (gate->group_bits > 0) + 1 + 2 * (gate->bit >= 0 && gate->decided);
    int room = columns - chosen - gaps;
    if (gate->table_bits > 0) {
        put_bits(&row, BITS - 1, gate->table_bits, STYLE_new_y);
        note(parts, PART_HIGH_BIT, x, y, row.x - x);
        row.x++;
    }
    put_rest(&row, BITS - 1 - gate->table_bits, rest, room);
    row.x += gate->group_bits > 0;
    int group = put_bits(&row, TAG_BITS - 1 + gate->group_bits, gate->group_bits, STYLE_new_x);
    note(parts, PART_BITS, group, y, row.x - group);
    row.x++;
    int tag = put_bits(&row, TAG_BITS - 1, TAG_BITS, STYLE_strong);
    note(parts, PART_TOPHASH, tag, y, row.x - tag);
    if (tall)
        say_below(&row, picture, x, group, tag, tag + LEAST_TAG);
    return row.x - x;
}

/* ---- the match */

int swiss_draw_control(struct grid *grid, int x, int y, int columns, const struct picture *picture,
                       const struct swiss_reading *reading)
{
    enum { CELL = 4 };
    const struct swiss_reading *at = reading;
    int begin = x, end = x + columns;
    if (at->way.count == 0)
        return 0;
    const struct event *event = &at->now->event;
    /* What was stored stands in its group, which need not be the last one of the way; what was deleted has another byte since. */
    bool stored = event->kind == SWISS_placed || event->kind == SWISS_removed;
    const struct swiss_place place = stored ? at->group : at->way.visited[at->way.count - 1];
    const struct swiss_group *group = swiss_group(&at->map, place);
    bool small = swiss_directory_length(&at->map) == 0, compared = at->compared == at->way.all;
    x += panel_say(grid, x, y, end - x, STYLE_label, picture,
                   small ? WORD_SWISS_GATE_WORD_SMALL : WORD_SWISS_GATE_WORD,
                   PANEL_ARGUMENTS(NUMBER(place.index))) +
         1;
    if (x + SWISS_SLOTS * CELL > end)
        return x - begin;
    for (int slot = 0; slot < SWISS_SLOTS; slot++, x += CELL) {
        uint8_t control = group->control[slot];
        bool equal = compared && !stored && (at->matched >> slot & 1) != 0,
             here = stored && event->slot == slot;
        enum style style = equal                      ? STYLE_match
                           : control == SWISS_DELETED ? STYLE_tombstone
                           : control == SWISS_EMPTY   ? STYLE_dim
                                                      : STYLE_plain;
        grid_format(grid, x, y, CELL, here ? STYLE_strong : style,
                    here    ? "[%02x]"
                    : equal ? "=%02x="
                            : " %02x ",
                    control);
    }
    if (!compared || stored)
        return x - begin;
    int count = __builtin_popcount(at->matched);
    const char *const *arguments = PANEL_ARGUMENTS(NUMBER(count), HEX(swiss_h2(at->hash), 2));
    const enum word *words = count > 0 ? PANEL_WORDS(WORD_SWISS_GATE_EQUAL, WORD_SWISS_GATE_EQUAL_SHORT)
                                       : PANEL_WORDS(WORD_SWISS_GATE_NONE, WORD_SWISS_GATE_NONE_SHORT);
    x += 1 + panel_say_fitting(grid, x + 1, y, end - x - 1, STYLE_label, picture, words, arguments);
    return x - begin;
}
