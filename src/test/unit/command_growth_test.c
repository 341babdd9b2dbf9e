/* What a growth's bands say and where they stand, whatever else goes on beside it: another map that grows, too. */
#include "model/classic/measure.h"
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bands_stand_still_while_another_map_grows),
        cmocka_unit_test(an_array_left_behind_stays_while_another_map_is_written_to),
        cmocka_unit_test(who_moved_early_and_why_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
