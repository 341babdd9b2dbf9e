#ifndef SESSION_INTERNAL_H
#define SESSION_INTERNAL_H
/*
 * What the files of the app room share: the session's insides, how a line is run, and what commands need
 * again and again: to begin a recorded command, to travel in time, to say something.
 *
 * Knows: everything left of the app. Only files of this room and its tests include it.
 */
#include "scene/player.h"
#include "paint/recorder.h"
#include "session/session.h"
#include "lang/command.h"
#include "time/clock.h"
#include "view/screen.h"

enum {
    WORK_LIMIT = 1000000, /* entries that one line may insert, walk over or print */
    SHOWN_BYTES = 64,     /* of a key or value in a reply */
};

/* What the repetitions of one part came to, for the reply that sums them up. */
struct tally {
    uint64_t outcomes[MAP_TOO_BIG + 1];
};

struct session {
    struct map map;
    struct timeline timeline;
    struct clock clock;
    struct look look;
    const struct words *words;
    struct command_table table;

    uint64_t seed; /* every map that is made begins from it */
    bool live;
    bool hidden; /* commands run at once, without being played (hide, show) */
    bool quit;
    enum focus focus;
    enum grain grain; /* of step and back */
    int theme;        /* enum theme_name */

    /* The line in hand. */
    bool checking;       /* its part is looked over before anything is touched */
    bool refused;        /* the runtime itself would have panicked: what was done up to there stays */
    uint64_t work;       /* units of WORK_LIMIT spent */
    bool keeps;          /* the message and the sheet of the line before stay */
    position part_begin; /* where its part began */
    struct tally tally;

    struct player player;        /* of scenes */
    struct text notes;           /* for the presenter, as last asked for */
    struct recorder *recorder;   /* NULL: nothing is recorded */
    int film_width, film_height; /* that a scene asks for; 0: it doesn't */
    enum map_outcome outcome;    /* of the operation done last */

    struct text message;
    bool message_is_error;
    position message_from; /* it tells what came to be at this position: not shown before it */
    struct text sheet;
    bool sheet_open;
    int sheet_top;
    struct screen_room room; /* of the picture drawn last */
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

/* Adds what a recorded command set off, read from its events: growths, evacuations, overflow buckets
 * (aftermath.c). */
void session_say_aftermath(const struct session *session, position begin, struct reply *reply);

/* Counts work against WORK_LIMIT; false and an error if the line asks for too much. */
bool session_spend(struct session *session, uint64_t units, struct error *error);

/* ---- moments (travel.c) */

/* Where time stands now if what plays came to its end. */
position session_destination(const struct session *session);
/* Ends what plays at its end: the moment is a plain position again. */
void session_finish_playing(struct session *session);
/* Goes to a position: played if the session is live and the way is short enough to watch, else at once. */
void session_travel(struct session *session, position to);
void session_jump(struct session *session, position to);

/* What is going on, as far as keys care: bits of enum key_state (session.c). */
unsigned session_key_state(const struct session *session, bool prompt_empty);

/* Begins anew: no map but a fresh one, no history (session.c). */
void session_reset(struct session *session);

/* Appends which command the moment is in or after, and how far: "after command 14 of 20, insert fig". */
void session_say_moment(struct session *session, position at, struct reply *reply);

/* ---- saying (say.c) */

/* Adds a line to the reply: reply_say(session, reply, WORD_x, "fig", NUMBER(3)). */
#define reply_say(session, reply, ...) reply_say_list(session, reply, __VA_ARGS__, (const char *)0)
void reply_say_list(const struct session *session, struct reply *reply, enum word word, ...);

/* Members of the reply's JSON object. */
void reply_number(struct reply *reply, const char *name, int64_t number);
void reply_flag(struct reply *reply, const char *name, bool flag);
void reply_text(struct reply *reply, const char *name, const char *bytes, size_t length);
void reply_raw(struct reply *reply, const char *name, const char *json);

/* A key or value as shown in sentences, cut to SHOWN_BYTES: SHOWN(session, id) lives until the end of the
 * block. */
const char *value_shown(char buffer[SHOWN_BYTES], const struct session *session, value_id id);
#define SHOWN(session, id) value_shown((char[SHOWN_BYTES]){0}, (session), (id))

/* The index of a name in a list that ends with NULL, -1 if it isn't there; and the list as "a, b, c". */
int names_find(const char *const *names, const char *name);
void names_list(const char *const *names, struct text *text);

/* A command's text as shown in sentences: long ones are cut. COMMAND_SHOWN(text) lives until the end of the
 * block. */
enum { COMMAND_BYTES = 192 };
const char *command_shown(char buffer[COMMAND_BYTES], const char *text);
#define COMMAND_SHOWN(text) command_shown((char[COMMAND_BYTES]){0}, (text))

/* The low `count` bits of a number, highest first, in groups of four; "0" if none. */
void text_add_bits(struct text *text, uint64_t number, int count);

/* "bucket 3, slot 2", "old bucket 1, overflow bucket 1, slot 0": where something lies. */
void text_add_spot(const struct session *session, struct text *text, const struct map_spot *spot);

/* Cuts a long message into arguments of an error: its words put them together again. */
enum { MESSAGE_PIECES = 3 };
void cut_message(const char *message, char pieces[MESSAGE_PIECES][ERROR_ARGUMENT_BYTES]);

/* "place: the message": an error inside a scene as an error of the scene's own. Returns false. */
bool error_in_scene(const struct words *words, const char *place, const struct error *inner,
                    struct error *error);

/* ---- values (keys_of_type.c) */

/* Interns what an argument says; the error's column is that of the line. VALUE_NONE on error. */
value_id read_value(struct session *session, const struct gotype *type, const struct argument *argument,
                    struct error *error);
/* The value that an insert without one gives: by the number of entries, 1, 2, ... or v1, v2, ...; true for
 * bool. */
value_id preset_value(struct session *session, struct error *error);
/* Whether keys of a type can be made of a word and a number: k1, k2, ... */
bool key_takes_prefix(const struct gotype *type);
/* Appends the text of a key: `prefix` and the number, or without a prefix an example of the type. */
void key_by_number(const struct gotype *type, const char *prefix, uint64_t number, struct text *text);

#endif
