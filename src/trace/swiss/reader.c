#include "trace/swiss/reader.h"

#include "base/memory_or_die.h"
#include "base/words.h"

#include <stdlib.h>
#include <string.h>

struct tokens {
    struct trace_token *items;
    size_t count, capacity;
};

struct swiss_reader {
    struct trace_lines *lines;
    struct swiss_trace_header header;
    struct text header_line; /* the header's tokens point into it */
    size_t operations;
    /* Lists that are filled line by line and keep their room. */
    struct tokens sequence, dump_tokens;
    uint64_t *hashes;
    size_t hash_count, hash_capacity;
    struct swiss_trace_table *tables;
    size_t table_count, table_capacity;
    struct swiss_trace_group *groups;
    size_t group_count, group_capacity;
    size_t dumped_tables;
};

/* ---- the kinds of fields */

static bool read_tokens(struct scan *scan, struct tokens *tokens)
{
    bool first = true;
    if (!scan_piece(scan, '['))
        return false;
    while (scan_more(scan, ']', &first)) {
        tokens->items =
            room_for_one_more(tokens->items, tokens->count, &tokens->capacity, sizeof *tokens->items);
        if (!scan_token(scan, &tokens->items[tokens->count++]))
            return false;
    }
    return !error_is_set(scan->error);
}

static bool read_hashes(struct swiss_reader *reader, struct scan *scan)
{
    bool first = true;
    if (!scan_piece(scan, '['))
        return false;
    while (scan_more(scan, ']', &first)) {
        reader->hashes = room_for_one_more(reader->hashes, reader->hash_count, &reader->hash_capacity,
                                           sizeof *reader->hashes);
        if (!scan_hex(scan, &reader->hashes[reader->hash_count++]))
            return false;
    }
    return !error_is_set(scan->error);
}

static bool read_verb(struct scan *scan, enum swiss_trace_verb *verb)
{
    const char *at = scan->at;
    struct trace_token token;
    if (!scan_token(scan, &token))
        return false;
    for (int i = 0; i < SWISS_TRACE_VERBS; i++) {
        const char *name = swiss_trace_verb_name((enum swiss_trace_verb)i);
        if (swiss_trace_same(token, (struct trace_token){name, strlen(name)})) {
            *verb = (enum swiss_trace_verb)i;
            return true;
        }
    }
    scan->at = at;
    return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_VERB);
}

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

static bool read_table(struct scan *scan, struct swiss_trace_table *table)
{
    if (!scan_piece(scan, '['))
        return false;
    for (int i = 0; i < SWISS_TRACE_TABLE_NUMBERS; i++) {
        if ((i > 0 && !scan_piece(scan, ',')) || !scan_number(scan, 0, INT64_MAX, &table->numbers[i]))
            return false;
    }
    return scan_piece(scan, ']');
}

static bool read_tables(struct swiss_reader *reader, struct scan *scan)
{
    bool first = true;
    if (!scan_piece(scan, '['))
        return false;
    while (scan_more(scan, ']', &first)) {
        reader->tables = room_for_one_more(reader->tables, reader->table_count, &reader->table_capacity,
                                           sizeof *reader->tables);
        if (reader->table_count == SWISS_TRACE_MOST_TABLES)
            return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_RANGE);
        if (!read_table(scan, &reader->tables[reader->table_count++]))
            return false;
    }
    return !error_is_set(scan->error);
}

/* A group: {"c":"16 hex digits","kv":[k,v,…]}. */
static bool read_group(struct swiss_reader *reader, struct scan *scan)
{
    struct swiss_trace_group group = {.table = reader->dumped_tables - 1,
                                      .first_token = reader->dump_tokens.count};
    struct trace_token name;
    if (!scan_piece(scan, '{') || !scan_name(scan, &name))
        return false;
    if (!swiss_trace_same(name, (struct trace_token){"c", 1}))
        return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_GROUP);
    if (!scan_hex(scan, &group.control) || !scan_piece(scan, ',') || !scan_name(scan, &name))
        return false;
    if (!swiss_trace_same(name, (struct trace_token){"kv", 2}))
        return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_GROUP);
    if (!read_tokens(scan, &reader->dump_tokens) || !scan_piece(scan, '}'))
        return false;
    group.tokens = reader->dump_tokens.count - group.first_token;
    reader->groups = room_for_one_more(reader->groups, reader->group_count, &reader->group_capacity,
                                       sizeof *reader->groups);
    reader->groups[reader->group_count++] = group;
    return true;
}

static bool read_dump(struct swiss_reader *reader, struct scan *scan)
{
    bool first = true;
    if (!scan_piece(scan, '['))
        return false;
    while (scan_more(scan, ']', &first)) {
        bool first_group = true;
        reader->dumped_tables++;
        if (!scan_piece(scan, '['))
            return false;
        while (scan_more(scan, ']', &first_group)) {
            if (!read_group(reader, scan))
                return false;
        }
        if (error_is_set(scan->error))
            return false;
    }
    return !error_is_set(scan->error);
}

static bool read_value(struct swiss_reader *reader, struct scan *scan, const struct swiss_trace_row *row,
                       void *shape)
{
    void *place = (char *)shape + row->place;
    switch (row->kind) {
    case SWISS_TRACE_KIND_NUMBER:
        return scan_number(scan, row->least, row->most, place);
    case SWISS_TRACE_KIND_HEX:
        return scan_hex(scan, place);
    case SWISS_TRACE_KIND_HEXES:
        return read_hashes(reader, scan);
    case SWISS_TRACE_KIND_TOKEN:
        return scan_token(scan, place);
    case SWISS_TRACE_KIND_TOKENS:
        return read_tokens(scan, &reader->sequence);
    case SWISS_TRACE_KIND_VERB:
        return read_verb(scan, place);
    case SWISS_TRACE_KIND_POSITION:
        return read_position(scan, place);
    case SWISS_TRACE_KIND_TABLES:
        return read_tables(reader, scan);
    case SWISS_TRACE_KIND_FULL:
        return read_dump(reader, scan);
    }
    return false;
}

/* ---- lines */

/* The row of a name. Fields mostly stand in the order of the table, so the search begins behind the last one found. */
static int find_row(const struct swiss_trace_row *rows, int count, int from, struct trace_token name)
{
    for (int i = 0; i < count; i++) {
        int row = from + i < count ? from + i : from + i - count;
        if (rows[row].name_length == name.length && memcmp(rows[row].name, name.bytes, name.length) == 0)
            return row;
    }
    return -1;
}

/* Reads a whole object into a shape; `*present` gets a bit for each row that was there. */
static bool read_object(struct swiss_reader *reader, struct scan *scan, const struct swiss_trace_row *rows,
                        int count, void *shape, uint64_t *present)
{
    bool first = true;
    int next = 0;
    *present = 0;
    if (!scan_piece(scan, '{'))
        return false;
    while (scan_more(scan, '}', &first)) {
        const char *at = scan->at;
        struct trace_token name;
        if (!scan_name(scan, &name))
            return false;
        int row = find_row(rows, count, next, name);
        if (row < 0) {
            if (!scan_skip(scan))
                return false;
            continue;
        }
        if (*present & SWISS_TRACE_BIT(row)) {
            scan->at = at;
            return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_ONCE);
        }
        *present |= SWISS_TRACE_BIT(row);
        next = row + 1 < count ? row + 1 : 0;
        if (!read_value(reader, scan, &rows[row], shape))
            return false;
    }
    return !error_is_set(scan->error) && scan_end(scan);
}

static struct scan scan_line(const struct swiss_reader *reader, const char *line, size_t length,
                             struct error *error)
{
    return (struct scan){.begin = line,
                         .at = line,
                         .end = line + length,
                         .name = trace_lines_name(reader->lines),
                         .number = trace_lines_number(reader->lines),
                         .error = error};
}

static bool miss_field(const struct swiss_reader *reader, const struct swiss_trace_row *row, enum word word,
                       struct error *error)
{
    return error_set(error, 0, word, trace_lines_name(reader->lines),
                     NUMBER(trace_lines_number(reader->lines)), row->name);
}

static bool read_header(struct swiss_reader *reader, struct error *error)
{
    size_t length;
    const char *line = trace_lines_next(reader->lines, &length, error);
    if (line == NULL)
        return error_is_set(error)
                   ? false
                   : error_set(error, 0, WORD_ERROR_TRACE_EMPTY, trace_lines_name(reader->lines));
    text_append(&reader->header_line, line, length);
    struct scan scan = scan_line(reader, text_string(&reader->header_line), length, error);
    struct swiss_trace_header *header = &reader->header;
    if (!read_object(reader, &scan, swiss_trace_header_rows, SWISS_TRACE_HEADER_FIELDS, header,
                     &header->present))
        return false;
    uint64_t missing = ~header->present & (SWISS_TRACE_BIT(SWISS_TRACE_HEADER_FIELDS) - 1);
    if (missing != 0)
        return miss_field(reader, &swiss_trace_header_rows[__builtin_ctzll(missing)],
                          WORD_ERROR_TRACE_MISSING, error);
    static const char format[] = SWISS_TRACE_FORMAT;
    if (swiss_trace_same(header->format, (struct trace_token){format, sizeof format - 1}))
        return true;
    struct text found = {0};
    text_append_safe(&found, header->format.bytes, header->format.length, 40);
    error_set(error, 0, WORD_ERROR_TRACE_FORMAT, trace_lines_name(reader->lines), format,
              text_string(&found));
    text_free(&found);
    return false;
}

struct swiss_reader *swiss_reader_open(struct trace_lines *lines, struct error *error)
{
    struct swiss_reader *reader = new_items(1, sizeof *reader);
    *error = (struct error){0};
    reader->lines = lines;
    if (read_header(reader, error))
        return reader;
    swiss_reader_close(reader);
    return NULL;
}

void swiss_reader_close(struct swiss_reader *reader)
{
    if (reader == NULL)
        return;
    text_free(&reader->header_line);
    free(reader->sequence.items);
    free(reader->dump_tokens.items);
    free(reader->hashes);
    free(reader->tables);
    free(reader->groups);
    free(reader);
}

const struct swiss_trace_header *swiss_reader_header(const struct swiss_reader *reader)
{
    return &reader->header;
}

const char *swiss_reader_name(const struct swiss_reader *reader)
{
    return trace_lines_name(reader->lines);
}

size_t swiss_reader_line(const struct swiss_reader *reader)
{
    return trace_lines_number(reader->lines);
}

/* The lists that a line was read into become the operation's. */
static void hand_over_lists(struct swiss_reader *reader, struct swiss_trace_operation *operation)
{
    operation->sequence = reader->sequence.items;
    operation->sequence_count = reader->sequence.count;
    operation->nan_hashes = reader->hashes;
    operation->nan_hash_count = reader->hash_count;
    operation->tables = reader->tables;
    operation->table_count = reader->table_count;
    operation->dump = (struct swiss_trace_dump){
        .tables = reader->dumped_tables,
        .groups = reader->groups,
        .group_count = reader->group_count,
        .tokens = reader->dump_tokens.items,
        .token_count = reader->dump_tokens.count,
    };
}

/* Whether the line has the fields that its verb needs, and no other. */
static bool fields_fit(const struct swiss_reader *reader, const struct swiss_trace_operation *operation,
                       struct error *error)
{
    if (!swiss_trace_has(operation, SWISS_TRACE_FIELD_op))
        return miss_field(reader, &swiss_trace_rows[SWISS_TRACE_FIELD_op], WORD_ERROR_TRACE_MISSING, error);
    uint64_t missing = swiss_trace_needed(operation->verb) & ~operation->present;
    if (missing != 0)
        return miss_field(reader, &swiss_trace_rows[__builtin_ctzll(missing)], WORD_ERROR_TRACE_MISSING,
                          error);
    uint64_t strange = operation->present & ~swiss_trace_allowed(operation->verb);
    if (strange != 0)
        return miss_field(reader, &swiss_trace_rows[__builtin_ctzll(strange)], WORD_ERROR_TRACE_STRANGE,
                          error);
    return true;
}

enum swiss_read swiss_reader_next(struct swiss_reader *reader, struct swiss_trace_operation *operation,
                                  struct error *error)
{
    size_t length;
    const char *line = trace_lines_next(reader->lines, &length, error);
    if (line == NULL)
        return error_is_set(error) ? SWISS_READ_BROKEN : SWISS_READ_END;
    if (++reader->operations > SWISS_TRACE_MOST_OPERATIONS) {
        error_set(error, 0, WORD_ERROR_TRACE_OPERATIONS, trace_lines_name(reader->lines),
                  NUMBER(SWISS_TRACE_MOST_OPERATIONS));
        return SWISS_READ_BROKEN;
    }
    reader->sequence.count = reader->dump_tokens.count = reader->hash_count = 0;
    reader->table_count = reader->group_count = reader->dumped_tables = 0;
    *operation = (struct swiss_trace_operation){0};
    struct scan scan = scan_line(reader, line, length, error);
    if (!read_object(reader, &scan, swiss_trace_rows, SWISS_TRACE_FIELDS, operation, &operation->present) ||
        !fields_fit(reader, operation, error))
        return SWISS_READ_BROKEN;
    hand_over_lists(reader, operation);
    return SWISS_READ;
}
