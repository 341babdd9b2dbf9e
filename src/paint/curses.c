#include "paint/curses.h"

#include "base/memory_or_die.h"
#include "view/glyph.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

/*
 * The one screen of the process. `shown` is the grid as it was painted last: a frame costs what differs from
 * it. Output goes through ncurses alone, in one write() a frame.
 */
enum { RESCUE_BYTES = 256, PAIRS = 255, OWN = -1 };
/* The grounds of cells: of GRID_GROUND and GRID_CARD, which are neighbouring flags, each combination. */
enum { GROUNDS = 4 };
_Static_assert(GRID_CARD == 2 * GRID_GROUND, "grounds are counted by flags");

static struct {
    SCREEN *screen;
    bool running;
    int colours; /* 256, 16, 8 or 0 */
    enum theme_name theme;
    bool own_ground; /* the theme's, not the terminal's */
    struct grid shown;
    bool shown_is_true; /* false: paint every cell */
    bool cursor_seen;
    bool wide; /* the locale can say more than ASCII */
    attr_t attributes[STYLES];
    short pair_of_style[STYLES],
        pair_on_ground[GROUNDS][STYLES]; /* by ground_number(); the first is the style's own */
    struct {
        short fore, back;
    } pairs[PAIRS];
    int pair_count;
    char rescue[RESCUE_BYTES];
    size_t rescue_length;
} state;

/* ---- styles */

/* Which of the grounds a cell stands on. */
static unsigned ground_number(const struct cell *cell)
{
    return cell->flags / GRID_GROUND % GROUNDS;
}

static short pair_for(short fore, short back)
{
    if (fore < 0 && back < 0)
        return 0;
    for (int i = 0; i < state.pair_count; i++) {
        if (state.pairs[i].fore == fore && state.pairs[i].back == back)
            return (short)(i + 1);
    }
    int most = COLOR_PAIRS - 1 < PAIRS ? COLOR_PAIRS - 1 : PAIRS;
    if (state.pair_count >= most || init_pair((short)(state.pair_count + 1), fore, back) == ERR)
        return 0;
    state.pairs[state.pair_count].fore = fore;
    state.pairs[state.pair_count].back = back;
    return (short)++state.pair_count;
}

static attr_t attributes_of(bool bold, bool dim, bool reverse, bool underline)
{
    return (bold ? A_BOLD : A_NORMAL) | (dim ? A_DIM : A_NORMAL) | (reverse ? A_REVERSE : A_NORMAL) |
           (underline ? A_UNDERLINE : A_NORMAL);
}

/* On the theme's own ground nothing is left to the terminal. */
static short pair_on(short fore, short back, short own_fore, short own_back)
{
    if (!state.own_ground)
        return pair_for(fore, back);
    return pair_for(fore < 0 ? own_fore : fore, back < 0 ? own_back : back);
}

static void resolve_styles(void)
{
    const struct ground_of_theme *own = theme_ground(state.theme);
    state.pair_count = 0;
    for (int i = 0; i < STYLES; i++) {
        const struct look_of_style *look = theme_look(state.theme, (enum style)i);
        if (state.colours == 0) {
            state.attributes[i] =
                attributes_of(look->mono_bold, look->mono_dim, look->mono_reverse, look->mono_underline);
            state.pair_of_style[i] = 0;
            continue;
        }
        bool dim = look->dim;
        if (state.colours == 8) {
            dim = dim || look->mono_dim; /* there is no grey among eight colours */
            state.pair_of_style[i] = pair_on(look->fore8, look->back8, own->fore8, own->back8);
        } else if (state.colours == 16) {
            state.pair_of_style[i] = pair_on(look->fore16, look->back16, own->fore16, own->back16);
        } else {
            state.pair_of_style[i] = pair_on(look->fore256, look->back256, own->fore256, own->back256);
            for (unsigned flags = 0; flags < GROUNDS; flags++) {
                int16_t ground = look->back256 < 0 ? theme_ground_of(state.theme, flags * GRID_GROUND) : OWN;
                short pair = ground < 0 ? 0 : pair_on(look->fore256, ground, own->fore256, own->back256);
                state.pair_on_ground[flags][i] = pair != 0 ? pair : state.pair_of_style[i];
            }
        }
        bool bold = state.colours <= 16 ? look->bold_few : look->bold;
        state.attributes[i] = attributes_of(bold, dim, look->reverse, look->underline);
    }
}

static int colours_of_terminal(int most)
{
    if (!has_colors() || most == 0 || start_color() == ERR)
        return 0;
    int count = most > 0 && most < COLORS ? most : COLORS;
    if (use_default_colors() == ERR)
        assume_default_colors(COLOR_WHITE, COLOR_BLACK);
    return count >= 256 ? 256 : count >= 16 ? 16 : count >= 8 ? 8 : 0;
}

/* ---- taking and giving back */

static int rescue_byte(int byte)
{
    if (state.rescue_length < RESCUE_BYTES)
        state.rescue[state.rescue_length++] = (char)byte;
    return byte;
}

static void prepare_rescue(void)
{
    static const char *const capabilities[] = {"sgr0", "op", "cnorm", "rmcup"};
    state.rescue_length = 0;
    for (size_t i = 0; i < sizeof capabilities / sizeof *capabilities; i++) {
        const char *bytes = tigetstr(capabilities[i]);
        if (bytes != NULL && bytes != (const char *)-1)
            tputs(bytes, 1, rescue_byte);
    }
    if (tigetstr("rmcup") == NULL) {
        rescue_byte('\r');
        rescue_byte('\n');
    }
}

/* Enter comes as a line feed, as a shell wants it: what is typed behind ^Z or the last line is read by the
   shell, and a line that the shell's terminal took in is none of another kind. */
static void keep_line_feeds(void)
{
    struct termios modes;
    if (tcgetattr(STDIN_FILENO, &modes) != 0)
        return;
    modes.c_iflag |= ICRNL;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
    def_prog_mode();
}

/* Nobody changed the palette, so nobody has to reset it: what the person set in the terminal stays. ncurses does it whenever
   it gives the terminal back, and has no switch for that; the string that it would send is its own copy. */
static void leave_the_palette_alone(void)
{
    char *reset = tigetstr("oc");
    if (reset != NULL && reset != (char *)-1)
        *reset = '\0';
}

enum curses_outcome curses_find(void)
{
    int known = 0;
    if (setupterm(NULL, STDOUT_FILENO, &known) == ERR || known != 1)
        return CURSES_NO_TERMINAL;
    const char *move_cursor = tigetstr("cup");
    bool moves = move_cursor != NULL && move_cursor != (const char *)-1;
    if (moves)
        prepare_rescue();
    del_curterm(cur_term);
    return moves ? CURSES_STARTED : CURSES_NO_CURSOR_MOVES;
}

enum curses_outcome curses_start(int colours, enum theme_name theme)
{
    use_tioctl(TRUE);
    state.screen = newterm(NULL, stdout, stdin);
    if (state.screen == NULL)
        return CURSES_NO_TERMINAL;
    leave_the_palette_alone();
    raw();
    noecho();
    nonl();
    keep_line_feeds();
    typeahead(-1); /* a frame is never broken off because a key was pressed */
    scrollok(stdscr, FALSE);
    leaveok(stdscr, FALSE);
    state.wide = MB_CUR_MAX > 1;
    state.theme = theme;
    state.colours = colours_of_terminal(colours);
    resolve_styles();
    state.running = true;
    state.cursor_seen = true;
    curses_forget();
    /* ncurses writes in small pieces until it came back once from endwin(); from then on a frame is one
       write. */
    endwin();
    doupdate();
    return CURSES_STARTED;
}

void curses_stop(void)
{
    if (!state.running)
        return;
    state.running = false;
    if (!isendwin()) {
        curs_set(1);
        endwin();
    }
    delscreen(state.screen);
    state.screen = NULL;
    grid_free(&state.shown);
    state.shown_is_true = false;
}

void curses_suspend(void)
{
    if (!state.running || isendwin())
        return;
    curs_set(1);
    state.cursor_seen = true;
    endwin();
}

void curses_resume(void)
{
    if (!state.running)
        return;
    reset_prog_mode();
    curses_forget();
}

void curses_theme(enum theme_name theme, bool own_ground)
{
    if (!state.running || (theme == state.theme && own_ground == state.own_ground))
        return;
    state.theme = theme;
    state.own_ground = own_ground;
    resolve_styles();
    state.shown_is_true = false;
}

void curses_size(int *width, int *height)
{
    struct winsize size = {0};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) {
        size.ws_col = (unsigned short)COLS;
        size.ws_row = (unsigned short)LINES;
    }
    if (state.running && is_term_resized(size.ws_row, size.ws_col)) {
        /* Not resizeterm(): that would push a key, and nobody reads keys here. */
        resize_term(size.ws_row, size.ws_col);
        curses_forget();
    }
    *width = size.ws_col;
    *height = size.ws_row;
}

bool curses_is_ansi(void)
{
    static const char begin[] = "\033[";
    const char *move_cursor = tigetstr("cup");
    return move_cursor != NULL && strncmp(move_cursor, begin, sizeof begin - 1) == 0;
}

int curses_colours(void)
{
    return state.colours;
}

const char *curses_rescue_bytes(size_t *length)
{
    *length = state.rescue_length;
    return state.rescue;
}

/* ---- painting */

void curses_forget(void)
{
    state.shown_is_true = false;
    if (state.running) {
        erase();
        clearok(curscr, TRUE);
    }
}

/*
 * The C library's opinion of a width is what ncurses goes by: where it differs, or where a wide character
 * would leave the row, the character is not shown.
 */
static void add_cell(struct text *run, const struct cell *cell, int room)
{
    uint32_t rune = cell->rune;
    if (!state.wide && rune >= 0x7f)
        rune = glyph_in(GLYPHS_ASCII, rune);
    if (cell->width > room || (rune >= 0x7f && wcwidth((wchar_t)rune) != cell->width)) {
        text_add_repeated(run, "?", cell->width < room ? cell->width : room);
        return;
    }
    text_add_repeated(run, "?", rune < 0x7f ? cell->width - 1 : 0);
    text_add_rune(run, rune);
    if (cell->mark != 0 && state.wide && wcwidth((wchar_t)cell->mark) == 0)
        text_add_rune(run, cell->mark);
}

static bool is_shown(const struct grid *grid, int index)
{
    return state.shown_is_true && cell_equal(&grid->cells[index], &state.shown.cells[index]);
}

static void paint_row(const struct grid *grid, int y, int width, struct text *run)
{
    for (int x = 0; x < width;) {
        int first = y * grid->width + x;
        const struct cell *cell = &grid->cells[first];
        if (is_shown(grid, first)) {
            x++;
            continue;
        }
        if (cell->width == 0 && x > 0) { /* only the second half differs: begin with the first */
            cell--;
            x--;
            first--;
        }
        text_clear(run);
        int end = x;
        do {
            add_cell(run, &grid->cells[y * grid->width + end], width - end);
            end += grid->cells[y * grid->width + end].width == 2 ? 2 : 1;
        } while (end < width && !is_shown(grid, y * grid->width + end) &&
                 grid->cells[y * grid->width + end].style == cell->style &&
                 grid->cells[y * grid->width + end].flags == cell->flags &&
                 grid->cells[y * grid->width + end].width != 0);
        attr_t attributes = state.attributes[cell->style] |
                            attributes_of(cell->flags & GRID_BOLD, false, cell->flags & GRID_REVERSE,
                                          cell->flags & GRID_UNDERLINE);
        short pair = state.colours == 256 ? state.pair_on_ground[ground_number(cell)][cell->style]
                                          : state.pair_of_style[cell->style];
        attr_set(attributes, pair, NULL);
        if (move(y, x) != ERR)
            addnstr(text_string(run), (int)run->length);
        x = end;
    }
}

/* Paints the rows that differ from what is shown, which they then are. Returns whether there was one. */
static bool paint_rows(const struct grid *grid, int width, int height)
{
    struct text run = {0};
    bool any = false;
    for (int y = 0; y < grid->height; y++) {
        const struct cell *row = &grid->cells[y * grid->width];
        struct cell *shown = &state.shown.cells[y * grid->width];
        if (state.shown_is_true && grid_row_equal(row, shown, grid->width))
            continue;
        if (y < height)
            paint_row(grid, y, width, &run);
        memcpy(shown, row, (size_t)grid->width * sizeof *row);
        any = true;
    }
    text_free(&run);
    return any;
}

/* Returns whether that differs from what is shown. */
static bool place_cursor(const struct grid *grid, int width, int height)
{
    bool there =
        grid->cursor_x >= 0 && grid->cursor_y >= 0 && grid->cursor_x < width && grid->cursor_y < height;
    bool moved = grid->cursor_x != state.shown.cursor_x || grid->cursor_y != state.shown.cursor_y;
    if (there)
        move(grid->cursor_y, grid->cursor_x);
    if (there != state.cursor_seen) {
        curs_set(there ? 1 : 0);
        state.cursor_seen = there;
    }
    state.shown.cursor_x = grid->cursor_x;
    state.shown.cursor_y = grid->cursor_y;
    return moved;
}

void curses_paint(const struct grid *grid)
{
    if (!state.running)
        return;
    if (state.shown.cells == NULL || state.shown.width != grid->width || state.shown.height != grid->height) {
        state.shown_is_true = false;
        grid_resize(&state.shown, grid->width, grid->height);
        erase();
    }
    int width = grid->width < COLS ? grid->width : COLS;
    int height = grid->height < LINES ? grid->height : LINES;
    bool painted = paint_rows(grid, width, height), moved = place_cursor(grid, width, height);
    if (painted || moved || !state.shown_is_true)
        refresh();
    state.shown_is_true = true;
}
