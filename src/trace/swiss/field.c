/* The rows of field.def, and what can be said of a field by its row alone. */
#include "trace/swiss/trace.h"

#include <stddef.h>
#include <string.h>

const struct swiss_trace_row swiss_trace_header_rows[SWISS_TRACE_HEADER_FIELDS] = {
#define HEADER(name, kind, member, least, most)                                                              \
    {#name,                                                                                                  \
     sizeof #name - 1,                                                                                       \
     SWISS_TRACE_KIND_##kind,                                                                                \
     SWISS_TRACE_ROLE_INPUT,                                                                                 \
     offsetof(struct swiss_trace_header, member),                                                            \
     least,                                                                                                  \
     most},
#include "trace/swiss/field.def"
#undef HEADER
};

const struct swiss_trace_row swiss_trace_rows[SWISS_TRACE_FIELDS] = {
#define FIELD(name, kind, member, least, most, role)                                                         \
    {#name,                                                                                                  \
     sizeof #name - 1,                                                                                       \
     SWISS_TRACE_KIND_##kind,                                                                                \
     SWISS_TRACE_ROLE_##role,                                                                                \
     offsetof(struct swiss_trace_operation, member),                                                         \
     least,                                                                                                  \
     most},
#include "trace/swiss/field.def"
#undef FIELD
};

/* Each verb: its name in a recording, as a command, and which fields it has beside the state. */
#define BIT(name) SWISS_TRACE_BIT(SWISS_TRACE_FIELD_##name)
static const struct {
    const char *name, *command;
    uint64_t needed, optional;
} verbs[SWISS_TRACE_VERBS] = {
    [SWISS_TRACE_MAKE] = {"make", "make", BIT(hint), 0},
    [SWISS_TRACE_INSERT] = {"insert", "insert", BIT(k) | BIT(v), BIT(h)},
    [SWISS_TRACE_DELETE] = {"delete", "delete", BIT(k), BIT(h)},
    [SWISS_TRACE_GET] = {"get", "get", BIT(k) | BIT(found), BIT(h) | BIT(res)},
    [SWISS_TRACE_CLEAR] = {"clear", "clear", 0, 0},
    [SWISS_TRACE_ITERATE_BEGIN] = {"iterinit", "iterate", BIT(id), BIT(k) | BIT(v) | BIT(end) | BIT(it)},
    [SWISS_TRACE_ITERATE_NEXT] = {"iternext", "next", BIT(id), BIT(k) | BIT(v) | BIT(end) | BIT(it)},
    [SWISS_TRACE_RANGE] = {"iterall", "range", BIT(seq), BIT(do) | BIT(eo)},
};

static const uint64_t anywhere = BIT(nh) | BIT(c) | BIT(full);

const char *swiss_trace_verb_name(enum swiss_trace_verb verb)
{
    return verbs[verb].name;
}

uint64_t swiss_trace_needed(enum swiss_trace_verb verb)
{
    uint64_t needed = verbs[verb].needed | BIT(op);
    for (int field = 0; field < SWISS_TRACE_FIELDS; field++)
        needed |= swiss_trace_rows[field].role == SWISS_TRACE_ROLE_STATE ? SWISS_TRACE_BIT(field) : 0;
    return needed;
}

uint64_t swiss_trace_allowed(enum swiss_trace_verb verb)
{
    return swiss_trace_needed(verb) | verbs[verb].optional | anywhere;
}

bool swiss_trace_same(struct trace_token a, struct trace_token b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

/* ---- fields as lists of items. A field that is one value is a list of one. */

struct items {
    const struct swiss_trace_operation *of;
    const void *place;
    enum swiss_trace_kind kind;
    size_t count;
};

static struct items items_of(enum swiss_trace_field field, const struct swiss_trace_operation *operation)
{
    const struct swiss_trace_row *row = &swiss_trace_rows[field];
    struct items items = {operation, (const char *)operation + row->place, row->kind, 1};
    switch (row->kind) {
    case SWISS_TRACE_KIND_POSITION:
        items.count = SWISS_TRACE_POSITION_NUMBERS + SWISS_TRACE_POSITION_OFFSETS;
        break;
    case SWISS_TRACE_KIND_HEXES:
        items.count = operation->nan_hash_count;
        break;
    case SWISS_TRACE_KIND_TOKENS:
        items.count = operation->sequence_count;
        break;
    case SWISS_TRACE_KIND_TABLES:
        items.count = operation->table_count;
        break;
    case SWISS_TRACE_KIND_FULL:
        items.count = 0;
        break;
    default:
        break;
    }
    return items;
}

static void say_token(struct trace_token token, struct text *text)
{
    text_add(text, "\"");
    text_append_safe(text, token.bytes, token.length, 0);
    text_add(text, "\"");
}

static void say_position(const struct swiss_trace_position *position, size_t i, struct text *text)
{
    if (i < SWISS_TRACE_POSITION_NUMBERS)
        text_add(text, NUMBER(position->numbers[i]));
    else
        text_add(text, HEX(position->offsets[i - SWISS_TRACE_POSITION_NUMBERS], 16));
}

static void say_item(const struct items *items, size_t i, struct text *text)
{
    switch (items->kind) {
    case SWISS_TRACE_KIND_NUMBER:
        text_add(text, NUMBER(*(const int64_t *)items->place));
        break;
    case SWISS_TRACE_KIND_HEX:
        text_add(text, HEX(*(const uint64_t *)items->place, 16));
        break;
    case SWISS_TRACE_KIND_HEXES:
        text_add(text, HEX(items->of->nan_hashes[i], 16));
        break;
    case SWISS_TRACE_KIND_TOKEN:
        say_token(*(const struct trace_token *)items->place, text);
        break;
    case SWISS_TRACE_KIND_TOKENS:
        say_token(items->of->sequence[i], text);
        break;
    case SWISS_TRACE_KIND_POSITION:
        say_position(items->place, i, text);
        break;
    case SWISS_TRACE_KIND_TABLES:
        for (int n = 0; n < SWISS_TRACE_TABLE_NUMBERS; n++) {
            text_add(text, n > 0 ? "," : "");
            text_add(text, NUMBER(items->of->tables[i].numbers[n]));
        }
        break;
    default:
        break;
    }
}

static bool item_equal(const struct items *a, const struct items *b, size_t i)
{
    switch (a->kind) {
    case SWISS_TRACE_KIND_NUMBER:
        return *(const int64_t *)a->place == *(const int64_t *)b->place;
    case SWISS_TRACE_KIND_HEX:
        return *(const uint64_t *)a->place == *(const uint64_t *)b->place;
    case SWISS_TRACE_KIND_HEXES:
        return a->of->nan_hashes[i] == b->of->nan_hashes[i];
    case SWISS_TRACE_KIND_TOKEN:
        return swiss_trace_same(*(const struct trace_token *)a->place, *(const struct trace_token *)b->place);
    case SWISS_TRACE_KIND_TOKENS:
        return swiss_trace_same(a->of->sequence[i], b->of->sequence[i]);
    case SWISS_TRACE_KIND_TABLES:
        return memcmp(&a->of->tables[i], &b->of->tables[i], sizeof *a->of->tables) == 0;
    case SWISS_TRACE_KIND_POSITION: {
        const struct swiss_trace_position *x = a->place, *y = b->place;
        return i < SWISS_TRACE_POSITION_NUMBERS ? x->numbers[i] == y->numbers[i]
                                                : x->offsets[i - SWISS_TRACE_POSITION_NUMBERS] ==
                                                      y->offsets[i - SWISS_TRACE_POSITION_NUMBERS];
    }
    default:
        return true;
    }
}

bool swiss_trace_equal(enum swiss_trace_field field, const struct swiss_trace_operation *a,
                       const struct swiss_trace_operation *b, size_t *item)
{
    struct items left = items_of(field, a), right = items_of(field, b);
    bool is_list = left.kind == SWISS_TRACE_KIND_POSITION || left.kind == SWISS_TRACE_KIND_HEXES ||
                   left.kind == SWISS_TRACE_KIND_TOKENS || left.kind == SWISS_TRACE_KIND_TABLES;
    for (size_t i = 0; i < left.count || i < right.count; i++) {
        if (i < left.count && i < right.count && item_equal(&left, &right, i))
            continue;
        *item = is_list ? i : SWISS_TRACE_WHOLE;
        return false;
    }
    return true;
}

void swiss_trace_say(enum swiss_trace_field field, const struct swiss_trace_operation *operation, size_t item,
                     struct text *text)
{
    struct items items = items_of(field, operation);
    for (size_t i = 0; i < items.count; i++) {
        if (item != SWISS_TRACE_WHOLE && item != i)
            continue;
        if (i > 0 && item == SWISS_TRACE_WHOLE)
            text_add(text, " ");
        say_item(&items, i, text);
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

void swiss_trace_say_command(const struct swiss_trace_operation *operation, struct text *text)
{
    enum swiss_trace_verb verb = operation->verb;
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
