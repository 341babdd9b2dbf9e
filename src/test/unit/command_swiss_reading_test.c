/* What the face of a Swiss map reads at a moment is what a reader finds who goes through all events of the operation. */
#include "test/one_session.h"
#include "view/face.h"
#include "view/swiss/reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

/* All that can be known by reading every event of an operation, from its call on. */
struct naive {
    bool growing, splits, lifted, moving, landed, has_bit, searching, stopped, has_tombstone;
    uint32_t left, made[2];
    int made_count;
    uint64_t moved, visited, compared;
    value_id key, asked;
    uint64_t hash;
    struct swiss_place last, from, to, tombstone;
};

static void begin_search(struct naive *naive)
{
    naive->growing = naive->lifted = naive->moving = false;
    naive->searching = true;
    naive->stopped = naive->has_tombstone = false;
    naive->visited = naive->compared = 0;
    naive->key = naive->asked;
}

static void read_move(struct naive *naive, const struct event *event)
{
    struct swiss_place place = {event->region, event->index};
    switch (event->kind) {
    case SWISS_lift:
        naive->lifted = true;
        naive->moving = naive->has_bit = false;
        naive->key = (value_id)event->before;
        naive->from = place;
        break;
    case SWISS_decide:
        naive->has_bit = true;
        break;
    case SWISS_travel:
        naive->moving = true;
        naive->to = (struct swiss_place){(uint32_t)(event->before >> 32), (uint32_t)event->before};
        break;
    case SWISS_moved:
        naive->moved++;
        naive->landed = true;
        break;
    default:
        break;
    }
}

static void read_event(struct naive *naive, const struct event *event)
{
    struct swiss_place place = {event->region, event->index};
    if (naive->landed) { /* an entry that has landed is in hand at that event alone */
        naive->lifted = naive->moving = naive->landed = false;
        naive->key = naive->asked;
    }
    switch (event->kind) {
    case SWISS_call:
        *naive = (struct naive){.key = (value_id)event->before, .asked = (value_id)event->before};
        break;
    case SWISS_hash:
        naive->hash = event->after;
        break;
    case SWISS_choose:
    case SWISS_small:
        begin_search(naive);
        naive->hash = event->before;
        break;
    case SWISS_next:
        naive->visited++;
        naive->last = place;
        break;
    case SWISS_match:
        naive->visited += naive->visited == 0;
        naive->last = place;
        naive->compared = naive->visited;
        break;
    case SWISS_stop:
        naive->stopped = true;
        break;
    case SWISS_remember:
        naive->has_tombstone = true;
        naive->tombstone = place;
        break;
    case SWISS_grow:
    case SWISS_split:
        naive->growing = true;
        naive->searching = false;
        naive->splits = event->kind == SWISS_split;
        naive->left = event->region;
        naive->moved = 0;
        naive->made_count = 0;
        naive->made[0] = naive->made[1] = 0;
        break;
    case EVENT_alloc:
        if (naive->growing && event->index == SWISS_TABLE)
            naive->made[naive->made_count++] = event->region;
        break;
    default:
        read_move(naive, event);
        break;
    }
}

static bool same_place(struct swiss_place a, struct swiss_place b)
{
    return a.region == b.region && a.index == b.index;
}

static void compare(const struct naive *naive, const struct swiss_reading *reading)
{
    assert_int_equal(reading->growing, naive->growing);
    assert_int_equal(reading->searching, naive->searching);
    assert_int_equal(reading->asked, naive->asked);
    assert_int_equal(reading->lifted, naive->lifted);
    assert_int_equal(reading->moving, naive->moving);
    if (naive->growing) {
        assert_int_equal(reading->splits, naive->splits);
        assert_int_equal(reading->left_behind, naive->left);
        assert_int_equal(reading->made[0], naive->made[0]);
        assert_int_equal(reading->made[1], naive->made[1]);
        assert_int_equal(reading->moved, naive->moved);
    }
    if (naive->lifted) {
        assert_int_equal(reading->key, naive->key);
        assert_true(same_place(reading->from, naive->from));
        assert_int_equal(reading->has_bit, naive->has_bit);
        assert_true(!naive->moving || same_place(reading->to, naive->to));
    }
    if (naive->searching) {
        assert_int_equal(reading->way.all, naive->visited);
        assert_int_equal(reading->compared, naive->compared);
        assert_true(naive->visited == 0 ||
                    same_place(reading->way.visited[reading->way.count - 1], naive->last));
        assert_int_equal(reading->stopped, naive->stopped);
        assert_int_equal(reading->has_tombstone, naive->has_tombstone);
        assert_true(!naive->has_tombstone || same_place(reading->tombstone, naive->tombstone));
        assert_int_equal(reading->hash, naive->hash);
        assert_int_equal(reading->key, naive->asked);
    }
}

/* Every moment of what the lines did, but for those at which a command is over: nothing is in hand then. Returns moments of growths. */
static size_t read_all(void)
{
    struct timeline *timeline = &session->timeline;
    struct naive naive = {0};
    size_t growths = 0;
    bool called = false;
    for (position at = timeline->first; at < timeline->end; at++) {
        const struct event event = timeline_event(timeline, at);
        const struct mark *mark = timeline_mark_of(timeline, at);
        called = (called && at != mark->begin) || event.kind == SWISS_call;
        if (at == mark->begin && event.kind != SWISS_call)
            naive = (struct naive){0};
        read_event(&naive, &event);
        timeline_seek(timeline, at + 1);
        struct picture picture = session_picture(session);
        picture.playing = false;
        struct now now = now_read(&picture);
        picture.home = now.subject;
        bool walks = code_line_routine(event.line) == ROUTINE_swiss_iterate ||
                     code_line_routine(event.line) == ROUTINE_swiss_next;
        if (!called || at + 1 == mark->end || walks)
            continue;
        const struct swiss_reading reading = swiss_reading_of(&picture, &now);
        compare(&naive, &reading);
        growths += reading.growing;
    }
    return growths;
}

static void it_is_what_all_events_say(void **state)
{
    (void)state;
    must_run("make map[string]int go=1.24");
    must_run("fill 60");
    must_run("delete k{1..40}");
    must_run("insert m{1..60} 1");
    must_run("get m3; get nobody; delete nobody; insert m3 2");
    must_run("range");
    assert_true(read_all() > 1000);
}

static void it_is_so_in_a_split(void **state)
{
    (void)state;
    must_run("make map[int]int hint=800 go=1.24");
    must_run("fill 896");
    must_run("insert 897 1");
    assert_true(read_all() > 9000);
}

/* Rows of the keyboard's cursor: table by table, each group once. */
static void the_groups_of_the_cursor_are_in_order(void **state)
{
    struct swiss_place place;
    (void)state;
    must_run("make map[int]int go=1.24");
    struct swiss map = swiss_of(&session->world, session_in_hand(session));
    assert_int_equal(swiss_groups_in_order(&map), 0);
    assert_false(swiss_group_in_order(&map, 0, &place));
    must_run("fill 3");
    assert_int_equal(swiss_groups_in_order(&map), 1);
    assert_true(swiss_group_in_order(&map, 0, &place));
    assert_false(swiss_group_in_order(&map, 1, &place));
    must_run("fill 1800");
    uint64_t groups = swiss_groups_in_order(&map), rows = 0, entry = 0;
    for (uint32_t table; swiss_next_table(&map, &entry, &table);) {
        for (uint32_t i = 0; i < swiss_table_groups(&map, table); i++, rows++) {
            assert_true(swiss_group_in_order(&map, (int64_t)rows, &place));
            assert_int_equal(place.region, swiss_table_word(&map, table, SWISS_TABLE_GROUPS));
            assert_int_equal(place.index, i);
        }
    }
    assert_int_equal(rows, groups);
    assert_false(swiss_group_in_order(&map, (int64_t)rows, &place));
}

/* The cursor stays on what is there, whichever way it goes. */
static void the_cursor_walks_over_groups_and_entries(void **state)
{
    const struct face *face = face_number(ENGINE_swiss);
    struct cursor cursor = {.row = 99, .slot = 12};
    (void)state;
    must_run("make map[int]int go=1.24");
    uint32_t home = session_in_hand(session);
    assert_false(face->clamp(&session->world, home, &cursor));
    must_run("fill 1800");
    struct swiss map = swiss_of(&session->world, home);
    int64_t last = (int64_t)swiss_groups_in_order(&map) - 1;
    cursor = (struct cursor){.row = last + 7, .slot = 12};
    assert_true(face->clamp(&session->world, home, &cursor));
    assert_true(cursor.row == last && cursor.slot == SWISS_SLOTS - 1);
    face->walk(&session->world, home, &cursor, DIRECTION_DOWN);
    assert_int_equal(cursor.row, last);
    face->walk(&session->world, home, &cursor, DIRECTION_UP);
    face->walk(&session->world, home, &cursor, DIRECTION_LEFT);
    assert_true(cursor.row == last - 1 && cursor.slot == SWISS_SLOTS - 2);
    cursor = (struct cursor){.pane = 1, .row = 1000};
    assert_true(face->clamp(&session->world, home, &cursor));
    assert_int_equal(cursor.row, swiss_directory_length(&map) - 1);
    uint32_t table = swiss_directory_table(&map, (uint64_t)cursor.row);
    face->walk(&session->world, home, &cursor, DIRECTION_RIGHT);
    struct swiss_place place;
    assert_true(cursor.pane == 0 && swiss_group_in_order(&map, cursor.row, &place));
    assert_true(place.region == swiss_table_word(&map, table, SWISS_TABLE_GROUPS) && place.index == 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin_session, end_session)
    const struct CMUnitTest tests[] = {
        TEST(it_is_what_all_events_say),
        TEST(it_is_so_in_a_split),
        TEST(the_groups_of_the_cursor_are_in_order),
        TEST(the_cursor_walks_over_groups_and_entries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
