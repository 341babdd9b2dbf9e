#include "model/race/store.h"
#include "base/memory_or_die.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 64 };

void store_open(struct store *store, size_t size)
{
    *store = (struct store){.size = size, .slot_count = FIRST_SLOTS};
    store->slots = new_items(FIRST_SLOTS, sizeof *store->slots);
}

void store_free(struct store *store)
{
    free(store->items);
    free(store->slots);
    *store = (struct store){0};
}

static uint32_t hash_of(const uint8_t *item, size_t size)
{
    uint64_t hash = size;
    while (size > 0) {
        uint64_t word = 0;
        size_t part = size < sizeof word ? size : sizeof word;
        memcpy(&word, item, part);
        hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
        hash ^= hash >> 29;
        item += part;
        size -= part;
    }
    return (uint32_t)(hash ^ hash >> 32);
}

/* Where it stands, or the empty slot where it would. */
static struct store_slot *slot_of(const struct store *store, const void *item, uint32_t hash)
{
    uint32_t mask = store->slot_count - 1, at = hash & mask;
    while (store->slots[at].named != 0 &&
           (store->slots[at].hash != hash ||
            memcmp(store_item(store, store->slots[at].named - 1), item, store->size) != 0))
        at = (at + 1) & mask;
    return &store->slots[at];
}

static void double_slots(struct store *store)
{
    uint32_t count = store->slot_count, mask = count * 2 - 1;
    struct store_slot *slots = new_items(count * 2, sizeof *slots);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = store->slots[i].hash & mask;
        if (store->slots[i].named == 0)
            continue;
        while (slots[at].named != 0)
            at = (at + 1) & mask;
        slots[at] = store->slots[i];
    }
    free(store->slots);
    store->slots = slots;
    store->slot_count = count * 2;
}

uint32_t store_find(const struct store *store, const void *item)
{
    return slot_of(store, item, hash_of(item, store->size))->named - 1; /* 0 - 1 is STORE_NONE */
}

uint32_t store_put(struct store *store, const void *item)
{
    uint32_t hash = hash_of(item, store->size);
    struct store_slot *slot = slot_of(store, item, hash);
    if (slot->named != 0)
        return slot->named - 1;
    *slot = (struct store_slot){hash, store->count + 1};
    store->items = room_for_one_more(store->items, store->count, &store->capacity, store->size);
    memcpy(store->items + store->size * store->count++, item, store->size);
    if (store->count > store->slot_count / 4 * 3)
        double_slots(store);
    return store->count - 1;
}
