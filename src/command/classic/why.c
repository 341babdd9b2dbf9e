/* why KEY: the life of an entry, read from the timeline up to the present moment. */
#include "command/commands.h"

#include <string.h>

/* What is known while the events go by. */
struct life {
    struct session *session;
    struct reply *reply;
    value_id key;
    bool is_nan;
    bool present, known; /* known: its insertion is remembered */
    uint64_t moves;
    uint64_t grew_from, grew_to;
    const struct event *work; /* why the bucket in hand is evacuated: the last event work */
    bool lifted;              /* the entry in hand is ours */
    uint64_t hash, side;
    struct text moves_json;
};

static bool is_same(const struct life *life, uint64_t key)
{
    return key == life->key || (key != VALUE_NONE && !VALUE_IS_STALE(key) &&
                                values_equal(life->session->map.values, (value_id)key, life->key));
}

static void command_name(const struct life *life, position at, char number[24], char name[COMMAND_BYTES])
{
    const struct timeline *timeline = &life->session->timeline;
    const struct mark *mark = timeline_mark_of(timeline, at);
    number_text(number, mark != NULL ? (int64_t)timeline_mark_number(timeline, mark) : 0);
    command_shown(name, mark != NULL ? mark->text : "");
}

static void tell(struct life *life, enum word word, position at, const char *first, const char *second)
{
    char number[24], name[COMMAND_BYTES];
    command_name(life, at, number, name);
    reply_say(life->session, life->reply, word, number, name, first, second);
}

static void tell_move(struct life *life, position at, const struct event *event)
{
    uint64_t from = life->work != NULL ? life->work->index : REFERENCE_INDEX(event->before);
    bool same = life->grew_from == life->grew_to;
    uint64_t to = from + (life->side ? life->grew_from : 0);
    int bit = 0;
    while (((uint64_t)1 << bit) < life->grew_from)
        bit++;
    char number[24], name[COMMAND_BYTES];
    command_name(life, at, number, name);
    bool own = life->work != NULL && life->work->before == 1;
    struct text cause = {0};
    words_say(&cause, life->session->words, own ? WORD_SAY_WHY_OWN : WORD_SAY_WHY_FRONTIER, NUMBER(from));
    reply_say(life->session, life->reply, same ? WORD_SAY_WHY_MOVED_SAME : WORD_SAY_WHY_MOVED, number, name,
              NUMBER(from), NUMBER(to), life->side ? "y" : "x", NUMBER(bit), life->side ? "1" : "0",
              text_string(&cause));
    text_format(&life->moves_json, "%s{\"command\":%s,\"from\":%llu,\"to\":%llu}", life->moves > 0 ? "," : "",
                number, (unsigned long long)from, (unsigned long long)to);
    life->moves++;
    text_free(&cause);
}

static void take_event(struct life *life, position at, const struct event *event)
{
    switch (event->kind) {
    case EVENT_made:
        life->present = life->known = false;
        break;
    case EVENT_placed:
        if (!is_same(life, event->before))
            break;
        tell(life, WORD_SAY_WHY_INSERTED, at, SHOWN(life->session, (value_id)event->after), NULL);
        life->present = life->known = true;
        break;
    case EVENT_updated:
        if (is_same(life, event->before))
            tell(life, WORD_SAY_WHY_UPDATED, at, SHOWN(life->session, (value_id)event->after), NULL);
        break;
    case EVENT_removed:
        if (!is_same(life, event->before))
            break;
        tell(life, WORD_SAY_WHY_DELETED, at, NULL, NULL);
        life->present = false;
        break;
    case EVENT_cleared:
        if (life->present)
            tell(life, WORD_SAY_WHY_CLEARED, at, NULL, NULL);
        life->present = false;
        break;
    case EVENT_grow:
        life->grew_from = event->before;
        life->grew_to = event->after;
        break;
    case EVENT_work:
        life->work = event;
        break;
    case EVENT_lift:
        life->lifted = is_same(life, event->before);
        break;
    case EVENT_decide:
        life->side = event->after & 1;
        break;
    case EVENT_moved:
        if (life->lifted)
            tell_move(life, at, event);
        life->lifted = false;
        break;
    default:
        break;
    }
}

/* How many slots a lookup looks at now: up to the key, or up to the emptyRest that ends the search. */
static int slots_scanned(const struct map *map, reference link, uint8_t top, value_id key)
{
    int scanned = 0;
    for (; link != 0; link = map_next_link(map, link)) {
        const struct bucket *bucket = memory_bucket(&map->memory, link);
        for (int slot = 0; slot < SLOTS; slot++) {
            scanned++;
            if (bucket->tophash[slot] == TOP_EMPTY_REST ||
                (bucket->tophash[slot] == top && values_equal(map->values, bucket->key[slot], key)))
                return scanned;
        }
    }
    return scanned;
}

static reference chain_of(const struct map *map, uint64_t hash, bool *in_old)
{
    *in_old = false;
    if (map_bucket_count(map) == 0)
        return 0;
    if (map_growing(map)) {
        reference old = map_old_bucket(map, hash & (map_old_bucket_count(map) - 1));
        *in_old = !map_evacuated(map, old);
        if (*in_old)
            return old;
    }
    return map_bucket(map, hash & (map_bucket_count(map) - 1));
}

static void say_now(struct session *session, struct life *life, uint64_t hash, struct reply *reply)
{
    const struct map *map = &session->map;
    struct map_spot spot = map_locate(map, life->key);
    struct text where = {0};
    bool in_old;
    reference chain = chain_of(map, hash, &in_old);
    int scanned = count_of(session) > 0 ? slots_scanned(map, chain, hash_top(hash), life->key) : 0;
    if (spot.found) {
        text_add_spot(session, &where, &spot);
        reply_say(session, reply, WORD_SAY_WHY_NOW, text_string(&where), NUMBER(scanned));
    } else {
        reply_say(session, reply, in_old ? WORD_SAY_WHY_ABSENT_OLD : WORD_SAY_WHY_ABSENT,
                  SHOWN(session, life->key), NUMBER(scanned));
    }
    reply_flag(reply, "present", spot.found);
    reply_number(reply, "scanned", scanned);
    text_free(&where);
}

bool run_why(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    const struct timeline *timeline = &session->timeline;
    uint64_t hash;
    struct life life = {.session = session, .reply = reply};
    if (!hash_of_key(session, call, &life.key, &hash, error))
        return false;
    reply->sheet = true;
    struct reply bits = {0};
    run_hash(session, call, &bits, error);
    text_append(&reply->text, text_string(&bits.text), bits.text.length);
    text_append(&reply->json, text_string(&bits.json), bits.json.length);
    reply_free(&bits);
    for (position at = timeline->first; at < timeline->cursor; at++)
        take_event(&life, at, timeline_event(timeline, at));
    if (!life.known && map_locate(&session->map, life.key).found)
        reply_say(session, reply, WORD_SAY_WHY_FORGOTTEN, NUMBER(timeline->forgotten));
    struct text array = {0};
    text_format(&array, "[%s]", text_string(&life.moves_json));
    reply_raw(reply, "moves", text_string(&array));
    say_now(session, &life, hash, reply);
    text_free(&array);
    text_free(&life.moves_json);
    return true;
}
