/* A table grows, or splits, or a small map becomes a table: old | bit | the two groups that an entry of the old one is at home in. */
#include "view/swiss/stage.h"

#include "base/number.h"

bool swiss_is_growing(const struct swiss_reading *reading)
{
    return reading->growing && reading->left_behind != 0 &&
           memory_holds(reading->map.memory, reading->left_behind);
}

/* ---- places */

/* The group of the new table, or of the two, that stands in a band at a side. False: it is not there yet. */
static bool new_group(const struct swiss_stage *stage, uint64_t band, enum swiss_side side,
                      struct swiss_place *place)
{
    const struct swiss_reading *reading = stage->reading;
    bool second = side == SWISS_Y && reading->splits;
    uint64_t index = band + (side == SWISS_Y && !reading->splits ? stage->half : 0);
    uint32_t region = 0;
    if (index >= swiss_stage_groups(stage, reading->made[second], &region))
        return false;
    *place = (struct swiss_place){region, (uint32_t)index};
    return true;
}

static void choose_columns(struct swiss_stage *stage, int height)
{
    enum { LEAST_GATE = 3, GATE = 6, WIDE_GATE = 7, WIDE = 60, ROOMY = 100 };
    uint64_t most = stage->reading->splits ? stage->half : 2 * stage->half;
    int width = stage->area.width - 2, gate = width >= ROOMY ? WIDE_GATE : width >= WIDE ? GATE : LEAST_GATE;
    int lane = (width - gate - (width >= ROOMY ? 4 : 0)) / 3, digits = number_digits(most - 1);
    swiss_choose_lane(&stage->shape, lane, height, stage->half, digits);
    const struct swiss_shape *shape = &stage->shape;
    int used = shape->slots + shape->a_line * shape->pitch;
    lane = used < lane ? used : lane;
    int gap = (width - gate - 3 * lane) / 2;
    gap = gap > 4 ? 4 : gap < 0 ? 0 : gap;
    stage->lane[SWISS_OLD] = stage->area.x + 1;
    stage->gate = stage->lane[SWISS_OLD] + lane + (gate - 1) / 2;
    stage->lane[SWISS_X] = stage->lane[SWISS_OLD] + lane + gate;
    stage->lane[SWISS_Y] = stage->lane[SWISS_X] + lane + gap;
    stage->shape.width = lane;
}

/* The band in hand: an entry's that moves; before the first one the first, after the last one the last. */
static uint64_t band_in_hand(const struct swiss_stage *stage)
{
    const struct swiss_reading *reading = stage->reading;
    if (reading->lifted)
        return reading->from.index < stage->half ? reading->from.index : stage->half - 1;
    return reading->moved > 0 ? stage->half - 1 : 0;
}

static void place_band(struct swiss_stage *stage, uint64_t band, int y)
{
    struct swiss_place place;
    uint32_t old;
    if (band < swiss_stage_groups(stage, stage->reading->left_behind, &old))
        swiss_place_block(stage, (struct swiss_place){old, (uint32_t)band}, stage->lane[SWISS_OLD], y,
                          SWISS_OLD);
    for (enum swiss_side side = SWISS_X; side <= SWISS_Y; side++) {
        if (new_group(stage, band, side, &place))
            swiss_place_block(stage, place, stage->lane[side], y, side);
    }
}

/* Whole pages, so that nothing moves while a page's entries do. Where an entry comes to a group that is not on the page, since its own were
   full, that group's band takes the place of one. */
static void place_bands(struct swiss_stage *stage, struct area area)
{
    const struct swiss_reading *reading = stage->reading;
    const struct look *look = stage->picture->look;
    uint64_t rows = (uint64_t)swiss_shape_rows(&stage->shape, area.height), hand = band_in_hand(stage);
    int pitch = stage->shape.lines + stage->shape.gap;
    rows = rows < 1 ? 1 : rows > stage->half ? stage->half : rows;
    uint64_t top = hand - hand % rows, to = reading->moving ? reading->to.index % stage->half : hand;
    if (!look->follow)
        top = look->top > (int64_t)stage->before ? (uint64_t)look->top - stage->before : 0;
    if (look->on_buckets)
        top = look->cursor.row > (int64_t)stage->before ? (uint64_t)look->cursor.row - stage->before : 0;
    top = top + rows > stage->half ? stage->half - rows : top;
    for (uint64_t row = 0; row < rows; row++) {
        uint64_t band = top + row, instead = hand == top + rows - 1 ? 0 : rows - 1;
        if (look->follow && (to < top || to >= top + rows) && row == instead && rows > 1)
            band = to;
        place_band(stage, band, area.y + (int)row * pitch);
    }
    stage->room.rows = (int64_t)rows;
    stage->room.top = (int64_t)(stage->before + top);
    stage->room.all = (int64_t)(stage->all > 0 ? stage->all : stage->half);
}

/* When a growth begins the groups of the old table go to its lane, and when it ends those of the new one to where they stand at rest, if
   they are all in sight there. */
static void glide(struct swiss_stage *stage)
{
    const struct swiss_reading *reading = stage->reading;
    const struct now *now = reading->now;
    bool begins = now->event.kind == SWISS_grow, ends = now->event.kind == SWISS_grown && !reading->splits;
    if (!now->under_way || !(begins || ends) || stage->picture->look->motion != MOTION_FULL ||
        stage->shape.key == 1)
        return;
    struct swiss_stage rest = *stage;
    int kept = 0;
    swiss_place_at_rest(&rest, begins ? reading->left_behind : reading->made[0]);
    if (rest.count == 0)
        return;
    int64_t eased = panel_eased(now->phase), share = begins ? 1000 - eased : eased;
    int last = stage->area.y + stage->area.height - stage->shape.lines;
    for (int i = 0; i < stage->count; i++) {
        struct swiss_block block = stage->blocks[i];
        const struct swiss_block *at = swiss_find_block(&rest, block.group);
        if (at != NULL) {
            block.x += (int)((at->x + rest.shape.margin - block.x) * share / 1000);
            block.y += (int)((at->y - block.y) * share / 1000);
            block.y = block.y < last ? block.y : last;
        }
        if (at != NULL || begins)
            stage->blocks[kept++] = block;
    }
    stage->count = kept;
}

/* ---- what decides */

/* Of a small map that becomes a table of two groups it is the lowest bit of H1, though no event tells it. */
static bool read_bit(const struct swiss_stage *stage, int *bit, int *value)
{
    enum { LOWEST_OF_H1 = 7 };
    const struct swiss_reading *reading = stage->reading;
    bool small =
        !reading->has_bit && reading->lifted && reading->has_hash && stage->half == 1 && !reading->splits;
    *bit = small ? LOWEST_OF_H1 : reading->bit;
    *value = small ? (int)(reading->hash >> LOWEST_OF_H1 & 1) : reading->bit_value;
    return small || reading->has_bit;
}

/* The group of the old table that the entry in hand was at home in: another one, if that was full when it came. */
static bool was_displaced(const struct swiss_stage *stage, uint64_t *home)
{
    const struct swiss_reading *reading = stage->reading;
    *home = swiss_probe(reading->hash, 0, stage->half);
    return reading->lifted && reading->has_hash && *home != reading->from.index;
}

/* ---- titles */

static const enum word *words_of_side(const struct swiss_stage *stage, bool second)
{
    static const enum word splits[][4] = {
        {WORD_SWISS_STAGE_LEFT, WORD_SWISS_STAGE_LEFT_SHORT, WORD_SWISS_STAGE_LEFT_ALONE, WORD_NONE},
        {WORD_SWISS_STAGE_RIGHT, WORD_SWISS_STAGE_RIGHT_SHORT, WORD_SWISS_STAGE_RIGHT_ALONE, WORD_NONE}};
    static const enum word grows[][4] = {
        {WORD_SWISS_STAGE_LOWER, WORD_SWISS_STAGE_LOWER_SHORT, WORD_SWISS_STAGE_NUMBERS, WORD_NONE},
        {WORD_SWISS_STAGE_UPPER, WORD_SWISS_STAGE_UPPER_SHORT, WORD_SWISS_STAGE_NUMBERS, WORD_NONE}};
    static const enum word one[][4] = {
        {WORD_SWISS_STAGE_FIRST, WORD_SWISS_STAGE_FIRST_SHORT, WORD_SWISS_STAGE_NUMBER, WORD_NONE},
        {WORD_SWISS_STAGE_SECOND, WORD_SWISS_STAGE_SECOND_SHORT, WORD_SWISS_STAGE_NUMBER, WORD_NONE}};
    return stage->reading->splits ? splits[second] : stage->half > 1 ? grows[second] : one[second];
}

static void say_side(const struct swiss_stage *stage, enum swiss_side side, int end)
{
    const struct swiss_reading *reading = stage->reading;
    int bit, value;
    bool second = side == SWISS_Y, chosen = read_bit(stage, &bit, &value) && (value != 0) == second;
    uint64_t first = second && !reading->splits ? stage->half : 0, half = stage->half;
    enum style style = chosen ? (second ? STYLE_new_y : STYLE_new_x) : STYLE_label;
    const enum word *words = words_of_side(stage, second);
    int x = stage->lane[side];
    grid_put(stage->grid, x, stage->area.y, second ? 'y' : 'x', second ? STYLE_new_y : STYLE_new_x);
    if (chosen)
        grid_flag(stage->grid, x, stage->area.y, 1, GRID_BOLD);
    int used = panel_say_fitting(stage->grid, x + 3, stage->area.y, end - x - 3, style, stage->picture, words,
                                 PANEL_ARGUMENTS(NUMBER(first), NUMBER(first + half - 1), NUMBER(half)));
    if (chosen)
        grid_flag(stage->grid, x + 3, stage->area.y, used, GRID_BOLD);
}

static void draw_titles(const struct swiss_stage *stage)
{
    const struct swiss_reading *reading = stage->reading;
    int x = stage->lane[SWISS_OLD], y = stage->area.y, end = stage->area.x + stage->area.width - 1;
    int gate = stage->gate - 3, room = stage->lane[SWISS_X] - gate, bit, value;
    /* The same for all bits, so that nothing moves when one is shown. */
    bool has_room = panel_width(stage->picture, WORD_SWISS_STAGE_BIT, PANEL_ARGUMENTS(NUMBER(63))) < room;
    int left = (has_room ? gate : stage->lane[SWISS_X]) - 1;
    x += panel_say(stage->grid, x, y, left - x, STYLE_title, stage->picture, WORD_SWISS_STAGE_OLD, NULL) +
         (has_room ? 2 : 1);
    panel_say_fitting(
        stage->grid, x, y, left - x, STYLE_label, stage->picture,
        PANEL_WORDS(WORD_SWISS_STAGE_MOVED, WORD_SWISS_STAGE_MOVED_SHORT, WORD_SWISS_STAGE_MOVED_LEAST),
        PANEL_ARGUMENTS(NUMBER(reading->moved), NUMBER(reading->to_move), NUMBER(stage->half)));
    if (has_room && read_bit(stage, &bit, &value))
        panel_say(stage->grid, gate, y, room, STYLE_strong, stage->picture, WORD_SWISS_STAGE_BIT,
                  PANEL_ARGUMENTS(NUMBER(bit)));
    say_side(stage, SWISS_X, stage->lane[SWISS_Y] - 1);
    say_side(stage, SWISS_Y, end);
}

/* ---- the bit, and the entry on its way */

/* The bit stands beside the band and points to its side; of an entry that came to another group than its own, that is named below. */
static void draw_bit(const struct swiss_stage *stage)
{
    const struct swiss_reading *reading = stage->reading;
    const struct swiss_block *block = reading->lifted ? swiss_find_block(stage, reading->from) : NULL;
    int bit, value, room = stage->lane[SWISS_X] - stage->gate + 2;
    uint64_t home;
    if (block == NULL || !swiss_is_in_area(stage, block->y) || !read_bit(stage, &bit, &value))
        return;
    enum style style = value != 0 ? STYLE_new_y : STYLE_new_x;
    grid_format(stage->grid, stage->gate - 1, block->y, 3, style, "[%d]", value);
    grid_flag(stage->grid, stage->gate - 1, block->y, 3, GRID_BOLD);
    if (stage->shape.lines < 2 || !swiss_is_in_area(stage, block->y + 1))
        return;
    grid_put(stage->grid, stage->gate, block->y + 1, value != 0 ? 'y' : 'x', style);
    grid_put(stage->grid, stage->gate + 1, block->y + 1, 0x203a, style);
    int below = block->y + 2;
    if (was_displaced(stage, &home) && swiss_is_in_area(stage, below) &&
        (stage->shape.lines > 2 || stage->shape.gap > 0))
        panel_say_fitting(stage->grid, stage->gate - 3, below, room, STYLE_probe, stage->picture,
                          PANEL_WORDS(WORD_SWISS_STAGE_HOME, WORD_SWISS_STAGE_HOME_SHORT),
                          PANEL_ARGUMENTS(NUMBER(home)));
}

static void draw_flight(const struct swiss_stage *stage)
{
    const struct swiss_reading *reading = stage->reading;
    const struct now *now = reading->now;
    int x0, y0, x1, y1;
    if (!reading->moving || !now->under_way || now->event.kind != SWISS_travel ||
        stage->picture->look->motion != MOTION_FULL || stage->shape.key == 1)
        return;
    const struct swiss_block *from = swiss_find_block(stage, reading->from),
                             *to = swiss_find_block(stage, reading->to);
    if (from == NULL || to == NULL)
        return;
    swiss_slot_at(stage, from, reading->from_slot, &x0, &y0);
    swiss_slot_at(stage, to, reading->to_slot, &x1, &y1);
    int below0 = from->y + stage->shape.lines, below1 = to->y + stage->shape.lines;
    if (stage->shape.gap > 0 && swiss_is_in_area(stage, below0) && swiss_is_in_area(stage, below1)) {
        y0 = below0; /* along the blank line below its band, where it covers no key */
        y1 = below1;
    }
    int64_t eased = panel_eased(now->phase), down = (int64_t)(y1 - y0) * eased;
    int x = x0 + (int)((x1 - x0) * eased / 1000), y = y0 + (int)((down + (down < 0 ? -500 : 500)) / 1000);
    if (!swiss_is_in_area(stage, y))
        return;
    char room[64];
    struct text text = text_in(room, sizeof room);
    text_add(&text, "[");
    swiss_add_key(stage, reading->key, stage->shape.key > 1 ? stage->shape.key : 8, &text);
    text_add(&text, "]");
    grid_text(stage->grid, x - 1, y, -1, STYLE_moving, text_string(&text));
    text_free(&text);
}

/* The band in hand is seen to be one thing: all its lines have a ground of their own. */
static void draw_ground(const struct swiss_stage *stage)
{
    const struct swiss_block *block =
        stage->reading->lifted ? swiss_find_block(stage, stage->reading->from) : NULL;
    int end = stage->lane[SWISS_Y] + stage->shape.width + 1 - stage->area.x;
    for (int line = 0; block != NULL && line < stage->shape.lines && swiss_is_in_area(stage, block->y + line);
         line++)
        grid_flag(stage->grid, stage->area.x, block->y + line, end, GRID_GROUND);
}

/* Where not all bands are in sight: all of each lane in a line. Returns the lines that it took. */
static int draw_strips(const struct swiss_stage *stage, int y)
{
    struct swiss_place first;
    uint32_t old;
    uint64_t groups = swiss_stage_groups(stage, stage->reading->left_behind, &old);
    int left = stage->shape.digits + 1, width = stage->shape.width - left;
    if (groups > 0)
        swiss_draw_strip(stage, stage->lane[SWISS_OLD] + left, y, width, (struct swiss_place){old, 0},
                         groups);
    for (enum swiss_side side = SWISS_X; side <= SWISS_Y; side++) {
        if (new_group(stage, 0, side, &first) &&
            new_group(stage, stage->half - 1, side, &(struct swiss_place){0}))
            swiss_draw_strip(stage, stage->lane[side] + left, y, width, first, stage->half);
    }
    return 1;
}

void swiss_draw_lanes(struct swiss_stage *stage)
{
    enum { LEAST_WITH_DIRECTORY = 5, LEAST_WITH_STRIPS = 6 };
    const struct swiss_reading *reading = stage->reading;
    struct area area = {stage->area.x, stage->area.y + 1, stage->area.width, stage->area.height - 1};
    stage->half = reading->slots_before / SWISS_SLOTS;
    stage->half = stage->half > 0 ? stage->half : 1;
    if (stage->table !=
        reading->left_behind) /* the viewer is elsewhere, or it stands in no directory any more */
        stage->before = 0;
    stage->table = reading->left_behind;
    if (area.height >= LEAST_WITH_DIRECTORY) {
        int used = swiss_draw_directory(stage, area);
        area.y += used;
        area.height -= used;
    }
    choose_columns(stage, area.height);
    bool strips = (uint64_t)swiss_shape_rows(&stage->shape, area.height) < stage->half &&
                  area.height >= LEAST_WITH_STRIPS - 1;
    if (strips) {
        area.y++;
        area.height--;
    }
    place_bands(stage, area);
    glide(stage);
    if (strips)
        draw_strips(stage, area.y - 1);
    swiss_read_keys(stage);
    draw_titles(stage);
    for (int i = 0; i < stage->count; i++)
        swiss_draw_block(stage, &stage->blocks[i]);
    draw_bit(stage);
    draw_ground(stage);
    draw_flight(stage);
}
