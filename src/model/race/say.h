#ifndef MODEL_RACE_SAY_H
#define MODEL_RACE_SAY_H
/*
 * What replies and the screen say alike of a race.
 *
 * Knows: what steps did, the catalogue. Must not know: replies, screens, who says it.
 */
#include "base/words.h"
#include "model/race/race.h"

/* What an access did, or does while it is under way: "g1 loads flags: 4 (hashWriting)". */
void race_add_access(const struct race_setup *setup, unsigned goroutine, const struct race_done *done,
                     const struct words *words, struct text *text);

/* What is not modelled, a sentence: {1} goroutine. `reason` is an enum race_beyond. */
enum word race_beyond_word(uint64_t reason);

#endif
