/* The lens: the entry in hand, its hash bits, the deciding bit, and the sum that gives its place. */
#include "view/classic/bands.h"
#include "view/classic/loop.h"
#include "view/classic/panels.h"

#include "base/number.h"

#include <string.h>

struct lens {
    struct grid *grid;
    struct area area;
    const struct picture *picture;
    const struct reading *reading;
    int gate;                      /* the column of the bit in question: below the gate */
    int y, key_end;                /* the next line; behind the key in its line */
    struct area parts[HASH_PARTS]; /* where what somebody may point at was drawn; height 0: nowhere */
    bool
        long_key; /* of a low lens: the key has the first line for itself, so there is one for what its bits say */
};

/* The first of the words that there is room for. */
static void say_at(struct lens *lens, int x, int y, enum style style, const enum word *words,
                   const char *const *arguments)
{
    if (y < lens->area.y + lens->area.height)
        panel_say_fitting(lens->grid, x, y, lens->area.x + lens->area.width - x, style, lens->picture, words,
                          arguments);
}

static void line_of_words(struct lens *lens, enum style style, const enum word *words,
                          const char *const *arguments)
{
    say_at(lens, lens->area.x, lens->y++, style, words, arguments);
}

static char *bits_text(char buffer[72], uint64_t value, int count)
{
    for (int i = 0; i < count; i++)
        buffer[i] = value >> (count - 1 - i) & 1 ? '1' : '0';
    buffer[count] = '\0';
    return buffer;
}

/* Room for what the bits mean: rows of its own below them, or what is left beside them. */
enum { KEY_MOST = 40 /* keys and values are never cut shorter */ };
enum {
    ROWS_OF_A_DRAWING = 6,
    HIGH_BITS = 12,
    FEW_HIGH_BITS = 6,
    LEAST_HIGH_BITS = 4,
    WIDTH_OF_BITS = 62,
    ROOM_OF_TOPHASH = 11
};

static bool is_tall(const struct lens *lens)
{
    return lens->area.height >= ROWS_OF_A_DRAWING;
}

/* Columns a low bit takes: where there are too many of them, no blanks stand between. */
static int pitch_of(const struct lens *lens, int low)
{
    enum { WORDS_OF_A_PLACE = 24 };
    return lens->gate + 5 + 2 * low + WORDS_OF_A_PLACE <= lens->area.x + lens->area.width ? 2 : 1;
}

/* The column of the low bit number `i` from the left; of number `low`, the one behind them. */
static int column_of_low(const struct lens *lens, int low, int i)
{
    return lens->gate + 3 + pitch_of(lens, low) * i;
}

static int behind_bits(const struct lens *lens, int low)
{
    return column_of_low(lens, low, low) + 2 - pitch_of(lens, low);
}

/* The number of a bit above it, where it has room: one of a digit, or the one in question. */
static void draw_number_of_bit(struct lens *lens, int x, int y, int bit, bool question)
{
    if (is_tall(lens) && (bit < 10 || question))
        grid_format(lens->grid, bit < 10 ? x : x - 1, y - 1, 3, question ? STYLE_strong : STYLE_label, "%d",
                    bit);
}

static void note_part(struct lens *lens, enum point_part part, int x, int y, int columns)
{
    lens->parts[part] = (struct area){x, y, columns, 1};
}

/* Bits in a row: those above number `low` dim, that one in the gate's column, in brackets if it is decided, those below it strong.
   Without one in question (`low` is how many are counted) its place is left out. */
static void draw_bits(struct lens *lens, int y, int left, uint64_t hash, int low, bool question, bool decided,
                      enum style style)
{
    struct grid *grid = lens->grid;
    int gate = lens->gate, x = gate - 3, bit = low + question;
    for (int i = 0; i < (is_tall(lens) ? HIGH_BITS : FEW_HIGH_BITS) && x >= left + 2 && bit < 64;
         i++, bit++, x -= 2) {
        grid_put(grid, x, y, hash >> bit & 1 ? '1' : '0', STYLE_label);
        draw_number_of_bit(lens, x, y, bit, false);
    }
    grid_put(grid, x, y, 0x2026, STYLE_label);
    if (!is_tall(lens) && x - 5 >= left)
        panel_say(grid, x - 5, y, 4, STYLE_label, lens->picture, WORD_CLASSIC_LENS_BITS, NULL);
    note_part(lens, PART_BITS, column_of_low(lens, low, 0), y, pitch_of(lens, low) * (low - 1) + 1);
    if (question) {
        note_part(lens, PART_HIGH_BIT, gate - decided, y, 1 + 2 * decided);
        draw_number_of_bit(lens, gate, y, low, true);
        grid_put(grid, gate, y, hash >> low & 1 ? '1' : '0', decided ? style : STYLE_strong);
        if (decided) {
            grid_put(grid, gate - 1, y, '[', style);
            grid_put(grid, gate + 1, y, ']', style);
            grid_flag(grid, gate - 1, y, 3, GRID_BOLD);
        }
    }
    for (int i = 0; i < low; i++) {
        grid_put(grid, column_of_low(lens, low, i), y, hash >> (low - 1 - i) & 1 ? '1' : '0', STYLE_strong);
        if (pitch_of(lens, low) > 1)
            draw_number_of_bit(lens, column_of_low(lens, low, i), y, low - 1 - i, false);
    }
}

/* A wire from below the bits to their sentence: from the low bits, and from the one in question. Returns where its words begin. */
static int draw_wire(struct lens *lens, int y, int low, bool of_low, bool of_bit)
{
    struct grid *grid = lens->grid;
    int gate = lens->gate, many = pitch_of(lens, low) == 1;
    int words = many ? gate + 6 : behind_bits(lens, low) + 2;
    if (of_low && of_bit)
        grid_put(grid, gate, y, 0x2502, STYLE_dim);
    if (of_low) {
        for (int x = gate + 3; x < words - 1; x++)
            grid_put(grid, x, y, 0x2500, STYLE_dim);
        for (int i = 0; i < (many ? 1 : low); i++)
            grid_put(grid, column_of_low(lens, low, i), y, i == 0 ? 0x2514 : 0x2534, STYLE_dim);
    } else {
        grid_put(grid, gate, y, 0x2570, STYLE_dim);
        for (int x = gate + 1; x < words - 1; x++)
            grid_put(grid, x, y, 0x2500, STYLE_dim);
    }
    return words + 1;
}

/* The only bright ground is that of what is in hand. */
static enum style style_of_key(const struct lens *lens)
{
    return now_is_over(lens->reading->now) ? STYLE_strong : STYLE_moving;
}

/* 0 to 4 are marks, so a smaller top byte is raised by 5 (tophash in map.go). */
static void say_tophash(struct lens *lens, int x, int y, int room, enum style style, uint64_t hash)
{
    const char *const *arguments = PANEL_ARGUMENTS(HEX(hash_top(hash), 2), HEX(hash >> 56, 2));
    const enum word *words = hash >> 56 < TOP_MIN
                                 ? PANEL_WORDS(WORD_CLASSIC_LENS_TOPHASH_RAISED,
                                               WORD_CLASSIC_LENS_TOPHASH_SUM, WORD_CLASSIC_LENS_TOPHASH)
                                 : PANEL_WORDS(WORD_CLASSIC_LENS_TOPHASH);
    int used = panel_say_fitting(lens->grid, x, y, room, style, lens->picture, words, arguments);
    note_part(lens, PART_TOPHASH, x, y, used);
}

static void draw_key(struct lens *lens, value_id key, bool has_hash, uint64_t hash)
{
    struct text text = {0};
    int x = lens->area.x, y = lens->y++, room = lens->area.x + lens->area.width - x;
    panel_value(lens->picture, key, KEY_MOST, &text);
    x += grid_text(lens->grid, x, y, room, style_of_key(lens), text_string(&text)) + 2;
    text_free(&text);
    room = lens->area.x + lens->area.width - x;
    if (!has_hash || room < 20)
        return;
    int used = panel_say(lens->grid, x, y, room, STYLE_label, lens->picture, WORD_CLASSIC_LENS_HASH,
                         PANEL_ARGUMENTS(HEX(hash, 16)));
    note_part(lens, PART_HASH, x, y, used);
    x += used + 2;
    room = lens->area.x + lens->area.width - x;
    if (room > 12)
        say_tophash(lens, x, y, room, STYLE_strong, hash);
}

static const enum word old_buckets[] = {
    WORD_CLASSIC_LENS_OLD_BUCKET,          WORD_CLASSIC_LENS_OLD_BUCKET_LESS,
    WORD_CLASSIC_LENS_OLD_BUCKET_SHORT,    WORD_CLASSIC_LENS_OLD_BUCKET_ALONE,
    WORD_CLASSIC_LENS_OLD_BUCKET_SHORTEST, WORD_NONE};
static const enum word buckets[] = {WORD_CLASSIC_LENS_BUCKET, WORD_CLASSIC_LENS_BUCKET_LESS,
                                    WORD_CLASSIC_LENS_BUCKET_SHORT, WORD_CLASSIC_LENS_BUCKET_ALONE,
                                    WORD_NONE};

/* Which bucket the low bits say; of one bucket there is nothing to say, but that there was one if a bit above decides now. */
static void say_bucket(struct lens *lens, int x, int y, const enum word *words, uint64_t bucket, int bits)
{
    char buffer[72];
    const enum word *of_one =
        words == old_buckets
            ? PANEL_WORDS(WORD_CLASSIC_LENS_ONE_OLD_BUCKET, WORD_CLASSIC_LENS_ONE_OLD_BUCKET_SHORT)
            : PANEL_WORDS(WORD_CLASSIC_LENS_ONE_BUCKET, WORD_CLASSIC_LENS_ONE_BUCKET_SHORT);
    say_at(lens, x, y, STYLE_plain, bits > 0 ? words : of_one,
           PANEL_ARGUMENTS(NUMBER(bits), bits_text(buffer, bucket, bits), NUMBER(bucket)));
}

/* The key, and its hash where there is room. Returns the line of the bits: in a low lens it is the key's own, unless the key is
   too long to stand before them. */
static int draw_heading(struct lens *lens)
{
    const struct reading *reading = lens->reading;
    int y = lens->y, few = lens->grid->width >= WIDTH_OF_BITS ? LEAST_HIGH_BITS : 1;
    int room = lens->gate - 2 * few - 5 - lens->area.x;
    struct text text = {0};
    if (is_tall(lens)) {
        draw_key(lens, reading->key, reading->has_hash, reading->hash);
        return y + 2;
    }
    panel_value(lens->picture, reading->key, KEY_MOST, &text);
    int width = text_width(text_string(&text), text.length);
    lens->long_key = width > room;
    grid_text(lens->grid, lens->area.x, y, lens->area.width, style_of_key(lens), text_string(&text));
    lens->key_end = lens->long_key ? lens->area.x : lens->area.x + width;
    text_free(&text);
    return y + lens->long_key;
}

static enum style side_style(const struct reading *reading)
{
    return reading->side ? STYLE_new_y : STYLE_new_x;
}

/* What the bit decided, from line `y` on. */
static void say_decision(struct lens *lens, int y, int bits, uint64_t old, uint64_t old_count)
{
    const struct reading *reading = lens->reading;
    uint64_t target = old + (reading->side ? old_count : 0);
    bool tall = is_tall(lens);
    int x = lens->long_key ? behind_bits(lens, bits) + 2 : draw_wire(lens, y, bits, false, true);
    static const enum word xs[] = {WORD_CLASSIC_LENS_BIT_X, WORD_CLASSIC_LENS_BIT_SHORT,
                                   WORD_CLASSIC_LENS_BIT_X_SHORT, WORD_NONE},
                           ys[] = {WORD_CLASSIC_LENS_BIT_Y, WORD_CLASSIC_LENS_BIT_Y_SUM,
                                   WORD_CLASSIC_LENS_BIT_Y_SHORT, WORD_CLASSIC_LENS_BIT_SHORT, WORD_NONE},
                           alone[] = {WORD_CLASSIC_LENS_BIT, WORD_NONE};
    say_at(lens, x, y, side_style(reading),
           tall            ? alone
           : reading->side ? ys
                           : xs,
           PANEL_ARGUMENTS(NUMBER(bits), NUMBER(reading->side), reading->side ? "y" : "x", NUMBER(old),
                           NUMBER(old_count), NUMBER(target)));
    if (tall)
        say_at(lens, x, y + 1, STYLE_plain,
               reading->side ? PANEL_WORDS(WORD_CLASSIC_LENS_SUM_Y, WORD_CLASSIC_LENS_SUM_X)
                             : PANEL_WORDS(WORD_CLASSIC_LENS_SUM_X),
               PANEL_ARGUMENTS(NUMBER(old), NUMBER(old_count), NUMBER(target), NUMBER(reading->to_slot)));
}

/* A relocation: the low bits that say which old bucket, the one above them that decides, the sum. */
static void draw_relocation(struct lens *lens)
{
    const struct reading *reading = lens->reading;
    const struct classic *map = &lens->reading->map;
    uint64_t old_count = classic_old_bucket_count(map);
    if (old_count == 0) /* the growth has just ended: the new half is half of what is there now */
        old_count = classic_bucket_count(map) / 2;
    int y = draw_heading(lens), bits = number_log2(old_count);
    bool same_size = classic_growing(map) && classic_same_size(map);
    if (same_size || (reading->reason == SIDE_SAME_SIZE && reading->decided)) {
        say_at(lens, lens->area.x, y + !is_tall(lens), STYLE_plain,
               PANEL_WORDS(WORD_CLASSIC_LENS_SAME_SIZE, WORD_CLASSIC_LENS_SAME_SIZE_SHORT), NULL);
        return;
    }
    if (!reading->has_hash) {
        say_at(lens, lens->area.x, y + !is_tall(lens), STYLE_label,
               PANEL_WORDS(WORD_CLASSIC_LENS_NOT_HASHED, WORD_CLASSIC_LENS_NOT_HASHED_SHORT), NULL);
        return;
    }
    /* Where a NaN lies does not follow from its hash, which is a new one. */
    uint64_t old = reading->evacuating ? reading->old_bucket : reading->hash & (old_count - 1);
    if (reading->reason == SIDE_NAN_BY_TOPHASH) {
        if (reading->decided)
            say_at(lens, lens->area.x, y + !is_tall(lens), side_style(reading),
                   PANEL_WORDS(WORD_CLASSIC_LENS_NAN, WORD_CLASSIC_LENS_NAN_SHORT),
                   PANEL_ARGUMENTS(HEX(reading->top, 2), NUMBER(reading->side), reading->side ? "y" : "x",
                                   NUMBER(old + (reading->side ? old_count : 0))));
        return;
    }
    draw_bits(lens, y, is_tall(lens) ? lens->area.x : lens->key_end + 1, reading->hash, bits, true,
              reading->decided, side_style(reading));
    bool by_chance = reading->reason == SIDE_NAN_BY_HASH;
    int x = is_tall(lens) && !by_chance ? draw_wire(lens, y + 1, bits, true, reading->decided)
                                        : behind_bits(lens, bits) + 2;
    if (by_chance)
        say_at(lens, x, y, STYLE_plain,
               PANEL_WORDS(WORD_CLASSIC_LENS_NAN_HASH, WORD_CLASSIC_LENS_NAN_HASH_SHORT), NULL);
    else if (!lens->long_key || !reading->decided)
        say_bucket(lens, x, y + is_tall(lens), old_buckets, old, bits);
    if (reading->decided)
        say_decision(lens, lens->long_key ? y : y + 1 + (is_tall(lens) && !by_chance), bits, old, old_count);
}

/* What was stored, found or put in place of another value. False: nothing yet. */
static bool say_value(struct lens *lens, int y)
{
    const struct reading *reading = lens->reading;
    const struct event *event = &reading->now->event;
    bool wrote = event->kind == CLASSIC_placed || event->kind == CLASSIC_updated;
    uint64_t before = 0;
    if (!wrote && event->kind != CLASSIC_found)
        return false;
    struct text value = {0}, was = {0};
    panel_value(lens->picture, (value_id)event->after, KEY_MOST, &value);
    if (event->kind == CLASSIC_updated &&
        now_changed(reading->now, bucket_place(place_bucket(event_place(event)), FIELD_ELEM, event->slot),
                    &before))
        panel_value(lens->picture, (value_id)before, KEY_MOST, &was);
    say_at(lens, lens->area.x, y, STYLE_strong,
           was.length > 0 ? PANEL_WORDS(WORD_CLASSIC_LENS_VALUE_WAS, WORD_CLASSIC_LENS_ELEM)
                          : PANEL_WORDS(WORD_CLASSIC_LENS_ELEM),
           PANEL_ARGUMENTS(text_string(&value), text_string(&was)));
    text_free(&value);
    text_free(&was);
    return true;
}

/* A key of an insert, lookup or deletion: its bucket, and which array is searched. */
static void draw_operation(struct lens *lens)
{
    const struct reading *reading = lens->reading;
    const struct classic *map = &lens->reading->map;
    int y = draw_heading(lens);
    if (!reading->has_hash)
        return;
    int bits = reading->has_mask ? number_log2(reading->mask + 1) : (int)classic_register(map, REGISTER_B);
    uint64_t bucket = reading->hash & (((uint64_t)1 << bits) - 1);
    /* Before hashGrow the bucket was chosen in the array that is the old one now. */
    bool growing = classic_growing(map) && !classic_same_size(map) && bits > 0 &&
                   (!reading->has_mask || reading->mask + 1 == classic_bucket_count(map));
    /* Once its old bucket has moved, the bit says in which of the two it is. */
    bool moved = growing && classic_evacuated(
                                map, classic_old_bucket(map, bucket & (classic_old_bucket_count(map) - 1)));
    draw_bits(lens, y, is_tall(lens) ? lens->area.x : lens->key_end + 1, reading->hash, bits - growing,
              growing, moved, bucket >= classic_bucket_count(map) / 2 ? STYLE_new_y : STYLE_new_x);
    int x = is_tall(lens) ? draw_wire(lens, y + 1, bits - growing, true, growing)
                          : behind_bits(lens, bits - growing) + 2;
    if (growing && !lens->long_key) {
        uint64_t old = bucket & (classic_old_bucket_count(map) - 1);
        say_bucket(lens, x, y + is_tall(lens), old_buckets, old, bits - 1);
        x = draw_wire(lens, y + 1 + is_tall(lens), bits - 1, false, true);
        y++;
    }
    bool told = !lens->long_key && say_value(lens, lens->area.y + (is_tall(lens) ? 3 : 1));
    if (!is_tall(lens) && !lens->long_key && !told &&
        (!growing || lens->gate > lens->area.x + ROOM_OF_TOPHASH))
        say_tophash(lens, lens->area.x, lens->area.y + 1, lens->gate - lens->area.x - 2, STYLE_label,
                    reading->hash);
    if (growing && !moved && reading->now->routine == ROUTINE_mapaccess) {
        say_at(lens, x, y + is_tall(lens), STYLE_plain,
               PANEL_WORDS(WORD_CLASSIC_LENS_IN_OLD, WORD_CLASSIC_LENS_IN_OLD_SHORT),
               PANEL_ARGUMENTS(NUMBER(bucket & (classic_old_bucket_count(map) - 1))));
        return;
    }
    say_bucket(lens, x, y + is_tall(lens), buckets, bucket, bits);
}

/* Entries that a loop which has come to its end has never delivered: they were inserted since it began. -1: nobody knows. */
static int count_missed(const struct lens *lens, const struct loop *loop)
{
    enum { BUCKETS = 64 };
    const struct classic *map = &lens->reading->map;
    int missed = 0;
    if (!loop->counted || classic_growing(map) || classic_bucket_count(map) > BUCKETS)
        return -1;
    for (uint64_t i = 0; i < classic_bucket_count(map); i++) {
        for (reference link = classic_bucket(map, i); link != 0; link = classic_next_link(map, link)) {
            for (int slot = 0; slot < SLOTS; slot++) {
                const struct bucket *bucket = classic_cells(map, link);
                value_id key = bucket->key[slot];
                missed += bucket->tophash[slot] >= TOP_MIN && values_equals_itself(map->values, key) &&
                          !loop_has_delivered(loop, lens->reading, key, link, slot);
            }
        }
    }
    return missed;
}

/* Where the loop is, and what that means for what it finds there. */
static void say_loop_place(struct lens *lens, const struct loop *loop)
{
    const struct classic *map = &lens->reading->map;
    uint64_t old_count = classic_old_bucket_count(map), bucket = loop->bucket;
    bool bound = loop->bound != 0 && !classic_same_size(map) && old_count > 0;
    int missed = loop->ended ? count_missed(lens, loop) : -1;
    if (missed > 0) {
        line_of_words(lens, STYLE_plain,
                      PANEL_WORDS(WORD_CLASSIC_LENS_LOOP_MISSED, WORD_CLASSIC_LENS_LOOP_MISSED_SHORT),
                      PANEL_ARGUMENTS(NUMBER(missed)));
        return;
    }
    line_of_words(lens, STYLE_plain,
                  loop->ended  ? PANEL_WORDS(WORD_CLASSIC_LENS_LOOP_OVER)
                  : loop->left ? PANEL_WORDS(WORD_CLASSIC_LENS_LOOP_LEFT, WORD_CLASSIC_LENS_LOOP_LEFT_SHORT)
                  : bound      ? PANEL_WORDS(WORD_CLASSIC_LENS_LOOP_OLD, WORD_CLASSIC_LENS_LOOP_OLD_SHORT)
                               : PANEL_WORDS(WORD_CLASSIC_LENS_LOOP_AT),
                  PANEL_ARGUMENTS(NUMBER(bucket), NUMBER(bound ? bucket & (old_count - 1) : 0)));
}

static void say_loop_key(struct lens *lens, const struct loop *loop)
{
    const struct memory *memory = lens->reading->map.memory;
    uint64_t key = memory_read(memory, place_word(loop->iterator, ITERATOR_KEY)),
             elem = memory_read(memory, place_word(loop->iterator, ITERATOR_ELEM));
    struct text key_text = {0}, elem_text = {0};
    if (key == 0)
        return;
    panel_value(lens->picture, (value_id)key, KEY_MOST, &key_text);
    panel_value(lens->picture, (value_id)elem, KEY_MOST, &elem_text);
    line_of_words(lens, STYLE_good, PANEL_WORDS(WORD_CLASSIC_LENS_DELIVERED),
                  PANEL_ARGUMENTS(text_string(&key_text), text_string(&elem_text)));
    text_free(&key_text);
    text_free(&elem_text);
}

static void draw_loop(struct lens *lens, const struct loop *loop)
{
    uint64_t count = classic_register(&lens->reading->map, REGISTER_COUNT);
    if (is_tall(lens))
        line_of_words(lens, STYLE_strong, PANEL_WORDS(WORD_CLASSIC_LENS_LOOP),
                      PANEL_ARGUMENTS(NUMBER(loop->start), NUMBER(loop->offset)));
    line_of_words(lens, is_tall(lens) ? STYLE_plain : STYLE_strong,
                  loop->counted
                      ? PANEL_WORDS(WORD_CLASSIC_LENS_LOOP_COUNTS, WORD_CLASSIC_LENS_LOOP_COUNTS_SHORT)
                      : PANEL_WORDS(WORD_CLASSIC_LENS_LOOP_DELIVERED),
                  PANEL_ARGUMENTS(NUMBER(loop->delivered), NUMBER(count), NUMBER(loop->skipped)));
    say_loop_place(lens, loop);
    say_loop_key(lens, loop);
}

/* The slot under the keyboard's cursor, opened. */
static bool draw_opened(struct lens *lens)
{
    const struct picture *picture = lens->picture;
    const struct look *look = picture->look;
    const struct classic *map = &lens->reading->map;
    uint64_t rows = look->cursor.pane ? classic_old_bucket_count(map) : classic_bucket_count(map);
    bool looks = look->on_buckets || reading_is_looked_for(picture, lens->reading);
    if (!looks || !look->opened || (uint64_t)look->cursor.row >= rows)
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
        line_of_words(lens, STYLE_strong, PANEL_WORDS(WORD_CLASSIC_LENS_MARK_0 + top), NULL);
        return true;
    }
    struct text elem = {0};
    value_id key = bucket->key[look->cursor.slot];
    uint64_t hash;
    bool has_hash = classic_hash_of(map, key, &hash);
    draw_key(lens, key, has_hash, has_hash ? hash : 0);
    if (has_hash && is_tall(lens)) { /* numbers of bits stand above them */
        draw_bits(lens, lens->y + 1, lens->area.x, hash,
                  (int)classic_register(map, REGISTER_B) - (look->cursor.pane && !classic_same_size(map)),
                  false, false, STYLE_strong);
        lens->y += 2;
    }
    panel_value(picture, bucket->elem[look->cursor.slot], 40, &elem);
    line_of_words(lens, STYLE_plain, PANEL_WORDS(WORD_CLASSIC_LENS_ELEM),
                  PANEL_ARGUMENTS(text_string(&elem)));
    text_free(&elem);
    return true;
}

/* The hash that somebody points at, as if its key were in hand. */
static bool draw_pointed(struct lens *lens)
{
    const struct look *look = lens->picture->look;
    const struct point *point = NULL;
    for (int i = 0; i < look->point_count; i++)
        point = look->points[i].what == POINT_HASH ? &look->points[i] : point;
    if (point == NULL)
        return false;
    struct now now = {.has_event = true, .at = lens->reading->now->at, .phase = 1000};
    struct reading reading = {.map = lens->reading->map, .now = &now, .key = point->key, .has_key = true};
    reading.has_hash = classic_hash_of(&reading.map, point->key, &reading.hash);
    const struct reading *read = lens->reading;
    lens->reading = &reading;
    draw_operation(lens);
    lens->reading = read;
    for (int i = 0; i < look->point_count; i++) {
        const struct area *part = &lens->parts[look->points[i].part];
        if (look->points[i].what == POINT_HASH && look->points[i].key == point->key && part->height > 0)
            grid_flag(lens->grid, part->x, part->y, part->width, GRID_REVERSE | GRID_BOLD);
    }
    return true;
}

void lens_draw(struct grid *grid, struct area area, const struct picture *picture,
               const struct reading *reading)
{
    int gate = bands_gate(grid->width, &reading->map);
    struct lens lens = {.grid = grid,
                        .area = area,
                        .picture = picture,
                        .reading = reading,
                        .gate = gate > 0 ? gate : area.x + area.width / 2,
                        .y = area.y,
                        .key_end = area.x};
    struct loop loop;
    loop.there = false;
    if (draw_pointed(&lens) || draw_opened(&lens))
        return;
    if (!reading->moving &&
        (reading->now->routine == ROUTINE_mapiterinit || reading->now->routine == ROUTINE_mapiternext ||
         reading->now->routine == ROUTINE_outside))
        loop_read(&loop, picture, reading);
    if (reading->moving)
        draw_relocation(&lens);
    else if (loop.there)
        draw_loop(&lens, &loop);
    else if (reading->has_key)
        draw_operation(&lens);
    else
        line_of_words(&lens, STYLE_label, PANEL_WORDS(WORD_CLASSIC_LENS_NOTHING), NULL);
}
