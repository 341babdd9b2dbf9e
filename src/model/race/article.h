#ifndef MODEL_RACE_ARTICLE_H
#define MODEL_RACE_ARTICLE_H
/*
 * The article's protocol, and what can be added to it: rules, each of which can be tried with every other.
 *
 * Knows: turns. Must not know: other systems.
 */
#include "model/race/turn.h"

enum article_step {
    ARTICLE_NO_STEP,
    ARTICLE_GET_STATE,
    ARTICLE_GET_OLD,
    ARTICLE_GET_NEW,
    ARTICLE_WRITE_STATE,
    ARTICLE_WRITE_HOLD,
    ARTICLE_WRITE_OLD,
    ARTICLE_WRITE_NEW,
    ARTICLE_WRITE_FREE,
    ARTICLE_WRITE_AGAIN,
    ARTICLE_MOVE_CLAIM,
    ARTICLE_MOVE_LOAD,
    ARTICLE_MOVE_STORE,
    ARTICLE_MOVE_DONE,
    ARTICLE_STEPS
};

/* What the cell of a bucket and key holds: 0 nothing, a value, or that it was deleted (RACE_RULE_MARK). */
#define ARTICLE_DELETED 0xff

static inline uint8_t article_cell(unsigned bucket, unsigned key)
{
    return (uint8_t)RACE_AT(bucket, key, RACE_VALUE_OFFSET);
}

/* The rules under which a setup runs: bits of enum race_rule. */
uint8_t article_rules(const struct race_setup *setup);

void article_step(struct turn *turn);
uint8_t article_entry(const struct race_setup *setup, uint8_t verb);

/* The map while nobody runs: members of struct race_rules. */
void article_start(const struct race_setup *setup, struct race_state *state);
struct race_place article_place(const struct race_setup *setup, uint8_t cell);
uint8_t article_lookup(const struct race_setup *setup, const struct race_state *state, uint8_t key);
unsigned article_occurrences(const struct race_setup *setup, const struct race_state *state, uint8_t key);
bool article_count(const struct race_setup *setup, const struct race_state *state, int *count);

extern const char *const article_locals[RACE_LOCALS];

#endif
