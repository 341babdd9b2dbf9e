#ifndef TEST_FILM_KEYS_H
#define TEST_FILM_KEYS_H
/* Keys on the frames of a film: no two look alike, and tophashes stand there only if keys can't. */
#include "test/film_watch.h"
#include "view/glyph.h"

enum { SLOT_TEXT = 64 };
struct key_in_sight {
    char text[SLOT_TEXT];
    uint32_t hash;
    value_id key;
};

struct keys_in_sight {
    struct key_in_sight keys[SLOTS_IN_SIGHT];
    int count, as_tophash;
    value_id all[SLOTS_IN_SIGHT]; /* those of slots that show something else just now, too */
    int all_count;
};

static inline bool is_bracket(uint32_t rune)
{
    return rune == '[' || rune == '(' || rune == ']' || rune == ')';
}

/* As read_cells, by what one sees: an é is the same in both its spellings. */
static inline void read_look(const struct grid *grid, int x, int y, int width, char *text, size_t size)
{
    struct text all = {0};
    for (int i = 0; i < width; i++) {
        uint32_t parts[GLYPH_MOST_PARTS];
        const struct cell *cell = grid_cell(grid, x + i, y);
        int count = cell != NULL && cell->width > 0 ? glyph_look(cell, parts) : 0;
        for (int part = 0; part < count; part++)
            text_add_rune(&all, parts[part]);
    }
    while (all.length > 0 && all.bytes[all.length - 1] == ' ')
        all.bytes[--all.length] = '\0';
    snprintf(text, size, "%s", text_string(&all));
    text_free(&all);
}

/* Reads a slot off the grid. What flies over it, and a tophash that was compared instead of the key, is not its key. */
static inline void see_slot(const struct watch *watch, const struct bands *bands, bool old, uint64_t bucket,
                            int link, int slot, const struct bucket *cells, struct keys_in_sight *keys)
{
    int x, y;
    if (cells->tophash[slot] < TOP_MIN || !bands_slot(bands, old, bucket, link, slot, &x, &y) ||
        keys->all_count == SLOTS_IN_SIGHT)
        return;
    keys->all[keys->all_count++] = cells->key[slot];
    enum style style = style_at(watch->grid, x, y);
    if (style == STYLE_other || style == STYLE_target_x || style == STYLE_target_y)
        return;
    int room = old ? bands->pitch[BAND_OLD] - 1 : bands->key, used = 0;
    while (used < room &&
           (style_at(watch->grid, x + used, y) == style || rune_at(watch->grid, x + used, y) == ' '))
        used++;
    bool bracketed = is_bracket(rune_at(watch->grid, x - 1, y)) && style_at(watch->grid, x - 1, y) == style;
    struct key_in_sight *key = &keys->keys[keys->count];
    read_look(watch->grid, x, y, used, key->text, sizeof key->text);
    size_t length = strlen(key->text);
    if (bracketed && length > 0 && is_bracket((unsigned char)key->text[length - 1]))
        key->text[--length] = '\0';
    if (length == 0)
        return;
    char top[4];
    snprintf(top, sizeof top, "%02x", cells->tophash[slot]);
    /* Where tophashes are compared, what came of it stands behind it. */
    keys->as_tophash += strncmp(top, key->text, 2) == 0 && strspn(key->text + 2, " !=\xcc\xb8") == length - 2;
    key->key = cells->key[slot];
    key->hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        key->hash = (key->hash ^ (unsigned char)key->text[i]) * 16777619u;
    keys->count++;
}

static inline void see_bucket(const struct watch *watch, const struct bands *bands, const struct classic *map,
                              bool old, uint64_t bucket, int links, struct keys_in_sight *keys)
{
    reference link = old ? classic_old_bucket(map, bucket) : classic_bucket(map, bucket);
    for (int number = 0; link != 0 && number < links; link = classic_next_link(map, link), number++) {
        for (int slot = 0; slot < SLOTS; slot++)
            see_slot(watch, bands, old, bucket, number, slot, classic_cells(map, link), keys);
    }
}

/* A key cut at its end, or at its beginning. */
static inline void cut_key(const struct watch *watch, value_id key, int room, bool at_begin, char *text,
                           size_t size)
{
    struct text whole = {0};
    panel_value(&watch->picture, key, 0, &whole);
    const char *bytes = text_string(&whole);
    size_t length = whole.length, from = 0;
    bool fits = text_width(bytes, length) <= room;
    if (!fits && !at_begin)
        length = text_fitting(bytes, length, room - 1);
    while (!fits && at_begin && text_width(bytes + from, length - from) > room - 1) {
        uint32_t rune;
        from += utf8_decode(bytes + from, length - from, &rune);
    }
    snprintf(text, size, "%s%.*s%s", from > 0 ? "…" : "", (int)(length - from), bytes + from,
             length < whole.length ? "…" : "");
    text_free(&whole);
}

/* Tophashes are two digits each, so they may be equal: they stand there only if keys cut at one end or the other would, too. */
static inline void check_tophashes(struct watch *watch, const struct bands *bands,
                                   const struct keys_in_sight *keys)
{
    static char cut[SLOTS_IN_SIGHT][SLOT_TEXT];
    bool again[SLOTS_IN_SIGHT] = {false}, alike = false;
    if (bands->content != SLOT_KEY || watch->for_keys)
        return;
    for (int i = 0; i < keys->all_count; i++)
        cut_key(watch, keys->all[i], bands->key, false, cut[i], sizeof cut[i]);
    for (int i = 0; i < keys->all_count; i++) {
        for (int j = 0; j < keys->all_count; j++)
            again[i] |= keys->all[i] != keys->all[j] && strcmp(cut[i], cut[j]) == 0;
    }
    for (int i = 0; i < keys->all_count; i++) {
        if (again[i])
            cut_key(watch, keys->all[i], bands->key, true, cut[i], sizeof cut[i]);
    }
    for (int i = 0; i < keys->all_count && !alike; i++) {
        for (int j = 0; j < i && !alike; j++)
            alike = keys->all[i] != keys->all[j] && strcmp(cut[i], cut[j]) == 0;
    }
    if (!alike)
        fails(watch, TOPHASHES_ARE_LAST, "there are tophashes, though no two of %d keys would look alike",
              keys->all_count);
}

static inline void check_keys(struct watch *watch, const struct bands *bands, const struct classic *map)
{
    static struct keys_in_sight keys;
    position at = watch->session->timeline.cursor;
    if ((watch->any_compared && at == watch->compared_at) || bands->content == SLOT_GLYPH)
        return;
    watch->any_compared = true;
    watch->compared_at = at;
    keys.count = keys.all_count = keys.as_tophash = 0;
    for (int i = 0; i < bands->shown; i++) {
        const struct band *band = &bands->bands[i];
        see_bucket(watch, bands, map, bands->growing, band->index, band->links, &keys);
        if (!bands->growing || bands->appearing >= 0)
            continue;
        see_bucket(watch, bands, map, false, band->index, band->links, &keys);
        if (!bands->same_size)
            see_bucket(watch, bands, map, false, band->index + bands->count, band->links, &keys);
    }
    if (watch->for_keys)
        seen[watch->size].translated_keys += keys.count;
    else
        seen[watch->size].compared_keys += keys.count;
    /* Where no way of cutting keys tells them apart the screen shows no keys at all, but what it shows is theirs. */
    if (keys.count > 1 && keys.as_tophash * 2 > keys.count) {
        seen[watch->size].tophashes++;
        if (keys.as_tophash < keys.count)
            fails(watch, KEYS_DIFFER, "%d of %d slots show a tophash", keys.as_tophash, keys.count);
        check_tophashes(watch, bands, &keys);
        return;
    }
    for (int i = 0; i < keys.count; i++) {
        for (int j = 0; j < i; j++) {
            if (keys.keys[i].hash == keys.keys[j].hash && keys.keys[i].key != keys.keys[j].key &&
                strcmp(keys.keys[i].text, keys.keys[j].text) == 0)
                fails(watch, KEYS_DIFFER, "two keys look like %s", keys.keys[i].text);
        }
    }
}

#endif
