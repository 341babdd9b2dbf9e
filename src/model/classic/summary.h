#ifndef MODEL_CLASSIC_SUMMARY_H
#define MODEL_CLASSIC_SUMMARY_H
/*
 * What runs of buckets hold, so that a picture of a million buckets costs no more than one of eight.
 *
 * The sums lie behind the buckets of an array and follow from its cells: the fields' derive functions bring
 * them to order with each write, whichever way time runs. Blocks of 16 buckets have a summary each, blocks of
 * 16 blocks again, up to the whole array. classic_check() holds them against a recount.
 *
 * Knows: buckets and their chains. Must not know: who wants to know.
 */
#include "model/classic/classic.h"

/* A run of buckets, their chains included. */
struct classic_summary {
    uint32_t live;     /* entries */
    uint32_t overflow; /* overflow buckets that hang there */
    uint32_t moved;    /* buckets whose first mark says evacuated */
    uint32_t fullest;  /* entries of the fullest bucket */
    uint32_t longest;  /* overflow buckets of the longest chain */
};

/* Of the 2^n buckets from `first` on, a multiple of 2^n; they must be there. */
struct classic_summary classic_summary(const struct classic *map, struct classic_array array, uint64_t first,
                                       uint64_t count);

/* The same of `number` such runs behind one another: a row of a picture in one walk. */
void classic_summaries(const struct classic *map, struct classic_array array, uint64_t first, uint64_t count,
                       int number, struct classic_summary *sums);

/* The first bucket with the longest chain of the array; 0 if none has any. */
uint64_t classic_longest_chain(const struct classic *map, struct classic_array array);

/* The first old bucket from `from` on that has not moved; the number of old buckets if all have. */
uint64_t classic_unmoved_from(const struct classic *map, uint64_t from);

/* Of a whole array. */
enum { SUMMARY_CHAINS = 17 }; /* the last row holds all longer ones */
struct classic_totals {
    uint64_t looks;                  /* slots looked at to find each entry once */
    uint64_t own;                    /* overflow buckets allocated on their own that hang there, */
    uint64_t own_live;               /* and entries in them */
    uint32_t chains[SUMMARY_CHAINS]; /* buckets by number of entries */
};
struct classic_totals classic_totals(const struct classic *map, struct classic_array array);

/* Whether the sums of an array are what its cells say; false with a sentence in `why`. Costs a walk. */
bool classic_summary_holds(const struct classic *map, struct classic_array array, struct text *why);

/* ---- for the table of shapes (engine.c) alone */

/* Bytes behind so many buckets. */
size_t classic_summary_bytes(uint32_t buckets);
/* The derive functions of tophashes and overflow pointers; the latter's brings homes to order, too. */
void classic_derive_entries(struct memory *memory, struct place place, uint64_t before);
void classic_derive_homes(struct memory *memory, struct place place, uint64_t before);

#endif
