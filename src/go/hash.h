#ifndef GO_HASH_H
#define GO_HASH_H
/*
 * Go's portable map hash (runtime memhashFallback and the typehash family), for 64-bit machines.
 *
 * Knows: bytes, seeds, secrets. Must not know: keys' text, maps.
 */
#include "go/version.h"

#include <stddef.h>
#include <stdint.h>

/* The process-wide random words; how they enter differs between versions. */
struct hash_secret {
    enum go_version version;
    uint64_t hashkey[4];
};

/* H(p, n, seed): a run of plain memory, or the bytes of a string. */
uint64_t hash_memory(const struct hash_secret *secret, const void *bytes, size_t length, uint64_t seed);

/* The constants of the typehash family. */
#define HASH_C0 33054211828000289u
#define HASH_C1 23344194077549503u

/* tophash(): the top byte, plus 5 if below 5 (0..4 are marks). */
uint8_t hash_top(uint64_t hash);

/* Go 1.19's runtime.fastrand on amd64 (wyrand): one draw, advancing `state`. fastrand64 is the full fold. */
uint32_t hash_fastrand(uint64_t *state);
uint64_t hash_fastrand64(uint64_t *state);

#endif
