/* The row of the Swiss map: its shapes, events and pseudo-code as tables. */
#include "model/fact.h"
#include "model/swiss/verb.h"

#include <stddef.h>
#include <string.h>

static const struct field registers[] = {{.name = "word", .width = 8, .slots = 1, .written = SWISS_set}};
static const struct field book[] = {{.name = "book", .width = 8, .slots = 1, .written = SWISS_book}};
static const struct field iterator[] = {{.name = "iterator", .width = 8, .slots = 1, .written = SWISS_iter}};
static const struct field directory[] = {{.name = "entry", .width = 8, .slots = 1, .written = SWISS_entry}};
static const struct field table[] = {{.name = "table", .width = 8, .slots = 1, .written = SWISS_table}};
static const struct field group[] = {
    [SWISS_FIELD_CONTROL] = {"control", 1, SWISS_SLOTS, offsetof(struct swiss_group, control), SWISS_control,
                             NULL},
    [SWISS_FIELD_KEY] = {"key", 4, SWISS_SLOTS, offsetof(struct swiss_group, key), SWISS_key, NULL},
    [SWISS_FIELD_ELEM] = {"elem", 4, SWISS_SLOTS, offsetof(struct swiss_group, elem), SWISS_elem, NULL},
};

#define SHAPE(kind) [ENGINE_NUMBER_IN(SWISS_##kind)]
static const struct shape shapes[] = {
    SHAPE(REGISTERS) = {.name = "words", .size = 8, .fields = registers},
    SHAPE(BOOK) = {.name = "book", .size = 8, .fields = book, .grows = true},
    SHAPE(ITERATOR) = {.name = "iterator", .size = 8, .fields = iterator, .walks = true},
    SHAPE(DIRECTORY) = {.name = "directory", .size = 8, .fields = directory, .counts = true},
    SHAPE(TABLE) = {.name = "table", .size = 8, .fields = table},
    SHAPE(GROUPS) = {.name = "groups", .size = sizeof(struct swiss_group), .fields = group, .counts = true},
    SHAPE(REPLACED) = {.name = "replaced", .size = 8, .fields = registers},
};

#define EVENTS_FILE          "model/swiss/event.def"
#define CODE_FILE            "model/swiss/routine.def"
#define ROUTINE_NUMBER(name) ROUTINE_##name
#include "model/tables.h"

static bool claims(const char *type, size_t length, enum go_version release)
{
    return release >= GO_1_24 && length >= 4 && memcmp(type, "map[", 4) == 0;
}

static const char *type_name(const struct world *world, uint32_t home)
{
    const struct swiss map = swiss_of(world, home);
    return swiss_type(&map) != NULL ? swiss_type(&map)->map.name : "";
}

static bool check(const struct world *world, uint32_t home, struct text *why)
{
    const struct swiss map = swiss_of(world, home);
    return swiss_check(&map, why);
}

static struct engine_bytes bytes(const struct world *world, uint32_t home)
{
    const struct swiss map = swiss_of(world, home);
    return swiss_places(&map);
}

static bool sets_off(const struct event *event)
{
    switch (event->kind) {
    case SWISS_grow:
    case SWISS_split:
    case SWISS_grown:
    case SWISS_doubled:
        return true;
    case SWISS_set:
        return event->index == SWISS_WORD_SEED && event->line == LINE_swiss_delete_reseed;
    default:
        return false;
    }
}

const struct engine engine_swiss = {
    .name = "swiss",
    .call = "m",
    .shapes = shapes,
    .shape_count = sizeof shapes / sizeof *shapes,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .routines = routines,
    .routine_count = sizeof routines / sizeof *routines,
    .lines = lines,
    .line_count = sizeof lines / sizeof *lines,
    .facts = swiss_facts,
    .claims = claims,
    .type_name = type_name,
    .check = check,
    .bytes = bytes,
    .type_word = SWISS_WORD_TYPE,
    .event_bytes = swiss_event_bytes,
    .sets_off = sets_off,
    .heap = &swiss_heap,
    .map = &swiss_gomap,
};
