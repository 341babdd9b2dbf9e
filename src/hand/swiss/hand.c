/* The hand of the Swiss map: what its row holds. */
#include "hand/swiss/swiss.h"

#include <string.h>

static const char *const types[] = {NULL}; /* those of the classic map, offered there */

static const struct refusal refuses[] = {{"growth", WORD_ERROR_SWISS_GROWTH}, {.name = NULL}};

static const struct verb verbs[] = {
    {"insert", swiss_run_insert},
    {"get", swiss_run_get},
    {"delete", swiss_run_delete},
    {"clear", swiss_run_clear},
    {"fill", session_run_fill},
    {"collide", swiss_run_collide},
    {"workload", session_run_workload},
    {"range", session_run_range},
    {"iterate", session_run_iterate},
    {"next", session_run_next},
    {"grow", swiss_run_grow},
    {"step-evacuate", swiss_run_step_evacuate},
    {"evacuate", swiss_run_evacuate},
    {"pending", swiss_run_pending},
    {"stuck", swiss_run_stuck},
    {"hmap", swiss_run_hmap},
    {"forecast", swiss_run_forecast},
    {"hash", swiss_run_hash},
    {"find", swiss_run_find},
    {"why", swiss_run_why},
    {"stats", swiss_run_stats},
    {"dump", swiss_run_dump},
    {.name = NULL},
};

/* ---- until */

static value_id key_before(const struct timeline *timeline, position at)
{
    return (value_id)timeline_event(timeline, at).before;
}

/* A landing doesn't say which key it is: the lift before it does. */
static value_id key_of_lift(const struct timeline *timeline, position at)
{
    while (at > timeline->first) {
        const struct event event = timeline_event(timeline, --at);
        if (event.kind == SWISS_lift)
            return (value_id)event.before;
    }
    return VALUE_NONE;
}

static bool leaves_tombstone(const struct timeline *timeline, position at)
{
    return timeline_event(timeline, at).after != 0;
}

static const struct pattern patterns[] = {
    {"grow", SWISS_grow, PATTERN_NOTHING, NULL, NULL},
    {"split", SWISS_split, PATTERN_NOTHING, NULL, NULL},
    {"directory", SWISS_doubled, PATTERN_NOTHING, NULL, NULL},
    {"grown", SWISS_grown, PATTERN_NOTHING, NULL, NULL},
    {"tombstone", SWISS_removed, PATTERN_NOTHING, NULL, leaves_tombstone},
    {"moved", SWISS_moved, PATTERN_KEY, key_of_lift, NULL},
    {"insert", SWISS_placed, PATTERN_KEY, key_before, NULL},
    {"update", SWISS_updated, PATTERN_KEY, key_before, NULL},
    {"delete", SWISS_removed, PATTERN_KEY, key_before, NULL},
    {"found", SWISS_found, PATTERN_KEY, key_before, NULL},
    {"absent", SWISS_absent, PATTERN_KEY, key_before, NULL},
    {"deliver", SWISS_deliver, PATTERN_KEY, key_before, NULL},
    {"skip", SWISS_skip, PATTERN_KEY, key_before, NULL},
    {"finished", SWISS_finished, PATTERN_NOTHING, NULL, NULL},
    {"clear", SWISS_cleared, PATTERN_NOTHING, NULL, NULL},
    {"make", SWISS_made, PATTERN_NOTHING, NULL, NULL},
    {"refused", SWISS_refused, PATTERN_NOTHING, NULL, NULL},
    {.name = NULL},
};

/* ---- completion: keys that lie in the map */

enum { KEYS_OFFERED = 200, GROUPS_SEARCHED = 12500 };

static void offer_of_groups(const struct swiss *map, uint32_t region, uint64_t count,
                            const struct completion_place *place, struct candidates *candidates)
{
    for (uint64_t index = 0; index < count && candidates->count < KEYS_OFFERED; index++) {
        const struct swiss_group *group = swiss_group(map, (struct swiss_place){region, (uint32_t)index});
        for (int slot = 0; slot < SWISS_SLOTS; slot++) {
            size_t length;
            const char *bytes = group->control[slot] < SWISS_EMPTY
                                    ? values_text(map->values, group->key[slot], &length)
                                    : NULL;
            if (bytes != NULL && length >= place->length &&
                memcmp(bytes, place->prefix, place->length) == 0 && memchr(bytes, '\0', length) == NULL)
                candidates_add(candidates, bytes, length, "", false);
        }
    }
}

static void offer(const struct session *session, uint32_t home, const struct completion_place *place,
                  struct candidates *candidates)
{
    const struct swiss map = swiss_of(&session->world, home);
    uint64_t entry = 0, searched = 0;
    if (place->row->type != ARGUMENT_KEY)
        return;
    if (swiss_word(&map, SWISS_WORD_GROUP) != 0)
        offer_of_groups(&map, (uint32_t)swiss_word(&map, SWISS_WORD_GROUP), 1, place, candidates);
    for (uint32_t table; searched < GROUPS_SEARCHED && swiss_next_table(&map, &entry, &table);) {
        searched += swiss_table_groups(&map, table);
        offer_of_groups(&map, (uint32_t)swiss_table_word(&map, table, SWISS_TABLE_GROUPS),
                        swiss_table_groups(&map, table), place, candidates);
    }
}

/* As the command of its own would be. */
static void name_operation(const struct session *session, uint32_t home, const struct event *event,
                           struct text *text)
{
    static const struct {
        routine routine;
        const char *name;
    } names[] = {{ROUTINE_swiss_put, "insert"},
                 {ROUTINE_swiss_get, "get"},
                 {ROUTINE_swiss_delete, "delete"},
                 {ROUTINE_swiss_clear, "clear"}};
    const struct swiss map = swiss_of(&session->world, home);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (code_line_routine(event->line) == names[i].routine)
            text_add(text, names[i].name);
    }
    if (event->before != VALUE_NONE)
        text_format(text, " %s", SWISS_SHOWN(&map, (value_id)event->before));
}

static void say_loop(const struct run *run, uint32_t iterator, struct reply *reply)
{
    const struct swiss map = run_swiss(run);
    uint64_t entry = memory_read(map.memory, place_word(iterator, SWISS_ITERATOR_ENTRY_OFFSET));
    uint32_t table = (uint32_t)memory_read(map.memory, place_word(iterator, SWISS_ITERATOR_TABLE));
    if (table == 0) {
        reply_say(reply, WORD_SWISS_SAY_LOOP_BEGIN_SMALL, NUMBER(entry % SWISS_SLOTS));
        return;
    }
    uint64_t index = swiss_table_word(&map, table, SWISS_TABLE_INDEX),
             slot = entry & (swiss_table_word(&map, table, SWISS_TABLE_CAPACITY) - 1);
    reply_say(reply, WORD_SWISS_SAY_LOOP_BEGIN, NUMBER(index), NUMBER(slot));
    reply_number(reply, "table", (int64_t)index);
    reply_number(reply, "offset", (int64_t)slot);
}

static const struct keyed_map keyed_map = {
    .measure = swiss_measure_map,
    .loop_begins = say_loop,
    .too_big = WORD_ERROR_SWISS_TOO_BIG,
    .most = SWISS_MOST_MODEL_DEPTH,
    .ways = {[KEYED_LOOKS] = WORD_SWISS_WAY_LOOKS,
             [KEYED_GROWS] = WORD_SWISS_WAY_GROWS,
             [KEYED_CROWDED] = WORD_SWISS_WAY_CROWDED,
             [KEYED_DELETES] = WORD_SWISS_WAY_DELETES,
             [KEYED_LOOPS] = WORD_SWISS_WAY_LOOPS},
};

static const struct hand_costs costs = {
    .looked = WORD_SWISS_COSTS_LOOKED,
    .unit = WORD_SWISS_COSTS_UNIT,
    .why_growth = WORD_SWISS_COSTS_WHY_GROWTH,
    .why_moved = WORD_SWISS_COSTS_WHY_MOVED,
    .why_looks = WORD_SWISS_COSTS_WHY_LOOKS,
};

const struct hand hand_swiss = {
    .types = types,
    .refuses = refuses,
    .verbs = verbs,
    .outcomes = outcome_sums,
    .make = swiss_make_map,
    .aftermath = swiss_say_aftermath,
    .offer = offer,
    .focus = swiss_focus,
    .point = swiss_point,
    .patterns = patterns,
    .operation = name_operation,
    .read_key = session_read_key,
    .costs = &costs,
    .map = &keyed_map,
    .key_by_number = session_key_by_number,
    .keys = session_keys,
    .operate = session_operate,
};
