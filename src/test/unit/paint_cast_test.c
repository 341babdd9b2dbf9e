/* Recordings, played into a terminal that others wrote (libvterm): after each frame it shows what the grid
   says. */
#include "base/random.h"
#include "paint/cast.h"
#include "test/history.h"
#include "test/json.h"
#include "test/vterm_cells.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vterm.h>

#include <cmocka.h>

/* ---- the player */

struct player {
    VTerm *terminal;
    VTermScreen *screen;
    bool cursor, alternate;
};

static int note_property(VTermProp property, VTermValue *value, void *user)
{
    struct player *player = user;
    if (property == VTERM_PROP_CURSORVISIBLE)
        player->cursor = value->boolean;
    if (property == VTERM_PROP_ALTSCREEN && value->boolean)
        player->alternate = true;
    return 1;
}

static void player_begin(struct player *player, int width, int height)
{
    static const VTermScreenCallbacks callbacks = {.settermprop = note_property};
    *player = (struct player){.terminal = vterm_new(height, width)};
    vterm_set_utf8(player->terminal, 1);
    player->screen = vterm_obtain_screen(player->terminal);
    vterm_screen_enable_altscreen(player->screen, 1);
    vterm_screen_set_callbacks(player->screen, &callbacks, player);
    vterm_screen_reset(player->screen, 1);
}

static void player_end(struct player *player)
{
    vterm_free(player->terminal);
}

static void assert_shown(const struct player *player, const struct grid *grid, enum theme_name theme)
{
    struct vterm_difference difference = vterm_grid_difference(player->terminal, grid, theme);
    if (difference.what != NULL)
        fail_msg("column %d, row %d: %s is %ld instead of %ld", difference.x, difference.y, difference.what,
                 difference.seen, difference.wanted);
    assert_false(player->alternate);
}

static void assert_cursor(const struct player *player, const struct grid *grid)
{
    bool on = grid->cursor_x >= 0 && grid->cursor_y >= 0;
    assert_int_equal(player->cursor, on);
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(player->terminal), &at);
    if (on) {
        assert_int_equal(at.col, grid->cursor_x);
        assert_int_equal(at.row, grid->cursor_y);
    }
}

/* ---- reading a recording, by its rules */

struct line {
    int64_t time; /* as written */
    char code;
    struct text data;
};

/* Reads the event at `at` and returns what follows its line. */
static const char *read_event(const char *at, struct line *line)
{
    size_t length = strcspn(at, "\n");
    assert_int_equal(at[length], '\n');
    char *copy = strndup(at, length);
    if (!json_is_valid(copy) || !utf8_is_valid(copy, length))
        fail_msg("not an event: %s", copy);
    free(copy);
    assert_int_equal(*at++, '[');
    char *end;
    long long seconds = strtoll(at, &end, 10);
    assert_true(end > at && *end == '.');
    at = end + 1;
    long long thousandths = strtoll(at, &end, 10);
    assert_int_equal(end - at, 3);
    line->time = seconds * 1000 + thousandths;
    assert_memory_equal(end, ", \"", 3);
    line->code = end[3];
    assert_memory_equal(end + 4, "\", ", 3);
    text_clear(&line->data);
    at = json_read_string(end + 7, &line->data);
    assert_memory_equal(at, "]\n", 2);
    return at + 2;
}

/* The first event; the header is a JSON object on a line of its own. */
static const char *skip_header(const char *recording)
{
    size_t length = strcspn(recording, "\n");
    assert_int_equal(recording[length], '\n');
    char *header = strndup(recording, length);
    assert_true(header[0] == '{' && json_is_valid(header));
    assert_null(strstr(header, "timestamp"));
    free(header);
    return recording + length + 1;
}

static void play(struct player *player, const struct line *line)
{
    if (line->code == 'o') {
        assert_true(line->data.length > 0);
        vterm_input_write(player->terminal, line->data.bytes, line->data.length);
        vterm_screen_flush_damage(player->screen);
    } else if (line->code == 'r') {
        int width, height;
        assert_int_equal(sscanf(text_string(&line->data), "%dx%d", &width, &height), 2);
        vterm_set_size(player->terminal, height, width);
    }
}

/* Plays what was appended from `offset` on. Returns the number of events. */
static int play_from(struct player *player, const struct text *recording, size_t offset)
{
    struct line line = {0};
    int count = 0;
    const char *at = text_string(recording) + offset;
    for (; *at != '\0'; count++) {
        at = read_event(at, &line);
        play(player, &line);
    }
    text_free(&line.data);
    return count;
}

/* The last output alone, in a terminal that has `more` rows than the picture: all of it is there, but for its last row if that is the
   terminal's, too; and whoever writes next does so at the beginning of an empty row. */
static void assert_last(const struct line *output, const struct grid *last, int more, enum theme_name theme)
{
    struct grid wanted = {0};
    struct player player;
    int height = last->height + more, kept = more > 0 ? last->height : last->height - 1;
    grid_resize(&wanted, last->width, height);
    memcpy(wanted.cells, last->cells, (size_t)last->width * (size_t)kept * sizeof *wanted.cells);
    player_begin(&player, last->width, height);
    vterm_input_write(player.terminal, "\x1b[1;31;44mleft over", 18);
    vterm_input_write(player.terminal, "\x1b[2J", 4);
    play(&player, output);
    assert_shown(&player, &wanted, theme);
    assert_true(player.cursor);
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(player.terminal), &at);
    assert_int_equal(at.col, 0);
    assert_int_equal(at.row, height - 1);
    player_end(&player);
    grid_free(&wanted);
}

/* Times never go back, output comes before markers of its time, only known codes; the last output alone is
   `last`. */
static void assert_rules(const struct text *recording, int version, const struct grid *last,
                         enum theme_name theme)
{
    const char *at = skip_header(text_string(recording));
    struct line line = {0}, output = {0};
    int64_t now = 0, marked = -1;
    while (*at != '\0') {
        at = read_event(at, &line);
        int64_t time = version == CAST_VERSION_3 ? now + line.time : line.time;
        assert_true(time >= now);
        now = time;
        assert_non_null(strchr("oimr", line.code));
        assert_false(line.code == 'o' && marked == now);
        if (line.code == 'm')
            marked = now;
        if (line.code != 'o')
            continue;
        text_clear(&output.data);
        text_append(&output.data, line.data.bytes, line.data.length);
        output.code = 'o';
    }
    for (int more = 0; more <= 1; more++)
        assert_last(&output, last, more, theme);
    text_free(&line.data);
    text_free(&output.data);
}

/* ---- random grids */

static uint32_t random_rune(uint64_t *random)
{
    static const uint32_t runes[] = {0x2500, 0x2502, 0x2588, 0x258f, 0x25b6, 0x2713, 0xb7,   0x2192,  0xe9,
                                     0x6f22, 0x5b57, 0x65e5, 0xac00, 0xff21, 0x3042, 0x4e00, 0x1f600, 0x301};
    static const uint32_t marks[] = {0x301, 0x308, 0x20d7};
    uint64_t kind = random_below(random, 10);
    if (kind < 4)
        return 0x20 + (uint32_t)random_below(random, 0x5f);
    return kind < 9 ? runes[random_below(random, sizeof runes / sizeof *runes)]
                    : marks[random_below(random, sizeof marks / sizeof *marks)];
}

static void change_randomly(struct grid *grid, uint64_t *random)
{
    int changes = (int)random_below(random, random_below(random, 8) == 0 ? 400 : 12);
    for (int i = 0; i < changes; i++) {
        int x = (int)random_below(random, (uint64_t)grid->width),
            y = (int)random_below(random, (uint64_t)grid->height);
        enum style style = (enum style)random_below(random, STYLES);
        switch (random_below(random, 6)) {
        case 0:
            grid_flag(grid, x, y, (int)random_below(random, 9), (uint8_t)random_below(random, 8));
            break;
        case 1:
            grid_fill(grid, x, y, (int)random_below(random, 9), 2, random_rune(random), style);
            break;
        default:
            grid_put(grid, x, y, random_rune(random), style);
        }
    }
    bool on = random_below(random, 3) != 0;
    grid->cursor_x = on ? (int)random_below(random, (uint64_t)grid->width) : -1;
    grid->cursor_y = on ? (int)random_below(random, (uint64_t)grid->height) : -1;
    if (random_below(random, 60) == 0)
        grid_resize(grid, 1 + (int)random_below(random, 50), 1 + (int)random_below(random, 20));
    else if (random_below(random, 40) == 0)
        grid_clear(grid);
}

/* Records random frames; `player`, if not NULL, must show each of them. The last grid stays in `grid`. */
static void record_random(uint64_t seed, int version, enum theme_name theme, struct player *player,
                          struct text *recording, struct grid *grid)
{
    uint64_t random = seed;
    int64_t now = 0;
    struct cast cast = {0};
    struct cast_options options = {.version = version, .width = 40, .height = 12, .theme = theme};
    cast_begin(&cast, &options, recording);
    grid_resize(grid, 40, 12);
    for (int frame = 0; frame < 250; frame++) {
        now += (int64_t)random_below(&random, 3) * 700;
        if (random_below(&random, 8) == 0)
            cast_marker(&cast, now, "a chapter");
        if (random_below(&random, 8) == 0)
            cast_input(&cast, now, "k", 1);
        change_randomly(grid, &random);
        size_t before = recording->length;
        cast_frame(&cast, now, grid);
        if (player == NULL)
            continue;
        play_from(player, recording, before);
        assert_shown(player, grid, theme);
        assert_cursor(player, grid);
        assert_false(cast_frame(&cast, now, grid));
    }
    cast_end(&cast, now + 1500);
}

static void random_grids_are_shown(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        enum theme_name theme = seed % 2 == 0 ? THEME_LIGHT : THEME_DARK;
        int version = seed % 3 == 0 ? CAST_VERSION_3 : CAST_VERSION_2;
        struct text recording = {0}, again = {0};
        struct grid grid = {0};
        struct player player;
        player_begin(&player, 40, 12);
        record_random(seed, version, theme, &player, &recording, &grid);
        assert_rules(&recording, version, &grid, theme);
        player_end(&player);
        record_random(seed, version, theme, NULL, &again, &grid);
        assert_string_equal(text_string(&recording), text_string(&again));
        text_free(&recording);
        text_free(&again);
        grid_free(&grid);
    }
}

/* The whole recording, played from its beginning, ends where the last grid does; version 3 says the same
   as version 2. */
static void versions_agree(void **state)
{
    (void)state;
    struct text second = {0}, third = {0};
    struct grid grid = {0};
    record_random(99, CAST_VERSION_2, THEME_DARK, NULL, &second, &grid);
    record_random(99, CAST_VERSION_3, THEME_DARK, NULL, &third, &grid);
    const char *a = skip_header(text_string(&second)), *b = skip_header(text_string(&third));
    struct line left = {0}, right = {0};
    struct player player;
    player_begin(&player, 40, 12);
    int64_t now = 0;
    while (*a != '\0') {
        assert_true(*b != '\0');
        a = read_event(a, &left);
        b = read_event(b, &right);
        now += right.time;
        assert_int_equal(left.time, now);
        assert_int_equal(left.code, right.code);
        assert_string_equal(text_string(&left.data), text_string(&right.data));
        play(&player, &right);
    }
    assert_int_equal(*b, '\0');
    grid_fill(&grid, 0, grid.height - 1, grid.width, 1, ' ', STYLE_plain);
    for (int x = 0; x < grid.width; x++)
        grid.cells[(grid.height - 1) * grid.width + x].flags = 0;
    assert_shown(&player, &grid, THEME_DARK);
    player_end(&player);
    text_free(&left.data);
    text_free(&right.data);
    text_free(&second);
    text_free(&third);
    grid_free(&grid);
}

/* ---- the program's own screens */

static void real_screens_are_shown(void **state)
{
    (void)state;
    struct history history;
    history_begin(&history, "map[string]int");
    for (int i = 0; i < 30; i++)
        history_insert(&history, i);
    history_delete(&history, 7);
    struct look look;
    look_init(&look);
    struct text recording = {0};
    struct grid grid = {0};
    struct cast cast = {0};
    struct player player;
    struct cast_options options = {.version = CAST_VERSION_2, .width = 80, .height = 24, .theme = THEME_DARK};
    grid_resize(&grid, 80, 24);
    player_begin(&player, 80, 24);
    cast_begin(&cast, &options, &recording);
    int frames = 0;
    position at = timeline_mark_by_number(&history.timeline, 27)->begin;
    for (; at < history.timeline.end; at++) {
        timeline_seek(&history.timeline, at);
        struct picture picture = history_picture(&history, &look);
        picture.moment.phase = at % 2 == 0 ? 500 : 0;
        screen_draw(&grid, &picture);
        size_t before = recording.length;
        frames += cast_frame(&cast, (int64_t)at * 40, &grid);
        play_from(&player, &recording, before);
        assert_shown(&player, &grid, THEME_DARK);
        assert_cursor(&player, &grid);
    }
    assert_true(frames > 50);
    cast_end(&cast, (int64_t)at * 40);
    assert_rules(&recording, CAST_VERSION_2, &grid, THEME_DARK);
    player_end(&player);
    text_free(&recording);
    grid_free(&grid);
    history_end(&history);
}

/* ---- single rules */

static void begin_small(struct cast *cast, int version, struct text *recording, struct grid *grid)
{
    struct cast_options options = {.version = version,
                                   .width = 10,
                                   .height = 2,
                                   .theme = THEME_LIGHT,
                                   .title = "a \"map\"\ngrows é",
                                   .idle_time_limit = 2500};
    cast_begin(cast, &options, recording);
    grid_resize(grid, 10, 2);
}

static void headers_are_as_the_format_says(void **state)
{
    (void)state;
    static const struct {
        int version;
        const char *begins, *has;
    } cases[] = {
        {CAST_VERSION_2, "{\"version\": 2, \"width\": 10, \"height\": 2, ",
         "\"env\": {\"TERM\": \"xterm-256color\"}"},
        {CAST_VERSION_3, "{\"version\": 3, \"term\": {\"cols\": 10, \"rows\": 2, ",
         "\"type\": \"xterm-256color\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text recording = {0};
        struct grid grid = {0};
        struct cast cast;
        begin_small(&cast, cases[i].version, &recording, &grid);
        skip_header(text_string(&recording));
        assert_memory_equal(recording.bytes, cases[i].begins, strlen(cases[i].begins));
        assert_non_null(strstr(recording.bytes, cases[i].has));
        assert_non_null(strstr(recording.bytes, "\"idle_time_limit\": 2.500"));
        assert_non_null(strstr(recording.bytes, "\"title\": \"a \\\"map\\\"\\ngrows é\""));
        const char *theme =
            strstr(recording.bytes, "\"theme\": {\"fg\": \"#2a2d32\", \"bg\": \"#fcfcfa\", \"palette\": \"#");
        assert_non_null(theme);
        const char *palette = strstr(theme, "palette\": \"") + 11;
        assert_int_equal(strcspn(palette, "\""), 16 * 8 - 1);
        cast_abandon(&cast);
        text_free(&recording);
        grid_free(&grid);
    }
}

static void output_comes_before_markers_of_its_time(void **state)
{
    (void)state;
    struct text recording = {0};
    struct grid grid = {0};
    struct cast cast;
    begin_small(&cast, CAST_VERSION_2, &recording, &grid);
    cast_marker(&cast, 0, "one");
    cast_frame(&cast, 0, &grid);
    cast_marker(&cast, 10, "two");
    cast_marker(&cast, 10, "three \"quoted\"");
    cast_input(&cast, 12, "\x1b[A", 3);
    cast_marker(&cast, 2012, "last");
    cast_end(&cast, 2012);
    static const struct {
        int64_t time;
        char code;
        const char *data; /* NULL: anything */
    } expected[] = {{0, 'o', NULL},      {0, 'm', "one"},   {10, 'm', "two"},   {10, 'm', "three \"quoted\""},
                    {12, 'i', "\x1b[A"}, {2012, 'o', NULL}, {2012, 'm', "last"}};
    const char *at = skip_header(text_string(&recording));
    struct line line = {0};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        at = read_event(at, &line);
        assert_int_equal(line.time, expected[i].time);
        assert_int_equal(line.code, expected[i].code);
        if (expected[i].data != NULL)
            assert_string_equal(text_string(&line.data), expected[i].data);
    }
    assert_int_equal(*at, '\0');
    text_free(&line.data);
    text_free(&recording);
    grid_free(&grid);
}

static void frames_that_look_the_same_add_nothing(void **state)
{
    (void)state;
    struct text recording = {0};
    struct grid grid = {0};
    struct cast cast;
    begin_small(&cast, CAST_VERSION_2, &recording, &grid);
    grid_text(&grid, 0, 0, -1, STYLE_trail, "漢 same");
    assert_true(cast_frame(&cast, 0, &grid));
    size_t length = recording.length;
    grid_restyle(&grid, 0, 0, 7, STYLE_frontier); /* the same colours as a trail */
    grid_restyle(&grid, 1, 0, 1, STYLE_warn);     /* half a character */
    assert_false(cast_frame(&cast, 50, &grid));
    assert_int_equal(recording.length, length);
    grid_restyle(&grid, 4, 0, 1, STYLE_warn);
    assert_true(cast_frame(&cast, 60, &grid));
    grid.cursor_x = 3;
    assert_false(cast_frame(&cast, 70, &grid)); /* a hidden cursor has no place */
    grid.cursor_y = 1;
    assert_true(cast_frame(&cast, 80, &grid));
    cast_abandon(&cast);
    text_free(&recording);
    grid_free(&grid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_grids_are_shown),
        cmocka_unit_test(versions_agree),
        cmocka_unit_test(real_screens_are_shown),
        cmocka_unit_test(headers_are_as_the_format_says),
        cmocka_unit_test(output_comes_before_markers_of_its_time),
        cmocka_unit_test(frames_that_look_the_same_add_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
