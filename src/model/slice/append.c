/* append as compiled code does it, and growslice (runtime/slice.go). */
#include "model/slice/verb.h"

#include <assert.h>

/* The three growslices of routine.def have the same lines. */
static code_line line_of(const struct slice_type *type, code_line line)
{
    int rule = type->version < GO_1_17   ? LINE_growslice_1_15_exact - LINE_growslice_exact
               : type->version < GO_1_18 ? LINE_growslice_1_17_exact - LINE_growslice_exact
                                         : 0;
    return (code_line)(line + rule);
}

static void tell_growth(struct slice *slice, const struct slice_growth *growth)
{
    static const enum slice_line lines[] = {[SLICE_EXACT] = LINE_growslice_exact,
                                            [SLICE_TWICE] = LINE_growslice_twice,
                                            [SLICE_GLIDE] = LINE_growslice_glide,
                                            [SLICE_NO_SIZE] = LINE_growslice_exact};
    const struct slice_type *type = slice_type(slice);
    slice_look(slice, SLICE_want, (int)growth->reason, slice_register(slice, SLICE_CAP), growth->want,
               line_of(type, (code_line)lines[growth->reason]));
    if (growth->reason != SLICE_NO_SIZE)
        slice_look(slice, SLICE_rounded, 0, growth->bytes, growth->given,
                   line_of(type, LINE_growslice_round));
}

/* growslice: the elements move to an array of the new capacity. */
static void grow(struct slice *slice, const struct slice_growth *growth)
{
    const struct slice_type *type = slice_type(slice);
    uint32_t old = (uint32_t)slice_register(slice, SLICE_PTR);
    uint64_t len = slice_register(slice, SLICE_LEN), first = slice_register(slice, SLICE_FIRST);
    code_line header = line_of(type, LINE_growslice_header);
    tell_growth(slice, growth);
    if (growth->reason == SLICE_NO_SIZE) {
        slice_set(slice, SLICE_CAP, growth->cap, header);
        slice_set(slice, SLICE_NIL, 0, header);
        return;
    }
    uint32_t fresh = slice_new_array(slice, growth->cap, growth->given, line_of(type, LINE_growslice_array));
    slice_look_at(slice, SLICE_grow, SLICE_AT(fresh, 0), slice_register(slice, SLICE_CAP), growth->cap,
                  line_of(type, LINE_growslice_array));
    slice_move(slice, SLICE_AT(old, first), SLICE_AT(fresh, 0), len, line_of(type, LINE_growslice_copy));
    const struct slice_header grown = {
        .type = (uint32_t)slice_register(slice, SLICE_TYPE), .array = fresh, .len = len, .cap = growth->cap};
    slice_set_header(slice, &grown, header);
    slice_set(slice, SLICE_NIL, 0, header);
    slice_set(slice, SLICE_GROWTHS, slice_register(slice, SLICE_GROWTHS) + 1, header);
    slice_set(slice, SLICE_COPIED, slice_register(slice, SLICE_COPIED) + len, header);
    slice_look(slice, SLICE_pointed, 0, old, fresh, header);
    slice_leave_array(slice, old);
}

enum slice_outcome slice_append(struct slice *slice, const value_id *values, uint64_t count,
                                struct slice_panic *panic)
{
    const struct slice_type *type = slice_type(slice);
    struct slice_layout layout = slice_layout(type);
    uint64_t len = slice_register(slice, SLICE_LEN), cap = slice_register(slice, SLICE_CAP);
    struct slice_growth growth = {.cap = cap};
    assert(!type->is_array);
    bool grows = count > cap - len;
    bool fits = !grows || slice_growth_of(&layout, len, cap, count, &growth);
    if (fits && layout.size != 0 && growth.cap > SLICE_MOST_ELEMENTS)
        return SLICE_TOO_BIG;
    slice_look(slice, SLICE_call, 0, count, 0, LINE_append_need);
    if (!fits) {
        *panic = (struct slice_panic){.kind = type->version < GO_1_20 ? SLICE_PANIC_GROW_CAP
                                                                      : SLICE_PANIC_GROW_LEN};
        return slice_refuse(slice, *panic, LINE_append_room);
    }
    slice_look(slice, SLICE_room, 0, len + count, cap, LINE_append_room);
    if (grows)
        grow(slice, &growth);
    uint32_t array = (uint32_t)slice_register(slice, SLICE_PTR);
    uint64_t first = slice_register(slice, SLICE_FIRST);
    for (uint64_t i = 0;
         i < count && array != 0 && memory_goes_on(slice->memory, LINE_append_store, i, count); i++) {
        uint64_t at = SLICE_AT(array, first + len + i);
        slice_write_element(slice, at, values[i], LINE_append_store);
        slice_look_at(slice, SLICE_appended, at, values[i], len + i, LINE_append_store);
    }
    slice_set(slice, SLICE_LEN, len + count, LINE_append_header);
    return SLICE_APPENDED;
}
