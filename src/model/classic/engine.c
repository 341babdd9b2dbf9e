/* The row of the classic map: its shapes, events and pseudo-code as tables. */
#include "model/classic/measure.h"
#include "model/classic/summary.h"
#include "model/classic/verb.h"
#include "model/fact.h"

#include <stddef.h>
#include <string.h>

static const struct field registers[] = {
    {.name = "register", .width = 8, .slots = 1, .written = CLASSIC_set}};
static const struct field book[] = {{.name = "book", .width = 8, .slots = 1, .written = CLASSIC_book}};
static const struct field iterator[] = {
    {.name = "iterator", .width = 8, .slots = 1, .written = CLASSIC_hiter}};
static const struct field replaced[] = {
    {.name = "hmap", .width = 8, .slots = 1, .written = CLASSIC_set}}; /* nobody writes to it */
static const struct field bucket[] = {
    [FIELD_TOPHASH] = {"tophash", 1, SLOTS, offsetof(struct bucket, tophash), CLASSIC_tophash,
                       classic_derive_entries},
    [FIELD_KEY] = {"key", 4, SLOTS, offsetof(struct bucket, key), CLASSIC_key, NULL},
    [FIELD_ELEM] = {"elem", 4, SLOTS, offsetof(struct bucket, elem), CLASSIC_elem, NULL},
    [FIELD_OVERFLOW] = {"overflow", 8, 1, offsetof(struct bucket, overflow), CLASSIC_link,
                        classic_derive_homes},
};

#define SHAPE(kind) [ENGINE_NUMBER_IN(CLASSIC_##kind)]
static const struct shape shapes[] = {
    SHAPE(REGISTERS) = {.name = "registers", .size = 8, .fields = registers},
    SHAPE(BOOK) = {.name = "book", .size = 8, .fields = book, .grows = true},
    SHAPE(ITERATOR) = {.name = "iterator", .size = 8, .fields = iterator, .walks = true},
    SHAPE(ARRAY) = {.name = "array",
                    .size = sizeof(struct bucket),
                    .fields = bucket,
                    .counts = true,
                    .summary_bytes = classic_summary_bytes},
    SHAPE(REPLACED) = {.name = "replaced", .size = 8, .fields = replaced},
    SHAPE(OVERFLOW) = {.name = "overflow", .size = sizeof(struct bucket), .fields = bucket, .counts = true},
};

#define EVENTS_FILE          "model/classic/event.def"
#define CODE_FILE            "model/classic/routine.def"
#define ROUTINE_NUMBER(name) ROUTINE_##name
#include "model/tables.h"

static bool claims(const char *type, size_t length, enum go_version release)
{
    return release < GO_1_24 && length >= 4 && memcmp(type, "map[", 4) == 0;
}

static const char *type_name(const struct world *world, uint32_t home)
{
    const struct classic map = classic_of(world, home);
    return classic_type(&map) != NULL ? classic_type(&map)->name : "";
}

static bool check(const struct world *world, uint32_t home, struct text *why)
{
    const struct classic map = classic_of(world, home);
    return classic_check(&map, why);
}

static struct engine_bytes bytes(const struct world *world, uint32_t home)
{
    const struct classic map = classic_of(world, home);
    return classic_places(&map);
}

/* Overflow pointers also hold the mark that ends an array's reserve: it points at the array itself. */
static bool adds_overflow(const struct event *event)
{
    return event->after != 0 && event->before == 0 && event->after != REFERENCE(event->region, 0);
}

static bool sets_off(const struct event *event)
{
    switch (event->kind) {
    case CLASSIC_trigger:
        return event->after != 0;
    case CLASSIC_grow:
    case CLASSIC_evacuated:
    case CLASSIC_grown:
        return true;
    case CLASSIC_set:
        return event->index == REGISTER_HASH0 && event->line == LINE_mapdelete_reseed;
    case CLASSIC_link:
        return adds_overflow(event);
    default:
        return false;
    }
}

const struct engine engine_classic = {
    .name = "classic",
    .call = "m",
    .shapes = shapes,
    .shape_count = sizeof shapes / sizeof *shapes,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .routines = routines,
    .routine_count = sizeof routines / sizeof *routines,
    .lines = lines,
    .line_count = sizeof lines / sizeof *lines,
    .facts = classic_facts,
    .claims = claims,
    .type_name = type_name,
    .check = check,
    .bytes = bytes,
    .type_word = REGISTER_TYPE,
    .event_bytes = classic_event_bytes,
    .sets_off = sets_off,
    .heap = &classic_heap,
    .map = &classic_gomap,
};
