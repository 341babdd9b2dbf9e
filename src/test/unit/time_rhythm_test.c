/* Relocations of one command: the first and the last at full length, those between shorter and shorter, and the clock keeps to it. */
#include "test/classic_map.h"
#include "test/golden.h"
#include "time/clock.h"
#include "time/rhythm.h"

#include <stdio.h>
#include <string.h>

static void grow(struct classic *map, struct timeline *timeline, int keys)
{
    struct error error = {0};
    *map = lone_map();
    timeline_init(timeline, map->world);
    timeline_begin(timeline, "make");
    classic_make(map, "map[int]int", GO_1_23, 0, &error);
    timeline_finish(timeline, 0, NULL);
    for (int i = 0; i < keys; i++) {
        char text[16];
        snprintf(text, sizeof text, "%d", i);
        value_id key = values_parse(map->values, classic_type(map)->key, text, strlen(text), &error);
        timeline_begin(timeline, "insert");
        classic_assign(map, key, key);
        timeline_finish(timeline, 0, NULL);
    }
}

/* What the relocations of a command last, from lift to landing, and what they weigh. Returns how many there are. */
static int lengths_of(const struct timeline *timeline, const struct mark *mark, int shown[64], int whole[64])
{
    int count = 0;
    for (position at = mark->begin; at < mark->end; at++) {
        if (timeline_event(timeline, at).kind != CLASSIC_lift)
            continue;
        shown[count] = whole[count] = 0;
        for (;; at++) {
            shown[count] += rhythm_of(timeline, mark, at);
            whole[count] += event_row(timeline_event(timeline, at).kind)->weight;
            if (timeline_event(timeline, at).kind == CLASSIC_moved)
                break;
        }
        count++;
    }
    return count;
}

static void relocations_become_shorter(void **state)
{
    (void)state;
    struct classic map;
    struct timeline timeline;
    int seen = 0;
    grow(&map, &timeline, 60);
    for (size_t i = 0; i < timeline.mark_count; i++) {
        int shown[64], whole[64], count = lengths_of(&timeline, &timeline.marks[i], shown, whole);
        if (count == 0)
            continue;
        assert_int_equal(shown[0], whole[0]);
        assert_int_equal(shown[count - 1], whole[count - 1]);
        for (int n = 1; n < count - 1; n++) {
            assert_true(shown[n] < whole[n] && shown[n] >= RHYTHM_LEAST - 8); /* each event is rounded down */
            assert_true(shown[n] <= RHYTHM_LEAST || shown[n] * 5 <= shown[n - 1] * 4 + 40);
            seen++;
        }
    }
    assert_true(seen > 20);
    timeline_free(&timeline);
    lone_map_free(&map);
}

/* A command's weight is what its events last, and what is no relocation lasts as long as it weighs. */
static void a_command_lasts_what_its_events_last(void **state)
{
    (void)state;
    struct classic map;
    struct timeline timeline;
    struct clock clock;
    grow(&map, &timeline, 60);
    clock_init(&clock);
    clock.patience = 1 << 30;
    for (size_t i = 0; i < timeline.mark_count; i++) {
        const struct mark *mark = &timeline.marks[i];
        uint64_t all = 0;
        for (position at = mark->begin; at < mark->end; at++)
            all += (uint64_t)rhythm_of(&timeline, mark, at);
        assert_int_equal(all, mark->cost.weight);
        timeline_seek(&timeline, mark->begin);
        clock_settle(&clock);
        clock_play(&clock, &timeline, mark->end);
        uint64_t played = 0;
        for (; clock.playing && played < 1000000; played++)
            clock_advance(&clock, &timeline, 1);
        assert_true(played == all || (all == 0 && played <= 1));
    }
    timeline_free(&timeline);
    lone_map_free(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(relocations_become_shorter),
        cmocka_unit_test(a_command_lasts_what_its_events_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
