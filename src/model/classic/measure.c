#include "model/classic/measure.h"

#include "model/classic/summary.h"
#include "model/classic/verb.h"

uint64_t classic_chain_length(const struct classic *map, reference link)
{
    uint64_t links = 0;
    for (; link != 0; link = classic_next_link(map, link))
        links++;
    return links;
}

uint64_t classic_live_in_chain(const struct classic *map, reference link)
{
    uint64_t live = 0;
    for (; link != 0; link = classic_next_link(map, link)) {
        for (int slot = 0; slot < SLOTS; slot++)
            live += classic_cells(map, link)->tophash[slot] >= TOP_MIN;
    }
    return live;
}

static void measure_chain(const struct classic *map, reference link, uint64_t index,
                          struct classic_measure *measure)
{
    uint64_t live = 0, links = 0;
    for (; link != 0; link = classic_next_link(map, link), links++) {
        const struct bucket *bucket = classic_cells(map, link);
        measure->own_overflow += links > 0 && classic_reserve_index(map, link) < 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            measure->tombstones += bucket->tophash[slot] == TOP_EMPTY_ONE;
            if (bucket->tophash[slot] < TOP_MIN)
                continue;
            live++;
            measure->probes += links * SLOTS + (uint64_t)slot + 1;
        }
    }
    measure->slots += links * SLOTS;
    measure->links += links - 1;
    measure->live += live;
    measure->chains[live < MEASURE_CHAINS ? live : MEASURE_CHAINS - 1]++;
    if (links > measure->longest) {
        measure->longest = links;
        measure->longest_bucket = index;
    }
}

struct classic_measure classic_measure(const struct classic *map, bool old)
{
    struct classic_measure measure = {0};
    struct classic_array array = classic_array(map, old);
    for (uint64_t i = 0; i < array.count; i++) {
        reference link = classic_array_bucket(array, i);
        if (!old || !classic_evacuated(map, link))
            measure_chain(map, link, i, &measure);
    }
    return measure;
}

/* ---- memory */

enum { LIST_BYTES = 24, POINTER_BYTES = 8 };

/* Whether a slot that an entry has left still points at what was deleted since: an old bucket that a loop may walk is
   not wiped. */
static bool keeps_deleted(const struct classic *map, const struct bucket *bucket, int slot)
{
    uint8_t top = bucket->tophash[slot];
    value_id key = bucket->key[slot];
    return (top == TOP_EVACUATED_X || top == TOP_EVACUATED_Y) && key != VALUE_NONE &&
           values_equals_itself(map->values, key) && !classic_locate(map, key).found;
}

/* Slots of an array's first buckets whose entries have left it and were deleted since: what they point at is kept by them. */
static uint64_t count_deleted(const struct classic *map, uint32_t array, uint64_t buckets)
{
    uint64_t kept = 0;
    for (uint64_t i = 0; i < buckets; i++) {
        for (reference link = REFERENCE(array, i); link != 0; link = classic_next_link(map, link)) {
            for (int slot = 0; slot < SLOTS; slot++)
                kept += keeps_deleted(map, classic_cells(map, link), slot);
        }
    }
    return kept;
}

struct classic_holdings classic_holdings(const struct classic *map)
{
    struct classic_array array = classic_array(map, false), old = classic_array(map, true);
    const struct classic_totals totals = classic_totals(map, array), old_totals = classic_totals(map, old);
    uint64_t extra = classic_register(map, REGISTER_EXTRA);
    struct classic_holdings holdings = {
        .array = array.count > 0 ? map->memory->regions[array.region].count : 0,
        .old_array = old.count > 0 ? map->memory->regions[old.region].count : 0,
        .overflow = totals.own,
        .old_overflow = old_totals.own,
        .lists = {(extra & EXTRA_LIST) != 0, (extra & EXTRA_OLD_LIST) != 0},
        .listed = {classic_summary(map, array, 0, array.count).overflow,
                   classic_summary(map, old, 0, old.count).overflow},
    };
    holdings.extra = (extra & EXTRA_THERE) != 0 || holdings.array > array.count;
    holdings.entries = classic_register(map, REGISTER_COUNT);
    /* Only a growth that a loop may be walking leaves old buckets as they are. */
    if (classic_entry_bytes(classic_type(map)) > 0 &&
        (classic_register(map, REGISTER_FLAGS) & FLAG_OLD_ITERATOR) != 0)
        holdings.entries += count_deleted(map, old.region, old.count);
    return holdings;
}

/* ---- what loops keep */

uint32_t classic_loop_array(const struct classic *map, uint32_t region)
{
    const struct region *its = &map->memory->regions[region];
    bool runs = its->live && its->kind == CLASSIC_ITERATOR && its->owner == map->home;
    return runs ? (uint32_t)memory_read(map->memory, place_word(region, ITERATOR_BUCKETS)) : 0;
}

/* The array of the first loop behind `region` that walks one which the map has left; that no loop before it does. 0: there is none. */
static uint32_t next_left(const struct classic *map, uint32_t *region)
{
    const struct memory *memory = map->memory;
    /* While one goes on that can be gone on with, its region is known: without it nobody has to look. */
    if (classic_register(map, REGISTER_ITERATOR) == 0)
        return 0;
    while (++*region < memory->region_count) {
        uint32_t array = classic_loop_array(map, *region), before = map->home + 1;
        if (array == 0 || array == classic_register(map, REGISTER_BUCKETS) ||
            array == classic_register(map, REGISTER_OLDBUCKETS))
            continue;
        while (before < *region && classic_loop_array(map, before) != array)
            before++;
        if (before == *region)
            return array;
    }
    return 0;
}

static void add_left(const struct classic *map, uint32_t array, struct classic_bytes *bytes)
{
    const struct maptype *type = classic_type(map);
    const struct region *its = &map->memory->regions[array];
    uint64_t entry = classic_entry_bytes(type), main_count = classic_main_count(its);
    const struct classic_totals totals = classic_totals(map, (struct classic_array){array, main_count, true});
    bytes->walked += go_heap_bytes(its->count * type->bucket_size, type->bucket_pointers, type->version) +
                     totals.own * go_heap_bytes(type->bucket_size, type->bucket_pointers, type->version);
    /* It holds what was deleted since. */
    if (entry > 0)
        bytes->pointed += entry * count_deleted(map, array, main_count);
}

uint64_t classic_places_walk(const struct classic *map)
{
    uint64_t buckets = 0;
    if (classic_type(map) == NULL || classic_entry_bytes(classic_type(map)) == 0)
        return 0;
    if ((classic_register(map, REGISTER_FLAGS) & FLAG_OLD_ITERATOR) != 0)
        buckets = classic_old_bucket_count(map);
    for (uint32_t region = map->home, array; (array = next_left(map, &region)) != 0;)
        buckets += classic_main_count(&map->memory->regions[array]);
    return buckets;
}

uint64_t classic_list_capacity(uint64_t length, enum go_version version)
{
    uint64_t capacity = length > 0 ? 1 : 0;
    while (capacity < length) {
        uint64_t want = go_append_doubles(capacity, capacity, version)
                            ? 2 * capacity
                            : go_append_glide(capacity, capacity + 1, version);
        capacity = go_roundup(want * POINTER_BYTES, true, version) / POINTER_BYTES;
    }
    return capacity;
}

uint64_t classic_entry_bytes(const struct maptype *type)
{
    const struct gotype *key = type->key, *elem = type->elem;
    return (type->indirect_key ? go_heap_bytes(key->size, key->pointers, type->version) : 0) +
           (type->indirect_elem ? go_heap_bytes(elem->size, elem->pointers, type->version) : 0);
}

struct classic_bytes classic_bytes_of(const struct maptype *type, const struct classic_holdings *holdings)
{
    uint64_t size = type->bucket_size;
    bool pointers = type->bucket_pointers;
    enum go_version version = type->version;
    uint64_t bucket = go_heap_bytes(size, pointers, version);
    struct classic_bytes bytes = {
        .array = go_heap_bytes(holdings->array * size, pointers, version),
        .old_array = go_heap_bytes(holdings->old_array * size, pointers, version),
        .overflow = holdings->overflow * bucket,
        .old_overflow = holdings->old_overflow * bucket,
        .head = classic_head_bytes(holdings->extra),
        .pointed = holdings->entries * classic_entry_bytes(type),
    };
    for (int i = 0; i < 2; i++) {
        uint64_t capacity = classic_list_capacity(holdings->listed[i], version);
        if (holdings->lists[i])
            bytes.head += LIST_BYTES + go_heap_bytes(capacity * POINTER_BYTES, true, version);
    }
    bytes.all =
        bytes.head + bytes.array + bytes.old_array + bytes.overflow + bytes.old_overflow + bytes.pointed;
    return bytes;
}

struct classic_bytes classic_bytes(const struct classic *map)
{
    if (classic_register(map, REGISTER_NIL)) /* a nil pointer: nothing is allocated */
        return (struct classic_bytes){0};
    struct classic_holdings holdings = classic_holdings(map);
    struct classic_bytes bytes = classic_bytes_of(classic_type(map), &holdings);
    uint64_t allocated = classic_register(map, REGISTER_BEHIND), pointed = bytes.pointed;
    for (uint32_t region = map->home, array; (array = next_left(map, &region)) != 0;)
        add_left(map, array, &bytes);
    /* Two arrays may hold the same key, which is counted twice then. */
    if (bytes.pointed > pointed && bytes.pointed > allocated)
        bytes.pointed = allocated;
    bytes.all += bytes.walked + bytes.pointed - pointed;
    return bytes;
}

struct engine_bytes classic_places(const struct classic *map)
{
    struct classic_bytes bytes = classic_bytes(map);
    if (bytes.all == 0)
        return (struct engine_bytes){0};
    const struct maptype *type = classic_type(map);
    struct classic_array array = classic_array(map, false), old = classic_array(map, true);
    uint64_t slot = classic_slot_bytes(type), own = classic_totals(map, array).own_live;
    uint64_t present = classic_summary(map, array, 0, array.count).live,
             left = classic_summary(map, old, 0, old.count).live;
    return engine_bytes_summed((struct engine_bytes){
        .at = {[ENGINE_BYTES_HEAD] = {bytes.head, bytes.head},
               [ENGINE_BYTES_ARRAY] = {bytes.array, (present - own) * slot},
               [ENGINE_BYTES_OVERFLOW] = {bytes.overflow, own * slot},
               [ENGINE_BYTES_OLD] = {bytes.old_array + bytes.old_overflow, left * slot},
               [ENGINE_BYTES_WALKED] = {bytes.walked, 0},
               [ENGINE_BYTES_BEHIND] = {bytes.pointed,
                                        classic_register(map, REGISTER_COUNT) * classic_entry_bytes(type)}}});
}
