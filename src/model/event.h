#ifndef MODEL_EVENT_H
#define MODEL_EVENT_H
/*
 * Events: all that ever happens in a world, one at a time.
 *
 * A kind of event and a line of pseudo-code belong to an engine; both are numbers that hold the engine's in
 * their upper byte, so that no two engines have one alike. What a kind is like says its row (engine.h).
 *
 * Knows: the shape of an event. Must not know: time, words, screens; what a register or a slot means.
 */
#include <stdbool.h>
#include <stdint.h>

typedef uint16_t event_kind; /* of the world: world.h; of an engine: its event.h */
typedef uint16_t code_line;  /* the line of pseudo-code that caused it */
typedef uint16_t routine;    /* the routine that the line belongs to */

/* The first number of an engine's kinds, lines, routines and shapes. */
#define ENGINE_FIRST(engine)     ((engine) << 8)
#define ENGINE_OF(number)        ((number) >> 8)
#define ENGINE_NUMBER_IN(number) ((number)&0xff)

enum event_class {
    EVENT_CLASS_LOOK,  /* changes nothing: it exists to be seen and told */
    EVENT_CLASS_WRITE, /* changes one cell */
    EVENT_CLASS_SPACE, /* adds or drops a region */
};

/* The four sizes of a step, each the same forward and back. */
enum grain { GRAIN_EVENT, GRAIN_CELL, GRAIN_BUCKET, GRAIN_COMMAND };

/* What an event adds to the cost of its command. */
enum cost_kind {
    COST_NOTHING,
    COST_BYTES, /* nothing but bytes, which its engine knows (engine.h: event_bytes) */
    COST_PROBE,
    COST_MOVE,
    COST_BUCKET,
    COST_ALLOCATION,
    COST_MARK, /* of a write: to what is no memory of the program, the collector's marks, or the list of subjects */
};

/* What is under way can be told by some events, which are found fast: an entry is lifted. */
enum landmark {
    LANDMARK_NONE,
    LANDMARK_PLAIN,
    LANDMARK_GROWTH, /* something becomes larger, or is built anew at the same size: before = its size, after = its size then */
    LANDMARK_OPERATION, /* an operation begins: a key that is inserted, a value that is appended; a command may have many */
};

struct event_row {
    const char *name;
    enum event_class class;
    enum grain grain; /* the coarsest step that ends after it */
    int weight; /* how long it takes on the screen at speed 1, in milliseconds of virtual time; 0: passes at once */
    enum cost_kind cost;
    bool glides; /* its picture changes while it lasts */
    enum landmark landmark;
};

/* Where a cell is: an item of a region, one of its fields, one of the slots of the field. */
struct place {
    uint32_t region;
    uint32_t index; /* item: a bucket, an element, a word */
    uint8_t field;  /* of the region's shape */
    uint8_t slot;
};

struct event {
    event_kind kind;
    code_line line;
    uint8_t field; /* of the place */
    uint8_t slot;
    uint32_t region;
    uint32_t index;
    uint64_t before;
    uint64_t after;
};

static inline struct place event_place(const struct event *event)
{
    return (struct place){event->region, event->index, event->field, event->slot};
}

/* Who is told of each event, in order; may be NULL for nobody. */
struct sink {
    void (*take)(void *context, const struct event *event);
    void *context;
};

#endif
