/* Replies on the screen: where a long one stands, what it hides and how it is scrolled; help about what is in the picture; what a
   scene says of itself. */
#include "session/state.h"
#include "test/one_session.h"
#include "view/explain.h"

#include <stdlib.h>
#include <string.h>

static struct grid grid;
static struct text screen;

static int end(void **state)
{
    grid_free(&grid);
    text_free(&screen);
    grid = (struct grid){0};
    return end_session(state);
}

static void run(const char *line)
{
    struct reply reply = {0};
    struct error error = {0};
    struct text message = {0};
    bool fine = session_enter(session, line, &reply, &error);
    session_show(session, &reply, fine ? NULL : &error);
    if (!fine) {
        error_say(&error, words_english(), &message);
        print_error("%s: %s\n", line, text_string(&message));
    }
    text_free(&message);
    reply_free(&reply);
}

static const char *draw(int width, int height)
{
    struct prompt_picture prompt = {.prompt = "growwork> ", .line = "", .chosen = SIZE_MAX};
    text_clear(&screen);
    grid_resize(&grid, width, height);
    session_draw(session, &grid, &prompt);
    grid_print(&grid, &screen);
    return text_string(&screen);
}

static int count_of(const char *text, const char *what)
{
    int count = 0;
    for (const char *at = strstr(text, what); at != NULL; at = strstr(at + 1, what))
        count++;
    return count;
}

static void assert_shows(const char *what)
{
    if (strstr(text_string(&screen), what) == NULL)
        fail_msg("\"%s\" is not in sight:\n%s", what, text_string(&screen));
}

static void assert_shows_not(const char *what)
{
    if (strstr(text_string(&screen), what) != NULL)
        fail_msg("\"%s\" is in sight:\n%s", what, text_string(&screen));
}

static const struct size {
    int width, height;
} sizes[] = {{40, 12}, {60, 20}, {80, 24}, {100, 30}, {120, 36}, {200, 50}};
enum { SIZES = sizeof sizes / sizeof *sizes };

/* ---- where a long reply stands */

/* The rows of the band in hand, by its ground; false: there is none. */
static bool rows_in_hand(int *first, int *last)
{
    bool any = false;
    for (int y = 0; y < grid.height; y++) {
        for (int x = 0; x < grid.width; x++) {
            if ((grid_cell(&grid, x, y)->flags & GRID_GROUND) == 0)
                continue;
            *first = any ? *first : y;
            *last = y;
            any = true;
        }
    }
    return any;
}

static bool same_rows(const struct grid *a, const struct grid *b, int first, int last)
{
    for (int y = first; y <= last; y++) {
        for (int x = 0; x < a->width; x++) {
            if (!cell_equal(grid_cell(a, x, y), grid_cell(b, x, y)))
                return false;
        }
    }
    return true;
}

/* The box is the first row that begins with its corner, and ends with the other one. */
static bool find_box(int *first, int *last)
{
    *first = *last = -1;
    for (int y = 0; y < grid.height; y++) {
        if (grid_cell(&grid, 0, y)->rune == 0x250c && *first < 0)
            *first = y;
        if (grid_cell(&grid, 0, y)->rune == 0x2514)
            *last = y;
    }
    return *first >= 0 && *last > *first;
}

/* Through a growth, at all sizes: the band in hand is as it was without the reply, as long as there is a place for the whole of it
   or for nine of its lines; and it is never taller than it must be. */
static void the_band_in_hand_stays_in_sight(void **state)
{
    static const char *const lines[] = {"stats", "pending", "history", "hash k3", "forecast"};
    int checked = 0;
    (void)state;
    run("set motion off");
    run("fill 26");
    run("insert one-more 1");
    const struct mark *mark = &session->timeline.marks[session->timeline.mark_count - 1];
    position from = mark->begin, to = mark->end;
    for (position at = from + 4; at < to; at += 17) {
        for (int s = 0; s < SIZES; s++) {
            for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
                struct grid before = {0};
                int first, last, top, bottom;
                timeline_seek(&session->timeline, at);
                run("view sheet off");
                draw(sizes[s].width, sizes[s].height);
                bool any = rows_in_hand(&first, &last);
                grid_resize(&before, grid.width, grid.height);
                memcpy(before.cells, grid.cells, (size_t)(grid.width * grid.height) * sizeof *grid.cells);
                run(lines[i]);
                draw(sizes[s].width, sizes[s].height);
                if (session->sheet_open) {
                    assert_true(find_box(&top, &bottom));
                    int rows = bottom - top - 1, all = session->room.sheet_lines;
                    assert_int_equal(rows, session->room.sheet_rows);
                    assert_true(rows <= all);
                    int below = grid.height - 4 - last - 1; /* prompt, hints, time, marks */
                    if (any && (all + 2 <= first || all + 2 <= below)) {
                        assert_int_equal(rows, all);
                        assert_true(same_rows(&before, &grid, first, last));
                        checked++;
                    } else if (any && (first >= 11 || below >= 11)) {
                        assert_true(same_rows(&before, &grid, first, last));
                        checked++;
                    }
                }
                grid_free(&before);
            }
        }
    }
    assert_true(checked > 100);
}

/* What is below the box stays in sight: the prompt, what the marks mean, and a scene's words. */
static void a_box_is_closed_and_titled(void **state)
{
    int top, bottom;
    (void)state;
    run("fill 9");
    for (int s = 0; s < SIZES; s++) {
        run("why k1");
        draw(sizes[s].width, sizes[s].height);
        assert_true(find_box(&top, &bottom));
        assert_shows("┌─ why k1 ─");
        assert_shows("growwork>");
        int right = 0;
        while (grid_cell(&grid, right, top)->rune != 0x2510)
            right++;
        assert_int_equal(grid_cell(&grid, right, bottom)->rune, 0x2518);
        for (int y = top + 1; y < bottom; y++) {
            assert_int_equal(grid_cell(&grid, 0, y)->rune, 0x2502);
            assert_int_equal(grid_cell(&grid, right, y)->rune, 0x2502);
        }
    }
}

/* At any size the last line can be reached, and the first again. */
static void all_of_a_long_reply_can_be_read(void **state)
{
    (void)state;
    for (int s = 0; s < SIZES; s++) {
        run("help");
        draw(sizes[s].width, sizes[s].height);
        run("scroll end");
        draw(sizes[s].width, sizes[s].height);
        assert_shows("leave"); /* quit, the last command */
        assert_int_equal(session->sheet_top, session->room.sheet_lines - session->room.sheet_rows);
        run("scroll start");
        draw(sizes[s].width, sizes[s].height);
        assert_shows("┌─ help ─");
        assert_int_equal(session->sheet_top, 0);
        for (int page = 0; page < session->room.sheet_lines; page++)
            run("scroll pagedown");
        assert_int_equal(session->sheet_top, session->room.sheet_lines - session->room.sheet_rows);
    }
}

/* All of it, wherever completions are offered. */
static void completions_cover_no_message(void **state)
{
    static const char *const lines[] = {"frobnicate", "insert fig 12", "fill 20"};
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        for (int s = 0; s < SIZES; s++) {
            struct candidates candidates = {0};
            run(lines[i]);
            session_complete(session, "s", 1, 1, NULL, &candidates);
            struct prompt_picture prompt = {.prompt = "growwork> ",
                                            .line = "s",
                                            .point = 1,
                                            .candidates = &candidates,
                                            .chosen = SIZE_MAX};
            grid_resize(&grid, sizes[s].width, sizes[s].height);
            session_draw(session, &grid, &prompt);
            text_clear(&screen);
            grid_print(&grid, &screen);
            char first[32] = {0};
            size_t fits = utf8_floor(text_string(&session->message), session->message.length, 20);
            memcpy(first, text_string(&session->message), fits);
            assert_shows(first);
            assert_shows("say ");
            candidates_free(&candidates);
        }
    }
}

/* ---- replies */

static void a_reply_with_rows_is_a_table(void **state)
{
    static const char *const lines[] = {"stats",   "pending",  "history", "subjects", "set",      "view",
                                        "hash k1", "forecast", "why k1",  "dump",     "help keys"};
    (void)state;
    run("fill 27");
    run("insert fig 1");
    run("grow");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        run("view sheet off");
        run(lines[i]);
        if (strcmp(lines[i], "forecast") != 0) /* while it grows it is three sentences */
            assert_true(session->sheet_open);
    }
    run("evacuate");
    run("forecast");
    assert_true(session->sheet_open);
    run("insert fig 2");
    assert_false(session->sheet_open);
    run("set speed 2");
    assert_false(session->sheet_open);
}

static void say_is_seen_once(void **state)
{
    (void)state;
    for (int live = 0; live < 2; live++) {
        session_set_live(session, live != 0);
        for (int s = 0; s < SIZES; s++) {
            run("say Look at this.");
            assert_int_equal(count_of(draw(sizes[s].width, sizes[s].height), "Look at this."), 1);
        }
    }
}

/* ---- help */

static const struct face *face_in_hand(void)
{
    return face_of(&session->world, session_in_hand(session));
}

/* The legend and the first page of help tell of the same marks: of those on the stage, and of no others. */
static void help_begins_with_the_marks_in_the_picture(void **state)
{
    static const char *const lines[] = {"fill 3", "delete k2",           "fill 40",
                                        "get k7", "make []int 2 4 as s", "append 5"};
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        run(lines[i]);
        draw(120, 36);
        uint32_t marks = session->room.marks;
        assert_true(marks != 0);
        run("help");
        const struct face *face = face_in_hand();
        const char *sheet = text_string(&session->sheet);
        const char *end = strstr(sheet, words_english()->texts[WORD_EXPLAIN_TITLE_SCREEN]);
        assert_non_null(end);
        assert_non_null(strstr(sheet, words_english()->texts[WORD_EXPLAIN_TITLE_PICTURE]));
        for (int m = 0; face->marks[m].glyph != NULL; m++) {
            struct text row = {0};
            text_format(&row, "\n%s\t%s\t%s\n", face->marks[m].glyph,
                        words_english()->texts[face->marks[m].word],
                        words_english()->texts[face->marks[m].meaning]);
            const char *found = strstr(sheet, text_string(&row));
            assert_int_equal(found != NULL && found < end, marks >> m & 1);
            text_free(&row);
        }
        run("view sheet off");
    }
}

/* A mark is on the stage only if it is one there: not the + of a title, nor the bracket of a key or of the gate. */
static void letters_are_no_marks(void **state)
{
    (void)state;
    run("make map[string]int");
    run("insert \"a+b\" 1; insert \"[x]\" 2; insert \"(y)\" 3; fill 20");
    run("seek end");
    draw(120, 36);
    run("insert z 1");
    draw(120, 36);
    run("grow");
    draw(120, 36);
    assert_shows("number + ");
    assert_shows_not("overflow bucket");
}

static void all_pages_explain_what_the_screen_has(void **state)
{
    static const char *const names[] = {"B", "nevacuate", "noverflow", "flags", "hash0"};
    const struct words *words = words_english();
    struct text page = {0};
    (void)state;
    run("fill 30");
    draw(160, 45);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_shows(names[i]);
    for (int engine = 0; engine < ENGINES; engine++) {
        const struct face *face = face_number(engine);
        if (face == NULL)
            continue;
        for (int m = 0; face->marks[m].glyph != NULL; m++)
            assert_true(words->texts[face->marks[m].meaning][0] != '\0');
        for (int f = 0; face->fields[f].name != WORD_NONE; f++)
            assert_true(words->texts[face->fields[f].meaning][0] != '\0');
        text_clear(&page);
        explain_page(words, face, EXPLAIN_SCREEN, &page);
        for (int p = 0; command_panel_names[p] != NULL; p++) {
            struct text row = {0};
            text_format(&row, "\n%s\t", command_panel_names[p]);
            if (strstr(text_string(&page), text_string(&row) + (p == 0)) == NULL)
                fail_msg("help screen lacks the panel %s", command_panel_names[p]);
            text_free(&row);
        }
    }
    text_free(&page);
    for (int i = 0; command_help_names[i] != NULL; i++) {
        struct text line = {0};
        text_format(&line, "help %s", command_help_names[i]);
        run("view sheet off");
        run(text_string(&line));
        assert_true(session->sheet_open);
        text_free(&line);
    }
}

/* Small screens have no legend: there F1 tells what their marks mean, which are letters. */
static void marks_of_a_small_screen_are_explained(void **state)
{
    (void)state;
    run("fill 26");
    run("insert xyx 1");
    draw(40, 12);
    run("help");
    const char *sheet = text_string(&session->sheet);
    assert_non_null(strstr(sheet, "\nx y\tmoved\t"));
    assert_non_null(strstr(sheet, "\n▪\tan entry\t"));
    assert_null(strstr(sheet, "\n▸x ▸y\t"));
    run("view sheet off");
    draw(120, 36); /* a title with an x, and a key of such letters */
    run("help");
    sheet = text_string(&session->sheet);
    assert_null(strstr(sheet, "\nx y\t"));
    assert_null(strstr(sheet, "\n■\t"));
}

/* What has no room in the story's place says which key reads on, and that opens it as a box. */
static void what_is_cut_can_be_read_on(void **state)
{
    static const int widths[] = {40, 80, 120}, heights[] = {12, 24, 36};
    (void)state;
    run("set motion off");
    run("make map[string]int; workload count=2000");
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        grid_resize(&grid, widths[i], heights[i]);
        session_draw(session, &grid, NULL);
        assert_true(session->room.message_cut);
        run("scroll pagedown");
        assert_true(session_shows_sheet(session));
        assert_non_null(strstr(text_string(&session->sheet), "The map grew 6 times"));
        session_draw(session, &grid, NULL);
        run("scroll pagedown");
        assert_true(session_shows_sheet(session));
        run("view sheet off");
    }
    run("insert fig 1");
    session_draw(session, &grid, NULL);
    assert_false(session->room.message_cut);
    run("scroll pagedown");
    assert_false(session_shows_sheet(session));
}

/* A page may be called by the beginning of its name, as long as no command begins so. */
static void pages_may_be_shortened(void **state)
{
    (void)state;
    run("help fla");
    assert_non_null(strstr(text_string(&session->sheet), "sameSizeGrow\t"));
    run("help marks");
    assert_non_null(strstr(text_string(&session->sheet), "[ ]\tin hand\t"));
    assert_null(strstr(text_string(&session->sheet), "black: looked into"));
    run("set motion off");
    run("gc");
    grid_resize(&grid, 80, 24);
    session_draw(session, &grid, NULL);
    run("help marks"); /* the heap has the stage */
    assert_non_null(strstr(text_string(&session->sheet), "black: looked into"));
    run("help mak");
    assert_non_null(strstr(text_string(&session->sheet), "make "));
}

/* ---- scenes */

static void play(const char *bytes)
{
    struct error error = {0};
    struct scene *scene = scene_read_bytes("test", bytes, strlen(bytes), &the_repertoire()->table, &error);
    assert_non_null(scene);
    session_set_live(session, true);
    session->look.motion = MOTION_OFF;
    player_begin(&session->player, scene);
    for (int i = 0; i < 400; i++)
        session_advance(session, 40);
}

static const char lesson[] = "chapter One\nfill 9\nask \"How many buckets?\" answer={buckets} why=\"9 are "
                             "too many for one.\" hint=\"Double it.\" 1 2 4\n"
                             "chapter Two\nask \"How many entries?\" answer={count}\nsay Goodbye.\n";

static void a_wrong_answer_keeps_the_question_in_sight(void **state)
{
    (void)state;
    for (int s = 0; s < SIZES; s++) {
        play(lesson);
        run("c");
        draw(sizes[s].width, sizes[s].height);
        assert_shows("a) 1    b) 2    c) 4 ✗");
        assert_shows("No, try again. Double it.");
        run("c");
        draw(sizes[s].width, sizes[s].height);
        assert_shows("How many buckets?");
        assert_shows("a) 1    b) 2 ✓    c) 4 ✗");
        assert_shows("No. The answer: 2.");
        run("play");
        for (int i = 0; i < 200; i++)
            session_advance(session, 40);
        run("8");
        run("7");
        draw(sizes[s].width, sizes[s].height);
        assert_shows("How many entries?");
        assert_shows("7 ✗    9 ✓");
    }
}

static void a_scene_tells_where_it_is(void **state)
{
    (void)state;
    for (int s = 0; s < SIZES; s++) {
        play(lesson);
        draw(sizes[s].width, sizes[s].height);
        assert_shows("1 of 2");
        assert_shows_not("resume");
        /* Left: how to come back stays in sight, whatever is typed. */
        run(":insert fig 1");
        run("view before off");
        session_show(session, NULL, NULL);
        draw(sizes[s].width, sizes[s].height);
        assert_shows("resume back to the scene");
        run("resume");
        draw(sizes[s].width, sizes[s].height);
        assert_shows_not("resume back");
        for (int i = 0; i < 200; i++)
            session_advance(session, 40);
        assert_true(player_waits_for_answer(&session->player));
        run("2");
        run("play");
        for (int i = 0; i < 400; i++)
            session_advance(session, 40);
        draw(sizes[s].width, sizes[s].height);
        assert_shows_not("the scene is over");
        run("9");
        run("play");
        for (int i = 0; i < 400; i++)
            session_advance(session, 40);
        assert_true(session->player.finished);
        draw(sizes[s].width, sizes[s].height);
        assert_shows("the scene is over");
        assert_shows("The scene is over: 2 of 2 questions");
    }
}

static void words_said_while_a_scene_waits_are_seen(void **state)
{
    (void)state;
    play(lesson);
    run(":insert fig 1");
    draw(80, 24);
    assert_shows_not("How many buckets?");
    run("say Look at this.");
    draw(80, 24);
    assert_shows("Look at this.");
    run("resume");
    for (int i = 0; i < 200; i++)
        session_advance(session, 40);
    draw(80, 24);
    assert_shows("How many buckets?");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin_session, end)
    const struct CMUnitTest tests[] = {
        TEST(the_band_in_hand_stays_in_sight),
        TEST(a_box_is_closed_and_titled),
        TEST(all_of_a_long_reply_can_be_read),
        TEST(completions_cover_no_message),
        TEST(a_reply_with_rows_is_a_table),
        TEST(say_is_seen_once),
        TEST(help_begins_with_the_marks_in_the_picture),
        TEST(letters_are_no_marks),
        TEST(marks_of_a_small_screen_are_explained),
        TEST(what_is_cut_can_be_read_on),
        TEST(pages_may_be_shortened),
        TEST(all_pages_explain_what_the_screen_has),
        TEST(a_wrong_answer_keeps_the_question_in_sight),
        TEST(a_scene_tells_where_it_is),
        TEST(words_said_while_a_scene_waits_are_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
