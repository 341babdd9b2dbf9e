#ifndef TEST_HISTORY_H
#define TEST_HISTORY_H
/* A map with a timeline, and short ways to make things happen to it, for tests of time and views. */
#include "base/random.h"
#include "test/classic_map.h"
#include "view/screen.h"

#include <stdio.h>
#include <string.h>

struct history {
    struct classic map;
    struct timeline timeline;
};

static inline void history_begin(struct history *history, const char *type)
{
    history->map = lone_map();
    timeline_init(&history->timeline, history->map.world);
    struct error error = {0};
    timeline_begin(&history->timeline, "make");
    classic_make(&history->map, type, GO_1_23, 0, &error);
    timeline_finish(&history->timeline, 0, NULL);
}

static inline void history_end(struct history *history)
{
    timeline_free(&history->timeline);
    lone_map_free(&history->map);
}

static inline value_id history_value(struct history *history, const struct gotype *type, const char *text)
{
    struct error error = {0};
    return values_parse(history->map.values, type, text, strlen(text), &error);
}

static inline value_id history_key(struct history *history, int number)
{
    char text[24];
    snprintf(text, sizeof text, "k%d", number);
    return history_value(history, classic_type(&history->map)->key, text);
}

static inline void history_insert(struct history *history, int number)
{
    char command[48], elem[24];
    snprintf(elem, sizeof elem, "%d", number * 3);
    snprintf(command, sizeof command, "insert k%d %s", number, elem);
    value_id key = history_key(history, number);
    value_id value = history_value(history, classic_type(&history->map)->elem, elem);
    timeline_begin(&history->timeline, command);
    classic_assign(&history->map, key, value);
    timeline_finish(&history->timeline, 0, NULL);
}

static inline void history_delete(struct history *history, int number)
{
    char command[48];
    snprintf(command, sizeof command, "delete k%d", number);
    timeline_begin(&history->timeline, command);
    classic_delete(&history->map, history_key(history, number));
    timeline_finish(&history->timeline, 0, NULL);
}

/* Up to `steps` entries of a loop; begins one if none is under way. */
static inline void history_iterate(struct history *history, int steps)
{
    timeline_begin(&history->timeline, "iterate");
    uint32_t iterator = (uint32_t)classic_register(&history->map, REGISTER_ITERATOR);
    enum gomap_outcome outcome = GOMAP_DELIVERED;
    if (iterator == 0)
        outcome = classic_iterate_begin(&history->map, &iterator);
    for (int i = 1; i < steps && outcome == GOMAP_DELIVERED; i++)
        outcome = classic_iterate_next(&history->map, iterator);
    timeline_finish(&history->timeline, 0, NULL);
}

static inline struct picture history_picture(const struct history *history, const struct look *look)
{
    static const struct key_hint hints[] = {{"←→", "step"}, {"space", "play"}, {"F1", "help"}};
    struct picture picture = {
        .world = history->map.world,
        .home = history->map.home,
        .timeline = &history->timeline,
        .moment = {.at = history->timeline.cursor},
        .look = look,
        .words = words_english(),
        .speed = 1000,
        .hints = hints,
        .hint_count = 3,
    };
    picture.prompt.prompt = "growwork> ";
    picture.prompt.line = "";
    return picture;
}

#endif
