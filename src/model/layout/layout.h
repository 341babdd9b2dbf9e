#ifndef MODEL_LAYOUT_LAYOUT_H
#define MODEL_LAYOUT_LAYOUT_H
/*
 * How Go lays out the buckets of a map type (Go <= 1.23), part by part: the engine. A subject is one map type, or two side by side.
 * There is no map: what is laid out follows from the types alone (go/maptype.h), and the subject's state is how far that has come.
 *
 * Knows: memory, events, map types. Must not know: maps and their entries, time, words, screens, commands.
 */
#include "go/maptype.h"
#include "model/layout/event.h"
#include "model/world.h"

/* Kinds of regions. */
enum layout_region { LAYOUT_HOME = ENGINE_FIRST(ENGINE_layout) /* a subject's registers */ };

enum { LAYOUT_TYPES = 2 };

/* What is laid out of a bucket, in this order. */
enum layout_part {
    LAYOUT_TOPHASH_PART,
    LAYOUT_KEYS_PART,
    LAYOUT_ELEMS_PART,
    LAYOUT_OVERFLOW_PART,
    LAYOUT_CLASS_PART,
    LAYOUT_SCAN_PART,
    LAYOUT_PATH_PART,
    LAYOUT_RESERVE_PART,
    LAYOUT_PARTS
};

enum layout_register {
    LAYOUT_TYPE,  /* of the world's types; 0: none yet */
    LAYOUT_OTHER, /* the second one; 0: there is none */
    LAYOUT_DONE,  /* parts of the first that are laid out, 0 .. LAYOUT_PARTS */
    LAYOUT_REGISTERS = LAYOUT_DONE + LAYOUT_TYPES, /* and of the second */
};

/* The reserve is told for these numbers of buckets, 2^B; below the first there is none. */
enum { LAYOUT_LEAST_B = 4, LAYOUT_MOST_B = 16 };

struct layout_type {
    char name[2 * GOTYPE_NAME_LIMIT + 16]; /* of all it lays out: "layout map[int]int map[string]int" */
    struct maptype map;                    /* owned */
};

/* A handle: cheap to copy, good as long as the world is. */
struct layout_subject {
    struct world *world;
    struct memory *memory;
    uint32_t home;
};

/* A subject without a type: its home. */
uint32_t layout_new(struct world *world);
struct layout_subject layout_of_home(const struct world *world, uint32_t home);

/*
 * Sets the one or two types of a name as struct layout_type has it; nothing is laid out of them yet. False and an error (column from
 * 1, in the name) if one of them is no map type, or its key can be none; nothing happens then.
 */
bool layout_set_types(struct layout_subject *subject, const char *name, size_t length,
                      enum go_version version, struct error *error);

/* Lays out the types, part by part, both of them before the next part. There must be types. */
void layout_lay(struct layout_subject *subject);

/* ---- reading; no events */

static inline uint64_t layout_register(const struct layout_subject *subject, uint32_t which)
{
    return ((const uint64_t *)subject->memory->regions[subject->home].cells)[which];
}
/* Type number `which`, 0 or 1; NULL: there is none. */
const struct maptype *layout_map(const struct layout_subject *subject, int which);
const char *layout_name(const struct layout_subject *subject); /* "": no type yet */
/* How many parts of a type are laid out by now. */
int layout_done(const struct layout_subject *subject, int which);

/* Invariants of every reachable state, as engine.check. */
bool layout_check(const struct world *world, uint32_t home, struct text *why);

#endif
