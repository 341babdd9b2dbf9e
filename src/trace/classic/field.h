#ifndef TRACE_CLASSIC_FIELD_H
#define TRACE_CLASSIC_FIELD_H
/*
 * The table of a trace's fields (field.def) as rows: reader, replay and report are walks over it.
 *
 * Knows: names, kinds and places of fields. Must not know: files, maps.
 */
#include "base/text.h"
#include "trace/classic/trace.h"

enum trace_kind {
    TRACE_KIND_NUMBER,
    TRACE_KIND_NUMBERS, /* as many as a header has of them */
    TRACE_KIND_POSITION,
    TRACE_KIND_HEX, /* 64 bits as 16 hex digits in quotes */
    TRACE_KIND_HEXES,
    TRACE_KIND_TOKEN,
    TRACE_KIND_TOKENS,
    TRACE_KIND_VERB,
    TRACE_KIND_EFFECTS,
    TRACE_KIND_FULL,
    TRACE_KIND_DELTA,
};

enum trace_role { TRACE_ROLE_INPUT, TRACE_ROLE_STATE, TRACE_ROLE_FOUND, TRACE_ROLE_SAMPLE };

enum trace_header_field {
#define HEADER(name, kind, member, least, most) TRACE_HEADER_##name,
#include "trace/classic/field.def"
#undef HEADER
    TRACE_HEADER_FIELDS
};

enum trace_field {
#define FIELD(name, kind, member, least, most, role) TRACE_FIELD_##name,
#include "trace/classic/field.def"
#undef FIELD
    TRACE_FIELDS
};

#define TRACE_BIT(field) ((uint64_t)1 << (field))

struct trace_row {
    const char *name;
    size_t name_length;
    enum trace_kind kind;
    enum trace_role role;
    size_t place; /* offset of the member in struct trace_header or struct trace_operation */
    int64_t least, most;
};

extern const struct trace_row trace_header_rows[TRACE_HEADER_FIELDS];
extern const struct trace_row trace_rows[TRACE_FIELDS];

/* "make", "insert", ... as traces name them; and "alloc", "evac", ... */
const char *trace_verb_name(enum trace_verb verb);
extern const char *const trace_effect_names[TRACE_EFFECTS];
/* Effects that count something; the others are a word alone. */
bool trace_effect_has_number(enum trace_effect_kind kind);

/* The fields that a line with this verb must have (bits), and those it may have beside them. */
uint64_t trace_fields_needed(enum trace_verb verb);
uint64_t trace_fields_allowed(enum trace_verb verb);

static inline bool trace_has(const struct trace_operation *operation, enum trace_field field)
{
    return (operation->present & TRACE_BIT(field)) != 0;
}

bool trace_token_equal(struct trace_token a, struct trace_token b);

/*
 * Whether two operations agree in a field that both have; not for dumps. If they differ, `item` gets which
 * item of a list differs, or TRACE_WHOLE. A list that goes on where the other ends differs there.
 */
#define TRACE_WHOLE SIZE_MAX
bool trace_field_equal(enum trace_field field, const struct trace_operation *a,
                       const struct trace_operation *b, size_t *item);

/* Appends the value of a field that the operation has (not of a dump), or of one item of it ("" past its
   end). */
void trace_field_say(enum trace_field field, const struct trace_operation *operation, size_t item,
                     struct text *text);

/*
 * Appends the operation as the command that a person would type: "insert fig v1", "iterate A", "next A".
 * Tokens are quoted where they need it.
 */
void trace_command_say(const struct trace_operation *operation, struct text *text);

#endif
