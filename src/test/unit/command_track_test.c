/* The first line and the track tell nothing before it happens, whatever runs: what they show at a moment is the same if all that
   comes behind it were something else. And a share of all of time leads to a stop. */
#include "base/memory_or_die.h"
#include "base/random.h"
#include "model/race/race.h"
#include "model/slice/slice.h"
#include "test/session.h"
#include "view/face.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What runs, in sessions of their own: the cost of a law that is held at each moment against all that comes behind it is their square. */
static const char *const classic_lines[] = {
    "insert fig 12",
    "insert k{1..30}",
    "insert pear 1",
    "get fig",
    "get nobody",
    "delete k3",
    "delete nobody",
    "insert user{1..25}",
    "range",
    "iterate",
    "next 3",
    "grow",
    "step-evacuate",
    "insert plum 1",
    "delete k5",
    "get k7",
    "range",
    "insert lime 1",
    "evacuate",
    "grow same",
    "get k8",
    "evacuate",
    "fill 20",
    "clear loop",
    "clear",
    "fill 3",
    "clear",
    "make map[float64]int go=1.20",
    "insert NaN; insert NaN; insert 1.5",
    "clear",
    "make hint=30",
    "fill 4",
    "var map[string]int",
    "get a",
    "insert a 1",
    "make map[string]int",
    "collide 12 bucket=0",
    NULL,
};

static const char *const other_lines[] = {
    "make []int 2 3 as s",
    "append 1",
    "append 1 2 3",
    "append {1..4}",
    "get 1",
    "store 1 7",
    "store 99 7",
    "reslice 1:",
    "let t = s",
    "s: copy t",
    "clear",
    "make []int 3 go=1.17",
    "append 4",
    "make []int 3 go=1.15",
    "append 4",
    "make []struct{} 2 as e",
    "append {}",
    "make [4]string as a",
    "store 1 x",
    "let b = a",
    "make race[go]",
    "go g1 \"insert a 1; get a\"",
    "go g2 insert b 2",
    "run g1",
    "run random seed=3",
    "race again",
    "race explore",
    "race replay",
    "use m",
    "fill 2",
    NULL,
};

static const char *const swiss_lines[] = {
    "make map[string]int go=1.24 as w",
    "insert fig 12",
    "fill 8",
    "get fig",
    "get nobody",
    "delete fig",
    "delete nobody",
    "fill 7",
    "range",
    "iterate",
    "insert pear 1",
    "next 3",
    "fill 20",
    "range",
    "clear",
    "clear",
    "get fig",
    "range",
    "use m",
    "fill 2",
    NULL,
};

static const char *const split_lines[] = {
    "make map[int]int go=1.24 hint=800 as w",
    "fill 896",
    "insert 897",
    "get 3",
    "delete 3",
    "clear",
    "use m",
    "fill 2",
    NULL,
};

static const char *const *const sessions[] = {classic_lines, other_lines, swiss_lines, split_lines};
enum { SESSIONS = sizeof sessions / sizeof *sessions };

static struct session *session_with_history(const char *const *lines)
{
    struct session *session = new_session();
    for (size_t i = 0; lines[i] != NULL; i++) {
        struct reply reply = {0};
        struct error error = {0};
        session_run(session, lines[i], &reply, &error);
        reply_free(&reply);
    }
    return session;
}

static struct picture picture_of(const struct session *session, const struct timeline *timeline)
{
    return (struct picture){
        .world = &session->world,
        .home = session_in_hand(session),
        .timeline = timeline,
        .moment = {.at = session->timeline.cursor},
        .look = &session->look,
        .words = session->words,
        .speed = 1000,
    };
}

static void draw(struct grid *grid, const struct picture *picture)
{
    struct now now = now_read(picture);
    struct picture its = *picture;
    struct phases phases = {0};
    its.home = now.subject;
    if (face_of(picture->world, now.subject) != NULL)
        face_of(picture->world, now.subject)->phases(&its, &now, &phases);
    grid_clear(grid);
    phases_draw(grid, (struct area){0, 0, grid->width, 1}, picture, &now, &phases, "", "");
    if (now.mark != NULL)
        panel_draw_track(grid, (struct area){1, 1, grid->width - 2, 1}, picture, now.mark);
}

/* The same timeline, as if all events from `at` on were of a kind that means nothing. Its marks and its ledger are the other's. */
static struct timeline without_future(const struct timeline *timeline, position at)
{
    struct memory *memory = &timeline->world->memory;
    struct sink sink = memory->sink;
    struct timeline blind;
    struct mark mark = {0};
    timeline_init(&blind, timeline->world);
    memory->sink = sink;
    blind.first = blind.end = blind.cursor = blind.tape.first = blind.tape.end = timeline->first;
    blind.recording = true;
    blind.marks = &mark;
    blind.mark_count = 1;
    blind.ledger.counted = UINT64_MAX; /* it counts nothing */
    for (position each = timeline->first; each < timeline->end; each++) {
        struct event event = {.kind = EVENT_subject, .line = LINE_outside_setup};
        if (each < at)
            event = timeline_event(timeline, each);
        sink.take(&blind, &event);
    }
    blind.recording = false;
    blind.cursor = timeline->cursor;
    ledger_free(&blind.ledger);
    blind.ledger = timeline->ledger;
    blind.marks = timeline->marks;
    blind.mark_count = timeline->mark_count;
    return blind;
}

static void free_without_future(struct timeline *blind)
{
    struct memory *memory = &blind->world->memory;
    struct sink sink = memory->sink;
    blind->ledger = (struct ledger){0};
    blind->marks = NULL;
    blind->mark_count = 0;
    timeline_free(blind);
    memory->sink = sink;
}

/* What runs long is looked at less and less often. */
static position next_moment(const struct timeline *timeline, position at)
{
    const struct mark *mark = timeline_mark_of(timeline, at);
    return at + 1 + (mark == NULL ? 0 : (at - mark->begin) / 60);
}

/* How many moments had a growth behind them. */
static size_t tell_nothing_before(struct session *session)
{
    static const int widths[] = {60, 80, 100, 120, 200};
    struct timeline *timeline = &session->timeline;
    struct grid seen = {0}, blind = {0};
    size_t marked = 0;
    for (position at = timeline->first; at < timeline->end; at = next_moment(timeline, at)) {
        timeline_seek(timeline, at);
        bool plays = at % 3 == 0; /* then the event at the moment is under way */
        struct timeline other = without_future(timeline, at + plays);
        struct picture picture = picture_of(session, timeline), without = picture_of(session, &other);
        picture.playing = without.playing = plays;
        int width = widths[at % (sizeof widths / sizeof *widths)];
        grid_resize(&seen, width, 2);
        grid_resize(&blind, width, 2);
        draw(&seen, &picture);
        draw(&blind, &without);
        if (!grid_equal(&seen, &blind)) {
            struct text texts[2] = {{0}, {0}};
            grid_print(&seen, &texts[0]);
            grid_print(&blind, &texts[1]);
            fail_msg("before event %llu:\n%s%s", (unsigned long long)at, text_string(&texts[0]),
                     text_string(&texts[1]));
        }
        marked += other.growths.count > 0;
        free_without_future(&other);
    }
    grid_free(&seen);
    grid_free(&blind);
    return marked;
}

static void nothing_is_told_before_it_happens(void **unused)
{
    size_t marked = 0;
    (void)unused;
    for (int i = 0; i < SESSIONS; i++) {
        struct session *session = session_with_history(sessions[i]);
        marked += tell_nothing_before(session);
        session_free(session);
    }
    assert_true(marked > 100);
}

/* All verbs of all engines have phases, and one of them is the present one, at every event that a routine causes. */
static void have_phases(struct session *session)
{
    struct timeline *timeline = &session->timeline;
    for (position at = timeline->first + 1; at < timeline->end; at++) {
        const struct event event = timeline_event(timeline, at - 1);
        struct phases phases = {0};
        timeline_seek(timeline, at);
        struct picture picture = picture_of(session, timeline);
        struct now now = now_read(&picture);
        picture.home = now.subject;
        if (ENGINE_OF(event.line) == ENGINE_world || face_of(&session->world, now.subject) == NULL ||
            world_engine(&session->world, now.subject)->type_name(&session->world, now.subject)[0] == '\0')
            continue;
        face_of(&session->world, now.subject)->phases(&picture, &now, &phases);
        bool done = at == now.mark->end;
        if (phases.count == 0 || phases.present != (done ? phases.count : phases.present) ||
            (!done && phases.present >= phases.count))
            fail_msg("%s, event %llu, %s: %d of %d", now.mark->text, (unsigned long long)at,
                     event_row(event.kind)->name, phases.present, phases.count);
    }
}

static void every_moment_of_a_routine_has_its_phase(void **unused)
{
    (void)unused;
    for (int i = 0; i < SESSIONS; i++) {
        struct session *session = session_with_history(sessions[i]);
        have_phases(session);
        session_free(session);
    }
}

/* What may begin a sentence: an operation, the question which array is asked, a growth, an old bucket in hand and what comes
   behind it, a loop and its buckets; of a slice its room, a larger array, the header that points to it; of a race
   an operation, each step, an answer, its end; of a Swiss map, whose steps are few and each says something else, each look. */
static uint64_t steps_of(const struct timeline *timeline, const struct mark *mark)
{
    static const event_kind kinds[] = {
        CLASSIC_call, CLASSIC_useold, CLASSIC_grow,  CLASSIC_start, CLASSIC_enter,
        CLASSIC_made, SLICE_call,     SLICE_room,    SLICE_grow,    SLICE_pointed,
        RACE_begins,  RACE_access,    RACE_answered, RACE_died,     RACE_over,
    };
    uint64_t steps = 2 + 2 * (uint64_t)mark->cost.buckets; /* how it begins, and what it comes to */
    for (position at = mark->begin; at < mark->end; at++) {
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            steps += timeline_event(timeline, at).kind == kinds[i];
        event_kind kind = timeline_event(timeline, at).kind;
        steps += ENGINE_OF(kind) == ENGINE_swiss && event_class_of(kind) == EVENT_CLASS_LOOK;
    }
    return steps;
}

/* What was told, of a Swiss map apart. */
struct told {
    uint64_t events, sentences, of_looks;
};

static void tell_steps(struct session *session, struct told *told)
{
    struct timeline *timeline = &session->timeline;
    struct text was = {0}, is = {0};
    for (size_t i = 0; i < timeline->mark_count; i++) {
        const struct mark *mark = &timeline->marks[i];
        uint64_t changes = 0;
        for (position at = mark->begin + 1; at <= mark->end; at++) {
            timeline_seek(timeline, at);
            struct picture picture = picture_of(session, timeline);
            struct now now = now_read(&picture);
            picture.home = now.subject;
            if (face_of(&session->world, now.subject) == NULL || ENGINE_OF(now.event.line) == ENGINE_world)
                continue;
            text_clear(&is);
            face_of(&session->world, now.subject)->tell(&picture, &now, &is);
            changes += strcmp(text_string(&is), text_string(&was)) != 0;
            text_clear(&was);
            text_add(&was, text_string(&is));
        }
        if (changes > steps_of(timeline, mark))
            fail_msg("%s: %llu sentences, %llu steps", mark->text, (unsigned long long)changes,
                     (unsigned long long)steps_of(timeline, mark));
        told->events += mark->end - mark->begin;
        if (ENGINE_OF(timeline_event(timeline, mark->begin).line) == ENGINE_swiss)
            told->of_looks += changes;
        else
            told->sentences += changes;
    }
    text_free(&was);
    text_free(&is);
}

/* The story says one sentence a step, not one an event. */
static void a_sentence_stands_for_a_step(void **unused)
{
    struct told told = {0};
    (void)unused;
    for (int i = 0; i < SESSIONS; i++) {
        struct session *session = session_with_history(sessions[i]);
        tell_steps(session, &told);
        session_free(session);
    }
    assert_true(told.sentences * 10 < told.events);
    assert_true(told.of_looks * 5 < told.events);
}

static void a_share_of_time_leads_to_a_stop(void **unused)
{
    struct session *session = session_with_history(classic_lines);
    struct timeline *timeline = &session->timeline;
    position before = timeline->first;
    (void)unused;
    for (int share = 0; share <= 1000; share++) {
        char line[24];
        struct reply reply = {0};
        struct error error = {0};
        snprintf(line, sizeof line, "seek %d.%d%%", share / 10, share % 10);
        assert_true(session_run(session, line, &reply, &error));
        reply_free(&reply);
        position at = timeline->cursor,
                 exact = timeline->first + (timeline->end - timeline->first) * (position)share / 1000;
        assert_int_equal(at, timeline_nearest_stop(timeline, at, GRAIN_CELL));
        assert_true(at >= before);
        position step = at < exact ? timeline_next_stop(timeline, at, GRAIN_CELL) - exact : at - exact;
        position other = at < exact ? exact - at : exact - timeline_previous_stop(timeline, at, GRAIN_CELL);
        if (at < exact)
            assert_true(other <= step);
        else
            assert_true(step <= other || at == exact);
        before = at;
    }
    assert_int_equal(timeline->cursor, timeline->end);
    session_free(session);
}

static void run_line(struct session *session, const char *line)
{
    struct reply reply = {0};
    struct error error = {0};
    session_run(session, line, &reply, &error);
    reply_free(&reply);
}

/* From any column of the line of time one comes to a stop, the further right the later, and from its ends to the ends. */
static void pointing_at_the_line_of_time_goes_there(void **unused)
{
    static const int widths[] = {80, 100, 120, 200};
    struct session *session = session_with_history(classic_lines);
    struct timeline *timeline = &session->timeline;
    struct grid grid = {0};
    (void)unused;
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        grid_resize(&grid, widths[i], 36);
        session_draw(session, &grid, NULL);
        struct time_line line = session->room.time;
        assert_true(line.width > 5);
        run_line(session, "set mouse off");
        assert_null(session_point(session, POINTING_PRESS, line.x, line.y));
        run_line(session, "set mouse on");
        assert_null(session_point(session, POINTING_PRESS, line.x, line.y - 1));
        assert_null(session_point(session, POINTING_DRAG, line.x, line.y));
        position before = timeline->first;
        for (int x = line.x; x < line.x + line.width; x++) {
            const char *meaning = session_point(session, x == line.x ? POINTING_PRESS : POINTING_DRAG, x,
                                                x == line.x ? line.y : 0);
            if (meaning != NULL)
                run_line(session, meaning);
            if (x == line.x)
                assert_int_equal(timeline->cursor, line.whole ? timeline->first : line.begin);
            assert_int_equal(timeline->cursor, timeline_nearest_stop(timeline, timeline->cursor, GRAIN_CELL));
            assert_true(timeline->cursor >= before);
            before = timeline->cursor;
        }
        assert_int_equal(timeline->cursor, timeline->end);
        assert_null(session_point(session, POINTING_RELEASE, 0, 0));
        assert_null(session_point(session, POINTING_DRAG, line.x, line.y));
        assert_null(session_point(session, POINTING_DOWN, 10, 5)); /* there is nothing behind the end */
        run_line(session, "seek end");
    }
    grid_free(&grid);
    session_free(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_told_before_it_happens),
        cmocka_unit_test(every_moment_of_a_routine_has_its_phase),
        cmocka_unit_test(a_sentence_stands_for_a_step),
        cmocka_unit_test(a_share_of_time_leads_to_a_stop),
        cmocka_unit_test(pointing_at_the_line_of_time_goes_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
