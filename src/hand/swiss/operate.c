/* What the session is told of a map whose keys it works with by the many, and does to it: fill, workload, collide. */
#include "hand/swiss/swiss.h"

static struct keyed types(const struct run *run)
{
    const struct swiss map = run_swiss(run);
    return swiss_keyed(&map);
}

static uint64_t count(const struct run *run)
{
    const struct swiss map = run_swiss(run);
    return swiss_word(&map, SWISS_WORD_USED);
}

static bool holds(const struct run *run, value_id key)
{
    const struct swiss map = run_swiss(run);
    return swiss_locate(&map, key).found;
}

static bool hash(const struct run *run, value_id key, uint64_t *hash)
{
    const struct swiss map = run_swiss(run);
    return swiss_hash_of(&map, key, hash);
}

static uint64_t secret(const struct run *run, struct hash_secret *secret)
{
    const struct swiss map = run_swiss(run);
    secret->version = swiss_type(&map)->map.version;
    for (int i = 0; i < 4; i++)
        secret->hashkey[i] = swiss_word(&map, SWISS_WORD_HASHKEY0 + i);
    return swiss_word(&map, SWISS_WORD_SEED);
}

static bool unhashable(const struct run *run, value_id key, int column, struct error *error)
{
    const struct swiss map = run_swiss(run);
    return swiss_fail_unhashable(&map, key, column, error);
}

static bool insert(struct run *run, value_id key, value_id elem, struct error *error)
{
    struct swiss map = run_swiss(run);
    return swiss_outcome_is_fine(run, swiss_insert(&map, key, elem), key, NULL, error);
}

static bool get(struct run *run, value_id key, struct error *error)
{
    struct swiss map = run_swiss(run);
    value_id elem = VALUE_NONE;
    return swiss_outcome_is_fine(run, swiss_get(&map, key, &elem), key, NULL, error);
}

static bool remove_key(struct run *run, value_id key, struct error *error)
{
    struct swiss map = run_swiss(run);
    return swiss_outcome_is_fine(run, swiss_delete(&map, key), key, NULL, error);
}

const struct keyed_map swiss_keyed_map = {
    .types = types,
    .count = count,
    .holds = holds,
    .hash = hash,
    .secret = secret,
    .unhashable = unhashable,
    .insert = insert,
    .get = get,
    .remove = remove_key,
    .measure = swiss_measure_map,
    .ways = {[KEYED_LOOKS] = WORD_SWISS_WAY_LOOKS,
             [KEYED_GROWS] = WORD_SWISS_WAY_GROWS,
             [KEYED_CROWDED] = WORD_SWISS_WAY_CROWDED,
             [KEYED_DELETES] = WORD_SWISS_WAY_DELETES,
             [KEYED_LOOPS] = WORD_SWISS_WAY_LOOPS},
};

const struct hand_costs swiss_hand_costs = {
    .looked = WORD_SWISS_COSTS_LOOKED,
    .unit = WORD_SWISS_COSTS_UNIT,
    .why_growth = WORD_SWISS_COSTS_WHY_GROWTH,
    .why_moved = WORD_SWISS_COSTS_WHY_MOVED,
    .why_looks = WORD_SWISS_COSTS_WHY_LOOKS,
};
