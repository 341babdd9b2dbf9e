#ifndef TRACE_REPLAY_H
#define TRACE_REPLAY_H
/*
 * Runs the operations of a recording on the model and compares everything that was recorded of each. Which
 * format it has says its first line; what to do with it, the row of that format.
 *
 * Knows: formats by their rows, worlds. Must not know: what any format records, time, words, screens.
 */
#include "model/world.h"
#include "trace/lines.h"

struct replay;
struct trace_shape;

struct replay_options {
    /*
     * Somebody keeps the events and may go back in time: dropped regions stay. Otherwise their storage is
     * released as soon as no iterator may still walk over them.
     */
    bool keep_history;
    /* Called before anything is done for an operation; `command` is what a person would type for it. May be NULL. */
    void (*before)(void *context, const char *command);
    void *context;
};

enum replay_result {
    REPLAY_EQUAL,     /* one more operation ran, and all that was recorded of it is so */
    REPLAY_DIFFERENT, /* it is not: replay_difference(); the replay is over */
    REPLAY_END,
    REPLAY_BROKEN, /* the recording cannot be read on or asks for what cannot be: the error is set */
};

struct replay_difference {
    int64_t operation;      /* its number; -1: the header */
    size_t line;            /* of the file */
    const char *command;    /* "insert fig v1"; "" for the header */
    const char *field;      /* "nev", "ev[2]", "full n3[0].t" */
    const char *go, *model; /* "" if one has the field and the other not */
};

/* A format: what the folder trace/NAME exports. Its own replay is what `open` returned. */
struct trace_format {
    const struct trace_shape *shape; /* its format is fmt of the header: gomap-trace-1 */
    /* Reads the header from the lines, which stay the caller's, and makes a subject of the world for it.
       NULL and an error if the recording cannot be read. */
    void *(*open)(struct trace_lines *lines, struct world *world, const struct replay_options *options,
                  struct error *error);
    enum replay_result (*next)(void *replay, struct error *error);
    size_t (*done)(const void *replay);
    struct replay_difference (*difference)(const void *replay);
    void (*close)(void *replay);
};

/*
 * Opens a recording ("-": standard input). The world must outlive the replay; its events go to the sink that
 * its memory has.
 * NULL and an error that names file and line if it cannot be read, or is of no format that is known.
 */
struct replay *replay_open(const char *path, struct world *world, const struct replay_options *options,
                           struct error *error);
void replay_close(struct replay *replay);

/* Whether there is a recording to open, as far as its first line tells. */
bool replay_can_open(const char *path, struct error *error);

/* Runs and compares one operation. */
enum replay_result replay_next(struct replay *replay, struct error *error);

size_t replay_done(const struct replay *replay); /* operations that ran and were equal */

/* The difference that ended the replay; owned by it. */
struct replay_difference replay_difference(const struct replay *replay);

const char *replay_name(const struct replay *replay); /* of the file, as errors call it */

/* Passes over all lines that are left, without looking into them, and tells how many operations the file
   has in all. False and an error if they cannot be read. */
bool replay_count(struct replay *replay, size_t *operations, struct error *error);

#endif
