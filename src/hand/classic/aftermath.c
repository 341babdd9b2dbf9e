/* What a command set off beside what it was asked to do: growths, evacuations, overflow buckets, a new
   hash seed. */
#include "hand/classic/classic.h"

enum { BUCKETS_NAMED = 6 };

/* What moved, and the end of the growth that it moved in. */
struct evacuations {
    uint64_t count, to_x, to_y;
    bool grown, same_size;
    uint64_t grown_from, grown_to;
    struct text buckets;
};

/* One write may end a growth and begin the next, so what the first one moved is kept apart. */
struct aftermath {
    struct evacuations of_first, of_own; /* of a growth that ran already; of those that began */
    uint64_t overflow_buckets;
    uint64_t grew_from, grew_to, reason;
    uint64_t asked; /* what a look at the triggers came to */
    uint64_t growths;
    bool grown, redrawn;
};

static void take_evacuation(struct evacuations *evacuations, const struct event *event)
{
    evacuations->to_x += event->before;
    evacuations->to_y += event->after;
    if (evacuations->count++ < BUCKETS_NAMED) {
        text_separate(&evacuations->buckets, ", ");
        text_format(&evacuations->buckets, "%u", event->index);
    }
}

static void take_event(void *context, const struct event *event)
{
    struct aftermath *after = context;
    struct evacuations *evacuations = after->growths == 0 ? &after->of_first : &after->of_own;
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
        after->of_own.grown = false; /* the end of the one before */
        after->of_own.same_size = event->before == event->after;
        break;
    case CLASSIC_evacuated:
        take_evacuation(evacuations, event);
        break;
    case CLASSIC_grown:
        after->grown = evacuations->grown = true;
        evacuations->same_size = event->before == event->after;
        evacuations->grown_from = event->before;
        evacuations->grown_to = event->after;
        break;
    case CLASSIC_set:
        after->redrawn = true;
        break;
    case CLASSIC_link:
        after->overflow_buckets++;
        break;
    default:
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

/* `often`: of more than one growth, so their numbers would say nothing. */
static void say_evacuations(struct evacuations *evacuations, bool often, struct reply *reply)
{
    bool one = evacuations->count == 1, same = evacuations->same_size;
    if (evacuations->count > BUCKETS_NAMED)
        text_add(&evacuations->buckets, ", …");
    enum word word = often         ? WORD_CLASSIC_SAY_EVACUATED_OFTEN
                     : one && same ? WORD_CLASSIC_SAY_EVACUATED_ONE_SAME
                     : one         ? WORD_CLASSIC_SAY_EVACUATED_ONE
                     : same        ? WORD_CLASSIC_SAY_EVACUATED_SAME
                                   : WORD_CLASSIC_SAY_EVACUATED;
    if (evacuations->count > 0)
        reply_say(reply, word, NUMBER(evacuations->count), text_string(&evacuations->buckets),
                  NUMBER(evacuations->to_x), NUMBER(evacuations->to_y));
    if (evacuations->grown)
        reply_say(reply, WORD_CLASSIC_SAY_GROWN, NUMBER(evacuations->grown_from),
                  NUMBER(evacuations->grown_to));
}

static void say_overflow(const struct aftermath *after, struct reply *reply)
{
    if (after->overflow_buckets == 0)
        return;
    reply_say(reply, after->overflow_buckets == 1 ? WORD_CLASSIC_SAY_OVERFLOW_ONE : WORD_CLASSIC_SAY_OVERFLOW,
              NUMBER(after->overflow_buckets));
    reply_number(reply, "overflow_buckets", (int64_t)after->overflow_buckets);
}

/* The items of a list that may be long. */
static void list_evacuated(void *context, const struct event *event)
{
    struct text *list = context;
    if (event->kind != CLASSIC_evacuated)
        return;
    text_add(list, list->bytes[list->length - 1] == '[' ? "" : ",");
    text_add_number(list, event->index);
}

static void say_all(const struct session *session, const struct classic *map, struct aftermath *after,
                    struct reply *reply)
{
    if (!after->of_first.grown)
        after->of_first.same_size = classic_same_size(map);
    if (after->growths == 0)
        say_overflow(after, reply);
    say_evacuations(&after->of_first, false, reply);
    say_growth(after, reply);
    if (after->growths > 0)
        say_overflow(after, reply);
    say_evacuations(&after->of_own, after->growths > 1, reply);
    if (after->of_first.count + after->of_own.count > 0) {
        session_walk_set_off(session, map->home, list_evacuated, reply_open_list(reply, "evacuated"));
        reply_close_list(reply);
    }
    if (after->grown)
        reply_flag(reply, "grown", true);
    if (after->redrawn)
        reply_say(reply, WORD_CLASSIC_SAY_REDRAWN);
}

void classic_say_aftermath(const struct session *session, uint32_t home, position begin, struct reply *reply)
{
    const struct classic map = classic_of(&session->world, home);
    struct aftermath after = {0};
    (void)begin;
    if (session_walk_set_off(session, home, take_event, &after))
        say_all(session, &map, &after, reply);
    text_free(&after.of_first.buckets);
    text_free(&after.of_own.buckets);
}
