#ifndef MODEL_STRATEGY_STRATEGY_H
#define MODEL_STRATEGY_STRATEGY_H
/*
 * Strategies: types of one's own that wrap classic maps. Two of them, which differ in which map an operation goes to and in what
 * follows it, and are alike in all else; so they are one engine, and which of them a subject is lies in a register.
 *
 *   sharded[K]V   N maps. High bits of a hash of the strategy's own choose one; it grows by itself.
 *   split[K]V     a map that is written and a map that is read. At every N-th write the second becomes a copy of the first;
 *                 in between it is behind by the writes since, which is counted at each read.
 *
 * A strategy does nothing to entries itself: strategy_enter() says which map an operation goes to, the caller has that map do it,
 * strategy_leave() does what follows. Its maps are parts of it (memory_alloc_within): they live, are undone and go with it.
 * Locks are not modelled: one thing happens at a time.
 *
 * Knows: memory, events, classic maps. Must not know: other subjects, time, words, screens, commands.
 */
#include "model/classic/classic.h"
#include "model/strategy/event.h"

enum strategy_region { STRATEGY_REGISTERS = ENGINE_FIRST(ENGINE_strategy) /* a subject's home */ };

enum strategy_kind { STRATEGY_SHARDED, STRATEGY_SPLIT, STRATEGY_KINDS };

/* The parts of a split map. */
enum strategy_side { STRATEGY_WRITE_SIDE, STRATEGY_READ_SIDE, STRATEGY_SIDES };

enum { STRATEGY_MOST_SHARDS = 64, STRATEGY_MOST_EVERY = 1000000 };
#define STRATEGY_PRESET_SHARDS 4
#define STRATEGY_PRESET_EVERY  100

/* The words of a home. */
enum strategy_register {
    STRATEGY_TYPE, /* of the world's types; 0: not made yet */
    STRATEGY_PARTS,
    STRATEGY_SEED,      /* of its own hash, and of where its maps' generators begin */
    STRATEGY_EVERY,     /* split: at so many writes the read side is published */
    STRATEGY_BEHIND,    /* writes since it was */
    STRATEGY_NEXT,      /* home of the map that is being copied to, or 0 */
    STRATEGY_READS,     /* reads so far */
    STRATEGY_STALE,     /* those that were behind by a write at least */
    STRATEGY_STALENESS, /* the sum of what reads were behind by, in writes */
    STRATEGY_STALEST,   /* the most that one was */
    STRATEGY_DIFFERED,  /* reads that the write side would have answered otherwise */
    STRATEGY_PUBLISHED, /* publications so far */
    STRATEGY_COPIED,    /* entries that these copied */
    STRATEGY_PART,      /* homes of its maps, in order */
    STRATEGY_COUNT_OF_REGISTERS = STRATEGY_PART + STRATEGY_MOST_SHARDS
};

enum strategy_operation { STRATEGY_READ, STRATEGY_WRITE, STRATEGY_DELETE, STRATEGY_OPERATIONS };

enum strategy_outcome {
    STRATEGY_DONE,
    STRATEGY_TOO_BIG,    /* the hint asks for more than the model holds; nothing happened */
    STRATEGY_WRONG_TYPE, /* the name is no type; nothing happened */
};

/* How one is to be made. */
struct strategy_plan {
    const char *type; /* sharded[K]V or split[K]V */
    enum go_version version;
    int64_t hint;    /* entries; a sharded map divides them among its maps */
    uint64_t shards; /* sharded: a power of two, 1 .. STRATEGY_MOST_SHARDS */
    uint64_t every;  /* split: 1 .. STRATEGY_MOST_EVERY */
    bool at_once;    /* its maps evacuate everything in the write that begins a growth */
};

/* A handle: cheap to copy, good as long as the world is. */
struct strategy {
    struct world *world;
    struct memory *memory;
    struct values *values;
    uint32_t home;
};

/* A strategy without maps, to be made: its home. */
uint32_t strategy_new(struct world *world, uint64_t seed);
/* The strategy whose home it is. Whoever may only read the world keeps it in a const struct strategy, which no verb takes. */
struct strategy strategy_of(const struct world *world, uint32_t home);
/* The same seed gives the same maps, once it is made. */
void strategy_set_seed(struct strategy *strategy, uint64_t seed);

/* ---- verbs. Each tells events through the memory's sink. */

/* Makes its maps; those that it had are left. */
enum strategy_outcome strategy_make(struct strategy *strategy, const struct strategy_plan *plan,
                                    struct error *error);

/* What each of so many maps has room for; together for `hint` at least. */
int64_t strategy_hint_of_shard(int64_t hint, uint64_t shards);

/* An operation begins: the home of the map that is to do it. At a read of a split map its staleness is taken. */
uint32_t strategy_enter(struct strategy *strategy, enum strategy_operation operation, value_id key);
/* The map has done it: a write of a split map is counted, and the read side published if it is time. */
void strategy_leave(struct strategy *strategy, enum strategy_operation operation);

/* Removes all entries: of each shard, or of the write side, which counts as a write. */
void strategy_clear(struct strategy *strategy);
/* Publishes the read side of a split map now. */
void strategy_publish(struct strategy *strategy);

/* ---- reading; no events */

static inline uint64_t strategy_register(const struct strategy *strategy, enum strategy_register which)
{
    return ((const uint64_t *)strategy->memory->regions[strategy->home].cells)[which];
}
enum strategy_kind strategy_kind(const struct strategy *strategy);
/* "sharded[string]int"; "" before it is made. */
const char *strategy_type_name(const struct strategy *strategy);
/* "map[string]int", the type of its maps. */
const char *strategy_map_name(const struct strategy *strategy);
/* Whether a type's name begins as that of one of the kinds. */
bool strategy_claims(const char *type, size_t length, enum strategy_kind *kind);

int strategy_part_count(const struct strategy *strategy);
uint32_t strategy_part_home(const struct strategy *strategy, int part);
struct classic strategy_part(const struct strategy *strategy, int part);
/* Which part a home is, also of a map that is being copied to: it counts as the read side. -1: none. */
int strategy_part_of(const struct strategy *strategy, uint32_t home);

/* Entries: of all shards, or of the write side. */
uint64_t strategy_count(const struct strategy *strategy);
/* Growths of all its maps, of both sides of a split one. */
uint64_t strategy_growths(const struct strategy *strategy);
/* The entries of the fullest of its maps, or of the emptiest. */
uint64_t strategy_extreme(const struct strategy *strategy, bool most);

/* A key's hash under the strategy's own seed. Keys that hold a NaN, or can't be hashed, have 0: any shard will do, since nobody finds
   the one, and the map refuses the other. */
uint64_t strategy_hash(const struct strategy *strategy, value_id key);
/* The shard that a hash chooses, by its high bits. */
int strategy_shard(const struct strategy *strategy, uint64_t hash);
/* The part that reads (or writes) of a key go to. */
int strategy_part_for(const struct strategy *strategy, enum strategy_operation operation, value_id key);

/* Invariants of every reachable state, as engine.check. */
bool strategy_check(const struct world *world, uint32_t home, struct text *why);

#endif
