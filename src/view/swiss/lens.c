/* The lens: the key in hand, its hash as bits, the match of a group, and of an entry that moves the bit that is new. */
#include "view/swiss/gate.h"

struct lens {
    struct grid *grid;
    struct area area;
    const struct picture *picture;
    const struct swiss_reading *reading;
    int y; /* the next line */
    struct swiss_gate_parts parts;
};

enum { KEY_MOST = 40, ROWS_OF_A_DRAWING = 6, HASH_BITS = 64 };

static bool is_tall(const struct lens *lens)
{
    return lens->area.height >= ROWS_OF_A_DRAWING;
}

/* The first of the words that there is room for. Returns the columns used. */
static int say_at(struct lens *lens, int x, int y, enum style style, const enum word *words,
                  const char *const *arguments)
{
    if (y >= lens->area.y + lens->area.height)
        return 0;
    return panel_say_fitting(lens->grid, x, y, lens->area.x + lens->area.width - x, style, lens->picture,
                             words, arguments);
}

static void line_of_words(struct lens *lens, enum style style, const enum word *words,
                          const char *const *arguments)
{
    say_at(lens, lens->area.x, lens->y++, style, words, arguments);
}

/* The only bright ground is that of what is in hand. */
static enum style style_of_key(const struct lens *lens)
{
    return now_is_over(lens->reading->now) ? STYLE_strong : STYLE_moving;
}

/* ---- the key and its hash */

/* A line of its own for the key, then its bits with what they lead to below: four lines. */
static void draw_tall(struct lens *lens, value_id key, const struct swiss_gate *gate)
{
    int x = lens->area.x, end = lens->area.x + lens->area.width;
    struct text text = {0};
    panel_value(lens->picture, key, KEY_MOST, &text);
    x += grid_text(lens->grid, x, lens->y, end - x, style_of_key(lens), text_string(&text)) + 2;
    text_free(&text);
    if (gate == NULL) {
        lens->y += 2;
        return;
    }
    int used = say_at(lens, x, lens->y, STYLE_label, PANEL_WORDS(WORD_SWISS_LENS_HASH),
                      PANEL_ARGUMENTS(HEX(gate->hash, 16)));
    lens->parts.areas[PART_HASH] = (struct area){x, lens->y, used, 1};
    swiss_draw_gate(lens->grid, lens->area.x, lens->y + 2, lens->area.width, lens->picture, gate, true,
                    &lens->parts);
    lens->y += 4;
}

/* All in one line: the key, as many bits as there is room for, what they lead to. */
static void draw_low(struct lens *lens, value_id key, const struct swiss_gate *gate)
{
    enum { LEAST_BITS = 28, WORDS = 28 };
    int x = lens->area.x, end = lens->area.x + lens->area.width;
    struct text text = {0};
    panel_value(lens->picture, key, lens->area.width / 4, &text);
    x += grid_text(lens->grid, x, lens->y, end - x, style_of_key(lens), text_string(&text)) + 2;
    text_free(&text);
    if (gate == NULL) {
        lens->y++;
        return;
    }
    const char *const *where =
        PANEL_ARGUMENTS(NUMBER(gate->table), NUMBER(gate->group), HEX(swiss_h2(gate->hash), 2));
    enum word choice = gate->small ? WORD_SWISS_LENS_CHOICE_SMALL
                       : gate->table_bits > 0 && gate->bit + gate->table_bits != HASH_BITS
                           ? WORD_SWISS_LENS_CHOICE
                           : WORD_SWISS_LENS_CHOICE_ONE;
    int words = panel_width(lens->picture, choice, where) + 2, room = end - x - words;
    if (room >= LEAST_BITS)
        x += swiss_draw_gate(lens->grid, x, lens->y, room, lens->picture, gate, false, &lens->parts) + 2;
    say_at(lens, x, lens->y++, STYLE_plain, PANEL_WORDS(choice), where);
}

static void draw_key(struct lens *lens, value_id key, const struct swiss_gate *gate)
{
    if (is_tall(lens))
        draw_tall(lens, key, gate);
    else
        draw_low(lens, key, gate);
}

/* ---- an entry that moves */

static void draw_relocation(struct lens *lens)
{
    const struct swiss_reading *reading = lens->reading;
    struct swiss_gate gate = swiss_gate_of(reading);
    draw_key(lens, reading->key, reading->has_hash ? &gate : NULL);
    int x = lens->area.x, y = lens->y++;
    if (!reading->has_hash)
        say_at(lens, x, y, STYLE_label,
               PANEL_WORDS(WORD_SWISS_LENS_NOT_HASHED, WORD_SWISS_LENS_NOT_HASHED_SHORT), NULL);
    if (reading->has_bit) {
        const char *const *arguments =
            PANEL_ARGUMENTS(NUMBER(reading->bit), NUMBER(reading->bit_value), NUMBER(gate.group));
        x += 2 + say_at(lens, x, y, reading->bit_value ? STYLE_new_y : STYLE_new_x,
                        reading->splits ? PANEL_WORDS(WORD_SWISS_LENS_SIDE)
                                        : PANEL_WORDS(WORD_SWISS_LENS_BIT, WORD_SWISS_LENS_BIT_SHORT),
                        arguments);
    }
    if (reading->moving)
        say_at(lens, x, y, STYLE_plain, PANEL_WORDS(WORD_SWISS_LENS_TO),
               PANEL_ARGUMENTS(NUMBER(reading->to.index), NUMBER(reading->to_slot)));
    line_of_words(lens, STYLE_label, PANEL_WORDS(WORD_SWISS_LENS_MOVED, WORD_SWISS_LENS_MOVED_SHORT),
                  PANEL_ARGUMENTS(NUMBER(reading->moved), NUMBER(reading->to_move)));
}

/* ---- an operation */

/* The groups that the search has come to: 5 → 6 → 0. */
static void say_way(struct lens *lens)
{
    enum { SHOWN = 8 };
    const struct swiss_reading *reading = lens->reading;
    struct text way = {0};
    int first = reading->way.count > SHOWN ? reading->way.count - SHOWN : 0;
    if (reading->way.all > (uint64_t)reading->way.count || first > 0)
        text_add(&way, "… ");
    for (int i = first; i < reading->way.count; i++)
        text_format(&way, i > first ? " → %u" : "%u", reading->way.visited[i].index);
    line_of_words(lens, STYLE_label, PANEL_WORDS(WORD_SWISS_LENS_WAY),
                  PANEL_ARGUMENTS(NUMBER(reading->way.all), text_string(&way)));
    text_free(&way);
}

/* What was stored, found or put in place of another value. False: nothing yet. */
static bool say_value(struct lens *lens)
{
    const struct swiss_reading *reading = lens->reading;
    const struct event *event = &reading->now->event;
    uint64_t before = 0;
    if (event->kind != SWISS_placed && event->kind != SWISS_updated && event->kind != SWISS_found)
        return false;
    struct text value = {0}, was = {0};
    struct place place = {event->region, event->index, SWISS_FIELD_ELEM, event->slot};
    panel_value(lens->picture, (value_id)event->after, KEY_MOST, &value);
    if (event->kind == SWISS_updated && now_changed(reading->now, place, &before))
        panel_value(lens->picture, (value_id)before, KEY_MOST, &was);
    line_of_words(lens, STYLE_strong,
                  was.length > 0 ? PANEL_WORDS(WORD_SWISS_LENS_VALUE_WAS, WORD_SWISS_LENS_ELEM)
                                 : PANEL_WORDS(WORD_SWISS_LENS_ELEM),
                  PANEL_ARGUMENTS(text_string(&value), text_string(&was)));
    text_free(&value);
    text_free(&was);
    return true;
}

static void draw_operation(struct lens *lens)
{
    const struct swiss_reading *reading = lens->reading;
    struct swiss_gate gate = reading->has_hash ? swiss_gate_of(reading) : (struct swiss_gate){0};
    draw_key(lens, reading->key, reading->has_hash ? &gate : NULL);
    if (reading->way.count > 0) {
        swiss_draw_control(lens->grid, lens->area.x, lens->y++, lens->area.width, lens->picture, reading);
        if (reading->way.all > 1)
            say_way(lens);
    }
    if (reading->has_tombstone)
        line_of_words(lens, STYLE_tombstone,
                      PANEL_WORDS(WORD_SWISS_LENS_TOMBSTONE, WORD_SWISS_LENS_TOMBSTONE_SHORT),
                      PANEL_ARGUMENTS(NUMBER(reading->tombstone.index), NUMBER(reading->tombstone_slot)));
    say_value(lens);
}

/* ---- a loop */

static void draw_loop(struct lens *lens)
{
    const struct swiss_reading *reading = lens->reading;
    const struct swiss *map = &reading->map;
    uint64_t words[SWISS_ITERATOR_WORDS];
    for (int i = 0; i < SWISS_ITERATOR_WORDS; i++)
        words[i] = memory_read(map->memory, place_word(reading->iterator, (uint32_t)i));
    line_of_words(
        lens, STYLE_strong, PANEL_WORDS(WORD_SWISS_LENS_LOOP),
        PANEL_ARGUMENTS(NUMBER(words[SWISS_ITERATOR_DELIVERED]), NUMBER(swiss_word(map, SWISS_WORD_USED))));
    if (words[SWISS_ITERATOR_SMALL] != 0)
        line_of_words(lens, STYLE_plain, PANEL_WORDS(WORD_SWISS_LENS_LOOP_SMALL),
                      PANEL_ARGUMENTS(NUMBER(words[SWISS_ITERATOR_ENTRY_IDX])));
    else if (reading->replaced)
        line_of_words(lens, STYLE_plain,
                      PANEL_WORDS(WORD_SWISS_LENS_LOOP_LEFT, WORD_SWISS_LENS_LOOP_LEFT_SHORT), NULL);
    else if (reading->table != 0)
        line_of_words(lens, STYLE_plain, PANEL_WORDS(WORD_SWISS_LENS_LOOP_AT),
                      PANEL_ARGUMENTS(NUMBER(swiss_table_word(map, reading->table, SWISS_TABLE_INDEX)),
                                      NUMBER(words[SWISS_ITERATOR_ENTRY_IDX]),
                                      NUMBER(swiss_table_word(map, reading->table, SWISS_TABLE_CAPACITY))));
    if (words[SWISS_ITERATOR_KEY] == VALUE_NONE)
        return;
    struct text key = {0}, elem = {0};
    panel_value(lens->picture, (value_id)words[SWISS_ITERATOR_KEY], KEY_MOST, &key);
    panel_value(lens->picture, (value_id)words[SWISS_ITERATOR_ELEM], KEY_MOST, &elem);
    line_of_words(lens, STYLE_good, PANEL_WORDS(WORD_SWISS_LENS_DELIVERED),
                  PANEL_ARGUMENTS(text_string(&key), text_string(&elem)));
    text_free(&key);
    text_free(&elem);
}

/* ---- what is opened or pointed at */

/* An entry of the directory. */
static bool draw_entry(struct lens *lens, uint64_t entry)
{
    const struct swiss *map = &lens->reading->map;
    if (entry >= swiss_directory_length(map))
        return false;
    uint32_t table = swiss_directory_table(map, entry);
    line_of_words(lens, STYLE_strong, PANEL_WORDS(WORD_SWISS_LENS_ENTRY),
                  PANEL_ARGUMENTS(NUMBER(entry), NUMBER(swiss_table_word(map, table, SWISS_TABLE_INDEX)),
                                  NUMBER(swiss_table_entries(map, table))));
    line_of_words(lens, STYLE_plain, PANEL_WORDS(WORD_SWISS_LENS_TABLE),
                  PANEL_ARGUMENTS(NUMBER(swiss_table_word(map, table, SWISS_TABLE_USED)),
                                  NUMBER(swiss_table_word(map, table, SWISS_TABLE_CAPACITY)),
                                  NUMBER(swiss_table_word(map, table, SWISS_TABLE_GROWTH_LEFT))));
    return true;
}

/* The slot under the keyboard's cursor. */
static bool draw_opened(struct lens *lens)
{
    const struct picture *picture = lens->picture;
    const struct look *look = picture->look;
    const struct swiss *map = &lens->reading->map;
    bool found = look->found != VALUE_NONE && !picture->playing;
    struct swiss_place place;
    if ((look->on_buckets || found) && look->opened && look->cursor.pane != 0 && look->cursor.row >= 0)
        return draw_entry(lens, (uint64_t)look->cursor.row);
    if (!(look->on_buckets || found) || !look->opened || !swiss_group_in_order(map, look->cursor.row, &place))
        return false;
    const struct swiss_group *group = swiss_group(map, place);
    int slot = look->cursor.slot;
    if (slot < 0 || slot >= SWISS_SLOTS)
        return false;
    if (group->control[slot] >= SWISS_EMPTY) {
        line_of_words(lens, STYLE_strong,
                      PANEL_WORDS(group->control[slot] == SWISS_EMPTY ? WORD_SWISS_LENS_EMPTY
                                                                      : WORD_SWISS_LENS_DELETED),
                      NULL);
        return true;
    }
    uint64_t hash;
    bool hashed = swiss_hash_of(map, group->key[slot], &hash);
    struct swiss_gate gate = hashed ? swiss_gate_at_rest(map, hash) : (struct swiss_gate){0};
    struct text elem = {0};
    draw_key(lens, group->key[slot], hashed ? &gate : NULL);
    panel_value(picture, group->elem[slot], KEY_MOST, &elem);
    line_of_words(lens, STYLE_plain, PANEL_WORDS(WORD_SWISS_LENS_ELEM), PANEL_ARGUMENTS(text_string(&elem)));
    text_free(&elem);
    return true;
}

/* The hash that somebody points at, as if its key were in hand. */
static bool draw_pointed(struct lens *lens)
{
    const struct look *look = lens->picture->look;
    const struct point *point = NULL;
    uint64_t hash;
    for (int i = 0; i < look->point_count; i++)
        point = look->points[i].what == POINT_HASH ? &look->points[i] : point;
    if (point == NULL || !swiss_hash_of(&lens->reading->map, point->key, &hash))
        return false;
    struct swiss_gate gate = swiss_gate_at_rest(&lens->reading->map, hash);
    draw_key(lens, point->key, &gate);
    for (int i = 0; i < look->point_count; i++) {
        const struct area *part = &lens->parts.areas[look->points[i].part];
        if (look->points[i].what == POINT_HASH && look->points[i].key == point->key && part->height > 0)
            grid_flag(lens->grid, part->x, part->y, part->width, GRID_REVERSE | GRID_BOLD);
    }
    return true;
}

void swiss_draw_lens(struct grid *grid, struct area area, const struct picture *picture,
                     const struct swiss_reading *reading)
{
    struct lens lens = {.grid = grid, .area = area, .picture = picture, .reading = reading, .y = area.y};
    if (!reading->has_type || draw_pointed(&lens) || draw_opened(&lens))
        return;
    if (reading->lifted)
        draw_relocation(&lens);
    else if (reading->iterator != 0)
        draw_loop(&lens);
    else if (reading->key != VALUE_NONE)
        draw_operation(&lens);
    else
        line_of_words(&lens, STYLE_label, PANEL_WORDS(WORD_SWISS_LENS_NOTHING), NULL);
}
