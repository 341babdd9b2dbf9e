/* How much is told in how much time: runs are the same wherever in them one looks, and nothing is told that can't be read. */
#include "test/history.h"
#include "view/pace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static bool opens_at_calls(const struct timeline *timeline, position at)
{
    return timeline_event(timeline, at).kind == CLASSIC_call;
}

static bool opens_never(const struct timeline *timeline, position at)
{
    (void)timeline;
    (void)at;
    return false;
}

static struct pace pace_at(struct history *history, position at, int64_t patience, bool playing,
                           bool (*opens)(const struct timeline *timeline, position at))
{
    struct look look;
    look_init(&look);
    timeline_seek(&history->timeline, at);
    struct picture picture = history_picture(history, &look);
    picture.patience = patience;
    picture.playing = playing;
    struct now now = now_read(&picture);
    return pace_of(&picture, &now, opens);
}

static void a_run_is_the_same_all_over(void **state)
{
    struct history history;
    (void)state;
    history_begin(&history, "map[string]int");
    for (int i = 0; i < 30; i++)
        history_insert(&history, i);
    for (position at = history.timeline.marks[0].end; at < history.timeline.end; at++) {
        const struct mark *mark = timeline_mark_of(&history.timeline, at);
        struct pace pace = pace_at(&history, at, 12000, true, opens_at_calls);
        assert_true(pace.begin >= mark->begin && pace.begin <= at && at < pace.end && pace.end <= mark->end);
        assert_true(pace.begin == mark->begin || opens_at_calls(&history.timeline, pace.begin));
        assert_true(pace.end == mark->end || opens_at_calls(&history.timeline, pace.end));
        struct pace first = pace_at(&history, pace.begin, 12000, true, opens_at_calls);
        assert_true(first.begin == pace.begin && first.end == pace.end && first.time == pace.time);
    }
    history_end(&history);
}

static void time_is_that_of_the_clock(void **state)
{
    static const int64_t patiences[] = {500, 3000, 60000};
    struct history history;
    (void)state;
    history_begin(&history, "map[string]int");
    for (int i = 0; i < 27; i++)
        history_insert(&history, i);
    for (size_t number = 1; number < history.timeline.mark_count; number++) {
        const struct mark *mark = &history.timeline.marks[number];
        for (size_t i = 0; i < sizeof patiences / sizeof *patiences; i++) {
            struct pace pace = pace_at(&history, mark->begin, patiences[i], true, opens_never);
            int64_t weight = (int64_t)mark->cost.weight,
                    whole = weight < patiences[i] ? weight : patiences[i];
            /* Each event is rounded down by itself; beyond what any sentence needs nobody counts. */
            assert_true(pace.time <= whole && (pace.time >= whole - 1 || pace.time >= 12000));
            assert_int_equal(pace_at(&history, mark->begin, patiences[i], false, opens_never).time,
                             INT64_MAX);
        }
    }
    history_end(&history);
}

static void the_longest_that_can_be_read_is_told(void **state)
{
    static const struct {
        int64_t time;
        const char *told;
    } cases[] = {{INT64_MAX, "one two three four five"},
                 {1600, "one two three four five"},
                 {1500, "one two three"},
                 {940, "one two three"},
                 {900, "one"},
                 {340, "one"},
                 {300, ""},
                 {0, ""}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pace pace = {.time = cases[i].time};
        struct text texts[PACE_SENTENCES] = {0}, told = {0};
        text_add(&texts[0], "one two three four five");
        text_add(&texts[2], "one two three");
        text_add(&texts[3], "one");
        pace_add(&pace, texts, &told);
        assert_string_equal(text_string(&told), cases[i].told);
        text_free(&told);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_is_the_same_all_over),
        cmocka_unit_test(time_is_that_of_the_clock),
        cmocka_unit_test(the_longest_that_can_be_read_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
