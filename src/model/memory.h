#ifndef MODEL_MEMORY_H
#define MODEL_MEMORY_H
/*
 * All state of the model: a set of regions made of cells, and the one writer that changes them.
 *
 * Every cell has a place and an integer value. memory_write() is the only way to change a cell; it tells the
 * sink one event that holds both values, so memory_apply() and memory_revert() can redo and undo it. Regions
 * are allocated and dropped by events too. A dropped region stays readable until memory_release().
 *
 * Knows: regions, cells, events. Must not know: what Go does with them, time, words, screens.
 * Invariant: for any list of events, applying it and then reverting it backwards leaves every cell as it was.
 */
#include "model/event.h"

#include <stddef.h>

enum { SLOTS = 8 };

enum region_kind {
    REGION_WORDS,    /* plain words: registers, the book of hashes, an iterator */
    REGION_ARRAY,    /* a buckets array, with the preallocated overflow buckets behind the main ones */
    REGION_OVERFLOW, /* one overflow bucket allocated on its own */
};

/* A bucket (bmap). Keys and elems are ids of interned values; 0 is zeroed memory. */
struct bucket {
    uint8_t tophash[SLOTS];
    uint32_t key[SLOTS];
    uint32_t elem[SLOTS];
    uint64_t overflow; /* reference to the next bucket of the chain, or 0 */
};

/* A reference names a bucket: region in the upper half, index in the lower. 0 is nil (region 0 is never an
 * array). */
typedef uint64_t reference;
#define REFERENCE(region, index) ((uint64_t)(region) << 32 | (uint32_t)(index))
#define REFERENCE_REGION(ref)    ((uint32_t)((ref) >> 32))
#define REFERENCE_INDEX(ref)     ((uint32_t)(ref))

struct region {
    enum region_kind kind;
    bool live;      /* false once dropped */
    uint32_t count; /* buckets, or words */
    struct bucket *buckets;
    uint64_t *words;
};

struct memory {
    struct region *regions;
    size_t region_count; /* regions that exist at the present moment; ids are 0 .. region_count-1 */
    size_t region_room;  /* ids that were ever in use; those beyond region_count hold no storage */
    size_t capacity;
    struct sink sink;
};

void memory_init(struct memory *memory);
void memory_free(struct memory *memory);

/* Allocates a zeroed region and returns its id. Event: alloc. */
uint32_t memory_alloc(struct memory *memory, enum region_kind kind, uint32_t count, enum code_line line);

/* Marks a region as dropped; it stays readable. Event: drop. */
void memory_drop(struct memory *memory, uint32_t region, enum code_line line);

/* Frees the storage of a dropped region for good. For whoever forgets the event that dropped it; not
 * undoable. */
void memory_release(struct memory *memory, uint32_t region);

/* The writer. Writing what is there already is no event. A plain region grows to hold its index. */
void memory_write(struct memory *memory, struct place place, uint64_t value, enum code_line line);
uint64_t memory_read(const struct memory *memory, struct place place);

/* An event that changes nothing: only told. */
void memory_look(struct memory *memory, enum event_kind kind, struct place place, uint64_t before,
                 uint64_t after, enum code_line line);

/* Performs or takes back an event. Events must come in the order of the list (or backwards). */
void memory_apply(struct memory *memory, const struct event *event);
void memory_revert(struct memory *memory, const struct event *event);

/* Reading buckets without copying. The region may be dropped but not released. */
const struct bucket *memory_bucket(const struct memory *memory, reference bucket);
bool memory_holds(const struct memory *memory, uint32_t region); /* exists and was not released */

static inline struct place place_word(uint32_t region, uint32_t index)
{
    return (struct place){region, index, FIELD_WORD, 0};
}

static inline struct place place_cell(reference bucket, enum cell_field field, int slot)
{
    return (struct place){REFERENCE_REGION(bucket), REFERENCE_INDEX(bucket), (uint8_t)field, (uint8_t)slot};
}

static inline reference place_bucket(struct place place)
{
    return REFERENCE(place.region, place.index);
}

#endif
