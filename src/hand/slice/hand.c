/* The hand of slices and arrays: what its row holds. */
#include "hand/slice/slice.h"

#include <string.h>

static const char *const types[] = {
    "[]int",      "[]string", "[]byte",    "[]*int",  "[]bool", "[]float64", "[]struct{a, b int}",
    "[]struct{}", "[5]int",   "[3]string", "[4]byte", NULL,
};

/* All of another slice: t... */
static void offer(const struct session *session, uint32_t home, const struct completion_place *place,
                  struct candidates *candidates)
{
    const struct world *world = &session->world;
    const struct slice slice = slice_of(world, home);
    for (int i = 0; i < WORLD_SUBJECTS && place->row->many; i++) {
        uint32_t other = world_home(world, i);
        if (other == 0 || world->memory.regions[other].kind != SLICE_HEADER)
            continue;
        const struct slice its = slice_of(world, other);
        struct error unheard = {0};
        struct text text = {0};
        text_format(&text, "%s...", world_name(world, i));
        if (slice_same_elements(&slice, &its, 0, &unheard) && text.length >= place->length &&
            memcmp(text_string(&text), place->prefix, place->length) == 0)
            candidates_add(candidates, text_string(&text), text.length, "", false);
        text_free(&text);
    }
}

static const struct verb verbs[] = {
    {"append", slice_run_append},   {"store", slice_run_store},       {"reslice", slice_run_reslice},
    {"let", slice_run_let},         {"copy", slice_run_copy},         {"get", slice_run_get},
    {"address", slice_run_address}, {"clear", slice_run_clear},       {"fill", slice_run_fill},
    {"range", slice_run_range},     {"forecast", slice_run_forecast}, {"why", slice_run_why},
    {"stats", slice_run_stats},     {"dump", slice_run_dump},         {.name = NULL},
};

static const struct pattern patterns[] = {
    {"grow", SLICE_grow, PATTERN_NOTHING, NULL, NULL},
    {"copied", SLICE_copied, PATTERN_NUMBER, NULL, NULL},
    {"append", SLICE_appended, PATTERN_NUMBER, NULL, NULL},
    {"store", SLICE_stored, PATTERN_NUMBER, NULL, NULL},
    {"read", SLICE_read, PATTERN_NUMBER, NULL, NULL},
    {"reslice", SLICE_cut, PATTERN_NOTHING, NULL, NULL},
    {"assign", SLICE_assigned, PATTERN_NOTHING, NULL, NULL},
    {"left", SLICE_left, PATTERN_NOTHING, NULL, NULL},
    {"clear", SLICE_zeroed, PATTERN_NOTHING, NULL, NULL},
    {"make", SLICE_made, PATTERN_NOTHING, NULL, NULL},
    {"refused", SLICE_refused, PATTERN_NOTHING, NULL, NULL},
    {.name = NULL},
};

const struct hand hand_slice = {
    .types = types,
    .verbs = verbs,
    .outcomes = slice_outcome_sums,
    .make = slice_make_subject,
    .aftermath = slice_say_aftermath,
    .offer = offer,
    .focus = slice_focus,
    .point = slice_point,
    .patterns = patterns,
};
