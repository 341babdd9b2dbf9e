/* The face of Swiss maps: its panels from one reading, its strip, and the keyboard's cursor on it. */
#include "view/face.h"

#include "view/swiss/panels.h"

#include <string.h>

static struct screen_room draw(struct grid *grid, const struct face_areas *areas,
                               const struct picture *picture, const struct now *now, struct text *story)
{
    const struct swiss_reading reading = swiss_reading_of(picture, now);
    struct screen_room room = swiss_draw_stage(grid, areas->stage, picture, &reading);
    if (areas->header.height > 0)
        swiss_draw_header(grid, areas->header, picture, &reading);
    if (areas->lens.height > 0)
        swiss_draw_lens(grid, areas->lens, picture, &reading);
    if (now->has_event && now->mark != NULL)
        swiss_tell_story(picture, &reading, story);
    return room;
}

static void lens(struct grid *grid, struct area area, const struct picture *picture, const struct now *now)
{
    const struct swiss_reading reading = swiss_reading_of(picture, now);
    swiss_draw_lens(grid, area, picture, &reading);
}

static void tell(const struct picture *picture, const struct now *now, struct text *story)
{
    const struct swiss_reading reading = swiss_reading_of(picture, now);
    swiss_tell_story(picture, &reading, story);
}

static void values(const struct picture *picture, const struct now *now, struct text *values)
{
    const struct swiss_reading reading = swiss_reading_of(picture, now);
    swiss_say_values(picture, &reading, values);
}

/* ---- many at once: a sentence that stands as long as its tables do */

static void tell_growth(const struct picture *picture, const struct swiss_reading *reading, struct text *text)
{
    bool small = swiss_directory_length(&reading->map) == 0;
    words_say(text, picture->words,
              reading->splits ? WORD_SWISS_MANY_SPLITS
              : small         ? WORD_SWISS_MANY_GROWS_SMALL
                              : WORD_SWISS_MANY_GROWS,
              GROUPED(reading->to_move), GROUPED(reading->slots_after));
}

/* What an insert pays, and who pays nothing. */
static void many(const struct picture *picture, struct text *text)
{
    const struct now now = now_read(picture);
    const struct swiss map = swiss_of(picture->world, picture->home);
    if (swiss_type(&map) == NULL)
        return;
    if (now.has_event && now.subject == picture->home) {
        const struct swiss_reading reading = swiss_reading_of(picture, &now);
        if (reading.growing) {
            tell_growth(picture, &reading, text);
            return;
        }
    }
    uint64_t tables = swiss_table_count(&map);
    uint64_t capacity = tables == 1
                            ? swiss_table_word(&map, swiss_directory_table(&map, 0), SWISS_TABLE_CAPACITY)
                            : SWISS_MOST_CAPACITY;
    words_say(text, picture->words,
              tables == 0   ? WORD_SWISS_MANY_SMALL
              : tables == 1 ? WORD_SWISS_MANY_ONE
                            : WORD_SWISS_MANY_TABLES,
              GROUPED(tables == 1 ? capacity : tables), GROUPED(swiss_most_entries(capacity)));
}

/* ---- as a strip: a character a group, as high as it is full; of a large map a character a run of them, as full as they are on average.
   A blank stands between two tables, where there is room for all groups. */

static uint32_t bar_of(uint64_t entries, uint64_t groups)
{
    uint64_t eighths = groups > 0 ? (entries + groups - 1) / groups : 0;
    return eighths == 0 ? 0x00b7 : 0x2580 + (uint32_t)eighths;
}

static int put_bar(struct grid *grid, int x, int y, uint64_t entries, uint64_t groups)
{
    uint32_t bar = bar_of(entries, groups);
    return grid_put(grid, x, y, bar, bar == 0x00b7 ? STYLE_dim : STYLE_entry);
}

/* A character a group. */
static void strip_groups(struct grid *grid, int x, int y, int end, const struct swiss *map)
{
    struct swiss_place place;
    uint32_t region = 0;
    for (int64_t row = 0; x < end && swiss_group_in_order(map, row, &place); row++) {
        if (region != 0 && place.region != region)
            x++;
        region = place.region;
        unsigned full = swiss_match_full(swiss_group(map, place));
        if (x < end)
            x += put_bar(grid, x, y, (uint64_t)__builtin_popcount(full), 1);
    }
}

/* A character a run of tables. */
static void strip_tables(struct grid *grid, int x, int y, int end, const struct swiss *map, uint64_t tables)
{
    uint64_t run = (tables + (uint64_t)(end - x) - 1) / (uint64_t)(end - x), entry = 0, used = 0, groups = 0,
             count = 0;
    for (uint32_t table; swiss_next_table(map, &entry, &table);) {
        used += swiss_table_word(map, table, SWISS_TABLE_USED);
        groups += swiss_table_groups(map, table);
        count++;
        if (count % run == 0 || count == tables) {
            x += put_bar(grid, x, y, used, groups);
            used = groups = 0;
        }
    }
}

static void strip(struct grid *grid, struct area area, const struct picture *picture, const struct now *now)
{
    const struct swiss map = swiss_of(picture->world, picture->home);
    uint64_t groups = swiss_groups_in_order(&map), tables = swiss_table_count(&map);
    int end = area.x + area.width;
    (void)now;
    if (area.width < 1)
        return;
    if (groups + tables <= (uint64_t)area.width)
        strip_groups(grid, area.x, area.y, end, &map);
    else
        strip_tables(grid, area.x, area.y, end, &map, tables);
}

static void facts(const struct picture *picture, struct text *text)
{
    const struct swiss map = swiss_of(picture->world, picture->home);
    uint64_t used = swiss_word(&map, SWISS_WORD_USED), tables = swiss_table_count(&map);
    bool small = swiss_directory_length(&map) == 0;
    words_say(text, picture->words,
              swiss_word(&map, SWISS_WORD_NIL) != 0 ? WORD_SWISS_STRIP_NIL
              : small                               ? WORD_SWISS_STRIP_SMALL
                                                    : WORD_SWISS_STRIP,
              GROUPED(used), GROUPED(small ? swiss_groups_in_order(&map) : tables));
}

/* ---- the cursor: a row is a group, table by table in the order of the directory; in pane 1 an entry of the directory */

static bool clamp(const struct world *world, uint32_t home, struct cursor *cursor)
{
    const struct swiss map = swiss_of(world, home);
    int pane = cursor->pane != 0 && swiss_directory_length(&map) > 0;
    int64_t rows = (int64_t)(pane != 0 ? swiss_directory_length(&map) : swiss_groups_in_order(&map));
    int64_t row = cursor->row >= rows ? rows - 1 : cursor->row;
    int slot = cursor->slot >= SWISS_SLOTS ? SWISS_SLOTS - 1 : cursor->slot;
    *cursor =
        (struct cursor){.pane = pane, .row = row > 0 ? row : 0, .slot = slot > 0 && pane == 0 ? slot : 0};
    return rows > 0;
}

/* The first group of the table that an entry of the directory names. */
static int64_t row_of_entry(const struct swiss *map, uint64_t entry)
{
    uint64_t next = 0;
    int64_t row = 0;
    for (uint32_t table; swiss_next_table(map, &next, &table) && next <= entry;)
        row += (int64_t)swiss_table_groups(map, table);
    return row;
}

static void walk(const struct world *world, uint32_t home, struct cursor *cursor, enum direction direction)
{
    const struct swiss map = swiss_of(world, home);
    if (!clamp(world, home, cursor))
        return;
    switch (direction) {
    case DIRECTION_LEFT:
        cursor->slot -= cursor->slot > 0;
        break;
    case DIRECTION_RIGHT:
        if (cursor->pane != 0)
            *cursor = (struct cursor){.row = row_of_entry(&map, (uint64_t)cursor->row)};
        else
            cursor->slot++;
        break;
    case DIRECTION_UP:
    case DIRECTION_DOWN:
        cursor->row += direction == DIRECTION_UP ? -1 : 1;
        break;
    }
    clamp(world, home, cursor);
}

/* Keys of which there are always some more. */
static bool has_more_keys(const struct gotype *key)
{
    key = gotype_unwrap(key);
    bool number = key->kind == GOTYPE_INT || key->kind == GOTYPE_UINT || key->kind == GOTYPE_FLOAT ||
                  key->kind == GOTYPE_COMPLEX;
    return key->kind == GOTYPE_STRING || key->kind == GOTYPE_POINTER || (number && key->size > 1);
}

static bool suggests(const struct picture *picture, const char *suggestion)
{
    const struct swiss map = swiss_of(picture->world, picture->home);
    bool nil = swiss_word(&map, SWISS_WORD_NIL) != 0;
    if (strncmp(suggestion, "grow", 4) == 0 || strncmp(suggestion, "step-evacuate", 13) == 0)
        return false;
    if (strncmp(suggestion, "insert", 6) == 0)
        return !nil;
    if (strncmp(suggestion, "fill", 4) == 0)
        return !nil && has_more_keys(swiss_type(&map)->map.key);
    return true;
}

#define MARK(style, glyph, name)                                                                             \
    {                                                                                                        \
        STYLE_##style, glyph, WORD_SWISS_MARK_##name, WORD_SWISS_MEANS_MARK_##name                           \
    }
static const struct mark_row marks[] = {
    MARK(moving, "[ ]", IN_HAND), MARK(match, "= =", EQUAL),
    MARK(strong, "□", TARGET),    MARK(probe, "( )", LOOKED_AT),
    MARK(probe, "≠", OTHER),      MARK(probe, "1› 2›", WAY),
    MARK(frontier, "»", LOOP),    MARK(strong, "*", DELIVERED),
    MARK(aside, "▸", COPIED),     MARK(tombstone, "†† †", TOMBSTONE),
    MARK(entry, "▁ █", BAR),      MARK(entry, "▪", ENTRY),
    MARK(dim, "·· ·", EMPTY),     {.glyph = NULL},
};
#undef MARK

const struct face face_swiss = {
    .marks = marks,
    .fields = swiss_header_fields,
    .title = WORD_SWISS_SCREEN,
    .draw = draw,
    .lens = lens,
    .tell = tell,
    .values = values,
    .many = many,
    .phases = swiss_phases,
    .strip = strip,
    .facts = facts,
    .costs = WORD_SWISS_COSTS,
    .stage = WORD_SWISS_STAGE,
    .stage_shows = WORD_SWISS_STAGE_SHOWS,
    .prompt = WORD_SWISS_PROMPT,
    .prompt_other = WORD_SWISS_PROMPT_OTHER,
    .prompt_type = "map[string]int",
    .suggests = suggests,
    .clamp = clamp,
    .walk = walk,
};
