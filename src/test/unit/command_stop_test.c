/* Lines that take long: they tell how far they are, and one that is stopped keeps what it did, between two entries, or nothing. */
#include "base/random.h"
#include "test/memory_copy.h"
#include "test/running.h"
#include "test/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *line;
    bool keeps; /* what it did stays, as a command that does just that */
} lines[] = {
    {"fill 1000", true},
    {"m: fill 1000 ax", true},
    {"insert z{1..1000} 1", true},
    {"insert {a..t}{1..50} 1", false}, /* braces within the run of others: no short line says a half of it */
    {"fill 100 p{1..20}", true},
    {"get k{1..1000}", true},
    {"delete k{1..300}", true},
    {"collide 300 bucket=0", true},
    {"workload count=1000", true},
    {"workload reads=20 writes=60 deletes=20 count=700 keys=zipf", true},
    {"gc", false},
    {"range", false},
    {"s: fill 1000", true},
    {"h: fill 500", true},
    {"h: workload count=500", true},
    {"all: workload count=500", true},
    {"all: fill 300", true},
    {"m: evacuate", true},
    {"step-evacuate 100", true},
    {"strategies count=500 space=100", false},
    {"compare \"insert {1..500} 1\" \"insert {1..500} 2\"", false},
    {"compare \"fill 500\" \"fill 500\"", false},
};
enum { LINES = sizeof lines / sizeof *lines };

struct watcher {
    int asked, most; /* false is said when it was asked so often */
    char words[80];
    uint64_t done, all; /* when it was asked last */
    int fell;           /* how often less was done than before, and of the same */
    char who[80];       /* all who took turns, in their order */
};

/* "strategies count=640, now split: 1,024 of 3,200; Ctrl-C stops it" */
static void know_who(struct watcher *watcher, const char *words)
{
    static const char now[] = ", now ";
    char who[40] = "";
    const char *at = strstr(words, now);
    if (at != NULL)
        snprintf(who, sizeof who, "%.*s ", (int)strcspn(at + strlen(now), ":"), at + strlen(now));
    if (strstr(watcher->who, who) == NULL)
        strncat(watcher->who, who, sizeof watcher->who - strlen(watcher->who) - 1);
}

static bool look_in(void *context, const struct session_work *work)
{
    struct watcher *watcher = context;
    size_t same = (size_t)(strrchr(work->words, ':') - work->words); /* it may name a subject before */
    watcher->fell += work->done < watcher->done && strncmp(work->words, watcher->words, same + 1) == 0 &&
                     watcher->asked > 0;
    watcher->done = work->done;
    watcher->all = work->all;
    know_who(watcher, work->words);
    strncpy(watcher->words, work->words, sizeof watcher->words - 1);
    return ++watcher->asked < watcher->most;
}

static struct session *prepared(void)
{
    struct session *session = new_session();
    must_run_in(session, "make []int 0 as s; make sharded[string]int as h");
    must_run_in(session, "make map[string]int as m; fill 400; delete k{1..100}; fill 300 q; undo");
    must_run_in(session, "fill 900 w; grow; fill 1; undo");
    return session;
}

/* How often a line asks. */
static int asks_of(const char *line, char *words, size_t size)
{
    struct session *session = prepared();
    struct watcher watcher = {.most = INT32_MAX};
    session_set_watch(session, (struct session_watch){NULL, look_in, &watcher});
    must_run_in(session, line);
    snprintf(words, size, "%s", watcher.words);
    session_free(session);
    return watcher.asked;
}

static void every_long_line_tells_how_far_it_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < LINES; i++) {
        char words[80];
        int asked = asks_of(lines[i].line, words, sizeof words);
        if (asked < 1 || strstr(words, "; Ctrl-C stops it") == NULL)
            fail_msg("%s asks %d times, at last: %s", lines[i].line, asked, words);
    }
}

static void subjects_that_take_turns_are_named_and_counted_together(void **state)
{
    static const struct {
        const char *line, *who;
        uint64_t done, all; /* at last */
    } rows[] = {
        {"workload count=640", "", 576, 640},
        {"s: fill 640", "", 576, 640},
        {"all: workload count=640", "m h ", 1216, 1280},
        {"all: fill 128", "m s h ", 320, 384},
        {"strategies count=640 space=100", "plain hinted split sharded atonce ", 3200, 3200},
        {"strategies count=100 space=100 every=1", "plain hinted split sharded atonce ", 500, 500},
        {"make map[string]int as n; fill 200; all: range", "m n ", 1392, 1400}, /* 1,200 and 200 */
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct session *session = prepared();
        struct watcher watcher = {.most = INT32_MAX};
        const char *last = strrchr(rows[i].line, ';');
        if (last != NULL) {
            char before[80];
            snprintf(before, sizeof before, "%.*s", (int)(last - rows[i].line), rows[i].line);
            must_run_in(session, before);
        }
        session_set_watch(session, (struct session_watch){NULL, look_in, &watcher});
        must_run_in(session, last != NULL ? last + 1 : rows[i].line);
        if (watcher.fell > 0 || watcher.done != rows[i].done || watcher.all != rows[i].all ||
            strcmp(watcher.who, rows[i].who) != 0)
            fail_msg("%s: by %s, at last: %s; it fell %d times", rows[i].line, watcher.who, watcher.words,
                     watcher.fell);
        session_free(session);
    }
}

/* What a split map copies is known from the plan: nothing is done in vain. */
/* Within one line how far it is never falls unless it is said of something else: another phase, another's turn. */
static void how_far_it_is_never_falls(void **state)
{
    static const char *const others[] = {
        "costs",
        "spikes",
        "spikes 3",
        "m: fill 100 p{1..20}",
        "m: fill 100 p{1..200}",
        "all: workload count={300..309}",
        "all: fill {100,200,300}",
        "compare \"fill 500; fill 400 p; clear; insert {1..100} 1\" \"fill 1000\"",
        "m: collide {10,20,30} bucket={0..2}",
        "back until insert k9",
        "seek start; until insert w900",
        "seek {1,5,9,3}",
        "m: fill 20000 y",
        "m: clear",
        "h: clear",
        "s: fill 3000; s: append s...",
        "m: range; m: dump; m: why w3",
        "all: dump",
        "make map[string]int go=1.24 as w; fill 20000; dump; range; why k3; delete k{1..300}; gc; clear",
        "make map[string]int go=1.24 hint=3000 as w; collide 40 group=0 table=0; workload count=3000; clear "
        "loop",
        "make split[string]int as w; fill 3000; publish; workload count=500; costs; clear",
        "make race as w; go g1 \"insert a 1; get a; delete a\"; go g2 \"insert b 2; get b; delete b\"; go g3 "
        "\"insert c 3; get a; get b\"; race explore",
    };
    (void)state;
    for (size_t i = 0; i < LINES + sizeof others / sizeof *others; i++) {
        const char *line = i < LINES ? lines[i].line : others[i - LINES];
        struct session *session = prepared();
        struct watcher watcher = {.most = INT32_MAX};
        struct reply reply = {0};
        struct error error = {0};
        must_run_in(session, "m: fill 20000 long; m: grow");
        session_set_live(session, i % 2 == 0);
        session_set_watch(session, (struct session_watch){NULL, look_in, &watcher});
        bool fine = session_run_line(session, line, strlen(line), NULL, &reply, &error);
        if (!fine || watcher.asked == 0)
            fail_msg("%s does %s and asks %d times", line, fine ? "what it should" : "not run",
                     watcher.asked);
        if (watcher.fell > 0)
            fail_msg("%s fell %d times, at last: %s", line, watcher.fell, watcher.words);
        reply_free(&reply);
        session_free(session);
    }
}

static void what_is_too_much_is_refused_before_it_begins(void **state)
{
    static const char *const refused[] = {
        "strategies count=100000 every=1",
        "x: workload count=3000 reads=0 writes=100 deletes=0",
        "x: fill 1100",
    };
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct session *session = new_session();
        struct reply reply = {0};
        struct error error = {0};
        struct watcher watcher = {.most = INT32_MAX};
        must_run_in(session, "make split[string]int every=1 as x");
        session_set_watch(session, (struct session_watch){NULL, look_in, &watcher});
        bool fine = session_run_line(session, refused[i], strlen(refused[i]), NULL, &reply, &error);
        if (fine || (error.word != WORD_ERROR_STRATEGY_WORK && error.word != WORD_ERROR_STRATEGIES_WORK) ||
            watcher.asked > 0)
            fail_msg("%s: %s, asked %d times", refused[i], fine ? "done" : "refused", watcher.asked);
        reply_free(&reply);
        session_free(session);
    }
}

/* Runs a line that is stopped. */
static void run_stopped(struct session *session, const char *line, int after, const char *says)
{
    struct reply reply = {0};
    struct error error = {0};
    struct text told = {0};
    struct watcher watcher = {.most = after};
    session_set_watch(session, (struct session_watch){NULL, look_in, &watcher});
    bool fine = session_run_line(session, line, strlen(line), NULL, &reply, &error);
    error_say(&error, session->words, &told);
    if (fine || strstr(text_string(&told), "stopped ") == NULL || strstr(text_string(&told), says) == NULL)
        fail_msg("%s, stopped when asked for time %d: %s", line, after, fine ? "done" : text_string(&told));
    session_set_watch(session, (struct session_watch){0});
    text_free(&told);
    reply_free(&reply);
}

static void must_be_the_same(const struct memory_copy *copy, const struct session *session, const char *line)
{
    struct text where = {0};
    if (!memory_copy_equals(copy, &session->world.memory, &where))
        fail_msg("%s: %s", line, text_string(&where));
    if (!subjects_are_sound(session, &where))
        fail_msg("%s: %s", line, text_string(&where));
    text_free(&where);
}

static void stop_for_nothing(struct session *session, const char *line, int after)
{
    struct memory_copy before = memory_copy_take(&session->world.memory);
    position end = session->timeline.end, cursor = session->timeline.cursor;
    size_t marks = session->timeline.mark_count, events = session->timeline.branch.strip.events;
    run_stopped(session, line, after, "; nothing has changed");
    must_be_the_same(&before, session, line);
    assert_int_equal(session->timeline.end, end);
    assert_int_equal(session->timeline.cursor, cursor);
    assert_int_equal(session->timeline.mark_count, marks);
    assert_int_equal(session->timeline.branch.strip.events, events);
    memory_copy_free(&before);
}

static void what_can_not_be_kept_has_changed_nothing(void **state)
{
    (void)state;
    uint64_t random = 4;
    for (size_t i = 0; i < LINES; i++) {
        char words[80];
        if (lines[i].keeps)
            continue;
        int asked = asks_of(lines[i].line, words, sizeof words);
        struct session *session = prepared();
        for (int round = 0; round < 5; round++)
            stop_for_nothing(session, lines[i].line, 1 + (int)random_below(&random, (uint64_t)asked));
        must_run_in(session, lines[i].line);
        session_free(session);
    }
}

/* The mark's text, run in another session, comes to the same. Undo takes it back, and the line can be given again. */
static void stop_and_keep(const char *line, int after)
{
    struct session *session = prepared(), *other = prepared(), *whole = prepared();
    size_t marks = session->timeline.mark_count;
    run_stopped(session, line, after, "; what was done stays");
    struct memory_copy stopped = memory_copy_take(&session->world.memory);
    assert_int_equal(session->timeline.mark_count, marks); /* one was undone, and gives way */
    const char *text = session->timeline.marks[marks - 1].text;
    must_run_in(other, text);
    must_be_the_same(&stopped, other, text);
    assert_int_equal(other->timeline.end, session->timeline.end);
    must_run_in(session, "undo");
    must_run_in(session, line);
    must_run_in(whole, line);
    struct memory_copy done = memory_copy_take(&whole->world.memory);
    must_be_the_same(&done, session, line);
    memory_copy_free(&done);
    memory_copy_free(&stopped);
    session_free(session);
    session_free(other);
    session_free(whole);
}

static void what_was_done_stays_as_a_command_that_does_it(void **state)
{
    (void)state;
    uint64_t random = 4;
    for (size_t i = 0; i < LINES; i++) {
        char words[80];
        if (!lines[i].keeps)
            continue;
        int asked = asks_of(lines[i].line, words, sizeof words);
        struct session *session = prepared();
        stop_for_nothing(session, lines[i].line, 1); /* nothing is done yet */
        session_free(session);
        for (int round = 0; round < 5; round++)
            stop_and_keep(lines[i].line, 2 + (int)random_below(&random, (uint64_t)asked - 1));
    }
}

/* ---- one verb that writes much */

static struct session *prepared_for_verbs(void)
{
    struct session *session = new_session();
    must_run_in(session, "make []int 0 as s; fill 2000; let t = s; make sharded[int]int as h; fill 6000");
    must_run_in(session,
                "make split[string]int every=2000 as x; fill 1900; make map[string]int as m; fill 3000");
    must_run_in(session, "make map[string]int go=1.24 as w; fill 3000; use m");
    return session;
}

static void a_verb_that_is_ended_has_changed_nothing(void **state)
{
    static const char *const verbs[] = {
        "m: clear",      "h: clear",       "w: clear",
        "all: clear",    "s: append s...", "s: clear",
        "s: copy s[7:]", "s: range",       "set go 1.20; clear loop",
        "x: publish",
    };
    (void)state;
    uint64_t random = 7;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        struct session *session = prepared_for_verbs();
        struct watcher watcher = {.most = INT32_MAX};
        const char *line = strrchr(verbs[i], ';');
        if (line != NULL) {
            char before[40];
            snprintf(before, sizeof before, "%.*s", (int)(line - verbs[i]), verbs[i]);
            must_run_in(session, before);
        }
        line = line != NULL ? line + 2 : verbs[i];
        session_set_watch(session, (struct session_watch){NULL, look_in, &watcher});
        must_run_in(session, line);
        must_run_in(session, "undo");
        if (watcher.asked < 1 || watcher.fell > 0)
            fail_msg("%s asks %d times, fell %d times, at last: %s", line, watcher.asked, watcher.fell,
                     watcher.words);
        for (int round = 0; round < 4; round++) {
            must_run_in(session, "m: insert again 1"); /* what was undone is gone */
            stop_for_nothing(session, line, 1 + (int)random_below(&random, (uint64_t)watcher.asked));
        }
        session_set_watch(session, (struct session_watch){0});
        must_run_in(session, line);
        session_free(session);
    }
}

/* In the midst of what is counted it is told of, but ends with the operation that it is a part of. */
static void an_operation_among_many_is_not_halved(void **state)
{
    (void)state;
    struct session *session = prepared_for_verbs();
    struct watcher watcher = {.most = INT32_MAX};
    session_set_watch(session, (struct session_watch){NULL, look_in, &watcher});
    must_run_in(session, "x: fill 200 z");
    assert_non_null(strstr(watcher.words, "x: fill 200 z: 192 of 200; "));
    session_free(session);
    for (int after = 2; after < watcher.asked; after++) {
        struct session *other = prepared_for_verbs();
        session = prepared_for_verbs();
        run_stopped(session, "x: fill 200 z", after, "; what was done stays");
        struct memory_copy stopped = memory_copy_take(&session->world.memory);
        must_run_in(other, session->timeline.marks[session->timeline.mark_count - 1].text);
        must_be_the_same(&stopped, other, "x: fill 200 z");
        memory_copy_free(&stopped);
        session_free(other);
        session_free(session);
    }
}

/* Of ten on a line those before it stand whole, those behind it were never begun, and the stopped one keeps its part. */
static void a_line_ends_within_its_commands(void **state)
{
    (void)state;
    struct session *session = new_session();
    run_stopped(session, "fill 128 a; fill 128 b; fill 128 c; fill 128 d", 6, "stopped at 64 of 128");
    assert_int_equal(session->timeline.mark_count, 3);
    assert_string_equal(session->timeline.marks[2].text, "fill 64 c");
    must_run_in(session, "expect count == 320");
    session_free(session);
}

/* Of all subjects the one that was stopped says how far it was; of a comparison that is taken back, the whole. */
static void who_takes_turns_says_where_it_was_stopped(void **state)
{
    (void)state;
    struct session *session = prepared();
    run_stopped(session, "strategies count=640 space=100", 12, "stopped at 704 of 3,200; nothing");
    run_stopped(session, "strategies count=640 space=100", 51, "stopped at 3,200 of 3,200; nothing");
    run_stopped(session, "all: workload count=640", 12, "h: stopped at 64 of 640; what was done stays");
    session_free(session);
}

/* ---- what only moves in time, or reads. */

static const struct {
    const char *before, *line;
    const char *says; /* when it is stopped */
} readers[] = {
    {"seek end", "seek start", "stopped on the way"},
    {"seek start", "seek end", "stopped on the way"},
    {"seek end", "undo", "stopped on the way"},
    {"seek start; seek 1", "redo", "stopped on the way"},
    {"seek end", "back until insert k9", "stopped at event"},
    {"seek start", "until insert k19000", "stopped at event"},
    {"seek end", "why k77", "stopped at event"},
    {"seek start", "step 100000 cell", NULL},
    {"seek end", "back 100000 cell", NULL},
    {"seek end", "dump", "stopped at "},
};
enum { READERS = sizeof readers / sizeof *readers };

static void what_moves_in_time_can_be_stopped(void **state)
{
    (void)state;
    struct session *session = new_session();
    must_run_in(session, "insert x 1; fill 20000");
    struct memory_copy copy = memory_copy_take(&session->world.memory);
    position end = session->timeline.end;
    for (size_t i = 0; i < READERS; i++) {
        struct watcher watcher = {.most = INT32_MAX};
        must_run_in(session, readers[i].before);
        session_set_watch(session, (struct session_watch){NULL, look_in, &watcher});
        must_run_in(session, readers[i].line);
        if (watcher.asked < 2 || strstr(watcher.words, "; Ctrl-C stops it") == NULL)
            fail_msg("%s asks %d times, at last: %s", readers[i].line, watcher.asked, watcher.words);
        session_set_watch(session, (struct session_watch){0});
        /* Once it is found, the way there is gone to its end. */
        for (int after = 1; after <= watcher.asked / 2; after += 1 + watcher.asked / 6) {
            must_run_in(session, readers[i].before);
            if (readers[i].says != NULL)
                run_stopped(session, readers[i].line, after, readers[i].says);
            else
                must_run_in(session, readers[i].line);
            assert_int_equal(session->timeline.end, end);
            must_run_in(session, "seek end");
            must_be_the_same(&copy, session, readers[i].line);
        }
    }
    memory_copy_free(&copy);
    session_free(session);
}

static void replay_as_far_as_one_waits(const char *line)
{
    struct session *session = new_session(), *whole = new_session();
    struct watcher watcher = {.most = 2};
    struct text facts = {0};
    must_run_in(whole, line);
    session_set_watch(session, (struct session_watch){NULL, look_in, &watcher});
    must_run_in(session, line);
    session_set_watch(session, (struct session_watch){0});
    assert_non_null(strstr(watcher.words, "so far; Ctrl-C stops it"));
    size_t marks = session->timeline.mark_count;
    assert_in_range(marks, 1, whole->timeline.mark_count - 1);
    must_run_in(session, "seek end");
    timeline_seek(&whole->timeline, whole->timeline.marks[marks - 1].end);
    assert_int_equal(session->timeline.end, whole->timeline.cursor);
    assert_true(subjects_are_sound(session, &facts));
    text_free(&facts);
    session_free(session);
    session_free(whole);
}

static void a_recording_is_replayed_as_far_as_one_waits(void **state)
{
    (void)state;
    replay_as_far_as_one_waits("trace src/test/data/traces/23-collide-str.jsonl.gz");
    replay_as_far_as_one_waits("trace src/test/data/swiss-traces/25-collide-inj-i64.jsonl.gz");
}

/* A map of either kind takes the place of the one in hand, and every moment of its history can be gone to. */
static void a_recording_is_a_history(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        size_t operations;
    } recordings[] = {
        {"trace src/test/data/swiss-traces/05-small-str.jsonl.gz", 869},
        {"trace src/test/data/traces/05-pure-str.jsonl.gz", 531},
        {"trace src/test/data/swiss-traces/25-collide-inj-i64.jsonl.gz", 352},
    };
    struct session *session = new_session();
    for (size_t i = 0; i < sizeof recordings / sizeof *recordings; i++) {
        struct text where = {0};
        must_run_in(session, recordings[i].line);
        assert_int_equal(session->timeline.mark_count, recordings[i].operations);
        assert_int_equal(world_count(&session->world), 1);
        must_run_in(session, "seek end");
        struct memory_copy end = memory_copy_take(&session->world.memory);
        assert_true(subjects_are_sound(session, &where));
        must_run_in(session, "seek start");
        must_run_in(session, "seek end");
        if (!memory_copy_equals(&end, &session->world.memory, &where))
            fail_msg("%s: %s", recordings[i].line, text_string(&where));
        memory_copy_free(&end);
        text_free(&where);
    }
    session_free(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_long_line_tells_how_far_it_is),
        cmocka_unit_test(subjects_that_take_turns_are_named_and_counted_together),
        cmocka_unit_test(how_far_it_is_never_falls),
        cmocka_unit_test(what_is_too_much_is_refused_before_it_begins),
        cmocka_unit_test(what_can_not_be_kept_has_changed_nothing),
        cmocka_unit_test(what_was_done_stays_as_a_command_that_does_it),
        cmocka_unit_test(a_verb_that_is_ended_has_changed_nothing),
        cmocka_unit_test(an_operation_among_many_is_not_halved),
        cmocka_unit_test(a_line_ends_within_its_commands),
        cmocka_unit_test(who_takes_turns_says_where_it_was_stopped),
        cmocka_unit_test(what_moves_in_time_can_be_stopped),
        cmocka_unit_test(a_recording_is_replayed_as_far_as_one_waits),
        cmocka_unit_test(a_recording_is_a_history),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
