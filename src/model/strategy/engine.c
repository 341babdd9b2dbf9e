/* The row of strategies: their shape, events and pseudo-code as tables. */
#include "model/classic/measure.h"
#include "model/strategy/verb.h"

static const struct field registers[] = {
    {.name = "register", .width = 8, .slots = 1, .written = STRATEGY_set}};
static const struct shape shapes[] = {{.name = "strategy", .size = 8, .fields = registers}};

#define EVENTS_FILE          "model/strategy/event.def"
#define CODE_FILE            "model/strategy/routine.def"
#define ROUTINE_NUMBER(name) ROUTINE_##name
#include "model/tables.h"

static bool claims(const char *type, size_t length, enum go_version release)
{
    (void)release;
    enum strategy_kind kind;
    return strategy_claims(type, length, &kind);
}

static const char *type_name(const struct world *world, uint32_t home)
{
    const struct strategy strategy = strategy_of(world, home);
    return strategy_type_name(&strategy);
}

static void add_part(const struct world *world, uint32_t part, bool copy, struct engine_bytes *sum)
{
    struct engine_bytes its = world_engine(world, part)->bytes(world, part);
    for (int place = 0; place < ENGINE_BYTES_PLACES; place++) {
        sum->at[place].all += its.at[place].all;
        sum->at[place].live += copy ? 0 : its.at[place].live;
    }
}

/* Those of its maps; a split map's read side is a copy that it holds beside what it needs. What the wrapping struct itself takes
   depends on how it is written and is not counted. */
static struct engine_bytes bytes(const struct world *world, uint32_t home)
{
    const struct strategy strategy = strategy_of(world, home);
    struct engine_bytes sum = {0};
    for (int i = 0; i < strategy_part_count(&strategy); i++) {
        bool copy = strategy_kind(&strategy) == STRATEGY_SPLIT && i == STRATEGY_READ_SIDE;
        add_part(world, strategy_part_home(&strategy, i), copy, &sum);
    }
    uint32_t next = (uint32_t)strategy_register(&strategy, STRATEGY_NEXT);
    if (next != 0)
        add_part(world, next, true, &sum);
    return engine_bytes_summed(sum);
}

/* What happens in its maps is worth what it is worth in a map; a copied entry is what a moved one is. What goes with a map that is left
   are its arrays, by events of their own, and what its slots point to. */
static void event_bytes(const struct world *world, uint32_t number, const struct event *event,
                        struct event_bytes *bytes)
{
    const struct strategy_type *type = world_type(world, number);
    if (type == NULL)
        return;
    const struct maptype *map = strategy_maptype(world, type);
    if (event->kind == STRATEGY_left)
        bytes->pointed -= (int64_t)(event->before * classic_entry_bytes(map));
    else if (event->kind == STRATEGY_copied)
        bytes->copied += classic_slot_bytes(map);
    else if (event->kind == STRATEGY_made)
        bytes->anew = true;
    else {
        bool anew = bytes->anew; /* a map of it may begin anew, but not the whole */
        classic_event_bytes(world, type->map_type, event, bytes);
        bytes->anew = anew;
    }
}

const struct engine engine_strategy = {
    .name = "strategy",
    .call = "c",
    .shapes = shapes,
    .shape_count = sizeof shapes / sizeof *shapes,
    .events = events,
    .event_count = sizeof events / sizeof *events,
    .routines = routines,
    .routine_count = sizeof routines / sizeof *routines,
    .lines = lines,
    .line_count = sizeof lines / sizeof *lines,
    .facts = strategy_facts,
    .claims = claims,
    .type_name = type_name,
    .check = strategy_check,
    .bytes = bytes,
    .type_word = STRATEGY_TYPE,
    .event_bytes = event_bytes,
    .heap = &strategy_heap,
};
