/* Homes of links, and sums over blocks of buckets: what follows from the cells of an array. */
#include "model/classic/summary.h"

#include "base/memory_or_die.h"
#include "base/number.h"
#include "model/classic/verb.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK_BITS = 4, BLOCK = 1 << BLOCK_BITS };

static struct bucket *cells_of(struct memory *memory, reference link)
{
    return (struct bucket *)(uintptr_t)memory_item(memory, REFERENCE_REGION(link), REFERENCE_INDEX(link));
}

/* ---- where the sums lie: the totals, then the blocks level by level, the smallest blocks first */

static uint32_t blocks_of(uint32_t items)
{
    return (items + BLOCK - 1) >> BLOCK_BITS;
}

size_t classic_summary_bytes(uint32_t buckets)
{
    size_t blocks = 0;
    uint32_t items = buckets == 0 ? 0 : (uint32_t)1 << number_log2(buckets);
    do
        blocks += items = blocks_of(items);
    while (items > 1);
    return sizeof(struct classic_totals) + blocks * sizeof(struct classic_summary);
}

static struct classic_totals *totals_of(const struct region *array)
{
    return (struct classic_totals *)(void *)(array->cells + (size_t)array->count * sizeof(struct bucket));
}

static struct classic_summary *first_block(const struct region *array)
{
    return (struct classic_summary *)(totals_of(array) + 1);
}

static bool is_evacuated(const struct bucket *bucket)
{
    return bucket->tophash[0] > TOP_EMPTY_ONE && bucket->tophash[0] < TOP_MIN;
}

static struct classic_summary of_bucket(const struct region *array, uint32_t index)
{
    const struct bucket *bucket = (const struct bucket *)(const void *)array->cells + index;
    return (struct classic_summary){bucket->live, bucket->number, is_evacuated(bucket), bucket->live,
                                    bucket->number};
}

static void add_summary(struct classic_summary *sum, struct classic_summary other)
{
    sum->live += other.live;
    sum->overflow += other.overflow;
    sum->moved += other.moved;
    sum->fullest = other.fullest > sum->fullest ? other.fullest : sum->fullest;
    sum->longest = other.longest > sum->longest ? other.longest : sum->longest;
}

/* ---- keeping them */

/* The greatest ones of a block anew: one that was it has become smaller. `parts`: the level below; NULL: the buckets. */
static void recount_greatest(const struct region *array, struct classic_summary *block,
                             const struct classic_summary *parts, uint32_t first, uint32_t end)
{
    struct classic_summary sum = {0};
    for (uint32_t i = first; i < end; i++)
        add_summary(&sum, parts != NULL ? parts[i] : of_bucket(array, i));
    block->fullest = sum.fullest;
    block->longest = sum.longest;
}

static void count_chain(struct classic_totals *totals, uint32_t live, int by)
{
    if (live > 0)
        totals->chains[live < SUMMARY_CHAINS ? live : SUMMARY_CHAINS - 1] += (uint32_t)by;
}

/* A bucket is another than it was: all blocks that it is in. */
static void changed(const struct region *array, uint32_t index, struct classic_summary was)
{
    struct classic_summary is = of_bucket(array, index), *level = first_block(array), *parts = NULL;
    uint32_t items = classic_main_count(array), place = index;
    if (was.live != is.live) {
        count_chain(totals_of(array), was.live, -1);
        count_chain(totals_of(array), is.live, 1);
    }
    do {
        uint32_t first = place >> BLOCK_BITS << BLOCK_BITS,
                 end = first + BLOCK < items ? first + BLOCK : items;
        struct classic_summary *block = &level[place >>= BLOCK_BITS];
        block->live += is.live - was.live;
        block->overflow += is.overflow - was.overflow;
        block->moved += is.moved - was.moved;
        bool fewer = is.fullest < was.fullest || is.longest < was.longest;
        if (fewer && (was.fullest == block->fullest || was.longest == block->longest))
            recount_greatest(array, block, parts, first, end);
        block->fullest = is.fullest > block->fullest ? is.fullest : block->fullest;
        block->longest = is.longest > block->longest ? is.longest : block->longest;
        parts = level;
        level += items = blocks_of(items);
    } while (items > 1);
}

/* The array that a home lies in, if its sums are there. */
static const struct region *array_of(const struct memory *memory, reference home)
{
    uint32_t region = REFERENCE_REGION(home);
    return home != 0 && memory_holds(memory, region) ? &memory->regions[region] : NULL;
}

/* Whether an overflow bucket was allocated on its own, and not from an array's reserve. */
static bool is_own(const struct memory *memory, reference link)
{
    return memory->regions[REFERENCE_REGION(link)].kind == CLASSIC_OVERFLOW;
}

static bool is_main(const struct memory *memory, reference link)
{
    const struct region *region = &memory->regions[REFERENCE_REGION(link)];
    return region->kind == CLASSIC_ARRAY && REFERENCE_INDEX(link) < classic_main_count(region);
}

static reference home_of(struct memory *memory, reference link, uint32_t *number)
{
    *number = 0;
    if (is_main(memory, link))
        return link;
    *number = cells_of(memory, link)->number;
    return cells_of(memory, link)->home;
}

reference classic_home(const struct classic *map, reference link, int *number)
{
    uint32_t counted;
    reference home = home_of(map->memory, link, &counted);
    *number = (int)counted;
    return home;
}

void classic_derive_entries(struct memory *memory, struct place place, uint64_t before)
{
    uint32_t number;
    reference link = place_bucket(place), home = home_of(memory, link, &number);
    const struct region *array = array_of(memory, home);
    uint8_t after = cells_of(memory, link)->tophash[place.slot];
    int more = (after >= TOP_MIN) - (before >= TOP_MIN);
    bool was_moved = before > TOP_EMPTY_ONE && before < TOP_MIN, mark = link == home && place.slot == 0;
    if (array == NULL || (more == 0 && !mark))
        return;
    struct classic_summary was = of_bucket(array, REFERENCE_INDEX(home));
    cells_of(memory, home)->live += (uint32_t)more;
    totals_of(array)->looks += (uint64_t)((int64_t)more * (number * SLOTS + place.slot + 1));
    totals_of(array)->own_live += is_own(memory, link) ? (uint64_t)(int64_t)more : 0;
    if (mark)
        was.moved = was_moved;
    changed(array, REFERENCE_INDEX(home), was);
}

/* ---- homes. A link's home follows from the overflow pointers that lead to it. */

/* A link and what it holds come to the bucket that it hangs on, or go from it. `own`: it was allocated on its own. */
static void count_link(struct memory *memory, const struct bucket *link, bool own, int by)
{
    const struct region *array = array_of(memory, link->home);
    if (array == NULL)
        return;
    struct bucket *home = cells_of(memory, link->home);
    struct classic_summary was = of_bucket(array, REFERENCE_INDEX(link->home));
    uint64_t more = (uint64_t)(int64_t)by;
    home->number += (uint32_t)by;
    totals_of(array)->own += own ? more : 0;
    for (int slot = 0; slot < SLOTS; slot++) {
        if (link->tophash[slot] < TOP_MIN)
            continue;
        home->live += (uint32_t)by;
        totals_of(array)->own_live += own ? more : 0;
        totals_of(array)->looks += more * (link->number * SLOTS + (uint64_t)slot + 1);
    }
    changed(array, REFERENCE_INDEX(link->home), was);
}

/* All links from `link` on, which `from` points to, hang on `home` from now on. */
static void hang(struct memory *memory, reference from, reference link, reference home, uint32_t number)
{
    while (link != 0 && link != REFERENCE(REFERENCE_REGION(from), 0) &&
           memory_holds(memory, REFERENCE_REGION(link)) && !is_main(memory, link)) {
        struct bucket *bucket = cells_of(memory, link);
        count_link(memory, bucket, is_own(memory, link), -1);
        bucket->home = home;
        bucket->number = home != 0 ? ++number : 0;
        count_link(memory, bucket, is_own(memory, link), 1);
        from = link;
        link = bucket->overflow;
    }
}

void classic_derive_homes(struct memory *memory, struct place place, uint64_t before)
{
    uint32_t number;
    reference from = place_bucket(place), home = home_of(memory, from, &number);
    hang(memory, from, before, 0, 0);
    hang(memory, from, cells_of(memory, from)->overflow, home, number);
}

/* ---- reading them */

void classic_summaries(const struct classic *map, struct classic_array array, uint64_t first, uint64_t count,
                       int number, struct classic_summary *sums)
{
    const struct region *region = &map->memory->regions[array.region];
    const struct classic_summary *level = NULL;
    uint32_t items = classic_main_count(region);
    while (count >= BLOCK || (count == items && items > 1)) {
        level = level == NULL ? first_block(region) : level + items;
        items = blocks_of(items);
        first >>= BLOCK_BITS;
        count = count >= BLOCK ? count >> BLOCK_BITS : 1;
    }
    for (int run = 0; run < number; run++, first += count) {
        struct classic_summary sum = {0};
        if (level == NULL) {
            for (uint64_t i = first; i < first + count; i++)
                add_summary(&sum, of_bucket(region, (uint32_t)i));
        } else {
            sum = level[first];
            for (uint64_t i = first + 1; i < first + count; i++)
                add_summary(&sum, level[i]);
        }
        sums[run] = sum;
    }
}

struct classic_summary classic_summary(const struct classic *map, struct classic_array array, uint64_t first,
                                       uint64_t count)
{
    struct classic_summary sum = {0};
    if (count > 0)
        classic_summaries(map, array, first, count, 1, &sum);
    return sum;
}

uint64_t classic_longest_chain(const struct classic *map, struct classic_array array)
{
    uint64_t first = 0, count = array.count;
    uint32_t most = count > 0 ? classic_summary(map, array, 0, count).longest : 0;
    while (count > 1 && most > 0) {
        count /= 2;
        if (classic_summary(map, array, first, count).longest < most)
            first += count;
    }
    return first;
}

uint64_t classic_evacuated_count(const struct classic *map)
{
    struct classic_array array = classic_array(map, true);
    return array.count > 0 ? classic_summary(map, array, 0, array.count).moved : 0;
}

uint64_t classic_unmoved_from(const struct classic *map, uint64_t from)
{
    struct classic_array array = classic_array(map, true);
    while (from < array.count) {
        uint64_t size = 1; /* as far as the blocks that begin here reach */
        while (size * BLOCK <= array.count && from % (size * BLOCK) == 0 &&
               classic_summary(map, array, from, size * BLOCK).moved == size * BLOCK)
            size *= BLOCK;
        if (size == 1 && !classic_evacuated(map, classic_array_bucket(array, from)))
            break;
        from += size;
    }
    return from;
}

struct classic_totals classic_totals(const struct classic *map, struct classic_array array)
{
    struct classic_totals totals = {0};
    if (array.count == 0)
        return totals;
    totals = *totals_of(&map->memory->regions[array.region]);
    totals.chains[0] = (uint32_t)array.count;
    for (int i = 1; i < SUMMARY_CHAINS; i++)
        totals.chains[0] -= totals.chains[i];
    return totals;
}

/* ---- the recount */

static struct classic_summary recount_bucket(const struct classic *map, reference link,
                                             struct classic_totals *totals)
{
    struct classic_summary sum = {.moved = is_evacuated(classic_cells(map, link))};
    uint32_t links = 0;
    for (; link != 0; link = classic_next_link(map, link), links++) {
        bool own = is_own(map->memory, link);
        totals->own += own;
        for (uint32_t slot = 0; slot < SLOTS; slot++) {
            if (classic_cells(map, link)->tophash[slot] < TOP_MIN)
                continue;
            sum.live++;
            totals->own_live += own;
            totals->looks += links * SLOTS + slot + 1;
        }
    }
    sum.overflow = sum.longest = links - 1;
    sum.fullest = sum.live;
    totals->chains[sum.live < SUMMARY_CHAINS ? sum.live : SUMMARY_CHAINS - 1]++;
    return sum;
}

static bool fails(struct text *why, uint64_t first, uint64_t count)
{
    text_format(why, "a summary that is not the sum of its %llu buckets (from bucket %llu)",
                (unsigned long long)count, (unsigned long long)first);
    return false;
}

/* Whether what is kept of runs of buckets is the sum of what was counted bucket by bucket. */
static bool runs_hold(const struct classic *map, struct classic_array array,
                      const struct classic_summary *buckets, struct text *why)
{
    for (uint64_t size = 1; size <= array.count; size *= 2) {
        for (uint64_t first = 0; first < array.count; first += size) {
            struct classic_summary sum = {0}, is = classic_summary(map, array, first, size);
            for (uint64_t i = first; i < first + size; i++)
                add_summary(&sum, buckets[i]);
            if (memcmp(&sum, &is, sizeof sum) != 0)
                return fails(why, first, size);
        }
        if (size > BLOCK && size < array.count / 2)
            size = array.count / 4; /* what lies between is made of the same blocks */
    }
    return true;
}

bool classic_summary_holds(const struct classic *map, struct classic_array array, struct text *why)
{
    struct classic_totals totals = {0}, kept = classic_totals(map, array);
    struct classic_summary *buckets = new_items(array.count, sizeof *buckets);
    for (uint64_t i = 0; i < array.count; i++)
        buckets[i] = recount_bucket(map, classic_array_bucket(array, i), &totals);
    bool runs = runs_hold(map, array, buckets, why);
    free(buckets);
    if (!runs)
        return false;
    bool same = totals.looks == kept.looks && totals.own == kept.own && totals.own_live == kept.own_live;
    for (int i = 0; i < SUMMARY_CHAINS; i++)
        same = same && totals.chains[i] == kept.chains[i];
    return array.count == 0 || same || fails(why, 0, array.count);
}
