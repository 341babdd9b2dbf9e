/* Scenes from anywhere: read, checked, and played for a while. No crash, no hang, bounded memory; an error
   names a place. */
#include "test/fuzz/fuzz.h"
#include "test/fuzz/patience.h"
#include "test/session.h"

#include <stdlib.h>
#include <string.h>

enum { INPUT_BYTES = 3000, LOOKS = 120, FRAMES = 150, FRAME = 33, PLAYED = 8 /* one in so many */ };

const char *const fuzz_dictionary[] = {
    "chapter One\n",
    "say The map holds {count} entries.\n",
    "say {where fig} {old chain 0} {{\n",
    "type insert fig 12\n",
    "type ",
    "pause\n",
    "pause 500\n",
    "ask \"What?\" answer={count} why=\"So it is.\" 1 2 3\n",
    "ask \"What?\" answer=",
    "expect count == 3\n",
    "expect growing and old chain 1 >= 1\n",
    "expect where fig == old 2\n",
    "expect error insert fig twelve\n",
    "expect error ",
    "expect ",
    "snapshot x\n",
    "hide\n",
    "show\n",
    "note Tell them.\n",
    "include src/test/data/scenes/play.scene\n",
    "include /dev/zero\n",
    "include .\n",
    "include nowhere.scene\n",
    "scene\n",
    "resume\n",
    "seek chapter 1\n",
    "set size 80x24\n",
    "set size ",
    "set panels none\n",
    "set panels header,lens\n",
    "set speed 16\n",
    "set seed 3\n",
    "insert fig 12\n",
    "insert k{1..30}\n",
    "fill 20\n",
    "grow\n",
    "step-evacuate\n",
    "range\n",
    "delete k{1..9}\n",
    "back 3\n",
    "undo\n",
    "play\n",
    "until grow\n",
    "make map[float64]any\n",
    "make []int 0 2 as s\n",
    "s: append {1..9}\n",
    "let t = s[:1]\n",
    "expect s: len == 9\n",
    "say {s: cap} {t: shares s}\n",
    "drop s\n",
    "fill ",
    "s: fill ",
    "collide ",
    "make hint=",
    "workload count=",
    "compare \"fill 9\" \"fill ",
    "insert k{1..",
    "append {1..",
    "step-evacuate ",
    "back ",
    "pause ",
    "gc\n",
    "99999999999999999999",
    "2097153",
    "65536",
    "k{1..9999999}",
    "{1..99}",
    " and ",
    " == ",
    "\"",
    "\\xff",
    "\xff",
    "\xef\xbb\xbf",
    "\r\n",
    "\n",
    "#",
    ";",
    NULL,
};

static struct scene *read(const char *bytes, size_t length)
{
    struct error error = {0};
    struct scene *scene = scene_read_bytes("fuzz.scene", bytes, length, &the_repertoire()->table, &error);
    if ((scene == NULL) != error_is_set(&error) || (scene == NULL && error.word != WORD_ERROR_SCENE_AT))
        abort();
    return scene;
}

static void check_map(struct session *session)
{
    const struct mark *mark = timeline_mark_of(&session->timeline, session->timeline.cursor);
    struct text why = {0};
    if ((mark == NULL || mark->begin == session->timeline.cursor) && !subjects_are_sound(session, &why))
        abort();
    text_free(&why);
}

/* Not live: to its end. What fails is passed over. */
static void check(struct scene *scene)
{
    struct session *session = new_session();
    struct patience patience = {LOOKS};
    patience_watch(&patience, session);
    player_begin(&session->player, scene);
    while (player_is_under_way(&session->player) && !session->quit) {
        struct reply reply = {.words = words_english()};
        struct error error = {0};
        if (player_run_next(&session->player, &reply, &error) == error_is_set(&error))
            abort();
        reply_free(&reply);
        check_map(session);
    }
    session_free(session);
}

/* Live: for a while, with a viewer who goes on, answers, takes over and comes back. */
static void play(struct scene *scene, size_t viewer)
{
    static const char *const wishes[] = {"",
                                         "play",
                                         ":play",
                                         "2",
                                         "back",
                                         "step",
                                         "insert mine 1",
                                         "resume",
                                         "seek chapter 1",
                                         "seek chapter next",
                                         "pause",
                                         "seek start"};
    struct session *session = new_session();
    struct grid grid = {0};
    grid_resize(&grid, 40 + (int)(viewer % 90), 12 + (int)(viewer % 30));
    struct patience patience = {LOOKS};
    patience_watch(&patience, session);
    session_set_live(session, true);
    session->player.film = viewer % 3 == 0;
    player_begin(&session->player, scene);
    for (size_t i = 0; i < FRAMES && !session->quit; i++) {
        session_advance(session, FRAME);
        if (i % 16 == 15) {
            struct reply reply = {.words = words_english()};
            struct error error = {0};
            bool fine = session_enter(session, wishes[(i / 16 + viewer) % (sizeof wishes / sizeof *wishes)],
                                      &reply, &error);
            session_show(session, &reply, fine ? NULL : &error);
            reply_free(&reply);
            session_draw(session, &grid, NULL);
        }
    }
    check_map(session);
    grid_free(&grid);
    session_free(session);
}

/* Most inputs hold a line that is wrong somewhere. What is left without those lines can be played. */
static void keep_good_lines(const char *bytes, size_t size, struct text *good)
{
    for (size_t at = 0; at < size;) {
        const char *end = memchr(bytes + at, '\n', size - at);
        size_t length = (end != NULL ? (size_t)(end - bytes) : size) - at;
        struct scene *scene = read(bytes + at, length);
        if (scene != NULL) {
            text_append(good, bytes + at, length);
            text_add(good, "\n");
        }
        scene_free(scene);
        at += length + 1;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    if (size > INPUT_BYTES)
        return 0;
    scene_free(read(bytes, size));
    struct text good = {0};
    keep_good_lines(bytes, size, &good);
    struct scene *scene = read(text_string(&good), good.length);
    /* A mark of UTF-8 is good at the beginning only, and files that are good alone may be too many. */
    if (scene != NULL)
        check(scene);
    if (scene != NULL && size % PLAYED == 0)
        play(read(text_string(&good), good.length), size / PLAYED);
    text_free(&good);
    return 0;
}
