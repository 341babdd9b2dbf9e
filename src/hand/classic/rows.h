#ifndef HAND_CLASSIC_ROWS_H
#define HAND_CLASSIC_ROWS_H
/*
 * The rows of commands that only maps have, the classic one and the Swiss one, for the table alone, which says what VERB makes of them.
 */
#include "lang/table.h"

static const char *const grow_words[] = {"double", "same", NULL};
static const char *const side_words[] = {"x", "y", NULL};

static const struct argument_row insert_rows[] = {
    {.name = "key", .type = ARGUMENT_KEY, .about = WORD_ARGUMENT_KEY},
    {.name = "value", .type = ARGUMENT_VALUE, .optional = true, .about = WORD_ARGUMENT_VALUE},
    {.name = "hash", .type = ARGUMENT_HASH, .optional = true, .named = true, .about = WORD_ARGUMENT_HASH},
    ROW_END,
};
static const struct argument_row collide_rows[] = {
    {.name = "count", .type = ARGUMENT_INTEGER, .min = 1, .max = 1000, .about = WORD_ARGUMENT_FILL},
    {.name = "bucket",
     .type = ARGUMENT_INTEGER,
     .optional = true,
     .named = true,
     .min = 0,
     .max = 1 << 21,
     .about = WORD_ARGUMENT_COLLIDE_BUCKET},
    {.name = "side",
     .type = ARGUMENT_CHOICE,
     .optional = true,
     .named = true,
     .choices = side_words,
     .about = WORD_ARGUMENT_SIDE},
    ROW_NAMED("tophash", 0, 255, NULL, WORD_ARGUMENT_TOPHASH),
    ROW_NAMED("group", 0, 1 << 7, NULL, WORD_ARGUMENT_COLLIDE_GROUP),
    ROW_NAMED("table", 0, 1 << 14, NULL, WORD_ARGUMENT_COLLIDE_TABLE),
    ROW_NAMED("tag", 0, 127, NULL, WORD_ARGUMENT_COLLIDE_TAG),
    {.name = "prefix", .type = ARGUMENT_TEXT, .optional = true, .preset = "k", .about = WORD_ARGUMENT_PREFIX},
    ROW_END,
};
static const struct argument_row next_rows[] = {ROW_COUNT(1000, WORD_ARGUMENT_NEXT), ROW_END};
static const struct argument_row grow_rows[] = {
    {.name = "how",
     .type = ARGUMENT_CHOICE,
     .optional = true,
     .choices = grow_words,
     .preset = "double",
     .about = WORD_ARGUMENT_GROW},
    ROW_END,
};
static const struct argument_row evacuate_rows[] = {ROW_COUNT(1 << 20, WORD_ARGUMENT_EVACUATE), ROW_END};

/* clang-format off */
#define CLASSIC_MAP_ROWS \
    VERB(MAP, "insert", INSERT, TAG_RECORDS | TAG_ADDS, insert_rows, ROW_NAMES("put", "add"), "insert fig 12", \
        "insert fig 13", "insert k{1..20}", "insert {a,b,c} {1,2,3}", "insert odd hash=0x13"), \
    VERB(MAP, "delete", DELETE, TAG_RECORDS, key_only, ROW_NAMES("del", "remove", "rm"), "insert fig{1..3}", \
        "delete fig2", "delete pear"), \
    VERB(MAP, "collide", COLLIDE, TAG_RECORDS | TAG_ADDS, collide_rows, NULL, "make hint=20", \
        "collide 9 bucket=3", "collide 2 bucket=3 side=y", "collide 1 bucket=0 tophash=0x9c", \
        "make map[string]int 20 go=1.24", "collide 9 group=3", "collide 2 group=1 tag=0x3c", "collide 1 table=0 tag=7", \
        "collide 1 bucket=3 # fails"), \
    VERB(MAP, "iterate", ITERATE, TAG_RECORDS, NULL, NULL, "insert {a..e}", "iterate", "delete c", \
        "next 4"), \
    VERB(MAP, "next", NEXT, TAG_RECORDS, next_rows, NULL, "insert {a..e}", "iterate", "next", "next 10")

#define CLASSIC_GROWTH_ROWS \
    VERB(GROWTH, "grow", GROW, TAG_RECORDS, grow_rows, NULL, "fill 10", "grow", "evacuate", "grow same", \
        "grow # fails"), \
    VERB(GROWTH, "step-evacuate", STEP_EVACUATE, TAG_RECORDS, evacuate_rows, ROW_NAMES("evac"), \
        "fill 10", "grow", "step-evacuate", "step-evacuate 5", "step-evacuate # fails"), \
    VERB(GROWTH, "evacuate", EVACUATE, TAG_RECORDS, NULL, NULL, "fill 27", "evacuate"), \
    VERB(GROWTH, "pending", PENDING, TAG_SETTLES, NULL, NULL, "pending", "fill 27", "pending"), \
    VERB(GROWTH, "stuck", STUCK, TAG_SETTLES, NULL, NULL, "stuck", "fill 27", "get k{1..3}", "range", "gc", "stuck", \
        "delete nobody", "stuck")

#define CLASSIC_ASK_ROWS \
    VERB(ASK, "hash", HASH, TAG_SETTLES, key_only, NULL, "hash fig", "fill 9", "hash fig"), \
    VERB(ASK, "find", FIND, TAG_SETTLES, key_only, NULL, "insert fig 12", "find fig", "find pear"), \
    VERB(ASK, "hmap", HMAP, TAG_SETTLES, NULL, NULL, "fill 27", "hmap")
/* clang-format on */

#endif
