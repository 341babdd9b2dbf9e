/* What a command set off beside what it was asked to do: growths, evacuations, overflow buckets, a new
   hash seed. */
#include "hand/classic/classic.h"

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
    return event->kind == CLASSIC_link && event->after != 0 && event->before == 0 &&
           event->after != REFERENCE(event->region, 0);
}

static void take_event(struct aftermath *after, const struct event *event)
{
    switch (event->kind) {
    case CLASSIC_trigger:
        after->asked = event->after;
        break;
    case CLASSIC_grow:
        after->growths++;
        after->grew_from = event->before;
        after->grew_to = event->after;
        after->reason = after->asked;
        after->asked = 0;
        break;
    case CLASSIC_evacuated:
        after->to_x += event->before;
        after->to_y += event->after;
        text_separate(&after->json, ",");
        text_format(&after->json, "%u", event->index);
        if (after->evacuated++ < BUCKETS_NAMED) {
            text_separate(&after->buckets, ", ");
            text_format(&after->buckets, "%u", event->index);
        }
        break;
    case CLASSIC_grown:
        after->grown = true;
        after->grown_from = event->before;
        after->grown_to = event->after;
        break;
    case CLASSIC_set:
        after->redrawn |= event->index == REGISTER_HASH0 && event->line == LINE_mapdelete_reseed;
        break;
    default:
        after->overflow_buckets += adds_overflow(event);
        break;
    }
}

static void say_growth(const struct aftermath *after, struct reply *reply)
{
    static const enum word words[] = {WORD_CLASSIC_SAY_GREW, WORD_CLASSIC_SAY_GREW_LOAD,
                                      WORD_CLASSIC_SAY_GREW_OVERFLOW};
    if (after->growths == 0)
        return;
    enum word word =
        after->growths > 1 ? WORD_CLASSIC_SAY_GREW_OFTEN : words[after->reason < 3 ? after->reason : 0];
    reply_say(reply, word, NUMBER(after->grew_from), NUMBER(after->grew_to), NUMBER(after->growths));
    reply_word(reply, "grew", after->grew_from == after->grew_to ? "same" : "double");
}

static void say_evacuations(struct aftermath *after, struct reply *reply)
{
    if (after->evacuated == 0)
        return;
    if (after->evacuated > BUCKETS_NAMED)
        text_add(&after->buckets, ", …");
    enum word word = after->evacuated == 1 ? WORD_CLASSIC_SAY_EVACUATED_ONE : WORD_CLASSIC_SAY_EVACUATED;
    if (after->growths > 1)
        word = WORD_CLASSIC_SAY_EVACUATED_OFTEN;
    reply_say(reply, word, NUMBER(after->evacuated), text_string(&after->buckets), NUMBER(after->to_x),
              NUMBER(after->to_y));
    reply_list(reply, "evacuated", &after->json);
}

void classic_say_aftermath(const struct session *session, uint32_t home, position begin, struct reply *reply)
{
    const struct timeline *timeline = &session->timeline;
    struct aftermath after = {0};
    for (position at = begin; at < timeline->end; at++) {
        if (timeline_subject(timeline, at) == home)
            take_event(&after, timeline_event(timeline, at));
    }
    say_growth(&after, reply);
    if (after.overflow_buckets > 0) {
        reply_say(reply,
                  after.overflow_buckets == 1 ? WORD_CLASSIC_SAY_OVERFLOW_ONE : WORD_CLASSIC_SAY_OVERFLOW,
                  NUMBER(after.overflow_buckets));
        reply_number(reply, "overflow_buckets", (int64_t)after.overflow_buckets);
    }
    say_evacuations(&after, reply);
    if (after.grown) {
        reply_say(reply, WORD_CLASSIC_SAY_GROWN, NUMBER(after.grown_from), NUMBER(after.grown_to));
        reply_flag(reply, "grown", true);
    }
    if (after.redrawn)
        reply_say(reply, WORD_CLASSIC_SAY_REDRAWN);
    text_free(&after.buckets);
    text_free(&after.json);
}
