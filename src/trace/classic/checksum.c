/*
 * FNV-1a takes a multiplication a byte, and each waits for the one before. Most bytes are zero: the upper
 * bytes of lengths and numbers, the tophash of empty slots. A zero byte only multiplies, so a run of n of
 * them is one multiplication by the prime to the power of n.
 */
#include "trace/classic/checksum.h"

#include "base/memory_or_die.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define PRIME 1099511628211u

/* The prime to the powers 0 .. 8 (modulo 2^64). */
#define POWER2 (PRIME * PRIME)
#define POWER4 (POWER2 * POWER2)
static const uint64_t powers[] = {
    1,
    PRIME,
    POWER2,
    POWER2 *PRIME,
    POWER4,
    POWER4 *PRIME,
    POWER4 *POWER2,
    POWER4 *POWER2 *PRIME,
    POWER4 *POWER4,
};

/* A value's text, as it is hashed: its length in 32 bits, then the bytes. */
struct value_text {
    uint32_t length;
    uint32_t begin; /* in bytes */
};

struct checksum {
    struct value_text *texts; /* by id; that of id 0, no value, is empty */
    size_t count, capacity;
    struct text bytes;
};

struct checksum *checksum_new(void)
{
    return new_items(1, sizeof(struct checksum));
}

void checksum_free(struct checksum *checksum)
{
    if (checksum == NULL)
        return;
    free(checksum->texts);
    text_free(&checksum->bytes);
    free(checksum);
}

uint64_t checksum_bytes(uint64_t hash, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    for (const unsigned char *end = at + length; at < end; at++)
        hash = (hash ^ *at) * PRIME;
    return hash;
}

/* The little-endian number of 1 to 8 bytes; `width` is known where this is inlined. */
static inline uint64_t add_number(uint64_t hash, uint64_t number, int width)
{
    int left = width;
    for (; number != 0 && left > 0; left--, number >>= 8)
        hash = (hash ^ (number & 0xff)) * PRIME;
    return hash * powers[left];
}

uint64_t checksum_number(uint64_t hash, uint64_t number, int width)
{
    assert(width >= 0 && width <= 8);
    return add_number(hash, number, width);
}

static inline uint64_t add_byte(uint64_t hash, unsigned char byte)
{
    return (hash ^ byte) * PRIME;
}

static inline uint64_t add_tophash(uint64_t hash, const struct bucket *bucket)
{
    uint64_t marks = 0;
    for (int slot = SLOTS - 1; slot >= 0; slot--)
        marks = marks << 8 | bucket->tophash[slot];
    return add_number(hash, marks, 8);
}

/* Learns the texts of values that joined since the last time. */
static void learn(struct checksum *checksum, const struct values *values)
{
    size_t known = values_count(values) + 1;
    while (checksum->count < known) {
        size_t length = 0;
        const char *text = checksum->count > 0 ? values_text(values, (value_id)checksum->count, &length) : "";
        checksum->texts =
            room_for_one_more(checksum->texts, checksum->count, &checksum->capacity, sizeof *checksum->texts);
        checksum->texts[checksum->count++] =
            (struct value_text){(uint32_t)length, (uint32_t)checksum->bytes.length};
        text_append(&checksum->bytes, text, length);
    }
}

static inline uint64_t add_value(const struct checksum *checksum, uint64_t hash, value_id id)
{
    assert(id < checksum->count);
    struct value_text text = checksum->texts[id];
    hash = add_number(hash, text.length, 4);
    const char *at = text_string(&checksum->bytes) + text.begin;
    for (const char *end = at + text.length; at < end; at++)
        hash = add_byte(hash, (unsigned char)*at);
    return hash;
}

/* The next link of a chain of `array`. A pointer to the array itself marks the end of its reserve. */
static inline const struct bucket *next_link(const struct classic *map, const struct bucket *link,
                                             uint32_t array)
{
    reference next = link->overflow;
    return next == 0 || next == REFERENCE(array, 0) ? NULL : classic_cells(map, next);
}

static uint64_t add_chain(const struct checksum *checksum, uint64_t hash, const struct classic *map,
                          const struct bucket *link, uint32_t array)
{
    for (; link != NULL; link = next_link(map, link, array)) {
        hash = add_byte(hash, 'L');
        hash = add_tophash(hash, link);
        for (int slot = 0; slot < SLOTS; slot++) {
            if (link->tophash[slot] < TOP_MIN)
                continue;
            hash = add_value(checksum, hash, link->key[slot]);
            hash = add_value(checksum, hash, link->elem[slot]);
        }
    }
    return add_byte(hash, '.');
}

static bool is_evacuated(const struct bucket *main_bucket)
{
    return main_bucket->tophash[0] > TOP_EMPTY_ONE && main_bucket->tophash[0] < TOP_MIN;
}

/* An array and how many main buckets it has. */
struct array {
    uint32_t region;
    uint64_t count;
    const struct bucket *buckets;
};

static struct array array_of(const struct classic *map, bool old)
{
    struct array array = {0};
    array.count = old ? classic_old_bucket_count(map) : classic_bucket_count(map);
    array.region = (uint32_t)classic_register(map, old ? REGISTER_OLDBUCKETS : REGISTER_BUCKETS);
    if (array.count > 0)
        array.buckets = classic_cells(map, REFERENCE(array.region, 0));
    return array;
}

static uint64_t logical(const struct checksum *checksum, const struct classic *map, struct array now,
                        struct array old)
{
    uint64_t hash = CHECKSUM_START;
    hash = add_number(hash, classic_register(map, REGISTER_COUNT), 8);
    hash = add_number(hash, classic_register(map, REGISTER_B), 1);
    hash = add_number(hash, classic_growing(map), 1);
    hash = add_number(hash, classic_same_size(map), 1);
    hash = add_number(hash, classic_register(map, REGISTER_NOVERFLOW), 2);
    hash = add_number(hash, classic_growing(map) ? classic_register(map, REGISTER_NEVACUATE) : 0, 8);
    hash = add_number(hash, classic_register(map, REGISTER_BUCKETS) != 0, 1);
    for (uint64_t i = 0; i < now.count; i++)
        hash = add_chain(checksum, hash, map, &now.buckets[i], now.region);
    for (uint64_t i = 0; i < old.count; i++) {
        const struct bucket *bucket = &old.buckets[i];
        if (is_evacuated(bucket))
            hash = add_tophash(add_byte(hash, 'X'), bucket);
        else
            hash = add_chain(checksum, hash, map, bucket, old.region);
    }
    return hash;
}

/* Which preallocated overflow bucket of `array` a link is; -1 one on its own. As 32 bits. */
static uint64_t reserve_index(reference link, struct array array)
{
    if (REFERENCE_REGION(link) != array.region)
        return UINT32_MAX;
    return REFERENCE_INDEX(link) - array.count;
}

static uint64_t allocation(uint64_t hash, const struct classic *map, struct array now, struct array old)
{
    uint64_t next = classic_register(map, REGISTER_NEXT_OVERFLOW);
    int B = (int)classic_register(map, REGISTER_B);
    hash = add_number(hash, classic_register(map, REGISTER_FLAGS), 1);
    hash = add_number(hash, classic_register(map, REGISTER_NEVACUATE), 8);
    hash = add_number(hash, next != 0 ? next - 1 - now.count : UINT32_MAX, 4);
    hash = add_number(hash, maptype_preallocated(classic_type(map), B), 4);
    for (uint64_t i = 0; i < now.count; i++) {
        const struct bucket *link = &now.buckets[i], *next_one;
        for (; (next_one = next_link(map, link, now.region)) != NULL; link = next_one)
            hash = add_number(hash, reserve_index(link->overflow, now), 4);
    }
    for (uint64_t i = 0; i < old.count; i++) {
        const struct bucket *link = &old.buckets[i], *next_one;
        uint64_t links = 1;
        while ((link = next_link(map, link, old.region)) != NULL)
            links++;
        hash = add_number(hash, links, 4);
        for (link = &old.buckets[i]; (next_one = next_link(map, link, old.region)) != NULL; link = next_one) {
            hash = add_number(hash, reserve_index(link->overflow, old), 4);
            hash = add_tophash(hash, next_one);
        }
    }
    return hash;
}

void checksum_map(struct checksum *checksum, const struct classic *map, uint64_t *c1, uint64_t *c2)
{
    learn(checksum, map->values);
    struct array now = array_of(map, false), old = array_of(map, true);
    *c1 = logical(checksum, map, now, old);
    *c2 = allocation(*c1, map, now, old);
}
