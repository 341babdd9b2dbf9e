#ifndef MODEL_RACE_TURN_H
#define MODEL_RACE_TURN_H
/*
 * One step under way: what the systems are written with. Shared cells are reached through turn_load() and its like alone,
 * and at most once a step: so no step can depend on more than it says.
 *
 * Knows: states, one goroutine. Must not know: any system.
 */
#include "model/race/machine.h"

struct turn {
    const struct race_setup *setup;
    struct race_state *state;
    struct race_goroutine *me;
    struct race_done *done;
    uint8_t number; /* of the goroutine */
};

/* The one access of a step. */
uint8_t turn_load(struct turn *turn, uint8_t cell);
void turn_store(struct turn *turn, uint8_t cell, uint8_t value);

/* Stores `wanted` if the cell holds `expected`: then true. */
bool turn_swap(struct turn *turn, uint8_t cell, uint8_t expected, uint8_t wanted);

/* An atomic change of some bits, or by some amount. Give what was there before. */
uint8_t turn_or(struct turn *turn, uint8_t cell, uint8_t bits);
uint8_t turn_add(struct turn *turn, uint8_t cell, uint8_t amount);

/* A lock; false if another has it: then the step must do nothing more, and can't be done now. And back, which must be one's
   own. */
bool turn_take(struct turn *turn, uint8_t cell);
void turn_give(struct turn *turn, uint8_t cell);

/* The access did not give what the step needs: it waits until another changes the cell. It must have changed nothing, and
   do no more. */
void turn_wait(struct turn *turn);

/* What comes of the step. */
void turn_go_on(struct turn *turn, uint8_t step);
void turn_return(struct turn *turn, uint8_t result);
void turn_die(struct turn *turn, enum race_fatal fatal);
void turn_leave(struct turn *turn, enum race_beyond beyond);

/* A value of one's own. */
#define MINE(turn, name) ((turn)->me->local[LOCAL_##name])

/* What a system does, beside its table of words. */
struct race_rules {
    const struct race_system *system;
    uint8_t (*entry)(const struct race_setup *setup, uint8_t verb); /* the first step of an operation */
    void (*step)(struct turn *turn);
    void (*start)(const struct race_setup *setup, struct race_state *state);
    struct race_place (*place)(const struct race_setup *setup, uint8_t cell);
    uint8_t (*lookup)(const struct race_setup *setup, const struct race_state *state, uint8_t key);
    unsigned (*occurrences)(const struct race_setup *setup, const struct race_state *state, uint8_t key);
    bool (*count)(const struct race_setup *setup, const struct race_state *state, int *count);
};

extern const struct race_rules race_rules_go, race_rules_mutex, race_rules_shards, race_rules_article,
    race_rules_mended, race_rules_java;

#endif
