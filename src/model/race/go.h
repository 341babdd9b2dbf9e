#ifndef MODEL_RACE_GO_H
#define MODEL_RACE_GO_H
/*
 * What the files of Go's map share: its steps, what a goroutine holds, the way from verb to verb.
 *
 * Knows: turns. Must not know: other systems, but that locks may stand around an operation.
 */
#include "model/race/turn.h"

enum go_step {
    GO_NO_STEP,
#define ROUTINE(name, signature)
#define LINE(routine, name, depth, text)
#define STEP(routine, line, name) GO_##name,
#include "model/race/go.def"
#undef ROUTINE
#undef LINE
#undef STEP
    GO_STEPS
};

enum go_local {
    LOCAL_BUCKET, /* that is searched or walked */
    LOCAL_SLOT,   /* of it, and of the old bucket that is moved */
    LOCAL_PLACE,  /* 1 + the slot that the operation will write, or wrote */
    LOCAL_TEMP,   /* what was loaded and not yet stored */
    LOCAL_OLD,    /* the old bucket that is moved */
    LOCAL_X,      /* slots of its new buckets that are filled */
    LOCAL_Y,
    LOCAL_TOP,    /* of the entry in hand */
    LOCAL_KEY,    /* 1 + key of it */
    LOCAL_SECOND, /* 1: growWork's second bucket */
    LOCAL_RESULT,
    LOCAL_NEXT,  /* of a loop: the bucket after this one */
    LOCAL_HALF,  /* of a loop: 1 + the new bucket of which it walks half an old one */
    LOCAL_GIVEN, /* of a loop: the keys that it gave, a bit each */
    GO_LOCALS
};

static inline const struct race_op *go_op(const struct turn *turn)
{
    return &turn->done->op;
}

/* Of RACE_SHARDS, the map that the operation's key is in; else the only one. */
uint8_t go_map(const struct turn *turn);

/* The registers of that map. */
static inline uint8_t go_register(const struct turn *turn, uint8_t first)
{
    return (uint8_t)(first + go_map(turn));
}

/* Old buckets of that map, and its first. */
uint8_t go_old_count(const struct turn *turn);
uint8_t go_old_first(const struct turn *turn);

static inline uint8_t go_hash(const struct turn *turn)
{
    return turn->setup->hash[go_op(turn)->key];
}

static inline uint8_t go_new_bucket(uint8_t hash)
{
    return (uint8_t)(RACE_OLD_BUCKETS + hash);
}

static inline uint8_t go_old_bucket(uint8_t hash)
{
    return hash & (RACE_OLD_BUCKETS - 1);
}

/* The slots of a bucket that are modelled; what lies behind them is empty and stays so. */
static inline uint8_t go_slots(const struct turn *turn, unsigned bucket)
{
    return race_slots_of(turn->setup, bucket);
}

static inline uint8_t go_top(uint8_t key)
{
    return (uint8_t)(RACE_MIN_TOP + key);
}

static inline bool go_evacuated(uint8_t top)
{
    return top > RACE_EMPTY_ONE && top < RACE_MIN_TOP;
}

/* Whether a lock stands around each operation. */
bool go_locks(const struct race_setup *setup);

/* The operation is done: a lock around it is given back first. */
void go_finish(struct turn *turn, uint8_t result);

/* growWork for the bucket of the operation's key, and where the operation goes on behind it. */
void go_begin_work(struct turn *turn);
void go_after_work(struct turn *turn);

/* The steps of each routine. */
void go_step_assign(struct turn *turn);
void go_step_work(struct turn *turn);
void go_step_access(struct turn *turn);
void go_step_delete(struct turn *turn);
void go_step_range(struct turn *turn);

#endif
