/* What the goroutines share: registers, and the buckets, old | gate | x | y. */
#include "view/race/panels.h"

#include <string.h>

enum { NUMBER_COLUMNS = 2, SLOT_COLUMNS = 6, GATE_COLUMNS = 10, GAP = 2 };

struct map {
    struct race_stage *stage;
    struct area area;
    int y;
};

static void remember(struct map *map, uint8_t cell, int x, int width)
{
    map->stage->spots[cell] = (struct race_spot){x, map->y, width};
}

static bool changed(const struct map *map, uint8_t cell)
{
    const struct race_reading *reading = map->stage->reading;
    uint64_t before;
    struct place place = {.region = (uint32_t)race_word(&reading->race, RACE_WORD_STATE), .index = cell};
    return now_changed(reading->now, place, &before);
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
        return true;
    default:
        return false;
    }
}

static void draw_register(struct map *map, uint8_t cell, int *x)
{
    const struct race_reading *reading = map->stage->reading;
    struct grid *grid = map->stage->grid;
    struct text name = {0}, value = {0};
    int end = map->area.x + map->area.width;
    race_add_cell(reading->setup, cell, &name);
    race_add_value(reading->setup, cell, reading->state->cell[cell], &value);
    int width =
        text_width(text_string(&name), name.length) + 1 + text_width(text_string(&value), value.length);
    if (*x > map->area.x && *x + width > end) {
        *x = map->area.x;
        map->y++;
    }
    if (map->y < map->area.y + map->area.height) {
        bool warns = race_place_of(reading->setup, cell).field == RACE_FIELD_FLAGS &&
                     (reading->state->cell[cell] & RACE_FLAG_WRITING) != 0;
        int begin = *x;
        *x += grid_text(grid, *x, map->y, end - *x, STYLE_label, text_string(&name)) + 1;
        int used =
            grid_text(grid, *x, map->y, end - *x, warns ? STYLE_warn : STYLE_value, text_string(&value));
        if (changed(map, cell))
            grid_flag(grid, *x, map->y, used, GRID_UNDERLINE);
        *x += used;
        remember(map, cell, begin, *x - begin);
        *x += GAP;
    }
    text_free(&name);
    text_free(&value);
}

static void draw_registers(struct map *map)
{
    int x = map->area.x;
    for (uint8_t cell = 0; cell < RACE_SLOT; cell++) {
        if (is_register(race_place_of(map->stage->reading->setup, cell).field))
            draw_register(map, cell, &x);
    }
    map->y++;
}

/* ---- slots */

static void add_entry(struct text *text, uint8_t key, uint8_t value)
{
    text_append(text, key == 0 ? "?" : (char[]){race_key_name((uint8_t)(key - 1)), '\0'}, 1);
    if (value == 0)
        text_add(text, "=·");
    else
        text_format(text, "=%u", value);
}

static enum style add_slot(const struct race_state *state, unsigned bucket, unsigned slot, struct text *text)
{
    uint8_t top = state->cell[RACE_AT(bucket, slot, RACE_TOP_OFFSET)],
            key = state->cell[RACE_AT(bucket, slot, RACE_KEY_OFFSET)],
            value = state->cell[RACE_AT(bucket, slot, RACE_VALUE_OFFSET)];
    static const char *const marks[RACE_MIN_TOP] = {
        [RACE_EMPTY_REST] = "·",   [RACE_EMPTY_ONE] = "○",        [RACE_EVACUATED_X] = "▸x",
        [RACE_EVACUATED_Y] = "▸y", [RACE_EVACUATED_EMPTY] = "▸·",
    };
    if (top >= RACE_MIN_TOP) {
        if (key != 0 && key != top - RACE_MIN_TOP + 1) /* another's tophash */
            text_format(text, "%c:", race_key_name((uint8_t)(top - RACE_MIN_TOP)));
        add_entry(text, key, value);
        return bucket < RACE_OLD_BUCKETS ? STYLE_old : STYLE_entry;
    }
    text_add(text, marks[top]);
    return top == RACE_EMPTY_REST    ? STYLE_dim
           : top == RACE_EVACUATED_X ? STYLE_new_x
           : top == RACE_EVACUATED_Y ? STYLE_new_y
           : top == RACE_EMPTY_ONE   ? STYLE_tombstone
                                     : STYLE_dim;
}

/* A key or value that lies in an empty slot: stored before its tophash, or left behind. */
static void draw_left(const struct map *map, unsigned bucket, unsigned slot, int x)
{
    const struct race_state *state = map->stage->reading->state;
    uint8_t top = state->cell[RACE_AT(bucket, slot, RACE_TOP_OFFSET)],
            key = state->cell[RACE_AT(bucket, slot, RACE_KEY_OFFSET)],
            value = state->cell[RACE_AT(bucket, slot, RACE_VALUE_OFFSET)];
    if (top >= RACE_MIN_TOP || (top > RACE_EMPTY_ONE) || (key == 0 && value == 0))
        return;
    struct text text = {0};
    add_entry(&text, key, value);
    grid_text(map->stage->grid, x, map->y, SLOT_COLUMNS - 2, STYLE_dim, text_string(&text));
    text_free(&text);
}

static void draw_slot(struct map *map, unsigned bucket, unsigned slot, int x)
{
    const struct race_reading *reading = map->stage->reading;
    struct text text = {0};
    enum style style = add_slot(reading->state, bucket, slot, &text);
    int used = grid_text(map->stage->grid, x, map->y, SLOT_COLUMNS, style, text_string(&text));
    bool fresh = false;
    for (unsigned i = 0; i < 3; i++) {
        uint8_t cell = (uint8_t)RACE_AT(bucket, slot, i);
        remember(map, cell, x, SLOT_COLUMNS);
        fresh |= changed(map, cell);
    }
    if (fresh)
        grid_flag(map->stage->grid, x, map->y, used, GRID_UNDERLINE);
    draw_left(map, bucket, slot, x + 2);
    text_free(&text);
}

static void draw_bucket(struct map *map, unsigned bucket, int x)
{
    unsigned slots = map->stage->reading->setup->slots;
    bool old = bucket < RACE_OLD_BUCKETS;
    int top = map->y;
    grid_format(map->stage->grid, x, map->y, NUMBER_COLUMNS, STYLE_label, "%u",
                old ? bucket : bucket - RACE_OLD_BUCKETS);
    for (unsigned slot = 0; slot < slots && map->y < map->area.y + map->area.height; slot++, map->y++) {
        draw_slot(map, bucket, slot, x + NUMBER_COLUMNS + 1);
        grid_flag(map->stage->grid, x + NUMBER_COLUMNS, map->y, SLOT_COLUMNS + 2, GRID_CARD);
    }
    map->y = top;
}

/* The state of an old bucket, where the system has one. */
static void draw_gate(struct map *map, unsigned bucket, int x)
{
    const struct race_reading *reading = map->stage->reading;
    for (uint8_t cell = 0; cell < RACE_SLOT; cell++) {
        struct race_place place = race_place_of(reading->setup, cell);
        if (place.field != RACE_FIELD_STATE || place.bucket != bucket)
            continue;
        static const enum word states[] = {WORD_RACE_STATE_0, WORD_RACE_STATE_1, WORD_RACE_STATE_2};
        uint8_t value = reading->state->cell[cell] % 3;
        int used = panel_say(map->stage->grid, x, map->y, GATE_COLUMNS, STYLE_bit, map->stage->picture,
                             states[value], NULL);
        if (changed(map, cell))
            grid_flag(map->stage->grid, x, map->y, used, GRID_UNDERLINE);
        remember(map, cell, x, used);
    }
}

static void draw_titles(struct map *map, int old_x, int x_x, int y_x)
{
    const struct race_stage *stage = map->stage;
    const struct {
        int x;
        enum style style;
        enum word word;
    } titles[] = {{old_x, STYLE_old, WORD_RACE_TITLE_OLD},
                  {x_x, STYLE_new_x, WORD_RACE_TITLE_X},
                  {y_x, STYLE_new_y, WORD_RACE_TITLE_Y}};
    bool growing = stage->reading->setup->growing;
    for (int i = growing ? 0 : 1; i < 3; i++)
        panel_say(stage->grid, titles[i].x, map->y, map->area.x + map->area.width - titles[i].x,
                  titles[i].style, stage->picture, titles[i].word, NULL);
    map->y++;
}

int race_draw_map(struct race_stage *stage, struct area area)
{
    struct map map = {stage, area, area.y};
    const struct race_setup *setup = stage->reading->setup;
    int bucket = NUMBER_COLUMNS + SLOT_COLUMNS + 2;
    int old_x = area.x, x_x = area.x + (setup->growing ? bucket + GATE_COLUMNS + GAP : 0),
        y_x = x_x + bucket + GAP;
    draw_registers(&map);
    bool roomy = area.height >= map.y - area.y + 2 + 2 * (setup->slots + 1);
    map.y += roomy;
    draw_titles(&map, old_x, x_x, y_x);
    for (unsigned i = 0; i < RACE_OLD_BUCKETS && map.y < area.y + area.height; i++) {
        if (setup->growing) {
            draw_bucket(&map, i, old_x);
            draw_gate(&map, i, old_x + bucket + 1);
        }
        draw_bucket(&map, RACE_OLD_BUCKETS + i, x_x);
        draw_bucket(&map, 2 * RACE_OLD_BUCKETS + i, y_x);
        map.y += setup->slots + roomy;
    }
    return map.y - area.y;
}
