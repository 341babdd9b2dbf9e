/* why KEY: the life of an entry, read from the timeline up to the present moment. */
#include "base/number.h"
#include "hand/classic/classic.h"
#include "session/life.h"

#include <string.h>

/* What is known while the events go by. */
struct story {
    struct life life;
    uint64_t grew_from, grew_to;
    bool has_work;
    struct event work; /* why the bucket in hand is evacuated: the last event work */
    bool lifted;       /* the entry in hand is ours */
    uint64_t side;
};

static void tell_move(struct story *story, position at, const struct event *event)
{
    struct life *life = &story->life;
    uint64_t from = story->has_work ? story->work.index : REFERENCE_INDEX(event->before);
    bool same = story->grew_from == story->grew_to;
    uint64_t to = from + (story->side ? story->grew_from : 0);
    int bit = number_log2(story->grew_from);
    char number[24];
    const char *command = life_row(life, at, number);
    bool own = story->has_work && story->work.before == 1;
    struct text cause = {0};
    words_say(&cause, life->reply->words, own ? WORD_CLASSIC_SAY_WHY_OWN : WORD_CLASSIC_SAY_WHY_FRONTIER,
              NUMBER(from));
    reply_say(life->reply, same ? WORD_CLASSIC_SAY_WHY_MOVED_SAME : WORD_CLASSIC_SAY_WHY_MOVED, number,
              COMMAND_SHOWN(command), NUMBER(from), NUMBER(to), story->side ? "y" : "x", NUMBER(bit),
              story->side ? "1" : "0", text_string(&cause));
    text_separate(&life->moves, ",");
    text_format(&life->moves, "{\"command\":%s,\"from\":%llu,\"to\":%llu}", number, (unsigned long long)from,
                (unsigned long long)to);
    text_free(&cause);
}

static void take_event(void *context, position at, const struct event *event)
{
    struct story *story = context;
    switch (event->kind) {
    case CLASSIC_made:
        life_made(&story->life);
        break;
    case CLASSIC_placed:
        life_inserted(&story->life, at, event->before, event->after);
        break;
    case CLASSIC_updated:
        life_updated(&story->life, at, event->before, event->after);
        break;
    case CLASSIC_removed:
        life_deleted(&story->life, at, event->before);
        break;
    case CLASSIC_cleared:
        life_cleared(&story->life, at);
        break;
    case CLASSIC_grow:
        story->grew_from = event->before;
        story->grew_to = event->after;
        break;
    case CLASSIC_work:
        story->has_work = true;
        story->work = *event;
        break;
    case CLASSIC_lift:
        story->lifted = life_is_its(&story->life, event->before);
        break;
    case CLASSIC_decide:
        story->side = event->after & 1;
        break;
    case CLASSIC_moved:
        if (story->lifted)
            tell_move(story, at, event);
        story->lifted = false;
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

static void say_now(const struct classic *map, value_id key, uint64_t hash, struct reply *reply)
{
    struct classic_spot spot = classic_locate(map, key);
    struct text where = {0};
    bool in_old;
    reference chain = chain_of(map, hash, &in_old);
    int scanned = map_count(map) > 0 ? slots_scanned(map, chain, hash_top(hash), key) : 0;
    if (spot.found) {
        classic_add_spot(reply->words, &where, &spot);
        reply_say(reply, WORD_CLASSIC_SAY_WHY_NOW, text_string(&where), NUMBER(scanned));
    } else {
        reply_say(reply, in_old ? WORD_CLASSIC_SAY_WHY_ABSENT_OLD : WORD_CLASSIC_SAY_WHY_ABSENT,
                  KEYED_SHOWN(map->values, key), NUMBER(scanned));
    }
    reply_flag(reply, "present", spot.found);
    reply_number(reply, "scanned", scanned);
    text_free(&where);
}

CLASSIC_VERB(why)
{
    const struct classic its = run_map(run), *map = &its;
    value_id key;
    uint64_t hash;
    if (!session_read_hash(run, call, &key, &hash, error) || !classic_run_hash(run, call, reply, error))
        return false;
    struct story story = {.life = life_begin(run, map->values, key, reply)};
    bool on = life_read(run, &story.life, take_event, &story, error);
    if (on) {
        life_end(&story.life, classic_locate(map, key).found, reply);
        say_now(map, key, hash, reply);
    }
    text_free(&story.life.moves);
    return on;
}
