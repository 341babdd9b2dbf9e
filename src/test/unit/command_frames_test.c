/*
 * Golden frames: src/test/golden/frames/NAME.frames tells what is done, and what the screen is like then.
 *
 *   # why this is so          comment, kept
 *   live                      from here on commands are played, and time has to pass
 *   > insert fig 12           a line is run
 *   ^ Left                    a key, at an empty prompt
 *   ~ 300                     so many milliseconds pass
 *   _ inse                    what is being typed
 *   . 80x24                   the last command event by event: after each, the rows of the screen that it changed
 *   - 80 100                  the last command event by event: the first line, where it changes, on screens so wide
 *   % 40-139x24-24            a number for what the screen is like at each of these sizes, cell by cell with its style: it tells which
 *                             sizes a change reaches
 *   = 80x24                   the screen at that size, below it, a row behind each "|"
 *   = 80x24 ascii             without characters that a terminal might not have; narrow: without those that may be two columns wide
 *   = 80x24 styles            below each row, behind a ":", what its cells mean: a letter each (style_letters); and, if any of them is
 *                             marked, behind a "!", how: b(old) r(everse) u(nderlined), digits where several meet
 */
#include "test/golden.h"
#include "test/session.h"

#include <ctype.h>
#include <stdio.h>

enum { CANDIDATES_SHOWN = 8 };

static const char style_letters[] = {
    [STYLE_plain] = ' ',      [STYLE_dim] = 'd',          [STYLE_strong] = 's',  [STYLE_title] = 't',
    [STYLE_label] = 'l',      [STYLE_value] = 'v',        [STYLE_old] = 'o',     [STYLE_entry] = 'e',
    [STYLE_aside] = 'a',      [STYLE_aside_x] = '1',      [STYLE_aside_y] = '2', [STYLE_target_x] = '3',
    [STYLE_target_y] = '4',   [STYLE_new_x] = 'x',        [STYLE_new_y] = 'y',   [STYLE_moving] = 'm',
    [STYLE_trail] = '.',      [STYLE_other] = 'n',        [STYLE_probe] = 'p',   [STYLE_match] = '=',
    [STYLE_tombstone] = '+',  [STYLE_frontier] = 'f',     [STYLE_changed] = 'c', [STYLE_gauge] = 'g',
    [STYLE_gauge_warn] = 'G', [STYLE_warn] = 'W',         [STYLE_good] = 'O',    [STYLE_bit] = 'B',
    [STYLE_cursor] = 'C',     [STYLE_key_hint] = 'k',     [STYLE_code] = 'q',    [STYLE_code_now] = 'Q',
    [STYLE_popup] = 'u',      [STYLE_popup_chosen] = 'U', [STYLE_prompt] = '>',  [STYLE_input] = 'i',
};

static void add_row(char mark, struct text *row, struct text *now)
{
    size_t length = row->length;
    while (length > 0 && row->bytes[length - 1] == ' ')
        length--;
    text_format(now, "%c%.*s\n", mark, (int)length, text_string(row));
}

/* What the cells of a row mean. */
static void add_styles(const struct grid *grid, int y, struct text *now)
{
    static const char flag_letters[] = " br3u567";
    struct text styles = {0}, flags = {0};
    bool marked = false;
    for (int x = 0; x < grid->width; x++) {
        const struct cell *cell = grid_cell(grid, x, y);
        text_append(&styles, &style_letters[cell->style], 1);
        text_append(&flags, &flag_letters[cell->flags & 7], 1);
        marked = marked || cell->flags != 0;
    }
    add_row(':', &styles, now);
    if (marked)
        add_row('!', &flags, now);
    text_free(&styles);
    text_free(&flags);
}

static void run(struct session *session, const char *line)
{
    struct reply reply = {0};
    struct error error = {0};
    bool fine = session_enter(session, line, &reply, &error);
    session_show(session, &reply, fine ? NULL : &error);
    reply_free(&reply);
}

static void press(struct session *session, const char *key)
{
    const char *line = session_key(session, key, true);
    if (line == NULL)
        fail_msg("%s means nothing here", key);
    run(session, line);
}

/* Of keys and values, as the frames have them: what is no letter of these is drawn by the program. */
static bool is_of_a_key(uint32_t rune)
{
    return rune == 0xe9 || rune == 0x65e5 || rune == 0x672c;
}

/* Whatever is drawn: letters are never faint, and every character has a row in the table of glyphs. */
static void check_drawn(const struct grid *grid)
{
    for (int i = 0; i < grid->width * grid->height; i++) {
        const struct cell *cell = &grid->cells[i];
        bool letter = cell->rune < 0x7f && isalnum((int)cell->rune);
        if (cell->style == STYLE_dim && letter)
            fail_msg("faint letters at %d,%d: %c", i % grid->width, i / grid->width, (char)cell->rune);
        if (cell->width > 0 && !glyph_is_known(cell->rune) && !is_of_a_key(cell->rune))
            fail_msg("U+%04X at %d,%d has no row in view/glyph.def", (unsigned)cell->rune, i % grid->width,
                     i / grid->width);
    }
}

static void draw(struct session *session, const char *size, const char *typed, struct text *now)
{
    struct grid grid = {0};
    struct candidates candidates = {0};
    struct text screen = {0};
    int width, height;
    if (sscanf(size, "%dx%d", &width, &height) != 2)
        fail_msg("%s is no size", size);
    session_complete(session, typed, strlen(typed), strlen(typed), NULL, &candidates);
    struct prompt_picture prompt = {
        .prompt = "growwork> ",
        .line = typed,
        .point = strlen(typed),
        .candidates = typed[0] != '\0' && candidates.count <= CANDIDATES_SHOWN ? &candidates : NULL,
        .chosen = SIZE_MAX,
    };
    grid_resize(&grid, width, height);
    session_draw(session, &grid, &prompt);
    check_drawn(&grid);
    glyph_replace(&grid, strstr(size, "ascii") != NULL    ? GLYPHS_ASCII
                         : strstr(size, "narrow") != NULL ? GLYPHS_NARROW
                                                          : GLYPHS_UNICODE);
    grid_print(&grid, &screen);
    int y = 0;
    for (const char *at = text_string(&screen); *at != '\0'; at += strcspn(at, "\n") + 1) {
        text_format(now, "|%.*s\n", (int)strcspn(at, "\n"), at);
        if (strstr(size, "styles") != NULL)
            add_styles(&grid, y++, now);
    }
    if (grid.cursor_y >= 0)
        text_format(now, "|cursor %d,%d\n", grid.cursor_x, grid.cursor_y);
    text_free(&screen);
    candidates_free(&candidates);
    grid_free(&grid);
}

/* The rows of a grid that differ from those of another one, each behind its number. */
static void add_changed_rows(const struct grid *before, const struct grid *after, struct text *now)
{
    struct text screen = {0};
    grid_print(after, &screen);
    const char *at = text_string(&screen);
    for (int y = 0; y < after->height && *at != '\0'; y++, at += strcspn(at, "\n") + 1) {
        bool same = true;
        for (int x = 0; x < after->width && same; x++)
            same = cell_equal(grid_cell(before, x, y), grid_cell(after, x, y));
        if (!same)
            text_format(now, "|%2d|%.*s\n", y, (int)strcspn(at, "\n"), at);
    }
    text_free(&screen);
}

static void draw_events(struct session *session, const char *size, struct text *now)
{
    struct grid grids[2] = {0};
    int width, height;
    if (sscanf(size, "%dx%d", &width, &height) != 2)
        fail_msg("%s is no size", size);
    struct timeline *timeline = &session->timeline;
    const struct mark *mark = timeline_last_mark(timeline);
    position begin = mark->begin, end = mark->end;
    session_show(session, NULL, NULL);
    for (position at = begin; at <= end; at++) {
        struct grid *grid = &grids[at % 2];
        timeline_seek(timeline, at);
        grid_resize(grid, width, height);
        session_draw(session, grid, NULL);
        check_drawn(grid);
        if (at > begin) {
            text_format(now, "|@ %s\n", event_row(timeline_event(timeline, at - 1).kind)->name);
            add_changed_rows(&grids[(at + 1) % 2], grid, now);
        }
    }
    grid_free(&grids[0]);
    grid_free(&grids[1]);
}

/* The first line at each moment of the last command, where it is another one than before. */
static void draw_first_lines(struct session *session, const char *widths, struct text *now)
{
    enum { HEIGHT = 24 };
    const struct mark *mark = timeline_last_mark(&session->timeline);
    position begin = mark->begin, end = mark->end;
    session_show(session, NULL, NULL);
    for (char *next; *widths != '\0'; widths = next) {
        struct grid grid = {0};
        struct text last = {0}, screen = {0};
        int width = (int)strtol(widths, &next, 10);
        if (next == widths)
            fail_msg("%s are no widths", widths);
        grid_resize(&grid, width, HEIGHT);
        for (position at = begin; at <= end; at++) {
            timeline_seek(&session->timeline, at);
            session_draw(session, &grid, NULL);
            text_clear(&screen);
            grid_print(&grid, &screen);
            *strchr(text_string(&screen), '\n') = '\0';
            if (strcmp(text_string(&screen), text_string(&last)) != 0)
                text_format(now, "|%3d|%s\n", width, text_string(&screen));
            text_clear(&last);
            text_add(&last, text_string(&screen));
        }
        text_free(&screen);
        text_free(&last);
        grid_free(&grid);
    }
}

/* Everything that is in a grid, as a number (FNV-1a). */
static uint32_t sum_of(const struct grid *grid)
{
    uint32_t sum = 2166136261u;
    for (int y = 0; y < grid->height; y++) {
        for (int x = 0; x < grid->width; x++) {
            const struct cell *cell = grid_cell(grid, x, y);
            const uint32_t parts[] = {cell->rune, cell->mark, cell->style, cell->flags};
            for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
                sum = (sum ^ parts[i]) * 16777619u;
        }
    }
    sum = (sum ^ (uint32_t)grid->cursor_x) * 16777619u;
    return (sum ^ (uint32_t)grid->cursor_y) * 16777619u;
}

static void sum_sizes(struct session *session, const char *sizes, struct text *now)
{
    enum { A_LINE = 10 };
    struct grid grid = {0};
    int least_width, most_width, least_height, most_height, count = 0;
    if (sscanf(sizes, "%d-%dx%d-%d", &least_width, &most_width, &least_height, &most_height) != 4)
        fail_msg("%s are no sizes", sizes);
    for (int height = least_height; height <= most_height; height++) {
        for (int width = least_width; width <= most_width; width++, count++) {
            grid_resize(&grid, width, height);
            session_draw(session, &grid, NULL);
            if (count % A_LINE == 0)
                text_format(now, "%s|%3dx%d", count > 0 ? "\n" : "", width, height);
            text_format(now, " %08x", sum_of(&grid));
        }
    }
    text_add(now, "\n");
    grid_free(&grid);
}

static void play(const char *was, struct text *now)
{
    struct session *session = new_session();
    struct text line = {0}, typed = {0};
    while (golden_next_line(&was, &line)) {
        const char *text = text_string(&line), *rest = text + (line.length > 2 ? 2 : 0);
        if (text[0] == '|' || text[0] == ':' || text[0] == '!')
            continue;
        text_add(now, text);
        text_add(now, "\n");
        switch (text[0]) {
        case 'l':
            session_set_live(session, true);
            break;
        case '>':
            run(session, rest);
            break;
        case '^':
            press(session, rest);
            break;
        case '~':
            session_advance(session, atoi(rest));
            break;
        case '_':
            text_clear(&typed);
            text_add(&typed, rest);
            break;
        case '%':
            sum_sizes(session, rest, now);
            break;
        case '-':
            draw_first_lines(session, rest, now);
            break;
        case '.':
            draw_events(session, rest, now);
            break;
        case '=':
            draw(session, rest, text_string(&typed), now);
            break;
        default:
            assert_true(text[0] == '#' || text[0] == '\0');
        }
    }
    text_free(&typed);
    text_free(&line);
    session_free(session);
}

int main(void)
{
    return golden_files("src/test/golden/frames/*.frames", play);
}
