/* The row of what Go's maps have in common, of the classic one. */
#include "model/classic/verb.h"

static const struct maptype *type(const struct world *world, uint32_t home)
{
    const struct classic map = classic_of(world, home);
    return classic_type(&map);
}

static uint64_t count(const struct world *world, uint32_t home)
{
    const struct classic map = classic_of(world, home);
    return classic_register(&map, REGISTER_COUNT);
}

static uint64_t walk(const struct world *world, uint32_t home)
{
    const struct classic map = classic_of(world, home);
    return classic_register(&map, REGISTER_COUNT) + classic_bucket_count(&map);
}

static uint32_t loop(const struct world *world, uint32_t home)
{
    const struct classic map = classic_of(world, home);
    return (uint32_t)classic_register(&map, REGISTER_ITERATOR);
}

static bool holds(const struct world *world, uint32_t home, value_id key)
{
    const struct classic map = classic_of(world, home);
    return classic_locate(&map, key).found;
}

static bool hash(const struct world *world, uint32_t home, value_id key, uint64_t *hash)
{
    const struct classic map = classic_of(world, home);
    return classic_hash_of(&map, key, hash);
}

static bool hash_is_dictated(const struct world *world, uint32_t home, value_id key)
{
    const struct classic map = classic_of(world, home);
    return classic_hash_is_dictated(&map, key);
}

static uint64_t secret(const struct world *world, uint32_t home, struct hash_secret *secret)
{
    const struct classic map = classic_of(world, home);
    secret->version = classic_type(&map)->version;
    for (int i = 0; i < 4; i++)
        secret->hashkey[i] = classic_register(&map, REGISTER_HASHKEY0 + i);
    return classic_register(&map, REGISTER_HASH0);
}

static bool fail_unhashable(const struct world *world, uint32_t home, value_id key, int column,
                            struct error *error)
{
    const struct classic map = classic_of(world, home);
    return classic_fail_unhashable(&map, key, column, error);
}

static enum gomap_outcome insert(struct world *world, uint32_t home, value_id key, value_id elem)
{
    struct classic map = classic_of(world, home);
    return classic_assign(&map, key, elem);
}

static enum gomap_outcome get(struct world *world, uint32_t home, value_id key, value_id *elem)
{
    struct classic map = classic_of(world, home);
    return classic_access(&map, key, elem);
}

static enum gomap_outcome remove_key(struct world *world, uint32_t home, value_id key)
{
    struct classic map = classic_of(world, home);
    return classic_delete(&map, key);
}

static enum gomap_outcome clear(struct world *world, uint32_t home)
{
    struct classic map = classic_of(world, home);
    return classic_clear(&map);
}

static enum gomap_outcome clear_loop(struct world *world, uint32_t home)
{
    struct classic map = classic_of(world, home);
    return classic_clear_loop(&map);
}

static enum gomap_outcome begin(struct world *world, uint32_t home, uint32_t *iterator)
{
    struct classic map = classic_of(world, home);
    return classic_iterate_begin(&map, iterator);
}

static enum gomap_outcome next(struct world *world, uint32_t home, uint32_t iterator)
{
    struct classic map = classic_of(world, home);
    return classic_iterate_next(&map, iterator);
}

static void leave(struct world *world, uint32_t home, uint32_t iterator)
{
    struct classic map = classic_of(world, home);
    classic_iterate_leave(&map, iterator);
}

static void keep(struct world *world, uint32_t home, uint32_t iterator)
{
    struct classic map = classic_of(world, home);
    classic_iterate_keep(&map, iterator);
}

static void dictate_hash(struct world *world, uint32_t home, value_id key, uint64_t hash)
{
    struct classic map = classic_of(world, home);
    classic_dictate_hash(&map, key, hash);
}

const struct gomap classic_gomap = {
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
    .start = CLASSIC_start,
    .deliver = CLASSIC_deliver,
    .key = ITERATOR_KEY,
    .elem = ITERATOR_ELEM,
    .delivered = ITERATOR_DELIVERED,
};
