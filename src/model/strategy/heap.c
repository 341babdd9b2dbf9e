/* What the collector sees of a strategy: its maps, which the wrapping struct leads to. The struct itself is no object, as in bytes. */
#include "model/heap.h"
#include "model/classic/measure.h"
#include "model/strategy/verb.h"

/* The heap of its maps, whoever their engine is. */
static const struct engine_heap *heap_of_part(const struct world *world, uint32_t part)
{
    return world_engine(world, part)->heap;
}

/* Its maps, with the one that a publication is copying to; 0 behind the last one. */
static uint32_t part_at(const struct strategy *strategy, int i)
{
    int count = strategy_part_count(strategy);
    if (i < count)
        return strategy_part_home(strategy, i);
    return i == count ? (uint32_t)strategy_register(strategy, STRATEGY_NEXT) : 0;
}

static bool object(const struct world *world, uint32_t region, struct heap_object *object)
{
    (void)world, (void)region, (void)object;
    return false;
}

static void roots(const struct world *world, uint32_t home, const struct heap_finder *finder)
{
    const struct strategy strategy = strategy_of(world, home);
    uint32_t part;
    for (int i = 0; (part = part_at(&strategy, i)) != 0; i++)
        heap_of_part(world, part)->roots(world, part, finder);
}

static void pointers(const struct world *world, uint32_t region, const struct heap_finder *finder)
{
    (void)world, (void)region, (void)finder;
}

/* Cheap, however many maps there are: only a loop makes one look farther, and none but the write side has one, while it is copied. */
static struct heap_behind behind(const struct world *world, uint32_t home)
{
    const struct strategy strategy = strategy_of(world, home);
    struct heap_behind sum = {0};
    uint32_t part;
    for (int i = 0; (part = part_at(&strategy, i)) != 0; i++) {
        struct heap_behind its = heap_of_part(world, part)->behind(world, part);
        sum.all += its.all;
        sum.reached += its.reached;
        sum.lists += its.lists;
    }
    return sum;
}

/* What is reached of each map is left of it; together that is what the collector says. */
static void leave_behind(struct world *world, uint32_t home, uint64_t bytes, code_line line)
{
    const struct strategy strategy = strategy_of(world, home);
    uint32_t part;
    (void)bytes;
    for (int i = 0; (part = part_at(&strategy, i)) != 0; i++) {
        const struct engine_heap *heap = heap_of_part(world, part);
        heap->leave_behind(world, part, heap->behind(world, part).reached, line);
    }
}

const struct engine_heap strategy_heap = {
    .object = object, .roots = roots, .pointers = pointers, .behind = behind, .leave_behind = leave_behind};
