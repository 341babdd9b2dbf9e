#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H
/*
 * The commands: what each row of the table runs, and what the files of this room share.
 *
 * Knows: the language's rows, sessions, hands of engines by their rows. Must not know: who typed the line,
 * any one engine.
 * Every function that a row runs has the shape of command.run; its context is the run of the line in hand.
 * Those that record are run once: whoever fails leaves nothing behind, since run.c abandons what they did.
 */
#include "session/hand.h"

/* All commands, with the words that help and completion use, and the hands of all engines. */
struct repertoire command_repertoire(const struct words *words);

#define COMMAND(name)                                                                                        \
    bool command_run_##name(void *context, const struct call *call, struct reply *reply, struct error *error)

/* A command of one subject: its engine's hand has the verb of that name, or says why there is no such thing. */
COMMAND(verb);

/* subjects.c */
COMMAND(make);
COMMAND(var);
COMMAND(let);
COMMAND(layout);
COMMAND(use);
COMMAND(drop);
COMMAND(rename);
COMMAND(subjects);
/* memory.c */
COMMAND(memory);
/* heap.c */
COMMAND(gc);
COMMAND(gctrace);
/* time.c */
COMMAND(step);
COMMAND(back);
COMMAND(until);
COMMAND(undo);
COMMAND(redo);
COMMAND(seek);
COMMAND(mark);
COMMAND(play);
COMMAND(pause);
COMMAND(speed);
COMMAND(history);
/* look.c */
COMMAND(view);
COMMAND(focus);
COMMAND(point);
COMMAND(walk);
COMMAND(open);
COMMAND(scroll);
COMMAND(hide);
COMMAND(show);
COMMAND(help);
COMMAND(quit);
/* costs.c, compare.c */
COMMAND(costs);
COMMAND(spikes);
COMMAND(compare);
/* strategies.c */
COMMAND(strategies);
/* settings.c */
COMMAND(set);
/* play.c */
COMMAND(chapter);
COMMAND(say);
COMMAND(note);
COMMAND(type);
COMMAND(ask);
COMMAND(answer);
COMMAND(expect);
COMMAND(include);
COMMAND(resume);
/* save.c */
COMMAND(snapshot);
COMMAND(save);
/* lesson.c */
COMMAND(lessons);
COMMAND(lesson);
COMMAND(restart);
/* open.c */
COMMAND(record);
COMMAND(scene);
COMMAND(trace);

/* Whether a call of a scene's line could run, as command.sound (play.c). */
bool command_sound_type(const struct call *call, const struct command_table *table, struct error *error);
bool command_sound_title(const struct call *call, const struct command_table *table, struct error *error);
bool command_sound_text(const struct call *call, const struct command_table *table, struct error *error);
bool command_sound_ask(const struct call *call, const struct command_table *table, struct error *error);
bool command_sound_expect(const struct call *call, const struct command_table *table, struct error *error);

/* Appends `set NAME VALUE` for all that is set to something else than in a new session, but for seed and release (settings.c). */
void command_add_settings(const struct session *session, struct text *text);
/* The words that a setting takes, as command.values (settings.c). */
const char *const *command_values_set(const char *const *before);

/* ---- choices that rows of the table name and commands obey; each ends with NULL */
extern const char *const command_grain_names[]; /* enum grain */
extern const char *const command_back_names[];  /* the same, and until */
extern const char *const command_seek_names[];
extern const char *const command_redo_names[];
extern const char *const command_chapter_names[];
extern const char *const command_setting_names[];
extern const enum word command_setting_abouts[]; /* what each of them is */
extern const char *const command_cell_names[];   /* enum cell_content */
extern const char *const command_panel_names[];  /* enum panel, but for the prompt */
extern const char *const command_speed_names[];
extern const char *const command_view_names[];
extern const char *const command_focus_names[];
extern const char *const command_point_names[];
extern const char *const command_point_panel_names[]; /* struct point.panel */
extern const char *const command_direction_names[];   /* enum direction */
extern const char *const command_scroll_names[];
extern const char *const command_help_names[];
extern const char *const command_record_names[];

/* open.c: whether a file's name ends so, and has more than that. */
bool command_has_ending(const struct argument *file, const char *ending);

/* time.c: goes to a moment, from which `seek back` leads back, and says which it is. */
bool command_jump_and_say(struct session *session, position to, struct reply *reply, struct error *error);

/* until.c: the position right after a pattern's event, from the cursor on or backwards. `which` may be absent. */
bool until_find(struct run *run, const struct argument *name, const struct argument *which, bool backwards,
                position *found, struct error *error);
/* Appends the names of all patterns that the run's subject knows. */
void until_list(const struct run *run, struct text *text);

#endif
