/*
 * model/swiss: random operations, seeded, against a naive list of entries, with swiss_check() after each; every stretch is taken back
 * and done again and the memory compared cell by cell. Several loops run across all of it.
 */
#include "base/random.h"
#include "test/memory_copy.h"
#include "test/swiss_map.h"

enum { MOST_KEYS = 3000, MOST_NANS = 400, LOOPS = 3, OPERATIONS = 1500, STRETCH = 50, SEEDS = 3 };

/* What a map is for its user. Of each key one entry, at the number of the first key that equals it; a NaN equals nothing, so it only
   ever adds: those stand behind all others. */
struct entry {
    value_id key, elem;
    bool is_there;
    bool was_there[LOOPS]; /* when the loop began, and never deleted since */
    int delivered[LOOPS];  /* times, since the loop began */
};

/* What all trials together must have met; else the test would not be what it says. */
enum {
    MET_SMALL_GROWTH,
    MET_GROWTH,
    MET_SPLIT,
    MET_DOUBLED,
    MET_SIDE_EMPTY,
    MET_TOMBSTONE,
    MET_REUSED,
    MET_PROBED,
    MET_LOOKUP,
    MET_SKIP,
    MET_CLEAR,
    MET_RESEED,
    MET,
};

static size_t met[MET];

struct trial {
    struct swiss map;
    struct entry entries[MOST_KEYS + MOST_NANS];
    size_t count, nans;
    struct event_list events;
    uint64_t seed;
    value_id keys[MOST_KEYS];
    uint32_t same[MOST_KEYS]; /* the number of the first key that equals it */
    size_t key_count;
    uint64_t next_elem;
    uint32_t loops[LOOPS]; /* 0: none under way */
    bool strict[LOOPS];    /* the promises of a loop hold: no clear since it began */
};

struct kind {
    const char *type;
    size_t keys;
    size_t first; /* keys inserted before anything is watched */
    int places;   /* 0: real hashes; else all hashes are dictated: to this many groups, */
    int tops;     /* and this many places of the directory */
    int64_t hint;
};

static const struct kind kinds[] = {
    {"map[string]int", 40, 0, 0, 0, 0},
    {"map[string]string", 400, 0, 0, 0, 60},
    {"map[int64]int64", 300, 0, 0, 0, 0},
    {"map[int32]int32", 120, 0, 3, 4, 0},
    {"map[int]string", 7, 0, 0, 0, 0},
    {"map[float64]int", 60, 0, 0, 0, 0},
    {"map[float64]int", 12, 0, 0, 0, 9},
    {"map[any]int", 150, 0, 0, 0, 0},
    {"map[[16]byte]bool", 200, 0, 0, 0, 0},
    {"map[[200]byte][300]byte", 100, 0, 0, 0, 0},
    {"map[struct{a int; b float64}]int", 80, 0, 0, 0, 0},
    {"map[bool]int", 2, 0, 0, 0, 0},
    {"map[uint8]struct{}", 256, 0, 5, 2, 0},
    {"map[int16]int16", 100, 0, 1, 1, 0},
    {"map[int64]int64", 2400, 860, 0, 0, 0},
    {"map[int32]bool", 3000, 1740, 0, 0, 0},
    {"map[string]int", 2400, 860, 128, 16, 0},
    {"map[int]int", 3000, 880, 64, 8, 896},
};

static bool is_nan(const struct trial *trial, value_id key)
{
    return !values_equals_itself(trial->map.values, key);
}

static value_id fresh_elem(struct trial *trial)
{
    return swiss_elem(&trial->map, trial->next_elem++);
}

/* ---- keys */

static void add_key(struct trial *trial, const char *text, const struct kind *kind)
{
    const struct swiss *map = &trial->map;
    value_id id = swiss_value(map, swiss_type(map)->map.key, text);
    size_t number = trial->key_count++;
    trial->keys[number] = id;
    trial->same[number] = (uint32_t)number;
    for (size_t i = 0; kind->keys <= 256 && i < number; i++) {
        if (values_equal(map->values, trial->keys[i], id) && trial->same[number] == number)
            trial->same[number] = (uint32_t)i;
    }
    if (kind->places == 0 || trial->same[number] != number)
        return;
    uint64_t top = random_below(&trial->seed, (uint64_t)kind->tops),
             place = random_below(&trial->seed, (uint64_t)kind->places), tag = random_below(&trial->seed, 4);
    /* The directory's places lie where a depth of five tells them apart, so some splits leave one side empty. */
    swiss_dictate_hash(&trial->map, id, top << 59 | place << 7 | tag);
}

static void make_keys(struct trial *trial, const struct kind *kind)
{
    static const char *const floats[] = {"NaN", "nan:7ff8000000000123", "0", "-0"};
    static const char *const held[] = {"f:NaN", "f:0", "f:-0", "nil", "s:", "i:0"};
    const struct gotype *type = swiss_type(&trial->map)->map.key;
    for (size_t i = 0; i < kind->keys; i++) {
        struct text text = {0};
        value_example(type, i, &text);
        add_key(trial, text_string(&text), kind);
        text_free(&text);
    }
    for (size_t i = 0; i < sizeof floats / sizeof *floats && type->kind == GOTYPE_FLOAT; i++)
        add_key(trial, floats[i], kind);
    for (size_t i = 0; i < sizeof held / sizeof *held && type->kind == GOTYPE_INTERFACE; i++)
        add_key(trial, held[i], kind);
}

/* The entry of a key that equals itself, whether it is there or not. */
static struct entry *entry_of(struct trial *trial, size_t number)
{
    return &trial->entries[trial->same[number]];
}

static struct entry *entry_of_key(struct trial *trial, value_id key, value_id elem)
{
    size_t end = MOST_KEYS + trial->nans;
    for (size_t i = is_nan(trial, key) ? MOST_KEYS : 0; i < end; i++) {
        struct entry *entry = &trial->entries[i];
        /* Several NaNs differ in nothing but the elem, which is why no two inserts share one. */
        if (entry->is_there &&
            (i >= MOST_KEYS ? entry->elem == elem : values_equal(trial->map.values, entry->key, key)))
            return entry;
    }
    return NULL;
}

/* ---- operations, each on the map and on the list */

static void add_entry(struct trial *trial, struct entry *entry, value_id key, value_id elem)
{
    *entry = (struct entry){.key = key, .elem = elem, .is_there = true};
    trial->count++;
}

static void insert_number(struct trial *trial, size_t number)
{
    value_id key = trial->keys[number], elem = fresh_elem(trial);
    if (is_nan(trial, key)) {
        if (trial->nans == MOST_NANS)
            return;
        assert_int_equal(swiss_insert(&trial->map, key, elem), GOMAP_INSERTED);
        add_entry(trial, &trial->entries[MOST_KEYS + trial->nans++], key, elem);
        return;
    }
    struct entry *entry = entry_of(trial, number);
    assert_int_equal(swiss_insert(&trial->map, key, elem), entry->is_there ? GOMAP_UPDATED : GOMAP_INSERTED);
    if (!entry->is_there) {
        add_entry(trial, entry, key, elem);
        return;
    }
    entry->elem = elem;
    if (swiss_type(&trial->map)->map.key->need_update)
        entry->key = key;
}

static size_t some_number(struct trial *trial)
{
    return random_below(&trial->seed, trial->key_count);
}

static void insert(struct trial *trial)
{
    insert_number(trial, some_number(trial));
}

static void delete_(struct trial *trial)
{
    size_t number = some_number(trial);
    value_id key = trial->keys[number];
    struct entry *entry = is_nan(trial, key) ? NULL : entry_of(trial, number);
    bool there = entry != NULL && entry->is_there;
    assert_int_equal(swiss_delete(&trial->map, key), there ? GOMAP_DELETED : GOMAP_ABSENT);
    if (there) {
        entry->is_there = false;
        trial->count--;
    }
}

static void get(struct trial *trial)
{
    size_t number = some_number(trial), events = trial->events.count;
    value_id key = trial->keys[number], elem = VALUE_NONE;
    const struct entry *entry = is_nan(trial, key) ? NULL : entry_of(trial, number);
    bool there = entry != NULL && entry->is_there;
    assert_int_equal(swiss_get(&trial->map, key, &elem), there ? GOMAP_FOUND : GOMAP_ABSENT);
    assert_int_equal(elem, there ? entry->elem : VALUE_NONE);
    for (; events < trial->events.count; events++) {
        const struct event *event = &trial->events.events[events];
        /* Only the hash of a NaN draws. */
        bool draws = event->kind == SWISS_set &&
                     (event->index == SWISS_WORD_RANDOM || event->index == SWISS_WORD_DRAWS) &&
                     is_nan(trial, key);
        assert_true(event_class_of(event->kind) == EVENT_CLASS_LOOK || draws);
    }
}

static void forget_entries(struct trial *trial, size_t end)
{
    for (size_t i = 0; i < end; i++) {
        trial->count -= trial->entries[i].is_there;
        trial->entries[i].is_there = false;
    }
}

static void clear(struct trial *trial)
{
    assert_int_equal(swiss_clear(&trial->map), GOMAP_DONE);
    forget_entries(trial, MOST_KEYS + trial->nans);
    trial->nans = 0;
    memset(trial->strict, 0, sizeof trial->strict);
}

/* Deletes what equals itself; of keys that all do the compiler makes a clear. */
static void clear_loop(struct trial *trial)
{
    assert_int_equal(swiss_clear_loop(&trial->map), GOMAP_DONE);
    forget_entries(trial, MOST_KEYS);
    memset(trial->strict, 0, sizeof trial->strict);
}

/* ---- loops: an entry that is there all the time is delivered once; nothing comes twice, or that is not there */

static void end_loop(struct trial *trial, int loop)
{
    for (size_t i = 0; i < MOST_KEYS + trial->nans && trial->strict[loop]; i++) {
        const struct entry *entry = &trial->entries[i];
        if (entry->is_there && entry->was_there[loop])
            assert_int_equal(entry->delivered[loop], 1);
    }
    trial->loops[loop] = 0;
}

static void take_delivery(struct trial *trial, int loop, enum gomap_outcome outcome)
{
    const struct memory *memory = trial->map.memory;
    uint32_t iterator = trial->loops[loop];
    if (outcome == GOMAP_END) {
        end_loop(trial, loop);
        return;
    }
    assert_int_equal(outcome, GOMAP_DELIVERED);
    value_id key = (value_id)memory_read(memory, place_word(iterator, SWISS_ITERATOR_KEY)),
             elem = (value_id)memory_read(memory, place_word(iterator, SWISS_ITERATOR_ELEM));
    struct entry *entry = entry_of_key(trial, key, elem);
    assert_non_null(entry);
    assert_int_equal(entry->elem, elem);
    assert_int_equal(entry->key, key);
    entry->delivered[loop]++;
    if (trial->strict[loop])
        assert_int_equal(entry->delivered[loop], 1);
}

static void begin_numbered(struct trial *trial, int loop)
{
    if (trial->loops[loop] != 0)
        return;
    for (size_t i = 0; i < MOST_KEYS + trial->nans; i++) {
        trial->entries[i].was_there[loop] = trial->entries[i].is_there;
        trial->entries[i].delivered[loop] = 0;
    }
    trial->strict[loop] = true;
    enum gomap_outcome outcome = swiss_iterate_begin(&trial->map, &trial->loops[loop]);
    assert_int_equal(outcome, trial->count == 0 ? GOMAP_END : GOMAP_DELIVERED);
    take_delivery(trial, loop, outcome);
}

static int some_loop(struct trial *trial)
{
    return (int)random_below(&trial->seed, LOOPS);
}

static void begin_loop(struct trial *trial)
{
    begin_numbered(trial, some_loop(trial));
}

static void next_numbered(struct trial *trial, int loop)
{
    if (trial->loops[loop] != 0)
        take_delivery(trial, loop, swiss_iterate_next(&trial->map, trial->loops[loop]));
}

static void next_of_loop(struct trial *trial)
{
    int loop = some_loop(trial);
    for (int steps = 1 + (int)random_below(&trial->seed, trial->count / 50 + 1); steps > 0; steps--)
        next_numbered(trial, loop);
}

static void finish_numbered(struct trial *trial, int loop)
{
    for (size_t i = 0; trial->loops[loop] != 0; i++) {
        assert_true(i <= MOST_KEYS + MOST_NANS);
        next_numbered(trial, loop);
    }
}

static void finish_loop(struct trial *trial)
{
    finish_numbered(trial, some_loop(trial));
}

static void leave_loop(struct trial *trial)
{
    int loop = some_loop(trial);
    swiss_iterate_leave(&trial->map, trial->loops[loop]);
    trial->loops[loop] = 0;
}

static const struct {
    void (*run)(struct trial *trial);
    int weight;
} operations[] = {
    {insert, 70},     {delete_, 30},   {get, 15},  {begin_loop, 4}, {next_of_loop, 40},
    {finish_loop, 1}, {leave_loop, 1}, {clear, 1}, {clear_loop, 1},
};

/* In waves, so that the map fills, empties to nothing and fills again. */
static void operate(struct trial *trial, int number)
{
    bool emptying = number / 300 % 2 == 1;
    for (;;) {
        uint64_t dice = random_below(&trial->seed, 163);
        size_t which = 0;
        while (dice >= (uint64_t)operations[which].weight)
            dice -= (uint64_t)operations[which++].weight;
        void (*run)(struct trial *) = operations[which].run;
        if (emptying && run == insert && random_below(&trial->seed, 5) != 0)
            continue;
        if (!emptying && (run == clear || run == clear_loop) && random_below(&trial->seed, 6) != 0)
            continue;
        run(trial);
        return;
    }
}

/* ---- what must be true after each */

/* What lives can be reached, and what can be reached lives. */
static void assert_nothing_leaks(const struct trial *trial)
{
    const struct swiss *map = &trial->map;
    size_t living[SWISS_GROUPS + 1 - SWISS_REGISTERS] = {0}, loops = 0;
    uint64_t tables = swiss_table_count(map);
    bool small = swiss_word(map, SWISS_WORD_GROUP) != 0;
    for (size_t i = 0; i < map->memory->region_count; i++) {
        const struct region *region = &map->memory->regions[i];
        if (region->live && region->kind >= SWISS_REGISTERS && region->kind <= SWISS_GROUPS)
            living[region->kind - SWISS_REGISTERS]++;
    }
    for (int loop = 0; loop < LOOPS; loop++)
        loops += trial->loops[loop] != 0;
    assert_int_equal(living[SWISS_TABLE - SWISS_REGISTERS], tables);
    assert_int_equal(living[SWISS_GROUPS - SWISS_REGISTERS], tables + small);
    assert_int_equal(living[SWISS_DIRECTORY - SWISS_REGISTERS], tables > 0);
    assert_int_equal(living[SWISS_ITERATOR - SWISS_REGISTERS], loops);
}

/* Each, or every so many of them. */
static void assert_keys_are_found(struct trial *trial, size_t from, size_t step)
{
    for (size_t i = from; i < trial->key_count; i += step) {
        value_id key = trial->keys[i];
        const struct entry *entry = is_nan(trial, key) ? NULL : entry_of(trial, i);
        struct swiss_spot spot = swiss_locate(&trial->map, key);
        assert_int_equal(spot.found, entry != NULL && entry->is_there);
        if (!spot.found)
            continue;
        const struct swiss_group *group = swiss_group(&trial->map, spot.group);
        assert_int_equal(group->key[spot.slot], entry->key);
        assert_int_equal(group->elem[spot.slot], entry->elem);
    }
}

static void assert_agrees(struct trial *trial, int number)
{
    enum { FEW = 100 };
    size_t parts = trial->key_count / FEW + 1;
    swiss_assert_sound(&trial->map);
    assert_int_equal(swiss_word(&trial->map, SWISS_WORD_USED), trial->count);
    assert_keys_are_found(trial, (size_t)number % parts, parts);
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

/* ---- a trial */

static void count_what_was_met(const struct trial *trial)
{
    for (size_t i = 0; i < trial->events.count; i++) {
        const struct event *event = &trial->events.events[i];
        met[MET_SMALL_GROWTH] += event->kind == SWISS_grow && event->before == SWISS_SLOTS;
        met[MET_GROWTH] += event->kind == SWISS_grow && event->before > SWISS_SLOTS;
        met[MET_SPLIT] += event->kind == SWISS_split;
        met[MET_DOUBLED] += event->kind == SWISS_doubled;
        met[MET_SIDE_EMPTY] += event->kind == SWISS_grown && event->line == LINE_swiss_split_install &&
                               (event->before == 0 || event->after == 0);
        met[MET_TOMBSTONE] += event->kind == SWISS_removed && event->after == 1;
        met[MET_REUSED] += event->kind == SWISS_trigger && event->after == 1;
        met[MET_PROBED] += event->kind == SWISS_next;
        met[MET_LOOKUP] += event->kind == SWISS_lookup;
        met[MET_SKIP] += event->kind == SWISS_skip;
        met[MET_CLEAR] += event->kind == SWISS_cleared && event->before > 0;
        met[MET_RESEED] += event->kind == SWISS_set && event->index == SWISS_WORD_SEED;
    }
}

static struct trial *begin_trial(const struct kind *kind, uint64_t seed)
{
    struct trial *trial = new_items(1, sizeof *trial);
    struct error error = {0};
    trial->seed = seed;
    trial->map = lone_swiss();
    swiss_set_seed(&trial->map, seed);
    int64_t hint = seed % 2 == 0 ? kind->hint : 0;
    assert_int_equal(swiss_make(&trial->map, kind->type, GO_1_24, hint, &error), GOMAP_DONE);
    make_keys(trial, kind);
    for (size_t i = 0; i < kind->first; i++)
        insert_number(trial, i);
    trial->map.memory->sink = (struct sink){event_list_take, &trial->events};
    return trial;
}

static void run_trial(const struct kind *kind, uint64_t seed)
{
    struct trial *trial = begin_trial(kind, seed);
    for (int i = 0; i < OPERATIONS / STRETCH; i++) {
        struct memory_copy begin = memory_copy_take(trial->map.memory);
        trial->events.count = 0;
        for (int j = 0; j < STRETCH; j++) {
            operate(trial, i * STRETCH + j);
            assert_agrees(trial, j);
        }
        assert_keys_are_found(trial, 0, 1);
        assert_nothing_leaks(trial);
        assert_stretch_reverts(trial, &begin);
        count_what_was_met(trial);
        memory_copy_free(&begin);
    }
    for (int loop = 0; loop < LOOPS; loop++)
        finish_numbered(trial, loop);
    begin_numbered(trial, 0); /* once more without anything in between: every entry exactly once */
    finish_numbered(trial, 0);
    assert_agrees(trial, 0);
    assert_keys_are_found(trial, 0, 1);
    event_list_free(&trial->events);
    lone_swiss_free(&trial->map);
    free(trial);
}

static void random_operations_agree_with_a_list(void **state)
{
    for (uint64_t seed = 1; seed <= SEEDS; seed++)
        run_trial(*state, seed);
}

/* All that the trials are for has happened in one of them. */
static void everything_was_met(void **state)
{
    (void)state;
    for (int what = 0; what < MET; what++) {
        if (met[what] == 0)
            fail_msg("number %d was never met", what);
    }
}

int main(void)
{
    enum { KINDS = sizeof kinds / sizeof *kinds };
    struct CMUnitTest tests[KINDS + 1];
    for (size_t i = 0; i < KINDS; i++) {
        tests[i] = (struct CMUnitTest){kinds[i].type, random_operations_agree_with_a_list, NULL, NULL, NULL};
        tests[i].initial_state = (void *)(uintptr_t)&kinds[i];
    }
    tests[KINDS] = (struct CMUnitTest)cmocka_unit_test(everything_was_met);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
