/* The bytes of a map against those of real Go maps: from their recorded state, and of maps that come to the same state here. */
#include "base/random.h"
#include "model/classic/measure.h"
#include "test/classic_map.h"
#include "test/unit/vectors.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* Columns of mapbytes.tsv. */
enum column {
    GO,
    TYPE,
    HINT,
    ENTRIES,
    EMPTIED,
    B,
    NOVERFLOW,
    BUCKETS,
    NEVACUATE,
    EXTRA,
    LIST,
    NEXT,
    BYTES,
    COLUMNS
};

static uint64_t number(const struct vectors *row, enum column column)
{
    return strtoull(row->fields[column], NULL, 10);
}

static enum go_version release_of(const struct vectors *row)
{
    return strcmp(row->fields[GO], "go1.23.5") == 0 ? GO_1_23 : GO_1_19;
}

static void expect(const struct vectors *row, const char *what, uint64_t go, uint64_t model)
{
    if (go != model)
        fail_msg("row %d, %s %s, hint %s, %s entries: %s is %llu, the model has %llu", row->row,
                 row->fields[GO], row->fields[TYPE], row->fields[HINT], row->fields[ENTRIES], what,
                 (unsigned long long)go, (unsigned long long)model);
}

/* What the row says that there was, and nothing of our own maps. */
static struct classic_holdings recorded_holdings(const struct vectors *row, const struct maptype *type)
{
    uint64_t reserve = maptype_preallocated(type, (int)number(row, B)), noverflow = number(row, NOVERFLOW);
    bool reserve_left = strcmp(row->fields[NEXT], "1") == 0, list = strcmp(row->fields[LIST], "-") != 0;
    return (struct classic_holdings){
        .array = number(row, BUCKETS) ? ((uint64_t)1 << number(row, B)) + reserve : 0,
        .overflow = reserve_left ? 0 : noverflow - reserve,
        .entries = number(row, EMPTIED) ? 0 : number(row, ENTRIES),
        .extra = number(row, EXTRA) != 0,
        .lists = {list, false},
        .listed = {list ? number(row, LIST) : 0, 0},
    };
}

static void the_bytes_of_every_recorded_state_are_gos(void **state)
{
    (void)state;
    struct vectors row;
    vectors_open(&row, "src/test/data/mapbytes.tsv");
    while (vectors_next(&row)) {
        struct maptype type;
        struct error error = {0};
        assert_int_equal(row.count, COLUMNS);
        assert_true(
            maptype_parse(&type, row.fields[TYPE], strlen(row.fields[TYPE]), release_of(&row), &error));
        struct classic_holdings holdings = recorded_holdings(&row, &type);
        if (holdings.lists[0])
            expect(&row, "capacity of the list", strtoull(strchr(row.fields[LIST], '/') + 1, NULL, 10),
                   classic_list_capacity(holdings.listed[0], type.version));
        expect(&row, "bytes", number(&row, BYTES), classic_bytes_of(&type, &holdings).all);
        maptype_free(&type);
    }
    assert_int_equal(row.row, 682);
}

/* ---- maps made as the rows say */

static value_id example(struct classic *map, const struct gotype *type, uint64_t n)
{
    struct error error = {0};
    struct text text = {0};
    value_example(type, n, &text);
    value_id id = values_parse(map->values, type, text_string(&text), text.length, &error);
    text_free(&text);
    assert_int_not_equal(id, VALUE_NONE);
    return id;
}

static void make_as_recorded(struct classic *map, const struct vectors *row, uint64_t seed)
{
    struct error error = {0};
    *map = lone_map();
    classic_set_seed(map, seed);
    assert_int_equal(
        classic_make(map, row->fields[TYPE], release_of(row), (int64_t)number(row, HINT), &error),
        GOMAP_DONE);
    const struct maptype *type = classic_type(map);
    uint64_t entries = number(row, ENTRIES);
    for (uint64_t i = 1; i <= entries; i++)
        classic_assign(map, example(map, type->key, i), example(map, type->elem, i));
    /* Rows were recorded at rest; writes of what is there move the rest of a growth. */
    for (uint64_t i = 1; classic_growing(map); i++)
        classic_assign(map, example(map, type->key, i), example(map, type->elem, i));
    for (uint64_t i = 1; number(row, EMPTIED) && i <= entries; i++)
        classic_delete(map, example(map, type->key, i));
}

static bool is_recorded_state(const struct classic *map, const struct vectors *row)
{
    struct classic_holdings holdings = classic_holdings(map);
    bool list = strcmp(row->fields[LIST], "-") != 0;
    return classic_register(map, REGISTER_NOVERFLOW) == number(row, NOVERFLOW) &&
           holdings.extra == (number(row, EXTRA) != 0) && holdings.lists[0] == list &&
           (!list || holdings.listed[0] == number(row, LIST));
}

/* Chance decides how many overflow buckets a map has: seeds are tried until it has as many as the recorded one. */
static void maps_made_here_come_to_the_same_bytes(void **state)
{
    (void)state;
    enum { MOST_ENTRIES = 2000, SEEDS = 3000 };
    struct vectors row;
    int reached = 0;
    vectors_open(&row, "src/test/data/mapbytes.tsv");
    while (vectors_next(&row)) {
        if (number(&row, ENTRIES) > MOST_ENTRIES)
            continue;
        struct classic map;
        bool same = false;
        for (uint64_t seed = 1; seed <= SEEDS && !same; seed++) {
            make_as_recorded(&map, &row, seed);
            expect(&row, "B", number(&row, B), classic_register(&map, REGISTER_B));
            expect(&row, "nevacuate", number(&row, NEVACUATE), classic_register(&map, REGISTER_NEVACUATE));
            same = is_recorded_state(&map, &row);
            if (same)
                expect(&row, "bytes", number(&row, BYTES), classic_bytes(&map).all);
            lone_map_free(&map);
        }
        expect(&row, "a seed that comes to the recorded state", 1, same);
        reached++;
    }
    assert_true(reached > 500);
}

static uint64_t bytes_after(struct classic *map, uint64_t entries)
{
    const struct maptype *type = classic_type(map);
    for (uint64_t i = 1; i <= entries; i++)
        classic_assign(map, example(map, type->key, i), example(map, type->elem, i));
    return classic_bytes(map).all;
}

static void deleting_frees_what_lies_outside_the_buckets(void **state)
{
    (void)state;
    static const struct {
        const char *type;
        uint64_t freed;
    } rows[] = {
        {"map[int]int", 0},         {"map[int][128]byte", 0},   {"map[int][129]byte", 144},
        {"map[int][200]byte", 208}, {"map[[200]byte]int", 208}, {"map[[200]byte][200]byte", 416},
        {"map[int][600]byte", 640}, {"map[int][75]*int", 640}, /* 600 bytes, 608 with their header */
        {"map[int][72]*int", 640}, /* 576 would be a class of its own, without the header */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct classic map = lone_map();
        struct error error = {0};
        assert_int_equal(classic_make(&map, rows[i].type, GO_1_23, 0, &error), GOMAP_DONE);
        uint64_t full = bytes_after(&map, 8);
        assert_int_equal(classic_entry_bytes(classic_type(&map)), rows[i].freed);
        classic_delete(&map, example(&map, classic_type(&map)->key, 3));
        assert_int_equal(full - classic_bytes(&map).all, rows[i].freed);
        classic_clear(&map);
        assert_int_equal(full - classic_bytes(&map).all, 8 * rows[i].freed);
        lone_map_free(&map);
    }
}

/* An old bucket that a loop may walk is not wiped, so it keeps what was deleted after it moved. */
static void a_loop_keeps_what_old_buckets_point_to(void **state)
{
    (void)state;
    for (int looped = 0; looped < 2; looped++) {
        struct classic map = lone_map();
        struct error error = {0};
        uint32_t iterator;
        assert_int_equal(classic_make(&map, "map[int][200]byte", GO_1_23, 52, &error), GOMAP_DONE);
        bytes_after(&map, 52);
        if (looped)
            classic_iterate_begin(&map, &iterator);
        classic_grow(&map, false);
        classic_step_evacuate(&map);
        struct classic_spot spot;
        uint64_t moved = 0;
        do
            spot = classic_locate(&map, example(&map, classic_type(&map)->key, ++moved));
        while (spot.in_old);
        uint64_t before = classic_bytes(&map).all;
        classic_delete(&map, example(&map, classic_type(&map)->key, moved));
        /* The delete moved an old bucket, too, which allocates nothing here. */
        assert_int_equal(before - classic_bytes(&map).all, looped ? 0 : 208);
        while (classic_growing(&map))
            classic_step_evacuate(&map);
        assert_int_equal(classic_bytes(&map).pointed, (looped ? 52 : 51) * 208);
        if (looped)
            classic_iterate_leave(&map, iterator);
        assert_int_equal(classic_bytes(&map).pointed, 51 * 208);
        lone_map_free(&map);
    }
}

/* mapextra and its lists: of maps whose buckets hold no pointers. */
static void loops_and_overflow_buckets_make_lists(void **state)
{
    (void)state;
    struct classic map = lone_map();
    struct error error = {0};
    uint32_t iterator;
    assert_int_equal(classic_make(&map, "map[int]int", GO_1_23, 0, &error), GOMAP_DONE);
    assert_int_equal(bytes_after(&map, 8), 48 + 144);
    classic_iterate_begin(&map, &iterator);
    assert_int_equal(classic_bytes(&map).all, 48 + 144 + 24 + 24); /* mapextra, and an empty list */
    classic_clear(&map);
    assert_int_equal(classic_bytes(&map).all, 48 + 144 + 24);
    assert_int_equal(classic_make(&map, "map[string]int", GO_1_23, 0, &error), GOMAP_DONE);
    assert_int_equal(bytes_after(&map, 8), 48 + 208);
    classic_iterate_begin(&map, &iterator);
    assert_int_equal(classic_bytes(&map).all, 48 + 208);
    lone_map_free(&map);
}

/* ---- where they lie: against a walk over every slot */

struct recount {
    uint64_t entries, own,
        own_entries; /* of an array; overflow buckets allocated on their own, and entries in them */
};

static struct recount recount(const struct classic *map, bool old)
{
    struct classic_array array = classic_array(map, old);
    struct recount count = {0};
    for (uint64_t i = 0; i < array.count; i++) {
        reference main_bucket = classic_array_bucket(array, i);
        for (reference link = main_bucket; link != 0; link = classic_next_link(map, link)) {
            bool own = link != main_bucket && classic_reserve_index(map, link) < 0;
            count.own += own;
            for (int slot = 0; slot < SLOTS; slot++) {
                bool entry = classic_cells(map, link)->tophash[slot] >= TOP_MIN;
                count.entries += entry;
                count.own_entries += own && entry;
            }
        }
    }
    return count;
}

static void expect_places(const struct classic *map)
{
    const struct maptype *type = classic_type(map);
    struct recount now = recount(map, false), before = recount(map, true);
    struct classic_bytes bytes = classic_bytes(map);
    struct engine_bytes places = engines[ENGINE_classic]->bytes(map->world, map->home);
    uint64_t slot = 1 + type->key_slot + type->elem_slot, all = 0, live = 0;
    uint64_t bucket = go_heap_bytes(type->bucket_size, type->bucket_pointers, type->version);
    for (int place = 0; place < ENGINE_BYTES_PLACES; place++) {
        assert_true(places.at[place].live <= places.at[place].all);
        all += places.at[place].all;
        live += places.at[place].live;
    }
    assert_int_equal(all, bytes.all);
    assert_int_equal(places.live, live);
    assert_int_equal(places.live + places.kept, all);
    assert_int_equal(places.at[ENGINE_BYTES_ARRAY].live, (now.entries - now.own_entries) * slot);
    assert_int_equal(places.at[ENGINE_BYTES_OVERFLOW].all, now.own * bucket);
    assert_int_equal(places.at[ENGINE_BYTES_OVERFLOW].live, now.own_entries * slot);
    assert_int_equal(places.at[ENGINE_BYTES_OLD].live, before.entries * slot);
    assert_int_equal(places.at[ENGINE_BYTES_OLD].all, bytes.old_array + before.own * bucket);
    assert_int_equal(places.at[ENGINE_BYTES_BEHIND].live,
                     (now.entries + before.entries) * classic_entry_bytes(type));
}

static void where_bytes_lie_is_what_a_walk_counts(void **state)
{
    (void)state;
    static const char *const types[] = {"map[int]int", "map[string]int", "map[int][200]byte",
                                        "map[[200]byte]*int", "map[int32]bool"};
    enum { OPERATIONS = 700, KEYS = 300 };
    uint64_t random = 41;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        struct classic map = lone_map();
        struct error error = {0};
        uint32_t iterator;
        bool grew = false, had_own = false;
        assert_int_equal(classic_make(&map, types[i], i % 2 ? GO_1_23 : GO_1_19, 0, &error), GOMAP_DONE);
        const struct maptype *type = classic_type(&map);
        expect_places(&map);
        for (int n = 0; n < OPERATIONS; n++) {
            uint64_t what = random_next(&random) % 100, key = random_next(&random) % KEYS;
            if (what < 1 && n > OPERATIONS / 2)
                classic_clear(&map);
            else if (what < 4)
                classic_iterate_begin(&map, &iterator);
            else if (what < 8)
                classic_grow(&map, what > 4); /* seldom larger: chains are to stay */
            else if (what < 70)
                classic_assign(&map, example(&map, type->key, key),
                               example(&map, type->elem, n % 2 ? key : 1));
            else
                classic_delete(&map, example(&map, type->key, key));
            expect_places(&map);
            grew |= classic_growing(&map);
            had_own |= recount(&map, false).own > 0;
        }
        assert_true(grew && had_own);
        lone_map_free(&map);
    }
}

/* What deleting gives back, and what a new map does. */
static void only_another_map_gives_buckets_back(void **state)
{
    (void)state;
    struct classic map = lone_map();
    struct error error = {0};
    assert_int_equal(classic_make(&map, "map[int]int", GO_1_23, 0, &error), GOMAP_DONE);
    bytes_after(&map, 1000);
    while (classic_growing(&map))
        classic_step_evacuate(&map);
    struct engine_bytes full = classic_places(&map);
    for (uint64_t i = 1; i <= 1000; i++)
        classic_delete(&map, example(&map, classic_type(&map)->key, i));
    struct engine_bytes empty = classic_places(&map);
    assert_int_equal(empty.live + empty.kept, full.live + full.kept);
    assert_int_equal(full.at[ENGINE_BYTES_ARRAY].live + full.at[ENGINE_BYTES_OVERFLOW].live, 1000 * 17);
    assert_int_equal(empty.live, empty.at[ENGINE_BYTES_HEAD].all);
    assert_int_equal(classic_make(&map, "map[int]int", GO_1_23, 0, &error), GOMAP_DONE);
    assert_int_equal(classic_places(&map).live + classic_places(&map).kept, 48);
    lone_map_free(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bytes_of_every_recorded_state_are_gos),
        cmocka_unit_test(maps_made_here_come_to_the_same_bytes),
        cmocka_unit_test(deleting_frees_what_lies_outside_the_buckets),
        cmocka_unit_test(a_loop_keeps_what_old_buckets_point_to),
        cmocka_unit_test(loops_and_overflow_buckets_make_lists),
        cmocka_unit_test(where_bytes_lie_is_what_a_walk_counts),
        cmocka_unit_test(only_another_map_gives_buckets_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
