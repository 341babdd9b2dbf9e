/* The old bucket in hand as a table, where a screen has room for one: every decision side by side. */
#include "view/classic/stage.h"

#include "base/number.h"
#include "model/classic/measure.h"

enum {
    LEAST_WIDTH = 150,
    HEADING = 2,
    BITS = 8,
    COLUMN_TOP = 8,
    COLUMN_KEY = 18,
    KEY_ROOM = 20,
    COLUMN_VALUE = 40,
    VALUE_ROOM = 18,
    COLUMN_BITS = 62,
    COLUMN_GOAL = 90
};

/* What is known of a slot's entry at the moment: nothing is told of one that comes later. */
struct row {
    uint8_t top;
    value_id key, elem;
    bool now, done, known; /* in hand; moved already; its hash may be told */
    uint64_t hash;
};

static struct row row_of(const struct stage *stage, reference link, int slot)
{
    const struct reading *reading = stage->reading;
    const struct bucket *cells = classic_cells(&reading->map, link);
    struct row row = {.top = cells->tophash[slot], .key = cells->key[slot], .elem = cells->elem[slot]};
    row.now = reading->moving && reading->from == link && reading->from_slot == slot;
    row.done = !row.now && (row.top == TOP_EVACUATED_X || row.top == TOP_EVACUATED_Y);
    if (row.now) {
        row.top = reading->top;
        row.known = reading->has_hash;
        row.hash = reading->hash;
    } else if (row.done && row.key != VALUE_NONE && !VALUE_IS_STALE(row.key)) {
        row.known = classic_hash_of(&reading->map, row.key, &row.hash);
    }
    return row;
}

/* … 7 6 5 4 3 [2] 1 0 above the bits: as many as there is room for, the deciding one among them. */
static void draw_bits(const struct stage *stage, int x, int y, int bit, const struct row *row)
{
    int least = bit < BITS - 1 ? 0 : bit - BITS + 2;
    for (int i = 0; i < BITS; i++) {
        int number = least + BITS - 1 - i, at = x + 3 * i;
        bool decides = number == bit && !stage->bands.same_size;
        char digit = row->known ? (char)('0' + (row->hash >> number & 1)) : 0;
        enum style style = !decides ? STYLE_label : digit == '1' ? STYLE_new_y : STYLE_new_x;
        /* Not before it was looked at; and where a loop has begun, a NaN goes by its tophash. */
        if (row->now && (!stage->reading->decided || stage->reading->reason == SIDE_NAN_BY_TOPHASH))
            decides = false;
        grid_put(stage->grid, at, y, digit != 0 ? (uint32_t)digit : 0xb7,
                 digit == 0 ? STYLE_dim
                 : decides  ? style
                            : STYLE_label);
        if (decides && digit != 0) {
            grid_put(stage->grid, at - 1, y, '[', style);
            grid_put(stage->grid, at + 1, y, ']', style);
        }
    }
}

static void draw_heading(const struct stage *stage, int x, int y, int bit)
{
    static const struct {
        int column;
        enum word word;
    } heads[] = {{0, WORD_CLASSIC_TABLE_SLOT},
                 {COLUMN_TOP, WORD_CLASSIC_TABLE_TOP},
                 {COLUMN_KEY, WORD_CLASSIC_TABLE_KEY},
                 {COLUMN_VALUE, WORD_CLASSIC_TABLE_VALUE},
                 {COLUMN_GOAL, WORD_CLASSIC_TABLE_GOAL}};
    int least = bit < BITS - 1 ? 0 : bit - BITS + 2;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        panel_say(stage->grid, x + heads[i].column, y, COLUMN_GOAL, STYLE_label, stage->picture,
                  heads[i].word, NULL);
    for (int i = 0; i < BITS; i++) {
        int number = least + BITS - 1 - i;
        grid_format(stage->grid, x + COLUMN_BITS + 3 * i - (number > 9), y, 2,
                    number == bit ? STYLE_strong : STYLE_label, "%d", number);
    }
}

static void say_goal(const struct stage *stage, int x, int y, const struct row *row)
{
    const struct reading *reading = stage->reading;
    uint64_t count = stage->bands.count;
    bool decided = row->done || (row->now && reading->decided);
    int side = row->now ? reading->side : row->top == TOP_EVACUATED_Y;
    uint64_t bucket = reading->old_bucket + (side ? count : 0);
    if (!decided) {
        bool empty = row->top <= TOP_EMPTY_ONE || row->top == TOP_EVACUATED_EMPTY;
        grid_text(stage->grid, x, y, 2, STYLE_label, empty ? "" : "?");
        return;
    }
    int used =
        panel_say(stage->grid, x, y, stage->bands.width, side ? STYLE_new_y : STYLE_new_x, stage->picture,
                  side ? WORD_CLASSIC_TABLE_Y : WORD_CLASSIC_TABLE_X, PANEL_ARGUMENTS(GROUPED(bucket)));
    if (row->now)
        panel_say(stage->grid, x + used + 2, y, 12, STYLE_strong, stage->picture, WORD_CLASSIC_TABLE_NOW,
                  NULL);
}

/* Slots of overflow buckets have a + before their number. */
static void draw_row(const struct stage *stage, int x, int y, int slot, bool overflow, int bit,
                     const struct row *row)
{
    struct text text = {0};
    bool entry = row->now || row->done || row->top >= TOP_MIN;
    enum style style = row->now ? STYLE_strong : row->done ? STYLE_label : STYLE_old;
    grid_format(stage->grid, x + !overflow, y, 4, style, "%s%d", overflow ? "+" : "", slot);
    if (!entry) {
        grid_text(stage->grid, x + COLUMN_KEY, y, KEY_ROOM, STYLE_label,
                  stage->picture->words->texts[row->top == TOP_EMPTY_ONE ? WORD_CLASSIC_TABLE_DELETED
                                                                         : WORD_CLASSIC_TABLE_EMPTY]);
        return;
    }
    if (!row->done)
        grid_format(stage->grid, x + COLUMN_TOP, y, 4, style, "%02x", row->top);
    if (row->key != VALUE_NONE && !VALUE_IS_STALE(row->key)) {
        panel_value(stage->picture, row->key, KEY_ROOM, &text);
        grid_text(stage->grid, x + COLUMN_KEY, y, KEY_ROOM, row->now ? STYLE_moving : style,
                  text_string(&text));
        text_clear(&text);
        panel_value(stage->picture, row->elem, VALUE_ROOM, &text);
        grid_text(stage->grid, x + COLUMN_VALUE, y, VALUE_ROOM, style, text_string(&text));
    }
    text_free(&text);
    draw_bits(stage, x + COLUMN_BITS, y, bit, row);
    say_goal(stage, x + COLUMN_GOAL, y, row);
}

/* The line below the last band. */
static int line_below(const struct bands *bands)
{
    int bottom = bands->y;
    for (int i = 0; i < bands->shown; i++) {
        int end = bands->bands[i].y + bands->bands[i].links * bands->lines + bands->gap;
        bottom = end > bottom ? end : bottom;
    }
    return bottom + (bands->gap == 0);
}

/* The whole chain, or nothing. */
void table_draw(const struct stage *stage)
{
    const struct bands *bands = &stage->bands;
    const struct reading *reading = stage->reading;
    int y = line_below(bands), x = bands->x + 2, bit = number_log2(bands->count);
    if (!bands->growing || !reading->evacuating || bands->width < LEAST_WIDTH)
        return;
    reference link = classic_old_bucket(&reading->map, reading->old_bucket);
    int lines = HEADING + SLOTS * (int)classic_chain_length(&reading->map, link);
    if (bands->y + bands->height - y < lines)
        return;
    panel_say(stage->grid, x, y, bands->width - 4, STYLE_title, stage->picture, WORD_CLASSIC_TABLE_TITLE,
              PANEL_ARGUMENTS(GROUPED(reading->old_bucket)));
    draw_heading(stage, x, y + 1, bit);
    y += HEADING;
    for (bool overflow = false; link != 0; link = classic_next_link(&reading->map, link), overflow = true) {
        for (int slot = 0; slot < SLOTS; slot++) {
            struct row row = row_of(stage, link, slot);
            draw_row(stage, x, y++, slot, overflow, bit, &row);
        }
    }
}
