#ifndef MODEL_RACE_RACE_H
#define MODEL_RACE_RACE_H
/*
 * Goroutines that share a map: the engine. A subject is a race: a system (race[go], race[java]), what its map holds in the beginning,
 * the program of each goroutine, how far each is, and what the explorer found of it.
 *
 * What a step does is the pure machine's (machine.h), which the explorer runs too: a step is performed on a copy of the state, and
 * what it changed is written into the cells of the state, byte by byte. So the screen shows what was explored, and a step back is
 * memory's.
 *
 * Keys are called a, b, c, d; values are small numbers.
 *
 * Knows: memory, events, the machine. Must not know: time, words, screens, commands, how a schedule is found.
 */
#include "model/race/event.h"
#include "model/race/explore.h"
#include "model/world.h"

#include "base/text.h"

/* Kinds of regions. All but the first belong to their race. */
enum race_region {
    RACE_REGION_HOME = ENGINE_FIRST(ENGINE_race), /* a subject's home: its words */
    RACE_REGION_SETUP,                            /* bytes of struct race_setup */
    RACE_REGION_STATE,                            /* bytes of struct race_state */
    RACE_REGION_TAKEN,                            /* who took each step, 1 + goroutine */
    RACE_REGION_FINDINGS, /* what the explorer found, by verdict: struct race_finding */
    RACE_REGION_SCHEDULES /* its schedules, RACE_MOST_STEPS bytes for each verdict: 1 + goroutine, 0 behind the end */
};

/* The words of a home. */
enum race_word {
    RACE_WORD_SETUP, /* regions */
    RACE_WORD_STATE,
    RACE_WORD_TAKEN,
    RACE_WORD_FINDINGS,
    RACE_WORD_SCHEDULES,
    RACE_WORD_STEPS,   /* taken since the beginning */
    RACE_WORD_REPLAYS, /* 1 + the verdict whose schedule is replayed; 0: none is */
    RACE_WORD_EXPLORED, /* 1 + enum race_ending of what the explorer did; 0: nothing; of the following all are 0 then */
    RACE_WORD_STATES, /* as in struct race_report, to RACE_WORD_CLEAN_SAMPLES */
    RACE_WORD_TRIED,
    RACE_WORD_PRUNED,
    RACE_WORD_DEPTH,
    RACE_WORD_COUNTED,
    RACE_WORD_INTERLEAVINGS, /* digits, and tens behind them */
    RACE_WORD_INTERLEAVINGS_TENS,
    RACE_WORD_EXECUTIONS,
    RACE_WORD_EXECUTIONS_TENS,
    RACE_WORD_CLEAN,
    RACE_WORD_CLEAN_TENS,
    RACE_WORD_LONGEST,
    RACE_WORD_SAMPLES,
    RACE_WORD_CLEAN_SAMPLES,
    RACE_WORDS
};

/* Steps of a race. Who waits takes none, so programs end by themselves: the longest that was met took 1,287, four goroutines with six
   operations each, nearly all of them loops. */
enum { RACE_MOST_STEPS = 2000 };

/* What was found of a verdict: as in struct race_found. */
struct race_finding {
    uint64_t interleavings, executions; /* digits */
    uint32_t interleavings_tens, executions_tens, samples;
    uint16_t length;
    uint8_t found, shortest;
};

/* A handle of a race: cheap to copy, good as long as the world is. */
struct race {
    struct world *world;
    struct memory *memory;
    uint32_t home;
};

/* A race of system `go` without programs, to be made: its home. */
uint32_t race_new(struct world *world);
/* The race whose home it is. Whoever may only read the world keeps it in a const struct race, which no verb takes. */
struct race race_of(const struct world *world, uint32_t home);

/* ---- verbs. Each tells events through the memory's sink. All but race_advance begin anew and forget what was found. */

/* Another system, an empty map, no programs. `growing`: the map is in the midst of a growth. */
void race_make(struct race *race, uint8_t system, bool growing);
/* A program for a goroutine of those that there are, or the next one. It must fit the system: race_setup_check() of what comes of it. */
void race_give(struct race *race, unsigned goroutine, const struct race_op *program, unsigned length);
/* The setup that race_give() would come to, which may be none that can be run: race_setup_check(). */
struct race_setup race_with_program(const struct race *race, unsigned goroutine,
                                    const struct race_op *program, unsigned length);
/* What the map holds of a key in the beginning; value 0: nothing. */
void race_put(struct race *race, uint8_t key, uint8_t value, uint8_t hash);
/* From now on the map is in the midst of a growth in the beginning. */
void race_grow(struct race *race);
/* Back to the beginning. What was found stays. */
void race_again(struct race *race);
/* Writes down what the explorer found of the setup as it is. */
void race_learn(struct race *race, const struct race_report *report);
/* Back to the beginning, and from now on the schedule of a verdict is replayed; its steps are the caller's, by race_advance(). */
void race_begin_replay(struct race *race, unsigned verdict);
/* One step of a goroutine that is enabled. False: RACE_MOST_STEPS were taken, and nothing happened. */
bool race_advance(struct race *race, unsigned goroutine, struct race_done *done);

/* Regions of bytes have eight of them an item: the place of a byte. */
enum { RACE_BYTES = 8 };
static inline struct place race_byte(uint32_t region, uint64_t number)
{
    return (struct place){
        .region = region, .index = (uint32_t)(number / RACE_BYTES), .slot = (uint8_t)(number % RACE_BYTES)};
}

/* ---- reading; no events */

/* How many goroutines have a program: all of the setup, or none, and then it has one without. */
static inline unsigned race_programs(const struct race_setup *setup)
{
    return setup->length[0] > 0 ? setup->goroutines : 0;
}

static inline uint64_t race_word(const struct race *race, enum race_word which)
{
    return ((const uint64_t *)race->memory->regions[race->home].cells)[which];
}
/* Lent: good until the next change of memory. What they lend can be half written at a moment within a command: who looks at any moment
   asks race_settled(). */
const struct race_setup *race_setup(const struct race *race);
const struct race_state *race_state(const struct race *race);

/* An operation of a goroutine: the steps at which it began and was done, counted from 1; 0: it did not yet. */
struct race_record {
    uint16_t began, done;
    uint8_t result;
};

/* A race as it is between two steps: its setup, and all that the steps make of it. */
struct race_settled {
    struct race race;
    struct race_setup setup;
    struct race_state state;
    uint64_t steps; /* that were taken */
    unsigned actor; /* of steps > 0: whose the last one was, and what it did */
    struct race_done last;
    struct race_record records[RACE_GOROUTINES][RACE_OPERATIONS]; /* by goroutine and operation */
};
/* For whoever looks at any moment: the machine runs anew, and what is half written is not read. While a new setup is being written there is
   none: an empty map, and nobody has a program. */
struct race_settled race_settled(const struct race *race);
/* What was found of a verdict, and a word from RACE_WORD_EXPLORED on: zeros if nothing was explored, and while it is being written. */
const struct race_finding *race_finding(const struct race *race, unsigned verdict);
uint64_t race_learned(const struct race *race, enum race_word which);
/* Of the schedule found for a verdict the goroutine of a step below its length. */
unsigned race_scheduled(const struct race *race, unsigned verdict, uint64_t step);
/* The verdicts that were found, bits; and those of the run as it is now. */
uint32_t race_verdicts_found(const struct race *race);
uint32_t race_verdicts_now(const struct race *race);
/* Who took a step, from 0 on. */
unsigned race_taken(const struct race *race, uint64_t step);
const char *race_type_name(uint8_t system); /* race[go] */

/* What can be said of the race as a whole. */
enum race_standing {
    RACE_STANDS_NOWHERE, /* no goroutine has a program */
    RACE_STANDS_OPEN,    /* somebody can go on */
    RACE_STANDS_OVER,    /* all are done */
    RACE_STANDS_DEAD,    /* Go ended the program */
    RACE_STANDS_BEYOND,  /* what would come is not modelled */
    RACE_STANDS_STUCK    /* all that are not done wait for one another */
};
enum race_standing race_stands(const struct race *race);
enum race_standing race_stands_of(const struct race_setup *setup, const struct race_state *state);
const char *race_standing_name(enum race_standing standing); /* none, open, done, dead, beyond, stuck */
/* Whose step ended it, of RACE_STANDS_DEAD and RACE_STANDS_BEYOND. */
unsigned race_culprit(const struct race_setup *setup, const struct race_state *state);

/* What a verdict is called, in a word: lost, torn; and the verdict of that name, RACE_VERDICTS if it is none. */
const char *race_verdict_name(unsigned verdict);
unsigned race_verdict_named(const char *name, size_t length);
/* Whether the runtime says nothing of it: the program goes on with what is wrong. */
bool race_verdict_is_silent(unsigned verdict);
/* The verdict that a replay is of if none is named: the shortest that nobody is told of, else the shortest. RACE_VERDICTS: none. */
unsigned race_verdict_to_replay(const struct race *race);
/* a, b, c, d; RACE_KEYS if it is none. */
uint8_t race_key_named(const char *name, size_t length);
static inline char race_key_name(uint8_t key)
{
    return (char)('a' + key);
}

/* A cell by its name in the runtime, buckets[2].tophash[0], and what a value of it says, evacuatedX (names.c). */
void race_add_cell(const struct race_setup *setup, uint8_t cell, struct text *text);
void race_add_operation(const struct race_op *op, struct text *text); /* insert a 1 */
/* A program as it is written: "insert a 1; delete b". */
void race_add_program(const struct race_setup *setup, unsigned goroutine, struct text *text);
void race_add_value(const struct race_setup *setup, uint8_t cell, uint8_t value, struct text *text);
/* A goroutine's own value number `local`, which is not 0: bucket 0, place 1. */
void race_add_local(const struct race_system *system, unsigned local, uint8_t value, struct text *text);

/* The engine's number of a line of a system's pseudo-code. */
code_line race_code_line(uint8_t system, uint8_t line);

/* What the events of a step tell: RACE_access and RACE_stepped. */
struct race_done race_done_of(const struct event *event);
struct race_op race_op_of(uint64_t packed);

/* Invariants of every reachable state, as engine.check: that the state is what its steps make of its setup. */
bool race_check(const struct world *world, uint32_t home, struct text *why);

#endif
