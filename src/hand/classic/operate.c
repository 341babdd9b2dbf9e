/* What the session is told of a map whose keys it works with by the many, and does to it: fill, workload, collide. */
#include "hand/classic/classic.h"

static struct keyed types(const struct run *run)
{
    const struct classic map = run_map(run);
    return (struct keyed){map.values, classic_type(&map)->key, classic_type(&map)->elem};
}

static uint64_t count(const struct run *run)
{
    const struct classic map = run_map(run);
    return map_count(&map);
}

static bool holds(const struct run *run, value_id key)
{
    const struct classic map = run_map(run);
    return classic_locate(&map, key).found;
}

static bool hash(const struct run *run, value_id key, uint64_t *hash)
{
    const struct classic map = run_map(run);
    return classic_hash_of(&map, key, hash);
}

static uint64_t secret(const struct run *run, struct hash_secret *secret)
{
    const struct classic map = run_map(run);
    secret->version = classic_type(&map)->version;
    for (int i = 0; i < 4; i++)
        secret->hashkey[i] = classic_register(&map, REGISTER_HASHKEY0 + i);
    return classic_register(&map, REGISTER_HASH0);
}

static bool unhashable(const struct run *run, value_id key, int column, struct error *error)
{
    const struct classic map = run_map(run);
    return classic_fail_unhashable(&map, key, column, error);
}

static bool insert(struct run *run, value_id key, value_id elem, struct error *error)
{
    struct classic map = run_map(run);
    return classic_outcome_is_fine(run, classic_assign(&map, key, elem), key, NULL, error);
}

static bool get(struct run *run, value_id key, struct error *error)
{
    struct classic map = run_map(run);
    value_id elem = VALUE_NONE;
    return classic_outcome_is_fine(run, classic_access(&map, key, &elem), key, NULL, error);
}

static bool remove_key(struct run *run, value_id key, struct error *error)
{
    struct classic map = run_map(run);
    return classic_outcome_is_fine(run, classic_delete(&map, key), key, NULL, error);
}

const struct keyed_map classic_keyed_map = {
    .types = types,
    .count = count,
    .holds = holds,
    .hash = hash,
    .secret = secret,
    .unhashable = unhashable,
    .insert = insert,
    .get = get,
    .remove = remove_key,
    .measure = classic_measure_map,
    .ways = {[KEYED_LOOKS] = WORD_CLASSIC_WAY_LOOKS,
             [KEYED_GROWS] = WORD_CLASSIC_WAY_GROWS,
             [KEYED_CROWDED] = WORD_CLASSIC_WAY_CROWDED,
             [KEYED_DELETES] = WORD_CLASSIC_WAY_DELETES,
             [KEYED_LOOPS] = WORD_CLASSIC_WAY_LOOPS},
};
