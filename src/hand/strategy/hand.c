/* The hand of strategies: what its row holds. */
#include "hand/strategy/strategy.h"

#include <string.h>

static const char *const types[] = {
    "sharded[string]int", "split[string]int", "sharded[int]int", "split[int]int", NULL,
};
static const char *const takes[] = {"shards", "every", "growth", NULL};

static const struct verb verbs[] = {
    {"insert", strategy_run_insert}, {"get", strategy_run_get},          {"delete", strategy_run_delete},
    {"clear", strategy_run_clear},   {"fill", strategy_run_fill},        {"publish", strategy_run_publish},
    {"stats", strategy_run_stats},   {"workload", session_run_workload}, {.name = NULL},
};

static const struct outcome_row outcomes[] = {
    {"inserted", WORD_MAP_SAY_SUM_INSERTED}, {"updated", WORD_MAP_SAY_SUM_UPDATED},
    {"deleted", WORD_MAP_SAY_SUM_DELETED},   {"found", WORD_MAP_SAY_SUM_FOUND},
    {"absent", WORD_MAP_SAY_SUM_ABSENT},     {.name = NULL},
};

/* Those of its maps, each once for each. */
static void offer(const struct session *session, uint32_t home, const struct completion_place *place,
                  struct candidates *candidates)
{
    const struct strategy strategy = strategy_of(&session->world, home);
    for (int i = 0; i < strategy_part_count(&strategy); i++) {
        uint32_t part = strategy_part_home(&strategy, i);
        if (strategy_kind(&strategy) == STRATEGY_SHARDED || i == STRATEGY_WRITE_SIDE)
            hand_of(session, part)->offer(session, part, place, candidates);
    }
}

static bool focus(struct run *run, const char *what, const struct argument *which, int column,
                  struct reply *reply, struct error *error)
{
    const struct strategy strategy = run_strategy(run);
    (void)which, (void)reply;
    return error_set(error, column, WORD_ERROR_COMMAND_NO_PLACE, strategy_type_name(&strategy), what);
}

static const struct point_field fields[] = {
    {"count", WORD_STRATEGY_FIELD_COUNT},         {"behind", WORD_STRATEGY_FIELD_BEHIND},
    {"published", WORD_STRATEGY_FIELD_PUBLISHED}, {"stale", WORD_STRATEGY_FIELD_STALE},
    {"growths", WORD_STRATEGY_FIELD_GROWTHS},     {.name = NULL},
};

static bool point(struct run *run, const struct pointing_at *at, struct point *point, struct error *error)
{
    const struct strategy strategy = run_strategy(run);
    if (strcmp(at->what, "register") == 0)
        return hand_point_at_field(fields, at, point, error);
    return error_set(error, at->column, WORD_ERROR_COMMAND_NO_PLACE, strategy_type_name(&strategy), at->what);
}

static const struct pattern patterns[] = {
    {"publish", STRATEGY_publish, PATTERN_NOTHING, NULL, NULL},
    {"published", STRATEGY_published, PATTERN_NOTHING, NULL, NULL},
    {"stale", STRATEGY_stale, PATTERN_NOTHING, NULL, NULL},
    {"pick", STRATEGY_pick, PATTERN_NOTHING, NULL, NULL},
    {.name = NULL},
};

/* As the command of its own would be. */
static void name_operation(const struct session *session, uint32_t home, const struct event *event,
                           struct text *text)
{
    static const char *const names[STRATEGY_OPERATIONS] = {"get", "insert", "delete"};
    char shown[REPLY_SHOWN_BYTES];
    size_t length;
    (void)home;
    if (event->before == VALUE_NONE) {
        text_add(text, "clear");
        return;
    }
    const char *key = values_text(session->world.values, (value_id)event->before, &length);
    text_format(text, "%s %s", names[event->after], reply_shown(shown, key, length, 40));
}

const struct hand hand_strategy = {
    .types = types,
    .takes = takes,
    .verbs = verbs,
    .outcomes = outcomes,
    .make = strategy_make_subject,
    .aftermath = strategy_say_aftermath,
    .offer = offer,
    .focus = focus,
    .point = point,
    .patterns = patterns,
    .operation = name_operation,
    .parts = ENGINE_classic,
    .of_parts = WORD_ERROR_STRATEGY_OF_PARTS,
    .read_key = strategy_read_key,
    .key_by_number = strategy_key_by_number,
    .keys = strategy_keys,
    .operate = strategy_operate,
    .foresee = strategy_foresee,
    .beyond = WORD_ERROR_STRATEGY_WORK,
};
