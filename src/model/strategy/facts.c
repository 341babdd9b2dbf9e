/* What can be asked of a strategy: the table of its facts. */
#include "model/strategy/verb.h"

#include <string.h>

#define ANSWER(name)                                                                                         \
    static bool answer_##name(const struct fact_question *question, struct fact_value *value,                \
                              struct error *error)

static struct strategy strategy_asked(const struct fact_question *question)
{
    return strategy_of(question->world, question->home);
}

/* A fact that is a number and can always be told. `strategy` is at hand in the expression. */
#define NUMBER_OF(name, expression)                                                                          \
    ANSWER(name)                                                                                             \
    {                                                                                                        \
        const struct strategy its = strategy_asked(question), *strategy = &its;                              \
        (void)error;                                                                                         \
        return fact_value_number(value, (uint64_t)(expression));                                             \
    }

/* The sum over its maps of what `number` says of one; of a split map, of both sides. */
static uint64_t sum(const struct strategy *strategy, uint64_t (*number)(const struct classic *map))
{
    uint64_t all = 0;
    for (int i = 0; i < strategy_part_count(strategy); i++) {
        const struct classic map = strategy_part(strategy, i);
        all += number(&map);
    }
    return all;
}

static uint64_t growing_of(const struct classic *map)
{
    return classic_growing(map);
}

static uint64_t buckets_of(const struct classic *map)
{
    return classic_bucket_count(map);
}

static uint64_t bytes_of(const struct strategy *strategy)
{
    struct engine_bytes bytes =
        world_engine(strategy->world, strategy->home)->bytes(strategy->world, strategy->home);
    return bytes.live + bytes.kept;
}

static uint64_t visible(const struct strategy *strategy)
{
    if (strategy_kind(strategy) != STRATEGY_SPLIT)
        return strategy_count(strategy);
    const struct classic read = strategy_part(strategy, STRATEGY_READ_SIDE);
    return classic_register(&read, REGISTER_COUNT);
}

NUMBER_OF(count, strategy_count(strategy))
NUMBER_OF(maps, strategy_part_count(strategy))
NUMBER_OF(largest, strategy_extreme(strategy, true))
NUMBER_OF(smallest, strategy_extreme(strategy, false))
NUMBER_OF(growths, strategy_growths(strategy))
NUMBER_OF(growing, sum(strategy, growing_of))
NUMBER_OF(buckets, sum(strategy, buckets_of))
NUMBER_OF(bytes, bytes_of(strategy))
NUMBER_OF(visible, visible(strategy))
NUMBER_OF(behind, strategy_register(strategy, STRATEGY_BEHIND))
NUMBER_OF(reads, strategy_register(strategy, STRATEGY_READS))
NUMBER_OF(stale, strategy_register(strategy, STRATEGY_STALE))
NUMBER_OF(staleness, strategy_register(strategy, STRATEGY_STALENESS))
NUMBER_OF(stalest, strategy_register(strategy, STRATEGY_STALEST))
NUMBER_OF(differed, strategy_register(strategy, STRATEGY_DIFFERED))
NUMBER_OF(published, strategy_register(strategy, STRATEGY_PUBLISHED))
NUMBER_OF(copied, strategy_register(strategy, STRATEGY_COPIED))

/* ---- of a key */

static bool read_key(const struct fact_question *question, value_id *key, struct error *error)
{
    const struct strategy strategy = strategy_asked(question);
    const struct classic map = strategy_part(&strategy, 0);
    *key =
        values_parse(strategy.values, classic_type(&map)->key, question->word, question->word_length, error);
    if (*key == VALUE_NONE)
        return false;
    return !values_is_unhashable(strategy.values, *key) || classic_fail_unhashable(&map, *key, 0, error);
}

static bool answer_at(const struct fact_question *question, enum strategy_operation operation,
                      struct fact_value *value, struct error *error)
{
    const struct strategy strategy = strategy_asked(question);
    value_id key;
    if (!read_key(question, &key, error))
        return false;
    const struct classic map = strategy_part(&strategy, strategy_part_for(&strategy, operation, key));
    struct classic_spot spot = classic_locate(&map, key);
    if (!spot.found)
        return fact_value_of(value, "absent", strlen("absent"));
    size_t length;
    const char *bytes =
        values_text(strategy.values, classic_cells(&map, spot.reference)->elem[spot.slot], &length);
    return fact_value_of(value, bytes, length);
}

/* What a read gives, and what was written. */
ANSWER(value)
{
    return answer_at(question, STRATEGY_READ, value, error);
}

ANSWER(written)
{
    return answer_at(question, STRATEGY_WRITE, value, error);
}

ANSWER(shard)
{
    const struct strategy strategy = strategy_asked(question);
    value_id key;
    if (strategy_kind(&strategy) != STRATEGY_SHARDED)
        return error_set(error, 0, WORD_ERROR_STRATEGY_NO_SHARDS);
    return read_key(question, &key, error) &&
           fact_value_number(value, (uint64_t)strategy_shard(&strategy, strategy_hash(&strategy, key)));
}

/* ---- of a map of it */

static bool part_asked(const struct fact_question *question, struct classic *map, struct error *error)
{
    const struct strategy strategy = strategy_asked(question);
    uint64_t part = question->index[0], parts = (uint64_t)strategy_part_count(&strategy);
    if (part >= parts) {
        error_set(error, 0, WORD_ERROR_STRATEGY_FACT_NO_PART, NUMBER(part), NUMBER(parts));
        return false;
    }
    *map = strategy_part(&strategy, (int)part);
    return true;
}

ANSWER(entries_in)
{
    struct classic map;
    return part_asked(question, &map, error) &&
           fact_value_number(value, classic_register(&map, REGISTER_COUNT));
}

ANSWER(buckets_in)
{
    struct classic map;
    return part_asked(question, &map, error) && fact_value_number(value, classic_bucket_count(&map));
}

/* Facts in the order in which documentation lists them. */
#define OF(name)                                                                                             \
    {                                                                                                        \
#name, FACT_NOTHING, false, false, WORD_STRATEGY_FACT_##name, answer_##name                          \
    }
#define OF_KEY(name)                                                                                         \
    {                                                                                                        \
#name, FACT_WORD, false, false, WORD_STRATEGY_FACT_##name, answer_##name                             \
    }
#define OF_PART(name)                                                                                        \
    {                                                                                                        \
#name, FACT_INDEX, false, false, WORD_STRATEGY_FACT_##name, answer_##name                            \
    }

const struct fact_row strategy_facts[] = {
    OF(count),       OF(maps),      OF(largest),         OF(smallest),        OF(buckets),    OF(growths),
    OF(growing),     OF(bytes),     OF(visible),         OF(behind),          OF(reads),      OF(stale),
    OF(staleness),   OF(stalest),   OF(differed),        OF(published),       OF(copied),     OF_KEY(value),
    OF_KEY(written), OF_KEY(shard), OF_PART(entries_in), OF_PART(buckets_in), {.name = NULL},
};
