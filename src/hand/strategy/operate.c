/* Operations: which map does them is the strategy's business, what the map says of them the business of the map's own hand. */
#include "hand/strategy/strategy.h"

#include "base/number.h"

#include <string.h>

static const enum strategy_operation operations[WORKLOAD_OPERATIONS] = {
    [WORKLOAD_READ] = STRATEGY_READ,
    [WORKLOAD_WRITE] = STRATEGY_WRITE,
    [WORKLOAD_DELETE] = STRATEGY_DELETE,
};

/* The hand of its maps. */
static const struct hand *hand_of_parts(const struct run *run)
{
    const struct strategy strategy = run_strategy(run);
    return hand_of(run->session, strategy_part_home(&strategy, 0));
}

/* ---- keys: all maps have the same */

value_id strategy_read_key(struct run *run, const struct argument *key, struct error *error)
{
    const struct strategy strategy = run_strategy(run);
    const struct hand *hand = hand_of_parts(run);
    uint32_t home = run->home;
    run->home = strategy_part_home(&strategy, 0);
    value_id id = hand->read_key(run, key, error);
    run->home = home;
    return id;
}

value_id strategy_key_by_number(struct run *run, uint64_t number, struct error *error)
{
    const struct strategy strategy = run_strategy(run);
    const struct hand *hand = hand_of_parts(run);
    uint32_t home = run->home;
    run->home = strategy_part_home(&strategy, 0);
    value_id id = hand->key_by_number(run, number, error);
    run->home = home;
    return id;
}

uint64_t strategy_keys(const struct run *run)
{
    const struct strategy strategy = run_strategy(run);
    struct run of_part = *run;
    of_part.home = strategy_part_home(&strategy, 0);
    return hand_of_parts(run)->keys(&of_part);
}

/* ---- one operation */

/* A publication copies all entries, each of which is read and inserted: counted before, so that a line stays bounded. */
static bool may_leave(struct run *run, const struct strategy *strategy, enum strategy_operation operation,
                      struct error *error)
{
    bool due =
        strategy_kind(strategy) == STRATEGY_SPLIT && operation != STRATEGY_READ &&
        strategy_register(strategy, STRATEGY_BEHIND) + 1 >= strategy_register(strategy, STRATEGY_EVERY);
    return !due || run_spend_within(run, 2 * strategy_count(strategy), COPIES_LIMIT, error) ||
           error_set(error, 0, WORD_ERROR_STRATEGY_WORK, NUMBER(COPIES_LIMIT));
}

bool strategy_operate(struct run *run, enum workload_operation operation, value_id key, uint64_t value,
                      struct error *error)
{
    struct strategy strategy = run_strategy(run);
    const struct hand *hand = hand_of_parts(run);
    uint32_t home = run->home;
    run->home = strategy_enter(&strategy, operations[operation], key);
    bool fine = hand->operate(run, operation, key, value, error);
    run->home = home;
    if (!fine || !may_leave(run, &strategy, operations[operation], error))
        return false;
    strategy_leave(&strategy, operations[operation]);
    return true;
}

static void say_part(const struct strategy *strategy, uint32_t part, struct reply *reply)
{
    int number = strategy_part_of(strategy, part);
    if (strategy_kind(strategy) != STRATEGY_SHARDED)
        return;
    reply_say(reply, WORD_STRATEGY_SAY_IN_SHARD, NUMBER(number), NUMBER(strategy_part_count(strategy)));
    reply_number(reply, "shard", number);
}

/* The command of that name, by the map that the key goes to. */
static bool run_by_part(struct run *run, const struct call *call, enum strategy_operation operation,
                        struct reply *reply, struct error *error)
{
    struct strategy strategy = run_strategy(run);
    const struct verb *verb = hand_verb(hand_of_parts(run), call->command->name);
    value_id key = strategy_read_key(run, call_argument(call, "key"), error);
    uint32_t home = run->home;
    if (key == VALUE_NONE)
        return false;
    uint32_t part = run->home = strategy_enter(&strategy, operation, key);
    bool fine = verb->run(run, call, reply, error);
    run->home = home;
    if (!fine || !may_leave(run, &strategy, operation, error))
        return false;
    say_part(&strategy, part, reply);
    strategy_leave(&strategy, operation);
    return true;
}

STRATEGY_VERB(insert)
{
    const struct argument *hash = call_argument(call, "hash");
    if (hash->given)
        return error_set(error, hash->column, WORD_ERROR_STRATEGY_HASH);
    return run_by_part(run, call, STRATEGY_WRITE, reply, error);
}

STRATEGY_VERB(delete)
{
    return run_by_part(run, call, STRATEGY_DELETE, reply, error);
}

static void say_staleness(const struct strategy *strategy, uint64_t differed, struct reply *reply)
{
    uint64_t behind = strategy_register(strategy, STRATEGY_BEHIND);
    bool other = strategy_register(strategy, STRATEGY_DIFFERED) > differed;
    reply_say(reply,
              behind == 0 ? WORD_STRATEGY_SAY_FRESH
              : other     ? WORD_STRATEGY_SAY_STALE_OTHER
                          : WORD_STRATEGY_SAY_STALE,
              NUMBER(behind));
    reply_number(reply, "behind", (int64_t)behind);
    reply_flag(reply, "differs", other);
}

STRATEGY_VERB(get)
{
    const struct strategy strategy = run_strategy(run);
    uint64_t differed = strategy_register(&strategy, STRATEGY_DIFFERED);
    if (!run_by_part(run, call, STRATEGY_READ, reply, error))
        return false;
    if (strategy_kind(&strategy) == STRATEGY_SPLIT)
        say_staleness(&strategy, differed, reply);
    return true;
}

/* ---- many */

/* Keys of numbers, or a prefix and a number: `number` is where they begin. */
struct series {
    const char *prefix; /* NULL: none */
    uint64_t number;
};

static bool read_series(struct run *run, const struct argument *prefix, struct series *series)
{
    struct error unheard = {0};
    struct argument first = {.given = true};
    *series = (struct series){.number = 1};
    if (!prefix->given)
        return true;
    if (number_read_unsigned(prefix->text, prefix->length, &series->number) && series->number > 0)
        return true;
    struct text text = {0};
    text_format(&text, "%s1", prefix->text);
    first.text = text_string(&text);
    first.length = text.length;
    bool fine = strategy_read_key(run, &first, &unheard) != VALUE_NONE;
    text_free(&text);
    series->prefix = prefix->text;
    series->number = 1;
    return fine;
}

static value_id next_key(struct run *run, struct series *series, struct error *error)
{
    struct argument argument = {.given = true};
    struct text text = {0};
    if (series->prefix == NULL)
        return strategy_key_by_number(run, series->number++, error);
    text_format(&text, "%s%llu", series->prefix, (unsigned long long)series->number++);
    argument.text = text_string(&text);
    argument.length = text.length;
    value_id key = strategy_read_key(run, &argument, error);
    text_free(&text);
    return key;
}

bool strategy_has(const struct strategy *strategy, value_id key)
{
    const struct classic map = strategy_part(strategy, strategy_part_for(strategy, STRATEGY_WRITE, key));
    return classic_locate(&map, key).found;
}

STRATEGY_VERB(fill)
{
    enum { SPARE_TRIES = 1000 };
    const struct argument *count = call_argument(call, "count"), *prefix = call_argument(call, "prefix");
    const struct strategy strategy = run_strategy(run);
    uint64_t wanted = (uint64_t)count->number, tries = wanted + strategy_count(&strategy) + SPARE_TRIES,
             filled = 0;
    struct series series;
    if (!read_series(run, prefix, &series))
        return error_set(error, prefix->column, WORD_ERROR_STRATEGY_PREFIX, prefix->text,
                         strategy_map_name(&strategy));
    if (!run_spend(run, wanted, error))
        return false;
    uint64_t copies = strategy_foresee_fill(&strategy, wanted);
    if (copies > 0 && run->work + copies > COPIES_LIMIT)
        return error_set(error, 0, WORD_ERROR_STRATEGY_WORK, NUMBER(COPIES_LIMIT));
    while (filled < wanted && tries-- > 0) {
        if (!run_counts_on(run, filled, wanted, error))
            return run_keeps(run, call, "count", filled, wanted, error);
        value_id key = next_key(run, &series, error);
        if (key == VALUE_NONE)
            return false;
        if (strategy_has(&strategy, key))
            continue;
        if (!strategy_operate(run, WORKLOAD_WRITE, key, strategy_count(&strategy) + 1, error))
            return false;
        filled++;
    }
    if (filled < wanted)
        return error_set(error, count->column, WORD_ERROR_STRATEGY_KEYS_SPENT, strategy_map_name(&strategy),
                         NUMBER(filled));
    reply_say(reply, WORD_STRATEGY_SAY_FILLED, NUMBER(filled), NUMBER(strategy_count(&strategy)));
    reply_number(reply, "inserted", (int64_t)filled);
    return true;
}

STRATEGY_VERB(clear)
{
    struct strategy strategy = run_strategy(run);
    const struct argument *how = call_argument(call, "how");
    uint64_t count = strategy_count(&strategy), room = 0;
    if (how->given)
        return error_set(error, how->column, WORD_ERROR_STRATEGY_CLEAR_LOOP);
    for (int i = 0; i < strategy_part_count(&strategy); i++) {
        const struct classic map = strategy_part(&strategy, i);
        room += classic_bucket_count(&map);
    }
    if (!run_spend(run, count + room, error))
        return false;
    strategy_clear(&strategy);
    run_tally(run, "done");
    reply_say(reply, WORD_STRATEGY_SAY_CLEARED, NUMBER(count), strategy_type_name(&strategy));
    return true;
}

STRATEGY_VERB(publish)
{
    struct strategy strategy = run_strategy(run);
    if (strategy_kind(&strategy) != STRATEGY_SPLIT)
        return error_set(error, call->column, WORD_ERROR_STRATEGY_NO_SIDES);
    uint64_t behind = strategy_register(&strategy, STRATEGY_BEHIND), count = strategy_count(&strategy);
    if (!run_spend(run, count, error))
        return false;
    strategy_publish(&strategy);
    run_tally(run, "done");
    reply_say(reply, behind > 0 ? WORD_STRATEGY_SAY_PUBLISHED : WORD_STRATEGY_SAY_PUBLISHED_ANEW,
              NUMBER(count), NUMBER(behind));
    reply_number(reply, "copied", (int64_t)count);
    return true;
}
