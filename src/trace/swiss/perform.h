#ifndef TRACE_SWISS_PERFORM_H
#define TRACE_SWISS_PERFORM_H
/*
 * Performs one recorded operation on a Swiss map, as trace/perform.h says.
 *
 * Knows: the model's iterators. Must not know: what Go found, but for the numbers it drew: hashes of keys, seeds and offsets are its own,
 * and everything else follows from them.
 */
#include "model/swiss/swiss.h"
#include "trace/perform.h"
#include "trace/swiss/trace.h"

extern const struct trace_perform_row swiss_perform_row;

/* As trace_perform(), with the numbers that Go drew. */
bool swiss_perform(struct trace_performer *performer, const struct swiss_trace_operation *go,
                   struct swiss_trace_operation *model, struct error *error);

#endif
