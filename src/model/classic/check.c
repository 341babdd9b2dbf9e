/* What is true of every reachable state of a map; tests ask after every operation. */
#include "model/classic/verb.h"

struct tally {
    uint64_t live, links;
};

static bool fails(struct text *why, const char *what, uint64_t bucket)
{
    text_format(why, "%s (bucket %llu)", what, (unsigned long long)bucket);
    return false;
}

/* One chain that is in use: order of marks, tophashes and places of its entries. `mask` selects the bucket.
 */
static bool chain_holds(const struct map *map, reference main_bucket, uint64_t index, uint64_t mask,
                        struct tally *tally, struct text *why)
{
    bool rest = false, last_was_one = false;
    for (reference link = main_bucket; link != 0; link = map_next_link(map, link)) {
        const struct bucket *bucket = memory_bucket(&map->memory, link);
        if (!map->memory.regions[REFERENCE_REGION(link)].live)
            return fails(why, "a chain holds a dropped bucket", index);
        tally->links += link != main_bucket;
        for (int slot = 0; slot < SLOTS; slot++) {
            uint8_t top = bucket->tophash[slot];
            if (top > TOP_EMPTY_ONE && top < TOP_MIN)
                return fails(why, "an evacuated mark in a bucket in use", index);
            if (rest && top != TOP_EMPTY_REST)
                return fails(why, "something follows an emptyRest", index);
            if (last_was_one && top == TOP_EMPTY_REST)
                return fails(why, "an emptyOne stands directly before an emptyRest", index);
            rest = top == TOP_EMPTY_REST;
            last_was_one = top == TOP_EMPTY_ONE;
            if (top < TOP_MIN)
                continue;
            tally->live++;
            uint64_t hash;
            if (bucket->key[slot] == VALUE_NONE || VALUE_IS_STALE(bucket->key[slot]))
                return fails(why, "a live slot without a key", index);
            if (!map_hash_of(map, bucket->key[slot], &hash))
                continue; /* NaN: its place is by chance */
            if (hash_top(hash) != top)
                return fails(why, "a tophash that is not its key's", index);
            if ((hash & mask) != index)
                return fails(why, "an entry in the wrong bucket", index);
        }
    }
    return !last_was_one || fails(why, "an emptyOne ends a chain", index);
}

static bool chain_is_marked(const struct map *map, reference main_bucket, uint64_t index, struct text *why)
{
    const struct bucket *bucket = memory_bucket(&map->memory, main_bucket);
    for (int slot = 0; slot < SLOTS; slot++) {
        if (bucket->tophash[slot] < TOP_EVACUATED_X || bucket->tophash[slot] > TOP_EVACUATED_EMPTY)
            return fails(why, "an evacuated bucket with a slot that is not marked", index);
    }
    return true;
}

static bool growth_holds(const struct map *map, struct tally *tally, struct text *why)
{
    uint64_t old_count = map_old_bucket_count(map), nevacuate = map_register(map, REGISTER_NEVACUATE);
    if (nevacuate >= old_count)
        return fails(why, "nevacuate is past the end but the growth goes on", nevacuate);
    struct tally old_tally = {0}; /* links there do not count: noverflow is of the new array */
    for (uint64_t i = 0; i < old_count; i++) {
        reference old = map_old_bucket(map, i);
        if (map_evacuated(map, old)) {
            if (!chain_is_marked(map, old, i, why))
                return false;
            continue;
        }
        if (i < nevacuate)
            return fails(why, "a bucket below nevacuate is not evacuated", i);
        if (!chain_holds(map, old, i, old_count - 1, &old_tally, why))
            return false;
        const struct bucket *x = memory_bucket(&map->memory, map_bucket(map, i));
        const struct bucket *y =
            memory_bucket(&map->memory, map_bucket(map, map_same_size(map) ? i : i + old_count));
        if (x->tophash[0] != TOP_EMPTY_REST || y->tophash[0] != TOP_EMPTY_REST)
            return fails(why, "a destination is in use before its old bucket moved", i);
    }
    tally->live += old_tally.live;
    return true;
}

bool map_check(const struct map *map, struct text *why)
{
    if (map_type(map) == NULL)
        return true;
    struct tally tally = {0};
    uint64_t count = map_bucket_count(map);
    for (uint64_t i = 0; i < count; i++) {
        if (!chain_holds(map, map_bucket(map, i), i, count - 1, &tally, why))
            return false;
    }
    if (map_register(map, REGISTER_B) < 16 && tally.links != map_register(map, REGISTER_NOVERFLOW))
        return fails(why, "noverflow is not the number of overflow buckets", tally.links);
    if (map_growing(map) && !growth_holds(map, &tally, why))
        return false;
    if (!map_growing(map) && map_same_size(map))
        return fails(why, "sameSizeGrow is set but nothing grows", 0);
    if (tally.live != map_register(map, REGISTER_COUNT))
        return fails(why, "count is not the number of live entries", tally.live);
    if (map_register(map, REGISTER_FLAGS) & FLAG_WRITING)
        return fails(why, "hashWriting is left set", 0);
    return true;
}
