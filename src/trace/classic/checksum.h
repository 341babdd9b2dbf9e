#ifndef TRACE_CLASSIC_CHECKSUM_H
#define TRACE_CLASSIC_CHECKSUM_H
/*
 * The checksums c1 and c2 of a map, by which a recording says in 16 bytes what every bucket held.
 *
 * Knows: the map's buckets and registers, FNV-1a. Must not know: files, operations.
 */
#include "model/classic/classic.h"

/* Keeps the texts of values by id, since a replay asks for them again and again. For one map. */
struct checksum;

struct checksum *checksum_new(void);
void checksum_free(struct checksum *checksum);

/*
 * c1 covers the logical structure (registers, tophash bytes, keys and elems in their slots), c2 goes on with
 * how the links were allocated and with what is still linked from evacuated buckets.
 */
void checksum_map(struct checksum *checksum, const struct classic *map, uint64_t *c1, uint64_t *c2);

#endif
