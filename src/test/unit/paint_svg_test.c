/* Stills: well-formed, every character in its place, colours where the theme says so. Pictures that move: each moment is the still of
   that moment. */
#include "base/random.h"
#include "paint/appearance.h"
#include "paint/svg.h"
#include "test/history.h"
#include "test/svg_moments.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- reading the little XML that a still is made of */

enum { DEPTH = 8, NAME = 24 };

static const char *after_entity(const char *at)
{
    static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strncmp(at, known[i], strlen(known[i])) == 0)
            return at + strlen(known[i]);
    }
    fail_msg("not an entity: %.10s", at);
    return at;
}

/* Moves over text or an attribute's value up to `end`; only what XML allows may stand in it. */
static const char *after_characters(const char *at, char end)
{
    while (*at != end && *at != '\0') {
        uint32_t rune;
        size_t length = utf8_decode(at, strlen(at), &rune);
        assert_true(rune != '<' && (rune >= 0x20 || rune == '\n') && rune != 0xfffe && rune != 0xffff);
        at = *at == '&' ? after_entity(at) : at + length;
    }
    assert_int_equal(*at, end);
    return at;
}

static size_t name_length(const char *at)
{
    return strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-");
}

/* Moves over ` name="value"`s, none twice. */
static const char *after_attributes(const char *at)
{
    const char *first = at;
    while (*at == ' ') {
        size_t length = name_length(at + 1);
        assert_true(length > 0 && at[length + 1] == '=' && at[length + 2] == '"');
        for (const char *other = first; other < at; other = strchr(other + 1, ' '))
            assert_false(strncmp(other, at, length + 2) == 0);
        at = after_characters(at + length + 3, '"') + 1;
    }
    return at;
}

static void assert_well_formed(const char *text)
{
    char open[DEPTH][NAME];
    int depth = 0, roots = 0;
    assert_true(utf8_is_valid(text, strlen(text)));
    for (const char *at = text; *at != '\0';) {
        if (*at != '<') {
            assert_true(depth > 0 || *at == '\n');
            at = depth > 0 ? after_characters(at, '<') : at + 1;
            continue;
        }
        bool closes = at[1] == '/';
        at += closes ? 2 : 1;
        size_t length = name_length(at);
        assert_true(length > 0 && length < NAME);
        if (closes) {
            assert_true(depth > 0 && strlen(open[depth - 1]) == length &&
                        strncmp(open[depth - 1], at, length) == 0);
            depth--;
            at += length;
        } else {
            roots += depth == 0;
            assert_true(depth < DEPTH);
            memcpy(open[depth], at, length);
            open[depth++][length] = '\0';
            at = after_attributes(at + length);
            if (*at == '/') {
                depth--;
                at++;
            }
        }
        assert_int_equal(*at++, '>');
    }
    assert_int_equal(depth, 0);
    assert_int_equal(roots, 1);
}

static int number_of(const char *element, const char *name)
{
    const char *end = strchr(element, '>'), *at = strstr(element, name);
    assert_true(at != NULL && at < end);
    return atoi(at + strlen(name));
}

/* The characters of a text element, entities resolved. */
static const char *read_characters(const char *at, struct text *text)
{
    static const struct {
        const char *entity;
        char means;
    } known[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    while (*at != '<') {
        size_t i = 0;
        while (i < 5 && strncmp(at, known[i].entity, strlen(known[i].entity)) != 0)
            i++;
        if (i < 5)
            text_append(text, &known[i].means, 1);
        else
            text_append(text, at, 1);
        at += i < 5 ? strlen(known[i].entity) : 1;
    }
    return at;
}

/* Sets the pieces of text of a still back into lines, each at the column where it stands. */
static void read_rows(const char *svg, int height, struct text *rows)
{
    struct text piece = {0};
    int y = 0, x = 0;
    for (const char *at = svg; (at = strstr(at, "<text ")) != NULL;) {
        int left = number_of(at, " x=\"") - SVG_MARGIN, base = number_of(at, " y=\"") - SVG_MARGIN;
        int length = number_of(at, " textLength=\"");
        assert_int_equal(left % SVG_CELL_WIDTH, 0);
        for (; y < base / SVG_CELL_HEIGHT; y++, x = 0)
            text_add(rows, "\n");
        assert_true(y == base / SVG_CELL_HEIGHT && x <= left / SVG_CELL_WIDTH);
        text_add_repeated(rows, " ", left / SVG_CELL_WIDTH - x);
        text_clear(&piece);
        at = read_characters(strchr(at, '>') + 1, &piece);
        text_append(rows, piece.bytes, piece.length);
        x = left / SVG_CELL_WIDTH + text_width(piece.bytes, piece.length);
        assert_int_equal(length, text_width(piece.bytes, piece.length) * SVG_CELL_WIDTH);
    }
    for (; y < height; y++)
        text_add(rows, "\n");
    text_free(&piece);
}

static const struct svg_words some_words = {"a <map> & more", "what \"is\"\nto be seen"};

static void assert_still(const struct grid *grid, enum theme_name theme)
{
    struct text svg = {0}, again = {0}, rows = {0}, printed = {0};
    svg_draw(grid, theme, &some_words, &svg);
    svg_draw(grid, theme, &some_words, &again);
    assert_string_equal(text_string(&svg), text_string(&again));
    assert_well_formed(text_string(&svg));
    /* Its first children: who reads pictures aloud looks for them there. */
    const char *words = strchr(text_string(&svg), '\n') + 1;
    static const char told[] =
        "<title>a &lt;map&gt; &amp; more</title>\n<desc>what &quot;is&quot; to be seen</desc>\n";
    assert_memory_equal(words, told, sizeof told - 1);
    assert_int_equal(number_of(svg.bytes, " width=\""), grid->width * SVG_CELL_WIDTH + 2 * SVG_MARGIN);
    assert_int_equal(number_of(svg.bytes, " height=\""), grid->height * SVG_CELL_HEIGHT + 2 * SVG_MARGIN);
    read_rows(text_string(&svg), grid->height, &rows);
    grid_print(grid, &printed);
    assert_string_equal(text_string(&rows), text_string(&printed));
    text_free(&svg);
    text_free(&again);
    text_free(&rows);
    text_free(&printed);
}

/* ---- tests */

static void random_grids_are_whole(void **state)
{
    (void)state;
    static const uint32_t runes[] = {'<',    '&',    '>',    '"',    '\'',   ' ',     ' ',    ' ',   'a', 'b',
                                     0x2500, 0x2588, 0x25b6, 0x6f22, 0xac00, 0x1f600, 0xfffd, 0x301, 0xe9};
    uint64_t random = 5;
    struct grid grid = {0};
    for (int round = 0; round < 150; round++) {
        grid_resize(&grid, 1 + (int)random_below(&random, 60), 1 + (int)random_below(&random, 12));
        int most = (int)random_below(&random, 500);
        for (int i = 0; i < most; i++) {
            int x = (int)random_below(&random, (uint64_t)grid.width),
                y = (int)random_below(&random, (uint64_t)grid.height);
            uint32_t rune = runes[random_below(&random, sizeof runes / sizeof *runes)];
            grid_put(&grid, x, y, rune, (enum style)random_below(&random, STYLES));
            grid_flag(&grid, x, y, 3, (uint8_t)random_below(&random, 8));
        }
        grid.cursor_x = (int)random_below(&random, (uint64_t)grid.width + 1) - 1;
        grid.cursor_y = (int)random_below(&random, (uint64_t)grid.height + 1) - 1;
        assert_still(&grid, round % 2 == 0 ? THEME_DARK : THEME_LIGHT);
    }
    grid_free(&grid);
}

static void real_screens_are_whole(void **state)
{
    (void)state;
    struct history history;
    history_begin(&history, "map[string]int");
    for (int i = 0; i < 28; i++)
        history_insert(&history, i);
    struct look look;
    look_init(&look);
    struct grid grid = {0};
    grid_resize(&grid, 100, 30);
    for (position at = 0; at <= history.timeline.end; at += 97) {
        timeline_seek(&history.timeline, at);
        struct picture picture = history_picture(&history, &look);
        screen_draw(&grid, &picture);
        assert_still(&grid, THEME_DARK);
        assert_still(&grid, THEME_LIGHT);
    }
    grid_free(&grid);
    history_end(&history);
}

/* ---- pictures that move */

enum { FRAMES_MOST = 60 };

struct reel {
    struct grid grids[FRAMES_MOST];
    int64_t times[FRAMES_MOST];
    int count;
    int64_t length;
};

/* A frame that differs from the one before in a few cells, or is the same, or one that was there already. */
static void add_random_frame(struct reel *reel, uint64_t *random)
{
    static const uint32_t runes[] = {'a', 'b', '<', ' ', 0x2500, 0x25b6, 0x6f22};
    struct grid *grid = &reel->grids[reel->count];
    grid_resize(grid, 24, 5);
    const struct grid *from = reel->count == 0 ? NULL
                              : random_below(random, 5) == 0
                                  ? &reel->grids[random_below(random, (uint64_t)reel->count)]
                                  : &reel->grids[reel->count - 1];
    if (from != NULL)
        memcpy(grid->cells, from->cells, (size_t)grid->width * (size_t)grid->height * sizeof *grid->cells);
    for (uint64_t i = random_below(random, 5); i > 0; i--)
        grid_put(grid, (int)random_below(random, 24), (int)random_below(random, 5),
                 runes[random_below(random, sizeof runes / sizeof *runes)],
                 (enum style)random_below(random, STYLES));
    grid->cursor_x = (int)random_below(random, 3) - 1;
    grid->cursor_y = grid->cursor_x < 0 ? -1 : 1;
    reel->times[reel->count++] = reel->length;
    /* Now and then a frame lasts no time at all: it is not seen. */
    reel->length += random_below(random, 4) == 0 ? 0 : 1 + (int64_t)random_below(random, 700);
}

static void make_reel(struct reel *reel, enum theme_name theme, size_t standing, struct text *svg)
{
    struct svg_film film = {0};
    for (int i = 0; i < reel->count; i++)
        svg_film_frame(&film, reel->times[i], &reel->grids[i], theme);
    svg_film_end(&film, reel->length, standing, &some_words, svg);
}

/* The frame that is seen at a moment. */
static const struct grid *frame_at(const struct reel *reel, int64_t milliseconds)
{
    int at = 0;
    for (int i = 0; i < reel->count && reel->times[i] <= milliseconds; i++)
        at = i;
    return &reel->grids[at];
}

static void each_moment_is_its_still(void **state)
{
    uint64_t random = 3;
    (void)state;
    for (int round = 0; round < 40; round++) {
        static struct reel reel;
        struct text svg = {0}, again = {0};
        struct moments moments;
        enum theme_name theme = round % 2 == 0 ? THEME_DARK : THEME_LIGHT;
        int frames = 1 + (int)random_below(&random, FRAMES_MOST);
        while (reel.count < frames)
            add_random_frame(&reel, &random);
        reel.length++;
        size_t standing = random_below(&random, (uint64_t)reel.count);
        make_reel(&reel, theme, standing, &svg);
        make_reel(&reel, theme, standing, &again);
        assert_string_equal(text_string(&svg), text_string(&again));
        assert_well_formed(text_string(&svg));
        moments_read(&moments, text_string(&svg));
        assert_true(reel.length == moments.length || moments.length == 0);
        moments.length = reel.length;
        for (int i = 0; i < reel.count; i++) {
            int64_t end = i + 1 < reel.count ? reel.times[i + 1] : reel.length;
            assert_moment_is_still(&moments, reel.times[i], frame_at(&reel, reel.times[i]), theme);
            if (end > reel.times[i])
                assert_moment_is_still(&moments, end - 1, &reel.grids[i], theme);
        }
        assert_moment_is_still(&moments, -1, &reel.grids[standing], theme);
        moments_free(&moments);
        text_free(&svg);
        text_free(&again);
        for (int i = 0; i < reel.count; i++)
            grid_free(&reel.grids[i]);
        memset(&reel, 0, sizeof reel);
    }
}

/* What never changes is drawn once; what is there in many frames, too. Whoever wants nothing to move is not asked to watch. */
static void pieces_are_shared(void **state)
{
    struct grid grid = {0};
    struct svg_film film = {0};
    struct text svg = {0};
    (void)state;
    grid_resize(&grid, 40, 4);
    grid_text(&grid, 0, 0, -1, STYLE_title, "always");
    for (int frame = 0; frame < 20; frame++) {
        grid_fill(&grid, 0, 2, 40, 2, ' ', STYLE_plain);
        grid_text(&grid, frame, 2, -1, STYLE_moving, "flies");
        grid_text(&grid, 0, 3, -1, STYLE_plain, frame % 2 == 0 ? "even" : "odd");
        svg_film_frame(&film, frame * 40, &grid, THEME_DARK);
    }
    svg_film_end(&film, 800, 0, &some_words, &svg);
    static const struct {
        const char *text;
        int times;
    } wanted[] = {{">always<", 1},
                  {">flies<", 20},
                  {">even<", 1},
                  {">odd<", 1},
                  {"prefers-reduced-motion:no-preference", 1},
                  {"animation-timing-function:step-end", 1},
                  {"animation-iteration-count:infinite", 1}};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        int times = 0;
        for (const char *at = text_string(&svg); (at = strstr(at, wanted[i].text)) != NULL; at++)
            times++;
        assert_int_equal(times, wanted[i].times);
    }
    static const char *const never[] = {"<script", "foreignObject", "href", "url(", "@import", "<animate"};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        assert_null(strstr(text_string(&svg), never[i]));
    text_free(&svg);
    grid_free(&grid);
}

static void characters_that_xml_has_not_are_replaced(void **state)
{
    (void)state;
    struct grid grid = {0};
    struct text svg = {0};
    grid_resize(&grid, 4, 1);
    grid_put(&grid, 0, 0, 0xfffe, STYLE_plain);
    grid_put(&grid, 1, 0, 0xffff, STYLE_plain);
    svg_draw(&grid, THEME_DARK, &some_words, &svg);
    assert_well_formed(text_string(&svg));
    assert_non_null(strstr(text_string(&svg), "\xef\xbf\xbd"));
    text_free(&svg);
    grid_free(&grid);
}

static bool has(const struct text *svg, const char *format, ...)
{
    char wanted[200];
    va_list list;
    va_start(list, format);
    vsnprintf(wanted, sizeof wanted, format, list);
    va_end(list);
    return strstr(text_string(svg), wanted) != NULL;
}

static void looks_become_colours(void **state)
{
    (void)state;
    struct grid grid = {0};
    struct text svg = {0};
    grid_resize(&grid, 30, 3);
    grid_text(&grid, 0, 0, -1, STYLE_moving, "moving");
    grid_text(&grid, 10, 0, -1, STYLE_plain, "own");
    grid_text(&grid, 2, 1, -1, STYLE_plain, "turned");
    grid_flag(&grid, 2, 1, 6, GRID_REVERSE);
    grid_text(&grid, 20, 1, -1, STYLE_plain, "lined up");
    grid_flag(&grid, 20, 1, 8, GRID_UNDERLINE);
    grid.cursor_x = 5;
    grid.cursor_y = 2;
    const struct palette *palette = palette_of(THEME_DARK);
    svg_draw(&grid, THEME_DARK, &some_words, &svg);
    uint32_t fore = palette->fore, back = palette->back;
    int left = SVG_MARGIN, top = SVG_MARGIN, cell = SVG_CELL_WIDTH, row = SVG_CELL_HEIGHT;
    const char *rectangle = "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06" PRIx32 "\"/>";
    /* 221 is 4 steps of red and green, 1 of blue: 255 215 95; 16 is black */
    assert_true(has(&svg, rectangle, left, top, 6 * cell, row, (uint32_t)0xffd75f));
    assert_true(has(&svg, "fill=\"#000000\" font-weight=\"bold\">moving<"));
    assert_true(has(&svg, "fill=\"#%06" PRIx32 "\">own<", fore));
    assert_true(has(&svg, rectangle, left + 2 * cell, top + row, 6 * cell, row, fore));
    assert_true(has(&svg, "fill=\"#%06" PRIx32 "\">turned<", back));
    assert_true(has(&svg, rectangle, left + 20 * cell, top + row + 15, 8 * cell, 1, fore));
    assert_true(has(&svg, "fill=\"#%06" PRIx32 "\">lined up<", fore));
    assert_true(has(&svg, rectangle, left + 5 * cell, top + 2 * row, cell, row, fore)); /* the cursor */
    text_free(&svg);
    grid_free(&grid);
}

static void palette_is_that_of_terminals(void **state)
{
    (void)state;
    static const struct {
        int index;
        uint32_t colour;
    } known[] = {{16, 0x000000},  {21, 0x0000ff},  {46, 0x00ff00},  {74, 0x5fafd7},
                 {196, 0xff0000}, {208, 0xff8700}, {221, 0xffd75f}, {231, 0xffffff},
                 {232, 0x080808}, {241, 0x626262}, {255, 0xeeeeee}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_int_equal(palette_colour(palette_of(THEME_LIGHT), known[i].index), known[i].colour);
    assert_int_equal(palette_colour(palette_of(THEME_DARK), 7), palette_of(THEME_DARK)->colours[7]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_grids_are_whole),
        cmocka_unit_test(real_screens_are_whole),
        cmocka_unit_test(each_moment_is_its_still),
        cmocka_unit_test(pieces_are_shared),
        cmocka_unit_test(characters_that_xml_has_not_are_replaced),
        cmocka_unit_test(looks_become_colours),
        cmocka_unit_test(palette_is_that_of_terminals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
