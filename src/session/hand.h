#ifndef SESSION_HAND_H
#define SESSION_HAND_H
/*
 * The hand of an engine: what a person can do with its subjects. The session and the commands reach it by its
 * row alone.
 *
 * Knows: what every hand has. Must not know: any one of them.
 */
#include "base/workload.h"
#include "lang/complete.h"
#include "lang/reply.h"
#include "session/keyed.h"
#include "session/state.h"

/* A command of the table as this engine does it. */
struct verb {
    const char *name;
    bool (*run)(struct run *run, const struct call *call, struct reply *reply, struct error *error);
};

/* A command typed for another that this engine has: with one of the words behind it that the command itself does not take. */
struct spelling {
    const char *typed, *ours;
    const char *const *words; /* NULL-terminated */
};

/* A named argument of `make` that others take and this hand's subjects have no use for: {1} its name {2} the type. */
struct refusal {
    const char *name;
    enum word why;
};

/* What `until` looks for. */
enum pattern_takes { PATTERN_NOTHING, PATTERN_KEY, PATTERN_NUMBER };
struct pattern {
    const char *name;
    event_kind kind;
    enum pattern_takes takes; /* what may follow its name; a number is the index of the event's place */
    value_id (*key)(const struct timeline *timeline,
                    position at); /* of PATTERN_KEY: the key that the event is about */
    bool (*matches)(const struct timeline *timeline, position at); /* NULL: every event of the kind does */
};

/* How an outcome is called, and how many of them are told: "3 inserted". */
struct outcome_row {
    const char *name;
    enum word sum; /* WORD_NONE: not told in a sum */
};

/* What `point` is to light, as written: "bucket", 3, and a slot; an argument may not be given. */
struct pointing_at {
    const char *what;
    const struct argument *which, *slot;
    int column; /* of the command */
};

/* A field of a header as `point register` calls it. The rows end with one without a name. */
struct point_field {
    const char *name;
    enum word field;
};

/* How it is told what operations cost. */
struct hand_costs {
    enum word looked; /* the name of a column: "slots looked at" */
    enum word unit;   /* what is looked at one after the other, with its article */
    enum word why_growth, why_moved,
        why_looks; /* what made an operation cost so much: {1} → {2}; {1} of {2}; {1} */
};

struct keyed_map; /* maps.h */

struct hand {
    const char *const *types; /* that completion offers, NULL-terminated */
    const char *const
        *takes; /* named arguments of `make` that not every engine has, NULL-terminated; NULL: none */
    const struct refusal *refuses;      /* ends with one without a name; NULL: none */
    const struct verb *verbs;           /* ends with one without a name */
    const struct outcome_row *outcomes; /* ends with one without a name; told in this order */

    /*
     * Makes what `type` says: a subject of its own if *home is 0, else in the place of the one whose home it
     * is (of the same engine). `declared`: var, not make. False and an error: nothing counts.
     */
    bool (*make)(struct run *run, uint32_t *home, const struct argument *type, bool declared,
                 const struct call *call, struct reply *reply, struct error *error);
    /* What a subject does first, once it was made and is in hand, so that it is on the stage meanwhile. NULL: nothing. */
    void (*begin)(struct run *run, struct reply *reply);
    /* Adds what a recorded command set off beside what it was asked to do, read from its events. */
    void (*aftermath)(const struct session *session, uint32_t home, position begin, struct reply *reply);
    /* Offers words that a key, value or place may be. */
    void (*offer)(const struct session *session, uint32_t home, const struct completion_place *place,
                  struct candidates *candidates);
    /* `focus WHAT WHICH`: the cursor goes to a place that this engine has. False and an error if it has none of that name. */
    bool (*focus)(struct run *run, const char *what, const struct argument *which, int column,
                  struct reply *reply, struct error *error);
    /* `point WHAT WHICH SLOT`: fills in what of the subject is lit. False and an error if there is no such thing. */
    bool (*point)(struct run *run, const struct pointing_at *at, struct point *point, struct error *error);
    const struct pattern *patterns;   /* ends with one without a name */
    const struct spelling *spellings; /* ends with one without `typed`; NULL: none */
    enum engine_number
        parts; /* of what its subjects are made of, whose patterns they have, too; ENGINE_world: nothing */
    enum word
        of_parts; /* why a command that these have is not for the whole: {1} its name {2} type {3} the command */
    /* What an operation that begins with this event is called: insert fig. NULL: by its routine. */
    void (*operation)(const struct session *session, uint32_t home, const struct event *event,
                      struct text *text);
    /* Reads a key of the subject's. VALUE_NONE and an error if it is none. NULL: it has no keys. */
    value_id (*read_key)(struct run *run, const struct argument *key, struct error *error);

    const struct hand_costs *costs; /* NULL: as of a classic map */
    const struct keyed_map *map;    /* NULL: its subjects are no maps of Go's */
    /* For session_run_workload, if that is a verb of its; NULL: it has no such operations. Maps have those of maps.h. */
    /* The key of a number from 1 on. VALUE_NONE and an error if the type has no value of that number. */
    value_id (*key_by_number)(struct run *run, uint64_t number, struct error *error);
    /* How many different keys key_by_number gives: those of 1 .. as many. At least 1. */
    uint64_t (*keys)(const struct run *run);
    /* Looks a key up, inserts or updates it with the value of a number, or deletes it, and tallies the outcome. False and an error if
       the runtime refuses. */
    bool (*operate)(struct run *run, enum workload_operation operation, value_id key, uint64_t value,
                    struct error *error);
    /* Units of COPIES_LIMIT that the first `count` operations of a plan spend beside one each; no more are counted than are beyond
       that limit. Asked before the first, so that a line that wants too much is refused at once. NULL: none. */
    uint64_t (*foresee)(struct run *run, const struct workload_plan *plan, uint64_t count);
    enum word beyond; /* what is said if that is too much; {1} is COPIES_LIMIT */
};

struct session_work; /* session.h */

/* What main hands to a session: the commands, and the hands of all engines by number. */
struct repertoire {
    struct command_table table;
    const struct hand *const *hands;
    /* Adds a user's home to `folder`; "" is whoever runs the program. False: there is no such user. NULL: names of files are
       taken as they are. */
    bool (*home_of)(const char *user, struct text *folder);
    /* Appends the folder of the scenes that came with the program. False: nobody knows it. NULL: there is none. */
    bool (*scenes_of_program)(struct text *folder);
    /* Where there is no screen: is told how far work is, at each step that may be asked about; NULL: it is over, or something else is said
       now. The member is NULL if nobody wants to know. */
    void (*tell_work)(const struct session_work *work);
};

/*
 * Appends the file that a scene's name means: the one of that name. If there is none, and no folder is named, the one that came with
 * the program, with or without the ending .scene.
 */
void repertoire_scene_path(const struct repertoire *repertoire, const char *name, struct text *path);

/*
 * Appends the name of a file as it is to be opened: ~ and ~user at its begin are homes, as shells have it. False and an error if
 * there is no such user.
 */
bool session_path(const struct session *session, const struct argument *file, struct text *path,
                  struct error *error);

/*
 * Makes (or declares) what a type says, by the hand of its engine: as the subject called `name`, or, with
 * NULL, in the place of the one in hand. Whoever is there already under that name, or is in hand, is
 * replaced. Afterwards it is in hand. False and an error if the type is no engine's, or wrong, or there are
 * too many subjects; what was done up to there is to be abandoned.
 */
bool session_make(struct run *run, const char *name, const struct argument *type, bool declared,
                  const struct call *call, struct reply *reply, struct error *error);

/* For hand.make, whose call may be NULL: the release of what is made, that of go= or the session's. */
enum go_version session_release(const struct run *run, const struct call *call);
/* The same of any command; one that has no go=, or NULL: the session's. */
enum go_version session_release_of(const struct session *session, const struct call *call);
/* For hands of what is made of classic maps: the same, but the last release that had them if it has none any more; and says so then, in words
   of which {1} is the release and {2} that last one. */
enum go_version session_classic_release(const struct run *run, const struct call *call);
void session_say_classic(const struct run *run, const struct call *call, enum word word, struct reply *reply);
/* The same of `make` alone: whether growth=all was said, everything is evacuated in the write that begins a growth. */
bool session_grows_at_once(const struct call *call);

/* The verb `workload` of every hand that has `operate`: the operations of the call's plan (workload.c). */
bool session_run_workload(struct run *run, const struct call *call, struct reply *reply, struct error *error);
/* Whether it stays within what one line may do, where so many subjects are to do the same. False and an error; nothing is spent yet. */
bool session_affords_workload(struct run *run, const struct call *call, uint64_t subjects,
                              struct error *error);

/* The field that at->which names. False and an error if the list has none of that name. */
bool hand_point_at_field(const struct point_field *fields, const struct pointing_at *at, struct point *point,
                         struct error *error);

/* The hand for a subject; NULL for 0. */
const struct hand *hand_of(const struct session *session, uint32_t home);
/* What the hand does at the command of that name; NULL: it is none of this engine's. */
const struct verb *hand_verb(const struct hand *hand, const char *name);

#endif
