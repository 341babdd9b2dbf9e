#include "model/memory.h"

#include "base/memory_or_die.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void memory_init(struct memory *memory)
{
    *memory = (struct memory){0};
}

/* Whose it was and of what kind stays known: events that come later tell of it. */
static void region_free(struct region *region)
{
    free(region->cells);
    *region = (struct region){
        .kind = region->kind, .owner = region->owner, .within = region->within, .tag = region->tag};
}

void memory_free(struct memory *memory)
{
    for (size_t i = 0; i < memory->region_room; i++)
        region_free(&memory->regions[i]);
    free(memory->regions);
    *memory = (struct memory){0};
}

static void tell(struct memory *memory, event_kind kind, struct place place, uint64_t before, uint64_t after,
                 code_line line)
{
    if (memory->sink.take == NULL)
        return;
    struct event event = {.kind = kind,
                          .line = line,
                          .field = place.field,
                          .slot = place.slot,
                          .region = place.region,
                          .index = place.index,
                          .before = before,
                          .after = after};
    memory->sink.take(memory->sink.context, &event);
}

bool memory_goes_on(struct memory *memory, code_line line, uint64_t done, uint64_t all)
{
    enum { LOOK_IN = 256 };
    const struct memory_watch *watch = &memory->watch;
    if (done % LOOK_IN != LOOK_IN - 1 || memory->stopped || watch->goes_on == NULL)
        return !memory->stopped;
    memory->stopped = !watch->goes_on(watch->context, line, done, all);
    return !memory->stopped;
}

/* ---- regions */

/* An event of allocating says in the uppermost bit of its slot that the region is a home within its owner's; below it stands the tag. */
enum { WITHIN = 0x80 };

static bool is_within(const struct event *event)
{
    return (event->slot & WITHIN) != 0;
}

static uint16_t tag_of(const struct event *event)
{
    return (uint16_t)(event->field | (event->slot & ~WITHIN) << 8);
}

/* Brings the next region into being. */
static void region_open(struct memory *memory, uint16_t kind, uint32_t count, uint32_t owner, uint32_t within,
                        uint16_t tag)
{
    if (memory->region_count == memory->region_room) {
        memory->regions = room_for_one_more(memory->regions, memory->region_room, &memory->capacity,
                                            sizeof *memory->regions);
        memory->regions[memory->region_room++] = (struct region){0};
    }
    struct region *region = &memory->regions[memory->region_count++];
    region_free(region);
    *region = (struct region){.shape = shape_of(kind),
                              .kind = kind,
                              .live = true,
                              .tag = tag,
                              .count = count,
                              .owner = owner,
                              .within = within};
    size_t bytes = (size_t)count * region->shape->size;
    if (region->shape->summary_bytes != NULL)
        bytes += region->shape->summary_bytes(count);
    region->cells = new_items(bytes, 1);
}

uint32_t memory_alloc_tagged(struct memory *memory, uint16_t shape, uint32_t count, uint32_t owner,
                             uint16_t tag, code_line line)
{
    uint32_t id = (uint32_t)memory->region_count;
    if (owner == MEMORY_ITSELF)
        owner = id;
    region_open(memory, shape, count, owner, 0, tag);
    assert(tag <= MEMORY_MOST_TAG);
    struct place place = {id, shape, (uint8_t)tag, (uint8_t)(tag >> 8)};
    tell(memory, EVENT_alloc, place, owner, count, line);
    return id;
}

uint32_t memory_alloc(struct memory *memory, uint16_t shape, uint32_t count, uint32_t owner, code_line line)
{
    return memory_alloc_tagged(memory, shape, count, owner, 0, line);
}

uint32_t memory_alloc_within(struct memory *memory, uint16_t shape, uint32_t count, uint32_t outer,
                             code_line line)
{
    uint32_t id = (uint32_t)memory->region_count;
    region_open(memory, shape, count, id, outer, 0);
    tell(memory, EVENT_alloc, (struct place){.region = id, .index = shape, .slot = WITHIN}, outer, count,
         line);
    return id;
}

void memory_drop(struct memory *memory, uint32_t region, code_line line)
{
    assert(region < memory->region_count && memory->regions[region].live);
    memory->regions[region].live = false;
    tell(memory, EVENT_drop, (struct place){.region = region, .index = memory->regions[region].kind},
         memory->regions[region].count, 0, line);
}

void memory_drop_owned(struct memory *memory, uint32_t owner, uint32_t from, code_line line)
{
    for (uint32_t id = from; id < memory->region_count; id++) {
        const struct region *region = &memory->regions[id];
        bool part = region->within != 0 && region->within == owner;
        if (!region->live || id == owner || (region->owner != owner && !part))
            continue;
        if (part)
            memory_drop_owned(memory, id, id + 1, line);
        memory_drop(memory, id, line);
    }
}

void memory_take(struct memory *memory, uint32_t region, uint64_t bytes, code_line line)
{
    assert(region < memory->region_count && !memory->regions[region].live && !memory->regions[region].freed);
    memory->regions[region].freed = true;
    tell(memory, EVENT_freed, (struct place){.region = region, .index = memory->regions[region].kind}, bytes,
         0, line);
}

void memory_release(struct memory *memory, uint32_t region)
{
    assert(region < memory->region_room && !memory->regions[region].live);
    region_free(&memory->regions[region]);
}

bool memory_holds(const struct memory *memory, uint32_t region)
{
    return region < memory->region_count && memory->regions[region].shape != NULL;
}

const void *memory_item(const struct memory *memory, uint32_t region, uint32_t index)
{
    assert(memory_holds(memory, region) && index < memory->regions[region].count);
    return memory->regions[region].cells + (size_t)index * memory->regions[region].shape->size;
}

/* ---- cells */

static unsigned char *cell_at(const struct region *region, const struct field *field, struct place place)
{
    assert(place.index < region->count && place.slot < field->slots);
    return region->cells + (size_t)place.index * region->shape->size + field->offset +
           (size_t)place.slot * field->width;
}

static uint64_t get(const unsigned char *cell, uint8_t width)
{
    switch (width) {
    case 1:
        return *cell;
    case 2: {
        uint16_t value;
        memcpy(&value, cell, sizeof value);
        return value;
    }
    case 4: {
        uint32_t value;
        memcpy(&value, cell, sizeof value);
        return value;
    }
    default: {
        uint64_t value;
        memcpy(&value, cell, sizeof value);
        return value;
    }
    }
}

static void put(unsigned char *cell, uint8_t width, uint64_t value)
{
    switch (width) {
    case 1:
        *cell = (unsigned char)value;
        break;
    case 2:
        memcpy(cell, &(uint16_t){(uint16_t)value}, 2);
        break;
    case 4:
        memcpy(cell, &(uint32_t){(uint32_t)value}, 4);
        break;
    default:
        memcpy(cell, &value, 8);
        break;
    }
}

uint64_t memory_read(const struct memory *memory, struct place place)
{
    assert(memory_holds(memory, place.region));
    const struct region *region = &memory->regions[place.region];
    const struct field *field = &region->shape->fields[place.field];
    if (place.index >= region->count) {
        assert(region->shape->grows);
        return 0;
    }
    return get(cell_at(region, field, place), field->width);
}

static void grow_to_hold(struct region *region, uint32_t index)
{
    uint32_t count = index + index / 2 + 8, size = region->shape->size;
    region->cells = resize_items(region->cells, count, size);
    memset(region->cells + (size_t)region->count * size, 0, (size_t)(count - region->count) * size);
    region->count = count;
}

/* The only line of the program by which a cell changes; `before` is what it held. */
static void poke(struct memory *memory, struct place place, uint64_t before, uint64_t value)
{
    struct region *region = &memory->regions[place.region];
    const struct field *field = &region->shape->fields[place.field];
    if (place.index >= region->count)
        grow_to_hold(region, place.index);
    put(cell_at(region, field, place), field->width, value);
    if (field->derive != NULL)
        field->derive(memory, place, before);
}

void memory_write(struct memory *memory, struct place place, uint64_t value, code_line line)
{
    uint64_t before = memory_read(memory, place);
    if (before == value)
        return;
    poke(memory, place, before, value);
    tell(memory, memory->regions[place.region].shape->fields[place.field].written, place, before, value,
         line);
}

void memory_look(struct memory *memory, event_kind kind, struct place place, uint64_t before, uint64_t after,
                 code_line line)
{
    assert(event_class_of(kind) == EVENT_CLASS_LOOK);
    tell(memory, kind, place, before, after, line);
}

/* ---- there and back */

void memory_foresee(struct memory *memory, const struct event *event)
{
    assert(event->kind == EVENT_alloc && event->region < memory->region_room);
    memory->regions[event->region].kind = (uint16_t)event->index;
    bool within = is_within(event);
    memory->regions[event->region].owner = within ? event->region : (uint32_t)event->before;
    memory->regions[event->region].within = within ? (uint32_t)event->before : 0;
    memory->regions[event->region].tag = tag_of(event);
}

uint32_t memory_allocated_for(const struct event *event)
{
    return is_within(event) ? event->region : (uint32_t)event->before;
}

uint32_t memory_outermost(const struct memory *memory, uint32_t home)
{
    while (home < memory->region_room && memory->regions[home].within != 0)
        home = memory->regions[home].within;
    return home;
}

void memory_apply(struct memory *memory, const struct event *event)
{
    switch (event_class_of(event->kind)) {
    case EVENT_CLASS_LOOK:
        break;
    case EVENT_CLASS_WRITE:
        poke(memory, event_place(event), event->before, event->after);
        break;
    case EVENT_CLASS_SPACE:
        if (event->kind == EVENT_drop) {
            memory->regions[event->region].live = false;
        } else if (event->kind == EVENT_freed) {
            memory->regions[event->region].freed = true;
        } else {
            assert(event->region == memory->region_count);
            uint32_t owner = (uint32_t)event->before;
            bool within = is_within(event);
            region_open(memory, (uint16_t)event->index, (uint32_t)event->after,
                        within ? event->region : owner, within ? owner : 0, tag_of(event));
        }
        break;
    }
}

void memory_revert(struct memory *memory, const struct event *event)
{
    switch (event_class_of(event->kind)) {
    case EVENT_CLASS_LOOK:
        break;
    case EVENT_CLASS_WRITE:
        poke(memory, event_place(event), event->after, event->before);
        break;
    case EVENT_CLASS_SPACE:
        if (event->kind == EVENT_drop) {
            memory->regions[event->region].live = true;
        } else if (event->kind == EVENT_freed) {
            memory->regions[event->region].freed = false;
        } else {
            assert(event->region + 1 == memory->region_count);
            memory->region_count--;
            region_free(&memory->regions[event->region]);
        }
        break;
    }
}
