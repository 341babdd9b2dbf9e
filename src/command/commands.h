#ifndef COMMAND_COMMANDS_H
#define COMMAND_COMMANDS_H
/*
 * The commands: what each row of the table runs, and the bits of a row's tag.
 *
 * Knows: the language's rows. Must not know: who typed the line.
 * Every function has the shape of command.run; its context is a session. Those that record are called twice:
 * first with session->checking set, when they only look whether they can do it, then for good.
 */
#include "session/internal.h"

enum command_tag {
    TAG_RECORDS = 1, /* asks the map to do something: a command of the timeline */
    TAG_SETTLES = 2, /* answers about the map: what plays comes to its end first */
    TAG_KEEPS = 4,   /* leaves the message and the sheet alone: keys that look around */
    TAG_LAST = 8,    /* stands alone or last in its line, and once */
    /* of scenes */
    TAG_SCENE = 16,    /* a word of scenes: what it does is seen, and needs no reply */
    TAG_CHAPTER = 32,  /* a place to go to */
    TAG_SPEAKS = 64,   /* puts new words in the place of the narration */
    TAG_BEFORE = 128,  /* may come before `set size` */
    TAG_INCLUDE = 256, /* stands for the lines of a file */
    TAG_NOT_IN_SCENE = 512,
    TAG_QUIET = 1024, /* about the play itself: no transcript tells of it */
};

/* All commands, with the words that help and completion use. */
struct command_table commands_table(const struct words *words);

bool run_make(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_var(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_insert(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_delete(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_get(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_clear(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_fill(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_collide(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_range(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_iterate(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_next(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_grow(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_step_evacuate(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_evacuate(void *context, const struct call *call, struct reply *reply, struct error *error);

bool run_hash(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_why(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_find(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_forecast(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_pending(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_stats(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_dump(void *context, const struct call *call, struct reply *reply, struct error *error);

bool run_step(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_back(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_until(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_undo(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_redo(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_seek(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_play(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_pause(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_speed(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_history(void *context, const struct call *call, struct reply *reply, struct error *error);

bool run_view(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_focus(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_walk(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_open(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_scroll(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_set(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_chapter(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_say(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_note(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_type(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_ask(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_expect(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_snapshot(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_include(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_resume(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_record(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_scene(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_hide(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_show(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_trace(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_help(void *context, const struct call *call, struct reply *reply, struct error *error);
bool run_quit(void *context, const struct call *call, struct reply *reply, struct error *error);

/* ---- what commands of the map share (commands_map.c, commands_loop.c) */

/* Tallies an outcome and adds it to the reply. False, with Go's own words as the error, if the runtime
   refuses. `key` and `reply` may be NULL. */
bool outcome_is_fine(struct session *session, enum map_outcome outcome, const struct argument *key,
                     struct reply *reply, struct error *error);
uint64_t count_of(const struct session *session); /* entries in the map */

/* A loop that ran within one command leaves the loop by hand, if there is one, where it was. */
void keep_iterator(struct session *session, uint32_t by_hand);

const char *outcome_name(enum map_outcome outcome); /* "inserted", "found", ... */
uint64_t
session_map_bytes(const struct map *map); /* hmap, arrays and overflow buckets (commands_measure.c) */

/* Whether a call of a scene's line could run: what can be said of it without a map (commands_play.c). */
bool scene_call_is_sound(const struct command_table *table, const struct call *call, struct error *error);

/* ---- choices that rows of the table name and commands obey; each ends with NULL */
extern const char *const grain_names[];   /* enum grain */
extern const char *const pattern_names[]; /* what until knows */
extern const char *const setting_names[];
extern const char *const cell_names[];  /* enum cell_content */
extern const char *const panel_names[]; /* enum panel, but for the prompt */
extern const char *const speed_names[];
extern const char *const view_names[];
extern const char *const focus_names[];
extern const char *const direction_names[];
extern const char *const scroll_names[];

/* The words that a setting takes, or NULL; for completion (settings.c). */
const char *const *setting_values(const char *name);

/* "80x24": columns and rows of a film, within bounds (settings.c). */
bool read_size(const char *text, int *width, int *height);

bool read_speed(const char *text, int *thousandths); /* "0.25", within bounds (commands_time.c) */

/* speed 0.25, set speed 0.25 (commands_time.c). */
bool set_speed(struct session *session, const struct argument *argument, struct error *error);
void text_add_thousandths(struct text *text, int64_t thousandths);

/* find KEY, focus key KEY (commands_ask.c). */
bool find_key(struct session *session, const struct argument *argument, struct reply *reply,
              struct error *error);
/* The key of an argument "key" and the hash it has now; an error if it can't be hashed, or has a new hash
 * each time. */
bool hash_of_key(struct session *session, const struct call *call, value_id *key, uint64_t *hash,
                 struct error *error);

/* Brings the cursor of the buckets back to a bucket that is there (commands_view.c). */
void session_clamp_cursor(struct session *session);

/* Finds a pattern's event from the cursor on or backwards (until.c): the position right after it. `which` may
 * be absent. */
bool pattern_find(struct session *session, const char *name, const struct argument *which, bool backwards,
                  position *found, struct error *error);

#endif
