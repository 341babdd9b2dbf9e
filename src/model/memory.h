#ifndef MODEL_MEMORY_H
#define MODEL_MEMORY_H
/*
 * All state of the model: a set of regions made of cells, and the one writer that changes them.
 *
 * Every cell has a place and an integer value. memory_write() is the only way to change a cell; it tells the
 * sink one event that holds both values, so memory_apply() and memory_revert() can redo and undo it. Regions
 * are allocated and dropped by events too. A dropped region stays readable until memory_release().
 *
 * Knows: regions, shapes, cells, events. Must not know: what any engine does with them, time, words, screens.
 * Invariant: for any list of events, applying it and then reverting it backwards leaves every cell as it was.
 */
#include "model/engine.h"

struct region {
    const struct shape *shape; /* NULL: it has no storage */
    uint16_t kind;             /* the number of its shape */
    bool live;                 /* false once dropped */
    bool freed;                /* and the collector has taken it, too (heap.h) */
    uint16_t tag;              /* what its engine has to know of it for as long as it can be seen */
    uint32_t count;            /* items */
    uint32_t owner; /* the region that it belongs to: a subject's home; itself, if it is one; or 0 */
    uint32_t
        within; /* of a home: that of the subject which has this one as a part of itself; 0: it is nobody's part */
    unsigned char *cells;
};

/* Who waits for a verb that writes much: asked now and then, at a line of its routine, when so much is `done` of `all`, from 0 on. */
struct memory_watch {
    bool (*goes_on)(void *context, code_line line, uint64_t done, uint64_t all);
    void *context;
};

struct memory {
    struct region *regions;
    size_t region_count; /* regions that exist at the present moment; ids are 0 .. region_count-1 */
    size_t region_room;  /* ids that were ever in use; those beyond region_count hold no storage */
    size_t capacity;
    struct sink sink;
    struct memory_watch watch; /* of whoever runs verbs; goes_on NULL: nobody waits */
    bool stopped; /* it did not go on: whoever watches takes back what was done, and says so here */
};

/* The kinds of event by which regions come and go: place.region = the region, place.index = its shape. */
enum {
    EVENT_alloc = ENGINE_FIRST(
        ENGINE_world), /* before = owner, after = items; field and slot = tag, and whether it is within */
    EVENT_drop,        /* before = items */
    EVENT_freed,       /* before = its bytes on Go's heap */
    EVENTS_OF_MEMORY,
};

/* As an owner: the region itself. */
#define MEMORY_ITSELF UINT32_MAX

void memory_init(struct memory *memory);
void memory_free(struct memory *memory);

/* Allocates a region of `count` zeroed items of a shape and returns its id. Event: alloc. */
uint32_t memory_alloc(struct memory *memory, uint16_t shape, uint32_t count, uint32_t owner, code_line line);
/* The same with a tag, of at most MEMORY_MOST_TAG. */
enum { MEMORY_MOST_TAG = 0x7fff };
uint32_t memory_alloc_tagged(struct memory *memory, uint16_t shape, uint32_t count, uint32_t owner,
                             uint16_t tag, code_line line);

/*
 * Allocates a region that owns itself, as a home does, and is a part of the subject whose home is `outer`: a map that a subject of
 * another engine is made of. Event: alloc.
 */
uint32_t memory_alloc_within(struct memory *memory, uint16_t shape, uint32_t count, uint32_t outer,
                             code_line line);

/* Marks a region as dropped; it stays readable. Event: drop. */
void memory_drop(struct memory *memory, uint32_t region, code_line line);

/* Drops all regions of an owner that are still there, but for the owner itself; and its parts, with all that is theirs. `from`: none
   of them lies before that region. */
void memory_drop_owned(struct memory *memory, uint32_t owner, uint32_t from, code_line line);

/* The collector takes what was dropped: it counts as memory no more, but stays readable as before. Event: freed, of so many bytes. */
void memory_take(struct memory *memory, uint32_t region, uint64_t bytes, code_line line);

/* Frees the storage of a dropped region for good. For whoever forgets the event that dropped it; not undoable. */
void memory_release(struct memory *memory, uint32_t region);

/* The writer. Writing what is there already is no event. */
void memory_write(struct memory *memory, struct place place, uint64_t value, code_line line);
/* What lies behind the end of a region that grows is 0. */
uint64_t memory_read(const struct memory *memory, struct place place);

/* An event that changes nothing: only told. */
void memory_look(struct memory *memory, event_kind kind, struct place place, uint64_t before, uint64_t after,
                 code_line line);

/*
 * For loops of verbs over all that a subject has, between two of its pieces, asked of each. False: nobody waits for it any more. The
 * loop ends then, and what the verb does behind it does not matter, since all of it is taken back.
 */
bool memory_goes_on(struct memory *memory, code_line line, uint64_t done, uint64_t all);

/* Performs or takes back an event. Events must come in the order of the list (or backwards). */
void memory_apply(struct memory *memory, const struct event *event);
void memory_revert(struct memory *memory, const struct event *event);

/* Whom an event that allocates is about. */
uint32_t memory_allocated_for(const struct event *event);
/* Whom an event is about, though it may be of the past or the future: the owner of its region. */
static inline uint32_t memory_subject(const struct memory *memory, const struct event *event)
{
    if (event->kind == EVENT_alloc)
        return memory_allocated_for(event);
    return event->region < memory->region_room ? memory->regions[event->region].owner : 0;
}
/* The home of the subject that a home is a part of, over all that lies between; the home itself if it is nobody's part. */
uint32_t memory_outermost(const struct memory *memory, uint32_t home);
/* An event that allocates is in the future again, after another future had its place. */
void memory_foresee(struct memory *memory, const struct event *event);

bool memory_holds(const struct memory *memory, uint32_t region); /* exists and was not released */

/* Reading an item without copying it, as the storage of its shape. The region may be dropped but not released. */
const void *memory_item(const struct memory *memory, uint32_t region, uint32_t index);

/* The one field of a region of plain words. */
static inline struct place place_word(uint32_t region, uint32_t index)
{
    return (struct place){region, index, 0, 0};
}

/* Nowhere in particular. */
static inline struct place place_nowhere(void)
{
    return (struct place){0, 0, 0, 0};
}

#endif
