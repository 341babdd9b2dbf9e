/* time/clock: the same moment at the same time, in whatever slices it passes; backwards is the mirror of
   forward. */
#include "base/random.h"
#include "test/classic_map.h"
#include "time/clock.h"
#include "time/rhythm.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct scene {
    struct classic map;
    struct timeline timeline;
    struct clock clock;
    position end;
};

static void insert(struct scene *scene, uint64_t key)
{
    struct error error = {0};
    const char *text = NUMBER(key);
    timeline_begin(&scene->timeline, "insert");
    value_id id = values_parse(scene->map.values, classic_type(&scene->map)->key, text, strlen(text), &error);
    assert_int_not_equal(id, VALUE_NONE);
    classic_assign(&scene->map, id, id);
    timeline_finish(&scene->timeline, 0, NULL);
}

/* Fourteen inserts with two growths; then, if asked for, a command that is far longer than the clock's
   patience. */
static void open_scene(struct scene *scene, bool with_a_long_command)
{
    struct error error = {0};
    scene->map = lone_map();
    timeline_init(&scene->timeline, scene->map.world);
    clock_init(&scene->clock);
    timeline_begin(&scene->timeline, "make");
    classic_make(&scene->map, "map[int]int", GO_1_19, 0, &error);
    timeline_finish(&scene->timeline, 0, NULL);
    for (uint64_t i = 0; i < 14; i++)
        insert(scene, i);
    if (with_a_long_command) {
        timeline_begin(&scene->timeline, "fill");
        for (uint64_t i = 100; i < 200; i++) {
            struct error none = {0};
            const char *text = NUMBER(i);
            value_id id =
                values_parse(scene->map.values, classic_type(&scene->map)->key, text, strlen(text), &none);
            classic_assign(&scene->map, id, id);
        }
        timeline_finish(&scene->timeline, 0, NULL);
    }
    scene->end = scene->timeline.end;
}

static void close_scene(struct scene *scene)
{
    timeline_free(&scene->timeline);
    lone_map_free(&scene->map);
}

static void rewind_to(struct scene *scene, position at)
{
    clock_settle(&scene->clock);
    timeline_seek(&scene->timeline, at);
}

/* Milliseconds until the clock stops by itself, let pass one by one. */
static int64_t length_of_play(struct scene *scene, position from, position to)
{
    rewind_to(scene, from);
    clock_play(&scene->clock, &scene->timeline, to);
    int64_t passed = 0;
    for (; scene->clock.playing; passed++) {
        assert_true(clock_advance(&scene->clock, &scene->timeline, 1));
        assert_true(passed < 1000000);
    }
    assert_int_equal(scene->timeline.cursor, to);
    assert_int_equal(clock_moment(&scene->clock, &scene->timeline).phase, 0);
    return passed;
}

static struct moment moment_after(struct scene *scene, position from, position to, int64_t milliseconds,
                                  uint64_t *slices)
{
    rewind_to(scene, from);
    clock_play(&scene->clock, &scene->timeline, to);
    while (milliseconds > 0) {
        int64_t slice = slices == NULL ? milliseconds : 1 + (int64_t)random_below(slices, 400);
        slice = slice < milliseconds ? slice : milliseconds;
        clock_advance(&scene->clock, &scene->timeline, slice);
        milliseconds -= slice;
    }
    return clock_moment(&scene->clock, &scene->timeline);
}

static void assert_same(struct moment a, struct moment b)
{
    assert_int_equal(a.at, b.at);
    assert_int_equal(a.phase, b.phase);
}

static void any_slices_give_the_same_moments(void **state)
{
    (void)state;
    static const int speeds[] = {50, 250, 1000, 1500, 8000, 64000};
    struct scene scene;
    open_scene(&scene, true);
    uint64_t seed = 1;
    for (size_t i = 0; i < sizeof speeds / sizeof *speeds; i++) {
        scene.clock.speed = speeds[i];
        for (int round = 0; round < 60; round++) {
            int64_t time = (int64_t)random_below(&seed, 40000 * 1000 / (uint64_t)speeds[i]);
            struct moment whole = moment_after(&scene, 0, scene.end, time, NULL);
            assert_same(moment_after(&scene, 0, scene.end, time, &seed), whole);
            struct moment back = moment_after(&scene, scene.end, 0, time, NULL);
            assert_same(moment_after(&scene, scene.end, 0, time, &seed), back);
        }
    }
    close_scene(&scene);
}

/* Weights are whole milliseconds here, so at speed 1 an event lasts its weight and a play the sum. */
static void an_event_lasts_its_weight(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, false);
    scene.clock.patience = 1000000; /* no command is too long to play at its own pace */
    int64_t sum = 0;
    for (position at = 0; at < scene.end; at++) {
        int weight = rhythm_of(&scene.timeline, timeline_mark_of(&scene.timeline, at), at);
        if (weight > 0) {
            struct moment middle = moment_after(&scene, at, at + 1, weight / 2, NULL);
            assert_int_equal(middle.at, at);
            assert_int_equal(middle.phase, weight / 2 * 1000 / weight);
            assert_true(scene.clock.playing);
            struct moment end = moment_after(&scene, at, at + 1, weight, NULL);
            assert_int_equal(end.at, at + 1);
            assert_int_equal(end.phase, 0);
            assert_false(scene.clock.playing);
        }
        sum += weight;
    }
    assert_int_equal(length_of_play(&scene, 0, scene.end), sum);
    assert_int_equal(length_of_play(&scene, scene.end, 0), sum);
    scene.clock.speed = 2000;
    assert_int_equal(length_of_play(&scene, 0, scene.end), (sum + 1) / 2);
    close_scene(&scene);
}

static void backwards_is_the_mirror_of_forward(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, true);
    /* Weights divide into microseconds, so the whole play is known to the microsecond. */
    int64_t whole = 0;
    for (position at = 0; at < scene.end; at++) {
        const struct mark *mark = timeline_mark_of(&scene.timeline, at);
        int64_t weight = rhythm_of(&scene.timeline, mark, at) * 1000;
        uint64_t command = mark->cost.weight;
        whole += command > CLOCK_PATIENCE ? weight * CLOCK_PATIENCE / (int64_t)command : weight;
    }
    uint64_t seed = 9;
    scene.clock.speed = 1000;
    for (int round = 0; round < 400; round++) {
        int64_t time = 1 + (int64_t)random_below(&seed, (uint64_t)(whole / 1000 - 1));
        struct moment forward = moment_after(&scene, 0, scene.end, time, NULL);
        if (forward.phase == 0)
            continue; /* between two events both sides of the border are right */
        int64_t elapsed = scene.clock.elapsed;
        /* The rest of the way is no whole number of milliseconds in general: let the last part pass as
           microseconds. */
        rewind_to(&scene, scene.end);
        clock_play(&scene.clock, &scene.timeline, 0);
        scene.clock.speed = 1;
        clock_advance(&scene.clock, &scene.timeline, whole - time * 1000);
        scene.clock.speed = 1000;
        assert_same(clock_moment(&scene.clock, &scene.timeline), forward);
        assert_int_equal(scene.clock.elapsed, elapsed);
    }
    close_scene(&scene);
}

static void a_long_command_plays_within_patience(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, true);
    const struct mark *fill = timeline_mark_of(&scene.timeline, scene.end - 1);
    assert_true(fill->cost.weight > 2 * CLOCK_PATIENCE);
    int64_t passed = length_of_play(&scene, fill->begin, fill->end);
    assert_true(passed <= CLOCK_PATIENCE && passed > CLOCK_PATIENCE * 9 / 10);
    scene.clock.patience = 2000;
    passed = length_of_play(&scene, fill->begin, fill->end);
    assert_true(passed <= 2000 && passed > 1800);
    close_scene(&scene);
}

/* Turning around in the middle of an event goes back over the same ground. */
static void turning_around_in_the_middle(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, false);
    struct moment there = moment_after(&scene, 0, scene.end, 2017, NULL);
    assert_true(there.phase > 0);
    clock_advance(&scene.clock, &scene.timeline, 1301);
    clock_play(&scene.clock, &scene.timeline, 0);
    assert_true(scene.clock.backwards);
    clock_advance(&scene.clock, &scene.timeline, 1301);
    assert_same(clock_moment(&scene.clock, &scene.timeline), there);
    close_scene(&scene);
}

static void stopping_keeps_the_moment_and_settling_its_beginning(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, false);
    struct moment there = moment_after(&scene, 0, scene.end, 2017, NULL);
    assert_true(there.phase > 0);
    clock_stop(&scene.clock);
    assert_false(clock_advance(&scene.clock, &scene.timeline, 1000));
    assert_same(clock_moment(&scene.clock, &scene.timeline), there);
    assert_int_equal(clock_next_change(&scene.clock, &scene.timeline), -1);
    clock_play(&scene.clock, &scene.timeline, scene.end);
    assert_same(clock_moment(&scene.clock, &scene.timeline), there);
    clock_settle(&scene.clock);
    assert_same(clock_moment(&scene.clock, &scene.timeline), (struct moment){there.at, 0});
    close_scene(&scene);
}

/* Sleeping as long as clock_next_change() says shows every event: no moment is slept over for more than it
   lasts. */
static void the_next_change_is_neither_missed_nor_awaited_busily(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, false);
    assert_int_equal(clock_next_change(&scene.clock, &scene.timeline), -1);
    rewind_to(&scene, 0);
    clock_play(&scene.clock, &scene.timeline, scene.end);
    int64_t passed = 0, wakings = 0;
    while (scene.clock.playing) {
        int wait = clock_next_change(&scene.clock, &scene.timeline);
        assert_true(wait >= CLOCK_FRAME && wait <= 1000);
        position before = scene.timeline.cursor;
        clock_advance(&scene.clock, &scene.timeline, wait);
        int seen = 0; /* events with a duration that passed by within one sleep */
        for (position at = before + 1; at < scene.timeline.cursor; at++)
            seen += event_row(timeline_event(&scene.timeline, at).kind)->weight > CLOCK_FRAME;
        assert_int_equal(seen, 0);
        passed += wait;
        wakings++;
    }
    assert_int_equal(scene.timeline.cursor, scene.end);
    assert_true(passed / wakings > 2 * CLOCK_FRAME);
    close_scene(&scene);
}

static void nothing_to_play_stays_stopped(void **state)
{
    (void)state;
    struct scene scene;
    open_scene(&scene, false);
    clock_play(&scene.clock, &scene.timeline, scene.end);
    assert_false(scene.clock.playing);
    assert_false(clock_advance(&scene.clock, &scene.timeline, 100));
    rewind_to(&scene, 0);
    clock_play(&scene.clock, &scene.timeline, scene.end);
    assert_false(clock_advance(&scene.clock, &scene.timeline, 0));
    assert_false(clock_advance(&scene.clock, &scene.timeline, -5));
    assert_int_equal(scene.timeline.cursor, 0);
    close_scene(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_slices_give_the_same_moments),
        cmocka_unit_test(an_event_lasts_its_weight),
        cmocka_unit_test(backwards_is_the_mirror_of_forward),
        cmocka_unit_test(a_long_command_plays_within_patience),
        cmocka_unit_test(turning_around_in_the_middle),
        cmocka_unit_test(stopping_keeps_the_moment_and_settling_its_beginning),
        cmocka_unit_test(the_next_change_is_neither_missed_nor_awaited_busily),
        cmocka_unit_test(nothing_to_play_stays_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
