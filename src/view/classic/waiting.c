/*
 * Old buckets that have yet to move, below the bands (view pending): since when they wait, and by what each would move. As many of
 * them as there is room for, those whose turn comes first; what is not shown is not looked at.
 */
#include "view/classic/stage.h"

#include "base/number.h"
#include "model/classic/summary.h"

#include <string.h>

enum { MOST_SHOWN = 48, NARROW = 32, WIDE = 58, APART = 2 };

static int columns_of(const struct area *area, int width)
{
    int columns = (area->width - 2 + APART) / (width + APART);
    return columns > 0 ? columns : 1;
}

static int cell_width(const struct area *area)
{
    return area->width >= WIDTH_OF_GAPS   ? WIDE
           : area->width >= WIDTH_OF_KEYS ? (area->width - 2 - APART) / 2
                                          : NARROW;
}

/* As tall as all old buckets need, whether they have moved or not: within a growth nothing else may move for it. */
struct area waiting_take(const struct stage *stage, struct area *area)
{
    struct area taken = {area->x, area->y + area->height, area->width, 0};
    const struct classic *map = &stage->reading->map;
    if (!stage->picture->look->pending || area->height < WAITING_LEAST)
        return taken;
    uint64_t count = classic_old_bucket_count(map), columns = (uint64_t)columns_of(area, cell_width(area));
    uint64_t lines = (count + columns - 1) / columns;
    int most = area->height / 3;
    int rows = lines < (uint64_t)most ? (int)lines + 1 : most;
    area->height -= rows;
    taken.y -= rows;
    taken.height = rows;
    return taken;
}

/* Commands that came after the one by which the growth began, the present one among them. False: that is forgotten. */
static bool commands_since(const struct stage *stage, uint64_t *commands)
{
    const struct timeline *timeline = stage->picture->timeline;
    position grow;
    if (stage->reading->now->mark == NULL || timeline->end == timeline->first)
        return false;
    struct now now = *stage->reading->now;
    struct reading reading = {.map = stage->reading->map, .now = &now};
    if (!reading_growth(stage->picture, &reading, &grow))
        return false;
    const struct mark *began = timeline_mark_of(timeline, grow);
    if (began == NULL)
        return false;
    *commands = timeline_mark_number(timeline, now.mark) - timeline_mark_number(timeline, began);
    return true;
}

/* One that waits, and how many writes may come before the one that moves it at the latest. */
static void draw_cell(const struct stage *stage, uint64_t old, uint64_t writes, int x, int y, int width)
{
    const struct classic *map = &stage->reading->map;
    struct text bits = {0};
    int count = number_log2(classic_old_bucket_count(map)),
        digits = number_digits(classic_old_bucket_count(map));
    for (int i = count - 1; i >= 0; i--)
        text_add(&bits, old >> i & 1 ? "1" : "0");
    if (old == classic_register(map, REGISTER_NEVACUATE))
        grid_put(stage->grid, x, y, 0x25b6, STYLE_frontier);
    grid_format(stage->grid, x + 2, y, digits, STYLE_old, "%*llu", digits, (unsigned long long)old);
    x += digits + 3;
    width -= digits + 3;
    /* A delete from an empty map returns before it moves anything. */
    bool empty = classic_register(map, REGISTER_COUNT) == 0;
    const char *const *arguments = PANEL_ARGUMENTS(
        NUMBER(writes), text_string(&bits),
        stage->picture->words->texts[empty ? WORD_CLASSIC_WAITING_INSERT : WORD_CLASSIC_WAITING_WRITE]);
    if (count == 0)
        panel_say(stage->grid, x, y, width, STYLE_plain, stage->picture, WORD_CLASSIC_WAITING_ONE, arguments);
    else if (writes == 0)
        panel_say_fitting(stage->grid, x, y, width, STYLE_strong, stage->picture,
                          PANEL_WORDS(WORD_CLASSIC_WAITING_NEXT, WORD_CLASSIC_WAITING_NEXT_SHORT), arguments);
    else
        panel_say_fitting(stage->grid, x, y, width, STYLE_plain, stage->picture,
                          PANEL_WORDS(WORD_CLASSIC_WAITING_AFTER, WORD_CLASSIC_WAITING_AFTER_SHORT,
                                      WORD_CLASSIC_WAITING_AFTER_SHORTEST),
                          arguments);
    text_free(&bits);
}

static void draw_title(const struct stage *stage, const struct area *area, uint64_t left, uint64_t shown)
{
    const struct classic *map = &stage->reading->map;
    int x = area->x + 2, end = area->x + area->width - 1;
    uint64_t commands, count = classic_old_bucket_count(map);
    bool known = commands_since(stage, &commands);
    x +=
        panel_say(stage->grid, x, area->y, end - x, STYLE_title, stage->picture, WORD_CLASSIC_WAITING, NULL) +
        2;
    if (count == 0 || left == 0) {
        bool moves = (classic_register(map, REGISTER_FLAGS) & FLAG_WRITING) != 0;
        panel_say(stage->grid, x, area->y, end - x, STYLE_label, stage->picture,
                  count == 0 ? WORD_CLASSIC_WAITING_NOBODY
                  : moves    ? WORD_CLASSIC_WAITING_LAST
                             : WORD_CLASSIC_WAITING_MARK,
                  PANEL_ARGUMENTS(GROUPED(classic_register(map, REGISTER_NEVACUATE))));
        return;
    }
    x += panel_say(stage->grid, x, area->y, end - x, STYLE_label, stage->picture,
                   !known         ? WORD_CLASSIC_WAITING_LONG
                   : commands > 0 ? WORD_CLASSIC_WAITING_FACTS
                                  : WORD_CLASSIC_WAITING_MOVED,
                   PANEL_ARGUMENTS(GROUPED(left), GROUPED(count), GROUPED(known ? commands : 0))) +
         2;
    if (left > shown)
        panel_say(stage->grid, x, area->y, end - x, STYLE_label, stage->picture, WORD_CLASSIC_WAITING_MORE,
                  PANEL_ARGUMENTS(GROUPED(left - shown)));
}

void waiting_draw(const struct stage *stage)
{
    const struct area *area = &stage->waiting;
    const struct classic *map = &stage->reading->map;
    uint64_t count = classic_old_bucket_count(map),
             left = count - (count > 0 ? classic_evacuated_count(map) : 0);
    int width = cell_width(area), columns = columns_of(area, width);
    uint64_t room = (uint64_t)columns * (uint64_t)(area->height > 0 ? area->height - 1 : 0),
             shown = room < MOST_SHOWN ? room : MOST_SHOWN;
    if (area->height == 0)
        return;
    shown = shown < left ? shown : left;
    draw_title(stage, area, left, shown);
    uint64_t old = count > 0 ? classic_unmoved_from(map, 0) : 0, writes = 0,
             mark = classic_register(map, REGISTER_NEVACUATE);
    for (uint64_t i = 0; i < shown && old < count; i++, old = classic_unmoved_from(map, old + 1)) {
        for (; mark < old; writes++)
            mark = classic_mark_behind(map, mark);
        draw_cell(stage, old, writes, area->x + 1 + (int)(i % (uint64_t)columns) * (width + APART),
                  area->y + 1 + (int)(i / (uint64_t)columns), width);
    }
}
