/* How a line runs: read as a whole, looked over part by part, recorded, summed up, and in a live session
 * played. */
#include "command/commands.h"

#include <stdlib.h>
#include <string.h>

enum {
    REPETITIONS_TOLD = 8,     /* more of one part are summed up */
    RESULTS_TOLD = 100,       /* as JSON objects */
    REPLY_BYTES = 256 * 1024, /* of all repetitions together */
};

/* The calls of one `;` part: one, or as many as braces made of it. */
struct part {
    const struct call *calls;
    size_t count;
};

static struct part part_at(const struct line *line, size_t first)
{
    struct part part = {&line->calls[first], 1};
    while (first + part.count < line->count && line->calls[first + part.count].part == part.calls->part)
        part.count++;
    return part;
}

/* ---- one part */

static void add_result(struct text *results, const struct reply *one)
{
    text_format(results, "%s{%s}", results->length > 0 ? "," : "", text_string(&one->json));
}

static void add_text(struct reply *reply, const struct reply *one)
{
    if (one->text.length == 0 || reply->text.length > REPLY_BYTES)
        return;
    if (reply->text.length > 0)
        text_add(&reply->text, "\n");
    text_append(&reply->text, text_string(&one->text), one->text.length);
    reply->sheet |= one->sheet;
}

static void sum_up(const struct session *session, const struct part *part, struct reply *reply)
{
    static const struct {
        enum map_outcome outcome;
        enum word word;
        const char *name;
    } rows[] = {
        {MAP_INSERTED, WORD_SAY_SUM_INSERTED, "inserted"}, {MAP_UPDATED, WORD_SAY_SUM_UPDATED, "updated"},
        {MAP_DELETED, WORD_SAY_SUM_DELETED, "deleted"},    {MAP_FOUND, WORD_SAY_SUM_FOUND, "found"},
        {MAP_ABSENT, WORD_SAY_SUM_ABSENT, "absent"},
    };
    struct text sum = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint64_t count = session->tally.outcomes[rows[i].outcome];
        if (count == 0)
            continue;
        text_add(&sum, sum.length > 0 ? ", " : "");
        words_say(&sum, session->words, rows[i].word, NUMBER(count));
        reply_number(reply, rows[i].name, (int64_t)count);
    }
    if (part->count > REPETITIONS_TOLD && sum.length > 0)
        reply_say(session, reply, WORD_SAY_SUM, NUMBER(part->count), text_string(&sum));
    text_free(&sum);
}

/* Runs all calls of a part. False at the first that fails. */
static bool run_calls(struct session *session, const struct part *part, struct reply *reply,
                      struct error *error)
{
    if (part->count == 1)
        return part->calls->command->run(session, part->calls, reply, error);
    struct text results = {0};
    struct reply one = {0};
    bool fine = true;
    bool summed = (part->calls->command->tag & TAG_RECORDS) && part->count > REPETITIONS_TOLD;
    for (size_t i = 0; i < part->count && fine; i++) {
        text_clear(&one.text);
        text_clear(&one.json);
        one.sheet = false;
        fine = part->calls[i].command->run(session, &part->calls[i], &one, error);
        if (!summed)
            add_text(reply, &one);
        if (part->count <= RESULTS_TOLD)
            add_result(&results, &one);
    }
    reply_number(reply, "repetitions", (int64_t)part->count);
    sum_up(session, part, reply);
    if (results.length > 0) {
        text_add(&results, "]");
        struct text array = {0};
        text_add(&array, "[");
        text_add(&array, text_string(&results));
        reply_raw(reply, "results", text_string(&array));
        text_free(&array);
    }
    text_free(&results);
    reply_free(&one);
    return fine;
}

static bool look_over(struct session *session, const struct part *part, struct error *error)
{
    struct reply unheard = {0};
    bool fine = true;
    session->checking = true;
    for (size_t i = 0; i < part->count && fine; i++)
        fine = part->calls[i].command->run(session, &part->calls[i], &unheard, error);
    session->checking = false;
    reply_free(&unheard);
    return fine;
}

/* A command of the map begins where another ends, never inside it. */
static void go_to_command_end(struct session *session)
{
    session_finish_playing(session);
    const struct mark *inside = timeline_mark_of(&session->timeline, session->timeline.cursor);
    if (inside != NULL && inside->begin != session->timeline.cursor)
        timeline_seek(&session->timeline, inside->end);
}

static bool run_recorded(struct session *session, const struct part *part, struct reply *reply,
                         struct error *error)
{
    struct timeline *timeline = &session->timeline;
    go_to_command_end(session);
    if (!look_over(session, part, error))
        return false;
    size_t dropped = timeline_begin(timeline, part->calls->source);
    session->part_begin = timeline->cursor;
    session->refused = false;
    session->tally = (struct tally){0};
    bool fine = run_calls(session, part, reply, error);
    if (!fine && !session->refused)
        timeline_abandon(timeline);
    else if (timeline_finish(timeline))
        session_say_aftermath(session, session->part_begin, reply);
    if (dropped > 0) {
        reply_say(session, reply, dropped == 1 ? WORD_SAY_DROPPED_ONE : WORD_SAY_DROPPED, NUMBER(dropped));
        reply_number(reply, "dropped", (int64_t)dropped);
    }
    return fine;
}

static bool run_part(struct session *session, const struct part *part, struct reply *reply,
                     struct error *error)
{
    int tag = part->calls->command->tag;
    if (tag & TAG_RECORDS)
        return run_recorded(session, part, reply, error);
    if (tag & TAG_SETTLES)
        session_finish_playing(session);
    session->tally = (struct tally){0};
    return run_calls(session, part, reply, error);
}

/* ---- a line */

/* What can only be said of the line as a whole. */
static bool line_is_sound(const struct line *line, struct error *error)
{
    for (size_t i = 0; i + 1 < line->count; i++) {
        if (line->calls[i].command->tag & TAG_LAST)
            return error_set(error, line->calls[i].column, WORD_ERROR_APP_NOT_LAST,
                             line->calls[i].command->name);
    }
    return true;
}

static bool line_has_tag(const struct line *line, int tag)
{
    for (size_t i = 0; i < line->count; i++) {
        if (line->calls[i].command->tag & tag)
            return true;
    }
    return false;
}

/* Plays what the line did, if it is still at the end of time: anything else a command of the line wanted so.
 */
static void play_line(struct session *session, position begin, position old_end)
{
    struct timeline *timeline = &session->timeline;
    bool something_new = timeline->end != old_end || begin != old_end;
    bool watched = session->live && !session->hidden && session->look.motion != MOTION_OFF;
    if (!watched || !something_new || session->clock.playing || timeline->cursor != timeline->end)
        return;
    session_jump(session, begin);
    clock_play(&session->clock, timeline, timeline->end);
}

/* The whole line's reply: all texts, and the JSON of the part done last. */
static void join_reply(struct reply *whole, struct reply *one)
{
    add_text(whole, one);
    text_clear(&whole->json);
    text_append(&whole->json, text_string(&one->json), one->json.length);
    whole->sheet |= one->sheet;
    reply_free(one);
    *one = (struct reply){0};
}

static bool run_parts(struct session *session, const struct line *line, const struct listener *listener,
                      struct reply *reply, struct error *error)
{
    bool fine = true, recorded = false;
    position begin = 0, old_end = 0;
    session->work = 0;
    for (size_t first = 0; first < line->count && fine;) {
        struct part part = part_at(line, first);
        struct reply one = {0};
        if (!recorded && (part.calls->command->tag & TAG_RECORDS)) {
            go_to_command_end(session);
            begin = session->timeline.cursor;
            old_end = session->timeline.end;
            recorded = true;
        }
        fine = run_part(session, &part, &one, error);
        if (listener != NULL)
            listener->done(listener->context, part.calls->source, &one, fine ? NULL : error);
        join_reply(reply, &one);
        first += part.count;
    }
    if (recorded)
        play_line(session, begin, old_end);
    return fine;
}

/* The viewer takes over: the scene waits until it is resumed. */
static void take_over(struct session *session, struct reply *reply)
{
    bool away = session->player.away;
    player_take_over(session);
    if (session->player.away && !away)
        reply_say(session, reply, WORD_SAY_SCENE_LEFT);
}

static bool read_and_run(struct session *session, const char *text, size_t length, bool typed,
                         const struct listener *listener, struct reply *reply, struct error *error)
{
    struct line line;
    if (!line_read(&line, &session->table, text, length, error))
        return false;
    bool fine = line_is_sound(&line, error);
    session->keeps = line.count > 0 && (line.calls[0].command->tag & TAG_KEEPS);
    if (fine && typed && line_has_tag(&line, TAG_RECORDS | TAG_LAST))
        take_over(session, reply);
    fine = fine && run_parts(session, &line, listener, reply, error);
    line_free(&line);
    return fine;
}

bool session_run_scene_line(struct session *session, const char *line, size_t length, struct reply *reply,
                            struct error *error)
{
    struct player *player = &session->player;
    if (player->work > SCENE_WORK)
        return error_set(error, 0, WORD_ERROR_APP_SCENE_WORK, NUMBER(SCENE_WORK));
    bool fine = read_and_run(session, line, length, false, NULL, reply, error);
    player->work += player->scene != NULL ? session->work : 0;
    return fine;
}

bool session_run_line(struct session *session, const char *line, size_t length,
                      const struct listener *listener, struct reply *reply, struct error *error)
{
    bool fine = read_and_run(session, line, length, true, listener, reply, error);
    while (fine && !session->live && player_is_under_way(session) && !session->player.away &&
           !session->quit) {
        const struct player *player = &session->player;
        const char *source = player->scene->lines[player->at].text;
        struct reply one = {0};
        fine = player_run_next(session, &one, error);
        if (listener != NULL)
            listener->done(listener->context, source, &one, fine ? NULL : error);
        join_reply(reply, &one);
    }
    if (!session->live)
        player_end(session);
    return fine;
}

bool session_spend(struct session *session, uint64_t units, struct error *error)
{
    if (units > WORK_LIMIT || session->work + units > WORK_LIMIT)
        return error_set(error, 0, WORD_ERROR_APP_WORK, NUMBER(WORK_LIMIT));
    session->work += units;
    return true;
}
