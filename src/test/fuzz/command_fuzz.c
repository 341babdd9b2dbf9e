/* Lines from anywhere into a session: no crash, no hang, and the map stays one that Go could have. */
#include "test/fuzz/fuzz.h"
#include "test/fuzz/patience.h"
#include "test/session.h"

#include <stdlib.h>
#include <string.h>

enum { LINES = 12, INPUT_BYTES = 2000, LOOKS = 24 /* of whoever waits, until he stops a line */ };

const char *const fuzz_dictionary[] = {
    "insert fig 12\n",
    "insert k{1..9}\n",
    "fill 20\n",
    "fill 9 user\n",
    "collide 2 bucket=0 side=y\n",
    "workload count=50 space=20 keys=zipf\n",
    "all: workload count=20\n",
    "make map[string]int growth=all\n",
    "make sharded[string]int shards=8\n",
    "make sharded[any]int shards=0\n",
    "make split[string]int every=3 as p\n",
    "p: fill 9\n",
    "p: get k1\n",
    "publish\n",
    "strategies count=20 space=9\n",
    "delete fig\n",
    "delete k{1..9}\n",
    "get fig\n",
    "clear\n",
    "clear loop\n",
    "range\n",
    "iterate\n",
    "next 3\n",
    "grow\n",
    "grow same\n",
    "step-evacuate\n",
    "evacuate\n",
    "hash fig\n",
    "why k3\n",
    "find k4\n",
    "forecast\n",
    "pending\n",
    "stats\n",
    "dump\n",
    "step\n",
    "step 3 event\n",
    "step bucket\n",
    "back\n",
    "back 2 event\n",
    "back command\n",
    "until grow\n",
    "until moved\n",
    "back until evacuate\n",
    "undo 2\n",
    "redo\n",
    "seek start\n",
    "seek end\n",
    "seek 2\n",
    "play\n",
    "pause\n",
    "speed 2\n",
    "history\n",
    "view cells next\n",
    "view panels code off\n",
    "view before\n",
    "focus buckets\n",
    "focus bucket 1\n",
    "focus old 0\n",
    "walk left\n",
    "walk down\n",
    "open\n",
    "scroll down\n",
    "set seed 7\n",
    "set motion off\n",
    "set grain event\n",
    "scene\n",
    "hide\n",
    "show\n",
    "help\n",
    "help why\n",
    "make\n",
    "make hint=30\n",
    "make map[float64]any\n",
    "make map[any]int\n",
    "make map[[4]byte]bool\n",
    "var map[string]int\n",
    "insert NaN\n",
    "insert []int(nil)\n",
    "insert odd hash=0x13\n",
    "make []int 0 2 as s\n",
    "make []int 3\n",
    "make []struct{} 2 as s\n",
    "var []string as s\n",
    "s: append 1\n",
    "s: append 1 2 3\n",
    "append {1..5}\n",
    "append {}\n",
    "let t = s[:1]\n",
    "let t = s\n",
    "t: append 9\n",
    "t: append s...\n",
    "make [4]string as a\n",
    "store 1 5\n",
    "a: store 2 7\n",
    "let b = a\n",
    "let c = a[1:]\n",
    "reslice :1\n",
    "reslice 1:\n",
    "copy t\n",
    "t: copy s\n",
    "address\n",
    "fill 30\n",
    "s: fill 9\n",
    "use s\n",
    "use m\n",
    "use t\n",
    "drop t\n",
    "drop u\n",
    "rename t u\n",
    "subjects\n",
    "why 0\n",
    "focus element 0\n",
    "set go 1.19\n",
    "set go 1.15\n",
    "set go 1.24\n",
    "make map[string]int go=1.24\n",
    "make map[float64]int go=1.24 as w\n",
    "make map[[200]byte][300]byte hint=60 go=1.24 as w\n",
    "make map[any]int hint=1000 go=1.24\n",
    "w: fill 9\n",
    "w: fill 60\n",
    "fill 900\n",
    "w: iterate\n",
    "w: delete {1..9}\n",
    "until split\n",
    "until tombstone\n",
    "back until grow\n",
    "make race[go] as r\n",
    "make race[article]\n",
    "make race[mended] as r\n",
    "make race[java]\n",
    "make race[shards]\n",
    "go g1 insert a 1\n",
    "go g2 \"get a; delete a; insert c 127\"\n",
    "go g3 migrate\n",
    "run g1\n",
    "run g2 operation\n",
    "run random seed=3\n",
    "run\n",
    "race again\n",
    "race explore states=500 samples=3\n",
    "race replay\n",
    "race replay lost\n",
    "insert b 2 hash=3\n",
    "expect wrong == nothing and found == nothing\n",
    "expect holds a == 1 or gave 1 1 == 2\n",
    "go g1 \"",
    "race[",
    "append ",
    "let ",
    "reslice ",
    "as ",
    "s: ",
    "[1:2:3]",
    "...",
    "insert ",
    "get ",
    "delete ",
    "fill ",
    "collide ",
    "bucket=",
    "side=y",
    "tophash=0x9c",
    "until ",
    "moved ",
    "back until ",
    "seek event=",
    "make ",
    "map[string]int",
    "map[struct{a, b int}]string",
    "hint=",
    "hash=",
    "NaN",
    "-0",
    "k{1..5}",
    "{a,b}",
    "\"",
    "\\x00",
    "fig",
    ";",
    "\n",
    "#",
    "=",
    NULL,
};

static void check(struct session *session)
{
    const struct mark *mark = timeline_mark_of(&session->timeline, session->timeline.cursor);
    struct text why = {0};
    if ((mark == NULL || mark->begin == session->timeline.cursor) && !subjects_are_sound(session, &why))
        abort();
    text_free(&why);
}

static void run_line(struct session *session, const char *line, size_t length)
{
    struct reply reply = {0};
    struct error error = {0};
    struct patience patience = {LOOKS};
    patience_watch(&patience, session);
    bool fine = session_run_line(session, line, length, NULL, &reply, &error);
    if (fine == error_is_set(&error))
        abort();
    session_set_watch(session, (struct session_watch){0});
    session_show(session, &reply, fine ? NULL : &error);
    reply_free(&reply);
    check(session);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > INPUT_BYTES)
        return 0;
    struct session *session = new_session();
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
        at = line_end < end ? line_end + 1 : end;
    }
    session_draw(session, &grid, NULL);
    grid_free(&grid);
    session_free(session);
    return 0;
}
