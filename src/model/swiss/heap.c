/* What the collector sees of a map: its header, directory, tables, groups, and what lies outside the slots. */
#include "model/heap.h"
#include "model/swiss/verb.h"

enum { MAP_BYTES = 48, TABLE_BYTES = 32 };

/* The type that a region was made for; NULL: a map that is gone never had one. */
static const struct swiss_type *type_of(const struct world *world, uint32_t region)
{
    const struct region *its = &world->memory.regions[region];
    if (its->tag != 0)
        return world_type(world, its->tag);
    if (!memory_holds(&world->memory, its->owner))
        return NULL;
    const struct swiss map = swiss_of(world, its->owner);
    return swiss_type(&map);
}

static bool head(const struct world *world, uint32_t region, struct heap_object *object)
{
    bool replaced = world->memory.regions[region].kind == SWISS_REPLACED;
    if (!replaced) {
        const struct swiss map = swiss_of(world, region);
        if (swiss_type(&map) == NULL || swiss_word(&map, SWISS_WORD_NIL) != 0)
            return false;
    }
    *object = (struct heap_object){
        .bytes = MAP_BYTES,
        .scanned = true,
        .name = replaced ? WORD_SWISS_HEAP_REPLACED : WORD_SWISS_HEAP_MAP,
        .said = replaced ? WORD_SWISS_HEAP_REPLACED_SAID : WORD_SWISS_HEAP_MAP_SAID,
    };
    return true;
}

static bool object(const struct world *world, uint32_t region, struct heap_object *object)
{
    const struct region *its = &world->memory.regions[region];
    const struct swiss_type *type;
    if (its->kind == SWISS_REGISTERS || its->kind == SWISS_REPLACED)
        return head(world, region, object);
    if (its->kind == SWISS_BOOK || its->kind == SWISS_ITERATOR || (type = type_of(world, region)) == NULL)
        return false;
    *object = (struct heap_object){.scanned = true, .count = its->count};
    switch (its->kind) {
    case SWISS_DIRECTORY:
        object->bytes = swiss_directory_bytes(type, its->count);
        object->name = WORD_SWISS_HEAP_DIRECTORY;
        break;
    case SWISS_TABLE:
        object->bytes = TABLE_BYTES;
        object->name = WORD_SWISS_HEAP_TABLE;
        break;
    default:
        object->bytes = swiss_group_bytes(type, its->count);
        object->scanned = type->pointers;
        object->name = WORD_SWISS_HEAP_GROUPS;
        break;
    }
    /* In the catalogue both rows stand in the same order. */
    object->said = object->name + (WORD_SWISS_HEAP_GROUPS_SAID - WORD_SWISS_HEAP_GROUPS);
    return true;
}

static void tell(const struct heap_finder *finder, uint64_t region, enum heap_by by)
{
    if (region != 0)
        finder->found(finder->context, (uint32_t)region, by);
}

static void roots(const struct world *world, uint32_t home, const struct heap_finder *finder)
{
    const struct swiss map = swiss_of(world, home);
    tell(finder, home, HEAP_BY_VARIABLE);
    for (uint32_t region = (uint32_t)world->memory.region_count;
         (region = swiss_next_begun(&map, region)) != 0;)
        tell(finder, region, HEAP_BY_VARIABLE);
}

/* A running loop has pointers to the map, to the table it stands in, to a small map's group. */
static void loop(const struct world *world, uint32_t iterator, const struct heap_finder *finder)
{
    const struct memory *memory = &world->memory;
    tell(finder, memory_read(memory, place_word(iterator, SWISS_ITERATOR_SMALL)), HEAP_BY_LOOP);
    tell(finder, memory_read(memory, place_word(iterator, SWISS_ITERATOR_TABLE)), HEAP_BY_LOOP);
}

static void pointers(const struct world *world, uint32_t region, const struct heap_finder *finder)
{
    const struct memory *memory = &world->memory;
    const struct region *its = &memory->regions[region];
    if (its->kind == SWISS_REGISTERS) {
        tell(finder, memory_read(memory, place_word(region, SWISS_WORD_DIRECTORY)), HEAP_BY_POINTER);
        tell(finder, memory_read(memory, place_word(region, SWISS_WORD_GROUP)), HEAP_BY_POINTER);
    } else if (its->kind == SWISS_TABLE) {
        tell(finder, memory_read(memory, place_word(region, SWISS_TABLE_GROUPS)), HEAP_BY_POINTER);
    } else if (its->kind == SWISS_DIRECTORY) {
        uint64_t last = 0;
        for (uint32_t entry = 0; entry < its->count; entry++) {
            uint64_t table = memory_read(memory, place_word(region, entry));
            if (table != last)
                tell(finder, table, HEAP_BY_POINTER);
            last = table;
        }
    }
}

/* ---- outside the slots */

static struct heap_behind behind(const struct world *world, uint32_t home)
{
    const struct swiss map = swiss_of(world, home);
    struct heap_behind behind = {.all = swiss_word(&map, SWISS_WORD_BEHIND)};
    if (!world->memory.regions[home].live || swiss_type(&map) == NULL ||
        swiss_word(&map, SWISS_WORD_NIL) != 0)
        return behind;
    uint64_t reached = swiss_word(&map, SWISS_WORD_USED) * swiss_entry_bytes(swiss_type(&map));
    behind.reached = reached < behind.all ? reached : behind.all;
    return behind;
}

static void leave_behind(struct world *world, uint32_t home, uint64_t bytes, code_line line)
{
    struct swiss map = swiss_of(world, home);
    swiss_set(&map, SWISS_WORD_BEHIND, bytes, line);
}

const struct engine_heap swiss_heap = {object, roots, loop, pointers, behind, leave_behind};
