/* model/swiss and the collector: what a map has left is garbage, unless a loop still walks it; what it has is reached. */
#include "model/heap.h"
#include "model/swiss/verb.h"
#include "test/memory_copy.h"
#include "test/swiss_map.h"

static void insert_numbers(struct swiss *map, uint64_t from, uint64_t to)
{
    for (uint64_t i = from; i < to; i++)
        assert_int_equal(swiss_insert(map, swiss_key(map, i), swiss_elem(map, i)), GOMAP_INSERTED);
}

static struct heap_survey collect(const struct swiss *map)
{
    struct heap_survey survey;
    assert_true(heap_collect(map->world, NULL, &survey));
    return survey;
}

/* What is reached is what the map says that it holds, and nothing is dead. */
static void assert_clean(const struct swiss *map)
{
    struct heap_survey now = heap_survey(map->world, 0);
    struct engine_bytes bytes = heap_bytes(map->world, map->home);
    assert_int_equal(now.dead.bytes, 0);
    assert_int_equal(now.reached.bytes, bytes.live + bytes.kept);
    assert_int_equal(bytes.dead, 0);
}

static bool is_freed(const struct swiss *map, uint64_t region)
{
    return map->memory->regions[region].freed;
}

/* From empty to two tables: a group, seven tables of 16 .. 1024 slots with their groups, and a directory of one are left. */
static void what_growth_left_is_freed(void **state)
{
    (void)state;
    struct swiss map = lone_swiss_made("map[int]int", 0);
    const struct swiss_type *type = swiss_type(&map);
    insert_numbers(&map, 0, 897);
    uint64_t left = swiss_group_bytes(type, 1) + swiss_directory_bytes(type, 1);
    for (uint64_t capacity = 16; capacity <= 1024; capacity *= 2)
        left += swiss_table_bytes(type, capacity);
    assert_int_equal(heap_bytes(map.world, map.home).dead, left);
    struct heap_survey survey = collect(&map);
    assert_int_equal(survey.dead.bytes, left);
    assert_int_equal(survey.dead.objects, 1 + 1 + 2 * 7);
    /* The map, its directory, two tables with their groups. */
    assert_int_equal(survey.reached.objects, 1 + 1 + 2 * 2);
    assert_clean(&map);
    lone_swiss_free(&map);
}

static void a_loop_keeps_the_table_that_it_stands_in(void **state)
{
    (void)state;
    struct swiss map = lone_swiss_made("map[string]int", 0);
    uint32_t iterator;
    insert_numbers(&map, 0, 12);
    assert_int_equal(swiss_iterate_begin(&map, &iterator), GOMAP_DELIVERED);
    uint32_t table = swiss_directory_table(&map, 0);
    uint64_t groups = swiss_table_word(&map, table, SWISS_TABLE_GROUPS);
    insert_numbers(&map, 12, 40);
    uint64_t kept = swiss_table_bytes(swiss_type(&map), 16);
    assert_int_equal(swiss_places(&map).at[ENGINE_BYTES_WALKED].all, kept);
    collect(&map);
    assert_false(is_freed(&map, table));
    assert_false(is_freed(&map, groups));
    assert_clean(&map);
    while (swiss_iterate_next(&map, iterator) == GOMAP_DELIVERED)
        ;
    assert_int_equal(swiss_places(&map).at[ENGINE_BYTES_WALKED].all, 0);
    assert_int_equal(collect(&map).dead.bytes, kept);
    assert_true(is_freed(&map, table));
    assert_true(is_freed(&map, groups));
    assert_clean(&map);
    lone_swiss_free(&map);
}

static void a_loop_keeps_the_group_of_what_was_a_small_map(void **state)
{
    (void)state;
    struct swiss map = lone_swiss_made("map[int]int", 0);
    uint32_t iterator;
    insert_numbers(&map, 0, 8);
    assert_int_equal(swiss_iterate_begin(&map, &iterator), GOMAP_DELIVERED);
    uint64_t group = swiss_word(&map, SWISS_WORD_GROUP);
    insert_numbers(&map, 8, 9);
    collect(&map);
    assert_false(is_freed(&map, group));
    assert_clean(&map);
    swiss_iterate_leave(&map, iterator);
    collect(&map);
    assert_true(is_freed(&map, group));
    lone_swiss_free(&map);
}

/* Keys and elems of over 128 bytes are garbage once they are deleted, cleared, or their map is made anew. */
static void what_lies_behind_pointers_goes_with_its_entry(void **state)
{
    (void)state;
    struct swiss map = lone_swiss_made("map[[200]byte][300]byte", 0);
    struct error error = {0};
    uint64_t entry = swiss_entry_bytes(swiss_type(&map));
    assert_int_equal(entry, 208 + 320);
    insert_numbers(&map, 0, 20);
    collect(&map);
    assert_clean(&map);
    for (uint64_t i = 0; i < 5; i++)
        swiss_delete(&map, swiss_key(&map, i));
    assert_int_equal(collect(&map).dead.uncounted, 5 * entry);
    swiss_clear(&map);
    assert_int_equal(collect(&map).dead.uncounted, 15 * entry);
    assert_clean(&map);
    insert_numbers(&map, 0, 3);
    assert_int_equal(swiss_make(&map, "map[int]int", GO_1_24, 0, &error), GOMAP_DONE);
    struct heap_survey survey = collect(&map);
    assert_int_equal(survey.dead.uncounted, 3 * entry);
    assert_int_equal(survey.dead.objects,
                     4); /* the header of the map that was there, its directory, its table, the groups */
    assert_clean(&map);
    lone_swiss_free(&map);
}

static uint64_t bytes_of_live(const struct swiss *map)
{
    const struct memory *memory = map->memory;
    uint64_t bytes = 0;
    for (uint32_t region = map->home; region < memory->region_count; region++) {
        struct heap_object object;
        if (memory->regions[region].live && swiss_heap.object(map->world, region, &object))
            bytes += object.bytes;
    }
    return bytes;
}

static bool is_table_of(const struct swiss *map, uint32_t region)
{
    uint64_t entry = 0;
    for (uint32_t table; swiss_next_table(map, &entry, &table);) {
        if (table == region)
            return true;
    }
    return false;
}

/* What the map has left and is dropped in a few steps: a small map's group, a directory, a table. It is older than all that the growth has
   allocated, or has lost its groups already. */
static bool something_old_is_out(const struct swiss *map)
{
    enum { OF_A_SPLIT = 5 };
    const struct region *regions = map->memory->regions;
    size_t count = map->memory->region_count;
    for (uint32_t region = map->home; region < count; region++) {
        const struct region *its = &regions[region];
        uint64_t groups = its->kind == SWISS_TABLE ? swiss_table_word(map, region, SWISS_TABLE_GROUPS) : 0;
        bool newest = region + 1 == count, old = region + OF_A_SPLIT < count;
        if (!its->live)
            continue;
        if (its->kind == SWISS_DIRECTORY && !newest && region != swiss_word(map, SWISS_WORD_DIRECTORY))
            return true;
        if (its->kind == SWISS_GROUPS && !newest && regions[region - 1].kind != SWISS_TABLE &&
            region != swiss_word(map, SWISS_WORD_GROUP))
            return true;
        if (its->kind == SWISS_TABLE && !is_table_of(map, region) &&
            (old || (groups != 0 && !regions[groups].live)))
            return true;
    }
    return false;
}

/* At each moment of growths and splits: from where a table is allocated until it takes the old one's place both are held, and neither is
   garbage. */
static void what_a_growth_allocates_counts_at_once(void **state)
{
    (void)state;
    struct swiss map = lone_swiss_made("map[int]int", 0);
    struct event_list events = {0};
    size_t tried = 0;
    map.memory->sink = (struct sink){event_list_take, &events};
    insert_numbers(&map, 0, 4000);
    map.memory->sink = (struct sink){0};
    for (size_t at = events.count; at-- > 0;) {
        bool written = events.events[at].kind != SWISS_moved && events.events[at].kind != SWISS_travel;
        event_list_revert(&events, map.memory, at + 1, at);
        if (!written || something_old_is_out(&map))
            continue;
        struct engine_bytes bytes = swiss_places(&map);
        assert_int_equal(bytes.live + bytes.kept, bytes_of_live(&map));
        if (tried++ % 16 == 0 || map.memory->regions[events.events[at].region].kind == SWISS_DIRECTORY)
            assert_int_equal(heap_survey(map.world, 0).reached.bytes, bytes.live + bytes.kept);
    }
    assert_true(tried > 10000);
    event_list_free(&events);
    lone_swiss_free(&map);
}

/* A nil map is no object; one without entries is its header. */
static void a_nil_map_is_nothing(void **state)
{
    (void)state;
    struct swiss map = lone_swiss_made("map[int]int", 0);
    struct error error = {0};
    assert_int_equal(heap_survey(map.world, 0).reached.objects, 1);
    assert_int_equal(heap_survey(map.world, 0).reached.bytes, 48);
    assert_int_equal(swiss_declare(&map, "map[int]int", GO_1_24, &error), GOMAP_DONE);
    collect(&map);
    assert_int_equal(heap_survey(map.world, 0).reached.objects, 0);
    assert_clean(&map);
    lone_swiss_free(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_growth_left_is_freed),
        cmocka_unit_test(a_loop_keeps_the_table_that_it_stands_in),
        cmocka_unit_test(a_loop_keeps_the_group_of_what_was_a_small_map),
        cmocka_unit_test(what_lies_behind_pointers_goes_with_its_entry),
        cmocka_unit_test(what_a_growth_allocates_counts_at_once),
        cmocka_unit_test(a_nil_map_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
