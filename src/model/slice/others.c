/* Who else stands on an array, who sees a cell of it, and whether anybody keeps it. */
#include "model/slice/verb.h"

bool slice_stands_on(const struct world *world, uint32_t home, uint32_t array)
{
    if (home == 0 || array == 0 || world->memory.regions[home].kind != SLICE_HEADER)
        return false;
    const struct slice slice = slice_of(world, home);
    return slice_register(&slice, SLICE_PTR) == array;
}

int slice_holders(const struct world *world, uint32_t array, uint32_t except)
{
    int holders = 0;
    for (int place = 0; place < WORLD_SUBJECTS; place++) {
        uint32_t home = world_home(world, place);
        holders += home != except && slice_stands_on(world, home, array);
    }
    return holders;
}

bool slice_reaches(const struct world *world, uint32_t home, uint32_t array, uint64_t cell, uint64_t *index)
{
    if (!slice_stands_on(world, home, array))
        return false;
    const struct slice slice = slice_of(world, home);
    uint64_t first = slice_register(&slice, SLICE_FIRST);
    *index = cell - first;
    return cell >= first && *index < slice_register(&slice, SLICE_LEN);
}

void slice_add_holders(const struct slice *slice, uint32_t array, uint32_t except, struct text *text)
{
    for (int place = 0; place < WORLD_SUBJECTS; place++) {
        uint32_t home = world_home(slice->world, place);
        if (home == except || !slice_stands_on(slice->world, home, array))
            continue;
        text_separate(text, ", ");
        text_add(text, world_name(slice->world, place));
    }
}

void slice_add_seers(const struct slice *slice, uint32_t array, uint64_t cell, struct text *text)
{
    for (int place = 0; place < WORLD_SUBJECTS; place++) {
        uint32_t home = world_home(slice->world, place);
        uint64_t index;
        if (home == slice->home || !slice_reaches(slice->world, home, array, cell, &index))
            continue;
        text_separate(text, ", ");
        text_format(text, "%s[%llu]", world_name(slice->world, place), (unsigned long long)index);
    }
}

void slice_leave_array(struct slice *slice, uint32_t array)
{
    if (array == 0)
        return;
    int holders = slice_holders(slice->world, array, slice->home);
    slice_look_at(slice, SLICE_left, SLICE_AT(array, 0), (uint64_t)holders, 0, LINE_outside_left);
    if (holders == 0)
        memory_drop(slice->memory, array, LINE_outside_left);
}
