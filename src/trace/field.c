/* What can be said of a field by its row alone, and which fields each verb has. */
#include "trace/field.h"

#include <string.h>

/* Each verb: its name in a recording, as a command, and which fields it has beside the state. */
#define BIT(name) TRACE_BIT(TRACE_FIELD_##name)
static const struct {
    const char *name, *command;
    uint64_t needed, optional;
} verbs[TRACE_VERBS] = {
    [TRACE_MAKE] = {"make", "make", BIT(hint), 0},
    [TRACE_INSERT] = {"insert", "insert", BIT(k) | BIT(v), BIT(h)},
    [TRACE_DELETE] = {"delete", "delete", BIT(k), BIT(h)},
    [TRACE_GET] = {"get", "get", BIT(k) | BIT(found), BIT(h) | BIT(res)},
    [TRACE_CLEAR] = {"clear", "clear", 0, 0},
    [TRACE_CLEAR_LOOP] = {"clearloop", "clear", 0, 0},
    [TRACE_ITERATE_BEGIN] = {"iterinit", "iterate", BIT(id), BIT(k) | BIT(v) | BIT(end)},
    [TRACE_ITERATE_NEXT] = {"iternext", "next", BIT(id), BIT(k) | BIT(v) | BIT(end)},
    [TRACE_RANGE] = {"iterall", "range", BIT(seq), 0},
};

const char *trace_verb_name(enum trace_verb verb)
{
    return verbs[verb].name;
}

uint64_t trace_fields_needed(const struct trace_shape *shape, enum trace_verb verb)
{
    uint64_t needed = verbs[verb].needed | BIT(op);
    for (int field = 0; field < shape->fields; field++)
        needed |= shape->rows[field].role == TRACE_ROLE_STATE ? TRACE_BIT(field) : 0;
    return needed;
}

uint64_t trace_fields_allowed(const struct trace_shape *shape, enum trace_verb verb)
{
    return trace_fields_needed(shape, verb) | verbs[verb].optional | BIT(nh) | shape->optional[verb] |
           shape->anywhere;
}

/* ---- fields as lists of items. A field that is one value is a list of one. */

static const void *place_of(const struct trace_operation *operation, const struct trace_row *row)
{
    return (const char *)operation + row->place;
}

static size_t count_of(const struct trace_shape *shape, const struct trace_row *row,
                       const struct trace_operation *operation)
{
    return row->kind == TRACE_KIND_HEXES    ? operation->nan_hash_count
           : row->kind == TRACE_KIND_TOKENS ? operation->sequence_count
           : row->kind >= TRACE_KIND_OWN    ? shape->count(operation, row)
                                            : 1;
}

static uint64_t number_of(const struct trace_operation *operation, const struct trace_row *row, size_t i)
{
    return row->kind == TRACE_KIND_HEXES ? operation->nan_hashes[i]
                                         : *(const uint64_t *)place_of(operation, row);
}

static struct trace_token token_of(const struct trace_operation *operation, const struct trace_row *row,
                                   size_t i)
{
    return row->kind == TRACE_KIND_TOKENS ? operation->sequence[i]
                                          : *(const struct trace_token *)place_of(operation, row);
}

static bool item_equal(const struct trace_shape *shape, const struct trace_row *row,
                       const struct trace_operation *a, const struct trace_operation *b, size_t i)
{
    switch (row->kind) {
    case TRACE_KIND_NUMBER:
        return *(const int64_t *)place_of(a, row) == *(const int64_t *)place_of(b, row);
    case TRACE_KIND_HEX:
    case TRACE_KIND_HEXES:
        return number_of(a, row, i) == number_of(b, row, i);
    case TRACE_KIND_TOKEN:
    case TRACE_KIND_TOKENS:
        return trace_token_equal(token_of(a, row, i), token_of(b, row, i));
    case TRACE_KIND_VERB:
        return a->verb == b->verb;
    default:
        return shape->equal(a, b, row, i);
    }
}

bool trace_field_equal(const struct trace_shape *shape, int field, const struct trace_operation *a,
                       const struct trace_operation *b, size_t *item)
{
    const struct trace_row *row = &shape->rows[field];
    size_t left = count_of(shape, row, a), right = count_of(shape, row, b);
    bool is_list =
        row->kind == TRACE_KIND_HEXES || row->kind == TRACE_KIND_TOKENS || row->kind >= TRACE_KIND_OWN;
    for (size_t i = 0; i < left || i < right; i++) {
        if (i < left && i < right && item_equal(shape, row, a, b, i))
            continue;
        *item = is_list ? i : TRACE_WHOLE;
        return false;
    }
    return true;
}

void trace_token_say(struct trace_token token, struct text *text)
{
    text_add(text, "\"");
    text_append_safe(text, token.bytes, token.length, 0);
    text_add(text, "\"");
}

static void say_item(const struct trace_shape *shape, const struct trace_row *row,
                     const struct trace_operation *operation, size_t i, struct text *text)
{
    switch (row->kind) {
    case TRACE_KIND_NUMBER:
        text_add(text, NUMBER(*(const int64_t *)place_of(operation, row)));
        break;
    case TRACE_KIND_HEX:
    case TRACE_KIND_HEXES:
        text_add(text, HEX(number_of(operation, row, i), 16));
        break;
    case TRACE_KIND_TOKEN:
    case TRACE_KIND_TOKENS:
        trace_token_say(token_of(operation, row, i), text);
        break;
    case TRACE_KIND_VERB:
        text_add(text, trace_verb_name(operation->verb));
        break;
    default:
        shape->say(operation, row, i, text);
        break;
    }
}

void trace_field_say(const struct trace_shape *shape, int field, const struct trace_operation *operation,
                     size_t item, struct text *text)
{
    const struct trace_row *row = &shape->rows[field];
    size_t count = count_of(shape, row, operation);
    for (size_t i = 0; i < count; i++) {
        if (item != TRACE_WHOLE && item != i)
            continue;
        if (i > 0 && item == TRACE_WHOLE)
            text_add(text, " ");
        say_item(shape, row, operation, i, text);
    }
}

/* ---- operations as commands */

static void add_word(struct text *text, struct trace_token token)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:+-/";
    bool quote = token.length == 0;
    for (size_t i = 0; i < token.length && !quote; i++)
        quote = memchr(plain, token.bytes[i], sizeof plain - 1) == NULL;
    text_add(text, quote ? " \"" : " ");
    text_append(text, token.bytes, token.length);
    text_add(text, quote ? "\"" : "");
}

void trace_command_say(const struct trace_operation *operation, struct text *text)
{
    enum trace_verb verb = operation->verb;
    uint64_t words = verbs[verb].needed & operation->present;
    text_add(text, verbs[verb].command);
    if (words & BIT(hint))
        text_format(text, " %s", NUMBER(operation->hint));
    if (words & BIT(id))
        add_word(text, operation->iterator);
    if (words & BIT(k))
        add_word(text, operation->key);
    if (words & BIT(v))
        add_word(text, operation->elem);
}
