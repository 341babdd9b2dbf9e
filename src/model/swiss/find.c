/* The search that all verbs make: group after group, eight slots at once (runtime table.go, group.go). */
#include "model/swiss/verb.h"

/* The slots of a group whose control byte is H2, one after the other. */
static bool compare_keys(struct swiss *map, struct swiss_search *search, value_id key, uint64_t hash,
                         code_line line)
{
    const struct swiss_group *group = swiss_group(map, search->group);
    for (unsigned match = swiss_match(group, swiss_h2(hash)); match != 0; match = swiss_rest(match)) {
        search->slot = swiss_first(match);
        bool same = values_equal(map->values, group->key[search->slot], key);
        swiss_look_slot(map, SWISS_compare, search->group, search->slot, key, same, line);
        if (same)
            return search->found = true;
    }
    return false;
}

static void look_at(struct swiss *map, struct swiss_place group, uint64_t hash, uint64_t step, code_line line)
{
    uint64_t word = swiss_control_word(swiss_group(map, group));
    swiss_look_slot(map, SWISS_match, group, 0, word, swiss_h2(hash) | step << 8, line);
}

struct swiss_search swiss_search_table(struct swiss *map, uint32_t table, value_id key, uint64_t hash,
                                       bool inserts, const struct swiss_search_lines *lines)
{
    struct swiss_search at = {.group.region = (uint32_t)swiss_table_word(map, table, SWISS_TABLE_GROUPS)};
    struct swiss_search tombstone = {0};
    uint64_t groups = swiss_table_groups(map, table);
    for (uint64_t step = 0;; step++) {
        at.group.index = (uint32_t)swiss_probe(hash, step, groups);
        if (step > 0)
            swiss_look_slot(map, SWISS_next, at.group, 0, step, 0, lines->probe);
        look_at(map, at.group, hash, step, lines->probe);
        if (compare_keys(map, &at, key, hash, lines->compare))
            return at;
        const struct swiss_group *group = swiss_group(map, at.group);
        /* Of a group with an empty slot the first free one counts, be it a tombstone; of a full one the first tombstone. */
        unsigned empty = swiss_match(group, SWISS_EMPTY), free = swiss_match_free(group);
        if (inserts && free != 0 && !tombstone.tombstone &&
            group->control[swiss_first(free)] == SWISS_DELETED) {
            tombstone =
                (struct swiss_search){.group = at.group, .slot = swiss_first(free), .tombstone = true};
            swiss_look_slot(map, SWISS_remember, at.group, tombstone.slot, 0, 0, lines->remember);
        }
        if (empty == 0 || (inserts && group->control[swiss_first(free)] == SWISS_DELETED))
            continue;
        at.slot = swiss_first(empty);
        swiss_look_slot(map, SWISS_stop, at.group, at.slot, 0, 0, lines->stop);
        return tombstone.tombstone ? tombstone : at;
    }
}

struct swiss_search swiss_search_small(struct swiss *map, value_id key, uint64_t hash,
                                       const struct swiss_search_lines *lines)
{
    struct swiss_search at = {.group.region = (uint32_t)swiss_word(map, SWISS_WORD_GROUP)};
    look_at(map, at.group, hash, 0, lines->probe);
    if (compare_keys(map, &at, key, hash, lines->compare))
        return at;
    unsigned empty = swiss_match_free(swiss_group(map, at.group));
    at.slot = empty != 0 ? swiss_first(empty) : -1;
    return at;
}
