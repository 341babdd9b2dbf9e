/* The state of slices and arrays as headers and arrays: set-up, reading, and what all verbs share. */
#include "model/slice/slice.h"

#include "model/slice/verb.h"

#include <assert.h>
#include <string.h>

/* Behind the elements of an array. */
enum { ADDRESS, BYTES };

#define FIRST_ADDRESS 0xc000010000u
enum { FINE_GRAIN = 16, COARSE_GRAIN = 8192 };

/* ---- life */

uint32_t slice_new(struct world *world)
{
    return memory_alloc(&world->memory, SLICE_HEADER, SLICE_REGISTERS, MEMORY_ITSELF, LINE_outside_setup);
}

struct slice slice_of(const struct world *world, uint32_t home)
{
    assert(world->memory.regions[home].kind == SLICE_HEADER);
    struct world *writable = (struct world *)(uintptr_t)world;
    return (struct slice){writable, &writable->memory, writable->values, home};
}

/* ---- header */

void slice_set(struct slice *slice, enum slice_register which, uint64_t value, code_line line)
{
    memory_write(slice->memory, place_word(slice->home, which), value, line);
}

struct slice_header slice_header(const struct slice *slice)
{
    return (struct slice_header){.type = (uint32_t)slice_register(slice, SLICE_TYPE),
                                 .array = (uint32_t)slice_register(slice, SLICE_PTR),
                                 .first = slice_register(slice, SLICE_FIRST),
                                 .len = slice_register(slice, SLICE_LEN),
                                 .cap = slice_register(slice, SLICE_CAP)};
}

void slice_set_header(struct slice *slice, const struct slice_header *header, code_line line)
{
    const struct slice_header before = slice_header(slice);
    /* What becomes less, before ptr changes; what becomes more, behind it. */
    if (header->len <= before.len)
        slice_set(slice, SLICE_LEN, header->len, line);
    if (header->cap <= before.cap)
        slice_set(slice, SLICE_CAP, header->cap, line);
    if (header->first <= before.first)
        slice_set(slice, SLICE_FIRST, header->first, line);
    slice_set(slice, SLICE_TYPE, header->type, line);
    slice_set(slice, SLICE_PTR, header->array, line);
    if (header->first > before.first)
        slice_set(slice, SLICE_FIRST, header->first, line);
    if (header->cap > before.cap)
        slice_set(slice, SLICE_CAP, header->cap, line);
    if (header->len > before.len)
        slice_set(slice, SLICE_LEN, header->len, line);
}

void slice_look(struct slice *slice, event_kind kind, int slot, uint64_t before, uint64_t after,
                code_line line)
{
    struct place place = {.region = slice->home, .slot = (uint8_t)slot};
    memory_look(slice->memory, kind, place, before, after, line);
}

void slice_look_at(struct slice *slice, event_kind kind, uint64_t at, uint64_t before, uint64_t after,
                   code_line line)
{
    memory_look(slice->memory, kind, place_word(SLICE_AT_REGION(at), SLICE_AT_INDEX(at)), before, after,
                line);
}

enum slice_outcome slice_refuse(struct slice *slice, struct slice_panic panic, code_line line)
{
    slice_look(slice, SLICE_refused, (int)panic.kind, (uint64_t)panic.x, (uint64_t)panic.y, line);
    return SLICE_PANIC;
}

const struct slice_type *slice_type(const struct slice *slice)
{
    return world_type(slice->world, (uint32_t)slice_register(slice, SLICE_TYPE));
}

struct slice_layout slice_layout(const struct slice_type *type)
{
    return (struct slice_layout){type->element->size, type->element->pointers, type->version};
}

/* ---- arrays */

uint64_t slice_array_count(const struct memory *memory, uint32_t array)
{
    return array != 0 ? memory->regions[array].count - SLICE_WORDS_BEHIND : 0;
}

static uint64_t word_behind(const struct memory *memory, uint32_t array, int word)
{
    uint32_t index = (uint32_t)slice_array_count(memory, array) + (uint32_t)word;
    return array != 0 ? memory_read(memory, place_word(array, index)) : 0;
}

uint64_t slice_array_address(const struct memory *memory, uint32_t array)
{
    return word_behind(memory, array, ADDRESS);
}

uint64_t slice_array_bytes(const struct memory *memory, uint32_t array)
{
    return word_behind(memory, array, BYTES);
}

uint64_t slice_array_number(const struct memory *memory, uint32_t array)
{
    uint64_t number = 0;
    for (uint32_t id = 0; array != 0 && id <= array; id++)
        number += memory->regions[id].kind == SLICE_ARRAY;
    return number;
}

/* Behind what a region has in memory: an array, or all that was ever allocated for a variable that is still there. */
static uint64_t end_of(const struct slice *slice, uint32_t id)
{
    const struct memory *memory = slice->memory;
    if (!memory->regions[id].live)
        return 0;
    if (memory->regions[id].kind == SLICE_ARRAY)
        return slice_array_address(memory, id) + slice_array_bytes(memory, id);
    if (memory->regions[id].kind != SLICE_HEADER)
        return 0;
    const struct slice other = slice_of(slice->world, id);
    return slice_register(&other, SLICE_BREAK);
}

/* Memory that nobody has, and that no variable which is there has left: its address is one that was not seen. */
static uint64_t next_address(const struct slice *slice, uint64_t bytes)
{
    uint64_t next = FIRST_ADDRESS, grain = bytes < COARSE_GRAIN ? FINE_GRAIN : COARSE_GRAIN;
    for (uint32_t id = 1; id < slice->memory->region_count; id++) {
        uint64_t end = end_of(slice, id);
        next = end > next ? end : next;
    }
    return (next + grain - 1) / grain * grain;
}

uint32_t slice_new_array(struct slice *slice, uint64_t count, uint64_t bytes, code_line line)
{
    if (count == 0 || bytes == 0)
        return 0;
    uint64_t address = next_address(slice, bytes);
    uint64_t type = slice_register(slice, SLICE_TYPE);
    uint32_t array = memory_alloc_tagged(slice->memory, SLICE_ARRAY, (uint32_t)count + SLICE_WORDS_BEHIND, 0,
                                         type <= MEMORY_MOST_TAG ? (uint16_t)type : 0, line);
    memory_write(slice->memory, place_word(array, (uint32_t)count + ADDRESS), address, line);
    memory_write(slice->memory, place_word(array, (uint32_t)count + BYTES), bytes, line);
    slice_set(slice, SLICE_BREAK, address + bytes, line);
    return array;
}

/* ---- elements */

uint64_t slice_address(const struct slice *slice, uint64_t index)
{
    uint32_t array = (uint32_t)slice_register(slice, SLICE_PTR);
    uint64_t size = slice_type(slice)->element->size, first = slice_register(slice, SLICE_FIRST);
    if (array == 0)
        return slice_register(slice, SLICE_NIL) ? 0 : SLICE_ZERO_BASE;
    return slice_array_address(slice->memory, array) + (first + index) * size;
}

value_id slice_cell(const struct slice *slice, uint32_t array, uint64_t index)
{
    value_id value = (value_id)memory_read(slice->memory, place_word(array, (uint32_t)index));
    return value != VALUE_NONE ? value : slice_type(slice)->zero;
}

value_id slice_element(const struct slice *slice, uint64_t index)
{
    uint32_t array = (uint32_t)slice_register(slice, SLICE_PTR);
    if (array == 0)
        return slice_type(slice)->zero;
    return slice_cell(slice, array, slice_register(slice, SLICE_FIRST) + index);
}

/* Memory of zeros and the zero value are one. */
void slice_write_element(struct slice *slice, uint64_t at, value_id value, code_line line)
{
    value_id cell = value == slice_type(slice)->zero ? VALUE_NONE : value;
    memory_write(slice->memory, place_word(SLICE_AT_REGION(at), SLICE_AT_INDEX(at)), cell, line);
}

void slice_move(struct slice *slice, uint64_t from, uint64_t to, uint64_t count, code_line line)
{
    bool backwards = SLICE_AT_REGION(from) == SLICE_AT_REGION(to) && to > from;
    for (uint64_t done = 0; done < count && memory_goes_on(slice->memory, line, done, count); done++) {
        uint64_t i = backwards ? count - 1 - done : done;
        value_id value = slice_cell(slice, SLICE_AT_REGION(from), SLICE_AT_INDEX(from) + i);
        slice_look_at(slice, SLICE_travel, from + i, to + i, value, line);
        slice_write_element(slice, to + i, value, line);
        slice_look_at(slice, SLICE_copied, to + i, from + i, value, line);
    }
}
