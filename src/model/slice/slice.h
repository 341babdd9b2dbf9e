#ifndef MODEL_SLICE_SLICE_H
#define MODEL_SLICE_SLICE_H
/*
 * Go's slices and arrays (runtime/slice.go): the engine. A subject is a variable, of a type such as []int or [5]int.
 *
 * A slice is a header: an array, where in it the first element is, length and capacity. Several headers may stand on one array,
 * which is nobody's own: what holds it keeps it, and what nobody holds any more is left to the collector. A variable of an array
 * type has an array, too, and stands on all of it; slices may stand on it as well.
 *
 * Everything that changes lies in the world's memory and changes only through memory_write(). Elements of size 0 take no memory:
 * such a header stands on no array. Addresses are made up; what is true is which are equal, and how far apart they are.
 *
 * Knows: memory, events, Go types, values; that other subjects may hold an array. Must not know: time, words, screens, commands.
 */
#include "model/slice/event.h"
#include "model/slice/growth.h"
#include "model/world.h"

/* Kinds of regions. */
enum slice_region {
    SLICE_HEADER = ENGINE_FIRST(ENGINE_slice), /* a subject's home: its words */
    SLICE_ARRAY, /* elements, ids of values; behind them its address and its bytes */
};

/* The words of a header, and what the model needs beside them. */
enum slice_register {
    SLICE_TYPE,  /* of the world's types */
    SLICE_PTR,   /* region of the array, or 0 */
    SLICE_FIRST, /* the element of the array that ptr points to */
    SLICE_LEN,
    SLICE_CAP,
    SLICE_NIL,     /* 1: a nil slice */
    SLICE_GROWTHS, /* arrays that append has allocated since it was made */
    SLICE_COPIED,  /* elements that these took over */
    SLICE_BREAK,   /* the address behind the last array that it allocated */
    SLICE_REGISTERS
};

/* Where an element lies: region in the upper half, index in the lower. 0: nowhere. */
#define SLICE_AT(region, index) ((uint64_t)(region) << 32 | (uint32_t)(index))
#define SLICE_AT_REGION(at)     ((uint32_t)((at) >> 32))
#define SLICE_AT_INDEX(at)      ((uint32_t)(at))

struct slice_type {
    char name[GOTYPE_NAME_LIMIT + 3]; /* []int, [5]int */
    enum go_version version;
    struct gotype *whole;         /* owned: the array, or the element of a slice */
    const struct gotype *element; /* of either */
    bool is_array;
    uint64_t length; /* of an array */
    value_id zero;   /* what memory of zeros is as an element */
};

enum slice_outcome {
    SLICE_DONE,
    SLICE_MADE,
    SLICE_APPENDED,
    SLICE_STORED,
    SLICE_READ,
    SLICE_CUT,
    SLICE_COPIED_INTO,
    SLICE_ASSIGNED,
    SLICE_CLEARED,
    SLICE_PANIC,      /* Go panics: struct slice_panic says how; nothing changed but that it was told */
    SLICE_TOO_BIG,    /* beyond what the model holds (SLICE_MOST_ELEMENTS); nothing happened */
    SLICE_WRONG_TYPE, /* the name is no type of a slice or array; nothing happened */
    SLICE_OUTCOMES
};

/* Go's run-time errors: what they say, with the numbers x and y (runtime/error.go boundsErrorFmts, runtime/slice.go). */
enum slice_panic_kind {
    SLICE_NO_PANIC,
    SLICE_PANIC_INDEX,          /* index out of range [x] with length y */
    SLICE_PANIC_INDEX_NEGATIVE, /* index out of range [x] */
    SLICE_PANIC_HIGH_LEN,       /* slice bounds out of range [:x] with length y (of an array) */
    SLICE_PANIC_HIGH_CAP,       /* slice bounds out of range [:x] with capacity y */
    SLICE_PANIC_HIGH_NEGATIVE,  /* slice bounds out of range [:x] */
    SLICE_PANIC_LOW,            /* slice bounds out of range [x:y] */
    SLICE_PANIC_LOW_NEGATIVE,   /* slice bounds out of range [x:] */
    SLICE_PANIC_MAX_LEN,        /* slice bounds out of range [::x] with length y (of an array) */
    SLICE_PANIC_MAX_CAP,        /* slice bounds out of range [::x] with capacity y */
    SLICE_PANIC_MAX_NEGATIVE,   /* slice bounds out of range [::x] */
    SLICE_PANIC_HIGH3,          /* slice bounds out of range [:x:y] */
    SLICE_PANIC_HIGH3_NEGATIVE, /* slice bounds out of range [:x:] */
    SLICE_PANIC_LOW3,           /* slice bounds out of range [x:y:] */
    SLICE_PANIC_LOW3_NEGATIVE,  /* slice bounds out of range [x::] */
    SLICE_PANIC_MAKE_LEN,       /* makeslice: len out of range */
    SLICE_PANIC_MAKE_CAP,       /* makeslice: cap out of range */
    SLICE_PANIC_GROW_LEN,       /* growslice: len out of range */
    SLICE_PANIC_GROW_CAP,       /* growslice: cap out of range, before 1.20 */
    SLICE_PANICS
};

struct slice_panic {
    enum slice_panic_kind kind;
    int64_t x, y;
};

/* [low:high:max] as written; what is left out is not there. */
struct slice_bounds {
    bool has_low, has_high, has_max;
    int64_t low, high, max;
};

/* The words that a region of an array has behind its elements. */
enum { SLICE_WORDS_BEHIND = 2 };

/* The largest array that the model makes. */
enum { SLICE_MOST_ELEMENTS = 1 << 20 };

/* What elements of size 0 have as their address. */
#define SLICE_ZERO_BASE 0x5a1e80u

/* A handle of a variable: cheap to copy, good as long as the world is. */
struct slice {
    struct world *world;
    struct memory *memory;
    struct values *values;
    uint32_t home;
};

/* A variable without a type, to be made: its home. */
uint32_t slice_new(struct world *world);
/* The variable whose home it is. Whoever may only read the world keeps it in a const struct slice, which no verb takes. */
struct slice slice_of(const struct world *world, uint32_t home);

/* ---- verbs. Each tells events through the memory's sink. `panic` is set for SLICE_PANIC. */

/* make([]T, len, cap), runtime makeslice; of an array type the variable with all elements zero (len and cap are not looked at).
   What the variable stood on before is left. SLICE_WRONG_TYPE: `error` says why. */
enum slice_outcome slice_make(struct slice *slice, const char *type_name, enum go_version version,
                              int64_t len, int64_t cap, struct slice_panic *panic, struct error *error);
/* var s []T: a nil slice; var a [N]T as slice_make. */
enum slice_outcome slice_declare(struct slice *slice, const char *type_name, enum go_version version,
                                 struct error *error);

/* s = append(s, values...). Not for arrays. */
enum slice_outcome slice_append(struct slice *slice, const value_id *values, uint64_t count,
                                struct slice_panic *panic);
enum slice_outcome slice_store(struct slice *slice, int64_t index, value_id value,
                               struct slice_panic *panic); /* s[i] = v */
enum slice_outcome slice_read(struct slice *slice, int64_t index, value_id *value,
                              struct slice_panic *panic); /* s[i] */
/* s = s[low:high:max]. Not for arrays. */
enum slice_outcome slice_cut(struct slice *slice, const struct slice_bounds *bounds,
                             struct slice_panic *panic);
/* to = from, or, if `bounds` is not NULL, to = from[low:high:max], which is a slice even if `from` is an array. `to` has the type
   of what it gets, or none yet. */
enum slice_outcome slice_assign(struct slice *to, const struct slice *from, const struct slice_bounds *bounds,
                                struct slice_panic *panic);
/* copy(to, from), or, if `bounds` is not NULL, copy(to, from[low:high:max]): the number of elements copied. Both have the same
   elements. */
enum slice_outcome slice_copy(struct slice *to, const struct slice *from, const struct slice_bounds *bounds,
                              uint64_t *count, struct slice_panic *panic);
enum slice_outcome slice_clear(struct slice *slice); /* clear(s) */

/* What slice_assign would do to the bounds, without doing it: false, and how Go panics. */
bool slice_bounds_are_fine(const struct slice *slice, const struct slice_bounds *bounds,
                           struct slice_panic *panic);

/* ---- reading; no events */

static inline uint64_t slice_register(const struct slice *slice, enum slice_register which)
{
    return ((const uint64_t *)slice->memory->regions[slice->home].cells)[which];
}
const struct slice_type *slice_type(const struct slice *slice); /* NULL: none yet */
struct slice_layout slice_layout(const struct slice_type *type);

/* How many elements an array has. */
uint64_t slice_array_count(const struct memory *memory, uint32_t array);
uint64_t slice_array_address(const struct memory *memory, uint32_t array);
uint64_t slice_array_bytes(const struct memory *memory, uint32_t array);
/* A number for people: arrays count from 1 in the order in which they were allocated; 0 for 0. */
uint64_t slice_array_number(const struct memory *memory, uint32_t array);

/* &s[i] for any i: ptr + i · size. */
uint64_t slice_address(const struct slice *slice, uint64_t index);
/* The value in a cell of an array, as an element of the type. */
value_id slice_cell(const struct slice *slice, uint32_t array, uint64_t index);
/* The element number `index` below the capacity, though it may lie beyond the length. */
value_id slice_element(const struct slice *slice, uint64_t index);

/* ---- others (others.c) */

/* Whether a home (0: nobody's) is that of a slice or array that stands on an array (0: none). */
bool slice_stands_on(const struct world *world, uint32_t home, uint32_t array);
/* How many subjects of the world but `except` stand on an array. */
int slice_holders(const struct world *world, uint32_t array, uint32_t except);
/* Which of its elements cell `cell` of an array is to the subject of that home. False if it is none of them: the subject is no
   slice or array, it stands on another array, or its length does not reach so far. */
bool slice_reaches(const struct world *world, uint32_t home, uint32_t array, uint64_t cell, uint64_t *index);
/* The names of those that stand on an array, but for one: "b, c". */
void slice_add_holders(const struct slice *slice, uint32_t array, uint32_t except, struct text *text);
/* What a cell of an array is to the others whose length reaches it: "t[3], u[0]". */
void slice_add_seers(const struct slice *slice, uint32_t array, uint64_t cell, struct text *text);

/* Invariants of every reachable state, as engine.check. */
bool slice_check(const struct world *world, uint32_t home, struct text *why);

#endif
