#ifndef TRACE_CLASSIC_PERFORM_H
#define TRACE_CLASSIC_PERFORM_H
/*
 * What trace/perform.h asks of a classic map.
 *
 * Knows: the model's iterators. Must not know: what Go found.
 */
#include "model/classic/classic.h"
#include "trace/perform.h"

enum { PERFORM_MOST_B = 20 };

extern const struct trace_perform_row classic_perform_row;

#endif
