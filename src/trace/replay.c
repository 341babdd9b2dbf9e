#include "trace/replay.h"

#include "base/memory_or_die.h"
#include "trace/field.h"

#include <stdlib.h>
#include <string.h>

struct replay {
    const struct trace_format *format;
    struct trace_lines *lines;
    void *own;
};

#define FORMAT(name) extern const struct trace_format trace_format_##name;
#include "trace/formats.def"
#undef FORMAT

static const struct trace_format *const formats[] = {
#define FORMAT(name) &trace_format_##name,
#include "trace/formats.def"
#undef FORMAT
};

/* The format whose name stands in quotes behind "fmt": in the header. What is none of them is the first
   one's to refuse: it says what it expected. */
static const struct trace_format *format_of(const char *header, size_t length)
{
    static const char field[] = "\"fmt\":\"";
    for (size_t at = 0; at + sizeof field <= length; at++) {
        if (memcmp(header + at, field, sizeof field - 1) != 0)
            continue;
        const char *name = header + at + sizeof field - 1, *end = header + length;
        for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
            const char *known = formats[i]->shape->format;
            size_t letters = strlen(known);
            if ((size_t)(end - name) > letters && memcmp(name, known, letters) == 0 && name[letters] == '"')
                return formats[i];
        }
        break;
    }
    return formats[0];
}

static struct replay *open_lines(struct trace_lines *lines, struct world *world,
                                 const struct replay_options *options, struct error *error)
{
    size_t length;
    const char *header = trace_lines_next(lines, &length, error);
    if (header == NULL) {
        if (!error_is_set(error))
            error_set(error, 0, WORD_ERROR_TRACE_EMPTY, trace_lines_name(lines));
        trace_lines_close(lines);
        return NULL;
    }
    const struct trace_format *format = format_of(header, length);
    trace_lines_again(lines);
    void *own = format->open(lines, world, options, error);
    if (own == NULL) {
        trace_lines_close(lines);
        return NULL;
    }
    struct replay *replay = new_items(1, sizeof *replay);
    *replay = (struct replay){format, lines, own};
    return replay;
}

struct replay *replay_open(const char *path, struct world *world, const struct replay_options *options,
                           struct error *error)
{
    *error = (struct error){0};
    struct trace_lines *lines = trace_lines_open(path, error);
    return lines != NULL ? open_lines(lines, world, options, error) : NULL;
}

bool replay_can_open(const char *path, struct error *error)
{
    static const struct replay_options plain;
    struct world scratch;
    world_init(&scratch);
    struct replay *replay = replay_open(path, &scratch, &plain, error);
    replay_close(replay);
    world_free(&scratch);
    return replay != NULL;
}

void replay_close(struct replay *replay)
{
    if (replay == NULL)
        return;
    replay->format->close(replay->own);
    trace_lines_close(replay->lines);
    free(replay);
}

enum replay_result replay_next(struct replay *replay, struct error *error)
{
    *error = (struct error){0};
    return replay->format->next(replay->own, error);
}

size_t replay_done(const struct replay *replay)
{
    return replay->format->done(replay->own);
}

struct replay_difference replay_difference(const struct replay *replay)
{
    return replay->format->difference(replay->own);
}

const char *replay_name(const struct replay *replay)
{
    return trace_lines_name(replay->lines);
}

bool replay_count(struct replay *replay, size_t *operations, struct error *error)
{
    size_t length;
    while (trace_lines_next(replay->lines, &length, error) != NULL)
        continue;
    *operations = trace_lines_number(replay->lines) - 1; /* without the header */
    return !error_is_set(error);
}
