/* Moments: how a session comes from one position of its timeline to another. */
#include "session/state.h"

#include <string.h>

position session_destination(const struct session *session)
{
    return session->clock.playing ? session->clock.until : session->timeline.cursor;
}

/* Goes there piece by piece, and tells how far it is; if it may be stopped, false: it was. */
static bool travel(struct session *session, position to, bool stops)
{
    enum { PIECE = 1 << 16 /* events: half a millisecond */ };
    struct timeline *timeline = &session->timeline;
    position from = timeline->cursor, far = from < to ? to - from : from - to;
    struct run *run = session->run;
    bool on = true;
    if (run != NULL)
        run_enters(run, from < to ? WORD_PHASE_TRAVEL : WORD_PHASE_TRAVEL_BACK);
    for (position done = 0; on && far - done > PIECE;) {
        done += PIECE;
        timeline_seek(timeline, from < to ? from + done : from - done);
        on = run == NULL || run_looks_on(run, done, far) || !stops;
    }
    if (on)
        timeline_seek(timeline, to);
    if (run != NULL)
        run_enters(run, WORD_NONE);
    return on;
}

void session_finish_playing(struct session *session)
{
    position to = session_destination(session);
    session_jump(session, to);
}

void session_jump(struct session *session, position to)
{
    clock_settle(&session->clock);
    travel(session, to, false);
}

bool session_go(struct session *session, position to)
{
    clock_settle(&session->clock);
    return travel(session, to, true);
}

void session_leave(struct session *session)
{
    /* A drag is one jump, from where the button was pressed. */
    if (!session->dragging)
        timeline_name(&session->timeline, "", session->timeline.cursor);
}

static bool is_worth_watching(const struct session *session)
{
    return session->player.live && !session->player.hidden && session->look.motion != MOTION_OFF;
}

/* The virtual milliseconds between two positions, commands counted as long as the clock's patience lets
   them be. */
static uint64_t length_of_way(const struct session *session, position from, position to)
{
    const struct timeline *timeline = &session->timeline;
    uint64_t length = 0, patience = (uint64_t)session->clock.patience;
    while (from < to && length <= 2 * patience) {
        const struct mark *mark = timeline_mark_of(timeline, from);
        if (mark == NULL)
            return length;
        position end = mark->end < to ? mark->end : to;
        length += mark->cost.weight < patience ? mark->cost.weight : patience;
        from = end;
    }
    return length;
}

void session_travel(struct session *session, position to)
{
    struct timeline *timeline = &session->timeline;
    position from = timeline->cursor;
    if (!is_worth_watching(session) || to == from) {
        session_jump(session, to);
        return;
    }
    bool backwards = to < from;
    if (length_of_way(session, backwards ? to : from, backwards ? from : to) >
        2 * (uint64_t)session->clock.patience) {
        /* Too far to watch it all: only the last command on the way is played. */
        const struct mark *mark = timeline_mark_of(timeline, backwards ? to : to - 1);
        if (mark != NULL)
            session_jump(session, backwards ? mark->end : mark->begin);
    }
    clock_play(&session->clock, timeline, to);
}

/* The command that the moment is in or after; NULL: before all of them. */
static const struct mark *mark_at(const struct timeline *timeline, position at)
{
    return at > timeline->first ? timeline_mark_of(timeline, at - 1) : NULL;
}

static size_t number_at(const struct timeline *timeline, position at)
{
    const struct mark *mark = mark_at(timeline, at);
    return mark != NULL ? timeline_mark_number(timeline, mark) : timeline->forgotten;
}

void session_say_moment(struct session *session, position at, struct reply *reply)
{
    const struct timeline *timeline = &session->timeline;
    reply_number(reply, "command_number", (int64_t)number_at(timeline, at));
    reply_number(reply, "commands", (int64_t)(timeline->forgotten + timeline->mark_count));
    reply_number(reply, "position", (int64_t)at);
    reply_number(reply, "end", (int64_t)timeline->end);
    if (!session->player.live) /* else the timeline on the screen says it */
        session_tell_moment(session, at, reply);
}

void session_tell_moment(const struct session *session, position at, struct reply *reply)
{
    const struct timeline *timeline = &session->timeline;
    const struct mark *mark = mark_at(timeline, at);
    size_t all = timeline->forgotten + timeline->mark_count, number = number_at(timeline, at);
    if (mark == NULL)
        reply_say(reply, timeline->forgotten > 0 ? WORD_SAY_MOMENT_FORGOTTEN : WORD_SAY_MOMENT_START,
                  NUMBER(all), NUMBER(timeline->forgotten));
    else if (at < mark->end)
        reply_say(reply, WORD_SAY_MOMENT_INSIDE, NUMBER(number), NUMBER(all), COMMAND_SHOWN(mark->text),
                  NUMBER(at - mark->begin), NUMBER(mark->end - mark->begin));
    else
        reply_say(reply, WORD_SAY_MOMENT_AFTER, NUMBER(number), NUMBER(all), COMMAND_SHOWN(mark->text));
}
