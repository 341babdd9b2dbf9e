/* The hand of races: what its row holds. */
#include "hand/race/race.h"

#include "base/number.h"

#include <string.h>

static const char *const types[] = {
    "race[go]", "race[article]", "race[mended]", "race[mutex]", "race[shards]", "race[java]", NULL,
};

static const struct verb verbs[] = {
    {"insert", race_run_insert}, {"delete", race_run_delete}, {"grow", race_run_grow},
    {"go", race_run_go},         {"run", race_run_run},       {"race", race_run_race},
    {"dump", race_run_dump},     {"stats", race_run_stats},   {.name = NULL},
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
    for (unsigned key = 0; place->row->type == ARGUMENT_KEY && key < RACE_KEYS; key++) {
        char name = race_key_name((uint8_t)key);
        if (place->length == 0 || (place->length == 1 && place->prefix[0] == name))
            candidates_add(candidates, &name, 1, "", false);
    }
}

static bool focus(struct run *run, const char *what, const struct argument *which, int column,
                  struct reply *reply, struct error *error)
{
    const struct race race = run_race(run);
    (void)which, (void)reply, (void)what;
    return error_set(error, column, WORD_ERROR_RACE_FOCUS, race_type_name(race_setup(&race)->system));
}

/* bucket 2, old 0: with a slot, a row of it. */
static bool point_at_bucket(const struct pointing_at *at, bool old, struct point *point, struct error *error)
{
    uint64_t most = old ? RACE_OLD_BUCKETS : RACE_BUCKETS - RACE_OLD_BUCKETS, bucket, slot = 0;
    const char *text = at->which->given ? at->which->text : "";
    if (!number_read_unsigned(text, strlen(text), &bucket) || bucket >= most)
        return error_set(error, at->which->given ? at->which->column : at->column, WORD_ERROR_RACE_POINT,
                         NUMBER(most - 1), at->what);
    if (at->slot->given &&
        (!number_read_unsigned(at->slot->text, at->slot->length, &slot) || slot >= RACE_SLOTS))
        return error_set(error, at->slot->column, WORD_ERROR_RACE_POINT, NUMBER(RACE_SLOTS - 1), "slot");
    point->what = POINT_PLACE;
    point->place =
        (struct cursor){.pane = old, .row = (int64_t)bucket, .slot = at->slot->given ? (int)slot : -1};
    return true;
}

static bool point(struct run *run, const struct pointing_at *at, struct point *point, struct error *error)
{
    static const struct point_field fields[] = {
        {"steps", WORD_RACE_FIELD_STEPS},
        {"operations", WORD_RACE_FIELD_DONE},
        {"race", WORD_RACE_FIELD_STANDS},
        {"wrong", WORD_RACE_FIELD_VERDICT},
        {"flags", WORD_RACE_REGISTER_FLAGS},
        {"count", WORD_RACE_REGISTER_COUNT},
        {.name = NULL},
    };
    const struct race race = run_race(run);
    if (strcmp(at->what, "bucket") == 0 || strcmp(at->what, "old") == 0)
        return point_at_bucket(at, at->what[0] == 'o', point, error);
    if (strcmp(at->what, "register") != 0)
        return error_set(error, at->column, WORD_ERROR_COMMAND_NO_PLACE,
                         race_type_name(race_setup(&race)->system), at->what);
    if (at->slot->given)
        return error_set(error, at->slot->column, WORD_ERROR_COMMAND_VIEW_WORDS, at->what, at->slot->text);
    return hand_point_at_field(fields, at, point, error);
}

static bool ends_at(const struct timeline *timeline, position at, uint8_t access)
{
    const struct event event = timeline_event(timeline, at);
    return race_done_of(&event).access == access;
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

static const char *const goroutines[] = {"g1", "g2", "g3", "g4", NULL};

/* A step in time has a number or a grain behind it, one of a goroutine its name. */
static const struct spelling spellings[] = {{"step", "run", goroutines}, {.typed = NULL}};

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
    .spellings = spellings,
};
