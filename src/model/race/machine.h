#ifndef MODEL_RACE_MACHINE_H
#define MODEL_RACE_MACHINE_H
/*
 * Goroutines that share a tiny map, one access to shared memory at a time: a pure machine, the same for the screen and for
 * the explorer (explore.h).
 *
 * A state is plain bytes: it is copied by assignment, two are equal if their bytes are, and its size is fixed. A step of a
 * goroutine is one access to one shared cell (a load, a store, a compare-and-swap, taking or giving back a lock) with the
 * computation behind it that touches only what is the goroutine's own. What a step does depends on the setup, on what is
 * the goroutine's own and on that one cell, on nothing else; a test holds it to that, and the explorer's reduction rests on
 * it.
 *
 * What is assumed of the processor and the compiler: accesses take effect one after another (sequential consistency), in
 * the order of the source. `x++` and `flags ^= y` are a load and a store, since two cores can come between. What a routine
 * has loaded or stored it does not load again before its next store or call.
 *
 * What is no step, since it can make no difference here: loads of what nobody changes (B, buckets, noverflow, the bit
 * sameSizeGrow, keys in old buckets after they were hashed, what lies behind the slots that are modelled), and of hash0. Go
 * draws hash0 anew when a deletion empties the map; here a key's hash stays, so what could come of that is not found.
 *
 * The table is two old buckets and the four new ones into which they are split. It never starts to grow: it is made in the
 * midst of a growth, or without one. Values are 1 .. 127; 0 is what memory of zeros holds.
 *
 * Knows: the systems, their programs and cells. Must not know: memory, events, the world, words, what is good or bad.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    RACE_GOROUTINES = 4, /* at most, and at least one */
    RACE_OPERATIONS = 6, /* of a goroutine, at most */
    RACE_KEYS = 4,       /* that there are: numbers 0 .. 3 */
    RACE_OLD_BUCKETS = 2,
    RACE_BUCKETS = 6, /* 0, 1: the old ones; 2 .. 5: the new ones */
    RACE_SLOTS = 8,   /* of a bucket: Go's bucketCnt */
    RACE_LOCALS = 14,
    RACE_VALUES = 127,   /* the largest value */
    RACE_MOST_COUNT = 26 /* of four buckets, 13/2 each: with one more the map would begin to grow */
};

enum race_system_name {
    RACE_GO,      /* Go's map as it is: hashWriting is looked at, nothing is locked */
    RACE_ARTICLE, /* a state for each bucket, by compare-and-swap, as the article has it */
    RACE_MENDED,  /* the same, with the rules that it lacks */
    RACE_MUTEX,   /* Go's map behind one mutex */
    RACE_SHARDS,  /* two of Go's maps, each behind a mutex of its own */
    RACE_JAVA,    /* ConcurrentHashMap: a lock for each bin, forwarding nodes */
    RACE_SYSTEMS
};

enum race_verb {
    RACE_GET,
    RACE_INSERT, /* m[key] = value */
    RACE_DELETE,
    RACE_RANGE, /* a loop over all entries; only where the system has it */
    RACE_MIGRATE, /* move old bucket `key`, or all (RACE_ALL; RACE_JAVA has only that); where it is done on purpose */
    RACE_VERBS
};

/* What can be added to RACE_ARTICLE. RACE_MENDED is it with HOLD and READ_OLD. */
enum race_rule {
    RACE_RULE_HOLD =
        1, /* who writes takes the state from 0 to 1 first, and puts 0 back; while it is 1 others wait */
    RACE_RULE_READ_OLD = 2,   /* while it is 1, the old bucket is read */
    RACE_RULE_READ_BOTH = 4,  /* while it is 1, the old bucket is read if the new one has nothing */
    RACE_RULE_COPY_EMPTY = 8, /* migrating stores only where nothing is, by compare-and-swap */
    RACE_RULE_AGAIN =
        16, /* who wrote the old bucket alone looks at the state again, and writes again if it changed */
    RACE_RULE_NEW_FIRST = 32, /* of both buckets the new one is written first */
    RACE_RULE_MARK = 64,      /* deleting leaves a mark, which is not nothing */
    RACE_RULES = 127
};

#define RACE_ALL 0xff /* RACE_MIGRATE: all old buckets, one after another */

struct race_op {
    uint8_t verb;
    uint8_t key;   /* 0 .. RACE_KEYS-1; of RACE_MIGRATE an old bucket or RACE_ALL */
    uint8_t value; /* of RACE_INSERT: 1 .. RACE_VALUES */
};

/* What is run; it never changes while it runs. */
struct race_setup {
    uint8_t system;
    uint8_t rules; /* of RACE_ARTICLE, bits of enum race_rule: 0 as written */
    uint8_t
        growing; /* 1: the entries are in the old buckets, and a growth is under way; 0: in the new ones */
    uint8_t
        slots; /* of a new bucket that are modelled, 1 .. RACE_SLOTS: what is not modelled is empty and stays so */
    uint8_t old_slots;  /* the same of an old bucket, at most as many: race_fit_slots() gives both */
    uint8_t goroutines; /* 1 .. RACE_GOROUTINES */
    uint8_t length[RACE_GOROUTINES];
    struct race_op program[RACE_GOROUTINES][RACE_OPERATIONS];
    uint8_t hash[RACE_KEYS];  /* 0 .. 3: its low bit chooses the old bucket, both bits the new one */
    uint8_t value[RACE_KEYS]; /* what the map holds in the beginning; 0: not this key */
};

/* Where a goroutine is. */
struct race_goroutine {
    uint8_t op;     /* operations that it has done: the number of its present one */
    uint8_t step;   /* what it does next, of the system's steps; 0: it stands before an operation */
    uint8_t ended;  /* enum race_end of what ended it before its program did; 0: nothing did */
    uint8_t reason; /* enum race_fatal or race_beyond of that */
    uint8_t local[RACE_LOCALS]; /* its own values, all zero between two operations: see race_system.locals */
};

/* Shared cells. Which a system uses, and what it calls them, says race_place_of(). */
enum race_cell {
    RACE_FLAGS = 0,              /* hashWriting and iterator bits; RACE_SHARDS has two, as of the next four */
    RACE_COUNT = 2,              /* how many entries the map says it has */
    RACE_GROWING = 4,            /* 1: oldbuckets is there */
    RACE_NEVACUATE = 6,          /* old buckets of which it is known that they were moved */
    RACE_LOCK = 8,               /* 0: free; else 1 + the goroutine that holds it */
    RACE_STATE = 10,             /* of each old bucket: the article's 0, 1, 2 */
    RACE_TRANSFER = 12,          /* transferIndex: old bins that nobody has claimed */
    RACE_LEFT,                   /* sizeCtl: 0 nobody moves bins, 1 + how many do, 0x80 all are moved */
    RACE_TABLE,                  /* 1: the new table is the table */
    RACE_NEXT_TABLE,             /* 1: nextTable is there */
    RACE_SLOT = 16,              /* the slots, or heads and nodes of lists, of the buckets */
    RACE_CELLS = RACE_SLOT + 144 /* 6 buckets of 8 slots of 3 cells; 6 heads and 24 nodes of 4 */
};

#define RACE_NO_CELL 0xff

struct race_state {
    uint8_t cell[RACE_CELLS];
    struct race_goroutine goroutine[RACE_GOROUTINES];
};

/* What a cell is. */
enum race_field {
    RACE_FIELD_UNUSED, /* no cell of this system */
    RACE_FIELD_FLAGS,
    RACE_FIELD_COUNT,
    RACE_FIELD_GROWING,
    RACE_FIELD_NEVACUATE,
    RACE_FIELD_LOCK,
    RACE_FIELD_STATE,
    RACE_FIELD_BIN_LOCK, /* of a node: that of the first node of a bin is the bin's */
    RACE_FIELD_TRANSFER,
    RACE_FIELD_LEFT,
    RACE_FIELD_TABLE,
    RACE_FIELD_NEXT_TABLE,
    RACE_FIELD_TOP, /* of a slot: 0 emptyRest, 1 emptyOne, 2 .. 4 evacuated, from 5 on an entry: 5 + its key here */
    RACE_FIELD_KEY,   /* 1 + key; 0: nothing was ever there. An empty slot may still hold one */
    RACE_FIELD_VALUE, /* 0: zeros */
    RACE_FIELD_ENTRY, /* the article's: what the bucket holds of the key `slot`: 0 nothing, its value, 0xff deleted */
    RACE_FIELD_HEAD, /* RACE_JAVA, of a bin: 0 empty, 1 + node, RACE_MOVED a forwarding node */
    RACE_FIELD_NEXT, /* RACE_JAVA, of a node: 0 none, 1 + node */
    RACE_FIELD_NODE_KEY, /* RACE_JAVA, of a node: 1 + key; never changes, and is there before the node is linked */
    RACE_FIELD_NODE_VALUE
};

#define RACE_MOVED 0xfe

struct race_place {
    uint8_t field;  /* enum race_field */
    uint8_t bucket; /* the map of RACE_SHARDS, the bucket, or the bin; 0 if there is but one */
    uint8_t slot;   /* of slots the slot, of nodes the node */
};

/* Top hashes of slots, as in the runtime. */
enum {
    RACE_EMPTY_REST = 0,
    RACE_EMPTY_ONE = 1,
    RACE_EVACUATED_X = 2,
    RACE_EVACUATED_Y = 3,
    RACE_EVACUATED_EMPTY = 4,
    RACE_MIN_TOP = 5
};

/* Bits of RACE_FLAGS, as in the runtime. */
enum { RACE_FLAG_ITERATOR = 1, RACE_FLAG_OLD_ITERATOR = 2, RACE_FLAG_WRITING = 4 };

/* The cell of a field of a slot; of systems that have slots. */
#define RACE_AT(bucket, slot, offset) (RACE_SLOT + ((bucket)*RACE_SLOTS + (slot)) * 3 + (offset))
enum { RACE_TOP_OFFSET, RACE_KEY_OFFSET, RACE_VALUE_OFFSET };

enum race_access {
    RACE_LOAD,
    RACE_STORE,
    RACE_SWAP,        /* compare-and-swap, or another atomic change, that was done */
    RACE_SWAP_FAILED, /* compare-and-swap that found something else: a load */
    RACE_TAKE,        /* a lock */
    RACE_GIVE         /* it back */
};

enum race_end {
    RACE_RUNS,    /* the operation goes on */
    RACE_RETURNS, /* it is done: `result` */
    RACE_DIES, /* the program is over, with a message of the runtime: `reason` is an enum race_fatal. Nobody goes on */
    RACE_LEAVES /* what would come is not modelled: `reason` is an enum race_beyond. Nobody goes on */
};

enum race_fatal {
    RACE_FATAL_WRITES,    /* concurrent map writes */
    RACE_FATAL_READ,      /* concurrent map read and map write */
    RACE_FATAL_ITERATION, /* concurrent map iteration and map write */
    RACE_FATAL_STATE,     /* bad map state */
    RACE_FATAL_NIL,       /* a panic: nil pointer dereference; nobody recovers it here */
    RACE_FATALS
};

enum race_beyond {
    RACE_BEYOND_SLOTS, /* all eight slots of the bucket are taken */
    RACE_BEYOND_OLD,   /* it would read behind the old array: what lies there nobody knows */
    RACE_BEYOND_COUNT, /* count says that a growth would begin */
    RACE_BEYONDS
};

/* Results: of RACE_GET. Absent, or RACE_FOUND with the value. Other operations have RACE_NO_RESULT. */
#define RACE_ABSENT    0
#define RACE_FOUND     0x80
#define RACE_NO_RESULT 0
#define RACE_ZERO_KEY  0xff /* memory of zeros, read as a key */

/* What a step did. */
struct race_done {
    struct race_op op; /* the operation */
    uint8_t begins;    /* 1: it was its first step */
    uint8_t
        blocked;    /* of race_peek() alone, 1: it waits until another changes `cell`, and nothing was done */
    uint8_t step;   /* which of the system's steps */
    uint8_t access; /* enum race_access */
    uint8_t cell;
    uint8_t before,
        after;   /* the cell's value; equal unless it was changed, but a store may store what was there */
    uint8_t end; /* enum race_end */
    uint8_t reason;
    uint8_t result;
    uint8_t gives; /* a loop gives an entry: 1 + its key, or RACE_ZERO_KEY; 0: it does not */
    uint8_t given; /* its value */
    uint8_t again; /* 1: this loop has given that key before */
};

/* Whether its access is more than a load: it may have changed the cell. */
static inline bool race_writes(const struct race_done *done)
{
    return done->access != RACE_LOAD && done->access != RACE_SWAP_FAILED;
}

/* Pseudo-code: lines of routines, and the steps, each on a line. */
struct race_line {
    uint8_t routine; /* of `routines` */
    uint8_t depth;
    const char *text;
};

struct race_step_row {
    const char *name; /* of the step, for logs */
    uint8_t line;     /* of `lines` */
};

/* What 0 stands for in a goroutine's own value: most hold nothing then, so some count from 1. */
enum race_local_kind {
    RACE_LOCAL_PLAIN,
    RACE_LOCAL_NEXT,  /* 1 + what it is */
    RACE_LOCAL_BUCKET /* an old bucket, or RACE_OLD_BUCKETS + a new one */
};

struct race_system {
    const char *name;            /* "go", "article", ... */
    const char *const *routines; /* their signatures */
    size_t routine_count;
    const struct race_line *lines;
    size_t line_count;
    const struct race_step_row *steps; /* 0: before an operation; no step */
    size_t step_count;
    const char *const *locals; /* RACE_LOCALS names of what goroutines hold themselves; NULL: not used */
    const uint8_t
        *local_kinds; /* RACE_LOCALS of enum race_local_kind: how these are told; NULL: all as they are */
    bool verbs[RACE_VERBS]; /* which it has */
};

const struct race_system *race_system_of(uint8_t system);

/* The system of that name, or RACE_SYSTEMS. */
uint8_t race_system_named(const char *name);

enum race_mistake {
    RACE_NO_MISTAKE,
    RACE_MISTAKE_SYSTEM,     /* there is no such system */
    RACE_MISTAKE_GOROUTINES, /* none, or more than RACE_GOROUTINES */
    RACE_MISTAKE_LENGTH,     /* a program of more than RACE_OPERATIONS */
    RACE_MISTAKE_VERB,       /* the system has no such operation */
    RACE_MISTAKE_KEY,
    RACE_MISTAKE_VALUE,
    RACE_MISTAKE_HASH,
    RACE_MISTAKE_INSERTS, /* more inserts in all programs than RACE_JAVA has nodes for: 8 */
    RACE_MISTAKE_RULES,   /* others than there are, or of another system than RACE_ARTICLE */
    RACE_MISTAKE_SLOTS,   /* none, too many, or too few for what the map holds in the beginning */
    RACE_MISTAKE_GROWING  /* neither 0 nor 1 */
};

/* As many slots as can ever be used: a new bucket gets the entries of the beginning that belong there, moved or not, and one slot more
   of each insert at the most; nobody puts an entry into an old one. Eight are enough of any: who finds no slot then would find none in
   Go's bucket. Reads what the map holds, the hashes and the programs; sets `slots` and `old_slots`. */
void race_fit_slots(struct race_setup *setup);

/* The slots of a bucket that are modelled. */
static inline uint8_t race_slots_of(const struct race_setup *setup, unsigned bucket)
{
    return bucket < RACE_OLD_BUCKETS ? setup->old_slots : setup->slots;
}

/* Whether it can be run. All other functions take only setups that can. */
enum race_mistake race_setup_check(const struct race_setup *setup);

/* The state in which nobody has done anything. */
void race_start(const struct race_setup *setup, struct race_state *state);

/* Whether goroutine `g` can step: its program is not done, the whole is not over, and it does not wait for a lock. */
bool race_enabled(const struct race_setup *setup, const struct race_state *state, unsigned g);

/* Whether the whole is over for good: somebody's RACE_DIES or RACE_LEAVES. */
bool race_dead(const struct race_setup *setup, const struct race_state *state);

/* Whether `g` has done its whole program. */
bool race_finished(const struct race_setup *setup, const struct race_state *state, unsigned g);

/* The cell for whose change `g` waits, a lock or a state, or RACE_NO_CELL. */
uint8_t race_waits_for(const struct race_setup *setup, const struct race_state *state, unsigned g);

/* One step of `g`, which must be enabled. */
void race_step(const struct race_setup *setup, struct race_state *state, unsigned g, struct race_done *done);

/* The same if it can: else false, and the state is as it was. The whole must not be over, the program of `g` not done. */
bool race_try(const struct race_setup *setup, struct race_state *state, unsigned g, struct race_done *done);

/* What `g` would do next, if it can step: the state stays. */
void race_peek(const struct race_setup *setup, const struct race_state *state, unsigned g,
               struct race_done *done);

/* The line of pseudo-code on which `g` is: that of its next step. False: it has none, its program is done. */
bool race_line_of(const struct race_setup *setup, const struct race_state *state, unsigned g, uint8_t *line);

/* What a cell of the setup's system is. */
struct race_place race_place_of(const struct race_setup *setup, uint8_t cell);

/* What the map holds to one who reads it alone, when nobody writes any more: RACE_ABSENT or RACE_FOUND with a value. */
uint8_t race_lookup(const struct race_setup *setup, const struct race_state *state, uint8_t key);

/* How often a walk over the whole map meets the key. A slot that is taken counts by the key in it, though its tophash may be another
   key's, so that no lookup finds it. */
unsigned race_occurrences(const struct race_setup *setup, const struct race_state *state, uint8_t key);

/* What the map says it holds, all its counters together; where two delete one key that can be less than nothing. False: the system keeps
   no count. */
bool race_count(const struct race_setup *setup, const struct race_state *state, int *count);

/* Whether a lock, or hashWriting, is set: when all are done that must not be. */
bool race_left_set(const struct race_setup *setup, const struct race_state *state);

/* Go's words, without "fatal error: " or "panic: ". */
const char *race_fatal_text(uint8_t fatal);

#endif
