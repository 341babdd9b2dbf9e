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

static void add_parts(const struct gotype *type, uint64_t number, struct text *text)
{
    bool first = true;
    uint64_t count = type->kind == GOTYPE_ARRAY ? type->length : type->field_count;
    for (uint64_t i = 0; i < count && text->length <= VALUE_TEXT_LIMIT; i++) {
        bool array = type->kind == GOTYPE_ARRAY;
        const struct gotype *part = array ? type->element : type->fields[i].type;
        if (part->size == 0 || (!array && type->fields[i].blank))
            continue;
        size_t before = text->length;
        text_add(text, first ? "" : ":");
        size_t separated = text->length;
        value_example(part, number, text);
        /* A struct of nothing but blank fields takes room and has no part. */
        if (text->length == separated && !first)
            text->length = before;
        first = first && text->length == before;
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
        text_format(text, "%llu", (unsigned long long)(number & UINT64_MAX >> (65 - 8 * type->size)));
        break;
    case GOTYPE_UINT:
        text_format(text, "%llu", (unsigned long long)(number & UINT64_MAX >> (64 - 8 * type->size)));
        break;
    case GOTYPE_FLOAT:
        text_format(text, "%llu.5", (unsigned long long)number);
        break;
    case GOTYPE_COMPLEX:
        text_format(text, "%llu.5:0", (unsigned long long)number);
        break;
    case GOTYPE_STRING:
    case GOTYPE_INTERFACE:
        text_format(text, "k%llu", (unsigned long long)number);
        break;
    case GOTYPE_POINTER:
    case GOTYPE_SLICE:
        text_format(text, "0x%llx", (unsigned long long)number);
        break;
    case GOTYPE_ARRAY:
        if (type->element->kind == GOTYPE_UINT && type->element->size == 1)
            add_bytes(type->length, number, text);
        else
            add_parts(type, number, text);
        break;
    case GOTYPE_STRUCT:
        add_parts(type, number, text);
        break;
    }
}
