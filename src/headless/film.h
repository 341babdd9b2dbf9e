#ifndef HEADLESS_FILM_H
#define HEADLESS_FILM_H
/*
 * Films: a scene played without a viewer, a terminal or a clock, as files.
 *
 * Knows: sessions, the recording painters, files. Must not know: terminals, environments, wall clocks.
 * A film is a function of the scene's bytes and the options: two films of one scene are the same bytes.
 * Pictures are taken FILM_RATE times a second of the film's time, and only when something changed. A scene
 * that fails leaves no file.
 */
#include "base/error.h"
#include "paint/cast.h"

struct repertoire;
struct session;

enum { FILM_RATE = 30, FILM_WIDTH = 100, FILM_HEIGHT = 30, FILM_LONGEST = 3600 * 1000 /* milliseconds */ };
/* Of an animated picture, which a page holds as a whole: milliseconds, bytes. */
enum { FILM_ANIMATED_LONGEST = 60 * 1000, FILM_ANIMATED_MOST = 4 << 20 };

enum film_kind {
    FILM_CAST, /* asciicast, for asciinema */
    FILM_SVG,  /* stills of snapshots */
    FILM_TXT,
    FILM_VTT,      /* what is said, as captions */
    FILM_MD,       /* what is said and done, as a page */
    FILM_ANIMATED, /* a .svg that moves */
    FILM_KINDS
};

struct film_options {
    enum film_kind kind;
    int cast_version;  /* CAST_VERSION_... */
    int width, height; /* 0: as the scene says, else FILM_WIDTH and FILM_HEIGHT */
    int speed;         /* thousandths: 2000 lasts half as long */
    int theme;         /* enum theme_name; -1: as the scene says */
    int64_t to;        /* milliseconds after which it ends; 0: when the scene does */
    /* Of stills: only this one; NULL: all. Of an animated picture: what stands where nothing may move; NULL: a moment near the middle
       at which an entry is on its way, if there is one. */
    const char *snapshot;
    /* For whoever wants the pictures themselves: called with each snapshot's name and grid, and with each frame and the session that
       it shows, all lent for the call. NULL: nobody does. */
    void (*see_still)(void *context, const char *name, const struct grid *grid);
    void (*see_frame)(void *context, int64_t milliseconds, const struct session *session,
                      const struct grid *grid);
    void *context;
};

struct film_file {
    char *name; /* of its snapshot; "" for others; owned */
    struct text bytes;
};

/* What became of a scene. Zero-initialised it is empty; free with film_free. */
struct film {
    struct film_file *files; /* stills in the order of the scene; otherwise one */
    size_t count, capacity;
    int64_t length; /* milliseconds */
};

void film_options_init(struct film_options *options);
/* The kind that a file's name ends like, never FILM_ANIMATED; -1 if none. */
int film_kind_of(const char *path);
/* Why a film can't be made with the name of this output, and how one can, with `options` as they were given (" --speed 2"), and of which
   `snapshot`, NULL if none was named. Returns false. */
bool film_kind_error(const char *scene, const char *path, const char *options, const char *snapshot,
                     struct error *error);

/* False and an error, which names file and line of the scene if it comes from there. */
bool film_make(const char *scene, const struct film_options *options, const struct repertoire *repertoire,
               struct film *film, struct error *error);
void film_free(struct film *film);

/* Makes the film and writes it: one file, or with several stills OUT-NAME.svg. All of them, or none.
   `length` (may be NULL): in milliseconds. */
bool film_write(const char *scene, const char *path, const struct film_options *options,
                const struct repertoire *repertoire, int64_t *length, struct error *error);

#endif
