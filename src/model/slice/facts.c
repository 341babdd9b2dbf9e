/* What can be asked of a slice or array: the table of its facts. */
#include "model/slice/verb.h"

#include <string.h>

#define ANSWER(name)                                                                                         \
    static bool answer_##name(const struct fact_question *question, struct fact_value *value,                \
                              struct error *error)

/* A fact that is a number and can always be told. `slice` is at hand in the expression. */
#define NUMBER_OF_SLICE(name, expression)                                                                    \
    ANSWER(name)                                                                                             \
    {                                                                                                        \
        const struct slice its = slice_of(question->world, question->home), *slice = &its;                   \
        (void)error;                                                                                         \
        return fact_value_number(value, (uint64_t)(expression));                                             \
    }

static uint32_t array_of(const struct slice *slice)
{
    return (uint32_t)slice_register(slice, SLICE_PTR);
}

static uint64_t bytes_lost(const struct slice *slice)
{
    uint32_t array = array_of(slice);
    return slice_array_bytes(slice->memory, array) -
           slice_array_count(slice->memory, array) * slice_type(slice)->element->size;
}

NUMBER_OF_SLICE(len, slice_register(slice, SLICE_LEN))
NUMBER_OF_SLICE(cap, slice_register(slice, SLICE_CAP))
NUMBER_OF_SLICE(spare, slice_register(slice, SLICE_CAP) - slice_register(slice, SLICE_LEN))
NUMBER_OF_SLICE(nil, slice_register(slice, SLICE_NIL))
NUMBER_OF_SLICE(array, slice_array_number(slice->memory, array_of(slice)))
NUMBER_OF_SLICE(holders, slice_holders(slice->world, array_of(slice), 0))
NUMBER_OF_SLICE(bytes, slice_array_bytes(slice->memory, array_of(slice)))
NUMBER_OF_SLICE(live, slice_register(slice, SLICE_LEN) * slice_type(slice)->element->size)
NUMBER_OF_SLICE(wasted, bytes_lost(slice))
NUMBER_OF_SLICE(growths, slice_register(slice, SLICE_GROWTHS))
NUMBER_OF_SLICE(copied, slice_register(slice, SLICE_COPIED))

ANSWER(copies)
{
    (void)error;
    return fact_value_number(value, fact_count_events(question, SLICE_copied));
}

ANSWER(address)
{
    const struct slice slice = slice_of(question->world, question->home);
    uint64_t address = slice_address(&slice, 0);
    (void)error;
    return fact_value_of(value, POINTER(address), strlen(POINTER(address)));
}

/* ---- of another subject */

ANSWER(shares)
{
    const struct world *world = question->world;
    const struct slice slice = slice_of(world, question->home);
    int place = world_named(world, question->word, question->word_length, 0, error);
    if (place == WORLD_NOBODY)
        return false;
    return fact_value_number(value, slice_stands_on(world, world_home(world, place), array_of(&slice)));
}

/* ---- of an element */

static bool answer_element(const struct fact_question *question, uint64_t count, struct fact_value *value,
                           struct error *error)
{
    const struct slice slice = slice_of(question->world, question->home);
    uint64_t index = question->index[0];
    if (index >= count)
        return error_set(error, 0, WORD_ERROR_SLICE_FACT, NUMBER(index), NUMBER(count), question->row->name);
    size_t length;
    const char *text = values_text(slice.values, slice_element(&slice, index), &length);
    return fact_value_of(value, text, length);
}

ANSWER(value)
{
    const struct slice slice = slice_of(question->world, question->home);
    return answer_element(question, slice_register(&slice, SLICE_LEN), value, error);
}

ANSWER(element_of_array)
{
    const struct slice slice = slice_of(question->world, question->home);
    return answer_element(question, slice_register(&slice, SLICE_CAP), value, error);
}

/* Facts in the order in which documentation lists them. */
#define OF_SLICE(name)                                                                                       \
    {                                                                                                        \
#name, FACT_NOTHING, false, false, WORD_SLICE_FACT_##name, answer_##name                             \
    }
const struct fact_row slice_facts[] = {
    OF_SLICE(len),
    OF_SLICE(cap),
    OF_SLICE(spare),
    OF_SLICE(address),
    OF_SLICE(array),
    OF_SLICE(holders),
    OF_SLICE(bytes),
    OF_SLICE(live),
    OF_SLICE(wasted),
    OF_SLICE(growths),
    OF_SLICE(copied),
    OF_SLICE(nil),
    {"copies", FACT_NOTHING, false, true, WORD_SLICE_FACT_copies, answer_copies},
    {"shares", FACT_WORD, false, false, WORD_SLICE_FACT_shares, answer_shares},
    {"value", FACT_INDEX, false, false, WORD_SLICE_FACT_value, answer_value},
    {"element", FACT_INDEX, false, false, WORD_SLICE_FACT_element, answer_element_of_array},
    {.name = NULL},
};
