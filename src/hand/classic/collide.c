/* collide: a search for keys that land in one bucket. */
#include "hand/classic/classic.h"

#include <string.h>

/* A try at a text takes ten nanoseconds, one of a type whose keys have to be read before they can be hashed five hundred. */
static const uint64_t tries_of_text = 2000000000, tries_of_values = 20000000;

enum {
    TRIES_PER_WORK = 1024, /* that count as much as an entry */
    TRIES_PER_LOOK = 65536,
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
    struct run *run;
    size_t found, wanted;
    bool stopped; /* by whoever watches */
    const struct classic *map;
    const struct gotype *type;
    struct hash_secret secret;
    uint64_t seed, number, tries;
    const char *prefix;
    struct values *scratch;
    struct text text;
};

static bool is_integer(const struct gotype *type)
{
    return type->kind == GOTYPE_INT || type->kind == GOTYPE_UINT;
}

static void begin_search(struct search *search, struct run *run, const struct classic *map,
                         const char *prefix, uint64_t first)
{
    *search = (struct search){
        .run = run,
        .map = map,
        .type = classic_type(map)->key,
        .secret = {.version = classic_type(map)->version},
        .seed = classic_register(map, REGISTER_HASH0),
        .number = first,
        .prefix = prefix,
    };
    for (int i = 0; i < 4; i++)
        search->secret.hashkey[i] = classic_register(map, REGISTER_HASHKEY0 + i);
    bool fast = search->type->kind == GOTYPE_STRING || is_integer(search->type);
    search->tries = fast ? tries_of_text : tries_of_values;
}

static void end_search(struct search *search)
{
    if (search->scratch != NULL)
        values_free(search->scratch);
    text_free(&search->text);
}

/* The text of the candidate `number`. Where only a last number counts up its digits do, in place. */
static void say_candidate(struct search *search, uint64_t number)
{
    struct text *text = &search->text;
    size_t prefix = search->prefix != NULL ? strlen(search->prefix) : 0, at = text->length;
    while (search->prefix != NULL && at > prefix && text->bytes[at - 1] == '9')
        text->bytes[--at] = '0';
    if (search->prefix != NULL && at > prefix) {
        text->bytes[at - 1]++;
        return;
    }
    text_clear(text);
    classic_key_by_number(search->type, search->prefix, number, text);
}

/* Of an integer what is hashed are its bytes: as many as it has, the lowest first. */
static uint64_t hash_integer(const struct search *search, uint64_t number)
{
    unsigned char bytes[sizeof number];
    if (search->type->kind == GOTYPE_INT) /* examples are not negative */
        number &= UINT64_MAX >> (65 - 8 * search->type->size);
    for (size_t i = 0; i < search->type->size; i++)
        bytes[i] = (unsigned char)(number >> 8 * i);
    return hash_memory(&search->secret, bytes, search->type->size, search->seed);
}

/* The hash of the candidate `number`; false if it is no key of the type. */
static bool hash_candidate(struct search *search, uint64_t number, uint64_t *hash)
{
    if (is_integer(search->type)) {
        *hash = hash_integer(search, number);
        return true;
    }
    say_candidate(search, number);
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

/* The next key that fulfils the wish and is not in the map; VALUE_NONE if none was found in time, or it was stopped. */
static value_id search_key(struct search *search, const struct wish *wish)
{
    const struct classic *map = search->map;
    uint64_t hash;
    for (; search->tries > 0; search->tries--) {
        if (search->tries % TRIES_PER_LOOK == 0 &&
            !run_looks_on(search->run, search->found, search->wanted)) {
            search->stopped = true;
            return VALUE_NONE;
        }
        uint64_t number = search->number++;
        if (!hash_candidate(search, number, &hash))
            return VALUE_NONE;
        if (!fulfils(wish, hash))
            continue;
        if (is_integer(search->type))
            say_candidate(search, number);
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

/* Nothing was found in time. */
static bool is_spent(const struct call *call, uint64_t tried, size_t found, size_t wanted,
                     struct error *error)
{
    return error_set(error, call->column, WORD_ERROR_CLASSIC_COLLIDE, NUMBER(tried), NUMBER(found),
                     NUMBER(wanted));
}

/* Finds and inserts the keys one by one, and names the first of them. */
static bool insert_keys(struct run *run, struct classic *map, const struct call *call,
                        const struct wish *wish, size_t wanted, struct text *names, struct error *error)
{
    const char *prefix;
    uint64_t first;
    if (!classic_read_prefix(map, call, &prefix, &first, error))
        return false;
    struct search search;
    begin_search(&search, run, map, prefix, first);
    search.wanted = wanted;
    bool fine = true;
    for (size_t i = 0; i < wanted && fine; i++) {
        search.found = i;
        search.stopped = !run_counts_on(run, i, wanted, error);
        value_id key = search.stopped ? VALUE_NONE : search_key(&search, wish), elem = VALUE_NONE;
        if (search.stopped)
            fine = run_keeps(run, call, "count", i, wanted, error);
        else if (key == VALUE_NONE)
            fine = is_spent(call, search.number - first, i, wanted, error);
        else
            fine = (elem = classic_preset_value(map, error)) != VALUE_NONE &&
                   classic_outcome_is_fine(run, classic_assign(map, key, elem), key, NULL, error);
        if (!fine || i > KEYS_NAMED)
            continue;
        text_separate(names, " ");
        text_add(names, i == KEYS_NAMED ? "…" : VALUE_SHOWN(map, key));
    }
    run->work += (search.number - first) / TRIES_PER_WORK;
    end_search(&search);
    return fine;
}

/* ---- the command */

CLASSIC_VERB(collide)
{
    struct classic its = run_map(run), *map = &its;
    size_t wanted = (size_t)call_argument(call, "count")->number;
    struct wish wish = {0};
    if (!read_wish(map, call, &wish, error) || !run_spend(run, wanted, error))
        return false;
    struct text names = {0};
    bool fine = insert_keys(run, map, call, &wish, wanted, &names, error);
    if (fine) {
        reply_word(reply, "outcome", classic_outcome_name(CLASSIC_INSERTED));
        reply_number(reply, "inserted", (int64_t)wanted);
        reply_say(reply, wanted == 1 ? WORD_CLASSIC_SAY_COLLIDED_ONE : WORD_CLASSIC_SAY_COLLIDED,
                  NUMBER(wanted), text_string(&names), NUMBER(wish.bits & wish.mask));
    }
    text_free(&names);
    return fine;
}
