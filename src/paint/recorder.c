#include "paint/recorder.h"

#include "command/commands.h"
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

struct recorder *recorder_new(const char *path, struct error *error)
{
    struct output_file file;
    if (!output_open(&file, path, error))
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
        fine = error_set(error, 0, WORD_ERROR_APP_RECORD_NOTHING, recorder->file.path);
        output_abandon(&recorder->file);
    }
    text_free(&recorder->out);
    free(recorder);
    return fine;
}

/* ---- record FILE, record stop */

static bool stop(struct session *session, const struct call *call, struct reply *reply, struct error *error)
{
    if (session->recorder == NULL)
        return error_set(error, call->column, WORD_ERROR_APP_RECORD_NONE);
    struct text path = {0};
    text_add(&path, recorder_path(session->recorder));
    bool fine = recorder_end(session->recorder, error);
    session->recorder = NULL;
    if (fine)
        reply_say(session, reply, WORD_SAY_RECORD_END, text_string(&path));
    text_free(&path);
    return fine;
}

bool run_record(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    static const char ending[] = ".cast";
    struct session *session = context;
    const struct argument *file = call_argument(call, "file");
    if (file->number == -1 && strcmp(file->text, "stop") == 0)
        return stop(session, call, reply, error);
    if (!session->live)
        return error_set(error, call->column, WORD_ERROR_APP_RECORD_LIVE);
    if (session->recorder != NULL)
        return error_set(error, call->column, WORD_ERROR_APP_RECORD_ALREADY,
                         recorder_path(session->recorder));
    if (file->length < sizeof ending || strcmp(file->text + file->length - (sizeof ending - 1), ending) != 0)
        return error_set(error, file->column, WORD_ERROR_APP_RECORD_ENDING, file->text);
    session->recorder = recorder_new(file->text, error);
    if (session->recorder == NULL) {
        error->column = file->column;
        return false;
    }
    reply_say(session, reply, WORD_SAY_RECORD, file->text);
    return true;
}
