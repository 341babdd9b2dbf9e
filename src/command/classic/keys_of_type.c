/* Keys and values of a map's types: read from arguments, or made by number. */
#include "session/internal.h"

#include <string.h>

value_id read_value(struct session *session, const struct gotype *type, const struct argument *argument,
                    struct error *error)
{
    *error = (struct error){0};
    value_id id = values_parse(session->map.values, type, argument->text, argument->length, error);
    if (id == VALUE_NONE)
        error->column = argument->column + argument->quoted + (error->column > 0 ? error->column - 1 : 0);
    return id;
}

value_id preset_value(struct session *session, struct error *error)
{
    const struct gotype *type = map_type(&session->map)->elem;
    uint64_t number = map_register(&session->map, REGISTER_COUNT) + 1;
    struct text text = {0};
    switch (type->kind) {
    case GOTYPE_BOOL:
        text_add(&text, "true");
        break;
    case GOTYPE_STRING:
    case GOTYPE_INTERFACE:
        text_format(&text, "v%llu", (unsigned long long)number);
        break;
    default:
        value_example(type, number, &text);
        break;
    }
    value_id id = values_parse(session->map.values, type, text_string(&text), text.length, error);
    text_free(&text);
    return id;
}

static bool is_text(const struct gotype *type)
{
    bool bytes = type->kind == GOTYPE_ARRAY && type->element->kind == GOTYPE_UINT && type->element->size == 1;
    return type->kind == GOTYPE_STRING || type->kind == GOTYPE_INTERFACE || bytes;
}

bool key_takes_prefix(const struct gotype *type)
{
    return is_text(type);
}

void key_by_number(const struct gotype *type, const char *prefix, uint64_t number, struct text *text)
{
    if (prefix != NULL)
        text_format(text, "%s%llu", prefix, (unsigned long long)number);
    else
        value_example(type, number, text);
}
