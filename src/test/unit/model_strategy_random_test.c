/*
 * model/strategy: random operations, seeded, against a naive list of entries and a copy of it as of the last publication, with
 * strategy_check() after each; every stretch is taken back and done again and the memory compared cell by cell.
 */
#include "base/memory_or_die.h"
#include "base/random.h"
#include "model/strategy/strategy.h"
#include "test/memory_copy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MOST_KEYS = 300, MOST_ENTRIES = 900, OPERATIONS = 900, STRETCH = 30 };

struct entry {
    value_id key, elem;
};

struct entries {
    struct entry list[MOST_ENTRIES];
    size_t count;
};

struct kind {
    const char *type;
    size_t keys;
    uint64_t number; /* of shards, or writes to a publication */
    enum go_version version;
    bool at_once;
};

static const struct kind kinds[] = {
    {"sharded[string]int", 300, 4, GO_1_23, false},     {"sharded[string]string", 200, 1, GO_1_19, false},
    {"sharded[int64]int64", 300, 64, GO_1_21, false},   {"sharded[float64]int", 60, 8, GO_1_23, false},
    {"sharded[interface{}]int", 90, 2, GO_1_19, false}, {"sharded[string]int", 300, 4, GO_1_23, true},
    {"split[string]int", 200, 7, GO_1_23, false},       {"split[int32]int32", 120, 1, GO_1_19, false},
    {"split[float64]int", 60, 50, GO_1_23, false},      {"split[[200]byte][300]byte", 80, 20, GO_1_23, false},
    {"split[string]int", 200, 33, GO_1_21, true},
};

/* What all trials of a kind together must have met; else the test would not be what it says. */
struct seen {
    size_t grown, published, stale, differed, shards;
};

struct trial {
    struct world world;
    struct strategy strategy;
    const struct kind *kind;
    bool split;
    struct entries written, read; /* the second as of the last publication */
    struct event_list events;
    uint64_t seed, next_elem;
    value_id keys[MOST_KEYS];
    size_t key_count;
    /* Staleness, counted another way. */
    uint64_t behind, reads, stale, staleness, stalest, differed, published, copied;
    struct seen *seen;
};

static struct entry *find(struct trial *trial, struct entries *entries, value_id key)
{
    for (size_t i = 0; i < entries->count; i++) {
        if (values_equal(trial->world.values, entries->list[i].key, key))
            return &entries->list[i];
    }
    return NULL;
}

static value_id some_key(struct trial *trial)
{
    return trial->keys[random_below(&trial->seed, trial->key_count)];
}

static value_id fresh_elem(struct trial *trial)
{
    struct text text = {0};
    struct error error = {0};
    const struct classic map = strategy_part(&trial->strategy, 0);
    const struct gotype *type = classic_type(&map)->elem;
    value_example(type, trial->next_elem++, &text);
    value_id id = values_parse(trial->world.values, type, text_string(&text), text.length, &error);
    assert_int_not_equal(id, VALUE_NONE);
    text_free(&text);
    return id;
}

/* ---- operations, each on the strategy and on the lists */

static void count_write(struct trial *trial)
{
    if (trial->split && ++trial->behind == trial->kind->number) {
        trial->behind = 0;
        trial->read = trial->written;
        trial->published++;
        trial->copied += trial->written.count;
    }
}

static void assign(struct trial *trial)
{
    value_id key = some_key(trial), elem = fresh_elem(trial);
    struct entry *known = find(trial, &trial->written, key);
    if (known == NULL && trial->written.count == MOST_ENTRIES)
        return;
    struct classic map = classic_of(&trial->world, strategy_enter(&trial->strategy, STRATEGY_WRITE, key));
    assert_int_equal(classic_assign(&map, key, elem), known != NULL ? GOMAP_UPDATED : GOMAP_INSERTED);
    if (known != NULL)
        known->elem = elem;
    else
        trial->written.list[trial->written.count++] = (struct entry){key, elem};
    strategy_leave(&trial->strategy, STRATEGY_WRITE);
    count_write(trial);
}

static void delete_(struct trial *trial)
{
    value_id key = some_key(trial);
    struct entry *known = find(trial, &trial->written, key);
    struct classic map = classic_of(&trial->world, strategy_enter(&trial->strategy, STRATEGY_DELETE, key));
    assert_int_equal(classic_delete(&map, key), known != NULL ? GOMAP_DELETED : GOMAP_ABSENT);
    if (known != NULL)
        *known = trial->written.list[--trial->written.count];
    strategy_leave(&trial->strategy, STRATEGY_DELETE);
    count_write(trial);
}

static void count_read(struct trial *trial, const struct entry *seen, const struct entry *there)
{
    bool differs = (seen == NULL) != (there == NULL) || (seen != NULL && seen->elem != there->elem);
    trial->reads++;
    trial->stale += trial->behind > 0;
    trial->staleness += trial->behind;
    trial->stalest = trial->behind > trial->stalest ? trial->behind : trial->stalest;
    trial->differed += differs;
    trial->seen->stale += trial->behind > 0;
    trial->seen->differed += differs;
}

/* A read of a split map says what was there at the last publication, of a sharded map what is there. */
static void read_(struct trial *trial)
{
    value_id key = some_key(trial), elem = VALUE_NONE;
    const struct entry *there = find(trial, &trial->written, key),
                       *known = trial->split ? find(trial, &trial->read, key) : there;
    struct classic map = classic_of(&trial->world, strategy_enter(&trial->strategy, STRATEGY_READ, key));
    assert_int_equal(classic_access(&map, key, &elem), known != NULL ? GOMAP_FOUND : GOMAP_ABSENT);
    if (known != NULL)
        assert_int_equal(elem, known->elem);
    strategy_leave(&trial->strategy, STRATEGY_READ);
    if (trial->split)
        count_read(trial, known, there);
}

static void clear(struct trial *trial)
{
    strategy_clear(&trial->strategy);
    trial->written.count = 0;
    count_write(trial);
}

static void publish(struct trial *trial)
{
    if (!trial->split)
        return;
    strategy_publish(&trial->strategy);
    trial->behind = 0;
    trial->read = trial->written;
    trial->published++;
    trial->copied += trial->written.count;
}

static void operate(struct trial *trial)
{
    uint64_t dice = random_below(&trial->seed, 200);
    if (dice < 100)
        assign(trial);
    else if (dice < 130)
        delete_(trial);
    else if (dice < 197)
        read_(trial);
    else if (dice < 198)
        clear(trial);
    else
        publish(trial);
}

/* ---- what must hold */

/* The map says of every key what the list does; NaNs are found by nobody, but counted. */
static void assert_contents(struct trial *trial, const struct classic *map, struct entries *entries,
                            int shard)
{
    uint64_t count = 0;
    for (size_t i = 0; i < entries->count; i++) {
        value_id key = entries->list[i].key;
        if (shard >= 0 && strategy_part_for(&trial->strategy, STRATEGY_WRITE, key) != shard)
            continue;
        count++;
        struct classic_spot spot = classic_locate(map, key);
        assert_int_equal(spot.found, values_equals_itself(trial->world.values, key));
        if (spot.found)
            assert_int_equal(classic_cells(map, spot.reference)->elem[spot.slot], entries->list[i].elem);
    }
    assert_int_equal(classic_register(map, REGISTER_COUNT), count);
}

static void assert_staleness(const struct trial *trial)
{
    const struct strategy *strategy = &trial->strategy;
    assert_int_equal(strategy_register(strategy, STRATEGY_BEHIND), trial->behind);
    assert_int_equal(strategy_register(strategy, STRATEGY_READS), trial->reads);
    assert_int_equal(strategy_register(strategy, STRATEGY_STALE), trial->stale);
    assert_int_equal(strategy_register(strategy, STRATEGY_STALENESS), trial->staleness);
    assert_int_equal(strategy_register(strategy, STRATEGY_STALEST), trial->stalest);
    assert_int_equal(strategy_register(strategy, STRATEGY_DIFFERED), trial->differed);
    assert_int_equal(strategy_register(strategy, STRATEGY_PUBLISHED), trial->published);
    assert_int_equal(strategy_register(strategy, STRATEGY_COPIED), trial->copied);
    assert_true(trial->stalest < trial->kind->number);
}

/* What lives belongs to the strategy or to one of its maps: nothing that was left is there. */
static void assert_nothing_leaks(const struct trial *trial)
{
    const struct memory *memory = trial->strategy.memory;
    for (uint32_t id = 1; id < memory->region_count; id++) {
        uint32_t owner = memory->regions[id].owner;
        if (!memory->regions[id].live || id == trial->strategy.home)
            continue;
        assert_true(strategy_part_of(&trial->strategy, owner) >= 0);
        assert_int_equal(memory_outermost(memory, owner), trial->strategy.home);
    }
}

static void assert_agrees(struct trial *trial)
{
    struct text why = {0};
    if (!strategy_check(&trial->world, trial->strategy.home, &why))
        fail_msg("%s", text_string(&why));
    assert_int_equal(strategy_count(&trial->strategy), trial->written.count);
    for (int i = 0; i < strategy_part_count(&trial->strategy); i++) {
        const struct classic map = strategy_part(&trial->strategy, i);
        bool reads = trial->split && i == STRATEGY_READ_SIDE;
        assert_contents(trial, &map, reads ? &trial->read : &trial->written, trial->split ? -1 : i);
        assert_false(trial->kind->at_once && classic_growing(&map));
    }
    if (trial->split)
        assert_staleness(trial);
    assert_nothing_leaks(trial);
}

static void assert_stretch_reverts(struct trial *trial, const struct memory_copy *begin)
{
    struct memory *memory = trial->strategy.memory;
    struct memory_copy end = memory_copy_take(memory);
    struct text where = {0};
    event_list_revert(&trial->events, memory, trial->events.count, 0);
    if (!memory_copy_equals(begin, memory, &where))
        fail_msg("after reverting: %s", text_string(&where));
    event_list_apply(&trial->events, memory, 0, trial->events.count);
    if (!memory_copy_equals(&end, memory, &where))
        fail_msg("after applying again: %s", text_string(&where));
    memory_copy_free(&end);
}

/* ---- trials */

static void add_key(struct trial *trial, const char *text, size_t length)
{
    struct error error = {0};
    const struct classic map = strategy_part(&trial->strategy, 0);
    value_id id = values_parse(trial->world.values, classic_type(&map)->key, text, length, &error);
    assert_int_not_equal(id, VALUE_NONE);
    trial->keys[trial->key_count++] = id;
}

static void make_keys(struct trial *trial)
{
    const struct classic map = strategy_part(&trial->strategy, 0);
    const struct gotype *type = classic_type(&map)->key;
    for (size_t i = 0; i + 2 < trial->kind->keys; i++) {
        struct text text = {0};
        value_example(type, i, &text);
        add_key(trial, text_string(&text), text.length);
        text_free(&text);
    }
    if (type->kind == GOTYPE_FLOAT)
        add_key(trial, "NaN", 3);
    if (type->kind == GOTYPE_INTERFACE)
        add_key(trial, "f:NaN", 5);
}

static void begin_trial(struct trial *trial, const struct kind *kind, uint64_t seed)
{
    struct error error = {0};
    struct strategy_plan plan = {.type = kind->type,
                                 .version = kind->version,
                                 .hint = seed % 3 == 2 ? 60 : 0,
                                 .shards = kind->number,
                                 .every = kind->number,
                                 .at_once = kind->at_once};
    trial->kind = kind;
    trial->seed = seed;
    trial->split = strncmp(kind->type, "split", 5) == 0;
    world_init(&trial->world);
    trial->strategy = strategy_of(&trial->world, strategy_new(&trial->world, seed));
    world_add(&trial->world, "c", trial->strategy.home);
    assert_int_equal(strategy_make(&trial->strategy, &plan, &error), STRATEGY_DONE);
    make_keys(trial);
    trial->strategy.memory->sink = (struct sink){event_list_take, &trial->events};
}

static void see(struct trial *trial)
{
    trial->seen->published += trial->published;
    for (int i = 0; i < strategy_part_count(&trial->strategy); i++) {
        const struct classic map = strategy_part(&trial->strategy, i);
        trial->seen->grown += classic_register(&map, REGISTER_GROWTHS);
        trial->seen->shards += classic_register(&map, REGISTER_COUNT) > 0;
    }
}

static void run_trial(const struct kind *kind, uint64_t seed, struct seen *seen)
{
    struct trial *trial = new_items(1, sizeof *trial);
    trial->seen = seen;
    begin_trial(trial, kind, seed);
    for (int i = 0; i < OPERATIONS / STRETCH; i++) {
        struct memory_copy begin = memory_copy_take(trial->strategy.memory);
        trial->events.count = 0;
        for (int j = 0; j < STRETCH; j++) {
            operate(trial);
            assert_agrees(trial);
        }
        assert_stretch_reverts(trial, &begin);
        memory_copy_free(&begin);
    }
    see(trial);
    world_drop(&trial->world, 0);
    for (uint32_t id = 1; id < trial->strategy.memory->region_count; id++)
        assert_false(trial->strategy.memory->regions[id].live);
    event_list_free(&trial->events);
    world_free(&trial->world);
    free(trial);
}

static void random_operations_agree_with_lists(void **state)
{
    const struct kind *kind = *state;
    struct seen seen = {0};
    bool split = strncmp(kind->type, "split", 5) == 0;
    for (uint64_t seed = 1; seed <= 4; seed++)
        run_trial(kind, seed, &seen);
    assert_true(seen.grown > 0 || (!split && kind->number > 8));
    assert_true((seen.published > 0) == split);
    assert_true((seen.stale > 0) == (split && kind->number > 1));
    assert_true((seen.differed > 0) == (split && kind->number > 1));
    if (!split)
        assert_true(seen.shards > 3 * kind->number / 2);
}

int main(void)
{
    enum { KINDS = sizeof kinds / sizeof *kinds };
    struct CMUnitTest tests[KINDS];
    for (size_t i = 0; i < KINDS; i++) {
        tests[i] = (struct CMUnitTest){kinds[i].type, random_operations_agree_with_lists, NULL, NULL, NULL};
        tests[i].initial_state = (void *)(uintptr_t)&kinds[i];
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
