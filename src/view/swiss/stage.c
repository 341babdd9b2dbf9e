/*
 * The stage: a small map's group; a table's groups, all of them or a window below a field of all; of a map of several tables the directory,
 * a field of tables, and the table in hand; a growth as lanes.
 */
#include "view/swiss/stage.h"

#include "base/number.h"

/* ---- what is in hand */

static bool is_table_of_map(const struct swiss_stage *stage, uint32_t table)
{
    uint32_t region;
    return swiss_stage_groups(stage, table, &region) > 0 && region != table &&
           swiss_table_word(&stage->reading->map, table, SWISS_TABLE_INDEX) <
               swiss_directory_length(&stage->reading->map);
}

/* What a loop walks though the map has left it: a table that was replaced, or the group of a map that was small; 0: nothing. */
static uint32_t left_to_loop(const struct swiss_stage *stage)
{
    const struct swiss_reading *reading = stage->reading;
    uint32_t region;
    if (reading->iterator == 0 || !reading->now->has_event || !stage->picture->look->follow ||
        stage->has_found)
        return 0;
    routine runs = reading->now->routine;
    if (runs != ROUTINE_swiss_iterate && runs != ROUTINE_swiss_next)
        return 0;
    uint32_t small =
        (uint32_t)memory_read(reading->map.memory, place_word(reading->iterator, SWISS_ITERATOR_SMALL));
    uint32_t left = reading->replaced ? reading->table : small;
    return left != swiss_word(&reading->map, SWISS_WORD_GROUP) && swiss_stage_groups(stage, left, &region) > 0
               ? left
               : 0;
}

static void find_entry(struct swiss_stage *stage)
{
    const struct look *look = stage->picture->look;
    if (look->found == VALUE_NONE || VALUE_IS_STALE(look->found) || stage->picture->playing)
        return;
    stage->found = swiss_locate(&stage->reading->map, look->found);
    stage->has_found = stage->found.found;
}

static void choose_way(struct swiss_stage *stage)
{
    const struct swiss_reading *reading = stage->reading;
    const struct swiss_spot *found = &stage->found;
    uint64_t hash;
    if (!stage->has_found) {
        stage->way = reading->searching && reading->table != 0 ? &reading->way : NULL;
        return;
    }
    if (found->table == 0 || !swiss_hash_of(&reading->map, stage->picture->look->found, &hash))
        return;
    for (uint64_t step = 0; step <= found->step; step++) {
        uint64_t group = swiss_probe(hash, step, swiss_table_groups(&reading->map, found->table));
        swiss_way_add(&stage->found_way, (struct swiss_place){found->group.region, (uint32_t)group});
    }
    stage->way = &stage->found_way;
}

/* A group that has to be in sight, counted through all tables: under the cursor, pointed at, or where the viewer scrolled. */
static bool wanted_row(const struct swiss_stage *stage, uint64_t *row)
{
    const struct look *look = stage->picture->look;
    int64_t wanted = look->on_buckets ? look->cursor.row : look->follow ? -1 : look->top;
    for (int i = look->point_count - 1; i >= 0; i--) {
        const struct point *point = &look->points[i];
        if (point->what == POINT_PLACE && point->place.pane == 0)
            wanted = point->place.row;
    }
    *row = wanted > 0 ? (uint64_t)wanted : 0;
    return wanted >= 0 || (!look->follow && !look->on_buckets);
}

/* The table of the wanted group; else that where the action is. One walk over all, a few words each. */
static void choose_table(struct swiss_stage *stage)
{
    const struct swiss *map = &stage->reading->map;
    uint32_t wanted = stage->has_found ? stage->found.table : stage->reading->table;
    uint64_t entry = 0, at = 0, row;
    bool by_row = wanted_row(stage, &row), known = is_table_of_map(stage, wanted), chosen = false;
    for (uint32_t table; swiss_next_table(map, &entry, &table); at = entry, stage->tables++) {
        uint64_t groups = swiss_table_groups(map, table);
        bool here = by_row ? row < stage->all + groups : known ? table == wanted : at == 0;
        if (stage->table == 0 || (here && !chosen)) {
            stage->table = table;
            stage->entry = at;
            stage->before = stage->all;
            stage->number = stage->tables;
            chosen = here;
        }
        stage->all += groups;
    }
}

static void choose_group(struct swiss_stage *stage)
{
    const struct swiss_reading *reading = stage->reading;
    uint32_t region = 0;
    uint64_t groups = swiss_stage_groups(stage, stage->table, &region), row;
    stage->group = 0;
    if (wanted_row(stage, &row))
        stage->group = row > stage->before ? row - stage->before : 0;
    else if (stage->has_found)
        stage->group = stage->found.group.index;
    else if (reading->has_group && reading->group.region == region)
        stage->group = reading->group.index;
    else if (reading->way.count > 0 && reading->way.visited[reading->way.count - 1].region == region)
        stage->group = reading->way.visited[reading->way.count - 1].index;
    if (stage->group >= groups)
        stage->group = groups > 0 ? groups - 1 : 0;
}

/* ---- groups in full */

/* A window of the table in hand, or all of it, in columns from top to bottom; the shape is chosen. */
static void place_groups(struct swiss_stage *stage, struct area area, int columns, uint32_t region,
                         uint64_t groups)
{
    const struct swiss_shape *shape = &stage->shape;
    uint64_t rows = (uint64_t)swiss_shape_rows(shape, area.height), page, top;
    if (groups == 0 || columns < 1)
        return;
    rows = rows > 0 ? rows : 1;
    page = rows * (uint64_t)columns;
    if (page == 0 || page >= groups) { /* columns of one height */
        page = groups;
        rows = (groups + (uint64_t)columns - 1) / (uint64_t)columns;
    }
    bool by_hand = !stage->picture->look->follow && !stage->picture->look->on_buckets;
    top = by_hand ? stage->group : stage->group - stage->group % page;
    if (top + page > groups)
        top = groups - page;
    for (uint64_t i = 0; i < page; i++) {
        int column = (int)(i / rows), row = (int)(i % rows);
        swiss_place_block(stage, (struct swiss_place){region, (uint32_t)(top + i)},
                          area.x + 1 + column * (shape->width + 2),
                          area.y + row * (shape->lines + shape->gap), SWISS_AT_REST);
    }
    stage->room.rows = (int64_t)page;
    stage->room.top = (int64_t)(stage->before + top);
    stage->room.all = (int64_t)(stage->all > 0 ? stage->all : groups);
}

static void draw_groups(struct swiss_stage *stage)
{
    for (int i = 0; i < stage->count; i++)
        swiss_draw_block(stage, &stage->blocks[i]);
    swiss_draw_path(stage);
}

/* ---- titles */

static void say_table(const struct swiss_stage *stage, int y, bool named)
{
    const struct swiss *map = &stage->reading->map;
    uint64_t capacity = swiss_table_word(map, stage->table, SWISS_TABLE_CAPACITY);
    uint64_t tombstones = swiss_table_tombstones(map, stage->table);
    int x = stage->area.x + 1, end = stage->area.x + stage->area.width - 1;
    const char *const *arguments = PANEL_ARGUMENTS(
        NUMBER(swiss_table_word(map, stage->table, SWISS_TABLE_INDEX)), NUMBER(capacity / SWISS_SLOTS),
        NUMBER(swiss_table_word(map, stage->table, SWISS_TABLE_USED)),
        NUMBER(swiss_table_word(map, stage->table, SWISS_TABLE_GROWTH_LEFT)),
        NUMBER(swiss_most_entries(capacity)), NUMBER(tombstones));
    x += panel_say(stage->grid, x, y, end - x, STYLE_title, stage->picture,
                   named ? WORD_SWISS_STAGE_TABLE : WORD_SWISS_STAGE_ONLY_TABLE, arguments) +
         2;
    x += panel_say_fitting(stage->grid, x, y, end - x, STYLE_label, stage->picture,
                           PANEL_WORDS(WORD_SWISS_STAGE_TABLE_FACTS, WORD_SWISS_STAGE_TABLE_SHORT,
                                       WORD_SWISS_STAGE_TABLE_LEFT),
                           arguments) +
         3;
    if (tombstones > 0 && tombstones <= capacity)
        x += panel_say_fitting(stage->grid, x, y, end - x, STYLE_tombstone, stage->picture,
                               PANEL_WORDS(WORD_SWISS_STAGE_TOMBSTONES, WORD_SWISS_STAGE_TOMBSTONES_SHORT),
                               arguments);
    swiss_say_path(stage, x, y);
}

/* Of one that only a loop walks. */
static void say_left(const struct swiss_stage *stage, int y, uint64_t groups)
{
    int x = stage->area.x + 1, end = stage->area.x + stage->area.width - 1;
    bool table = stage->reading->map.memory->regions[stage->table].kind == SWISS_TABLE;
    x += panel_say(stage->grid, x, y, end - x, STYLE_title, stage->picture,
                   table ? WORD_SWISS_STAGE_REPLACED : WORD_SWISS_STAGE_REPLACED_GROUP, NULL) +
         2;
    panel_say_fitting(stage->grid, x, y, end - x, STYLE_label, stage->picture,
                      PANEL_WORDS(WORD_SWISS_STAGE_REPLACED_FACTS, WORD_SWISS_STAGE_REPLACED_SHORT),
                      PANEL_ARGUMENTS("", NUMBER(groups)));
}

static void say_tables(const struct swiss_stage *stage)
{
    const struct swiss *map = &stage->reading->map;
    int x = stage->area.x + 1, end = stage->area.x + stage->area.width - 1;
    x += panel_say(stage->grid, x, stage->area.y, end - x, STYLE_title, stage->picture,
                   WORD_SWISS_STAGE_TABLES, PANEL_ARGUMENTS(NUMBER(stage->tables))) +
         2;
    panel_say_fitting(stage->grid, x, stage->area.y, end - x, STYLE_label, stage->picture,
                      PANEL_WORDS(WORD_SWISS_STAGE_TABLES_FACTS, WORD_SWISS_STAGE_TABLES_SHORT),
                      PANEL_ARGUMENTS(NUMBER(swiss_word(map, SWISS_WORD_GLOBAL_DEPTH)),
                                      NUMBER(swiss_directory_length(map))));
}

/* ---- at rest */

static void draw_small(struct swiss_stage *stage, uint32_t group)
{
    struct area area = {stage->area.x, stage->area.y + 1, stage->area.width, stage->area.height - 1};
    int x = stage->area.x + 1, end = stage->area.x + stage->area.width - 1;
    x += panel_say(stage->grid, x, stage->area.y, end - x, STYLE_title, stage->picture,
                   WORD_SWISS_STAGE_SMALL, NULL) +
         2;
    panel_say_fitting(stage->grid, x, stage->area.y, end - x, STYLE_label, stage->picture,
                      PANEL_WORDS(WORD_SWISS_STAGE_SMALL_FACTS, WORD_SWISS_STAGE_SMALL_SHORT), NULL);
    int columns = swiss_choose_shape(&stage->shape, area.width - 2, area.height, 1, 1);
    place_groups(stage, area, columns, group, 1);
    swiss_read_keys(stage);
    draw_groups(stage);
}

static bool all_in_sight(struct swiss_stage *stage, struct area area, uint64_t groups, int digits,
                         int *columns)
{
    *columns = swiss_choose_shape(&stage->shape, area.width - 2, area.height, groups, digits);
    return (uint64_t)swiss_shape_rows(&stage->shape, area.height) * (uint64_t)*columns >= groups;
}

void swiss_place_at_rest(struct swiss_stage *stage, uint32_t table)
{
    struct area below = {stage->area.x, stage->area.y + 1, stage->area.width, stage->area.height - 1};
    uint32_t region;
    uint64_t groups = swiss_stage_groups(stage, table, &region);
    int columns;
    stage->count = 0;
    stage->group = 0;
    if (groups > 0 && swiss_directory_length(&stage->reading->map) <= 1 &&
        all_in_sight(stage, below, groups, number_digits(groups - 1), &columns))
        place_groups(stage, below, columns, region, groups);
}

/* The table in hand below what stands above it: all of its groups, or a field of them and a window. */
static void draw_table(struct swiss_stage *stage, struct area area, bool alone)
{
    enum { LEAST_WITH_FIELD = 3 };
    uint32_t region;
    uint64_t groups = swiss_stage_groups(stage, stage->table, &region);
    int columns, digits = number_digits(groups > 0 ? groups - 1 : 0), field = 0;
    if (groups == 0 || area.height < 1)
        return;
    bool whole = all_in_sight(stage, area, groups, digits, &columns);
    if (alone && !whole && area.height >= LEAST_WITH_FIELD) {
        field = swiss_field_lines(area.width, groups);
        field = field > area.height / 2 ? area.height / 2 : field;
        struct area below = {area.x, area.y + field, area.width, area.height - field};
        all_in_sight(stage, below, groups, digits, &columns);
        place_groups(stage, below, columns, region, groups);
        swiss_draw_field(stage, (struct area){area.x, area.y, area.width, field}, 0);
    } else {
        place_groups(stage, area, columns, region, groups);
    }
    swiss_read_keys(stage);
    draw_groups(stage);
}

/* Lines for the field of a map of several tables: as many as it needs, a share of all at the most. */
static int field_lines(int height, uint64_t tables, int of_table)
{
    int most = height >= 16 ? height * 2 / 5 : height >= 9 ? height / 3 : height >= 5 ? 2 : 0;
    if (tables < (uint64_t)(most / (of_table > 0 ? of_table : 1)))
        most = (int)tables * of_table;
    return most > of_table && of_table > 0 ? most - most % of_table : most;
}

static void draw_tables(struct swiss_stage *stage)
{
    struct area area = {stage->area.x, stage->area.y + 1, stage->area.width, stage->area.height - 1};
    uint32_t region;
    uint64_t groups = swiss_stage_groups(stage, stage->table, &region);
    say_tables(stage);
    int used = swiss_draw_directory(stage, area);
    area.y += used;
    area.height -= used;
    int of_table = swiss_field_lines(area.width, groups),
        field = field_lines(area.height, stage->tables, of_table);
    uint64_t page = (uint64_t)(field / (of_table > 0 ? of_table : 1));
    page = page > 0 ? page : 1;
    struct area above = {area.x, area.y, area.width, field};
    area.y += field;
    area.height -= field;
    if (area.height > 1) {
        say_table(stage, area.y, true);
        area.y++;
        area.height--;
    }
    draw_table(stage, area, false);
    swiss_draw_field(stage, above, stage->number % page);
}

static void draw_nothing(const struct swiss_stage *stage)
{
    bool nil = swiss_word(&stage->reading->map, SWISS_WORD_NIL) != 0;
    panel_say(stage->grid, stage->area.x + 1, stage->area.y, stage->area.width - 2, STYLE_label,
              stage->picture, nil ? WORD_SWISS_STAGE_NIL : WORD_SWISS_STAGE_NONE, NULL);
}

static void draw_at_rest(struct swiss_stage *stage)
{
    const struct swiss *map = &stage->reading->map;
    uint32_t group = (uint32_t)swiss_word(map, SWISS_WORD_GROUP), region;
    if (swiss_directory_length(map) == 0) {
        if (swiss_stage_groups(stage, group, &region) > 0)
            draw_small(stage, group);
        else
            draw_nothing(stage);
        return;
    }
    if (stage->table == 0)
        return;
    struct area below = {stage->area.x, stage->area.y + 1, stage->area.width, stage->area.height - 1};
    uint32_t left = left_to_loop(stage);
    if (left != 0) {
        stage->table = left;
        stage->before = 0;
        stage->all = swiss_stage_groups(stage, left, &region);
    }
    choose_group(stage);
    if (left != 0) {
        say_left(stage, stage->area.y, stage->all);
        draw_table(stage, below, false);
    } else if (swiss_directory_length(map) == 1) {
        say_table(stage, stage->area.y, false);
        draw_table(stage, below, true);
    } else {
        draw_tables(stage);
    }
}

struct screen_room swiss_draw_stage(struct grid *grid, struct area area, const struct picture *picture,
                                    const struct swiss_reading *reading)
{
    struct swiss_loop loop;
    struct swiss_stage stage = {
        .grid = grid, .area = area, .picture = picture, .reading = reading, .loop = &loop};
    if (!reading->has_type || area.height < 1)
        return (struct screen_room){0};
    swiss_loop_read(&loop, picture, reading);
    find_entry(&stage);
    choose_way(&stage);
    choose_table(&stage);
    if (swiss_is_growing(reading))
        swiss_draw_lanes(&stage);
    else
        draw_at_rest(&stage);
    stage.room.letters = stage.shape.key < 2;
    return stage.room;
}
