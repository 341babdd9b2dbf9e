#ifndef SESSION_STATE_H
#define SESSION_STATE_H
/*
 * The session's insides, for its own room and the commands: what there is, how it is looked at, what is
 * shown; and the line in hand.
 *
 * Knows: everything left of the session. Only its room, the rooms of commands and tests include it; everybody
 * else uses session.h.
 */
#include "lang/command.h"
#include "lang/reply.h"
#include "paint/recorder.h"
#include "paint/svg.h"
#include "scene/condition.h"
#include "scene/player.h"
#include "session/numbers.h"
#include "session/pages.h"
#include "session/session.h"
#include "time/clock.h"
#include "time/spikes.h"
#include "view/screen.h"

struct repertoire;

enum {
    WORK_LIMIT = 20000000,  /* entries that one line may insert, walk over or print */
    COPIES_LIMIT = 1000000, /* where copies of all there is are made beside that */
};

struct session {
    struct world world;
    struct timeline timeline;
    struct clock clock;
    struct look look;
    const struct words *words;
    const struct repertoire *repertoire;

    uint64_t seed;       /* everything that is made begins from it */
    enum go_version go;  /* and is of this release */
    uint64_t first_seed; /* the same of what was there before anything happened */
    enum go_version first_go;
    struct spikes spikes; /* what stands out, and by what measure; judged when it is asked for */
    bool traced;          /* the history is that of a recording */
    bool quit;
    enum focus focus;
    enum grain grain;                 /* of step and back */
    int theme;                        /* enum theme_name */
    bool theme_chosen, glyphs_chosen; /* by a person or a scene, not by what the terminal seems to be */
    bool theme_asked;                 /* the terminal's side is to ask for it */
    enum glyphs glyphs;               /* that pictures are made of */
    bool mouse;                       /* the mouse is the program's */
    bool dragging;                    /* it was pressed on the line of time and not let go */
    char pointed[32];                 /* the line that it meant last */

    struct player player;      /* of scenes; whether what happens is watched says player.live */
    struct text notes;         /* for the presenter, as last asked for */
    struct recorder *recorder; /* NULL: nothing is recorded */
    bool aside;         /* what the present line says is about the making of a film: no film shows it */
    bool message_aside; /* the same of the message */
    int film_width, film_height; /* that a scene asks for; 0: it doesn't */

    struct numbers numbers;                                /* up to which keys were filled in */
    enum { JOINS_NOTHING, JOINS_FIRST, JOINS_MORE } joins; /* what is recorded is taken back together */

    struct text message;
    bool message_is_error;
    bool message_warns;             /* it says that the same key once more tells the answer */
    struct text notice;             /* shown while there is no message */
    struct session_watch watch;     /* of work that takes long */
    struct run *run;                /* the line in hand; NULL: none */
    struct text lost;               /* what could not be kept, a line each */
    struct text told_later;         /* goes with the first message that no scene speaks over */
    position recorded;              /* where the last command of the present line ended; 0: it had none */
    position message_from;          /* it tells what came to be at this position: not shown before it */
    struct text sheet, sheet_title; /* the page shown of a long reply, and the command that it answers to */
    struct pages pages;             /* the others */
    bool sheet_open;
    int sheet_top;
    struct screen_room room;       /* of the picture drawn last */
    int shown_width, shown_height; /* the size of that; 0: none was */
    int say_top;                   /* first line shown of what the scene says, if that is still ... */
    struct text say_read;          /* ... this */
};

/* What the repetitions of one part came to, for the reply that sums them up. */
enum { TALLY_OUTCOMES = 8 };
struct tally {
    const char *outcomes[TALLY_OUTCOMES]; /* NULL behind the last */
    uint64_t counts[TALLY_OUTCOMES];
};

/* Which of several subjects is at work that do the same one after the other, or which repetition. */
struct lap {
    const char *name;       /* NULL: it has none */
    uint64_t number, count; /* from 0, of so many */
    uint64_t before, all;   /* what the laps before it came to, and what it comes to, as far as it was told */
};

/* The line in hand, as the commands of it see it: their context. */
struct run {
    struct session *session;
    uint32_t home;           /* of the subject that the call is about: named, or in hand; 0: there is none */
    bool everybody;          /* it is about all subjects that have such a thing: "all: insert fig 12" */
    uint64_t work, limit;    /* units spent, of so many: WORK_LIMIT, or what a scene has left */
    const struct call *call; /* that runs; NULL: none */
    bool refused;            /* the runtime itself would have panicked: what was done up to there stays */
    bool stopped;            /* it was ended between two entries: what was done up to there stays, */
    struct text kept;        /* and this is a command that does just that; empty: nothing was done */
    const char *outcome;     /* what the part came to, as its mark keeps it */
    bool counts;             /* it counts its operations: one of them is not stopped half-way */
    uint64_t to_write,
        written;        /* pieces that its verbs had to write so far, and how many of the last loop were */
    uint64_t to_walk;   /* events that are looked through for what the part set off, so far */
    position next_look; /* where that is told again */
    bool unlooked;      /* it was ended */
    struct tally tally;
    struct lap *lap;   /* of subjects that take turns; NULL: there is only one */
    const char *phase; /* of several that the call goes through; NULL: it has none */
};

/* ---- running (run.c) */

/* Is told of each command of a line as it ends; `error` is NULL if it went well. */
struct listener {
    void (*done)(void *context, const char *source, const struct reply *reply, const struct error *error);
    void *context;
};

/* session_run for lines of any origin. Lines of a scene that it began run too, unless the session is live. */
bool session_run_line(struct session *session, const char *line, size_t length,
                      const struct listener *listener, struct reply *reply, struct error *error);
/* The same for a line of a scene, or one that it types: it is not the viewer's, and takes nothing over. */
bool session_run_scene_line(struct session *session, const char *line, size_t length, struct reply *reply,
                            struct error *error);

/* Work that takes long tells how far it is (stop.c): in words, and in numbers for whoever has a clock; `all` 0: nobody knows.
   False: it is to end with what is known so far. */
bool run_goes_on(const struct run *run, const char *words, uint64_t done, uint64_t all);
/* The same in words for `done` of `all` of whatever the call does; `all` 0: nobody knows. Of subjects that take turns
   it tells whose turn it is, and counts all of them together. To be asked every few milliseconds at most. */
bool run_looks_on(const struct run *run, uint64_t done, uint64_t all);
/* The same for what is neither kept nor taken back when it is stopped, asked for each event of a history: false and an error. */
bool run_reads_on(const struct run *run, uint64_t done, uint64_t all, struct error *error);
/* The same for `done` of `all` repetitions, asked before each: from time to time it tells how many are done. False and an error: it
   was stopped, and what was done is to be taken back, unless one of these says that it stays. */
bool run_counts_on(struct run *run, uint64_t done, uint64_t all, struct error *error);
/* The same of rows of the ledger, or whatever else is only looked at: `nothing has changed`. */
bool run_looks_over(const struct run *run, uint64_t done, uint64_t all, struct error *error);
/* Another phase of the call begins, whose name goes with how far it is: what is counted is counted from 0 again. WORD_NONE: none. */
void run_enters(struct run *run, enum word phase);
/* Judges what stands out (time/spikes.h), as a phase that ends here. False and an error: it was stopped, and the rest is judged when
   it is asked for again. */
bool run_judges(struct run *run, struct spikes *spikes, struct error *error);
/* The turn of a subject begins, from 0 on: there is a lap. The name is not copied; NULL: what takes turns has none. */
void run_begins_lap(struct run *run, const char *name, size_t number);
/* A call that was stopped keeps what it did: it is as if its argument `name` had been `done`, out of `all`. Returns false, and the
   error. */
bool run_keeps(struct run *run, const struct call *call, const char *name, uint64_t done, uint64_t all,
               struct error *error);
/* The same if it is as if another command had been given, for the same subject: `evacuate` is so many step-evacuate. */
bool run_keeps_as(struct run *run, const struct call *call, const char *command, uint64_t done, uint64_t all,
                  struct error *error);
/* What was stopped is taken back all the same, whatever one of these says. */
void run_keeps_nothing(struct run *run, struct error *error);
/* The same for a part of `all` calls after `done` of them, and what was kept of the next. */
bool run_keeps_calls(struct run *run, const struct call *calls, size_t done, size_t all, struct error *error);
/* The same for a call about all subjects, after `done` of them, and what was kept of the next. */
void run_keeps_subjects(struct run *run, const struct call *call, const uint32_t *homes, int done,
                        struct error *error);
/* Counts work against the limit of the line; false and an error if it asks for too much. */
bool run_spend(struct run *run, uint64_t units, struct error *error);
/* The same against a lower limit, of what is no more than convenient. */
bool run_spend_within(struct run *run, uint64_t units, uint64_t limit, struct error *error);
/* Runs a call: for its subject, or for one subject after the other if it is about all (everybody.c). False at the first that fails. */
bool run_call(struct run *run, const struct call *call, struct reply *reply, struct error *error);
/* Whether a name before a command means all subjects: it is "all", or "both" where there are two, and nobody is called so. */
bool run_is_for_all(const struct run *run, const char *name);
/* What verbs that write much are asked about (model/memory.h), while a part is recorded: it tells how far the verb is, within what
   the call counts, and ends it if it is all that the call does. */
bool run_writes_on(void *run, code_line line, uint64_t done, uint64_t all);
/* Such a verb was ended: it is to be taken back, and an error says so. */
bool run_writing_ended(struct run *run, struct error *error);
/* Adds what a recorded part set off beside what it was asked to do. */
void run_say_aftermath(struct run *run, position begin, struct reply *reply);
/* For hands that look for that from one event to the next, `from` to `end`, asked at each, or at some: false: they are to look no
   further, and to say nothing of it. */
bool session_walks_on(const struct session *session, position from, position at, position end);
/* Goes through what the last command set off in a subject (timeline_set_off()), in order. False: nobody waits for the end of it. */
bool session_walk_set_off(const struct session *session, uint32_t home,
                          void (*take)(void *context, const struct event *event), void *context);
/* Tallies an outcome, and makes it that of the part. */
void run_tally(struct run *run, const char *outcome);
/* Adds what was tallied so far, as the hand calls it: "12 found, 3 inserted". */
void run_tell_tally(const struct run *run, struct reply *reply);

/* ---- moments (travel.c) */

/* Where time stands now if what plays came to its end. */
position session_destination(const struct session *session);
/* Ends what plays at its end: the moment is a plain position again. */
void session_finish_playing(struct session *session);
/* Goes to a position: played if the session is live and the way is short enough to watch, else at once. */
void session_travel(struct session *session, position to);
void session_jump(struct session *session, position to);
/* The same, but it can be stopped on the way: false, and time stands there. */
bool session_go(struct session *session, position to);
/* The moment that is shown is one to come back to: `seek back`. */
void session_leave(struct session *session);
/* Appends which command the moment is in or after, and how far: "after command 14 of 20, insert fig". */
void session_say_moment(struct session *session, position at, struct reply *reply);
/* The same as a sentence alone, whoever watches. */
void session_tell_moment(const struct session *session, position at, struct reply *reply);

/* ---- the rest */

/* The home of the subject in hand, 0: none. */
uint32_t session_in_hand(const struct session *session);
/* Who is asked for a fact that names nobody. */
struct asked session_asked(struct session *session);
/* What is going on, as far as keys care: bits of enum key_state. */
unsigned session_key_state(const struct session *session, bool prompt_empty);
/* Begins anew: no subject but a fresh map, no history. */
void session_reset(struct session *session);
/* Makes the first map anew from seed and release, if nothing has happened yet. True if it did. */
bool session_remake_first(struct session *session);
/* What is typed at a question (answer.c): whether it is a command and no answer; and the answer. False and an error if it is none
   of the choices, which costs no try. */
bool session_means_command(const struct session *session, const char *line);
bool session_answer(struct session *session, const char *answer, struct reply *reply, struct error *error);
/* Appends what a line that is none of ours says, if it is Go's spelling of one or several, or a setting without `set` (spelled.c).
   False, and in `unknown`, if it is not NULL, a name that would have to be a subject's. */
bool session_spell(const struct session *session, const char *line, size_t length, struct text *unknown,
                   struct text *ours);
/* Whether somebody who writes Go may have meant the line, which is appended to `shown`, though it can't be spelled in ours. */
bool session_looks_like_go(const struct session *session, const char *line, size_t length,
                           struct text *shown);
/* Nothing is lit any more: something else is said or done (lit.c). */
void session_point_at_nothing(struct session *session);
/* Brings the stage's cursor back to a place that is there; false: there is none. */
bool session_clamp_cursor(struct session *session);
/* What is going on, in a word or two: the scene's title, or the program's. Lent. */
const char *session_title(const struct session *session);
/* Draws what a film or a file shows of this moment: what session_draw does, but for the words about their making. */
void session_draw_still(struct session *session, struct grid *grid, const struct prompt_picture *prompt);
/* Appends a picture of this moment as SVG, with what it is called and what there is to see. */
void session_print_svg(const struct session *session, const struct grid *grid, enum theme_name theme,
                       struct text *out);
/* What the present moment's picture is made of, but for the prompt, what stands beside it, and a scene's words. */
struct picture session_picture(const struct session *session);

#endif
