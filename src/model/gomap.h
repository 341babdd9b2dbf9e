#ifndef MODEL_GOMAP_H
#define MODEL_GOMAP_H
/*
 * What Go's maps, the classic one and the Swiss one, have in common: what their operations come to, and a row an engine of these
 * operations, for whoever works on either: recordings, loops by hand, keys by the many.
 *
 * Knows: worlds, keys, loops, how a fact is asked. Must not know: how a map keeps its entries.
 */
#include "go/maptype.h"
#include "model/world.h"

enum gomap_outcome {
    GOMAP_DONE, /* made, cleared, grown ... */
    GOMAP_INSERTED,
    GOMAP_UPDATED,
    GOMAP_DELETED,
    GOMAP_FOUND,
    GOMAP_ABSENT,
    GOMAP_DELIVERED, /* an iterator delivered an entry */
    GOMAP_END,       /* an iterator is exhausted */
    GOMAP_NOT_GROWING,
    GOMAP_GROWING_ALREADY,
    GOMAP_PANIC_NIL_MAP, /* assignment to entry in nil map */
    GOMAP_PANIC_UNHASHABLE,
    GOMAP_FATAL_WRITES, /* concurrent map writes */
    GOMAP_FATAL_READ_WRITE,
    GOMAP_FATAL_ITERATION_WRITE,
    GOMAP_TOO_BIG,    /* beyond what the model holds */
    GOMAP_WRONG_TYPE, /* the name is no map type; nothing happened */
    GOMAP_OUTCOMES
};

/* The row of an engine's maps. A map is known by its home; it must have a type unless said otherwise. */
struct gomap {
    /* ---- reading; no events */
    const struct maptype *(*type)(const struct world *world, uint32_t home); /* NULL: it was not made yet */
    uint64_t (*count)(const struct world *world, uint32_t home);             /* entries */
    /* Units of work that a walk over everything may take: entries, and buckets or groups. */
    uint64_t (*walk)(const struct world *world, uint32_t home);
    uint32_t (*loop)(const struct world *world,
                     uint32_t home); /* the iterator begun last and not ended, or 0 */
    bool (*holds)(const struct world *world, uint32_t home, value_id key);
    /* The hash that a key has now; false: it holds a NaN, and has none of its own. */
    bool (*hash)(const struct world *world, uint32_t home, value_id key, uint64_t *hash);
    bool (*hash_is_dictated)(const struct world *world, uint32_t home, value_id key);
    /* What keys are hashed with; the seed. */
    uint64_t (*secret)(const struct world *world, uint32_t home, struct hash_secret *secret);
    /* Sets Go's panic about a key that can't be hashed as the error, and is false. */
    bool (*fail_unhashable)(const struct world *world, uint32_t home, value_id key, int column,
                            struct error *error);

    /* ---- operations, told by events */
    enum gomap_outcome (*insert)(struct world *world, uint32_t home, value_id key, value_id elem);
    enum gomap_outcome (*get)(struct world *world, uint32_t home, value_id key,
                              value_id *elem); /* elem may be NULL */
    enum gomap_outcome (*remove)(struct world *world, uint32_t home, value_id key);
    enum gomap_outcome (*clear)(struct world *world, uint32_t home);
    enum gomap_outcome (*clear_loop)(struct world *world,
                                     uint32_t home); /* for k := range m { delete(m, k) } */
    /* The first entry of a loop, and the next: GOMAP_DELIVERED, with the entry in the words of the iterator's region, or GOMAP_END, and
       the region is dropped. */
    enum gomap_outcome (*begin)(struct world *world, uint32_t home, uint32_t *iterator);
    enum gomap_outcome (*next)(struct world *world, uint32_t home, uint32_t iterator);
    /* A loop is left before its end; a loop that goes on becomes the one begun last, after another ended. */
    void (*leave)(struct world *world, uint32_t home, uint32_t iterator);
    void (*keep)(struct world *world, uint32_t home, uint32_t iterator);
    /* From now on the key has this hash (recordings, `insert k hash=`). Not for keys that hold a NaN. */
    void (*dictate_hash)(struct world *world, uint32_t home, value_id key, uint64_t hash);

    /* Events: a loop begins, and delivers an entry. */
    event_kind start, deliver;
    /* Words of an iterator's region: what was delivered last (0: exhausted), and how many so far. */
    uint8_t key, elem, delivered;
};

/* ---- facts that both have (model/fact.h) */

struct fact_question;
struct fact_value;

/* The keys that the loop begun last has delivered, with commas between them. */
bool gomap_answer_order(const struct fact_question *question, struct fact_value *value, struct error *error);
/* The key that the question names, and its hash. False and an error: it is none of the map's type, can't be hashed, has no hash of its own. */
bool gomap_fact_key(const struct fact_question *question, value_id *key, struct error *error);
bool gomap_fact_hash(const struct fact_question *question, uint64_t *hash, struct error *error);
/* Sets the error that the key is not there, and is false. */
bool gomap_fact_absent(const struct fact_question *question, struct error *error);

#endif
