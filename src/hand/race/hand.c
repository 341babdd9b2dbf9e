/* The hand of races: what its row holds. */
#include "hand/race/race.h"

static const char *const types[] = {
    "race[go]", "race[article]", "race[mended]", "race[mutex]", "race[shards]", "race[java]", NULL,
};

static const struct verb verbs[] = {
    {"insert", race_run_insert}, {"delete", race_run_delete}, {"grow", race_run_grow}, {"go", race_run_go},
    {"run", race_run_run},       {"race", race_run_race},     {.name = NULL},
};

static const struct outcome_row outcomes[] = {{.name = NULL}};

/* What a command came to its reply has said already. */
static void aftermath(const struct session *session, uint32_t home, position begin, struct reply *reply)
{
    (void)session, (void)home, (void)begin, (void)reply;
}

/* Keys are a to d, and what stands behind words that are no choices is a program. */
static void offer(const struct session *session, uint32_t home, const struct completion_place *place,
                  struct candidates *candidates)
{
    (void)session, (void)home;
    for (uint8_t key = 0; place->row->type == ARGUMENT_KEY && key < RACE_KEYS; key++) {
        char name = race_key_name(key);
        if (place->length == 0 || (place->length == 1 && place->prefix[0] == name))
            candidates_add(candidates, &name, 1, "", false);
    }
}

static bool focus(struct run *run, const char *what, const struct argument *which, int column,
                  struct reply *reply, struct error *error)
{
    const struct race race = run_race(run);
    (void)which, (void)reply;
    return error_set(error, column, WORD_ERROR_COMMAND_NO_PLACE, race_type_name(race_setup(&race)->system),
                     what);
}

static bool point(struct run *run, const struct pointing_at *at, struct point *point, struct error *error)
{
    const struct race race = run_race(run);
    (void)point;
    return error_set(error, at->column, WORD_ERROR_COMMAND_NO_PLACE,
                     race_type_name(race_setup(&race)->system), at->what);
}

static bool ends_at(const struct timeline *timeline, position at, uint8_t access)
{
    return race_done_of(timeline_event(timeline, at)).access == access;
}

static bool is_store(const struct timeline *timeline, position at)
{
    return ends_at(timeline, at, RACE_STORE);
}

static bool is_swap(const struct timeline *timeline, position at)
{
    return ends_at(timeline, at, RACE_SWAP) || ends_at(timeline, at, RACE_SWAP_FAILED);
}

static const struct pattern patterns[] = {
    {"step", RACE_stepped, PATTERN_NOTHING, NULL, NULL},
    {"store", RACE_stepped, PATTERN_NOTHING, NULL, is_store},
    {"swap", RACE_stepped, PATTERN_NOTHING, NULL, is_swap},
    {"answer", RACE_answered, PATTERN_NOTHING, NULL, NULL},
    {"fatal", RACE_died, PATTERN_NOTHING, NULL, NULL},
    {"stuck", RACE_stuck, PATTERN_NOTHING, NULL, NULL},
    {"over", RACE_over, PATTERN_NOTHING, NULL, NULL},
    {.name = NULL},
};

const struct hand hand_race = {
    .types = types,
    .verbs = verbs,
    .outcomes = outcomes,
    .make = race_make_subject,
    .aftermath = aftermath,
    .offer = offer,
    .focus = focus,
    .point = point,
    .patterns = patterns,
};
