/* Keys and values of a map's types, read from arguments or made by number; and places of a map in words. */
#include "base/number.h"
#include "hand/classic/classic.h"

#include <string.h>

enum { VALUE_COLUMNS = 40 };

const char *classic_value_shown(char buffer[REPLY_SHOWN_BYTES], const struct classic *map, value_id id)
{
    if (id == VALUE_NONE || VALUE_IS_STALE(id))
        return strcpy(buffer, "-");
    size_t length;
    const char *bytes = values_text(map->values, id, &length);
    if (length == 0)
        return strcpy(buffer, "\"\"");
    return reply_shown(buffer, bytes, length, VALUE_COLUMNS);
}

/* ---- reading */

value_id classic_read_value(const struct classic *map, const struct gotype *type,
                            const struct argument *argument, struct error *error)
{
    *error = (struct error){0};
    value_id id = values_parse(map->values, type, argument->text, argument->length, error);
    if (id == VALUE_NONE)
        argument_error(argument, error);
    return id;
}

bool classic_read_key(const struct classic *map, const struct argument *argument, value_id *key,
                      struct error *error)
{
    *key = classic_read_value(map, classic_type(map)->key, argument, error);
    if (*key == VALUE_NONE)
        return false;
    return !values_is_unhashable(map->values, *key) ||
           classic_fail_unhashable(map, *key, argument->column, error);
}

value_id classic_read_run_key(struct run *run, const struct argument *argument, struct error *error)
{
    const struct classic map = run_map(run);
    return classic_read_value(&map, classic_type(&map)->key, argument, error);
}

bool classic_read_hash(const struct classic *map, const struct call *call, value_id *key, uint64_t *hash,
                       struct error *error)
{
    const struct argument *argument = call_argument(call, "key");
    if (!classic_read_key(map, argument, key, error))
        return false;
    return classic_hash_of(map, *key, hash) ||
           error_set(error, argument->column, WORD_ERROR_MAP_NAN, VALUE_SHOWN(map, *key));
}

/* ---- making */

static bool takes_text(const struct gotype *type)
{
    return type->kind == GOTYPE_STRING || (type->kind == GOTYPE_INTERFACE && !type->non_empty_interface);
}

static void add_numbered(struct text *text, const char *prefix, uint64_t number)
{
    text_add(text, prefix);
    text_add_number(text, number);
}

value_id classic_preset_value(const struct classic *map, struct error *error)
{
    return classic_value_by_number(map, map_count(map) + 1, error);
}

value_id classic_value_by_number(const struct classic *map, uint64_t number, struct error *error)
{
    const struct gotype *type = classic_type(map)->elem;
    struct text text = {0};
    if (type->kind == GOTYPE_BOOL)
        text_add(&text, "true");
    else if (takes_text(type))
        add_numbered(&text, "v", number);
    else
        value_example(type, number, &text);
    value_id id = values_parse(map->values, type, text_string(&text), text.length, error);
    text_free(&text);
    return id;
}

static bool is_text(const struct gotype *type)
{
    bool bytes = type->kind == GOTYPE_ARRAY && type->element->kind == GOTYPE_UINT && type->element->size == 1;
    return takes_text(type) || bytes;
}

bool classic_read_prefix(const struct classic *map, const struct call *call, const char **prefix,
                         uint64_t *first, struct error *error)
{
    const struct argument *argument = call_argument(call, "prefix");
    const struct gotype *key = classic_type(map)->key;
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

void classic_key_by_number(const struct gotype *type, const char *prefix, uint64_t number, struct text *text)
{
    if (prefix == NULL) {
        value_example(type, number, text);
        return;
    }
    add_numbered(text, prefix, number);
}

/* ---- places in words */

void classic_add_spot(const struct words *words, struct text *text, const struct classic_spot *spot)
{
    enum word word = spot->in_old ? WORD_CLASSIC_SAY_SPOT_OLD : WORD_CLASSIC_SAY_SPOT;
    if (spot->link > 0)
        word = spot->in_old ? WORD_CLASSIC_SAY_SPOT_OLD_OVERFLOW : WORD_CLASSIC_SAY_SPOT_OVERFLOW;
    words_say(text, words, word, NUMBER(spot->bucket), NUMBER(spot->slot), NUMBER(spot->link));
}

void classic_add_bits(struct text *text, uint64_t number, int count)
{
    if (count == 0)
        text_add(text, "0");
    for (int bit = count - 1; bit >= 0; bit--) {
        text_add(text, number >> bit & 1 ? "1" : "0");
        if (bit > 0 && bit % 4 == 0)
            text_add(text, " ");
    }
}
