#include "go/value.h"

#include <stdio.h>

/* "k7" if it fits, else as many letters, counted like digits. */
static void add_bytes(uint64_t length, uint64_t number, struct text *text)
{
    char name[32];
    int needed = snprintf(name, sizeof name, "k%llu", (unsigned long long)number);
    if ((uint64_t)needed <= length) {
        text_add(text, name);
        return;
    }
    for (uint64_t i = length; i > 0; i--, number /= 26)
        name[i - 1] = (char)('a' + number % 26);
    text_append(text, name, length);
}

static bool is_bytes(const struct gotype *type)
{
    return type->kind == GOTYPE_ARRAY && type->element->kind == GOTYPE_UINT && type->element->size == 1;
}

/* Whether a value of the type is written: a struct of nothing but blank fields takes room and has no part. */
static bool is_written(const struct gotype *type)
{
    if (type->size == 0 || (type->kind == GOTYPE_ARRAY && !is_bytes(type)))
        return type->size > 0 && is_written(type->element);
    bool written = type->kind != GOTYPE_STRUCT;
    for (size_t i = 0; i < type->field_count && !written; i++)
        written = !type->fields[i].blank && is_written(type->fields[i].type);
    return written;
}

/* Of an array or a struct: what `add` says of each part. */
static void add_parts(const struct gotype *type, void (*add)(const struct gotype *, uint64_t, struct text *),
                      uint64_t number, struct text *text)
{
    bool first = true, array = type->kind == GOTYPE_ARRAY;
    uint64_t count = array ? type->length : type->field_count;
    for (uint64_t i = 0; i < count && text->length <= VALUE_TEXT_LIMIT; i++) {
        const struct gotype *part = array ? type->element : type->fields[i].type;
        if (!is_written(part) || (!array && type->fields[i].blank))
            continue;
        text_add(text, first ? "" : ":");
        add(part, number, text);
        first = false;
    }
}

void value_example(const struct gotype *type, uint64_t number, struct text *text)
{
    if (type->size == 0)
        return;
    switch (type->kind) {
    case GOTYPE_BOOL:
        text_add(text, number % 2 != 0 ? "true" : "false");
        break;
    case GOTYPE_INT:
        text_add_number(text, number & UINT64_MAX >> (65 - 8 * type->size));
        break;
    case GOTYPE_UINT:
        text_add_number(text, number & UINT64_MAX >> (64 - 8 * type->size));
        break;
    case GOTYPE_FLOAT:
        text_format(text, "%llu.5", (unsigned long long)number);
        break;
    case GOTYPE_COMPLEX:
        text_format(text, "%llu.5:0", (unsigned long long)number);
        break;
    case GOTYPE_STRING:
        text_add(text, "k");
        text_add_number(text, number);
        break;
    case GOTYPE_INTERFACE:
        text_format(text, type->non_empty_interface ? "*T(0x%llx)" : "k%llu", (unsigned long long)number);
        break;
    case GOTYPE_POINTER:
    case GOTYPE_SLICE:
        text_format(text, "0x%llx", (unsigned long long)number);
        break;
    case GOTYPE_ARRAY:
        if (is_bytes(type))
            add_bytes(type->length, number, text);
        else
            add_parts(type, value_example, number, text);
        break;
    case GOTYPE_STRUCT:
        add_parts(type, value_example, number, text);
        break;
    }
}

/* Of bytes: as long as "k" and the number fit they are that, behind it as many letters as there is room for. */
static uint64_t examples_of_bytes(uint64_t length)
{
    uint64_t numbers = 1, letters = 1;
    for (uint64_t i = 0; i < length; i++) {
        if (letters >= VALUE_EXAMPLES_MANY)
            return VALUE_EXAMPLES_MANY;
        letters *= 26;
        numbers *= i > 0 ? 10 : 1;
    }
    return numbers - 1 + letters;
}

static uint64_t most_examples(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

/* All parts are of one number: as many as the part has that has most. */
static uint64_t examples_of_parts(const struct gotype *type)
{
    uint64_t most = 1;
    if (type->kind == GOTYPE_ARRAY)
        return value_examples(type->element);
    for (size_t i = 0; i < type->field_count; i++) {
        if (!type->fields[i].blank)
            most = most_examples(most, value_examples(type->fields[i].type));
    }
    return most;
}

uint64_t value_examples(const struct gotype *type)
{
    bool small = type->size < 3;
    if (type->size == 0)
        return 1;
    switch (type->kind) {
    case GOTYPE_BOOL:
        return 2;
    case GOTYPE_INT: /* none is negative */
        return small ? (uint64_t)1 << (8 * type->size - 1) : VALUE_EXAMPLES_MANY;
    case GOTYPE_UINT:
        return small ? (uint64_t)1 << (8 * type->size) : VALUE_EXAMPLES_MANY;
    case GOTYPE_ARRAY:
        return is_bytes(type) ? examples_of_bytes(type->length) : examples_of_parts(type);
    case GOTYPE_STRUCT:
        return examples_of_parts(type);
    default:
        return VALUE_EXAMPLES_MANY;
    }
}

static void add_zero(const struct gotype *type, uint64_t unused, struct text *text)
{
    (void)unused;
    value_zero(type, text);
}

void value_zero(const struct gotype *type, struct text *text)
{
    if (type->size == 0)
        return;
    switch (type->kind) {
    case GOTYPE_BOOL:
        text_add(text, "false");
        break;
    case GOTYPE_INT:
    case GOTYPE_UINT:
    case GOTYPE_FLOAT:
        text_add(text, "0");
        break;
    case GOTYPE_COMPLEX:
        text_add(text, "0:0");
        break;
    case GOTYPE_STRING:
        break;
    case GOTYPE_INTERFACE:
    case GOTYPE_POINTER:
    case GOTYPE_SLICE:
        text_add(text, "nil");
        break;
    case GOTYPE_ARRAY:
        if (!is_bytes(type))
            add_parts(type, add_zero, 0, text);
        break;
    case GOTYPE_STRUCT:
        add_parts(type, add_zero, 0, text);
        break;
    }
}
