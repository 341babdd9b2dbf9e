/*
 * The gate of the band in hand: the deciding bit stands between the old bucket and the two that its entries can go to. From it a
 * rail runs along the band's gap, and up to the slot that the entry comes to; the entry travels on the rail, so that it covers no
 * letters. Before it does, a wire leads from the entry itself down to the rail. Where bands have no gap the last of their lines is the
 * rail's, behind what stands there.
 */
#include "view/classic/stage.h"

#include "base/number.h"
#include "model/classic/measure.h"

/* The key that is asked where it belongs: an entry that moves, or one that is sought in a bucket that has moved. */
struct gate {
    const struct band *band;
    int bit, side;   /* the number of the bit; what it says: 1 is y */
    bool decided;    /* it was looked at */
    bool in_old;     /* the old bucket has not moved: what is sought is there, and no bit is asked */
    bool by_tophash; /* it is no bit of the hash */
};

/* An operation's bucket during a growth: what is sought belongs to x or y by the same bit, once its old bucket has moved; before
   that it is in the old one. */
static bool read_operation(const struct stage *stage, struct gate *gate, uint64_t *old_bucket)
{
    const struct reading *reading = stage->reading;
    const struct classic *map = &reading->map;
    uint64_t count = stage->bands.count;
    if (!reading->has_mask || reading->evacuating || reading->mask + 1 != 2 * count)
        return false;
    *old_bucket = reading->hash & (count - 1);
    gate->side = (reading->hash & count) != 0;
    gate->in_old = !classic_evacuated(map, classic_old_bucket(map, *old_bucket));
    gate->decided = !gate->in_old;
    return !gate->in_old || slot_is_sought(stage);
}

/* False: there is nothing to decide, or no place to show it. */
static bool read_gate(const struct stage *stage, struct gate *gate)
{
    const struct reading *reading = stage->reading;
    const struct bands *bands = &stage->bands;
    uint64_t old_bucket = reading->old_bucket;
    enum band_side column;
    *gate = (struct gate){.bit = number_log2(bands->count),
                          .side = reading->side,
                          .decided = reading->decided,
                          .by_tophash = reading->moving && reading->reason == SIDE_NAN_BY_TOPHASH};
    if (!bands->growing || bands->gate == 0 ||
        (!(reading->evacuating && reading->moving) && !read_operation(stage, gate, &old_bucket)))
        return false;
    gate->band = bands_find(bands, true, old_bucket, &column);
    return gate->band != NULL;
}

static enum style side_style(const struct gate *gate)
{
    return gate->side ? STYLE_new_y : STYLE_new_x;
}

/* [1], and the number of the bit above it in the title's line. */
static void draw_bit(const struct stage *stage, const struct gate *gate)
{
    const struct bands *bands = &stage->bands;
    int x = bands->x + bands->gate;
    if (bands->same_size)
        return;
    if (!gate->by_tophash && !gate->in_old)
        panel_say_fitting(stage->grid, x - 2, stage->area.y,
                          bands->x + bands->number_end[BAND_X] - 1 - (x - 2), STYLE_strong, stage->picture,
                          PANEL_WORDS(WORD_CLASSIC_BAND_BIT, WORD_CLASSIC_BAND_BIT_SHORT),
                          PANEL_ARGUMENTS(NUMBER(gate->bit)));
    if (!gate->decided)
        return;
    grid_format(stage->grid, x - 1, gate->band->y, 3, side_style(gate), "[%d]", gate->side);
    grid_flag(stage->grid, x - 1, gate->band->y, 3, GRID_BOLD);
}

/* Where a rail has no line of its own, the side stands below the bit. */
static void draw_side(const struct stage *stage, const struct gate *gate)
{
    const struct bands *bands = &stage->bands;
    if (bands->lines > 1)
        grid_put(stage->grid, bands->x + bands->gate, gate->band->y + 1, gate->side ? 'y' : 'x',
                 side_style(gate));
}

/* Back to the old bucket, which has not moved: there it is sought, and there alone. */
static void draw_way_back(const struct stage *stage, const struct gate *gate)
{
    const struct bands *bands = &stage->bands;
    int gate_x = bands->x + bands->gate, y = gate->band->y, x = gate_x + 1;
    x -= panel_width(stage->picture, WORD_CLASSIC_BAND_IN_OLD, NULL);
    panel_say(stage->grid, x, y, gate_x + 1 - x, STYLE_old, stage->picture, WORD_CLASSIC_BAND_IN_OLD, NULL);
}

static int blocks_of(const struct stage *stage, uint64_t bucket)
{
    const struct classic *map = &stage->reading->map;
    return (int)classic_chain_length(map, classic_bucket(map, bucket));
}

/* Right below the blocks of x and y, however long the old chain is; their last line, where bands have no gap. */
static int rail_line(const struct stage *stage, const struct band *band)
{
    const struct bands *bands = &stage->bands;
    int x = blocks_of(stage, band->index),
        y = bands->same_size ? 0 : blocks_of(stage, band->index + bands->count);
    int blocks = x > y ? x : y;
    return band->y + (blocks < band->links ? blocks : band->links) * bands->lines - (bands->gap == 0);
}

/* Where the rail comes up: below the slot that the entry comes to, since what lies between is empty yet; of what is sought no slot is
   known, and it comes up into the hook of the bucket. Returns the column; `top`: the line above the rail that it ends below. */
static int rail_end(const struct stage *stage, const struct gate *gate, int y, int *top)
{
    const struct bands *bands = &stage->bands;
    const struct reading *reading = stage->reading;
    int x;
    if (reading->moving && reading->has_target &&
        bands_find_slot(bands, reading, reading->to, reading->to_slot, &x, top) && *top < y)
        return x;
    *top = y - 2;
    return bands->x + bands->number_end[gate->side ? BAND_Y : BAND_X];
}

/* A piece of the rail, behind what stands there: letters are never covered. */
static void put_rail(const struct stage *stage, int x, int y, uint32_t rune, enum style style)
{
    const struct cell *cell = grid_cell(stage->grid, x, y);
    bool hook = cell != NULL && (cell->rune == 0x2570 || cell->rune == 0x2502);
    if (cell != NULL && (hook || cell->rune == ' ' || cell->rune == 0x00b7 || cell->rune == 0x2500))
        grid_put(stage->grid, x, y, rune, style);
}

static bool is_letter(const struct stage *stage, int x, int y)
{
    const struct cell *cell = grid_cell(stage->grid, x, y);
    return cell == NULL || (cell->rune != ' ' && cell->rune < 0x2000 && cell->rune != 0x00b7);
}

/* A blank stays beside letters. */
static void put_line(const struct stage *stage, int from, int to, int y, uint32_t rune, enum style style)
{
    for (int x = from; x < to; x++) {
        if (!is_letter(stage, x - 1, y) && !is_letter(stage, x + 1, y))
            put_rail(stage, x, y, rune, style);
    }
}

static void put_column(const struct stage *stage, int x, int from, int to, uint32_t rune, enum style style)
{
    for (int y = from; y < to; y++)
        put_rail(stage, x, y, rune, style);
}

/* From the entry that is about to leave, down beside its slot, and along the rail's line to the gate. Returns whether it does. */
static bool draw_way_to_gate(const struct stage *stage, int gate, int line, enum style style)
{
    const struct bands *bands = &stage->bands;
    const struct reading *reading = stage->reading;
    int slot, y;
    if (!reading->moving || !bands_find_slot(bands, reading, reading->from, reading->from_slot, &slot, &y) ||
        y >= line || slot + bands->key >= gate)
        return false;
    int x = slot + bands->key, end = x; /* behind its bracket */
    while (end > slot && grid_cell(stage->grid, end - 1, y)->rune == ' ')
        end--;
    put_line(stage, end, x, y, 0x2500, style);
    put_rail(stage, x, y, 0x256e, style);
    put_column(stage, x, y + 1, line, 0x2502, style);
    put_rail(stage, x, line, 0x2570, style);
    put_line(stage, x + 1, gate, line, 0x2500, style);
    return true;
}

/* What is added to the number of the bucket, on the rail. */
static void draw_sum(const struct stage *stage, int from, int to, int y, enum style style)
{
    struct text sum = {0};
    text_add(&sum, " + ");
    number_say_grouped(&sum, stage->bands.count);
    text_add(&sum, " ");
    int x = (from + to - (int)sum.length) / 2;
    bool free = true;
    for (int i = 0; i < (int)sum.length; i++)
        free = free && grid_cell(stage->grid, x + i, y)->rune == 0x2500;
    if (free)
        grid_text(stage->grid, x, y, (int)sum.length, style, text_string(&sum));
    text_free(&sum);
}

/* From below the gate along its line, and up to where it ends. `behind`: the column up to which the entry has passed it; 0: it is
   not under way. */
static void draw_rail(const struct stage *stage, const struct gate *gate, int behind)
{
    const struct bands *bands = &stage->bands;
    enum style style = side_style(gate);
    int from = bands->x + bands->gate, y = rail_line(stage, gate->band),
        hook = bands->x + bands->number_end[gate->side ? BAND_Y : BAND_X];
    int top, to = rail_end(stage, gate, y, &top), passed = behind > from ? behind : from + 1;
    bool way = behind == 0 && draw_way_to_gate(stage, from, y, style);
    enum style first = behind > from ? STYLE_dim : style;
    put_column(stage, from, gate->band->y + 1, y, behind > from ? 0x254e : 0x2502, first);
    put_rail(stage, from, y, way ? 0x2534 : 0x2570, first);
    put_line(stage, from + 1, passed, y, 0x254c, STYLE_dim);
    put_line(stage, passed, to, y, 0x2500, style);
    put_rail(stage, to, y, top < y - 1 && to == hook && bands->gap == 0 ? 0x2534 : 0x256f, style);
    put_column(stage, to, top + 1, y, 0x2502, style);
    if (top == y - 2 && to == hook && bands->gap > 0)
        grid_put(stage->grid, to, y - 1, 0x251c, style);
    if (behind == 0 && gate->side)
        draw_sum(stage, from, to, y, style);
}

/* ---- the entry on its way: a tile that carries its bit */

static void tile_text(const struct stage *stage, struct text *text)
{
    const struct reading *reading = stage->reading;
    text_add(text, "[");
    stage_slot_text(stage, true, 0, reading->top, reading->key, reading->elem, stage->bands.key, text);
    if (!stage->bands.same_size)
        text_add(text, reading->side ? " ▸y]" : " ▸x]");
    else
        text_add(text, " ▸]");
}

static bool is_in_flight(const struct stage *stage)
{
    const struct reading *reading = stage->reading;
    return reading->has_target && reading->now->event.kind == CLASSIC_travel && reading->now->under_way &&
           stage->picture->look->motion == MOTION_FULL;
}

/* Between two columns on one line, starting and landing gently. Returns the first column behind the start that it has left. */
static int draw_tile(const struct stage *stage, int from, int to, int y)
{
    int64_t eased = panel_eased(stage->reading->now->phase);
    struct text text = {0};
    tile_text(stage, &text);
    int width = text_width(text_string(&text), text.length);
    int x = from + (int)((int64_t)(to - width - from) * eased / 1000);
    x = x < from ? from : x;
    grid_text(stage->grid, x, y, width, STYLE_moving, text_string(&text));
    text_free(&text);
    return x;
}

/* Where a flight to the right begins on a line: at the source, if the line is free from there to the gate, else at the gate. */
static int flight_start(const struct stage *stage, int source, int gate, int line)
{
    for (int x = source; x <= gate; x++) {
        const struct cell *cell = grid_cell(stage->grid, x, line);
        if (cell == NULL || cell->rune != ' ')
            return gate + 1;
    }
    return source;
}

void gate_draw(const struct stage *stage)
{
    const struct bands *bands = &stage->bands;
    struct gate gate;
    if (!read_gate(stage, &gate))
        return;
    int top, from = bands->x + bands->gate, line = rail_line(stage, gate.band);
    int to = rail_end(stage, &gate, line, &top) + 1;
    draw_bit(stage, &gate);
    if (gate.in_old)
        draw_way_back(stage, &gate);
    if (!gate.decided)
        return;
    if (bands->gap == 0)
        draw_side(stage, &gate);
    if (bands->lines == 1 ||
        line >= bands->y + bands->height) /* where entries are signs there is no room to fly in */
        return;
    if (is_in_flight(stage)) {
        int source = from + 1, at, above;
        bands_find_slot(bands, stage->reading, stage->reading->from, stage->reading->from_slot, &source,
                        &above);
        source = flight_start(stage, source - 1, from, line) + 1;
        if (source > from) /* a note may end below the gate */
            source += bands->gap == 0;
        at = draw_tile(stage, source - 1, to, line);
        draw_rail(stage, &gate, at);
        put_line(stage, source, at < from ? at : from, line, 0x254c, STYLE_dim); /* where it came from */
        draw_tile(stage, source - 1, to, line);
    } else { /* what has landed has all of its way behind it */
        bool landed = stage->reading->moving && stage->reading->now->event.kind == CLASSIC_moved;
        draw_rail(stage, &gate, landed ? to : 0);
    }
}
