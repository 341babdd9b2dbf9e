/* The row of what Go's maps have in common, of the Swiss one. */
#include "model/swiss/verb.h"

static const struct maptype *type(const struct world *world, uint32_t home)
{
    const struct swiss map = swiss_of(world, home);
    return swiss_type(&map) != NULL ? &swiss_type(&map)->map : NULL;
}

static uint64_t count(const struct world *world, uint32_t home)
{
    const struct swiss map = swiss_of(world, home);
    return swiss_word(&map, SWISS_WORD_USED);
}

static uint64_t walk(const struct world *world, uint32_t home)
{
    const struct swiss map = swiss_of(world, home);
    return swiss_word(&map, SWISS_WORD_USED) + swiss_table_count(&map) * SWISS_MOST_CAPACITY / SWISS_SLOTS;
}

static uint32_t loop(const struct world *world, uint32_t home)
{
    const struct swiss map = swiss_of(world, home);
    return (uint32_t)swiss_word(&map, SWISS_WORD_ITERATOR);
}

static bool holds(const struct world *world, uint32_t home, value_id key)
{
    const struct swiss map = swiss_of(world, home);
    return swiss_locate(&map, key).found;
}

static bool hash(const struct world *world, uint32_t home, value_id key, uint64_t *hash)
{
    const struct swiss map = swiss_of(world, home);
    return swiss_hash_of(&map, key, hash);
}

static bool hash_is_dictated(const struct world *world, uint32_t home, value_id key)
{
    const struct swiss map = swiss_of(world, home);
    return swiss_hash_is_dictated(&map, key);
}

static uint64_t secret(const struct world *world, uint32_t home, struct hash_secret *secret)
{
    const struct swiss map = swiss_of(world, home);
    secret->version = swiss_type(&map)->map.version;
    for (int i = 0; i < 4; i++)
        secret->hashkey[i] = swiss_word(&map, SWISS_WORD_HASHKEY0 + i);
    return swiss_word(&map, SWISS_WORD_SEED);
}

static bool fail_unhashable(const struct world *world, uint32_t home, value_id key, int column,
                            struct error *error)
{
    const struct swiss map = swiss_of(world, home);
    return swiss_fail_unhashable(&map, key, column, error);
}

static enum gomap_outcome insert(struct world *world, uint32_t home, value_id key, value_id elem)
{
    struct swiss map = swiss_of(world, home);
    return swiss_insert(&map, key, elem);
}

static enum gomap_outcome get(struct world *world, uint32_t home, value_id key, value_id *elem)
{
    struct swiss map = swiss_of(world, home);
    return swiss_get(&map, key, elem);
}

static enum gomap_outcome remove_key(struct world *world, uint32_t home, value_id key)
{
    struct swiss map = swiss_of(world, home);
    return swiss_delete(&map, key);
}

static enum gomap_outcome clear(struct world *world, uint32_t home)
{
    struct swiss map = swiss_of(world, home);
    return swiss_clear(&map);
}

static enum gomap_outcome clear_loop(struct world *world, uint32_t home)
{
    struct swiss map = swiss_of(world, home);
    return swiss_clear_loop(&map);
}

static enum gomap_outcome begin(struct world *world, uint32_t home, uint32_t *iterator)
{
    struct swiss map = swiss_of(world, home);
    return swiss_iterate_begin(&map, iterator);
}

static enum gomap_outcome next(struct world *world, uint32_t home, uint32_t iterator)
{
    struct swiss map = swiss_of(world, home);
    return swiss_iterate_next(&map, iterator);
}

static void leave(struct world *world, uint32_t home, uint32_t iterator)
{
    struct swiss map = swiss_of(world, home);
    swiss_iterate_leave(&map, iterator);
}

static void keep(struct world *world, uint32_t home, uint32_t iterator)
{
    struct swiss map = swiss_of(world, home);
    swiss_iterate_keep(&map, iterator);
}

static void dictate_hash(struct world *world, uint32_t home, value_id key, uint64_t hash)
{
    struct swiss map = swiss_of(world, home);
    swiss_dictate_hash(&map, key, hash);
}

const struct gomap swiss_gomap = {
    .type = type,
    .count = count,
    .walk = walk,
    .loop = loop,
    .holds = holds,
    .hash = hash,
    .hash_is_dictated = hash_is_dictated,
    .secret = secret,
    .fail_unhashable = fail_unhashable,
    .insert = insert,
    .get = get,
    .remove = remove_key,
    .clear = clear,
    .clear_loop = clear_loop,
    .begin = begin,
    .next = next,
    .leave = leave,
    .keep = keep,
    .dictate_hash = dictate_hash,
    .start = SWISS_start,
    .deliver = SWISS_deliver,
    .key = SWISS_ITERATOR_KEY,
    .elem = SWISS_ITERATOR_ELEM,
    .delivered = SWISS_ITERATOR_DELIVERED,
};
