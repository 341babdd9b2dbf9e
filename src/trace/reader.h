#ifndef TRACE_READER_H
#define TRACE_READER_H
/*
 * Reads a recording line by line into the structs of a format.
 *
 * Knows: lines, the rows of a shape, limits. Must not know: the model, which formats there are.
 * Strict where a wrong line could be taken for a right one: known fields must have their type and range, stand once and belong to the
 * operation, and none may be missing. A field with a name that the format does not have is passed over at the top level (a later
 * recorder may add some), and is an error inside a dump.
 */
#include "base/error.h"
#include "trace/field.h"
#include "trace/lines.h"

/* Beyond it a recording is refused with an error. */
enum { TRACE_MOST_OPERATIONS = 4 << 20 };

struct trace_reader {
    const struct trace_shape *shape;
    struct trace_lines *lines;
    void *lists;             /* the format's own, that its kinds are read into */
    struct text header_line; /* the header's tokens point into it */
    size_t operations;
    /* Lists that are filled line by line and keep their room. */
    struct scan_tokens sequence;
    uint64_t *hashes;
    size_t hash_count, hash_capacity;
};

enum trace_result { TRACE_READ, TRACE_END, TRACE_BROKEN };

/* Reads the header from lines, which stay the caller's and must outlive the reader, into the format's struct. False and an error that names
   file and line if that is not possible; it is to be closed all the same. */
bool trace_reader_open(struct trace_reader *reader, const struct trace_shape *shape,
                       struct trace_lines *lines, void *lists, struct trace_header *header,
                       struct error *error);
void trace_reader_close(struct trace_reader *reader);

const char *trace_reader_name(const struct trace_reader *reader);
size_t trace_reader_line(const struct trace_reader *reader); /* number of the line read last, from 1 */

/* Reads the next operation into the format's struct, which the caller has zeroed, as the format's lists. What it points to stays until the
   next read. The error is set for TRACE_BROKEN alone. */
enum trace_result trace_reader_next(struct trace_reader *reader, struct trace_operation *operation,
                                    struct error *error);

/* Sets an error that says of a field of the line read last that it is missing, or strange. */
bool trace_reader_miss(const struct trace_reader *reader, const struct trace_row *row, enum word word,
                       struct error *error);

#endif
