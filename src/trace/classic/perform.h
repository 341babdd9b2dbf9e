#ifndef TRACE_CLASSIC_PERFORM_H
#define TRACE_CLASSIC_PERFORM_H
/*
 * Performs one recorded operation on the map and notes what it found and handed out, in the words of a
 * recording.
 *
 * Knows: the model's verbs, the iterators that a recording has going. Must not know: what Go found.
 */
#include "model/classic/classic.h"
#include "trace/classic/reader.h"

enum { PERFORM_MOST_ITERATORS = 64, PERFORM_MOST_B = 20 };

/* An iterator of the recording, by the name that it has there. */
struct named_iterator {
    struct text name;
    uint32_t region;
    bool ended;
    bool has_position; /* the map was not empty when it began */
    int64_t position[TRACE_POSITION];
};

struct performer {
    struct classic *map;
    const struct trace_reader *reader; /* for errors: its name and line */
    const struct maptype *type;
    bool made; /* the recording made its map */
    struct named_iterator iterators[PERFORM_MOST_ITERATORS];
    size_t iterator_count;
    struct trace_token *sequence; /* what a range loop delivered */
    size_t sequence_count, sequence_capacity;
};

void performer_free(struct performer *performer);

/*
 * Runs `go`. `model` gets its inputs and, as fields present, what came out: found, delivered, the iterator's
 * position. The state after it is not noted here. False and an error, and perhaps half an operation done, if
 * it cannot be run.
 */
bool perform(struct performer *performer, const struct trace_operation *go, struct trace_operation *model,
             struct error *error);

/* Whether an iterator of the recording may go on. */
bool performer_is_iterating(const struct performer *performer);

#endif
