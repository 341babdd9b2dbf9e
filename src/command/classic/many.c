/* Commands that insert many keys: fill, and collide, which searches for keys that land in one bucket. */
#include "command/commands.h"
#include "base/memory_or_die.h"
#include "base/number.h"

#include <stdlib.h>
#include <string.h>

enum {
    FILL_MOST = 100000,
    SPARE_TRIES = 1000, /* keys that are there already are passed over, but not for ever */
    COLLIDE_MOST = 1000,
    TRIES_OF_TEXT = 20000000,
    TRIES_OF_VALUES = 2000000, /* of types whose keys have to be read before they can be hashed */
    SCRATCH_VALUES = 65536,
};

/* The prefix argument as key_by_number wants it: a word for texts, and for integers the number to begin with.
 */
static bool read_prefix(const struct session *session, const struct call *call, const char **prefix,
                        uint64_t *first, struct error *error)
{
    const struct argument *argument = call_argument(call, "prefix");
    const struct gotype *key = map_type(&session->map)->key;
    *prefix = NULL;
    *first = 1;
    if (!argument->given) {
        *prefix = key->kind == GOTYPE_STRING ? "k" : NULL;
        return true;
    }
    if (key_takes_prefix(key)) {
        *prefix = argument->text;
        return true;
    }
    bool number_key = key->kind == GOTYPE_INT || key->kind == GOTYPE_UINT || key->kind == GOTYPE_FLOAT;
    if (number_key && number_read_unsigned(argument->text, argument->length, first))
        return true;
    return error_set(error, argument->column, WORD_ERROR_APP_PREFIX, key->name, argument->text);
}

/* The next key from `number` on that is not in the map. VALUE_NONE if the type has no more, or too many tries
 * failed. */
static value_id next_new_key(struct session *session, const char *prefix, uint64_t *number, uint64_t *tries)
{
    const struct gotype *type = map_type(&session->map)->key;
    struct text text = {0};
    value_id key = VALUE_NONE;
    while (*tries > 0) {
        struct error unfit = {0};
        --*tries;
        text_clear(&text);
        key_by_number(type, prefix, (*number)++, &text);
        key = values_parse(session->map.values, type, text_string(&text), text.length, &unfit);
        if (key == VALUE_NONE || values_is_unhashable(session->map.values, key)) {
            key = VALUE_NONE;
            break;
        }
        if (!map_locate(&session->map, key).found)
            break;
        key = VALUE_NONE;
    }
    text_free(&text);
    return key;
}

/* How many different values a type has, as far as fill cares: at most `limit`. */
static uint64_t values_of_type(const struct gotype *type, uint64_t limit)
{
    if (type->size == 0)
        return 1;
    if (type->kind == GOTYPE_BOOL)
        return 2;
    if ((type->kind == GOTYPE_INT || type->kind == GOTYPE_UINT) && type->size < 4)
        return type->kind == GOTYPE_INT ? (uint64_t)1 << (8 * type->size - 1)
                                        : (uint64_t)1 << (8 * type->size);
    return limit;
}

bool run_fill(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    struct map *map = &session->map;
    const struct argument *count = call_argument(call, "count");
    uint64_t wanted = (uint64_t)count->number, number, inserted = 0;
    const char *prefix;
    if (!read_prefix(session, call, &prefix, &number, error))
        return false;
    uint64_t all = values_of_type(map_type(map)->key, UINT64_MAX);
    if (wanted > all)
        return error_set(error, count->column, WORD_ERROR_APP_FEW_KEYS, map_type(map)->key->name,
                         NUMBER(all));
    if (session->checking)
        return session_spend(session, wanted, error);
    uint64_t tries = wanted + count_of(session) + SPARE_TRIES;
    struct text first = {0}, last = {0};
    while (inserted < wanted) {
        value_id key = next_new_key(session, prefix, &number, &tries);
        if (key == VALUE_NONE)
            break;
        value_id elem = preset_value(session, error);
        if (elem == VALUE_NONE || !outcome_is_fine(session, map_assign(map, key, elem), NULL, NULL, error)) {
            text_free(&first);
            text_free(&last);
            return false;
        }
        text_clear(&last);
        text_add(&last, SHOWN(session, key));
        if (inserted++ == 0)
            text_add(&first, text_string(&last));
    }
    reply_text(reply, "outcome", "inserted", strlen("inserted"));
    reply_number(reply, "inserted", (int64_t)inserted);
    if (inserted == wanted)
        reply_say(session, reply, wanted == 1 ? WORD_SAY_FILLED_ONE : WORD_SAY_FILLED, NUMBER(inserted),
                  text_string(&first), text_string(&last), NUMBER(count_of(session)));
    else
        error_set(error, count->column, WORD_ERROR_APP_KEYS_SPENT, map_type(map)->key->name,
                  NUMBER(inserted));
    text_free(&first);
    text_free(&last);
    return inserted == wanted;
}

/* ---- collide */

/* What the hash of a key must be like. */
struct wish {
    uint64_t mask, bits; /* low bits */
    bool has_top;
    uint8_t top;
};

static bool fulfils(const struct wish *wish, uint64_t hash)
{
    return (hash & wish->mask) == wish->bits && (!wish->has_top || hash_top(hash) == wish->top);
}

/*
 * The low bits that bucket= and side= ask for. The side is the bit that decides at the doubling under way,
 * else at the next one.
 */
static bool read_wish(const struct session *session, const struct call *call, struct wish *wish,
                      struct error *error)
{
    const struct map *map = &session->map;
    const struct argument *bucket = call_argument(call, "bucket"), *side = call_argument(call, "side");
    const struct argument *top = call_argument(call, "tophash");
    uint64_t buckets = map_bucket_count(map) != 0 ? map_bucket_count(map) : 1;
    if (side->given && map_growing(map) && !map_same_size(map))
        buckets = map_old_bucket_count(map);
    if ((uint64_t)bucket->number >= buckets)
        return error_set(error, bucket->column, WORD_ERROR_APP_BUCKET, NUMBER(buckets), NUMBER(buckets - 1),
                         bucket->text);
    *wish = (struct wish){.mask = buckets - 1, .bits = (uint64_t)bucket->number};
    if (side->given) {
        wish->mask |= buckets;
        wish->bits |= side->number == 1 ? buckets : 0;
    }
    if (top->given) {
        if (top->number < TOP_MIN)
            return error_set(error, top->column, WORD_ERROR_APP_TOPHASH, top->text);
        wish->has_top = true;
        wish->top = (uint8_t)top->number;
    }
    return true;
}

static uint64_t no_draw(void *context)
{
    (void)context;
    return 0;
}

/* Searches candidates one after another, without adding those that don't fit to the map's values. */
struct search {
    struct session *session;
    const struct gotype *type;
    struct hash_secret secret;
    uint64_t seed, number, tries;
    const char *prefix;
    struct values *scratch;
    struct text text;
};

static void begin_search(struct search *search, struct session *session, const char *prefix, uint64_t first)
{
    const struct map *map = &session->map;
    *search = (struct search){
        .session = session,
        .type = map_type(map)->key,
        .secret = {.version = map_type(map)->version},
        .seed = map_register(map, REGISTER_HASH0),
        .number = first,
        .prefix = prefix,
    };
    for (int i = 0; i < 4; i++)
        search->secret.hashkey[i] = map_register(map, REGISTER_HASHKEY0 + i);
    search->tries = search->type->kind == GOTYPE_STRING ? TRIES_OF_TEXT : TRIES_OF_VALUES;
}

static void end_search(struct search *search)
{
    if (search->scratch != NULL)
        values_free(search->scratch);
    text_free(&search->text);
}

/* The hash of the candidate in search->text; false if it is no key of the type. */
static bool hash_candidate(struct search *search, uint64_t *hash)
{
    if (search->type->kind == GOTYPE_STRING) {
        *hash = hash_memory(&search->secret, text_string(&search->text), search->text.length, search->seed);
        return true;
    }
    if (search->scratch != NULL && values_count(search->scratch) >= SCRATCH_VALUES) {
        values_free(search->scratch);
        search->scratch = NULL;
    }
    if (search->scratch == NULL)
        search->scratch = values_new();
    struct error unfit = {0};
    value_id id =
        values_parse(search->scratch, search->type, text_string(&search->text), search->text.length, &unfit);
    if (id == VALUE_NONE || values_is_unhashable(search->scratch, id))
        return false;
    *hash = values_hash(search->scratch, id, &search->secret, search->seed, no_draw, NULL);
    return true;
}

/* The next key that fulfils the wish and is not in the map; VALUE_NONE if none was found in time. */
static value_id search_key(struct search *search, const struct wish *wish)
{
    struct map *map = &search->session->map;
    uint64_t hash;
    while (search->tries-- > 0) {
        text_clear(&search->text);
        key_by_number(search->type, search->prefix, search->number++, &search->text);
        if (!hash_candidate(search, &hash))
            return VALUE_NONE;
        if (!fulfils(wish, hash))
            continue;
        struct error unfit = {0};
        value_id key =
            values_parse(map->values, search->type, text_string(&search->text), search->text.length, &unfit);
        /* In the map its hash may be dictated. */
        if (key != VALUE_NONE && map_hash_of(map, key, &hash) && fulfils(wish, hash) &&
            !map_locate(map, key).found)
            return key;
    }
    return VALUE_NONE;
}

static bool find_keys(struct session *session, const struct call *call, const struct wish *wish,
                      value_id *keys, size_t wanted, struct error *error)
{
    const char *prefix;
    uint64_t first;
    if (!read_prefix(session, call, &prefix, &first, error))
        return false;
    struct search search;
    begin_search(&search, session, prefix, first);
    size_t found = 0;
    while (found < wanted && (keys[found] = search_key(&search, wish)) != VALUE_NONE) {
        bool again = false; /* small types repeat their keys */
        for (size_t i = 0; i < found && !again; i++)
            again = keys[i] == keys[found];
        found += !again;
    }
    uint64_t tried = search.number - first;
    end_search(&search);
    if (found == wanted)
        return true;
    return error_set(error, call->column, WORD_ERROR_APP_COLLIDE, NUMBER(tried), NUMBER(found),
                     NUMBER(wanted));
}

bool run_collide(void *context, const struct call *call, struct reply *reply, struct error *error)
{
    struct session *session = context;
    size_t wanted = (size_t)call_argument(call, "count")->number;
    struct wish wish = {0};
    if (!read_wish(session, call, &wish, error) ||
        (session->checking && !session_spend(session, wanted, error)))
        return false;
    value_id *keys = new_items(wanted, sizeof *keys);
    struct text names = {0};
    bool fine = find_keys(session, call, &wish, keys, wanted, error);
    for (size_t i = 0; i < wanted && fine && !session->checking; i++) {
        value_id elem = preset_value(session, error);
        fine = elem != VALUE_NONE &&
               outcome_is_fine(session, map_assign(&session->map, keys[i], elem), NULL, NULL, error);
        if (i < 12)
            text_format(&names, "%s%s", i > 0 ? " " : "", SHOWN(session, keys[i]));
        else if (i == 12)
            text_add(&names, " …");
    }
    free(keys);
    if (fine && !session->checking) {
        reply_text(reply, "outcome", "inserted", strlen("inserted"));
        reply_number(reply, "inserted", (int64_t)wanted);
        reply_say(session, reply, wanted == 1 ? WORD_SAY_COLLIDED_ONE : WORD_SAY_COLLIDED, NUMBER(wanted),
                  text_string(&names), NUMBER(wish.bits & wish.mask));
    }
    text_free(&names);
    return fine;
}
