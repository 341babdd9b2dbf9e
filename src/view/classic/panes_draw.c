/* The field drawn: a character a run of buckets, in panes that stand beside one another. */
#include "view/classic/stage.h"

#include "base/number.h"

#include <stdio.h>

/* What a character shows: how high a bar, or a glyph of its own. */
enum { LEVELS = 8, LEVEL_OVER = 9, LEVEL_MOVED = -1 };

static int eighths(uint64_t part, uint64_t whole)
{
    return (int)((part * LEVELS + whole - 1) / whole);
}

/* The share of a run that has moved: of old buckets what is still there, of new ones what has come. */
static int level_of_moved(const struct classic_summary *old, uint64_t run, bool of_old)
{
    if (of_old)
        return old->moved == run ? LEVEL_MOVED : eighths(run - old->moved, run);
    return eighths(old->moved, run);
}

static int level_of(const struct classic_summary *sum, uint64_t run, enum measure measure)
{
    uint64_t value = measure == MEASURE_MAX ? sum->fullest
                     : measure == MEASURE_OVERFLOW
                         ? (run == 1 ? sum->overflow : (uint64_t)eighths(sum->overflow, run))
                         : (sum->live + run - 1) / run;
    return value > LEVELS ? LEVEL_OVER : (int)value;
}

static uint32_t rune_of(int level)
{
    return level == LEVEL_MOVED  ? 0x25b8
           : level == 0          ? 0x00b7
           : level == LEVEL_OVER ? '+'
                                 : 0x2580 + (uint32_t)level;
}

/* Neighbours have two tones, so that bars of the same height don't melt into one. */
static enum style tone_of(const struct stage *stage, enum band_side pane, int level, int row, int column)
{
    static const enum style tones[BAND_SIDES][2] = {[BAND_OLD] = {STYLE_old, STYLE_aside},
                                                    [BAND_X] = {STYLE_new_x, STYLE_aside_x},
                                                    [BAND_Y] = {STYLE_new_y, STYLE_aside_y}};
    bool odd = (row + column) % 2 != 0;
    if (level == 0)
        return STYLE_dim;
    if (level == LEVEL_MOVED)
        return STYLE_label;
    if (!stage->bands.growing || (stage->bands.same_size && pane != BAND_OLD))
        return odd ? STYLE_gauge : STYLE_entry;
    return tones[pane][odd];
}

/* The arrays of a map, read once for all characters. */
struct arrays {
    struct classic_array old, present;
};

static int level_at(const struct stage *stage, const struct arrays *arrays, enum band_side pane,
                    uint64_t first)
{
    const struct bands *bands = &stage->bands;
    const struct classic *map = &stage->reading->map;
    uint64_t run = bands->panes.run;
    enum measure measure = stage->picture->look->measure;
    struct classic_summary old = {0}, sum;
    bool of_old = bands->growing && pane == BAND_OLD;
    if (of_old || (bands->growing && measure == MEASURE_MOVED))
        old = classic_summary(map, arrays->old, first, run);
    if (bands->growing &&
        (measure == MEASURE_MOVED || (of_old && (old.moved == run || (run > 1 && measure == MEASURE_MEAN)))))
        return level_of_moved(&old, run, of_old);
    sum = of_old ? old
                 : classic_summary(map, arrays->present, first + (pane == BAND_Y ? bands->count : 0), run);
    return level_of(&sum, run, measure);
}

/* While a window of bands is shown, its buckets are brighter in the strip than the others. */
static bool is_in_window(const struct bands *bands, uint64_t first)
{
    return first + bands->panes.run > bands->top && first < bands->top + (uint64_t)bands->shown;
}

static void draw_pane(const struct stage *stage, enum band_side pane)
{
    const struct bands *bands = &stage->bands;
    const struct panes *panes = &bands->panes;
    const struct classic *map = &stage->reading->map;
    const struct arrays arrays = {classic_array(map, true), classic_array(map, false)};
    uint64_t first = panes->first;
    for (int row = 0; row < panes->rows; row++) {
        int x = panes->cells[pane], y = panes->y + row;
        for (int column = 0; column < panes->columns; column++, x++, first += panes->run) {
            x += column > 0 && panes->group > 0 && column % panes->group == 0;
            int level = level_at(stage, &arrays, pane, first);
            enum style style = tone_of(stage, pane, level, y, x);
            if (bands->digits == 0 && level > 0)
                style = is_in_window(bands, first) ? (bands->growing ? STYLE_old : STYLE_entry)
                                                   : (bands->growing ? STYLE_aside : STYLE_gauge);
            grid_put(stage->grid, bands->x + x, y, rune_of(level), style);
        }
    }
}

/* 4,096 or, where numbers are long, 512Ki: rows begin at multiples of a power of two. */
static int row_number(const struct panes *panes, uint64_t number, char text[24])
{
    enum { LONG = 100000, KI = 1024 };
    if (2 * panes->count > LONG && number % KI == 0 && number > 0)
        return snprintf(text, 24, "%lluKi", (unsigned long long)(number / KI));
    return snprintf(text, 24, "%llu", (unsigned long long)number);
}

static void draw_numbers(const struct stage *stage, enum band_side pane, uint64_t in_hand)
{
    const struct bands *bands = &stage->bands;
    const struct panes *panes = &bands->panes;
    uint64_t a_row = panes->run * (uint64_t)panes->columns;
    int left = pane == BAND_OLD ? 1 : panes->cells[pane - 1] + panes_width(panes->columns, panes->group) + 1;
    for (int row = 0; row < panes->rows && panes->digits > 0; row++) {
        uint64_t first = panes->first + (uint64_t)row * a_row;
        uint64_t number = first + (pane == BAND_Y ? panes->count : 0);
        char text[24];
        int digits = row_number(panes, number, text), x = panes->number_end[pane] - digits + 1;
        bool lit = in_hand >= first && in_hand < first + a_row;
        if (x >= left)
            grid_text(stage->grid, bands->x + x, panes->y + row, digits, lit ? STYLE_strong : STYLE_label,
                      text);
    }
}

/* ---- what is in hand */

static void mark_cell(const struct stage *stage, enum band_side pane, uint64_t bucket, uint32_t rune,
                      enum style style)
{
    int x, y;
    if (!panes_find(&stage->bands.panes, pane, bucket, &x, &y))
        return;
    x += stage->bands.x;
    grid_put(stage->grid, x, y, rune != 0 ? rune : grid_cell(stage->grid, x, y)->rune, style);
}

static enum band_side pane_of(const struct bands *bands, bool old, uint64_t bucket)
{
    return old || !bands->growing ? BAND_OLD : bucket < bands->count ? BAND_X : BAND_Y;
}

/* The bucket that an operation looks at; where an entry goes is not given away before its bit was looked at. */
static void mark_action(const struct stage *stage)
{
    const struct reading *reading = stage->reading;
    const struct bands *bands = &stage->bands;
    struct link_place place;
    if (reading->evacuating) {
        mark_cell(stage, BAND_OLD, reading->old_bucket, 0x25a0, STYLE_moving);
        if (reading->moving && reading->decided && reading->has_target)
            mark_cell(stage, reading->side ? BAND_Y : BAND_X,
                      reading->old_bucket + (reading->side ? bands->count : 0), 0x25a1,
                      reading->side ? STYLE_target_y : STYLE_target_x);
        return;
    }
    for (int old = 0; old < 2; old++) {
        reference focus = old ? reading->focus_old : reading->focus_new;
        if (focus != 0 && reading->now->routine != ROUTINE_hashGrow &&
            reading_find_link(&reading->map, focus, &place) && place.old == (old != 0))
            mark_cell(stage, pane_of(bands, place.old, place.bucket), place.bucket, 0, STYLE_probe);
    }
}

static void mark_viewer(const struct stage *stage)
{
    const struct look *look = stage->picture->look;
    const struct bands *bands = &stage->bands;
    if (look->found != VALUE_NONE) {
        struct classic_spot spot = classic_locate(&stage->reading->map, look->found);
        if (spot.found)
            mark_cell(stage, pane_of(bands, spot.in_old, spot.bucket), spot.bucket, 0x25a0, STYLE_match);
    }
    if (look->on_buckets)
        mark_cell(stage, pane_of(bands, look->cursor.pane != 0, (uint64_t)look->cursor.row),
                  (uint64_t)look->cursor.row, 0, STYLE_cursor);
}

/* Whose turn it is: a sign beside its row, and the character itself. */
static void mark_frontier(const struct stage *stage)
{
    const struct bands *bands = &stage->bands;
    uint64_t nevacuate = classic_register(&stage->reading->map, REGISTER_NEVACUATE);
    int x, y;
    if (!bands->growing || !panes_find(&bands->panes, BAND_OLD, nevacuate, &x, &y))
        return;
    if (bands->digits > 0)
        grid_put(stage->grid, bands->x, y, 0x25b6, STYLE_frontier);
    mark_cell(stage, BAND_OLD, nevacuate, 0, STYLE_frontier);
}

/* What a character is, and what the panes have to do with one another, in the blank line below them. */
static void draw_note(const struct stage *stage)
{
    const struct bands *bands = &stage->bands;
    const struct panes *panes = &bands->panes;
    int y = panes->y + panes->rows, x = bands->x + panes->cells[BAND_OLD];
    struct text run = {0};
    if (!bands->growing || bands->digits == 0 || y >= bands->y)
        return;
    number_say_grouped(&run, panes->run);
    enum measure measure = stage->picture->look->measure;
    if (measure != MEASURE_MEAN)
        x += panel_say(stage->grid, x, y, bands->x + bands->width - x, STYLE_plain, stage->picture,
                       (enum word)(WORD_CLASSIC_FIELD_SHOWS_MAX + (int)measure - MEASURE_MAX), NULL) +
             3;
    panel_say_fitting(stage->grid, x, y, bands->x + bands->width - x, STYLE_label, stage->picture,
                      bands->same_size ? PANEL_WORDS(WORD_CLASSIC_FIELD_RUN_SAME, WORD_CLASSIC_FIELD_RUN)
                                       : PANEL_WORDS(WORD_CLASSIC_FIELD_RUN_GROWING, WORD_CLASSIC_FIELD_RUN),
                      PANEL_ARGUMENTS(text_string(&run)));
    text_free(&run);
}

void panes_draw(const struct stage *stage)
{
    const struct bands *bands = &stage->bands;
    const struct panes *panes = &bands->panes;
    if (panes->rows == 0 || panes->run == 0)
        return;
    uint64_t in_hand = bands->shown > 0 ? bands->bands[0].index : panes->count;
    int shown = bands->appearing == 0 ? 1 : panes->sides;
    for (int pane = 0; pane < shown; pane++) {
        draw_pane(stage, (enum band_side)pane);
        draw_numbers(stage, (enum band_side)pane, in_hand);
    }
    draw_note(stage);
    mark_frontier(stage);
    mark_action(stage);
    mark_viewer(stage);
}
