#ifndef TRACE_SWISS_TRACE_H
#define TRACE_SWISS_TRACE_H
/*
 * The structs of a recorded Swiss map ("swissmap-trace-1"), and its shape.
 *
 * Knows: what a recording says. Must not know: files, and what the model thinks of it.
 * Everything that is pointed to belongs to whoever filled the struct (a reader: until its next read).
 */
#include "trace/field.h"

/* What is accepted from outside. Beyond any of these a recording is refused with an error. */
enum {
    SWISS_TRACE_MOST_TABLES = 1 << 14,
    SWISS_TRACE_MOST_HINT = 1 << 20,
};

/* index, localDepth, capacity, growthLeft, used */
enum { SWISS_TRACE_TABLE_NUMBERS = 5 };
struct swiss_trace_table {
    int64_t numbers[SWISS_TRACE_TABLE_NUMBERS];
};

/* dirIdx, globalDepth, entryIdx, the index of the table it is in (-1 replaced, -2 none); dirOffset, entryOffset */
enum { SWISS_TRACE_POSITION_NUMBERS = 4, SWISS_TRACE_POSITION_OFFSETS = 2 };
struct swiss_trace_position {
    int64_t numbers[SWISS_TRACE_POSITION_NUMBERS];
    uint64_t offsets[SWISS_TRACE_POSITION_OFFSETS];
};

/* A group as it is written out; its keys and elems are tokens of the dump. */
struct swiss_trace_group {
    size_t table;     /* which of the tables, from 0; 0 for the one group of a small map */
    uint64_t control; /* the byte of slot 0 uppermost, as it is written */
    size_t first_token, tokens;
};

struct swiss_trace_dump {
    size_t tables;
    struct swiss_trace_group *groups;
    size_t group_count;
    struct trace_token *tokens;
    size_t token_count;
};

/* The header; field.def says what each member is called in a file. */
struct swiss_trace_header {
    union {
        struct trace_header its;
        struct {
            TRACE_HEADER_MEMBERS
        };
    };
    int64_t key_size, elem_size, slot_size, elem_offset, group_size, indirect_key, indirect_elem, reflexive,
        need_update, hooked;
};

/* An operation and what was seen after it. */
struct swiss_trace_operation {
    union {
        struct trace_operation its;
        struct {
            TRACE_OPERATION_MEMBERS
        };
    };
    struct swiss_trace_position position;
    uint64_t dir_offset, entry_offset;
    int64_t used;
    uint64_t seed;
    int64_t directory, global_depth, clear_seq, small;
    struct swiss_trace_table *tables;
    size_t table_count;
    uint64_t checksum;
    struct swiss_trace_dump dump;
};

/* What the kinds of the format's own are read into; lists keep their room from line to line. Zeros: empty ones. */
struct swiss_trace_lists {
    struct swiss_trace_table *tables;
    size_t table_count, table_capacity;
    struct swiss_trace_group *groups;
    size_t group_count, group_capacity;
    struct scan_tokens tokens; /* of the groups */
    size_t dumped_tables;
};

/* ---- the table of fields */

enum swiss_trace_header_field {
    SWISS_TRACE_HEADER_COMMON = TRACE_HEADER_FIELDS - 1,
#define HEADER(name, kind, member, least, most) SWISS_TRACE_HEADER_##name,
#include "trace/swiss/field.def"
#undef HEADER
    SWISS_TRACE_HEADER_FIELDS
};

enum swiss_trace_field {
    SWISS_TRACE_COMMON = TRACE_FIELDS - 1,
#define FIELD(name, kind, member, least, most, role) SWISS_TRACE_FIELD_##name,
#include "trace/swiss/field.def"
#undef FIELD
    SWISS_TRACE_FIELDS
};

extern const struct trace_shape swiss_trace_shape;

#endif
