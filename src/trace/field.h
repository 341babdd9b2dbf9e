#ifndef TRACE_FIELD_H
#define TRACE_FIELD_H
/*
 * What recordings of Go's maps have in common: a header, then an operation a line with the state after it; and the table of their fields as
 * rows: reader, replay and report are walks over it. A format adds fields and kinds of its own: they are its shape.
 *
 * Knows: names, kinds and places of fields. Must not know: files, maps.
 * Everything that is pointed to belongs to whoever filled the struct (a reader: until its next read).
 */
#include "base/text.h"
#include "trace/scan.h"

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

/* The members that field.def names. A format's own struct begins with them, as a union with the struct below, so that `operation.key` and
   `&operation.its` are both good. `present`: a bit for each field; members that are not present mean nothing. */
#define TRACE_HEADER_MEMBERS                                                                                 \
    uint64_t present;                                                                                        \
    int64_t is_header;                                                                                       \
    struct trace_token format, go, script, mode, path, key, elem;

#define TRACE_OPERATION_MEMBERS                                                                              \
    uint64_t present;                                                                                        \
    int64_t number;                                                                                          \
    enum trace_verb verb;                                                                                    \
    int64_t hint;                                                                                            \
    struct trace_token iterator, key, elem;                                                                  \
    uint64_t hash;                                                                                           \
    int64_t found;                                                                                           \
    struct trace_token found_elem;                                                                           \
    int64_t ended;                                                                                           \
    struct trace_token *sequence; /* key, elem, key, elem, ... */                                            \
    size_t sequence_count;                                                                                   \
    uint64_t *nan_hashes;                                                                                    \
    size_t nan_hash_count;

struct trace_header {
    TRACE_HEADER_MEMBERS
};
struct trace_operation {
    TRACE_OPERATION_MEMBERS
};

enum trace_kind {
    TRACE_KIND_NUMBER,
    TRACE_KIND_HEX, /* 64 bits as 16 hex digits in quotes */
    TRACE_KIND_HEXES,
    TRACE_KIND_TOKEN,
    TRACE_KIND_TOKENS,
    TRACE_KIND_VERB,
    TRACE_KIND_OWN /* the first of a format's own */
};

enum trace_role { TRACE_ROLE_INPUT, TRACE_ROLE_STATE, TRACE_ROLE_FOUND, TRACE_ROLE_SAMPLE };

enum trace_header_field {
#define HEADER(name, kind, member, least, most) TRACE_HEADER_##name,
#include "trace/field.def"
#undef HEADER
    TRACE_HEADER_FIELDS
};

enum trace_field {
#define FIELD(name, kind, member, least, most, role) TRACE_FIELD_##name,
#include "trace/field.def"
#undef FIELD
    TRACE_FIELDS
};

#define TRACE_BIT(field) ((uint64_t)1 << (field))

struct trace_row {
    const char *name;
    size_t name_length;
    int kind; /* enum trace_kind, or the format's own */
    enum trace_role role;
    size_t place; /* offset of the member in the format's struct */
    int64_t least, most;
};
#define TRACE_ROW(name, kind, role, place, least, most)                                                      \
    {                                                                                                        \
        name, sizeof name - 1, kind, role, place, least, most                                                \
    }

/* A format. Fields are numbered by their rows: first those of field.def, then its own. */
struct trace_shape {
    const char *format;
    const struct trace_row *header_rows, *rows;
    int header_fields, fields;
    uint64_t verbs; /* those it has: bits */
    /* Fields of its own that a line with a verb may have, and those that any line may have: bits. */
    uint64_t optional[TRACE_VERBS], anywhere;

    /* ---- its own kinds */

    /* Reads a value into its place, or into the lists that its reader keeps. */
    bool (*read)(void *lists, struct scan *scan, const struct trace_row *row, void *place);
    /* A value as a list of items; a row without any (a dump) is neither compared nor said here. */
    size_t (*count)(const struct trace_operation *operation, const struct trace_row *row);
    bool (*equal)(const struct trace_operation *a, const struct trace_operation *b,
                  const struct trace_row *row, size_t i);
    void (*say)(const struct trace_operation *operation, const struct trace_row *row, size_t i,
                struct text *text);
};

/* "make", "insert", ... as recordings name them. */
const char *trace_verb_name(enum trace_verb verb);

/* The fields that a line with this verb must have (bits), and those it may have beside them. */
uint64_t trace_fields_needed(const struct trace_shape *shape, enum trace_verb verb);
uint64_t trace_fields_allowed(const struct trace_shape *shape, enum trace_verb verb);

static inline bool trace_has(const struct trace_operation *operation, int field)
{
    return (operation->present & TRACE_BIT(field)) != 0;
}

static inline void trace_note(struct trace_operation *operation, int field)
{
    operation->present |= TRACE_BIT(field);
}

/*
 * Whether two operations agree in a field that both have; not for dumps. If they differ, `item` gets which item of a list differs, or
 * TRACE_WHOLE. A list that goes on where the other ends differs there.
 */
#define TRACE_WHOLE SIZE_MAX
bool trace_field_equal(const struct trace_shape *shape, int field, const struct trace_operation *a,
                       const struct trace_operation *b, size_t *item);

/* Appends the value of a field that the operation has (not of a dump), or of one item of it ("" past its end). */
void trace_field_say(const struct trace_shape *shape, int field, const struct trace_operation *operation,
                     size_t item, struct text *text);

/* In quotes, so that one without letters is not none. */
void trace_token_say(struct trace_token token, struct text *text);

/* Appends the operation as the command that a person would type: "insert fig v1", "iterate A", "next A". Tokens are quoted where they need
   it. */
void trace_command_say(const struct trace_operation *operation, struct text *text);

#endif
