#ifndef GO_MAPTYPE_H
#define GO_MAPTYPE_H
/*
 * A map type: how its buckets are laid out and which of the runtime's routines serve it. Follows the
 * compiler's bucket layout (cmd/compile reflectdata), walk.mapfast and runtime makeBucketArray/roundupsize.
 *
 * Knows: Go types and size classes. Must not know: any map's state.
 */
#include "go/gotype.h"
#include "go/size.h"

/* Which runtime routine compiled code calls. */
enum maptype_routine { MAPTYPE_GENERIC, MAPTYPE_FAST32, MAPTYPE_FAST64, MAPTYPE_FAST64PTR, MAPTYPE_FASTSTR };

enum { MAPTYPE_MOST_B = 40, MAPTYPE_INDIRECT_ABOVE = 128 };

struct maptype {
    char name[GOTYPE_NAME_LIMIT + 1]; /* as written: map[string]int */
    enum go_version version;
    struct gotype *key, *elem;    /* owned */
    uint64_t key_slot, elem_slot; /* bytes in a bucket */
    uint64_t bucket_size;
    bool indirect_key, indirect_elem;             /* the slot holds a pointer: the type is over 128 bytes */
    bool bucket_pointers;                         /* the garbage collector has to look into a bucket */
    enum maptype_routine assign, access, delete_; /* access serves lookups; delete_ deletions */
    bool
        at_once; /* no runtime's: the write that begins a growth moves everything. maptype_parse leaves it false */
};

/*
 * Parses the map type at `*at` (up to `end`) and moves `*at` behind it. False and an error (column from 1, counted from `begin`) if
 * there is none or K is not comparable; there is nothing to free then.
 */
bool maptype_parse_next(struct maptype *type, const char *begin, const char **at, const char *end,
                        enum go_version version, struct error *error);
/* The same of a whole name. False and an error (column from 1) if the name is no map type or K is not comparable. */
bool maptype_parse(struct maptype *type, const char *name, size_t length, enum go_version version,
                   struct error *error);
void maptype_free(struct maptype *type);

/* Overflow buckets that makeBucketArray puts in reserve behind 2^B main buckets; 0 for B < 4. */
uint64_t maptype_preallocated(const struct maptype *type, int B);

/* overLoadFactor: count > 8 and count > 13 * (2^B / 2); 12 in Go 1.21. */
bool maptype_over_load(const struct maptype *type, uint64_t count, int B);

/* The most entries that 2^B buckets hold without growth: 8, 13, 26, 52, 104, ...; in Go 1.21 8, 12, 24, 48, ... */
uint64_t maptype_capacity(const struct maptype *type, int B);

/* The load factor in tenths: 65, in Go 1.21 60. */
int maptype_load_factor(const struct maptype *type);

/* makemap: a hint that is negative or whose memory would overflow counts as 0. */
bool maptype_ignores_hint(const struct maptype *type, int64_t hint);
/* The least B that holds `hint` entries. */
int maptype_B_for_hint(const struct maptype *type, int64_t hint);

/* tooManyOverflowBuckets: noverflow >= 2^min(B,15); this is that threshold. */
uint64_t maptype_overflow_limit(int B);

/* incrnoverflow counts one overflow bucket in so many, by chance; 1: each of them. */
uint64_t maptype_overflow_counted(int B);

/* "faststr", "fast64", "generic", ... */
const char *maptype_routine_name(enum maptype_routine routine);

/* The routine of a lookup by its name: that of `access`, but "fat" if the elem is too large for the zero value that a miss is given. */
const char *maptype_access_name(const struct maptype *type);

/* The hash function in the type: "strhash", "memhash64", ...; "generated" for one that the compiler makes for the type. */
const char *maptype_hasher(const struct maptype *type);

/* Where the parts of a bucket begin, in bytes: tophash at 0. */
enum { MAPTYPE_KEYS_OFFSET = 8 };
uint64_t maptype_elems_offset(const struct maptype *type);
uint64_t maptype_overflow_offset(const struct maptype *type);

/* As what the overflow pointer is declared: a "unsafe.Pointer", or a mere "uintptr" if the collector need not look into a bucket. */
const char *maptype_overflow_kind(const struct maptype *type);

/* The bytes that the allocator hands out for one bucket, with the header that pointers may cost. */
uint64_t maptype_bucket_given(const struct maptype *type);

#endif
