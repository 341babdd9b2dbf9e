/*
 * The picture of a collection: the object that a step is about stands in brackets in its own colour, however many are called alike
 * and however old it is; sums are those of all objects, those that have no place on the stage among them.
 */
#include "base/number.h"
#include "model/heap.h"
#include "test/one_session.h"

static const int sizes[][2] = {{40, 12}, {80, 24}, {120, 36}, {200, 50}};
enum { SIZES = sizeof sizes / sizeof *sizes };

static uint32_t glyph_of(uint32_t region, const struct heap_object *object)
{
    static const uint32_t glyphs[] = {
        [HEAP_WHITE] = 0xb7, [HEAP_GRAY] = 0x2592, [HEAP_BLACK] = 0x25a0, [HEAP_FREE] = 0x2717};
    enum heap_colour colour = heap_colour(&session->world, region);
    return colour == HEAP_BLACK && !object->scanned ? 0x25aa : glyphs[colour];
}

/* What stands between brackets, if it is a mark of the stage; 0: nothing does. */
static uint32_t bracketed(const struct grid *grid, uint32_t left, uint32_t right, int *x, int *y)
{
    static const uint32_t marks[] = {0xb7, 0x2592, 0x25a0, 0x2717, 0x25aa};
    for (*y = 0; *y < grid->height; ++*y) {
        for (*x = 0; *x + 2 < grid->width; ++*x) {
            uint32_t rune = grid_cell(grid, *x + 1, *y)->rune;
            for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
                if (grid_cell(grid, *x, *y)->rune == left && rune == marks[i] &&
                    grid_cell(grid, *x + 2, *y)->rune == right)
                    return rune;
            }
        }
    }
    return 0;
}

/* Those before the mark in hand, blanks left out: how many there are. */
static bool follows_more(const struct grid *grid, int x, int y)
{
    return x > 0 && grid_cell(grid, x - 1, y)->rune == 0x2026;
}

static void line_of(const struct grid *grid, int y, struct text *line)
{
    text_clear(line);
    for (int x = 0; x < grid->width; x++) {
        if (grid_cell(grid, x, y)->rune != 0)
            text_add_rune(line, grid_cell(grid, x, y)->rune);
    }
}

static bool has_line(const struct grid *grid, const char *words)
{
    struct text line = {0};
    bool found = false;
    for (int y = 0; y < grid->height && !found; y++) {
        line_of(grid, y, &line);
        found = strstr(text_string(&line), words) != NULL;
    }
    text_free(&line);
    return found;
}

struct met {
    int in_hand, beyond;
};

/* The picture of the present moment. */
static void expect_mark(struct grid *grid, struct met *met)
{
    const struct event event = timeline_event(&session->timeline, session->timeline.cursor - 1);
    uint32_t region = heap_event_object(&event);
    struct heap_object object;
    bool looks = event.kind == EVENT_scan || event.kind == EVENT_scanned;
    int x, y;
    session_draw(session, grid, NULL);
    if (region == 0 || heap_word(&session->world, HEAP_CYCLES) == 0 ||
        !heap_seen(&session->world, region, &object))
        return;
    uint32_t found = looks ? bracketed(grid, '(', ')', &x, &y) : bracketed(grid, '[', ']', &x, &y);
    if (found != glyph_of(region, &object))
        fail_msg("%dx%d, event %lld: mark %x, not %x", grid->width, grid->height,
                 (long long)session->timeline.cursor, found, glyph_of(region, &object));
    met->in_hand++;
    met->beyond += follows_more(grid, x, y);
}

static void what_is_in_hand_has_its_own_colour(void **state)
{
    (void)state;
    static const char *const lines[] = {"make map[int]int hint=40",
                                        "collide 500 bucket=2",
                                        "make map[string]int as p",
                                        "fill 40",
                                        "make []int 3 as s",
                                        "append 1",
                                        "gc"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        must_run(lines[i]);
    const struct mark *mark = timeline_last_mark(&session->timeline);
    position begin = mark->begin, end = mark->end;
    for (size_t size = 0; size < SIZES; size++) {
        struct grid grid = {0};
        struct met met = {0};
        grid_resize(&grid, sizes[size][0], sizes[size][1]);
        for (position at = begin + 1; at <= end; at++) {
            timeline_seek(&session->timeline, at);
            expect_mark(&grid, &met);
        }
        assert_true(met.in_hand > 300);
        assert_true(met.beyond > 50);
        grid_free(&grid);
    }
}

/* ---- more objects than are looked for */

static uint64_t numbers[4];

static void run_gc(void)
{
    struct heap_survey survey = heap_survey(&session->world, 0);
    must_run("gc");
    numbers[0] = survey.reached.objects;
    numbers[1] = survey.dead.objects;
    numbers[2] = survey.reached.bytes;
    numbers[3] = survey.dead.bytes;
}

static void expect_lens(struct grid *grid, const char *format, uint64_t a, uint64_t b)
{
    struct text line = {0}, first = {0}, second = {0};
    number_say_grouped(&first, a);
    number_say_grouped(&second, b);
    text_format(&line, format, text_string(&first), text_string(&second));
    if (!has_line(grid, text_string(&line)))
        fail_msg("no line says: %s", text_string(&line));
    text_free(&line);
    text_free(&first);
    text_free(&second);
}

static position end_of_marking(position at)
{
    while (timeline_event(&session->timeline, at - 1).kind != EVENT_marked)
        at--;
    return at;
}

/* Of the two ends of a collection: all is marked, all is swept. */
static void expect_sums(void)
{
    struct grid grid = {0};
    position end = session->timeline.end;
    uint64_t all = numbers[2] + numbers[3];
    grid_resize(&grid, 120, 36);
    timeline_seek(&session->timeline, end_of_marking(end));
    session_draw(session, &grid, NULL);
    expect_lens(&grid, "white %s   gray 0   black %s   free 0", numbers[1], numbers[0]);
    expect_lens(&grid, "marked: %s of %s bytes", numbers[2], all);
    timeline_seek(&session->timeline, end);
    session_draw(session, &grid, NULL);
    expect_lens(&grid, "white 0   gray 0   black %s   free %s", numbers[0], numbers[1]);
    if (numbers[3] > 0)
        expect_lens(&grid, "free: %s of %s bytes", numbers[3], all);
    grid_free(&grid);
}

/* What slots pointed to is no object, but counts. */
static void sums_are_those_of_the_collection(void **state)
{
    (void)state;
    must_run("make map[int][200]byte as m");
    must_run("fill 60");
    must_run("delete {1..20}");
    must_run("make split[string][300]byte every=8 as c");
    must_run("fill 30");
    run_gc();
    expect_sums();
    must_run("gc");
    must_run("delete k{1..9}");
    run_gc();
    expect_sums();
    assert_true(heap_word(&session->world, HEAP_LET_GO) > 0);
}

static void what_is_old_is_counted_and_seen_when_it_is_in_hand(void **state)
{
    enum { REGIONS = 70000 };
    struct grid grid = {0};
    struct met met = {0};
    (void)state;
    must_run("make map[string]int as m");
    must_run("fill 20");
    must_run("make map[string]int as empty");
    while (session->world.memory.region_count < REGIONS)
        must_run("range"); /* a loop is a region, but no object */
    must_run("make []int 3 as s");
    run_gc();
    uint64_t old = numbers[0] + numbers[1] - 1;
    assert_true(old >= 4);
    expect_sums();
    struct text left = {0};
    text_format(&left, "+%llu", (unsigned long long)old);
    grid_resize(&grid, 120, 36);
    session_draw(session, &grid, NULL);
    assert_true(has_line(&grid, text_string(&left)));
    const struct mark *mark = timeline_last_mark(&session->timeline);
    for (position at = mark->begin + 1; at <= mark->end; at++) {
        timeline_seek(&session->timeline, at);
        expect_mark(&grid, &met);
    }
    assert_true(met.in_hand > 10);
    text_free(&left);
    grid_free(&grid);
}

/* A slice that shares its array is a root like the one that made it. */
static void all_that_hold_an_array_stand_before_it(void **state)
{
    static const struct {
        const char *line, *wide, *narrow;
    } rows[] = {
        {"make []int 3 8 as s", "s ─▸", "s ─▸"},
        {"let t = s", "s t ─▸", "s t ─▸"},
        {"let u = s[:1]", "s t u ─▸", "s t u ─▸"},
        {"let second = t[1:2]", "s t u second ─▸", "s t u +1 ─▸"},
        {"let the_other_one = t", "s t u second +1 ─▸", "s t u +2 ─▸"},
        {"s: append 1 2 3 4 5 6", "t u second +1 ─▸", "t u +2 ─▸"},
    };
    struct grid grid = {0};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        must_run(rows[i].line);
        must_run("gc");
        for (size_t size = 0; size < SIZES; size++) {
            const char *names = sizes[size][0] < 60 ? rows[i].narrow : rows[i].wide;
            grid_resize(&grid, sizes[size][0], sizes[size][1]);
            session_draw(session, &grid, NULL);
            if (!has_line(&grid, names))
                fail_msg("%s, then gc, %dx%d: no %s", rows[i].line, grid.width, grid.height, names);
        }
    }
    grid_free(&grid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin_session, end_session)
        TEST(what_is_in_hand_has_its_own_colour),
        TEST(sums_are_those_of_the_collection),
        TEST(all_that_hold_an_array_stand_before_it),
        TEST(what_is_old_is_counted_and_seen_when_it_is_in_hand),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
