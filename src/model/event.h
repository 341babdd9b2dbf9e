#ifndef MODEL_EVENT_H
#define MODEL_EVENT_H
/*
 * Events: all that ever happens to a map, one at a time. event.def lists the kinds, routine.def the
 * pseudo-code lines that cause them.
 *
 * Knows: the shape of an event. Must not know: time, words, screens; what a register or a slot means.
 */
#include <stdbool.h>
#include <stdint.h>

enum event_kind {
#define EVENT(name, class, grain, weight) EVENT_##name,
#include "model/classic/event.def"
#undef EVENT
    EVENT_KINDS
};

enum event_class { EVENT_CLASS_LOOK, EVENT_CLASS_WRITE, EVENT_CLASS_SPACE };

/* The four sizes of a step, each the same forward and back. */
enum grain { GRAIN_EVENT, GRAIN_CELL, GRAIN_BUCKET, GRAIN_COMMAND };

enum routine {
#define ROUTINE(name, signature) ROUTINE_##name,
#define LINE(routine, name, depth, text)
#include "model/classic/routine.def"
#undef ROUTINE
#undef LINE
    ROUTINES
};

enum code_line {
#define ROUTINE(name, signature)
#define LINE(routine, name, depth, text) LINE_##routine##_##name,
#include "model/classic/routine.def"
#undef ROUTINE
#undef LINE
    CODE_LINES
};

/* Where a cell is. Plain regions use `index` alone; buckets use all four. */
struct place {
    uint32_t region;
    uint32_t index; /* bucket in an array, or word in a plain region */
    uint8_t field;  /* enum cell_field */
    uint8_t slot;   /* 0..7 */
};

enum cell_field { FIELD_WORD, FIELD_TOPHASH, FIELD_KEY, FIELD_ELEM, FIELD_OVERFLOW };

struct event {
    uint8_t kind;  /* enum event_kind */
    uint8_t field; /* of the place */
    uint8_t slot;
    uint8_t line; /* enum code_line */
    uint32_t region;
    uint32_t index;
    uint64_t before;
    uint64_t after;
};

/* One fact about each kind, a walk over event.def. */
const char *event_name(enum event_kind kind);
enum event_class event_class_of(enum event_kind kind);
enum grain event_grain(enum event_kind kind);
int event_weight(enum event_kind kind); /* milliseconds of virtual time */

struct place event_place(const struct event *event);

/* Pseudo-code, a walk over routine.def. */
const char *routine_name(enum routine routine);
const char *routine_signature(enum routine routine);
enum routine code_line_routine(enum code_line line);
int code_line_depth(enum code_line line); /* indentation, 0.. */
const char *code_line_text(enum code_line line);

/* Who is told of each event, in order; may be NULL for nobody. */
struct sink {
    void (*take)(void *context, const struct event *event);
    void *context;
};

/* Why an entry goes to x or y (event decide). */
enum side_reason { SIDE_BY_BIT, SIDE_SAME_SIZE, SIDE_NAN_BY_HASH, SIDE_NAN_BY_TOPHASH };

/* Why an iterator passes an entry over (event skip). */
enum skip_reason { SKIP_OTHER_HALF, SKIP_GONE };

#endif
