/*
 * How keys are cut, so that no two that are in sight look alike: at their end; if two would then look alike, at their beginning; if two
 * still do, none is shown, and its control byte, which stands beside it, has to do.
 */
#include "view/swiss/stage.h"

#include <string.h>

enum { PLACES = 8192 /* of a table of what keys look like; never more than half full */ };

struct seen {
    uint32_t hash;
    value_id key;
};

static void add_end(const struct text *whole, int room, struct text *text)
{
    const char *bytes = text_string(whole);
    size_t at = 0;
    while (at < whole->length && text_width(bytes + at, whole->length - at) > room - 1)
        at += text_step(bytes + at, whole->length - at);
    text_add(text, "…");
    text_append(text, bytes + at, whole->length - at);
}

void swiss_add_key(const struct swiss_stage *stage, value_id key, int room, struct text *text)
{
    char its[64];
    struct text whole = text_in(its, sizeof its);
    panel_value(stage->picture, key, 0, &whole);
    const char *bytes = text_string(&whole);
    if (text_width(bytes, whole.length) <= room) {
        text_append(text, bytes, whole.length);
    } else if (stage->cut == SWISS_CUT_BEGIN) {
        add_end(&whole, room, text);
    } else if (stage->cut == SWISS_CUT_END) {
        text_append(text, bytes, text_fitting_safe(bytes, whole.length, room - 1));
        text_add(text, "…");
    } else {
        text_add(text, "…");
    }
    text_free(&whole);
}

static bool look_alike(const struct swiss_stage *stage, struct seen *seen, value_id key)
{
    char its[64];
    struct text text = text_in(its, sizeof its);
    swiss_add_key(stage, key, stage->shape.key, &text);
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < text.length; i++)
        hash = (hash ^ (uint8_t)text_string(&text)[i]) * 16777619u;
    text_free(&text);
    uint32_t place = hash % PLACES;
    for (; seen[place].key != VALUE_NONE; place = (place + 1) % PLACES) {
        if (seen[place].key == key)
            return false;
        if (seen[place].hash == hash)
            return true;
    }
    seen[place] = (struct seen){hash, key};
    return false;
}

static bool any_alike(const struct swiss_stage *stage)
{
    struct seen seen[PLACES];
    int keys = 0;
    memset(seen, 0, sizeof seen);
    for (int i = 0; i < stage->count; i++) {
        const struct swiss_group *group = swiss_group(&stage->reading->map, stage->blocks[i].group);
        for (int slot = 0; slot < SWISS_SLOTS && keys < PLACES / 2; slot++) {
            value_id key = group->key[slot];
            if (group->control[slot] >= SWISS_EMPTY || key == VALUE_NONE || VALUE_IS_STALE(key))
                continue;
            if (look_alike(stage, seen, key))
                return true;
            keys++;
        }
    }
    return false;
}

void swiss_read_keys(struct swiss_stage *stage)
{
    stage->cut = SWISS_CUT_END;
    if (stage->shape.key < 2)
        return;
    while (stage->cut < SWISS_CUT_ALL && any_alike(stage))
        stage->cut++;
}
