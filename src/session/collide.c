/* collide: a search for keys whose hashes are alike, in whatever map is in hand. */
#include "session/maps.h"

#include <string.h>

/* A try at a text takes ten nanoseconds, one of a type whose keys have to be read before they can be hashed five hundred. */
static const uint64_t tries_of_text = 2000000000, tries_of_values = 20000000;

enum {
    TRIES_PER_WORK = 1024, /* that count as much as an entry */
    TRIES_PER_LOOK = 65536,
    SCRATCH_VALUES = 65536,
    KEYS_NAMED = 12,
};

static bool fulfils(const struct wish *wish, uint64_t hash)
{
    uint64_t bits = hash & wish->mask;
    return bits == wish->bits[0] || bits == wish->bits[1];
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
    bool few;     /* there are no more different keys than there are tries */
    const struct gomap *map;
    struct keyed keyed;
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

static void begin_search(struct search *search, struct run *run, const char *prefix, uint64_t first)
{
    *search = (struct search){
        .run = run, .map = run_gomap(run), .keyed = run_keyed(run), .number = first, .prefix = prefix};
    search->seed = search->map->secret(&run->session->world, run->home, &search->secret);
    bool fast = search->keyed.key->kind == GOTYPE_STRING || is_integer(search->keyed.key);
    search->tries = fast ? tries_of_text : tries_of_values;
    uint64_t all = value_examples(search->keyed.key);
    search->few = prefix == NULL && all < VALUE_EXAMPLES_MANY;
    if (search->few)
        search->tries = all;
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
    keyed_add_key(search->keyed.key, search->prefix, number, text);
}

/* Of an integer what is hashed are its bytes: as many as it has, the lowest first. */
static uint64_t hash_integer(const struct search *search, uint64_t number)
{
    unsigned char bytes[sizeof number];
    if (search->keyed.key->kind == GOTYPE_INT) /* examples are not negative */
        number &= UINT64_MAX >> (65 - 8 * search->keyed.key->size);
    for (size_t i = 0; i < search->keyed.key->size; i++)
        bytes[i] = (unsigned char)(number >> 8 * i);
    return hash_memory(&search->secret, bytes, search->keyed.key->size, search->seed);
}

/* The hash of the candidate `number`; false if it is no key of the type. */
static bool hash_candidate(struct search *search, uint64_t number, uint64_t *hash)
{
    if (is_integer(search->keyed.key)) {
        *hash = hash_integer(search, number);
        return true;
    }
    say_candidate(search, number);
    if (search->keyed.key->kind == GOTYPE_STRING) {
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
    value_id id = values_parse(search->scratch, search->keyed.key, text_string(&search->text),
                               search->text.length, &unfit);
    if (id == VALUE_NONE || values_is_unhashable(search->scratch, id))
        return false;
    *hash = values_hash(search->scratch, id, &search->secret, search->seed, no_draw, NULL);
    return true;
}

/* The next key that fulfils the wish and is not in the map; VALUE_NONE if none was found in time, or it was stopped. */
static value_id search_key(struct search *search, const struct wish *wish)
{
    struct values *values = search->keyed.values;
    uint64_t hash;
    while (search->tries > 0) {
        if (search->tries % TRIES_PER_LOOK == 0 &&
            !run_looks_on(search->run, search->found, search->wanted)) {
            search->stopped = true;
            return VALUE_NONE;
        }
        uint64_t number = search->number++;
        search->tries--;
        if (!hash_candidate(search, number, &hash))
            return VALUE_NONE;
        if (!fulfils(wish, hash))
            continue;
        if (is_integer(search->keyed.key))
            say_candidate(search, number);
        struct error unfit = {0};
        value_id key =
            values_parse(values, search->keyed.key, text_string(&search->text), search->text.length, &unfit);
        /* In the map its hash may be dictated. */
        const struct world *world = &search->run->session->world;
        if (key != VALUE_NONE && search->map->hash(world, search->run->home, key, &hash) &&
            fulfils(wish, hash) && !search->map->holds(world, search->run->home, key))
            return key;
    }
    return VALUE_NONE;
}

/* Nothing was found in time, or there is nothing more. */
static bool is_spent(const struct call *call, const struct wish *wish, const struct search *search,
                     uint64_t tried, struct error *error)
{
    if (search->few)
        return error_set(error, call->column, WORD_ERROR_MAP_COLLIDE_ALL, NUMBER(tried),
                         search->keyed.key->name, NUMBER(search->found), NUMBER(search->wanted));
    return error_set(error, call->column, wish->few, NUMBER(tried), NUMBER(search->found),
                     NUMBER(search->wanted));
}

/* Names the first of them. */
static void name_key(const struct search *search, size_t number, value_id key, struct text *names)
{
    if (number > KEYS_NAMED)
        return;
    text_separate(names, " ");
    text_add(names, number == KEYS_NAMED ? "…" : KEYED_SHOWN(search->keyed.values, key));
}

/* Finds and inserts the keys one by one. */
static bool insert_keys(struct run *run, const struct call *call, const struct wish *wish, size_t wanted,
                        struct text *names, struct error *error)
{
    const char *prefix;
    uint64_t first;
    if (!keyed_read_prefix(run_keyed(run).key, call, &prefix, &first, error))
        return false;
    struct search search;
    begin_search(&search, run, prefix, first);
    search.wanted = wanted;
    bool fine = true;
    for (size_t i = 0; i < wanted && fine; i++) {
        search.found = i;
        search.stopped = !run_counts_on(run, i, wanted, error);
        value_id key = search.stopped ? VALUE_NONE : search_key(&search, wish);
        if (search.stopped)
            fine = run_keeps(run, call, "count", i, wanted, error);
        else if (key == VALUE_NONE)
            fine = is_spent(call, wish, &search, search.number - first, error);
        else
            fine = session_insert_key(run, key, error);
        if (fine)
            name_key(&search, i, key, names);
    }
    run->work += (search.number - first) / TRIES_PER_WORK;
    end_search(&search);
    return fine;
}

bool session_collide(struct run *run, const struct call *call, const struct wish *wish, struct reply *reply,
                     struct error *error)
{
    size_t wanted = (size_t)call_argument(call, "count")->number;
    struct text names = {0};
    bool fine = run_spend(run, wanted, error) && insert_keys(run, call, wish, wanted, &names, error);
    if (fine) {
        reply_word(reply, "outcome", "inserted");
        reply_number(reply, "inserted", (int64_t)wanted);
        reply_say(reply, wanted == 1 ? wish->one : wish->many, NUMBER(wanted), text_string(&names));
    }
    text_free(&names);
    return fine;
}
