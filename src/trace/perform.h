#ifndef TRACE_PERFORM_H
#define TRACE_PERFORM_H
/*
 * Performs one recorded operation on a map and notes what it found and handed out, in the words of a recording.
 *
 * Knows: the operations that Go's maps have in common, the iterators that a recording has going. Must not know: what Go found; which maps
 * there are.
 */
#include "model/gomap.h"
#include "trace/reader.h"

enum { PERFORM_MOST_ITERATORS = 64, PERFORM_MOST_POSITION = 8 };

/* An iterator of the recording, by the name that it has there. */
struct trace_iterator {
    struct text name;
    uint32_t region;
    bool ended;
    bool has_position; /* the map was not empty when it began */
    int64_t position[PERFORM_MOST_POSITION];
};

struct trace_performer;

/* What a format's maps do in their own way. */
struct trace_perform_row {
    /* False: the hint asks for more than a recording may have; nothing happened. */
    bool (*make)(struct trace_performer *performer, int64_t hint);
    /* Where an iterator stands, in the format's own numbers; and the same as a field of an operation. */
    void (*position)(const struct trace_performer *performer, uint32_t iterator, int64_t *position);
    void (*note_position)(const int64_t *position, struct trace_operation *model);
    /* Where a range loop began. */
    void (*note_start)(const struct trace_performer *performer, uint32_t iterator,
                       struct trace_operation *model);
};

struct trace_performer {
    const struct trace_perform_row *row;
    const struct gomap *map; /* of the map's engine */
    struct world *world;
    uint32_t home;                     /* of the map */
    const struct maptype *type;        /* that the header names */
    const struct trace_reader *reader; /* for errors: its name and line */
    bool made;                         /* the recording made its map */
    struct trace_iterator iterators[PERFORM_MOST_ITERATORS];
    size_t iterator_count;
    struct scan_tokens sequence; /* what a range loop delivered */
};

/* A performer that has done nothing yet, on a map of the world. Type and reader must outlive it. */
struct trace_performer trace_performer_of(const struct trace_perform_row *row, struct world *world,
                                          uint32_t home, const struct maptype *type,
                                          const struct trace_reader *reader);
void trace_performer_free(struct trace_performer *performer);

/*
 * Runs `go`. `model` gets its inputs and, as fields present, what came out: found, delivered, the iterator's position. The state after it
 * is not noted here. False and an error, and perhaps half an operation done, if it cannot be run. The key's hash is dictated as it was
 * recorded.
 */
bool trace_perform(struct trace_performer *performer, const struct trace_operation *go,
                   struct trace_operation *model, struct error *error);

/* Whether an iterator of the recording may go on. */
bool trace_performer_is_iterating(const struct trace_performer *performer);

#endif
