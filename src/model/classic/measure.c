#include "model/classic/measure.h"

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

static uint64_t bytes_of(const struct classic *map, uint64_t buckets)
{
    const struct maptype *type = classic_type(map);
    return buckets > 0 ? go_roundup(buckets * type->bucket_size, type->bucket_pointers, type->version) : 0;
}

static uint64_t array_bytes(const struct classic *map, bool old)
{
    struct classic_array array = classic_array(map, old);
    return array.count > 0 ? bytes_of(map, map->memory->regions[array.region].count) : 0;
}

struct classic_bytes classic_bytes(const struct classic *map)
{
    uint64_t overflow = classic_measure(map, false).own_overflow + classic_measure(map, true).own_overflow;
    struct classic_bytes bytes = {.array = array_bytes(map, false),
                                  .old_array = array_bytes(map, true),
                                  .overflow = overflow * bytes_of(map, 1)};
    bytes.all = MEASURE_HMAP_BYTES + bytes.array + bytes.old_array + bytes.overflow;
    return bytes;
}
