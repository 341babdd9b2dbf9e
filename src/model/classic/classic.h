#ifndef MODEL_CLASSIC_CLASSIC_H
#define MODEL_CLASSIC_CLASSIC_H
/*
 * Go's classic map (runtime/map.go, Go <= 1.23): the engine. Each runtime verb has a .c file of its own.
 *
 * Everything that changes lies in `memory` and changes only through memory_write(); what struct map holds
 * beside it only grows (interned values, known types) or is fixed. So the timeline can move the map to any
 * moment by applying and reverting events, without the map taking part.
 *
 * Knows: memory, events, map types, values. Must not know: time, words, screens, commands.
 */
#include "model/memory.h"
#include "go/value.h"

/* The registers: region 0 of memory. hmap's fields, the generator, and what the model needs beside them. */
enum map_register {
    REGISTER_TYPE, /* 1 + index into types; 0: no map yet */
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
    REGISTER_COUNT_OF_REGISTERS
};

enum { REGION_REGISTERS = 0, REGION_BOOK = 1 };

enum map_flag { FLAG_ITERATOR = 1, FLAG_OLD_ITERATOR = 2, FLAG_WRITING = 4, FLAG_SAME_SIZE = 8 };

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

enum map_outcome {
    MAP_DONE, /* made, cleared, grown ... */
    MAP_INSERTED,
    MAP_UPDATED,
    MAP_DELETED,
    MAP_FOUND,
    MAP_ABSENT,
    MAP_DELIVERED, /* an iterator delivered an entry */
    MAP_END,       /* an iterator is exhausted */
    MAP_NOT_GROWING,
    MAP_GROWING_ALREADY,
    MAP_PANIC_NIL_MAP, /* assignment to entry in nil map */
    MAP_PANIC_UNHASHABLE,
    MAP_FATAL_WRITES, /* concurrent map writes */
    MAP_FATAL_READ_WRITE,
    MAP_FATAL_ITERATION_WRITE,
    MAP_TOO_BIG, /* beyond what the model holds (map_limits) */
};

/* The largest array the model makes: 2^20 buckets (about 80 MB of the model's own memory). */
enum { MAP_MOST_MODEL_B = 20 };

struct map {
    struct memory memory;
    struct values *values;
    struct maptype **types; /* every type ever made, in order; register TYPE names one */
    size_t type_count, type_capacity;
};

void map_init(struct map *map);
void map_free(struct map *map);

/* ---- verbs. Each tells events through map->memory.sink; `map` must have a type unless said otherwise. */

/* makemap / makemap_small: the present map, if any, is dropped. If the type name is wrong `error` is set and
   nothing happens. Needs no map before. MAP_TOO_BIG: the hint asks for more than 2^MAP_MOST_MODEL_B buckets;
   nothing happens. */
enum map_outcome map_make(struct map *map, const char *type_name, enum go_version version, int64_t hint,
                          struct error *error);
/* var m map[K]V: a nil map. */
enum map_outcome map_declare(struct map *map, const char *type_name, enum go_version version,
                             struct error *error);

enum map_outcome map_assign(struct map *map, value_id key, value_id elem);  /* mapassign */
enum map_outcome map_access(struct map *map, value_id key, value_id *elem); /* mapaccess2; elem may be NULL */
enum map_outcome map_delete(struct map *map, value_id key);                 /* mapdelete */
enum map_outcome map_clear(struct map *map);                                /* mapclear */
enum map_outcome map_clear_loop(struct map *map); /* for k := range m { delete(m, k) } as really iterated */

/* By hand, what the runtime does only inside a write: hashGrow (MAP_GROWING_ALREADY while one runs), and
   evacuate(nevacuate) (MAP_NOT_GROWING if none runs). */
enum map_outcome map_grow(struct map *map, bool same_size);
enum map_outcome map_step_evacuate(struct map *map);

/* mapiterinit (delivers the first entry too) and mapiternext: MAP_DELIVERED, with the entry in the iterator's
   words, or MAP_END, and the iterator's region is dropped. `iterator` is a region of memory. */
enum map_outcome map_iterate_begin(struct map *map, uint32_t *iterator);
enum map_outcome map_iterate_next(struct map *map, uint32_t iterator);

/* Fixes the generator and hashkey from a small number: the same seed gives the same map. */
void map_set_seed(struct map *map, uint64_t seed);
/* Dictates the hash of a key from now on (traces, `insert k hash=`). Changes the book only. */
void map_dictate_hash(struct map *map, value_id key, uint64_t hash);

/* ---- reading; no events */
uint64_t map_register(const struct map *map, enum map_register which);
const char *
map_register_name(enum map_register which);            /* as the runtime calls it: count, B, oldbuckets ... */
const struct maptype *map_type(const struct map *map); /* NULL: no map yet */
bool map_growing(const struct map *map);
bool map_same_size(const struct map *map);
uint64_t map_bucket_count(const struct map *map);     /* 2^B, or 0 if no array yet */
uint64_t map_old_bucket_count(const struct map *map); /* 0 if not growing */
reference map_bucket(const struct map *map, uint64_t index);
reference map_old_bucket(const struct map *map, uint64_t index);
/* The next link of a chain, or 0. The end-of-reserve mark (a bucket's pointer to its array) counts as none.
 */
reference map_next_link(const struct map *map, reference link);
bool map_evacuated(const struct map *map, reference old_main_bucket);
/* Old buckets evacuated so far; costs a walk over the old array. */
uint64_t map_evacuated_count(const struct map *map);
/* The array (region) that a preallocated overflow bucket `link` belongs to starts its reserve at this index;
 * -1 if not one. */
int64_t map_reserve_index(const struct map *map, reference link);
/* The hash a key has now; false for keys that hold a NaN (each hashing draws anew). Draws nothing. */
bool map_hash_of(const struct map *map, value_id key, uint64_t *hash);
bool map_hash_is_dictated(const struct map *map, value_id key);

/* Where a key lies now, as mapaccess would find it, without events. */
struct map_spot {
    bool found;
    bool in_old;     /* in oldbuckets */
    uint64_t bucket; /* index in its array */
    int link;        /* 0 = main bucket */
    int slot;
    reference reference; /* the link */
};
struct map_spot map_locate(const struct map *map, value_id key);

/* Invariants of every reachable state. False with a sentence in `why` if one is broken. For tests and
 * asserts. */
bool map_check(const struct map *map, struct text *why);

#endif
