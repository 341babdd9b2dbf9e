/* Keys of whatever map is in hand, through the row that its engine has: read, filled in, and those of a workload's operations. */
#include "session/maps.h"

const struct gomap *run_gomap(const struct run *run)
{
    return world_engine(&run->session->world, run->home)->map;
}

struct keyed run_keyed(const struct run *run)
{
    const struct world *world = &run->session->world;
    const struct maptype *type = run_gomap(run)->type(world, run->home);
    return (struct keyed){world->values, type->key, type->elem};
}

/* What is asked of the map of a run. */

static uint64_t entries(const struct run *run)
{
    return run_gomap(run)->count(&run->session->world, run->home);
}

static bool holds(const struct run *run, value_id key)
{
    return run_gomap(run)->holds(&run->session->world, run->home, key);
}

static bool hash_of(const struct run *run, value_id key, uint64_t *hash)
{
    return run_gomap(run)->hash(&run->session->world, run->home, key, hash);
}

/* Inserts a key with the value of a number. */
static bool insert_numbered(struct run *run, value_id key, uint64_t number, struct error *error)
{
    const struct keyed keyed = run_keyed(run);
    value_id elem = keyed_value_by_number(&keyed, number, error);
    return elem != VALUE_NONE &&
           outcome_is_fine(run, run_gomap(run)->insert(&run->session->world, run->home, key, elem), key, NULL,
                           error);
}

bool session_insert_key(struct run *run, value_id key, struct error *error)
{
    return insert_numbered(run, key, entries(run) + 1, error);
}

/* ---- reading */

value_id session_read_key(struct run *run, const struct argument *argument, struct error *error)
{
    const struct keyed keyed = run_keyed(run);
    return keyed_read(keyed.values, keyed.key, argument, error);
}

bool session_read_hashable(const struct run *run, const struct argument *argument, value_id *key,
                           struct error *error)
{
    const struct keyed keyed = run_keyed(run);
    *key = keyed_read(keyed.values, keyed.key, argument, error);
    if (*key == VALUE_NONE)
        return false;
    return !values_is_unhashable(keyed.values, *key) ||
           run_gomap(run)->fail_unhashable(&run->session->world, run->home, *key, argument->column, error);
}

bool session_read_hash(const struct run *run, const struct call *call, value_id *key, uint64_t *hash,
                       struct error *error)
{
    const struct argument *argument = call_argument(call, "key");
    if (!session_read_hashable(run, argument, key, error))
        return false;
    return hash_of(run, *key, hash) || error_set(error, argument->column, WORD_ERROR_MAP_NAN,
                                                 KEYED_SHOWN(run->session->world.values, *key));
}

/* Whether a key may be given the hash of an argument: one that lies in the map may not be moved by it. */
static bool may_dictate(const struct run *run, value_id key, const struct argument *hash, struct error *error)
{
    const struct values *values = run->session->world.values;
    uint64_t now;
    if (values_is_unhashable(values, key) || !values_equals_itself(values, key))
        return error_set(error, hash->column, WORD_ERROR_MAP_HASH_NAN, KEYED_SHOWN(values, key));
    if (!hash_of(run, key, &now) || now == hash->hash || !holds(run, key))
        return true;
    return error_set(error, hash->column, WORD_ERROR_MAP_HASH_TAKEN, KEYED_SHOWN(values, key), HEX(now, 16));
}

bool session_point_at_key(const struct run *run, const struct pointing_at *at, struct point *point,
                          struct error *error)
{
    if (!at->which->given)
        return error_set(error, at->column, WORD_ERROR_MAP_FOCUS_KEY);
    if (!session_read_hashable(run, at->which, &point->key, error))
        return false;
    return point->what != POINT_KEY || holds(run, point->key) ||
           error_set(error, at->which->column, WORD_ERROR_MAP_POINT_ABSENT,
                     KEYED_SHOWN(run->session->world.values, point->key));
}

/* The elem of an insert: of an argument, else by the number of entries. VALUE_NONE and an error. */
static value_id read_elem(const struct run *run, const struct argument *argument, struct error *error)
{
    const struct keyed keyed = run_keyed(run);
    return argument->given ? keyed_read(keyed.values, keyed.elem, argument, error)
                           : keyed_value_by_number(&keyed, entries(run) + 1, error);
}

bool session_insert(struct run *run, const struct call *call, struct inserted *inserted, struct reply *reply,
                    struct error *error)
{
    struct world *world = &run->session->world;
    const struct argument *hash = call_argument(call, "hash");
    inserted->key = session_read_key(run, call_argument(call, "key"), error);
    if (inserted->key == VALUE_NONE)
        return false;
    inserted->elem = read_elem(run, call_argument(call, "value"), error);
    if (inserted->elem == VALUE_NONE || (hash->given && !may_dictate(run, inserted->key, hash, error)))
        return false;
    if (hash->given)
        run_gomap(run)->dictate_hash(world, run->home, inserted->key, hash->hash);
    enum gomap_outcome outcome = run_gomap(run)->insert(world, run->home, inserted->key, inserted->elem);
    inserted->updated = outcome == GOMAP_UPDATED;
    return outcome_is_fine(run, outcome, inserted->key, reply, error);
}

/* make(map[K]V, hint): the number behind the type, or hint=. */
bool session_read_hint(const struct call *call, bool declared, int64_t *hint, struct error *error)
{
    *hint = 0;
    if (call == NULL || declared)
        return true;
    const struct argument *number = call_argument(call, "len"), *named = call_argument(call, "hint");
    if (number->given || named->given)
        *hint = named->given ? named->number : number->number;
    const struct argument *more = call_argument(call, "cap");
    return !more->given || error_set(error, more->column, WORD_ERROR_MAP_CAP);
}

/* ---- fill: many new keys at once */

enum { SPARE_TRIES = 1000 /* keys that are there already are passed over, but not for ever */ };

/* The next key from `number` on that is not in the map. VALUE_NONE if the type has no more, or too many tries failed. */
static value_id next_new_key(const struct run *run, const char *prefix, uint64_t *number, uint64_t *tries)
{
    const struct keyed keyed = run_keyed(run);
    struct text text = {0};
    value_id key = VALUE_NONE;
    while (*tries > 0) {
        struct error unfit = {0};
        size_t known = values_count(keyed.values);
        --*tries;
        text_clear(&text);
        keyed_add_key(keyed.key, prefix, (*number)++, &text);
        key = values_parse(keyed.values, keyed.key, text_string(&text), text.length, &unfit);
        if (key == VALUE_NONE || values_is_unhashable(keyed.values, key)) {
            key = VALUE_NONE;
            break;
        }
        /* What was never written before is no map's key: only zeros are written in two ways, and none is tried here. */
        if (key > known || !holds(run, key))
            break;
        key = VALUE_NONE;
    }
    text_free(&text);
    return key;
}

/* What was inserted. */
struct filled {
    uint64_t count;
    value_id first, last;
};

/* False if the runtime refuses. */
static bool insert_new(struct run *run, const struct call *call, uint64_t wanted, struct filled *filled,
                       struct error *error)
{
    const struct keyed keyed = run_keyed(run);
    const char *prefix;
    uint64_t first, tries = wanted + entries(run) + SPARE_TRIES;
    if (!keyed_read_prefix(keyed.key, call, &prefix, &first, error))
        return false;
    /* Within a script nobody says what takes entries away. */
    struct numbers *numbers = call == run->call ? &run->session->numbers : NULL;
    const char *kept = prefix != NULL ? prefix : "";
    uint64_t number = numbers != NULL ? numbers_next(numbers, run->home, kept, first) : first;
    tries -= number - first < tries ? number - first : tries;
    while (filled->count < wanted) {
        if (!run_counts_on(run, filled->count, wanted, error))
            return run_keeps(run, call, "count", filled->count, wanted, error);
        value_id key = next_new_key(run, prefix, &number, &tries);
        if (key == VALUE_NONE)
            break;
        if (!session_insert_key(run, key, error))
            return false;
        filled->last = key;
        if (filled->count++ == 0)
            filled->first = key;
    }
    if (numbers != NULL)
        numbers_keep(numbers, run->session->timeline.end, run->home, kept, first, number);
    return true;
}

static bool say_filled(const struct run *run, const struct argument *count, const struct filled *filled,
                       struct reply *reply, struct error *error)
{
    const struct keyed keyed = run_keyed(run);
    reply_word(reply, "outcome", "inserted");
    reply_number(reply, "inserted", (int64_t)filled->count);
    if (filled->count != (uint64_t)count->number)
        return error_set(error, count->column, WORD_ERROR_MAP_KEYS_SPENT, keyed.key->name,
                         NUMBER(filled->count));
    reply_say(reply, filled->count == 1 ? WORD_MAP_SAY_FILLED_ONE : WORD_MAP_SAY_FILLED,
              NUMBER(filled->count), KEYED_SHOWN(keyed.values, filled->first),
              KEYED_SHOWN(keyed.values, filled->last), NUMBER(entries(run)));
    return true;
}

bool session_run_fill(struct run *run, const struct call *call, struct reply *reply, struct error *error)
{
    const struct keyed keyed = run_keyed(run);
    const struct argument *count = call_argument(call, "count");
    uint64_t wanted = (uint64_t)count->number, all = value_examples(keyed.key);
    struct filled filled = {0};
    if (wanted > all)
        return error_set(error, count->column, WORD_ERROR_MAP_FEW_KEYS, keyed.key->name, NUMBER(all));
    return run_spend(run, wanted, error) && insert_new(run, call, wanted, &filled, error) &&
           say_filled(run, count, &filled, reply, error);
}

/* ---- workload: keys and values by number */

value_id session_key_by_number(struct run *run, uint64_t number, struct error *error)
{
    const struct keyed keyed = run_keyed(run);
    return keyed_key_by_number(&keyed, number, error);
}

uint64_t session_keys(const struct run *run)
{
    return value_examples(run_keyed(run).key);
}

bool session_operate(struct run *run, enum workload_operation operation, value_id key, uint64_t value,
                     struct error *error)
{
    const struct gomap *map = run_gomap(run);
    struct world *world = &run->session->world;
    if (operation == WORKLOAD_DELETE)
        return outcome_is_fine(run, map->remove(world, run->home, key), key, NULL, error);
    if (operation != WORKLOAD_WRITE)
        return outcome_is_fine(run, map->get(world, run->home, key, NULL), key, NULL, error);
    return insert_numbered(run, key, value, error);
}
