#ifndef GO_SIZE_H
#define GO_SIZE_H
/*
 * How many bytes Go's allocator hands out (runtime roundupsize, sizeclasses.go), on linux/amd64, and how many more
 * append asks for.
 *
 * Knows: size classes, pages, the header that pointers cost. Must not know: what is allocated.
 */
#include "go/version.h"

#include <stdbool.h>
#include <stdint.h>

/* The bytes that an address can count (maxAlloc). */
#define GO_MOST_MEMORY ((uint64_t)1 << 48)

/*
 * The bytes given for `size`. From 1.22 on what holds pointers and is larger than 512 bytes has a header of
 * 8, which is not counted in the result. A size so large that rounding it up would overflow stays as it is.
 */
uint64_t go_roundup(uint64_t size, bool pointers, enum go_version version);

/* The bytes that an object of `size` takes from the heap: the same with that header. 0 for one of no size. */
uint64_t go_heap_bytes(uint64_t size, bool pointers, enum go_version version);

/*
 * How much append makes of a capacity that is too small for one more element or for up to twice as many (runtime
 * growslice): twice as much while the slice is small, then less and less. `len` only decided up to Go 1.15.
 */
bool go_append_doubles(uint64_t len, uint64_t cap, enum go_version version);
/* The capacity wanted where it does not double; `need` where the runtime's signed sum would overflow. */
uint64_t go_append_glide(uint64_t cap, uint64_t need, enum go_version version);

#endif
