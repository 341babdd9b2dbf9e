#ifndef TRACE_CLASSIC_READER_H
#define TRACE_CLASSIC_READER_H
/*
 * Reads a recorded map line by line into the shapes of trace.h.
 *
 * Knows: the format and its limits. Must not know: the model.
 * Strict where a wrong line could be taken for a right one: known fields must have their type and range,
 * stand once and belong to the operation, and none may be missing. A field with a name that the format does
 * not have is passed over at the top level (a later recorder may add some), and is an error inside a dump.
 */
#include "base/error.h"
#include "trace/classic/trace.h"
#include "trace/lines.h"

struct trace_reader;

enum trace_result { TRACE_READ, TRACE_END, TRACE_BROKEN };

/* Reads the header from lines, which stay the caller's and must outlive the reader. NULL and an error that
   names file and line if that is not possible. Owned by the caller. */
struct trace_reader *trace_reader_open(struct trace_lines *lines, struct error *error);

void trace_reader_close(struct trace_reader *reader);

const struct trace_header *trace_reader_header(const struct trace_reader *reader);
const char *trace_reader_name(const struct trace_reader *reader);
size_t trace_reader_line(const struct trace_reader *reader); /* number of the line read last, from 1 */

/* Reads the next operation. What it points to stays until the next read. The error is set for TRACE_BROKEN
   alone. */
enum trace_result trace_reader_next(struct trace_reader *reader, struct trace_operation *operation,
                                    struct error *error);

#endif
