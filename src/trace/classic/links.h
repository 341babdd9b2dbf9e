#ifndef TRACE_CLASSIC_LINKS_H
#define TRACE_CLASSIC_LINKS_H
/*
 * The overflow buckets that are linked: how many, and the names (0, 1, 2, ...) that a recording gives them in
 * the order in which it first sees them.
 *
 * Knows: chains. Must not know: what buckets hold.
 */
#include "model/classic/classic.h"

struct links {
    int64_t linked,
        linked_old; /* overflow buckets that hang on the main buckets of the present and the old array */
    int64_t named;
    struct {
        reference link; /* 0: free */
        int64_t name;
    } * names; /* a hash table, `room` is a power of two or 0 */
    size_t room;
};

/* Zero-initialised links are those of a new map: nothing is named. */
void links_free(struct links *links);

/*
 * Looks at all chains: counts the links and names those that are new, the present array first, in the order
 * of buckets. To be called after every operation that may have changed a link.
 */
void links_survey(struct links *links, const struct classic *map);

/* The name of an overflow bucket, -1 if it has none. */
int64_t links_name(const struct links *links, reference link);

#endif
