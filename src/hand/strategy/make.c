/* How a strategy comes into being. */
#include "hand/strategy/strategy.h"

static bool is_power_of_two(int64_t number)
{
    return number > 0 && (number & (number - 1)) == 0;
}

static bool read_shards(const struct call *call, struct strategy_plan *plan, struct error *error)
{
    const struct argument *shards = call_argument(call, "shards");
    if (!shards->given)
        return true;
    plan->shards = (uint64_t)shards->number;
    return (is_power_of_two(shards->number) && shards->number <= STRATEGY_MOST_SHARDS) ||
           error_set(error, shards->column, WORD_ERROR_STRATEGY_SHARDS, shards->text,
                     NUMBER(STRATEGY_MOST_SHARDS));
}

/* shards= is for the one kind, every= for the other. */
static bool read_plan(const struct argument *type, const struct call *call, struct strategy_plan *plan,
                      struct error *error)
{
    enum strategy_kind kind = STRATEGY_SHARDED;
    strategy_claims(type->text, type->length, &kind);
    if (call == NULL)
        return true;
    const struct argument *every = call_argument(call, "every"), *shards = call_argument(call, "shards");
    const struct argument *number = call_argument(call, "len"), *hint = call_argument(call, "hint");
    const struct argument *more = call_argument(call, "cap");
    if (kind == STRATEGY_SHARDED && every->given)
        return error_set(error, every->column, WORD_ERROR_STRATEGY_EVERY_SHARDED);
    if (kind == STRATEGY_SPLIT && shards->given)
        return error_set(error, shards->column, WORD_ERROR_STRATEGY_SHARDS_SPLIT);
    if (more->given)
        return error_set(error, more->column, WORD_ERROR_MAP_CAP);
    if (number->given || hint->given)
        plan->hint = hint->given ? hint->number : number->number;
    if (every->given)
        plan->every = (uint64_t)every->number;
    plan->at_once = session_grows_at_once(call);
    return read_shards(call, plan, error);
}

static void say_made(const struct strategy *strategy, struct reply *reply)
{
    const struct classic map = strategy_part(strategy, 0);
    const char *name = strategy_type_name(strategy);
    if (strategy_kind(strategy) == STRATEGY_SHARDED)
        reply_say(reply,
                  classic_bucket_count(&map) > 0 ? WORD_STRATEGY_SAY_MADE_SHARDED
                                                 : WORD_STRATEGY_SAY_MADE_SHARDED_EMPTY,
                  name, NUMBER(strategy_part_count(strategy)), NUMBER(classic_bucket_count(&map)));
    else
        reply_say(reply, WORD_STRATEGY_SAY_MADE_SPLIT, name,
                  NUMBER(strategy_register(strategy, STRATEGY_EVERY)));
    if (classic_type(&map)->at_once)
        reply_say(reply, WORD_STRATEGY_SAY_MADE_AT_ONCE);
    reply_number(reply, "maps", strategy_part_count(strategy));
}

bool strategy_make_subject(struct run *run, uint32_t *home, const struct argument *type, bool declared,
                           const struct call *call, struct reply *reply, struct error *error)
{
    struct world *world = &run->session->world;
    struct strategy_plan plan = {
        .type = type->text, .shards = STRATEGY_PRESET_SHARDS, .every = STRATEGY_PRESET_EVERY};
    if (declared)
        return error_set(error, type->column, WORD_ERROR_STRATEGY_VAR, type->text);
    if (!read_plan(type, call, &plan, error))
        return false;
    plan.version = classic_release(session_classic_release(run, call));
    struct strategy strategy =
        strategy_of(world, *home != 0 ? *home : strategy_new(world, run->session->seed));
    strategy_set_seed(&strategy, run->session->seed);
    enum strategy_outcome outcome = strategy_make(&strategy, &plan, error);
    if (outcome == STRATEGY_WRONG_TYPE)
        return argument_error(type, error);
    if (outcome == STRATEGY_TOO_BIG)
        return error_set(error, 0, WORD_ERROR_CLASSIC_TOO_BIG, NUMBER(CLASSIC_MOST_MODEL_B));
    *home = strategy.home;
    reply_word(reply, "outcome", "done");
    say_made(&strategy, reply);
    session_say_classic(run, call, WORD_MAP_SAY_CLASSIC_INSIDE, reply);
    return true;
}
