#ifndef HAND_STRATEGY_ROWS_H
#define HAND_STRATEGY_ROWS_H
/*
 * The rows of commands that only strategies have, for the table alone, which says what VERB makes of them; and the arguments of make
 * that are theirs, which strategies hands on.
 */
#include "lang/table.h"
#include "model/strategy/strategy.h"

/* clang-format off */
#define STRATEGY_ARGUMENT_ROWS \
    ROW_NAMED("shards", INT64_MIN, INT64_MAX, ROW_PRESET(STRATEGY_PRESET_SHARDS), WORD_ARGUMENT_SHARDS), \
    ROW_NAMED("every", 1, STRATEGY_MOST_EVERY, ROW_PRESET(STRATEGY_PRESET_EVERY), WORD_ARGUMENT_EVERY)

#define STRATEGY_ROWS \
    VERB(MAP, "publish", PUBLISH, TAG_RECORDS, NULL, NULL, "make split[string]int", "insert fig 12", "get fig", \
        "publish", "get fig", "make sharded[string]int", "publish # fails")
/* clang-format on */

#endif
