/* What a command set off beside what it was asked to do: arrays allocated and left, elements copied, and what others see of it. */
#include "hand/slice/slice.h"

struct aftermath {
    uint64_t growths, copied, old_cap, new_cap, bytes, wanted;
    uint32_t array;  /* the one that append allocated last */
    bool left, held; /* its old array: left to the collector, or held by others */
    uint64_t left_bytes, holders;
};

/* Most events say nothing of it, and whose one is costs more to find out. */
static bool is_told(const struct event *event)
{
    return event->kind == SLICE_rounded || event->kind == SLICE_grow || event->kind == SLICE_copied ||
           event->kind == SLICE_left;
}

static void take_event(const struct memory *memory, struct aftermath *after, const struct event *event)
{
    switch (event->kind) {
    case SLICE_rounded:
        after->wanted = event->before;
        after->bytes = event->after;
        break;
    case SLICE_grow:
        after->old_cap = after->growths++ == 0 ? event->before : after->old_cap;
        after->new_cap = event->after;
        after->array = event->region;
        break;
    case SLICE_copied:
        after->copied++;
        break;
    case SLICE_left:
        after->left |= event->before == 0;
        after->held |= event->before != 0;
        after->left_bytes += event->before == 0 ? slice_array_bytes(memory, event->region) : 0;
        after->holders = event->before > after->holders ? event->before : after->holders;
        break;
    default:
        break;
    }
}

static void say_growth(const struct aftermath *after, struct reply *reply)
{
    if (after->growths == 1)
        reply_say(reply, WORD_SLICE_SAY_GREW, NUMBER(after->old_cap), NUMBER(after->new_cap),
                  NUMBER(after->bytes), NUMBER(after->copied));
    else
        reply_say(reply, WORD_SLICE_SAY_GREW_OFTEN, NUMBER(after->old_cap), NUMBER(after->new_cap),
                  NUMBER(after->growths), NUMBER(after->copied));
    reply_number(reply, "growths", (int64_t)after->growths);
    reply_number(reply, "copied", (int64_t)after->copied);
}

/* What another subject sees of what the command stored: `first` is the first such event. Returns how many elements. */
static uint64_t find_seen(const struct session *session, uint32_t home, uint32_t other, position begin,
                          struct event *first)
{
    const struct timeline *timeline = &session->timeline;
    uint64_t count = 0, index;
    for (position at = begin; at < timeline->end; at++) {
        if (!session_walks_on(session, begin, at, timeline->end))
            return 0;
        const struct event event = timeline_event(timeline, at);
        if (event.kind != SLICE_element || timeline_subject(timeline, at) != home ||
            !slice_reaches(timeline->world, other, event.region, event.index, &index))
            continue;
        if (count++ == 0)
            *first = event;
    }
    return count;
}

/* Others whose length reaches what was stored: they see it, though nobody named them. */
static void say_seen(const struct session *session, uint32_t home, position begin, struct reply *reply)
{
    const struct world *world = &session->world;
    for (int place = 0; place < WORLD_SUBJECTS; place++) {
        uint32_t other = world_home(world, place);
        struct event event = {0};
        bool sees = other != 0 && other != home && world_engine(world, other) == world_engine(world, home);
        uint64_t index, count = sees ? find_seen(session, home, other, begin, &event) : 0;
        if (count == 0)
            continue;
        const struct slice slice = slice_of(world, other);
        slice_reaches(world, other, event.region, event.index, &index);
        value_id zero = slice_type(&slice)->zero;
        value_id before = event.before != VALUE_NONE ? (value_id)event.before : zero;
        value_id after = event.after != VALUE_NONE ? (value_id)event.after : zero;
        if (count == 1)
            reply_say(reply, WORD_SLICE_SAY_SEEN, world_name(world, place), NUMBER(index),
                      SLICE_SHOWN(&slice, after), SLICE_SHOWN(&slice, before));
        else
            reply_say(reply, WORD_SLICE_SAY_SEEN_MANY, world_name(world, place), NUMBER(count));
    }
}

void slice_say_aftermath(const struct session *session, uint32_t home, position begin, struct reply *reply)
{
    const struct timeline *timeline = &session->timeline;
    struct aftermath after = {0};
    for (position at = begin; at < timeline->end; at++) {
        if (!session_walks_on(session, begin, at, timeline->end))
            return;
        const struct event event = timeline_event(timeline, at);
        if (is_told(&event) && timeline_subject(timeline, at) == home)
            take_event(&session->world.memory, &after, &event);
        if (event.kind == EVENT_left)
            return; /* a variable is gone: that is said */
    }
    if (after.growths > 0)
        say_growth(&after, reply);
    if (after.held)
        reply_say(reply, WORD_SLICE_SAY_HELD, NUMBER(after.holders));
    if (after.left)
        reply_say(reply, WORD_SLICE_SAY_LEFT, NUMBER(after.left_bytes));
    say_seen(session, home, begin, reply);
}
