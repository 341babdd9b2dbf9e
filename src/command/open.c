/* Where a whole history comes from: scenes, and recordings of real Go maps. */
#include "command/commands.h"
#include "command/first_scene.h"
#include "trace/classic/replay.h"

#include <string.h>

bool run_scene(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    const struct argument *file = call_argument(call, "file");
    (void)reply;
    struct scene *scene = file->given ? scene_read(file->text, session->words, error)
                                      : scene_read_bytes("first scene", (const char *)first_scene,
                                                         sizeof first_scene, session->words, error);
    if (scene == NULL) {
        if (error->word != WORD_ERROR_APP_IN_SCENE)
            error->column = file->column;
        return false;
    }
    player_begin(session, scene);
    return true;
}

/* ---- trace FILE */

struct recording {
    struct session *session;
    bool begun;
};

static void finish_operation(struct recording *recording)
{
    if (recording->begun)
        timeline_finish(&recording->session->timeline);
    recording->begun = false;
}

static void begin_operation(void *context, const char *command)
{
    struct recording *recording = context;
    finish_operation(recording);
    timeline_begin(&recording->session->timeline, command);
    recording->begun = true;
}

static void say_difference(struct session *session, const struct replay *replay, struct reply *reply)
{
    struct replay_difference difference = replay_difference(replay);
    reply_say(session, reply, WORD_SAY_TRACE_DIFFERENT, NUMBER(difference.operation), difference.command,
              difference.field, difference.go, difference.model);
    reply_text(reply, "different", difference.field, strlen(difference.field));
}

/* Replays all of it into the session's history. */
static bool record_trace(struct session *session, struct trace_reader *reader, struct reply *reply,
                         struct error *error)
{
    struct recording recording = {.session = session};
    struct replay_options options = {.keep_history = true, .before = begin_operation, .context = &recording};
    struct replay *replay = replay_open(reader, &session->map, &options, error);
    if (replay == NULL)
        return false;
    enum replay_result result;
    do
        result = replay_next(replay, error);
    while (result == REPLAY_EQUAL);
    finish_operation(&recording);
    size_t done = replay_done(replay);
    reply_number(reply, "operations", (int64_t)done);
    reply_flag(reply, "equal", result == REPLAY_END);
    if (result == REPLAY_DIFFERENT)
        say_difference(session, replay, reply);
    replay_close(replay);
    if (result != REPLAY_BROKEN)
        reply_say(session, reply, WORD_SAY_TRACE, trace_reader_name(reader), NUMBER(done),
                  map_type(&session->map)->name, NUMBER(session->timeline.forgotten));
    return result != REPLAY_BROKEN;
}

bool run_trace(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    const struct argument *file = call_argument(call, "file");
    if (strcmp(file->text, "-") == 0)
        return error_set(error, file->column, WORD_ERROR_APP_FILE_KIND, file->text);
    struct trace_reader *reader = trace_reader_open(file->text, error);
    if (reader == NULL)
        return false;
    session_reset(session);
    bool fine = record_trace(session, reader, reply, error);
    trace_reader_close(reader);
    timeline_seek(&session->timeline, session->timeline.first);
    return fine;
}
