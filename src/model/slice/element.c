/* Single elements, and parts of a slice: s[i], s[i] = v, s[low:high:max], b = a, copy, clear. */
#include "model/slice/verb.h"

#include <assert.h>

/* ---- elements */

/* Where element i lies; false, and how Go panics, if there is none. */
static bool find_element(const struct slice *slice, int64_t index, uint64_t *at, struct slice_panic *panic)
{
    uint64_t len = slice_register(slice, SLICE_LEN);
    if (index < 0)
        *panic = (struct slice_panic){SLICE_PANIC_INDEX_NEGATIVE, index, 0};
    else if ((uint64_t)index >= len)
        *panic = (struct slice_panic){SLICE_PANIC_INDEX, index, (int64_t)len};
    else
        *at =
            SLICE_AT(slice_register(slice, SLICE_PTR), slice_register(slice, SLICE_FIRST) + (uint64_t)index);
    return index >= 0 && (uint64_t)index < len;
}

/* Elements of size 0 lie nowhere: what happens to them is told at the header. */
static void tell_element(struct slice *slice, event_kind kind, uint64_t at, uint64_t before, uint64_t after)
{
    if (SLICE_AT_REGION(at) != 0)
        slice_look_at(slice, kind, at, before, after, LINE_index_element);
    else
        slice_look(slice, kind, 0, before, after, LINE_index_element);
}

enum slice_outcome slice_read(struct slice *slice, int64_t index, value_id *value, struct slice_panic *panic)
{
    uint64_t at;
    slice_look(slice, SLICE_call, 0, (uint64_t)index, 0, LINE_index_check);
    if (!find_element(slice, index, &at, panic))
        return slice_refuse(slice, *panic, LINE_index_check);
    *value = slice_element(slice, (uint64_t)index);
    tell_element(slice, SLICE_read, at, (uint64_t)index, *value);
    return SLICE_READ;
}

enum slice_outcome slice_store(struct slice *slice, int64_t index, value_id value, struct slice_panic *panic)
{
    uint64_t at;
    slice_look(slice, SLICE_call, 0, (uint64_t)index, 0, LINE_index_check);
    if (!find_element(slice, index, &at, panic))
        return slice_refuse(slice, *panic, LINE_index_check);
    value_id before = slice_element(slice, (uint64_t)index);
    if (SLICE_AT_REGION(at) != 0)
        slice_write_element(slice, at, value, LINE_index_element);
    tell_element(slice, SLICE_stored, at, before, value);
    return SLICE_STORED;
}

enum slice_outcome slice_clear(struct slice *slice)
{
    uint32_t array = (uint32_t)slice_register(slice, SLICE_PTR);
    uint64_t len = slice_register(slice, SLICE_LEN), first = slice_register(slice, SLICE_FIRST);
    value_id zero = slice_type(slice)->zero;
    slice_look(slice, SLICE_call, 0, len, 0, LINE_clear_zero);
    for (uint64_t i = 0; i < len && array != 0 && memory_goes_on(slice->memory, LINE_clear_zero, i, len); i++)
        slice_write_element(slice, SLICE_AT(array, first + i), zero, LINE_clear_zero);
    slice_look(slice, SLICE_zeroed, 0, len, 0, LINE_clear_zero);
    return SLICE_CLEARED;
}

/* ---- parts */

/* The bounds as numbers: what is left out is filled in. */
static struct slice_bounds whole_bounds(const struct slice *slice, const struct slice_bounds *bounds)
{
    struct slice_bounds all = *bounds;
    all.low = all.has_low ? all.low : 0;
    all.high = all.has_high ? all.high : (int64_t)slice_register(slice, SLICE_LEN);
    all.max = all.has_max ? all.max : (int64_t)slice_register(slice, SLICE_CAP);
    return all;
}

static bool is_panic(struct slice_panic *panic, enum slice_panic_kind kind, int64_t x, int64_t y)
{
    *panic = (struct slice_panic){kind, x, y};
    return false;
}

/* In the order in which compiled code looks at them: max against the capacity, high against max, low against high. */
bool slice_bounds_are_fine(const struct slice *slice, const struct slice_bounds *bounds,
                           struct slice_panic *panic)
{
    const struct slice_bounds all = whole_bounds(slice, bounds);
    int64_t cap = (int64_t)slice_register(slice, SLICE_CAP);
    bool array = slice_type(slice)->is_array, three = all.has_max;
    if (three && all.max < 0)
        return is_panic(panic, SLICE_PANIC_MAX_NEGATIVE, all.max, 0);
    if (three && all.max > cap)
        return is_panic(panic, array ? SLICE_PANIC_MAX_LEN : SLICE_PANIC_MAX_CAP, all.max, cap);
    if (all.high < 0)
        return is_panic(panic, three ? SLICE_PANIC_HIGH3_NEGATIVE : SLICE_PANIC_HIGH_NEGATIVE, all.high, 0);
    if (all.high > all.max)
        return is_panic(panic,
                        three   ? SLICE_PANIC_HIGH3
                        : array ? SLICE_PANIC_HIGH_LEN
                                : SLICE_PANIC_HIGH_CAP,
                        all.high, all.max);
    if (all.low < 0)
        return is_panic(panic, three ? SLICE_PANIC_LOW3_NEGATIVE : SLICE_PANIC_LOW_NEGATIVE, all.low, 0);
    if (all.low > all.high)
        return is_panic(panic, three ? SLICE_PANIC_LOW3 : SLICE_PANIC_LOW, all.low, all.high);
    return true;
}

/* The header of from[low:high:max]; the two may be one. A part without room stands where the whole does: ptr never points behind an array. */
static void set_part(struct slice *slice, const struct slice *from, uint32_t type,
                     const struct slice_bounds *bounds, code_line line)
{
    const struct slice_bounds all = whole_bounds(from, bounds);
    uint64_t first = slice_register(from, SLICE_FIRST) + (all.max > all.low ? (uint64_t)all.low : 0);
    const struct slice_header part = {.type = type,
                                      .array = (uint32_t)slice_register(from, SLICE_PTR),
                                      .first = slice_register(from, SLICE_PTR) != 0 ? first : 0,
                                      .len = (uint64_t)(all.high - all.low),
                                      .cap = (uint64_t)(all.max - all.low)};
    slice_set_header(slice, &part, line);
    slice_set(slice, SLICE_NIL, slice_register(from, SLICE_NIL), line);
    slice_look(slice, SLICE_cut, 0, (uint64_t)all.low, (uint64_t)all.high, line);
}

enum slice_outcome slice_cut(struct slice *slice, const struct slice_bounds *bounds,
                             struct slice_panic *panic)
{
    assert(!slice_type(slice)->is_array);
    slice_look(slice, SLICE_call, 0, 0, 0, LINE_cut_check);
    if (!slice_bounds_are_fine(slice, bounds, panic))
        return slice_refuse(slice, *panic, LINE_cut_check);
    set_part(slice, slice, (uint32_t)slice_register(slice, SLICE_TYPE), bounds, LINE_cut_header);
    return SLICE_CUT;
}

/* ---- assignment */

/* The type []T of an array [N]T, which is known to be one. */
static uint32_t type_of_part(struct slice *to, const struct slice *from)
{
    const struct slice_type *whole = slice_type(from);
    struct error none = {0};
    struct text name = {0};
    if (!whole->is_array)
        return (uint32_t)slice_register(from, SLICE_TYPE);
    text_format(&name, "[]%s", whole->element->name);
    uint32_t number = slice_type_number(to, text_string(&name), whole->version, &none);
    text_free(&name);
    return number;
}

static void assign_array(struct slice *to, const struct slice *from)
{
    const struct slice_type *type = slice_type(from);
    uint32_t array = (uint32_t)slice_register(from, SLICE_PTR), own = (uint32_t)slice_register(to, SLICE_PTR);
    uint64_t bytes = slice_array_bytes(from->memory, array);
    if (own == 0) /* a new array is of the header's type */
        slice_set(to, SLICE_TYPE, slice_register(from, SLICE_TYPE), LINE_assign_elements);
    if (own == 0 && array != 0)
        own = slice_new_array(to, type->length, bytes, LINE_assign_elements);
    const struct slice_header header = {.type = (uint32_t)slice_register(from, SLICE_TYPE),
                                        .array = own,
                                        .len = type->length,
                                        .cap = type->length};
    slice_set_header(to, &header, LINE_assign_elements);
    if (array != 0 && own != array)
        slice_move(to, SLICE_AT(array, 0), SLICE_AT(own, 0), type->length, LINE_assign_elements);
}

static void assign_header(struct slice *to, const struct slice *from)
{
    const struct slice_header header = slice_header(from);
    slice_set_header(to, &header, LINE_assign_header);
    slice_set(to, SLICE_NIL, slice_register(from, SLICE_NIL), LINE_assign_header);
}

enum slice_outcome slice_assign(struct slice *to, const struct slice *from, const struct slice_bounds *bounds,
                                struct slice_panic *panic)
{
    uint32_t old = (uint32_t)slice_register(to, SLICE_PTR);
    bool array = bounds == NULL && slice_type(from)->is_array;
    if (bounds != NULL && !slice_bounds_are_fine(from, bounds, panic))
        return slice_refuse(to, *panic, LINE_cut_check);
    slice_look(to, SLICE_call, 0, 0, 0, array ? LINE_assign_elements : LINE_assign_header);
    if (array) {
        assign_array(to, from);
    } else if (bounds != NULL) {
        set_part(to, from, type_of_part(to, from), bounds, LINE_cut_header);
    } else {
        assign_header(to, from);
    }
    slice_look(to, SLICE_assigned, 0, from->home, array, array ? LINE_assign_elements : LINE_assign_header);
    if (old != slice_register(to, SLICE_PTR))
        slice_leave_array(to, old);
    return SLICE_ASSIGNED;
}

enum slice_outcome slice_copy(struct slice *to, const struct slice *from, const struct slice_bounds *bounds,
                              uint64_t *count, struct slice_panic *panic)
{
    static const struct slice_bounds whole;
    if (bounds != NULL && !slice_bounds_are_fine(from, bounds, panic))
        return slice_refuse(to, *panic, LINE_cut_check);
    const struct slice_bounds part = whole_bounds(from, bounds != NULL ? bounds : &whole);
    uint64_t to_len = slice_register(to, SLICE_LEN), from_len = (uint64_t)(part.high - part.low);
    *count = to_len < from_len ? to_len : from_len;
    slice_look(to, SLICE_call, 0, *count, 0, LINE_copy_count);
    if (slice_register(to, SLICE_PTR) != 0 && slice_register(from, SLICE_PTR) != 0)
        slice_move(
            to,
            SLICE_AT(slice_register(from, SLICE_PTR), slice_register(from, SLICE_FIRST) + (uint64_t)part.low),
            SLICE_AT(slice_register(to, SLICE_PTR), slice_register(to, SLICE_FIRST)), *count, LINE_copy_move);
    return SLICE_COPIED_INTO;
}
