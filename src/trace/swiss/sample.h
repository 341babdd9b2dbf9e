#ifndef TRACE_SWISS_SAMPLE_H
#define TRACE_SWISS_SAMPLE_H
/*
 * The state of a map as a recording samples it: a checksum over all of it, and groups written out.
 *
 * Knows: the model's words and groups, the format. Must not know: operations.
 */
#include "model/swiss/swiss.h"
#include "trace/compare.h"
#include "trace/swiss/trace.h"
#include "trace/texts.h"

/* What is kept from one checksum to the next. Zeros are one that knows nothing yet. */
enum { SWISS_SAMPLE_BYTES = 256 };
struct swiss_sampler {
    struct trace_texts texts;
    uint64_t power, more[SWISS_SAMPLE_BYTES]; /* of empty groups */
};

void swiss_sampler_free(struct swiss_sampler *sampler);

/* FNV-1a over used, the directory, depths, and every table with its groups. All of the map's keys and elems are values of its world. */
uint64_t swiss_sample_checksum(struct swiss_sampler *sampler, const struct swiss *map);

/* Whether groups that were written out are the map's. If not: where, and what either side has. The texts are to be freed. */
bool swiss_sample_matches(const struct swiss_trace_dump *dump, const struct swiss *map,
                          struct trace_difference *difference);

#endif
