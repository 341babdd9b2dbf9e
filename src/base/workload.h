#ifndef BASE_WORKLOAD_H
#define BASE_WORKLOAD_H
/*
 * Workloads: many operations on numbered keys, the same for whoever they are given to. Whole numbers only.
 *
 * For each operation a number below 100 is drawn, which says by the shares which operation it is, and then its key. What is drawn
 * does not hang on the shares: two workloads that differ in these alone ask for the same keys in the same order.
 *
 *   uniform     every key is as likely as any other
 *   zipf        key r is asked for in proportion to 1/r: of 1000 keys the first gets 13 %, the first ten 39 %. Key r has the weight
 *               2^32 / r, rounded down; a table holds the sums of the weights of the keys up to each, a number is drawn below the
 *               last sum, and the first key whose sum is larger is found by bisection
 *   sequential  1, 2, 3, ... and again from 1; nothing is drawn for it
 *   hot         nine of ten operations go to the first tenth of the keys (one key at least), the others to the rest; one number
 *               is drawn for which of the two it is, one for the key
 *
 * Knows: a generator of numbers. Must not know: keys, maps, who performs the operations.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum workload_operation { WORKLOAD_READ, WORKLOAD_WRITE, WORKLOAD_DELETE, WORKLOAD_OPERATIONS };
enum workload_keys { WORKLOAD_UNIFORM, WORKLOAD_ZIPF, WORKLOAD_SEQUENTIAL, WORKLOAD_HOT, WORKLOAD_KEYS };

enum { WORKLOAD_ALL = 100 /* what the shares add up to */, WORKLOAD_MOST_SPACE = 1 << 20 };

struct workload_plan {
    uint64_t shares[WORKLOAD_OPERATIONS]; /* together WORKLOAD_ALL */
    enum workload_keys keys;
    uint64_t space; /* keys are 1 .. space; 1 .. WORKLOAD_MOST_SPACE */
    uint64_t seed;
};

struct workload_step {
    enum workload_operation operation;
    uint64_t key;    /* 1 .. space */
    uint64_t number; /* of the operation, from 1 */
};

struct workload {
    struct workload_plan plan;
    uint64_t state;
    uint64_t steps; /* taken so far */
    uint64_t *sums; /* of zipf: of the weights of keys 1 .. i + 1; NULL otherwise */
};

/* The plan must be sound; to be freed with workload_free. */
void workload_begin(struct workload *workload, const struct workload_plan *plan);
struct workload_step workload_next(struct workload *workload);
void workload_free(struct workload *workload);

/* The names of the distributions, in the order of the enum; NULL-terminated. */
extern const char *const workload_key_names[];

#endif
