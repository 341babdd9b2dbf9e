#ifndef TRACE_CLASSIC_WATCH_H
#define TRACE_CLASSIC_WATCH_H
/*
 * What an operation did, gathered from the events it told: effects, hashes of NaNs, what was written and
 * dropped.
 *
 * Knows: events. Must not know: files, what Go did.
 * A watch stands before the sink that the map's memory had, and hands every event on to it.
 */
#include "model/classic/classic.h"
#include "trace/classic/trace.h"

/* A tophash or overflow cell of an array that was written, and what it held before. */
struct mark {
    struct place place;
    uint64_t before;
};

struct watch {
    struct classic *map;
    struct sink behind;
    uint64_t events;  /* since the watch began */
    uint64_t buckets; /* in arrays and overflow buckets that were allocated and not released */

    /* of the present operation */
    bool making;
    bool state_changed; /* something that a checksum covers may be another */
    bool links_changed; /* overflow links, or which arrays there are */
    uint64_t draws;
    struct trace_effect *effects;
    size_t effect_count, effect_capacity;
    uint64_t *nan_hashes;
    size_t nan_hash_count, nan_hash_capacity;
    struct mark *marks; /* in the order of writes; a cell may stand there several times */
    size_t mark_count, mark_capacity;

    /* Since the last growth began within the operation: these follow its other effects. */
    size_t part_begin; /* index in effects of the part's first evacuation */
    uint32_t overflows;
    bool done;

    uint32_t *dropped; /* regions, not yet released */
    size_t dropped_count, dropped_capacity;
};

/* Stands in front of the map's sink until watch_end(). `watch` must not move. */
void watch_begin(struct watch *watch, struct classic *map);
void watch_end(struct watch *watch);

/* Forgets the last operation. `making`: a map is made, so that its first array is no effect. */
void watch_operation(struct watch *watch, bool making);
/* The operation is over: its effects are complete and in the order of traces (evacuations ascending). */
void watch_operation_over(struct watch *watch);

/* Frees the storage of all regions that were dropped. Only if nobody goes back in time or iterates over
   them. */
void watch_release(struct watch *watch);

#endif
