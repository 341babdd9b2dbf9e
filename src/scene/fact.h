#ifndef SCENE_FACT_H
#define SCENE_FACT_H
/*
 * What can be asked at a moment, by name: the facts of whoever is asked, from its engine's table, and those
 * of every command.
 *
 * Knows: worlds, timelines, engines by their rows. Must not know: who asks, or what the answer should be, any
 * one engine.
 */
#include "model/fact.h"
#include "time/spikes.h"

/* Who is asked. `world` NULL: nobody; a question is then only read. */
struct asked {
    const struct world *world;
    uint32_t home; /* of a subject; 0: there is none */
    const struct timeline *timeline;
    struct spikes *spikes; /* of it: judged when they are asked for */
};

/* The row of a name: of the engine of whom is asked, or of every command; if nobody is asked, of any
   engine. NULL: there is none. */
const struct fact_row *fact_find(const struct asked *asked, const char *name, size_t length);

/* All rows that fact_find() may find, each name once; ends with NULL. Freed with free(). */
const struct fact_row **fact_rows(const struct asked *asked);

/* What operations cost, from the ledger (fact_cost.c). False if the name is none of these. */
bool fact_answer_cost(const struct asked *asked, const char *name, struct fact_value *value);

/* Answers a question whose row and words are set. False and an error without a column if it can't be answered. */
bool fact_answer(const struct asked *asked, struct fact_question *question, struct fact_value *value,
                 struct error *error);

#endif
