#ifndef TEST_SOUND_BYTES_H
#define TEST_SOUND_BYTES_H
/*
 * The bytes of any moment, between two writes of a header too, can be drawn: nowhere is more alive than there is.
 *
 * Knows: the model. Must not know: cmocka.
 */
#include "model/engine.h"
#include "model/world.h"

static inline bool bytes_are_sound(const struct world *world)
{
    for (int place = 0; place < WORLD_SUBJECTS; place++) {
        uint32_t home = world_home(world, place);
        if (home == 0)
            continue;
        const struct engine_bytes bytes = world_engine(world, home)->bytes(world, home);
        for (int i = 0; i < ENGINE_BYTES_PLACES; i++) {
            if (bytes.at[i].live > bytes.at[i].all)
                return false;
        }
    }
    return true;
}

#endif
