/*
 * model/map: random operations, seeded, against a naive list of entries, with classic_check() after each;
 * every stretch is taken back and done again and the memory compared cell by cell.
 */
#include "base/random.h"
#include "test/classic_map.h"
#include "test/memory_copy.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { MOST_KEYS = 400, MOST_ENTRIES = 1200, OPERATIONS = 1500, STRETCH = 40 };

/* What a map is for its user: entries in no order. A NaN is never equal to anything, so it only ever adds. */
struct entry {
    value_id key, elem;
    bool was_there; /* when the iterator began, and never deleted since */
    int delivered;  /* times, since the iterator began */
};

struct naive {
    struct entry entries[MOST_ENTRIES];
    size_t count;
};

/* What all trials of a kind together must have met; else the test would not be what it says. */
struct seen {
    size_t grown, same_size, delivered_while_growing;
};

struct trial {
    struct classic map;
    struct naive naive;
    struct event_list events;
    uint64_t seed;
    value_id keys[MOST_KEYS];
    size_t key_count;
    uint64_t next_elem;
    uint32_t iterator; /* 0: none under way */
    bool strict;       /* the iterator's promises hold: no clear since it began */
    struct seen *seen;
};

struct kind {
    const char *type;
    size_t keys;
    int crowd; /* 0: real hashes; else all hashes are dictated, to this many places */
    enum go_version version;
    bool at_once; /* a growth moves everything in the write that begins it */
};

static const struct kind kinds[] = {
    {"map[string]int", 40, 0, GO_1_19, false},
    {"map[string]string", 400, 0, GO_1_23, false},
    {"map[int64]int64", 300, 0, GO_1_19, false},
    {"map[int32]int32", 120, 3, GO_1_19, false},
    {"map[int]string", 90, 8, GO_1_23, false},
    {"map[float64]int", 60, 0, GO_1_19, false},
    {"map[float64]int", 60, 0, GO_1_23, false},
    {"map[interface{}]int", 150, 0, GO_1_19, false},
    {"map[[16]byte]bool", 200, 0, GO_1_19, false},
    {"map[[200]byte][300]byte", 100, 0, GO_1_23, false},
    {"map[struct{a int; b float64}]int", 80, 0, GO_1_19, false},
    {"map[bool]int", 2, 0, GO_1_19, false},
    {"map[uint8]struct{}", 256, 5, GO_1_19, false},
    {"map[int16]int16", 100, 1, GO_1_19, false},
    {"map[string]int", 300, 0, GO_1_23, true},
    {"map[int32]int32", 120, 3, GO_1_19, true},
    {"map[float64]int", 60, 0, GO_1_19, true},
};

static struct entry *naive_find(struct trial *trial, value_id key)
{
    for (size_t i = 0; i < trial->naive.count; i++) {
        if (values_equal(trial->map.values, trial->naive.entries[i].key, key))
            return &trial->naive.entries[i];
    }
    return NULL;
}

static bool is_iterating(const struct trial *trial)
{
    return trial->iterator != 0;
}

static value_id fresh_elem(struct trial *trial)
{
    struct text text = {0};
    struct error error = {0};
    const struct gotype *type = classic_type(&trial->map)->elem;
    value_example(type, trial->next_elem++, &text);
    value_id id = values_parse(trial->map.values, type, text_string(&text), text.length, &error);
    assert_int_not_equal(id, VALUE_NONE);
    text_free(&text);
    return id;
}

static value_id some_key(struct trial *trial)
{
    return trial->keys[random_below(&trial->seed, trial->key_count)];
}

static void add_key(struct trial *trial, const char *text, size_t length, int crowd)
{
    struct error error = {0};
    value_id id = values_parse(trial->map.values, classic_type(&trial->map)->key, text, length, &error);
    assert_int_not_equal(id, VALUE_NONE);
    trial->keys[trial->key_count++] = id;
    if (crowd != 0 && !classic_hash_is_dictated(&trial->map, id)) {
        uint64_t place = random_below(&trial->seed, (uint64_t)crowd), top = random_below(&trial->seed, 3);
        classic_dictate_hash(&trial->map, id, top << 56 | place | random_below(&trial->seed, 4) << 4);
    }
}

static void make_keys(struct trial *trial, const struct kind *kind)
{
    static const char *const floats[] = {"NaN", "nan:7ff8000000000123", "0", "-0"};
    static const char *const held[] = {"f:NaN", "f:0", "f:-0", "nil", "s:", "i:0"};
    const struct gotype *type = classic_type(&trial->map)->key;
    for (size_t i = 0; i < kind->keys; i++) {
        struct text text = {0};
        value_example(type, i, &text);
        add_key(trial, text_string(&text), text.length, kind->crowd);
        text_free(&text);
    }
    for (size_t i = 0; i < sizeof floats / sizeof *floats && type->kind == GOTYPE_FLOAT; i++)
        add_key(trial, floats[i], strlen(floats[i]), 0);
    for (size_t i = 0; i < sizeof held / sizeof *held && type->kind == GOTYPE_INTERFACE; i++)
        add_key(trial, held[i], strlen(held[i]), 0);
}

/* ---- operations, each on the map and on the list */

static void assign(struct trial *trial)
{
    value_id key = some_key(trial), elem = fresh_elem(trial);
    struct entry *known = naive_find(trial, key);
    if (known == NULL && trial->naive.count == MOST_ENTRIES)
        return;
    enum gomap_outcome outcome = classic_assign(&trial->map, key, elem);
    if (known != NULL) {
        assert_int_equal(outcome, GOMAP_UPDATED);
        known->elem = elem;
        if (classic_type(&trial->map)->key->need_update)
            known->key = key;
    } else {
        assert_int_equal(outcome, GOMAP_INSERTED);
        trial->naive.entries[trial->naive.count++] = (struct entry){.key = key, .elem = elem};
    }
}

static void delete_(struct trial *trial)
{
    value_id key = some_key(trial);
    struct entry *known = naive_find(trial, key);
    assert_int_equal(classic_delete(&trial->map, key), known != NULL ? GOMAP_DELETED : GOMAP_ABSENT);
    if (known != NULL)
        *known = trial->naive.entries[--trial->naive.count];
}

static void access_(struct trial *trial)
{
    value_id key = some_key(trial), elem = VALUE_NONE;
    const struct entry *known = naive_find(trial, key);
    size_t events = trial->events.count;
    assert_int_equal(classic_access(&trial->map, key, &elem), known != NULL ? GOMAP_FOUND : GOMAP_ABSENT);
    if (known != NULL)
        assert_int_equal(elem, known->elem);
    for (; events < trial->events.count; events++) {
        const struct event *event = &trial->events.events[events];
        bool draws =
            event->kind == CLASSIC_set && (event->index == REGISTER_RANDOM || event->index == REGISTER_DRAWS);
        assert_true(event_class_of(event->kind) == EVENT_CLASS_LOOK ||
                    draws); /* only the hash of a NaN draws */
    }
    assert_int_equal(classic_locate(&trial->map, key).found, known != NULL);
}

static void clear(struct trial *trial)
{
    assert_int_equal(classic_clear(&trial->map), GOMAP_DONE);
    trial->naive.count = 0;
    trial->strict = false;
}

static void grow(struct trial *trial)
{
    if (classic_register(&trial->map, REGISTER_B) > 8)
        return;
    bool growing = classic_growing(&trial->map);
    enum gomap_outcome outcome = classic_grow(&trial->map, random_below(&trial->seed, 2) == 0);
    assert_int_equal(outcome, growing ? GOMAP_GROWING_ALREADY : GOMAP_DONE);
    assert_int_equal(classic_growing(&trial->map), !classic_type(&trial->map)->at_once);
}

static void step(struct trial *trial)
{
    uint64_t before = classic_evacuated_count(&trial->map),
             mark = classic_register(&trial->map, REGISTER_NEVACUATE);
    bool growing = classic_growing(&trial->map);
    assert_int_equal(classic_step_evacuate(&trial->map), growing ? GOMAP_DONE : GOMAP_NOT_GROWING);
    if (growing && classic_growing(&trial->map)) {
        assert_true(classic_evacuated_count(&trial->map) <= before + 1);
        assert_true(classic_register(&trial->map, REGISTER_NEVACUATE) > mark);
    }
}

/* ---- iteration: an entry that is there all the time is delivered once; nothing is delivered that is not
   there */

static void end_of_iteration(struct trial *trial)
{
    for (size_t i = 0; i < trial->naive.count; i++) {
        const struct entry *entry = &trial->naive.entries[i];
        if (trial->strict && entry->was_there)
            assert_int_equal(entry->delivered, 1);
    }
    trial->iterator = 0;
}

static void take_delivery(struct trial *trial, enum gomap_outcome outcome)
{
    if (outcome == GOMAP_END) {
        end_of_iteration(trial);
        return;
    }
    assert_int_equal(outcome, GOMAP_DELIVERED);
    value_id key = (value_id)memory_read(trial->map.memory, place_word(trial->iterator, ITERATOR_KEY));
    value_id elem = (value_id)memory_read(trial->map.memory, place_word(trial->iterator, ITERATOR_ELEM));
    trial->seen->delivered_while_growing += classic_growing(&trial->map);
    if (!trial->strict)
        return;
    bool is_nan = !values_equals_itself(trial->map.values, key), is_there = false;
    for (size_t i = 0; i < trial->naive.count; i++) {
        struct entry *entry = &trial->naive.entries[i];
        /* Several NaNs differ in nothing but the elem, which is why no two inserts share one. */
        if (is_nan ? entry->elem == elem : values_equal(trial->map.values, entry->key, key)) {
            is_there = true;
            assert_int_equal(entry->elem, elem);
            assert_int_equal(entry->key, key);
            entry->delivered++;
            assert_int_equal(entry->delivered, 1);
        }
    }
    assert_true(is_there);
}

static void begin_iteration(struct trial *trial)
{
    if (is_iterating(trial))
        return;
    for (size_t i = 0; i < trial->naive.count; i++) {
        trial->naive.entries[i].was_there = true;
        trial->naive.entries[i].delivered = 0;
    }
    trial->strict = true;
    enum gomap_outcome outcome = classic_iterate_begin(&trial->map, &trial->iterator);
    assert_int_equal(outcome, trial->naive.count == 0 ? GOMAP_END : GOMAP_DELIVERED);
    take_delivery(trial, outcome);
}

static void next_of_iteration(struct trial *trial)
{
    if (is_iterating(trial))
        take_delivery(trial, classic_iterate_next(&trial->map, trial->iterator));
}

static void finish_iteration(struct trial *trial)
{
    for (size_t i = 0; is_iterating(trial); i++) {
        assert_true(i <= 2 * MOST_ENTRIES);
        next_of_iteration(trial);
    }
}

static const struct {
    void (*run)(struct trial *trial);
    int weight;
} operations[] = {
    {assign, 60},          {delete_, 25}, {access_, 15}, {begin_iteration, 3}, {next_of_iteration, 40},
    {finish_iteration, 1}, {grow, 2},     {step, 6},     {clear, 1},
};

/* In waves, so that the map fills, empties to nothing and fills again. */
static void operate(struct trial *trial, int number)
{
    bool emptying = number / 300 % 2 == 1;
    for (;;) {
        uint64_t dice = random_below(&trial->seed, 153);
        size_t which = 0;
        while (dice >= (uint64_t)operations[which].weight)
            dice -= (uint64_t)operations[which++].weight;
        if (emptying && operations[which].run == assign && random_below(&trial->seed, 5) != 0)
            continue;
        if (!emptying && operations[which].run == clear && random_below(&trial->seed, 4) != 0)
            continue;
        operations[which].run(trial);
        return;
    }
}

static size_t overflow_buckets_of(const struct classic *map, uint32_t array)
{
    size_t found = 0;
    for (uint32_t i = 0; i < map->memory->regions[array].count; i++) {
        reference main_bucket = REFERENCE(array, i);
        if (classic_reserve_index(map, main_bucket) >= 0)
            break;
        for (reference link = classic_next_link(map, main_bucket); link != 0;
             link = classic_next_link(map, link))
            found += map->memory->regions[REFERENCE_REGION(link)].kind == CLASSIC_OVERFLOW;
    }
    return found;
}

/* What lives can be reached, and what can be reached lives: as the garbage collector sees it. */
static void assert_nothing_leaks(const struct classic *map)
{
    const enum classic_register arrays[] = {REGISTER_BUCKETS, REGISTER_OLDBUCKETS};
    size_t reachable = 0, living = 0;
    for (int i = 0; i < 2; i++) {
        uint32_t array = (uint32_t)classic_register(map, arrays[i]);
        if (array == 0)
            continue;
        assert_true(map->memory->regions[array].live);
        reachable += 1 + overflow_buckets_of(map, array);
    }
    for (size_t i = 0; i < map->memory->region_count; i++) {
        const struct region *region = &map->memory->regions[i];
        living += (region->kind == CLASSIC_ARRAY || region->kind == CLASSIC_OVERFLOW) && region->live;
    }
    assert_int_equal(living, reachable);
}

static void assert_agrees(struct trial *trial)
{
    assert_nothing_leaks(&trial->map);
    struct text why = {0};
    if (!classic_check(&trial->map, &why))
        fail_msg("%s", text_string(&why));
    assert_int_equal(classic_register(&trial->map, REGISTER_COUNT), trial->naive.count);
    assert_false(classic_type(&trial->map)->at_once && classic_growing(&trial->map));
}

static void assert_stretch_reverts(struct trial *trial, const struct memory_copy *begin)
{
    struct memory *memory = trial->map.memory;
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

static void count_growths(struct trial *trial)
{
    for (size_t i = 0; i < trial->events.count; i++) {
        const struct event *event = &trial->events.events[i];
        if (event->kind == CLASSIC_grown)
            *(event->before == event->after ? &trial->seen->same_size : &trial->seen->grown) += 1;
    }
}

static void run_trial(const struct kind *kind, uint64_t seed, struct seen *seen)
{
    struct trial *trial = new_items(1, sizeof *trial);
    struct error error = {0};
    trial->seed = seed;
    trial->seen = seen;
    trial->map = lone_map();
    classic_set_seed(&trial->map, seed);
    int64_t hint = seed % 3 == 2 ? 60 : 0;
    assert_int_equal(classic_make(&trial->map, kind->type, kind->version, hint, &error), GOMAP_DONE);
    if (kind->at_once)
        classic_grow_at_once(&trial->map);
    make_keys(trial, kind);
    trial->map.memory->sink = (struct sink){event_list_take, &trial->events};
    for (int i = 0; i < OPERATIONS / STRETCH; i++) {
        struct memory_copy begin = memory_copy_take(trial->map.memory);
        trial->events.count = 0;
        for (int j = 0; j < STRETCH; j++) {
            operate(trial, i * STRETCH + j);
            assert_agrees(trial);
        }
        assert_stretch_reverts(trial, &begin);
        count_growths(trial);
        memory_copy_free(&begin);
    }
    finish_iteration(trial);
    begin_iteration(trial); /* once more without anything in between: every entry exactly once */
    finish_iteration(trial);
    assert_agrees(trial);
    event_list_free(&trial->events);
    lone_map_free(&trial->map);
    free(trial);
}

static void random_operations_agree_with_a_list(void **state)
{
    const struct kind *kind = *state;
    struct seen seen = {0};
    for (uint64_t seed = 1; seed <= 6; seed++)
        run_trial(kind, seed, &seen);
    assert_true(seen.grown > 0);
    assert_true(seen.same_size > 0);
    assert_true((seen.delivered_while_growing > 0) == !kind->at_once);
}

int main(void)
{
    enum { KINDS = sizeof kinds / sizeof *kinds };
    struct CMUnitTest tests[KINDS];
    for (size_t i = 0; i < KINDS; i++) {
        tests[i] = (struct CMUnitTest){kinds[i].type, random_operations_agree_with_a_list, NULL, NULL, NULL};
        tests[i].initial_state = (void *)(uintptr_t)&kinds[i];
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
