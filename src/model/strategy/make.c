/* How a strategy comes by its maps, and what becomes of those that it leaves. */
#include "base/memory_or_die.h"
#include "base/random.h"
#include "model/strategy/verb.h"

#include <stdlib.h>
#include <string.h>

/* The maps of one program share what the process drew at its start; where their own generators stand differs. */
static uint64_t next_generator(struct strategy *strategy)
{
    uint64_t state = strategy_register(strategy, STRATEGY_SEED) + strategy->memory->region_count;
    return random_next(&state);
}

uint32_t strategy_new_part(struct strategy *strategy, int64_t hint, code_line line)
{
    const struct strategy_type *type = strategy_type(strategy);
    uint64_t generator = next_generator(strategy);
    struct error unheard = {0};
    uint32_t home =
        classic_new_within(strategy->world, strategy_register(strategy, STRATEGY_SEED), strategy->home, line);
    struct classic map = classic_of(strategy->world, home);
    classic_set_random(&map, generator);
    classic_make(&map, strategy_map_name(strategy), type->version, hint, &unheard);
    if (type->at_once)
        classic_grow_at_once(&map);
    return home;
}

void strategy_leave_part(struct strategy *strategy, uint32_t home, code_line line)
{
    if (home == 0)
        return;
    const struct classic map = classic_of(strategy->world, home);
    strategy_look(strategy, STRATEGY_left, 0, classic_register(&map, REGISTER_COUNT), 0, line);
    memory_drop_owned(strategy->memory, home, home + 1, line);
    memory_drop(strategy->memory, home, line);
}

/* The number of a type; it joins the world's if it is new. */
static uint32_t type_number(struct world *world, const struct strategy_type *wanted)
{
    for (uint32_t i = 1; i <= world->type_count; i++) {
        const struct strategy_type *known = world_type(world, i);
        if (world->types[i - 1].engine == ENGINE_strategy && known->version == wanted->version &&
            known->at_once == wanted->at_once && strcmp(known->name, wanted->name) == 0)
            return i;
    }
    struct strategy_type *type = new_items(1, sizeof *type);
    *type = *wanted;
    return world_add_type(world, ENGINE_strategy, type, free);
}

/* Reads a type by that of its maps, which is the same behind another first word; columns of errors are moved accordingly. */
static bool read_type(struct world *world, const struct strategy_plan *plan, struct strategy_type *type,
                      struct error *error)
{
    size_t length = strlen(plan->type), word = strcspn(plan->type, "[");
    *type = (struct strategy_type){.version = plan->version, .at_once = plan->at_once};
    if (!strategy_claims(plan->type, length, &type->kind) || length > GOTYPE_NAME_LIMIT)
        return error_set(error, 1, WORD_ERROR_TYPE_LONG, NUMBER(GOTYPE_NAME_LIMIT));
    struct text name = {0};
    text_format(&name, "map%s", plan->type + word);
    type->map_type = classic_type_number(world, text_string(&name), plan->version, plan->at_once, error);
    text_free(&name);
    if (type->map_type == 0) {
        error->column += error->column > 0 ? (int)word - (int)strlen("map") : 0;
        return false;
    }
    const char *its = strategy_maptype(world, type)->name + strlen("map");
    if (strlen(its) + word > GOTYPE_NAME_LIMIT)
        return error_set(error, 1, WORD_ERROR_TYPE_LONG, NUMBER(GOTYPE_NAME_LIMIT));
    memcpy(type->name, plan->type, word);
    strcpy(type->name + word, its);
    return true;
}

int64_t strategy_hint_of_shard(int64_t hint, uint64_t shards)
{
    return hint > 0 ? (hint - 1) / (int64_t)shards + 1 : hint;
}

static void leave_everything(struct strategy *strategy)
{
    strategy_leave_part(strategy, (uint32_t)strategy_register(strategy, STRATEGY_NEXT), LINE_assemble_maps);
    for (int i = 0; i < strategy_part_count(strategy); i++)
        strategy_leave_part(strategy, strategy_part_home(strategy, i), LINE_assemble_maps);
    for (int i = STRATEGY_TYPE; i < STRATEGY_COUNT_OF_REGISTERS; i++) {
        if (i != STRATEGY_SEED)
            strategy_set(strategy, (enum strategy_register)i, 0, LINE_assemble_maps);
    }
}

enum strategy_outcome strategy_make(struct strategy *strategy, const struct strategy_plan *plan,
                                    struct error *error)
{
    struct strategy_type type;
    if (!read_type(strategy->world, plan, &type, error))
        return STRATEGY_WRONG_TYPE;
    bool split = type.kind == STRATEGY_SPLIT;
    uint64_t parts = split ? STRATEGY_SIDES : plan->shards;
    int64_t hint = split ? plan->hint : strategy_hint_of_shard(plan->hint, parts);
    int B = maptype_B_for_hint(strategy_maptype(strategy->world, &type), hint);
    if (B > CLASSIC_MOST_MODEL_B || parts << B > (uint64_t)1 << CLASSIC_MOST_MODEL_B) /* all together, too */
        return STRATEGY_TOO_BIG;
    leave_everything(strategy);
    strategy_set(strategy, STRATEGY_TYPE, type_number(strategy->world, &type), LINE_assemble_maps);
    strategy_set(strategy, STRATEGY_EVERY, split ? plan->every : 0, LINE_assemble_maps);
    for (uint64_t i = 0; i < parts; i++) {
        bool empty = split && i == STRATEGY_READ_SIDE;
        uint32_t home = strategy_new_part(strategy, empty ? 0 : hint, LINE_assemble_maps);
        strategy_set(strategy, (enum strategy_register)(STRATEGY_PART + i), home, LINE_assemble_maps);
        strategy_set(strategy, STRATEGY_PARTS, i + 1, LINE_assemble_maps);
    }
    strategy_look(strategy, STRATEGY_made, 0, parts, (uint64_t)type.kind, LINE_assemble_done);
    return STRATEGY_DONE;
}
