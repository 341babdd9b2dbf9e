#ifndef MODEL_CLASSIC_MEASURE_H
#define MODEL_CLASSIC_MEASURE_H
/*
 * A classic map in numbers: sums over the chains of its arrays, and its bytes.
 *
 * Knows: buckets. Must not know: who wants to know.
 */
#include "model/classic/classic.h"

enum { MEASURE_CHAINS = 12, MEASURE_HMAP_BYTES = 48 };

/* Sums over the chains of an array; old buckets that are evacuated hold nothing to count. */
struct classic_measure {
    uint64_t live, tombstones, slots;
    uint64_t links, longest, longest_bucket; /* the longest chain in links, and the bucket that it hangs on */
    uint64_t own_overflow;                   /* overflow buckets allocated on their own */
    uint64_t probes;                         /* slots looked at to find each live entry once */
    uint64_t chains[MEASURE_CHAINS]; /* by number of live entries; the last row holds all longer ones */
};
struct classic_measure classic_measure(const struct classic *map, bool old);

/* The bytes of hmap, arrays and overflow buckets, as Go's allocator hands them out. */
struct classic_bytes {
    uint64_t all, array, old_array, overflow;
};
struct classic_bytes classic_bytes(const struct classic *map);

/* Links and live entries of one chain, from `link` on; 0: none. */
uint64_t classic_chain_length(const struct classic *map, reference link);
uint64_t classic_live_in_chain(const struct classic *map, reference link);

#endif
