#ifndef TEST_CLASSIC_MAP_H
#define TEST_CLASSIC_MAP_H
/*
 * A classic map alone in a world of its own, for tests: the subject m, from seed 1, without a type yet.
 */
#include "base/memory_or_die.h"
#include "model/classic/classic.h"

#include <stdlib.h>

static inline struct classic lone_map(void)
{
    struct world *world = new_items(1, sizeof *world);
    world_init(world);
    uint32_t home = classic_new(world, 1);
    world_add(world, "m", home);
    return classic_of(world, home);
}

static inline void lone_map_free(struct classic *map)
{
    world_free(map->world);
    free(map->world);
    *map = (struct classic){0};
}

#endif
