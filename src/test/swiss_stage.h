#ifndef TEST_SWISS_STAGE_H
#define TEST_SWISS_STAGE_H
/* A Swiss map with a timeline, short ways to make things happen to it, and its stage drawn at sizes that screens have for it: for tests. */
#include "base/memory_or_die.h"
#include "base/random.h"
#include "test/golden_frame.h"
#include "view/swiss/panels.h"

#include <stdio.h>
#include <string.h>

struct history {
    struct swiss map;
    struct timeline timeline;
};

static inline void begin(struct history *history, const char *type, int64_t hint)
{
    struct world *world = new_items(1, sizeof *world);
    struct error error = {0};
    world_init(world);
    uint32_t home = swiss_new(world, 1);
    world_add(world, "m", home);
    history->map = swiss_of(world, home);
    timeline_init(&history->timeline, world);
    timeline_begin(&history->timeline, "make");
    assert_int_equal(swiss_make(&history->map, type, GO_1_24, hint, &error), GOMAP_DONE);
    timeline_finish(&history->timeline, 0, NULL);
}

static inline void end(struct history *history)
{
    timeline_free(&history->timeline);
    world_free(history->map.world);
    free(history->map.world);
}

static inline value_id value(struct history *history, const struct gotype *type, const char *text)
{
    struct error error = {0};
    return values_parse(history->map.values, type, text, strlen(text), &error);
}

static inline value_id key(struct history *history, const char *shape, int number)
{
    char text[32];
    snprintf(text, sizeof text, shape, number);
    return value(history, swiss_type(&history->map)->map.key, text);
}

static inline void insert(struct history *history, const char *shape, int number)
{
    char elem[16];
    snprintf(elem, sizeof elem, "%d", number * 3 % 1000);
    value_id its = key(history, shape, number);
    timeline_begin(&history->timeline, "insert");
    swiss_insert(&history->map, its, value(history, swiss_type(&history->map)->map.elem, elem));
    timeline_finish(&history->timeline, 0, NULL);
}

static inline void insert_many(struct history *history, const char *shape, int from, int to)
{
    for (int i = from; i < to; i++)
        insert(history, shape, i);
}

static inline void delete (struct history *history, const char *shape, int number)
{
    timeline_begin(&history->timeline, "delete");
    swiss_delete(&history->map, key(history, shape, number));
    timeline_finish(&history->timeline, 0, NULL);
}

static inline void get(struct history *history, const char *shape, int number)
{
    timeline_begin(&history->timeline, "get");
    swiss_get(&history->map, key(history, shape, number), NULL);
    timeline_finish(&history->timeline, 0, NULL);
}

/* Right after event number `number` of a kind, counted within the last command. */
static inline void seek(struct history *history, event_kind kind, int number)
{
    struct timeline *timeline = &history->timeline;
    position at = timeline_mark_of(timeline, timeline->end - 1)->begin;
    for (; at < timeline->end; at++) {
        if (timeline_event(timeline, at).kind == kind && number-- == 0)
            break;
    }
    assert_true(at < timeline->end);
    timeline_seek(timeline, at + 1);
}

static inline struct picture picture_of(const struct history *history, const struct look *look)
{
    return (struct picture){
        .world = history->map.world,
        .home = history->map.home,
        .timeline = &history->timeline,
        .moment = {.at = history->timeline.cursor},
        .look = look,
        .words = words_english(),
        .speed = 1000,
    };
}

static inline struct screen_room draw(const struct picture *picture, struct grid *grid)
{
    struct now now = now_read(picture);
    struct swiss_reading reading = swiss_reading_of(picture, &now);
    grid_clear(grid);
    return swiss_draw_stage(grid, (struct area){0, 0, grid->width, grid->height}, picture, &reading);
}

/* What a screen of 80x24, 120x36, 200x50, 40x12 has for the stage. */
static const struct {
    const char *name;
    int width, height;
} sizes[] = {{"80x24", 80, 10}, {"120x36", 120, 15}, {"200x50", 200, 25}, {"40x12", 40, 5}};
enum { GOLDEN_SIZES = 4 };

static inline void golden(const struct history *history, const struct look *look, const char *name, int phase)
{
    struct grid grid = {0};
    for (int i = 0; i < GOLDEN_SIZES; i++) {
        char file[64];
        struct picture picture = picture_of(history, look);
        if (phase > 0)
            picture.moment = (struct moment){.at = history->timeline.cursor, .phase = phase};
        grid_resize(&grid, sizes[i].width, sizes[i].height);
        draw(&picture, &grid);
        snprintf(file, sizeof file, "swiss-stage/%s-%s", name, sizes[i].name);
        golden_frame(file, &grid);
    }
    grid_free(&grid);
}

#endif
