/* What people type who know Go, and what they look for first: it runs, and ours is told. */
#include "test/one_session.h"

#include <stdlib.h>
#include <string.h>

/* Ours, as the session tells it and as the history keeps it. */
static void go_spelling_is_taken(void **state)
{
    static const struct {
        const char *go, *ours;
    } rows[] = {
        {"m[\"fig\"] = 3", "insert fig 3"},
        {"m[\"fig\"]", "get fig"},
        {"  m[ \"two words\" ] = 4 ;", "insert \"two words\" 4"},
        {"m[\"a]b\"] = 1", "insert a]b 1"},
        {"m[\"q\\\"\"] = 1", "insert \"q\\\"\" 1"},
        {"v := m[\"fig\"]", "get fig"},
        {"v, ok := m[\"fig\"]", "get fig"},
        {"_ = m[\"fig\"]", "get fig"},
        {"delete(m, \"fig\")", "delete fig"},
        {"for range m", "range"},
        {"for k, v := range m {", "range"},
        {"for k := range m", "range"},
        {"for k := range m { }", "range"},
        {"for k, v := range m { fmt.Println(k, v) }", "range"},
        {"for k := range m { delete(m, k) }", "clear loop"}, /* as the compiler has it */
        {"m[\"k{1..3}\"] = 1", "insert \"k{1..3}\" 1"},      /* one key, not three */
        {"m[\"x=1\"]", "get \"x=1\""},
        {"delete(m, \"hash=1\")", "delete \"hash=1\""},
        {"m[\"#\"]", "get \"#\""},
        {"clear(m)", "clear"},
        {"n := make(map[int]string, 20)", "make map[int]string hint=20 as n"},
        {"n[7] = \"x y\"", "insert 7 \"x y\""},
        {"m[\"pear\"] = 5", "m: insert pear 5"},
        {"var z map[string]int", "var map[string]int as z"},
        {"s := make([]int, 2, 4)", "make []int 2 4 as s"},
        {"s[1] = 7", "store 1 7"},
        {"s[1]", "get 1"},
        {"s = append(s, 1, 2)", "append 1 2"},
        {"s[1] = 3 // a comment", "store 1 3"},
        {"m[\"a\\\\\"] = 1 // and \"b", "m: insert \"a\\\\\" 1"},
        {"range m", "m: range"},
        {"get m \"fig\"", "m: get \"fig\""},
        {"delete m pear", "m: delete pear"},
        {"e := map[string]int{}", "make map[string]int as e"},
        {"var u []string", "var []string as u"},
        {"m = nil", "var map[string]int as m"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct reply reply = {0};
        struct error error = {0};
        struct text told = {0}, why = {0};
        if (!session_run(session, rows[i].go, &reply, &error)) {
            error_say(&error, words_english(), &why);
            fail_msg("%s: %s", rows[i].go, text_string(&why));
        }
        text_format(&told, "Here that is: %s\n", rows[i].ours);
        if (strncmp(text_string(&reply.text), text_string(&told), told.length) != 0)
            fail_msg("%s: %s", rows[i].go, text_string(&reply.text));
        const struct mark *mark = timeline_last_mark(&session->timeline);
        assert_string_equal(mark->text, rows[i].ours);
        text_free(&told);
        text_free(&why);
        reply_free(&reply);
    }
}

static const struct {
    const char *line, *told; /* a piece of what it says */
} tried_first[] = {
    {"len(m)", "0, and no bucket yet"},
    {"cap(m)", "0, and no bucket yet"},
    {"len m", "0, and no bucket yet"},
    {"len", "0, and no bucket yet"},
    {"print", "map[string]int"},
    {"print m", "map[string]int"},
    {"print(m)", "map[string]int"},
    {"fmt.Println(m)", "map[string]int"},
    {"x := map[string]int{\"a\": 1, \"b c\": 2}", "make map[string]int as x; insert a 1; insert \"b c\" 2"},
    {"len(x)", "2 in 1 bucket"},
    {"y := []int{1, 2, 3}", "make []int 0 as y; append 1 2 3"},
    {"z := [2]string{\"p\", \"q\"}", "make [2]string as z; store 0 p; store 1 q"},
    {"use x; m[\"d\"] = 1; len(x)", "m: insert d 1; x: stats"},
    {"x[\"d\"] = 1; delete(x, \"a\"); get d", "x: insert d 1; x: delete a; get d"},
    {"drop x; drop y; drop z; delete d", ""},
    /* What a statement makes is there for those behind it. */
    {"q := make(map[string]int); q[\"a\"] = 1", "make map[string]int as q; q: insert a 1"},
    {"len(q)", "1 in 1 bucket"},
    {"drop q; m = nil; q := []int{1, 2}; q[1] = 7; q[1]",
     "drop q; var map[string]int as m; make []int 0 as q; append 1 2; q: store 1 7; q: get 1"},
    {"q = append(q, 3); len(q)", "q: append 3; q: stats"},
    {"let r = q[:2]; r[0] = 9; r = nil", "let r = q[:2]; r: store 0 9; var []int as r"},
    {"use m; make []int 3; s[0] = 4; let t = s; t[1] = 5; print(t)",
     "s: store 0 4; let t = s; t: store 1 5; t: dump"},
    {"q := map[string]int{}; q[\"b\"] = 2; q = nil",
     "make map[string]int as q; q: insert b 2; var map[string]int as q"},
    {"drop q; drop r; drop s; drop t; make map[string]int as m; insert d 1; delete d", ""},
    {"theme light", "light"},
    {"motion off", "off"},
    {"seed 7", "7"},
    {"lessons", "1"},
    {"tutorial", ""},
    {"scenes", ""},
    {"demos", ""},
    {"help lessons", "lesson"},
    {"insert fig 1", "fig"},
    {"continue", ""},
    {"restart", ""},
    {"reset", ""},
    {"len(m);", "0, and no bucket yet"},
    {"lesson 1", ""},
    {"quit()", ""},
};

static void what_is_tried_first_works(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof tried_first / sizeof *tried_first; i++) {
        struct reply reply = {0};
        struct error error = {0};
        struct text why = {0};
        bool ran = session_run(session, tried_first[i].line, &reply, &error);
        error_say(&error, words_english(), &why);
        if (!ran || strstr(text_string(&reply.text), tried_first[i].told) == NULL)
            fail_msg("%s: %s%s", tried_first[i].line, text_string(&reply.text), ran ? "" : text_string(&why));
        text_free(&why);
        reply_free(&reply);
    }
    assert_true(session->quit);
    assert_int_equal(session->theme, 1);
}

/* The error stays that of the line as it was written. */
static void what_is_neither_is_refused(void **state)
{
    static const char *const lines[] = {
        "foo(m)",
        "x[\"fig\"]",
        "m[\"fig\"",
        "m[] = 3",
        "m[\"fig\"] = ",
        "delete(x, 1)",
        "delete(m \"fig\")",
        "len()",
        "m[\"fig\"] 3",
        "for range x",
        "for m",
        "for rangex := m",
        "for arrange := range x",
        "for k := range m { delete(m, v) }",
        "for k := range m { delete(n, k) }",
        "for k := range m { m[k] = 3 }",
        "for k := range m { delete(m, k)",
        "for k, range m",
        "m[\"fig\"]++",
        "m['fig'] = 3",
        "m[\"a\"] = 1; x[\"a\"] = 1",
        "x[\"a\"] = 1; x := make(map[string]int)",
        "x := make(map[string]int); y[\"a\"] = 1",
        "m := map[string]int{\"a\"}",
        "m := map[string]int{\"a\": 1",
        "if v, ok := m[\"fig\"]; ok {",
        "len x",
        "print m n",
        "make(",
        "theme",
        "nothing light",
        "x := y",
        "m[\"fig\"] = 3 4",
        "()",
        "=",
        "m = ",
    };
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct reply reply = {0};
        struct error error = {0};
        bool ran = session_run(session, lines[i], &reply, &error);
        if (ran && strcmp(lines[i], "theme") != 0)
            fail_msg("%s ran: %s", lines[i], text_string(&reply.text));
        if (!ran && (error.word == WORD_NONE || error.column == 0))
            fail_msg("%s is refused without a word or a place", lines[i]);
        assert_int_equal(session->timeline.mark_count, 0);
        reply_free(&reply);
    }
}

static void what_is_refused_is_shown_as_typed(void **state)
{
    struct reply reply = {0};
    struct error error = {0};
    struct text said = {0};
    (void)state;
    assert_false(session_run(session, "m[\"fig\"]++", &reply, &error));
    error_say(&error, words_english(), &said);
    assert_non_null(strstr(text_string(&said), "m[\"fig\"]++"));
    /* What Go has and we have not is told what is taken; who is nobody, that. */
    static const struct {
        const char *line, *told;
    } rows[] = {
        {"m[\"fig\"] += 2", "of Go m[k] = v"},
        {"if v, ok := m[\"fig\"]; ok {", "of Go m[k] = v"},
        {"fmt.Printf(\"%v\", m)", "of Go m[k] = v"},
        {"maps.Keys(m)", "of Go m[k] = v"},
        {"m['a'] = 3", "of Go m[k] = v"},
        {"n[\"fig\"] = 3", "nothing here is called n; there is m"},
        {"delete(n, \"fig\")", "nothing here is called n; there is m"},
        {"len(x)", "nothing here is called x; there is m"},
        {"frobnicate", "there is no command"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        text_clear(&said);
        assert_false(session_run(session, rows[i].line, &reply, &error));
        error_say(&error, words_english(), &said);
        if (strstr(text_string(&said), rows[i].told) == NULL)
            fail_msg("%s: %s", rows[i].line, text_string(&said));
    }
    text_free(&said);
    reply_free(&reply);
}

static void a_scene_is_written_in_ours(void **state)
{
    struct error error = {0};
    static const char line[] = "m[\"fig\"] = 3\n";
    (void)state;
    assert_null(scene_read_bytes("x", line, sizeof line - 1, &the_repertoire()->table, &error));
}

/* All of them are in the program, with a question and a length, and each plays. */
static void lessons_are_listed_and_played(void **state)
{
    struct reply reply = {0};
    struct error error = {0};
    (void)state;
    assert_true(session_run(session, "lessons", &reply, &error));
    assert_true(reply.sheet);
    int lessons = 0;
    for (const char *row = strchr(text_string(&reply.text), '\n'); row != NULL; row = strchr(row + 1, '\n')) {
        int number = atoi(row + 1);
        const char *question = strchr(row + 1, '\t'), *length = strchr(question + 1, '\t');
        assert_true(number > 0 && length > question + 1 && strchr("0123456789", length[1]) != NULL);
        struct text line = {0};
        struct reply unheard = {0};
        text_format(&line, "lesson %d", number);
        session_set_live(session, true);
        if (!session_run(session, text_string(&line), &unheard, &error))
            fail_msg("%s", text_string(&line));
        assert_non_null(session->player.scene);
        assert_int_equal(unheard.text.length, 0);
        reply_free(&unheard);
        text_free(&line);
        lessons++;
    }
    assert_true(lessons >= 16);
    reply_free(&reply);
}

static void restart_begins_the_scene_anew(void **state)
{
    (void)state;
    session_set_live(session, true);
    must_run("lesson 2");
    for (int i = 0; i < 200; i++)
        session_advance(session, 40);
    assert_true(session->player.at > 0);
    must_run("restart");
    assert_int_equal(session->player.at, 0);
    assert_false(session->player.away);
    assert_non_null(session->player.scene);
}

/* ---- files behind `scene` */

static void ask_files(void *context, const struct completion_place *place, struct candidates *candidates)
{
    static const char *const names[] = {"LICENSE", "Makefile", "one.scene", "two.scene", "Scenes/"};
    (void)context;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strncmp(names[i], place->prefix, place->length) == 0)
            candidates_add(candidates, names[i], strlen(names[i]), "", names[i][strlen(names[i]) - 1] == '/');
    }
}

static void scenes_are_offered_first(void **state)
{
    static const struct {
        const char *line;
        size_t count;
    } rows[] = {{"scene ", 3}, {"scene o", 1}, {"scene L", 1}, {"scene x", 0}, {"trace ", 5}};
    const struct completion_source files = {ask_files, NULL};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct candidates found = {0};
        session_complete(session, rows[i].line, strlen(rows[i].line), strlen(rows[i].line), &files, &found);
        if (found.count != rows[i].count)
            fail_msg("%s offers %zu", rows[i].line, found.count);
        candidates_free(&found);
    }
}

/* ---- what the prompt suggests */

/* Each of them is taken, of whatever is in hand: they are run one by one, and taken back. */
static void try_all_suggestions(const char *made)
{
    struct prompt_picture prompt = {.prompt = "growwork> ", .line = "", .chosen = SIZE_MAX};
    struct grid grid = {0};
    struct text screen = {0};
    int tried = 0;
    grid_resize(&grid, 140, 30);
    session_draw(session, &grid, &prompt);
    grid_print(&grid, &screen);
    char *words = strstr(text_string(&screen), "  try  ");
    assert_non_null(words);
    words += strlen("  try  ");
    words[strcspn(words, "\n")] = '\0';
    for (char *next; words != NULL; words = next, tried++) {
        struct reply reply = {0};
        struct error error = {0};
        struct text why = {0};
        next = strstr(words, " · ");
        if (next != NULL) {
            *next = '\0';
            next += strlen(" · ");
        }
        position before = session->timeline.cursor;
        if (!session_run(session, words, &reply, &error)) {
            error_say(&error, words_english(), &why);
            fail_msg("%s: %s is refused: %s", made, words, text_string(&why));
        }
        if (session->timeline.cursor > before)
            must_run("undo");
        text_free(&why);
        reply_free(&reply);
    }
    assert_true(tried >= 2);
    grid_free(&grid);
    text_free(&screen);
}

static void what_is_suggested_is_taken(void **state)
{
    static const char *const made[] = {
        "make map[string]int",
        "insert fig 1",
        "fill 26 k; insert fig 1",
        "fill 26 k; insert fig 1; evacuate",
        "make map[string]int hint=100",
        "var map[string]int",
        "make map[bool]int",
        "make map[bool]int; insert true 1",
        "make map[[0]int]int",
        "make map[int8]int; fill 126",
        "make map[int]string; fill 27",
        "make map[error]int",
        "make map[any]int",
        "make map[struct{a int}]int",
        "make map[[2]any]int",
        "make map[*int]int",
        "make map[float32]int; fill 9; grow",
        "make []int 0",
        "make []int 0 2",
        "make []int 1 3",
        "make []int 2",
        "make []int 5",
        "make []int 5 as t",
        "var []int",
        "make [3]int",
        "make [2]int as a; let s = a[:]",
        "make [0]int",
        "make []string 0 4",
        "make []struct{} 3",
        "make [5]string",
    };
    (void)state;
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        session_free(session);
        session = new_session();
        must_run(made[i]);
        try_all_suggestions(made[i]);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin_session, end_session)
    const struct CMUnitTest tests[] = {
        TEST(go_spelling_is_taken),
        TEST(what_is_suggested_is_taken),
        TEST(what_is_tried_first_works),
        TEST(what_is_neither_is_refused),
        TEST(what_is_refused_is_shown_as_typed),
        TEST(a_scene_is_written_in_ours),
        TEST(lessons_are_listed_and_played),
        TEST(restart_begins_the_scene_anew),
        TEST(scenes_are_offered_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
