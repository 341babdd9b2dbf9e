#ifndef MODEL_WORLD_H
#define MODEL_WORLD_H
/*
 * The world: subjects of any engine, side by side in one memory. A subject is a map, a slice, ...: it has a
 * name, and a home, the region of its registers, whose shape tells its engine. One of them is in hand.
 *
 * Which subjects there are, how they are called and which is in hand lies in region 0 and changes by events
 * like all else.
 * What struct world holds beside memory only grows: interned values, names, types.
 *
 * Knows: memory, names, homes. Must not know: what an engine does with its home.
 */
#include "model/memory.h"

#include "go/value.h"

enum {
    WORLD_SUBJECTS = 8, /* at the most; a name is refused beyond */
    WORLD_NAME_BYTES = 16,
    WORLD_NOBODY = -1,
};

enum {
    EVENT_subject =
        EVENTS_OF_MEMORY, /* a write of region 0: which subjects there are, and which is in hand */
    EVENT_added,          /* place.region = its home; before = its place among the subjects */
    EVENT_taken,          /* the same; it is in hand from now on */
    EVENT_renamed,        /* the same */
    EVENT_left,           /* the same; it is dropped, and all that was its own */
    EVENTS_OF_WORLD,
};

/* What no routine of the runtime does. */
enum { ROUTINE_outside = ENGINE_FIRST(ENGINE_world), ROUTINE_left };
enum { LINE_outside_setup = ENGINE_FIRST(ENGINE_world), LINE_outside_left };

/* The fields of the heap's region (heap.h): a mark a region of memory, and words behind them. */
enum { HEAP_FIELD_MARK, HEAP_FIELD_WORD };

/* A type that was ever made; its engine knows what it is. */
struct world_type {
    enum engine_number engine;
    void *type;
    void (*free)(void *type);
};

/* Numbers that were drawn elsewhere, by a real map that was recorded: handed out in their order in place of drawn ones. */
struct world_draws {
    const uint64_t *numbers; /* seeds and offsets */
    size_t count;
    const uint64_t *hashes; /* of keys that hold a NaN */
    size_t hash_count;
};

struct world {
    struct memory memory;
    struct values *values;
    struct world_type *types;
    size_t type_count, type_capacity;
    char (*names)[WORLD_NAME_BYTES]; /* all that were ever given */
    size_t name_count, name_capacity;
    struct world_draws
        *draws; /* of a recording that is replayed; NULL, or empty: a subject's own generator draws */
};

void world_init(struct world *world); /* without subjects; no events */
void world_free(struct world *world);

/* ---- reading. A subject is known by its place, 0 .. WORLD_SUBJECTS-1, or by its home. */

uint32_t world_home(const struct world *world, int place);    /* 0: no subject there */
const char *world_name(const struct world *world, int place); /* "" there */
int world_count(const struct world *world);                   /* of subjects */
int world_in_hand(const struct world *world);                 /* WORLD_NOBODY: none */
int world_find(const struct world *world, const char *name,
               size_t length);                                /* WORLD_NOBODY: none is called so */
int world_place_of(const struct world *world, uint32_t home); /* WORLD_NOBODY: it is none's home */
const struct engine *world_engine(const struct world *world, uint32_t home);

/* The place of the subject of that name, or WORLD_NOBODY and an error at `column`, which says who there is. */
int world_named(const struct world *world, const char *name, size_t length, int column, struct error *error);

/* Whether it can be a name: a letter, then letters, digits and _, at most WORLD_NAME_BYTES - 1 of them. */
bool world_is_name(const char *name, size_t length);

/* ---- changes, by events */

/* Adds a subject and takes it in hand. There must be a free place, and none of that name. Returns its place. */
int world_add(struct world *world, const char *name, uint32_t home);
/* Another home for a subject that stays; what the old one was is left to the collector. */
void world_rehome(struct world *world, int place, uint32_t home);
void world_take(struct world *world, int place);
void world_rename(struct world *world, int place, const char *name);
/* Drops a subject with all regions it owns. If it was in hand, the next one is, or the one before it. */
void world_drop(struct world *world, int place);

/* The region of the heap's marks; 0: there was no collection yet. And a new one, of so many items. */
uint32_t world_heap(const struct world *world);
uint32_t world_new_heap(struct world *world, uint32_t items, code_line line);

/* ---- types */

/* Takes a type over; returns its number, from 1. */
uint32_t world_add_type(struct world *world, enum engine_number engine, void *type, void (*free)(void *type));
/* NULL for 0. */
void *world_type(const struct world *world, uint32_t number);

#endif
