/* What can be asked of a classic map: the table of its facts. */
#include "model/classic/measure.h"
#include "model/classic/verb.h"
#include "model/fact.h"

#include <string.h>

#define ANSWER(name)                                                                                         \
    static bool answer_##name(const struct fact_question *question, struct fact_value *value,                \
                              struct error *error)

static struct classic map_of(const struct fact_question *question)
{
    return classic_of(question->world, question->home);
}

/* A fact that is a number and can always be told. `map` is at hand in the expression. */
#define NUMBER_OF_MAP(name, expression)                                                                      \
    ANSWER(name)                                                                                             \
    {                                                                                                        \
        const struct classic its = map_of(question), *map = &its;                                            \
        (void)error;                                                                                         \
        return fact_value_number(value, (uint64_t)(expression));                                             \
    }

#define NUMBER_OF_COMMAND(name, kind)                                                                        \
    ANSWER(name)                                                                                             \
    {                                                                                                        \
        (void)error;                                                                                         \
        return fact_value_number(value, fact_count_events(question, kind));                                  \
    }

static bool has_flag(const struct classic *map, enum classic_flag flag)
{
    return (classic_register(map, REGISTER_FLAGS) & (uint64_t)flag) != 0;
}

static uint64_t load_in_hundredths(const struct classic *map)
{
    uint64_t buckets = classic_bucket_count(map);
    return buckets > 0 ? classic_register(map, REGISTER_COUNT) * 100 / buckets : 0;
}

static int b_of(const struct classic *map)
{
    return (int)classic_register(map, REGISTER_B);
}

/* Over both arrays. */
static uint64_t tombstones(const struct classic *map)
{
    return classic_measure(map, false).tombstones + classic_measure(map, true).tombstones;
}

static uint64_t entries(const struct classic *map)
{
    return classic_measure(map, false).live + classic_measure(map, true).live;
}

NUMBER_OF_MAP(count, classic_register(map, REGISTER_COUNT))
NUMBER_OF_MAP(B, classic_register(map, REGISTER_B))
NUMBER_OF_MAP(buckets, classic_bucket_count(map))
NUMBER_OF_MAP(oldbuckets, classic_old_bucket_count(map))
NUMBER_OF_MAP(nevacuate, classic_register(map, REGISTER_NEVACUATE))
NUMBER_OF_MAP(noverflow, classic_register(map, REGISTER_NOVERFLOW))
NUMBER_OF_MAP(hash0, classic_register(map, REGISTER_HASH0))
NUMBER_OF_MAP(growing, classic_growing(map))
NUMBER_OF_MAP(samesize, classic_growing(map) && classic_same_size(map))
NUMBER_OF_MAP(iterator, has_flag(map, FLAG_ITERATOR))
NUMBER_OF_MAP(olditerator, has_flag(map, FLAG_OLD_ITERATOR))
NUMBER_OF_MAP(evacuated, classic_growing(map) ? classic_evacuated_count(map) : 0)
NUMBER_OF_MAP(load, load_in_hundredths(map))
NUMBER_OF_MAP(entries, entries(map))
NUMBER_OF_MAP(tombstones, tombstones(map))
NUMBER_OF_MAP(limit, maptype_capacity(classic_type(map), b_of(map)))
NUMBER_OF_MAP(overflowlimit, maptype_overflow_limit(b_of(map)))
NUMBER_OF_MAP(growths, classic_register(map, REGISTER_GROWTHS))
NUMBER_OF_MAP(bytes, classic_bytes(map).all)
NUMBER_OF_MAP(nil, classic_register(map, REGISTER_NIL))
NUMBER_OF_COMMAND(delivered, CLASSIC_deliver)
NUMBER_OF_COMMAND(skipped, CLASSIC_skip)
NUMBER_OF_COMMAND(grew, CLASSIC_grow)

/* ---- of a key */

static bool find_spot(const struct fact_question *question, struct classic_spot *spot, struct error *error)
{
    const struct classic map = map_of(question);
    value_id key;
    if (!gomap_fact_key(question, &key, error))
        return false;
    *spot = classic_locate(&map, key);
    return true;
}

static bool find_present(const struct fact_question *question, struct classic_spot *spot, struct error *error)
{
    return find_spot(question, spot, error) && (spot->found || gomap_fact_absent(question, error));
}

ANSWER(where)
{
    struct classic_spot spot;
    if (!find_spot(question, &spot, error))
        return false;
    if (!spot.found)
        return fact_value_of(value, "absent", strlen("absent"));
    text_format(&value->text, "%s %llu", spot.in_old ? "old" : "new", (unsigned long long)spot.bucket);
    return true;
}

ANSWER(value)
{
    struct classic_spot spot;
    const struct classic map = map_of(question);
    if (!find_spot(question, &spot, error))
        return false;
    if (!spot.found)
        return fact_value_of(value, "absent", strlen("absent"));
    size_t length;
    const char *bytes =
        values_text(map.values, classic_cells(&map, spot.reference)->elem[spot.slot], &length);
    return fact_value_of(value, bytes, length);
}

ANSWER(hash)
{
    uint64_t hash;
    return gomap_fact_hash(question, &hash, error) && fact_value_number(value, hash);
}

ANSWER(tophash)
{
    uint64_t hash;
    return gomap_fact_hash(question, &hash, error) && fact_value_number(value, hash_top(hash));
}

ANSWER(slot)
{
    struct classic_spot spot;
    return find_present(question, &spot, error) && fact_value_number(value, (uint64_t)spot.slot);
}

ANSWER(bucket)
{
    struct classic_spot spot;
    return find_present(question, &spot, error) && fact_value_number(value, spot.bucket);
}

ANSWER(link)
{
    struct classic_spot spot;
    return find_present(question, &spot, error) && fact_value_number(value, (uint64_t)spot.link);
}

/* ---- of a bucket */

static bool find_bucket(const struct fact_question *question, reference *link, struct error *error)
{
    const struct classic map = map_of(question);
    struct classic_array array = classic_array(&map, question->old);
    *link = classic_array_bucket(array, question->index[0]);
    if (array.count == 0)
        return classic_fail_no_buckets(&map, question->old, 0, error);
    return question->index[0] < array.count || error_set(error, 0,
                                                         question->old ? WORD_ERROR_CLASSIC_FACT_NO_OLD_BUCKET
                                                                       : WORD_ERROR_CLASSIC_FACT_NO_BUCKET,
                                                         NUMBER(question->index[0]), NUMBER(array.count));
}

ANSWER(chain)
{
    const struct classic map = map_of(question);
    reference link;
    if (!find_bucket(question, &link, error))
        return false;
    return fact_value_number(value, classic_chain_length(&map, link));
}

ANSWER(used)
{
    const struct classic map = map_of(question);
    reference link;
    return find_bucket(question, &link, error) && fact_value_number(value, classic_live_in_chain(&map, link));
}

/* Cells count on through the overflow buckets: 8 is the first of the first of them. */
ANSWER(cell)
{
    const struct classic map = map_of(question);
    reference link;
    uint64_t cell = question->index[1];
    if (!find_bucket(question, &link, error))
        return false;
    for (; link != 0 && cell >= SLOTS; cell -= SLOTS)
        link = classic_next_link(&map, link);
    if (link == 0)
        return error_set(error, 0, WORD_ERROR_CLASSIC_FACT_NO_CELL, NUMBER(question->index[0]),
                         NUMBER(question->index[1]));
    return fact_value_number(value, classic_cells(&map, link)->tophash[cell]);
}

/* ---- the table */

#define OF_MAP(name, answers)                                                                                \
    {                                                                                                        \
#name, FACT_NOTHING, false, false, WORD_CLASSIC_FACT_##name, answer_##answers                        \
    }
#define OF_COMMAND(name)                                                                                     \
    {                                                                                                        \
#name, FACT_NOTHING, false, true, WORD_CLASSIC_FACT_##name, answer_##name                            \
    }
#define OF_LOOP(name)                                                                                        \
    {                                                                                                        \
#name, FACT_NOTHING, false, true, WORD_CLASSIC_FACT_##name, gomap_answer_##name                      \
    }
#define OF_KEY(name)                                                                                         \
    {                                                                                                        \
#name, FACT_WORD, false, false, WORD_CLASSIC_FACT_##name, answer_##name                              \
    }
#define OF_BUCKET(name)                                                                                      \
    {                                                                                                        \
#name, FACT_INDEX, true, false, WORD_CLASSIC_FACT_##name, answer_##name                              \
    }
#define OF_CELL(name)                                                                                        \
    {                                                                                                        \
#name, FACT_TWO_INDEXES, true, false, WORD_CLASSIC_FACT_##name, answer_##name                        \
    }

const struct fact_row classic_facts[] = {
    OF_MAP(count, count),
    OF_MAP(B, B),
    OF_MAP(buckets, buckets),
    OF_MAP(oldbuckets, oldbuckets),
    OF_MAP(nevacuate, nevacuate),
    OF_MAP(noverflow, noverflow),
    OF_MAP(hash0, hash0),
    OF_MAP(growing, growing),
    OF_MAP(samesize, samesize),
    OF_MAP(iterator, iterator),
    OF_MAP(oldIterator, olditerator),
    OF_MAP(evacuated, evacuated),
    OF_MAP(load, load),
    OF_MAP(entries, entries),
    OF_MAP(tombstones, tombstones),
    OF_MAP(limit, limit),
    OF_MAP(overflowlimit, overflowlimit),
    OF_MAP(growths, growths),
    OF_MAP(bytes, bytes),
    OF_MAP(nil, nil),
    OF_COMMAND(delivered),
    OF_COMMAND(skipped),
    OF_COMMAND(grew),
    OF_LOOP(order),
    OF_KEY(where),
    OF_KEY(value),
    OF_KEY(hash),
    OF_KEY(tophash),
    OF_KEY(bucket),
    OF_KEY(slot),
    OF_KEY(link),
    OF_BUCKET(chain),
    OF_BUCKET(used),
    OF_CELL(cell),
    {.name = NULL},
};
