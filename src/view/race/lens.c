/* The lens: what the step did to its cell, and what each goroutine would do next. */
#include "model/race/say.h"
#include "view/race/panels.h"

/* While an operation begins, the step before it. */
static void draw_access(struct grid *grid, struct area area, const struct picture *picture,
                        const struct race_reading *reading)
{
    const struct race_settled *its = &reading->its;
    unsigned actor = reading->has_step ? reading->actor : its->actor;
    const struct race_done *done = reading->has_step ? &reading->done : &its->last;
    struct text text = {0};
    if (reading->has_step || its->steps > 0) {
        race_add_access(&its->setup, actor, done, picture->words, &text);
        grid_text(grid, area.x, area.y, area.width, STYLE_moving, text_string(&text));
    } else {
        panel_say(grid, area.x, area.y, area.width, STYLE_label, picture, WORD_RACE_LENS_NOTHING, NULL);
    }
    text_free(&text);
}

/* Where there are rows, one for each; else side by side. */
static void draw_next(struct grid *grid, struct area area, const struct picture *picture,
                      const struct race_reading *reading)
{
    int x = area.x +
            panel_say(grid, area.x, area.y, area.width, STYLE_label, picture, WORD_RACE_LENS_NEXT, NULL) + 1;
    int end = area.x + area.width, begin = x, y = area.y;
    for (unsigned g = 0; g < reading->its.setup.goroutines; g++) {
        struct race_done next;
        struct text text = {0};
        if (!race_enabled(&reading->its.setup, &reading->its.state, g))
            continue;
        race_peek(&reading->its.setup, &reading->its.state, g, &next);
        race_add_access(&reading->its.setup, g, &next, picture->words, &text);
        int width = text_width(text_string(&text), text.length);
        if (x > begin && (x + width > end || area.height > 2)) {
            x = begin;
            y++;
        }
        if (y < area.y + area.height)
            x += grid_text(grid, x, y, end - x, STYLE_plain, text_string(&text)) + 2;
        text_free(&text);
    }
}

void race_draw_lens(struct grid *grid, struct area area, const struct picture *picture,
                    const struct race_reading *reading)
{
    draw_access(grid, area, picture, reading);
    if (area.height > 1 && !reading->travels && reading->stands == RACE_STANDS_OPEN)
        draw_next(grid, (struct area){area.x, area.y + 1, area.width, area.height - 1}, picture, reading);
}
