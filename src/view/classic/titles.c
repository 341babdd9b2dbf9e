/* The titles of the stage: what stands in each column, and, while the map grows, what each bit means. */
#include "view/classic/stage.h"

#include "base/number.h"

/* What has to be said of what stands in slots, as long as it is not keys as they are: what the … at the beginning of keys stands for,
   or that it is something else. WORD_NONE: nothing. */
static enum word row_of_slots(const struct stage *stage)
{
    const struct stage_keys *keys = &stage->keys;
    switch (stage->bands.content) {
    case SLOT_VALUE:
        return WORD_CLASSIC_PANEL_VALUES;
    case SLOT_TOPHASH:
        return WORD_CLASSIC_PANEL_TOPHASHES;
    case SLOT_KEY:
        return keys->cut == KEY_AS_TOPHASH                         ? WORD_CLASSIC_PANEL_TOPHASHES
               : keys->cut == KEY_CUT_AT_BEGIN && keys->prefix > 0 ? WORD_CLASSIC_PANEL_CUT
                                                                   : WORD_NONE;
    case SLOT_GLYPH:
        break;
    }
    return WORD_NONE;
}

/* Returns the columns used. */
static int say_slots(const struct stage *stage, int x, int y, int room)
{
    enum word word = row_of_slots(stage);
    if (word == WORD_NONE || room <= 0)
        return 0;
    return panel_say(stage->grid, x, y, room, STYLE_plain, stage->picture, word,
                     PANEL_ARGUMENTS(text_string(&stage->keys.common)));
}

/* Says a row of words, if there is room for all of it. Returns the columns used, with the blanks behind it. */
static int say_whole(const struct stage *stage, int x, int end, enum word word, const char *const *arguments)
{
    if (panel_width(stage->picture, word, arguments) > end - x)
        return 0;
    return panel_say(stage->grid, x, stage->area.y, end - x, STYLE_label, stage->picture, word, arguments) +
           3;
}

/* What the field at rest says of all its buckets together. */
static void say_field(const struct stage *stage, int x, int end)
{
    const struct bands *bands = &stage->bands;
    const struct classic *map = &stage->reading->map;
    struct classic_array array = classic_array(map, false);
    struct classic_summary all = classic_summary(map, array, 0, array.count);
    struct text looks = {0};
    number_say_thousandths(
        &looks, all.live > 0 ? (int64_t)(classic_totals(map, array).looks * 10 / all.live * 100) : 0);
    enum measure measure = stage->picture->look->measure;
    if (measure != MEASURE_MEAN)
        x += say_whole(stage, x, end, (enum word)(WORD_CLASSIC_FIELD_SHOWS_MAX + (int)measure - MEASURE_MAX),
                       NULL);
    if (bands->panes.shown < bands->count)
        x += say_whole(stage, x, end, WORD_CLASSIC_FIELD_PART,
                       PANEL_ARGUMENTS(GROUPED(bands->panes.first),
                                       GROUPED(bands->panes.first + bands->panes.shown - 1)));
    if (bands->panes.run > 1)
        x += say_whole(stage, x, end, WORD_CLASSIC_FIELD_RUN, PANEL_ARGUMENTS(GROUPED(bands->panes.run)));
    if (all.longest > 0)
        x += say_whole(stage, x, end, WORD_CLASSIC_FIELD_LONGEST,
                       PANEL_ARGUMENTS(NUMBER(classic_longest_chain(map, array)), NUMBER(all.longest)));
    if (all.live > 0)
        say_whole(stage, x, end, WORD_CLASSIC_FIELD_LOOKS, PANEL_ARGUMENTS(text_string(&looks)));
    text_free(&looks);
}

static void draw_title_at_rest(const struct stage *stage)
{
    const struct bands *bands = &stage->bands;
    const struct classic *map = &stage->reading->map;
    int x = bands->x + 2, y = stage->area.y, room = bands->width - 3, used;
    used = panel_say(stage->grid, x, y, room, STYLE_title, stage->picture, WORD_CLASSIC_PANEL_BUCKETS,
                     PANEL_ARGUMENTS(GROUPED(bands->count)));
    int slots = say_slots(stage, x + used + 2, y, room - used - 2);
    used += slots > 0 ? slots + 2 : 0;
    enum word word = classic_register(map, REGISTER_NIL) ? WORD_CLASSIC_PANEL_NIL_MAP
                     : bands->count == 0                 ? WORD_CLASSIC_PANEL_NO_BUCKETS
                                                         : WORD_CLASSIC_PANEL_ROWS;
    if (bands->digits > 0)
        say_field(stage, x + used + 2, x + room);
    else if (bands->count == 0 || (uint64_t)bands->shown < bands->count)
        panel_say(stage->grid, x + used + 2, y, room - used - 2, STYLE_label, stage->picture, word,
                  PANEL_ARGUMENTS(NUMBER(bands->top), NUMBER(bands->top + (uint64_t)bands->shown - 1)));
}

/* What a bit of 0 or 1 means, in as many words as there is room for. */
static void say_side(const struct stage *stage, enum band_side side, const enum word *words,
                     const char *const *arguments)
{
    const struct bands *bands = &stage->bands;
    const struct reading *reading = stage->reading;
    bool chosen = reading->moving && reading->decided && reading->side == (side == BAND_Y);
    enum style style = !chosen ? STYLE_label : side == BAND_X ? STYLE_new_x : STYLE_new_y;
    int y = stage->area.y, x = bands->x + bands->slots[side], end = bands->x + bands->width;
    if (side == BAND_X && !bands->same_size)
        end = bands->x + bands->number_end[BAND_Y] - 1;
    grid_put(stage->grid, bands->x + bands->number_end[side], y, side == BAND_X ? 'x' : 'y',
             bands->same_size ? style
             : side == BAND_X ? STYLE_new_x
                              : STYLE_new_y);
    int used = panel_say_fitting(stage->grid, x, y, end - x, style, stage->picture, words, arguments);
    if (chosen)
        grid_flag(stage->grid, bands->x + bands->number_end[side], y,
                  x + used - bands->x - bands->number_end[side], GRID_BOLD);
}

static void say_sides(const struct stage *stage)
{
    uint64_t count = stage->bands.count;
    if (stage->bands.same_size) {
        say_side(
            stage, BAND_X,
            PANEL_WORDS(WORD_CLASSIC_BAND_SAME_WIDE, WORD_CLASSIC_BAND_SAME, WORD_CLASSIC_BAND_SAME_SHORT),
            PANEL_ARGUMENTS(GROUPED(count - 1), GROUPED(count)));
        return;
    }
    say_side(stage, BAND_X,
             PANEL_WORDS(WORD_CLASSIC_BAND_X_WIDE, WORD_CLASSIC_BAND_X, WORD_CLASSIC_BAND_X_SHORT),
             PANEL_ARGUMENTS(GROUPED(count - 1), GROUPED(count)));
    say_side(stage, BAND_Y,
             PANEL_WORDS(WORD_CLASSIC_BAND_Y_WIDE, WORD_CLASSIC_BAND_Y, WORD_CLASSIC_BAND_Y_SHORT,
                         WORD_CLASSIC_BAND_Y_POWER),
             PANEL_ARGUMENTS(GROUPED(count), GROUPED(2 * count - 1), NUMBER(number_log2(count))));
}

static void draw_titles(const struct stage *stage)
{
    const struct bands *bands = &stage->bands;
    int y = stage->area.y, x = bands->x + 2, end = bands->x + (bands->gate > 0 ? bands->gate - 3 : 16);
    x += panel_say(stage->grid, x, y, end - x, STYLE_title, stage->picture, WORD_CLASSIC_BAND_OLD, NULL);
    x += bands->width >= WIDTH_OF_KEYS ? 2 : 1;
    static const enum word words[] = {WORD_CLASSIC_BAND_OLD_WIDE, WORD_CLASSIC_BAND_OLD_FACTS,
                                      WORD_CLASSIC_BAND_OLD_SHORT, WORD_CLASSIC_BAND_OLD_SHORTEST, WORD_NONE};
    enum word slots = row_of_slots(stage); /* needs room here, too */
    bool more = slots != WORD_NONE;
    int reserved =
        more ? 2 + panel_width(stage->picture, slots, PANEL_ARGUMENTS(text_string(&stage->keys.common))) : 0;
    x += panel_say_fitting(
        stage->grid, x, y, end - x - reserved, STYLE_label, stage->picture, words + more,
        PANEL_ARGUMENTS(GROUPED(bands->count),
                        GROUPED(reading_moved_buckets(stage->picture, &stage->reading->map, NULL))));
    say_slots(stage, x + 2, y, end - x - 2);
    say_sides(stage);
}

/* The old array is gone: where it stood, and what the rest is now. */
static void draw_titles_of_dropped(const struct stage *stage)
{
    const struct bands *bands = &stage->bands;
    int y = stage->area.y, x = bands->x + 2, left = bands_left(bands, &bands->bands[0], BAND_OLD),
        end = left - 2;
    x += panel_say(stage->grid, x, y, end - x, STYLE_title, stage->picture, WORD_CLASSIC_BAND_OLD, NULL) + 2;
    panel_say_fitting(stage->grid, x, y, end - x, STYLE_label, stage->picture,
                      PANEL_WORDS(WORD_CLASSIC_BAND_DROPPED_WIDE, WORD_CLASSIC_BAND_DROPPED), NULL);
    panel_say(stage->grid, left, y, bands->x + bands->width - left, STYLE_title, stage->picture,
              WORD_CLASSIC_PANEL_BUCKETS, PANEL_ARGUMENTS(GROUPED(bands->count)));
}

void titles_draw(const struct stage *stage)
{
    if (stage->bands.growing)
        draw_titles(stage);
    else if (stage->bands.dropped > 0)
        draw_titles_of_dropped(stage);
    else
        draw_title_at_rest(stage);
}
