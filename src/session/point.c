/* What the mouse means: a command line, as of a key. */
#include "session/state.h"
#include "time/track.h"

#include <stdio.h>

bool session_mouse(const struct session *session)
{
    return session->mouse;
}

/* The moment at a column of the line of time: a stop of a step, so that what is seen there is whole. */
static position moment_at(const struct session *session, int x)
{
    const struct time_line *line = &session->room.time;
    const struct timeline *timeline = &session->timeline;
    int column = x < line->x ? 0 : x >= line->x + line->width ? line->width - 1 : x - line->x;
    position at = line->begin;
    if (line->whole)
        at = track_position(timeline, line->width, column);
    else if (line->width > 1)
        at += (line->end - line->begin) * (position)column / (position)(line->width - 1);
    return timeline_nearest_stop(timeline, at, session->grain);
}

static const char *go_to(struct session *session, int x)
{
    position to = moment_at(session, x);
    if (to == session->timeline.cursor && clock_moment(&session->clock, &session->timeline).phase == 0 &&
        !session->clock.playing)
        return NULL; /* there already: a drag tells of every cell */
    snprintf(session->pointed, sizeof session->pointed, "seek event=%llu", (unsigned long long)to);
    return session->pointed;
}

static const char *turn_wheel(const struct session *session, bool up)
{
    const struct timeline *timeline = &session->timeline;
    if (session_shows_sheet(session))
        return up ? "scroll up 3" : "scroll down 3";
    if (session->room.all > session->room.rows)
        return up ? "scroll up" : "scroll down";
    if (!session->mouse)
        return NULL;
    bool no_way = timeline->cursor == (up ? timeline->first : timeline->end);
    return no_way && !session->clock.playing ? NULL : up ? "back" : "step";
}

const char *session_point(struct session *session, enum pointing how, int x, int y)
{
    const struct time_line *line = &session->room.time;
    if (!session->mouse && how != POINTING_UP && how != POINTING_DOWN)
        return NULL;
    switch (how) {
    case POINTING_UP:
    case POINTING_DOWN:
        return turn_wheel(session, how == POINTING_UP);
    case POINTING_RELEASE:
        session->dragging = false;
        return NULL;
    case POINTING_PRESS:
        session->dragging = false;
        session_leave(session);
        session->dragging = line->width > 0 && y == line->y && x >= line->x && x < line->x + line->width;
        break;
    case POINTING_DRAG:
        break;
    }
    return session->dragging && line->width > 0 ? go_to(session, x) : NULL;
}
