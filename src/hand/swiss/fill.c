/* Many at once: fill, and the operations of a workload. */
#include "hand/swiss/swiss.h"

enum { SPARE_TRIES = 1000 /* keys that are there already are passed over, but not for ever */ };

/* The next key from `number` on that is not in the map. VALUE_NONE if the type has no more, or too many tries failed. */
static value_id next_new_key(const struct swiss *map, const char *prefix, uint64_t *number, uint64_t *tries)
{
    const struct gotype *type = swiss_type(map)->map.key;
    struct text text = {0};
    value_id key = VALUE_NONE;
    while (*tries > 0) {
        struct error unfit = {0};
        size_t known = values_count(map->values);
        --*tries;
        text_clear(&text);
        keyed_add_key(type, prefix, (*number)++, &text);
        key = values_parse(map->values, type, text_string(&text), text.length, &unfit);
        if (key == VALUE_NONE || values_is_unhashable(map->values, key)) {
            key = VALUE_NONE;
            break;
        }
        /* What was never written before is no map's key: only zeros are written in two ways, and none is tried here. */
        if (key > known || !swiss_locate(map, key).found)
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
static bool insert_new(struct run *run, struct swiss *map, const struct call *call, uint64_t wanted,
                       struct filled *filled, struct error *error)
{
    const struct keyed keyed = swiss_keyed(map);
    const char *prefix;
    uint64_t first, tries = wanted + swiss_word(map, SWISS_WORD_USED) + SPARE_TRIES;
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
        value_id key = next_new_key(map, prefix, &number, &tries);
        if (key == VALUE_NONE)
            break;
        value_id elem = keyed_value_by_number(&keyed, swiss_word(map, SWISS_WORD_USED) + 1, error);
        if (elem == VALUE_NONE || !swiss_outcome_is_fine(run, swiss_insert(map, key, elem), key, NULL, error))
            return false;
        filled->last = key;
        if (filled->count++ == 0)
            filled->first = key;
    }
    if (numbers != NULL)
        numbers_keep(numbers, run->session->timeline.end, run->home, kept, first, number);
    return true;
}

static bool say_filled(const struct swiss *map, const struct argument *count, const struct filled *filled,
                       struct reply *reply, struct error *error)
{
    reply_word(reply, "outcome", swiss_outcome_name(SWISS_INSERTED));
    reply_number(reply, "inserted", (int64_t)filled->count);
    if (filled->count != (uint64_t)count->number)
        return error_set(error, count->column, WORD_ERROR_MAP_KEYS_SPENT, swiss_type(map)->map.key->name,
                         NUMBER(filled->count));
    reply_say(reply, filled->count == 1 ? WORD_MAP_SAY_FILLED_ONE : WORD_MAP_SAY_FILLED,
              NUMBER(filled->count), SWISS_SHOWN(map, filled->first), SWISS_SHOWN(map, filled->last),
              NUMBER(swiss_word(map, SWISS_WORD_USED)));
    return true;
}

SWISS_VERB(fill)
{
    struct swiss its = run_swiss(run), *map = &its;
    const struct argument *count = call_argument(call, "count");
    uint64_t wanted = (uint64_t)count->number, all = value_examples(swiss_type(map)->map.key);
    struct filled filled = {0};
    if (wanted > all)
        return error_set(error, count->column, WORD_ERROR_MAP_FEW_KEYS, swiss_type(map)->map.key->name,
                         NUMBER(all));
    return run_spend(run, wanted, error) && insert_new(run, map, call, wanted, &filled, error) &&
           say_filled(map, count, &filled, reply, error);
}

/* ---- workload */

value_id swiss_key_of_number(struct run *run, uint64_t number, struct error *error)
{
    const struct swiss map = run_swiss(run);
    const struct keyed keyed = swiss_keyed(&map);
    return keyed_key_by_number(&keyed, number, error);
}

uint64_t swiss_keys(const struct run *run)
{
    const struct swiss map = run_swiss(run);
    return value_examples(swiss_type(&map)->map.key);
}

bool swiss_operate(struct run *run, enum workload_operation operation, value_id key, uint64_t value,
                   struct error *error)
{
    struct swiss map = run_swiss(run);
    const struct keyed keyed = swiss_keyed(&map);
    value_id elem = VALUE_NONE;
    enum swiss_outcome outcome = SWISS_ABSENT;
    switch (operation) {
    case WORKLOAD_WRITE:
        elem = keyed_value_by_number(&keyed, value, error);
        if (elem == VALUE_NONE)
            return false;
        outcome = swiss_insert(&map, key, elem);
        break;
    case WORKLOAD_DELETE:
        outcome = swiss_delete(&map, key);
        break;
    default:
        outcome = swiss_get(&map, key, &elem);
        break;
    }
    return swiss_outcome_is_fine(run, outcome, key, NULL, error);
}
