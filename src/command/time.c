/* Commands that move in time: step, back, until, undo, redo, seek, play, pause, speed, history. The map is
   only moved. */
#include "base/names.h"
#include "base/number.h"
#include "command/command.h"

#include <string.h>

enum { HISTORY_SHOWN = 200 };

const char *const command_grain_names[] = {"event", "cell", "bucket", "command", NULL};

enum { BACK_UNTIL = GRAIN_COMMAND + 1 };
const char *const command_back_names[] = {"event", "cell", "bucket", "command", "until", NULL};

enum { SEEK_TO_START, SEEK_TO_END, SEEK_TO_CHAPTER, SEEK_BACK, SEEK_TO_PAUSE };
const char *const command_seek_names[] = {"start", "end", "chapter", "back", "pause", NULL};

enum { REDO_BRANCH };
const char *const command_redo_names[] = {"branch", NULL};

enum { CHAPTER_NEXT, CHAPTER_PREVIOUS };
const char *const command_chapter_names[] = {"next", "previous", NULL};

/* ---- step, back. Their first argument is a number or a grain: step 3, step bucket, step 3 bucket. */

static bool read_stride(const struct session *session, const struct call *call, int64_t *count,
                        enum grain *grain, struct error *error)
{
    const struct argument *first = call_argument(call, "count"), *second = call_argument(call, "grain");
    *count = 1;
    *grain = session->grain;
    if (first->choice != ARGUMENT_FREE)
        *grain = (enum grain)first->choice;
    else if (first->given)
        *count = first->number;
    if (!second->given)
        return true;
    int named = names_find(command_grain_names, second->text);
    if (named < 0 || first->choice != ARGUMENT_FREE)
        return error_set(error, second->column, WORD_ERROR_COMMAND_GRAIN, second->text);
    *grain = (enum grain)named;
    return true;
}

/* What an earlier command came to is not what is seen at another moment. */
static void forget_message(struct session *session)
{
    text_clear(&session->message);
    session->message_is_error = false;
}

static void stop_and_say(struct session *session, position to, struct reply *reply)
{
    player_hold(&session->player);
    forget_message(session);
    session_travel(session, to);
    session_say_moment(session, to, reply);
}

/* False: it was stopped, and goes as far as it has counted. */
static bool steps_on(const struct run *run, int64_t done, int64_t all)
{
    enum { LOOK_IN = 256 };
    return done % LOOK_IN != LOOK_IN - 1 || run_looks_on(run, (uint64_t)done, (uint64_t)all);
}

/* Whether the viewer, at the end of time, can only mean that the scene should go on. */
static bool scene_waits(const struct session *session)
{
    const struct player *player = &session->player;
    return player_is_under_way(&session->player) && !player->away && !player->running &&
           !session->clock.playing;
}

bool command_run_step(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    struct timeline *timeline = &session->timeline;
    int64_t count;
    enum grain grain;
    if (!read_stride(session, call, &count, &grain, error))
        return false;
    /* While something plays, the step begins at what is shown: it cuts the play short. */
    position to = timeline->cursor;
    if (to == timeline->end && scene_waits(session)) {
        player_go_on(&session->player);
        return true;
    }
    if (to == timeline->end)
        return error_set(error, 0, WORD_ERROR_COMMAND_AT_END);
    for (int64_t i = 0; i < count && to < timeline->end && steps_on(context, i, count); i++)
        to = timeline_next_stop(timeline, to, grain);
    stop_and_say(session, to, reply);
    return true;
}

static bool at_start(const struct session *session, struct error *error)
{
    const struct timeline *timeline = &session->timeline;
    if (timeline->forgotten > 0)
        return error_set(error, 0, WORD_ERROR_COMMAND_AT_START_FORGOTTEN, NUMBER(timeline->forgotten));
    return error_set(error, 0, WORD_ERROR_COMMAND_AT_START);
}

static bool travel_until(struct run *run, const struct argument *name, const struct argument *which,
                         bool backwards, struct reply *reply, struct error *error)
{
    position found;
    if (!until_find(run, name, which, backwards, &found, error))
        return false;
    session_leave(run->session);
    stop_and_say(run->session, found, reply);
    return true;
}

/* back until PATTERN [WHICH]: the words are read as count, grain and which. */
static bool back_until(struct run *run, const struct call *call, struct reply *reply, struct error *error)
{
    const struct argument *name = call_argument(call, "grain");
    if (name->given)
        return travel_until(run, name, call_argument(call, "which"), true, reply, error);
    struct text all = {0};
    until_list(run, &all);
    error_set_long(error, call->column, WORD_ERROR_COMMAND_PATTERN, NULL, text_string(&all));
    text_free(&all);
    return false;
}

bool command_run_back(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    struct timeline *timeline = &session->timeline;
    const struct argument *first = call_argument(call, "count"), *which = call_argument(call, "which");
    int64_t count;
    enum grain grain;
    if (first->choice == BACK_UNTIL)
        return back_until(context, call, reply, error);
    if (which->given)
        return error_set(error, which->column, WORD_ERROR_COMMAND_GRAIN, which->text);
    if (!read_stride(session, call, &count, &grain, error))
        return false;
    /* In the middle of an event its beginning is the nearest place back. */
    position to = timeline->cursor;
    if (clock_moment(&session->clock, timeline).phase > 0 && grain == GRAIN_EVENT)
        count--;
    if (to == timeline->first && count > 0)
        return at_start(session, error);
    for (int64_t i = 0; i < count && to > timeline->first && steps_on(context, i, count); i++)
        to = timeline_previous_stop(timeline, to, grain);
    stop_and_say(session, to, reply);
    return true;
}

bool command_run_until(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    const struct argument *name = call_argument(call, "event");
    return travel_until(context, name, call_argument(call, "which"), false, reply, error);
}

/* ---- whole commands: at once */

/* False, and an error: it was stopped on the way. */
static bool go(struct session *session, position to, struct error *error)
{
    session_leave(session);
    player_hold(&session->player);
    forget_message(session);
    return session_go(session, to) ||
           error_set(error, 0, WORD_ERROR_COMMAND_STOPPED_ON_WAY, GROUPED(session->timeline.cursor));
}

bool command_jump_and_say(struct session *session, position to, struct reply *reply, struct error *error)
{
    bool fine = go(session, to, error);
    if (fine)
        session_say_moment(session, to, reply);
    return fine;
}

/* The commands between two moments, as many as can be read: "insert fig 1, delete k3 and 4 more". */
static void say_commands(const struct session *session, position from, position to, enum word word,
                         struct reply *reply)
{
    enum { TOLD = 3 };
    struct text told = {0}, names = {0};
    const struct timeline *timeline = &session->timeline;
    size_t count = 0;
    for (position at = from; at < to; count++) {
        const struct mark *mark = timeline_mark_of(timeline, at);
        if (mark == NULL)
            break;
        text_separate(&names, ",");
        text_add_json(&names, mark->text, strlen(mark->text));
        if (count < TOLD)
            text_format(&told, "%s%s", count > 0 ? ", " : "", COMMAND_SHOWN(mark->text));
        at = mark->end;
    }
    if (count > TOLD)
        words_say(&told, session->words, WORD_SAY_AND_MORE, NUMBER(count - TOLD));
    if (count > 0)
        reply_say(reply, word, text_string(&told));
    reply_list(reply, word == WORD_SAY_UNDONE ? "undone" : "redone", &names);
    text_free(&told);
    text_free(&names);
}

bool command_run_undo(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    const struct argument *count = call_argument(call, "count");
    /* What plays counts as done: its end is where undo begins. */
    position to = session_destination(session);
    if (to == session->timeline.first)
        return at_start(session, error);
    for (int64_t i = 0; i < (count->given ? count->number : 1) && to > session->timeline.first; i++) {
        do
            to = timeline_previous_stop(&session->timeline, to, GRAIN_COMMAND);
        while (to > session->timeline.first && timeline_is_joined(&session->timeline, to));
    }
    position from = session_destination(session);
    if (!go(session, to, error))
        return false;
    say_commands(session, to, from, WORD_SAY_UNDONE, reply);
    session_say_moment(session, to, reply);
    return true;
}

/* redo branch: what a command given in the past dropped. */
static bool redo_branch(struct session *session, const struct call *call, struct reply *reply,
                        struct error *error)
{
    struct timeline *timeline = &session->timeline;
    if (timeline->branch.strip.events == 0)
        return error_set(error, call_argument(call, "count")->column, WORD_ERROR_COMMAND_NO_BRANCH);
    position from = timeline->branch_at;
    size_t left = timeline_commands_from(timeline, from);
    player_hold(&session->player);
    forget_message(session);
    session_finish_playing(session);
    timeline_take_branch(timeline);
    numbers_begin(&session->numbers, from, false);
    session->look.found = VALUE_NONE;
    say_commands(session, from, timeline->end, WORD_SAY_BRANCH, reply);
    reply_say(reply, WORD_SAY_BRANCH_LEFT, NUMBER(left));
    session_say_moment(session, timeline->end, reply);
    return true;
}

bool command_run_redo(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    const struct argument *count = call_argument(call, "count");
    if (count->choice == REDO_BRANCH)
        return redo_branch(session, call, reply, error);
    position to = session_destination(session);
    if (to == session->timeline.end)
        return error_set(error, 0, WORD_ERROR_COMMAND_NOTHING_TO_REDO);
    for (int64_t i = 0; i < (count->given ? count->number : 1) && to < session->timeline.end; i++) {
        do
            to = timeline_next_stop(&session->timeline, to, GRAIN_COMMAND);
        while (to < session->timeline.end && timeline_is_joined(&session->timeline, to));
    }
    position from = session_destination(session);
    if (!go(session, to, error))
        return false;
    say_commands(session, from, to, WORD_SAY_REDONE, reply);
    session_say_moment(session, to, reply);
    return true;
}

/* ---- mark NAME, and what seek goes to */

/* The names that were given, as "a, b". */
static void list_names(const struct timeline *timeline, struct text *text)
{
    for (size_t i = 0; i < timeline->name_count; i++) {
        if (timeline->names[i].name[0] != '\0')
            text_format(text, "%s%s", text->length > 0 ? ", " : "", timeline->names[i].name);
    }
}

static bool tell_names(const struct session *session, struct reply *reply)
{
    const struct timeline *timeline = &session->timeline;
    bool any = false;
    for (size_t i = 0; i < timeline->name_count; i++) {
        const struct named_moment *moment = &timeline->names[i];
        if (moment->name[0] == '\0')
            continue;
        const struct mark *mark =
            moment->at > timeline->first ? timeline_mark_of(timeline, moment->at - 1) : NULL;
        if (!any)
            reply_say(reply, WORD_SAY_MARKS_HEAD);
        any = true;
        reply_say(reply, WORD_SAY_MARKS_ROW, moment->name, NUMBER(moment->at),
                  mark != NULL ? COMMAND_SHOWN(mark->text) : "");
    }
    if (!any)
        reply_say(reply, WORD_SAY_MARKS_NONE);
    return true;
}

/* What seek would take for something else. */
static bool is_taken(const char *name)
{
    struct number unused;
    for (int i = 0; command_seek_names[i] != NULL; i++) {
        if (strncmp(command_seek_names[i], name, strlen(name)) == 0)
            return true;
    }
    size_t length = strlen(name);
    return length == 0 || name[length - 1] == '%' || number_read(name, length, &unused) != NUMBER_NONE;
}

bool command_run_mark(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    enum { NAMES_MOST = 1000 };
    struct session *session = ((struct run *)context)->session;
    struct timeline *timeline = &session->timeline;
    const struct argument *name = call_argument(call, "name");
    position unused;
    if (!name->given)
        return tell_names(session, reply);
    if (is_taken(name->text) || strlen(name->text) != name->length)
        return error_set(error, name->column, WORD_ERROR_COMMAND_MARK_TAKEN,
                         name->length > 0 ? name->text : "\"\"");
    if (timeline->name_count >= NAMES_MOST && !timeline_named(timeline, name->text, &unused))
        return error_set(error, name->column, WORD_ERROR_COMMAND_MARKS, NUMBER(NAMES_MOST));
    timeline_name(timeline, name->text, timeline->cursor);
    reply_say(reply, WORD_SAY_MARK, REPLY_SHOWN(name->text, name->length, 40));
    reply_number(reply, "position", (int64_t)timeline->cursor);
    return true;
}

static bool find_moment(const struct session *session, const struct argument *where, position *to,
                        struct error *error)
{
    const struct timeline *timeline = &session->timeline;
    if (where->choice == SEEK_BACK)
        return timeline_named(timeline, "", to) ||
               error_set(error, where->column, WORD_ERROR_COMMAND_SEEK_BACK);
    if (timeline_named(timeline, where->text, to))
        return true;
    struct text names = {0};
    list_names(timeline, &names);
    error_set(error, where->column,
              names.length > 0 ? WORD_ERROR_COMMAND_SEEK_NAME : WORD_ERROR_COMMAND_SEEK_NAMES_NONE,
              where->text, text_string(&names));
    text_free(&names);
    return false;
}

/* seek chapter 2, seek chapter next */
static bool seek_chapter(struct session *session, const struct call *call, struct reply *reply,
                         struct error *error)
{
    const struct argument *which = call_argument(call, "chapter");
    size_t now = player_chapter(&session->player), to = now + 1;
    if (session->player.running)
        return error_set(error, call->column, WORD_ERROR_SCENE_NOT_IN_SCENE, "seek chapter");
    if (which->choice == CHAPTER_PREVIOUS)
        to = now > 1 ? now - 1 : 1;
    else if (which->given && which->choice == ARGUMENT_FREE)
        to = (size_t)which->number;
    if (!player_seek_chapter(&session->player, to, error)) {
        error->column = error->column > 0 ? error->column : which->column;
        return false;
    }
    reply_number(reply, "chapter", (int64_t)to);
    return true;
}

static bool seek_stop(struct session *session, const struct call *call, struct error *error)
{
    if (session->player.running)
        return error_set(error, call->column, WORD_ERROR_SCENE_NOT_IN_SCENE, "seek pause");
    if (player_seek_stop(&session->player, error))
        return true;
    error->column = error->column > 0 ? error->column : call->column;
    return false;
}

bool command_run_seek(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    const struct timeline *timeline = &session->timeline;
    const struct argument *where = call_argument(call, "command"), *event = call_argument(call, "event");
    position to;
    if (where->choice == SEEK_TO_PAUSE)
        return seek_stop(session, call, error);
    if (where->choice == SEEK_TO_CHAPTER)
        return seek_chapter(session, call, reply, error);
    if (call_argument(call, "chapter")->given)
        return error_set(error, call_argument(call, "chapter")->column, WORD_ERROR_COMMAND_SEEK);
    if (event->given) {
        if ((position)event->number < timeline->first || (position)event->number > timeline->end)
            return error_set(error, event->column, WORD_ERROR_COMMAND_SEEK_EVENT, NUMBER(timeline->first),
                             NUMBER(timeline->end), event->text);
        to = (position)event->number;
    } else if (!where->given) {
        return error_set(error, call->column, WORD_ERROR_COMMAND_SEEK);
    } else if (where->is_word || where->choice == SEEK_BACK) {
        if (!find_moment(session, where, &to, error))
            return false;
    } else if (where->choice != ARGUMENT_FREE) {
        to = where->choice == SEEK_TO_START ? timeline->first : timeline->end;
    } else if (where->is_share) {
        to = timeline->first +
             (timeline->end - timeline->first) * (position)where->number / (position)LANG_WHOLE;
        to = timeline_nearest_stop(timeline, to, session->grain);
    } else if (where->number == (int64_t)timeline->forgotten) {
        to = timeline->first;
    } else {
        const struct mark *mark = timeline_mark_by_number(timeline, (size_t)where->number);
        if (mark == NULL)
            return error_set(error, where->column, WORD_ERROR_COMMAND_SEEK_COMMAND,
                             NUMBER(timeline->forgotten), NUMBER(timeline->forgotten + timeline->mark_count),
                             where->text);
        to = mark->end;
    }
    return command_jump_and_say(session, to, reply, error);
}

/* ---- play, pause, speed */

bool command_run_play(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    struct timeline *timeline = &session->timeline;
    const struct argument *count = call_argument(call, "count");
    session->player.held = false;
    if (timeline->cursor == timeline->end && scene_waits(session)) {
        player_go_on(&session->player);
        return true;
    }
    if (timeline->end == timeline->first)
        return error_set(error, 0, WORD_ERROR_COMMAND_NOTHING_TO_PLAY);
    position from = timeline->cursor, to = timeline->end;
    if (from == timeline->end) {
        /* At the end of time the last commands are played again. */
        for (int64_t i = 0; i < (count->given ? count->number : 1); i++)
            from = timeline_previous_stop(timeline, from, GRAIN_COMMAND);
        session_jump(session, from);
    } else if (count->given) {
        to = from;
        for (int64_t i = 0; i < count->number; i++)
            to = timeline_next_stop(timeline, to, GRAIN_COMMAND);
    }
    if (session->player.live)
        clock_play(&session->clock, timeline, to);
    else
        session_jump(session, to);
    session_say_moment(session, to, reply);
    return true;
}

bool command_run_pause(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    const struct argument *milliseconds = call_argument(call, "milliseconds");
    (void)error;
    if (session->player.running) {
        player_pause(&session->player, milliseconds->given ? milliseconds->number : -1);
        return true;
    }
    clock_stop(&session->clock);
    player_hold(&session->player);
    session_say_moment(session, session->timeline.cursor, reply);
    return true;
}

/* The speed of the ladder next to the present one. */
static int next_speed(int now, bool faster)
{
    int next = now;
    for (int i = 0; command_speed_names[i] != NULL; i++) {
        int speed = now;
        clock_read_speed(command_speed_names[i], &speed);
        if (faster && speed > now)
            return speed;
        if (!faster && speed < now)
            next = speed;
    }
    return next;
}

bool command_run_speed(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    const struct argument *factor = call_argument(call, "factor");
    bool faster = factor->given && strcmp(factor->text, "faster") == 0;
    if (faster || (factor->given && strcmp(factor->text, "slower") == 0))
        session->clock.speed = next_speed(session->clock.speed, faster);
    else if (factor->given && !clock_read_speed(factor->text, &session->clock.speed))
        return error_set(error, factor->column, WORD_ERROR_COMMAND_SPEED, factor->text);
    struct text now = {0};
    number_say_thousandths(&now, session->clock.speed);
    reply_say(reply, WORD_SAY_SPEED, text_string(&now));
    reply_number(reply, "speed_thousandths", session->clock.speed);
    text_free(&now);
    return true;
}

/* ---- history */

bool command_run_history(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = ((struct run *)context)->session;
    const struct timeline *timeline = &session->timeline;
    const struct argument *count = call_argument(call, "count");
    size_t shown = count->given ? (size_t)count->number : HISTORY_SHOWN;
    size_t first = timeline->mark_count > shown ? timeline->mark_count - shown : 0;
    struct text list = {0};
    uint32_t most = 0;
    (void)error;
    for (size_t i = first; i < timeline->mark_count; i++)
        most = timeline->marks[i].cost.writes > most ? timeline->marks[i].cost.writes : most;
    if (timeline->forgotten > 0)
        reply_say(reply, WORD_SAY_HISTORY_FORGOTTEN, NUMBER(timeline->forgotten));
    reply_say(reply, timeline->mark_count == 0 ? WORD_SAY_HISTORY_NONE : WORD_SAY_HISTORY_HEAD);
    for (size_t i = first; i < timeline->mark_count; i++) {
        const struct mark *mark = &timeline->marks[i];
        bool done = mark->end <= timeline->cursor;
        bool inside = !done && mark->begin < timeline->cursor;
        reply_say(reply, WORD_SAY_HISTORY_ROW,
                  done     ? " "
                  : inside ? ">"
                           : "·",
                  NUMBER(timeline_mark_number(timeline, mark)), COMMAND_SHOWN(mark->text),
                  GROUPED(mark->cost.probes), GROUPED(mark->cost.moves), GROUPED(mark->cost.buckets),
                  GROUPED(mark->cost.writes), sheet_bar(mark->cost.writes, most));
        text_separate(&list, ",");
        text_add_json(&list, mark->text, strlen(mark->text));
    }
    reply_list(reply, "history", &list);
    text_free(&list);
    return true;
}
