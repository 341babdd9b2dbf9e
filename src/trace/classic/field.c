/* The shape of gomap-trace-1: the rows of its fields, and the kinds of fields that it alone has. */
#include "base/memory_or_die.h"
#include "base/words.h"
#include "trace/classic/scan_dump.h"

#include <string.h>

/* Its own kinds, behind those of enum trace_kind. */
enum {
    TRACE_KIND_NUMBERS = TRACE_KIND_OWN, /* as many as a header has of them */
    TRACE_KIND_POSITION,
    TRACE_KIND_EFFECTS,
    TRACE_KIND_FULL,
    TRACE_KIND_DELTA,
};

static const struct trace_row header_rows[CLASSIC_TRACE_HEADER_FIELDS] = {
#define HEADER(name, kind, member, least, most)                                                              \
    TRACE_ROW(#name, TRACE_KIND_##kind, TRACE_ROLE_INPUT, offsetof(struct classic_trace_header, member),     \
              least, most),
#include "trace/field.def"
/* behind them, as their numbers are: */
#include "trace/classic/field.def"
#undef HEADER
};

static const struct trace_row rows[CLASSIC_TRACE_FIELDS] = {
#define FIELD(name, kind, member, least, most, role)                                                         \
    TRACE_ROW(#name, TRACE_KIND_##kind, TRACE_ROLE_##role, offsetof(struct classic_trace_operation, member), \
              least, most),
#include "trace/field.def"
/* behind them, as their numbers are: */
#include "trace/classic/field.def"
#undef FIELD
};

static const char *const effect_names[TRACE_EFFECTS] = {
    [TRACE_ALLOC] = "alloc",    [TRACE_GROW] = "grow",    [TRACE_SAME] = "same",
    [TRACE_EVACUATED] = "evac", [TRACE_OVERFLOW] = "ovf", [TRACE_DONE] = "done",
};

/* Effects that count something; the others are a word alone. */
static bool has_number(enum trace_effect_kind kind)
{
    return kind == TRACE_EVACUATED || kind == TRACE_OVERFLOW;
}

/* ---- reading */

static bool read_effect(struct scan *scan, struct trace_effect *effect)
{
    const char *start = scan->at;
    struct trace_token token;
    if (!scan_token(scan, &token))
        return false;
    const char *colon = memchr(token.bytes, ':', token.length);
    struct trace_token word = {token.bytes, colon != NULL ? (size_t)(colon - token.bytes) : token.length};
    int64_t number = 0;
    if (colon != NULL) {
        struct error ignored = {0};
        struct scan inside = *scan;
        inside.at = colon + 1;
        inside.end = token.bytes + token.length;
        inside.error = &ignored;
        if (!scan_number(&inside, 0, UINT32_MAX, &number) || inside.at != inside.end)
            word.length = 0;
    }
    for (int i = 0; i < TRACE_EFFECTS; i++) {
        const char *name = effect_names[i];
        bool counts = has_number((enum trace_effect_kind)i);
        if (trace_token_equal(word, (struct trace_token){name, strlen(name)}) && counts == (colon != NULL)) {
            *effect = (struct trace_effect){(enum trace_effect_kind)i, (uint32_t)number};
            return true;
        }
    }
    scan->at = start;
    return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_EFFECT);
}

static bool read_effects(struct classic_trace_lists *lists, struct scan *scan)
{
    bool first = true;
    if (!scan_piece(scan, '['))
        return false;
    while (scan_more(scan, ']', &first)) {
        lists->effects = room_for_one_more(lists->effects, lists->effect_count, &lists->effect_capacity,
                                           sizeof *lists->effects);
        if (!read_effect(scan, &lists->effects[lists->effect_count++]))
            return false;
    }
    return !error_is_set(scan->error);
}

static bool read(void *context, struct scan *scan, const struct trace_row *row, void *place)
{
    struct classic_trace_lists *lists = context;
    switch (row->kind) {
    case TRACE_KIND_NUMBERS:
        return scan_numbers(scan, row->least, row->most, place, TRACE_PREALLOCATED);
    case TRACE_KIND_POSITION:
        return scan_numbers(scan, row->least, row->most, place, TRACE_POSITION);
    case TRACE_KIND_EFFECTS:
        return read_effects(lists, scan);
    default:
        return scan_dump(scan, row->kind == TRACE_KIND_FULL, &lists->dump);
    }
}

/* ---- comparing and saying */

static const struct classic_trace_operation *whole(const struct trace_operation *operation)
{
    return (const struct classic_trace_operation *)operation;
}

static size_t count(const struct trace_operation *operation, const struct trace_row *row)
{
    return row->kind == TRACE_KIND_POSITION  ? TRACE_POSITION
           : row->kind == TRACE_KIND_EFFECTS ? whole(operation)->effect_count
                                             : 0;
}

static bool equal(const struct trace_operation *a, const struct trace_operation *b,
                  const struct trace_row *row, size_t i)
{
    if (row->kind == TRACE_KIND_POSITION)
        return whole(a)->position[i] == whole(b)->position[i];
    struct trace_effect x = whole(a)->effects[i], y = whole(b)->effects[i];
    return x.kind == y.kind && x.number == y.number;
}

static void say(const struct trace_operation *operation, const struct trace_row *row, size_t i,
                struct text *text)
{
    if (row->kind == TRACE_KIND_POSITION) {
        text_add(text, NUMBER(whole(operation)->position[i]));
        return;
    }
    struct trace_effect effect = whole(operation)->effects[i];
    text_add(text, effect_names[effect.kind]);
    if (has_number(effect.kind))
        text_format(text, ":%u", effect.number);
}

#define BIT(name) TRACE_BIT(CLASSIC_TRACE_FIELD_##name)
const struct trace_shape classic_trace_shape = {
    .format = "gomap-trace-1",
    .header_rows = header_rows,
    .rows = rows,
    .header_fields = CLASSIC_TRACE_HEADER_FIELDS,
    .fields = CLASSIC_TRACE_FIELDS,
    .verbs = TRACE_BIT(TRACE_VERBS) - 1,
    .optional =
        {[TRACE_ITERATE_BEGIN] = BIT(it), [TRACE_ITERATE_NEXT] = BIT(it), [TRACE_RANGE] = BIT(sb) | BIT(off)},
    .anywhere = BIT(fr) | BIT(frn) | BIT(ev) | BIT(c1) | BIT(c2) | BIT(full) | BIT(d),
    .read = read,
    .count = count,
    .equal = equal,
    .say = say,
};
