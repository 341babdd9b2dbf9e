/* The bar of bytes: parts as long as their shares, and never a cell outside the line that it was given. */
#include "base/random.h"
#include "test/history.h"
#include "view/memory_bar.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { WIDTH = 200, ROWS = 3 };

/* The bar: half of the room that its name leaves, within these limits. */
enum { LEAST_COLUMNS = 8, MOST_COLUMNS = 40, FOR_NOTHING = 0xb7 };

static const uint32_t live_glyphs[ENGINE_BYTES_PLACES] = {
    [ENGINE_BYTES_HEAD] = 0x2588, [ENGINE_BYTES_ARRAY] = 0x2588,  [ENGINE_BYTES_OVERFLOW] = 0x25a0,
    [ENGINE_BYTES_OLD] = 0x25aa,  [ENGINE_BYTES_BEHIND] = 0x25b8,
};

static int count_glyph(const struct grid *grid, uint32_t glyph)
{
    int count = 0;
    for (int x = 0; x < WIDTH; x++)
        count += grid_cell(grid, x, 1)->rune == glyph;
    return count;
}

static struct engine_bytes some_bytes(uint64_t *seed)
{
    struct engine_bytes bytes = {
        .dead = random_below(seed, 3) > 0 ? random_below(seed, 1u << random_below(seed, 30)) : 0};
    for (int place = 0; place < ENGINE_BYTES_PLACES; place++) {
        bytes.at[place].all =
            random_below(seed, 3) > 0 ? random_below(seed, 1u << random_below(seed, 30)) : 0;
        bool used = bytes.at[place].all > 0 && place != ENGINE_BYTES_WALKED; /* by a loop alone */
        bytes.at[place].live = used ? random_below(seed, bytes.at[place].all + 1) : 0;
    }
    return engine_bytes_summed(bytes);
}

static bool is_of_bar(uint32_t rune)
{
    bool is = rune == FOR_NOTHING;
    for (int place = 0; place < ENGINE_BYTES_PLACES; place++)
        is |= place != ENGINE_BYTES_WALKED && rune == live_glyphs[place];
    return is;
}

/* What a part has of the bar, from `before` up to `after` of all bytes: no more than a column at either end may be another's. Returns
   how many columns are certainly its own. */
static int expect_part(const struct grid *grid, int x, int columns, uint64_t before, uint64_t after,
                       uint64_t all, uint32_t glyph)
{
    int first = (int)(before * (uint64_t)columns / all) + 1, end = (int)(after * (uint64_t)columns / all);
    for (int at = first; at < end; at++) {
        if (grid_cell(grid, x + at, 1)->rune != glyph)
            fail_msg("column %d of %d is %x, not %x", at, columns, grid_cell(grid, x + at, 1)->rune, glyph);
    }
    return end > first ? end - first : 0;
}

/* Columns that parts of each place had for certain, in use and for nothing. */
static int met[ENGINE_BYTES_PLACES][2];

static void expect_bar(const struct grid *grid, int x, int columns, const struct engine_bytes *bytes)
{
    uint64_t all = bytes->live + bytes->kept, before = 0;
    for (int at = 0; at < columns; at++)
        assert_true(is_of_bar(grid_cell(grid, x + at, 1)->rune));
    assert_false(is_of_bar(grid_cell(grid, x + columns, 1)->rune));
    for (int place = 0; place < ENGINE_BYTES_PLACES; place++) {
        uint64_t used = before + bytes->at[place].live, end = before + bytes->at[place].all;
        met[place][0] += expect_part(grid, x, columns, before, used, all, live_glyphs[place]);
        met[place][1] += expect_part(grid, x, columns, used, end, all, FOR_NOTHING);
        before = end;
    }
    assert_int_equal(before, all);
}

static void parts_have_their_shares(void **state)
{
    (void)state;
    enum { TRIALS = 3000 };
    struct history history;
    struct look look;
    struct grid grid = {0};
    uint64_t seed = 5;
    int drawn = 0, longest = 0;
    history_begin(&history, "map[int]int");
    look_init(&look);
    struct picture picture = history_picture(&history, &look);
    for (int n = 0; n < TRIALS; n++) {
        struct engine_bytes bytes = some_bytes(&seed);
        uint64_t all = bytes.live + bytes.kept;
        int begin = (int)random_below(&seed, 40), end = begin + (int)random_below(&seed, WIDTH - 45);
        grid_resize(&grid, WIDTH, ROWS);
        int x = memory_bar_draw(&grid, begin, 1, end, &picture, &bytes);
        bool shown = all > 0 && begin + memory_bar_least(&picture, &bytes) <= end;
        assert_int_equal(x > begin, shown);
        assert_in_range(x, begin, end > begin ? end : begin);
        for (int y = 0; y < ROWS; y++) {
            for (int at = 0; at < WIDTH; at++)
                assert_true((y == 1 && at >= begin && at < x) || grid_cell(&grid, at, y)->rune == ' ');
        }
        drawn += shown;
        if (!shown)
            continue;
        int name = memory_bar_least(&picture, &bytes) - LEAST_COLUMNS, columns = (end - begin - name) / 2;
        columns = columns < LEAST_COLUMNS ? LEAST_COLUMNS : columns > MOST_COLUMNS ? MOST_COLUMNS : columns;
        expect_bar(&grid, begin + name, columns, &bytes);
        longest += columns == MOST_COLUMNS;
        assert_int_equal(count_glyph(&grid, 0xd7), 0); /* what is dead is told in words */
    }
    assert_true(drawn > TRIALS / 3 && longest > TRIALS / 20 && longest < drawn);
    for (int place = 0; place < ENGINE_BYTES_PLACES; place++) {
        assert_true(met[place][0] > TRIALS / 5 || place == ENGINE_BYTES_WALKED);
        assert_true(met[place][1] > TRIALS / 5);
    }
    grid_free(&grid);
    history_end(&history);
}

/* What holds nothing has no bar. */
static void nothing_has_no_bar(void **state)
{
    (void)state;
    struct history history;
    struct look look;
    struct grid grid = {0};
    const struct engine_bytes none = {0};
    history_begin(&history, "map[int]int");
    look_init(&look);
    struct picture picture = history_picture(&history, &look);
    grid_resize(&grid, WIDTH, ROWS);
    assert_int_equal(memory_bar_draw(&grid, 3, 1, WIDTH, &picture, &none), 3);
    assert_int_equal(memory_bar_least(&picture, &none), 0);
    grid_free(&grid);
    history_end(&history);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_have_their_shares),
        cmocka_unit_test(nothing_has_no_bar),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
