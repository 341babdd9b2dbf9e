#ifndef TRACE_SWISS_READER_H
#define TRACE_SWISS_READER_H
/*
 * Reads a recorded Swiss map line by line into the shapes of trace.h.
 *
 * Knows: the format and its limits. Must not know: the model.
 * Strict where a wrong line could be taken for a right one: known fields must have their type and range, stand once and belong to the
 * operation, and none may be missing. A field with a name that the format does not have is passed over at the top level (a later
 * recorder may add some), and is an error inside a dump.
 */
#include "trace/lines.h"
#include "trace/swiss/trace.h"

struct swiss_reader;

enum swiss_read { SWISS_READ, SWISS_READ_END, SWISS_READ_BROKEN };

/* Reads the header from lines, which stay the caller's and must outlive the reader. NULL and an error that names file and line if that is
   not possible. Owned by the caller. */
struct swiss_reader *swiss_reader_open(struct trace_lines *lines, struct error *error);
void swiss_reader_close(struct swiss_reader *reader);

const struct swiss_trace_header *swiss_reader_header(const struct swiss_reader *reader);
const char *swiss_reader_name(const struct swiss_reader *reader);
size_t swiss_reader_line(const struct swiss_reader *reader); /* number of the line read last, from 1 */

/* Reads the next operation. What it points to stays until the next read. The error is set for SWISS_READ_BROKEN alone. */
enum swiss_read swiss_reader_next(struct swiss_reader *reader, struct swiss_trace_operation *operation,
                                  struct error *error);

#endif
