/* The way of a search: its groups in the order in which they were come to. */
#include "view/swiss/stage.h"

uint64_t swiss_path_order(const struct swiss_stage *stage, struct swiss_place group)
{
    const struct swiss_way *way = stage->way;
    for (int i = 0; way != NULL && i < way->count; i++) {
        if (way->visited[i].region == group.region && way->visited[i].index == group.index)
            return way->all - (uint64_t)(way->count - 1 - i);
    }
    return 0;
}

/* Of two groups that stand in one column: a line beside them, from one to the other, where nothing else stands. */
static void join(const struct swiss_stage *stage, const struct swiss_block *from,
                 const struct swiss_block *to)
{
    int step = to->y > from->y ? 1 : -1;
    if (from->x != to->x)
        return;
    for (int y = from->y + step; y != to->y; y += step) {
        const struct cell *cell = grid_cell(stage->grid, from->x, y);
        if (cell != NULL && cell->rune == ' ')
            grid_put(stage->grid, from->x, y, 0x2502, STYLE_probe);
    }
}

/* 1 to 9, then letters; where there is no room to tell it from the group's number, the sign alone. */
static void draw_order(const struct swiss_stage *stage, const struct swiss_block *block, uint64_t order,
                       bool last)
{
    enum { DIGITS = 10, LETTERS = 26, SIGN = 0x203a };
    uint64_t letter = order - DIGITS < LETTERS ? order - DIGITS : LETTERS - 1;
    uint32_t rune = order < DIGITS ? '0' + (uint32_t)order : 'a' + (uint32_t)letter;
    int margin = stage->shape.margin;
    if (margin > 1)
        grid_put(stage->grid, block->x, block->y, rune, STYLE_probe);
    grid_put(stage->grid, block->x + margin - 1, block->y, SIGN, STYLE_probe);
    if (last)
        grid_flag(stage->grid, block->x, block->y, margin, GRID_BOLD);
}

void swiss_draw_path(const struct swiss_stage *stage)
{
    const struct swiss_way *way = stage->way;
    if (way == NULL)
        return;
    for (int i = 0; i < way->count; i++) {
        const struct swiss_block *block = swiss_find_block(stage, way->visited[i]);
        if (block != NULL && swiss_is_in_area(stage, block->y))
            draw_order(stage, block, swiss_path_order(stage, block->group), i == way->count - 1);
    }
    for (int i = 1; i < way->count; i++) {
        const struct swiss_block *from = swiss_find_block(stage, way->visited[i - 1]),
                                 *to = swiss_find_block(stage, way->visited[i]);
        if (from != NULL && to != NULL)
            join(stage, from, to);
    }
}

static void say_at_end(const struct swiss_stage *stage, int x, int y, enum style style,
                       const enum word *words, const char *const *arguments)
{
    int end = stage->area.x + stage->area.width - 1, width;
    do {
        width = panel_width(stage->picture, *words, arguments);
    } while (end - width <= x + 1 && *++words != WORD_NONE);
    if (*words != WORD_NONE)
        panel_say(stage->grid, end - width, y, width, style, stage->picture, *words, arguments);
}

/* Why a slot became a tombstone, or did not. */
static bool say_why(const struct swiss_stage *stage, int x, int y)
{
    const struct now *now = stage->reading->now;
    if (!now->has_event || now->mark == NULL || stage->table == 0)
        return false;
    const struct event event = now_is_over(now) ? now_last_step(stage->picture, now) : now->event;
    if (event.kind != SWISS_removed)
        return false;
    const enum word full[] = {WORD_SWISS_STAGE_TOMBSTONE, WORD_SWISS_STAGE_TOMBSTONE_SHORT, WORD_NONE};
    const enum word not [] = {WORD_SWISS_STAGE_EMPTIED, WORD_SWISS_STAGE_EMPTIED_SHORT, WORD_NONE};
    say_at_end(stage, x, y, event.after != 0 ? STYLE_tombstone : STYLE_label, event.after != 0 ? full : not,
               PANEL_ARGUMENTS(NUMBER(event.index)));
    return true;
}

void swiss_say_path(const struct swiss_stage *stage, int x, int y)
{
    enum { MOST_SAID = 6 };
    const struct swiss_way *way = stage->way;
    struct text groups = {0};
    int first = 0;
    if ((!stage->has_found && say_why(stage, x, y)) || way == NULL || way->count == 0)
        return;
    if (way->count > MOST_SAID)
        first = way->count - MOST_SAID;
    if (first > 0 || way->all > (uint64_t)way->count)
        text_add(&groups, "… ");
    for (int i = first; i < way->count; i++)
        text_format(&groups, "%s%u", i > first ? " → " : "", way->visited[i].index);
    say_at_end(stage, x, y, STYLE_strong, PANEL_WORDS(WORD_SWISS_STAGE_PATH, WORD_SWISS_STAGE_PATH_SHORT),
               PANEL_ARGUMENTS(text_string(&groups), NUMBER(way->all)));
    text_free(&groups);
}
