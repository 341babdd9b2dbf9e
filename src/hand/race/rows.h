#ifndef HAND_RACE_ROWS_H
#define HAND_RACE_ROWS_H
/*
 * The rows of commands that only races have, for the table alone, which says what VERB makes of them.
 */
#include "lang/table.h"

static const char *const race_go_names[] = {"g1", "g2", "g3", "g4", NULL};
static const char *const race_run_names[] = {"g1", "g2", "g3", "g4", "turns", "random", NULL};
static const char *const race_do_names[] = {"again", NULL};

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
     .max = 2000,
     .choices = race_count_names,
     .about = WORD_ARGUMENT_RACE_COUNT},
    {.name = "seed",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .named = true,
     .min = 0,
     .max = INT64_MAX,
     .preset = "1",
     .about = WORD_ARGUMENT_RACE_SEED},
    ROW_END,
};
static const struct argument_row race_rows[] = {
    {.name = "what", .type = ARGUMENT_CHOICE, .choices = race_do_names, .about = WORD_ARGUMENT_RACE_WHAT},
    ROW_END,
};

/* clang-format off */
#define RACE_ROWS \
    VERB(RACE, "go", GO, TAG_RECORDS, race_go_rows, NULL, "make race", "go g1 \"insert a 1; delete b\"", \
        "go g2 get a", "go g3 insert e 1 # fails"), \
    VERB(RACE, "run", RUN, TAG_RECORDS, race_run_rows, NULL, "make race", "go g1 insert a 1", "go g2 insert b 2", \
        "run g1", "run g1 2", "run g2 operation", "run", "race again", "run random seed=3", "run # fails"), \
    VERB(RACE, "race", RACE, TAG_RECORDS, race_rows, NULL, "make race", "go g1 insert a 1", "go g2 insert b 2", \
        "run", "race again")
/* clang-format on */

#endif
