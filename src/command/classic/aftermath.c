/* What a command set off beside what it was asked to do: growths, evacuations, overflow buckets, a new hash
 * seed. */
#include "session/internal.h"

enum { BUCKETS_NAMED = 6 };

struct aftermath {
    uint64_t evacuated, to_x, to_y, overflow_buckets;
    uint64_t grew_from, grew_to, reason;
    uint64_t asked; /* what the last look at the triggers came to */
    uint64_t grown_from, grown_to;
    uint64_t growths;
    bool grown, redrawn;
    struct text buckets, json;
};

/* Overflow pointers also hold the mark that ends an array's reserve: it points at the array itself. */
static bool adds_overflow(const struct event *event)
{
    return event->kind == EVENT_link && event->after != 0 && event->before == 0 &&
           event->after != REFERENCE(event->region, 0);
}

static void take_event(struct aftermath *after, const struct event *event)
{
    switch (event->kind) {
    case EVENT_trigger:
        after->asked = event->after;
        break;
    case EVENT_grow:
        after->growths++;
        after->grew_from = event->before;
        after->grew_to = event->after;
        after->reason = after->asked;
        after->asked = 0;
        break;
    case EVENT_evacuated:
        after->to_x += event->before;
        after->to_y += event->after;
        text_format(&after->json, "%s%u", after->json.length > 0 ? "," : "", event->index);
        if (after->evacuated++ < BUCKETS_NAMED)
            text_format(&after->buckets, "%s%u", after->buckets.length > 0 ? ", " : "", event->index);
        break;
    case EVENT_grown:
        after->grown = true;
        after->grown_from = event->before;
        after->grown_to = event->after;
        break;
    case EVENT_set:
        after->redrawn |= event->index == REGISTER_HASH0 && event->line == LINE_mapdelete_reseed;
        break;
    default:
        after->overflow_buckets += adds_overflow(event);
        break;
    }
}

static void say_growth(const struct session *session, const struct aftermath *after, struct reply *reply)
{
    static const enum word words[] = {WORD_SAY_GREW, WORD_SAY_GREW_LOAD, WORD_SAY_GREW_OVERFLOW};
    if (after->growths == 0)
        return;
    enum word word = after->growths > 1 ? WORD_SAY_GREW_OFTEN : words[after->reason < 3 ? after->reason : 0];
    reply_say(session, reply, word, NUMBER(after->grew_from), NUMBER(after->grew_to), NUMBER(after->growths));
    reply_raw(reply, "grew", after->grew_from == after->grew_to ? "\"same\"" : "\"double\"");
}

static void say_evacuations(const struct session *session, struct aftermath *after, struct reply *reply)
{
    if (after->evacuated == 0)
        return;
    if (after->evacuated > BUCKETS_NAMED)
        text_add(&after->buckets, ", …");
    enum word word = after->evacuated == 1 ? WORD_SAY_EVACUATED_ONE : WORD_SAY_EVACUATED;
    if (after->growths > 1)
        word = WORD_SAY_EVACUATED_OFTEN;
    reply_say(session, reply, word, NUMBER(after->evacuated), text_string(&after->buckets),
              NUMBER(after->to_x), NUMBER(after->to_y));
    text_add(&after->json, "]");
    struct text array = {0};
    text_add(&array, "[");
    text_add(&array, text_string(&after->json));
    reply_raw(reply, "evacuated", text_string(&array));
    text_free(&array);
}

void session_say_aftermath(const struct session *session, position begin, struct reply *reply)
{
    const struct timeline *timeline = &session->timeline;
    struct aftermath after = {0};
    for (position at = begin; at < timeline->end; at++)
        take_event(&after, timeline_event(timeline, at));
    say_growth(session, &after, reply);
    if (after.overflow_buckets > 0) {
        reply_say(session, reply, after.overflow_buckets == 1 ? WORD_SAY_OVERFLOW_ONE : WORD_SAY_OVERFLOW,
                  NUMBER(after.overflow_buckets));
        reply_number(reply, "overflow_buckets", (int64_t)after.overflow_buckets);
    }
    say_evacuations(session, &after, reply);
    if (after.grown) {
        reply_say(session, reply, WORD_SAY_GROWN, NUMBER(after.grown_from), NUMBER(after.grown_to));
        reply_flag(reply, "grown", true);
    }
    if (after.redrawn)
        reply_say(session, reply, WORD_SAY_REDRAWN);
    text_free(&after.buckets);
    text_free(&after.json);
}
