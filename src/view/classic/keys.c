/* How keys are cut, so that no two that are in sight look alike: at their end, at their beginning, or not shown at all. */
#include "view/classic/stage.h"

#include <string.h>

enum { PLACES = 4096 /* of a table that is never more than half full */ };

struct seen {
    uint32_t hash;
    value_id key;
};

struct search {
    const struct stage *stage;
    enum key_cut cut;
    bool alike, any_cut;
    int count;
    struct seen seen[PLACES];
};

/* The last characters that fit behind a …. */
static void add_end(const struct text *whole, int room, struct text *text)
{
    const char *bytes = text_string(whole);
    size_t at = 0;
    uint32_t rune;
    while (at < whole->length && text_width(bytes + at, whole->length - at) > room - 1)
        at += utf8_decode(bytes + at, whole->length - at, &rune);
    text_add(text, "…");
    text_append(text, bytes + at, whole->length - at);
}

void keys_add(const struct stage *stage, value_id key, int room, enum key_cut cut, struct text *text)
{
    struct text whole = {0};
    if (cut == KEY_CUT_AT_END) {
        panel_value(stage->picture, key, room, text);
        return;
    }
    panel_value(stage->picture, key, 0, &whole);
    if (text_width(text_string(&whole), whole.length) <= room)
        text_add(text, text_string(&whole));
    else
        add_end(&whole, room, text);
    text_free(&whole);
}

static void see_key(struct search *search, value_id key)
{
    struct text text = {0}, whole = {0};
    uint32_t hash = 2166136261u;
    panel_value(search->stage->picture, key, 0, &whole);
    search->any_cut |= text_width(text_string(&whole), whole.length) > search->stage->bands.key;
    keys_add(search->stage, key, search->stage->bands.key, search->cut, &text);
    for (size_t i = 0; i < text.length; i++)
        hash = (hash ^ (unsigned char)text.bytes[i]) * 16777619u;
    text_free(&text);
    text_free(&whole);
    if (search->count >= PLACES / 2)
        return;
    uint32_t place = hash % PLACES;
    for (; search->seen[place].key != VALUE_NONE; place = (place + 1) % PLACES) {
        if (search->seen[place].hash != hash)
            continue;
        search->alike |= search->seen[place].key != key;
        return;
    }
    search->seen[place] = (struct seen){hash, key};
    search->count++;
}

static void see_bucket(struct search *search, reference link, int links)
{
    const struct classic *map = &search->stage->reading->map;
    for (; link != 0 && links > 0 && !search->alike; link = classic_next_link(map, link), links--) {
        const struct bucket *cells = classic_cells(map, link);
        for (int slot = 0; slot < SLOTS; slot++) {
            if (cells->tophash[slot] >= TOP_MIN)
                see_key(search, cells->key[slot]);
        }
    }
}

static void see_bands(struct search *search)
{
    const struct bands *bands = &search->stage->bands;
    const struct classic *map = &search->stage->reading->map;
    for (int i = 0; i < bands->shown && !search->alike; i++) {
        const struct band *band = &bands->bands[i];
        if (bands->growing)
            see_bucket(search, classic_old_bucket(map, band->index), band->links);
        see_bucket(search, classic_bucket(map, band->index), band->links);
        if (bands->growing && !bands->same_size)
            see_bucket(search, classic_bucket(map, band->index + bands->count), band->links);
    }
}

enum key_cut keys_cut(const struct stage *stage)
{
    static const enum key_cut cuts[] = {KEY_CUT_AT_END, KEY_CUT_AT_BEGIN};
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts && stage->bands.content == SLOT_KEY; i++) {
        struct search search;
        search.stage = stage;
        search.cut = cuts[i];
        search.alike = search.any_cut = false;
        search.count = 0;
        memset(search.seen, 0, sizeof search.seen);
        see_bands(&search);
        if (!search.alike || !search.any_cut)
            return cuts[i];
    }
    return stage->bands.content == SLOT_KEY ? KEY_AS_TOPHASH : KEY_CUT_AT_END;
}
