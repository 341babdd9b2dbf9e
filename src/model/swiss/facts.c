/* What can be asked of a Swiss map: the table of its facts. */
#include "model/fact.h"
#include "model/swiss/verb.h"

#include <string.h>

#define ANSWER(name)                                                                                         \
    static bool answer_##name(const struct fact_question *question, struct fact_value *value,                \
                              struct error *error)

static struct swiss map_of(const struct fact_question *question)
{
    return swiss_of(question->world, question->home);
}

/* A fact that is a number and can always be told. `map` is at hand in the expression. */
#define NUMBER_OF_MAP(name, expression)                                                                      \
    ANSWER(name)                                                                                             \
    {                                                                                                        \
        const struct swiss its = map_of(question), *map = &its;                                              \
        (void)error;                                                                                         \
        return fact_value_number(value, (uint64_t)(expression));                                             \
    }

#define NUMBER_OF_COMMAND(name, kind)                                                                        \
    ANSWER(name)                                                                                             \
    {                                                                                                        \
        (void)error;                                                                                         \
        return fact_value_number(value, fact_count_events(question, kind));                                  \
    }

struct sums {
    uint64_t capacity, left, tombstones;
};

static struct sums sum_up(const struct swiss *map)
{
    struct sums sums = {0};
    uint64_t entry = 0;
    for (uint32_t table; swiss_next_table(map, &entry, &table);) {
        sums.capacity += swiss_table_word(map, table, SWISS_TABLE_CAPACITY);
        sums.left += swiss_table_word(map, table, SWISS_TABLE_GROWTH_LEFT);
        sums.tombstones += swiss_table_tombstones(map, table);
    }
    if (swiss_directory_length(map) == 0 && swiss_word(map, SWISS_WORD_GROUP) != 0) {
        sums.capacity = SWISS_SLOTS;
        sums.left = SWISS_SLOTS - swiss_word(map, SWISS_WORD_USED);
    }
    return sums;
}

static uint64_t load_in_hundredths(const struct swiss *map)
{
    uint64_t groups = sum_up(map).capacity / SWISS_SLOTS;
    return groups > 0 ? swiss_word(map, SWISS_WORD_USED) * 100 / groups : 0;
}

NUMBER_OF_MAP(count, swiss_word(map, SWISS_WORD_USED))
NUMBER_OF_MAP(small, swiss_directory_length(map) == 0)
NUMBER_OF_MAP(tables, swiss_table_count(map))
NUMBER_OF_MAP(directory, swiss_directory_length(map))
NUMBER_OF_MAP(globalDepth, swiss_word(map, SWISS_WORD_GLOBAL_DEPTH))
NUMBER_OF_MAP(groups, sum_up(map).capacity / SWISS_SLOTS)
NUMBER_OF_MAP(slots, sum_up(map).capacity)
NUMBER_OF_MAP(growthLeft, sum_up(map).left)
NUMBER_OF_MAP(tombstones, sum_up(map).tombstones)
NUMBER_OF_MAP(load, load_in_hundredths(map))
NUMBER_OF_MAP(seed, swiss_word(map, SWISS_WORD_SEED))
NUMBER_OF_MAP(clearSeq, swiss_word(map, SWISS_WORD_CLEAR_SEQ))
NUMBER_OF_MAP(growths, swiss_word(map, SWISS_WORD_GROWTHS))
NUMBER_OF_MAP(bytes, swiss_places(map).live + swiss_places(map).kept)
NUMBER_OF_MAP(nil, swiss_word(map, SWISS_WORD_NIL))
NUMBER_OF_COMMAND(delivered, SWISS_deliver)
NUMBER_OF_COMMAND(skipped, SWISS_skip)
NUMBER_OF_COMMAND(split, SWISS_split)
NUMBER_OF_COMMAND(compared, SWISS_compare)
NUMBER_OF_COMMAND(doubled, SWISS_doubled)

/* Growths of every kind: of the small map, of tables, and splits. */
ANSWER(grew)
{
    (void)error;
    return fact_value_number(value, fact_count_events(question, SWISS_grow) +
                                        fact_count_events(question, SWISS_split));
}

/* ---- of a key */

static bool find_spot(const struct fact_question *question, struct swiss_spot *spot, struct error *error)
{
    const struct swiss map = map_of(question);
    value_id key;
    if (!gomap_fact_key(question, &key, error))
        return false;
    *spot = swiss_locate(&map, key);
    return true;
}

static bool find_present(const struct fact_question *question, struct swiss_spot *spot, struct error *error)
{
    return find_spot(question, spot, error) && (spot->found || gomap_fact_absent(question, error));
}

ANSWER(where)
{
    struct swiss_spot spot;
    const struct swiss map = map_of(question);
    if (!find_spot(question, &spot, error))
        return false;
    if (!spot.found)
        return fact_value_of(value, "absent", strlen("absent"));
    if (spot.small)
        return fact_value_of(value, "group 0", strlen("group 0"));
    text_format(&value->text, "table %llu group %u",
                (unsigned long long)swiss_table_word(&map, spot.table, SWISS_TABLE_INDEX), spot.group.index);
    return true;
}

ANSWER(value)
{
    struct swiss_spot spot;
    const struct swiss map = map_of(question);
    if (!find_spot(question, &spot, error))
        return false;
    if (!spot.found)
        return fact_value_of(value, "absent", strlen("absent"));
    size_t length;
    const char *bytes = values_text(map.values, swiss_group(&map, spot.group)->elem[spot.slot], &length);
    return fact_value_of(value, bytes, length);
}

ANSWER(hash)
{
    uint64_t hash;
    return gomap_fact_hash(question, &hash, error) && fact_value_number(value, hash);
}

ANSWER(h1)
{
    uint64_t hash;
    return gomap_fact_hash(question, &hash, error) && fact_value_number(value, swiss_h1(hash));
}

ANSWER(h2)
{
    uint64_t hash;
    return gomap_fact_hash(question, &hash, error) && fact_value_number(value, swiss_h2(hash));
}

ANSWER(table)
{
    struct swiss_spot spot;
    const struct swiss map = map_of(question);
    if (!find_present(question, &spot, error))
        return false;
    return fact_value_number(value, spot.small ? 0 : swiss_table_word(&map, spot.table, SWISS_TABLE_INDEX));
}

ANSWER(group)
{
    struct swiss_spot spot;
    return find_present(question, &spot, error) && fact_value_number(value, spot.group.index);
}

ANSWER(slot)
{
    struct swiss_spot spot;
    return find_present(question, &spot, error) && fact_value_number(value, (uint64_t)spot.slot);
}

ANSWER(step)
{
    struct swiss_spot spot;
    return find_present(question, &spot, error) && fact_value_number(value, spot.step);
}

/* ---- of a table, by an entry of the directory that names it */

static bool table_fact(const struct fact_question *question, enum swiss_table_word which,
                       struct fact_value *value, struct error *error)
{
    const struct swiss map = map_of(question);
    uint64_t entry = question->index[0], length = swiss_directory_length(&map);
    if (entry >= length)
        return error_set(error, 0, WORD_ERROR_SWISS_FACT_NO_TABLE, NUMBER(entry), NUMBER(length));
    return fact_value_number(value, swiss_table_word(&map, swiss_directory_table(&map, entry), which));
}

#define OF_TABLE_WORD(name, which)                                                                           \
    ANSWER(name)                                                                                             \
    {                                                                                                        \
        return table_fact(question, which, value, error);                                                    \
    }

OF_TABLE_WORD(used, SWISS_TABLE_USED)
OF_TABLE_WORD(capacity, SWISS_TABLE_CAPACITY)
OF_TABLE_WORD(left, SWISS_TABLE_GROWTH_LEFT)
OF_TABLE_WORD(localDepth, SWISS_TABLE_DEPTH)
OF_TABLE_WORD(index, SWISS_TABLE_INDEX)

/* Entries of the directory that name the same table. */
ANSWER(named)
{
    const struct swiss map = map_of(question);
    uint64_t entry = question->index[0], length = swiss_directory_length(&map);
    if (entry >= length)
        return error_set(error, 0, WORD_ERROR_SWISS_FACT_NO_TABLE, NUMBER(entry), NUMBER(length));
    return fact_value_number(value, swiss_table_entries(&map, swiss_directory_table(&map, entry)));
}

/* ---- of a group, counted through all tables in the order of the directory */

static bool find_group(const struct fact_question *question, struct swiss_place *group, struct error *error)
{
    const struct swiss map = map_of(question);
    uint64_t number = question->index[0], entry = 0, passed = 0;
    *group = (struct swiss_place){(uint32_t)swiss_word(&map, SWISS_WORD_GROUP), 0};
    if (swiss_directory_length(&map) == 0 && group->region != 0 && number == 0)
        return true;
    for (uint32_t table; swiss_next_table(&map, &entry, &table);) {
        uint64_t groups = swiss_table_groups(&map, table);
        *group = (struct swiss_place){(uint32_t)swiss_table_word(&map, table, SWISS_TABLE_GROUPS),
                                      (uint32_t)(number - passed)};
        if (number - passed < groups)
            return true;
        passed += groups;
    }
    return error_set(error, 0, WORD_ERROR_SWISS_FACT_NO_GROUP, NUMBER(number),
                     NUMBER(sum_up(&map).capacity / SWISS_SLOTS));
}

ANSWER(control)
{
    const struct swiss map = map_of(question);
    struct swiss_place group;
    if (!find_group(question, &group, error))
        return false;
    if (question->index[1] >= SWISS_SLOTS)
        return error_set(error, 0, WORD_ERROR_SWISS_FACT_NO_SLOT, NUMBER(question->index[1]));
    return fact_value_number(value, swiss_group(&map, group)->control[question->index[1]]);
}

ANSWER(vacant)
{
    const struct swiss map = map_of(question);
    struct swiss_place group;
    if (!find_group(question, &group, error))
        return false;
    uint64_t count = 0;
    for (int slot = 0; slot < SWISS_SLOTS; slot++)
        count += swiss_group(&map, group)->control[slot] == SWISS_EMPTY;
    return fact_value_number(value, count);
}

/* ---- the table */

#define OF_MAP(name)                                                                                         \
    {                                                                                                        \
#name, FACT_NOTHING, false, false, WORD_SWISS_FACT_##name, answer_##name                             \
    }
#define OF_COMMAND(name)                                                                                     \
    {                                                                                                        \
#name, FACT_NOTHING, false, true, WORD_SWISS_FACT_##name, answer_##name                              \
    }
#define OF_LOOP(name)                                                                                        \
    {                                                                                                        \
#name, FACT_NOTHING, false, true, WORD_SWISS_FACT_##name, gomap_answer_##name                        \
    }
#define OF_KEY(name)                                                                                         \
    {                                                                                                        \
#name, FACT_WORD, false, false, WORD_SWISS_FACT_##name, answer_##name                                \
    }
#define OF_TABLE(name)                                                                                       \
    {                                                                                                        \
#name, FACT_INDEX, false, false, WORD_SWISS_FACT_##name, answer_##name                               \
    }
#define OF_SLOT(name)                                                                                        \
    {                                                                                                        \
#name, FACT_TWO_INDEXES, false, false, WORD_SWISS_FACT_##name, answer_##name                         \
    }

const struct fact_row swiss_facts[] = {
    OF_MAP(count),        OF_MAP(small),       OF_MAP(tables),       OF_MAP(directory),
    OF_MAP(globalDepth),  OF_MAP(groups),      OF_MAP(slots),        OF_MAP(growthLeft),
    OF_MAP(tombstones),   OF_MAP(load),        OF_MAP(seed),         OF_MAP(clearSeq),
    OF_MAP(growths),      OF_MAP(bytes),       OF_MAP(nil),          OF_COMMAND(delivered),
    OF_COMMAND(skipped),  OF_COMMAND(grew),    OF_COMMAND(split),    OF_LOOP(order),
    OF_COMMAND(compared), OF_COMMAND(doubled), OF_KEY(where),        OF_KEY(value),
    OF_KEY(hash),         OF_KEY(h1),          OF_KEY(h2),           OF_KEY(table),
    OF_KEY(group),        OF_KEY(slot),        OF_KEY(step),         OF_TABLE(used),
    OF_TABLE(capacity),   OF_TABLE(left),      OF_TABLE(localDepth), OF_TABLE(index),
    OF_TABLE(named),      OF_TABLE(vacant),    OF_SLOT(control),     {.name = NULL},
};
