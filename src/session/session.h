#ifndef SESSION_SESSION_H
#define SESSION_SESSION_H
/*
 * A session: a world, its timeline, a clock, and the one door by which anything is asked of them.
 *
 * Prompt, scene, key and batch input all enter by session_run(). A session never reads a clock or a terminal:
 * time comes in by session_advance(), pictures leave by session_draw().
 *
 * Knows: model, time, lang, scenes, view; commands and engines by their rows, which are handed in. Must not
 * know: readline, curses, wall clocks.
 */
#include "lang/complete.h"
#include "lang/reply.h"
#include "view/glyph.h"

struct repertoire;
struct session;

/* With a fresh map[string]int; owned by the caller. The repertoire (hand.h) must outlive it. */
struct session *session_new(const struct repertoire *repertoire);
void session_free(struct session *session);

/*
 * Runs a line. False: the line was bad and nothing of it was done, or a command failed (the commands before
 * it on the line stand); `error` says why. `reply` (begun anew) gets what the commands say. In a live session
 * the clock is then taken back and plays the command (session_set_live).
 */
bool session_run(struct session *session, const char *line, struct reply *reply, struct error *error);

/*
 * Runs lines one by one, up to the first that fails; `error` names it. One `undo` takes all of them back, one `redo` brings them
 * again.
 */
bool session_run_lines(struct session *session, const char *lines, struct reply *reply, struct error *error);

/* The same for a line that the viewer typed: to a question of a scene it is the answer, unless it begins
   with a colon. Several lines are run as such. */
bool session_enter(struct session *session, const char *line, struct reply *reply, struct error *error);

/* Live: commands are played after they ran. Not live (the default; batch, tests): the cursor stays at the
   end. */
void session_set_live(struct session *session, bool live);

/* Lets `milliseconds` of time pass. True if the picture may have changed. */
bool session_advance(struct session *session, int milliseconds);
/* Milliseconds of the wall that passed, whether anything moved or not: for a recording. */
void session_pass(struct session *session, int64_t milliseconds);
/* What the viewer typed, as it came from the terminal: for a recording. To be told before the keys do anything. */
void session_typed(struct session *session, const char *keys, size_t length);
/* Milliseconds until the next picture that differs, given nothing is asked; -1: nothing moves. At most one
   frame (16). */
int session_next_frame(const struct session *session);
bool session_is_playing(const struct session *session);
/* Ctrl-C: stops what moves, at once, at the moment shown. */
void session_stop_playing(struct session *session);
bool session_wants_quit(const struct session *session);

/* Which keys mean what now. */
enum focus { FOCUS_PROMPT, FOCUS_BUCKETS };
/* The command text that a key means, or NULL: it is the prompt's. `prompt_empty`: nothing is typed. Key
   names as in session/keys.h: "Left", "S-Right", "Space", "F1", "Escape", "Enter", "x". */
const char *session_key(const struct session *session, const char *key, bool prompt_empty);
/* The same if `line` is typed. *clears: what is typed is to be forgotten then; a clicker left it there. */
const char *session_key_over(const struct session *session, const char *key, const char *line, bool *clears);

/* Something is typed: the keyboard goes to the prompt. */
void session_take_keyboard(struct session *session);
/* The keyboard is on the stage. */
bool session_is_on_stage(const struct session *session);
/* What the last line came to is shown as a long reply is, so that all of it can be read. */
void session_open_message(struct session *session);
/* A long reply lies over the picture. */
bool session_shows_sheet(const struct session *session);

/* What is done with a mouse at a cell of the picture drawn last: along the line of time it goes anywhere in time, from the press
   on until the button is let go; the wheel scrolls what there is to scroll, else it steps. While the mouse is the terminal's own, a wheel may be told of, too, and
   only scrolls. The command line that it means, or NULL; good until it is asked again. */
enum pointing { POINTING_PRESS, POINTING_DRAG, POINTING_RELEASE, POINTING_UP, POINTING_DOWN };
const char *session_point(struct session *session, enum pointing how, int x, int y);

/* Completion for the prompt; file names are asked of `files` (may be NULL: none). */
void session_complete(struct session *session, const char *line, size_t length, size_t cursor,
                      const struct completion_source *files, struct candidates *candidates);

/* What the terminal's side adds to the picture. All pointers may be NULL. */
struct prompt_picture {
    const char *prompt;                  /* readline's display prompt */
    const char *line;                    /* the line typed so far */
    size_t point;                        /* byte offset of the cursor in the line */
    bool busy;                           /* the next keys are no text of the line: a search, a count */
    const struct candidates *candidates; /* pop-up of completions, or NULL */
    size_t chosen;                       /* index in candidates, or SIZE_MAX */
};

/* Draws the present moment onto the grid, whose size is the screen's. Changes nothing of the model. */
void session_draw(struct session *session, struct grid *grid, const struct prompt_picture *prompt);

/* What the presenter should know now, as text of a few lines: chapter, note, what is asked; "" without a
   scene. The pointer is good until the session is asked anything else. */
const char *session_notes(struct session *session);

/* Settings that the terminal's side obeys. */
int session_theme(const struct session *session);  /* enum theme_name */
bool session_mouse(const struct session *session); /* the mouse is the program's, not the terminal's own */
/* What the terminal seems to be made for: taken unless somebody chose. */
void session_offer_theme(struct session *session, int theme);
void session_offer_glyphs(struct session *session, enum glyphs glyphs);
/* Somebody chose, before the session began: as `set theme` does. */
void session_choose_theme(struct session *session, int theme);
/* The terminal is to be asked anew what it is made for (`set theme auto`): true once each time. */
bool session_takes_theme_question(struct session *session);
const struct words *session_words(const struct session *session);

/*
 * Who watches work that takes long: told how far it is, in words that are good for the call, and asked whether it goes on. False
 * ends the work with what is known so far. Asked every few milliseconds: how often something is shown is the watcher's. Without one
 * nobody is told and nothing is ended.
 */
struct session_work {
    const char *words;
    uint64_t done, all; /* of what is counted; all 0: nobody knows */
    bool grows;         /* it takes more and more memory */
};
struct session_watch {
    void (*begins)(void *context); /* a line's work begins; NULL: nobody asks */
    bool (*goes_on)(void *context, const struct session_work *work);
    void *context;
};
void session_set_watch(struct session *session, struct session_watch watch);
/* Draws words about work that is under way over the last picture, which stands: what changes meanwhile is not asked. */
void session_draw_work(struct grid *grid, const char *words);

/* What the terminal's side has to say, shown where nothing else is said, until it is taken back with "". */
void session_notice(struct session *session, const char *notice);
/* Ends the recording that is under way, if there is one. False and an error: not all of it is where it was to be; that is kept in
   session_lost, too. */
bool session_end_recording(struct session *session, struct error *error);
/* What could not be kept, a line each; "": nothing. */
const char *session_lost(const struct session *session);

/* Words that go with the first message that no scene speaks over, in a line of their own. */
void session_tell_later(struct session *session, const char *words);

/* Shows what a line came to (error or reply) in the picture until the next line. */
void session_show(struct session *session, const struct reply *reply, const struct error *error);

#endif
