/* Loops over a map: range, and the same by hand, entry by entry. */
#include "session/maps.h"
#include "session/series.h"

/* The map that the line in hand is about, with its row. */
struct looped {
    const struct gomap *map;
    struct world *world;
    const struct values *values;
    uint32_t home;
};

static struct looped looped_of(struct run *run)
{
    struct world *world = &run->session->world;
    return (struct looped){run_gomap(run), world, world->values, run->home};
}

static value_id word_of(const struct looped *looped, uint32_t iterator, uint8_t word)
{
    return (value_id)memory_read(&looped->world->memory, place_word(iterator, word));
}

/* A loop may go over everything there is. */
static bool spend_loop(struct run *run, const struct looped *looped, struct error *error)
{
    return run_spend(run, looped->map->walk(looped->world, looped->home), error);
}

/* ---- range */

static void take_entry(const struct looped *looped, uint32_t iterator, struct series *delivered)
{
    value_id key = word_of(looped, iterator, looped->map->key);
    size_t length;
    const char *bytes = values_text(looped->values, key, &length);
    series_add(delivered, KEYED_SHOWN(looped->values, key), bytes, length);
}

bool session_run_range(struct run *run, const struct call *call, struct reply *reply, struct error *error)
{
    const struct looped its = looped_of(run);
    (void)call;
    if (!spend_loop(run, &its, error))
        return false;
    uint32_t by_hand = its.map->loop(its.world, its.home), iterator = 0;
    struct series delivered = {0};
    enum gomap_outcome outcome = its.map->begin(its.world, its.home, &iterator);
    bool on = true;
    while (outcome == GOMAP_DELIVERED &&
           (on = run_counts_on(run, delivered.count, its.map->count(its.world, its.home), error))) {
        take_entry(&its, iterator, &delivered);
        outcome = its.map->next(its.world, its.home, iterator);
    }
    its.map->keep(its.world, its.home, by_hand);
    bool fine = on && outcome_is_fine(run, outcome, VALUE_NONE, reply, error);
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
static void say_delivered(const struct looped *looped, uint32_t iterator, enum gomap_outcome outcome,
                          struct reply *reply, struct text *keys)
{
    if (outcome == GOMAP_END) {
        reply_say(reply, WORD_MAP_SAY_LOOP_END);
        return;
    }
    value_id key = word_of(looped, iterator, looped->map->key),
             elem = word_of(looped, iterator, looped->map->elem);
    size_t length;
    const char *bytes = values_text(looped->values, key, &length);
    reply_say(reply, WORD_MAP_SAY_DELIVERED, KEYED_SHOWN(looped->values, key),
              KEYED_SHOWN(looped->values, elem), NUMBER(word_of(looped, iterator, looped->map->delivered)));
    text_separate(keys, ",");
    text_add_json(keys, bytes, length);
}

bool session_run_iterate(struct run *run, const struct call *call, struct reply *reply, struct error *error)
{
    const struct looped its = looped_of(run);
    uint32_t before = its.map->loop(its.world, its.home), iterator = 0;
    (void)call;
    if (!spend_loop(run, &its, error))
        return false;
    if (before != 0)
        its.map->leave(its.world, its.home, before);
    enum gomap_outcome outcome = its.map->begin(its.world, its.home, &iterator);
    if (outcome == GOMAP_DELIVERED)
        hand_of(run->session, run->home)->map->loop_begins(run, iterator, reply);
    if (!outcome_is_fine(run, outcome, VALUE_NONE, reply, error))
        return false;
    struct text keys = {0};
    say_delivered(&its, iterator, outcome, reply, &keys);
    reply_list(reply, "keys", &keys);
    text_free(&keys);
    return true;
}

bool session_run_next(struct run *run, const struct call *call, struct reply *reply, struct error *error)
{
    const struct looped its = looped_of(run);
    const struct argument *count = call_argument(call, "count");
    uint32_t iterator = its.map->loop(its.world, its.home);
    if (iterator == 0 && call->repetition == 0)
        return error_set(error, call->column, WORD_ERROR_MAP_NO_LOOP);
    if (!spend_loop(run, &its, error))
        return false;
    if (iterator == 0)
        return true; /* a repetition behind the end of the loop */
    enum gomap_outcome outcome = GOMAP_DELIVERED;
    struct text keys = {0};
    for (int64_t i = 0; i < (count->given ? count->number : 1) && outcome == GOMAP_DELIVERED; i++) {
        outcome = its.map->next(its.world, its.home, iterator);
        if (outcome == GOMAP_DELIVERED || outcome == GOMAP_END)
            say_delivered(&its, iterator, outcome, reply, &keys);
    }
    reply_list(reply, "keys", &keys);
    text_free(&keys);
    return outcome_is_fine(run, outcome, VALUE_NONE, reply, error);
}
