/* Operations: which map does them, and what follows; the publication of a split map. */
#include "base/number.h"
#include "model/strategy/verb.h"

static bool is_split(const struct strategy *strategy)
{
    return strategy_kind(strategy) == STRATEGY_SPLIT;
}

static void add(struct strategy *strategy, enum strategy_register which, uint64_t more, code_line line)
{
    strategy_set(strategy, which, strategy_register(strategy, which) + more, line);
}

/* ---- sharded */

static int pick_shard(struct strategy *strategy, value_id key)
{
    uint64_t hash = strategy_hash(strategy, key);
    int shard = strategy_shard(strategy, hash);
    strategy_look(strategy, STRATEGY_hash, 0, key, hash, LINE_sharded_hash);
    strategy_look(strategy, STRATEGY_pick, shard, hash,
                  (uint64_t)number_log2((uint64_t)strategy_part_count(strategy)), LINE_sharded_pick);
    return shard;
}

/* ---- split */

/* Whether the two sides answer a read of the key alike. */
static bool sides_agree(const struct strategy *strategy, value_id key)
{
    const struct classic read = strategy_part(strategy, STRATEGY_READ_SIDE),
                         write = strategy_part(strategy, STRATEGY_WRITE_SIDE);
    struct classic_spot seen = classic_locate(&read, key), there = classic_locate(&write, key);
    if (seen.found != there.found)
        return false;
    return !seen.found || classic_cells(&read, seen.reference)->elem[seen.slot] ==
                              classic_cells(&write, there.reference)->elem[there.slot];
}

static void take_staleness(struct strategy *strategy, value_id key)
{
    const code_line line = LINE_split_read_behind;
    uint64_t behind = strategy_register(strategy, STRATEGY_BEHIND);
    bool differs = behind > 0 && !values_is_unhashable(strategy->values, key) && !sides_agree(strategy, key);
    add(strategy, STRATEGY_READS, 1, line);
    add(strategy, STRATEGY_STALE, behind > 0, line);
    add(strategy, STRATEGY_STALENESS, behind, line);
    add(strategy, STRATEGY_DIFFERED, differs, line);
    if (behind > strategy_register(strategy, STRATEGY_STALEST))
        strategy_set(strategy, STRATEGY_STALEST, behind, line);
    strategy_look(strategy, STRATEGY_stale, 0, behind, differs, line);
}

static int pick_side(struct strategy *strategy, enum strategy_operation operation, value_id key)
{
    int side = operation == STRATEGY_READ ? STRATEGY_READ_SIDE : STRATEGY_WRITE_SIDE;
    code_line line = operation == STRATEGY_READ ? LINE_split_read_side : LINE_split_write_side;
    strategy_look(strategy, STRATEGY_side, side, key, (uint64_t)operation, line);
    if (operation == STRATEGY_READ)
        take_staleness(strategy, key);
    return side;
}

/* for k, v := range write { next[k] = v } */
static uint64_t copy_entries(struct strategy *strategy, uint32_t next)
{
    struct classic write = strategy_part(strategy, STRATEGY_WRITE_SIDE),
                   fresh = classic_of(strategy->world, next);
    uint64_t copied = 0;
    uint32_t iterator;
    enum gomap_outcome outcome = classic_iterate_begin(&write, &iterator);
    uint64_t all = classic_register(&write, REGISTER_COUNT);
    for (; outcome == GOMAP_DELIVERED; outcome = classic_iterate_next(&write, iterator)) {
        if (!memory_goes_on(strategy->memory, LINE_publish_copy, copied, all))
            break;
        value_id key = (value_id)memory_read(strategy->memory, place_word(iterator, ITERATOR_KEY)),
                 elem = (value_id)memory_read(strategy->memory, place_word(iterator, ITERATOR_ELEM));
        classic_assign(&fresh, key, elem);
        strategy_look(strategy, STRATEGY_copied, 0, key, elem, LINE_publish_copy);
        copied++;
    }
    return copied;
}

void strategy_publish(struct strategy *strategy)
{
    const struct classic write = strategy_part(strategy, STRATEGY_WRITE_SIDE);
    uint64_t count = classic_register(&write, REGISTER_COUNT);
    uint64_t seen = strategy_register(strategy, STRATEGY_BEHIND);
    uint32_t old = strategy_part_home(strategy, STRATEGY_READ_SIDE);
    strategy_look(strategy, STRATEGY_publish, 0, count, strategy_register(strategy, STRATEGY_PUBLISHED) + 1,
                  LINE_publish_fresh);
    uint32_t next = strategy_new_part(strategy, (int64_t)count, LINE_publish_fresh);
    strategy_set(strategy, STRATEGY_NEXT, next, LINE_publish_fresh);
    uint64_t copied = copy_entries(strategy, next);
    strategy_set(strategy, (enum strategy_register)(STRATEGY_PART + STRATEGY_READ_SIDE), next,
                 LINE_publish_swap);
    strategy_set(strategy, STRATEGY_NEXT, 0, LINE_publish_swap);
    strategy_leave_part(strategy, old, LINE_publish_swap);
    add(strategy, STRATEGY_PUBLISHED, 1, LINE_publish_reset);
    add(strategy, STRATEGY_COPIED, copied, LINE_publish_reset);
    strategy_set(strategy, STRATEGY_BEHIND, 0, LINE_publish_reset);
    strategy_look(strategy, STRATEGY_published, 0, copied, seen, LINE_publish_reset);
}

/* ---- both */

uint32_t strategy_enter(struct strategy *strategy, enum strategy_operation operation, value_id key)
{
    bool split = is_split(strategy);
    code_line line = !split                       ? LINE_sharded_hash
                     : operation == STRATEGY_READ ? LINE_split_read_side
                                                  : LINE_split_write_side;
    strategy_look(strategy, STRATEGY_call, 0, key, (uint64_t)operation, line);
    int part = split ? pick_side(strategy, operation, key) : pick_shard(strategy, key);
    return strategy_part_home(strategy, part);
}

void strategy_leave(struct strategy *strategy, enum strategy_operation operation)
{
    if (!is_split(strategy) || operation == STRATEGY_READ)
        return;
    uint64_t every = strategy_register(strategy, STRATEGY_EVERY);
    add(strategy, STRATEGY_BEHIND, 1, LINE_split_write_count);
    uint64_t behind = strategy_register(strategy, STRATEGY_BEHIND);
    strategy_look(strategy, STRATEGY_counted, 0, behind, every, LINE_split_write_due);
    if (behind >= every)
        strategy_publish(strategy);
}

void strategy_clear(struct strategy *strategy)
{
    bool split = is_split(strategy);
    code_line line = split ? LINE_split_write_side : LINE_sharded_clear;
    uint64_t removed = strategy_count(strategy);
    strategy_look(strategy, STRATEGY_call, 0, VALUE_NONE, STRATEGY_DELETE, line);
    for (int i = 0; i < (split ? STRATEGY_WRITE_SIDE + 1 : strategy_part_count(strategy)); i++) {
        struct classic map = strategy_part(strategy, i);
        classic_clear(&map);
    }
    strategy_look(strategy, STRATEGY_emptied, 0, removed, 0, line);
    strategy_leave(strategy, STRATEGY_DELETE);
}
