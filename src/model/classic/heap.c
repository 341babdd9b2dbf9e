/* What the collector sees of a map: hmap with its mapextra, arrays, overflow buckets, and what lies outside the buckets. */
#include "model/heap.h"
#include "model/classic/measure.h"
#include "model/classic/verb.h"

/* The type that a region of buckets was made for; NULL: a map that is gone never had one. */
static const struct maptype *type_of(const struct world *world, uint32_t region)
{
    const struct region *its = &world->memory.regions[region];
    if (its->tag != 0)
        return world_type(world, its->tag);
    if (!memory_holds(&world->memory, its->owner))
        return NULL;
    const struct classic map = classic_of(world, its->owner);
    return classic_type(&map);
}

bool classic_has_hmap(const struct classic *map, bool *extra)
{
    struct classic_array array = classic_array(map, false);
    bool reserve = array.region != 0 && map->memory->regions[array.region].count > array.count;
    *extra = (classic_register(map, REGISTER_EXTRA) & EXTRA_THERE) != 0 || reserve;
    return classic_type(map) != NULL && classic_register(map, REGISTER_NIL) == 0;
}

static bool hmap_object(const struct world *world, uint32_t region, struct heap_object *object)
{
    const struct region *its = &world->memory.regions[region];
    bool replaced = its->kind == CLASSIC_REPLACED, extra = its->count > 1;
    if (!replaced) {
        const struct classic map = classic_of(world, region);
        if (!classic_has_hmap(&map, &extra))
            return false;
    }
    *object = (struct heap_object){
        .bytes = classic_head_bytes(extra),
        .scanned = true,
        .name = replaced ? WORD_CLASSIC_HEAP_REPLACED : WORD_CLASSIC_HEAP_HMAP,
        .said = replaced ? WORD_CLASSIC_HEAP_REPLACED_SAID : WORD_CLASSIC_HEAP_HMAP_SAID,
    };
    return true;
}

static enum word name_of_array(const struct world *world, uint32_t region)
{
    uint32_t home = world->memory.regions[region].owner;
    if (!world->memory.regions[home].live)
        return WORD_CLASSIC_HEAP_LEFT;
    const struct classic map = classic_of(world, home);
    return region == classic_register(&map, REGISTER_BUCKETS)      ? WORD_CLASSIC_HEAP_BUCKETS
           : region == classic_register(&map, REGISTER_OLDBUCKETS) ? WORD_CLASSIC_HEAP_OLDBUCKETS
                                                                   : WORD_CLASSIC_HEAP_LEFT;
}

static bool object(const struct world *world, uint32_t region, struct heap_object *object)
{
    const struct region *its = &world->memory.regions[region];
    if (its->kind == CLASSIC_REGISTERS || its->kind == CLASSIC_REPLACED)
        return hmap_object(world, region, object);
    const struct maptype *type =
        its->kind == CLASSIC_ARRAY || its->kind == CLASSIC_OVERFLOW ? type_of(world, region) : NULL;
    if (type == NULL)
        return false;
    bool array = its->kind == CLASSIC_ARRAY;
    enum word name = array ? name_of_array(world, region) : WORD_CLASSIC_HEAP_OVERFLOW;
    *object = (struct heap_object){
        .bytes = go_heap_bytes(its->count * type->bucket_size, type->bucket_pointers, type->version),
        .scanned = type->bucket_pointers,
        .name = name,
        /* In the catalogue both rows stand in the same order. */
        .said = name + (WORD_CLASSIC_HEAP_OVERFLOW_SAID - WORD_CLASSIC_HEAP_OVERFLOW),
        .note = name == WORD_CLASSIC_HEAP_OLDBUCKETS ? WORD_CLASSIC_HEAP_NOTE : WORD_NONE,
        .count = array ? classic_main_count(its) : 1,
    };
    return true;
}

/* ---- pointers */

static void tell(const struct heap_finder *finder, uint32_t region, enum heap_by by)
{
    if (region != 0)
        finder->found(finder->context, region, by);
}

/* The overflow buckets that hang on an array and were allocated on their own, in the order of the buckets. */
static void tell_chains(const struct classic *map, uint32_t region, const struct heap_finder *finder)
{
    uint32_t count = region != 0 ? classic_main_count(&map->memory->regions[region]) : 0;
    for (uint32_t i = 0; i < count; i++) {
        reference link = classic_next_link(map, REFERENCE(region, i));
        for (; link != 0 && memory_holds(map->memory, REFERENCE_REGION(link));
             link = classic_next_link(map, link)) {
            if (REFERENCE_REGION(link) != region)
                tell(finder, REFERENCE_REGION(link), HEAP_BY_LIST);
        }
    }
}

static void roots(const struct world *world, uint32_t home, const struct heap_finder *finder)
{
    (void)world;
    tell(finder, home, HEAP_BY_VARIABLE);
}

/* A running loop has pointers to hmap, to its array, and to the list of that array's overflow buckets. */
static void loop(const struct world *world, uint32_t iterator, const struct heap_finder *finder)
{
    const struct classic map = classic_of(world, world->memory.regions[iterator].owner);
    uint32_t array = classic_loop_array(&map, iterator);
    if (array == 0)
        return;
    tell(finder, array, HEAP_BY_LOOP);
    if (!classic_type(&map)->bucket_pointers)
        tell_chains(&map, array, finder);
}

/* hmap's words in their order; mapextra's lists are there only for buckets without pointers. */
static void pointers_of_hmap(const struct classic *map, const struct heap_finder *finder)
{
    uint32_t array = (uint32_t)classic_register(map, REGISTER_BUCKETS),
             old = (uint32_t)classic_register(map, REGISTER_OLDBUCKETS);
    uint64_t extra = classic_register(map, REGISTER_EXTRA);
    tell(finder, array, HEAP_BY_POINTER);
    tell(finder, old, HEAP_BY_POINTER);
    if (extra & EXTRA_LIST)
        tell_chains(map, array, finder);
    if (extra & EXTRA_OLD_LIST)
        tell_chains(map, old, finder);
}

/* Of a bucket, the one pointer that leads to a region is that to the next of its chain. */
static void pointers_of_buckets(const struct world *world, uint32_t region, const struct heap_finder *finder)
{
    uint32_t count = world->memory.regions[region].count;
    for (uint32_t i = 0; i < count; i++) {
        const struct bucket *bucket = memory_item(&world->memory, region, i);
        if (bucket->overflow != 0 && REFERENCE_REGION(bucket->overflow) != region)
            tell(finder, REFERENCE_REGION(bucket->overflow), HEAP_BY_POINTER);
    }
}

static void pointers(const struct world *world, uint32_t region, const struct heap_finder *finder)
{
    if (world->memory.regions[region].kind == CLASSIC_REPLACED)
        return; /* nothing ever leads to it */
    if (world->memory.regions[region].kind != CLASSIC_REGISTERS) {
        pointers_of_buckets(world, region, finder);
        return;
    }
    const struct classic map = classic_of(world, region);
    pointers_of_hmap(&map, finder);
}

/* ---- outside the buckets */

static struct heap_behind behind(const struct world *world, uint32_t home)
{
    const struct classic map = classic_of(world, home);
    const struct maptype *type = classic_type(&map);
    struct heap_behind behind = {.all = classic_register(&map, REGISTER_BEHIND)};
    struct heap_object hmap;
    if (!world->memory.regions[home].live || type == NULL || !hmap_object(world, home, &hmap))
        return behind;
    struct classic_bytes bytes = classic_bytes(&map);
    behind.reached = bytes.pointed > behind.all ? behind.all : bytes.pointed;
    behind.lists = bytes.head - hmap.bytes;
    return behind;
}

static void leave_behind(struct world *world, uint32_t home, uint64_t bytes, code_line line)
{
    struct classic map = classic_of(world, home);
    classic_set(&map, REGISTER_BEHIND, bytes, line);
}

const struct engine_heap classic_heap = {object, roots, loop, pointers, behind, leave_behind};
