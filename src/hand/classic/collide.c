/* collide: a search for keys that land in one bucket. */
#include "base/memory_or_die.h"
#include "hand/classic/classic.h"

#include <stdlib.h>

enum {
    TRIES_OF_TEXT = 20000000,
    TRIES_OF_VALUES = 2000000, /* of types whose keys have to be read before they can be hashed */
    SCRATCH_VALUES = 65536,
    KEYS_NAMED = 12,
};

/* ---- what is wanted */

enum { SIDE_Y = 1 }; /* of the choices */

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

/* The low bits that bucket= and side= ask for. The side is the bit that decides at the doubling under way,
   else at the next one. */
static bool read_wish(const struct classic *map, const struct call *call, struct wish *wish,
                      struct error *error)
{
    const struct argument *bucket = call_argument(call, "bucket"), *side = call_argument(call, "side");
    const struct argument *top = call_argument(call, "tophash");
    uint64_t buckets = classic_bucket_count(map) != 0 ? classic_bucket_count(map) : 1;
    if (side->given && classic_growing(map) && !classic_same_size(map))
        buckets = classic_old_bucket_count(map);
    if ((uint64_t)bucket->number >= buckets)
        return error_set(error, bucket->column, WORD_ERROR_CLASSIC_BUCKET, NUMBER(buckets),
                         NUMBER(buckets - 1), bucket->text);
    *wish = (struct wish){.mask = buckets - 1, .bits = (uint64_t)bucket->number};
    if (side->given) {
        wish->mask |= buckets;
        wish->bits |= side->choice == SIDE_Y ? buckets : 0;
    }
    if (top->given) {
        if (top->number < TOP_MIN)
            return error_set(error, top->column, WORD_ERROR_CLASSIC_TOPHASH, top->text);
        wish->has_top = true;
        wish->top = (uint8_t)top->number;
    }
    return true;
}

/* ---- the search */

static uint64_t no_draw(void *context)
{
    (void)context;
    return 0;
}

/* Looks at candidates one after another, without adding those that don't fit to the map's values. */
struct search {
    const struct classic *map;
    const struct gotype *type;
    struct hash_secret secret;
    uint64_t seed, number, tries;
    const char *prefix;
    struct values *scratch;
    struct text text;
};

static void begin_search(struct search *search, const struct classic *map, const char *prefix, uint64_t first)
{
    *search = (struct search){
        .map = map,
        .type = classic_type(map)->key,
        .secret = {.version = classic_type(map)->version},
        .seed = classic_register(map, REGISTER_HASH0),
        .number = first,
        .prefix = prefix,
    };
    for (int i = 0; i < 4; i++)
        search->secret.hashkey[i] = classic_register(map, REGISTER_HASHKEY0 + i);
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
    const struct classic *map = search->map;
    uint64_t hash;
    while (search->tries-- > 0) {
        text_clear(&search->text);
        classic_key_by_number(search->type, search->prefix, search->number++, &search->text);
        if (!hash_candidate(search, &hash))
            return VALUE_NONE;
        if (!fulfils(wish, hash))
            continue;
        struct error unfit = {0};
        value_id key =
            values_parse(map->values, search->type, text_string(&search->text), search->text.length, &unfit);
        /* In the map its hash may be dictated. */
        if (key != VALUE_NONE && classic_hash_of(map, key, &hash) && fulfils(wish, hash) &&
            !classic_locate(map, key).found)
            return key;
    }
    return VALUE_NONE;
}

static bool find_keys(struct run *run, const struct classic *map, const struct call *call,
                      const struct wish *wish, value_id *keys, size_t wanted, struct error *error)
{
    const char *prefix;
    uint64_t first;
    if (!classic_read_prefix(map, call, &prefix, &first, error))
        return false;
    struct search search;
    begin_search(&search, map, prefix, first);
    size_t found = 0;
    bool on = true;
    while (found < wanted && (on = run_counts_on(run, found, wanted, error)) &&
           (keys[found] = search_key(&search, wish)) != VALUE_NONE) {
        bool again = false; /* small types repeat their keys */
        for (size_t i = 0; i < found && !again; i++)
            again = keys[i] == keys[found];
        found += !again;
    }
    uint64_t tried = search.number - first;
    end_search(&search);
    if (found == wanted || !on)
        return on;
    return error_set(error, call->column, WORD_ERROR_CLASSIC_COLLIDE, NUMBER(tried), NUMBER(found),
                     NUMBER(wanted));
}

/* ---- the command */

/* Inserts the keys, and names the first of them. */
static bool insert_keys(struct run *run, struct classic *map, const value_id *keys, size_t count,
                        struct text *names, struct error *error)
{
    for (size_t i = 0; i < count; i++) {
        value_id elem = classic_preset_value(map, error);
        if (elem == VALUE_NONE || !run_counts_on(run, i, count, error) ||
            !classic_outcome_is_fine(run, classic_assign(map, keys[i], elem), keys[i], NULL, error))
            return false;
        if (i > KEYS_NAMED)
            continue;
        text_separate(names, " ");
        text_add(names, i == KEYS_NAMED ? "…" : VALUE_SHOWN(map, keys[i]));
    }
    return true;
}

CLASSIC_VERB(collide)
{
    struct classic its = run_map(run), *map = &its;
    size_t wanted = (size_t)call_argument(call, "count")->number;
    struct wish wish = {0};
    if (!read_wish(map, call, &wish, error) || !run_spend(run, wanted, error))
        return false;
    value_id *keys = new_items(wanted, sizeof *keys);
    struct text names = {0};
    bool fine = find_keys(run, map, call, &wish, keys, wanted, error) &&
                insert_keys(run, map, keys, wanted, &names, error);
    if (fine) {
        reply_word(reply, "outcome", classic_outcome_name(CLASSIC_INSERTED));
        reply_number(reply, "inserted", (int64_t)wanted);
        reply_say(reply, wanted == 1 ? WORD_CLASSIC_SAY_COLLIDED_ONE : WORD_CLASSIC_SAY_COLLIDED,
                  NUMBER(wanted), text_string(&names), NUMBER(wish.bits & wish.mask));
    }
    free(keys);
    text_free(&names);
    return fine;
}
