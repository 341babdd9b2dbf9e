#include "trace/classic/checksum.h"

#include "base/memory_or_die.h"
#include "trace/texts.h"

#include <stdlib.h>

struct checksum {
    struct trace_texts texts;
};

struct checksum *checksum_new(void)
{
    return new_items(1, sizeof(struct checksum));
}

void checksum_free(struct checksum *checksum)
{
    if (checksum == NULL)
        return;
    trace_texts_free(&checksum->texts);
    free(checksum);
}

static inline uint64_t add_tophash(uint64_t hash, const struct bucket *bucket)
{
    uint64_t marks = 0;
    for (int slot = SLOTS - 1; slot >= 0; slot--)
        marks = marks << 8 | bucket->tophash[slot];
    return fnv_number(hash, marks, 8);
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
        hash = fnv_byte(hash, 'L');
        hash = add_tophash(hash, link);
        for (int slot = 0; slot < SLOTS; slot++) {
            if (link->tophash[slot] < TOP_MIN)
                continue;
            hash = trace_texts_add(&checksum->texts, hash, link->key[slot]);
            hash = trace_texts_add(&checksum->texts, hash, link->elem[slot]);
        }
    }
    return fnv_byte(hash, '.');
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
    uint64_t hash = FNV_START;
    hash = fnv_number(hash, classic_register(map, REGISTER_COUNT), 8);
    hash = fnv_number(hash, classic_register(map, REGISTER_B), 1);
    hash = fnv_number(hash, classic_growing(map), 1);
    hash = fnv_number(hash, classic_same_size(map), 1);
    hash = fnv_number(hash, classic_register(map, REGISTER_NOVERFLOW), 2);
    hash = fnv_number(hash, classic_growing(map) ? classic_register(map, REGISTER_NEVACUATE) : 0, 8);
    hash = fnv_number(hash, classic_register(map, REGISTER_BUCKETS) != 0, 1);
    for (uint64_t i = 0; i < now.count; i++)
        hash = add_chain(checksum, hash, map, &now.buckets[i], now.region);
    for (uint64_t i = 0; i < old.count; i++) {
        const struct bucket *bucket = &old.buckets[i];
        if (is_evacuated(bucket))
            hash = add_tophash(fnv_byte(hash, 'X'), bucket);
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
    hash = fnv_number(hash, classic_register(map, REGISTER_FLAGS), 1);
    hash = fnv_number(hash, classic_register(map, REGISTER_NEVACUATE), 8);
    hash = fnv_number(hash, next != 0 ? next - 1 - now.count : UINT32_MAX, 4);
    hash = fnv_number(hash, maptype_preallocated(classic_type(map), B), 4);
    for (uint64_t i = 0; i < now.count; i++) {
        const struct bucket *link = &now.buckets[i], *next_one;
        for (; (next_one = next_link(map, link, now.region)) != NULL; link = next_one)
            hash = fnv_number(hash, reserve_index(link->overflow, now), 4);
    }
    for (uint64_t i = 0; i < old.count; i++) {
        const struct bucket *link = &old.buckets[i], *next_one;
        uint64_t links = 1;
        while ((link = next_link(map, link, old.region)) != NULL)
            links++;
        hash = fnv_number(hash, links, 4);
        for (link = &old.buckets[i]; (next_one = next_link(map, link, old.region)) != NULL; link = next_one) {
            hash = fnv_number(hash, reserve_index(link->overflow, old), 4);
            hash = add_tophash(hash, next_one);
        }
    }
    return hash;
}

void checksum_map(struct checksum *checksum, const struct classic *map, uint64_t *c1, uint64_t *c2)
{
    trace_texts_learn(&checksum->texts, map->values);
    struct array now = array_of(map, false), old = array_of(map, true);
    *c1 = logical(checksum, map, now, old);
    *c2 = allocation(*c1, map, now, old);
}
