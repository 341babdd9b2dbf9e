/*
 * What both maps of Go's share in the session, and what the Swiss one's hand promises: the same lines make the same of a classic and of
 * a Swiss map, forecasts hold, keys that are searched for have the hashes that were asked for, a refused line changes nothing.
 */
#include "base/random.h"
#include "model/swiss/measure.h"
#include "session/hand.h"
#include "test/memory_copy.h"
#include "test/one_session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct swiss swiss_in_hand(void)
{
    return swiss_of(&session->world, session_in_hand(session));
}

/* What a line says, or its error. */
static bool said(const char *line, struct text *text)
{
    struct reply reply = {0};
    struct error error = {0};
    bool fine = session_run(session, line, &reply, &error);
    text_clear(text);
    text_append(text, text_string(&reply.text), reply.text.length);
    if (!fine)
        error_say(&error, words_english(), text);
    reply_free(&reply);
    return fine;
}

/* ---- what both share */

/* The first line of what is said: behind it comes what the line set off, which each map does in its own way. */
static void assert_same_line(const char *line)
{
    struct text of_classic = {0}, of_swiss = {0}, whole = {0};
    text_format(&whole, "c: %s", line);
    bool fine = said(text_string(&whole), &of_classic);
    text_clear(&whole);
    text_format(&whole, "s: %s", line);
    assert_int_equal(said(text_string(&whole), &of_swiss), fine);
    const char *a = text_string(&of_classic), *b = text_string(&of_swiss);
    assert_int_equal(strcspn(a, "\n"), strcspn(b, "\n"));
    assert_memory_equal(a, b, strcspn(a, "\n"));
    text_free(&of_classic);
    text_free(&of_swiss);
    text_free(&whole);
}

/* Every entry of the classic map is in the Swiss one, with the same value. */
static void assert_same_contents(void)
{
    const struct world *world = &session->world;
    const struct classic c = classic_of(world, world_home(world, world_find(world, "c", 1)));
    const struct swiss s = swiss_of(world, world_home(world, world_find(world, "s", 1)));
    uint64_t count = 0;
    for (uint64_t i = 0; i < classic_bucket_count(&c) + classic_old_bucket_count(&c); i++) {
        bool old = i >= classic_bucket_count(&c);
        reference link = old ? classic_old_bucket(&c, i - classic_bucket_count(&c)) : classic_bucket(&c, i);
        for (; link != 0; link = classic_next_link(&c, link)) {
            const struct bucket *bucket = classic_cells(&c, link);
            for (int slot = 0; slot < SLOTS; slot++) {
                if (bucket->tophash[slot] < TOP_MIN)
                    continue;
                struct swiss_spot spot = swiss_locate(&s, bucket->key[slot]);
                assert_true(spot.found);
                assert_int_equal(swiss_group(&s, spot.group)->elem[spot.slot], bucket->elem[slot]);
                count++;
            }
        }
    }
    assert_int_equal(count, swiss_word(&s, SWISS_WORD_USED));
}

static void the_same_lines_make_the_same_of_both_maps(void **state)
{
    static const char *const types[] = {"map[string]int",   "map[int]string", "map[uint8]int",
                                        "map[bool]int",     "map[any]string", "map[float64]bool",
                                        "map[[16]byte]bool"};
    static const char *const lines[] = {
        "fill 1",
        "fill 7",
        "fill 300",
        "fill 20 x",
        "fill 5 1000",
        "insert 1",
        "insert 1 2",
        "insert k1 7",
        "insert []",
        "insert -0",
        "insert NaN hash=3",
        "insert true",
        "insert 1 hash=7",
        "workload count=300 space=100",
        "workload count=200 space=50 keys=zipf deletes=60 reads=20 writes=20",
        "workload count=10 space=99999",
        "workload count=10 reads=1",
        "fill 40 k",
    };
    (void)state;
    for (size_t type = 0; type < sizeof types / sizeof *types; type++) {
        struct text line = {0};
        text_format(&line, "make %s as c go=1.23; make %s as s go=1.24", types[type], types[type]);
        must_run(text_string(&line));
        for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
            /* Where an entry lies is each map's own; what it was is not. */
            if (strncmp(lines[i], "insert", 6) != 0) {
                assert_same_line(lines[i]);
            } else {
                struct text both[2] = {{0}};
                for (int which = 0; which < 2; which++) {
                    text_clear(&line);
                    text_format(&line, "%c: %s", "cs"[which], lines[i]);
                    said(text_string(&line), &both[which]);
                }
                size_t same = strcspn(text_string(&both[0]), ":");
                assert_memory_equal(text_string(&both[0]), text_string(&both[1]), same);
                text_free(&both[0]);
                text_free(&both[1]);
            }
            if (strstr(lines[i], "NaN") == NULL)
                assert_same_contents();
        }
        text_free(&line);
    }
}

/* ---- forecast */

static int64_t number_of(const struct reply *reply, const char *name)
{
    struct text quoted = {0};
    text_format(&quoted, "\"%s\":", name);
    const char *at = strstr(text_string(&reply->json), text_string(&quoted));
    assert_non_null(at);
    int64_t number = strtoll(at + quoted.length, NULL, 10);
    text_free(&quoted);
    return number;
}

static void forecast(int64_t *least, int64_t *most)
{
    struct reply reply = {0};
    struct error error = {0};
    assert_true(session_run(session, "forecast", &reply, &error));
    *least = number_of(&reply, "at_least");
    *most = number_of(&reply, "at_most");
    assert_true(*least >= 1 && *least <= *most);
    reply_free(&reply);
}

/* New keys until a growth or a split, none of them deleted. */
static int64_t insert_until_growth(uint64_t *number)
{
    struct swiss map = swiss_in_hand();
    uint64_t growths = swiss_word(&map, SWISS_WORD_GROWTHS);
    int64_t keys = 0;
    while (swiss_word(&map, SWISS_WORD_GROWTHS) == growths) {
        char line[48];
        snprintf(line, sizeof line, "insert n%llu", (unsigned long long)++*number);
        must_run(line);
        keys++;
    }
    return keys;
}

static void a_growth_comes_when_it_was_forecast(void **state)
{
    uint64_t random = 4, number = 0;
    (void)state;
    must_run("make map[string]int go=1.24");
    for (int round = 0; round < 11; round++) {
        int64_t least, most;
        /* Deletions leave room, and tombstones. */
        for (int i = 0; number > 0 && i < 20 && round % 2 == 1; i++) {
            char line[48];
            snprintf(line, sizeof line, "delete n%llu",
                     (unsigned long long)(random_next(&random) % number + 1));
            must_run(line);
        }
        forecast(&least, &most);
        int64_t keys = insert_until_growth(&number);
        assert_in_range(keys, least, most);
    }
}

/* All keys of the fullest table: then it comes as soon as it may. */
static void the_earliest_growth_can_be_had(void **state)
{
    int64_t least, most;
    char line[64];
    (void)state;
    must_run("make map[string]int go=1.24; fill 900; collide 200 table=0");
    forecast(&least, &most);
    assert_true(least < most);
    struct swiss map = swiss_in_hand();
    uint64_t growths = swiss_word(&map, SWISS_WORD_GROWTHS);
    snprintf(line, sizeof line, "collide %lld table=0", (long long)least - 1);
    must_run(line);
    assert_int_equal(swiss_word(&map, SWISS_WORD_GROWTHS), growths);
    must_run("collide 1 table=0");
    assert_int_equal(swiss_word(&map, SWISS_WORD_GROWTHS), growths + 1);
}

/* ---- collide */

/* The key that was inserted last. */
static value_id last_key(void)
{
    for (position at = session->timeline.end; at > session->timeline.first; at--) {
        const struct event event = timeline_event(&session->timeline, at - 1);
        if (event.kind == SWISS_placed)
            return (value_id)event.before;
    }
    return VALUE_NONE;
}

static void found_keys_have_the_hashes_that_were_asked_for(void **state)
{
    static const char *const types[] = {"map[string]int", "map[int]int", "map[[16]byte]int"};
    uint64_t random = 9;
    (void)state;
    for (size_t type = 0; type < sizeof types / sizeof *types; type++) {
        char line[96];
        snprintf(line, sizeof line, "make %s go=1.24; fill 1500", types[type]);
        must_run(line);
        const struct swiss map = swiss_in_hand();
        for (int i = 0; i < 12; i++) {
            uint64_t entry = random_next(&random) % swiss_directory_length(&map), hash;
            uint32_t table = swiss_directory_table(&map, entry);
            uint64_t groups = swiss_table_groups(&map, table), group = random_next(&random) % groups;
            uint64_t growths = swiss_word(&map, SWISS_WORD_GROWTHS);
            snprintf(line, sizeof line, "collide 1 table=%llu group=%llu tag=%d", (unsigned long long)entry,
                     (unsigned long long)group, i);
            must_run(line);
            assert_true(swiss_hash_of(&map, last_key(), &hash));
            assert_int_equal(swiss_h2(hash), i);
            assert_int_equal(swiss_h1(hash) & (groups - 1), group);
            if (swiss_word(&map, SWISS_WORD_GROWTHS) == growths)
                assert_int_equal(swiss_directory_table(&map, swiss_directory_entry(&map, hash)), table);
        }
    }
}

/* ---- measures */

static void measures_are_what_lookups_do(void **state)
{
    (void)state;
    must_run(
        "make map[string]int go=1.24; collide 20 group=0; fill 700; delete k{1..90}; collide 25 group=3");
    const struct swiss map = swiss_in_hand();
    struct swiss_measure measure = {0};
    uint64_t entry = 0, looks = 0, keys = 0;
    for (uint32_t table; swiss_next_table(&map, &entry, &table);)
        swiss_measure_add(&map, table, &measure);
    assert_int_equal(measure.entries, swiss_word(&map, SWISS_WORD_USED));
    assert_int_equal(measure.entries + measure.empty + measure.tombstones, measure.groups * SWISS_SLOTS);
    /* Each key is looked up for real, and what that looks at is counted from its events. */
    must_run("iterate");
    for (uint64_t i = 0; i < measure.entries; i++) {
        position at = session->timeline.end;
        value_id key = (value_id)memory_read(
            &session->world.memory,
            place_word((uint32_t)swiss_word(&map, SWISS_WORD_ITERATOR), SWISS_ITERATOR_KEY));
        size_t length;
        char line[64];
        snprintf(line, sizeof line, "get %s", values_text(map.values, key, &length));
        must_run(line);
        for (; at < session->timeline.end; at++) {
            looks += timeline_event(&session->timeline, at).kind == SWISS_match;
            keys += timeline_event(&session->timeline, at).kind == SWISS_compare;
        }
        must_run("next");
    }
    assert_int_equal(measure.hit_groups, looks);
    assert_int_equal(measure.hit_keys, keys);
}

/* ---- nothing changes */

static void what_there_is_no_such_thing_of_changes_nothing(void **state)
{
    static const char *const lines[] = {"grow",
                                        "grow same",
                                        "step-evacuate",
                                        "step-evacuate 3",
                                        "evacuate",
                                        "hmap",
                                        "collide 1",
                                        "collide 1 bucket=0",
                                        "collide 1 group=99",
                                        "focus group 99",
                                        "point table 9",
                                        "pending",
                                        "stuck",
                                        "forecast",
                                        "stats",
                                        "dump",
                                        "why k1",
                                        "find k1",
                                        "hash k1"};
    struct text unheard = {0}, where = {0};
    (void)state;
    must_run("make map[string]int go=1.24; fill 30; delete k{1..5}");
    struct memory_copy before = memory_copy_take(&session->world.memory);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        said(lines[i], &unheard);
        if (!memory_copy_equals(&before, &session->world.memory, &where))
            fail_msg("%s: %s", lines[i], text_string(&where));
    }
    memory_copy_free(&before);
    text_free(&unheard);
}

/* Slots and groups are not added up under either's name, whether both maps took turns or came one after the other. */
static void costs_of_both_are_a_number_alone(void **state)
{
    static const char *const scripts[] = {"insert {1..%d} 1", "fill %d"};
    struct text text = {0};
    struct grid grid = {0};
    (void)state;
    grid_resize(&grid, 120, 36);
    for (int size = 10; size <= 130; size += 10) {
        for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
            char script[40], line[200];
            snprintf(script, sizeof script, scripts[i], size);
            snprintf(line, sizeof line,
                     "compare \"make map[int]int go=1.24; %s\" \"make map[int]int go=1.23; %s\"", script,
                     script);
            assert_true(said(line, &text));
            session_draw(session, &grid, NULL);
            text_clear(&text);
            grid_print(&grid, &text);
            assert_non_null(strstr(text_string(&text), " looked at, "));
            if (strstr(text_string(&text), "slots looked at, ") != NULL ||
                strstr(text_string(&text), "groups looked at, ") != NULL)
                fail_msg("%s:\n%s", line, text_string(&text));
            session_reset(session);
        }
    }
    grid_free(&grid);
    text_free(&text);
}

/* In a map of several tables places are counted through all of them, and a dump says how many entries name each. */
static void places_are_counted_through_all_tables(void **state)
{
    (void)state;
    enum { GROUPS_OF_A_TABLE = 128 };
    struct text text = {0};
    assert_true(said("make map[int]int go=1.24; fill 1000", &text));
    assert_true(said("find 500", &text));
    assert_non_null(strstr(text_string(&text), "table 1, group 82, slot 3"));
    assert_int_equal(session->look.cursor.row, GROUPS_OF_A_TABLE + 82);
    assert_int_equal(session->look.cursor.slot, 3);
    assert_true(said("make map[int]int go=1.24; fill 5000", &text));
    assert_true(said("dump", &text));
    assert_non_null(strstr(text_string(&text), "table 1, 1 entry of the directory: 619 of 1024 slots used"));
    text_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_same_lines_make_the_same_of_both_maps, begin_session,
                                        end_session),
        cmocka_unit_test_setup_teardown(a_growth_comes_when_it_was_forecast, begin_session, end_session),
        cmocka_unit_test_setup_teardown(the_earliest_growth_can_be_had, begin_session, end_session),
        cmocka_unit_test_setup_teardown(found_keys_have_the_hashes_that_were_asked_for, begin_session,
                                        end_session),
        cmocka_unit_test_setup_teardown(costs_of_both_are_a_number_alone, begin_session, end_session),
        cmocka_unit_test_setup_teardown(places_are_counted_through_all_tables, begin_session, end_session),
        cmocka_unit_test_setup_teardown(measures_are_what_lookups_do, begin_session, end_session),
        cmocka_unit_test_setup_teardown(what_there_is_no_such_thing_of_changes_nothing, begin_session,
                                        end_session),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
