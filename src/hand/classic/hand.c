/* The hand of the classic map: what its row holds. */
#include "hand/classic/classic.h"

#include <string.h>

static const char *const types[] = {
    "map[string]int",
    "map[int]string",
    "map[string]string",
    "map[int]int",
    "map[int64]int64",
    "map[int32]int32",
    "map[string]bool",
    "map[uint8]int",
    "map[float64]int",
    "map[[16]byte]bool",
    "map[any]string",
    "map[bool]int",
    "map[rune]int",
    "map[struct{a, b int}]string",
    "map[string]struct{}",
    "map[[136]byte]int",
    NULL,
};

static const struct verb verbs[] = {
    {"insert", classic_run_insert},
    {"get", classic_run_get},
    {"delete", classic_run_delete},
    {"clear", classic_run_clear},
    {"fill", session_run_fill},
    {"collide", classic_run_collide},
    {"workload", session_run_workload},
    {"range", session_run_range},
    {"iterate", session_run_iterate},
    {"next", session_run_next},
    {"grow", classic_run_grow},
    {"step-evacuate", classic_run_step_evacuate},
    {"evacuate", classic_run_evacuate},
    {"pending", classic_run_pending},
    {"stuck", classic_run_stuck},
    {"hmap", classic_run_hmap},
    {"forecast", classic_run_forecast},
    {"hash", classic_run_hash},
    {"find", classic_run_find},
    {"why", classic_run_why},
    {"stats", classic_run_stats},
    {"dump", classic_run_dump},
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
        if (event.kind == CLASSIC_lift)
            return (value_id)event.before;
    }
    return VALUE_NONE;
}

/* The mark at the end of an array's reserve is an overflow pointer to the array itself. */
static bool hangs_bucket(const struct timeline *timeline, position at)
{
    const struct event event = timeline_event(timeline, at);
    return event.after != 0 && event.before == 0 && event.after != REFERENCE(event.region, 0);
}

static const struct pattern patterns[] = {
    {"grow", CLASSIC_grow, PATTERN_NOTHING, NULL, NULL},
    {"grown", CLASSIC_grown, PATTERN_NOTHING, NULL, NULL},
    {"evacuate", CLASSIC_evacuated, PATTERN_NUMBER, NULL, NULL},
    {"moved", CLASSIC_moved, PATTERN_KEY, key_of_lift, NULL},
    {"insert", CLASSIC_placed, PATTERN_KEY, key_before, NULL},
    {"update", CLASSIC_updated, PATTERN_KEY, key_before, NULL},
    {"delete", CLASSIC_removed, PATTERN_KEY, key_before, NULL},
    {"found", CLASSIC_found, PATTERN_KEY, key_before, NULL},
    {"absent", CLASSIC_absent, PATTERN_KEY, key_before, NULL},
    {"overflow", CLASSIC_link, PATTERN_NOTHING, NULL, hangs_bucket},
    {"deliver", CLASSIC_deliver, PATTERN_KEY, key_before, NULL},
    {"skip", CLASSIC_skip, PATTERN_KEY, key_before, NULL},
    {"finished", CLASSIC_finished, PATTERN_NOTHING, NULL, NULL},
    {"clear", CLASSIC_cleared, PATTERN_NOTHING, NULL, NULL},
    {"make", CLASSIC_made, PATTERN_NOTHING, NULL, NULL},
    {"refused", CLASSIC_refused, PATTERN_NOTHING, NULL, NULL},
    {.name = NULL},
};

/* ---- completion: keys that lie in the map */

enum { KEYS_OFFERED = 200, LINKS_SEARCHED = 12500 };

static void offer_of_link(const struct classic *map, reference link, const struct completion_place *place,
                          struct candidates *candidates)
{
    const struct bucket *bucket = classic_cells(map, link);
    for (int slot = 0; slot < SLOTS; slot++) {
        if (bucket->tophash[slot] < TOP_MIN)
            continue;
        size_t length;
        const char *bytes = values_text(map->values, bucket->key[slot], &length);
        if (length >= place->length && memcmp(bytes, place->prefix, place->length) == 0 &&
            memchr(bytes, '\0', length) == NULL)
            candidates_add(candidates, bytes, length, "", false);
    }
}

static void offer_of_array(const struct classic *map, struct classic_array array,
                           const struct completion_place *place, struct candidates *candidates)
{
    int searched = 0;
    for (uint64_t i = 0; i < array.count; i++) {
        for (reference link = classic_array_bucket(array, i); link != 0;
             link = classic_next_link(map, link)) {
            if (++searched > LINKS_SEARCHED || candidates->count >= KEYS_OFFERED)
                return;
            offer_of_link(map, link, place, candidates);
        }
    }
}

static void offer(const struct session *session, uint32_t home, const struct completion_place *place,
                  struct candidates *candidates)
{
    const struct classic map = classic_of(&session->world, home);
    if (place->row->type != ARGUMENT_KEY)
        return;
    offer_of_array(&map, classic_array(&map, true), place, candidates);
    offer_of_array(&map, classic_array(&map, false), place, candidates);
}

/* As the command of its own would be. */
static void name_operation(const struct session *session, uint32_t home, const struct event *event,
                           struct text *text)
{
    static const struct {
        routine routine;
        const char *name;
    } names[] = {{ROUTINE_mapassign, "insert"},
                 {ROUTINE_mapaccess, "get"},
                 {ROUTINE_mapdelete, "delete"},
                 {ROUTINE_mapclear, "clear"}};
    const struct classic map = classic_of(&session->world, home);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (code_line_routine(event->line) == names[i].routine)
            text_add(text, names[i].name);
    }
    if (event->before != VALUE_NONE)
        text_format(text, " %s", KEYED_SHOWN(map.values, (value_id)event->before));
}

static void say_loop(const struct run *run, uint32_t iterator, struct reply *reply)
{
    const struct classic map = run_map(run);
    uint64_t start = memory_read(map.memory, place_word(iterator, ITERATOR_START_BUCKET)),
             offset = memory_read(map.memory, place_word(iterator, ITERATOR_OFFSET));
    reply_say(reply, WORD_CLASSIC_SAY_LOOP_BEGIN, NUMBER(start), NUMBER(offset));
    reply_number(reply, "start_bucket", (int64_t)start);
    reply_number(reply, "offset", (int64_t)offset);
}

static const struct keyed_map keyed_map = {
    .measure = classic_measure_map,
    .loop_begins = say_loop,
    .too_big = WORD_ERROR_CLASSIC_TOO_BIG,
    .most = CLASSIC_MOST_MODEL_B,
    .ways = {[KEYED_LOOKS] = WORD_CLASSIC_WAY_LOOKS,
             [KEYED_GROWS] = WORD_CLASSIC_WAY_GROWS,
             [KEYED_CROWDED] = WORD_CLASSIC_WAY_CROWDED,
             [KEYED_DELETES] = WORD_CLASSIC_WAY_DELETES,
             [KEYED_LOOPS] = WORD_CLASSIC_WAY_LOOPS},
};

static const char *const takes[] = {"growth", NULL};

const struct hand hand_classic = {
    .types = types,
    .takes = takes,
    .verbs = verbs,
    .outcomes = outcome_sums,
    .make = classic_make_map,
    .aftermath = classic_say_aftermath,
    .offer = offer,
    .focus = classic_focus,
    .point = classic_point,
    .patterns = patterns,
    .operation = name_operation,
    .read_key = session_read_key,
    .map = &keyed_map,
    .key_by_number = session_key_by_number,
    .keys = session_keys,
    .operate = session_operate,
};
