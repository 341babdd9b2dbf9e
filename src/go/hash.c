#include "go/hash.h"

#include "base/wide.h"

#include <string.h>

enum { SECRETS = 4 };

/* What up to Go 1.22 stood in the place of the secrets; the first is mixed with hashkey[0]. */
static const uint64_t constants[SECRETS] = {
    0xa0761d6478bd642fu,
    0xe7037ed1a0b428dbu,
    0x8ebc6af09c88c6e3u,
    0x589965cc75374cc3u,
};

static const uint64_t last_constant = 0x1d8e4e27c47d124fu;

static uint64_t fold(uint64_t a, uint64_t b)
{
    unsigned_wide product = (unsigned_wide)a * b;
    return (uint64_t)(product >> 64) ^ (uint64_t)product;
}

/* Little endian whatever the machine: compilers make one load of it. */
static uint64_t word4(const unsigned char *p)
{
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24;
}

static uint64_t word8(const unsigned char *p)
{
    return word4(p) | word4(p + 4) << 32;
}

static uint64_t secret_word(const struct hash_secret *secret, int index)
{
    if (secret->version >= GO_1_23)
        return secret->hashkey[index];
    return index == 0 ? secret->hashkey[0] ^ constants[0] : constants[index];
}

/* Takes the front of a run of more than 16 bytes into s; at most 16 bytes are left untaken. */
static uint64_t absorb(const struct hash_secret *secret, const unsigned char *p, size_t left, uint64_t s)
{
    uint64_t k1 = secret_word(secret, 1);
    if (left > 48) {
        uint64_t k2 = secret_word(secret, 2), k3 = secret_word(secret, 3);
        uint64_t t = s, u = s;
        for (; left > 48; left -= 48, p += 48) {
            s = fold(word8(p) ^ k1, word8(p + 8) ^ s);
            t = fold(word8(p + 16) ^ k2, word8(p + 24) ^ t);
            u = fold(word8(p + 32) ^ k3, word8(p + 40) ^ u);
        }
        s ^= t ^ u;
    }
    for (; left > 16; left -= 16, p += 16)
        s = fold(word8(p) ^ k1, word8(p + 8) ^ s);
    return s;
}

uint64_t hash_memory(const struct hash_secret *secret, const void *bytes, size_t length, uint64_t seed)
{
    const unsigned char *p = bytes;
    uint64_t s = seed ^ secret_word(secret, 0);
    uint64_t x, y;
    if (length == 0)
        return s;
    if (length >= 8) {
        x = word8(length <= 16 ? p : p + length - 16);
        y = word8(p + length - 8);
    } else if (length >= 4) {
        x = word4(p);
        y = word4(p + length - 4);
    } else {
        x = (uint64_t)p[0] | (uint64_t)p[length / 2] << 8 | (uint64_t)p[length - 1] << 16;
        y = 0;
    }
    if (length > 16)
        s = absorb(secret, p, length, s);
    return fold(last_constant ^ length, fold(x ^ secret_word(secret, 1), y ^ s));
}

uint8_t hash_top(uint64_t hash)
{
    uint8_t top = (uint8_t)(hash >> 56);
    return top < 5 ? (uint8_t)(top + 5) : top;
}

uint64_t hash_fastrand64(uint64_t *state)
{
    *state += constants[0];
    return fold(*state, *state ^ constants[1]);
}

uint32_t hash_fastrand(uint64_t *state)
{
    return (uint32_t)hash_fastrand64(state);
}
