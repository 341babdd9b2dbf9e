#ifndef TRACE_CLASSIC_TRACE_H
#define TRACE_CLASSIC_TRACE_H
/*
 * The structs of a recorded classic map ("gomap-trace-1"), and its shape.
 *
 * Knows: what a trace says. Must not know: files, and what the model thinks of it.
 * Everything that is pointed to belongs to whoever filled the shape (a reader: until its next read).
 */
#include "trace/field.h"

enum {
    TRACE_PREALLOCATED = 21, /* the header tells the reserve for B = 0 .. 20 */
    TRACE_POSITION = 7,
};

/* What an operation set off. The numbers are buckets evacuated, and overflow buckets added. */
enum trace_effect_kind {
    TRACE_ALLOC,
    TRACE_GROW,
    TRACE_SAME,
    TRACE_EVACUATED,
    TRACE_OVERFLOW,
    TRACE_DONE,
    TRACE_EFFECTS
};

struct trace_effect {
    enum trace_effect_kind kind;
    uint32_t number;
};

/* ---- dumps: chains of links; a link's keys and elems are tokens of the dump */
enum { TRACE_LINK_MAIN = -2, TRACE_LINK_OWN = -1 };

struct trace_link {
    int64_t reserve; /* which preallocated overflow bucket, or TRACE_LINK_MAIN, TRACE_LINK_OWN */
    int64_t name;    /* "id"; -1: none */
    uint8_t tophash[8];
    int zeroed; /* "z"; -1: none */
    size_t first_token, tokens;
};

struct trace_chain {
    bool old; /* of the old array */
    uint32_t bucket;
    size_t first_link, links;
};

struct trace_dump {
    struct trace_chain *chains;
    struct trace_link *links;
    struct trace_token *tokens;
    size_t chain_count, link_count, token_count;
};

/* The header; field.def says what each member is called in a file. */
struct classic_trace_header {
    union {
        struct trace_header its;
        struct {
            TRACE_HEADER_MEMBERS
        };
    };
    int64_t key_slot, elem_slot, bucket_size, indirect_key, indirect_elem, bucket_pointers, reflexive,
        need_update;
    int64_t hooked, checksum_B, checksum_every;
    int64_t preallocated[TRACE_PREALLOCATED];
};

/* An operation and what was seen after it. */
struct classic_trace_operation {
    union {
        struct trace_operation its;
        struct {
            TRACE_OPERATION_MEMBERS
        };
    };
    /* startBucket, offset, B, bucket, i, wrapped, checkBucket (-1: noCheck) */
    int64_t position[TRACE_POSITION];
    int64_t start_bucket, offset;
    int64_t count, B, flags, noverflow, nevacuate;
    uint64_t hash0;
    int64_t growing, same_size, allocated, next_overflow, linked, linked_old;
    uint64_t random;
    int64_t draws;
    struct trace_effect *effects;
    size_t effect_count;
    uint64_t c1, c2;
    struct trace_dump dump; /* of all chains (full) or of those that changed (d) */
};

/* ---- the table of fields */

enum classic_trace_header_field {
    CLASSIC_TRACE_HEADER_COMMON = TRACE_HEADER_FIELDS - 1,
#define HEADER(name, kind, member, least, most) CLASSIC_TRACE_HEADER_##name,
#include "trace/classic/field.def"
#undef HEADER
    CLASSIC_TRACE_HEADER_FIELDS
};

enum classic_trace_field {
    CLASSIC_TRACE_COMMON = TRACE_FIELDS - 1,
#define FIELD(name, kind, member, least, most, role) CLASSIC_TRACE_FIELD_##name,
#include "trace/classic/field.def"
#undef FIELD
    CLASSIC_TRACE_FIELDS
};

extern const struct trace_shape classic_trace_shape;

#endif
