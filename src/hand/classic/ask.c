/* Questions about a key, and about what comes next: hash, find, focus, forecast, pending. Nothing changes. */
#include "base/number.h"
#include "hand/classic/classic.h"
#include "model/classic/measure.h"
#include "model/classic/summary.h"

#include <string.h>

enum { PENDING_SHOWN = 64, BITS_SHOWN = 12 };

/* ---- hash */

CLASSIC_VERB(hash)
{
    const struct classic its = run_map(run), *map = &its;
    value_id key;
    uint64_t hash;
    if (!session_read_hash(run, call, &key, &hash, error))
        return false;
    if (classic_register(map, REGISTER_NIL)) {
        reply_say(reply, WORD_CLASSIC_SAY_HASH_NIL);
        return true;
    }
    uint64_t buckets = classic_bucket_count(map) != 0 ? classic_bucket_count(map) : 1;
    bool doubling = classic_growing(map) && !classic_same_size(map);
    int B = number_log2(buckets), bit = doubling ? B - 1 : B;
    uint64_t old = hash & (((uint64_t)1 << bit) - 1);
    bool y = hash >> bit & 1;
    struct text bits = {0}, low = {0};
    keyed_add_bits(&bits, hash, BITS_SHOWN > B + 2 ? BITS_SHOWN : B + 2);
    keyed_add_bits(&low, hash & (buckets - 1), B);
    reply_say(reply,
              classic_hash_is_dictated(map, key) ? WORD_CLASSIC_SAY_HASH_DICTATED : WORD_CLASSIC_SAY_HASH,
              KEYED_SHOWN(map->values, key), HEX(hash, 16), text_string(&bits));
    if (B > 0)
        reply_say(reply, WORD_CLASSIC_SAY_HASH_BUCKET, NUMBER(B), text_string(&low),
                  NUMBER(hash & (buckets - 1)));
    else
        reply_say(reply, WORD_CLASSIC_SAY_HASH_ONE_BUCKET, NUMBER(classic_bucket_count(map)));
    reply_say(reply, hash >> 56 < TOP_MIN ? WORD_CLASSIC_SAY_HASH_TOP_RAISED : WORD_CLASSIC_SAY_HASH_TOP,
              HEX(hash >> 56, 2), HEX(hash_top(hash), 2));
    reply_say(reply, doubling ? WORD_CLASSIC_SAY_HASH_SIDE_NOW : WORD_CLASSIC_SAY_HASH_SIDE, NUMBER(bit),
              y ? "1" : "0", y ? "y" : "x", NUMBER(old), NUMBER(old + (y ? (uint64_t)1 << bit : 0)));
    reply_word(reply, "hash", HEX(hash, 16));
    reply_number(reply, "bucket", (int64_t)(hash & (buckets - 1)));
    reply_number(reply, "tophash", hash_top(hash));
    reply_word(reply, "side", y ? "y" : "x");
    text_free(&bits);
    text_free(&low);
    return true;
}

/* ---- find, focus */

/* Where the viewer looks from now on, if a key is found; it is shown in the lens. */
static bool find_key(struct run *run, const struct argument *argument, struct reply *reply,
                     struct error *error)
{
    const struct classic its = run_map(run), *map = &its;
    struct look *look = &run->session->look;
    value_id key;
    if (!session_read_hashable(run, argument, &key, error))
        return false;
    struct classic_spot spot = classic_locate(map, key);
    reply_flag(reply, "found", spot.found);
    if (!spot.found) {
        look->found = VALUE_NONE;
        look->opened = false;
        reply_say(reply, WORD_CLASSIC_SAY_FIND_ABSENT, KEYED_SHOWN(map->values, key));
        return true;
    }
    look->found = key;
    look->cursor = (struct cursor){spot.in_old, (int64_t)spot.bucket, spot.link, spot.slot};
    look->opened = true;
    struct text where = {0};
    classic_add_spot(reply->words, &where, &spot);
    reply_say(reply, WORD_CLASSIC_SAY_FIND, KEYED_SHOWN(map->values, key), text_string(&where));
    reply_number(reply, "bucket", (int64_t)spot.bucket);
    reply_flag(reply, "old", spot.in_old);
    reply_number(reply, "link", spot.link);
    reply_number(reply, "slot", spot.slot);
    text_free(&where);
    return true;
}

CLASSIC_VERB(find)
{
    return find_key(run, call_argument(call, "key"), reply, error);
}

bool classic_read_bucket(const struct classic *map, const struct argument *which, bool old, int column,
                         uint64_t *bucket, struct error *error)
{
    uint64_t count = classic_array(map, old).count;
    *bucket = 0;
    bool is_number = which->given && number_read_unsigned(which->text, which->length, bucket);
    if (count == 0)
        return classic_fail_no_buckets(map, old, column, error);
    if (!which->given)
        return error_set(error, column, WORD_ERROR_CLASSIC_BUCKET_MISSING, NUMBER(count), NUMBER(count - 1));
    return (is_number && *bucket < count) || error_set(error, which->column, WORD_ERROR_CLASSIC_BUCKET,
                                                       NUMBER(count), NUMBER(count - 1), which->text);
}

static bool focus_bucket(struct run *run, const struct argument *which, bool old, int column,
                         struct error *error)
{
    const struct classic map = run_map(run);
    struct look *look = &run->session->look;
    uint64_t bucket;
    if (!classic_read_bucket(&map, which, old, column, &bucket, error))
        return false;
    look->cursor = (struct cursor){.pane = old, .row = (int64_t)bucket};
    look->found = VALUE_NONE;
    look->opened = true;
    return true;
}

bool classic_focus(struct run *run, const char *what, const struct argument *which, int column,
                   struct reply *reply, struct error *error)
{
    const struct classic map = run_map(run);
    bool old = strcmp(what, "old") == 0;
    if (old || strcmp(what, "bucket") == 0)
        return focus_bucket(run, which, old, column, error);
    if (strcmp(what, "key") != 0)
        return error_set(error, column, WORD_ERROR_COMMAND_NO_PLACE, classic_type(&map)->name, what);
    if (!which->given)
        return error_set(error, column, WORD_ERROR_MAP_FOCUS_KEY);
    return find_key(run, which, reply, error);
}

/* ---- forecast */

/*
 * Writes until a growth is over, if each has a key whose old bucket has moved, so that only the one at the frontier moves. The
 * first of all finds none such. The frontier goes past at most 1024 that have moved at once, and may then stand at one of them.
 */
uint64_t classic_most_writes(const struct classic *map)
{
    uint64_t old = classic_old_bucket_count(map), writes = 0;
    bool first = classic_evacuated_count(map) == 0 && old > 1;
    for (uint64_t next = classic_register(map, REGISTER_NEVACUATE); next < old; writes++)
        next = classic_mark_behind(map, next);
    return first ? writes - 1 : writes;
}

uint64_t classic_writes_before(const struct classic *map, uint64_t old)
{
    uint64_t writes = 0;
    for (uint64_t mark = classic_register(map, REGISTER_NEVACUATE); mark < old; writes++)
        mark = classic_mark_behind(map, mark);
    return writes;
}

/* A write moves two old buckets at the most, and takes the frontier on twice at the most, each time past at most 1024 that have moved. */
uint64_t classic_least_writes(const struct classic *map)
{
    enum { MOST_PASSED = 1025 };
    uint64_t old = classic_old_bucket_count(map), left = old - classic_evacuated_count(map);
    uint64_t ahead = old - classic_register(map, REGISTER_NEVACUATE);
    uint64_t by_moves = (left + 1) / 2, by_mark = ((ahead + MOST_PASSED - 1) / MOST_PASSED + 1) / 2;
    return by_moves > by_mark ? by_moves : by_mark;
}

void classic_say_rest_of_growth(const struct classic *map, struct reply *reply)
{
    uint64_t old = classic_old_bucket_count(map), mark = classic_register(map, REGISTER_NEVACUATE);
    if ((classic_register(map, REGISTER_FLAGS) & FLAG_WRITING) != 0)
        reply_say(reply, WORD_CLASSIC_SAY_PENDING_LAST);
    else
        reply_say(reply, WORD_CLASSIC_SAY_PENDING_MARK, GROUPED(mark), GROUPED(classic_most_writes(map)),
                  GROUPED(old));
}

void classic_say_frontier(const struct classic *map, struct reply *reply)
{
    uint64_t next = classic_unmoved_from(map, 0), writes = classic_writes_before(map, next);
    if (writes > 0)
        reply_say(reply, WORD_CLASSIC_SAY_FRONTIER, GROUPED(classic_register(map, REGISTER_NEVACUATE)),
                  GROUPED(writes), GROUPED(next));
}

static void forecast_growth(const struct classic *map, struct reply *reply)
{
    uint64_t old = classic_old_bucket_count(map), done = classic_evacuated_count(map), left = old - done;
    int B = (int)classic_register(map, REGISTER_B);
    uint64_t least = classic_least_writes(map), most = classic_most_writes(map);
    reply_say(reply,
              classic_same_size(map) ? WORD_CLASSIC_SAY_FORECAST_SAME : WORD_CLASSIC_SAY_FORECAST_DOUBLE,
              NUMBER(done), NUMBER(old), NUMBER(left));
    reply_say(reply, most == 1 ? WORD_CLASSIC_SAY_FORECAST_ONE_WRITE : WORD_CLASSIC_SAY_FORECAST_WRITES,
              NUMBER(least), NUMBER(most));
    if (map_count(map) == 0)
        reply_say(reply, WORD_CLASSIC_SAY_GROWTH_EMPTY);
    reply_say(reply, WORD_CLASSIC_SAY_FORECAST_UNCHECKED, NUMBER(maptype_capacity(classic_type(map), B)),
              NUMBER(map_count(map)));
    reply_flag(reply, "growing", true);
    reply_number(reply, "left", (int64_t)left);
}

static void say_load(const struct classic *map, uint64_t left, struct reply *reply)
{
    int B = (int)classic_register(map, REGISTER_B);
    uint64_t count = map_count(map), capacity = maptype_capacity(classic_type(map), B);
    reply_say(reply, left == 0 ? WORD_CLASSIC_SAY_FORECAST_LOAD_NEXT : WORD_CLASSIC_SAY_FORECAST_LOAD,
              GROUPED(left), GROUPED(capacity + 1), GROUPED((uint64_t)1 << B), GROUPED((uint64_t)2 << B),
              GROUPED(count), sheet_bar(count, capacity));
}

/* One bucket is too full before it needs an overflow bucket, so of that nothing is said while B is 0. */
static void say_overflow(const struct classic *map, uint64_t room, struct reply *reply)
{
    int B = (int)classic_register(map, REGISTER_B);
    uint64_t noverflow = classic_register(map, REGISTER_NOVERFLOW), limit = maptype_overflow_limit(B);
    uint64_t counted = maptype_overflow_counted(B);
    if (B == 0)
        return;
    reply_say(reply,
              room == 0     ? WORD_CLASSIC_SAY_FORECAST_OVERFLOW_NEXT
              : counted > 1 ? WORD_CLASSIC_SAY_FORECAST_OVERFLOW_BY_CHANCE
                            : WORD_CLASSIC_SAY_FORECAST_OVERFLOW,
              GROUPED(noverflow), GROUPED(limit), GROUPED(room), sheet_bar(noverflow, limit),
              GROUPED(counted));
}

static void say_nearer(const struct classic *map, struct reply *reply)
{
    int B = (int)classic_register(map, REGISTER_B);
    uint64_t of_load = map_count(map) * 100 / maptype_capacity(classic_type(map), B);
    uint64_t of_overflow = classic_register(map, REGISTER_NOVERFLOW) * 100 / maptype_overflow_limit(B);
    if (B > 0)
        reply_say(reply,
                  of_load == of_overflow  ? WORD_CLASSIC_SAY_FORECAST_BOTH_NEAR
                  : of_load > of_overflow ? WORD_CLASSIC_SAY_FORECAST_LOAD_NEARER
                                          : WORD_CLASSIC_SAY_FORECAST_OVERFLOW_NEARER,
                  NUMBER(of_load), NUMBER(of_overflow));
    reply_say(reply, WORD_CLASSIC_SAY_FORECAST_NEVER);
}

CLASSIC_VERB(forecast)
{
    const struct classic its = run_map(run), *map = &its;
    (void)call;
    if (classic_register(map, REGISTER_NIL)) {
        reply_say(reply, WORD_CLASSIC_SAY_FORECAST_NIL);
        return true;
    }
    if (!run_spend(run, classic_old_bucket_count(map), error))
        return false;
    if (classic_growing(map)) {
        forecast_growth(map, reply);
        return true;
    }
    int B = (int)classic_register(map, REGISTER_B);
    uint64_t count = map_count(map), capacity = maptype_capacity(classic_type(map), B);
    uint64_t noverflow = classic_register(map, REGISTER_NOVERFLOW), limit = maptype_overflow_limit(B);
    uint64_t left = capacity > count ? capacity - count : 0, room = limit > noverflow ? limit - noverflow : 0;
    say_load(map, left, reply);
    say_overflow(map, room, reply);
    say_nearer(map, reply);
    reply_flag(reply, "growing", false);
    reply_number(reply, "new_keys_left", (int64_t)left);
    reply_number(reply, "overflow_left", (int64_t)room);
    return true;
}

/* ---- pending */

/* `most`: entries of the fullest one that is told of. */
static void say_pending(const struct classic *map, uint64_t old, uint64_t turn, uint64_t most,
                        struct reply *reply)
{
    uint64_t old_count = classic_old_bucket_count(map);
    uint64_t live = classic_live_in_chain(map, classic_old_bucket(map, old));
    struct text bits = {0}, targets = {0};
    if (old_count == 1)
        words_say(&bits, reply->words, WORD_CLASSIC_SAY_PENDING_ANY);
    else
        keyed_add_bits(&bits, old, number_log2(old_count));
    if (classic_same_size(map))
        text_add(&targets, GROUPED(old));
    else
        words_say(&targets, reply->words, WORD_CLASSIC_SAY_EITHER, GROUPED(old), GROUPED(old + old_count));
    reply_say(reply, WORD_CLASSIC_SAY_PENDING_ROW, GROUPED(old), GROUPED(live), text_string(&bits),
              text_string(&targets), NUMBER(turn), sheet_bar(live, most));
    text_free(&bits);
    text_free(&targets);
}

/* Rows of those whose turn comes first; all their numbers as JSON. Returns how many there are. */
static uint64_t say_rows(const struct classic *map, struct reply *reply, struct text *list)
{
    uint64_t old_count = classic_old_bucket_count(map), turn = 0, most = SLOTS;
    for (uint64_t i = 0; i < old_count; i++) {
        reference link = classic_old_bucket(map, i);
        if (classic_evacuated(map, link) || ++turn > PENDING_SHOWN)
            continue;
        uint64_t live = classic_live_in_chain(map, link);
        most = live > most ? live : most;
    }
    turn = 0;
    for (uint64_t i = 0; i < old_count; i++) {
        if (classic_evacuated(map, classic_old_bucket(map, i)))
            continue;
        text_separate(list, ",");
        text_format(list, "%llu", (unsigned long long)i);
        if (++turn <= PENDING_SHOWN)
            say_pending(map, i, turn, most, reply);
    }
    return turn;
}

CLASSIC_VERB(pending)
{
    const struct classic its = run_map(run), *map = &its;
    (void)call;
    uint64_t old_count = classic_old_bucket_count(map), left = 0;
    struct text list = {0};
    if (!run_spend(run, old_count, error))
        return false;
    if (classic_growing(map))
        left = old_count - classic_evacuated_count(map);
    /* A bucket that is moving is marked already, so in its last moments a growth has nothing left to begin. */
    if (left == 0 && classic_growing(map))
        classic_say_rest_of_growth(map, reply);
    else if (left == 0)
        reply_say(reply, WORD_CLASSIC_SAY_PENDING_NONE);
    if (left > 0) {
        reply_say(reply, WORD_CLASSIC_SAY_PENDING, GROUPED(left), GROUPED(old_count));
        reply_say(reply, WORD_CLASSIC_SAY_PENDING_HEAD);
        uint64_t turn = say_rows(map, reply, &list);
        if (turn > PENDING_SHOWN)
            reply_say(reply, WORD_CLASSIC_SAY_PENDING_MORE, GROUPED(turn - PENDING_SHOWN));
        reply_say(reply, WORD_CLASSIC_SAY_PENDING_HOW);
        if (map_count(map) == 0)
            reply_say(reply, WORD_CLASSIC_SAY_GROWTH_EMPTY);
        classic_say_frontier(map, reply);
    }
    reply_list(reply, "pending", &list);
    text_free(&list);
    return true;
}
