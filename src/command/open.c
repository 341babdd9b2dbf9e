/* Where a whole history comes from, scenes and recordings of real Go maps; and where one goes to: record. */
#include "command/command.h"
#include "command/first_scene.h"
#include "session/hand.h"
#include "trace/replay.h"

#include <string.h>

bool command_run_scene(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    const struct command_table *table = &session->repertoire->table;
    const struct argument *file = call_argument(call, "file");
    struct text named = {0}, path = {0};
    (void)reply;
    if (file->given && !session_path(session, file, &named, error))
        return false;
    repertoire_scene_path(session->repertoire, text_string(&named), &path);
    text_free(&named);
    struct scene *scene = file->given ? scene_read(text_string(&path), table, error)
                                      : scene_read_bytes("first scene", (const char *)first_scene,
                                                         sizeof first_scene, table, error);
    text_free(&path);
    if (scene == NULL) {
        if (error->word != WORD_ERROR_SCENE_AT)
            error->column = file->column;
        return false;
    }
    player_begin(&session->player, scene);
    return true;
}

/* ---- trace FILE */

struct recording {
    struct timeline *timeline;
    bool begun;
};

static void finish_operation(struct recording *recording)
{
    if (recording->begun)
        timeline_finish(recording->timeline, 0, NULL);
}

static void begin_operation(void *context, const char *command)
{
    struct recording *recording = context;
    finish_operation(recording);
    timeline_begin(recording->timeline, command);
    recording->begun = true;
}

static void say_difference(const struct replay *replay, struct reply *reply)
{
    struct replay_difference difference = replay_difference(replay);
    reply_say(reply, WORD_SAY_TRACE_DIFFERENT, NUMBER(difference.operation), difference.command,
              difference.field, difference.go, difference.model);
    reply_word(reply, "different", difference.field);
}

/* Replays all of it into the session's history. */
static bool record_trace(struct run *run, const char *path, struct reply *reply, struct error *error)
{
    enum { LOOK_IN = 16 };
    struct session *session = run->session;
    struct recording recording = {.timeline = &session->timeline};
    struct replay_options options = {.keep_history = true, .before = begin_operation, .context = &recording};
    struct replay *replay = replay_open(path, &session->world, &options, error);
    if (replay == NULL)
        return false;
    enum replay_result result = REPLAY_EQUAL;
    bool on = true;
    while (on && result == REPLAY_EQUAL) {
        size_t done = replay_done(replay);
        on = done % LOOK_IN != LOOK_IN - 1 || run_looks_on(run, done, 0);
        result = on ? replay_next(replay, error) : result;
    }
    finish_operation(&recording);
    size_t done = replay_done(replay);
    uint32_t home = session_in_hand(session);
    reply_number(reply, "operations", (int64_t)done);
    reply_flag(reply, "equal", result == REPLAY_END);
    if (!on)
        reply_say(reply, WORD_SAY_TRACE_STOPPED, replay_name(replay));
    if (result == REPLAY_DIFFERENT)
        say_difference(replay, reply);
    if (result != REPLAY_BROKEN)
        reply_say(reply, WORD_SAY_TRACE, replay_name(replay), NUMBER(done),
                  world_engine(&session->world, home)->type_name(&session->world, home),
                  NUMBER(session->timeline.forgotten));
    replay_close(replay);
    return result != REPLAY_BROKEN;
}

/* A stranger's scene must not have files read out in errors that are no recordings. */
static bool may_trace(const struct session *session, const char *path, struct error *error)
{
    static const char *const endings[] = {".jsonl", ".jsonl.gz", NULL};
    return !session->player.running || file_is_called(path, endings) ||
           error_set(error, 0, WORD_ERROR_SCENE_TRACE, path);
}

bool command_run_trace(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct run *run = context;
    struct session *session = run->session;
    const struct argument *file = call_argument(call, "file");
    if (strcmp(file->text, "-") == 0)
        return error_set(error, file->column, WORD_ERROR_COMMAND_FILE_KIND, file->text);
    struct text path = {0};
    bool fine = session_path(session, file, &path, error) && may_trace(session, text_string(&path), error) &&
                replay_can_open(text_string(&path), error);
    if (fine) {
        session_reset(session);
        session->traced = true;
        fine = record_trace(run, text_string(&path), reply, error);
        timeline_seek(&session->timeline, session->timeline.first);
    }
    text_free(&path);
    return fine;
}

/* ---- record FILE, record stop */

enum { RECORD_STOP, RECORD_OFF, RECORD_PAUSE, RECORD_RESUME };
const char *const command_record_names[] = {"stop", "off", "pause", "resume", NULL};

static void say_recording(enum word word, const char *path, int64_t length, struct reply *reply)
{
    struct text seconds = {0};
    number_say_thousandths(&seconds, length / 100 * 100);
    reply_say(reply, word, path, text_string(&seconds));
    text_free(&seconds);
}

static void tell_recording(const struct session *session, struct reply *reply)
{
    const struct recorder *recorder = session->recorder;
    reply_flag(reply, "recording", recorder != NULL);
    if (recorder == NULL) {
        reply_say(reply, WORD_SAY_RECORD_NONE);
        return;
    }
    reply_word(reply, "file", recorder_path(recorder));
    reply_flag(reply, "paused", recorder_is_paused(recorder));
    say_recording(recorder_is_paused(recorder) ? WORD_SAY_RECORD_PAUSED : WORD_SAY_RECORD_NOW,
                  recorder_path(recorder), recorder_length(recorder), reply);
}

static bool end_recording(struct session *session, struct reply *reply, struct error *error)
{
    struct text path = {0};
    recorder_pause(session->recorder, true); /* its length is that without this line */
    int64_t length = recorder_length(session->recorder);
    text_add(&path, recorder_path(session->recorder));
    bool fine = session_end_recording(session, error);
    if (fine)
        say_recording(WORD_SAY_RECORD_END, text_string(&path), length, reply);
    text_free(&path);
    return fine;
}

/* What is done with a recording under way. */
static bool steer_recording(struct session *session, const struct call *call, struct reply *reply,
                            struct error *error)
{
    const struct argument *what = call_argument(call, "file"), *force = call_argument(call, "force");
    if (force->given)
        return error_set(error, force->column, WORD_ERROR_COMMAND_VIEW_WORDS, what->text, force->text);
    if (session->recorder == NULL)
        return error_set(error, call->column, WORD_ERROR_COMMAND_RECORD_NONE);
    if (what->choice == RECORD_STOP || what->choice == RECORD_OFF)
        return end_recording(session, reply, error);
    bool pause = what->choice == RECORD_PAUSE;
    if (pause == recorder_is_paused(session->recorder))
        return error_set(error, what->column,
                         pause ? WORD_ERROR_COMMAND_RECORD_PAUSED : WORD_ERROR_COMMAND_RECORD_NOT_PAUSED,
                         recorder_path(session->recorder));
    recorder_pause(session->recorder, pause);
    tell_recording(session, reply);
    return true;
}

bool command_has_ending(const struct argument *file, const char *ending)
{
    size_t length = strlen(ending);
    return file->length > length && strcmp(file->text + file->length - length, ending) == 0;
}

/* What a program that was killed recorded in the same folder. */
static void tell_left(const char *path, struct reply *reply)
{
    struct text left = {0};
    if (file_find_left(path, ".cast", &left))
        reply_say(reply, WORD_SAY_RECORD_LEFT, text_string(&left));
    text_free(&left);
}

bool command_run_record(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    const struct argument *file = call_argument(call, "file"), *title = call_argument(call, "title");
    session->aside = true;
    if (session->recorder != NULL)
        recorder_forget_line(session->recorder);
    if (!file->given) {
        tell_recording(session, reply);
        if (session->recorder == NULL)
            tell_left("", reply);
        return true;
    }
    if (file->choice != ARGUMENT_FREE)
        return steer_recording(session, call, reply, error);
    if (!session->player.live)
        return error_set(error, call->column, WORD_ERROR_COMMAND_RECORD_LIVE);
    if (session->recorder != NULL)
        return error_set(error, call->column, WORD_ERROR_COMMAND_RECORD_ALREADY,
                         recorder_path(session->recorder));
    if (!command_has_ending(file, ".cast"))
        return error_set(error, file->column, WORD_ERROR_COMMAND_RECORD_ENDING, file->text);
    struct text path = {0};
    if (!session_path(session, file, &path, error))
        return false;
    session->recorder = recorder_new(text_string(&path), call_argument(call, "force")->given,
                                     title->given ? title->text : session_title(session), error);
    text_free(&path);
    if (session->recorder == NULL) {
        error->column = file->column;
        return false;
    }
    reply_say(reply, WORD_SAY_RECORD, file->text);
    tell_left(file->text, reply);
    return true;
}
