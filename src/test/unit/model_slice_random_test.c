/*
 * model/slice: random operations on several variables, seeded, against arrays of numbers and headers that point into them, with
 * slice_check() of all after each; every stretch is taken back and done again and the memory compared cell by cell.
 */
#include "base/random.h"
#include "model/slice/slice.h"
#include "test/memory_copy.h"
#include "test/naive_slices.h"
#include "test/sound_bytes.h"
#include "test/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

enum { OPERATIONS = 3000, STRETCH = 40, MOST_LENGTH = 300, MOST_AT_ONCE = 12, POOL = 64 };

/* What all trials of a kind together must have met; else the test would not be what it says. */
struct seen {
    size_t grown, shared_stores, parted, overlaps, panics, dropped;
};

struct trial {
    struct world world;
    struct event_list events;
    uint64_t seed;
    const struct kind *kind;
    struct naive naive;
    value_id pool[POOL];
    size_t pool_count;
    struct seen *seen;
};

struct kind {
    const char *type;
    enum go_version version;
};

static const struct kind kinds[] = {
    {"[]int", GO_1_15},      {"[]int", GO_1_23},       {"[]string", GO_1_19},   {"[]*int", GO_1_23},
    {"[]struct{}", GO_1_21}, {"[]byte", GO_1_17},      {"[][3]int32", GO_1_22}, {"[]interface{}", GO_1_23},
    {"[7]string", GO_1_23},  {"[4]struct{}", GO_1_23},
};

/* ---- the model's side: variable i is the subject named by its letter */

static const char *name_of(int variable)
{
    static const char *const names[NAIVE_VARIABLES] = {"a", "b", "c", "d", "e"};
    return names[variable];
}

static struct slice variable_of(const struct trial *trial, int variable)
{
    int place = world_find(&trial->world, name_of(variable), 1);
    assert_int_not_equal(place, WORLD_NOBODY);
    return slice_of(&trial->world, world_home(&trial->world, place));
}

static bool is_array(const struct trial *trial)
{
    return trial->kind->type[1] != ']';
}

static uint64_t element_size(const struct trial *trial, int variable)
{
    const struct slice slice = variable_of(trial, variable);
    return slice_type(&slice)->element->size;
}

static value_id some_value(struct trial *trial)
{
    return trial->pool[random_below(&trial->seed, trial->pool_count)];
}

/* A variable that is there; -1: none is. */
static int some_variable(struct trial *trial)
{
    int begin = (int)random_below(&trial->seed, NAIVE_VARIABLES);
    for (int i = 0; i < NAIVE_VARIABLES; i++) {
        if (trial->naive.headers[(begin + i) % NAIVE_VARIABLES].is_there)
            return (begin + i) % NAIVE_VARIABLES;
    }
    return -1;
}

/* The slice made new, or the subject added. */
static struct slice target_of(struct trial *trial, int variable)
{
    if (trial->naive.headers[variable].is_there)
        return variable_of(trial, variable);
    return slice_of(&trial->world, slice_new(&trial->world));
}

static void name_target(struct trial *trial, int variable, const struct slice *slice)
{
    if (!trial->naive.headers[variable].is_there)
        world_add(&trial->world, name_of(variable), slice->home);
    trial->naive.headers[variable].is_there = true;
}

/* ---- operations, each on both sides */

static void make(struct trial *trial, int variable)
{
    struct slice slice = target_of(trial, variable);
    struct slice_panic panic;
    struct error error = {0};
    int64_t cap = (int64_t)random_below(&trial->seed, MOST_LENGTH / 4);
    int64_t len = (int64_t)random_below(&trial->seed, (uint64_t)cap + 1);
    bool nil = !is_array(trial) && random_below(&trial->seed, 4) == 0;
    if (nil)
        assert_int_equal(slice_declare(&slice, trial->kind->type, trial->kind->version, &error), SLICE_DONE);
    else
        assert_int_equal(
            slice_make(&slice, trial->kind->type, trial->kind->version, len, cap, &panic, &error),
            SLICE_MADE);
    if (is_array(trial) || nil)
        len = cap = nil ? 0 : (int64_t)slice_type(&slice)->length;
    name_target(trial, variable, &slice);
    int array = cap > 0 ? naive_new_array(&trial->naive, (uint64_t)cap, slice_type(&slice)->zero) : -1;
    trial->naive.headers[variable] = (struct header){true, nil, array, 0, (uint64_t)len, (uint64_t)cap};
}

static void append(struct trial *trial, int variable)
{
    struct header *header = &trial->naive.headers[variable];
    struct slice slice = variable_of(trial, variable);
    value_id values[MOST_AT_ONCE];
    uint64_t count = random_below(&trial->seed, MOST_AT_ONCE);
    struct slice_panic panic;
    if (is_array(trial) || header->len + count > MOST_LENGTH)
        return;
    for (uint64_t i = 0; i < count; i++)
        values[i] = some_value(trial);
    assert_int_equal(slice_append(&slice, values, count, &panic), SLICE_APPENDED);
    if (header->len + count > header->cap) {
        /* How much it grows is model_slice_growth_test.c's. */
        uint64_t cap = slice_register(&slice, SLICE_CAP);
        int grown = naive_new_array(&trial->naive, cap, slice_type(&slice)->zero), old = header->array;
        assert_true(cap >= header->len + count);
        for (uint64_t i = 0; i < header->len; i++)
            trial->naive.arrays[grown].elements[i] = *naive_element(&trial->naive, header, i);
        *header = (struct header){true, false, grown, 0, header->len, cap};
        trial->seen->grown++;
        trial->seen->parted += old >= 0 && naive_holders(&trial->naive, old) > 0;
    }
    for (uint64_t i = 0; i < count; i++)
        *naive_element(&trial->naive, header, header->len++) = values[i];
}

static void store(struct trial *trial, int variable)
{
    struct header *header = &trial->naive.headers[variable];
    struct slice slice = variable_of(trial, variable);
    struct slice_panic panic;
    int64_t index = (int64_t)random_below(&trial->seed, header->len + 3) - 1;
    value_id value = some_value(trial);
    bool fine = index >= 0 && index < (int64_t)header->len;
    assert_int_equal(slice_store(&slice, index, value, &panic), fine ? SLICE_STORED : SLICE_PANIC);
    trial->seen->panics += !fine;
    if (!fine)
        return;
    *naive_element(&trial->naive, header, (uint64_t)index) = value;
    trial->seen->shared_stores += naive_holders(&trial->naive, header->array) > 1;
}

static void read_(struct trial *trial, int variable)
{
    const struct header *header = &trial->naive.headers[variable];
    struct slice slice = variable_of(trial, variable);
    struct slice_panic panic;
    value_id value = VALUE_NONE;
    int64_t index = (int64_t)random_below(&trial->seed, header->len + 3) - 1;
    bool fine = index >= 0 && index < (int64_t)header->len;
    assert_int_equal(slice_read(&slice, index, &value, &panic), fine ? SLICE_READ : SLICE_PANIC);
    if (fine)
        assert_int_equal(value, *naive_element(&trial->naive, header, (uint64_t)index));
}

/* Bounds that are often fine and sometimes not; some are left out. */
static struct slice_bounds some_bounds(struct trial *trial, const struct header *of)
{
    struct slice_bounds bounds = {0};
    bounds.has_max = random_below(&trial->seed, 3) == 0;
    bounds.max = (int64_t)random_below(&trial->seed, of->cap + 2);
    bounds.has_high = bounds.has_max || random_below(&trial->seed, 3) != 0;
    bounds.high = (int64_t)random_below(&trial->seed, (bounds.has_max ? (uint64_t)bounds.max : of->cap) + 2);
    bounds.has_low = random_below(&trial->seed, 3) != 0;
    bounds.low =
        (int64_t)random_below(&trial->seed, (bounds.has_high ? (uint64_t)bounds.high : of->len) + 2) -
        (random_below(&trial->seed, 20) == 0);
    return bounds;
}

/* What Go's specification says: 0 <= low <= high <= max <= cap. */
static bool part_of(const struct header *of, const struct slice_bounds *bounds, struct header *part)
{
    int64_t low = bounds->has_low ? bounds->low : 0;
    int64_t high = bounds->has_high ? bounds->high : (int64_t)of->len;
    int64_t max = bounds->has_max ? bounds->max : (int64_t)of->cap;
    if (low < 0 || low > high || high > max || max > (int64_t)of->cap)
        return false;
    *part = *of;
    part->first += (uint64_t)low;
    part->len = (uint64_t)(high - low);
    part->cap = (uint64_t)(max - low);
    return true;
}

static void cut(struct trial *trial, int variable)
{
    struct header *header = &trial->naive.headers[variable], part;
    struct slice slice = variable_of(trial, variable);
    struct slice_panic panic;
    if (is_array(trial))
        return;
    const struct slice_bounds bounds = some_bounds(trial, header);
    bool fine = part_of(header, &bounds, &part);
    assert_int_equal(slice_cut(&slice, &bounds, &panic), fine ? SLICE_CUT : SLICE_PANIC);
    if (fine)
        *header = part;
}

static void assign(struct trial *trial, int variable)
{
    int other = some_variable(trial);
    struct header part, *to = &trial->naive.headers[variable];
    const struct header *from = &trial->naive.headers[other];
    const struct slice_bounds bounds = some_bounds(trial, from);
    bool is_part = !is_array(trial) && random_below(&trial->seed, 2) == 0;
    struct slice source = variable_of(trial, other), slice;
    struct slice_panic panic;
    if (is_part && !part_of(from, &bounds, &part)) {
        assert_int_equal(slice_assign(&source, &source, &bounds, &panic), SLICE_PANIC);
        return;
    }
    slice = target_of(trial, variable);
    assert_int_equal(slice_assign(&slice, &source, is_part ? &bounds : NULL, &panic), SLICE_ASSIGNED);
    name_target(trial, variable, &slice);
    if (!is_array(trial)) {
        *to = is_part ? part : *from;
    } else if (to != from) {
        to->len = to->cap = from->len;
        to->array = naive_new_array(&trial->naive, from->cap, slice_type(&slice)->zero);
        for (uint64_t i = 0; i < from->len; i++)
            *naive_element(&trial->naive, to, i) = *naive_element(&trial->naive, from, i);
    }
}

static void copy(struct trial *trial, int variable)
{
    int other = some_variable(trial);
    const struct header *to = &trial->naive.headers[variable], *from = &trial->naive.headers[other];
    struct header part = *from;
    const struct slice_bounds bounds = some_bounds(trial, from);
    bool is_part = random_below(&trial->seed, 2) == 0, fine = !is_part || part_of(from, &bounds, &part);
    struct slice slice = variable_of(trial, variable), source = variable_of(trial, other);
    struct slice_panic panic;
    uint64_t count = 0, wanted = to->len < part.len ? to->len : part.len;
    if (is_array(trial))
        return;
    assert_int_equal(slice_copy(&slice, &source, is_part ? &bounds : NULL, &count, &panic),
                     fine ? SLICE_COPIED_INTO : SLICE_PANIC);
    if (!fine)
        return;
    assert_int_equal(count, wanted);
    value_id moved[MOST_LENGTH + MOST_AT_ONCE];
    for (uint64_t i = 0; i < count; i++)
        moved[i] = *naive_element(&trial->naive, &part, i);
    for (uint64_t i = 0; i < count; i++)
        *naive_element(&trial->naive, to, i) = moved[i];
    trial->seen->overlaps += count > 0 && to->array == part.array && to->first != part.first;
}

static void clear(struct trial *trial, int variable)
{
    const struct header *header = &trial->naive.headers[variable];
    struct slice slice = variable_of(trial, variable);
    if (is_array(trial) || random_below(&trial->seed, 5) != 0)
        return;
    assert_int_equal(slice_clear(&slice), SLICE_CLEARED);
    for (uint64_t i = 0; i < header->len; i++)
        *naive_element(&trial->naive, header, i) = slice_type(&slice)->zero;
}

static void drop(struct trial *trial, int variable)
{
    if (random_below(&trial->seed, 3) != 0)
        return;
    world_drop(&trial->world, world_find(&trial->world, name_of(variable), 1));
    trial->naive.headers[variable] = (struct header){.is_there = false};
    trial->seen->dropped++;
}

static const struct {
    void (*run)(struct trial *trial, int variable);
    int weight;
    bool of_new; /* the variable need not be there */
} operations[] = {
    {make, 6, true},    {append, 50, false}, {store, 25, false}, {read_, 15, false}, {cut, 14, false},
    {assign, 14, true}, {copy, 12, false},   {clear, 3, false},  {drop, 6, false},
};

static void operate(struct trial *trial)
{
    uint64_t dice = random_below(&trial->seed, 145);
    size_t which = 0;
    while (dice >= (uint64_t)operations[which].weight)
        dice -= (uint64_t)operations[which++].weight;
    int variable = some_variable(trial);
    if (variable < 0)
        make(trial, 0);
    else if (operations[which].of_new)
        operations[which].run(trial, (int)random_below(&trial->seed, NAIVE_VARIABLES));
    else
        operations[which].run(trial, variable);
}

/* ---- laws */

static void assert_same_elements(const struct trial *trial, int variable)
{
    const struct header *header = &trial->naive.headers[variable];
    const struct slice slice = variable_of(trial, variable);
    assert_int_equal(slice_register(&slice, SLICE_LEN), header->len);
    assert_int_equal(slice_register(&slice, SLICE_CAP), header->cap);
    assert_int_equal(slice_register(&slice, SLICE_NIL), header->is_nil);
    /* all of it up to the capacity: what lies beyond the length is there, too */
    for (uint64_t i = 0; i < header->cap; i++)
        assert_int_equal(slice_element(&slice, i), *naive_element(&trial->naive, header, i));
}

/* Whose length reaches a place sees it, and nobody else. */
static void assert_same_reach(const struct trial *trial, int one, int two)
{
    const struct header *header = &trial->naive.headers[one], *other = &trial->naive.headers[two];
    const struct slice slice = variable_of(trial, one), second = variable_of(trial, two);
    uint32_t array = (uint32_t)slice_register(&slice, SLICE_PTR);
    for (uint64_t i = 0; i < header->cap; i++) {
        uint64_t cell = header->first + i, seen = 0;
        bool reaches =
            header->array == other->array && cell >= other->first && cell - other->first < other->len;
        assert_int_equal(slice_reaches(&trial->world, second.home, array, cell, &seen), reaches);
        if (reaches)
            assert_int_equal(seen, cell - other->first);
    }
}

/* Two variables stand on one array here if they do there, at the same distance, and no two arrays overlap in memory. */
static void assert_same_sharing(const struct trial *trial, int one, int two)
{
    const struct header *a = &trial->naive.headers[one], *b = &trial->naive.headers[two];
    const struct slice here = variable_of(trial, one), there = variable_of(trial, two);
    uint64_t size = element_size(trial, one);
    uint32_t mine = (uint32_t)slice_register(&here, SLICE_PTR),
             its = (uint32_t)slice_register(&there, SLICE_PTR);
    if (size == 0 || a->cap == 0 || b->cap == 0)
        return;
    bool shares = a->array == b->array;
    assert_int_equal(mine == its, shares);
    uint64_t from = slice_address(&here, 0), to = slice_address(&there, 0);
    if (shares)
        assert_int_equal(from - to, (a->first - b->first) * size);
    else
        assert_true(from + a->cap * size <= to || to + b->cap * size <= from);
    assert_same_reach(trial, one, two);
}

/* What lives is held by somebody, and what is held lives: as the garbage collector sees it. */
static void assert_nothing_leaks(const struct trial *trial)
{
    for (uint32_t id = 1; id < trial->world.memory.region_count; id++) {
        const struct region *region = &trial->world.memory.regions[id];
        if (region->kind == SLICE_ARRAY)
            assert_int_equal(region->live, slice_holders(&trial->world, id, 0) > 0);
    }
}

static void assert_laws(const struct trial *trial)
{
    struct text why = {0};
    for (int i = 0; i < NAIVE_VARIABLES; i++) {
        if (!trial->naive.headers[i].is_there)
            continue;
        const struct slice slice = variable_of(trial, i);
        if (!slice_check(&trial->world, slice.home, &why))
            fail_msg("%s: %s", trial->kind->type, text_string(&why));
        assert_same_elements(trial, i);
        for (int other = 0; other < i; other++) {
            if (trial->naive.headers[other].is_there)
                assert_same_sharing(trial, i, other);
        }
    }
    assert_nothing_leaks(trial);
}

/* ---- trials */

static void begin_trial(struct trial *trial)
{
    struct slice slice;
    struct text text = {0};
    struct error error = {0};
    world_init(&trial->world);
    trial->world.memory.sink = (struct sink){event_list_take, &trial->events};
    make(trial, 0);
    slice = variable_of(trial, 0);
    const struct gotype *type = slice_type(&slice)->element;
    trial->pool[trial->pool_count++] = slice_type(&slice)->zero;
    for (uint64_t i = 1; i < POOL; i++) {
        text_clear(&text);
        value_example(type, i, &text);
        value_id id = values_parse(trial->world.values, type, text_string(&text), text.length, &error);
        assert_int_not_equal(id, VALUE_NONE);
        trial->pool[trial->pool_count++] = id;
    }
    text_free(&text);
}

static void end_trial(struct trial *trial)
{
    for (size_t i = 0; i < trial->naive.array_count; i++)
        free(trial->naive.arrays[i].elements);
    free(trial->naive.arrays);
    event_list_free(&trial->events);
    world_free(&trial->world);
}

/* Between two writes of a header, too, it says nothing of its array that is not there. */
static void assert_headers_can_be_read(const struct trial *trial)
{
    for (int place = 0; place < WORLD_SUBJECTS; place++) {
        uint32_t home = world_home(&trial->world, place);
        if (home == 0)
            continue;
        const struct slice slice = slice_of(&trial->world, home);
        uint32_t array = (uint32_t)slice_register(&slice, SLICE_PTR);
        uint64_t cap = slice_register(&slice, SLICE_CAP);
        assert_true(slice_register(&slice, SLICE_LEN) <= cap);
        assert_true(array == 0 ||
                    slice_register(&slice, SLICE_FIRST) + cap <= slice_array_count(slice.memory, array));
    }
    assert_true(bytes_are_sound(&trial->world));
}

/* Back and forth over the last stretch: the memory is the same as it was at both ends, and every moment between has its bytes. */
static void assert_reversible(struct trial *trial, const struct memory_copy *before, size_t from)
{
    struct text where = {0};
    struct memory_copy after = memory_copy_take(&trial->world.memory);
    for (size_t at = trial->events.count; at > from; at--) {
        event_list_revert(&trial->events, &trial->world.memory, at, at - 1);
        assert_headers_can_be_read(trial);
    }
    if (!memory_copy_equals(before, &trial->world.memory, &where))
        fail_msg("back: %s", text_string(&where));
    event_list_apply(&trial->events, &trial->world.memory, from, trial->events.count);
    if (!memory_copy_equals(&after, &trial->world.memory, &where))
        fail_msg("and forth: %s", text_string(&where));
    memory_copy_free(&after);
}

static void run_trial(const struct kind *kind, uint64_t seed, struct seen *seen)
{
    struct trial trial = {.seed = seed, .kind = kind, .seen = seen};
    begin_trial(&trial);
    for (int done = 0; done < OPERATIONS; done += STRETCH) {
        size_t from = trial.events.count;
        struct memory_copy before = memory_copy_take(&trial.world.memory);
        for (int i = 0; i < STRETCH; i++) {
            operate(&trial);
            assert_laws(&trial);
        }
        assert_reversible(&trial, &before, from);
        memory_copy_free(&before);
    }
    end_trial(&trial);
}

static void random_operations_agree_with_plain_arrays(void **state)
{
    const struct kind *kind = *state;
    struct seen seen = {0};
    for (uint64_t seed = 1; seed <= 4; seed++)
        run_trial(kind, seed, &seen);
    bool array = kind->type[1] != ']';
    assert_true(seen.panics > 50 && seen.dropped > 20);
    assert_true(array ||
                (seen.grown > 50 && seen.shared_stores > 50 && seen.parted > 10 && seen.overlaps > 20));
}

int main(void)
{
    enum { KINDS = sizeof kinds / sizeof *kinds };
    struct CMUnitTest tests[KINDS];
    for (size_t i = 0; i < KINDS; i++) {
        tests[i] =
            (struct CMUnitTest){kinds[i].type, random_operations_agree_with_plain_arrays, NULL, NULL, NULL};
        tests[i].initial_state = (void *)(uintptr_t)&kinds[i];
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
