#include "session/keyed.h"

#include "base/number.h"

#include <string.h>

enum { VALUE_COLUMNS = 40 };

const char *keyed_shown(char buffer[REPLY_SHOWN_BYTES], const struct values *values, value_id id)
{
    if (id == VALUE_NONE || VALUE_IS_STALE(id))
        return strcpy(buffer, "-");
    size_t length;
    const char *bytes = values_text(values, id, &length);
    if (length == 0)
        return strcpy(buffer, "\"\"");
    return reply_shown(buffer, bytes, length, VALUE_COLUMNS);
}

void keyed_add_json(const struct values *values, struct text *json, value_id id)
{
    if (id == VALUE_NONE || VALUE_IS_STALE(id)) {
        text_add(json, "null");
        return;
    }
    size_t length;
    const char *bytes = values_text(values, id, &length);
    text_add_json(json, bytes, length);
}

value_id keyed_read(struct values *values, const struct gotype *type, const struct argument *argument,
                    struct error *error)
{
    *error = (struct error){0};
    value_id id = values_parse(values, type, argument->text, argument->length, error);
    if (id == VALUE_NONE)
        argument_error(argument, error);
    return id;
}

/* ---- by number */

static bool takes_text(const struct gotype *type)
{
    return type->kind == GOTYPE_STRING || (type->kind == GOTYPE_INTERFACE && !type->non_empty_interface);
}

static bool is_text(const struct gotype *type)
{
    bool bytes = type->kind == GOTYPE_ARRAY && type->element->kind == GOTYPE_UINT && type->element->size == 1;
    return takes_text(type) || bytes;
}

static void add_numbered(struct text *text, const char *prefix, uint64_t number)
{
    text_add(text, prefix);
    text_add_number(text, number);
}

value_id keyed_value_by_number(const struct keyed *keyed, uint64_t number, struct error *error)
{
    struct text text = {0};
    if (keyed->elem->kind == GOTYPE_BOOL)
        text_add(&text, "true");
    else if (takes_text(keyed->elem))
        add_numbered(&text, "v", number);
    else
        value_example(keyed->elem, number, &text);
    value_id id = values_parse(keyed->values, keyed->elem, text_string(&text), text.length, error);
    text_free(&text);
    return id;
}

void keyed_add_key(const struct gotype *type, const char *prefix, uint64_t number, struct text *text)
{
    if (prefix == NULL)
        value_example(type, number, text);
    else
        add_numbered(text, prefix, number);
}

bool keyed_read_prefix(const struct gotype *key, const struct call *call, const char **prefix,
                       uint64_t *first, struct error *error)
{
    const struct argument *argument = call_argument(call, "prefix");
    *prefix = NULL;
    *first = 1;
    if (!argument->given) {
        *prefix = key->kind == GOTYPE_STRING ? "k" : NULL;
        return true;
    }
    if (is_text(key)) {
        *prefix = argument->text;
        return true;
    }
    bool number_key = key->kind == GOTYPE_INT || key->kind == GOTYPE_UINT || key->kind == GOTYPE_FLOAT;
    if (number_key && number_read_unsigned(argument->text, argument->length, first))
        return true;
    return error_set(error, argument->column, WORD_ERROR_KEYED_PREFIX, key->name, argument->text);
}

value_id keyed_key_by_number(const struct keyed *keyed, uint64_t number, struct error *error)
{
    struct text text = {0};
    keyed_add_key(keyed->key, keyed->key->kind == GOTYPE_STRING ? "k" : NULL, number, &text);
    value_id key = values_parse(keyed->values, keyed->key, text_string(&text), text.length, error);
    text_free(&text);
    return key;
}

void keyed_add_bits(struct text *text, uint64_t number, int count)
{
    if (count == 0)
        text_add(text, "0");
    for (int bit = count - 1; bit >= 0; bit--) {
        text_add(text, number >> bit & 1 ? "1" : "0");
        if (bit > 0 && bit % 4 == 0)
            text_add(text, " ");
    }
}
