#ifndef GO_SIZE_H
#define GO_SIZE_H
/*
 * How many bytes Go's allocator hands out (runtime roundupsize, sizeclasses.go), on linux/amd64.
 *
 * Knows: size classes, pages, the header that pointers cost. Must not know: what is allocated.
 */
#include "go/version.h"

#include <stdint.h>

/* The bytes that an address can count (maxAlloc). */
#define GO_MOST_MEMORY ((uint64_t)1 << 48)

/*
 * The bytes given for `size`. From 1.22 on what holds pointers and is larger than 512 bytes has a header of
 * 8, which is not counted in the result. A size so large that rounding it up would overflow stays as it is.
 */
uint64_t go_roundup(uint64_t size, bool pointers, enum go_version version);

#endif
