/* Loops over the map: range, and the same by hand, entry by entry. */
#include "hand/classic/classic.h"
#include "session/series.h"

static value_id iterator_word(const struct classic *map, uint32_t iterator, enum iterator_field field)
{
    return (value_id)memory_read(map->memory, place_word(iterator, field));
}

/* A loop may go over everything there is. */
static bool spend_loop(struct run *run, const struct classic *map, struct error *error)
{
    return run_spend(run, map_count(map) + classic_bucket_count(map), error);
}

/* ---- range */

static void take_entry(const struct classic *map, uint32_t iterator, struct series *delivered)
{
    value_id key = iterator_word(map, iterator, ITERATOR_KEY);
    size_t length;
    const char *bytes = values_text(map->values, key, &length);
    series_add(delivered, KEYED_SHOWN(map->values, key), bytes, length);
}

CLASSIC_VERB(range)
{
    struct classic its = run_map(run), *map = &its;
    (void)call;
    if (!spend_loop(run, map, error))
        return false;
    uint32_t by_hand = (uint32_t)classic_register(map, REGISTER_ITERATOR), iterator = 0;
    struct series delivered = {0};
    enum classic_outcome outcome = classic_iterate_begin(map, &iterator);
    bool on = true;
    while (outcome == CLASSIC_DELIVERED &&
           (on = run_counts_on(run, delivered.count, map_count(map), error))) {
        take_entry(map, iterator, &delivered);
        outcome = classic_iterate_next(map, iterator);
    }
    classic_iterate_keep(map, by_hand);
    bool fine = on && classic_outcome_is_fine(run, outcome, VALUE_NONE, reply, error);
    if (fine && delivered.count == 0) {
        reply_say(reply, WORD_MAP_SAY_RANGE_EMPTY);
        reply_list(reply, "keys", &delivered.json);
    } else if (fine) {
        series_say(&delivered, WORD_MAP_SAY_RANGE, WORD_MAP_SAY_RANGE_MANY, "keys", reply);
    }
    series_free(&delivered);
    return fine;
}

/* ---- by hand */

/* Appends the key to `keys`, as JSON. */
static void say_delivered(const struct classic *map, uint32_t iterator, enum classic_outcome outcome,
                          struct reply *reply, struct text *keys)
{
    if (outcome == CLASSIC_END) {
        reply_say(reply, WORD_MAP_SAY_LOOP_END);
        return;
    }
    value_id key = iterator_word(map, iterator, ITERATOR_KEY),
             elem = iterator_word(map, iterator, ITERATOR_ELEM);
    size_t length;
    const char *bytes = values_text(map->values, key, &length);
    reply_say(reply, WORD_MAP_SAY_DELIVERED, KEYED_SHOWN(map->values, key), KEYED_SHOWN(map->values, elem),
              NUMBER(iterator_word(map, iterator, ITERATOR_DELIVERED)));
    text_separate(keys, ",");
    text_add_json(keys, bytes, length);
}

CLASSIC_VERB(iterate)
{
    struct classic its = run_map(run), *map = &its;
    uint32_t before = (uint32_t)classic_register(map, REGISTER_ITERATOR), iterator = 0;
    (void)call;
    if (!spend_loop(run, map, error))
        return false;
    if (before != 0)
        classic_iterate_leave(map, before);
    enum classic_outcome outcome = classic_iterate_begin(map, &iterator);
    if (outcome == CLASSIC_DELIVERED) {
        uint64_t start = iterator_word(map, iterator, ITERATOR_START_BUCKET);
        uint64_t offset = iterator_word(map, iterator, ITERATOR_OFFSET);
        reply_say(reply, WORD_CLASSIC_SAY_LOOP_BEGIN, NUMBER(start), NUMBER(offset));
        reply_number(reply, "start_bucket", (int64_t)start);
        reply_number(reply, "offset", (int64_t)offset);
    }
    if (!classic_outcome_is_fine(run, outcome, VALUE_NONE, reply, error))
        return false;
    struct text keys = {0};
    say_delivered(map, iterator, outcome, reply, &keys);
    reply_list(reply, "keys", &keys);
    text_free(&keys);
    return true;
}

CLASSIC_VERB(next)
{
    struct classic its = run_map(run), *map = &its;
    const struct argument *count = call_argument(call, "count");
    uint32_t iterator = (uint32_t)classic_register(map, REGISTER_ITERATOR);
    if (iterator == 0 && call->repetition == 0)
        return error_set(error, call->column, WORD_ERROR_MAP_NO_LOOP);
    if (!spend_loop(run, map, error))
        return false;
    if (iterator == 0)
        return true; /* a repetition behind the end of the loop */
    enum classic_outcome outcome = CLASSIC_DELIVERED;
    struct text keys = {0};
    for (int64_t i = 0; i < (count->given ? count->number : 1) && outcome == CLASSIC_DELIVERED; i++) {
        outcome = classic_iterate_next(map, iterator);
        if (outcome == CLASSIC_DELIVERED || outcome == CLASSIC_END)
            say_delivered(map, iterator, outcome, reply, &keys);
    }
    reply_list(reply, "keys", &keys);
    text_free(&keys);
    return classic_outcome_is_fine(run, outcome, VALUE_NONE, reply, error);
}
