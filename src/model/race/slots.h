#ifndef MODEL_RACE_SLOTS_H
#define MODEL_RACE_SLOTS_H
/*
 * A table of buckets of slots as cells: what is true of it while nobody runs. RACE_JAVA has lists instead.
 *
 * Knows: cells. Must not know: any system.
 */
#include "model/race/machine.h"

/* The entries of the beginning, in the order of keys, into the buckets of the setup. */
void slots_start(const struct race_setup *setup, struct race_state *state);

/* What a cell of a slot is. */
struct race_place slots_place(const struct race_setup *setup, uint8_t cell);

/* The key's first entry in a bucket: RACE_FOUND with its value, or RACE_ABSENT; a search ends at emptyRest. */
uint8_t slots_find(const struct race_setup *setup, const struct race_state *state, uint8_t bucket,
                   uint8_t key);

/* The slots of a bucket that are taken and hold that key, as a walk meets them: whatever their tophash says. */
unsigned slots_count(const struct race_setup *setup, const struct race_state *state, uint8_t bucket,
                     uint8_t key);

#endif
