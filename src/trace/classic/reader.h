#ifndef TRACE_CLASSIC_READER_H
#define TRACE_CLASSIC_READER_H
/*
 * Reads a recorded classic map line by line, as trace/reader.h says.
 *
 * Knows: the format. Must not know: the model.
 */
#include "trace/classic/scan_dump.h"
#include "trace/reader.h"

struct classic_reader {
    struct trace_reader its;
    struct classic_trace_header header;
    struct classic_trace_lists lists;
};

/* As trace_reader_open(); owned by the caller, NULL and an error if that is not possible. */
struct classic_reader *classic_reader_open(struct trace_lines *lines, struct error *error);
void classic_reader_close(struct classic_reader *reader);

/* As trace_reader_next(). */
enum trace_result classic_reader_next(struct classic_reader *reader,
                                      struct classic_trace_operation *operation, struct error *error);

#endif
