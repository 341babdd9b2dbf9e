#ifndef TRACE_CLASSIC_REPLAY_H
#define TRACE_CLASSIC_REPLAY_H
/*
 * Runs the operations of a recorded Go map on the model and compares everything that was recorded of each.
 *
 * Knows: recordings, the model's verbs. Must not know: time, words, screens.
 * The key's hash is dictated and the generator is set as recorded before each operation; nothing else is
 * taken from the recording, so whatever agrees afterwards the model came to by itself.
 */
#include "model/classic/classic.h"
#include "trace/classic/reader.h"

struct replay;

struct replay_options {
    /*
     * Somebody keeps the events and may go back in time: dropped regions stay. Otherwise their storage is
     * released as soon as no iterator may still walk over them.
     */
    bool keep_history;
    /* Called before anything is done for an operation; `command` is what a person would type for it. May be
     * NULL. */
    void (*before)(void *context, const char *command);
    void *context;
};

/* What a recording may ask for; beyond it is refused, so that no file fills memory or keeps the program for
 * hours. */
enum { REPLAY_MOST_BUCKETS = 1 << 22 };      /* in all arrays that are kept */
#define REPLAY_MOST_WORK ((uint64_t)1 << 32) /* events, and buckets and entries looked at */

/*
 * `reader` and `map` must outlive the replay. The events go to the sink that the map has. NULL and an error
 * if the header's map type is none.
 */
struct replay *replay_open(struct trace_reader *reader, struct map *map, const struct replay_options *options,
                           struct error *error);
void replay_close(struct replay *replay);

enum replay_result {
    REPLAY_EQUAL,     /* one more operation ran, and all that was recorded of it is so */
    REPLAY_DIFFERENT, /* it is not: replay_difference(); the replay is over */
    REPLAY_END,
    REPLAY_BROKEN, /* the recording cannot be read on or asks for what cannot be: the error is set */
};

/* Runs and compares one operation. */
enum replay_result replay_next(struct replay *replay, struct error *error);

/* Operations that ran and were equal. */
size_t replay_done(const struct replay *replay);

struct replay_difference {
    int64_t operation;      /* its number; -1: the header */
    size_t line;            /* of the file */
    const char *command;    /* "insert fig v1"; "" for the header */
    const char *field;      /* "nev", "ev[2]", "full n3[0].t" */
    const char *go, *model; /* "" if one has the field and the other not */
};

/* The difference that ended the replay; owned by it. */
struct replay_difference replay_difference(const struct replay *replay);

#endif
