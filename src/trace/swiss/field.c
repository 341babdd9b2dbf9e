/* The shape of swissmap-trace-1: the rows of its fields, and the kinds of fields that it alone has. */
#include "base/memory_or_die.h"
#include "base/words.h"
#include "trace/swiss/trace.h"

#include <stddef.h>
#include <string.h>

/* Its own kinds, behind those of enum trace_kind. */
enum {
    TRACE_KIND_POSITION = TRACE_KIND_OWN,
    TRACE_KIND_TABLES,
    TRACE_KIND_FULL,
};

static const struct trace_row header_rows[SWISS_TRACE_HEADER_FIELDS] = {
#define HEADER(name, kind, member, least, most)                                                              \
    TRACE_ROW(#name, TRACE_KIND_##kind, TRACE_ROLE_INPUT, offsetof(struct swiss_trace_header, member),       \
              least, most),
#include "trace/field.def"
/* behind them, as their numbers are: */
#include "trace/swiss/field.def"
#undef HEADER
};

static const struct trace_row rows[SWISS_TRACE_FIELDS] = {
#define FIELD(name, kind, member, least, most, role)                                                         \
    TRACE_ROW(#name, TRACE_KIND_##kind, TRACE_ROLE_##role, offsetof(struct swiss_trace_operation, member),   \
              least, most),
#include "trace/field.def"
/* behind them, as their numbers are: */
#include "trace/swiss/field.def"
#undef FIELD
};

/* ---- reading */

static bool read_position(struct scan *scan, struct swiss_trace_position *position)
{
    if (!scan_piece(scan, '['))
        return false;
    for (int i = 0; i < SWISS_TRACE_POSITION_NUMBERS; i++) {
        if (!scan_number(scan, -2, INT64_MAX, &position->numbers[i]) || !scan_piece(scan, ','))
            return false;
    }
    return scan_hex(scan, &position->offsets[0]) && scan_piece(scan, ',') &&
           scan_hex(scan, &position->offsets[1]) && scan_piece(scan, ']');
}

static bool read_tables(struct swiss_trace_lists *lists, struct scan *scan)
{
    bool first = true;
    if (!scan_piece(scan, '['))
        return false;
    while (scan_more(scan, ']', &first)) {
        lists->tables = room_for_one_more(lists->tables, lists->table_count, &lists->table_capacity,
                                          sizeof *lists->tables);
        if (lists->table_count == SWISS_TRACE_MOST_TABLES)
            return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_RANGE);
        if (!scan_numbers(scan, 0, INT64_MAX, lists->tables[lists->table_count++].numbers,
                          SWISS_TRACE_TABLE_NUMBERS))
            return false;
    }
    return !error_is_set(scan->error);
}

/* A group: {"c":"16 hex digits","kv":[k,v,…]}. */
static bool read_group(struct swiss_trace_lists *lists, struct scan *scan)
{
    struct swiss_trace_group group = {.table = lists->dumped_tables - 1, .first_token = lists->tokens.count};
    struct trace_token name;
    if (!scan_piece(scan, '{') || !scan_name(scan, &name))
        return false;
    if (!trace_token_equal(name, (struct trace_token){"c", 1}))
        return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_GROUP);
    if (!scan_hex(scan, &group.control) || !scan_piece(scan, ',') || !scan_name(scan, &name))
        return false;
    if (!trace_token_equal(name, (struct trace_token){"kv", 2}))
        return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_GROUP);
    if (!scan_tokens(scan, &lists->tokens) || !scan_piece(scan, '}'))
        return false;
    group.tokens = lists->tokens.count - group.first_token;
    lists->groups =
        room_for_one_more(lists->groups, lists->group_count, &lists->group_capacity, sizeof *lists->groups);
    lists->groups[lists->group_count++] = group;
    return true;
}

static bool read_dump(struct swiss_trace_lists *lists, struct scan *scan)
{
    bool first = true;
    if (!scan_piece(scan, '['))
        return false;
    while (scan_more(scan, ']', &first)) {
        bool first_group = true;
        lists->dumped_tables++;
        if (!scan_piece(scan, '['))
            return false;
        while (scan_more(scan, ']', &first_group)) {
            if (!read_group(lists, scan))
                return false;
        }
        if (error_is_set(scan->error))
            return false;
    }
    return !error_is_set(scan->error);
}

static bool read(void *lists, struct scan *scan, const struct trace_row *row, void *place)
{
    return row->kind == TRACE_KIND_POSITION ? read_position(scan, place)
           : row->kind == TRACE_KIND_TABLES ? read_tables(lists, scan)
                                            : read_dump(lists, scan);
}

/* ---- comparing and saying */

static const struct swiss_trace_operation *whole(const struct trace_operation *operation)
{
    return (const struct swiss_trace_operation *)operation;
}

static size_t count(const struct trace_operation *operation, const struct trace_row *row)
{
    return row->kind == TRACE_KIND_POSITION ? SWISS_TRACE_POSITION_NUMBERS + SWISS_TRACE_POSITION_OFFSETS
           : row->kind == TRACE_KIND_TABLES ? whole(operation)->table_count
                                            : 0;
}

static bool equal(const struct trace_operation *a, const struct trace_operation *b,
                  const struct trace_row *row, size_t i)
{
    if (row->kind == TRACE_KIND_TABLES)
        return memcmp(&whole(a)->tables[i], &whole(b)->tables[i], sizeof *whole(a)->tables) == 0;
    const struct swiss_trace_position *x = &whole(a)->position, *y = &whole(b)->position;
    size_t offset = i - SWISS_TRACE_POSITION_NUMBERS;
    return i < SWISS_TRACE_POSITION_NUMBERS ? x->numbers[i] == y->numbers[i]
                                            : x->offsets[offset] == y->offsets[offset];
}

static void say(const struct trace_operation *operation, const struct trace_row *row, size_t i,
                struct text *text)
{
    const struct swiss_trace_position *position = &whole(operation)->position;
    if (row->kind == TRACE_KIND_POSITION && i < SWISS_TRACE_POSITION_NUMBERS)
        text_add(text, NUMBER(position->numbers[i]));
    else if (row->kind == TRACE_KIND_POSITION)
        text_add(text, HEX(position->offsets[i - SWISS_TRACE_POSITION_NUMBERS], 16));
    for (int n = 0; row->kind == TRACE_KIND_TABLES && n < SWISS_TRACE_TABLE_NUMBERS; n++) {
        text_add(text, n > 0 ? "," : "");
        text_add(text, NUMBER(whole(operation)->tables[i].numbers[n]));
    }
}

#define BIT(name) TRACE_BIT(SWISS_TRACE_FIELD_##name)
const struct trace_shape swiss_trace_shape = {
    .format = "swissmap-trace-1",
    .header_rows = header_rows,
    .rows = rows,
    .header_fields = SWISS_TRACE_HEADER_FIELDS,
    .fields = SWISS_TRACE_FIELDS,
    .verbs = (TRACE_BIT(TRACE_VERBS) - 1) & ~TRACE_BIT(TRACE_CLEAR_LOOP),
    .optional =
        {[TRACE_ITERATE_BEGIN] = BIT(it), [TRACE_ITERATE_NEXT] = BIT(it), [TRACE_RANGE] = BIT(do) | BIT(eo)},
    .anywhere = BIT(c) | BIT(full),
    .read = read,
    .count = count,
    .equal = equal,
    .say = say,
};
