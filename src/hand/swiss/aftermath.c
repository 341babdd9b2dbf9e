/* What a command set off beside what it was asked to do: growths of tables, splits, a directory that doubled, a new seed. */
#include "hand/swiss/swiss.h"

struct aftermath {
    uint64_t growths, splits, moved, doubled;
    uint64_t from, to;    /* slots, of the last growth */
    uint64_t left, right; /* entries, of the last split */
    uint64_t directory;   /* its length then */
    bool small, redrawn;
};

static void take_event(void *context, const struct event *event)
{
    struct aftermath *after = context;
    switch (event->kind) {
    case SWISS_grow:
        after->small = event->line == LINE_swiss_put_smallest;
        after->growths++;
        after->from = event->before;
        after->to = event->after;
        break;
    case SWISS_split:
        after->splits++;
        break;
    case SWISS_grown:
        after->left = event->before;
        after->right = event->after;
        after->moved += after->left + after->right; /* nothing else has happened to these tables */
        break;
    case SWISS_doubled:
        after->doubled++;
        after->directory = event->after;
        break;
    case SWISS_set:
        after->redrawn = true;
        break;
    default:
        break;
    }
}

static void say_growths(const struct aftermath *after, struct reply *reply)
{
    uint64_t all = after->growths + after->splits;
    if (all > 1) {
        reply_say(reply, WORD_SWISS_SAY_GREW_OFTEN, NUMBER(after->growths), NUMBER(after->splits),
                  NUMBER(after->moved));
    } else if (after->splits == 1) {
        reply_say(reply, WORD_SWISS_SAY_SPLIT, NUMBER(after->moved), NUMBER(after->left),
                  NUMBER(after->right));
    } else if (after->growths == 1) {
        reply_say(reply, after->small ? WORD_SWISS_SAY_GREW_SMALL : WORD_SWISS_SAY_GREW, NUMBER(after->from),
                  NUMBER(after->to), NUMBER(after->moved));
    }
    if (after->doubled > 0)
        reply_say(reply, WORD_SWISS_SAY_DOUBLED, NUMBER(after->directory));
    if (all > 0) {
        reply_number(reply, "growths", (int64_t)after->growths);
        reply_number(reply, "splits", (int64_t)after->splits);
        reply_number(reply, "moved", (int64_t)after->moved);
    }
}

void swiss_say_aftermath(const struct session *session, uint32_t home, position begin, struct reply *reply)
{
    struct aftermath after = {0};
    (void)begin;
    if (!session_walk_set_off(session, home, take_event, &after))
        return;
    say_growths(&after, reply);
    if (after.redrawn)
        reply_say(reply, WORD_SWISS_SAY_REDRAWN);
}
