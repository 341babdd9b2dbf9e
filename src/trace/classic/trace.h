#ifndef TRACE_CLASSIC_TRACE_H
#define TRACE_CLASSIC_TRACE_H
/*
 * The shapes of a recorded map ("gomap-trace-1"): one header, then one operation a line with the state after
 * it.
 *
 * Knows: what a trace says. Must not know: files, and what the model thinks of it.
 * Everything that is pointed to belongs to whoever filled the shape (a reader: until its next read).
 */
#include "trace/scan.h"

#define TRACE_FORMAT "gomap-trace-1"

/* What is accepted from outside. Beyond any of these a trace is refused with an error. */
enum {
    TRACE_MOST_OPERATIONS = 4 << 20,
    TRACE_PREALLOCATED = 21, /* the header tells the reserve for B = 0 .. 20 */
    TRACE_POSITION = 7,
};

enum trace_verb {
    TRACE_MAKE,
    TRACE_INSERT,
    TRACE_DELETE,
    TRACE_GET,
    TRACE_CLEAR,
    TRACE_CLEAR_LOOP,
    TRACE_ITERATE_BEGIN,
    TRACE_ITERATE_NEXT,
    TRACE_RANGE,
    TRACE_VERBS
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
struct trace_header {
    uint64_t present; /* a bit for each enum trace_header_field */
    int64_t is_header;
    struct trace_token format, go, script, mode, path, key, elem;
    int64_t key_slot, elem_slot, bucket_size, indirect_key, indirect_elem, bucket_pointers, reflexive,
        need_update;
    int64_t hooked, checksum_B, checksum_every;
    int64_t preallocated[TRACE_PREALLOCATED];
};

/* An operation and what was seen after it; members that are not `present` mean nothing. */
struct trace_operation {
    uint64_t present; /* a bit for each enum trace_field */
    int64_t number;
    enum trace_verb verb;
    int64_t hint;
    struct trace_token iterator, key, elem;
    uint64_t hash;
    int64_t found;
    struct trace_token found_elem;
    int64_t ended;
    /* startBucket, offset, B, bucket, i, wrapped, checkBucket (-1: noCheck) */
    int64_t position[TRACE_POSITION];
    int64_t start_bucket, offset;
    struct trace_token *sequence; /* key, elem, key, elem, ... */
    size_t sequence_count;
    int64_t count, B, flags, noverflow, nevacuate;
    uint64_t hash0;
    int64_t growing, same_size, allocated, next_overflow, linked, linked_old;
    uint64_t random;
    int64_t draws;
    uint64_t *nan_hashes;
    size_t nan_hash_count;
    struct trace_effect *effects;
    size_t effect_count;
    uint64_t c1, c2;
    struct trace_dump dump; /* of all chains (full) or of those that changed (d) */
};

#endif
