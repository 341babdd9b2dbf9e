/* What the collector sees of slices and arrays: the arrays. A header is a variable, and so a root. */
#include "model/heap.h"
#include "model/slice/verb.h"

static bool object(const struct world *world, uint32_t region, struct heap_object *object)
{
    const struct region *its = &world->memory.regions[region];
    if (its->kind != SLICE_ARRAY)
        return false;
    const struct slice_type *type = its->tag != 0 ? world_type(world, its->tag) : NULL;
    *object = (struct heap_object){
        .bytes = slice_array_bytes(&world->memory, region),
        .scanned = type != NULL && type->element->pointers,
        .name = WORD_SLICE_HEAP_ARRAY,
        .said = WORD_SLICE_HEAP_ARRAY_SAID,
        .count = slice_array_count(&world->memory, region),
    };
    return true;
}

static void roots(const struct world *world, uint32_t home, const struct heap_finder *finder)
{
    const struct slice slice = slice_of(world, home);
    uint32_t array = (uint32_t)slice_register(&slice, SLICE_PTR);
    if (array != 0)
        finder->found(finder->context, array, HEAP_BY_VARIABLE);
}

/* What elements point at is no object of the model. */
static void pointers(const struct world *world, uint32_t region, const struct heap_finder *finder)
{
    (void)world, (void)region, (void)finder;
}

const struct engine_heap slice_heap = {.object = object, .roots = roots, .pointers = pointers};
