/* Which columns slots, numbers, the gate and the field take: a matter of the terminal's width, and of how many digits numbers have. */
#include "view/classic/bands.h"

#include "base/number.h"

#include <stddef.h>
#include <string.h>

/* One line of eight letters: for small screens. */
static void columns_of_glyphs(struct bands *bands)
{
    static const int slots[] = {4, 21, 32}, ends[] = {2, 19, 30};
    int spare = bands->width >= 40 ? 0 : 40 - bands->width; /* taken from the blanks between */
    bands->content = SLOT_GLYPH;
    bands->a_line = SLOTS;
    bands->lines = 1;
    bands->gap = 0;
    bands->key = 1;
    for (int side = 0; side < BAND_SIDES; side++) {
        bands->pitch[side] = 1;
        bands->slots[side] = slots[side] - (side == BAND_OLD ? 0 : spare);
        bands->number_end[side] = ends[side] - (side == BAND_OLD ? 0 : spare);
    }
    bands->gate = spare > 0 ? 0 : 15;
}

enum { KEY_MOST = 14 };

/* Columns between things. */
struct spacing {
    int first;     /* before the first slot */
    int to_gate;   /* from the last old slot to the gate */
    int from_gate; /* from there to the number of x */
    int after;     /* from a number to its slots */
    int before_y;  /* from the last slot of x to the number of y */
};

/* Blocks of `a_line` keys, spaced like that. */
static void columns_of_keys(struct bands *bands, int a_line, int gap, const struct spacing *spacing, int key)
{
    int between = a_line - 1;
    bands->a_line = a_line;
    bands->lines = (SLOTS + a_line - 1) / a_line;
    bands->gap = gap;
    bands->key = key;
    bands->pitch[BAND_OLD] = key + 2;
    bands->pitch[BAND_X] = bands->pitch[BAND_Y] = key + 1;
    bands->slots[BAND_OLD] = spacing->first;
    bands->number_end[BAND_OLD] = bands->digits > 2 ? bands->digits : 2;
    bands->gate = spacing->first + between * (key + 2) + key + spacing->to_gate;
    bands->number_end[BAND_X] = bands->gate + spacing->from_gate;
    bands->slots[BAND_X] = bands->number_end[BAND_X] + spacing->after;
    bands->number_end[BAND_Y] = bands->slots[BAND_X] + between * (key + 1) + key + spacing->before_y;
    bands->slots[BAND_Y] = bands->number_end[BAND_Y] + spacing->after;
}

/* How wide a key may be. */
static int key_width(const struct bands *bands, int a_line, const struct spacing *spacing)
{
    int between = a_line - 1;
    int fixed = spacing->first + spacing->to_gate + spacing->from_gate + spacing->before_y +
                2 * spacing->after + 4 * between;
    int key = (bands->width - fixed) / (3 * a_line);
    return key > KEY_MOST ? KEY_MOST : key;
}

bool columns_are_too_many(const struct bands *bands, int columns, int below)
{
    int lines = bands->height - bands->lines - below,
        rows = lines > 0 ? 1 << number_log2((uint64_t)lines) : 1;
    int least = bands->width >= WIDTH_OF_GAPS ? 2 * SLOTS : SLOTS;
    return columns > least && (uint64_t)columns / 2 * (uint64_t)rows >= bands->count;
}

/* A field stands in the columns of its band: as wide as the band and what is left over let it be. */
static void fit_field(struct bands *bands, int a_line, int gap, struct spacing *spacing, int key)
{
    static const int columns[] = {64, 32, 16, 8, 4}, groups[] = {4, 8, 0};
    columns_of_keys(bands, a_line, gap, spacing, key);
    int spare = bands->width - bands->slots[BAND_Y] - (a_line - 1) * (key + 1) - key;
    int old = bands->gate - 2 - bands->slots[BAND_OLD], y = bands->width - bands->slots[BAND_Y];
    int x = bands->number_end[BAND_Y] - bands->panes.digits - bands->slots[BAND_X];
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        for (size_t j = 0; j < sizeof groups / sizeof *groups; j++) {
            int width = panes_width(columns[i], groups[j]), more_old = width > old ? width - old : 0,
                more_x = width > x ? width - x : 0;
            if (more_old + more_x > spare || width > y - more_old - more_x ||
                columns_are_too_many(bands, columns[i], gap))
                continue;
            spacing->to_gate += more_old;
            spacing->before_y += more_x;
            bands->panes.columns = columns[i];
            bands->panes.group = groups[j];
            columns_of_keys(bands, a_line, gap, spacing, key);
            return;
        }
    }
}

/* A screen that is too narrow for keys has letters. The least height is that of the bands of one bucket below a field; of fewer buckets
   than are worth the lines it is theirs. */
static bool has_room_for_keys(const struct bands *bands)
{
    int lines = bands->width >= WIDTH_OF_FOURS ? 2 : 3;
    int least = bands->count > 0 && bands->count < LEAST_BANDS ? (int)bands->count : LEAST_BANDS;
    return bands->width >= WIDTH_OF_KEYS && bands->height >= (bands->digits > 0 ? lines : least * lines);
}

/* Two keys a line where three don't fit, if no bucket goes for that: a terminal split down the middle. */
static bool columns_of_pairs(struct bands *bands)
{
    static const struct spacing spacing = {4, 3, 3, 2, 2};
    enum { PAIR = 2, LEAST_KEY = 5 };
    int key = key_width(bands, PAIR, &spacing), lines = SLOTS / PAIR + 1;
    if (bands->width >= WIDTH_OF_KEYS || key < LEAST_KEY || bands->digits > 0 ||
        bands->count * (uint64_t)lines > (uint64_t)(bands->height > 0 ? bands->height + 1 : 0))
        return false;
    columns_of_keys(bands, PAIR, 1, &spacing, key);
    return true;
}

static void choose(struct bands *bands, const struct look *look)
{
    static const enum slot_content contents[] = {
        [CELLS_TOPHASH] = SLOT_TOPHASH, [CELLS_KEY] = SLOT_KEY, [CELLS_VALUE] = SLOT_VALUE};
    static const struct spacing spacings[] = {{5, 4, 5, 3, 3}, {5, 5, 6, 3, 5}, {4, 4, 4, 2, 2}};
    int which = bands->width >= WIDTH_OF_FOURS ? 0 : bands->width >= WIDTH_OF_GAPS ? 1 : 2;
    int a_line = which == 0 ? 4 : 3, gap = which < 2;
    struct spacing spacing = spacings[which];
    bands->content = contents[look->cells];
    if (columns_of_pairs(bands))
        return;
    if (!has_room_for_keys(bands)) {
        columns_of_glyphs(bands);
        bands->panes.columns = SLOTS;
        return;
    }
    int more = bands->digits > 2 ? bands->digits - 2 : 0;
    spacing.first += more;
    spacing.from_gate += more;
    spacing.before_y += more;
    int key = key_width(bands, a_line, &spacing);
    if (bands->digits > 0)
        fit_field(bands, a_line, gap, &spacing, key);
    else
        columns_of_keys(bands, a_line, gap, &spacing, key);
}

/* From FIELD_FROM buckets on numbers have more digits than the columns of bands have room for. `count`: of the old array, or of
   the present one at rest; as many as there will be decide, so that nothing moves when a growth begins. */
static void count_digits(struct bands *bands, uint64_t count)
{
    enum { DIGITS_OF_ROWS = 5 };
    bands->digits = count >= FIELD_FROM ? number_digits(2 * count - 1) : 0;
    bands->panes.digits = bands->digits > DIGITS_OF_ROWS ? DIGITS_OF_ROWS : bands->digits;
}

void columns_choose(struct bands *bands, const struct look *look)
{
    count_digits(bands, bands->count);
    choose(bands, look);
}

int bands_block_width(const struct bands *bands, enum band_side column)
{
    return (bands->a_line - 1) * bands->pitch[column] + bands->key;
}

int bands_gate(int width, const struct classic *map)
{
    struct bands bands;
    struct look look;
    look_init(&look);
    memset(&bands, 0, offsetof(struct bands, bands)); /* no band is placed */
    bands.width = width;
    bands.height = GRID_MOST_HEIGHT;
    bands.count = classic_growing(map) ? classic_old_bucket_count(map) : classic_bucket_count(map);
    columns_choose(&bands, &look);
    return bands.gate;
}
