#include "trace/lines.h"

#include "base/file.h"
#include "base/memory_or_die.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

enum { CHUNK = 1 << 18 };

struct trace_lines {
    char *name;
    gzFile file;
    char *buffer;
    size_t begin, end, capacity; /* what was read and not yet handed out */
    size_t last;                 /* bytes of the line handed out last, its end included */
    uint64_t total;              /* bytes read so far */
    size_t number;
    bool at_end;
};

struct trace_lines *trace_lines_open(const char *path, struct error *error)
{
    bool is_input = strcmp(path, "-") == 0;
    gzFile file = NULL;
    int descriptor = is_input ? dup(STDIN_FILENO) : file_open(path, error);
    if (descriptor < 0 && error->word == WORD_ERROR_COMMAND_FILE_KIND)
        return NULL;
    if (descriptor >= 0)
        errno = 0;
    if (descriptor >= 0 && (file = gzdopen(descriptor, "rb")) == NULL)
        close(descriptor);
    const char *name = is_input ? "standard input" : path;
    if (file == NULL) {
        error_set(error, 0, WORD_ERROR_TRACE_OPEN, name, strerror(errno != 0 ? errno : ENOMEM));
        return NULL;
    }
    gzbuffer(file, CHUNK);
    struct trace_lines *lines = new_items(1, sizeof *lines);
    *lines = (struct trace_lines){.name = copy_string(name), .file = file, .capacity = 2 * CHUNK};
    lines->buffer = new_items(lines->capacity, 1);
    return lines;
}

void trace_lines_close(struct trace_lines *lines)
{
    if (lines == NULL)
        return;
    gzclose(lines->file);
    free(lines->buffer);
    free(lines->name);
    free(lines);
}

const char *trace_lines_name(const struct trace_lines *lines)
{
    return lines->name;
}

size_t trace_lines_number(const struct trace_lines *lines)
{
    return lines->number;
}

static bool cannot_read(struct trace_lines *lines, struct error *error)
{
    int code = Z_OK;
    const char *why = gzerror(lines->file, &code);
    char *line = NUMBER(lines->number + 1);
    if (code == Z_BUF_ERROR)
        return error_set(error, 0, WORD_ERROR_TRACE_CUT, lines->name, line);
    if (code == Z_ERRNO)
        why = strerror(errno);
    return error_set(error, 0, WORD_ERROR_TRACE_READ, lines->name, line, why);
}

/* Reads more behind what is there. Sets at_end when nothing is left. */
static bool fill(struct trace_lines *lines, struct error *error)
{
    if (lines->begin > 0) {
        memmove(lines->buffer, lines->buffer + lines->begin, lines->end - lines->begin);
        lines->end -= lines->begin;
        lines->begin = 0;
    }
    if (lines->capacity - lines->end < CHUNK) {
        lines->capacity *= 2;
        lines->buffer = resize_items(lines->buffer, lines->capacity, 1);
    }
    int count = gzread(lines->file, lines->buffer + lines->end, CHUNK), code = Z_OK;
    if (count <= 0)
        gzerror(lines->file, &code);
    if (count < 0 || code == Z_BUF_ERROR || code == Z_DATA_ERROR)
        return cannot_read(lines, error);
    lines->at_end = count == 0;
    lines->end += (size_t)count;
    lines->total += (size_t)count;
    if (lines->total > TRACE_MOST_FILE_BYTES)
        return error_set(error, 0, WORD_ERROR_TRACE_FILE_LONG, lines->name,
                         NUMBER(TRACE_MOST_FILE_BYTES >> 20));
    return true;
}

static char *hand_out(struct trace_lines *lines, size_t length, size_t *line_length)
{
    char *line = lines->buffer + lines->begin;
    *line_length = length;
    lines->number++;
    return line;
}

void trace_lines_again(struct trace_lines *lines)
{
    lines->begin -= lines->last;
    lines->number -= lines->last > 0;
    lines->last = 0;
}

char *trace_lines_next(struct trace_lines *lines, size_t *length, struct error *error)
{
    *error = (struct error){0};
    size_t searched = 0;
    for (;;) {
        size_t have = lines->end - lines->begin;
        char *newline =
            have > searched ? memchr(lines->buffer + lines->begin + searched, '\n', have - searched) : NULL;
        size_t line_bytes = newline != NULL ? (size_t)(newline - lines->buffer) - lines->begin : have;
        if (line_bytes > TRACE_MOST_LINE_BYTES) {
            error_set(error, 0, WORD_ERROR_TRACE_LINE_LONG, lines->name, NUMBER(lines->number + 1),
                      NUMBER(TRACE_MOST_LINE_BYTES));
            return NULL;
        }
        if (newline != NULL || (lines->at_end && have > 0)) {
            char *line = hand_out(lines, line_bytes, length);
            lines->last = line_bytes + (newline != NULL);
            lines->begin += lines->last;
            return line;
        }
        if (lines->at_end)
            return NULL;
        searched = have;
        if (!fill(lines, error))
            return NULL;
    }
}
