#ifndef SCENE_PLAYER_H
#define SCENE_PLAYER_H
/*
 * The player: a scene under way, as a state machine. It runs one line after another and waits where it
 * should: for what plays, for time, for a key, for an answer. A live scene, a film and a check are the same
 * machine.
 *
 *   live    the clock plays what a line did; a pause waits for a key, a question for the viewer
 *   film    live without a viewer: pauses and questions take a fixed time
 *   check   not live: nothing plays or waits
 *
 * Deterministic: a scene begins where nothing has happened yet, and its rhythm of typing comes from the
 * line's number. So to go back, or to come back after the viewer took over, is to run it anew, unseen, up to
 * there.
 *
 * Knows: scenes, and the stage that it is given. Must not know: sessions, screens, terminals, files that a
 * film becomes.
 * Invariant: without a scene everything is empty and nothing waits.
 */
#include "lang/reply.h"
#include "scene/question.h"
#include "scene/scene.h"

enum player_wait {
    WAIT_NOTHING, /* for what plays at most */
    WAIT_TIME,    /* `due` milliseconds */
    WAIT_KEY,     /* for the viewer to go on */
    WAIT_THINK,   /* a film: until the viewer could have answered */
    WAIT_ANSWER,  /* live: for the viewer's answer */
    WAIT_TYPING,  /* until all of a line is typed */
};

/* What an observer is told, and the text that comes with it. */
enum player_news {
    NEWS_CHAPTER,  /* title */
    NEWS_SAY,      /* narration */
    NEWS_NOTE,     /* of the presenter */
    NEWS_COMMAND,  /* a line as written, before it runs */
    NEWS_REPLY,    /* what it said */
    NEWS_KEYS,     /* keys typed */
    NEWS_SNAPSHOT, /* name; the picture is the one of this moment */
    NEWS_QUESTION, /* with its choices */
    NEWS_ANSWER,   /* the right one, and why */
    NEWS_SILENCE,  /* what was said is told no more */
    NEWS_EXPECT,   /* a condition that holds */
};

/* All but keys and names is told in words that are safe to show: they become files, and markers of recordings. */
struct player_observer {
    void (*take)(void *context, enum player_news news, const char *text);
    void *context;
};

/* What a scene is played on: handed in by whoever owns the player. */
struct stage {
    void *context;
    const struct words *words;
    /* Runs a line of the scene, or one that it types. False: it failed, `error` says why. */
    bool (*run)(void *context, const char *line, size_t length, struct reply *reply, struct error *error);
    void (*reset)(void *context); /* to where every scene begins: nothing has happened */
    void (*show)(void *context, const struct reply *reply,
                 const struct error *error); /* what a line came to */
    bool (*is_playing)(void *context);       /* something that a line did is still being played */
    bool (*is_over)(void *context);          /* the program is about to end */
    void (*tell)(void *context, enum player_news news,
                 const char *text); /* as an observer that is always there */
};

enum { ANSWERED_NOT, ANSWERED_RIGHT, ANSWERED_WRONG };

struct player {
    struct stage stage;
    struct scene *scene;     /* owned; NULL: none */
    bool live;               /* what happens is watched: lines are played, and waited for */
    bool hidden;             /* lines run at once, without being played (hide, show) */
    uint64_t work;           /* that its lines took so far, of SCENE_WORK */
    size_t at;               /* the line to run next */
    bool held;               /* the viewer stopped it */
    bool away;               /* the viewer took over */
    size_t back_to;          /* where to begin again then */
    bool back_to_answer;     /* that is where an answer was told, and stopped it */
    bool unseen;             /* it is brought to a place: nothing is shown, told or checked */
    bool running;            /* a line of it is being run */
    bool refused;            /* the last line was refused, as the next one says: `expect error` */
    bool was_refused;        /* the same of the line before the one that runs */
    bool begun;              /* something but settings was run */
    bool finished;           /* its end was reached and told */
    bool failed;             /* a line of it went wrong: `error` says why */
    bool expectation_failed; /* the last line that went wrong did so because of what it expected */
    bool film;
    bool spoke;   /* it has said something already */
    bool heard;   /* what it says had its pause: it is not about what happens next */
    bool stopped; /* behind an answer: a pause that follows at once would be the same stop again */

    enum player_wait wait;
    int64_t due;     /* milliseconds until the wait is over, or the next letter comes */
    int64_t unread;  /* milliseconds until the narration could have been read */
    int64_t covered; /* the same of a sheet over the stage, which what happens next takes away; films only */
    struct text typed; /* at the prompt, so far */
    struct text to_type;
    bool types_answer;
    uint64_t rhythm;

    struct text chapter, say, note;
    enum player_news said; /* what `say` is: NEWS_SAY, NEWS_QUESTION or NEWS_ANSWER */
    struct question question;
    bool asks;        /* the question is not yet answered */
    uint8_t *answers; /* by line: ANSWERED_... */
    bool *stops;      /* by line: it was waited there for the viewer */

    struct error error;
    struct player_observer observer; /* `take` may be NULL */
};

void player_init(struct player *player, const struct stage *stage);
void player_free(struct player *player);

/* Begins a scene, which is the player's from now on: the stage is reset. */
void player_begin(struct player *player, struct scene *scene);
/* Ends it, wherever it is; what is said stays on the screen until the next command. */
void player_end(struct player *player);

/* There are lines left, or a wait, or the viewer is away. */
bool player_is_under_way(const struct player *player);
/* The viewer travels in time: the scene stands still until told to go on. A scene's own travels don't stop
   it. */
void player_hold(struct player *player);
bool player_is_moving(const struct player *player); /* it goes on by itself */

/* Milliseconds until it wants to be asked again, given that nothing plays; -1: it waits for the viewer, or
   there is none. */
int player_next(const struct player *player);
/* Lets time pass. True if what is seen changed. */
bool player_advance(struct player *player, int milliseconds);
/* Live: runs lines until one has to be waited for. True if any ran. */
bool player_run(struct player *player);
/* Runs the next line, whatever is waited for. False if it failed: the error names the place. */
bool player_run_next(struct player *player, struct reply *reply, struct error *error);

/* The viewer's wishes. */
void player_go_on(struct player *player);
void player_take_over(struct player *player); /* call before the viewer's command runs */
bool player_resume(struct player *player, struct reply *reply, struct error *error);
/* Chapters count from 1; 0 is the beginning. */
bool player_seek_chapter(struct player *player, size_t chapter, struct error *error);
/* Back to the stop before this one: a pause, or a question. False and an error if there is none. */
bool player_seek_stop(struct player *player, struct error *error);
size_t player_chapter(const struct player *player); /* the one under way */

bool player_waits_for_answer(const struct player *player);
/* A wrong answer may be followed by another one; at the last try what is right is told. */
void player_answer(struct player *player, const char *answer);

/* ---- for the commands of scenes */

void player_say(struct player *player, enum player_news news, const char *text);
void player_begin_chapter(struct player *player, const char *title);
/* A pause of `milliseconds`, or -1: until a key, or in a film until what was said could have been read. */
void player_pause(struct player *player, int64_t milliseconds);
/* Types a line and runs it; false if it can't be typed now, so that it is to be run at once. */
bool player_type(struct player *player, const char *line);
/* Asks player->question, which has been filled in. */
void player_ask(struct player *player);
void player_tell(struct player *player, enum player_news news, const char *text); /* to the observer */

#endif
