#ifndef TRACE_SWISS_SAMPLE_H
#define TRACE_SWISS_SAMPLE_H
/*
 * The state of a map as a recording samples it: a checksum over all of it, and groups written out.
 *
 * Knows: the model's words and groups, the format. Must not know: operations.
 */
#include "model/swiss/swiss.h"
#include "trace/swiss/trace.h"

/* FNV-1a over used, the directory, depths, and every table with its groups. */
uint64_t swiss_sample_checksum(const struct swiss *map);

/* Whether groups that were written out are the map's. If not: where, and what either side has. The texts are to be freed. */
struct swiss_sample_difference {
    struct text place, go, model;
};
bool swiss_sample_matches(const struct swiss_trace_dump *dump, const struct swiss *map,
                          struct swiss_sample_difference *difference);

#endif
