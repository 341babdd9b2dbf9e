#include "paint/recorder.h"

#include "base/memory_or_die.h"

#include <stdlib.h>
#include <string.h>

enum {
    HELD_MOST = 4 << 20 /* bytes: a line that stands for long while much happens is recorded after all */
};

struct recorder {
    struct cast cast;
    struct text out; /* not yet in the file */
    struct text title;
    struct output_file file;
    int64_t now;
    int64_t written; /* milliseconds that are in the file */
    bool begun, paused;
    bool shows;  /* a picture is in the file */
    bool failed; /* not all could be written: nothing more is recorded */
    struct error failure;
    bool holds; /* a line is being typed: `out` is not written yet */
    /* As it was before that line. */
    struct cast before;
    int64_t before_now;
};

struct recorder *recorder_new(const char *path, bool replace, const char *title, struct error *error)
{
    struct output_file file;
    if (!output_open_in_sight(&file, path, replace, error))
        return NULL;
    struct recorder *recorder = new_items(1, sizeof *recorder);
    recorder->file = file;
    text_append_safe(&recorder->title, title, strlen(title), 0);
    return recorder;
}

const char *recorder_path(const struct recorder *recorder)
{
    return recorder->file.path;
}

int64_t recorder_length(const struct recorder *recorder)
{
    return recorder->holds ? recorder->before_now : recorder->now;
}

bool recorder_has_failed(const struct recorder *recorder)
{
    return recorder->failed;
}

bool recorder_is_paused(const struct recorder *recorder)
{
    return recorder->paused;
}

/* Whole events, and at once: what is in the file can be played. */
static void flush(struct recorder *recorder)
{
    if (!recorder->failed && recorder->out.length > 0) {
        recorder->failed = !output_append_lines(&recorder->file, &recorder->out, &recorder->failure);
        recorder->shows |= !recorder->failed;
        recorder->written = recorder->failed ? recorder->written : recorder->now;
    }
    text_clear(&recorder->out);
}

/* ---- a line being typed */

static void release(struct recorder *recorder)
{
    if (recorder->holds)
        cast_abandon(&recorder->before);
    recorder->holds = false;
    flush(recorder);
}

static void hold(struct recorder *recorder)
{
    if (recorder->holds)
        return;
    flush(recorder);
    recorder->before = cast_copy(&recorder->cast);
    recorder->before_now = recorder->now;
    recorder->holds = true;
}

void recorder_forget_line(struct recorder *recorder)
{
    if (!recorder->holds)
        return;
    cast_abandon(&recorder->cast);
    text_clear(&recorder->out);
    recorder->cast = recorder->before;
    recorder->before = (struct cast){0};
    recorder->now = recorder->before_now;
    recorder->holds = false;
}

/* ---- what happens */

void recorder_pass(struct recorder *recorder, int64_t milliseconds)
{
    if (!recorder->paused && !recorder->failed)
        recorder->now += milliseconds;
}

void recorder_frame(struct recorder *recorder, const struct grid *grid, enum theme_name theme, bool typing)
{
    if (recorder->paused || recorder->failed)
        return;
    if (!recorder->begun) {
        /* Time begins with the first picture: its size is the recording's. */
        struct cast_options options = {.version = CAST_VERSION_2,
                                       .width = grid->width,
                                       .height = grid->height,
                                       .theme = theme,
                                       .title = text_string(&recorder->title)};
        cast_begin(&recorder->cast, &options, &recorder->out);
        recorder->begun = true;
        recorder->now = 0;
    } else if (typing) {
        hold(recorder);
    }
    cast_frame(&recorder->cast, recorder->now, grid);
    if (!typing || recorder->out.length > HELD_MOST)
        release(recorder);
}

void recorder_keys(struct recorder *recorder, const char *keys, size_t length)
{
    if (!recorder->begun || recorder->paused || recorder->failed || length == 0)
        return;
    hold(recorder);
    cast_input(&recorder->cast, recorder->now, keys, length);
}

void recorder_chapter(struct recorder *recorder, const char *title)
{
    if (recorder->begun && !recorder->paused && !recorder->failed)
        cast_marker(&recorder->cast, recorder->now, title);
}

void recorder_pause(struct recorder *recorder, bool pause)
{
    recorder_forget_line(recorder);
    recorder->paused = pause;
}

/* It broke off: what there is of it takes its place, if that is anything. */
static bool end_early(struct recorder *recorder, struct error *error)
{
    const char *path = recorder->failure.arguments[0], *reason = recorder->failure.arguments[1];
    if (!recorder->shows) {
        output_abandon(&recorder->file);
        return error_set(error, 0, WORD_ERROR_COMMAND_RECORD_LOST, path, reason);
    }
    if (!output_commit(&recorder->file, error))
        return false;
    struct text seconds = {0};
    number_say_thousandths(&seconds, recorder->written / 100 * 100);
    error_set(error, 0, WORD_ERROR_COMMAND_RECORD_CUT, path, reason, text_string(&seconds));
    text_free(&seconds);
    return false;
}

bool recorder_end(struct recorder *recorder, struct error *error)
{
    bool fine;
    recorder_forget_line(recorder);
    if (recorder->begun && !recorder->failed) {
        cast_end(&recorder->cast, recorder->now);
        flush(recorder);
    }
    if (recorder->failed) {
        fine = end_early(recorder, error);
    } else if (recorder->begun) {
        fine = output_commit(&recorder->file, error);
    } else {
        fine = error_set(error, 0, WORD_ERROR_COMMAND_RECORD_NOTHING, recorder->file.path);
        output_abandon(&recorder->file);
    }
    cast_abandon(&recorder->cast);
    text_free(&recorder->out);
    text_free(&recorder->title);
    free(recorder);
    return fine;
}
