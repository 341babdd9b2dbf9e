#include "view/face.h"

#define ENGINE(name) extern const struct face face_##name;
#include "model/engines.def"
#undef ENGINE

static const struct face *const faces[ENGINES] = {
#define ENGINE(name) [ENGINE_##name] = &face_##name,
#include "model/engines.def"
#undef ENGINE
};

const struct face *face_number(int engine)
{
    return engine >= 0 && engine < ENGINES ? faces[engine] : NULL;
}

const struct face *face_of(const struct world *world, uint32_t home)
{
    return home != 0 && memory_holds(&world->memory, home)
               ? faces[ENGINE_OF(world->memory.regions[home].kind)]
               : NULL;
}
