/* What is true of every reachable state of a slice or array; tests ask after every command. */
#include "model/slice/slice.h"

static bool wrong(struct text *why, const char *what, uint64_t a, uint64_t b)
{
    text_format(why, "%s (%llu, %llu)", what, (unsigned long long)a, (unsigned long long)b);
    return false;
}

static bool check_array(const struct slice *slice, uint32_t array, struct text *why)
{
    const struct memory *memory = slice->memory;
    const struct slice_type *type = slice_type(slice);
    const struct slice_layout layout = slice_layout(type);
    if (array >= memory->region_count || memory->regions[array].kind != SLICE_ARRAY ||
        !memory->regions[array].live)
        return wrong(why, "ptr points to no array that is there", array, 0);
    uint64_t count = slice_array_count(memory, array), bytes = 0;
    uint64_t end = slice_register(slice, SLICE_FIRST) + slice_register(slice, SLICE_CAP);
    if (end > count)
        return wrong(why, "the capacity reaches behind the array", end, count);
    uint64_t has = slice_array_bytes(memory, array);
    if (!slice_growth_bytes(&layout, count, &bytes) || (has != bytes && has != count * layout.size))
        return wrong(why, "the array's bytes are neither an array's nor the allocator's", has, bytes);
    for (uint64_t i = 0; i < count; i++) {
        uint64_t cell = memory_read(memory, place_word(array, (uint32_t)i));
        if (cell > values_count(slice->values) || (cell != 0 && cell == type->zero))
            return wrong(why, "an element is no value", i, cell);
    }
    return true;
}

bool slice_check(const struct world *world, uint32_t home, struct text *why)
{
    const struct slice its = slice_of(world, home), *slice = &its;
    const struct slice_type *type = slice_type(slice);
    uint32_t array = (uint32_t)slice_register(slice, SLICE_PTR);
    uint64_t len = slice_register(slice, SLICE_LEN), cap = slice_register(slice, SLICE_CAP);
    if (type == NULL)
        return true;
    if (len > cap || cap > INT64_MAX)
        return wrong(why, "the length is beyond the capacity", len, cap);
    if (slice_register(slice, SLICE_NIL) != 0 && (array != 0 || cap != 0))
        return wrong(why, "a nil slice has something", array, cap);
    if (type->is_array &&
        (len != type->length || cap != type->length || slice_register(slice, SLICE_FIRST) != 0))
        return wrong(why, "an array is not all of its array", len, type->length);
    if (array == 0)
        return (cap == 0 || type->element->size == 0) ||
               wrong(why, "there is a capacity and no array", cap, 0);
    return check_array(slice, array, why);
}
