/* Lines from anywhere into a session: no crash, no hang, and the map stays one that Go could have. */
#include "app/session_internal.h"
#include "test/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

enum { LINES = 12, INPUT_BYTES = 2000, LARGE = 4 };

const char *const fuzz_dictionary[] = {
    "insert ", "get ", "delete ", "fill 20", "fill 9 ", "collide 2 bucket=", "side=y", "tophash=0x9c", "clear", " loop",
    "range", "iterate", "next ", "grow", " same", "step-evacuate ", "evacuate", "hash ", "why ", "find ", "forecast",
    "pending", "stats", "dump", "step ", "back ", "until ", "moved ", "insert fig", "event", "cell", "bucket", "command",
    "undo ", "redo ", "seek ", "start", "end", "event=", "play", "pause", "speed 2", "history", "view cells next",
    "view panels code", "focus buckets", "focus bucket 1", "walk left", "open", "scroll down", "set seed 7",
    "set motion off", "set grain event", "scene", "hide", "show", "help ", "make ", "map[string]int", "map[float64]any",
    "map[any]int", "map[[4]byte]bool", "map[struct{a, b int}]string", "hint=", "hash=0x13", "var ", "NaN", "-0", "k{1..5}",
    "{a,b}", "\"", "\\x00", "fig", ";", "\n", "#", "=", NULL,
};

/* Long numbers cost time and find nothing: what they ask for is refused by a bound that the unit tests cover. */
static bool has_large_number(const char *line, size_t length)
{
    size_t digits = 0;
    for (size_t i = 0; i < length; i++) {
        digits = line[i] >= '0' && line[i] <= '9' ? digits + 1 : 0;
        if (digits >= LARGE)
            return true;
    }
    return false;
}

static void check(struct session *session)
{
    const struct mark *mark = timeline_mark_of(&session->timeline, session->timeline.cursor);
    struct text why = {0};
    if ((mark == NULL || mark->begin == session->timeline.cursor) && !map_check(&session->map, &why))
        abort();
    text_free(&why);
}

static void run_line(struct session *session, const char *line, size_t length)
{
    struct reply reply = {0};
    struct error error = {0};
    if (has_large_number(line, length) || memmem(line, length, "trace", 5) != NULL)
        return;
    bool fine = session_run_line(session, line, length, NULL, &reply, &error);
    if (fine == error_is_set(&error))
        abort();
    session_show(session, &reply, fine ? NULL : &error);
    reply_free(&reply);
    check(session);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > INPUT_BYTES)
        return 0;
    struct session *session = session_new();
    struct grid grid = {0};
    session_set_live(session, size % 2 == 1);
    grid_resize(&grid, 40 + (int)(size % 90), 12 + (int)(size % 30));
    const char *at = (const char *)data, *end = at + size;
    for (int i = 0; i < LINES && at < end; i++) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        if (line_end == NULL)
            line_end = end;
        run_line(session, at, (size_t)(line_end - at));
        session_advance(session, 700);
        session_draw(session, &grid, NULL);
        at = line_end < end ? line_end + 1 : end;
    }
    grid_free(&grid);
    session_free(session);
    return 0;
}
