/* fill: many new keys at once. */
#include "hand/classic/classic.h"

enum { SPARE_TRIES = 1000 /* keys that are there already are passed over, but not for ever */ };

/* The next key from `number` on that is not in the map. VALUE_NONE if the type has no more, or too many tries failed. */
static value_id next_new_key(const struct classic *map, const char *prefix, uint64_t *number, uint64_t *tries)
{
    const struct gotype *type = classic_type(map)->key;
    struct text text = {0};
    value_id key = VALUE_NONE;
    while (*tries > 0) {
        struct error unfit = {0};
        size_t known = values_count(map->values);
        --*tries;
        text_clear(&text);
        classic_key_by_number(type, prefix, (*number)++, &text);
        key = values_parse(map->values, type, text_string(&text), text.length, &unfit);
        if (key == VALUE_NONE || values_is_unhashable(map->values, key)) {
            key = VALUE_NONE;
            break;
        }
        /* What was never written before is no map's key: only zeros are written in two ways, and none is tried here. */
        if (key > known || !classic_locate(map, key).found)
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
static bool insert_new(struct run *run, struct classic *map, const struct call *call, uint64_t wanted,
                       struct filled *filled, struct error *error)
{
    const char *prefix;
    uint64_t first, tries = wanted + map_count(map) + SPARE_TRIES;
    if (!classic_read_prefix(map, call, &prefix, &first, error))
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
        value_id elem = classic_preset_value(map, error);
        if (elem == VALUE_NONE ||
            !classic_outcome_is_fine(run, classic_assign(map, key, elem), key, NULL, error))
            return false;
        filled->last = key;
        if (filled->count++ == 0)
            filled->first = key;
    }
    if (numbers != NULL)
        numbers_keep(numbers, run->session->timeline.end, run->home, kept, first, number);
    return true;
}

static bool say_filled(const struct classic *map, const struct argument *count, const struct filled *filled,
                       struct reply *reply, struct error *error)
{
    bool all = filled->count == (uint64_t)count->number;
    reply_word(reply, "outcome", classic_outcome_name(CLASSIC_INSERTED));
    reply_number(reply, "inserted", (int64_t)filled->count);
    if (!all)
        return error_set(error, count->column, WORD_ERROR_MAP_KEYS_SPENT, classic_type(map)->key->name,
                         NUMBER(filled->count));
    reply_say(reply, filled->count == 1 ? WORD_MAP_SAY_FILLED_ONE : WORD_MAP_SAY_FILLED,
              NUMBER(filled->count), VALUE_SHOWN(map, filled->first), VALUE_SHOWN(map, filled->last),
              NUMBER(map_count(map)));
    return true;
}

CLASSIC_VERB(fill)
{
    struct classic its = run_map(run), *map = &its;
    const struct argument *count = call_argument(call, "count");
    uint64_t wanted = (uint64_t)count->number, all = value_examples(classic_type(map)->key);
    struct filled filled = {0};
    if (wanted > all)
        return error_set(error, count->column, WORD_ERROR_MAP_FEW_KEYS, classic_type(map)->key->name,
                         NUMBER(all));
    return run_spend(run, wanted, error) && insert_new(run, map, call, wanted, &filled, error) &&
           say_filled(map, count, &filled, reply, error);
}
