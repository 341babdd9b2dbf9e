#ifndef MODEL_ENGINE_H
#define MODEL_ENGINE_H
/*
 * An engine as everybody else sees it: a row of tables and a few functions. The model's own verbs are for its
 * folders and whoever commands it; all others reach it by this row alone.
 *
 * Knows: what every engine has. Must not know: any one of them, but for their list (engines.def).
 */
#include "model/event.h"

#include "base/text.h"
#include "go/version.h"

#include <assert.h>
#include <stddef.h>

struct engine_heap;
struct fact_row;
struct gomap;
struct memory;
struct world;

/* The numbers of engines: 0 is the world itself. */
enum engine_number {
    ENGINE_world,
#define ENGINE(name) ENGINE_##name,
#include "model/engines.def"
#undef ENGINE
    ENGINES
};

/*
 * A field of a region's items: `slots` cells of `width` bytes (1, 2, 4 or 8) from byte `offset` of the item
 * on. A write to it is an event of kind `written`. `derive`, if there is one, is called after each change of
 * a cell, forwards or backwards in time, and brings to order what follows from it and is no cell of its own.
 */
struct field {
    const char *name;
    uint8_t width, slots;
    uint16_t offset;
    event_kind written;
    void (*derive)(struct memory *memory, struct place place, uint64_t before);
};

/* A kind of region. */
struct shape {
    const char *name;
    uint32_t size; /* bytes of an item */
    const struct field *fields;
    bool grows;  /* a write behind its end makes it longer */
    bool walks;  /* while one is there, it may still read what its owner has dropped */
    bool counts; /* taking one counts as an allocation */
    /* Bytes behind so many items, zeroed at first, for what the derive functions sum up; NULL: none. Not for
       a shape that grows. */
    size_t (*summary_bytes)(uint32_t items);
};

struct routine_row {
    const char *signature; /* name(arguments), as the code panel shows it */
};

struct line_row {
    routine routine;
    int depth; /* indentation, 0.. */
    const char *text;
};

/* Where the bytes of a subject lie. */
enum engine_bytes_place {
    ENGINE_BYTES_HEAD,     /* its header, and what that needs beside it */
    ENGINE_BYTES_ARRAY,    /* buckets, elements */
    ENGINE_BYTES_OVERFLOW, /* what hangs on the array and was allocated on its own */
    ENGINE_BYTES_OLD,      /* an array that it is leaving, with what hangs on it */
    ENGINE_BYTES_WALKED, /* arrays that it has left, with what hangs on them: loops that go on still walk them */
    ENGINE_BYTES_BEHIND, /* behind pointers in all of these: keys and elems that don't lie in the buckets */
    ENGINE_BYTES_PLACES
};

/* What an event is worth in bytes, as Go would take, clear and copy them. */
struct event_bytes {
    uint64_t allocated; /* given by the allocator: rounded up to what it hands out */
    uint64_t cleared;   /* set to zero: memory that was allocated, and what is wiped later */
    uint64_t copied;    /* of entries and elements that move */
    int64_t pointed;    /* what lies behind pointers of cells became so much more or less */
    bool anew;          /* the subject begins anew: what came before was another in its place */
    uint64_t carry;     /* the engine's own, from one event of an operation to the next; 0 where it begins */
};
/*
 * The bytes of a subject, as Go's allocator hands them out: `live` and `kept` are all that it holds, and the same is told once
 * more by where it lies. What several subjects hold counts for each of them.
 */
struct engine_bytes {
    uint64_t live; /* of what it has: its header, and its entries or elements, wherever they lie */
    uint64_t
        kept; /* held for nothing: empty room, marks of what is gone, rounding, what stays behind in an old array */
    uint64_t
        dead; /* what nothing leads to any more and no collection has taken; set by heap_bytes() alone, since it takes a walk */
    struct {
        uint64_t all, live; /* live <= all; the rest is kept for nothing */
    } at[ENGINE_BYTES_PLACES];
};

/* Fills in `live` and `kept` from what lies where. */
struct engine_bytes engine_bytes_summed(struct engine_bytes bytes);

struct engine {
    const char *name; /* as its folders are called */
    const char *call; /* what a subject is called that nobody named: m, s */
    const struct shape *shapes;
    size_t shape_count;
    const struct event_row *events;
    size_t event_count;
    const struct routine_row *routines;
    size_t routine_count;
    const struct line_row *lines;
    size_t line_count;
    const struct fact_row *facts; /* what can be asked of a subject; ends with a row without a name */

    /* Whether it makes what the type says, in that release of Go: map[string]int, []int. Whether the type is right is said by making it. */
    bool (*claims)(const char *type, size_t length, enum go_version release);
    /* The name of a subject's type. */
    const char *(*type_name)(const struct world *world, uint32_t home);
    /* The invariants of every reachable state; false with a sentence in `why`. For tests and assertions. */
    bool (*check)(const struct world *world, uint32_t home, struct text *why);
    struct engine_bytes (*bytes)(const struct world *world, uint32_t home);
    uint32_t type_word; /* the word of a home that holds the number of its subject's type */
    /* Adds what an event of a subject of type number `type` is worth (time/ledger.h); not asked about kinds that cost nothing, or a look. From the event alone: it may be of the past or
       the future. The event may be the world's own (alloc; drop is not asked about: what was allocated goes). */
    void (*event_bytes)(const struct world *world, uint32_t type, const struct event *event,
                        struct event_bytes *bytes);
    /* Whether an event tells what a command sets off beside what it was asked to do: a growth, what that moves. Asked of each event of the
       engine's kinds; from the event alone, and of one in a place of its subject's alone. NULL: none does. */
    bool (*sets_off)(const struct event *event);
    /* A subject goes: drops what only it held and no region of its own is. NULL: there is no such thing. */
    void (*leave)(struct world *world, uint32_t home);
    /* What of it the collector sees (heap.h). NULL: it has nothing on Go's heap. */
    const struct engine_heap *heap;
    const struct gomap *map; /* what its subjects do as Go's maps (gomap.h). NULL: they are none */
};

extern const struct engine *const engines[ENGINES];

static inline const struct event_row *event_row(event_kind kind)
{
    const struct engine *engine = engines[ENGINE_OF(kind)];
    assert(ENGINE_NUMBER_IN(kind) < engine->event_count);
    return &engine->events[ENGINE_NUMBER_IN(kind)];
}

const struct shape *shape_of(uint16_t shape);

static inline enum event_class event_class_of(event_kind kind)
{
    return event_row(kind)->class;
}

static inline enum grain event_grain(event_kind kind)
{
    return event_row(kind)->grain;
}

/* Pseudo-code. */
const struct routine_row *routine_row(routine number);
const struct line_row *code_line_row(code_line line);
routine code_line_routine(code_line line);

#endif
