/* Time as commands move it: seeking there and back equals never having left, whatever was run before. */
#include "base/random.h"
#include "test/any_line.h"
#include "test/memory_copy.h"
#include "test/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void assert_same(const struct memory_copy *copy, const struct memory *memory)
{
    struct text where = {0};
    if (!memory_copy_equals(copy, memory, &where))
        fail_msg("%s", text_string(&where));
}

static bool run(struct session *session, const char *line)
{
    struct reply reply = {0};
    struct error error = {0};
    bool fine = session_run(session, line, &reply, &error);
    reply_free(&reply);
    return fine;
}

static void seek_and_compare(struct session *session, uint64_t *random)
{
    struct timeline *timeline = &session->timeline;
    position here = timeline->cursor, span = timeline->end - timeline->first + 1;
    struct memory_copy before = memory_copy_take(&session->world.memory);
    for (int i = 0; i < 3; i++)
        timeline_seek(timeline, timeline->first + random_below(random, span));
    timeline_seek(timeline, here);
    assert_same(&before, &session->world.memory);
    memory_copy_free(&before);
}

/* Between commands the map is one that Go could have. */
static void check_map(struct session *session, const char *line)
{
    const struct timeline *timeline = &session->timeline;
    const struct mark *mark = timeline_mark_of(timeline, timeline->cursor);
    struct text why = {0};
    if (mark != NULL && mark->begin != timeline->cursor)
        return;
    if (!subjects_are_sound(session, &why))
        fail_msg("%s: %s", line, text_string(&why));
    text_free(&why);
}

static void random_sequences(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        uint64_t random = seed;
        struct session *session = new_session();
        for (int i = 0; i < 120; i++) {
            const char *line = any_line(&random);
            run(session, line);
            check_map(session, line);
            if (i % 4 == 0)
                seek_and_compare(session, &random);
        }
        session_free(session);
    }
}

static void random_sequences_live(void **state)
{
    (void)state;
    struct grid grid = {0};
    grid_resize(&grid, 90, 28);
    for (uint64_t seed = 1; seed <= 4; seed++) {
        uint64_t random = seed * 77;
        struct session *session = new_session();
        session_set_live(session, true);
        for (int i = 0; i < 120; i++) {
            run(session, any_line(&random));
            for (int frames = (int)random_below(&random, 4); frames > 0; frames--) {
                session_advance(session, (int)random_below(&random, 2000));
                session_draw(session, &grid, NULL);
            }
            assert_true(session->timeline.cursor <= session->timeline.end);
        }
        session_free(session);
    }
    grid_free(&grid);
}

/* Every moment of a history, at the smallest grain, can be read: nothing between two writes is a state
   that breaks. */
static void every_event_can_be_drawn(void **state)
{
    (void)state;
    struct grid grid = {0};
    grid_resize(&grid, 120, 36);
    struct session *session = new_session();
    assert_true(run(session, "insert a; grow same; delete a; fill 9; grow same; clear; fill 12; range"));
    assert_true(run(session, "make map[float64]int hint=14; insert NaN; fill 26; clear; make"));
    assert_true(run(session, "seek start"));
    while (session->timeline.cursor < session->timeline.end) {
        assert_true(run(session, "step event"));
        assert_true(run(session, "stats; pending; forecast; dump"));
        session_draw(session, &grid, NULL);
    }
    while (session->timeline.cursor > session->timeline.first)
        assert_true(run(session, "back event"));
    session_free(session);
    grid_free(&grid);
}

static void undo_and_redo(void **state)
{
    (void)state;
    struct session *session = new_session();
    assert_true(run(session, "fill 20; delete k1; range"));
    struct memory_copy all = memory_copy_take(&session->world.memory);
    assert_true(run(session, "undo 3"));
    assert_int_equal(session->timeline.cursor, session->timeline.first);
    assert_false(run(session, "undo"));
    assert_true(run(session, "redo 3"));
    assert_same(&all, &session->world.memory);
    assert_false(run(session, "redo"));
    /* From the middle of a command undo goes to its beginning, redo to its end. */
    assert_true(run(session, "back 5; undo; redo"));
    assert_same(&all, &session->world.memory);
    memory_copy_free(&all);
    session_free(session);
}

/* What is refused does nothing: neither to the subjects nor to the moment that is looked at, nor to what is pointed at. */
static void what_is_refused_moves_nobody(void **state)
{
    (void)state;
    static const char *const lines[] = {"step-evacuate",
                                        "use nobody",
                                        "grow no",
                                        "nobody: insert a 1",
                                        "insert",
                                        "insert a b",
                                        "next 7",
                                        "use nobody; insert a 1",
                                        "append 1",
                                        "delete",
                                        "make map[[]int]int",
                                        "make [3]int 4",
                                        "copy x y",
                                        "seek 200%",
                                        "until moved nokey",
                                        "evacuate 99",
                                        "collide 3 bucket=99",
                                        "let x = nobody[1:2]",
                                        "evacuate",
                                        "publish",
                                        "copy x",
                                        "both: insert a b"};
    struct session *session = new_session();
    struct timeline *timeline = &session->timeline;
    assert_true(run(session, "fill 20; get k3; point key k3; seek 40%"));
    position at = timeline->cursor, end = timeline->end;
    assert_true(at > timeline_mark_of(timeline, at)->begin && at < timeline_mark_of(timeline, at)->end);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        print_message("%s\n", lines[i]);
        assert_false(run(session, lines[i]));
        assert_int_equal(timeline->cursor, at);
        assert_int_equal(timeline->end, end);
        assert_int_equal(session->look.point_count, 1);
    }
    /* What went before it in its line was done; where that went, and pointed, it stays. */
    assert_false(run(session, "insert a 1; use nobody"));
    assert_int_equal(timeline->cursor, timeline->end);
    assert_int_not_equal(timeline->end, end);
    assert_int_equal(session->look.point_count, 0);
    assert_false(run(session, "fill 3 q; seek start; redo; back 40; point key k1; insert a b"));
    assert_true(timeline->cursor > timeline->marks[0].begin);
    assert_true(timeline->cursor < timeline->marks[0].end);
    assert_int_equal(session->look.point_count, 1);
    session_free(session);
}

static void until_stops_right_after(void **state)
{
    (void)state;
    struct session *session = new_session();
    struct timeline *timeline = &session->timeline;
    assert_true(run(session, "fill 27; insert fig 1; fill 30"));
    assert_true(run(session, "seek start; until grow"));
    assert_int_equal(timeline_event(timeline, timeline->cursor - 1).kind, CLASSIC_grow);
    position first = timeline->cursor;
    assert_true(run(session, "until grow"));
    assert_true(timeline->cursor > first);
    assert_true(run(session, "back until grow"));
    assert_int_equal(timeline->cursor, first);
    assert_false(run(session, "back until grow"));
    assert_int_equal(timeline->cursor, first);
    assert_true(run(session, "until insert fig"));
    const struct classic map = map_in_hand(session);
    struct error unused = {0};
    assert_true(values_parse(session->world.values, classic_type(&map)->key, "fig", 3, &unused) ==
                timeline_event(timeline, timeline->cursor - 1).before);
    assert_true(run(session, "seek start; until moved k5; until evacuate 1; until command 2"));
    assert_int_equal(timeline->cursor, timeline_mark_by_number(timeline, 2)->end);
    assert_false(run(session, "until command 2"));
    assert_true(run(session, "back until command 1"));
    session_free(session);
}

static void forgetting_keeps_working(void **state)
{
    (void)state;
    struct session *session = new_session();
    assert_true(run(session, "set history 256K"));
    for (int i = 0; i < 40; i++) {
        assert_true(run(session, "fill 1000"));
        if (i % 7 == 3)
            assert_true(run(session, "iterate"));
        if (i % 7 == 5)
            assert_true(run(session, "next 3"));
        assert_true(run(session, i % 5 == 4 ? "clear" : "get k7"));
        check_map(session, "fill");
    }
    assert_true(session->timeline.forgotten > 0);
    assert_true(timeline_bytes(&session->timeline) < (size_t)4 << 20);
    uint64_t random = 5;
    seek_and_compare(session, &random);
    assert_true(run(session, "seek start"));
    assert_false(run(session, "undo"));
    assert_false(run(session, "seek 1"));
    run(session, "next");
    assert_true(run(session, "fill 3"));
    session_free(session);
}

/* Dropped regions whose drop is forgotten and that still take room. */
static size_t kept_for_nothing(const struct session *session)
{
    const struct timeline *timeline = &session->timeline;
    const struct memory *memory = &session->world.memory;
    size_t kept = 0;
    for (uint32_t id = 0; id < memory->region_count; id++)
        kept += !memory->regions[id].live && memory_holds(memory, id);
    for (position at = timeline->first; at < timeline->end; at++)
        kept -= timeline_event(timeline, at).kind == EVENT_drop && at < timeline->cursor;
    return kept;
}

/* What loops kept is given back once they are over and forgotten too. */
static void forgetting_gives_all_back(void **state)
{
    (void)state;
    struct session *session = new_session();
    assert_true(run(session, "set history 256K; fill 60; iterate; fill 3000"));
    assert_true(run(session, "fill 3000 user"));
    assert_true(session->timeline.forgotten > 1);
    assert_true(kept_for_nothing(session) > 0); /* the loop may still go on in the first array */
    assert_true(run(session, "next 1000"));
    for (int i = 0; i < 8; i++)
        assert_true(run(session, "fill 3000 more"));
    assert_int_equal(kept_for_nothing(session), 0);
    session_free(session);
}

/* A loop under way at the oldest moment remembered may still walk an array whose end is forgotten. */
static void forgetting_spares_what_loops_walk(void **state)
{
    (void)state;
    int hits = 0;
    for (int count = 500; count < 2600; count += 12) {
        struct session *session = new_session();
        char line[100];
        snprintf(line, sizeof line, "set history 256K; fill 60; iterate; fill %d user; next 1000", count);
        assert_true(run(session, line));
        if (session->timeline.forgotten == 3) {
            hits++;
            assert_true(run(session, "undo; next 1000"));
        }
        session_free(session);
    }
    assert_true(hits > 0);
}

/* Whatever is done at a moment in the past: the branch comes back as it was, and so does what came instead. */
static void branches_come_back(void **state)
{
    (void)state;
    int taken = 0;
    for (uint64_t seed = 1; seed <= 30; seed++) {
        uint64_t random = seed * 991;
        struct session *session = new_session();
        struct timeline *timeline = &session->timeline;
        for (int i = 0; i < 25; i++)
            run(session, any_line(&random));
        run(session, "seek end; fill 3");
        timeline_seek(timeline, timeline->end);
        struct memory_copy first = memory_copy_take(&session->world.memory);
        position first_end = timeline->end;
        /* Before the last command, so that something is dropped. */
        position last = timeline->marks[timeline->mark_count - 1].begin;
        timeline_seek(timeline, timeline->first + random_below(&random, last - timeline->first + 1));
        position from = timeline->cursor;
        for (int i = 0; i < 3 && timeline->end == first_end && timeline->cursor == from; i++)
            run(session, random_below(&random, 2) == 0 ? "fill 30" : "make map[int]int; fill 9; delete k1");
        if (timeline->branch.strip.events == 0 || timeline->cursor != timeline->end) {
            memory_copy_free(&first);
            session_free(session);
            continue;
        }
        taken++;
        struct memory_copy second = memory_copy_take(&session->world.memory);
        position second_end = timeline->end;
        for (int i = 0; i < 3; i++) {
            assert_true(run(session, "redo branch"));
            assert_int_equal(timeline->end, first_end);
            assert_same(&first, &session->world.memory);
            seek_and_compare(session, &random);
            assert_true(run(session, "redo branch"));
            assert_int_equal(timeline->end, second_end);
            assert_same(&second, &session->world.memory);
            seek_and_compare(session, &random);
        }
        /* It goes on from either. */
        assert_true(run(session, "redo branch"));
        run(session, "make; fill 20; undo; redo");
        check_map(session, "fill 20");
        memory_copy_free(&first);
        memory_copy_free(&second);
        session_free(session);
    }
    assert_true(taken > 20);
}

static void branches_are_the_first_to_be_forgotten(void **state)
{
    (void)state;
    struct session *session = new_session();
    assert_false(run(session, "redo branch"));
    assert_true(run(session, "set history 256K; fill 100; undo; get fig"));
    assert_true(session->timeline.branch.strip.events > 0);
    assert_true(run(session, "insert fig 1; redo branch; undo; fill 1200 user"));
    for (int i = 0; i < 6; i++)
        assert_true(run(session, "fill 900 more"));
    assert_true(session->timeline.forgotten > 0);
    assert_int_equal(session->timeline.branch.strip.events, 0);
    assert_false(run(session, "redo branch"));
    session_free(session);
}

/* A name is its moment's: wherever that goes, it goes. */
static void names_stay_with_their_moments(void **state)
{
    (void)state;
    struct session *session = new_session();
    struct timeline *timeline = &session->timeline;
    static const char *const refused[] = {"mark 7",    "mark start",   "mark en",   "mark 40%", "mark b",
                                          "mark \"\"", "seek nowhere", "seek back", "mark 0x10"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(run(session, refused[i]));
    assert_true(run(session, "insert fig 1; mark one; fill 8; mark two; back 3 event; mark three; fill 1"));
    position at;
    assert_false(timeline_named(timeline, "gone", &at));
    assert_true(run(session, "seek one"));
    assert_int_equal(timeline->cursor, timeline_mark_by_number(timeline, 1)->end);
    assert_true(run(session, "seek two"));
    assert_int_equal(timeline->cursor, timeline_mark_by_number(timeline, 2)->end);
    assert_true(run(session, "seek one; insert plum 2"));
    assert_false(run(session, "seek two"));
    assert_true(run(session, "mark two; seek one; seek two"));
    assert_int_equal(timeline->cursor, timeline->end);
    assert_true(run(session, "redo branch; seek two"));
    assert_int_equal(timeline->cursor, timeline_mark_by_number(timeline, 2)->end);
    assert_true(run(session, "redo branch; seek two"));
    assert_int_equal(timeline->cursor, timeline->end);
    /* And where one was before comes back, too. */
    assert_false(run(session, "seek end; until command 9"));
    position here = timeline->cursor;
    assert_true(run(session, "undo"));
    assert_true(run(session, "seek back"));
    assert_int_equal(timeline->cursor, here);
    assert_true(run(session, "seek start; step 2; seek back"));
    assert_int_equal(timeline->cursor, here);
    session_free(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_sequences),
        cmocka_unit_test(random_sequences_live),
        cmocka_unit_test(every_event_can_be_drawn),
        cmocka_unit_test(undo_and_redo),
        cmocka_unit_test(what_is_refused_moves_nobody),
        cmocka_unit_test(until_stops_right_after),
        cmocka_unit_test(forgetting_keeps_working),
        cmocka_unit_test(forgetting_gives_all_back),
        cmocka_unit_test(forgetting_spares_what_loops_walk),
        cmocka_unit_test(branches_come_back),
        cmocka_unit_test(branches_are_the_first_to_be_forgotten),
        cmocka_unit_test(names_stay_with_their_moments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
