#include "paint/recorder.h"

#include "base/memory_or_die.h"

#include <stdlib.h>
#include <string.h>

struct recorder {
    struct cast cast;
    struct text out; /* not yet in the file */
    struct output_file file;
    int64_t now;
    bool begun;
};

struct recorder *recorder_new(const char *path, bool replace, struct error *error)
{
    struct output_file file;
    if (!output_open(&file, path, replace, error))
        return NULL;
    struct recorder *recorder = new_items(1, sizeof *recorder);
    recorder->file = file;
    return recorder;
}

const char *recorder_path(const struct recorder *recorder)
{
    return recorder->file.path;
}

static void flush(struct recorder *recorder)
{
    fwrite(text_string(&recorder->out), 1, recorder->out.length, recorder->file.stream);
    text_clear(&recorder->out);
}

void recorder_pass(struct recorder *recorder, int64_t milliseconds)
{
    recorder->now += milliseconds;
}

void recorder_frame(struct recorder *recorder, const struct grid *grid, enum theme_name theme)
{
    if (!recorder->begun) {
        /* Time begins with the first picture: its size is the recording's. */
        struct cast_options options = {
            .version = CAST_VERSION_2, .width = grid->width, .height = grid->height, .theme = theme};
        cast_begin(&recorder->cast, &options, &recorder->out);
        recorder->begun = true;
        recorder->now = 0;
    }
    cast_frame(&recorder->cast, recorder->now, grid);
    flush(recorder);
}

void recorder_chapter(struct recorder *recorder, const char *title)
{
    if (recorder->begun)
        cast_marker(&recorder->cast, recorder->now, title);
}

bool recorder_end(struct recorder *recorder, struct error *error)
{
    bool fine;
    if (recorder->begun) {
        cast_end(&recorder->cast, recorder->now);
        flush(recorder);
        fine = output_commit(&recorder->file, error);
    } else {
        fine = error_set(error, 0, WORD_ERROR_COMMAND_RECORD_NOTHING, recorder->file.path);
        output_abandon(&recorder->file);
    }
    text_free(&recorder->out);
    free(recorder);
    return fine;
}
