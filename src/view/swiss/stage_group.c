/* A group on the stage: its plate, its number, its control word, its slots, and what happens to them. */
#include "view/swiss/stage.h"

/* A slot has one look: the one that matters most now. */
enum emphasis { QUIET, CHANGED, LOOKED, OTHER_KEY, SAME_KEY, TARGET, IN_HAND };

struct shown {
    uint8_t control;
    value_id key, elem;
    bool changed;
};

uint64_t swiss_stage_groups(const struct swiss_stage *stage, uint32_t table, uint32_t *region)
{
    const struct swiss *map = &stage->reading->map;
    const struct memory *memory = map->memory;
    if (table == 0 || !memory_holds(memory, table))
        return 0;
    if (memory->regions[table].kind == SWISS_GROUPS) { /* the one of a small map */
        *region = table;
        return 1;
    }
    if (memory->regions[table].kind != SWISS_TABLE)
        return 0;
    *region = (uint32_t)swiss_table_word(map, table, SWISS_TABLE_GROUPS);
    if (*region == 0 || !memory_holds(memory, *region) || memory->regions[*region].kind != SWISS_GROUPS)
        return 0;
    uint64_t groups = swiss_table_groups(map, table), most = memory->regions[*region].count;
    return groups < most ? groups : most;
}

bool swiss_has_moved(const struct swiss_stage *stage, struct swiss_place group, int slot)
{
    const struct swiss_reading *reading = stage->reading;
    if (!reading->lifted)
        return reading->moved > 0 && reading->moved >= reading->to_move;
    if (group.index != reading->from.index)
        return group.index < reading->from.index;
    return slot < reading->from_slot ||
           (slot == reading->from_slot && reading->now->event.kind == SWISS_moved);
}

static struct place cell_of(const struct swiss_block *block, enum swiss_field field, int slot)
{
    return (struct place){block->group.region, block->group.index, (uint8_t)field, (uint8_t)slot};
}

static struct shown read_slot(const struct swiss_stage *stage, const struct swiss_block *block, int slot)
{
    const struct swiss_group *group = swiss_group(&stage->reading->map, block->group);
    const struct now *now = stage->reading->now;
    struct shown shown = {group->control[slot], group->key[slot], group->elem[slot], false};
    uint64_t before[3];
    bool changed[3];
    for (int field = 0; field < 3; field++) {
        changed[field] = now_changed(now, cell_of(block, (enum swiss_field)field, slot), &before[field]);
        shown.changed |= changed[field];
    }
    if (!stage->picture->look->before)
        return shown;
    shown.control = changed[0] ? (uint8_t)before[0] : shown.control;
    shown.key = changed[1] ? (value_id)before[1] : shown.key;
    shown.elem = changed[2] ? (value_id)before[2] : shown.elem;
    return shown;
}

static bool is_at(struct swiss_place place, int its, const struct swiss_block *block, int slot)
{
    return place.region == block->group.region && place.index == block->group.index && its == slot;
}

static enum emphasis emphasis_of_move(const struct swiss_reading *reading, const struct swiss_block *block,
                                      int slot)
{
    const struct now *now = reading->now;
    bool landed = now->event.kind == SWISS_moved, away = reading->moving && (now->under_way || landed);
    if (!away && is_at(reading->from, reading->from_slot, block, slot))
        return IN_HAND;
    if (reading->moving && is_at(reading->to, reading->to_slot, block, slot))
        return landed ? IN_HAND : TARGET;
    return QUIET;
}

static enum emphasis emphasis_of_event(const struct swiss_reading *reading, const struct swiss_block *block,
                                       int slot)
{
    const struct event *event = &reading->now->event;
    if (!reading->now->has_event)
        return QUIET;
    if (reading->growing && reading->lifted)
        return emphasis_of_move(reading, block, slot);
    if (!is_at((struct swiss_place){event->region, event->index}, event->slot, block, slot))
        return QUIET;
    switch (event->kind) {
    case SWISS_compare:
        return event->after != 0 ? SAME_KEY : OTHER_KEY;
    case SWISS_found:
        return SAME_KEY;
    case SWISS_remember:
    case SWISS_stop:
    case SWISS_lookup:
    case SWISS_skip:
        return LOOKED;
    case SWISS_placed:
    case SWISS_updated:
    case SWISS_removed:
    case SWISS_deliver:
        return IN_HAND;
    default:
        return QUIET;
    }
}

static enum emphasis emphasis_of(const struct swiss_stage *stage, const struct swiss_block *block, int slot,
                                 const struct shown *shown)
{
    enum emphasis emphasis = emphasis_of_event(stage->reading, block, slot);
    if (emphasis == IN_HAND && now_is_over(stage->reading->now))
        emphasis = CHANGED;
    if (emphasis == QUIET && stage->has_found && is_at(stage->found.group, stage->found.slot, block, slot))
        return LOOKED;
    return emphasis == QUIET && shown->changed && block->side == SWISS_AT_REST ? CHANGED : emphasis;
}

/* The number of a group among those of all tables, as the cursor counts; -1 of one that stands in none. */
static int64_t row_of(const struct swiss_stage *stage, const struct swiss_block *block)
{
    uint32_t region;
    bool known = swiss_stage_groups(stage, stage->table, &region) > 0 && region == block->group.region;
    if (swiss_word(&stage->reading->map, SWISS_WORD_GROUP) == block->group.region)
        return 0;
    return known ? (int64_t)(stage->before + block->group.index) : -1;
}

static bool is_under_cursor(const struct swiss_stage *stage, const struct swiss_block *block, int slot)
{
    const struct look *look = stage->picture->look;
    return look->on_buckets && look->cursor.pane == 0 && look->cursor.slot == slot &&
           look->cursor.row == row_of(stage, block);
}

/* A slot; with -1 all of a group, or with a link of 1 all of its table. */
static bool is_place(const struct swiss_stage *stage, const struct cursor *place,
                     const struct swiss_block *block, int slot)
{
    int64_t row = row_of(stage, block);
    if (place->pane != 0 || row < 0)
        return false;
    return place->link > 0 ? place->row == (int64_t)stage->before
                           : place->row == row && (place->slot < 0 || place->slot == slot);
}

/* Whether somebody points at the slot, or at the key that lies there. */
static bool is_pointed_at(const struct swiss_stage *stage, const struct swiss_block *block, int slot,
                          const struct shown *shown)
{
    const struct look *look = stage->picture->look;
    bool pointed = false;
    for (int i = 0; i < look->point_count; i++) {
        const struct point *point = &look->points[i];
        pointed |= point->what == POINT_KEY && shown->control < SWISS_EMPTY && point->key == shown->key;
        pointed |= point->what == POINT_PLACE && is_place(stage, &point->place, block, slot);
    }
    return pointed;
}

/* ---- the control word */

/* The eight-way match: of the group that was compared last, all equal bytes at once. */
static bool is_matched(const struct swiss_stage *stage, const struct swiss_block *block, int slot)
{
    const struct swiss_reading *reading = stage->reading;
    if (!reading->searching || reading->way.count == 0 || now_is_over(reading->now) ||
        reading->compared != reading->way.all || (reading->matched >> slot & 1) == 0)
        return false;
    return is_at(reading->way.visited[reading->way.count - 1], 0, block, 0);
}

static bool is_compared_now(const struct swiss_stage *stage, const struct swiss_block *block)
{
    const struct now *now = stage->reading->now;
    return now->has_event && now->event.kind == SWISS_match &&
           is_at((struct swiss_place){now->event.region, now->event.index}, 0, block, 0);
}

static enum style side_style(enum swiss_side side)
{
    return side == SWISS_OLD ? STYLE_old
           : side == SWISS_X ? STYLE_new_x
           : side == SWISS_Y ? STYLE_new_y
                             : STYLE_entry;
}

static void draw_tag(const struct swiss_stage *stage, const struct swiss_block *block, int slot,
                     const struct shown *shown, enum emphasis emphasis)
{
    int x, y;
    bool word_only = stage->shape.key == 0;
    swiss_tag_at(stage, block, slot, &x, &y);
    if (shown->control == SWISS_EMPTY) {
        grid_text(stage->grid, x, y, 2, STYLE_dim, "··");
    } else if (shown->control >= SWISS_EMPTY) {
        grid_text(stage->grid, x, y, 2, STYLE_tombstone, "††");
    } else {
        bool matched = is_matched(stage, block, slot);
        enum style style = matched                                     ? STYLE_match
                           : is_compared_now(stage, block)             ? STYLE_other
                           : word_only && block->side != SWISS_AT_REST ? side_style(block->side)
                                                                       : STYLE_label;
        grid_format(stage->grid, x, y, 2, style, "%02x", shown->control);
        if (matched) {
            grid_flag(stage->grid, x, y, 2, GRID_BOLD);
            if (!stage->shape.pairs)
                grid_put(stage->grid, x - 1, y, '=', STYLE_match);
        }
    }
    if (emphasis >= TARGET || (emphasis == CHANGED && word_only))
        grid_restyle(stage->grid, x, y, 2, emphasis == CHANGED ? STYLE_changed : STYLE_strong);
}

/* ---- slots */

/* What the viewer wants to see of one (F2): its key, with its value where there is room, its value, or its control byte. */
static void add_entry(const struct swiss_stage *stage, const struct shown *shown, int room, struct text *text)
{
    enum { ROOM_OF_VALUES = 10, LEAST_VALUE = 2 };
    enum cell_content cells = stage->picture->look->cells;
    if (cells == CELLS_VALUE)
        panel_value(stage->picture, shown->elem, room, text);
    else if (cells == CELLS_TOPHASH)
        text_format(text, "%02x", shown->control);
    if (cells != CELLS_KEY)
        return;
    swiss_add_key(stage, shown->key, room, text);
    int left = room - text_width(text_string(text), text->length) - 1;
    if (room < ROOM_OF_VALUES || left < LEAST_VALUE || shown->elem == VALUE_NONE)
        return;
    text_add(text, "=");
    panel_value(stage->picture, shown->elem, left, text);
}

/* Returns the style of what it holds, whatever happens to it. */
static enum style slot_text(const struct swiss_stage *stage, const struct swiss_block *block, int slot,
                            const struct shown *shown, struct text *text)
{
    enum { ROOM_OF_MOVED = 5 };
    int room = stage->shape.key;
    if (shown->control == SWISS_EMPTY) {
        text_add(text, "·");
        return STYLE_dim;
    }
    if (shown->control >= SWISS_EMPTY) {
        text_add(text, "†");
        return STYLE_tombstone;
    }
    if (block->side == SWISS_OLD && swiss_has_moved(stage, block->group, slot)) {
        text_add(text, "▸");
        if (room >= ROOM_OF_MOVED)
            swiss_add_key(stage, shown->key, room - 1, text);
        return STYLE_aside;
    }
    if (room == 1)
        text_add(text, "▪");
    else
        add_entry(stage, shown, room, text);
    return side_style(block->side);
}

static enum style emphasis_style(enum emphasis emphasis, enum style quiet, enum swiss_side side)
{
    switch (emphasis) {
    case CHANGED:
        return STYLE_changed;
    case LOOKED:
    case OTHER_KEY:
        return STYLE_probe;
    case SAME_KEY:
        return STYLE_match;
    case TARGET:
        return side == SWISS_Y ? STYLE_target_y : STYLE_target_x;
    case IN_HAND:
        return STYLE_moving;
    default:
        return quiet;
    }
}

/* In the blanks around a slot, so that it is seen without colours, too. */
static void draw_brackets(const struct swiss_stage *stage, int x, int y, int used, enum emphasis emphasis,
                          enum style style)
{
    static const uint32_t pairs[][2] = {
        [LOOKED] = {'(', ')'}, [OTHER_KEY] = {0x2260, 0}, [SAME_KEY] = {'=', 0}, [IN_HAND] = {'[', ']'}};
    if (stage->shape.key == 1 || emphasis < LOOKED || emphasis == TARGET)
        return;
    grid_put(stage->grid, x - 1, y, pairs[emphasis][0], style);
    if (pairs[emphasis][1] != 0)
        grid_put(stage->grid, x + used, y, pairs[emphasis][1], style);
}

/* What lights a slot up beside what happens to it. */
static void light_slot(const struct swiss_stage *stage, const struct swiss_block *block, int slot,
                       const struct shown *shown, int used)
{
    int x, y;
    swiss_slot_at(stage, block, slot, &x, &y);
    if (is_pointed_at(stage, block, slot, shown))
        grid_flag(stage->grid, x, y, used, GRID_REVERSE | GRID_BOLD);
    if (!is_under_cursor(stage, block, slot))
        return;
    grid_flag(stage->grid, x, y, used, GRID_REVERSE);
    stage->grid->cursor_x = x;
    stage->grid->cursor_y = y;
}

/* What stands in it; returns its columns. */
static int put_slot(const struct swiss_stage *stage, const struct swiss_block *block, int slot,
                    const struct shown *shown, enum emphasis emphasis)
{
    char room[64];
    struct text text = text_in(room, sizeof room);
    int x, y;
    swiss_slot_at(stage, block, slot, &x, &y);
    enum style style = emphasis_style(emphasis, slot_text(stage, block, slot, shown, &text), block->side);
    if (emphasis == TARGET || (emphasis == IN_HAND && stage->shape.key == 1)) {
        text_clear(&text);
        text_add(&text, emphasis == TARGET ? "□" : "■");
    }
    int used = grid_text(stage->grid, x, y, stage->shape.key, style, text_string(&text));
    if (emphasis == CHANGED)
        grid_flag(stage->grid, x, y, used, GRID_UNDERLINE);
    draw_brackets(stage, x, y, used, emphasis, style);
    text_free(&text);
    return used;
}

/* Beside what a loop has delivered stands a mark, and another one where it did so last: before a slot, or before the control byte that
   stands for it. Signs have no blanks between them; there it takes the entry's place. */
static void draw_loop(const struct swiss_stage *stage, const struct swiss_block *block, int slot,
                      const struct shown *shown)
{
    const struct swiss_loop *loop = stage->loop;
    bool sign = stage->shape.key == 1, last = loop->slot >= 0 && is_at(loop->group, loop->slot, block, slot);
    bool moved = block->side == SWISS_OLD && swiss_has_moved(stage, block->group, slot);
    int x, y;
    if (!loop->there ||
        (!last && (shown->control >= SWISS_EMPTY || (sign && moved) ||
                   !swiss_loop_has_delivered(loop, &stage->reading->map, shown->key, block->group, slot))))
        return;
    swiss_slot_at(stage, block, slot, &x, &y);
    grid_put(stage->grid, sign ? x : x - 1, y, last ? 0x00bb : '*', last ? STYLE_frontier : STYLE_strong);
}

static void draw_slot(const struct swiss_stage *stage, const struct swiss_block *block, int slot)
{
    struct shown shown = read_slot(stage, block, slot);
    enum emphasis emphasis = emphasis_of(stage, block, slot, &shown);
    int x, y, used = 2;
    if (stage->shape.tag > 0 && swiss_is_in_area(stage, block->y))
        draw_tag(stage, block, slot, &shown, emphasis);
    swiss_slot_at(stage, block, slot, &x, &y);
    if (!swiss_is_in_area(stage, y))
        return;
    if (stage->shape.key > 0) {
        used = put_slot(stage, block, slot, &shown, emphasis);
    } else if (emphasis >= LOOKED) { /* the control byte stands for the slot */
        enum style style = emphasis_style(emphasis, STYLE_entry, block->side);
        swiss_tag_at(stage, block, slot, &x, &y);
        grid_restyle(stage->grid, x, y, used, style);
        draw_brackets(stage, x, y, used, emphasis, style);
    }
    if (emphasis < LOOKED)
        draw_loop(stage, block, slot, &shown);
    light_slot(stage, block, slot, &shown, used);
}

/* ---- the block */

static bool is_in_hand(const struct swiss_stage *stage, const struct swiss_block *block)
{
    const struct swiss_reading *reading = stage->reading;
    if (block->side == SWISS_OLD)
        return reading->lifted && is_at(reading->from, 0, block, 0);
    if (block->side != SWISS_AT_REST)
        return reading->moving && is_at(reading->to, 0, block, 0);
    return reading->has_group && is_at(reading->group, 0, block, 0);
}

static void draw_number(const struct swiss_stage *stage, const struct swiss_block *block)
{
    const struct swiss_shape *shape = &stage->shape;
    int x = block->x + shape->margin;
    bool hand = is_in_hand(stage, block);
    enum style style = !hand || block->side == SWISS_AT_REST || block->side == SWISS_OLD
                           ? (hand ? STYLE_strong : STYLE_label)
                           : side_style(block->side);
    grid_format(stage->grid, x, block->y, shape->digits, style, "%*u", shape->digits, block->group.index);
    if (hand)
        grid_flag(stage->grid, x, block->y, shape->digits, GRID_BOLD);
    for (int line = 1; line < shape->lines && swiss_is_in_area(stage, block->y + line); line++)
        grid_put(stage->grid, x + shape->digits - 1, block->y + line,
                 line + 1 < shape->lines ? 0x2502 : 0x2570, hand ? style : STYLE_dim);
}

/* Where no blank line parts the blocks every other one has a plate. */
static bool has_card(const struct swiss_stage *stage, const struct swiss_block *block)
{
    const struct swiss_shape *shape = &stage->shape;
    return shape->key != 1 &&
           (shape->gap > 0 || (block->y / shape->lines) % 2 == 0 || is_in_hand(stage, block));
}

void swiss_draw_block(const struct swiss_stage *stage, const struct swiss_block *block)
{
    const struct swiss_shape *shape = &stage->shape;
    if (!swiss_is_in_area(stage, block->y))
        return;
    draw_number(stage, block);
    for (int slot = 0; slot < SWISS_SLOTS; slot++)
        draw_slot(stage, block, slot);
    if (!has_card(stage, block))
        return;
    int begin = shape->margin + shape->digits + (shape->word > shape->margin + shape->digits + 1);
    int end = shape->key == 0 ? shape->word + SWISS_SLOTS * shape->tag
                              : shape->slots + shape->a_line * shape->pitch;
    for (int line = 0; line < shape->lines && swiss_is_in_area(stage, block->y + line); line++)
        grid_flag(stage->grid, block->x + begin, block->y + line, end - begin, GRID_CARD);
}
