/* What the story and the lens say at the edges: of a map that is empty, has one bucket, or grows without getting larger. */
#include "session/state.h"
#include "test/one_session.h"
#include "view/face.h"
#include "view/grid.h"

/* Whether a sentence is told at any moment of all that happened. */
static bool is_told(const char *sentence)
{
    struct text text = {0};
    bool told = false;
    for (position at = 1; at <= session->timeline.end && !told; at++) {
        timeline_seek(&session->timeline, at);
        struct picture picture = session_picture(session);
        struct now now = now_read(&picture);
        picture.playing = false;
        text_clear(&text);
        if (now.has_event && now.mark != NULL)
            face_number(ENGINE_classic)->tell(&picture, &now, &text);
        told = strstr(text_string(&text), sentence) != NULL;
    }
    text_free(&text);
    return told;
}

static bool is_seen(const char *words)
{
    struct grid grid = {0};
    struct text screen = {0};
    grid_resize(&grid, 140, 45);
    session_draw(session, &grid, NULL);
    grid_print(&grid, &screen);
    bool seen = strstr(text_string(&screen), words) != NULL;
    text_free(&screen);
    grid_free(&grid);
    return seen;
}

static void what_is_told(void **state)
{
    static const struct {
        const char *lines, *told, *never;
    } rows[] = {
        {"make map[int]int; fill 8; insert 9 9", "too full, one bucket holds at most 8", "more than 6.5"},
        {"make map[int]int hint=9; fill 13; insert 14 1", "too full, more than 6.5 a bucket", "at most 8"},
        {"make map[int]int; range", "The map is empty: no loop begins.", "Back at the start"},
        {"make map[int]int; insert 1; range", "Back at the start", "no loop begins"},
        {"make map[int]int; clear", "The map is empty: mapclear has nothing to do.", "0 entries gone"},
        {"make map[int]int; fill 3; delete 3", "and so does each emptyOne directly before it", "wiped"},
        {"make map[int]int; fill 3; delete 2", "2 is deleted: something follows in its chain", "wiped"},
        {"make map[int]int hint=20; fill 20; grow same; step-evacuate", "to the bucket of the same number.",
         "to y"},
        {"make map[int]int hint=20; fill 20; grow; step-evacuate", " to y.",
         "to the bucket of the same number"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        end_session(state);
        begin_session(state);
        must_run(rows[i].lines);
        if (!is_told(rows[i].told))
            fail_msg("%s: nobody says “%s”", rows[i].lines, rows[i].told);
        if (is_told(rows[i].never))
            fail_msg("%s: “%s” is said", rows[i].lines, rows[i].never);
    }
}

/* -0 is 0: it was put in its place by an update, and has been delivered. */
static void an_equal_key_that_came_in_place_of_one_is_no_newcomer(void **state)
{
    (void)state;
    must_run("make map[float64]int; insert 0 1; insert 1 1; iterate; next; insert -0 5; next 5");
    assert_false(is_seen("inserted since it began"));
    must_run(
        "make map[float64]int; insert 0 1; insert 1 1; iterate; next; insert 2 5; insert 3 5; insert 4 5");
    must_run("next 5");
    assert_true(is_seen("the loop is over"));
}

static void there_is_nothing_in_the_header_of_a_nil_map(void **state)
{
    (void)state;
    must_run("make map[string]int");
    assert_true(is_seen("0 entries, no bucket yet"));
    assert_true(is_seen("hash0 96f3d693"));
    must_run("var map[string]int as z");
    assert_true(is_seen("a nil map: no hmap, no bucket; it never grows"));
    assert_true(is_seen("hash0 –"));
    assert_true(is_seen("noverflow –"));
}

/* What is told of many commands at rest: which of the two limits the next new key meets. */
static void what_comes_next_is_told_of_both_limits(void **state)
{
    struct text text = {0};
    (void)state;
    must_run("make map[int]int hint=9; collide 9 bucket=0");
    struct picture picture = session_picture(session);
    face_number(ENGINE_classic)->many(&picture, &text);
    assert_non_null(strstr(text_string(&text), "that begins with entry 14."));
    must_run("delete {1..60}; collide 9 bucket=1");
    picture = session_picture(session);
    text_clear(&text);
    face_number(ENGINE_classic)->many(&picture, &text);
    assert_non_null(strstr(text_string(&text), "the next new key rebuilds it at the same size."));
    text_free(&text);
}

/* The bands' titles of a growth from one bucket. */
static void one_bucket_is_one(void **state)
{
    (void)state;
    must_run("make map[string]int; fill 8; grow");
    assert_true(is_seen("BUCKET 0   if 0"));
    assert_true(is_seen("BUCKET 1   if 1"));
    must_run("make map[string]int; fill 8; grow same");
    assert_true(is_seen("BUCKET 0   the same number"));
    must_run("make map[string]int hint=9; fill 8; grow");
    assert_true(is_seen("BUCKETS 0–1   if 0"));
    assert_true(is_seen("BUCKETS 2–3   if 1"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin_session, end_session)
    const struct CMUnitTest tests[] = {
        TEST(what_is_told),
        TEST(an_equal_key_that_came_in_place_of_one_is_no_newcomer),
        TEST(there_is_nothing_in_the_header_of_a_nil_map),
        TEST(what_comes_next_is_told_of_both_limits),
        TEST(one_bucket_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
