#ifndef MODEL_CLASSIC_CLASSIC_H
#define MODEL_CLASSIC_CLASSIC_H
/*
 * Go's classic map (runtime/map.go, Go <= 1.23): the engine. Each runtime verb has a .c file of its own.
 *
 * Everything that changes lies in the world's memory and changes only through memory_write(). So the timeline
 * can move the map to any moment by applying and reverting events, without the map taking part.
 *
 * Knows: memory, events, map types, values. Must not know: other subjects, time, words, screens, commands.
 */
#include "model/classic/event.h"
#include "model/gomap.h"

enum { SLOTS = 8 };

/* Kinds of regions. */
enum classic_region {
    CLASSIC_REGISTERS = ENGINE_FIRST(ENGINE_classic), /* a map's home */
    CLASSIC_BOOK,                                     /* of dictated hashes; the region behind the home */
    CLASSIC_ITERATOR,
    CLASSIC_ARRAY,    /* a buckets array, with the preallocated overflow buckets behind the main ones */
    CLASSIC_OVERFLOW, /* one overflow bucket allocated on its own */
    CLASSIC_REPLACED, /* the hmap of a map that was made anew in its place, garbage from the beginning: two cells if it has a mapextra,
                         else one */
};

/* A reference names a bucket: region in the upper half, index in the lower. 0 is nil (region 0 is never an array). */
typedef uint64_t reference;
#define REFERENCE(region, index) ((uint64_t)(region) << 32 | (uint32_t)(index))
#define REFERENCE_REGION(ref)    ((uint32_t)((ref) >> 32))
#define REFERENCE_INDEX(ref)     ((uint32_t)(ref))

/* A bucket (bmap), as it lies in a region. Keys and elems are ids of interned values; 0 is zeroed memory. */
struct bucket {
    uint8_t tophash[SLOTS];
    uint32_t key[SLOTS];
    uint32_t elem[SLOTS];
    reference overflow; /* the next bucket of the chain, or 0 */
    /* Of an overflow bucket: the main bucket that its chain hangs on, and its number there; 0 and 0: it
       hangs nowhere. No cells: they follow from the overflow pointers. */
    reference home;
    uint32_t number; /* of a main bucket: how many overflow buckets hang on it */
    uint32_t live;   /* of a main bucket: entries in its chain; follows from the marks (summary.h) */
};

/* The fields of a bucket. */
enum bucket_field { FIELD_TOPHASH, FIELD_KEY, FIELD_ELEM, FIELD_OVERFLOW };

/* The registers: the words of a map's home. hmap's fields, the generator, and what the model needs beside them. */
enum classic_register {
    REGISTER_TYPE, /* of the world's types; 0: no map yet */
    REGISTER_NIL,  /* 1: declared, never made (a nil map) */
    REGISTER_COUNT,
    REGISTER_FLAGS,
    REGISTER_B,
    REGISTER_NOVERFLOW,
    REGISTER_HASH0,
    REGISTER_BUCKETS,    /* region of the array, or 0 */
    REGISTER_OLDBUCKETS, /* region of the old array, or 0: non-zero exactly while growing */
    REGISTER_NEVACUATE,
    REGISTER_NEXT_OVERFLOW, /* 1 + index in the array of extra.nextOverflow; 0: none left */
    REGISTER_RANDOM,        /* state of the generator (wyrand) */
    REGISTER_DRAWS,         /* numbers drawn from it so far */
    REGISTER_HASHKEY0,      /* four words of hashkey follow */
    REGISTER_HASHKEY1,
    REGISTER_HASHKEY2,
    REGISTER_HASHKEY3,
    REGISTER_SEED,    /* the number that `set seed` fixed */
    REGISTER_GROWTHS, /* growths begun since make; its parity says on which side of a picture the array stands
                       */
    REGISTER_ITERATOR, /* region of the iterator begun last and not ended, or 0 */
    REGISTER_EXTRA,    /* bits of enum classic_extra: what of mapextra does not follow from the arrays */
    REGISTER_BEHIND, /* bytes allocated for keys and elems that lie outside the buckets, and not taken by the collector yet */
    REGISTER_COUNT_OF_REGISTERS
};

enum classic_flag { FLAG_ITERATOR = 1, FLAG_OLD_ITERATOR = 2, FLAG_WRITING = 4, FLAG_SAME_SIZE = 8 };

/*
 * mapextra, of a map whose buckets hold no pointers: nothing else keeps its overflow buckets alive for the collector, so they
 * are listed. Once there, mapextra stays; that of a larger map, with its reserve, follows from the array.
 */
enum classic_extra {
    EXTRA_THERE = 1,
    EXTRA_LIST = 2,     /* extra.overflow: of the present array */
    EXTRA_OLD_LIST = 4, /* extra.oldoverflow: of the one that a growth is leaving */
};

enum tophash {
    TOP_EMPTY_REST,
    TOP_EMPTY_ONE,
    TOP_EVACUATED_X,
    TOP_EVACUATED_Y,
    TOP_EVACUATED_EMPTY,
    TOP_MIN
};

/* Words of an iterator's region (hiter). */
enum iterator_field {
    ITERATOR_KEY, /* what the last call delivered; 0: exhausted */
    ITERATOR_ELEM,
    ITERATOR_BUCKETS, /* region of the array at the start */
    ITERATOR_BPTR,    /* reference of the link that the iterator stands in, or 0 */
    ITERATOR_START_BUCKET,
    ITERATOR_OFFSET,
    ITERATOR_WRAPPED,
    ITERATOR_B,
    ITERATOR_I,
    ITERATOR_BUCKET,
    ITERATOR_CHECK_BUCKET, /* 1 + checkBucket; 0: noCheck */
    ITERATOR_DELIVERED,    /* entries delivered so far */
    ITERATOR_FIELDS
};

/* The largest array the model makes: 2^21 buckets (about 160 MB of the model's own memory), room for more than ten million entries. */
enum { CLASSIC_MOST_MODEL_B = 21 };

/* A handle of a map: cheap to copy, good as long as the world is. */
struct classic {
    struct world *world;
    struct memory *memory; /* the world's, as are the values */
    struct values *values;
    uint32_t home; /* the region of its registers */
};

/* A map without a type, to be made: its home. `seed` as for classic_set_seed(). */
uint32_t classic_new(struct world *world, uint64_t seed);

/* The same as a part of the subject whose home is `outer` (memory_alloc_within). */
uint32_t classic_new_within(struct world *world, uint64_t seed, uint32_t outer, code_line line);

/* The number of a map's type, as classic_make takes it; it joins the world's types if it is new. `at_once`: that of maps which are
   made to grow so (classic_grow_at_once). 0 and an error if the name is wrong. */
uint32_t classic_type_number(struct world *world, const char *name, enum go_version version, bool at_once,
                             struct error *error);

/* The release that a map is made of: those before 1.19 have maps that this engine doesn't know, those from 1.24 on another map. */
static inline enum go_version classic_release(enum go_version release)
{
    return release < GO_1_19 ? GO_1_19 : release > GO_1_23 ? GO_1_23 : release;
}

/* The map whose home it is. Whoever may only read the world keeps it in a const struct classic, which no verb takes. */
struct classic classic_of(const struct world *world, uint32_t home);

/* ---- verbs. Each tells events through the memory's sink; `map` must have a type unless said otherwise. */

/* makemap / makemap_small: the present map, if any, is dropped. Needs no map before. GOMAP_WRONG_TYPE:
   the name is none, and `error` says why. GOMAP_TOO_BIG: the hint asks for more than
   2^CLASSIC_MOST_MODEL_B buckets. Nothing happens in either case. */
enum gomap_outcome classic_make(struct classic *map, const char *type_name, enum go_version version,
                                int64_t hint, struct error *error);
/* var m map[K]V: a nil map. GOMAP_WRONG_TYPE as above. */
enum gomap_outcome classic_declare(struct classic *map, const char *type_name, enum go_version version,
                                   struct error *error);

/* From now on the write that begins a growth moves all old buckets, by the same evacuate: no runtime's way, to be compared with it.
   Until the next make. The map has a type and does not grow. */
void classic_grow_at_once(struct classic *map);

enum gomap_outcome classic_assign(struct classic *map, value_id key, value_id elem); /* mapassign */
enum gomap_outcome classic_access(struct classic *map, value_id key,
                                  value_id *elem);                    /* mapaccess2; elem may be NULL */
enum gomap_outcome classic_delete(struct classic *map, value_id key); /* mapdelete */
enum gomap_outcome classic_clear(struct classic *map);                /* mapclear */
enum gomap_outcome classic_clear_loop(struct classic *map);           /* for k := range m { delete(m, k) } */

/* By hand, what the runtime does only inside a write: hashGrow (GOMAP_GROWING_ALREADY while one runs),
   and evacuate(nevacuate) (GOMAP_NOT_GROWING if none runs). */
enum gomap_outcome classic_grow(struct classic *map, bool same_size);
enum gomap_outcome classic_step_evacuate(struct classic *map);

/* mapiterinit (delivers the first entry too) and mapiternext: GOMAP_DELIVERED, with the entry in the
   iterator's words, or GOMAP_END, and the iterator's region is dropped. `iterator` is a region of
   memory. */
enum gomap_outcome classic_iterate_begin(struct classic *map, uint32_t *iterator);
enum gomap_outcome classic_iterate_next(struct classic *map, uint32_t iterator);

/* A loop that is left before its end: its iterator is gone. */
void classic_iterate_leave(struct classic *map, uint32_t iterator);
/* Makes a loop the one that is gone on with by hand, if it is still going on. */
void classic_iterate_keep(struct classic *map, uint32_t iterator);

/* Fixes the generator and hashkey from a small number: the same seed gives the same map. */
void classic_set_seed(struct classic *map, uint64_t seed);
/* Sets the state of the generator, as a recording has it. */
void classic_set_random(struct classic *map, uint64_t state);
/* Dictates the hash of a key from now on (traces, `insert k hash=`). Changes the book only. */
void classic_dictate_hash(struct classic *map, value_id key, uint64_t hash);

/* ---- reading; no events */
static inline uint64_t classic_register(const struct classic *map, enum classic_register which)
{
    return ((const uint64_t *)map->memory->regions[map->home].cells)[which];
}
const char *
classic_register_name(enum classic_register which); /* as the runtime calls it: count, B, oldbuckets ... */
const struct maptype *classic_type(const struct classic *map); /* NULL: no map yet */
bool classic_growing(const struct classic *map);
bool classic_same_size(const struct classic *map);

/* One of the two arrays of a map: the present one, or the one that a growth is leaving. Its main buckets
   count 0 to count - 1; a count of 0: it isn't there. */
struct classic_array {
    uint32_t region;
    uint64_t count;
    bool old;
};
struct classic_array classic_array(const struct classic *map, bool old);
static inline reference classic_array_bucket(struct classic_array array, uint64_t index)
{
    return REFERENCE(array.region, index);
}

uint64_t classic_bucket_count(const struct classic *map);     /* 2^B, or 0 if no array yet */
uint64_t classic_old_bucket_count(const struct classic *map); /* 0 if not growing */
reference classic_bucket(const struct classic *map, uint64_t index);
reference classic_old_bucket(const struct classic *map, uint64_t index);

/* What a bucket holds; it may be dropped but not released. */
static inline const struct bucket *classic_cells(const struct classic *map, reference bucket)
{
    return memory_item(map->memory, REFERENCE_REGION(bucket), REFERENCE_INDEX(bucket));
}
static inline struct place bucket_place(reference bucket, enum bucket_field field, int slot)
{
    return (struct place){REFERENCE_REGION(bucket), REFERENCE_INDEX(bucket), (uint8_t)field, (uint8_t)slot};
}
static inline reference place_bucket(struct place place)
{
    return REFERENCE(place.region, place.index);
}

/* The next link of a chain, or 0. The end-of-reserve mark (a bucket's pointer to its array) counts as
   none. */
reference classic_next_link(const struct classic *map, reference link);
/* The main bucket that a link hangs on, and the link's number in that chain; a main bucket's are itself
   and 0. 0: it hangs nowhere. */
reference classic_home(const struct classic *map, reference link, int *number);
bool classic_evacuated(const struct classic *map, reference old_main_bucket);
/* Old buckets evacuated so far. */
uint64_t classic_evacuated_count(const struct classic *map);
/* Where nevacuate goes once the old bucket at it is evacuated: past those that are already, at most 1024 at once. */
uint64_t classic_mark_behind(const struct classic *map, uint64_t nevacuate);
/* The array (region) that a preallocated overflow bucket `link` belongs to starts its reserve at this
   index; -1 if not one. */
int64_t classic_reserve_index(const struct classic *map, reference link);
/* The hash a key has now; false for keys that hold a NaN (each hashing draws anew). Draws nothing. */
bool classic_hash_of(const struct classic *map, value_id key, uint64_t *hash);
/* Sets Go's panic about a key that can't be hashed as the error, and is false. */
bool classic_fail_unhashable(const struct classic *map, value_id key, int column, struct error *error);
/* Sets as the error that an array has no buckets, or is not there, and is false. */
bool classic_fail_no_buckets(const struct classic *map, bool old, int column, struct error *error);
bool classic_hash_is_dictated(const struct classic *map, value_id key);

/* Where a key lies now, as mapaccess would find it, without events. */
struct classic_spot {
    bool found;
    bool in_old;     /* in oldbuckets */
    uint64_t bucket; /* index in its array */
    int link;        /* 0 = main bucket */
    int slot;
    reference reference; /* the link */
};
struct classic_spot classic_locate(const struct classic *map, value_id key);

/* Invariants of every reachable state. False with a sentence in `why` if one is broken. For tests and
   asserts. */
bool classic_check(const struct classic *map, struct text *why);

#endif
