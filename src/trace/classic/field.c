/* The rows of field.def, and what can be said of a field by its row alone. */
#include "trace/classic/field.h"

#include <string.h>

const struct trace_row trace_header_rows[TRACE_HEADER_FIELDS] = {
#define HEADER(name, kind, member, least, most)                                                              \
    {#name,                                                                                                  \
     sizeof #name - 1,                                                                                       \
     TRACE_KIND_##kind,                                                                                      \
     TRACE_ROLE_INPUT,                                                                                       \
     offsetof(struct trace_header, member),                                                                  \
     least,                                                                                                  \
     most},
#include "trace/classic/field.def"
#undef HEADER
};

const struct trace_row trace_rows[TRACE_FIELDS] = {
#define FIELD(name, kind, member, least, most, role)                                                         \
    {#name,                                                                                                  \
     sizeof #name - 1,                                                                                       \
     TRACE_KIND_##kind,                                                                                      \
     TRACE_ROLE_##role,                                                                                      \
     offsetof(struct trace_operation, member),                                                               \
     least,                                                                                                  \
     most},
#include "trace/classic/field.def"
#undef FIELD
};

const char *const trace_effect_names[TRACE_EFFECTS] = {
    [TRACE_ALLOC] = "alloc",    [TRACE_GROW] = "grow",    [TRACE_SAME] = "same",
    [TRACE_EVACUATED] = "evac", [TRACE_OVERFLOW] = "ovf", [TRACE_DONE] = "done",
};

/* Each verb: its name in a trace, as a command, and which fields it has beside the state. */
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
    [TRACE_ITERATE_BEGIN] = {"iterinit", "iterate", BIT(id), BIT(k) | BIT(v) | BIT(end) | BIT(it)},
    [TRACE_ITERATE_NEXT] = {"iternext", "next", BIT(id), BIT(k) | BIT(v) | BIT(end) | BIT(it)},
    [TRACE_RANGE] = {"iterall", "range", BIT(seq), BIT(sb) | BIT(off)},
};

static const uint64_t anywhere =
    BIT(fr) | BIT(frn) | BIT(nh) | BIT(ev) | BIT(c1) | BIT(c2) | BIT(full) | BIT(d);

const char *trace_verb_name(enum trace_verb verb)
{
    return verbs[verb].name;
}

uint64_t trace_fields_needed(enum trace_verb verb)
{
    uint64_t needed = verbs[verb].needed | BIT(op);
    for (int field = 0; field < TRACE_FIELDS; field++)
        needed |= trace_rows[field].role == TRACE_ROLE_STATE ? TRACE_BIT(field) : 0;
    return needed;
}

uint64_t trace_fields_allowed(enum trace_verb verb)
{
    return trace_fields_needed(verb) | verbs[verb].optional | anywhere;
}

bool trace_token_equal(struct trace_token a, struct trace_token b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

/* ---- fields as lists of items. A field that is one value is a list of one. */

struct items {
    enum trace_kind of; /* NUMBER, HEX, TOKEN or EFFECTS: what one item is */
    const void *items;
    size_t count;
};

static struct items items_of(enum trace_field field, const struct trace_operation *operation)
{
    const struct trace_row *row = &trace_rows[field];
    const void *place = (const char *)operation + row->place;
    switch (row->kind) {
    case TRACE_KIND_POSITION:
        return (struct items){TRACE_KIND_NUMBER, place, TRACE_POSITION};
    case TRACE_KIND_HEXES:
        return (struct items){TRACE_KIND_HEX, operation->nan_hashes, operation->nan_hash_count};
    case TRACE_KIND_TOKENS:
        return (struct items){TRACE_KIND_TOKEN, operation->sequence, operation->sequence_count};
    case TRACE_KIND_EFFECTS:
        return (struct items){TRACE_KIND_EFFECTS, operation->effects, operation->effect_count};
    case TRACE_KIND_NUMBER:
    case TRACE_KIND_HEX:
    case TRACE_KIND_TOKEN:
        return (struct items){row->kind, place, 1};
    default:
        return (struct items){row->kind, place, 0};
    }
}

static bool item_equal(const struct items *a, const struct items *b, size_t i)
{
    switch (a->of) {
    case TRACE_KIND_NUMBER:
        return ((const int64_t *)a->items)[i] == ((const int64_t *)b->items)[i];
    case TRACE_KIND_HEX:
        return ((const uint64_t *)a->items)[i] == ((const uint64_t *)b->items)[i];
    case TRACE_KIND_TOKEN:
        return trace_token_equal(((const struct trace_token *)a->items)[i],
                                 ((const struct trace_token *)b->items)[i]);
    default: {
        struct trace_effect x = ((const struct trace_effect *)a->items)[i];
        struct trace_effect y = ((const struct trace_effect *)b->items)[i];
        return x.kind == y.kind && x.number == y.number;
    }
    }
}

bool trace_field_equal(enum trace_field field, const struct trace_operation *a,
                       const struct trace_operation *b, size_t *item)
{
    struct items left = items_of(field, a), right = items_of(field, b);
    enum trace_kind kind = trace_rows[field].kind;
    bool is_list = kind != left.of || kind == TRACE_KIND_EFFECTS;
    for (size_t i = 0; i < left.count || i < right.count; i++) {
        if (i < left.count && i < right.count && item_equal(&left, &right, i))
            continue;
        *item = is_list ? i : TRACE_WHOLE;
        return false;
    }
    return true;
}

bool trace_effect_has_number(enum trace_effect_kind kind)
{
    return kind == TRACE_EVACUATED || kind == TRACE_OVERFLOW;
}

static void say_item(const struct items *items, size_t i, struct text *text)
{
    switch (items->of) {
    case TRACE_KIND_NUMBER:
        text_add(text, NUMBER(((const int64_t *)items->items)[i]));
        break;
    case TRACE_KIND_HEX:
        text_add(text, HEX(((const uint64_t *)items->items)[i], 16));
        break;
    case TRACE_KIND_TOKEN: {
        struct trace_token token = ((const struct trace_token *)items->items)[i];
        text_add(text, "\"");
        text_append_safe(text, token.bytes, token.length, 0);
        text_add(text, "\"");
        break;
    }
    default: {
        struct trace_effect effect = ((const struct trace_effect *)items->items)[i];
        text_add(text, trace_effect_names[effect.kind]);
        if (trace_effect_has_number(effect.kind))
            text_format(text, ":%u", effect.number);
        break;
    }
    }
}

void trace_field_say(enum trace_field field, const struct trace_operation *operation, size_t item,
                     struct text *text)
{
    struct items items = items_of(field, operation);
    for (size_t i = 0; i < items.count; i++) {
        if (item != TRACE_WHOLE && item != i)
            continue;
        if (i > 0 && item == TRACE_WHOLE)
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
