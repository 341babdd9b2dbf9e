/* The field drawn: a character a run of buckets, in panes that stand beside one another. */
#include "view/classic/stage.h"

#include "base/number.h"

#include <stdio.h>

/* What a character shows: how high a bar, or a glyph of its own. */
enum { LEVELS = 8, LEVEL_OVER = 9, LEVEL_MOVED = -1 };

/* What all characters of a pane have in common. A run is a power of two of buckets. */
struct pane {
    const struct stage *stage;
    enum band_side side, hue; /* where it stands; whose colours it has, BAND_SIDES: those of a map at rest */
    enum measure measure;
    bool (*stands)(const void *context,
                   uint64_t bucket); /* whether the run from there on is drawn; NULL: all are */
    const void *context;
    bool of_old, growing; /* its characters tell of old buckets; there are such */
    int run_log2;
    struct cell looks[2][LEVEL_OVER - LEVEL_MOVED + 1]; /* in its two tones, from LEVEL_MOVED on */
};

static int eighths(const struct pane *pane, uint64_t part)
{
    return (int)((part * LEVELS + ((uint64_t)1 << pane->run_log2) - 1) >> pane->run_log2);
}

static int level_of(const struct pane *pane, const struct classic_summary *sum)
{
    uint64_t value = pane->measure == MEASURE_MAX ? sum->fullest
                     : pane->measure == MEASURE_OVERFLOW
                         ? (pane->run_log2 == 0 ? sum->overflow : (uint64_t)eighths(pane, sum->overflow))
                         : (sum->live + ((uint64_t)1 << pane->run_log2) - 1) >> pane->run_log2;
    return value > LEVELS ? LEVEL_OVER : (int)value;
}

/* How high the bar of a run is; `old`: of its old buckets while the map grows. */
static int level_of_run(const struct pane *pane, const struct classic_summary *old,
                        const struct classic_summary *present)
{
    uint64_t run = (uint64_t)1 << pane->run_log2;
    if (pane->of_old && old->moved == run)
        return LEVEL_MOVED;
    /* The share that has moved: of old buckets what is still there, of new ones what has come. */
    if (pane->of_old && (pane->measure == MEASURE_MOVED || (run > 1 && pane->measure == MEASURE_MEAN)))
        return eighths(pane, run - old->moved);
    if (pane->growing && pane->measure == MEASURE_MOVED)
        return eighths(pane, old->moved);
    return level_of(pane, pane->of_old ? old : present);
}

static uint32_t rune_of(int level)
{
    return level == LEVEL_MOVED  ? 0x25b8
           : level == 0          ? 0x00b7
           : level == LEVEL_OVER ? '+'
                                 : 0x2580 + (uint32_t)level;
}

/* Neighbours have two tones, so that bars of the same height don't melt into one. In a strip the tones tell which buckets are shown
   below it, which are brighter. */
static enum style tone_of(const struct pane *pane, int level, int tone)
{
    static const enum style tones[BAND_SIDES][2] = {[BAND_OLD] = {STYLE_old, STYLE_aside},
                                                    [BAND_X] = {STYLE_new_x, STYLE_aside_x},
                                                    [BAND_Y] = {STYLE_new_y, STYLE_aside_y}};
    const struct bands *bands = &pane->stage->bands;
    if (level == 0)
        return STYLE_dim;
    if (level == LEVEL_MOVED)
        return STYLE_label;
    if (level == LEVEL_OVER) /* more than one bucket holds */
        return STYLE_warn;
    if (bands->digits == 0)
        return pane->growing ? tones[BAND_OLD][tone] : tone > 0 ? STYLE_gauge : STYLE_entry;
    if (pane->hue == BAND_SIDES)
        return tone > 0 ? STYLE_gauge : STYLE_entry;
    return tones[pane->hue][tone];
}

static struct pane pane_of_side(const struct stage *stage, enum band_side side, enum band_side hue)
{
    const struct bands *bands = &stage->bands;
    struct pane pane = {.stage = stage,
                        .side = side,
                        .hue = hue,
                        .measure = stage->picture->look->measure,
                        .of_old = bands->growing && side == BAND_OLD,
                        .growing = bands->growing,
                        .run_log2 = number_log2(bands->panes.run)};
    for (int tone = 0; tone < 2; tone++) {
        for (int level = LEVEL_MOVED; level <= LEVEL_OVER; level++)
            pane.looks[tone][level - LEVEL_MOVED] = (struct cell){
                .rune = rune_of(level), .style = (uint8_t)tone_of(&pane, level, tone), .width = 1};
    }
    return pane;
}

/* While a window of bands is shown, its buckets are brighter in the strip than the others. */
static bool is_in_window(const struct bands *bands, uint64_t first)
{
    return first + bands->panes.run > bands->top && first < bands->top + (uint64_t)bands->shown;
}

/* The sums that a row is drawn from. At a growth's end all old buckets have moved, and are gone. */
static void read_row(const struct pane *pane, uint64_t first, struct classic_summary *old,
                     struct classic_summary *present)
{
    const struct bands *bands = &pane->stage->bands;
    const struct panes *panes = &bands->panes;
    const struct classic *map = &pane->stage->reading->map;
    bool of_old = pane->of_old || (pane->growing && pane->measure == MEASURE_MOVED);
    if (of_old && bands->ending < 0)
        classic_summaries(map, classic_array(map, true), first, panes->run, panes->columns, old);
    for (int i = 0; of_old && bands->ending >= 0 && i < panes->columns; i++)
        old[i] = (struct classic_summary){.moved = (uint32_t)panes->run};
    if (!pane->of_old)
        classic_summaries(map, classic_array(map, false), first + (pane->side == BAND_Y ? bands->count : 0),
                          panes->run, panes->columns, present);
}

/* Those cells of a row that stand, one by one. */
static void put_standing(const struct pane *pane, int x, int y, const struct cell *cells, int count,
                         uint64_t first)
{
    const struct bands *bands = &pane->stage->bands;
    first += pane->side == BAND_Y ? bands->count : 0;
    for (int i = 0; i < count; i++, first += bands->panes.run) {
        if (pane->stands(pane->context, first))
            grid_put_cells(pane->stage->grid, bands->x + x + i, y, &cells[i], 1);
    }
}

/* The runs of a row, from `first` on. */
static void draw_row(const struct pane *pane, int y, uint64_t first)
{
    const struct stage *stage = pane->stage;
    const struct bands *bands = &stage->bands;
    const struct panes *panes = &bands->panes;
    struct classic_summary old[PANES_MOST_COLUMNS], present[PANES_MOST_COLUMNS];
    struct cell cells[PANES_MOST_COLUMNS];
    read_row(pane, first, old, present);
    int group = panes->group > 0 && panes->group < panes->columns ? panes->group : panes->columns;
    int x = panes->cells[pane->side];
    for (int column = 0; column < panes->columns; column += group, x += group + 1) {
        for (int i = 0; i < group; i++) {
            int tone = (x + i + y) % 2;
            if (bands->digits == 0)
                tone = !is_in_window(bands, first + (uint64_t)(column + i) * panes->run);
            int level = level_of_run(pane, &old[column + i], &present[column + i]);
            cells[i] = pane->looks[tone][level - LEVEL_MOVED];
        }
        if (pane->stands != NULL)
            put_standing(pane, x, y, cells, group, first + (uint64_t)column * panes->run);
        else
            grid_put_cells(stage->grid, bands->x + x, y, cells, group);
    }
}

static void draw_pane(const struct pane *pane)
{
    const struct panes *panes = &pane->stage->bands.panes;
    for (int row = 0; row < panes->rows; row++)
        draw_row(pane, panes->y + row, panes->first + (uint64_t)row * panes->run * (uint64_t)panes->columns);
}

/* 4,096 or, where numbers are long, 512Ki: rows begin at multiples of a power of two. */
static int row_number(const struct panes *panes, uint64_t number, char text[24])
{
    enum { LONG = 100000, KI = 1024 };
    if (2 * panes->count > LONG && number % KI == 0 && number > 0)
        return snprintf(text, 24, "%lluKi", (unsigned long long)(number / KI));
    return snprintf(text, 24, "%llu", (unsigned long long)number);
}

/* Of a row whose first run does not stand there is none, nor where something else does. */
static bool has_number(const struct pane *pane, uint64_t number, int x, int y, int digits)
{
    const struct stage *stage = pane->stage;
    bool free = pane->stands == NULL || pane->stands(pane->context, number);
    for (int i = 0; pane->stands != NULL && i < digits && free; i++) {
        const struct cell *cell = grid_cell(stage->grid, stage->bands.x + x + i, y);
        free = cell != NULL && cell->rune == ' ';
    }
    return free;
}

static void draw_numbers(const struct pane *of, uint64_t in_hand)
{
    const struct stage *stage = of->stage;
    enum band_side pane = of->side;
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
        if (x >= left && has_number(of, number, x, panes->y + row, digits))
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

void panes_draw_standing(const struct stage *stage, enum band_side side, enum band_side hue,
                         bool (*stands)(const void *context, uint64_t bucket), const void *context)
{
    struct pane pane = pane_of_side(stage, side, hue);
    pane.stands = stands;
    pane.context = context;
    if (stage->bands.panes.rows == 0)
        return;
    draw_pane(&pane);
    draw_numbers(&pane, UINT64_MAX);
}

void panes_draw(const struct stage *stage)
{
    const struct bands *bands = &stage->bands;
    const struct panes *panes = &bands->panes;
    if (panes->rows == 0 || panes->run == 0)
        return;
    uint64_t in_hand = bands->shown > 0 ? bands->bands[0].index : panes->count;
    int shown = bands->appearing == 0 ? 1 : panes->sides;
    for (int side = 0; side < shown; side++) {
        bool plain = !bands->growing || (bands->same_size && side != BAND_OLD);
        const struct pane pane =
            pane_of_side(stage, (enum band_side)side, plain ? BAND_SIDES : (enum band_side)side);
        draw_pane(&pane);
        draw_numbers(&pane, in_hand);
    }
    draw_note(stage);
    mark_frontier(stage);
    mark_action(stage);
    mark_viewer(stage);
}
