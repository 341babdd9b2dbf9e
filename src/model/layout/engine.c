/* The row of layouts: their shape, events and pseudo-code as tables. */
#include "model/layout/verb.h"

#include <string.h>

static const struct field registers[] = {{.name = "register", .width = 8, .slots = 1, .written = LAYOUT_set}};

static const struct shape shapes[] = {
    [ENGINE_NUMBER_IN(LAYOUT_HOME)] = {.name = "layout", .size = 8, .fields = registers},
};

#define EVENTS_FILE          "model/layout/event.def"
#define CODE_FILE            "model/layout/routine.def"
#define ROUTINE_NUMBER(name) LAYOUT_ROUTINE_##name
#include "model/tables.h"

static bool claims(const char *type, size_t length, enum go_version release)
{
    (void)release;
    return length > strlen(LAYOUT_PREFIX) && memcmp(type, LAYOUT_PREFIX, strlen(LAYOUT_PREFIX)) == 0;
}

static const char *type_name(const struct world *world, uint32_t home)
{
    const struct layout_subject subject = layout_of_home(world, home);
    return layout_name(&subject);
}

/* A type takes no memory of a map's. */
static struct engine_bytes no_bytes(const struct world *world, uint32_t home)
{
    (void)world, (void)home;
    return (struct engine_bytes){0};
}

const struct engine engine_layout = {
    .name = "layout",
    .call = "layout",
    .shapes = shapes,
    .shape_count = sizeof shapes / sizeof *shapes,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .routines = routines,
    .routine_count = sizeof routines / sizeof *routines,
    .lines = lines,
    .line_count = sizeof lines / sizeof *lines,
    .facts = layout_facts,
    .claims = claims,
    .type_name = type_name,
    .check = layout_check,
    .bytes = no_bytes,
};
