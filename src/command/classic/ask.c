/* Questions about a key, and about what comes next: hash, find, forecast, pending. Nothing changes. */
#include "command/commands.h"

#include <string.h>

enum { PENDING_SHOWN = 64, BITS_SHOWN = 12 };

/* The key of a question. */
static bool read_key(struct session *session, const struct argument *argument, value_id *key,
                     struct error *error)
{
    *key = read_value(session, map_type(&session->map)->key, argument, error);
    if (*key == VALUE_NONE)
        return false;
    if (!values_is_unhashable(session->map.values, *key))
        return true;
    return error_set(error, argument->column, WORD_ERROR_APP_PANIC_HASH, argument->text);
}

bool hash_of_key(struct session *session, const struct call *call, value_id *key, uint64_t *hash,
                 struct error *error)
{
    if (!read_key(session, call_argument(call, "key"), key, error))
        return false;
    if (map_hash_of(&session->map, *key, hash))
        return true;
    return error_set(error, call_argument(call, "key")->column, WORD_ERROR_APP_NAN, SHOWN(session, *key));
}

static int bits_of(uint64_t buckets)
{
    int bits = 0;
    while (((uint64_t)1 << bits) < buckets)
        bits++;
    return bits;
}

bool run_hash(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    const struct map *map = &session->map;
    value_id key;
    uint64_t hash;
    if (!hash_of_key(session, call, &key, &hash, error))
        return false;
    uint64_t buckets = map_bucket_count(map) != 0 ? map_bucket_count(map) : 1;
    bool doubling = map_growing(map) && !map_same_size(map);
    int B = bits_of(buckets), bit = doubling ? B - 1 : B;
    uint64_t old = hash & (((uint64_t)1 << bit) - 1);
    bool y = hash >> bit & 1;
    struct text bits = {0}, low = {0};
    text_add_bits(&bits, hash, BITS_SHOWN > B + 2 ? BITS_SHOWN : B + 2);
    text_add_bits(&low, hash & (buckets - 1), B);
    reply_say(session, reply, map_hash_is_dictated(map, key) ? WORD_SAY_HASH_DICTATED : WORD_SAY_HASH,
              SHOWN(session, key), HEX(hash, 16), text_string(&bits));
    reply_say(session, reply, WORD_SAY_HASH_BUCKET, NUMBER(B), text_string(&low),
              NUMBER(hash & (buckets - 1)));
    reply_say(session, reply, hash >> 56 < TOP_MIN ? WORD_SAY_HASH_TOP_RAISED : WORD_SAY_HASH_TOP,
              HEX(hash >> 56, 2), HEX(hash_top(hash), 2));
    reply_say(session, reply, doubling ? WORD_SAY_HASH_SIDE_NOW : WORD_SAY_HASH_SIDE, NUMBER(bit),
              y ? "1" : "0", y ? "y" : "x", NUMBER(old), NUMBER(old + (y ? (uint64_t)1 << bit : 0)));
    reply_text(reply, "hash", HEX(hash, 16), 16);
    reply_number(reply, "bucket", (int64_t)(hash & (buckets - 1)));
    reply_number(reply, "tophash", hash_top(hash));
    reply_text(reply, "side", y ? "y" : "x", 1);
    text_free(&bits);
    text_free(&low);
    return true;
}

bool find_key(struct session *session, const struct argument *argument, struct reply *reply,
              struct error *error)
{
    struct look *look = &session->look;
    value_id key;
    if (!read_key(session, argument, &key, error))
        return false;
    struct map_spot spot = map_locate(&session->map, key);
    reply_flag(reply, "found", spot.found);
    if (!spot.found) {
        look->found = VALUE_NONE;
        look->opened = false;
        reply_say(session, reply, WORD_SAY_FIND_ABSENT, SHOWN(session, key));
        return true;
    }
    look->found = key;
    look->cursor_old = spot.in_old;
    look->cursor_bucket = (int64_t)spot.bucket;
    look->cursor_link = spot.link;
    look->cursor_slot = spot.slot;
    look->opened = true;
    struct text where = {0};
    text_add_spot(session, &where, &spot);
    reply_say(session, reply, WORD_SAY_FIND, SHOWN(session, key), text_string(&where));
    reply_number(reply, "bucket", (int64_t)spot.bucket);
    reply_flag(reply, "old", spot.in_old);
    reply_number(reply, "link", spot.link);
    reply_number(reply, "slot", spot.slot);
    text_free(&where);
    return true;
}

bool run_find(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    return find_key(context, call_argument(call, "key"), reply, error);
}

/* ---- forecast */

static void forecast_growth(struct session *session, struct reply *reply)
{
    const struct map *map = &session->map;
    uint64_t old = map_old_bucket_count(map), done = map_evacuated_count(map), left = old - done;
    int B = (int)map_register(map, REGISTER_B);
    reply_say(session, reply, map_same_size(map) ? WORD_SAY_FORECAST_SAME : WORD_SAY_FORECAST_DOUBLE,
              NUMBER(done), NUMBER(old), NUMBER(left));
    reply_say(session, reply, WORD_SAY_FORECAST_WRITES, NUMBER((left + 1) / 2), NUMBER(left));
    reply_say(session, reply, WORD_SAY_FORECAST_UNCHECKED, NUMBER(maptype_capacity(B)),
              NUMBER(count_of(session)));
    reply_flag(reply, "growing", true);
    reply_number(reply, "left", (int64_t)left);
}

bool run_forecast(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    const struct map *map = &session->map;
    (void)call, (void)error;
    if (map_register(map, REGISTER_NIL)) {
        reply_say(session, reply, WORD_SAY_FORECAST_NIL);
        return true;
    }
    if (map_growing(map)) {
        forecast_growth(session, reply);
        return true;
    }
    int B = (int)map_register(map, REGISTER_B);
    uint64_t count = count_of(session), capacity = maptype_capacity(B);
    uint64_t noverflow = map_register(map, REGISTER_NOVERFLOW), limit = maptype_overflow_limit(B);
    uint64_t left = capacity > count ? capacity - count : 0;
    enum word word = left == 0 ? WORD_SAY_FORECAST_LOAD_NEXT : WORD_SAY_FORECAST_LOAD;
    reply_say(session, reply, word, NUMBER(left), NUMBER(capacity + 1), NUMBER((uint64_t)1 << B),
              NUMBER((uint64_t)2 << B), NUMBER(count));
    uint64_t room = limit > noverflow ? limit - noverflow : 0;
    word = room == 0 ? WORD_SAY_FORECAST_OVERFLOW_NEXT : WORD_SAY_FORECAST_OVERFLOW;
    reply_say(session, reply, word, NUMBER(noverflow), NUMBER(limit), NUMBER(room));
    uint64_t of_load = count * 100 / capacity, of_overflow = noverflow * 100 / limit;
    reply_say(session, reply,
              of_load >= of_overflow ? WORD_SAY_FORECAST_LOAD_NEARER : WORD_SAY_FORECAST_OVERFLOW_NEARER,
              NUMBER(of_load), NUMBER(of_overflow));
    reply_flag(reply, "growing", false);
    reply_number(reply, "new_keys_left", (int64_t)left);
    reply_number(reply, "overflow_left", (int64_t)room);
    return true;
}

/* ---- pending */

static uint64_t live_in_chain(const struct map *map, reference link)
{
    uint64_t live = 0;
    for (; link != 0; link = map_next_link(map, link)) {
        const struct bucket *bucket = memory_bucket(&map->memory, link);
        for (int slot = 0; slot < SLOTS; slot++)
            live += bucket->tophash[slot] >= TOP_MIN;
    }
    return live;
}

static void say_pending(struct session *session, uint64_t old, uint64_t turn, struct reply *reply)
{
    const struct map *map = &session->map;
    uint64_t old_count = map_old_bucket_count(map), live = live_in_chain(map, map_old_bucket(map, old));
    struct text bits = {0}, targets = {0};
    text_add_bits(&bits, old, bits_of(old_count));
    if (map_same_size(map))
        text_format(&targets, "%llu", (unsigned long long)old);
    else
        words_say(&targets, session->words, WORD_SAY_EITHER, NUMBER(old), NUMBER(old + old_count));
    enum word word = turn == 1 ? WORD_SAY_PENDING_NEXT : WORD_SAY_PENDING_ROW;
    reply_say(session, reply, word, NUMBER(old), NUMBER(live), text_string(&bits), text_string(&targets),
              NUMBER(turn));
    text_free(&bits);
    text_free(&targets);
}

bool run_pending(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    const struct map *map = &session->map;
    (void)call;
    uint64_t old_count = map_old_bucket_count(map), left = 0;
    struct text list = {0};
    if (!session_spend(session, old_count, error))
        return false;
    if (map_growing(map))
        left = old_count - map_evacuated_count(map);
    if (left == 0)
        reply_say(session, reply, WORD_SAY_PENDING_NONE);
    else
        reply_say(session, reply, left == 1 ? WORD_SAY_PENDING_ONE : WORD_SAY_PENDING, NUMBER(left),
                  NUMBER(old_count));
    uint64_t turn = 0;
    for (uint64_t i = 0; i < old_count; i++) {
        if (map_evacuated(map, map_old_bucket(map, i)))
            continue;
        text_format(&list, "%s%llu", turn > 0 ? "," : "[", (unsigned long long)i);
        if (++turn <= PENDING_SHOWN)
            say_pending(session, i, turn, reply);
    }
    if (turn > PENDING_SHOWN)
        reply_say(session, reply, WORD_SAY_PENDING_MORE, NUMBER(turn - PENDING_SHOWN));
    text_add(&list, turn > 0 ? "]" : "[]");
    reply_raw(reply, "pending", text_string(&list));
    reply->sheet = left > 2;
    text_free(&list);
    return true;
}
