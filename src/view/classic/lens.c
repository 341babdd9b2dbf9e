/* The lens: the entry in hand, its hash bits, the deciding bit, and the sum that gives its place. */
#include "view/classic/panels.h"

#include "base/number.h"

#include <string.h>

struct lens {
    struct grid *grid;
    struct area area;
    const struct picture *picture;
    const struct reading *reading;
    int y;
};

static void line_of_words(struct lens *lens, enum style style, enum word word, const char *const *arguments)
{
    if (lens->y < lens->area.y + lens->area.height)
        panel_say(lens->grid, lens->area.x, lens->y++, lens->area.width, style, lens->picture, word,
                  arguments);
}

static char *bits_text(char buffer[72], uint64_t value, int count)
{
    for (int i = 0; i < count; i++)
        buffer[i] = value >> (count - 1 - i) & 1 ? '1' : '0';
    buffer[count] = '\0';
    return buffer;
}

/* Tophash bits, a gap, the low bits: the bucket's underlined, the deciding one in brackets. */
static void draw_bits(struct lens *lens, uint64_t hash, int bucket_bits, int deciding, bool decided)
{
    if (lens->y >= lens->area.y + lens->area.height)
        return;
    struct grid *grid = lens->grid;
    int x = lens->area.x, y = lens->y++, end = lens->area.x + lens->area.width;
    int shown = bucket_bits + 4 < 9 ? 9 : bucket_bits + 4;
    if (shown > 24)
        shown = 24;
    bool spaced = lens->area.width >= 8 + 6 + shown * 2 + 14;
    x += panel_say(grid, x, y, end - x, STYLE_label, lens->picture, WORD_CLASSIC_LENS_BITS, NULL) + 1;
    for (int bit = 63; bit >= 56; bit--)
        x += grid_put(grid, x, y, hash >> bit & 1 ? '1' : '0', STYLE_strong);
    x += grid_text(grid, x, y, end - x, STYLE_dim, " … ");
    for (int bit = shown - 1; bit >= 0 && x < end; bit--) {
        enum style style = bit == deciding ? STYLE_bit : bit < bucket_bits ? STYLE_strong : STYLE_dim;
        bool bracket = bit == deciding && decided;
        if (bracket && !spaced)
            x += grid_put(grid, x, y, '[', style);
        else if (bracket)
            grid_put(grid, x - 1, y, '[', style);
        int at = x;
        x += grid_put(grid, x, y, hash >> bit & 1 ? '1' : '0', style);
        if (bit < bucket_bits)
            grid_flag(grid, at, y, 1, GRID_UNDERLINE);
        if (bracket)
            x += grid_put(grid, x, y, ']', style);
        else if (spaced)
            x++;
    }
}

static void draw_key(struct lens *lens, value_id key, bool has_hash, uint64_t hash)
{
    struct text text = {0};
    panel_value(lens->picture, key, lens->area.width / 2, &text);
    int x = lens->area.x, y = lens->y++;
    x += grid_text(lens->grid, x, y, lens->area.width / 2, STYLE_moving, text_string(&text)) + 2;
    text_free(&text);
    if (!has_hash)
        return;
    int room = lens->area.x + lens->area.width - x;
    x += panel_say(lens->grid, x, y, room, STYLE_label, lens->picture, WORD_CLASSIC_LENS_HASH,
                   PANEL_ARGUMENTS(HEX(hash, 16))) +
         2;
    room = lens->area.x + lens->area.width - x;
    if (room > 12)
        panel_say(lens->grid, x, y, room, STYLE_strong, lens->picture, WORD_CLASSIC_LENS_TOPHASH,
                  PANEL_ARGUMENTS(HEX(hash_top(hash), 2)));
}

/* A relocation: old bucket, deciding bit, the sum. */
static void draw_relocation(struct lens *lens)
{
    const struct reading *reading = lens->reading;
    const struct classic *map = &lens->reading->map;
    draw_key(lens, reading->key, reading->has_hash, reading->hash);
    uint64_t old_count = classic_old_bucket_count(map);
    if (old_count == 0) /* the growth has just ended: the new half is half of what is there now */
        old_count = classic_bucket_count(map) / 2;
    if (reading->reason == SIDE_SAME_SIZE && reading->decided) {
        line_of_words(lens, STYLE_plain, WORD_CLASSIC_LENS_SAME_SIZE, NULL);
        return;
    }
    int bits = number_log2(old_count);
    if (!reading->has_hash) {
        line_of_words(lens, STYLE_dim, WORD_CLASSIC_LENS_NOT_HASHED, NULL);
        return;
    }
    draw_bits(lens, reading->hash, bits, bits, reading->decided);
    char buffer[72];
    uint64_t old = reading->hash & (old_count - 1), target = old + (reading->side ? old_count : 0);
    line_of_words(lens, STYLE_plain, WORD_CLASSIC_LENS_OLD_BUCKET,
                  PANEL_ARGUMENTS(NUMBER(bits), bits > 0 ? bits_text(buffer, old, bits) : "-", NUMBER(old)));
    if (!reading->decided)
        return;
    if (reading->reason == SIDE_NAN_BY_TOPHASH)
        line_of_words(lens, STYLE_new_x + reading->side, WORD_CLASSIC_LENS_NAN,
                      PANEL_ARGUMENTS(reading->side ? "y" : "x"));
    else if (reading->side)
        line_of_words(lens, STYLE_new_y, WORD_CLASSIC_LENS_BIT_Y,
                      PANEL_ARGUMENTS(NUMBER(bits), NUMBER(old), NUMBER(old_count), NUMBER(target),
                                      NUMBER(reading->to_slot)));
    else
        line_of_words(lens, STYLE_new_x, WORD_CLASSIC_LENS_BIT_X,
                      PANEL_ARGUMENTS(NUMBER(bits), NUMBER(target), NUMBER(reading->to_slot)));
}

/* A key of an insert, lookup or deletion: its bucket, and which array is searched. */
static void draw_operation(struct lens *lens)
{
    const struct reading *reading = lens->reading;
    const struct classic *map = &lens->reading->map;
    draw_key(lens, reading->key, reading->has_hash, reading->hash);
    if (!reading->has_hash)
        return;
    int bits = reading->has_mask ? number_log2(reading->mask + 1) : (int)classic_register(map, REGISTER_B);
    uint64_t bucket = reading->hash & (((uint64_t)1 << bits) - 1);
    bool growing = classic_growing(map) && !classic_same_size(map);
    draw_bits(lens, reading->hash, bits, growing ? bits - 1 : -1, false);
    char buffer[72];
    line_of_words(
        lens, STYLE_plain, WORD_CLASSIC_LENS_BUCKET,
        PANEL_ARGUMENTS(NUMBER(bits), bits > 0 ? bits_text(buffer, bucket, bits) : "-", NUMBER(bucket)));
    if (growing)
        line_of_words(lens, STYLE_plain, WORD_CLASSIC_LENS_COMES_FROM,
                      PANEL_ARGUMENTS(NUMBER(bucket), NUMBER(bucket & (classic_old_bucket_count(map) - 1))));
}

static void draw_iterator(struct lens *lens, uint32_t iterator)
{
    const struct classic *map = &lens->reading->map;
    uint64_t word[ITERATOR_FIELDS];
    for (int i = 0; i < ITERATOR_FIELDS; i++)
        word[i] = memory_read(map->memory, place_word(iterator, (uint32_t)i));
    line_of_words(lens, STYLE_strong, WORD_CLASSIC_LENS_ITERATOR,
                  PANEL_ARGUMENTS(NUMBER(word[ITERATOR_START_BUCKET]), NUMBER(word[ITERATOR_OFFSET]),
                                  NUMBER(word[ITERATOR_B])));
    line_of_words(lens, STYLE_plain, WORD_CLASSIC_LENS_ITERATOR_AT,
                  PANEL_ARGUMENTS(NUMBER(word[ITERATOR_BUCKET]), NUMBER(word[ITERATOR_DELIVERED]),
                                  NUMBER(classic_register(map, REGISTER_COUNT))));
    if (word[ITERATOR_KEY] != 0) {
        struct text key = {0}, elem = {0};
        panel_value(lens->picture, (value_id)word[ITERATOR_KEY], 24, &key);
        panel_value(lens->picture, (value_id)word[ITERATOR_ELEM], 24, &elem);
        line_of_words(lens, STYLE_good, WORD_CLASSIC_LENS_DELIVERED,
                      PANEL_ARGUMENTS(text_string(&key), text_string(&elem)));
        text_free(&key);
        text_free(&elem);
    }
    if (word[ITERATOR_CHECK_BUCKET] != 0)
        line_of_words(lens, STYLE_bit, WORD_CLASSIC_LENS_CHECK_BUCKET,
                      PANEL_ARGUMENTS(NUMBER(word[ITERATOR_CHECK_BUCKET] - 1)));
}

/* The slot under the keyboard's cursor, opened. */
static bool draw_opened(struct lens *lens)
{
    const struct picture *picture = lens->picture;
    const struct look *look = picture->look;
    const struct classic *map = &lens->reading->map;
    uint64_t rows = look->cursor.pane ? classic_old_bucket_count(map) : classic_bucket_count(map);
    if (!look->on_buckets || !look->opened || (uint64_t)look->cursor.row >= rows)
        return false;
    reference link = look->cursor.pane ? classic_old_bucket(map, (uint64_t)look->cursor.row)
                                       : classic_bucket(map, (uint64_t)look->cursor.row);
    for (int i = 0; i < look->cursor.link && link != 0; i++)
        link = classic_next_link(map, link);
    if (link == 0)
        return false;
    const struct bucket *bucket = classic_cells(map, link);
    uint8_t top = bucket->tophash[look->cursor.slot];
    if (top < TOP_MIN) {
        line_of_words(lens, STYLE_strong, WORD_CLASSIC_LENS_MARK_0 + top, NULL);
        return true;
    }
    struct text elem = {0};
    value_id key = bucket->key[look->cursor.slot];
    uint64_t hash;
    bool has_hash = classic_hash_of(map, key, &hash);
    draw_key(lens, key, has_hash, has_hash ? hash : 0);
    if (has_hash)
        draw_bits(lens, hash,
                  (int)classic_register(map, REGISTER_B) - (look->cursor.pane && !classic_same_size(map)), -1,
                  false);
    panel_value(picture, bucket->elem[look->cursor.slot], 40, &elem);
    line_of_words(lens, STYLE_plain, WORD_CLASSIC_LENS_ELEM, PANEL_ARGUMENTS(text_string(&elem)));
    text_free(&elem);
    return true;
}

void lens_draw(struct grid *grid, struct area area, const struct picture *picture,
               const struct reading *reading)
{
    struct lens lens = {grid, area, picture, reading, area.y};
    uint32_t iterator = (uint32_t)classic_register(&reading->map, REGISTER_ITERATOR);
    if (draw_opened(&lens))
        return;
    if (reading->moving)
        draw_relocation(&lens);
    else if (iterator != 0 &&
             (reading->now->routine == ROUTINE_mapiterinit || reading->now->routine == ROUTINE_mapiternext))
        draw_iterator(&lens, iterator);
    else if (reading->has_key)
        draw_operation(&lens);
    else
        line_of_words(&lens, STYLE_dim, WORD_CLASSIC_LENS_NOTHING, NULL);
}
