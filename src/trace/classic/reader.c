#include "trace/classic/reader.h"

#include "base/memory_or_die.h"
#include "trace/classic/field.h"
#include "trace/classic/scan_dump.h"
#include "trace/lines.h"

#include <stdlib.h>
#include <string.h>

struct trace_reader {
    struct trace_lines *lines;
    struct trace_header header;
    struct text header_line; /* the header's tokens point into it */
    size_t operations;
    /* Lists that are filled line by line and keep their room. */
    struct scan_tokens sequence;
    struct scan_dump dump;
    uint64_t *hashes;
    size_t hash_count, hash_capacity;
    struct trace_effect *effects;
    size_t effect_count, effect_capacity;
};

/* ---- the kinds of fields */

static bool read_numbers(struct scan *scan, const struct trace_row *row, int64_t *numbers, size_t count)
{
    if (!scan_piece(scan, '['))
        return false;
    for (size_t i = 0; i < count; i++) {
        if ((i > 0 && !scan_piece(scan, ',')) || !scan_number(scan, row->least, row->most, &numbers[i]))
            return false;
    }
    return scan_piece(scan, ']');
}

static bool read_hashes(struct trace_reader *reader, struct scan *scan)
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

static bool read_verb(struct scan *scan, enum trace_verb *verb)
{
    const char *at = scan->at;
    struct trace_token token;
    if (!scan_token(scan, &token))
        return false;
    for (int i = 0; i < TRACE_VERBS; i++) {
        const char *name = trace_verb_name((enum trace_verb)i);
        if (trace_token_equal(token, (struct trace_token){name, strlen(name)})) {
            *verb = (enum trace_verb)i;
            return true;
        }
    }
    scan->at = at;
    return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_VERB);
}

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
        const char *name = trace_effect_names[i];
        bool counts = trace_effect_has_number((enum trace_effect_kind)i);
        if (trace_token_equal(word, (struct trace_token){name, strlen(name)}) && counts == (colon != NULL)) {
            *effect = (struct trace_effect){(enum trace_effect_kind)i, (uint32_t)number};
            return true;
        }
    }
    scan->at = start;
    return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_EFFECT);
}

static bool read_effects(struct trace_reader *reader, struct scan *scan)
{
    bool first = true;
    if (!scan_piece(scan, '['))
        return false;
    while (scan_more(scan, ']', &first)) {
        reader->effects = room_for_one_more(reader->effects, reader->effect_count, &reader->effect_capacity,
                                            sizeof *reader->effects);
        if (!read_effect(scan, &reader->effects[reader->effect_count++]))
            return false;
    }
    return !error_is_set(scan->error);
}

static bool read_value(struct trace_reader *reader, struct scan *scan, const struct trace_row *row,
                       void *shape)
{
    void *place = (char *)shape + row->place;
    switch (row->kind) {
    case TRACE_KIND_NUMBER:
        return scan_number(scan, row->least, row->most, place);
    case TRACE_KIND_NUMBERS:
        return read_numbers(scan, row, place, TRACE_PREALLOCATED);
    case TRACE_KIND_POSITION:
        return read_numbers(scan, row, place, TRACE_POSITION);
    case TRACE_KIND_HEX:
        return scan_hex(scan, place);
    case TRACE_KIND_TOKEN:
        return scan_token(scan, place);
    case TRACE_KIND_VERB:
        return read_verb(scan, place);
    case TRACE_KIND_HEXES:
        return read_hashes(reader, scan);
    case TRACE_KIND_TOKENS:
        return scan_tokens(scan, &reader->sequence);
    case TRACE_KIND_EFFECTS:
        return read_effects(reader, scan);
    case TRACE_KIND_FULL:
    case TRACE_KIND_DELTA:
        return scan_dump(scan, row->kind == TRACE_KIND_FULL, &reader->dump);
    }
    return false;
}

/* ---- lines */

/* The row of a name. Fields mostly stand in the order of the table, so the search begins behind the last
   one found. */
static int find_row(const struct trace_row *rows, int count, int from, struct trace_token name)
{
    for (int i = 0; i < count; i++) {
        int row = from + i < count ? from + i : from + i - count;
        if (rows[row].name_length == name.length && memcmp(rows[row].name, name.bytes, name.length) == 0)
            return row;
    }
    return -1;
}

/* Reads a whole object into a shape; `*present` gets a bit for each row that was there. */
static bool read_object(struct trace_reader *reader, struct scan *scan, const struct trace_row *rows,
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
        if (*present & TRACE_BIT(row)) {
            scan->at = at;
            return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_ONCE);
        }
        *present |= TRACE_BIT(row);
        next = row + 1 < count ? row + 1 : 0;
        if (!read_value(reader, scan, &rows[row], shape))
            return false;
    }
    return !error_is_set(scan->error) && scan_end(scan);
}

static struct scan scan_line(const struct trace_reader *reader, const char *line, size_t length,
                             struct error *error)
{
    return (struct scan){.begin = line,
                         .at = line,
                         .end = line + length,
                         .name = trace_lines_name(reader->lines),
                         .number = trace_lines_number(reader->lines),
                         .error = error};
}

static bool miss_field(const struct trace_reader *reader, const struct trace_row *row, enum word word,
                       struct error *error)
{
    return error_set(error, 0, word, trace_lines_name(reader->lines),
                     NUMBER(trace_lines_number(reader->lines)), row->name);
}

/* The first of a set of fields. */
static int first_bit(uint64_t fields)
{
    return __builtin_ctzll(fields);
}

static bool read_header(struct trace_reader *reader, struct error *error)
{
    size_t length;
    const char *line = trace_lines_next(reader->lines, &length, error);
    const char *name = trace_lines_name(reader->lines);
    if (line == NULL)
        return error_is_set(error) ? false : error_set(error, 0, WORD_ERROR_TRACE_EMPTY, name);
    text_append(&reader->header_line, line, length);
    struct scan scan = scan_line(reader, text_string(&reader->header_line), length, error);
    struct trace_header *header = &reader->header;
    if (!read_object(reader, &scan, trace_header_rows, TRACE_HEADER_FIELDS, header, &header->present))
        return false;
    static const char format[] = TRACE_FORMAT;
    bool has_format =
        (header->present & TRACE_BIT(TRACE_HEADER_hdr)) && (header->present & TRACE_BIT(TRACE_HEADER_fmt));
    if (!has_format || !trace_token_equal(header->format, (struct trace_token){format, sizeof format - 1})) {
        struct text found = {0};
        text_append_safe(&found, header->format.bytes, has_format ? header->format.length : 0, 40);
        error_set(error, 0, WORD_ERROR_TRACE_FORMAT, name, format, text_string(&found));
        text_free(&found);
        return false;
    }
    uint64_t missing = ~header->present & (TRACE_BIT(TRACE_HEADER_FIELDS) - 1);
    return missing == 0 ||
           miss_field(reader, &trace_header_rows[first_bit(missing)], WORD_ERROR_TRACE_MISSING, error);
}

struct trace_reader *trace_reader_open(struct trace_lines *lines, struct error *error)
{
    struct trace_reader *reader = new_items(1, sizeof *reader);
    *error = (struct error){0};
    reader->lines = lines;
    if (read_header(reader, error))
        return reader;
    trace_reader_close(reader);
    return NULL;
}

void trace_reader_close(struct trace_reader *reader)
{
    if (reader == NULL)
        return;
    text_free(&reader->header_line);
    free(reader->sequence.items);
    scan_dump_free(&reader->dump);
    free(reader->hashes);
    free(reader->effects);
    free(reader);
}

const struct trace_header *trace_reader_header(const struct trace_reader *reader)
{
    return &reader->header;
}

const char *trace_reader_name(const struct trace_reader *reader)
{
    return trace_lines_name(reader->lines);
}

size_t trace_reader_line(const struct trace_reader *reader)
{
    return trace_lines_number(reader->lines);
}

/* The lists that a line was read into become the operation's. */
static void hand_over_lists(struct trace_reader *reader, struct trace_operation *operation)
{
    operation->sequence = reader->sequence.items;
    operation->sequence_count = reader->sequence.count;
    operation->nan_hashes = reader->hashes;
    operation->nan_hash_count = reader->hash_count;
    operation->effects = reader->effects;
    operation->effect_count = reader->effect_count;
    operation->dump = (struct trace_dump){
        .chains = reader->dump.chains,
        .links = reader->dump.links,
        .tokens = reader->dump.tokens.items,
        .chain_count = reader->dump.chain_count,
        .link_count = reader->dump.link_count,
        .token_count = reader->dump.tokens.count,
    };
}

/* Whether the line has the fields that its verb needs, and no other. */
static bool fields_fit(const struct trace_reader *reader, const struct trace_operation *operation,
                       struct error *error)
{
    if (!trace_has(operation, TRACE_FIELD_op))
        return miss_field(reader, &trace_rows[TRACE_FIELD_op], WORD_ERROR_TRACE_MISSING, error);
    uint64_t missing = trace_fields_needed(operation->verb) & ~operation->present;
    if (missing != 0)
        return miss_field(reader, &trace_rows[first_bit(missing)], WORD_ERROR_TRACE_MISSING, error);
    uint64_t strange = operation->present & ~trace_fields_allowed(operation->verb);
    if (trace_has(operation, TRACE_FIELD_full))
        strange |= operation->present & TRACE_BIT(TRACE_FIELD_d);
    if (strange != 0)
        return miss_field(reader, &trace_rows[first_bit(strange)], WORD_ERROR_TRACE_STRANGE, error);
    return true;
}

enum trace_result trace_reader_next(struct trace_reader *reader, struct trace_operation *operation,
                                    struct error *error)
{
    size_t length;
    const char *line = trace_lines_next(reader->lines, &length, error);
    if (line == NULL)
        return error_is_set(error) ? TRACE_BROKEN : TRACE_END;
    if (++reader->operations > TRACE_MOST_OPERATIONS) {
        error_set(error, 0, WORD_ERROR_TRACE_OPERATIONS, trace_lines_name(reader->lines),
                  NUMBER(TRACE_MOST_OPERATIONS));
        return TRACE_BROKEN;
    }
    reader->sequence.count = reader->hash_count = reader->effect_count = 0;
    scan_dump_clear(&reader->dump);
    *operation = (struct trace_operation){0};
    struct scan scan = scan_line(reader, line, length, error);
    if (!read_object(reader, &scan, trace_rows, TRACE_FIELDS, operation, &operation->present) ||
        !fields_fit(reader, operation, error))
        return TRACE_BROKEN;
    hand_over_lists(reader, operation);
    return TRACE_READ;
}
