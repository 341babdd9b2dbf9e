#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H
/*
 * The commands: what each row of the table runs, and what the files of this room share.
 *
 * Knows: the language's rows, sessions, hands of engines by their rows. Must not know: who typed the line, any one engine.
 * Every function that a row runs has the shape of command.run; its context is the run of the line in hand. Those that record
 * are run once: whoever fails leaves nothing behind, since run.c abandons what they did.
 */
#include "session/hand.h"

/* All commands, with the words that help and completion use, and the hands of all engines. */
struct repertoire repertoire_of(const struct words *words);

#define COMMAND(name)                                                                                        \
    bool run_##name(void *context, const struct call *call, struct reply *reply, struct error *error)

/* A command of one subject: its engine's hand has the verb of that name, or says why there is no such thing. */
COMMAND(verb);

/* subjects.c */
COMMAND(make);
COMMAND(var);
COMMAND(use);
COMMAND(drop);
COMMAND(rename);
COMMAND(subjects);
/* time.c */
COMMAND(step);
COMMAND(back);
COMMAND(until);
COMMAND(undo);
COMMAND(redo);
COMMAND(seek);
COMMAND(play);
COMMAND(pause);
COMMAND(speed);
COMMAND(history);
/* look.c */
COMMAND(view);
COMMAND(focus);
COMMAND(walk);
COMMAND(open);
COMMAND(scroll);
COMMAND(hide);
COMMAND(show);
COMMAND(help);
COMMAND(quit);
/* settings.c */
COMMAND(set);
/* play.c */
COMMAND(chapter);
COMMAND(say);
COMMAND(note);
COMMAND(type);
COMMAND(ask);
COMMAND(expect);
COMMAND(snapshot);
COMMAND(include);
COMMAND(resume);
/* open.c */
COMMAND(record);
COMMAND(scene);
COMMAND(trace);

/* Whether a call of a scene's line could run, as command.sound (play.c). */
bool sound_type(const struct call *call, const struct command_table *table, struct error *error);
bool sound_ask(const struct call *call, const struct command_table *table, struct error *error);
bool sound_expect(const struct call *call, const struct command_table *table, struct error *error);

/* The words that a setting takes, as command.values (settings.c). */
const char *const *values_set(const char *const *before);

/* ---- choices that rows of the table name and commands obey; each ends with NULL */
extern const char *const grain_names[]; /* enum grain */
extern const char *const back_names[];  /* the same, and until */
extern const char *const seek_names[];
extern const char *const chapter_names[];
extern const char *const setting_names[];
extern const char *const cell_names[];  /* enum cell_content */
extern const char *const panel_names[]; /* enum panel, but for the prompt */
extern const char *const speed_names[];
extern const char *const view_names[];
extern const char *const focus_names[];
extern const char *const direction_names[]; /* enum direction */
extern const char *const scroll_names[];
extern const char *const record_names[];

/* until.c: the position right after a pattern's event, from the cursor on or backwards. `which` may be absent. */
bool pattern_find(struct run *run, const struct argument *name, const struct argument *which, bool backwards,
                  position *found, struct error *error);
/* Appends the names of all patterns that the run's subject knows. */
void pattern_list(const struct run *run, struct text *text);

#endif
