/* What is true of every reachable state of a map; tests ask after every operation. */
#include "model/classic/summary.h"
#include "model/classic/verb.h"

struct tally {
    uint64_t live, links;
};

static bool fails(struct text *why, const char *what, uint64_t bucket)
{
    text_format(why, "%s (bucket %llu)", what, (unsigned long long)bucket);
    return false;
}

/* One chain that is in use: order of marks, tophashes and places of its entries. `mask` selects the
   bucket. */
static bool chain_holds(const struct classic *map, reference main_bucket, uint64_t index, uint64_t mask,
                        struct tally *tally, struct text *why)
{
    bool rest = false, last_was_one = false;
    int hanging = 0;
    for (reference link = main_bucket; link != 0; link = classic_next_link(map, link)) {
        const struct bucket *bucket = classic_cells(map, link);
        if (!map->memory->regions[REFERENCE_REGION(link)].live)
            return fails(why, "a chain holds a dropped bucket", index);
        int number;
        if (classic_home(map, link, &number) != main_bucket || number != hanging++)
            return fails(why, "a link that does not know its home", index);
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
            if (!classic_hash_of(map, bucket->key[slot], &hash))
                continue; /* NaN: its place is by chance */
            if (hash_top(hash) != top)
                return fails(why, "a tophash that is not its key's", index);
            if ((hash & mask) != index)
                return fails(why, "an entry in the wrong bucket", index);
        }
    }
    return !last_was_one || fails(why, "an emptyOne ends a chain", index);
}

static bool chain_is_marked(const struct classic *map, reference main_bucket, uint64_t index,
                            struct text *why)
{
    const struct bucket *bucket = classic_cells(map, main_bucket);
    for (int slot = 0; slot < SLOTS; slot++) {
        if (bucket->tophash[slot] < TOP_EVACUATED_X || bucket->tophash[slot] > TOP_EVACUATED_EMPTY)
            return fails(why, "an evacuated bucket with a slot that is not marked", index);
    }
    return true;
}

static bool growth_holds(const struct classic *map, struct tally *tally, struct text *why)
{
    uint64_t old_count = classic_old_bucket_count(map), nevacuate = classic_register(map, REGISTER_NEVACUATE);
    if (nevacuate >= old_count)
        return fails(why, "nevacuate is past the end but the growth goes on", nevacuate);
    struct tally old_tally = {0}; /* links there do not count: noverflow is of the new array */
    for (uint64_t i = 0; i < old_count; i++) {
        reference old = classic_old_bucket(map, i);
        if (classic_evacuated(map, old)) {
            if (!chain_is_marked(map, old, i, why))
                return false;
            continue;
        }
        if (i < nevacuate)
            return fails(why, "a bucket below nevacuate is not evacuated", i);
        if (!chain_holds(map, old, i, old_count - 1, &old_tally, why))
            return false;
        const struct bucket *x = classic_cells(map, classic_bucket(map, i));
        const struct bucket *y =
            classic_cells(map, classic_bucket(map, classic_same_size(map) ? i : i + old_count));
        if (x->tophash[0] != TOP_EMPTY_REST || y->tophash[0] != TOP_EMPTY_REST)
            return fails(why, "a destination is in use before its old bucket moved", i);
    }
    tally->live += old_tally.live;
    return true;
}

bool classic_check(const struct classic *map, struct text *why)
{
    if (classic_type(map) == NULL)
        return true;
    struct tally tally = {0};
    uint64_t count = classic_bucket_count(map);
    for (uint64_t i = 0; i < count; i++) {
        if (!chain_holds(map, classic_bucket(map, i), i, count - 1, &tally, why))
            return false;
    }
    if (classic_register(map, REGISTER_B) < 16 && tally.links != classic_register(map, REGISTER_NOVERFLOW))
        return fails(why, "noverflow is not the number of overflow buckets", tally.links);
    if (classic_growing(map) && !growth_holds(map, &tally, why))
        return false;
    if (!classic_growing(map) && classic_same_size(map))
        return fails(why, "sameSizeGrow is set but nothing grows", 0);
    if (tally.live != classic_register(map, REGISTER_COUNT))
        return fails(why, "count is not the number of live entries", tally.live);
    if (classic_register(map, REGISTER_FLAGS) & FLAG_WRITING)
        return fails(why, "hashWriting is left set", 0);
    return classic_summary_holds(map, classic_array(map, false), why) &&
           classic_summary_holds(map, classic_array(map, true), why);
}
