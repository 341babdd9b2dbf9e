#include "session/life.h"

#include "base/number.h"

struct life life_begin(const struct run *run, const struct values *values, value_id key, struct reply *reply)
{
    return (struct life){.timeline = &run->session->timeline, .values = values, .reply = reply, .key = key};
}

bool life_read(struct run *run, struct life *life,
               void (*take)(void *context, position at, const struct event *event), void *context,
               struct error *error)
{
    const struct timeline *timeline = life->timeline;
    for (position at = timeline->first; at < timeline->cursor; at++) {
        if (!run_reads_on(run, at - timeline->first, timeline->cursor - timeline->first, error))
            return false;
        const struct event event = timeline_event(timeline, at);
        if (timeline_subject(timeline, at) == run->home)
            take(context, at, &event);
    }
    return true;
}

bool life_is_its(const struct life *life, uint64_t key)
{
    return key == life->key || (key != VALUE_NONE && !VALUE_IS_STALE(key) &&
                                values_equal(life->values, (value_id)key, life->key));
}

const char *life_row(struct life *life, position at, char number[24])
{
    const struct mark *mark = timeline_mark_of(life->timeline, at);
    number_text(number, mark != NULL ? (int64_t)timeline_mark_number(life->timeline, mark) : 0);
    if (!life->told) /* the names of the columns stand above the first row */
        reply_say(life->reply, WORD_MAP_SAY_WHY_HEAD);
    life->told = true;
    return mark != NULL ? mark->text : "";
}

static void tell(struct life *life, enum word word, position at, const char *first)
{
    char number[24];
    const char *command = life_row(life, at, number);
    reply_say(life->reply, word, number, COMMAND_SHOWN(command), first);
}

void life_inserted(struct life *life, position at, uint64_t key, uint64_t elem)
{
    if (!life_is_its(life, key))
        return;
    tell(life, WORD_MAP_SAY_WHY_INSERTED, at, KEYED_SHOWN(life->values, (value_id)elem));
    life->present = life->known = true;
}

void life_updated(struct life *life, position at, uint64_t key, uint64_t elem)
{
    if (life_is_its(life, key))
        tell(life, WORD_MAP_SAY_WHY_UPDATED, at, KEYED_SHOWN(life->values, (value_id)elem));
}

void life_deleted(struct life *life, position at, uint64_t key)
{
    if (!life_is_its(life, key))
        return;
    tell(life, WORD_MAP_SAY_WHY_DELETED, at, NULL);
    life->present = false;
}

void life_cleared(struct life *life, position at)
{
    if (life->present)
        tell(life, WORD_MAP_SAY_WHY_CLEARED, at, NULL);
    life->present = false;
}

void life_made(struct life *life)
{
    life->present = life->known = false;
}

void life_end(struct life *life, bool there, struct reply *reply)
{
    if (!life->known && there)
        reply_say(reply, WORD_MAP_SAY_WHY_FORGOTTEN, NUMBER(life->timeline->forgotten));
    reply_list(reply, "moves", &life->moves);
}
