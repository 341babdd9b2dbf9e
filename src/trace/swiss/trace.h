#ifndef TRACE_SWISS_TRACE_H
#define TRACE_SWISS_TRACE_H
/*
 * The shapes of a recorded Swiss map ("swissmap-trace-1"): one header, then one operation a line with the state after it; and the
 * table of their fields (field.def) as rows: reader and replay are walks over it.
 *
 * Knows: what a recording says. Must not know: files, and what the model thinks of it.
 * Everything that is pointed to belongs to whoever filled the shape (a reader: until its next read).
 */
#include "base/text.h"
#include "trace/scan.h"

#define SWISS_TRACE_FORMAT "swissmap-trace-1"

/* What is accepted from outside. Beyond any of these a recording is refused with an error. */
enum {
    SWISS_TRACE_MOST_OPERATIONS = 4 << 20,
    SWISS_TRACE_MOST_TABLES = 1 << 14,
    SWISS_TRACE_MOST_ITERATORS = 64,
    SWISS_TRACE_MOST_HINT = 1 << 20,
};

enum swiss_trace_verb {
    SWISS_TRACE_MAKE,
    SWISS_TRACE_INSERT,
    SWISS_TRACE_DELETE,
    SWISS_TRACE_GET,
    SWISS_TRACE_CLEAR,
    SWISS_TRACE_ITERATE_BEGIN,
    SWISS_TRACE_ITERATE_NEXT,
    SWISS_TRACE_RANGE,
    SWISS_TRACE_VERBS
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
    uint64_t present; /* a bit for each enum swiss_trace_header_field */
    int64_t is_header;
    struct trace_token format, go, script, mode, path, key, elem;
    int64_t key_size, elem_size, slot_size, elem_offset, group_size, indirect_key, indirect_elem, reflexive,
        need_update, hooked;
};

/* An operation and what was seen after it; members that are not `present` mean nothing. */
struct swiss_trace_operation {
    uint64_t present; /* a bit for each enum swiss_trace_field */
    int64_t number;
    enum swiss_trace_verb verb;
    int64_t hint;
    struct trace_token iterator, key, elem;
    uint64_t hash;
    int64_t found;
    struct trace_token found_elem;
    int64_t ended;
    struct swiss_trace_position position;
    uint64_t dir_offset, entry_offset;
    struct trace_token *sequence; /* key, elem, key, elem, ... */
    size_t sequence_count;
    uint64_t *nan_hashes;
    size_t nan_hash_count;
    int64_t used;
    uint64_t seed;
    int64_t directory, global_depth, clear_seq, small;
    struct swiss_trace_table *tables;
    size_t table_count;
    uint64_t checksum;
    struct swiss_trace_dump dump;
};

/* ---- the table of fields */

enum swiss_trace_kind {
    SWISS_TRACE_KIND_NUMBER,
    SWISS_TRACE_KIND_HEX, /* 64 bits as 16 hex digits in quotes */
    SWISS_TRACE_KIND_HEXES,
    SWISS_TRACE_KIND_TOKEN,
    SWISS_TRACE_KIND_TOKENS,
    SWISS_TRACE_KIND_VERB,
    SWISS_TRACE_KIND_POSITION,
    SWISS_TRACE_KIND_TABLES,
    SWISS_TRACE_KIND_FULL,
};

enum swiss_trace_role {
    SWISS_TRACE_ROLE_INPUT,
    SWISS_TRACE_ROLE_STATE,
    SWISS_TRACE_ROLE_FOUND,
    SWISS_TRACE_ROLE_SAMPLE
};

enum swiss_trace_header_field {
#define HEADER(name, kind, member, least, most) SWISS_TRACE_HEADER_##name,
#include "trace/swiss/field.def"
#undef HEADER
    SWISS_TRACE_HEADER_FIELDS
};

enum swiss_trace_field {
#define FIELD(name, kind, member, least, most, role) SWISS_TRACE_FIELD_##name,
#include "trace/swiss/field.def"
#undef FIELD
    SWISS_TRACE_FIELDS
};

#define SWISS_TRACE_BIT(field) ((uint64_t)1 << (field))

struct swiss_trace_row {
    const char *name;
    size_t name_length;
    enum swiss_trace_kind kind;
    enum swiss_trace_role role;
    size_t place; /* offset of the member in its struct */
    int64_t least, most;
};

extern const struct swiss_trace_row swiss_trace_header_rows[SWISS_TRACE_HEADER_FIELDS];
extern const struct swiss_trace_row swiss_trace_rows[SWISS_TRACE_FIELDS];

/* "make", "insert", ... as recordings name them. */
const char *swiss_trace_verb_name(enum swiss_trace_verb verb);

/* The fields that a line with this verb must have (bits), and those it may have beside them. */
uint64_t swiss_trace_needed(enum swiss_trace_verb verb);
uint64_t swiss_trace_allowed(enum swiss_trace_verb verb);

static inline bool swiss_trace_has(const struct swiss_trace_operation *operation,
                                   enum swiss_trace_field field)
{
    return (operation->present & SWISS_TRACE_BIT(field)) != 0;
}

bool swiss_trace_same(struct trace_token a, struct trace_token b);

/*
 * Whether two operations agree in a field that both have; not for dumps. If they differ, `item` gets which item of a list differs, or
 * SWISS_TRACE_WHOLE. A list that goes on where the other ends differs there.
 */
#define SWISS_TRACE_WHOLE SIZE_MAX
bool swiss_trace_equal(enum swiss_trace_field field, const struct swiss_trace_operation *a,
                       const struct swiss_trace_operation *b, size_t *item);
/* Appends the value of a field that the operation has (not of a dump), or of one item of it ("" past its end). */
void swiss_trace_say(enum swiss_trace_field field, const struct swiss_trace_operation *operation, size_t item,
                     struct text *text);

/* Appends the operation as the command that a person would type: "insert fig v1". Tokens are quoted where they need it. */
void swiss_trace_say_command(const struct swiss_trace_operation *operation, struct text *text);

#endif
