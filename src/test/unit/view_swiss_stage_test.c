/* The stage of the Swiss map: what stands on it at its moments. */
#include "test/swiss_stage.h"

static void a_small_map_is_one_group(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    look_init(&look);
    begin(&history, "map[string]int", 0);
    golden(&history, &look, "none", 0);
    insert_many(&history, "k%d", 0, 5);
    golden(&history, &look, "small", 0);
    end(&history);
}

static void a_table_at_rest(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    look_init(&look);
    begin(&history, "map[string]int", 0);
    insert_many(&history, "fruit-%d", 0, 25);
    get(&history, "fruit-%d", 7);
    golden(&history, &look, "table", 0);
    end(&history);
}

/* Keys 0 .. count-1 have the group `group` of eight as their home, and the tag of their number modulo `tags`. */
static void dictate(struct history *history, const char *shape, int from, int count, uint64_t group,
                    uint64_t tags)
{
    for (int i = from; i < from + count; i++)
        swiss_dictate_hash(&history->map, key(history, shape, i), group << 7 | ((uint64_t)i % tags + 0x20));
}

static void equal_control_bytes_light_up_at_once(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    look_init(&look);
    begin(&history, "map[string]int", 50);
    dictate(&history, "k%d", 0, 8, 3, 3);
    insert_many(&history, "k%d", 0, 7);
    get(&history, "k%d", 6);
    seek(&history, SWISS_match, 0);
    golden(&history, &look, "match", 0);
    seek(&history, SWISS_compare, 1);
    golden(&history, &look, "compare", 0);
    end(&history);
}

/* Three groups on the way, two of them full; in the first a tombstone. */
static void make_path(struct history *history)
{
    begin(history, "map[string]int", 50);
    dictate(history, "k%d", 0, 20, 2, 0x40);
    insert_many(history, "k%d", 0, 18);
    delete (history, "k%d", 3);
    dictate(history, "other%d", 0, 1, 2, 1);
    insert(history, "other%d", 0);
}

static void a_search_leaves_its_way(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    look_init(&look);
    make_path(&history);
    seek(&history, SWISS_remember, 0);
    golden(&history, &look, "tombstone", 0);
    seek(&history, SWISS_stop, 0);
    golden(&history, &look, "path", 0);
    end(&history);
}

static void a_growth_is_old_bit_new(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    look_init(&look);
    begin(&history, "map[string]int", 0);
    insert_many(&history, "k%d", 0, 9);
    seek(&history, SWISS_moved, 3);
    golden(&history, &look, "growth-of-small", 0);
    timeline_seek(&history.timeline, history.timeline.end);
    insert_many(&history, "k%d", 9, 29);
    seek(&history, SWISS_decide, 12);
    golden(&history, &look, "growth", 0);
    seek(&history, SWISS_decide, 12);
    golden(&history, &look, "growth-flight", 500);
    seek(&history, SWISS_grow, 0);
    timeline_seek(&history.timeline, history.timeline.cursor - 1);
    golden(&history, &look, "growth-begins", 500);
    seek(&history, SWISS_grown, 0);
    timeline_seek(&history.timeline, history.timeline.cursor - 1);
    golden(&history, &look, "growth-ends", 700);
    end(&history);
}

static void a_split_is_left_and_right(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    look_init(&look);
    begin(&history, "map[int]int", 0);
    insert_many(&history, "%d", 0, 897);
    seek(&history, SWISS_decide, 333);
    golden(&history, &look, "split", 0);
    seek(&history, SWISS_grown, 0);
    golden(&history, &look, "split-grown", 0);
    timeline_seek(&history.timeline, history.timeline.end);
    golden(&history, &look, "split-over", 0);
    end(&history);
}

static void many_groups_are_a_field(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    look_init(&look);
    begin(&history, "map[int]int", 0);
    insert_many(&history, "%d", 0, 700);
    get(&history, "%d", 333);
    golden(&history, &look, "field-of-one", 0);
    insert_many(&history, "%d", 700, 6000);
    for (int i = 0; i < 600; i++)
        delete (&history, "%d", i * 7);
    get(&history, "%d", 1);
    golden(&history, &look, "field", 0);
    look.follow = false;
    look.top = 300;
    golden(&history, &look, "field-scrolled", 0);
    end(&history);
}

/* 2,048 tables: a character a run of entries of the directory, and the field of tables near the one in hand. */
static void very_many_tables_are_runs(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    look_init(&look);
    begin(&history, "map[int]int", 1000000);
    assert_int_equal(swiss_table_count(&history.map), 2048);
    insert_many(&history, "%d", 0, 3000);
    golden(&history, &look, "field-of-many", 0);
    end(&history);
}

/* Tables of different depths: one stands in several entries of the directory. */
static void a_table_may_stand_in_many_entries(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    look_init(&look);
    begin(&history, "map[int]int", 0);
    /* All in the last eighth of the hashes: three splits find them on one side. */
    for (int i = 0; i < 897; i++)
        swiss_dictate_hash(&history.map, key(&history, "%d", i),
                           7ull << 61 | (uint64_t)(i & 1) << 60 | (uint64_t)i * 2654435761u % (1u << 20));
    insert_many(&history, "%d", 0, 897);
    seek(&history, SWISS_doubled, 1);
    golden(&history, &look, "doubled", 0);
    timeline_seek(&history.timeline, history.timeline.cursor - 1);
    golden(&history, &look, "doubling", 400);
    timeline_seek(&history.timeline, history.timeline.end);
    golden(&history, &look, "duplicates", 0);
    end(&history);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_small_map_is_one_group),
    cmocka_unit_test(a_table_at_rest),
    cmocka_unit_test(equal_control_bytes_light_up_at_once),
    cmocka_unit_test(a_search_leaves_its_way),
    cmocka_unit_test(a_growth_is_old_bit_new),
    cmocka_unit_test(a_split_is_left_and_right),
    cmocka_unit_test(many_groups_are_a_field),
    cmocka_unit_test(very_many_tables_are_runs),
    cmocka_unit_test(a_table_may_stand_in_many_entries),
};

int main(void)
{
    return cmocka_run_group_tests(tests, NULL, NULL);
}
