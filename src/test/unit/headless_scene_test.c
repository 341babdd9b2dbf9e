/* Scenes: how they are read, and how the player plays them without a terminal. */
#include "session/keys.h"
#include "test/files.h"
#include "test/running.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { LONG = 60000, FRAME = 16 };

static struct session *session;

static int begin(void **state)
{
    (void)state;
    session = new_session();
    session_set_live(session, true);
    return 0;
}

static int end(void **state)
{
    (void)state;
    session_free(session);
    return 0;
}

/* ---- playing */

static void begin_scene(const char *bytes)
{
    struct error error = {0};
    struct scene *scene = read_scene(bytes, &error);
    if (scene == NULL)
        assert_says(&error, "\1");
    player_begin(&session->player, scene);
}

static void pass(int milliseconds)
{
    for (; milliseconds > 0 && session_next_frame(session) >= 0; milliseconds -= FRAME)
        session_advance(session, FRAME);
}

static void run(const char *line)
{
    struct reply reply = {0};
    struct error error = {0};
    if (!session_enter(session, line, &reply, &error))
        assert_says(&error, "\1");
    session_show(session, &reply, NULL);
    reply_free(&reply);
}

/* The same for what may be refused. */
static void enter(const char *line)
{
    struct reply reply = {0};
    struct error error = {0};
    bool fine = session_enter(session, line, &reply, &error);
    session_show(session, &reply, fine ? NULL : &error);
    reply_free(&reply);
}

static uint64_t count(void)
{
    const struct classic map = map_in_hand(session);
    return classic_register(&map, REGISTER_COUNT);
}

static const char *said(void)
{
    return text_string(&session->player.say);
}

static const char lesson[] =
    "chapter One\n"                                                                      /* 0 */
    "say The first words.\n"                                                             /* 1 */
    "insert fig 12\n"                                                                    /* 2 */
    "pause\n"                                                                            /* 3 */
    "type insert pear 3\n"                                                               /* 4 */
    "ask \"How many?\" answer={count} why=\"So it is.\" hint=\"Count them.\" 1 2 many\n" /* 5 */
    "chapter Two\n"                                                                      /* 6 */
    "hide\n"                                                                             /* 7 */
    "fill 9\n"                                                                           /* 8 */
    "show\n"                                                                             /* 9 */
    "say {count} entries.\n"                                                             /* 10 */
    "pause 500\n"                                                                        /* 11 */
    "insert kiwi 1\n";                                                                   /* 12 */

static void a_pause_waits_for_a_key(void **state)
{
    (void)state;
    begin_scene(lesson);
    pass(LONG);
    assert_int_equal(session->player.wait, WAIT_KEY);
    assert_int_equal(count(), 1);
    assert_string_equal(said(), "The first words.");
    assert_false(session_is_playing(session));
    assert_int_equal(session_next_frame(session), -1);
    run(session_key(session, "Space", true));
    pass(LONG);
    assert_int_equal(count(), 2);
    assert_int_equal(session->player.wait, WAIT_ANSWER);
    assert_string_equal(said(), "How many?\na) 1    b) 2    c) many");
}

static void a_line_is_typed_letter_by_letter(void **state)
{
    (void)state;
    begin_scene("type insert fig 12\n");
    size_t typed = 0;
    int letters = 0;
    for (int i = 0; i < 1000 && count() == 0; i++) {
        session_advance(session, FRAME);
        if (session->player.typed.length != typed) {
            assert_true(session->player.typed.length == typed + 1 || session->player.typed.length == 0);
            letters += session->player.typed.length > 0;
            typed = session->player.typed.length;
        }
    }
    assert_int_equal(letters, 13);
}

static void narration_waits_until_it_could_be_read(void **state)
{
    (void)state;
    begin_scene("say One two three.\nsay Four.\n");
    session_advance(session, FRAME);
    pass(500);
    assert_string_equal(said(), "One two three.");
    pass(3000);
    assert_string_equal(said(), "Four.");
    begin_scene("say One two three.\nsay Four.\npause\n");
    session_advance(session, FRAME);
    player_go_on(&session->player);
    session_advance(session, FRAME);
    assert_string_equal(said(), "Four.");
}

/* What was said and had its pause is not told over what happens next: there the story tells what happens. */
static void words_go_when_something_else_happens(void **state)
{
    static const struct {
        const char *scene, *said;
    } rows[] = {
        {"say One.\npause\ninsert fig 1\npause\n", ""},
        {"say One.\npause\ntype insert fig 1\npause\n", ""},
        {"say Watch.\ntype insert fig 1\npause\n", "Watch."}, /* this is about it */
        {"say One.\npause\nset speed 2\nhide\ninsert fig 1\nshow\npause\n", "One."},
        {"say One.\npause\nsay Watch.\ninsert fig 1\npause\n", "Watch."},
        {"say One.\nnote Two.\npause\nnote Three.\ninsert fig 1\npause\n", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        begin_scene(rows[i].scene);
        for (int stops = 0; stops < 3 && session->player.at < session->player.scene->line_count; stops++) {
            pass(LONG);
            if (session->player.at < session->player.scene->line_count)
                run("play");
        }
        pass(LONG);
        if (strcmp(said(), rows[i].said) != 0)
            fail_msg("%s: %s", rows[i].scene, said());
    }
    /* The layout does not change for that, and the story has the place. */
    struct grid grid = {0};
    struct text screen = {0};
    begin_scene("set motion off\nsay One.\npause\ninsert fig 1\npause\n");
    pass(LONG);
    run("play");
    pass(LONG);
    run("back");
    grid_resize(&grid, 100, 30);
    session_draw(session, &grid, NULL);
    grid_print(&grid, &screen);
    assert_non_null(strstr(text_string(&screen), "fig"));
    assert_true(session->room.story_height > 1);
    text_free(&screen);
    grid_free(&grid);
}

static void go_to_the_question(void)
{
    begin_scene(lesson);
    pass(LONG);
    run("play");
    pass(LONG);
    assert_true(player_waits_for_answer(&session->player));
}

static enum word refusal(const char *line)
{
    struct reply reply = {0};
    struct error error = {0};
    assert_false(session_enter(session, line, &reply, &error));
    reply_free(&reply);
    return error.word;
}

static void answers_are_judged(void **state)
{
    static const struct {
        const char *first, *second; /* NULL: the first one was right */
        bool right;
        const char *choices;
    } rows[] = {
        {"2", NULL, true, "a) 1    b) 2 ✓    c) many"},
        {" 2 ", NULL, true, "a) 1    b) 2 ✓    c) many"},
        {"0b10", NULL, true, "a) 1    b) 2 ✓    c) many"},
        {"b", NULL, true, "a) 1    b) 2 ✓    c) many"},
        {"B)", NULL, true, "a) 1    b) 2 ✓    c) many"},
        {"2.", NULL, true, "a) 1    b) 2 ✓    c) many"},
        {"1", "2", true, "a) 1 ✗    b) 2 ✓    c) many"},
        {"c", "b", true, "a) 1    b) 2 ✓    c) many ✗"},
        {"MANY", "a", false, "a) 1 ✗    b) 2 ✓    c) many ✗"},
        {"a", "a", false, "a) 1 ✗    b) 2 ✓    c) many"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        go_to_the_question();
        run(rows[i].first);
        if (rows[i].second != NULL) {
            /* A second try, and nothing is given away before it. */
            assert_true(player_waits_for_answer(&session->player));
            assert_null(strstr(said(), "✓"));
            assert_non_null(strstr(said(), "✗"));
            assert_non_null(strstr(said(), "\nNo, try again. Count them."));
            assert_int_equal(session->player.answers[5], ANSWERED_NOT);
            run(rows[i].second);
        }
        if (session->player.answers[5] != (rows[i].right ? ANSWERED_RIGHT : ANSWERED_WRONG))
            fail_msg("%s", rows[i].first);
        /* The question stays in sight, with what was right and what was said. */
        struct text whole = {0};
        text_format(&whole, "How many?\n%s\n%s 2. So it is.", rows[i].choices,
                    rows[i].right ? "Right:" : "No. The answer:");
        assert_string_equal(said(), text_string(&whole));
        text_free(&whole);
        assert_string_equal(text_string(&session->message), rows[i].right
                                                                ? "1 of 1 question answered rightly"
                                                                : "0 of 1 question answered rightly");
        assert_int_equal(session->player.wait, WAIT_KEY);
    }
}

/* Words as they are written, letters, words in other capitals: in this order. */
static void letters_are_choices_and_numbers_are_words(void **state)
{
    static const struct {
        const char *choices, *answer, *given;
    } rows[] = {
        {"2 4 8", "8", "c"},       {"2 4 8", "8", "8"},
        {"2 4 8", "4", "4"},       {"b a", "b", "b"},
        {"count B", "B", "B"},     {"count B", "B", "b"},
        {"B count", "count", "b"}, {"x \"two words\"", "two words", "Two Words"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct text line = {0};
        text_format(&line, "ask \"Which?\" tries=1 answer=\"%s\" %s\n", rows[i].answer, rows[i].choices);
        begin_scene(text_string(&line));
        text_free(&line);
        pass(LONG);
        run(rows[i].given);
        if (session->player.answers[0] != ANSWERED_RIGHT)
            fail_msg("%s of %s", rows[i].given, rows[i].choices);
    }
}

static void tries_are_as_many_as_said(void **state)
{
    static const struct {
        const char *line;
        int tries;
    } rows[] = {
        {"ask \"?\" answer=1 1 2", 1},
        {"ask \"?\" answer=1 1 2 3", 2},
        {"ask \"?\" answer=1", 2},
        {"ask \"?\" answer=1 tries=1", 1},
        {"ask \"?\" answer=1 tries=3 1 2 3 4", 3},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        begin_scene(rows[i].line);
        pass(LONG);
        for (int tries = 1; tries <= rows[i].tries; tries++) {
            assert_true(player_waits_for_answer(&session->player));
            run("2");
        }
        if (player_waits_for_answer(&session->player) || session->player.answers[0] != ANSWERED_WRONG)
            fail_msg("%s", rows[i].line);
    }
}

static void what_is_no_choice_costs_nothing(void **state)
{
    (void)state;
    go_to_the_question();
    assert_int_equal(refusal("3"), WORD_ERROR_SCENE_CHOICE);
    assert_int_equal(refusal("two"), WORD_ERROR_SCENE_CHOICE);
    assert_int_equal(refusal("d"), WORD_ERROR_SCENE_CHOICE);
    assert_int_equal(session->player.question.tried, 0);
    assert_true(player_waits_for_answer(&session->player));
}

static void commands_run_at_a_question(void **state)
{
    (void)state;
    go_to_the_question();
    run("");
    assert_true(player_waits_for_answer(&session->player));
    run(":hash fig");
    run("hash fig");
    run("stats; why fig");
    run("m: stats");
    run("m : stats");
    run("len(m)");
    assert_int_equal(refusal("hash"), WORD_ERROR_LANG_MISSING);
    assert_true(player_waits_for_answer(&session->player));
    assert_int_equal(session->player.question.tried, 0);
    static const char *const taking_over[] = {"insert mine 1", "m: get fig", "m[\"fig\"]"};
    for (size_t i = 0; i < sizeof taking_over / sizeof *taking_over; i++) {
        run(taking_over[i]);
        assert_true(session->player.away);
        run("resume");
        pass(LONG);
        assert_true(player_waits_for_answer(&session->player));
        assert_int_equal(session->player.question.tried, 0);
    }
    run("play"); /* the viewer gives up */
    assert_int_equal(session->player.answers[5], ANSWERED_NOT);
    assert_string_equal(said(), "How many?\na) 1    b) 2 ✓    c) many\nThe answer: 2. So it is.");
    /* Facts are told in choices, too, and {{ is a brace. */
    begin_scene("insert fig 1\nask \"How many?\" answer={count} {count} {buckets}1 \"{{x\" y=1\n");
    pass(LONG);
    assert_string_equal(said(), "How many?\na) 1    b) 11    c) {x    d) y=1");
    /* Of what could be a command and is a choice, or the answer, nothing runs. */
    begin_scene("ask \"?\" answer=get get clear\n");
    pass(LONG);
    run("clear");
    assert_int_equal(session->player.answers[0], ANSWERED_WRONG);
    begin_scene("ask \"?\" answer=clear\n");
    pass(LONG);
    run("clear");
    assert_int_equal(session->player.answers[0], ANSWERED_RIGHT);
    /* Any words may be an answer where there are no choices, if they are no whole command. */
    begin_scene("ask \"?\" answer=nothing\n");
    pass(LONG);
    run("delete the entry");
    assert_int_equal(session->player.question.tried, 1);
    run("print(m)");
    run("m: stats");
    assert_int_equal(session->player.question.tried, 1);
    run("answer pending");
    assert_int_equal(session->player.answers[0], ANSWERED_WRONG);
}

/* Space must not give an answer away by mistake: it asks first, and says so. */
static void a_key_asks_before_it_tells(void **state)
{
    static struct key_hint hints[20];
    (void)state;
    go_to_the_question();
    size_t count = keys_hints(words_english(), session_key_state(session, true), hints, 20);
    for (size_t i = 0; i < count; i++)
        assert_string_not_equal(hints[i].meaning, words_english()->texts[WORD_KEY_GO_ON]);
    run(session_key(session, "Space", true));
    assert_true(player_waits_for_answer(&session->player));
    assert_non_null(strstr(text_string(&session->message), "a, b or c"));
    /* It asks anew, if anything was said or done since: a try, a line, a word that is no choice. */
    static const char *const between[] = {"a", "stats", "m: stats", "nothing", "len(m)", ""};
    for (size_t i = 0; between[i][0] != '\0'; i++) {
        enter(between[i]);
        run(session_key(session, "Space", true));
        assert_true(player_waits_for_answer(&session->player));
    }
    assert_int_equal(session->player.question.tried, 1);
    run(session_key(session, "F2", true)); /* but not if somebody only looks around */
    run(session_key(session, "Space", true));
    assert_non_null(strstr(said(), "The answer: 2."));
}

static void tab_offers_the_choices(void **state)
{
    struct candidates found;
    (void)state;
    begin_scene("ask \"?\" answer=two one two \"two more\"\n");
    pass(LONG);
    session_complete(session, "", 0, 0, NULL, &found);
    assert_int_equal(found.count, 3);
    assert_string_equal(found.list[0].about, "a)");
    candidates_free(&found);
    session_complete(session, "tw", 2, 2, NULL, &found);
    assert_int_equal(found.count, 2);
    assert_string_equal(found.list[1].text, "two more");
    candidates_free(&found);
    session_complete(session, "hash ", 5, 5, NULL, &found); /* a command all the same */
    assert_int_equal(found.start, 5);
    candidates_free(&found);
}

/* One stop, not two with the same picture; but what is new is one. */
static void an_answer_stops_once(void **state)
{
    static const char *const same[] = {"pause\n", "note x\nexpect count == 0\npause\n"};
    static const char *const others[] = {"say More.\npause\n", "insert fig 1\npause\n",
                                         "type insert fig 1\npause\n"};
    (void)state;
    for (int kind = 0; kind < 2; kind++) {
        const char *const *rows = kind == 0 ? same : others;
        for (size_t i = 0; i < (kind == 0 ? 2 : 3); i++) {
            struct text scene = {0};
            text_format(&scene, "ask \"?\" answer=1 1 2\n%ssay The end.\npause\n", rows[i]);
            begin_scene(text_string(&scene));
            pass(LONG);
            run("a");
            assert_int_equal(session->player.wait, WAIT_KEY);
            run("play");
            pass(LONG);
            assert_int_equal(session->player.wait, WAIT_KEY);
            bool end = strcmp(said(), "The end.") == 0;
            if (end != (kind == 0))
                fail_msg("%s", rows[i]);
            text_free(&scene);
        }
    }
}

/* "No. The answer: ..." does not stand over what happens next. */
static void an_answer_goes_when_something_happens(void **state)
{
    (void)state;
    begin_scene("ask \"?\" answer=1 1 2\ninsert fig 1\npause\n");
    pass(LONG);
    run("b");
    run("play");
    session_advance(session, FRAME);
    assert_string_equal(said(), "");
}

static void a_clicker_goes_on_and_back(void **state)
{
    static const char *const on[] = {"PageDown", "F5", "Enter", "Down"};
    bool clears;
    (void)state;
    for (size_t i = 0; i < sizeof on / sizeof *on; i++) {
        begin_scene("say One.\npause\nsay Two.\ninsert fig 1\npause\nask \"Three?\" answer=1 1 2 3\nsay "
                    "Four.\npause\n");
        pass(LONG);
        assert_string_equal(said(), "One.");
        run(session_key(session, on[i], true));
        pass(LONG);
        assert_string_equal(said(), "Two.");
        /* Letters that a clicker leaves; whatever else is typed is the viewer's. */
        const char *other = session_key_over(session, on[i], "get fig", &clears);
        assert_true(other == NULL || strcmp(other, "play") != 0);
        assert_false(clears);
        run(session_key_over(session, on[i], i % 2 == 0 ? "b" : ".", &clears));
        assert_true(clears);
        pass(LONG);
        assert_true(player_waits_for_answer(&session->player));
        run(session_key(session, "PageDown", true));
        assert_true(player_waits_for_answer(&session->player));
        /* An answer may be a letter that a clicker has. */
        assert_null(session_key_over(session, "Enter", "b", &clears));
        assert_false(clears);
        session_key_over(session, "Enter", "..", &clears); /* dots are none */
        assert_true(clears);
        run("a");
        run(session_key(session, "PageDown", true));
        pass(LONG);
        assert_string_equal(said(), "Four.");
        static const char *const before[] = {"Three?", "Two.", "One."};
        for (size_t b = 0; b < 3; b++) {
            run(session_key(session, "PageUp", true));
            pass(LONG);
            if (strncmp(said(), before[b], strlen(before[b])) != 0)
                fail_msg("%s is not %s", said(), before[b]);
            assert_int_equal(count(), b < 2);
        }
        assert_int_equal(refusal("seek pause"), WORD_ERROR_SCENE_FIRST_STOP);
        assert_string_equal(said(), "One.");
        assert_int_equal(session->player.answers[5], ANSWERED_RIGHT);
    }
    begin_scene("say One.\n");
    pass(LONG);
    assert_null(session_key(session, "Enter", true)); /* nothing waits */
}

/* Everything that a moment is, as text: the map cell by cell, and what is said. */
static void describe(struct text *text)
{
    struct grid grid = {0};
    struct prompt_picture prompt = {.prompt = "growwork> ", .line = "", .chosen = SIZE_MAX};
    grid_resize(&grid, 100, 36);
    text_clear(&session->message);
    session_draw(session, &grid, &prompt);
    text_clear(text);
    grid_print(&grid, text);
    grid_free(&grid);
    text_format(text, "at %zu, %zu events", session->player.at, (size_t)session->timeline.end);
}

/* What is said and does not fit is read on with the same key, and only then left. */
static void a_clicker_reads_all_of_a_narration(void **state)
{
    struct text scene = {0}, picture = {0};
    (void)state;
    text_add(&scene, "say ");
    text_add_repeated(&scene, "many words ", 120);
    text_add(&scene, "\npause\nsay Next.\npause\n");
    begin_scene(text_string(&scene));
    pass(LONG);
    int pages = 0;
    while (strcmp(said(), "Next.") != 0) {
        describe(&picture);
        run(session_key(session, "PageDown", true));
        pass(LONG);
        assert_true(++pages < 60);
    }
    assert_true(pages > 2);
    text_free(&scene);
    text_free(&picture);
}

static void the_viewer_takes_over_and_resumes(void **state)
{
    struct text before = {0}, after = {0};
    (void)state;
    begin_scene(lesson);
    pass(LONG);
    describe(&before);
    run("insert mine 1");
    assert_true(session->player.away);
    pass(LONG);
    run("fill 20");
    run("set seed 9");
    pass(LONG);
    describe(&after);
    assert_string_not_equal(text_string(&before), text_string(&after));
    run("resume");
    pass(LONG);
    describe(&after);
    assert_string_equal(text_string(&before), text_string(&after));
    run("play");
    pass(LONG);
    assert_true(player_waits_for_answer(&session->player));
    text_free(&before);
    text_free(&after);
}

/* A question that was answered does not stand there again for whoever comes back: the scene goes on behind it. */
static void who_resumes_is_not_asked_again(void **state)
{
    (void)state;
    for (int on = 0; on < 2; on++) {
        begin_scene("ask \"Why?\" answer=1 1 2\ninsert fig 1\npause\n");
        pass(LONG);
        run("a");
        if (on) {
            run("play");
            pass(LONG);
            assert_int_equal(count(), 1);
        }
        run("insert mine 1");
        assert_true(session->player.away);
        run("resume");
        pass(LONG);
        assert_false(player_waits_for_answer(&session->player));
        assert_int_equal(session->player.wait, WAIT_KEY);
        assert_int_equal(count(), 1);
        assert_int_equal(session->player.answers[0], ANSWERED_RIGHT);
        assert_null(strstr(said(), "Why?"));
    }
    begin_scene("ask \"Why?\" answer=1 1 2\npause\nsay Next.\npause\n"); /* its pause is the same stop */
    pass(LONG);
    run("a");
    run("insert mine 1");
    run("resume");
    pass(LONG);
    assert_string_equal(said(), "Next.");
    go_to_the_question(); /* one that was not, is */
    run("insert mine 1");
    run("resume");
    pass(LONG);
    assert_true(player_waits_for_answer(&session->player));
}

static void chapters_are_the_same_however_reached(void **state)
{
    struct text before = {0}, after = {0};
    (void)state;
    go_to_the_question();
    run("2");
    run("play");
    pass(LONG);
    assert_true(session->player.finished);
    assert_int_equal(count(), 12);
    describe(&before);
    run("seek chapter 1");
    assert_int_equal(count(), 0);
    assert_int_equal(player_chapter(&session->player), 0);
    run("seek chapter 2");
    assert_int_equal(count(), 2);
    pass(LONG);
    assert_int_equal(player_chapter(&session->player), 2);
    assert_true(session->player.finished);
    describe(&after);
    assert_string_equal(text_string(&before), text_string(&after));
    run("seek chapter previous");
    pass(FRAME);
    assert_int_equal(player_chapter(&session->player), 1);
    struct reply reply = {0};
    struct error error = {0};
    assert_false(session_run(session, "seek chapter 3", &reply, &error));
    assert_int_equal(error.word, WORD_ERROR_SCENE_NO_CHAPTER);
    reply_free(&reply);
    text_free(&before);
    text_free(&after);
}

static void a_scene_begins_the_same_whatever_was_before(void **state)
{
    struct text before = {0}, after = {0};
    (void)state;
    begin_scene("fill 30\npause\n");
    pass(LONG);
    describe(&before);
    run("make map[int]int");
    run("set seed 77");
    run("fill 9");
    begin_scene("fill 30\npause\n");
    pass(LONG);
    describe(&after);
    assert_string_equal(text_string(&before), text_string(&after));
    text_free(&before);
    text_free(&after);
}

static void a_step_on_goes_on(void **state)
{
    (void)state;
    begin_scene("insert fig 12\npause\ninsert pear 3\n");
    pass(LONG);
    run("back 2");
    pass(LONG);
    run("step");
    pass(LONG);
    assert_int_equal(session->player.wait, WAIT_KEY);
    run("seek end");
    run("step");
    pass(LONG);
    assert_int_equal(count(), 2);
}

static void a_failing_line_holds_the_scene(void **state)
{
    (void)state;
    begin_scene("insert fig 12\nexpect count == 2\ninsert pear 3\n");
    pass(LONG);
    assert_true(session->message_is_error);
    assert_string_equal(text_string(&session->message), "x.scene:2: expected count == 2, but count is 1");
    assert_int_equal(count(), 1);
    run("play");
    pass(LONG);
    assert_int_equal(count(), 2);
}

static void a_refusal_that_is_meant_is_shown(void **state)
{
    (void)state;
    begin_scene("make []int 0\ntype address\nexpect error\npause\nsay So it is.\npause\n");
    pass(LONG);
    assert_true(session->message_is_error);
    assert_non_null(strstr(text_string(&session->message), "index out of range [0] with length 0"));
    assert_null(strstr(text_string(&session->message), "x.scene"));
    assert_false(session->player.failed || session->player.held);
    run("play");
    pass(LONG);
    assert_string_equal(said(), "So it is.");
    run("seek chapter 0");
    pass(LONG);
    assert_false(session->player.failed);
    assert_int_equal(session->player.wait, WAIT_KEY);
}

static void size_comes_first(void **state)
{
    (void)state;
    begin_scene("set seed 3\nnote x\nset size 90x25\nsay x\nset size 80x24\n");
    pass(LONG);
    assert_int_equal(session->film_width, 90);
    assert_int_equal(session->film_height, 25);
    assert_true(session->message_is_error);
}

static void a_brace_may_be_meant_as_one(void **state)
{
    (void)state;
    begin_scene("insert fig 1\nchapter {count} entry\nsay map[string]struct{{} has {count}, fig in {bucket "
                "fig}, slot {slot fig}.\n");
    pass(LONG);
    assert_string_equal(said(), "map[string]struct{} has 1, fig in 0, slot 0.");
    assert_string_equal(text_string(&session->player.chapter), "1 entry");
}

#define PLAYED(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLAYED(a_brace_may_be_meant_as_one),
        PLAYED(a_pause_waits_for_a_key),
        PLAYED(a_line_is_typed_letter_by_letter),
        PLAYED(narration_waits_until_it_could_be_read),
        PLAYED(words_go_when_something_else_happens),
        PLAYED(answers_are_judged),
        PLAYED(letters_are_choices_and_numbers_are_words),
        PLAYED(tries_are_as_many_as_said),
        PLAYED(what_is_no_choice_costs_nothing),
        PLAYED(commands_run_at_a_question),
        PLAYED(a_key_asks_before_it_tells),
        PLAYED(tab_offers_the_choices),
        PLAYED(an_answer_stops_once),
        PLAYED(an_answer_goes_when_something_happens),
        PLAYED(a_clicker_goes_on_and_back),
        PLAYED(a_clicker_reads_all_of_a_narration),
        PLAYED(the_viewer_takes_over_and_resumes),
        PLAYED(who_resumes_is_not_asked_again),
        PLAYED(chapters_are_the_same_however_reached),
        PLAYED(a_scene_begins_the_same_whatever_was_before),
        PLAYED(a_step_on_goes_on),
        PLAYED(a_failing_line_holds_the_scene),
        PLAYED(a_refusal_that_is_meant_is_shown),
        PLAYED(size_comes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
