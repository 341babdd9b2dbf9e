#ifndef TRACE_SWISS_PERFORM_H
#define TRACE_SWISS_PERFORM_H
/*
 * Performs one recorded operation on the map and notes what it found and handed out, in the words of a recording.
 *
 * Knows: the model's verbs, the iterators that a recording has going. Must not know: what Go found, but for the numbers it drew: hashes
 * of keys, seeds and offsets are its own, and everything else follows from them.
 */
#include "model/swiss/swiss.h"
#include "trace/swiss/reader.h"

/* An iterator of the recording, by the name that it has there. */
struct swiss_named_iterator {
    struct text name;
    uint32_t region;
    bool ended;
    bool has_position; /* the map was not empty when it began */
    struct swiss_trace_position position;
};

struct swiss_performer {
    struct swiss *map;
    const struct swiss_reader *reader; /* for errors: its name and line */
    const struct swiss_type *type;
    bool made; /* the recording made its map */
    struct world_draws draws;
    uint64_t numbers[2];
    struct swiss_named_iterator iterators[SWISS_TRACE_MOST_ITERATORS];
    size_t iterator_count;
    struct trace_token *sequence; /* what a range loop delivered */
    size_t sequence_count, sequence_capacity;
};

void swiss_performer_free(struct swiss_performer *performer);

/*
 * Runs `go`. `model` gets its inputs and, as fields present, what came out: found, delivered, the iterator's position. The state after
 * it is not noted here. False and an error, and perhaps half an operation done, if it cannot be run.
 */
bool swiss_perform(struct swiss_performer *performer, const struct swiss_trace_operation *go,
                   struct swiss_trace_operation *model, struct error *error);

/* Whether an iterator of the recording may go on. */
bool swiss_performer_is_iterating(const struct swiss_performer *performer);

#endif
