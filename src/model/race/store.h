#ifndef MODEL_RACE_STORE_H
#define MODEL_RACE_STORE_H
/*
 * Byte strings of one size, each kept once and known by a number: equal strings have equal numbers, and no others.
 * Knows nothing of what they mean.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The hash stands beside the number, so that a search looks at few items, and they are not hashed anew as the store grows. */
struct store_slot {
    uint32_t hash, named; /* 1 + number, 0: empty */
};

struct store {
    size_t size; /* of an item, in bytes */
    uint8_t *items;
    struct store_slot *slots; /* a power of two of them */
    uint32_t count, slot_count;
    size_t capacity;
};

#define STORE_NONE UINT32_MAX

/* An empty one; store_free() gives back what it takes. */
void store_open(struct store *store, size_t size);
void store_free(struct store *store);

/* The number of the item; a new one is the next number. */
uint32_t store_put(struct store *store, const void *item);

/* Its number, or STORE_NONE. */
uint32_t store_find(const struct store *store, const void *item);

/* The item of that number, good until the next store_put(). */
static inline const void *store_item(const struct store *store, uint32_t number)
{
    return store->items + store->size * number;
}

#endif
