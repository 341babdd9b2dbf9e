#ifndef MODEL_SWISS_SWISS_H
#define MODEL_SWISS_SWISS_H
/*
 * Go's Swiss map (internal/runtime/maps, Go 1.24 and later): the engine. Each verb of the runtime has a .c file of its own.
 *
 * Everything that changes lies in the world's memory and changes only through memory_write(). So the timeline can move the map to
 * any moment by applying and reverting events, without the map taking part.
 *
 * Knows: memory, events, map types, values. Must not know: other subjects, time, words, screens, commands.
 */
#include "model/gomap.h"
#include "model/swiss/event.h"

enum {
    SWISS_SLOTS = 8,            /* of a group */
    SWISS_MOST_CAPACITY = 1024, /* slots of a table */
    SWISS_FIRST_CAPACITY = 16,  /* of the table that a small map becomes */
    SWISS_MOST_MODEL_DEPTH =
        14, /* the deepest directory that the model makes: 2^14 entries, 16 million slots */
};

/* Control bytes. A full slot's is H2, 0 .. 0x7f. */
enum { SWISS_EMPTY = 0x80, SWISS_DELETED = 0xfe };

/* Kinds of regions. */
enum swiss_region {
    SWISS_REGISTERS = ENGINE_FIRST(ENGINE_swiss), /* a map's home */
    SWISS_BOOK,                                   /* of dictated hashes; the region behind the home */
    SWISS_ITERATOR,
    SWISS_DIRECTORY, /* a word an entry: the region of its table */
    SWISS_TABLE,     /* the words of a table */
    SWISS_GROUPS,    /* a table's groups, or the one of a small map */
    SWISS_REPLACED,  /* the header of a map that was made anew in its place, garbage from the beginning */
};

/* A group, as it lies in a region. Keys and elems are ids of interned values; 0 is zeroed memory. */
struct swiss_group {
    uint8_t control[SWISS_SLOTS];
    uint32_t key[SWISS_SLOTS];
    uint32_t elem[SWISS_SLOTS];
};

/* The fields of a group. */
enum swiss_field { SWISS_FIELD_CONTROL, SWISS_FIELD_KEY, SWISS_FIELD_ELEM };

/* The words of a map's home: the runtime's Map, the generator, and what the model needs beside them. */
enum swiss_word {
    SWISS_WORD_TYPE, /* of the world's types; 0: no map yet */
    SWISS_WORD_NIL,  /* 1: declared, never made (a nil map) */
    SWISS_WORD_USED,
    SWISS_WORD_SEED,
    SWISS_WORD_DIRECTORY, /* region of the directory; 0: a small map */
    SWISS_WORD_GROUP,     /* region of a small map's group; 0: none yet, or no small map */
    SWISS_WORD_GLOBAL_DEPTH,
    SWISS_WORD_WRITING,
    SWISS_WORD_CLEAR_SEQ,
    SWISS_WORD_RANDOM,   /* state of the generator */
    SWISS_WORD_DRAWS,    /* numbers drawn from it so far */
    SWISS_WORD_HASHKEY0, /* four words of hashkey follow */
    SWISS_WORD_HASHKEY1,
    SWISS_WORD_HASHKEY2,
    SWISS_WORD_HASHKEY3,
    SWISS_WORD_SET_SEED, /* the number that `set seed` fixed */
    SWISS_WORD_GROWTHS,  /* of tables and of the small group, and splits, since make */
    SWISS_WORD_ITERATOR, /* region of the iterator begun last and not ended, or 0 */
    SWISS_WORD_BEHIND, /* bytes allocated for keys and elems that lie outside the groups, and not taken by the collector yet */
    SWISS_WORDS
};

/* The words of a table. */
enum swiss_table_word {
    SWISS_TABLE_USED,
    SWISS_TABLE_CAPACITY, /* slots */
    SWISS_TABLE_GROWTH_LEFT,
    SWISS_TABLE_DEPTH,  /* localDepth */
    SWISS_TABLE_INDEX,  /* the first entry of the directory that names it; all ones (-1): it was replaced */
    SWISS_TABLE_GROUPS, /* region */
    SWISS_TABLE_WORDS
};
#define SWISS_REPLACED_INDEX UINT64_MAX

/* The words of an iterator (Iter). */
enum swiss_iterator_word {
    SWISS_ITERATOR_KEY, /* what the last call delivered; 0: exhausted */
    SWISS_ITERATOR_ELEM,
    SWISS_ITERATOR_EMPTY,   /* 1: the map was empty when it began */
    SWISS_ITERATOR_SMALL,   /* region of the group of a map that was small then; 0: it had tables */
    SWISS_ITERATOR_TABLE,   /* region of the table that it stands in; 0: none */
    SWISS_ITERATOR_DIR_IDX, /* entries of the directory passed */
    SWISS_ITERATOR_DIR_OFFSET,
    SWISS_ITERATOR_ENTRY_IDX, /* slots of the table passed */
    SWISS_ITERATOR_ENTRY_OFFSET,
    SWISS_ITERATOR_GLOBAL_DEPTH,
    SWISS_ITERATOR_CLEAR_SEQ,
    SWISS_ITERATOR_DELIVERED, /* entries delivered so far */
    SWISS_ITERATOR_WORDS
};

/* A map type with the layout of its groups: key and elem side by side (internal/runtime/maps group.go, cmd/compile reflectdata). */
struct swiss_type {
    struct maptype map;   /* its name, key and elem; what it says of buckets is the classic map's */
    uint64_t elem_offset; /* of a slot, in bytes */
    uint64_t slot_size;
    uint64_t group_size; /* eight control bytes, then eight slots */
    bool pointers;       /* the collector has to look into a slot */
};

/* A handle of a map: cheap to copy, good as long as the world is. */
struct swiss {
    struct world *world;
    struct memory *memory; /* the world's, as are the values */
    struct values *values;
    uint32_t home; /* the region of its words */
};

/* A map without a type, to be made: its home. `seed` as for swiss_set_seed(). */
uint32_t swiss_new(struct world *world, uint64_t seed);

/* The map whose home it is. Whoever may only read the world keeps it in a const struct swiss, which no verb takes. */
struct swiss swiss_of(const struct world *world, uint32_t home);

/* The number of a map's type, as the world keeps it; it joins the world's types if it is new. 0 and an error if the name is wrong. */
uint32_t swiss_type_number(struct world *world, const char *name, enum go_version version,
                           struct error *error);

/* The release that a map is made of: the first that had this map, or a later one. */
static inline enum go_version swiss_release(enum go_version release)
{
    return release < GO_1_24 ? GO_1_24 : release;
}

/* ---- verbs. Each tells events through the memory's sink; `map` must have a type unless said otherwise. */

/* NewMap / NewEmptyMap: the present map, if any, is dropped. Needs no map before. GOMAP_WRONG_TYPE: the name is none, and `error`
   says why. GOMAP_TOO_BIG: the hint asks for more than the model holds. Nothing happens in either case. */
enum gomap_outcome swiss_make(struct swiss *map, const char *type_name, enum go_version version, int64_t hint,
                              struct error *error);
/* How many tables a hint asks for, a power of two, and of how many slots each; 0: a small map. */
uint64_t swiss_tables_for_hint(const struct swiss_type *type, int64_t hint, uint64_t *capacity);
/* Whether the runtime takes a hint for none: a negative one, or one for more memory than there are addresses. */
bool swiss_ignores_hint(const struct swiss_type *type, int64_t hint);
/* var m map[K]V: a nil map. GOMAP_WRONG_TYPE as above. */
enum gomap_outcome swiss_declare(struct swiss *map, const char *type_name, enum go_version version,
                                 struct error *error);

/* PutSlot, and the elem that compiled code stores into it. GOMAP_TOO_BIG: nothing happened but what was told. */
enum gomap_outcome swiss_insert(struct swiss *map, value_id key, value_id elem);
enum gomap_outcome swiss_get(struct swiss *map, value_id key,
                             value_id *elem);                     /* getWithKey; elem may be NULL */
enum gomap_outcome swiss_delete(struct swiss *map, value_id key); /* Delete */
enum gomap_outcome swiss_clear(struct swiss *map);                /* Clear */
enum gomap_outcome swiss_clear_loop(struct swiss *map);           /* for k := range m { delete(m, k) } */

/* Iter.Init and the first Iter.Next; GOMAP_END: nothing to deliver, and the iterator is gone. */
enum gomap_outcome swiss_iterate_begin(struct swiss *map, uint32_t *iterator);
enum gomap_outcome swiss_iterate_next(struct swiss *map, uint32_t iterator);
/* The loop is left before its end. */
void swiss_iterate_leave(struct swiss *map, uint32_t iterator);
/* A loop that goes on becomes the one that is told of, after another ended. */
void swiss_iterate_keep(struct swiss *map, uint32_t iterator);

/* ---- settings; none of them is an operation */

/* All random numbers follow from one: hashkeys and the generator. */
void swiss_set_seed(struct swiss *map, uint64_t seed);
/* From now on the key has this hash, whatever the seed is. Not for keys that hold a NaN. */
void swiss_dictate_hash(struct swiss *map, value_id key, uint64_t hash);
bool swiss_hash_is_dictated(const struct swiss *map, value_id key);

/* ---- reading */

static inline uint64_t swiss_word(const struct swiss *map, enum swiss_word which)
{
    return memory_read(map->memory, place_word(map->home, which));
}
const char *swiss_word_name(enum swiss_word which);
const struct swiss_type *swiss_type(const struct swiss *map); /* NULL: no map yet */

/* Hashes: H2 is what a control byte holds, H1 chooses the group. */
static inline uint8_t swiss_h2(uint64_t hash)
{
    return (uint8_t)(hash & 0x7f);
}
static inline uint64_t swiss_h1(uint64_t hash)
{
    return hash >> 7;
}
/* A key's hash under the present seed. False if it holds a NaN, which has none of its own. */
bool swiss_hash_of(const struct swiss *map, value_id key, uint64_t *hash);

/* The directory: 2^globalDepth entries; 0 for a small map. */
uint64_t swiss_directory_length(const struct swiss *map);
/* The region of the table that entry names. */
uint32_t swiss_directory_table(const struct swiss *map, uint64_t entry);
/* The entry that a hash leads to: its top bits. */
uint64_t swiss_directory_entry(const struct swiss *map, uint64_t hash);

/* A word of a table, by its region. */
uint64_t swiss_table_word(const struct swiss *map, uint32_t table, enum swiss_table_word which);
uint64_t swiss_table_groups(const struct swiss *map, uint32_t table); /* how many */
uint64_t swiss_table_tombstones(const struct swiss *map, uint32_t table);
/* Entries of the directory that name it: 2^(globalDepth - localDepth). */
uint64_t swiss_table_entries(const struct swiss *map, uint32_t table);
/* The growthLeft of a new table of so many slots: 7 of 8, and 7/8 of all larger ones. */
uint64_t swiss_most_entries(uint64_t capacity);
/* The next table behind entry `*entry` of the directory, which is set behind all of its entries; false: there is none. Begin with 0. */
bool swiss_next_table(const struct swiss *map, uint64_t *entry, uint32_t *table);
uint64_t swiss_table_count(const struct swiss *map);
uint64_t swiss_group_count(const struct swiss *map); /* of all tables, or of a small map */

/* A group: its region, and its number there. */
struct swiss_place {
    uint32_t region, index;
};
const struct swiss_group *swiss_group(const struct swiss *map, struct swiss_place group);
/* Slots of a group whose control byte is `control`, lowest bit first; full ones; empty ones; empty or deleted ones. */
unsigned swiss_match(const struct swiss_group *group, uint8_t control);
unsigned swiss_match_full(const struct swiss_group *group);
unsigned swiss_match_free(const struct swiss_group *group);
/* The eight control bytes as one number, that of slot 0 lowest. */
uint64_t swiss_control_word(const struct swiss_group *group);
/* The group at a step of a hash's probe sequence: H1, then 1, 3, 6, … further, modulo a power of two. */
uint64_t swiss_probe(uint64_t hash, uint64_t step, uint64_t groups);

/* Where a key lies. */
struct swiss_spot {
    bool found, small;
    uint32_t table; /* its region; 0 of a small map */
    uint64_t entry; /* of the directory, that its hash leads to */
    struct swiss_place group;
    int slot;
    uint64_t step; /* of the probe sequence: groups looked at before this one */
};
/* Not found: where the search ended. Of a NaN, or of a map without groups: all 0. */
struct swiss_spot swiss_locate(const struct swiss *map, value_id key);

/* All invariants of a reachable state; false with a sentence in `why`. */
bool swiss_check(const struct swiss *map, struct text *why);

/* ---- bytes (worth.c) */
struct engine_bytes swiss_places(const struct swiss *map);
/* What a growth that goes on has allocated, and the map does not lead to yet: the one before `region`, at first the number of regions.
   0: there is none (more). A local variable of Go's function holds it. */
uint32_t swiss_next_begun(const struct swiss *map, uint32_t region);
uint64_t swiss_entry_bytes(const struct swiss_type *type); /* that an entry has outside of its slot */
/* Of so many groups in one piece, of a directory, of a table with its groups: as the allocator hands them out. */
uint64_t swiss_group_bytes(const struct swiss_type *type, uint64_t groups);
uint64_t swiss_directory_bytes(const struct swiss_type *type, uint64_t entries);
uint64_t swiss_table_bytes(const struct swiss_type *type, uint64_t capacity);
/* What an event of a map of that type is worth, as engine.event_bytes. */
void swiss_event_bytes(const struct world *world, uint32_t number, const struct event *event,
                       struct event_bytes *bytes);

/* "concurrent map writes" and the like are for whoever tells of them; a key of this kind panics. False, and the error is set. */
bool swiss_fail_unhashable(const struct swiss *map, value_id key, int column, struct error *error);

#endif
