#include "model/engine.h"

#include <assert.h>

extern const struct engine engine_world;
#define ENGINE(name) extern const struct engine engine_##name;
#include "model/engines.def"
#undef ENGINE

const struct engine *const engines[ENGINES] = {
    [ENGINE_world] = &engine_world,
#define ENGINE(name) [ENGINE_##name] = &engine_##name,
#include "model/engines.def"
#undef ENGINE
};

struct engine_bytes engine_bytes_summed(struct engine_bytes bytes)
{
    bytes.live = bytes.kept = 0;
    for (int place = 0; place < ENGINE_BYTES_PLACES; place++) {
        assert(bytes.at[place].live <= bytes.at[place].all);
        bytes.live += bytes.at[place].live;
        bytes.kept += bytes.at[place].all - bytes.at[place].live;
    }
    return bytes;
}

const struct shape *shape_of(uint16_t shape)
{
    const struct engine *engine = engines[ENGINE_OF(shape)];
    assert(ENGINE_NUMBER_IN(shape) < engine->shape_count);
    return &engine->shapes[ENGINE_NUMBER_IN(shape)];
}

const struct routine_row *routine_row(routine number)
{
    const struct engine *engine = engines[ENGINE_OF(number)];
    assert(ENGINE_NUMBER_IN(number) < engine->routine_count);
    return &engine->routines[ENGINE_NUMBER_IN(number)];
}

const struct line_row *code_line_row(code_line line)
{
    const struct engine *engine = engines[ENGINE_OF(line)];
    assert(ENGINE_NUMBER_IN(line) < engine->line_count);
    return &engine->lines[ENGINE_NUMBER_IN(line)];
}

routine code_line_routine(code_line line)
{
    return code_line_row(line)->routine;
}
