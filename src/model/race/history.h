#ifndef MODEL_RACE_HISTORY_H
#define MODEL_RACE_HISTORY_H
/*
 * What goroutines were told, and whether a plain map could have told them that.
 *
 * A history is which operations began and ended, what they gave, and which ended before which began, for operations on the
 * same key. More than that isn't needed: a map is linearizable if each of its keys is (Herlihy and Wing's locality), and a
 * key is if its operations can be put in one order that keeps every "ended before the other began" and in which each get is
 * told what was last stored. An operation is taken to last from its first access to its last, so the order kept is the
 * strictest that can be asked for. An operation that has not ended may count as done or not.
 *
 * Knows: setups, states, what steps did. Must not know: how schedules are found.
 */
#include "model/race/machine.h"

/* What can be wrong, and what is merely the end. Sets of them are bits: RACE_BIT(verdict). */
enum race_verdict {
    RACE_VERDICT_WRITES, /* fatal error: concurrent map writes; and so on, in the order of enum race_fatal */
    RACE_VERDICT_READ,
    RACE_VERDICT_ITERATION,
    RACE_VERDICT_STATE,
    RACE_VERDICT_NIL,
    RACE_VERDICT_BEYOND,   /* it left what is modelled (RACE_LEAVES) */
    RACE_VERDICT_DEADLOCK, /* nobody can step, and somebody's program is not done */
    RACE_VERDICT_TORN,     /* a get, a loop or the final table has a key with a value that nobody gave it */
    RACE_VERDICT_STALE,    /* the gets that were not torn fit no order of the operations */
    RACE_VERDICT_LOST_KEY, /* the final table lacks a key that it must have */
    RACE_VERDICT_LOST_UPDATE, /* it has a value of the key that can't be the last one */
    RACE_VERDICT_REVIVED,     /* it has a key that must be gone */
    RACE_VERDICT_DUPLICATED,  /* it has a key twice */
    RACE_VERDICT_COUNT,       /* count is not the number of keys that can be found in it */
    RACE_VERDICT_STUCK,       /* a lock or hashWriting was left set */
    RACE_VERDICT_AGAIN,       /* a loop gave twice a key that nobody deletes */
    RACE_VERDICT_MISSED,      /* a loop did not give a key that nobody touched */
    RACE_VERDICTS
};

#define RACE_BIT(verdict) (1u << (verdict))

/* All bytes, without gaps: equal histories have equal bytes. */
struct race_history {
    uint8_t begun[RACE_GOROUTINES]; /* operations of each */
    uint8_t ended[RACE_GOROUTINES];
    uint8_t result[RACE_GOROUTINES][RACE_OPERATIONS]; /* of gets; of loops the bits below */
    /* Of an operation with a key: how many operations of each goroutine with that key had ended when it began. */
    uint8_t before[RACE_GOROUTINES][RACE_OPERATIONS][RACE_GOROUTINES];
};

/* The result of a loop. */
enum {
    RACE_LOOP_TORN = 1,
    RACE_LOOP_AGAIN = 2,
    RACE_LOOP_MISSED = 4,
    RACE_LOOP_GAVE = 8 /* shifted by the key, while it runs */
};

/* Takes note of a step of goroutine `g`. The history of the beginning is all zeros. */
void race_history_note(const struct race_setup *setup, struct race_history *history, unsigned g,
                       const struct race_done *done);

/* What is wrong with what was told up to now: TORN, STALE, AGAIN, MISSED. Once wrong stays wrong. */
uint32_t race_history_verdicts(const struct race_setup *setup, const struct race_history *history);

/*
 * All that is wrong with a run in which nobody can step any more: what was told, how it ended and, if all programs are
 * done, what the table holds. Of a run that goes on: what was told.
 */
uint32_t race_verdicts(const struct race_setup *setup, const struct race_state *state,
                       const struct race_history *history);

/* The same of a schedule from the beginning: goroutine numbers. False: one of them could not step, `verdicts` is of what
   came before. */
bool race_schedule_verdicts(const struct race_setup *setup, const uint8_t *schedule, size_t length,
                            uint32_t *verdicts);

/* Two steps, both possible in one state, that may be done in either order: the state and the history behind both are the
   same. */
bool race_independent(const struct race_done *one, const struct race_done *other);

#endif
