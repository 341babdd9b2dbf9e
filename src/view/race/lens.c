/* The lens: what the step did to its cell, and what each goroutine would do next. */
#include "view/race/panels.h"

void race_say_access(const struct picture *picture, const struct race_setup *setup, unsigned goroutine,
                     const struct race_done *done, struct text *text)
{
    static const enum word words[] = {
        [RACE_LOAD] = WORD_RACE_DID_LOAD, [RACE_STORE] = WORD_RACE_DID_STORE,
        [RACE_SWAP] = WORD_RACE_DID_SWAP, [RACE_SWAP_FAILED] = WORD_RACE_DID_FAIL,
        [RACE_TAKE] = WORD_RACE_DID_TAKE, [RACE_GIVE] = WORD_RACE_DID_GIVE,
    };
    struct text cell = {0}, before = {0}, after = {0};
    race_add_cell(setup, done->cell, &cell);
    race_add_value(setup, done->cell, done->before, &before);
    race_add_value(setup, done->cell, done->after, &after);
    words_say(text, picture->words, words[done->access], NUMBER(goroutine + 1), text_string(&cell),
              text_string(&before), text_string(&after));
    text_free(&cell);
    text_free(&before);
    text_free(&after);
}

static void draw_access(struct grid *grid, struct area area, const struct picture *picture,
                        const struct race_reading *reading)
{
    struct text text = {0};
    if (reading->has_step) {
        race_say_access(picture, &reading->setup, reading->actor, &reading->done, &text);
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
    for (unsigned g = 0; g < reading->setup.goroutines; g++) {
        struct race_done next;
        struct text text = {0};
        if (!race_enabled(&reading->setup, &reading->state, g))
            continue;
        race_peek(&reading->setup, &reading->state, g, &next);
        race_say_access(picture, &reading->setup, g, &next, &text);
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
