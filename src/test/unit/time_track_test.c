/* The scale of the track: where moments lie on it, and which moment a column is. */
#include "time/track.h"

#include "base/memory_or_die.h"
#include "base/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { WIDTH = 118 };

/* A timeline of which only the marks are asked: commands of 1 to `most` events. */
static struct timeline timeline_of(size_t commands, uint64_t most)
{
    struct timeline timeline = {.first = 7, .end = 7, .forgotten = 3, .mark_count = commands};
    uint64_t seed = commands;
    timeline.marks = new_items(commands, sizeof *timeline.marks);
    for (size_t i = 0; i < commands; i++) {
        timeline.marks[i].begin = timeline.end;
        timeline.end += 1 + random_below(&seed, most);
        timeline.marks[i].end = timeline.end;
    }
    timeline.cursor = timeline.end;
    return timeline;
}

static const size_t counts[] = {0, 1, 2, 3, 8, 26, 100, 1000, 20000};

static void each(void (*law)(const struct timeline *timeline, int width))
{
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct timeline timeline = timeline_of(counts[i], i % 2 == 0 ? 40 : 90000);
        for (int width = 20; width <= 500; width += 37)
            law(&timeline, width);
        law(&timeline, WIDTH);
        free(timeline.marks);
    }
}

static void columns_go_from_the_beginning_to_the_end(const struct timeline *timeline, int width)
{
    assert_int_equal(track_position(timeline, width, 0), timeline->first);
    assert_int_equal(track_position(timeline, width, width - 1), timeline->end);
    assert_int_equal(track_position(timeline, width, -4), timeline->first);
    assert_int_equal(track_position(timeline, width, width + 4), timeline->end);
    for (int column = 1; column < width; column++)
        assert_true(track_position(timeline, width, column) >= track_position(timeline, width, column - 1));
}

static void a_later_moment_lies_further_right(const struct timeline *timeline, int width)
{
    uint64_t step = (timeline->end - timeline->first) / 997 + 1;
    int64_t before = track_place(timeline, width, timeline->first);
    assert_int_equal(before, 0);
    for (position at = timeline->first; at < timeline->end; at += step) {
        int64_t place = track_place(timeline, width, at);
        assert_true(place >= before);
        before = place;
    }
    if (timeline->mark_count > 0)
        assert_int_equal(track_place(timeline, width, timeline->end), (int64_t)width * TRACK_PARTS);
}

/* What is clicked at is where one comes to: in the same column, or in the one beside it. */
static void a_column_s_moment_lies_in_it(const struct timeline *timeline, int width)
{
    for (int column = 0; column < width && timeline->mark_count > 0; column++) {
        int64_t place = track_place(timeline, width, track_position(timeline, width, column));
        const struct mark *mark = timeline_mark_of(timeline, track_position(timeline, width, column));
        /* A command of few events has few places, however wide it is. */
        int64_t coarse = 0;
        if (mark != NULL) {
            size_t index = (size_t)(mark - timeline->marks);
            coarse = (track_begin(timeline, width, index + 1) - track_begin(timeline, width, index)) /
                     (int64_t)(mark->end - mark->begin);
        }
        int64_t wanted = (int64_t)width * TRACK_PARTS * column / (width - 1);
        assert_true(place <= wanted + TRACK_PARTS && place + coarse + TRACK_PARTS >= wanted);
    }
}

static void newer_commands_have_no_less_room(const struct timeline *timeline, int width)
{
    int64_t before = 0;
    size_t step = timeline->mark_count / 500 + 1;
    for (size_t i = 0; i < timeline->mark_count; i += step) {
        int64_t room = track_begin(timeline, width, i + 1) - track_begin(timeline, width, i);
        assert_true(room + 2 >= before); /* each end is rounded */
        before = room;
    }
    if (timeline->mark_count > 0 && width >= WIDTH)
        assert_true((int64_t)width * TRACK_PARTS - track_begin(timeline, width, timeline->mark_count - 1) >=
                    4 * TRACK_PARTS);
}

/* The command and the moment of a place are the first ones: what lies before them lies before it. */
static void places_lead_back_to_moments(const struct timeline *timeline, int width)
{
    for (int64_t place = 1; place <= (int64_t)width * TRACK_PARTS && timeline->mark_count > 0; place += 61) {
        position at = track_moment(timeline, width, place);
        size_t command = track_command_from(timeline, width, place);
        assert_true(track_place(timeline, width, at) >= place || at == timeline->end ||
                    timeline_mark_of(timeline, at) == NULL);
        if (at > timeline->first && timeline_mark_of(timeline, at - 1) != NULL)
            assert_true(track_place(timeline, width, at - 1) <= place);
        if (command < timeline->mark_count)
            assert_true(track_begin(timeline, width, command) >= place);
        if (command > 0)
            assert_true(track_begin(timeline, width, command - 1) < place);
    }
}

/* The scale as the header says it. */
static void the_scale_is_what_is_written(void **unused)
{
    (void)unused;
    struct timeline eight = timeline_of(8, 10), million = timeline_of(1000000, 10);
    int64_t whole = 100 * TRACK_PARTS;
    int64_t newest = whole - track_begin(&eight, 100, 7), oldest = track_begin(&eight, 100, 1);
    assert_true(newest > whole / 4 - TRACK_PARTS && newest < whole / 4 + TRACK_PARTS);
    assert_true(oldest > whole / 16 - TRACK_PARTS && oldest < whole / 16 + TRACK_PARTS);
    newest = whole - track_begin(&million, 100, 999999);
    assert_true(newest > whole / 32 - TRACK_PARTS / 2 && newest < whole / 32 + TRACK_PARTS / 2);
    size_t column = track_command_from(&million, 100, TRACK_PARTS);
    assert_true(column > 100000 && column < 200000);
    free(eight.marks);
    free(million.marks);
}

static void columns_go_to_the_end(void **unused)
{
    (void)unused;
    each(columns_go_from_the_beginning_to_the_end);
}

static void moments_go_right(void **unused)
{
    (void)unused;
    each(a_later_moment_lies_further_right);
}

static void columns_and_moments_agree(void **unused)
{
    (void)unused;
    each(a_column_s_moment_lies_in_it);
}

static void recent_commands_have_room(void **unused)
{
    (void)unused;
    each(newer_commands_have_no_less_room);
}

static void places_and_moments_agree(void **unused)
{
    (void)unused;
    each(places_lead_back_to_moments);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_go_to_the_end),     cmocka_unit_test(moments_go_right),
        cmocka_unit_test(columns_and_moments_agree), cmocka_unit_test(recent_commands_have_room),
        cmocka_unit_test(places_and_moments_agree),  cmocka_unit_test(the_scale_is_what_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
