/*
 * Races by commands: what is refused changes nothing and says why; a random schedule is the same twice; the explorer is bounded, tells how far it
 * is, and ends with what it knows when it is told to; what is undone is as it was; the screens.
 */
#include "model/race/race.h"
#include "test/golden_frame.h"
#include "test/memory_copy.h"
#include "test/running.h"
#include "view/glyph.h"
#include "view/pace.h"

/* ---- refusals */

static const char *const preparations[] = {
    "make race[go]", "go g1 \"insert a 1; delete b\"", "go g2 get a", "insert c 3", "run g1 4",
    "race explore",
};

static const struct {
    const char *line, *error;
} refusals[] = {
    {"make race[rust]", "there is no system rust"},
    {"make race[", "this [ is never closed"},
    {"make race 3", "no length and no hint"},
    {"make race hint=9", "no length and no hint"},
    {"var race", "cannot be declared empty"},
    {"go g1 insert e 1", "keys of a race are a, b, c and d, not e"},
    {"go g1 insert a", "takes 2 words here, as in: insert a 1; there is one"},
    {"go g1 insert a 0", "from 1 to 127, not 0"},
    {"go g1 insert a 128", "from 1 to 127, not 128"},
    {"go g1 \"get a; get b; get c; get d; get a; get b; get c\"", "at most 6 operations"},
    {"go g1 \";;\"", "at least one operation"},
    {"go g1 \"n: insert a 1\"", "leave n: out"},
    {"go g1 \"m[a] = 1\"", "insert a 1 for m[a] = 1"},
    {"go g1 \"delete(m, a)\"", "delete a for delete(m, a)"},
    {"go g1 range a", "takes 0 words here, as in: range; there is one"},
    {"step g5", "not g5"},
    {"go g1 migrate 0", "no operation migrate; it has"},
    {"go g1 append a", "no operation append; it has"},
    {"go g4 get a", "2 goroutines have programs: the next one is g3"},
    {"go g5 get a", "g5"},
    {"run g3", "g3 has no program"},
    {"run g1 seed=3", "a seed is for run random"},
    {"run g1 0", "from 1"},
    {"run g1 5000", "2000"},
    {"race replay lost", "no schedule was found for lost; there are schedules for"},
    {"race replay nonsense", "no schedule was found for nonsense"},
    {"race replay seed=3", "seed= is for race explore"},
    {"race explore lost", "takes no word"},
    {"race explore states=999999999", "2000000"},
    {"race again now", "takes nothing more"},
    {"insert a", "needs a value"},
    {"insert a 1 hash=4", "0 to 3"},
    {"insert zebra 1", "not zebra"},
    {"delete zebra", "not zebra"},
    {"grow same", "no other here"},
    {"append 1", "append"},
    {"fill 3", "fill"},
    {"expect ways nonsense == 0", "no race ends with nonsense"},
    {"expect holds e == 0", "not e"},
    {"expect waits 3 == 0", "there is no goroutine g3"},
    {"expect gave 1 3 == 0", "there is no number 3"},
    {"focus bucket 0", "point bucket 1 lights"},
    {"point bucket 4", "from 0 to 3"},
    {"point register B", "steps"},
};

static void what_is_refused_changes_nothing(void **state)
{
    (void)state;
    struct session *session = new_session();
    for (size_t i = 0; i < sizeof preparations / sizeof *preparations; i++)
        must_run_in(session, preparations[i]);
    struct memory_copy before = memory_copy_take(&session->world.memory);
    position end = session->timeline.end;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        struct reply reply = {0};
        struct error error = {0};
        struct text said = {0}, where = {0};
        if (session_run(session, refusals[i].line, &reply, &error))
            fail_msg("%s: taken", refusals[i].line);
        error_say(&error, words_english(), &said);
        if (strstr(text_string(&said), refusals[i].error) == NULL)
            fail_msg("%s: %s", refusals[i].line, text_string(&said));
        assert_int_equal(session->timeline.end, end);
        if (!memory_copy_equals(&before, &session->world.memory, &where))
            fail_msg("%s: %s", refusals[i].line, text_string(&where));
        text_free(&said);
        reply_free(&reply);
    }
    memory_copy_free(&before);
    session_free(session);
}

/* Without a race there are no goroutines; and one has an end. */
static void without_a_race_there_is_nothing_to_run(void **state)
{
    static const char *const lines[] = {"go g1 get a", "run", "race explore"};
    struct error error = {0};
    struct reply reply = {0};
    (void)state;
    struct session *session = new_session();
    for (size_t i = 0; i < 3; i++)
        assert_false(session_run(session, lines[i], &reply, &error));
    must_run_in(session, "make race");
    assert_false(session_run(session, "run", &reply, &error));
    assert_int_equal(error.word, WORD_ERROR_RACE_NOBODY);
    assert_false(session_run(session, "race explore", &reply, &error));
    assert_false(session_run(session, "race replay", &reply, &error));
    assert_int_equal(error.word, WORD_ERROR_RACE_UNEXPLORED);
    must_run_in(session, "go g1 get a; run");
    assert_false(session_run(session, "run", &reply, &error));
    assert_int_equal(error.word, WORD_ERROR_RACE_OVER);
    must_run_in(session, "make race[mutex]; go g1 get a; go g2 get a; run g1");
    assert_false(session_run(session, "run g2", &reply, &error));
    assert_int_equal(error.word, WORD_ERROR_RACE_WAITS);
    reply_free(&reply);
    session_free(session);
}

/* ---- schedules */

static void must_expect(struct session *session, const char *condition)
{
    struct text line = {0};
    text_format(&line, "expect %s", condition);
    must_run_in(session, text_string(&line));
    text_free(&line);
}

static void the_same_seed_is_the_same_schedule(void **state)
{
    (void)state;
    char schedules[4][400];
    static const char *const lines[] = {"run random seed=5", "run random seed=5", "run random seed=6", "run"};
    for (int i = 0; i < 4; i++) {
        struct session *session = new_session();
        must_run_in(session, "make race[article]; insert a 1; go g1 migrate; go g2 \"get a; insert b 2\"");
        must_run_in(session, lines[i]);
        const struct race race = race_of(&session->world, session_in_hand(session));
        uint64_t steps = race_word(&race, RACE_WORD_STEPS);
        assert_true(steps < sizeof schedules[i]);
        for (uint64_t step = 0; step < steps; step++)
            schedules[i][step] = (char)('1' + race_taken(&race, step));
        schedules[i][steps] = '\0';
        session_free(session);
    }
    assert_string_equal(schedules[0], schedules[1]);
    assert_string_not_equal(schedules[0], schedules[2]);
    assert_memory_equal(schedules[3], "121212", 6); /* in turns */
}

static void an_update_is_lost_and_the_mended_rule_keeps_it(void **state)
{
    (void)state;
    struct session *session = new_session();
    must_run_in(session, "make race[article]; insert a 1; go g1 migrate 0; go g2 insert a 2");
    must_run_in(session, "race explore");
    must_expect(session, "explored == all and shortest outdated == 7 and ways outdated > 0");
    must_run_in(session, "race replay outdated");
    must_expect(session, "holds a == 1 and wrong == outdated and steps == 7 and stands == done");
    must_run_in(session, "undo");
    must_expect(session, "steps == 0 and shortest outdated == 7");
    must_run_in(session, "undo");
    must_expect(session, "explored == no and shortest outdated == 0");
    must_run_in(session, "redo; redo");
    must_expect(session, "holds a == 1 and steps == 7");
    must_run_in(session, "make race[mended]; insert a 1; go g1 migrate 0; go g2 insert a 2");
    must_run_in(session, "race explore");
    must_expect(session, "explored == all and found == nothing and clean == interleavings");
    session_free(session);
}

static void a_count_may_be_below_nothing(void **state)
{
    (void)state;
    struct session *session = new_session();
    must_run_in(session,
                "make race; insert a 1; go g1 delete a; go g2 delete a; race explore; race replay count");
    must_expect(session, "stands == done and wrong == count and count == -1 and count < 0");
    session_free(session);
}

/* ---- who is there, who steps */

static void refused(struct session *session, const char *line, const char *words)
{
    struct reply reply = {0};
    struct error error = {0};
    struct text said = {0};
    assert_false(session_run(session, line, &reply, &error));
    error_say(&error, words_english(), &said);
    if (strstr(text_string(&said), words) == NULL)
        fail_msg("%s: %s", line, text_string(&said));
    text_free(&said);
    reply_free(&reply);
}

static void said(struct session *session, const char *line, const char *words, bool is_said)
{
    struct reply reply = {0};
    struct error error = {0};
    assert_true(session_run(session, line, &reply, &error));
    if ((strstr(text_string(&reply.text), words) != NULL) != is_said)
        fail_msg("%s: %s", line, text_string(&reply.text));
    reply_free(&reply);
}

static void only_those_with_a_program_are_counted(void **state)
{
    (void)state;
    struct session *session = new_session();
    must_run_in(session, "make race");
    must_expect(session, "goroutines == 0");
    refused(session, "go g2 get a", "the first one is g1");
    refused(session, "go g3 get a", "the first one is g1");
    refused(session, "expect waits 1 == 0", "no goroutine g1");
    must_run_in(session, "go g1 get a");
    must_expect(session, "goroutines == 1");
    refused(session, "go g3 get a", "the next one is g2");
    said(session, "run", "It has done its program.", true);
    must_run_in(session, "go g2 get b");
    said(session, "run", "All goroutines have done their programs.", true);
    session_free(session);
}

static void a_step_may_be_that_of_a_goroutine(void **state)
{
    (void)state;
    struct session *session = new_session();
    refused(session, "step g1", "not g1"); /* no race is in hand */
    must_run_in(session, "make race; go g1 insert a 1; go g2 insert b 2");
    must_run_in(session, "step g1");
    must_run_in(session, "step g2 2");
    must_expect(session, "steps == 3 and schedule == \"122\"");
    must_run_in(session, "back 1; step 1"); /* in time, as ever */
    must_expect(session, "steps == 3");
    session_free(session);
}

static void runs_of_several_verdicts_are_told_of(void **state)
{
    (void)state;
    struct session *session = new_session();
    must_run_in(session, "make race; go g1 insert a 1; go g2 insert b 2");
    said(session, "race explore", "several ways", false);
    must_run_in(session, "go g1 \"insert a 1; get b\"");
    said(session, "race explore", "several ways", true);
    session_free(session);
}

/* All that the explorer counted is a member of the reply, as the race has it. */
static void must_tell_numbers(const struct session *session, const struct reply *reply)
{
    static const struct {
        const char *name;
        enum race_word word;
    } members[] = {
        {"interleavings", RACE_WORD_INTERLEAVINGS},
        {"tens", RACE_WORD_INTERLEAVINGS_TENS},
        {"executions", RACE_WORD_EXECUTIONS},
        {"executions_tens", RACE_WORD_EXECUTIONS_TENS},
        {"clean", RACE_WORD_CLEAN},
        {"clean_tens", RACE_WORD_CLEAN_TENS},
        {"samples", RACE_WORD_SAMPLES},
        {"clean_samples", RACE_WORD_CLEAN_SAMPLES},
    };
    const struct race race = race_of(&session->world, session_in_hand(session));
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        struct text member = {0};
        text_format(&member, "\"%s\":%llu,", members[i].name,
                    (unsigned long long)race_word(&race, members[i].word));
        if (strstr(text_string(&reply->json), text_string(&member)) == NULL)
            fail_msg("no %s in %s", text_string(&member), text_string(&reply->json));
        text_free(&member);
    }
}

static void numbers_beyond_any_integer_are_told_with_their_tens(void **state)
{
    (void)state;
    struct session *session = new_session();
    struct reply reply = {0};
    struct error error = {0};
    must_run_in(session, "make race; insert a 1; insert b 1");
    must_run_in(session, "go g1 \"insert a 1; insert a 2; insert a 3; insert a 4; insert a 5; insert a 6\"");
    must_run_in(session, "go g2 \"insert b 1; insert b 2; insert b 3; insert b 4; insert b 5; insert b 6\"");
    assert_true(session_run(session, "race explore", &reply, &error));
    const struct race race = race_of(&session->world, session_in_hand(session));
    assert_true(race_word(&race, RACE_WORD_INTERLEAVINGS_TENS) > 0 &&
                race_word(&race, RACE_WORD_CLEAN_TENS) > 0 &&
                race_word(&race, RACE_WORD_CLEAN) != race_word(&race, RACE_WORD_INTERLEAVINGS));
    must_tell_numbers(session, &reply);
    reply_free(&reply);
    reply = (struct reply){0};
    must_run_in(session, "go g1 insert a 1");
    assert_true(session_run(session, "race explore states=100 samples=300", &reply, &error));
    assert_true(race_word(&race, RACE_WORD_SAMPLES) == 300 && race_word(&race, RACE_WORD_CLEAN_SAMPLES) > 0);
    must_tell_numbers(session, &reply);
    reply_free(&reply);
    session_free(session);
}

/* While a race plays there is time for so many words of why it takes a step. */
static void briefly_why_can_be_read_while_it_plays(void **state)
{
    (void)state;
    const struct words *words = words_english();
    for (unsigned word = WORD_RACE_BRIEF_CHECK_SET; word <= WORD_RACE_BRIEF_JAVA_COMMIT; word++) {
        unsigned count = 1;
        for (const char *at = words->texts[word]; *at != '\0'; at++)
            count += *at == ' ';
        if (count * PACE_WORD + 40 >
            (unsigned)(event_row(RACE_access)->weight + event_row(RACE_stepped)->weight))
            fail_msg("%s", words->texts[word]);
    }
}

/* ---- how much */

struct watcher {
    int asked, most;
    char words[200];
};

static bool look_in(void *context, const struct session_work *work)
{
    struct watcher *watcher = context;
    strncpy(watcher->words, work->words, sizeof watcher->words - 1);
    return ++watcher->asked < watcher->most;
}

static void large(struct session *session)
{
    must_run_in(session, "make race[go]; insert a 1; insert b 2; grow");
    must_run_in(session, "go g1 \"insert a 1; delete b; insert c 3; get a; insert d 4; delete a\"");
    must_run_in(session, "go g2 \"insert b 1; delete c; insert d 3; get b; insert a 4; delete b\"");
    must_run_in(session, "go g3 \"insert c 1; delete d; insert a 3; get c; insert b 4; range\"");
    must_run_in(session, "go g4 \"insert d 1; delete a; insert b 3; get d; insert c 4; range\"");
}

static void what_is_too_much_is_bounded_and_said(void **state)
{
    (void)state;
    struct session *session = new_session();
    large(session);
    must_run_in(session, "race explore states=20000 samples=50 seed=4");
    must_expect(session, "explored == states and states <= 20001 and samples == 50 and interleavings == 0");
    must_run_in(session, "race explore depth=6 samples=10");
    must_expect(session, "explored == depth and samples == 10");
    session_free(session);
}

static void whoever_watches_can_end_it(void **state)
{
    (void)state;
    struct session *session = new_session();
    struct watcher watcher = {.most = 3};
    large(session);
    session_set_watch(session, (struct session_watch){NULL, look_in, &watcher});
    must_run_in(session, "race explore");
    must_expect(session, "explored == stopped and states > 0 and shortest writes > 0");
    assert_int_equal(watcher.asked, 3);
    assert_non_null(strstr(watcher.words, "exploring: "));
    must_run_in(session, "race replay writes");
    must_expect(session, "stands == dead");
    session_free(session);
}

/* ---- screens */

static void frame(const char *name, struct session *session, int width, int height, enum glyphs glyphs)
{
    struct grid grid = {0};
    grid_resize(&grid, width, height);
    session_draw(session, &grid, NULL);
    glyph_replace(&grid, glyphs);
    golden_frame(name, &grid);
    grid_free(&grid);
}

/* Behind the event of that kind, the nth of the last command. */
static void go_to(struct session *session, event_kind kind, int number)
{
    const struct timeline *timeline = &session->timeline;
    position at = timeline_mark_of(timeline, timeline->end - 1)->begin;
    while (number > 0)
        number -= timeline_event(timeline, at++).kind == kind;
    timeline_seek(&session->timeline, at);
}

static void a_replay_is_seen(void **state)
{
    (void)state;
    struct session *session = new_session();
    must_run_in(session,
                "make race[article]; insert a 1; insert c 3; go g1 migrate 0; go g2 \"insert a 2; get a\"");
    must_run_in(session, "race explore; race replay outdated");
    go_to(session, RACE_stepped, 4);
    frame("race-article-80x24", session, 80, 24, GLYPHS_UNICODE);
    frame("race-article-80x24-ascii", session, 80, 24, GLYPHS_ASCII);
    frame("race-article-120x36", session, 120, 36, GLYPHS_UNICODE);
    frame("race-article-200x50", session, 200, 50, GLYPHS_UNICODE);
    frame("race-article-40x12", session, 40, 12, GLYPHS_UNICODE);
    timeline_seek(&session->timeline, session->timeline.end);
    frame("race-article-over-120x36", session, 120, 36, GLYPHS_UNICODE);
    session_free(session);
}

static void four_goroutines_and_a_fatal_error(void **state)
{
    (void)state;
    struct session *session = new_session();
    large(session);
    must_run_in(session, "run random seed=3");
    go_to(session, RACE_stepped, 3);
    frame("race-four-80x24", session, 80, 24, GLYPHS_UNICODE);
    timeline_seek(&session->timeline, session->timeline.end);
    frame("race-fatal-120x36", session, 120, 36, GLYPHS_UNICODE);
    frame("race-fatal-80x24", session, 80, 24, GLYPHS_UNICODE);
    session_free(session);
}

/* A bucket has rows for two entries while it has no more. */
static void a_third_slot_is_seen(void **state)
{
    (void)state;
    struct session *session = new_session();
    must_run_in(session, "make race; insert c 3 hash=0; go g1 insert a 1");
    must_run_in(session, "go g2 \"delete c; insert a 2; insert c 5\"; run random seed=5");
    must_expect(session, "stands == done and times c == 1 and times a == 2");
    frame("race-third-80x24", session, 80, 24, GLYPHS_UNICODE);
    session_free(session);
}

static void bins_with_their_lists(void **state)
{
    (void)state;
    struct session *session = new_session();
    must_run_in(session, "make race[java]; insert a 1; insert c 3; insert b 7; go g1 migrate");
    must_run_in(session, "go g2 \"insert a 2; get a\"; run random 22 seed=4");
    frame("race-java-120x36", session, 120, 36, GLYPHS_UNICODE);
    frame("race-java-80x24", session, 80, 24, GLYPHS_UNICODE);
    session_free(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_refused_changes_nothing),
        cmocka_unit_test(without_a_race_there_is_nothing_to_run),
        cmocka_unit_test(the_same_seed_is_the_same_schedule),
        cmocka_unit_test(an_update_is_lost_and_the_mended_rule_keeps_it),
        cmocka_unit_test(a_count_may_be_below_nothing),
        cmocka_unit_test(only_those_with_a_program_are_counted),
        cmocka_unit_test(a_step_may_be_that_of_a_goroutine),
        cmocka_unit_test(runs_of_several_verdicts_are_told_of),
        cmocka_unit_test(numbers_beyond_any_integer_are_told_with_their_tens),
        cmocka_unit_test(briefly_why_can_be_read_while_it_plays),
        cmocka_unit_test(what_is_too_much_is_bounded_and_said),
        cmocka_unit_test(whoever_watches_can_end_it),
        cmocka_unit_test(a_replay_is_seen),
        cmocka_unit_test(four_goroutines_and_a_fatal_error),
        cmocka_unit_test(a_third_slot_is_seen),
        cmocka_unit_test(bins_with_their_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
