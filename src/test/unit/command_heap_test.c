/*
 * gc: random sessions of maps, slices and loops, with a collection now and then. After each the laws of a collector hold: what is
 * reached stays as it was, cell by cell; what is not is free; another collection finds nothing; taking both back brings all of it
 * back.
 */
#include "base/random.h"
#include "model/heap.h"
#include "model/slice/slice.h"
#include "model/strategy/strategy.h"
#include "model/swiss/swiss.h"
#include "test/memory_copy.h"
#include "test/one_session.h"

#include <time.h>

enum { TRIALS = 12, LINES = 260 };

/* What all trials together must have met. */
static struct {
    int collections, freed, growing, looping, held_by_loop, walked, behind, shared, nobody;
    int engines[ENGINES], strategies[STRATEGY_KINDS], behind_of_parts;
    int tables_walked, tables; /* of Swiss maps */
} seen;

static bool try_line(const char *line)
{
    struct reply reply = {0};
    struct error error = {0};
    bool fine = session_run(session, line, &reply, &error);
    reply_free(&reply);
    return fine;
}

/* ---- what there is, by another way than the collector's: by who owns what, not by pointers */

/* Whether a loop over a Swiss map stands in the table that a region is, or its groups. */
static bool a_swiss_loop_has(const struct memory *memory, uint32_t region)
{
    for (uint32_t id = 1; id < memory->region_count; id++) {
        if (!memory->regions[id].live || memory->regions[id].kind != SWISS_ITERATOR)
            continue;
        uint32_t table = (uint32_t)memory_read(memory, place_word(id, SWISS_ITERATOR_TABLE));
        if (region == memory_read(memory, place_word(id, SWISS_ITERATOR_SMALL)))
            return true;
        if (table != 0 &&
            (region == table || region == memory_read(memory, place_word(table, SWISS_TABLE_GROUPS))))
            return true;
    }
    return false;
}

/* Whether a loop that goes on walks the array that a region is, or hangs on. */
static bool a_loop_has(const struct memory *memory, uint32_t region)
{
    for (uint32_t id = 1; id < memory->region_count; id++) {
        if (!memory->regions[id].live || memory->regions[id].kind != CLASSIC_ITERATOR)
            continue;
        uint32_t array = (uint32_t)memory_read(memory, place_word(id, ITERATOR_BUCKETS));
        if (array == region)
            return true;
        for (uint32_t i = 0; array != 0 && i < memory->regions[array].count; i++) {
            const struct bucket *bucket = memory_item(memory, array, i);
            for (reference link = bucket->overflow; link != 0 && REFERENCE_REGION(link) != array;
                 link = ((const struct bucket *)memory_item(memory, REFERENCE_REGION(link), 0))->overflow) {
                if (REFERENCE_REGION(link) == region)
                    return true;
            }
        }
    }
    return false;
}

/* What is kept of colours is what a walk over all objects finds. */
static void expect_sums(void)
{
    const struct world *world = &session->world;
    struct heap_share shares[HEAP_FREE + 1] = {{0}};
    struct heap_object object;
    for (uint32_t id = 1; id < world->memory.region_count; id++) {
        if (!heap_seen(world, id, &object))
            continue;
        shares[heap_colour(world, id)].objects++;
        shares[heap_colour(world, id)].bytes += object.bytes;
    }
    for (int colour = HEAP_WHITE; colour <= HEAP_FREE; colour++) {
        struct heap_share kept = heap_coloured(world, (enum heap_colour)colour);
        assert_int_equal(kept.objects, shares[colour].objects);
        if (colour != HEAP_WHITE)
            assert_int_equal(kept.bytes, shares[colour].bytes);
    }
}

/* At each of its moments there and back, but before its ledger is there; and at the last one they are what it replied. */
static void expect_sums_within(position begin, position end, const struct heap_survey *survey)
{
    const struct world *world = &session->world;
    uint64_t cycle = heap_word(world, HEAP_CYCLES);
    for (int way = 0; way < 2; way++) {
        for (position i = 0; i < end - begin; i++) {
            timeline_seek(&session->timeline, way ? end - i : begin + i + 1);
            if (heap_word(world, HEAP_CYCLES) == cycle)
                expect_sums();
        }
    }
    timeline_seek(&session->timeline, end);
    struct heap_share black = heap_coloured(world, HEAP_BLACK), free = heap_coloured(world, HEAP_FREE);
    assert_int_equal(black.objects, survey->reached.objects);
    assert_int_equal(black.bytes, survey->reached.bytes - survey->reached.uncounted);
    assert_int_equal(free.objects, survey->dead.objects);
    assert_int_equal(free.bytes + heap_word(world, HEAP_LET_GO), survey->dead.bytes);
    assert_int_equal(heap_word(world, HEAP_LET_GO), survey->dead.uncounted);
    assert_int_equal(heap_coloured(world, HEAP_WHITE).objects + heap_coloured(world, HEAP_GRAY).objects, 0);
}

static void expect_colours(void)
{
    const struct world *world = &session->world;
    const struct memory *memory = &world->memory;
    struct heap_object object;
    for (uint32_t id = 1; id < memory->region_count; id++) {
        if (!heap_seen(world, id, &object))
            continue;
        bool table = a_swiss_loop_has(memory, id),
             kept = memory->regions[id].live || table || a_loop_has(memory, id);
        assert_int_equal(memory->regions[id].freed, !kept);
        assert_int_equal(heap_colour(world, id), kept ? HEAP_BLACK : HEAP_FREE);
        seen.held_by_loop += kept && !memory->regions[id].live;
        seen.tables_walked += table && !memory->regions[id].live;
        seen.nobody += !kept && memory->regions[id].owner == 0;
    }
}

/* ---- what stays */

static bool counts_behind(const struct region *region, size_t word)
{
    return (region->kind == CLASSIC_REGISTERS && word == REGISTER_BEHIND) ||
           (region->kind == SWISS_REGISTERS && word == SWISS_WORD_BEHIND);
}

/* Cells of all that is there, but for the list of subjects, and what a map counts of bytes that lie outside its buckets. */
static void expect_cells(const struct memory_copy *before)
{
    const struct memory *memory = &session->world.memory;
    for (uint32_t id = 1; id < before->count; id++) {
        const struct region *was = &before->regions[id], *is = &memory->regions[id];
        if (!was->live || !is->live || was->cells == NULL)
            continue;
        assert_int_equal(was->count, is->count);
        size_t size = was->shape->size, items = was->count;
        for (size_t i = 0; i < items; i++) {
            if (!counts_behind(was, i) && memcmp(was->cells + i * size, is->cells + i * size, size) != 0)
                fail_msg("item %zu of region %u (%s) is another one", i, id, was->shape->name);
        }
    }
}

/* What is reached is what the engine says that the subject holds, what its loops hold among it; but a slice's header, which is a variable. */
static struct engine_bytes expect_reached(uint32_t home)
{
    struct heap_survey survey = heap_survey(&session->world, home);
    struct engine_bytes bytes = heap_bytes(&session->world, home);
    bool slice = ENGINE_OF(session->world.memory.regions[home].kind) == ENGINE_slice;
    assert_int_equal(survey.reached.bytes,
                     bytes.live + bytes.kept - (slice ? bytes.at[ENGINE_BYTES_HEAD].all : 0));
    return bytes;
}

static void take_note(uint32_t home, const struct engine_bytes *bytes)
{
    const struct world *world = &session->world;
    uint16_t kind = world->memory.regions[home].kind;
    seen.engines[ENGINE_OF(kind)] += bytes->live > 0;
    if (kind == STRATEGY_REGISTERS) {
        const struct strategy strategy = strategy_of(world, home);
        seen.strategies[strategy_kind(&strategy)] += strategy_count(&strategy) > 0;
        seen.behind_of_parts += bytes->at[ENGINE_BYTES_BEHIND].all > 0;
    }
    if (kind == SWISS_REGISTERS) {
        const struct swiss map = swiss_of(world, home);
        seen.tables += swiss_table_count(&map) > 1;
    }
    if (kind != CLASSIC_REGISTERS)
        return;
    const struct classic map = classic_of(world, home);
    seen.growing += classic_growing(&map);
    seen.behind += classic_register(&map, REGISTER_BEHIND) > 0;
    seen.looping += classic_register(&map, REGISTER_ITERATOR) != 0;
    seen.walked += bytes->at[ENGINE_BYTES_WALKED].all > 0;
}

/* Nothing is dead behind a collection. */
static void expect_bytes(void)
{
    for (int place = 0; place < WORLD_SUBJECTS; place++) {
        uint32_t home = world_home(&session->world, place);
        if (home == 0)
            continue;
        struct engine_bytes bytes = expect_reached(home);
        assert_int_equal(bytes.dead, 0);
        take_note(home, &bytes);
    }
}

static void expect_equal(const struct memory_copy *copy, const char *when)
{
    struct text where = {0};
    if (!memory_copy_equals(copy, &session->world.memory, &where))
        fail_msg("%s: %s", when, text_string(&where));
    text_free(&where);
}

static void collect(void)
{
    struct memory_copy before = memory_copy_take(&session->world.memory);
    struct heap_survey survey = heap_survey(&session->world, 0);
    expect_equal(&before, "a survey");
    must_run("gc");
    position end = session->timeline.end;
    expect_sums_within(timeline_last_mark(&session->timeline)->begin, end, &survey);
    expect_colours();
    expect_cells(&before);
    expect_bytes();
    struct heap_survey now = heap_survey(&session->world, 0);
    assert_int_equal(now.dead.objects, 0);
    assert_int_equal(now.dead.bytes, 0);
    assert_int_equal(now.reached.bytes, survey.reached.bytes);
    assert_int_equal(heap_word(&session->world, HEAP_MARKED), survey.reached.bytes);
    assert_int_equal(heap_word(&session->world, HEAP_BEFORE), survey.reached.bytes + survey.dead.bytes);
    seen.collections++;
    seen.freed += survey.dead.objects > 0;
    seen.shared += survey.dead.objects > 3;
    struct memory_copy after = memory_copy_take(&session->world.memory);
    must_run("gc");
    for (position at = end; at < session->timeline.end; at++)
        assert_int_not_equal(timeline_event(&session->timeline, at).kind, EVENT_freed);
    must_run("undo");
    expect_equal(&after, "a second collection taken back");
    must_run("undo");
    expect_equal(&before, "a collection taken back");
    must_run("redo 1");
    expect_equal(&after, "a collection done again");
    memory_copy_free(&before);
    memory_copy_free(&after);
}

/* ---- lines that may fail: nobody is called so, nothing grows */

static void say_make(uint64_t *seed, unsigned number, struct text *line)
{
    static const char *const maps[] = {"map[string]int",          "map[int]int",     "map[int32]string",
                                       "map[[200]byte][300]byte", "map[float64]int", "map[string][150]byte"},
                             *const strategies[] = {"sharded[string]int shards=4", "sharded[int]int shards=2",
                                                    "split[int32]string every=5",
                                                    "split[[200]byte][300]byte every=20",
                                                    "sharded[string][150]byte shards=8"};
    if (number % 5 == 0)
        text_format(line, "make %s as %s", strategies[random_below(seed, 5)], number % 2 ? "a" : "c");
    else
        text_format(line, "make %s %s%sas %s", maps[random_below(seed, 6)],
                    random_below(seed, 3) ? "" : "hint=60 ", random_below(seed, 3) ? "" : "go=1.24 ",
                    number % 2 ? "a" : "b");
}

static void random_line(uint64_t *seed)
{
    static const char *const subjects[] = {"a", "b", "c", "s", "t"};
    struct text line = {0};
    const char *name = subjects[random_below(seed, 5)];
    unsigned number = (unsigned)random_below(seed, 60);
    switch (random_below(seed, 16)) {
    case 0:
        say_make(seed, number, &line);
        break;
    case 1:
        text_format(&line, number < 9 ? "make [%u]int as %s" : "make []int %u as %s", number % 5,
                    number % 2 ? "s" : "t");
        break;
    case 2:
        text_add(&line, "let t = s");
        break;
    case 3:
        text_format(&line, "%s: append 1 2 3", name);
        break;
    case 4:
        text_format(&line, number < 8 ? "drop %s" : "use %s", name);
        break;
    case 5:
        text_format(&line, "%s: clear", name);
        break;
    case 6:
        text_format(&line, "%s: iterate", name);
        break;
    case 7:
        text_format(&line, "%s: next %u", name, number + 1);
        break;
    case 8:
        text_format(&line, "%s: grow%s", name, number % 3 ? "" : " same");
        break;
    case 9:
        text_format(&line, "%s: range", name);
        break;
    case 10:
        text_format(&line, "%s: step-evacuate %u", name, number / 8 + 1);
        break;
    case 11:
        text_format(&line, "%s: fill %u", name, number % 6 == 0 ? 1000 : 1);
        break;
    default:
        text_format(&line, "%s: fill %u", name, number / 3 + 1);
        break;
    }
    try_line(text_string(&line));
    text_free(&line);
}

static void delete_key(const struct values *values, value_id key)
{
    struct text line = {0};
    text_format(&line, "delete \"%s\"", values_text(values, key, NULL));
    try_line(text_string(&line));
    text_free(&line);
}

static void delete_some_of_swiss(uint64_t *seed, uint32_t home)
{
    const struct swiss map = swiss_of(&session->world, home);
    uint64_t entry = 0;
    for (uint32_t table; random_below(seed, 3) != 0 && swiss_next_table(&map, &entry, &table);) {
        struct swiss_place at = {(uint32_t)swiss_table_word(&map, table, SWISS_TABLE_GROUPS), 0};
        for (; at.index < swiss_table_groups(&map, table) && random_below(seed, 12) != 0; at.index++) {
            if (swiss_group(&map, at)->control[0] < SWISS_EMPTY)
                delete_key(map.values, swiss_group(&map, at)->key[0]);
        }
    }
}

static void delete_some(uint64_t *seed)
{
    const struct world *world = &session->world;
    uint32_t home = session_in_hand(session);
    if (home != 0 && world->memory.regions[home].kind == SWISS_REGISTERS)
        delete_some_of_swiss(seed, home);
    if (home == 0 || world->memory.regions[home].kind != CLASSIC_REGISTERS)
        return;
    struct classic map = map_in_hand(session);
    struct classic_array array = classic_array(&map, false);
    for (uint64_t i = 0; i < array.count && random_below(seed, 12) != 0; i++) {
        const struct bucket *bucket = classic_cells(&map, classic_array_bucket(array, i));
        if (bucket->tophash[0] >= TOP_MIN)
            delete_key(map.values, bucket->key[0]);
    }
}

static void a_collection_frees_what_nothing_leads_to_and_nothing_else(void **state)
{
    (void)state;
    for (uint64_t trial = 1; trial <= TRIALS; trial++) {
        uint64_t seed = trial * 77;
        session_reset(session);
        for (int line = 0; line < LINES; line++) {
            random_line(&seed);
            if (random_below(&seed, 9) == 0)
                delete_some(&seed);
            if (random_below(&seed, 12) == 0)
                collect();
        }
        collect();
    }
    assert_true(seen.collections > 100);
    assert_true(seen.freed > 20);
    assert_true(seen.growing > 5);
    assert_true(seen.looping > 5);
    assert_true(seen.held_by_loop > 0);
    assert_true(seen.walked > 0);
    assert_true(seen.behind > 5);
    assert_true(seen.shared > 5);
    assert_true(seen.nobody > 0);
    for (int kind = 0; kind < STRATEGY_KINDS; kind++)
        assert_true(seen.strategies[kind] > 5);
    assert_true(seen.engines[ENGINE_classic] > 50 && seen.engines[ENGINE_slice] > 50);
    assert_true(seen.engines[ENGINE_swiss] > 50 && seen.tables > 0 && seen.tables_walked > 0);
    assert_true(seen.behind_of_parts > 5);
}

/* ---- single ones */

static uint64_t dead_bytes(void)
{
    return heap_bytes(&session->world, session_in_hand(session)).dead;
}

static void values_behind_deleted_pointers_are_garbage(void **state)
{
    (void)state;
    must_run("make map[int][200]byte");
    must_run("gc"); /* the map that was there before */
    must_run("fill 8");
    assert_int_equal(dead_bytes(), 0);
    must_run("delete 3");
    assert_int_equal(dead_bytes(), 208);
    must_run("insert 4 \"\"");
    assert_int_equal(dead_bytes(), 208);
    must_run("gc");
    assert_int_equal(dead_bytes(), 0);
    /* They are bytes without objects. */
    must_run("delete 5");
    struct heap_survey survey = heap_survey(&session->world, 0);
    assert_int_equal(survey.dead.objects, 0);
    assert_int_equal(survey.dead.uncounted, 208);
    assert_int_equal(survey.reached.uncounted, 6 * 208);
    must_run("clear");
    assert_int_equal(dead_bytes(), 7 * 208);
}

/* All of a map is garbage when another is made in its place, as when it is dropped, its hmap and mapextra too: a nil map has none. */
static void a_replaced_map_leaves_what_a_dropped_one_does(void **state)
{
    static const char *const lines[] = {"",
                                        "fill 60",
                                        "fill 300",
                                        "grow",
                                        "collide 40 bucket=0",
                                        "make map[string]int",
                                        "var map[int]int",
                                        "make map[int][200]byte hint=500",
                                        "fill 9"};
    struct text where = {0};
    (void)state;
    must_run("make map[int]int as m");
    must_run("gc");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (*lines[i] != '\0')
            must_run(lines[i]);
        must_run("drop m");
        struct heap_survey dropped = heap_survey(&session->world, 0);
        must_run("undo");
        must_run("make map[int]int as m");
        struct heap_survey replaced = heap_survey(&session->world, 0);
        assert_int_equal(replaced.dead.bytes, dropped.dead.bytes);
        assert_int_equal(replaced.dead.objects, dropped.dead.objects);
        assert_true(subjects_are_sound(session, &where));
        must_run("gc");
        assert_int_equal(heap_survey(&session->world, 0).dead.bytes, 0);
        must_run("undo");
        must_run("undo");
    }
    text_free(&where);
}

/* Also of maps that are gone: dropped, made anew, left by a publication. */
static void values_go_with_their_map(void **state)
{
    (void)state;
    static const char *const ways[] = {"make map[int]int as m", "drop m"};
    must_run("make []int 2 as s");
    for (int way = 0; way < 2; way++) {
        must_run("make map[int][200]byte as m");
        must_run("fill 8");
        must_run("gc");
        must_run(ways[way]);
        struct heap_survey survey = heap_survey(&session->world, 0);
        assert_int_equal(survey.dead.uncounted, 8 * 208);
        must_run("gc");
        assert_int_equal(heap_word(&session->world, HEAP_LET_GO), 8 * 208);
        assert_int_equal(heap_survey(&session->world, 0).dead.bytes, 0);
    }
    must_run("make split[int][200]byte every=1000 as c");
    must_run("fill 8");
    must_run("publish");
    must_run("gc");
    must_run("publish");
    uint32_t home = session_in_hand(session);
    assert_int_equal(heap_survey(&session->world, home).dead.uncounted, 8 * 208);
    assert_int_equal(heap_survey(&session->world, 0).dead.uncounted, 8 * 208);
    must_run("gc");
    assert_int_equal(heap_survey(&session->world, 0).dead.bytes, 0);
    assert_int_equal(heap_survey(&session->world, home).reached.uncounted, 2 * 8 * 208);
}

static void a_growth_stands_where_it_stood(void **state)
{
    (void)state;
    must_run("fill 53");
    struct classic map = map_in_hand(session);
    uint64_t nevacuate = classic_register(&map, REGISTER_NEVACUATE), moved = classic_evacuated_count(&map);
    assert_true(classic_growing(&map));
    for (int i = 0; i < 20; i++)
        must_run("gc");
    assert_true(classic_growing(&map));
    assert_int_equal(classic_register(&map, REGISTER_NEVACUATE), nevacuate);
    assert_int_equal(classic_evacuated_count(&map), moved);
    const struct mark *mark = timeline_last_mark(&session->timeline);
    assert_int_equal(mark->cost.writes + mark->cost.moves + mark->cost.buckets + mark->cost.allocations, 0);
    assert_int_equal(timeline_still(&session->timeline, map.home), 20);
}

/* What has no pointers is never looked into; its overflow buckets live by the list. */
static void buckets_without_pointers_are_not_looked_into(void **state)
{
    (void)state;
    must_run("make map[int]int hint=40");
    must_run("collide 30 bucket=2");
    must_run("gc");
    const struct timeline *timeline = &session->timeline;
    int scans = 0, by_list = 0;
    for (position at = timeline_last_mark(timeline)->begin; at < timeline->end; at++) {
        const struct event event = timeline_event(timeline, at);
        scans += event.kind == EVENT_scan;
        by_list += event.kind == EVENT_found && (event.after & 0xff) == HEAP_BY_LIST;
    }
    assert_int_equal(scans, 1); /* hmap */
    assert_int_equal(by_list, 3);
}

static void a_loop_keeps_the_array_that_it_walks(void **state)
{
    (void)state;
    must_run("fill 8");
    must_run("iterate");
    must_run("fill 20");
    struct classic map = map_in_hand(session);
    uint32_t iterator = (uint32_t)classic_register(&map, REGISTER_ITERATOR);
    uint32_t array = (uint32_t)memory_read(map.memory, place_word(iterator, ITERATOR_BUCKETS));
    assert_false(map.memory->regions[array].live);
    must_run("gc");
    assert_false(map.memory->regions[array].freed);
    /* B is 0: one bucket of 8 tophashes, 8 strings of 16 bytes, 8 ints, a pointer. */
    assert_int_equal(heap_bytes(&session->world, map.home).at[ENGINE_BYTES_WALKED].all, 208);
    must_run("next 100");
    assert_int_equal(heap_bytes(&session->world, map.home).at[ENGINE_BYTES_WALKED].all, 0);
    assert_int_equal(dead_bytes(), 208);
    must_run("gc");
    assert_true(map.memory->regions[array].freed);
}

/* Holders in their order, from a place on; a map's array has none, since hmap leads to it and no variable. */
static void holders_are_those_whose_variables_lead_there(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "fill 9",    "make []int 3 as s", "make sharded[int]int shards=64 as h",
        "use s",     "let t = s",         "use s",
        "let u = s", "u: append 1",       "make []int 3 as v"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        must_run(lines[i]);
    const struct world *world = &session->world;
    static const char *const names[] = {"m", "s", "h", "t", "u", "v"};
    int places[6];
    for (int i = 0; i < 6; i++)
        places[i] = world_find(world, names[i], 1);
    const struct classic map = classic_of(world, world_home(world, places[0]));
    const struct slice slice = slice_of(world, world_home(world, places[1]));
    const struct strategy strategy = strategy_of(world, world_home(world, places[2]));
    uint32_t array = (uint32_t)slice_register(&slice, SLICE_PTR);
    assert_int_equal(heap_holder(world, array, 0), places[1]);
    assert_int_equal(heap_holder(world, array, places[1] + 1), places[3]);
    assert_int_equal(heap_holder(world, array, places[3] + 1), WORLD_NOBODY);
    assert_int_equal(heap_holder(world, array, WORLD_SUBJECTS), WORLD_NOBODY);
    assert_int_equal(heap_holder(world, map.home, 0), places[0]);
    assert_int_equal(heap_holder(world, (uint32_t)classic_register(&map, REGISTER_BUCKETS), 0), WORLD_NOBODY);
    for (int i = 0; i < 64; i++)
        assert_int_equal(heap_holder(world, strategy_part_home(&strategy, i), 0), places[2]);
}

/* While it is made, a copy is the strategy's, too, with what its slots point to. */
static void a_copy_that_is_made_is_reached(void **state)
{
    int moments = 0;
    (void)state;
    must_run("make split[[200]byte][300]byte every=1000 as c");
    must_run("fill 30");
    must_run("publish");
    struct timeline *timeline = &session->timeline;
    for (position at = timeline_last_mark(timeline)->begin; at < timeline->end; at++) {
        if (timeline_event(timeline, at).kind != STRATEGY_copied)
            continue;
        timeline_seek(timeline, at + 1);
        expect_reached(world_home(&session->world, world_in_hand(&session->world)));
        moments++;
    }
    assert_int_equal(moments, 30);
}

/* ---- what a survey costs */

static int64_t survey_time(const struct session *of)
{
    struct timespec begin, end;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
    struct heap_survey survey = heap_survey(&of->world, 0);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    assert_true(survey.reached.objects > 0);
    return (end.tv_sec - begin.tv_sec) * INT64_C(1000000000) + end.tv_nsec - begin.tv_nsec;
}

/* Of as many regions in all; the least of some rounds that take turns, until it is kept. */
static void many_parts_cost_no_more_than_few(void **state)
{
    enum { REGIONS = 30000, MOST_ROUNDS = 200, LIMIT = 3 };
    struct session *sessions[] = {session, new_session()};
    int64_t least[2] = {INT64_MAX, INT64_MAX};
    (void)state;
    for (int many = 0; many < 2; many++) {
        must_run_in(sessions[many], "make map[int]int as m");
        must_run_in(sessions[many],
                    many ? "make sharded[int]int shards=64 as s" : "make sharded[int]int shards=1 as s");
        must_run_in(sessions[many], "use m");
        while (sessions[many]->world.memory.region_count < REGIONS)
            must_run_in(sessions[many], "range"); /* a loop is a region */
    }
    for (int round = 0; round < MOST_ROUNDS && (round < 5 || least[1] > LIMIT * least[0]); round++) {
        for (int many = 0; many < 2; many++) {
            int64_t time = survey_time(sessions[many]);
            least[many] = time < least[many] ? time : least[many];
        }
    }
    session_free(sessions[1]);
    if (least[1] > LIMIT * least[0])
        fail_msg("%lld nanoseconds with 64 parts, %lld with one", (long long)least[1], (long long)least[0]);
}

/* What the timeline has forgotten can't be looked at any more, and is none of the collector's business. */
static void what_is_forgotten_does_no_harm(void **state)
{
    (void)state;
    must_run("set history 256K");
    for (int i = 0; i < 12; i++) {
        must_run("make map[string]int");
        must_run("fill 900");
        must_run("gc");
        assert_int_equal(heap_survey(&session->world, 0).dead.bytes, 0);
    }
    assert_true(session->timeline.forgotten > 0);
}

/* What is told of a collection before there was any is what the next one comes to. */
static void gctrace_tells_of_the_next_one_if_there_was_none(void **state)
{
    static const char *const lines[] = {"gctrace", "gc", "gctrace"};
    char *told[2] = {NULL, NULL};
    (void)state;
    must_run("fill 27");
    for (int i = 0, count = 0; i < 3; i++) {
        struct reply reply = {0};
        struct error error = {0};
        assert_true(session_run(session, lines[i], &reply, &error));
        if (strcmp(lines[i], "gctrace") == 0) {
            const char *sizes = strstr(text_string(&reply.text), "3,360 → 3,360 → 2,736 bytes");
            assert_non_null(sizes);
            told[count++] = strdup(sizes);
        }
        reply_free(&reply);
    }
    assert_string_equal(told[0], told[1]);
    free(told[0]);
    free(told[1]);
}

static struct event done_last(void)
{
    return timeline_event(&session->timeline, session_destination(session) - 1);
}

/* Of whoever is in hand: a collection is nobody's own. */
static void until_finds_a_collection(void **state)
{
    (void)state;
    must_run("fill 27");
    must_run("gc");
    must_run("make []int 3 as s");
    must_run("seek 0%");
    must_run("until gc");
    assert_int_equal(done_last().kind, EVENT_cycle);
    must_run("until marked");
    assert_int_equal(done_last().kind, EVENT_marked);
    must_run("until collected");
    assert_int_equal(done_last().kind, EVENT_collected);
    must_run("back until gc");
    assert_int_equal(done_last().kind, EVENT_cycle);
    assert_false(try_line("back until gc"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin_session, end_session)
        TEST(a_collection_frees_what_nothing_leads_to_and_nothing_else),
        TEST(values_behind_deleted_pointers_are_garbage),
        TEST(a_replaced_map_leaves_what_a_dropped_one_does),
        TEST(values_go_with_their_map),
        TEST(a_growth_stands_where_it_stood),
        TEST(buckets_without_pointers_are_not_looked_into),
        TEST(a_loop_keeps_the_array_that_it_walks),
        TEST(holders_are_those_whose_variables_lead_there),
        TEST(a_copy_that_is_made_is_reached),
        TEST(many_parts_cost_no_more_than_few),
        TEST(what_is_forgotten_does_no_harm),
        TEST(gctrace_tells_of_the_next_one_if_there_was_none),
        TEST(until_finds_a_collection),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
