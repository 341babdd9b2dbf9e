#ifndef HAND_RACE_ROWS_H
#define HAND_RACE_ROWS_H
/*
 * The rows of commands that only races have, for the table alone, which says what VERB makes of them.
 */
#include "lang/table.h"
#include "model/race/race.h"

static const char *const race_go_names[] = {"g1", "g2", "g3", "g4", NULL};
static const char *const race_run_names[] = {"g1", "g2", "g3", "g4", "turns", "random", NULL};
static const char *const race_do_names[] = {"explore", "replay", "again", NULL};

static const char *const race_count_names[] = {"operation", NULL};

static const struct argument_row race_go_rows[] = {
    {.name = "goroutine", .type = ARGUMENT_CHOICE, .choices = race_go_names, .about = WORD_ARGUMENT_RACE_GO},
    {.name = "program", .type = ARGUMENT_TEXT, .rest = true, .about = WORD_ARGUMENT_RACE_PROGRAM},
    ROW_END,
};
static const struct argument_row race_run_rows[] = {
    {.name = "who",
     .type = ARGUMENT_CHOICE,
     .optional = true,
     .choices = race_run_names,
     .preset = "turns",
     .about = WORD_ARGUMENT_RACE_WHO},
    {.name = "count",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .min = 1,
     .max = RACE_MOST_STEPS,
     .choices = race_count_names,
     .about = WORD_ARGUMENT_RACE_COUNT},
    ROW_NAMED("seed", 0, INT64_MAX, "1", WORD_ARGUMENT_RACE_SEED),
    ROW_END,
};
/* Of race explore: what it may cost. States bound memory; time grows with states and samples. */
enum { RACE_MOST_SAMPLES = 100000 };
static const struct argument_row race_rows[] = {
    {.name = "what", .type = ARGUMENT_CHOICE, .choices = race_do_names, .about = WORD_ARGUMENT_RACE_WHAT},
    {.name = "which", .type = ARGUMENT_TEXT, .optional = true, .about = WORD_ARGUMENT_RACE_WHICH},
    ROW_NAMED("states", 0, RACE_MOST_STATES, ROW_PRESET(RACE_DEFAULT_STATES), WORD_ARGUMENT_RACE_STATES),
    ROW_NAMED("depth", 0, RACE_MOST_STEPS, NULL, WORD_ARGUMENT_RACE_DEPTH),
    ROW_NAMED("samples", 0, RACE_MOST_SAMPLES, ROW_PRESET(RACE_DEFAULT_SAMPLES), WORD_ARGUMENT_RACE_SAMPLES),
    ROW_NAMED("seed", 0, INT64_MAX, "1", WORD_ARGUMENT_RACE_SEED),
    ROW_END,
};

/* clang-format off */
#define RACE_ROWS \
    VERB(RACE, "go", GO, TAG_RECORDS, race_go_rows, NULL, "make race", "go g1 \"insert a 1; delete b\"", \
        "go g2 get a", "go g3 insert e 1 # fails"), \
    VERB(RACE, "run", RUN, TAG_RECORDS, race_run_rows, NULL, "make race", "go g1 insert a 1", "go g2 insert b 2", \
        "run g1", "run g1 2", "run g1 operation", "run", "race again", "run random seed=3", "run # fails"), \
    VERB(RACE, "race", RACE, TAG_RECORDS, race_rows, NULL, "make race", "go g1 insert a 1", "go g2 insert b 2", \
        "race explore", "race replay", \
        "stats", "dump", \
        "race again", "race replay deadlock # fails", "race explore depth=5 samples=100 seed=2")
/* clang-format on */

#endif
