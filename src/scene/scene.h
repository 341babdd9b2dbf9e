#ifndef SCENE_SCENE_H
#define SCENE_SCENE_H
/*
 * A scene: the lines of a file, with those of the files that it includes in their places.
 *
 * Knows: lines of the language, and what can be said of one before it runs. Must not know: sessions, time,
 * screens. All of a scene is read and looked over before anything of it runs: a slip of the pen in the last
 * line shows at once.
 */
#include "base/file.h"
#include "lang/command.h"

#include <sys/types.h>

enum {
    SCENE_FILE_BYTES = 1 << 20,
    SCENE_BYTES = 4 << 20, /* of all files together */
    SCENE_LINES = 10000,   /* that say something, of all files together */
    SCENE_CALLS = 100000,  /* that braces make of them */
    SCENE_ERRORS = 100,    /* that are told of one scene */
    SCENE_DEPTH = 8,       /* files within files */
    SCENE_WORK = 5000000,  /* units of work that all its lines may ask for */
};

struct scene_line {
    char *text; /* owned */
    size_t length;
    int file;   /* index in files */
    int number; /* of the line in it, from 1 */
    int tag;    /* of its first command (enum command_tag) */
};

struct scene_file {
    char *path;   /* owned; as messages call it */
    int parent;   /* the file that includes it, -1: none */
    int line;     /* where it does so */
    dev_t device; /* who it is, whatever it is called; 0, 0: no file at all */
    ino_t node;
};

struct scene {
    char *title; /* of its first line, if that is a comment; else ""; owned */
    struct scene_line *lines;
    size_t line_count, line_capacity;
    struct scene_file *files;
    size_t file_count, file_capacity;
    size_t *chapters; /* indexes in lines */
    size_t chapter_count, chapter_capacity;
    size_t bytes, calls; /* spent of the limits */
};

/* Reads the lines against the table. Owned by the caller; NULL and an error, which names file and line. */
struct scene *scene_read(const char *path, const struct command_table *table, struct error *error);
/* The same, but reads on behind errors: each of them is told, SCENE_ERRORS at most; those about the file as a whole are not. */
struct scene_listener {
    void (*take)(void *context, const struct error *error);
    void *context;
};
struct scene *scene_read_listening(const char *path, const struct command_table *table,
                                   const struct scene_listener *listener, struct error *error);
struct scene *scene_read_bytes(const char *name, const char *bytes, size_t length,
                               const struct command_table *table, struct error *error);
void scene_free(struct scene *scene); /* NULL: nothing */

/* Whether a line says no more than that the one before it is refused: `expect error`. */
bool scene_expects_refusal(const struct scene *scene, size_t line);

/* `inner`, an error in a line, as an error that names the place too. Returns false. */
bool scene_error(const struct scene *scene, size_t line, const struct words *words, const struct error *inner,
                 struct error *error);

#endif
