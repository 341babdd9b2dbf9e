/* The session as its callers see it: one door, replies, errors that change nothing, live playing, scenes,
   keys. */
#include "test/files.h"
#include "test/one_session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct reply reply;
static struct error error;

static int end(void **state)
{
    reply_free(&reply);
    reply = (struct reply){0};
    return end_session(state);
}

static bool run(const char *line)
{
    return session_run(session, line, &reply, &error);
}

static uint64_t count(void)
{
    const struct classic map = map_in_hand(session);
    return classic_register(&map, REGISTER_COUNT);
}

static void insert_get_delete(void **state)
{
    (void)state;
    assert_true(run("insert fig 12"));
    assert_int_equal(count(), 1);
    assert_non_null(strstr(text_string(&reply.json), "\"outcome\":\"inserted\""));
    assert_true(run("get fig"));
    assert_non_null(strstr(text_string(&reply.json), "\"value\":\"12\""));
    assert_true(run("delete fig; get fig"));
    assert_non_null(strstr(text_string(&reply.text), "fig is absent"));
    assert_int_equal(count(), 0);
    assert_int_equal(session->timeline.mark_count, 4);
}

static void bad_line_changes_nothing(void **state)
{
    static const char *const bad[] = {
        "insert fig 12; insertt pear 3",
        "insert fig twelve",
        "insert k{1..3} {1,2,x}",
        "insert fig 12 13",
        "fill 0",
        "collide 1 bucket=9",
        "until grow",
        "step-evacuate",
        "next",
        "seek 99",
        "insert a hash=zz",
        "scene; stats",
    };
    (void)state;
    assert_true(run("insert a 1"));
    assert_true(run("insert b 2; undo"));
    position cursor = session->timeline.cursor, last = session->timeline.end;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (run(bad[i]))
            fail_msg("%s: did not fail", bad[i]);
        assert_true(error_is_set(&error));
        /* The future is still there too: a line that fails drops nothing. */
        assert_int_equal(session->timeline.cursor, cursor);
        assert_int_equal(session->timeline.end, last);
        assert_int_equal(count(), 1);
    }
    assert_false(run("insertt fig"));
    assert_int_equal(error.column, 1);
    assert_false(run("insert fig twelve"));
    assert_int_equal(error.column, 12);
}

static void part_is_one_command(void **state)
{
    (void)state;
    assert_true(run("insert k{1..20}; delete k1"));
    assert_int_equal(session->timeline.mark_count, 2);
    assert_string_equal(session->timeline.marks[0].text, "insert k{1..20}");
    assert_true(run("undo 2"));
    assert_int_equal(count(), 0);
    assert_true(run("redo"));
    assert_int_equal(count(), 20);
    assert_true(run("insert pear"));
    assert_non_null(strstr(text_string(&reply.json), "\"dropped\":1"));
    assert_int_equal(session->timeline.mark_count, 2);
}

static void panic_stays_in_history(void **state)
{
    (void)state;
    assert_true(run("var map[string]int"));
    assert_false(run("insert fig 1"));
    struct text text = {0};
    error_say(&error, session_words(session), &text);
    assert_string_equal(text_string(&text), "panic: assignment to entry in nil map");
    text_free(&text);
    assert_int_equal(session->timeline.mark_count, 2);
    assert_true(run("seek start; until refused"));
}

static void dictated_hash(void **state)
{
    (void)state;
    uint64_t hash;
    assert_true(run("make hint=30; insert odd 1 hash=0x13"));
    const struct classic map = map_in_hand(session);
    value_id key = values_parse(map.values, classic_type(&map)->key, "odd", 3, &error);
    assert_true(classic_hash_of(&map, key, &hash));
    assert_int_equal(hash, 0x13);
    assert_int_equal(classic_locate(&map, key).bucket, 0x13 & (classic_bucket_count(&map) - 1));
    assert_true(run("insert odd 2 hash=0x13"));
    assert_false(run("insert odd 2 hash=0x14"));
    assert_true(run("delete odd; insert odd 2 hash=0x14"));
}

static size_t results_told(void)
{
    size_t told = 0;
    const char *at = strstr(text_string(&reply.json), "\"results\":[");
    for (; at != NULL; at = strstr(at + 1, "\"outcome\":"))
        told++;
    return told > 0 ? told - 1 : 0;
}

/* Of repetitions each is a result, up to a hundred; then only how many there were, and what they came to. */
static void many_repetitions_are_summed_up(void **state)
{
    (void)state;
    assert_true(run("fill 1000"));
    assert_true(run("get k{1..100}"));
    assert_int_equal(results_told(), 100);
    assert_non_null(strstr(text_string(&reply.json), "\"repetitions\":100"));
    assert_true(run("get k{1..101}"));
    assert_int_equal(results_told(), 0);
    assert_non_null(strstr(text_string(&reply.json), "\"repetitions\":101"));
    assert_true(run("why k{1..1000}"));
    size_t one = 0, all = reply.text.length;
    for (const char *at = text_string(&reply.text), *next; (next = strstr(at + 1, " has the hash ")) != NULL;
         at = next)
        one = (size_t)(next - at) > one ? (size_t)(next - at) : one;
    assert_in_range(all, 256 * 1024, 256 * 1024 + 2 * one);
}

/* Tables of one line are parted by a line, what is said in sentences is not. */
static void tables_are_parted(void **state)
{
    (void)state;
    assert_true(run("insert a 1; costs; costs"));
    assert_true(reply.sheet);
    const char *blank = strstr(text_string(&reply.text), "\n\n");
    assert_non_null(blank);
    assert_null(strstr(blank + 2, "\n\n"));
    assert_true(run("get a; get a"));
    assert_null(strstr(text_string(&reply.text), "\n\n"));
    assert_int_equal(strchr(text_string(&reply.text), '\n') != NULL, 1);
}

static void collide_lands_where_asked(void **state)
{
    (void)state;
    assert_true(run("make hint=20; collide 6 bucket=2 side=y prefix"));
    const struct classic map = map_in_hand(session);
    uint64_t buckets = classic_bucket_count(&map), y = 0;
    for (int i = 0; i < SLOTS; i++) {
        const struct bucket *bucket = classic_cells(&map, classic_bucket(&map, 2));
        uint64_t hash;
        if (bucket->tophash[i] < TOP_MIN)
            continue;
        assert_true(classic_hash_of(&map, bucket->key[i], &hash));
        y += (hash & buckets) != 0;
    }
    assert_int_equal(y, 6);
    assert_true(run("make map[int32]bool hint=20; collide 3 bucket=1 tophash=0x9c"));
    assert_true(run("make map[[4]byte]bool hint=20; collide 3 bucket=1"));
}

/* Where a type has few keys, or those that are made are few, each is tried once: nobody waits for what can't be. */
static void collide_tries_all_there_are(void **state)
{
    static const struct {
        const char *type, *said;
    } types[] = {
        {"bool", "no more than 2 different keys of type bool, and found "},
        {"int8", "no more than 128 different keys of type int8, and found "},
        {"uint8", "no more than 256 different keys of type uint8, and found "},
        {"struct{}", "no more than 1 different key of type struct{}, and found "},
        {"[2]bool", "no more than 2 different keys of type [2]bool, and found "},
        {"struct{a int8; b bool}",
         "no more than 128 different keys of type struct{a int8; b bool}, and found "},
        {"[1]byte", "no more than "},
    };
    (void)state;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        for (int version = 23; version <= 24; version++) {
            char line[160];
            struct text said = {0};
            snprintf(line, sizeof line, "make map[%s]bool hint=20 go=1.%d; collide 1000 %s", types[i].type,
                     version, version < 24 ? "bucket=1" : "group=1");
            assert_false(run(line));
            error_say(&error, words_english(), &said);
            if (strstr(text_string(&said), types[i].said) == NULL ||
                strstr(text_string(&said), " of 1000 among them") == NULL)
                fail_msg("%s: %s", line, text_string(&said));
            text_free(&said);
        }
    }
}

/* The first keys there are: integers are hashed without being read, and none may be missed. */
static void collide_takes_the_first_that_fit(void **state)
{
    (void)state;
    static const char *const types[] = {"int",   "int8",   "int16",  "int32",  "int64",  "uint",
                                        "uint8", "uint16", "uint32", "uint64", "string", "float64"};
    for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
        char line[80];
        struct text text = {0};
        snprintf(line, sizeof line, "make map[%s]int hint=60; collide 5 bucket=3", types[t]);
        assert_true(run(line));
        const struct classic map = map_in_hand(session);
        uint64_t hash, found = 0;
        for (uint64_t number = 1; found < 5; number++) {
            text_clear(&text);
            value_example(classic_type(&map)->key, number, &text);
            value_id key =
                values_parse(map.values, classic_type(&map)->key, text_string(&text), text.length, &error);
            assert_true(key != VALUE_NONE && classic_hash_of(&map, key, &hash));
            bool fits = (hash & (classic_bucket_count(&map) - 1)) == 3;
            if (classic_locate(&map, key).found != fits)
                fail_msg("%s: %s", line, text_string(&text));
            found += fits;
        }
        assert_int_equal(count(), 5);
        text_free(&text);
    }
}

static void seed_makes_the_same_map(void **state)
{
    (void)state;
    assert_true(run("set seed 7; make; insert fig 1"));
    const struct classic map = map_in_hand(session);
    uint64_t hash0 = classic_register(&map, REGISTER_HASH0);
    assert_true(run("make; insert fig 1"));
    assert_int_equal(classic_register(&map, REGISTER_HASH0), hash0);
    assert_true(run("set seed 8; make"));
    assert_int_not_equal(classic_register(&map, REGISTER_HASH0), hash0);
}

/* ---- live */

static void play_to_the_end(void)
{
    for (int i = 0; session_is_playing(session) && i < 100000; i++) {
        assert_true(session_next_frame(session) > 0);
        session_advance(session, session_next_frame(session));
    }
    assert_false(session_is_playing(session));
    assert_int_equal(session_next_frame(session), -1);
}

static void live_plays_what_it_ran(void **state)
{
    (void)state;
    session_set_live(session, true);
    assert_true(run("insert fig 12"));
    assert_true(session_is_playing(session));
    assert_int_equal(session->timeline.cursor, session->timeline.first);
    assert_int_equal(count(), 0);
    play_to_the_end();
    assert_int_equal(session->timeline.cursor, session->timeline.end);
    assert_int_equal(count(), 1);
    /* A new line doesn't wait for the one that plays. */
    assert_true(run("insert a 1"));
    assert_true(run("insert b 1"));
    play_to_the_end();
    assert_int_equal(count(), 3);
    assert_true(run("set motion off; insert c 1"));
    assert_false(session_is_playing(session));
    assert_int_equal(count(), 4);
}

static void live_steps_and_stops(void **state)
{
    (void)state;
    session_set_live(session, true);
    assert_true(run("insert fig 12"));
    session_advance(session, 100);
    assert_true(run("pause"));
    assert_false(session_is_playing(session));
    position at = session->timeline.cursor;
    session_advance(session, 1000);
    assert_int_equal(session->timeline.cursor, at);
    assert_true(run("step"));
    play_to_the_end();
    position stop = session->timeline.cursor;
    assert_true(run("step command"));
    play_to_the_end();
    assert_int_equal(session->timeline.cursor, session->timeline.end);
    assert_true(run("back command"));
    play_to_the_end();
    assert_int_equal(session->timeline.cursor, session->timeline.first);
    assert_true(run("step"));
    play_to_the_end();
    assert_int_equal(session->timeline.cursor, stop);
    assert_true(run("play"));
    session_advance(session, 50);
    session_stop_playing(session);
    assert_false(session_is_playing(session));
    /* A map command in the middle of another goes to that one's end first. */
    assert_true(run("insert pear 1"));
    play_to_the_end();
    assert_int_equal(count(), 2);
}

static void first_scene_ends_in_an_evacuation(void **state)
{
    (void)state;
    session_set_live(session, true);
    assert_true(run("scene"));
    play_to_the_end();
    const struct classic map = map_in_hand(session);
    assert_true(classic_growing(&map));
    assert_int_equal(classic_evacuated_count(&map), 2);
    assert_int_equal(classic_old_bucket_count(&map), 4);
    assert_int_equal(count(), 27);
    assert_false(session->message_is_error);
}

static void write_file(const char *path, const char *bytes)
{
    assert_true(file_write(path, bytes, strlen(bytes)));
}

static void scenes_of_files(void **state)
{
    char folder[] = "/tmp/growwork-test-XXXXXX", path[64], line[128];
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.scene", folder);
    snprintf(line, sizeof line, "scene %s", path);
    write_file(path, "insert a 1\r\n\n  # nothing\ninsert b x\ninsert c 1\n");
    assert_false(run(line));
    struct text text = {0};
    error_say(&error, session_words(session), &text);
    assert_non_null(strstr(text_string(&text), "a.scene:4: "));
    text_free(&text);
    assert_int_equal(count(), 1);
    assert_false(player_is_under_way(&session->player));

    /* A scene never asks for itself. */
    char again[192];
    snprintf(again, sizeof again, "insert k\ninclude %s\n", path);
    write_file(path, again);
    assert_false(run(line));
    assert_int_equal(error.word, WORD_ERROR_SCENE_AT);

    write_file(path, "insert x 1\ninsert y 1\ninsert z 1\n");
    session_set_live(session, true);
    assert_true(run(line));
    session_advance(session, 16);
    assert_int_equal(session->player.at, 1);
    assert_true(run("insert mine 1"));
    assert_true(session->player.away);
    play_to_the_end();
    assert_true(run("resume"));
    play_to_the_end();
    assert_false(player_is_under_way(&session->player));
    assert_int_equal(count(), 3);
    remove(path);
    assert_false(run(line));
    snprintf(line, sizeof line, "scene %s", folder);
    assert_false(run(line));
    assert_int_equal(remove(folder), 0);
}

static void keys_mean_commands(void **state)
{
    (void)state;
    assert_string_equal(session_key(session, "Left", true), "back");
    assert_null(session_key(session, "Left", false));
    assert_null(session_key(session, "x", true));
    assert_null(session_key(session, "Up", true));
    assert_string_equal(session_key(session, "Space", true), "play");
    assert_string_equal(session_key(session, "Escape", true), "focus buckets");
    assert_true(run("focus buckets"));
    assert_int_equal(session->focus, FOCUS_BUCKETS);
    assert_string_equal(session_key(session, "Left", true), "walk left");
    assert_string_equal(session_key(session, "Escape", true), "focus prompt");
    for (char letter[2] = "a"; letter[0] <= 'z'; letter[0]++)
        assert_null(session_key(session, letter, true));
    assert_string_equal(session_key(session, "?", true), "help");
    assert_string_equal(session_key(session, "+", true), "view zoom in");
    assert_true(run("focus prompt; help"));
    session_show(session, &reply, NULL);
    assert_string_equal(session_key(session, "?", true), "help");
    assert_null(session_key(session, "?", false));
    assert_string_equal(session_key(session, "Escape", true), "view sheet off");
    assert_string_equal(session_key(session, "q", true), "view sheet off");
    assert_null(session_key(session, "q", false));
    assert_true(run("view sheet off"));
    session_show(session, &reply, NULL);
    assert_string_equal(session_key(session, "Escape", true), "focus buckets");
}

/* Each key once under each heading, whatever it stands for there. */
static void the_list_of_keys_repeats_nothing(void **state)
{
    (void)state;
    assert_true(run("help keys"));
    char *copy = strdup(text_string(&reply.text)), *rest = copy, *seen[128];
    size_t count = 0, all = 0;
    for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
        if (strchr(line, '\t') == NULL) {
            count = 0;
            continue;
        }
        for (size_t i = 0; i < count; i++) {
            if (strcmp(seen[i], line) == 0)
                fail_msg("twice: %s", line);
            char *key = strchr(line, '\t'), *other = strchr(seen[i], '\t');
            bool same_key =
                key - line == other - seen[i] && strncmp(line, seen[i], (size_t)(key - line)) == 0;
            if (same_key && strcmp(strrchr(line, '\t'), strrchr(seen[i], '\t')) == 0)
                fail_msg("twice the same command: %s", line);
        }
        assert_true(count < 128);
        seen[count++] = line;
        all++;
    }
    assert_true(all > 20);
    free(copy);
}

static void speed_is_changed_while_it_plays(void **state)
{
    static const char *const faster[] = {"2", "4", "8", "16", "16"}, *const slower[] = {"8",   "4",   "2",
                                                                                        "1",   "0.5", "0.25",
                                                                                        "0.25"};
    (void)state;
    assert_null(session_key(session, "+", true));
    session_set_live(session, true);
    assert_true(run("insert fig 12"));
    assert_true(session_is_playing(session));
    assert_string_equal(session_key(session, "+", true), "speed faster");
    assert_string_equal(session_key(session, "-", true), "speed slower");
    assert_null(session_key(session, "-", false));
    for (size_t i = 0; i < sizeof faster / sizeof *faster; i++) {
        assert_true(run("speed faster"));
        assert_true(session_is_playing(session));
        assert_string_equal(strrchr(text_string(&reply.text), ' ') + 1, faster[i]);
    }
    for (size_t i = 0; i < sizeof slower / sizeof *slower; i++) {
        assert_true(run("speed slower"));
        assert_string_equal(strrchr(text_string(&reply.text), ' ') + 1, slower[i]);
    }
    assert_true(run("speed 3; speed slower"));
    assert_int_equal(session->clock.speed, 2000);
}

/* Of what is offered behind `line`: nothing twice, and what is said of one is said of no other. */
static void look_at_offers(const char *line)
{
    struct candidates candidates = {0};
    session_complete(session, line, strlen(line), strlen(line), NULL, &candidates);
    for (size_t i = 0; i < candidates.count; i++) {
        const struct candidate *one = &candidates.list[i];
        if (strcmp(one->text, one->about) == 0)
            fail_msg("%s\xe2\x87\xa5 says %s of %s", line, one->about, one->text);
        for (size_t j = 0; j < i; j++) {
            const struct candidate *other = &candidates.list[j];
            if (strcmp(one->text, other->text) == 0)
                fail_msg("%s\xe2\x87\xa5 offers %s twice", line, one->text);
            if (one->about[0] != '\0' && strcmp(one->about, other->about) == 0)
                fail_msg("%s\xe2\x87\xa5 says of %s and %s: %s", line, other->text, one->text, one->about);
        }
    }
    candidates_free(&candidates);
}

static void nothing_is_offered_twice(void **state)
{
    (void)state;
    assert_true(run("insert key 1; insert value 2; insert hash 3; insert \"hash=\" 4; insert as 5"));
    const struct command_table *table = &session->repertoire->table;
    look_at_offers("");
    for (const struct command *command = table->rows; command->name != NULL; command++) {
        struct text line = {0};
        text_format(&line, "%s ", command->name);
        look_at_offers(text_string(&line));
        for (int i = 0; command->arguments != NULL && command->arguments[0].choices != NULL &&
                        command->arguments[0].choices[i] != NULL;
             i++) {
            text_clear(&line);
            text_format(&line, "%s %s ", command->name, command->arguments[0].choices[i]);
            look_at_offers(text_string(&line));
        }
        text_free(&line);
    }
}

static void many_lines_are_one_undo(void **state)
{
    enum { LINES = 10000 };
    struct text lines = {0};
    (void)state;
    assert_true(run("insert before 1"));
    for (int i = 0; i < LINES; i++)
        text_format(&lines, "%sinsert k%d %d", i > 0 ? "\n" : "", i, i);
    session_set_live(session, true);
    assert_true(session_enter(session, text_string(&lines), &reply, &error));
    assert_non_null(strstr(text_string(&reply.text), "10000 lines"));
    play_to_the_end();
    assert_int_equal(count(), LINES + 1);
    assert_true(run("insert after 1"));
    play_to_the_end();
    assert_true(run("undo"));
    assert_int_equal(count(), LINES + 1);
    assert_true(run("undo"));
    assert_int_equal(count(), 1);
    assert_true(run("redo"));
    assert_int_equal(count(), LINES + 1);
    assert_true(run("undo 2"));
    assert_int_equal(count(), 0);
    assert_true(run("redo 3"));
    assert_int_equal(count(), LINES + 2);
    text_free(&lines);
}

static void many_lines_end_with_the_first_that_fails(void **state)
{
    struct text text = {0};
    (void)state;
    assert_false(
        session_enter(session, "insert a 1\ninsert b 2; insert c 3\nnonsense\ninsert d 4", &reply, &error));
    error_say(&error, session_words(session), &text);
    assert_non_null(strstr(text_string(&text), "line 3 of 4"));
    assert_non_null(strstr(text_string(&text), "nonsense"));
    assert_int_equal(count(), 3);
    assert_true(run("undo"));
    assert_int_equal(count(), 0);
    text_free(&text);
}

/* What is offered at the end of a line, with blanks between. */
static void assert_offers(const char *line, const char *offered)
{
    struct candidates candidates = {0};
    struct text all = {0};
    session_complete(session, line, strlen(line), strlen(line), NULL, &candidates);
    for (size_t i = 0; i < candidates.count; i++) {
        text_separate(&all, " ");
        text_add(&all, candidates.list[i].text);
    }
    assert_string_equal(text_string(&all), offered);
    candidates_free(&candidates);
    text_free(&all);
}

static void completes_keys_of_the_map(void **state)
{
    (void)state;
    assert_true(run("insert fig 1; insert fir 2; insert oak 3"));
    assert_offers("delete fi", "fig fir");
    assert_offers("set theme l", "light");
    assert_offers("set theme a", "auto");
    assert_offers("set glyphs n", "narrow");
}

static void completes_who_is_there(void **state)
{
    (void)state;
    assert_true(run("make []int 3 as s; let t = s; make [2]string as words; use s"));
    assert_offers("use ", "m s t words");
    assert_offers("copy ", "m s t words");
    assert_offers("let u = w", "words");
    assert_offers("append ", "s... t...");
    assert_offers("t: append t", "t...");
    assert_offers("words: append ", "words...");
    assert_offers("wo", "workload words:");
    assert_offers("store 0 ", "");
    assert_offers("make []st", "[]string []struct{a, b int} []struct{}");
}

static void draws_any_moment(void **state)
{
    (void)state;
    struct grid grid = {0}, again = {0};
    session_set_live(session, true);
    grid_resize(&grid, 100, 30);
    grid_resize(&again, 100, 30);
    assert_true(run("scene"));
    for (int i = 0; i < 40 && session_is_playing(session); i++) {
        session_advance(session, 333);
        session_draw(session, &grid, NULL);
        session_draw(session, &again, NULL);
        assert_true(grid_equal(&grid, &again));
    }
    grid_free(&grid);
    grid_free(&again);
}

static void one_line_is_bounded(void **state)
{
    (void)state;
    /* A loop over an empty map is over at once, but is counted by the buckets that it might have to walk. */
    assert_true(run("make hint=13000000; range"));
    assert_false(run("range; range; range; range; range; range; range; range; range; range"));
    assert_int_equal(error.word, WORD_ERROR_SESSION_WORK);
    assert_true(run("make; range; range"));
}

static void work_is_counted(void **state)
{
    (void)state;
    struct run its = {.session = session, .limit = 100};
    assert_true(run_spend(&its, 60, &error));
    assert_true(run_spend(&its, 40, &error));
    assert_false(run_spend(&its, 1, &error));
    assert_false(run_spend(&its, UINT64_MAX, &error));
    assert_true(run_spend(&its, 0, &error));
    its.work = 0;
    assert_false(run_spend_within(&its, 51, 50, &error));
    assert_true(run_spend_within(&its, 50, 50, &error));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin_session, end)
    const struct CMUnitTest tests[] = {
        TEST(insert_get_delete),
        TEST(bad_line_changes_nothing),
        TEST(part_is_one_command),
        TEST(panic_stays_in_history),
        TEST(dictated_hash),
        TEST(many_repetitions_are_summed_up),
        TEST(tables_are_parted),
        TEST(collide_lands_where_asked),
        TEST(collide_tries_all_there_are),
        TEST(collide_takes_the_first_that_fit),
        TEST(seed_makes_the_same_map),
        TEST(live_plays_what_it_ran),
        TEST(live_steps_and_stops),
        TEST(first_scene_ends_in_an_evacuation),
        TEST(scenes_of_files),
        TEST(keys_mean_commands),
        TEST(nothing_is_offered_twice),
        TEST(many_lines_are_one_undo),
        TEST(many_lines_end_with_the_first_that_fails),
        TEST(the_list_of_keys_repeats_nothing),
        TEST(speed_is_changed_while_it_plays),
        TEST(completes_keys_of_the_map),
        TEST(completes_who_is_there),
        TEST(draws_any_moment),
        TEST(one_line_is_bounded),
        TEST(work_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
