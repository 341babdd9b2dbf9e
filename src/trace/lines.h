#ifndef TRACE_LINES_H
#define TRACE_LINES_H
/*
 * Lines of a file, plain or gzip: bounded, so that no file can fill memory or keep the program
 * waiting for the end of an endless line.
 *
 * Knows: files, gzip, limits. Must not know: what a line says.
 */
#include "base/error.h"

struct trace_lines;

/* What is accepted from outside. Beyond any of these a file is refused with an error. */
enum {
    TRACE_MOST_LINE_BYTES = 1 << 20,
    TRACE_MOST_FILE_BYTES = 512 << 20, /* decompressed */
};

/*
 * Opens a file ("-": standard input, told as such in errors). NULL and an error if it cannot be opened.
 * Whether it is gzip is seen from its bytes.
 */
struct trace_lines *trace_lines_open(const char *path, struct error *error);

void trace_lines_close(struct trace_lines *lines);

/*
 * The next line without its newline; may be changed by the caller, valid until the next call. A last line
 * without a newline counts. NULL at the end (error not set) or if the file cannot be read on, is cut off or
 * breaks a limit.
 */
char *trace_lines_next(struct trace_lines *lines, size_t *length, struct error *error);

/* The next call gives the line read last once more, as it was, unless the caller has changed it. */
void trace_lines_again(struct trace_lines *lines);

const char *trace_lines_name(const struct trace_lines *lines);
size_t trace_lines_number(const struct trace_lines *lines); /* of the line read last, from 1 */

#endif
