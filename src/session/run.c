/* How a line runs: read as a whole, part by part, recorded, summed up, and in a live session played. */
#include "base/memory_or_die.h"
#include "session/hand.h"

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

/* ---- what it came to */

bool run_spend_within(struct run *run, uint64_t units, uint64_t limit, struct error *error)
{
    if (units > limit || run->work > limit - units)
        return error_set(error, 0, WORD_ERROR_SESSION_WORK, NUMBER(limit));
    run->work += units;
    return true;
}

bool run_spend(struct run *run, uint64_t units, struct error *error)
{
    return run_spend_within(run, units, run->limit, error);
}

void run_tally(struct run *run, const char *outcome)
{
    struct tally *tally = &run->tally;
    int i = 0;
    run->outcome = outcome;
    while (i < TALLY_OUTCOMES && tally->outcomes[i] != NULL && tally->outcomes[i] != outcome)
        i++;
    if (i == TALLY_OUTCOMES)
        return;
    tally->outcomes[i] = outcome;
    tally->counts[i]++;
}

static void add_text(struct reply *reply, const struct reply *one)
{
    if (one->text.length == 0 || reply->text.length > REPLY_BYTES)
        return;
    text_separate(&reply->text, "\n");
    text_append(&reply->text, text_string(&one->text), one->text.length);
    reply->sheet |= one->sheet;
}

static uint64_t count_of(const struct tally *tally, const char *outcome)
{
    for (int i = 0; i < TALLY_OUTCOMES && tally->outcomes[i] != NULL; i++) {
        if (strcmp(tally->outcomes[i], outcome) == 0)
            return tally->counts[i];
    }
    return 0;
}

/* "3 inserted, 1 updated"; the numbers as members of the JSON object, too. */
static void add_sum(const struct run *run, struct reply *reply, struct text *sum)
{
    const struct hand *hand = hand_of(run->session, run->home);
    for (const struct outcome_row *row = hand != NULL ? hand->outcomes : NULL;
         row != NULL && row->name != NULL; row++) {
        uint64_t count = count_of(&run->tally, row->name);
        if (count == 0 || row->sum == WORD_NONE)
            continue;
        text_separate(sum, ", ");
        words_say(sum, reply->words, row->sum, NUMBER(count));
        reply_number(reply, row->name, (int64_t)count);
    }
}

void run_tell_tally(const struct run *run, struct reply *reply)
{
    struct text sum = {0};
    add_sum(run, reply, &sum);
    if (sum.length > 0)
        reply_say(reply, WORD_SAY_TALLY, text_string(&sum));
    text_free(&sum);
}

static void sum_up(const struct run *run, const struct part *part, struct reply *reply)
{
    struct text sum = {0};
    add_sum(run, reply, &sum);
    if (part->count > REPETITIONS_TOLD && sum.length > 0)
        reply_say(reply, WORD_SAY_SUM, NUMBER(part->count), text_string(&sum));
    text_free(&sum);
}

/* ---- one part */

/* Runs all calls of a part. False at the first that fails. */
static bool run_calls(struct run *run, const struct part *part, struct reply *reply, struct error *error)
{
    run->call = part->calls;
    if (part->count == 1)
        return run_call(run, part->calls, reply, error);
    struct text results = {0};
    struct reply one = {0};
    struct lap lap = {.count = part->count};
    bool fine = true;
    bool summed = (part->calls->command->tag & TAG_RECORDS) && part->count > REPETITIONS_TOLD;
    for (size_t i = 0; i < part->count && fine; i++) {
        reply_begin(&one, reply->words);
        run->call = &part->calls[i];
        bool tells = lap.before + lap.all > 0; /* each says by itself how far it is */
        bool on = tells || run_counts_on(run, i, part->count, error);
        run->lap = &lap;
        run_begins_lap(run, NULL, i);
        fine = on && run_call(run, run->call, &one, error);
        run->lap = NULL;
        if (!on || run->stopped)
            fine = run_keeps_calls(run, part->calls, i, part->count, error);
        if (!summed)
            add_text(reply, &one);
        if (part->count > RESULTS_TOLD)
            continue;
        text_separate(&results, ",");
        text_format(&results, "{%s}", text_string(&one.json));
    }
    reply_number(reply, "repetitions", (int64_t)part->count);
    sum_up(run, part, reply);
    if (results.length > 0)
        reply_list(reply, "results", &results);
    text_free(&results);
    reply_free(&one);
    return fine;
}

/* Where a recorded command would begin now: where another ends, never inside it. */
static position command_end(const struct session *session)
{
    const struct timeline *timeline = &session->timeline;
    const struct mark *inside = timeline_mark_of(timeline, timeline->cursor);
    return inside != NULL && inside->begin != timeline->cursor ? inside->end : timeline->cursor;
}

/* Of lines that run together all commands hang on the first. */
static void join_last(struct session *session)
{
    struct timeline *timeline = &session->timeline;
    if (session->joins == JOINS_MORE)
        timeline->marks[timeline->mark_count - 1].joined = true;
    else if (session->joins == JOINS_FIRST)
        session->joins = JOINS_MORE;
}

/* The command that was stopped is one that does what was done. */
static void rename_mark(struct run *run, struct mark *mark)
{
    free(mark->text);
    mark->text = copy_string(text_string(&run->kept));
}

/* The next picture shows what stands out. Who stops that sees it bit by bit. */
static void judge_shown(struct run *run)
{
    struct error unheard = {0};
    if (run->session->player.live)
        run_judges(run, &run->session->spikes, &unheard);
}

static bool run_recorded(struct run *run, const struct part *part, struct reply *reply, struct error *error)
{
    struct timeline *timeline = &run->session->timeline;
    size_t dropped = timeline_begin(timeline, part->calls->source);
    position begin = timeline->cursor;
    numbers_begin(&run->session->numbers, begin, (part->calls->command->tag & TAG_ADDS) != 0);
    struct mark *mark = &timeline->marks[timeline->mark_count - 1];
    mark->seed = run->session->seed;
    mark->go = run->session->go;
    run->refused = run->stopped = false;
    text_clear(&run->kept);
    run->outcome = NULL;
    run->tally = (struct tally){0};
    run->session->world.memory.watch = (struct memory_watch){run_writes_on, run};
    run->counts = false;
    run->to_write = 0;
    run->written = UINT64_MAX;
    bool fine = run_calls(run, part, reply, error);
    run->session->world.memory.watch = (struct memory_watch){0};
    if (run_writing_ended(run, error))
        fine = false;
    bool kept = run->stopped && run->kept.length > 0;
    if (!fine && !run->refused && !kept) {
        /* Nothing of it counts, and nothing is said of it. */
        timeline_abandon(timeline);
        reply_begin(reply, reply->words);
        return false;
    }
    reply->refused |= run->refused;
    timeline->marks[timeline->mark_count - 1].refused = run->refused;
    if (kept)
        rename_mark(run, &timeline->marks[timeline->mark_count - 1]);
    if (timeline_finish(timeline, run->home, run->outcome)) {
        join_last(run->session);
        run->session->recorded = timeline->end;
        run->session->look.found = VALUE_NONE; /* what happens is looked at now */
        if (!run->stopped)
            run_say_aftermath(run, begin, reply);
        judge_shown(run);
    } else {
        dropped = 0;
    }
    if (dropped > 0) {
        reply_say(reply, WORD_SAY_DROPPED, NUMBER(dropped));
        reply_number(reply, "dropped", (int64_t)dropped);
    }
    return fine;
}

/* Whom a part is about: the subject that it names, or the one in hand; or all of them. */
static bool find_subject(struct run *run, const struct call *call, struct error *error)
{
    const struct world *world = &run->session->world;
    const char *name = call->subject.text;
    run->home = session_in_hand(run->session);
    run->everybody = name != NULL && run_is_for_all(run, name);
    if (name == NULL || run->everybody)
        return true;
    int place = world_named(world, name, strlen(name), call->subject.column, error);
    run->home = world_home(world, place);
    return place != WORLD_NOBODY;
}

/* What is refused does nothing: the moment that is looked at stays, and so does what is pointed at. */
static bool run_unless_refused(struct run *run, const struct part *part, struct reply *reply,
                               struct error *error)
{
    struct session *session = run->session;
    position before = session->timeline.cursor, recorded = session->recorded;
    int points = session->look.point_count;
    session_point_at_nothing(session);
    session->recorded = 0;
    /* Whom it is about is found where it begins: in the middle of a `make` somebody else is in hand. */
    timeline_seek(&session->timeline, command_end(session));
    bool fine = find_subject(run, part->calls, error) && run_recorded(run, part, reply, error);
    if (!fine && session->recorded == 0) {
        timeline_seek(&session->timeline, before);
        session->look.point_count = points;
    }
    session->recorded = session->recorded == 0 ? recorded : session->recorded;
    return fine;
}

static bool run_part(struct run *run, const struct part *part, struct reply *reply, struct error *error)
{
    int tag = part->calls->command->tag;
    if (tag & (TAG_RECORDS | TAG_SETTLES))
        session_finish_playing(run->session);
    if (tag & TAG_RECORDS)
        return run_unless_refused(run, part, reply, error);
    if (!find_subject(run, part->calls, error))
        return false;
    run->tally = (struct tally){0};
    return run_calls(run, part, reply, error);
}

/* ---- a line */

/* What can only be said of the line as a whole; and of one of a scene, that it is none that begins another scene, or ends this one:
   behind `expect error` and in what is typed the reader of scenes does not look for those. */
static bool line_is_sound(const struct line *line, bool typed, struct error *error)
{
    for (size_t i = 0; i < line->count && !typed; i++) {
        if (line->calls[i].command->tag & TAG_NOT_IN_SCENE)
            return error_set(error, line->calls[i].column, WORD_ERROR_SCENE_NOT_IN_SCENE,
                             line->calls[i].command->name);
    }
    for (size_t i = 0; i + 1 < line->count; i++) {
        if (line->calls[i].command->tag & TAG_LAST)
            return error_set(error, line->calls[i].column, WORD_ERROR_SCENE_NOT_LAST,
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

/* Plays what the line did, if it is still at the end of time: anything else a command of the line wanted so. */
static void play_line(struct session *session, position begin, position old_end)
{
    struct timeline *timeline = &session->timeline;
    bool something_new = timeline->end != old_end || begin != old_end;
    bool watched = session->player.live && !session->player.hidden && session->look.motion != MOTION_OFF;
    if (!watched || !something_new || session->clock.playing || timeline->cursor != timeline->end)
        return;
    session_go(session, begin); /* or as far as one waits: it plays from there */
    clock_play(&session->clock, timeline, timeline->end);
}

/* A reply with rows is as long as a table is, and is titled by what was asked. */
static void title_reply(struct reply *reply, const char *source)
{
    reply->sheet |= reply->text.length > 0 && strchr(text_string(&reply->text), '\t') != NULL;
    if (reply->sheet)
        text_add(&reply->title, source);
}

/* The whole line's reply: all texts, and the JSON of the part done last. */
static void join_reply(struct reply *whole, struct reply *one)
{
    if (one->sheet && whole->sheet)
        text_add(&whole->text, "\n"); /* a table of its own */
    text_separate(&whole->title, one->title.length > 0 ? "; " : "");
    text_append(&whole->title, text_string(&one->title), one->title.length);
    add_text(whole, one);
    text_clear(&whole->json);
    text_append(&whole->json, text_string(&one->json), one->json.length);
    whole->sheet |= one->sheet;
    whole->spoken |= one->spoken;
    whole->refused |= one->refused;
    reply_free(one);
}

static bool run_parts(struct run *run, const struct line *line, const struct listener *listener,
                      struct reply *reply, struct error *error)
{
    struct session *session = run->session;
    bool fine = true, recorded = false;
    position begin = 0, old_end = 0;
    for (size_t first = 0; first < line->count && fine;) {
        struct part part = part_at(line, first);
        struct reply one = {.words = reply->words};
        run->call = part.calls;
        if (!recorded && (part.calls->command->tag & TAG_RECORDS)) {
            session_finish_playing(session);
            begin = command_end(session);
            old_end = session->timeline.end;
            recorded = true;
        }
        fine = run_part(run, &part, &one, error);
        title_reply(&one, part.calls->source);
        if (listener != NULL)
            listener->done(listener->context, part.calls->source, &one, fine ? NULL : error);
        join_reply(reply, &one);
        first += part.count;
    }
    if (recorded && !run->stopped)
        play_line(session, begin, old_end);
    return fine;
}

/* The viewer takes over: the scene waits until it is resumed. */
static void take_over(struct session *session, struct reply *reply)
{
    bool away = session->player.away;
    player_take_over(&session->player);
    if (session->player.away && !away)
        reply_say(reply, WORD_SAY_SCENE_LEFT);
}

/* A line that can't be read, and is Go's spelling of one that can. What only looks like Go is told what is taken of it. */
static bool read_spelled(struct session *session, const char *text, size_t length, struct line *line,
                         struct reply *reply, struct error *error)
{
    struct text ours = {0}, unknown = {0}, shown = {0};
    struct error unheard;
    bool fine = session_spell(session, text, length, &unknown, &ours);
    if (fine) {
        line_free(line);
        fine = line_read(line, &session->repertoire->table, text_string(&ours), ours.length, &unheard);
    }
    if (fine)
        reply_say(reply, WORD_SAY_SPELLED, text_string(&ours));
    else if (unknown.length > 0)
        world_named(&session->world, text_string(&unknown), unknown.length,
                    error->column > 0 ? error->column : 1, error);
    else if (session_looks_like_go(session, text, length, &shown))
        error_set(error, error->column > 0 ? error->column : 1, WORD_ERROR_SESSION_GO, text_string(&shown));
    text_free(&shown);
    text_free(&ours);
    text_free(&unknown);
    return fine;
}

static bool read_and_run(struct run *run, const char *text, size_t length, bool typed,
                         const struct listener *listener, struct reply *reply, struct error *error)
{
    struct line line;
    const struct session_watch *watch = &run->session->watch;
    if (watch->begins != NULL)
        watch->begins(watch->context);
    run->session->recorded = 0;
    run->session->aside = false;
    reply->words = run->session->words;
    if (!line_read(&line, &run->session->repertoire->table, text, length, error)) {
        if (!typed || !read_spelled(run->session, text, length, &line, reply, error))
            return false;
        *error = (struct error){0}; /* it was no line of ours, but one of Go's */
    }
    bool fine = line_is_sound(&line, typed, error);
    reply->keeps = line.count > 0 && (line.calls[0].command->tag & TAG_KEEPS);
    /* What begins a scene leaves none that waits. */
    bool leaves = line_has_tag(&line, TAG_RECORDS) ||
                  (line_has_tag(&line, TAG_LAST) && !line_has_tag(&line, TAG_NOT_IN_SCENE));
    if (fine && typed && leaves)
        take_over(run->session, reply);
    struct run *outer = run->session->run;
    run->session->run = run;
    fine = fine && run_parts(run, &line, listener, reply, error);
    run->session->run = outer;
    run->call = NULL;
    text_free(&run->kept);
    line_free(&line);
    return fine;
}

bool session_run_scene_line(struct session *session, const char *line, size_t length, struct reply *reply,
                            struct error *error)
{
    struct player *player = &session->player;
    struct run run = {.session = session, .limit = SCENE_WORK};
    if (player->work > SCENE_WORK)
        return error_set(error, 0, WORD_ERROR_SESSION_SCENE_WORK, NUMBER(SCENE_WORK));
    bool fine = read_and_run(&run, line, length, false, NULL, reply, error);
    player->work += player->scene != NULL ? run.work : 0;
    return fine;
}

bool session_run_line(struct session *session, const char *line, size_t length,
                      const struct listener *listener, struct reply *reply, struct error *error)
{
    struct player *player = &session->player;
    struct run run = {.session = session, .limit = WORK_LIMIT};
    bool fine = read_and_run(&run, line, length, true, listener, reply, error);
    while (fine && !player->live && player_is_under_way(player) && !player->away && !session->quit) {
        const char *source = player->scene->lines[player->at].text;
        struct reply one = {.words = reply->words};
        fine = player_run_next(player, &one, error);
        if (listener != NULL)
            listener->done(listener->context, source, &one, fine ? NULL : error);
        join_reply(reply, &one);
    }
    if (!player->live)
        player_end(player);
    return fine;
}

bool session_run_lines(struct session *session, const char *lines, struct reply *reply, struct error *error)
{
    int64_t all = 1, number = 1;
    bool fine = true;
    for (const char *at = lines; (at = strchr(at, '\n')) != NULL; at++)
        all++;
    session->joins = JOINS_FIRST;
    for (const char *at = lines;; number++) {
        size_t length = strcspn(at, "\n");
        reply_begin(reply, session->words);
        *error = (struct error){0};
        fine = session_run_line(session, at, length, NULL, reply, error);
        if (!fine || session->quit || at[length] == '\0')
            break;
        at += length + 1;
    }
    session->joins = JOINS_NOTHING;
    if (!fine) {
        struct error inner = *error;
        struct text place = {0};
        words_say(&place, session->words, WORD_SESSION_LINE_PLACE, NUMBER(number), NUMBER(all));
        error_inside(error, WORD_ERROR_SCENE_AT, text_string(&place), &inner, session->words);
        text_free(&place);
        return false;
    }
    reply_begin(reply, session->words);
    reply_say(reply, WORD_SAY_LINES, NUMBER(number));
    return true;
}
