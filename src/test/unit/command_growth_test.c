/* What a growth's bands say and where they stand, whatever else goes on beside it: another map that grows, too. */
#include "hand/classic/classic.h"
#include "model/classic/measure.h"
#include "model/classic/summary.h"
#include "session/state.h"
#include "test/running.h"
#include "view/grid.h"

#include <stdio.h>

static void draw(struct session *session, struct text *screen)
{
    struct grid grid = {0};
    grid_resize(&grid, 120, 48);
    session_draw(session, &grid, NULL);
    text_clear(screen);
    grid_print(&grid, screen);
    grid_free(&grid);
}

/* The row in which an old bucket's number stands; -1: it does not. */
static int row_of_old(const struct text *screen, int bucket)
{
    char number[8];
    int row = 0;
    snprintf(number, sizeof number, "%2d  ", bucket);
    for (const char *line = text_string(screen); line != NULL; row++) {
        const char *blank = line + strcspn(line, " \n"); /* behind ▶ or ✓ */
        if (row > 3 && strncmp(line[0] == ' ' ? line + 1 : blank, number, 4) == 0)
            return row;
        line = strchr(line, '\n');
        line = line != NULL ? line + 1 : NULL;
    }
    return -1;
}

/* The row that some words stand in; -1: none. */
static int row_of(const struct text *screen, const char *words)
{
    int row = 0;
    const char *found = strstr(text_string(screen), words);
    for (const char *at = text_string(screen); found != NULL && at < found; at++)
        row += *at == '\n';
    return found != NULL ? row : -1;
}

/* Some links of old bucket 1 are freed when it moves; its band stays as tall, though another map has grown since. */
static void bands_stand_still_while_another_map_grows(void **state)
{
    struct session *session = new_session();
    struct text screen = {0};
    int rows[4];
    (void)state;
    must_run_in(session, "make map[string]int as b; set seed 7; make map[string]int as a hint=20; collide 11 "
                         "bucket=1; fill 8 k");
    struct classic map = map_in_hand(session);
    assert_int_equal(classic_bucket_count(&map), 4);
    must_run_in(session, "grow");
    draw(session, &screen);
    for (int i = 0; i < 4; i++) {
        rows[i] = row_of_old(&screen, i);
        assert_true(rows[i] > 0 && (i == 0 || rows[i] > rows[i - 1]));
    }
    assert_true(rows[2] - rows[1] >= 5); /* two links of two lines, and a gap */
    must_run_in(session, "step-evacuate 2");
    must_run_in(session, "b: fill 30 n");
    draw(session, &screen);
    for (int i = 0; i < 4; i++)
        if (row_of_old(&screen, i) != rows[i])
            fail_msg("old bucket %d: row %d, was %d\n%.1000s", i, row_of_old(&screen, i), rows[i],
                     text_string(&screen) + 330);
    text_free(&screen);
    session_free(session);
}

/* The array that a loop still walks though the map has left it stays where it is while another map is written to. */
static void an_array_left_behind_stays_while_another_map_is_written_to(void **state)
{
    struct session *session = new_session();
    struct text screen = {0};
    (void)state;
    must_run_in(
        session,
        "make map[string]int as b; make map[string]int as a; fill 8 k; iterate; fill 18 y; insert z 1");
    struct classic map = map_in_hand(session);
    assert_true(classic_growing(&map));
    draw(session, &screen);
    int row = row_of(&screen, "ARRAY LEFT BEHIND"), old = row_of_old(&screen, 0);
    assert_true(row > 0 && old > 0);
    must_run_in(session, "b: fill 30 n");
    draw(session, &screen);
    assert_int_equal(row_of(&screen, "ARRAY LEFT BEHIND"), row);
    assert_int_equal(row_of_old(&screen, 0), old);
    text_free(&screen);
    session_free(session);
}

/* The bucket that key w<number> belongs to. */
static uint64_t own_of(struct session *session, int number)
{
    struct classic map = map_in_hand(session);
    struct error error = {0};
    char name[16];
    snprintf(name, sizeof name, "w%d", number);
    value_id key = values_parse(map.values, classic_type(&map)->key, name, strlen(name), &error);
    return classic_locate(&map, key).bucket;
}

/* An old bucket is called early exactly if a write to one of its keys moved it while one before it had not moved. */
static void who_moved_early_and_why_is_said(void **state)
{
    enum { OLD = 4, KEYS = 8 };
    struct session *session = new_session();
    struct text screen = {0};
    (void)state;
    for (int seed = 1; seed <= 60; seed++) {
        char line[96], by[OLD][16] = {""};
        int found = 0;
        snprintf(line, sizeof line, "set seed %d; make map[string]int as m hint=20; fill 9 k; grow", seed);
        must_run_in(session, line);
        for (int write = 0; write < 2; write++) {
            struct classic map = map_in_hand(session);
            uint64_t low = classic_register(&map, REGISTER_NEVACUATE);
            bool was[OLD];
            for (uint64_t i = 0; i < OLD; i++)
                was[i] = classic_evacuated(&map, classic_old_bucket(&map, i));
            snprintf(line, sizeof line, "insert w%d 1", 100 + write + 2 * seed);
            must_run_in(session, line);
            if (!classic_growing(&map))
                break;
            uint64_t own = own_of(session, 100 + write + 2 * seed) % OLD;
            if (!was[own] && own > low)
                snprintf(by[own], sizeof by[own], "w%d", 100 + write + 2 * seed);
        }
        struct classic map = map_in_hand(session);
        if (!classic_growing(&map))
            continue;
        if (seed % 3 == 0) /* another map's growth changes nothing of it */
            must_run_in(session, "make map[string]int as other; fill 30; use m; drop other");
        draw(session, &screen);
        const char *rest = text_string(&screen);
        for (int i = 0; i < OLD; i++) {
            snprintf(line, sizeof line, "moved early, because of %s", by[i]);
            if (by[i][0] != '\0') {
                rest = strstr(rest, line);
                if (rest == NULL)
                    fail_msg("seed %d: no “%s” in\n%.900s", seed, line,
                             strstr(text_string(&screen), "✓ 2") != NULL ? strstr(text_string(&screen), "✓ 2")
                                                                         : "");
                rest++;
                found++;
            }
        }
        for (rest = text_string(&screen); (rest = strstr(rest, "moved early")) != NULL; rest++)
            found--;
        assert_int_equal(found, 0);
    }
    text_free(&screen);
    session_free(session);
}

/* Whether the reply to a line has some words in it. */
static bool says(struct session *session, const char *line, const char *words)
{
    struct reply reply = {0};
    struct error error = {0};
    assert_true(session_run(session, line, &reply, &error));
    bool found = strstr(text_string(&reply.text), words) != NULL;
    reply_free(&reply);
    return found;
}

static void write_to_bucket(struct session *session, int key, int bucket)
{
    char line[64];
    snprintf(line, sizeof line, "insert %d 1 hash=0x%x", key, (unsigned)bucket);
    must_run_in(session, line);
}

/* nevacuate goes past at most 1024 at once: a write by which it stands at one that has moved only takes it on, and that is what is said. */
static void what_the_next_write_moves_is_what_it_does_move(void **state)
{
    enum { OLD = 4096, FIRST = 200, BEHIND = 1700 };
    struct session *session = new_session();
    int passed = 0;
    (void)state;
    must_run_in(session, "make map[int]int hint=20000; grow");
    for (int i = FIRST; i < BEHIND; i++)
        write_to_bucket(session, i, i + BEHIND);
    struct classic map = map_in_hand(session);
    for (int n = 0; n < 2 * BEHIND && classic_growing(&map); n++) {
        uint64_t before = classic_evacuated_count(&map), next = classic_unmoved_from(&map, 0);
        bool moves = next < OLD && classic_writes_before(&map, next) == 0;
        uint64_t least = classic_least_writes(&map), most = classic_most_writes(&map);
        assert_true(least > 0 && least <= most);
        if (!moves || n % 256 == 0)
            assert_int_equal(says(session, "stuck", "The next one moves"), moves);
        passed += !moves;
        write_to_bucket(session, FIRST, FIRST + BEHIND);
        if (classic_growing(&map))
            assert_int_equal(classic_evacuated_count(&map) - before, moves);
    }
    assert_false(classic_growing(&map));
    assert_true(passed > 0);
    session_free(session);
}

/* All have moved, and the growth goes on all the same. */
static void a_growth_may_outlast_its_last_move(void **state)
{
    enum { OLD = 4096 };
    struct session *session = new_session();
    (void)state;
    must_run_in(session, "make map[int]int hint=20000; grow");
    struct classic map = map_in_hand(session);
    for (int i = OLD - 1; classic_evacuated_count(&map) < OLD; i--)
        write_to_bucket(session, i, i);
    assert_true(classic_growing(&map));
    uint64_t writes = classic_most_writes(&map);
    assert_in_range(classic_least_writes(&map), 1, writes);
    assert_true(says(session, "stuck", "have moved, but nevacuate stands at"));
    assert_true(says(session, "pending", "have moved, but nevacuate stands at"));
    for (; writes > 0; writes--) {
        assert_true(classic_growing(&map));
        write_to_bucket(session, OLD - 1, OLD - 1);
    }
    assert_false(classic_growing(&map));
    session_free(session);
}

/* A delete from an empty map returns at once; clear ends a growth, and moves nothing. */
static void an_empty_map_is_moved_on_by_an_insert_alone(void **state)
{
    struct session *session = new_session();
    struct text screen = {0};
    (void)state;
    must_run_in(session, "make map[int]int hint=400; insert {1..3} 1; grow");
    assert_true(says(session, "stuck", "no old bucket has moved yet"));
    assert_true(says(session, "stuck", "an insert, an update, a delete"));
    must_run_in(session, "delete {1..3}");
    struct classic map = map_in_hand(session);
    uint64_t moved = classic_evacuated_count(&map);
    must_run_in(session, "delete 7; clear");
    assert_int_equal(classic_evacuated_count(&map), moved);
    assert_true(says(session, "stuck", "Only an insert moves it on"));
    assert_true(says(session, "pending", "has to be an insert"));
    assert_true(says(session, "forecast", "has to be an insert"));
    must_run_in(session, "view pending on");
    draw(session, &screen);
    assert_true(row_of(&screen, "moves with the next insert") > 0);
    must_run_in(session, "insert 7 1");
    assert_true(classic_evacuated_count(&map) > moved);
    assert_true(says(session, "clear", "no old bucket was moved"));
    assert_false(classic_growing(&map));
    text_free(&screen);
    session_free(session);
}

/* What has no outcome of its own is said in the words of the catalogue. */
static void what_stood_still_is_said_in_the_words_of_the_catalogue(void **state)
{
    struct words words = *words_english();
    words.texts[WORD_CLASSIC_SAY_STUCK_DONE] = "fertig";
    const struct repertoire repertoire = command_repertoire(&words);
    struct session *session = session_new(&repertoire);
    (void)state;
    must_run_in(session, "make map[int]int hint=400; insert {1..3} 1; grow; step-evacuate");
    must_run_in(session, "gc");
    assert_true(says(session, "stuck", "gc\tfertig"));
    must_run_in(session, "get 1");
    assert_true(says(session, "stuck", "get 1\tfound"));
    session_free(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bands_stand_still_while_another_map_grows),
        cmocka_unit_test(an_array_left_behind_stays_while_another_map_is_written_to),
        cmocka_unit_test(who_moved_early_and_why_is_said),
        cmocka_unit_test(what_the_next_write_moves_is_what_it_does_move),
        cmocka_unit_test(a_growth_may_outlast_its_last_move),
        cmocka_unit_test(an_empty_map_is_moved_on_by_an_insert_alone),
        cmocka_unit_test(what_stood_still_is_said_in_the_words_of_the_catalogue),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
