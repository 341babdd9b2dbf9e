#ifndef MODEL_SLICE_GROWTH_H
#define MODEL_SLICE_GROWTH_H
/*
 * How much append grows a slice: runtime growslice (runtime/slice.go), by release.
 *
 * Knows: lengths, capacities, sizes, what the allocator gives. Must not know: any slice.
 */
#include "go/size.h"

#include <stdbool.h>
#include <stdint.h>

/* What decides about the capacity wanted. */
enum slice_reason {
    SLICE_EXACT,  /* more than twice the capacity is needed: just that */
    SLICE_TWICE,  /* small: twice the capacity */
    SLICE_GLIDE,  /* step by step by less than that, until it is enough */
    SLICE_NO_SIZE /* elements of size 0 take no memory: just what is needed */
};

/* The elements of a slice, as far as growth cares. */
struct slice_layout {
    uint64_t size; /* bytes of an element */
    bool pointers; /* it holds some */
    enum go_version version;
};

struct slice_growth {
    uint64_t need; /* elements */
    enum slice_reason reason;
    uint64_t want;  /* elements */
    uint64_t bytes; /* that they take */
    uint64_t given; /* bytes that the allocator gives for them */
    uint64_t cap;   /* elements that fit into these: the new capacity */
};

/* How a slice of length `len` and capacity `cap` grows when `count` elements that don't fit are appended. False: growslice
   panics, since the result would not fit into an address space. */
bool slice_growth_of(const struct slice_layout *layout, uint64_t len, uint64_t cap, uint64_t count,
                     struct slice_growth *growth);

/* The bytes that `cap` elements take once allocated; false if they don't fit into an address space. */
bool slice_growth_bytes(const struct slice_layout *layout, uint64_t cap, uint64_t *bytes);

#endif
