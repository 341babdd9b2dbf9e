/*
 * How keys are cut, so that no two that are in sight look alike: at their end; those that would then look alike at their
 * beginning, which is named in the title if they have it in common; or not shown at all. Whole keys may look alike, too: an é can be
 * one character or two, and where a set of glyphs has no letter for them, several become one. Of those, what is beyond ASCII is
 * spelled (\u00e9).
 */
#include "view/classic/stage.h"

#include <string.h>

enum {
    PLACES = 4096,  /* of a table that is never more than half full, at most */
    WIDEST_KEY = 40 /* columns that a slot may have for one */
};

struct seen {
    uint32_t hash; /* of what the screen would show of it */
    value_id key;
};

struct search {
    struct stage *stage;
    struct grid scratch; /* what a terminal would show */
    bool alike, prefix_is_known;
    struct stage_key_set whole_alike; /* though nothing of them is cut */
    uint32_t count, places;           /* of those below: taken, and in use */
    struct seen seen[PLACES];
};

/* ---- sets of keys */

static uint32_t place_of_key(value_id key, uint32_t round)
{
    return ((uint32_t)key * 2654435761u + round) % STAGE_ALIKE;
}

static bool is_in(const struct stage_key_set *set, value_id key)
{
    if (set->count == 0)
        return false;
    if (set->count >= STAGE_ALIKE / 2)
        return true;
    for (uint32_t round = 0; set->keys[place_of_key(key, round)] != VALUE_NONE; round++) {
        if (set->keys[place_of_key(key, round)] == key)
            return true;
    }
    return false;
}

static void take_in(struct stage_key_set *set, value_id key)
{
    uint32_t round = 0;
    if (is_in(set, key))
        return;
    if (set->count == 0)
        memset(set->keys, 0, sizeof set->keys);
    while (set->keys[place_of_key(key, round)] != VALUE_NONE)
        round++;
    set->keys[place_of_key(key, round)] = key;
    set->count++;
}

/* ---- a key in full */

/* What one sees in a slot when there is no key, and what begins like something else, is quoted when it is a key. */
static bool is_quoted(const struct text *whole, enum glyphs glyphs)
{
    static const uint32_t marks[] = {'"', '(', '[', '*', 0xb7, 0xbb, 0x2026, 0x25a1, 0x25aa, 0x25b8, 0x25cb};
    const char *bytes = text_string(whole);
    uint32_t rune;
    if (whole->length == 0 || strcmp(bytes, "\"\"") == 0)
        return false; /* so the empty string is written */
    size_t first = utf8_decode(bytes, whole->length, &rune);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        /* In other sets a mark may be a letter: that alone is one. */
        if (rune == marks[i] || (first == whole->length && rune == glyph_in(glyphs, marks[i])))
            return true;
    }
    return bytes[0] == ' ' || bytes[whole->length - 1] == ' ';
}

static void spell(const struct text *whole, struct text *spelled)
{
    uint32_t rune;
    for (size_t i = 0; i < whole->length;) {
        size_t length = utf8_decode(text_string(whole) + i, whole->length - i, &rune);
        if (rune < 0x80)
            text_append(spelled, text_string(whole) + i, length);
        else
            text_format(spelled, rune > 0xffff ? "\\U%08x" : "\\u%04x", (unsigned)rune);
        i += length;
    }
}

/* A key in full, as a slot would show it; `whole` is empty. */
static void add_whole(const struct stage *stage, value_id key, struct text *whole)
{
    size_t length = 0;
    panel_value(stage->picture, key, 0, whole);
    if (key != VALUE_NONE && !VALUE_IS_STALE(key))
        values_text(stage->picture->world->values, key, &length);
    bool quoted =
        is_quoted(whole, stage->picture->glyphs) || (length > 0 && strcmp(text_string(whole), "\"\"") == 0);
    bool spelled = is_in(&stage->keys.spelled, key);
    if (!quoted && !spelled)
        return;
    struct text text = {0};
    text_append(&text, text_string(whole), whole->length);
    text_clear(whole);
    text_add(whole, quoted ? "\"" : "");
    if (spelled)
        spell(&text, whole);
    else
        text_append(whole, text_string(&text), text.length);
    text_add(whole, quoted ? "\"" : "");
    text_free(&text);
}

static bool fits(const struct text *whole, size_t from, int room)
{
    return text_width(text_string(whole) + from, whole->length - from) <= room;
}

/* Its first characters and a …, or a … and its last ones. */
static void add_begin(const struct text *whole, int room, struct text *text)
{
    if (fits(whole, 0, room)) {
        text_append(text, text_string(whole), whole->length);
        return;
    }
    text_append(text, text_string(whole), text_fitting_safe(text_string(whole), whole->length, room - 1));
    text_add(text, "…");
}

static void add_end(const struct stage *stage, const struct text *whole, int room, struct text *text)
{
    const char *bytes = text_string(whole);
    size_t at = stage->keys.prefix < whole->length && fits(whole, stage->keys.prefix, room - 1)
                    ? stage->keys.prefix
                    : 0;
    while (at < whole->length && !fits(whole, at, room - 1))
        at += text_step(bytes + at, whole->length - at);
    text_add(text, "…");
    text_append(text, bytes + at, whole->length - at);
}

/* Of a key that is `whole` in full. */
static void add_cut(const struct stage *stage, value_id key, const struct text *whole, int room,
                    struct text *text)
{
    if (stage->keys.cut == KEY_CUT_AT_END || fits(whole, 0, room) || !is_in(&stage->keys.alike, key))
        add_begin(whole, room, text);
    else
        add_end(stage, whole, room, text);
}

void keys_add(const struct stage *stage, value_id key, int room, struct text *text)
{
    char its[STAGE_TEXT];
    struct text whole = text_in(its, sizeof its);
    add_whole(stage, key, &whole);
    add_cut(stage, key, &whole, room, text);
    text_free(&whole);
}

/* ---- what is in sight */

/* Of what a slot would show: the blank before it may become part of a mark, and is none of the key. */
static uint32_t hash_of_sight(struct search *search, const struct text *text)
{
    uint32_t hash = 2166136261u;
    if (text->length <= WIDEST_KEY && text_plain_run(text_string(text), text->length) == text->length) {
        /* Most keys: no terminal shows them otherwise. */
        for (size_t i = 0; i < text->length; i++)
            hash = (hash ^ (uint32_t)text->bytes[i]) * 16777619u;
        return hash;
    }
    grid_resize(&search->scratch, 1 + WIDEST_KEY, 1);
    int end = 1 + grid_text(&search->scratch, 1, 0, search->scratch.width, STYLE_plain, text_string(text));
    glyph_replace(&search->scratch, search->stage->picture->glyphs);
    for (int x = grid_cell(&search->scratch, 0, 0)->rune == ' '; x < end; x++) {
        uint32_t parts[GLYPH_MOST_PARTS];
        const struct cell *cell = grid_cell(&search->scratch, x, 0);
        int count = cell->width > 0 ? glyph_look(cell, parts) : 0;
        for (int i = 0; i < count; i++)
            hash = (hash ^ parts[i]) * 16777619u;
    }
    return hash;
}

static void see_key(struct search *search, value_id key, int room)
{
    char rooms[2][STAGE_TEXT];
    struct text text = text_in(rooms[0], STAGE_TEXT), whole = text_in(rooms[1], STAGE_TEXT);
    struct stage_keys *keys = &search->stage->keys;
    add_whole(search->stage, key, &whole);
    bool cut = !fits(&whole, 0, room);
    add_cut(search->stage, key, &whole, room, &text);
    uint32_t hash = hash_of_sight(search, &text), place = hash % search->places;
    text_free(&text);
    text_free(&whole);
    if (search->count >= search->places / 2)
        return;
    for (; search->seen[place].key != VALUE_NONE; place = (place + 1) % search->places) {
        if (search->seen[place].hash != hash)
            continue;
        if (search->seen[place].key == key)
            return;
        search->alike = true;
        if (!cut) {
            take_in(&search->whole_alike, key);
            take_in(&search->whole_alike, search->seen[place].key);
        }
        if (keys->cut == KEY_CUT_AT_END) {
            take_in(&keys->alike, key);
            take_in(&keys->alike, search->seen[place].key);
        }
        return;
    }
    search->seen[place] = (struct seen){hash, key};
    search->count++;
}

/* How much of its beginning has to go at least, so that the rest fits behind a …. */
static size_t least_cut(const struct text *whole, int room, size_t already)
{
    uint32_t rune;
    size_t at = 0;
    while (at < whole->length && (at < already || !fits(whole, at, room - 1)))
        at += utf8_decode(text_string(whole) + at, whole->length - at, &rune);
    return at;
}

/* The beginning that a key which has to be cut there has in common with the others. At least a character of each is left. */
static void see_prefix(struct search *search, value_id key, int room)
{
    struct stage_keys *keys = &search->stage->keys;
    struct text whole = {0};
    add_whole(search->stage, key, &whole);
    if (!fits(&whole, 0, room) && is_in(&keys->alike, key)) {
        const char *bytes = text_string(&whole), *other = text_string(&keys->common);
        size_t same = 0,
               most = whole.length - 1 < keys->common.length ? whole.length - 1 : keys->common.length;
        if (!search->prefix_is_known) {
            text_append(&keys->common, bytes, whole.length - 1);
            other = text_string(&keys->common);
            most = keys->common.length;
            search->prefix_is_known = true;
        }
        while (same < most && bytes[same] == other[same])
            same++;
        same = utf8_floor(bytes, whole.length, same);
        keys->prefix = least_cut(&whole, room, keys->prefix);
        keys->common.length = same;
        if (keys->common.bytes != NULL)
            keys->common.bytes[same] = '\0';
    }
    text_free(&whole);
}

typedef void (*see)(struct search *search, value_id key, int room);

static void see_link(struct search *search, reference link, int room, see each)
{
    const struct bucket *cells = classic_cells(&search->stage->reading->map, link);
    for (int slot = 0; slot < SLOTS; slot++) {
        bool marked = cells->tophash[slot] == TOP_EVACUATED_X || cells->tophash[slot] == TOP_EVACUATED_Y;
        bool left = room != search->stage->bands.key; /* there marks have their keys beside them */
        if (cells->key[slot] != VALUE_NONE && (cells->tophash[slot] >= TOP_MIN || (marked && left)))
            each(search, cells->key[slot], room);
    }
}

static void see_bucket(struct search *search, reference link, int links, int room, see each)
{
    for (; link != 0 && links > 0; link = classic_next_link(&search->stage->reading->map, link), links--)
        see_link(search, link, room, each);
}

static void see_all(struct search *search, see each)
{
    const struct stage *stage = search->stage;
    const struct bands *bands = &stage->bands;
    const struct classic *map = &stage->reading->map;
    int room = bands->key;
    for (int i = 0; i < bands->shown; i++) {
        const struct band *band = &bands->bands[i];
        if (bands->growing && bands->ending < 0)
            see_bucket(search, classic_old_bucket(map, band->index), band->links, room, each);
        see_bucket(search, classic_bucket(map, band->index), band->links, room, each);
        if (bands->growing && !bands->same_size)
            see_bucket(search, classic_bucket(map, band->index + bands->count), band->links, room, each);
    }
    for (int i = 0; i < left_link_count(stage); i++)
        see_link(search, left_link(stage, i), left_key_room(stage), each);
}

/* So many that all keys in sight have room. */
static uint32_t places_for(const struct stage *stage)
{
    const struct bands *bands = &stage->bands;
    int links = left_link_count(stage), sides = bands->growing ? BAND_SIDES : 1;
    uint32_t places = 64;
    for (int i = 0; i < bands->shown; i++)
        links += bands->bands[i].links * sides;
    while (places < PLACES && places < (uint32_t)links * SLOTS * 2)
        places *= 2;
    return places;
}

/* What the cut `cut` would look like; false if two keys would look alike. */
static bool try_cut(struct search *search, enum key_cut cut)
{
    search->stage->keys.cut = cut;
    search->alike = search->prefix_is_known = false;
    search->count = 0;
    memset(search->seen, 0, search->places * sizeof *search->seen);
    if (cut == KEY_CUT_AT_BEGIN) {
        struct stage_keys *keys = &search->stage->keys;
        see_all(search, see_prefix);
        if (keys->prefix >
            keys->common.length) /* too little of them is alike: their ends are shown, and nothing is named */
            keys->prefix = 0;
        keys->common.length = keys->prefix;
        if (keys->common.bytes != NULL)
            keys->common.bytes[keys->prefix] = '\0';
    }
    see_all(search, see_key);
    return !search->alike;
}

void keys_read(struct stage *stage)
{
    struct search search;
    stage->keys.cut = KEY_CUT_AT_END;
    stage->keys.alike.count = stage->keys.spelled.count = 0; /* which empties them */
    stage->keys.common = (struct text){0};
    stage->keys.prefix = 0;
    if (stage->bands.content != SLOT_KEY)
        return;
    search.stage = stage;
    search.scratch = (struct grid){0};
    search.whole_alike.count = 0;
    search.places = places_for(stage);
    bool differ = try_cut(&search, KEY_CUT_AT_END);
    if (!differ && search.whole_alike.count > 0) {
        stage->keys.spelled = search.whole_alike;
        differ = try_cut(&search, KEY_CUT_AT_END);
    }
    if (!differ && !try_cut(&search, KEY_CUT_AT_BEGIN))
        stage->keys.cut = KEY_AS_TOPHASH;
    grid_free(&search.scratch);
}

void keys_free(struct stage *stage)
{
    text_free(&stage->keys.common);
}
