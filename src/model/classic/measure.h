#ifndef MODEL_CLASSIC_MEASURE_H
#define MODEL_CLASSIC_MEASURE_H
/*
 * A classic map in numbers: sums over the chains of its arrays, and its bytes.
 *
 * Knows: buckets. Must not know: who wants to know.
 */
#include "model/classic/classic.h"

enum { MEASURE_CHAINS = 12 };

/* Sums over the chains of an array; old buckets that are evacuated hold nothing to count. */
struct classic_measure {
    uint64_t live, tombstones, slots;
    uint64_t links, longest, longest_bucket; /* the longest chain in links, and the bucket that it hangs on */
    uint64_t own_overflow;                   /* overflow buckets allocated on their own */
    uint64_t probes;                         /* slots looked at to find each live entry once */
    uint64_t chains[MEASURE_CHAINS]; /* by number of live entries; the last row holds all longer ones */
};
struct classic_measure classic_measure(const struct classic *map, bool old);

/* What of a map takes memory, counted. */
struct classic_holdings {
    uint64_t array, old_array;       /* buckets, with the reserves behind them */
    uint64_t overflow, old_overflow; /* overflow buckets allocated on their own */
    uint64_t entries;                /* whose key or elem is stored as a pointer */
    bool extra;                      /* mapextra is there */
    bool lists[2];                   /* extra.overflow, extra.oldoverflow */
    uint64_t listed[2];              /* overflow buckets in them */
};
struct classic_holdings classic_holdings(const struct classic *map);

/* Its bytes, as Go's allocator hands them out; what a string points to is not counted. */
struct classic_bytes {
    uint64_t all;
    uint64_t array, old_array;
    uint64_t overflow, old_overflow;
    uint64_t head;    /* hmap, mapextra and its lists */
    uint64_t pointed; /* keys and elems that lie outside the buckets */
    uint64_t walked;  /* arrays that the map has left and loops still walk, with their chains */
};
struct classic_bytes classic_bytes(const struct classic *map);
struct classic_bytes classic_bytes_of(const struct maptype *type, const struct classic_holdings *holdings);

/* The array that a loop of the map walks, if `region` is one that is going on; else 0. */
uint32_t classic_loop_array(const struct classic *map, uint32_t region);

/* The bytes of a map by where they lie, and how much of each place is an entry's: its tophash byte, its key, its elem. Costs no walk, but
   for the keys and elems that old buckets keep behind pointers while a loop may be walking them. */
struct engine_bytes classic_places(const struct classic *map);

/* How many buckets that walk is about. */
uint64_t classic_places_walk(const struct classic *map);

/* hmap, with mapextra if that is there; without the lists behind it. */
static inline uint64_t classic_head_bytes(bool extra)
{
    enum { HMAP = 48, MAPEXTRA = 24 };
    return HMAP + (extra ? MAPEXTRA : 0);
}

/* What an entry has of its bucket: its tophash byte, its key, its elem. */
enum { CLASSIC_TOPHASH_BYTES = 1 };
static inline uint64_t classic_slot_bytes(const struct maptype *type)
{
    return CLASSIC_TOPHASH_BYTES + type->key_slot + type->elem_slot;
}

/* What becomes free when an entry is deleted: the key and elem that its slot points to. 0 if they lie in the bucket. */
uint64_t classic_entry_bytes(const struct maptype *type);

/* As engine.event_bytes. What hmap, mapextra and its lists take is not counted: it is no part of any growth. */
void classic_event_bytes(const struct world *world, uint32_t type, const struct event *event,
                         struct event_bytes *bytes);

/* The capacity of a list that had `length` overflow buckets appended one by one. */
uint64_t classic_list_capacity(uint64_t length, enum go_version version);

/* Links and live entries of one chain, from `link` on; 0: none. */
uint64_t classic_chain_length(const struct classic *map, reference link);
uint64_t classic_live_in_chain(const struct classic *map, reference link);

#endif
