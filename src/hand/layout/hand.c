/* The hand of layouts: what its row holds. */
#include "hand/layout/layout.h"

static const char *const types[] = {NULL}; /* `layout` makes them, not `make` */

static const struct verb verbs[] = {
    {"stats", layout_run_stats},
    {.name = NULL},
};

static const struct outcome_row outcomes[] = {{.name = NULL}};

static const struct pattern patterns[] = {
    {"tophash", LAYOUT_tophash, PATTERN_NOTHING, NULL, NULL},
    {"keys", LAYOUT_keys, PATTERN_NOTHING, NULL, NULL},
    {"elems", LAYOUT_elems, PATTERN_NOTHING, NULL, NULL},
    {"overflow", LAYOUT_overflow, PATTERN_NOTHING, NULL, NULL},
    {"size", LAYOUT_rounded, PATTERN_NOTHING, NULL, NULL},
    {"collector", LAYOUT_scanned, PATTERN_NOTHING, NULL, NULL},
    {"path", LAYOUT_path, PATTERN_NOTHING, NULL, NULL},
    {"reserve", LAYOUT_reserve, PATTERN_NOTHING, NULL, NULL},
    {.name = NULL},
};

/* A layout sets nothing off beside what it says. */
static void aftermath(const struct session *session, uint32_t home, position begin, struct reply *reply)
{
    (void)session, (void)home, (void)begin, (void)reply;
}

static void offer(const struct session *session, uint32_t home, const struct completion_place *place,
                  struct candidates *candidates)
{
    (void)session, (void)home, (void)place, (void)candidates;
}

static bool no_place(const struct run *run, const char *what, int column, struct error *error)
{
    const struct layout_subject subject = layout_of_home(&run->session->world, run->home);
    return error_set(error, column, WORD_ERROR_COMMAND_NO_PLACE, layout_name(&subject), what);
}

static bool focus(struct run *run, const char *what, const struct argument *which, int column,
                  struct reply *reply, struct error *error)
{
    (void)which, (void)reply;
    return no_place(run, what, column, error);
}

static bool point(struct run *run, const struct pointing_at *at, struct point *point, struct error *error)
{
    static const struct point_field fields[] = {
        {"key", WORD_LAYOUT_FIELD_KEY},
        {"elem", WORD_LAYOUT_FIELD_ELEM},
        {"bucket", WORD_LAYOUT_FIELD_BUCKET},
        {"class", WORD_LAYOUT_FIELD_CLASS},
        {"waste", WORD_LAYOUT_FIELD_WASTE},
        {"path", WORD_LAYOUT_FIELD_PATH},
        {.name = NULL},
    };
    if (at->slot->given)
        return error_set(error, at->slot->column, WORD_ERROR_COMMAND_VIEW_WORDS, at->what, at->slot->text);
    if (strcmp(at->what, "register") == 0)
        return hand_point_at_field(fields, at, point, error);
    return no_place(run, at->what, at->column, error);
}

const struct hand hand_layout = {
    .types = types,
    .verbs = verbs,
    .outcomes = outcomes,
    .make = layout_make_subject,
    .begin = layout_begin,
    .aftermath = aftermath,
    .offer = offer,
    .focus = focus,
    .point = point,
    .patterns = patterns,
};
