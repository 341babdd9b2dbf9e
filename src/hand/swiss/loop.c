/* Loops over the map: range, and the same by hand, entry by entry. */
#include "hand/swiss/swiss.h"
#include "session/series.h"

static value_id iterator_word(const struct swiss *map, uint32_t iterator, enum swiss_iterator_word word)
{
    return (value_id)memory_read(map->memory, place_word(iterator, word));
}

/* A loop may go over everything there is. */
static bool spend_loop(struct run *run, const struct swiss *map, struct error *error)
{
    return run_spend(
        run, swiss_word(map, SWISS_WORD_USED) + swiss_table_count(map) * SWISS_MOST_CAPACITY / SWISS_SLOTS,
        error);
}

/* ---- range */

static void take_entry(const struct swiss *map, uint32_t iterator, struct series *delivered)
{
    value_id key = iterator_word(map, iterator, SWISS_ITERATOR_KEY);
    size_t length;
    const char *bytes = values_text(map->values, key, &length);
    series_add(delivered, SWISS_SHOWN(map, key), bytes, length);
}

SWISS_VERB(range)
{
    struct swiss its = run_swiss(run), *map = &its;
    (void)call;
    if (!spend_loop(run, map, error))
        return false;
    uint32_t by_hand = (uint32_t)swiss_word(map, SWISS_WORD_ITERATOR), iterator = 0;
    struct series delivered = {0};
    enum swiss_outcome outcome = swiss_iterate_begin(map, &iterator);
    bool on = true;
    while (outcome == SWISS_DELIVERED &&
           (on = run_counts_on(run, delivered.count, swiss_word(map, SWISS_WORD_USED), error))) {
        take_entry(map, iterator, &delivered);
        outcome = swiss_iterate_next(map, iterator);
    }
    swiss_iterate_keep(map, by_hand);
    bool fine = on && swiss_outcome_is_fine(run, outcome, VALUE_NONE, reply, error);
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
static void say_delivered(const struct swiss *map, uint32_t iterator, enum swiss_outcome outcome,
                          struct reply *reply, struct text *keys)
{
    if (outcome == SWISS_END) {
        reply_say(reply, WORD_MAP_SAY_LOOP_END);
        return;
    }
    value_id key = iterator_word(map, iterator, SWISS_ITERATOR_KEY),
             elem = iterator_word(map, iterator, SWISS_ITERATOR_ELEM);
    size_t length;
    const char *bytes = values_text(map->values, key, &length);
    reply_say(reply, WORD_MAP_SAY_DELIVERED, SWISS_SHOWN(map, key), SWISS_SHOWN(map, elem),
              NUMBER(iterator_word(map, iterator, SWISS_ITERATOR_DELIVERED)));
    text_separate(keys, ",");
    text_add_json(keys, bytes, length);
}

static void say_begin(const struct swiss *map, uint32_t iterator, struct reply *reply)
{
    uint64_t entry = memory_read(map->memory, place_word(iterator, SWISS_ITERATOR_ENTRY_OFFSET)),
             table = (uint32_t)iterator_word(map, iterator, SWISS_ITERATOR_TABLE);
    if (table == 0) {
        reply_say(reply, WORD_SWISS_SAY_LOOP_BEGIN_SMALL, NUMBER(entry % SWISS_SLOTS));
        return;
    }
    uint64_t index = swiss_table_word(map, (uint32_t)table, SWISS_TABLE_INDEX),
             slot = entry & (swiss_table_word(map, (uint32_t)table, SWISS_TABLE_CAPACITY) - 1);
    reply_say(reply, WORD_SWISS_SAY_LOOP_BEGIN, NUMBER(index), NUMBER(slot));
    reply_number(reply, "table", (int64_t)index);
    reply_number(reply, "offset", (int64_t)slot);
}

SWISS_VERB(iterate)
{
    struct swiss its = run_swiss(run), *map = &its;
    uint32_t before = (uint32_t)swiss_word(map, SWISS_WORD_ITERATOR), iterator = 0;
    (void)call;
    if (!spend_loop(run, map, error))
        return false;
    if (before != 0)
        swiss_iterate_leave(map, before);
    enum swiss_outcome outcome = swiss_iterate_begin(map, &iterator);
    if (outcome == SWISS_DELIVERED)
        say_begin(map, iterator, reply);
    if (!swiss_outcome_is_fine(run, outcome, VALUE_NONE, reply, error))
        return false;
    struct text keys = {0};
    say_delivered(map, iterator, outcome, reply, &keys);
    reply_list(reply, "keys", &keys);
    text_free(&keys);
    return true;
}

SWISS_VERB(next)
{
    struct swiss its = run_swiss(run), *map = &its;
    const struct argument *count = call_argument(call, "count");
    uint32_t iterator = (uint32_t)swiss_word(map, SWISS_WORD_ITERATOR);
    if (iterator == 0 && call->repetition == 0)
        return error_set(error, call->column, WORD_ERROR_MAP_NO_LOOP);
    if (!spend_loop(run, map, error))
        return false;
    if (iterator == 0)
        return true; /* a repetition behind the end of the loop */
    enum swiss_outcome outcome = SWISS_DELIVERED;
    struct text keys = {0};
    for (int64_t i = 0; i < (count->given ? count->number : 1) && outcome == SWISS_DELIVERED; i++) {
        outcome = swiss_iterate_next(map, iterator);
        if (outcome == SWISS_DELIVERED || outcome == SWISS_END)
            say_delivered(map, iterator, outcome, reply, &keys);
    }
    reply_list(reply, "keys", &keys);
    text_free(&keys);
    return swiss_outcome_is_fine(run, outcome, VALUE_NONE, reply, error);
}
