#ifndef TRACE_FNV_H
#define TRACE_FNV_H
/*
 * FNV-1a, 64 bits, for the checksums of recordings: each function goes on from `hash`.
 *
 * It takes a multiplication a byte, and each waits for the one before. Most bytes are zero: the upper bytes
 * of lengths and numbers, the tophash of empty slots. A zero byte only multiplies, so a run of n of them is
 * one multiplication by the prime to the power of n.
 *
 * Knows: bytes. Must not know: what they are.
 */
#include <stddef.h>
#include <stdint.h>

#define FNV_START 14695981039346656037u
#define FNV_PRIME 1099511628211u

static inline uint64_t fnv_byte(uint64_t hash, unsigned char byte)
{
    return (hash ^ byte) * FNV_PRIME;
}

static inline uint64_t fnv_bytes(uint64_t hash, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    for (const unsigned char *end = at + length; at < end; at++)
        hash = fnv_byte(hash, *at);
    return hash;
}

/* The little-endian number of `width` bytes, 1 to 8. */
static inline uint64_t fnv_number(uint64_t hash, uint64_t number, int width)
{
    /* The prime to the powers 0 .. 8 (modulo 2^64). */
    const uint64_t power2 = FNV_PRIME * FNV_PRIME, power4 = power2 * power2;
    const uint64_t powers[] = {1,
                               FNV_PRIME,
                               power2,
                               power2 * FNV_PRIME,
                               power4,
                               power4 * FNV_PRIME,
                               power4 * power2,
                               power4 * power2 * FNV_PRIME,
                               power4 * power4};
    int left = width;
    for (; number != 0 && left > 0; left--, number >>= 8)
        hash = fnv_byte(hash, number & 0xff);
    return hash * powers[left];
}

#endif
