/* Lines that take long: they tell how far they are, and one that is stopped has changed nothing. */
#include "base/random.h"
#include "test/memory_copy.h"
#include "test/running.h"
#include "test/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const char *const lines[] = {
    "fill 1000",
    "insert z{1..1000} 1",
    "get k{1..1000}",
    "delete k{1..300}",
    "collide 300 bucket=0",
    "workload count=1000",
    "gc",
    "s: fill 1000",
    "h: fill 500",
    "h: workload count=500",
    "all: workload count=500",
    "strategies count=500 space=100",
    "compare \"insert {1..500} 1\" \"insert {1..500} 2\"",
    "compare \"fill 500\" \"fill 500\"",
};
enum { LINES = sizeof lines / sizeof *lines };

struct watcher {
    int asked, most; /* false is said when it was asked so often */
    char words[80];
};

static bool look_in(void *context, const char *words)
{
    struct watcher *watcher = context;
    strncpy(watcher->words, words, sizeof watcher->words - 1);
    return ++watcher->asked < watcher->most;
}

static struct session *prepared(void)
{
    struct session *session = new_session();
    must_run_in(session, "make []int 0 as s; make sharded[string]int as h");
    must_run_in(session, "make map[string]int as m; fill 400; delete k{1..100}; fill 300 q; undo");
    return session;
}

/* How often a line asks. */
static int asks_of(const char *line, char *words, size_t size)
{
    struct session *session = prepared();
    struct watcher watcher = {0, INT32_MAX, ""};
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
        int asked = asks_of(lines[i], words, sizeof words);
        if (asked < 1 || strstr(words, " so far; Ctrl-C stops it") == NULL)
            fail_msg("%s asks %d times, at last: %s", lines[i], asked, words);
    }
}

static void stop(struct session *session, const char *line, int after)
{
    struct reply reply = {0};
    struct error error = {0};
    struct text told = {0}, where = {0};
    struct watcher watcher = {0, after, ""};
    struct memory_copy before = memory_copy_take(&session->world.memory);
    position end = session->timeline.end, cursor = session->timeline.cursor;
    size_t marks = session->timeline.mark_count, events = session->timeline.branch.strip.events;
    session_set_watch(session, (struct session_watch){NULL, look_in, &watcher});
    bool fine = session_run_line(session, line, strlen(line), NULL, &reply, &error);
    error_say(&error, session->words, &told);
    if (fine || strstr(text_string(&told), "stopped at ") == NULL)
        fail_msg("%s, stopped when asked for time %d: %s", line, after, fine ? "done" : text_string(&told));
    if (!memory_copy_equals(&before, &session->world.memory, &where))
        fail_msg("%s: %s", line, text_string(&where));
    assert_int_equal(session->timeline.end, end);
    assert_int_equal(session->timeline.cursor, cursor);
    assert_int_equal(session->timeline.mark_count, marks);
    assert_int_equal(session->timeline.branch.strip.events, events);
    assert_true(subjects_are_sound(session, &where));
    session_set_watch(session, (struct session_watch){0});
    memory_copy_free(&before);
    text_free(&told);
    text_free(&where);
    reply_free(&reply);
}

static void what_was_stopped_has_changed_nothing(void **state)
{
    (void)state;
    uint64_t random = 4;
    for (size_t i = 0; i < LINES; i++) {
        char words[80];
        int asked = asks_of(lines[i], words, sizeof words);
        struct session *session = prepared();
        for (int round = 0; round < 5; round++)
            stop(session, lines[i], 1 + (int)random_below(&random, (uint64_t)asked));
        must_run_in(session, lines[i]);
        session_free(session);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_long_line_tells_how_far_it_is),
        cmocka_unit_test(what_was_stopped_has_changed_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
