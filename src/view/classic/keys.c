/*
 * How keys are cut, so that no two that are in sight look alike: at their end; those that would then look alike at their
 * beginning, which is named in the title if they have it in common; or not shown at all.
 */
#include "view/classic/stage.h"

#include <string.h>

enum {
    PLACES = 4096,  /* of a table that is never more than half full */
    WIDEST_KEY = 40 /* columns that a slot may have for one */
};

struct seen {
    uint32_t hash; /* of what the screen would show of it */
    value_id key;
};

struct search {
    struct stage *stage;
    struct grid scratch; /* what a terminal would show */
    bool alike, any_cut, prefix_is_known;
    int count;
    struct seen seen[PLACES];
};

/* What one sees in a slot when there is no key is quoted when it is one. */
static bool is_quoted(const struct text *whole)
{
    static const uint32_t marks[] = {'"', '(', '[', '*', 0xb7, 0xbb, 0x2026, 0x25a1, 0x25aa, 0x25b8, 0x25cb};
    const char *bytes = text_string(whole);
    uint32_t rune;
    if (whole->length == 0 || strcmp(bytes, "\"\"") == 0)
        return false; /* so the empty string is written */
    utf8_decode(bytes, whole->length, &rune);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (rune == marks[i])
            return true;
    }
    return bytes[0] == ' ' || bytes[whole->length - 1] == ' ';
}

/* A key in full, as a slot would show it. */
static void add_whole(const struct stage *stage, value_id key, struct text *whole)
{
    struct text text = {0};
    size_t length = 0;
    panel_value(stage->picture, key, 0, &text);
    if (key != VALUE_NONE && !VALUE_IS_STALE(key))
        values_text(stage->picture->world->values, key, &length);
    bool quoted = is_quoted(&text) || (length > 0 && strcmp(text_string(&text), "\"\"") == 0);
    text_add(whole, quoted ? "\"" : "");
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
    text_append(text, text_string(whole), text_fitting(text_string(whole), whole->length, room - 1));
    text_add(text, "…");
}

static void add_end(const struct stage *stage, const struct text *whole, int room, struct text *text)
{
    const char *bytes = text_string(whole);
    size_t at = stage->keys.prefix < whole->length && fits(whole, stage->keys.prefix, room - 1)
                    ? stage->keys.prefix
                    : 0;
    uint32_t rune;
    while (at < whole->length && !fits(whole, at, room - 1))
        at += utf8_decode(bytes + at, whole->length - at, &rune);
    text_add(text, "…");
    text_append(text, bytes + at, whole->length - at);
}

/* ---- keys that would look alike if they were cut at their ends */

static uint32_t place_of_key(value_id key, uint32_t round)
{
    return ((uint32_t)key * 2654435761u + round) % STAGE_ALIKE;
}

static bool is_alike(const struct stage_keys *keys, value_id key)
{
    if (keys->alike_count >= STAGE_ALIKE / 2)
        return true;
    for (uint32_t round = 0; keys->alike[place_of_key(key, round)] != VALUE_NONE; round++) {
        if (keys->alike[place_of_key(key, round)] == key)
            return true;
    }
    return false;
}

static void add_alike(struct stage_keys *keys, value_id key)
{
    uint32_t round = 0;
    if (is_alike(keys, key))
        return;
    while (keys->alike[place_of_key(key, round)] != VALUE_NONE)
        round++;
    keys->alike[place_of_key(key, round)] = key;
    keys->alike_count++;
}

void keys_add(const struct stage *stage, value_id key, int room, struct text *text)
{
    struct text whole = {0};
    add_whole(stage, key, &whole);
    if (stage->keys.cut == KEY_CUT_AT_END || fits(&whole, 0, room) || !is_alike(&stage->keys, key))
        add_begin(&whole, room, text);
    else
        add_end(stage, &whole, room, text);
    text_free(&whole);
}

/* ---- what is in sight */

static uint32_t hash_of_sight(struct search *search, const struct text *text)
{
    uint32_t hash = 2166136261u;
    grid_clear(&search->scratch);
    int used = grid_text(&search->scratch, 0, 0, search->scratch.width, STYLE_plain, text_string(text));
    for (int x = 0; x < used; x++) {
        const struct cell *cell = grid_cell(&search->scratch, x, 0);
        hash = (hash ^ cell->rune) * 16777619u;
        hash = (hash ^ cell->mark) * 16777619u;
    }
    return hash;
}

static void see_key(struct search *search, value_id key, int room)
{
    struct text text = {0}, whole = {0};
    struct stage_keys *keys = &search->stage->keys;
    add_whole(search->stage, key, &whole);
    search->any_cut |= !fits(&whole, 0, room);
    keys_add(search->stage, key, room, &text);
    uint32_t hash = hash_of_sight(search, &text), place = hash % PLACES;
    text_free(&text);
    text_free(&whole);
    if (search->count >= PLACES / 2)
        return;
    for (; search->seen[place].key != VALUE_NONE; place = (place + 1) % PLACES) {
        if (search->seen[place].hash != hash)
            continue;
        if (search->seen[place].key == key)
            return;
        search->alike = true;
        if (keys->cut == KEY_CUT_AT_END) {
            add_alike(keys, key);
            add_alike(keys, search->seen[place].key);
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
    if (!fits(&whole, 0, room) && is_alike(keys, key)) {
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

/* What the cut `cut` would look like; false if two keys would look alike. */
static bool try_cut(struct search *search, enum key_cut cut)
{
    search->stage->keys.cut = cut;
    search->alike = search->any_cut = search->prefix_is_known = false;
    search->count = 0;
    memset(search->seen, 0, sizeof search->seen);
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
    return !search->alike || !search->any_cut;
}

void keys_read(struct stage *stage)
{
    struct search search;
    memset(&stage->keys, 0, sizeof stage->keys);
    if (stage->bands.content != SLOT_KEY)
        return;
    search.stage = stage;
    search.scratch = (struct grid){0};
    grid_resize(&search.scratch, WIDEST_KEY, 1);
    if (!try_cut(&search, KEY_CUT_AT_END) && !try_cut(&search, KEY_CUT_AT_BEGIN))
        stage->keys.cut = KEY_AS_TOPHASH;
    grid_free(&search.scratch);
}

void keys_free(struct stage *stage)
{
    text_free(&stage->keys.common);
}
