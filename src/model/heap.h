#ifndef MODEL_HEAP_H
#define MODEL_HEAP_H
/*
 * Go's heap as its garbage collector sees it: a mark and sweep over all that engines have there. Objects are regions; what of an
 * engine is an object, and what an object points at, says the engine (engine.heap). Roots are the subjects of the world, which are
 * variables, and loops that are going on.
 *
 * A region that was dropped is garbage as soon as no root leads to it; it stays so until a collection takes it. What is taken can
 * still be seen by whoever steps back: memory_take() is an event like all others.
 *
 * The colours of the last collection, and what it came to, lie in a region of their own. Between two collections they stand as they
 * were: white is also what came into being since.
 *
 * Follows runtime/mgc.go, mgcmark.go (markroot, greyobject, scanobject) and mgcsweep.go (sweep), greatly shortened: here nobody
 * else runs meanwhile, so there is no write barrier, and what is swept is swept at once.
 *
 * Knows: regions, roots, pointers. Must not know: any one engine, words but for the names of objects, screens.
 */
#include "model/world.h"

enum heap_colour { HEAP_WHITE, HEAP_GRAY, HEAP_BLACK, HEAP_FREE /* taken by this collection */ };

/* What led to an object. */
enum heap_by { HEAP_BY_VARIABLE, HEAP_BY_LOOP, HEAP_BY_POINTER, HEAP_BY_LIST /* of overflow buckets */ };

/* The words behind the marks of the heap's region. */
enum heap_word {
    HEAP_CYCLES,  /* collections so far; is written when the words of the new one's beginning are there */
    HEAP_OBJECTS, /* that the heap held when the last one began */
    HEAP_BEFORE,  /* their bytes, and what is no object */
    HEAP_MARKED,  /* bytes that had their mark when it ended */
    HEAP_LET_GO,  /* bytes that it freed and that are no objects (heap_behind) */
    HEAP_GOAL, /* how large the heap was to be when it ended, at the most: GOGC = 100; without stacks and globals */
    HEAP_WORDS
};

/* What stands in a mark: the colour, and above it the bytes of an object that is no longer white. */
enum { HEAP_COLOUR_BITS = 8, HEAP_COLOUR_MASK = (1 << HEAP_COLOUR_BITS) - 1 };

/* Behind the marks: what follows from them. */
struct heap_sums {
    struct {
        uint64_t objects, bytes;
    } of[HEAP_FREE + 1]; /* by colour; but for white, which is what is left */
};

enum { HEAP_LEAST_GOAL = 4 << 20 /* bytes: heapMinimum */ };

enum {
    EVENT_cycle = EVENTS_OF_WORLD,
    EVENT_found,
    EVENT_scan,
    EVENT_scanned,
    EVENT_behind,
    EVENT_marked,
    EVENT_swept,
    EVENT_let_go,
    EVENT_collected,
    EVENT_shade,
    EVENT_ledger,
    EVENTS_WITH_HEAP,
};

/* The lines and routines of heap_routine.def. */
enum {
    ROUTINES_BEFORE_HEAP = ROUTINE_left,
#define ROUTINE(name, signature) ROUTINE_##name,
#define LINE(routine, name, depth, text)
#include "model/heap_routine.def"
#undef ROUTINE
#undef LINE
};
enum {
    LINES_BEFORE_HEAP = LINE_outside_left,
#define ROUTINE(name, signature)
#define LINE(routine, name, depth, text) LINE_##routine##_##name,
#include "model/heap_routine.def"
#undef ROUTINE
#undef LINE
};

/* What an object is to the collector, and how it is called. */
struct heap_object {
    uint64_t
        bytes; /* as the allocator hands them out; what it leads to without being a region is not among them */
    bool scanned;         /* its type has pointers: it is looked into */
    enum word name, said; /* in a picture, and in a sentence; {1} is `count` */
    enum word note;       /* what is said once it was looked into, or need not be; WORD_NONE: nothing */
    uint64_t count;
};

/* Is told of each object that something leads to; one may be told more than once. */
struct heap_finder {
    void (*found)(void *context, uint32_t region, enum heap_by by);
    void *context;
};

/*
 * Bytes of a subject's that are no regions: what lies outside its buckets. `all` of it that was not freed yet, and how much is
 * `reached`; and lists that are there as long as their subject, which are reached, too.
 */
struct heap_behind {
    uint64_t all, reached, lists;
};

/* An engine's part (engine.heap); NULL there: it has nothing on the heap. */
struct engine_heap {
    /* Whether a region is an object of the heap, and what it is like. Its storage is there; it may be dropped. */
    bool (*object)(const struct world *world, uint32_t region, struct heap_object *object);
    /* What a subject's variable leads to. It is asked of many: it must not cost a walk over all regions. */
    void (*roots)(const struct world *world, uint32_t home, const struct heap_finder *finder);
    /* What a loop that is going on leads to: a live region of a shape that walks. NULL: there are none. */
    void (*loop)(const struct world *world, uint32_t region, const struct heap_finder *finder);
    /* What the pointers of an object lead to, in their order. */
    void (*pointers)(const struct world *world, uint32_t region, const struct heap_finder *finder);
    /* Of one that is gone, but was not taken yet, only `all` is told. NULL: there is no such thing. */
    struct heap_behind (*behind)(const struct world *world, uint32_t home);
    /* Of `all` only so much is left. Not for one that is gone. */
    void (*leave_behind)(struct world *world, uint32_t home, uint64_t bytes, code_line line);
};

/* What of the heap is reached, and what is garbage. */
struct heap_share {
    uint64_t objects, bytes;
    uint64_t
        uncounted; /* of the bytes: what is no region and so none of the objects, though one for Go (heap_behind) */
};
struct heap_survey {
    struct heap_share reached, dead;
    uint64_t scanned; /* of those reached: looked into */
};

/* The objects of a subject, or, of home 0, of the whole world, those of subjects that are gone and of nobody too. Costs a walk over
   all regions and all that they point at. */
struct heap_survey heap_survey(const struct world *world, uint32_t home);

/* The bytes of a subject as its engine tells them, and how much of it is dead. */
struct engine_bytes heap_bytes(const struct world *world, uint32_t home);

/* Is asked before objects are looked into: `done` of `all` were so far. False: the collection is to end. */
struct heap_watch {
    bool (*goes_on)(void *context, uint64_t done, uint64_t all);
    void *context;
};

/* A collection. What it came to, as the survey of the world was when it began: what was dead there is free now. `watch` may be NULL.
   False: it was ended half-way, and what was done of it is to be taken back. */
bool heap_collect(struct world *world, const struct heap_watch *watch, struct heap_survey *survey);

/* How much work a collection is, for who limits it: a region is one unit, a bucket or an element a part of one. */
uint64_t heap_work(const struct world *world);

/* Whether that is at most `work`; it costs no more to find out. */
bool heap_is_small(const struct world *world, uint64_t work);

/* The colour that the last collection left an object with, and a word of its ledger; white and 0 if there was none. */
enum heap_colour heap_colour(const struct world *world, uint32_t region);
uint64_t heap_word(const struct world *world, enum heap_word which);

/* How many objects have a colour by now, of those that there were when the last collection began, and their bytes; of white ones
   it is only told how many. Costs no walk. */
struct heap_share heap_coloured(const struct world *world, enum heap_colour colour);

/* Whether a region is an object that is there for Go: not taken. Its storage must be there. */
bool heap_object(const struct world *world, uint32_t region, struct heap_object *object);
/* The same of one that is there, or was taken by the last collection. */
bool heap_seen(const struct world *world, uint32_t region, struct heap_object *object);

/* The first subject, by its place from `from` on, whose variable leads to a region by itself; WORLD_NOBODY: there is none. */
int heap_holder(const struct world *world, uint32_t region, int from);

/* The region that an event of a collection is about; 0: none. */
uint32_t heap_event_object(const struct event *event);

#endif
