/* The row of races: their shapes, events and pseudo-code as tables. */
#include "model/race/verb.h"

#include <string.h>

static const struct field words[] = {{.name = "word", .width = 8, .slots = 1, .written = RACE_set}};

/* Regions of bytes: eight of them an item, as race_byte() has it. */
#define BYTES(kind)                                                                                          \
    {                                                                                                        \
        {                                                                                                    \
            .name = "byte", .width = 1, .slots = RACE_BYTES, .written = RACE_##kind                          \
        }                                                                                                    \
    }
static const struct field setup_bytes[] = BYTES(setup);
static const struct field state_bytes[] = BYTES(cell);
static const struct field taken_bytes[] = BYTES(taken);
static const struct field schedule_bytes[] = BYTES(finding);

#define FINDING(member, bytes)                                                                               \
    {                                                                                                        \
        .name = #member, .width = (bytes), .slots = 1, .offset = offsetof(struct race_finding, member),      \
        .written = RACE_finding                                                                              \
    }
static const struct field finding_fields[] = {
    [RACE_FINDING_INTERLEAVINGS] = FINDING(interleavings, 8),
    [RACE_FINDING_EXECUTIONS] = FINDING(executions, 8),
    [RACE_FINDING_INTERLEAVINGS_TENS] = FINDING(interleavings_tens, 4),
    [RACE_FINDING_EXECUTIONS_TENS] = FINDING(executions_tens, 4),
    [RACE_FINDING_SAMPLES] = FINDING(samples, 4),
    [RACE_FINDING_LENGTH] = FINDING(length, 2),
    [RACE_FINDING_FOUND] = FINDING(found, 1),
    [RACE_FINDING_SHORTEST] = FINDING(shortest, 1),
};

#define SHAPE(kind) [ENGINE_NUMBER_IN(RACE_REGION_##kind)]
static const struct shape shapes[] = {
    SHAPE(HOME) = {.name = "race", .size = 8, .fields = words},
    SHAPE(SETUP) = {.name = "setup", .size = RACE_BYTES, .fields = setup_bytes},
    SHAPE(STATE) = {.name = "state", .size = RACE_BYTES, .fields = state_bytes},
    SHAPE(TAKEN) = {.name = "schedule", .size = RACE_BYTES, .fields = taken_bytes},
    SHAPE(FINDINGS) = {.name = "findings", .size = sizeof(struct race_finding), .fields = finding_fields},
    SHAPE(SCHEDULES) = {.name = "schedules", .size = RACE_BYTES, .fields = schedule_bytes},
};

#define EVENTS_FILE               "model/race/event.def"
#define CODE_FILE                 "model/race/systems.def"
#define ROUTINE_NUMBER(name)      RACE_NAME(ROUTINE, name)
#define STEP(routine, line, name) /* systems have them, not the engine */
#include "model/tables.h"

static const char prefix[] = "race";

static bool claims(const char *type, size_t length, enum go_version release)
{
    (void)release;
    size_t known = sizeof prefix - 1;
    return length >= known && memcmp(type, prefix, known) == 0 && (length == known || type[known] == '[');
}

static const char *type_name(const struct world *world, uint32_t home)
{
    const struct race race = race_of(world, home);
    return race_type_name(race_setup(&race)->system);
}

/* The map is of a few slots that Go would not make so: there are no bytes of Go's to count. */
static struct engine_bytes bytes_of(const struct world *world, uint32_t home)
{
    (void)world, (void)home;
    return (struct engine_bytes){0};
}

const struct engine engine_race = {
    .name = "race",
    .call = "r",
    .shapes = shapes,
    .shape_count = sizeof shapes / sizeof *shapes,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .routines = routines,
    .routine_count = sizeof routines / sizeof *routines,
    .lines = lines,
    .line_count = sizeof lines / sizeof *lines,
    .facts = race_facts,
    .claims = claims,
    .type_name = type_name,
    .check = race_check,
    .bytes = bytes_of,
};
