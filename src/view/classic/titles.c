/* The titles of the stage: what stands in each column, and, while the map grows, what each bit means. */
#include "view/classic/stage.h"

/* From which width on they say more. */
enum { WIDTH_OF_FACTS = 120, WIDTH_OF_WORDS = 62 };

/* What the … at the beginning of keys stands for, if that can be said. Returns the columns used. */
static int say_cut(const struct stage *stage, int x, int y, int room)
{
    const struct stage_keys *keys = &stage->keys;
    if (keys->cut != KEY_CUT_AT_BEGIN || keys->prefix == 0)
        return 0;
    return panel_say(stage->grid, x, y, room, STYLE_plain, stage->picture, WORD_CLASSIC_PANEL_CUT,
                     PANEL_ARGUMENTS(text_string(&keys->common)));
}

static void draw_title_at_rest(const struct stage *stage)
{
    const struct bands *bands = &stage->bands;
    const struct classic *map = &stage->reading->map;
    int x = bands->x + 2, y = stage->area.y, room = bands->width - 3, used;
    used = panel_say(stage->grid, x, y, room, STYLE_title, stage->picture, WORD_CLASSIC_PANEL_BUCKETS,
                     PANEL_ARGUMENTS(GROUPED(bands->count))) +
           2;
    int cut = say_cut(stage, x + used, y, room - used);
    used += cut > 0 ? cut + 2 : 0;
    enum word word = classic_register(map, REGISTER_NIL) ? WORD_CLASSIC_PANEL_NIL_MAP
                     : bands->count == 0                 ? WORD_CLASSIC_PANEL_NO_BUCKETS
                                                         : WORD_CLASSIC_PANEL_ROWS;
    if (bands->count == 0 || (uint64_t)bands->shown < bands->count)
        panel_say(stage->grid, x + used, y, room - used, STYLE_label, stage->picture, word,
                  PANEL_ARGUMENTS(GROUPED(bands->top), GROUPED(bands->top + (uint64_t)bands->shown - 1)));
}

/* Old buckets that have moved; the one in hand has not yet, whatever its first mark says. */
static uint64_t moved_buckets(const struct stage *stage)
{
    const struct classic *map = &stage->reading->map;
    uint64_t done =
        stage->bands.count <= 1024 ? classic_evacuated_count(map) : classic_register(map, REGISTER_NEVACUATE);
    bool moving = stage_is_moving(stage, stage->reading->old_bucket) &&
                  classic_evacuated(map, classic_old_bucket(map, stage->reading->old_bucket));
    return done - (moving && done > 0);
}

/* What a bit of 0 or 1 means, in as many words as there is room for. */
static void say_side(const struct stage *stage, enum band_side side, const enum word words[3],
                     const char *const *arguments)
{
    const struct bands *bands = &stage->bands;
    const struct reading *reading = stage->reading;
    bool chosen = reading->moving && reading->decided && reading->side == (side == BAND_Y);
    enum style style = !chosen ? STYLE_label : side == BAND_X ? STYLE_new_x : STYLE_new_y;
    int y = stage->area.y, x = bands->x + bands->slots[side], end = bands->x + bands->width;
    if (side == BAND_X && !bands->same_size)
        end = bands->x + bands->number_end[BAND_Y] - 1;
    int choice = bands->width >= WIDTH_OF_FACTS ? 0 : bands->width >= WIDTH_OF_WORDS ? 1 : 2;
    while (choice < 2 && panel_width(stage->picture, words[choice], arguments) > end - x)
        choice++;
    enum word word = words[choice];
    grid_put(stage->grid, bands->x + bands->number_end[side], y, side == BAND_X ? 'x' : 'y', style);
    int used = panel_say(stage->grid, x, y, end - x, style, stage->picture, word, arguments);
    if (chosen)
        grid_flag(stage->grid, bands->x + bands->number_end[side], y,
                  x + used - bands->x - bands->number_end[side], GRID_BOLD);
}

static void draw_titles(const struct stage *stage)
{
    static const enum word xs[] = {WORD_CLASSIC_BAND_X_WIDE, WORD_CLASSIC_BAND_X, WORD_CLASSIC_BAND_X_SHORT};
    static const enum word ys[] = {WORD_CLASSIC_BAND_Y_WIDE, WORD_CLASSIC_BAND_Y, WORD_CLASSIC_BAND_Y_SHORT};
    static const enum word same[] = {WORD_CLASSIC_BAND_SAME_WIDE, WORD_CLASSIC_BAND_SAME,
                                     WORD_CLASSIC_BAND_SAME_SHORT};
    const struct bands *bands = &stage->bands;
    int y = stage->area.y, x = bands->x + 2, end = bands->x + (bands->gate > 0 ? bands->gate - 3 : 16);
    uint64_t count = bands->count;
    x += panel_say(stage->grid, x, y, end - x, STYLE_title, stage->picture, WORD_CLASSIC_BAND_OLD, NULL);
    x += bands->width >= WIDTH_OF_WORDS ? 2 : 1;
    bool cut = stage->keys.cut == KEY_CUT_AT_BEGIN && stage->keys.prefix > 0; /* needs room here, too */
    x += panel_say(stage->grid, x, y, end - x, STYLE_label, stage->picture,
                   bands->width >= WIDTH_OF_FACTS && !cut                    ? WORD_CLASSIC_BAND_OLD_WIDE
                   : bands->width >= (cut ? WIDTH_OF_FACTS : WIDTH_OF_WORDS) ? WORD_CLASSIC_BAND_OLD_FACTS
                                                                             : WORD_CLASSIC_BAND_OLD_SHORT,
                   PANEL_ARGUMENTS(GROUPED(count), GROUPED(moved_buckets(stage))));
    say_cut(stage, x + 2, y, end - x - 2);
    if (bands->same_size) {
        say_side(stage, BAND_X, same, PANEL_ARGUMENTS(GROUPED(count - 1)));
        return;
    }
    say_side(stage, BAND_X, xs, PANEL_ARGUMENTS(GROUPED(count - 1)));
    say_side(stage, BAND_Y, ys, PANEL_ARGUMENTS(GROUPED(count), GROUPED(2 * count - 1)));
}

void titles_draw(const struct stage *stage)
{
    if (stage->bands.growing)
        draw_titles(stage);
    else
        draw_title_at_rest(stage);
}
