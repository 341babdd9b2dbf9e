#ifndef BASE_STASH_H
#define BASE_STASH_H
/*
 * Bytes that stay where they are until all of them go: many, mostly few at a time. Each lot has a number, which takes half of what a
 * pointer does.
 *
 * Knows: blocks of memory. Must not know: what the bytes are.
 */
#include <stddef.h>
#include <stdint.h>

/* Where a lot begins: the number of its block above, its place in it below. */
typedef uint32_t stash_place;

struct stash_block;

/* All zero is an empty stash. */
struct stash {
    struct stash_block **blocks; /* the last one has room yet */
    size_t count, capacity;
};

void stash_free(struct stash *stash);
/* Room for `length` bytes, all zero. Dies with a word if the stash has no numbers left, at some 4 GiB. */
stash_place stash_keep(struct stash *stash, size_t length);
/* Where they lie. */
char *stash_bytes(const struct stash *stash, stash_place place);

#endif
