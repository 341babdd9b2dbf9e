#ifndef TRACE_SWISS_READER_H
#define TRACE_SWISS_READER_H
/*
 * Reads a recorded Swiss map line by line, as trace/reader.h says.
 *
 * Knows: the format. Must not know: the model.
 */
#include "trace/reader.h"
#include "trace/swiss/trace.h"

struct swiss_reader {
    struct trace_reader its;
    struct swiss_trace_header header;
    struct swiss_trace_lists lists;
};

/* As trace_reader_open(); owned by the caller, NULL and an error if that is not possible. */
struct swiss_reader *swiss_reader_open(struct trace_lines *lines, struct error *error);
void swiss_reader_close(struct swiss_reader *reader);

/* As trace_reader_next(). */
enum trace_result swiss_reader_next(struct swiss_reader *reader, struct swiss_trace_operation *operation,
                                    struct error *error);

#endif
