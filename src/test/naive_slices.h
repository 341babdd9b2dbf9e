#ifndef TEST_NAIVE_SLICES_H
#define TEST_NAIVE_SLICES_H
/* Slices as anybody would write them down, to hold the engine against. */
#include "base/memory_or_die.h"
#include "go/value.h"

#include <stdbool.h>
#include <stdint.h>

enum { NAIVE_VARIABLES = 5 };

/* What Go has: arrays of values, and headers that point into them. An array without elements is shared with none. */
struct array {
    value_id *elements;
    uint64_t count;
};

struct header {
    bool is_there, is_nil;
    int array; /* -1: none */
    uint64_t first, len, cap;
};

struct naive {
    struct array *arrays;
    size_t array_count, array_capacity;
    struct header headers[NAIVE_VARIABLES];
};

static inline int naive_new_array(struct naive *naive, uint64_t count, value_id zero)
{
    naive->arrays =
        room_for_one_more(naive->arrays, naive->array_count, &naive->array_capacity, sizeof *naive->arrays);
    struct array *array = &naive->arrays[naive->array_count];
    *array = (struct array){new_items(count + 1, sizeof *array->elements), count};
    for (uint64_t i = 0; i < count; i++)
        array->elements[i] = zero;
    return (int)naive->array_count++;
}

static inline value_id *naive_element(const struct naive *naive, const struct header *header, uint64_t index)
{
    return &naive->arrays[header->array].elements[header->first + index];
}

static inline int naive_holders(const struct naive *naive, int array)
{
    int holders = 0;
    for (int i = 0; i < NAIVE_VARIABLES; i++)
        holders += naive->headers[i].is_there && naive->headers[i].array == array;
    return holders;
}

#endif
