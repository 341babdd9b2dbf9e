/* The article's protocol as mended: its own pseudo-code, the same steps. */
#include "model/race/article.h"

#define ROWS              "model/race/mended.def"
#define STEP_NUMBER(name) ARTICLE_##name
#include "model/race/rows.h"

static const struct race_system system = {
    .name = "mended",
    .routines = routines,
    .routine_count = ROUTINES,
    .lines = lines,
    .line_count = LINES,
    .steps = steps,
    .step_count = sizeof steps / sizeof *steps,
    .locals = article_locals,
    .verbs = {[RACE_GET] = true, [RACE_INSERT] = true, [RACE_DELETE] = true, [RACE_MIGRATE] = true},
};

const struct race_rules race_rules_mended = {
    &system,       article_entry,  article_step,        article_start,
    article_place, article_lookup, article_occurrences, article_count};
