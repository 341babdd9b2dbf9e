/*
 * Races at any moment, also within a command: the screen can be drawn, and what it and the facts tell is of one setup, of the steps that were
 * taken and of a whole exploration, never of what is half written.
 */
#include "base/random.h"
#include "model/race/race.h"
#include "test/running.h"
#include "view/grid.h"

/* Any moment on any size: nothing outside the grid, the same moment the same picture. */
static void any_moment_can_be_drawn(void **state)
{
    struct grid first = {0}, second = {0};
    uint64_t random = 8;
    (void)state;
    static const char *const systems[] = {"go", "article", "mended", "mutex", "shards", "java"};
    for (size_t i = 0; i < sizeof systems / sizeof *systems; i++) {
        struct session *session = new_session();
        struct text line = {0};
        text_format(&line, "make race[%s]; insert a 1; insert c 2 hash=0; go g1 \"insert a 5; delete c\"",
                    systems[i]);
        must_run_in(session, text_string(&line));
        must_run_in(session,
                    "go g2 \"insert b 2; get a\"; go g3 \"delete a\"; run random seed=2; race again; run");
        must_run_in(session, "make map[int]int as n; insert 1 2; r: go g1 \"delete b; insert c 7\"; r: run");
        for (int round = 0; round < 60; round++) {
            int width = 1 + (int)random_below(&random, 210), height = 1 + (int)random_below(&random, 60);
            position there = random_below(&random, session->timeline.end + 1);
            grid_resize(&first, width, height);
            grid_resize(&second, width, height);
            session->look.before = random_below(&random, 2) != 0;
            session->look.lecture = random_below(&random, 4) == 0;
            timeline_seek(&session->timeline, there);
            session_draw(session, &first, NULL);
            timeline_seek(&session->timeline, random_below(&random, session->timeline.end + 1));
            timeline_seek(&session->timeline, there);
            session_draw(session, &second, NULL);
            assert_true(grid_equal(&first, &second));
        }
        text_free(&line);
        session_free(session);
    }
    grid_free(&first);
    grid_free(&second);
}

/* A fact of a goroutine's operation at the moment; of facts without indexes they are not read. False: it can't be answered. */
static bool ask(const struct session *session, const char *name, unsigned goroutine, unsigned operation,
                struct fact_value *value)
{
    const struct fact_question question = {
        .world = &session->world, .home = session_in_hand(session), .index = {goroutine, operation}};
    const struct fact_row *row = world_engine(&session->world, question.home)->facts;
    struct error error = {0};
    while (strcmp(row->name, name) != 0)
        row++;
    *value = (struct fact_value){0};
    return row->answer(&question, value, &error);
}

/* An operation has a result from its last step on: at any moment, also while a command takes the steps back. */
static void what_is_not_done_has_no_result(void **state)
{
    (void)state;
    struct session *session = new_session();
    struct grid grid = {0};
    unsigned moments[2] = {0};
    grid_resize(&grid, 120, 36);
    must_run_in(session, "make race; go g1 \"insert a 1; get a\"");
    position begin = session->timeline.end;
    must_run_in(session, "run; race again; run; go g1 \"insert b 1; get b\"");
    for (position at = begin; at <= session->timeline.end; at++) {
        struct fact_value done, gave, goroutines;
        struct text shown = {0};
        timeline_seek(&session->timeline, at);
        assert_true(ask(session, "done", 0, 0, &done) && ask(session, "goroutines", 0, 0, &goroutines));
        assert_int_equal(ask(session, "gave", 1, 2, &gave), goroutines.magnitude == 1);
        session_draw(session, &grid, NULL);
        grid_print(&grid, &shown);
        assert_int_equal(strstr(text_string(&shown), "get a → 1") != NULL, done.magnitude == 2);
        assert_int_equal(strcmp(text_string(&gave.text), "1") == 0, done.magnitude == 2);
        moments[done.magnitude == 2]++;
        text_free(&shown);
        fact_value_free(&done);
        fact_value_free(&gave);
        fact_value_free(&goroutines);
    }
    assert_true(moments[0] > 0 && moments[1] > 0);
    grid_free(&grid);
    session_free(session);
}

/* Lens and lanes tell of the race's last step, however much happened to others since. */
static void the_last_step_is_told_as_long_as_there_is_one(void **state)
{
    (void)state;
    const char *nothing = words_english()->texts[WORD_RACE_LENS_NOTHING];
    struct session *session = new_session();
    struct grid grid = {0};
    unsigned moments[2] = {0};
    grid_resize(&grid, 120, 36);
    must_run_in(session, "make race as r; go g1 \"insert a 1; get a\"; run turns 12");
    must_run_in(session, "make race as s; go g1 \"insert a 1; get a; insert b 2; get b; delete a; get a\"");
    position begin = session->timeline.end;
    must_run_in(session,
                "run; race again; run; race again; run; race again; use r; race again; use s; use r");
    for (position at = begin + 1; at <= session->timeline.end; at++) {
        struct text shown = {0};
        timeline_seek(&session->timeline, at);
        const struct race race = race_of(&session->world, session_in_hand(session));
        bool taken = race_settled(&race).steps > 0;
        /* Else the lens is another's: of whom the moment is about. */
        if (timeline_subject(&session->timeline, at - 1) != race.home)
            continue;
        session_draw(session, &grid, NULL);
        grid_print(&grid, &shown);
        if (taken &&
            (strstr(text_string(&shown), nothing) != NULL || strstr(text_string(&shown), "▸g1") == NULL))
            fail_msg("event %llu: %s", (unsigned long long)at, text_string(&shown));
        moments[taken]++;
        text_free(&shown);
    }
    assert_true(moments[0] > 0 && moments[1] > 0);
    grid_free(&grid);
    session_free(session);
}

/* All that the explorer came to, as facts tell it. */
static void tell_findings(const struct session *session, struct text *text)
{
    static const char *const names[] = {"explored", "found",  "interleavings", "executions",
                                        "clean",    "states", "pruned",        "samples"};
    text_clear(text);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct fact_value value;
        assert_true(ask(session, names[i], 0, 0, &value));
        text_format(text, "%s %s, ", names[i], text_string(&value.text));
        fact_value_free(&value);
    }
}

/* While it is written down, and while it is forgotten, nothing is told of what was found, or all. */
static void what_was_found_is_told_whole_or_not_at_all(void **state)
{
    (void)state;
    struct session *session = new_session();
    struct text none = {0}, all = {0}, now = {0};
    must_run_in(session, "make race; go g1 insert a 1; go g2 insert a 2");
    position begin = session->timeline.end;
    tell_findings(session, &none);
    must_run_in(session, "race explore");
    tell_findings(session, &all);
    must_run_in(session, "race explore; go g1 insert a 3");
    tell_findings(session, &now);
    assert_string_equal(text_string(&now), text_string(&none));
    assert_string_not_equal(text_string(&now), text_string(&all));
    for (position at = begin; at <= session->timeline.end; at++) {
        timeline_seek(&session->timeline, at);
        tell_findings(session, &now);
        if (strcmp(text_string(&now), text_string(&none)) != 0 &&
            strcmp(text_string(&now), text_string(&all)) != 0)
            fail_msg("event %llu: %s", (unsigned long long)at, text_string(&now));
    }
    text_free(&none);
    text_free(&all);
    text_free(&now);
    session_free(session);
}

/* The first line of the screen that begins so, from its second column on. */
static void line_of(const struct grid *grid, const char *begin, struct text *line)
{
    struct text shown = {0};
    text_add(&shown, "\n");
    grid_print(grid, &shown);
    const char *at = strstr(text_string(&shown), begin);
    text_clear(line);
    if (at != NULL)
        text_append(line, at + 2, strcspn(at + 2, "\n"));
    text_free(&shown);
}

static void must_have_operation(const struct grid *grid, const struct race_settled *its, unsigned goroutine)
{
    unsigned op = its->state.goroutine[goroutine].op, length = its->setup.length[goroutine];
    struct text title = {0}, line = {0}, operation = {0};
    race_add_operation(&its->setup.program[goroutine][op < length ? op : length - 1], &operation);
    text_format(&title, "\n  g%u ", goroutine + 1);
    line_of(grid, text_string(&title), &line);
    if (line.length == 0) {
        text_clear(&title);
        text_format(&title, "\n ▸g%u ", goroutine + 1);
        line_of(grid, text_string(&title), &line);
    }
    if (strstr(text_string(&line), text_string(&operation)) == NULL)
        fail_msg("%d columns, %d rows: no %s in %s", grid->width, grid->height, text_string(&operation),
                 text_string(&line));
    text_free(&title);
    text_free(&line);
    text_free(&operation);
}

/* On any width a lane's title has the operation that its goroutine is at, or if it is done its last, whole. */
static void a_lane_has_its_operation(void **state)
{
    static const int widths[] = {40, 50, 59, 60, 62, 66, 70, 73, 74, 75, 80, 100, 200}, heights[] = {12, 24};
    (void)state;
    struct session *session = new_session();
    struct grid grid = {0};
    must_run_in(session, "make race; go g1 \"insert a 1\"; go g2 \"delete a; get a; insert b 127\"");
    must_run_in(session, "go g3 get a");
    position begin = session->timeline.end;
    must_run_in(session, "run g1 operation; run g2 operation; run g2 operation; run g2 operation");
    must_run_in(session, "run g3 operation");
    must_run_in(session, "expect stands == done");
    for (position at = begin; at <= session->timeline.end; at += 3) {
        timeline_seek(&session->timeline, at);
        const struct race race = race_of(&session->world, session_in_hand(session));
        const struct race_settled its = race_settled(&race);
        for (size_t i = 0; i < sizeof widths / sizeof *widths * 2; i++) {
            grid_resize(&grid, widths[i / 2], heights[i % 2]);
            session_draw(session, &grid, NULL);
            for (unsigned g = 0; g < its.setup.goroutines; g++)
                must_have_operation(&grid, &its, g);
        }
    }
    grid_free(&grid);
    session_free(session);
}

/* While a program takes the place of another, the strip has the one, none or the other. */
static void no_program_is_seen_that_nobody_gave(void **state)
{
    static const char *const programs[] = {"g1 insert a 5; delete c; get a", "g1", "g1 delete b; insert c 7"};
    enum { OLD, NONE, NEW };
    (void)state;
    struct session *session = new_session();
    struct grid grid = {0};
    struct text line = {0};
    unsigned seen[3] = {0};
    grid_resize(&grid, 80, 24);
    must_run_in(
        session,
        "make race; go g1 \"insert a 5; delete c; get a\"; run turns 9; make map[int]int as n; insert 1 2");
    position begin = session->timeline.end;
    must_run_in(session, "r: go g1 \"delete b; insert c 7\"");
    for (position at = begin; at <= session->timeline.end; at++) {
        unsigned which = 0;
        timeline_seek(&session->timeline, at);
        session_draw(session, &grid, NULL);
        line_of(&grid, "\n g1", &line);
        while (which < 3 && strcmp(text_string(&line), programs[which]) != 0)
            which++;
        if (which == 3)
            fail_msg("event %llu: %s", (unsigned long long)at, text_string(&line));
        seen[which]++;
    }
    assert_true(seen[OLD] > 0 && seen[NONE] > 0 && seen[NEW] > 0);
    text_free(&line);
    grid_free(&grid);
    session_free(session);
}

/* While a race of one system takes the place of another's, no moment between mixes them. */
static void one_system_after_another_can_be_drawn(void **state)
{
    (void)state;
    static const char *const systems[] = {"go", "article", "mended", "mutex", "shards", "java"};
    enum { SYSTEMS = sizeof systems / sizeof *systems };
    struct grid grid = {0};
    grid_resize(&grid, 120, 36);
    for (size_t i = 0; i < SYSTEMS * SYSTEMS; i++) {
        struct session *session = new_session();
        struct text line = {0};
        text_format(&line, "make race[%s]; go g1 insert a 1; go g2 insert b 2; go g3 delete a; run turns 60",
                    systems[i / SYSTEMS]);
        must_run_in(session, text_string(&line));
        position begin = session->timeline.end;
        text_clear(&line);
        text_format(&line, "make race[%s]", systems[i % SYSTEMS]);
        must_run_in(session, text_string(&line));
        for (position at = begin; at <= session->timeline.end; at++) {
            timeline_seek(&session->timeline, at);
            session_draw(session, &grid, NULL);
            const struct race race = race_of(&session->world, session_in_hand(session));
            assert_true(at == begin || race_word(&race, RACE_WORD_STEPS) == 0);
        }
        text_free(&line);
        session_free(session);
    }
    grid_free(&grid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_moment_can_be_drawn),
        cmocka_unit_test(what_is_not_done_has_no_result),
        cmocka_unit_test(the_last_step_is_told_as_long_as_there_is_one),
        cmocka_unit_test(what_was_found_is_told_whole_or_not_at_all),
        cmocka_unit_test(a_lane_has_its_operation),
        cmocka_unit_test(no_program_is_seen_that_nobody_gave),
        cmocka_unit_test(one_system_after_another_can_be_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
