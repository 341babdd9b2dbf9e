#ifndef TEST_TRACE_LINES_H
#define TEST_TRACE_LINES_H
/*
 * A recorded trace of the test data as lines in memory, to be changed and read again.
 *
 * Knows: gzip, lines, files. For tests only.
 */
#include "base/memory_or_die.h"
#include "test/files.h"
#include "trace/replay.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

struct trace_text {
    struct text bytes;
    size_t *begins; /* of each line; one more for the end */
    size_t count;
};

static inline struct trace_text trace_text_of(const char *folder, const char *name)
{
    struct text path = {0};
    struct trace_text trace = {0};
    size_t capacity = 0;
    char chunk[4096];
    text_format(&path, "src/test/data/%s/%s.jsonl.gz", folder, name);
    gzFile file = gzopen(text_string(&path), "rb");
    if (file == NULL)
        die("can't read %s", text_string(&path));
    for (int got; (got = gzread(file, chunk, sizeof chunk)) > 0;)
        text_append(&trace.bytes, chunk, (size_t)got);
    gzclose(file);
    if (trace.bytes.bytes == NULL)
        die("%s is empty", text_string(&path));
    text_free(&path);
    for (size_t at = 0; at <= trace.bytes.length; at++) {
        if (at > 0 && at < trace.bytes.length && trace.bytes.bytes[at - 1] != '\n')
            continue;
        trace.begins = room_for_one_more(trace.begins, trace.count, &capacity, sizeof *trace.begins);
        trace.begins[trace.count++] = at;
    }
    trace.count--;
    return trace;
}

/* One of a classic map. */
static inline struct trace_text trace_text_load(const char *name)
{
    return trace_text_of("traces", name);
}

static inline void trace_text_free(struct trace_text *trace)
{
    text_free(&trace->bytes);
    free(trace->begins);
    *trace = (struct trace_text){0};
}

/* Appends line `number` (0: the header) without its newline. */
static inline void trace_text_line(const struct trace_text *trace, size_t number, struct text *line)
{
    size_t begin = trace->begins[number], end = trace->begins[number + 1];
    if (end > begin && trace->bytes.bytes[end - 1] == '\n')
        end--;
    text_append(line, trace->bytes.bytes + begin, end - begin);
}

/* The name of a file that holds the bytes; to be unlinked. */
static inline void trace_file(char path[32], const void *bytes, size_t length)
{
    strcpy(path, "/tmp/growwork-test-XXXXXX");
    int file = mkstemp(path);
    /* Into the file that is open: some file systems bring one that was cut to nothing to disk when it is closed. */
    const char *from = bytes;
    while (file >= 0 && length > 0) {
        ssize_t written = write(file, from, length);
        if (written <= 0)
            die("can't write %s", path);
        from += written;
        length -= (size_t)written;
    }
    if (file < 0 || close(file) != 0)
        die("can't write %s", path);
}

/* As trace_lines_open of a file that holds the bytes. */
static inline struct trace_lines *trace_lines_of(const void *bytes, size_t length, struct error *error)
{
    char path[32];
    trace_file(path, bytes, length);
    struct trace_lines *lines = trace_lines_open(path, error);
    unlink(path);
    return lines;
}

/* As replay_open of a file that holds the bytes. */
static inline struct replay *replay_of(const void *bytes, size_t length, struct world *world,
                                       const struct replay_options *options, struct error *error)
{
    char path[32];
    trace_file(path, bytes, length);
    struct replay *replay = replay_open(path, world, options, error);
    unlink(path);
    return replay;
}

#endif
