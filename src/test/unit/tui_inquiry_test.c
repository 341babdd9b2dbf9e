/*
 * What the terminal is asked and what it answers: the whole program in a terminal whose other end is the test. What it shows is read
 * by libvterm, what it asks is answered (or not) here. Nothing waits a fixed time: every step polls for what must come.
 */
#include "paint/painter.h"
#include "test/session.h"
#include "tui/inquiry.h"
#include "tui/loop.h"

#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <vterm.h>

/* A test that answers in time has all the time it needs, whatever else the machine does. */
enum { COLUMNS = 80, ROWS = 24, PATIENCE = 30 * 1000, IN_TIME = PATIENCE, SHORT = 0 };

static const char asks_background[] = "\033]11;?\033\\", asks_width[] = "\033[6n";
static const char white[] = "\033]11;rgb:ffff/ffff/ffff\033\\", black[] = "\033]11;rgb:0000/0000/0000\033\\";
static const char narrow[] = "\033[2;5R", wide[] = "\033[2;9R";

struct desk {
    int hand, end; /* the test's end of the terminal, and the program's, kept open */
    pid_t program;
    struct text sent; /* all that the program sent */
    VTerm *terminal;
    VTermScreen *screen;
};

/* ---- the program */

static int run_program(const char *theme, int limit)
{
    struct session *session = session_new(the_repertoire());
    struct tui_options options = {.theme = theme, .answer_limit = limit};
    return tui_run(session, &options);
}

/* `environment`: NAME=VALUE, ends with NULL; what isn't there has a default or is not set. */
static void begin_with(struct desk *desk, const char *const *environment, const char *theme, int limit)
{
    struct winsize size = {.ws_col = COLUMNS, .ws_row = ROWS};
    *desk = (struct desk){.hand = posix_openpt(O_RDWR | O_NOCTTY)};
    assert_true(desk->hand >= 0 && grantpt(desk->hand) == 0 && unlockpt(desk->hand) == 0);
    desk->end = open(ptsname(desk->hand), O_RDWR | O_NOCTTY);
    assert_true(desk->end >= 0);
    assert_int_equal(ioctl(desk->hand, TIOCSWINSZ, &size), 0);
    fflush(NULL);
    desk->program = fork();
    assert_true(desk->program >= 0);
    if (desk->program == 0) {
        setsid(); /* it is nobody's controlling terminal: that would be emptied when its owner ends */
        for (int i = 0; i < 3; i++)
            dup2(desk->end, i);
        close(desk->hand);
        setenv("TERM", "xterm-256color", 1);
        setenv("LC_ALL", "C.UTF-8", 1);
        static const char *const unset[] = {"COLORFGBG", "GROWWORK_THEME", "NO_COLOR", "INPUTRC"};
        for (size_t i = 0; i < sizeof unset / sizeof *unset; i++)
            unsetenv(unset[i]);
        for (; environment != NULL && *environment != NULL; environment++)
            putenv((char *)(uintptr_t)*environment);
        alarm(2 * PATIENCE / 1000);
        _exit(run_program(theme, limit));
    }
    desk->terminal = vterm_new(ROWS, COLUMNS);
    vterm_set_utf8(desk->terminal, 1);
    desk->screen = vterm_obtain_screen(desk->terminal);
    vterm_screen_enable_altscreen(desk->screen, 1);
    vterm_screen_reset(desk->screen, 1);
}

/* Reads what comes within `milliseconds`; false if nothing does. */
static bool look(struct desk *desk, int milliseconds)
{
    char bytes[4096];
    struct pollfd file = {.fd = desk->hand, .events = POLLIN};
    if (poll(&file, 1, milliseconds) <= 0)
        return false;
    ssize_t count = read(desk->hand, bytes, sizeof bytes);
    if (count <= 0)
        return false;
    text_append(&desk->sent, bytes, (size_t)count);
    vterm_input_write(desk->terminal, bytes, (size_t)count);
    vterm_screen_flush_damage(desk->screen);
    return true;
}

static void type_bytes(struct desk *desk, const char *bytes, size_t length)
{
    assert_int_equal(write(desk->hand, bytes, length), length);
}

static void type(struct desk *desk, const char *bytes)
{
    type_bytes(desk, bytes, strlen(bytes));
}

/* One by one, each when the program has taken the one before. */
static void type_in_pieces(struct desk *desk, const char *bytes)
{
    for (; *bytes != '\0'; bytes++) {
        int waiting;
        type_bytes(desk, bytes, 1);
        do {
            look(desk, 1);
            assert_int_equal(ioctl(desk->end, FIONREAD, &waiting), 0);
        } while (waiting > 0);
    }
}

/* ---- what it shows */

static void read_row(struct desk *desk, int y, char *row)
{
    VTermRect all = {.start_row = y, .end_row = y + 1, .start_col = 0, .end_col = COLUMNS};
    row[vterm_screen_get_text(desk->screen, row, COLUMNS * 8, all)] = '\0';
    for (size_t end = strlen(row); end > 0 && row[end - 1] == ' '; end--)
        row[end - 1] = '\0';
}

static bool shows(struct desk *desk, const char *text)
{
    char row[COLUMNS * 8 + 1];
    for (int y = 0; y < ROWS; y++) {
        read_row(desk, y, row);
        if (strstr(row, text) != NULL)
            return true;
    }
    return false;
}

/* The ground of the first cell: of 256 colours, -1 is the terminal's own. */
static int ground(struct desk *desk)
{
    VTermScreenCell cell;
    assert_true(vterm_screen_get_cell(desk->screen, (VTermPos){.row = 0, .col = 0}, &cell));
    if (VTERM_COLOR_IS_DEFAULT_BG(&cell.bg))
        return -1;
    return VTERM_COLOR_IS_INDEXED(&cell.bg) ? cell.bg.indexed.idx : -2;
}

/* Where the prompt's cursor is, a letter or a blank is underlined. */
static bool cursor_is_underlined(struct desk *desk)
{
    VTermPos at;
    VTermScreenCell cell;
    vterm_state_get_cursorpos(vterm_obtain_state(desk->terminal), &at);
    assert_true(vterm_screen_get_cell(desk->screen, at, &cell));
    return cell.attrs.underline != 0;
}

static void print_screen(struct desk *desk)
{
    char row[COLUMNS * 8 + 1];
    for (int y = 0; y < ROWS; y++) {
        read_row(desk, y, row);
        print_message("|%s\n", row);
    }
}

/* Until the text is seen, or, if there is none, until the ground is that. */
static void expect_on_ground(struct desk *desk, const char *text, int on)
{
    int left = PATIENCE;
    while (left > 0 && !((text == NULL || shows(desk, text)) && (on < -2 || ground(desk) == on)))
        left -= look(desk, 10) ? 1 : 10;
    if (left > 0)
        return;
    print_screen(desk);
    fail_msg("never seen: %s on ground %d, which is %d", text != NULL ? text : "", on, ground(desk));
}

static void expect(struct desk *desk, const char *text)
{
    expect_on_ground(desk, text, -3);
}

static void expect_sent(struct desk *desk, const char *bytes)
{
    int left = PATIENCE;
    while (left > 0 && strstr(text_string(&desk->sent), bytes) == NULL)
        left -= look(desk, 10) ? 1 : 10;
    assert_true(left > 0);
}

/* The first picture is there, and nothing has been answered. */
static void begin(struct desk *desk, const char *const *environment, const char *theme, int limit)
{
    begin_with(desk, environment, theme, limit);
    expect_sent(desk, asks_background);
    expect_sent(desk, asks_width);
    expect(desk, "growwork>");
}

/* What is asked at the prompt is seen there, whole, and nothing else. */
static void expect_theme(struct desk *desk, const char *name)
{
    struct text said = {0};
    text_format(&said, "theme %s", name);
    type(desk, "set theme");
    expect(desk, "growwork> set theme");
    type(desk, "\r");
    expect(desk, text_string(&said));
    text_free(&said);
}

/* Bytes that nobody has read. In the mode of a shell only whole lines would count. */
static int unread(struct desk *desk)
{
    int waiting;
    struct termios modes;
    assert_int_equal(tcgetattr(desk->end, &modes), 0);
    modes.c_lflag &= ~(tcflag_t)ICANON;
    assert_int_equal(tcsetattr(desk->end, TCSANOW, &modes), 0);
    assert_int_equal(ioctl(desk->end, FIONREAD, &waiting), 0);
    return waiting;
}

/* Ends it; nobody is left who could type anything. */
static void end(struct desk *desk)
{
    int status, left = PATIENCE;
    type(desk, "\004");
    while (left > 0 && waitpid(desk->program, &status, WNOHANG) == 0)
        left -= look(desk, 10) ? 1 : 10;
    if (left <= 0)
        kill(desk->program, SIGKILL);
    assert_true(left > 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_int_equal(unread(desk), 0);
    while (look(desk, 0))
        continue;
    /* The terminal's palette is the person's. */
    assert_null(strstr(text_string(&desk->sent), "\033]104"));
    assert_null(strstr(text_string(&desk->sent), "\033]4;"));
    vterm_free(desk->terminal);
    text_free(&desk->sent);
    close(desk->hand);
    close(desk->end);
}

/* ---- answers */

static void test_an_answer_in_time(void **unused)
{
    struct desk desk;
    (void)unused;
    begin(&desk, NULL, NULL, IN_TIME);
    assert_int_equal(ground(&desk), -1);
    type(&desk, white);
    type(&desk, narrow);
    expect_theme(&desk, "light");
    assert_int_equal(ground(&desk), -1);
    assert_false(cursor_is_underlined(&desk));
    assert_true(shows(&desk, "─"));
    end(&desk);
    begin(&desk, NULL, NULL, IN_TIME);
    type(&desk, black);
    type(&desk, narrow);
    expect_theme(&desk, "dark");
    assert_int_equal(ground(&desk), -1);
    end(&desk);
}

/* A background on which some letters could not be read: the theme brings its own. */
static void test_a_ground_that_does_not_suit(void **unused)
{
    struct desk desk;
    (void)unused;
    begin(&desk, NULL, NULL, IN_TIME);
    type(&desk, "\033]11;rgb:2e2e/3434/4040\a");
    type(&desk, narrow);
    expect_on_ground(&desk, NULL, theme_ground(THEME_DARK)->back256);
    expect_theme(&desk, "dark");
    end(&desk);
}

/* The theme's own ground tells that the time is over. */
static void test_no_answer(void **unused)
{
    struct desk desk;
    (void)unused;
    begin(&desk, NULL, NULL, SHORT);
    type(&desk, "set th");
    expect_on_ground(&desk, "growwork> set th", theme_ground(THEME_DARK)->back256);
    for (int left = PATIENCE; !cursor_is_underlined(&desk); left -= look(&desk, 10) ? 1 : 10)
        assert_true(left > 0);
    type(&desk, "eme\r");
    expect(&desk, "theme dark");
    end(&desk);
}

static void test_an_answer_too_late(void **unused)
{
    struct desk desk;
    (void)unused;
    begin(&desk, NULL, NULL, SHORT);
    expect_on_ground(&desk, NULL, theme_ground(THEME_DARK)->back256);
    type(&desk, white);
    type(&desk, wide);
    expect_theme(&desk, "dark");
    assert_int_equal(ground(&desk), theme_ground(THEME_DARK)->back256);
    assert_true(shows(&desk, "─"));
    assert_false(shows(&desk, "rgb") || shows(&desk, "fff"));
    end(&desk);
}

static void test_an_answer_in_pieces(void **unused)
{
    struct desk desk;
    (void)unused;
    begin(&desk, NULL, NULL, IN_TIME);
    type_in_pieces(&desk, white);
    type_in_pieces(&desk, wide);
    expect(&desk, "╌╌╌");
    expect_theme(&desk, "light");
    end(&desk);
}

/* Keys before, between and behind the answers stay, in their order. */
static void test_an_answer_between_keys(void **unused)
{
    struct desk desk;
    (void)unused;
    begin(&desk, NULL, NULL, IN_TIME);
    type(&desk, "set");
    type(&desk, white);
    type(&desk, " th");
    type(&desk, narrow);
    type(&desk, "emx\177e\r");
    expect(&desk, "theme light");
    end(&desk);
}

static void test_answers_that_make_no_sense(void **unused)
{
    static const char *const answers[] = {
        "\033]11;rgb:zz/00/00\033\\",
        "\033]11;red\a",
        "\033]11;rgb:ff/ff\033\\",
        "\033]11;\033\\",
    };
    (void)unused;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        struct desk desk;
        begin(&desk, NULL, NULL, SHORT);
        type(&desk, answers[i]);
        type(&desk, "\033[0;0R");
        type(&desk, "\033[2;5;7Rset");
        expect(&desk, "growwork> set");
        type(&desk, " theme\r");
        expect(&desk, "theme dark");
        end(&desk);
    }
}

static void test_an_answer_without_end(void **unused)
{
    struct desk desk;
    char flood[500];
    (void)unused;
    begin(&desk, NULL, NULL, SHORT);
    type(&desk, "\033]11;rgb:");
    memset(flood, 'f', sizeof flood);
    for (int i = 0; i < 20; i++) {
        type_bytes(&desk, flood, sizeof flood);
        look(&desk, 0);
    }
    type(&desk, "\033\\");
    expect_theme(&desk, "dark");
    assert_false(shows(&desk, "fff"));
    end(&desk);
}

/* ---- widths */

static void test_wide_characters_are_avoided(void **unused)
{
    struct desk desk;
    (void)unused;
    begin(&desk, NULL, NULL, IN_TIME);
    assert_true(shows(&desk, "─"));
    type(&desk, black);
    type(&desk, wide);
    expect(&desk, "╌╌╌");
    assert_false(shows(&desk, "─"));
    type(&desk, "set glyphs\r");
    expect(&desk, "glyphs narrow");
    type(&desk, "set glyphs ascii\r");
    expect(&desk, "glyphs ascii");
    assert_false(shows(&desk, "╌"));
    type(&desk, "set glyphs unicode\r");
    expect(&desk, "glyphs unicode");
    assert_true(shows(&desk, "─"));
    end(&desk);
}

/* What somebody set stays, whatever the terminal says later. */
static void test_a_choice_stands(void **unused)
{
    struct desk desk;
    (void)unused;
    begin(&desk, NULL, NULL, IN_TIME);
    type(&desk, "set glyphs unicode; set theme projector\r");
    expect(&desk, "theme projector");
    type(&desk, black);
    type(&desk, wide);
    expect_on_ground(&desk, NULL, theme_ground(THEME_PROJECTOR)->back256);
    expect_theme(&desk, "projector");
    assert_true(shows(&desk, "─"));
    end(&desk);
}

/* ---- who chooses */

static void test_the_environment_and_the_command_line(void **unused)
{
    static const struct {
        const char *variable, *option, *theme;
    } cases[] = {
        {"GROWWORK_THEME=light", NULL, "light"},  {"GROWWORK_THEME=light", "projector", "projector"},
        {"GROWWORK_THEME=", NULL, "dark"},        {"GROWWORK_THEME=auto", NULL, "dark"},
        {"GROWWORK_THEME=light", "auto", "dark"},
    };
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct desk desk;
        const char *const environment[] = {cases[i].variable, NULL};
        begin(&desk, environment, cases[i].option, IN_TIME);
        type(&desk, black);
        type(&desk, narrow);
        expect_theme(&desk, cases[i].theme);
        end(&desk);
    }
}

static void test_a_variable_that_is_no_theme(void **unused)
{
    static const char *const environment[] = {"GROWWORK_THEME=pink", NULL};
    struct desk desk;
    int status, left = PATIENCE;
    (void)unused;
    begin_with(&desk, environment, NULL, SHORT);
    expect(&desk, "GROWWORK_THEME");
    expect(&desk, "pink");
    while (left > 0 && waitpid(desk.program, &status, WNOHANG) == 0)
        left -= look(&desk, 10) ? 1 : 10;
    assert_true(left > 0 && WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 2);
    assert_null(strstr(text_string(&desk.sent), asks_background));
    vterm_free(desk.terminal);
    text_free(&desk.sent);
    close(desk.hand);
    close(desk.end);
}

static void test_the_second_best_answer(void **unused)
{
    static const char *const environment[] = {"COLORFGBG=0;15", NULL};
    struct desk desk;
    (void)unused;
    begin(&desk, environment, NULL, SHORT);
    type(&desk, narrow);
    /* Until the terminal's time is over the theme is dark; `set theme` asked again and again sees it change. */
    int left = PATIENCE;
    while (left > 0 && !shows(&desk, "theme light")) {
        type(&desk, "set theme\r");
        left -= look(&desk, 50) ? 10 : 50;
    }
    assert_true(left > 0);
    assert_int_equal(ground(&desk), -1);
    end(&desk);
}

static void test_asking_again(void **unused)
{
    struct desk desk;
    (void)unused;
    begin(&desk, NULL, "light", IN_TIME);
    type(&desk, black);
    type(&desk, narrow);
    expect_theme(&desk, "light");
    assert_int_equal(ground(&desk), theme_ground(THEME_LIGHT)->back256);
    text_clear(&desk.sent);
    type(&desk, "set theme auto\r");
    expect_sent(&desk, asks_background);
    assert_null(strstr(text_string(&desk.sent), asks_width));
    type(&desk, black);
    expect_on_ground(&desk, NULL, -1);
    expect_theme(&desk, "dark");
    end(&desk);
}

/* ---- who is not asked */

static void test_terminals_that_are_not_asked(void **unused)
{
    static const char *const environments[][3] = {{"TERM=linux", NULL}, {"TERM=vt100", NULL}};
    (void)unused;
    for (size_t i = 0; i < sizeof environments / sizeof *environments; i++) {
        struct desk desk;
        begin_with(&desk, environments[i], NULL, SHORT);
        expect(&desk, "growwork>");
        expect_theme(&desk, "dark");
        assert_null(strstr(text_string(&desk.sent), asks_background));
        assert_null(strstr(text_string(&desk.sent), asks_width));
        end(&desk);
    }
}

/* Typed ahead: an answer would come behind it, and be for whoever has the terminal then. */
static void test_nobody_is_asked_when_something_was_typed(void **unused)
{
    struct desk desk;
    (void)unused;
    begin_with(&desk, NULL, NULL, SHORT);
    /* The program reads nothing before it has set the terminal up, which takes longer than this. */
    type(&desk, "set glyphs\r");
    expect(&desk, "glyphs unicode");
    bool asked = strstr(text_string(&desk.sent), asks_width) != NULL;
    bool both = strstr(text_string(&desk.sent), asks_background) != NULL;
    assert_int_equal(asked, both);
    if (asked) { /* it was faster */
        type(&desk, black);
        type(&desk, narrow);
    }
    expect_theme(&desk, "dark");
    end(&desk);
}

/* ---- the end */

static void await_reading(struct desk *desk)
{
    int waiting;
    do {
        look(desk, 1);
        assert_int_equal(ioctl(desk->end, FIONREAD, &waiting), 0);
    } while (waiting > 0);
}

/* It has ended, and left nothing to whoever has the terminal then. */
static void expect_nothing_left(struct desk *desk)
{
    int status, left = PATIENCE;
    while (left > 0 && waitpid(desk->program, &status, WNOHANG) == 0)
        left -= look(desk, 10) ? 1 : 10;
    assert_true(left > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_int_equal(unread(desk), 0);
    vterm_free(desk->terminal);
    text_free(&desk->sent);
    close(desk->hand);
    close(desk->end);
}

/* The answer that is on its way is read before the terminal is another's. */
static void test_an_answer_behind_the_end(void **unused)
{
    struct desk desk;
    (void)unused;
    begin(&desk, NULL, NULL, IN_TIME);
    type(&desk, "\004");
    await_reading(&desk);
    type(&desk, white);
    type_bytes(&desk, narrow, sizeof narrow - 1);
    expect_nothing_left(&desk);
}

/* A terminal within a terminal answers what it knows by itself, and what it has to ask for later. */
static void test_an_answer_behind_another_and_the_end(void **unused)
{
    struct desk desk;
    (void)unused;
    begin(&desk, NULL, NULL, IN_TIME);
    type(&desk, narrow);
    await_reading(&desk);
    type(&desk, "\004");
    await_reading(&desk);
    type(&desk, white);
    expect_nothing_left(&desk);
}

/* What is typed while an answer that was overtaken may still come is for whoever has the terminal next. */
static void test_keys_behind_the_end_are_left(void **unused)
{
    static const char *const typed[] = {"echo so''me shell\r", "e", "\033[A"};
    (void)unused;
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        struct desk desk;
        begin(&desk, NULL, NULL, 2000);
        type(&desk, narrow);
        await_reading(&desk);
        type(&desk, "\004");
        await_reading(&desk);
        type(&desk, typed[i]);
        int status, left = PATIENCE;
        while (left > 0 && waitpid(desk.program, &status, WNOHANG) == 0)
            left -= look(&desk, 10) ? 1 : 10;
        assert_true(left > 0);
        assert_int_equal(unread(&desk), strlen(typed[i]));
        vterm_free(desk.terminal);
        text_free(&desk.sent);
        close(desk.hand);
        close(desk.end);
    }
}

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A terminal that does not answer: once no answer comes any more all that is typed behind the end is left, however long it is. */
static void test_where_no_answer_comes_all_keys_are_left(void **unused)
{
    enum { LIMIT = 20, FIRST = 22, LAST = 32 };
    (void)unused;
    for (int length = FIRST; length <= LAST; length++) {
        struct desk desk;
        char typed[LAST + 2] = "\004";
        begin(&desk, NULL, NULL, LIMIT);
        for (int64_t begun = milliseconds(); milliseconds() - begun <= LIMIT * INQUIRY_LATEST;)
            look(&desk, LIMIT);
        memset(typed + 1, 'e', (size_t)length);
        type_bytes(&desk, typed, (size_t)length + 1);
        int status, left = PATIENCE;
        while (left > 0 && waitpid(desk.program, &status, WNOHANG) == 0)
            left -= look(&desk, 10) ? 1 : 10;
        assert_true(left > 0);
        assert_int_equal(unread(&desk), length);
        vterm_free(desk.terminal);
        text_free(&desk.sent);
        close(desk.hand);
        close(desk.end);
    }
}

/* Asked twice, answered once. */
static void test_a_second_answer_behind_the_end(void **unused)
{
    struct desk desk;
    (void)unused;
    begin(&desk, NULL, NULL, IN_TIME);
    type(&desk, narrow);
    text_clear(&desk.sent);
    type(&desk, "set theme auto\r");
    expect_sent(&desk, asks_background);
    type(&desk, white);
    await_reading(&desk);
    type(&desk, "\004");
    await_reading(&desk);
    type(&desk, white);
    expect_nothing_left(&desk);
}

/* ---- without a terminal */

static void test_the_second_best_answer_is_read(void **unused)
{
    static const struct {
        const char *variable;
        int background; /* -1: it says nothing */
    } cases[] = {
        {"15;0", 0},
        {"0;15", 0xffffff},
        {"0;default;15", 0xffffff},
        {"12;8", 0},
        {"0;7", 0xffffff},
        {"7;6", 0},
        {"15;default", -1},
        {"15", -1},
        {"", -1},
        {"15;", -1},
        {"0;16", -1},
        {"0;-1", -1},
        {"0;99999999999999999999", -1},
    };
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t background = 1;
        assert_int_equal(inquiry_read_colours(cases[i].variable, &background), cases[i].background >= 0);
        if (cases[i].background >= 0)
            assert_int_equal(background, cases[i].background);
    }
    uint32_t background;
    assert_false(inquiry_read_colours(NULL, &background));
}

static void test_the_limit(void **unused)
{
    struct inquiry inquiry = {0};
    struct text bytes = {0};
    (void)unused;
    assert_int_equal(inquiry_wait(&inquiry, 7), -1);
    assert_false(inquiry_is_late(&inquiry, 7));
    inquiry_begin(&inquiry, INQUIRE_BACKGROUND | INQUIRE_WIDTH, 1000, &bytes);
    assert_non_null(strstr(text_string(&bytes), asks_background));
    assert_non_null(strstr(text_string(&bytes), asks_width));
    assert_int_equal(inquiry_wait(&inquiry, 1000), INQUIRY_LIMIT);
    assert_int_equal(inquiry_wait(&inquiry, 1000 + INQUIRY_LIMIT - 1), 1);
    assert_false(inquiry_is_late(&inquiry, 1000 + INQUIRY_LIMIT - 1));
    struct token key = {.kind = TOKEN_KEY, .name = "x"}, column = {.kind = TOKEN_COLUMN, .number = 6},
                 ground_of = {.kind = TOKEN_BACKGROUND, .number = 0x123456};
    assert_false(inquiry_take(&inquiry, &key));
    assert_true(inquiry_take(&inquiry, &column));
    assert_true(inquiry.is_wide);
    assert_true(inquiry_is_late(&inquiry, 1000 + INQUIRY_LIMIT));
    assert_false(inquiry_is_late(&inquiry, 1000 + INQUIRY_LIMIT));
    assert_true(inquiry_take(&inquiry, &ground_of));
    assert_false(inquiry.knows_background);
    assert_int_equal(inquiry_wait(&inquiry, 3000), -1);
    text_free(&bytes);
}

static void test_the_limit_at_the_end(void **unused)
{
    enum { SHORTER = INQUIRY_LIMIT / INQUIRY_AT_THE_END };
    struct inquiry inquiry = {0};
    struct text bytes = {0};
    struct token column = {.kind = TOKEN_COLUMN, .number = 5}, ground_of = {.kind = TOKEN_BACKGROUND};
    (void)unused;
    assert_int_equal(inquiry_end(&inquiry, 7), 7);
    inquiry_begin(&inquiry, INQUIRE_BACKGROUND | INQUIRE_WIDTH, 1000, &bytes);
    assert_int_equal(inquiry_end(&inquiry, 1000), 1000 + INQUIRY_LIMIT);
    assert_int_equal(inquiry_end(&inquiry, 1450), 1450 + SHORTER);
    /* The other one may come by another way. */
    assert_true(inquiry_take(&inquiry, &column));
    assert_int_equal(inquiry_end(&inquiry, 1200), 1200 + SHORTER);
    /* Nobody waits for it any more, but it is owed, for a while. */
    assert_true(inquiry_is_late(&inquiry, 1500));
    assert_int_equal(inquiry_end(&inquiry, 1700), 1700 + SHORTER);
    assert_int_equal(inquiry_end(&inquiry, 1000 + INQUIRY_LATEST * INQUIRY_LIMIT),
                     1000 + INQUIRY_LATEST * INQUIRY_LIMIT);
    assert_true(inquiry_take(&inquiry, &ground_of));
    assert_int_equal(inquiry_end(&inquiry, 1700), 1700);
    text_free(&bytes);
}

int main(void)
{
    signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_answer_in_time),
        cmocka_unit_test(test_a_ground_that_does_not_suit),
        cmocka_unit_test(test_no_answer),
        cmocka_unit_test(test_an_answer_too_late),
        cmocka_unit_test(test_an_answer_in_pieces),
        cmocka_unit_test(test_an_answer_between_keys),
        cmocka_unit_test(test_answers_that_make_no_sense),
        cmocka_unit_test(test_an_answer_without_end),
        cmocka_unit_test(test_wide_characters_are_avoided),
        cmocka_unit_test(test_a_choice_stands),
        cmocka_unit_test(test_the_environment_and_the_command_line),
        cmocka_unit_test(test_a_variable_that_is_no_theme),
        cmocka_unit_test(test_the_second_best_answer),
        cmocka_unit_test(test_asking_again),
        cmocka_unit_test(test_terminals_that_are_not_asked),
        cmocka_unit_test(test_nobody_is_asked_when_something_was_typed),
        cmocka_unit_test(test_an_answer_behind_the_end),
        cmocka_unit_test(test_an_answer_behind_another_and_the_end),
        cmocka_unit_test(test_keys_behind_the_end_are_left),
        cmocka_unit_test(test_where_no_answer_comes_all_keys_are_left),
        cmocka_unit_test(test_a_second_answer_behind_the_end),
        cmocka_unit_test(test_the_second_best_answer_is_read),
        cmocka_unit_test(test_the_limit),
        cmocka_unit_test(test_the_limit_at_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
