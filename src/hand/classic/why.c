/* why KEY: the life of an entry, read from the timeline up to the present moment. */
#include "base/number.h"
#include "hand/classic/classic.h"

#include <string.h>

/* What is known while the events go by. */
struct life {
    const struct classic *map;
    const struct timeline *timeline;
    struct reply *reply;
    value_id key;
    bool is_nan;
    bool present, known; /* known: its insertion is remembered */
    bool told;           /* a row was */
    uint64_t grew_from, grew_to;
    bool has_work;
    struct event work; /* why the bucket in hand is evacuated: the last event work */
    bool lifted;       /* the entry in hand is ours */
    uint64_t hash, side;
    struct text moves_json;
};

static bool is_same(const struct life *life, uint64_t key)
{
    return key == life->key || (key != VALUE_NONE && !VALUE_IS_STALE(key) &&
                                values_equal(life->map->values, (value_id)key, life->key));
}

/* The number and the text of the command that an event belongs to. */
static const char *command_at(const struct life *life, position at, char number[24])
{
    const struct mark *mark = timeline_mark_of(life->timeline, at);
    number_text(number, mark != NULL ? (int64_t)timeline_mark_number(life->timeline, mark) : 0);
    return mark != NULL ? mark->text : "";
}

/* The names of the columns stand above the first row. */
static void begin_rows(struct life *life)
{
    if (!life->told)
        reply_say(life->reply, WORD_CLASSIC_SAY_WHY_HEAD);
    life->told = true;
}

static void tell(struct life *life, enum word word, position at, const char *first)
{
    char number[24];
    const char *command = command_at(life, at, number);
    begin_rows(life);
    reply_say(life->reply, word, number, COMMAND_SHOWN(command), first);
}

static void tell_move(struct life *life, position at, const struct event *event)
{
    uint64_t from = life->has_work ? life->work.index : REFERENCE_INDEX(event->before);
    bool same = life->grew_from == life->grew_to;
    uint64_t to = from + (life->side ? life->grew_from : 0);
    int bit = number_log2(life->grew_from);
    char number[24];
    const char *command = command_at(life, at, number);
    bool own = life->has_work && life->work.before == 1;
    struct text cause = {0};
    begin_rows(life);
    words_say(&cause, life->reply->words, own ? WORD_CLASSIC_SAY_WHY_OWN : WORD_CLASSIC_SAY_WHY_FRONTIER,
              NUMBER(from));
    reply_say(life->reply, same ? WORD_CLASSIC_SAY_WHY_MOVED_SAME : WORD_CLASSIC_SAY_WHY_MOVED, number,
              COMMAND_SHOWN(command), NUMBER(from), NUMBER(to), life->side ? "y" : "x", NUMBER(bit),
              life->side ? "1" : "0", text_string(&cause));
    text_separate(&life->moves_json, ",");
    text_format(&life->moves_json, "{\"command\":%s,\"from\":%llu,\"to\":%llu}", number,
                (unsigned long long)from, (unsigned long long)to);
    text_free(&cause);
}

static void take_event(struct life *life, position at, const struct event *event)
{
    switch (event->kind) {
    case CLASSIC_made:
        life->present = life->known = false;
        break;
    case CLASSIC_placed:
        if (!is_same(life, event->before))
            break;
        tell(life, WORD_CLASSIC_SAY_WHY_INSERTED, at, KEYED_SHOWN(life->map->values, (value_id)event->after));
        life->present = life->known = true;
        break;
    case CLASSIC_updated:
        if (is_same(life, event->before))
            tell(life, WORD_CLASSIC_SAY_WHY_UPDATED, at,
                 KEYED_SHOWN(life->map->values, (value_id)event->after));
        break;
    case CLASSIC_removed:
        if (!is_same(life, event->before))
            break;
        tell(life, WORD_CLASSIC_SAY_WHY_DELETED, at, NULL);
        life->present = false;
        break;
    case CLASSIC_cleared:
        if (life->present)
            tell(life, WORD_CLASSIC_SAY_WHY_CLEARED, at, NULL);
        life->present = false;
        break;
    case CLASSIC_grow:
        life->grew_from = event->before;
        life->grew_to = event->after;
        break;
    case CLASSIC_work:
        life->has_work = true;
        life->work = *event;
        break;
    case CLASSIC_lift:
        life->lifted = is_same(life, event->before);
        break;
    case CLASSIC_decide:
        life->side = event->after & 1;
        break;
    case CLASSIC_moved:
        if (life->lifted)
            tell_move(life, at, event);
        life->lifted = false;
        break;
    default:
        break;
    }
}

/* How many slots a lookup looks at now: up to the key, or up to the emptyRest that ends the search. */
static int slots_scanned(const struct classic *map, reference link, uint8_t top, value_id key)
{
    int scanned = 0;
    for (; link != 0; link = classic_next_link(map, link)) {
        const struct bucket *bucket = classic_cells(map, link);
        for (int slot = 0; slot < SLOTS; slot++) {
            scanned++;
            if (bucket->tophash[slot] == TOP_EMPTY_REST ||
                (bucket->tophash[slot] == top && values_equal(map->values, bucket->key[slot], key)))
                return scanned;
        }
    }
    return scanned;
}

static reference chain_of(const struct classic *map, uint64_t hash, bool *in_old)
{
    *in_old = false;
    if (classic_bucket_count(map) == 0)
        return 0;
    if (classic_growing(map)) {
        reference old = classic_old_bucket(map, hash & (classic_old_bucket_count(map) - 1));
        *in_old = !classic_evacuated(map, old);
        if (*in_old)
            return old;
    }
    return classic_bucket(map, hash & (classic_bucket_count(map) - 1));
}

static void say_now(const struct classic *map, const struct life *life, uint64_t hash, struct reply *reply)
{
    struct classic_spot spot = classic_locate(map, life->key);
    struct text where = {0};
    bool in_old;
    reference chain = chain_of(map, hash, &in_old);
    int scanned = map_count(map) > 0 ? slots_scanned(map, chain, hash_top(hash), life->key) : 0;
    if (spot.found) {
        classic_add_spot(reply->words, &where, &spot);
        reply_say(reply, WORD_CLASSIC_SAY_WHY_NOW, text_string(&where), NUMBER(scanned));
    } else {
        reply_say(reply, in_old ? WORD_CLASSIC_SAY_WHY_ABSENT_OLD : WORD_CLASSIC_SAY_WHY_ABSENT,
                  KEYED_SHOWN(map->values, life->key), NUMBER(scanned));
    }
    reply_flag(reply, "present", spot.found);
    reply_number(reply, "scanned", scanned);
    text_free(&where);
}

CLASSIC_VERB(why)
{
    const struct classic its = run_map(run), *map = &its;
    const struct timeline *timeline = &run->session->timeline;
    uint64_t hash;
    struct life life = {.map = map, .timeline = timeline, .reply = reply};
    if (!session_read_hash(run, call, &life.key, &hash, error) || !classic_run_hash(run, call, reply, error))
        return false;
    bool on = true;
    for (position at = timeline->first; at < timeline->cursor && on; at++) {
        on = run_reads_on(run, at - timeline->first, timeline->cursor - timeline->first, error);
        const struct event event = timeline_event(timeline, at);
        if (timeline_subject(timeline, at) == run->home)
            take_event(&life, at, &event);
    }
    if (!on) {
        text_free(&life.moves_json);
        return false;
    }
    if (!life.known && classic_locate(map, life.key).found)
        reply_say(reply, WORD_CLASSIC_SAY_WHY_FORGOTTEN, NUMBER(timeline->forgotten));
    reply_list(reply, "moves", &life.moves_json);
    say_now(map, &life, hash, reply);
    text_free(&life.moves_json);
    return true;
}
