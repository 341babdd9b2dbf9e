/* makeslice (runtime/slice.go), and what declares a variable. */
#include "model/slice/verb.h"

#include <string.h>

uint32_t slice_type_number(struct slice *slice, const char *name, enum go_version version,
                           struct error *error)
{
    struct world *world = slice->world;
    struct slice_type *type = slice_type_parse(slice->values, name, strlen(name), version, error);
    if (type == NULL)
        return 0;
    for (uint32_t i = 0; i < world->type_count; i++) {
        const struct slice_type *known = world->types[i].type;
        if (world->types[i].engine == ENGINE_slice && known->version == version &&
            strcmp(known->name, type->name) == 0) {
            slice_type_free(type);
            return i + 1;
        }
    }
    return world_add_type(world, ENGINE_slice, type, slice_type_free);
}

/* A header of the type that stands on nothing. */
static void begin(struct slice *slice, uint32_t type, bool nil, code_line line)
{
    uint32_t array = (uint32_t)slice_register(slice, SLICE_PTR);
    slice_set_header(slice, &(struct slice_header){.type = type}, line);
    slice_set(slice, SLICE_NIL, nil, line);
    slice_set(slice, SLICE_GROWTHS, 0, line);
    slice_set(slice, SLICE_COPIED, 0, line);
    slice_leave_array(slice, array);
}

/* What makeslice makes sure of: false, and how it panics. */
static bool lengths_are_fine(const struct slice_layout *layout, int64_t len, int64_t cap,
                             struct slice_panic *panic)
{
    uint64_t bytes;
    *panic = (struct slice_panic){0};
    if (len < 0 || !slice_growth_bytes(layout, (uint64_t)len, &bytes))
        panic->kind = SLICE_PANIC_MAKE_LEN;
    else if (cap < len || !slice_growth_bytes(layout, (uint64_t)cap, &bytes))
        panic->kind = SLICE_PANIC_MAKE_CAP;
    return panic->kind == SLICE_NO_PANIC;
}

/* A slice's array has the size that the allocator gives; an array is as large as its elements. */
static uint64_t bytes_of_array(const struct slice_type *type, uint64_t cap)
{
    const struct slice_layout layout = slice_layout(type);
    uint64_t bytes;
    slice_growth_bytes(&layout, cap, &bytes);
    return type->is_array ? cap * layout.size : bytes;
}

enum slice_outcome slice_make(struct slice *slice, const char *type_name, enum go_version version,
                              int64_t len, int64_t cap, struct slice_panic *panic, struct error *error)
{
    uint32_t number = slice_type_number(slice, type_name, version, error);
    if (number == 0)
        return SLICE_WRONG_TYPE;
    const struct slice_type *type = world_type(slice->world, number);
    struct slice_layout layout = slice_layout(type);
    if (type->is_array)
        len = cap = (int64_t)type->length;
    if (!lengths_are_fine(&layout, len, cap, panic))
        return SLICE_PANIC;
    if (layout.size != 0 && cap > SLICE_MOST_ELEMENTS)
        return SLICE_TOO_BIG;
    begin(slice, number, false, LINE_makeslice_header);
    uint64_t bytes = bytes_of_array(type, (uint64_t)cap);
    const struct slice_header header = {
        .type = number,
        .array = slice_new_array(slice, (uint64_t)cap, bytes, LINE_makeslice_array),
        .len = (uint64_t)len,
        .cap = (uint64_t)cap};
    slice_set_header(slice, &header, LINE_makeslice_header);
    slice_look(slice, SLICE_made, 0, (uint64_t)len, (uint64_t)cap, LINE_makeslice_header);
    return SLICE_MADE;
}

enum slice_outcome slice_declare(struct slice *slice, const char *type_name, enum go_version version,
                                 struct error *error)
{
    struct slice_panic none;
    uint32_t number = slice_type_number(slice, type_name, version, error);
    if (number == 0)
        return SLICE_WRONG_TYPE;
    if (((const struct slice_type *)world_type(slice->world, number))->is_array)
        return slice_make(slice, type_name, version, 0, 0, &none, error);
    begin(slice, number, true, LINE_outside_setup);
    return SLICE_DONE;
}
