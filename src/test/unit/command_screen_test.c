/* The screen's laws once several subjects are there: safe at any size, a pure function of the moment, the same there and back. */
#include "test/golden_frame.h"
#include "test/running.h"
#include "test/sound_bytes.h"

#include "base/random.h"
#include "model/slice/slice.h"
#include "session/state.h"

/* Maps, slices that share and part, arrays, elements without size, and headers that stand on nothing. */
static struct session *eventful_session(void)
{
    static const char *const lines[] = {
        "fill 9 k",
        "make []int 0 2 as s",
        "append 1",
        "append 2 3",
        "fill 20",
        "let t = s[2:5]",
        "append 7 8",
        "use s; fill 12; store 3 99; clear",
        "make [5]string as a",
        "store 2 \"日本 and more than fits\"",
        "let b = a; let c = a[1:3]",
        "make []struct{} 3 as z; append {} {}",
        "var []float64 as n",
        "append 1.5 NaN",
        "use m",
        "fill 20 x",
        "drop z",
        "use t; reslice :20; copy s",
    };
    struct session *session = new_session();
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        must_run_in(session, lines[i]);
    return session;
}

static position some_moment(const struct session *session, uint64_t *random)
{
    const struct timeline *timeline = &session->timeline;
    return timeline->first + random_below(random, timeline->end - timeline->first + 1);
}

static void any_size_is_safe(void **state)
{
    struct session *session = eventful_session();
    struct grid grid = {0};
    struct look *look = &session->look;
    uint64_t random = 7;
    (void)state;
    for (int round = 0; round < 1500; round++) {
        int width = (int)random_below(&random, round % 10 == 0 ? 300 : 130) + 1;
        int height = (int)random_below(&random, round % 10 == 0 ? 100 : 50) + 1;
        timeline_seek(&session->timeline, some_moment(session, &random));
        look->cells = (enum cell_content)random_below(&random, CELL_CONTENTS);
        look->motion = (enum motion)random_below(&random, MOTIONS);
        look->before = random_below(&random, 2) != 0;
        look->on_buckets = random_below(&random, 4) == 0;
        look->opened = random_below(&random, 2) != 0;
        look->cursor.row = (int64_t)random_below(&random, 60);
        look->follow = random_below(&random, 2) != 0;
        look->top = (int64_t)random_below(&random, 60);
        grid_resize(&grid, width, height);
        session_draw(session, &grid, NULL);
        assert_int_equal(grid.width, width);
        assert_true(grid.cursor_x < width && grid.cursor_y < height);
    }
    grid_free(&grid);
    session_free(session);
}

static void the_same_moment_is_the_same_picture(void **state)
{
    struct session *session = eventful_session();
    struct grid first = {0}, second = {0};
    uint64_t random = 11;
    (void)state;
    grid_resize(&first, 120, 36);
    grid_resize(&second, 120, 36);
    for (int round = 0; round < 300; round++) {
        position there = some_moment(session, &random);
        timeline_seek(&session->timeline, there);
        session_draw(session, &first, NULL);
        timeline_seek(&session->timeline, some_moment(session, &random));
        session_draw(session, &second, NULL);
        timeline_seek(&session->timeline, there);
        session_draw(session, &second, NULL);
        assert_true(grid_equal(&first, &second));
    }
    grid_free(&first);
    grid_free(&second);
    session_free(session);
}

/* ---- golden frames */

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

static void a_growth(void **state)
{
    struct session *session = new_session();
    (void)state;
    must_run_in(session, "make []int 0 4; append 1 2 3 40; let t = s[1:3]; use s");
    must_run_in(session, "append 5");
    go_to(session, SLICE_want, 1);
    frame("slice-decision-120x36", session, 120, 36, GLYPHS_UNICODE);
    go_to(session, SLICE_travel, 3);
    frame("slice-growth-120x36", session, 120, 36, GLYPHS_UNICODE);
    frame("slice-growth-80x24", session, 80, 24, GLYPHS_UNICODE);
    frame("slice-growth-80x24-ascii", session, 80, 24, GLYPHS_ASCII);
    frame("slice-growth-40x12", session, 40, 12, GLYPHS_UNICODE);
    timeline_seek(&session->timeline, session->timeline.end);
    frame("slice-parted-120x36", session, 120, 36, GLYPHS_UNICODE);
    session_free(session);
}

static void more_than_the_stage_holds(void **state)
{
    struct session *session = new_session();
    (void)state;
    must_run_in(session, "make []string 0 as s; fill 32 word");
    must_run_in(session, "append one");
    go_to(session, SLICE_copied, 25);
    frame("slice-long-80x24", session, 80, 24, GLYPHS_UNICODE);
    session_free(session);
}

static void arrays_and_what_stands_beside(void **state)
{
    struct session *session = eventful_session();
    (void)state;
    must_run_in(session, "use a");
    frame("array-120x36", session, 120, 36, GLYPHS_UNICODE);
    must_run_in(session, "use m");
    frame("strips-80x24", session, 80, 24, GLYPHS_UNICODE);
    must_run_in(session, "b: store 1 x");
    frame("another-acts-120x36", session, 120, 36, GLYPHS_UNICODE);
    session_free(session);
}

/* A message that grows over the story's end leaves no half a sentence that looks whole. */
static void a_story_above_a_message_says_that_it_is_cut(void **state)
{
    struct session *session = new_session();
    struct reply reply = {0};
    struct error error = {0};
    (void)state;
    must_run_in(session, "make map[string]int go=1.24; fill 28; insert fig 3");
    assert_true(session_run(session, "find k7", &reply, &error));
    session_show(session, &reply, NULL);
    frame("story-cut-40x12", session, 40, 12, GLYPHS_UNICODE);
    reply_free(&reply);
    session_free(session);
}

static bool shows(struct session *session, const char *what)
{
    struct grid grid = {0};
    struct text screen = {0};
    grid_resize(&grid, 160, 40);
    session_draw(session, &grid, NULL);
    grid_print(&grid, &screen);
    bool found = strstr(text_string(&screen), what) != NULL;
    text_free(&screen);
    grid_free(&grid);
    return found;
}

/* A link of a long chain is told by the bucket that it hangs on, however far back that is. */
static void a_link_knows_its_home(void **state)
{
    struct session *session = new_session();
    (void)state;
    must_run_in(session, "insert odd{1..2600} hash=0x1300000000000013");
    must_run_in(session, "get odd2590");
    must_run_in(session, "seek end");
    assert_true(shows(session, ", in bucket 19 (overflow"));
    session_free(session);
}

/* A place that two slices stand on is told as the other's element only if the other's length reaches it. */
static void the_story_of_a_shared_place(void **state)
{
    struct session *session = new_session();
    (void)state;
    must_run_in(session, "make []int 4 4 as whole; let front = whole[:1]; let back = whole[2:]");
    must_run_in(session, "front: append 7");
    must_run_in(session, "seek end");
    assert_true(shows(session, "The same place is whole[1]: what was there is gone."));
    must_run_in(session, "seek end; back: store 1 8");
    go_to(session, SLICE_stored, 1);
    assert_true(shows(session, "it was 0. The same place is whole[3]: array 1 is shared."));
    must_run_in(session, "seek end; whole: store 0 9");
    go_to(session, SLICE_stored, 1);
    assert_true(shows(session, "it was 0. The same place is front[0]: array 1 is shared."));
    must_run_in(session, "seek end; drop whole; front: store 0 10");
    go_to(session, SLICE_stored, 1);
    assert_true(shows(session, "Element 0 is 10 now; it was 9."));
    assert_false(shows(session, "The same place"));
    session_free(session);
}

/* In Go 1.21 the header's limit, its sentence, the story of a growth and the pseudo-code of make say 6, not 6.5. */
static void the_accident_of_1_21(void **state)
{
    struct session *session = new_session();
    (void)state;
    must_run_in(session, "make map[int]int hint=48 go=1.21");
    frame("go-1.21-made-120x36", session, 120, 36, GLYPHS_UNICODE);
    must_run_in(session, "fill 48");
    must_run_in(session, "insert 100 1");
    go_to(session, CLASSIC_trigger, 1);
    frame("go-1.21-trigger-120x36", session, 120, 36, GLYPHS_UNICODE);
    session_free(session);
}

/* What the panel shows is not always what Go runs. */
static void the_code_says_whose_it_is(void **state)
{
    static const struct {
        const char *make, *line, *title;
    } rows[] = {
        {"make map[string]int", "insert a 1", "─ CODE: generic; Go: faststr ─"},
        {"make map[string]int", "insert a 1; get a", "─ CODE: generic; Go: faststr ─"},
        {"make map[string]int", "insert a 1; delete a", "─ CODE: generic; Go: faststr ─"},
        {"make map[string]int", "insert a 1; clear", "─ CODE ─"},
        {"make map[string]int", "fill 9; grow; step-evacuate", "─ CODE: generic; Go: faststr ─"},
        {"make map[string]int", "fill 9", "─ CODE: generic; Go: faststr ─"},
        {"make map[int32]int", "insert 1 1", "─ CODE: generic; Go: fast32 ─"},
        {"make map[uint64]int", "insert 1 1", "─ CODE: generic; Go: fast64 ─"},
        {"make map[*int]int", "insert 0x8 1", "─ CODE: generic; Go: fast64ptr ─"},
        {"make map[*int]int", "insert 0x8 1; get 0x8", "─ CODE: generic; Go: fast64 ─"},
        {"make map[float64]int", "insert 1 1", "─ CODE ─"},
        {"make map[string][129]byte", "insert a b", "─ CODE ─"},
        {"make map[string]int", "insert a 1; range", "─ CODE ─"},
        {"make []int 0", "append 1", "─ CODE ─"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct session *session = new_session();
        struct prompt_picture prompt = {.prompt = "growwork> ", .line = "", .chosen = SIZE_MAX};
        struct grid grid = {0};
        struct text screen = {0};
        grid_resize(&grid, 120, 36);
        must_run_in(session, rows[i].make);
        must_run_in(session, rows[i].line);
        session_draw(session, &grid, &prompt);
        grid_print(&grid, &screen);
        if (strstr(text_string(&screen), rows[i].title) == NULL)
            fail_msg("%s; %s: %s is not in sight:\n%s", rows[i].make, rows[i].line, rows[i].title,
                     text_string(&screen));
        text_free(&screen);
        grid_free(&grid);
        session_free(session);
    }
}

/* Where a slot is one letter the view is spoken of, since it is not seen; elsewhere it has its name in the title. */
static void every_view_has_a_name(void **state)
{
    static const struct {
        int width, height;
        bool letters;
    } sizes[] = {{40, 12, true},  {50, 20, true},   {60, 24, true},
                 {80, 24, false}, {100, 30, false}, {120, 36, false}};
    struct session *session = new_session();
    struct grid grid = {0};
    struct prompt_picture prompt = {.prompt = "growwork> ", .line = "", .chosen = SIZE_MAX};
    (void)state;
    must_run_in(session, "fill 27; step-evacuate");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        static const char *const names[] = {"value", "tophash"};
        for (size_t j = 0; j < 2; j++) {
            struct reply reply = {0};
            struct error error = {0};
            struct text screen = {0};
            char line[40];
            grid_resize(&grid, sizes[i].width, sizes[i].height);
            session_draw(session, &grid, &prompt);
            snprintf(line, sizeof line, "view cells %s", names[j]);
            assert_true(session_run(session, line, &reply, &error));
            session_draw(session, &grid, &prompt);
            grid_print(&grid, &screen);
            bool told = strstr(text_string(&reply.text), names[j]) != NULL;
            bool titled = strstr(text_string(&screen), j == 0 ? "values" : "tophashes") != NULL;
            if (told != sizes[i].letters || titled == sizes[i].letters)
                fail_msg("%dx%d, %s: %s", sizes[i].width, sizes[i].height, names[j], text_string(&screen));
            text_free(&screen);
            reply_free(&reply);
        }
    }
    grid_free(&grid);
    session_free(session);
}

/* What is typed and can't be seen is shown in letters; the cursor stands behind these. */
static void the_cursor_is_behind_what_is_typed(void **state)
{
    static const char *const lines[] = {"insert fig", "insert \u65e5\u672c", "get \U0001f469\u200d\U0001f467",
                                        "get a\u00ad\u202e\x01\u0301", "get \U000e0041"};
    struct session *session = new_session();
    struct grid grid = {0};
    (void)state;
    grid_resize(&grid, 80, 24);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct prompt_picture prompt = {
            .prompt = "> ", .line = lines[i], .point = strlen(lines[i]), .chosen = SIZE_MAX};
        grid_clear(&grid);
        session_draw(session, &grid, &prompt);
        int end = grid.cursor_x;
        assert_true(end > 2 && end < 60);
        assert_int_equal(grid_cell(&grid, end, grid.cursor_y)->rune, ' ');
        assert_int_not_equal(grid_cell(&grid, end - 1, grid.cursor_y)->rune, ' ');
    }
    grid_free(&grid);
    session_free(session);
}

/* A slot too narrow for a family shows a member, and no piece of what joins it to the next. */
static void no_joiner_is_shown_in_part(void **state)
{
    struct session *session = new_session();
    struct grid grid = {0};
    (void)state;
    must_run_in(session, "insert \U0001f469\u200d\U0001f467 1; insert a\u00adlong\u202ekey 2");
    for (int width = 20; width < 160; width++) {
        struct text screen = {0};
        grid_resize(&grid, width, 24);
        session_draw(session, &grid, NULL);
        grid_print(&grid, &screen);
        static const char *const pieces[] = {"\\u\u2026",  "\\u2\u2026",  "\\u20\u2026",  "\\u200\u2026",
                                             "\\u0\u2026", "\\u00\u2026", "\\u00a\u2026", "\\u202\u2026"};
        for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
            if (strstr(text_string(&screen), pieces[i]) != NULL)
                fail_msg("%d columns: %s", width, text_string(&screen));
        }
        text_free(&screen);
    }
    grid_free(&grid);
    session_free(session);
}

/* One part of a split map is cleared, another made anew: what is done to one is no phase of the other. */
static void a_map_that_is_made_has_its_own_phase(void **state)
{
    struct grid grid = {0};
    int made = 0;
    (void)state;
    grid_resize(&grid, 120, 36);
    struct session *session = new_session();
    must_run_in(session, "make split[any]int every=2; fill 7; clear");
    struct timeline *timeline = &session->timeline;
    const struct mark *clear = &timeline->marks[timeline->mark_count - 1];
    for (position at = clear->begin; at <= clear->end; at++) {
        struct text screen = {0};
        timeline_seek(timeline, at);
        session_draw(session, &grid, NULL);
        grid_print(&grid, &screen);
        screen.bytes[strcspn(screen.bytes, "\n")] = '\0';
        const char *new_map = strstr(text_string(&screen), words_english()->texts[WORD_CLASSIC_PHASE_NEW]);
        if (new_map != NULL)
            assert_null(strstr(text_string(&screen), words_english()->texts[WORD_CLASSIC_PHASE_FORGET]));
        made += new_map != NULL;
        text_free(&screen);
    }
    assert_true(made > 0);
    session_free(session);
    grid_free(&grid);
}

/* Every moment of a history can be asked about, in the middle of a subject's making too, and of its neighbours. */
static void any_moment_can_be_asked_about(void **state)
{
    static const char *const makings[] = {
        "var []string as s; fill 5; let t = s; let u = s[1:3]; append x",
        "make [3]int as a; let b = a; store 1 5",
        "make []int 0 2 as s; fill 9; make []int 0 1 as t; append 1; let u = s; let s = t; let t = u",
        "make split[int]string every=2 as p; fill 5; clear",
        "make sharded[string]int as h; fill 5",
        "layout map[string]int",
        "make race as r; go g1 insert a 1; run g1",
        "make map[string]int hint=20 as m; fill 3",
    };
    static const char *const questions[] = {"dump", "stats", "why 0",   "forecast 3", "memory",
                                            "hmap", "stuck", "pending", "costs"};
    struct grid grid = {0};
    (void)state;
    grid_resize(&grid, 120, 36);
    for (size_t i = 0; i < sizeof makings / sizeof *makings; i++) {
        struct session *session = new_session();
        must_run_in(session, makings[i]);
        struct timeline *timeline = &session->timeline;
        position end = timeline->end;
        for (position at = timeline->first; at <= end; at++) {
            for (size_t j = 0; j < sizeof questions / sizeof *questions; j++) {
                struct reply reply = {0};
                struct error error = {0};
                timeline_seek(timeline, at);
                if (!session_run(session, questions[j], &reply, &error))
                    assert_true(error_is_set(&error));
                reply_free(&reply);
                assert_int_equal(timeline->end, end);
            }
            timeline_seek(timeline, at);
            assert_true(bytes_are_sound(&session->world));
            session_draw(session, &grid, NULL);
        }
        session_free(session);
    }
    grid_free(&grid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_size_is_safe),
        cmocka_unit_test(the_same_moment_is_the_same_picture),
        cmocka_unit_test(a_growth),
        cmocka_unit_test(more_than_the_stage_holds),
        cmocka_unit_test(arrays_and_what_stands_beside),
        cmocka_unit_test(a_story_above_a_message_says_that_it_is_cut),
        cmocka_unit_test(a_link_knows_its_home),
        cmocka_unit_test(the_story_of_a_shared_place),
        cmocka_unit_test(the_accident_of_1_21),
        cmocka_unit_test(the_code_says_whose_it_is),
        cmocka_unit_test(every_view_has_a_name),
        cmocka_unit_test(the_cursor_is_behind_what_is_typed),
        cmocka_unit_test(no_joiner_is_shown_in_part),
        cmocka_unit_test(a_map_that_is_made_has_its_own_phase),
        cmocka_unit_test(any_moment_can_be_asked_about),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
