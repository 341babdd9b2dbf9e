#include "trace/reader.h"

#include "base/memory_or_die.h"
#include "base/words.h"

#include <stdlib.h>
#include <string.h>

/* ---- the kinds of fields */

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

static bool read_verb(const struct trace_shape *shape, struct scan *scan, enum trace_verb *verb)
{
    const char *at = scan->at;
    struct trace_token token;
    if (!scan_token(scan, &token))
        return false;
    for (int i = 0; i < TRACE_VERBS; i++) {
        const char *name = trace_verb_name((enum trace_verb)i);
        bool known = (shape->verbs & TRACE_BIT(i)) != 0;
        if (known && trace_token_equal(token, (struct trace_token){name, strlen(name)})) {
            *verb = (enum trace_verb)i;
            return true;
        }
    }
    scan->at = at;
    return scan_fail(scan, WORD_ERROR_TRACE_EXPECT_VERB);
}

static bool read_value(struct trace_reader *reader, struct scan *scan, const struct trace_row *row,
                       void *shape)
{
    void *place = (char *)shape + row->place;
    switch (row->kind) {
    case TRACE_KIND_NUMBER:
        return scan_number(scan, row->least, row->most, place);
    case TRACE_KIND_HEX:
        return scan_hex(scan, place);
    case TRACE_KIND_HEXES:
        return read_hashes(reader, scan);
    case TRACE_KIND_TOKEN:
        return scan_token(scan, place);
    case TRACE_KIND_TOKENS:
        return scan_tokens(scan, &reader->sequence);
    case TRACE_KIND_VERB:
        return read_verb(reader->shape, scan, place);
    default:
        return reader->shape->read(reader->lists, scan, row, place);
    }
}

/* ---- lines */

/* The row of a name. Fields mostly stand in the order of the table, so the search begins behind the last one found. */
static int find_row(const struct trace_row *rows, int count, int from, struct trace_token name)
{
    for (int i = 0; i < count; i++) {
        int row = from + i < count ? from + i : from + i - count;
        if (rows[row].name_length == name.length && memcmp(rows[row].name, name.bytes, name.length) == 0)
            return row;
    }
    return -1;
}

/* Reads a whole object into a struct; `*present` gets a bit for each row that was there. */
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

bool trace_reader_miss(const struct trace_reader *reader, const struct trace_row *row, enum word word,
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

static bool is_of_format(const struct trace_reader *reader, const struct trace_header *header,
                         struct error *error)
{
    const char *format = reader->shape->format;
    bool has_format =
        (header->present & TRACE_BIT(TRACE_HEADER_hdr)) && (header->present & TRACE_BIT(TRACE_HEADER_fmt));
    if (has_format && trace_token_equal(header->format, (struct trace_token){format, strlen(format)}))
        return true;
    struct text found = {0};
    text_append_safe(&found, header->format.bytes, has_format ? header->format.length : 0, 40);
    error_set(error, 0, WORD_ERROR_TRACE_FORMAT, trace_lines_name(reader->lines), format,
              text_string(&found));
    text_free(&found);
    return false;
}

bool trace_reader_open(struct trace_reader *reader, const struct trace_shape *shape,
                       struct trace_lines *lines, void *lists, struct trace_header *header,
                       struct error *error)
{
    size_t length;
    *error = (struct error){0};
    *reader = (struct trace_reader){.shape = shape, .lines = lines, .lists = lists};
    const char *line = trace_lines_next(lines, &length, error);
    if (line == NULL)
        return error_is_set(error) ? false
                                   : error_set(error, 0, WORD_ERROR_TRACE_EMPTY, trace_lines_name(lines));
    text_append(&reader->header_line, line, length);
    struct scan scan = scan_line(reader, text_string(&reader->header_line), length, error);
    if (!read_object(reader, &scan, shape->header_rows, shape->header_fields, header, &header->present) ||
        !is_of_format(reader, header, error))
        return false;
    uint64_t missing = ~header->present & (TRACE_BIT(shape->header_fields) - 1);
    return missing == 0 || trace_reader_miss(reader, &shape->header_rows[first_bit(missing)],
                                             WORD_ERROR_TRACE_MISSING, error);
}

void trace_reader_close(struct trace_reader *reader)
{
    text_free(&reader->header_line);
    free(reader->sequence.items);
    free(reader->hashes);
}

const char *trace_reader_name(const struct trace_reader *reader)
{
    return trace_lines_name(reader->lines);
}

size_t trace_reader_line(const struct trace_reader *reader)
{
    return trace_lines_number(reader->lines);
}

/* Whether the line has the fields that its verb needs, and no other. */
static bool fields_fit(const struct trace_reader *reader, const struct trace_operation *operation,
                       struct error *error)
{
    const struct trace_shape *shape = reader->shape;
    if (!trace_has(operation, TRACE_FIELD_op))
        return trace_reader_miss(reader, &shape->rows[TRACE_FIELD_op], WORD_ERROR_TRACE_MISSING, error);
    uint64_t missing = trace_fields_needed(shape, operation->verb) & ~operation->present,
             strange = operation->present & ~trace_fields_allowed(shape, operation->verb);
    if (missing != 0)
        return trace_reader_miss(reader, &shape->rows[first_bit(missing)], WORD_ERROR_TRACE_MISSING, error);
    if (strange != 0)
        return trace_reader_miss(reader, &shape->rows[first_bit(strange)], WORD_ERROR_TRACE_STRANGE, error);
    return true;
}

enum trace_result trace_reader_next(struct trace_reader *reader, struct trace_operation *operation,
                                    struct error *error)
{
    size_t length;
    const struct trace_shape *shape = reader->shape;
    const char *line = trace_lines_next(reader->lines, &length, error);
    if (line == NULL)
        return error_is_set(error) ? TRACE_BROKEN : TRACE_END;
    if (++reader->operations > TRACE_MOST_OPERATIONS) {
        error_set(error, 0, WORD_ERROR_TRACE_OPERATIONS, trace_lines_name(reader->lines),
                  NUMBER(TRACE_MOST_OPERATIONS));
        return TRACE_BROKEN;
    }
    reader->sequence.count = reader->hash_count = 0;
    struct scan scan = scan_line(reader, line, length, error);
    if (!read_object(reader, &scan, shape->rows, shape->fields, operation, &operation->present) ||
        !fields_fit(reader, operation, error))
        return TRACE_BROKEN;
    operation->sequence = reader->sequence.items;
    operation->sequence_count = reader->sequence.count;
    operation->nan_hashes = reader->hashes;
    operation->nan_hash_count = reader->hash_count;
    return TRACE_READ;
}
