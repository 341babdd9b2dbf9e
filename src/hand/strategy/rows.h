#ifndef HAND_STRATEGY_ROWS_H
#define HAND_STRATEGY_ROWS_H
/*
 * The rows of commands that only strategies have, for the table alone, which says what VERB makes of them.
 */
#include "lang/table.h"

/* clang-format off */
#define STRATEGY_ROWS \
    VERB(MAP, "publish", PUBLISH, TAG_RECORDS, NULL, NULL, "make split[string]int", "insert fig 12", "get fig", \
        "publish", "get fig", "make sharded[string]int", "publish # fails")
/* clang-format on */

#endif
