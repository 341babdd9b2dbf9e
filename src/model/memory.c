#include "model/memory.h"

#include "base/memory_or_die.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void memory_init(struct memory *memory)
{
    *memory = (struct memory){0};
}

static void region_free(struct region *region)
{
    free(region->buckets);
    free(region->words);
    *region = (struct region){0};
}

void memory_free(struct memory *memory)
{
    for (size_t i = 0; i < memory->region_room; i++)
        region_free(&memory->regions[i]);
    free(memory->regions);
    *memory = (struct memory){0};
}

static void tell(struct memory *memory, enum event_kind kind, struct place place, uint64_t before,
                 uint64_t after, enum code_line line)
{
    if (memory->sink.take == NULL)
        return;
    struct event event = {.kind = (uint8_t)kind,
                          .field = place.field,
                          .slot = place.slot,
                          .line = (uint8_t)line,
                          .region = place.region,
                          .index = place.index,
                          .before = before,
                          .after = after};
    memory->sink.take(memory->sink.context, &event);
}

/* Brings the next region into being. */
static struct region *region_open(struct memory *memory, enum region_kind kind, uint32_t count)
{
    if (memory->region_count == memory->region_room) {
        memory->regions = room_for_one_more(memory->regions, memory->region_room, &memory->capacity,
                                            sizeof *memory->regions);
        memory->regions[memory->region_room++] = (struct region){0};
    }
    struct region *region = &memory->regions[memory->region_count++];
    region_free(region);
    region->kind = kind;
    region->live = true;
    region->count = count;
    if (kind == REGION_WORDS)
        region->words = new_items(count, sizeof *region->words);
    else
        region->buckets = new_items(count, sizeof *region->buckets);
    return region;
}

uint32_t memory_alloc(struct memory *memory, enum region_kind kind, uint32_t count, enum code_line line)
{
    region_open(memory, kind, count);
    uint32_t id = (uint32_t)(memory->region_count - 1);
    tell(memory, EVENT_alloc, (struct place){.region = id, .index = (uint32_t)kind}, 0, count, line);
    return id;
}

void memory_drop(struct memory *memory, uint32_t region, enum code_line line)
{
    assert(region < memory->region_count && memory->regions[region].live);
    memory->regions[region].live = false;
    tell(memory, EVENT_drop,
         (struct place){.region = region, .index = (uint32_t)memory->regions[region].kind},
         memory->regions[region].count, 0, line);
}

void memory_release(struct memory *memory, uint32_t region)
{
    assert(region < memory->region_room && !memory->regions[region].live);
    region_free(&memory->regions[region]);
}

bool memory_holds(const struct memory *memory, uint32_t region)
{
    return region < memory->region_count &&
           (memory->regions[region].buckets != NULL || memory->regions[region].words != NULL);
}

const struct bucket *memory_bucket(const struct memory *memory, reference bucket)
{
    uint32_t region = REFERENCE_REGION(bucket), index = REFERENCE_INDEX(bucket);
    assert(region < memory->region_count && index < memory->regions[region].count);
    assert(memory->regions[region].buckets != NULL);
    return &memory->regions[region].buckets[index];
}

uint64_t memory_read(const struct memory *memory, struct place place)
{
    assert(place.region < memory->region_count);
    const struct region *region = &memory->regions[place.region];
    if (region->kind == REGION_WORDS)
        return place.index < region->count ? region->words[place.index] : 0;
    const struct bucket *bucket = memory_bucket(memory, place_bucket(place));
    switch (place.field) {
    case FIELD_TOPHASH:
        return bucket->tophash[place.slot];
    case FIELD_KEY:
        return bucket->key[place.slot];
    case FIELD_ELEM:
        return bucket->elem[place.slot];
    default:
        return bucket->overflow;
    }
}

/* The only line of the program by which a cell changes. */
static void poke(struct memory *memory, struct place place, uint64_t value)
{
    struct region *region = &memory->regions[place.region];
    if (region->kind == REGION_WORDS) {
        if (place.index >= region->count) {
            uint32_t count = place.index + place.index / 2 + 8;
            region->words = resize_items(region->words, count, sizeof *region->words);
            memset(region->words + region->count, 0, (count - region->count) * sizeof *region->words);
            region->count = count;
        }
        region->words[place.index] = value;
        return;
    }
    struct bucket *bucket = &region->buckets[place.index];
    switch (place.field) {
    case FIELD_TOPHASH:
        bucket->tophash[place.slot] = (uint8_t)value;
        break;
    case FIELD_KEY:
        bucket->key[place.slot] = (uint32_t)value;
        break;
    case FIELD_ELEM:
        bucket->elem[place.slot] = (uint32_t)value;
        break;
    default:
        bucket->overflow = value;
        break;
    }
}

/* Which kind of event a write to this place is. Region 0 holds the registers, 1 the book; later words are
 * iterators. */
static enum event_kind write_kind(const struct memory *memory, struct place place)
{
    if (memory->regions[place.region].kind == REGION_WORDS)
        return place.region == 0 ? EVENT_set : place.region == 1 ? EVENT_book : EVENT_hiter;
    switch (place.field) {
    case FIELD_TOPHASH:
        return EVENT_tophash;
    case FIELD_KEY:
        return EVENT_key;
    case FIELD_ELEM:
        return EVENT_elem;
    default:
        return EVENT_link;
    }
}

void memory_write(struct memory *memory, struct place place, uint64_t value, enum code_line line)
{
    uint64_t before = memory_read(memory, place);
    if (before == value)
        return;
    poke(memory, place, value);
    tell(memory, write_kind(memory, place), place, before, value, line);
}

void memory_look(struct memory *memory, enum event_kind kind, struct place place, uint64_t before,
                 uint64_t after, enum code_line line)
{
    assert(event_class_of(kind) == EVENT_CLASS_LOOK);
    tell(memory, kind, place, before, after, line);
}

void memory_apply(struct memory *memory, const struct event *event)
{
    switch (event_class_of(event->kind)) {
    case EVENT_CLASS_LOOK:
        break;
    case EVENT_CLASS_WRITE:
        poke(memory, event_place(event), event->after);
        break;
    case EVENT_CLASS_SPACE:
        if (event->kind == EVENT_drop) {
            memory->regions[event->region].live = false;
        } else {
            assert(event->region == memory->region_count);
            region_open(memory, (enum region_kind)event->index, (uint32_t)event->after);
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
        poke(memory, event_place(event), event->before);
        break;
    case EVENT_CLASS_SPACE:
        if (event->kind == EVENT_drop) {
            memory->regions[event->region].live = true;
        } else {
            assert(event->region + 1 == memory->region_count);
            memory->region_count--;
            region_free(&memory->regions[event->region]);
        }
        break;
    }
}
