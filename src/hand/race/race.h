#ifndef HAND_RACE_RACE_H
#define HAND_RACE_RACE_H
/*
 * What the commands of races share. Only this folder includes it; everybody else has the hand.
 *
 * Knows: the model's verbs, the run of the line in hand. Must not know: other engines, screens.
 */
#include "model/race/race.h"
#include "session/hand.h"

#define RACE_VERB(name)                                                                                      \
    bool race_run_##name(struct run *run, const struct call *call, struct reply *reply, struct error *error)

RACE_VERB(insert); /* program.c */
RACE_VERB(delete);
RACE_VERB(grow);
RACE_VERB(go);
RACE_VERB(run);  /* schedule.c */
RACE_VERB(race); /* explore.c */
RACE_VERB(dump); /* ask.c */
RACE_VERB(stats);

/* The rest of the hand: as the members of struct hand. */
bool race_make_subject(struct run *run, uint32_t *home, const struct argument *type, bool declared,
                       const struct call *call, struct reply *reply, struct error *error); /* make.c */

/* The race that the line in hand is about. */
static inline struct race run_race(const struct run *run)
{
    return race_of(&run->session->world, run->home);
}

/* ---- in words (say.c) */

/* What a step did: "g1 loads flags: 0." */
void race_say_step(const struct race *race, unsigned goroutine, const struct race_done *done,
                   struct reply *reply);
/* How the race stands, if it has come to an end; tallies the outcome. */
void race_say_standing(struct run *run, const struct race *race, struct reply *reply);
/* What the explorer found, as a sheet (explore.c). It must have explored. */
void race_say_findings(const struct race *race, struct reply *reply);

#endif
