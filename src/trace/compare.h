#ifndef TRACE_COMPARE_H
#define TRACE_COMPARE_H
/*
 * Holds an operation as it was recorded against what came out, field by field, and keeps the first difference.
 *
 * Knows: the rows of a shape. Must not know: maps, what a sample is.
 */
#include "trace/reader.h"
#include "trace/replay.h"

/* Of a dump: where in it, and what stands there. */
struct trace_difference {
    struct text place, go, model;
};

/* Zero-initialised but for the first members nothing differs. */
struct trace_compare {
    const struct trace_shape *shape;
    const struct trace_reader *reader; /* which line it is */
    const struct trace_operation *go, *model;
    bool different;
    int64_t operation;
    size_t line;
    struct text command; /* of the present operation, as a person would type it */
    struct text field;
    struct trace_difference difference;
};

void trace_compare_free(struct trace_compare *compare);

/* What the header says of the map type: the path, then numbers. False at the first that differs. */
struct trace_fact {
    int field; /* of the header */
    int64_t go, model;
};
bool trace_compare_header(struct trace_compare *compare, const struct trace_header *header, const char *path,
                          const struct trace_fact *facts, size_t count);

/* All fields in their order; `sample` is asked for those that the recording has of that role. False at the first that differs. */
bool trace_compare_operation(struct trace_compare *compare, bool (*sample)(void *context, int field),
                             void *context);

/* A field that both have, for `sample`; and one that differs in what `difference` holds already. */
bool trace_compare_field(struct trace_compare *compare, int field);
bool trace_compare_differ(struct trace_compare *compare, const char *field);
bool trace_compare_differ_at_place(struct trace_compare *compare, int field);

struct replay_difference trace_compare_told(const struct trace_compare *compare);

/* Appends "map[K]V", as the header names it. */
void trace_type_say(const struct trace_header *header, struct text *text);

#endif
