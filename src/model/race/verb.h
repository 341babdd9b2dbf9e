#ifndef MODEL_RACE_VERB_H
#define MODEL_RACE_VERB_H
/*
 * What the files of the engine share among themselves. Only this folder includes it; everybody else uses race.h.
 */
#include "model/fact.h"
#include "model/race/race.h"

extern const struct fact_row race_facts[]; /* facts.c */

/* Forgets what was found. */
void race_forget(struct race *race);
/* What stands in the cells of a finding, though it may be half written; race_finding() is for everybody else. */
const struct race_finding *race_finding_written(const struct race *race, unsigned verdict);

/* Fields of a finding. */
enum {
    RACE_FINDING_INTERLEAVINGS,
    RACE_FINDING_EXECUTIONS,
    RACE_FINDING_INTERLEAVINGS_TENS,
    RACE_FINDING_EXECUTIONS_TENS,
    RACE_FINDING_SAMPLES,
    RACE_FINDING_LENGTH,
    RACE_FINDING_FOUND,
    RACE_FINDING_SHORTEST
};

void race_set(struct race *race, enum race_word which, uint64_t value, code_line line);

/* Writes bytes into a region of bytes: those that differ. */
void race_write_bytes(struct race *race, uint32_t region, const void *bytes, size_t count, code_line line);

#endif
