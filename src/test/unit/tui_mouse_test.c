/* The mouse in a real terminal: the program behind a pseudo-terminal whose other end is a terminal that others wrote. Everything
   is waited for, nothing is slept through. */
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <vterm.h>

#include <cmocka.h>

enum { WIDTH = 120, HEIGHT = 36, LIMIT = 30000 };

static const char mouse_on[] = "\033[?1002h\033[?1006h", mouse_off[] = "\033[?1006l\033[?1002l";

/* The program, and the shell's part that looks after it, so that it can be stopped as a job. */
static struct {
    int terminal;     /* our end */
    int news;         /* what the shell tells: 's' it stopped, 'e' it ended */
    pid_t shell, job; /* the one that looks after it, and it */
    VTerm *screen;
    struct text bytes; /* all that it wrote */
} job;

static void run_program(int other)
{
    char program[256];
    const char *build = getenv("BUILD");
    snprintf(program, sizeof program, "%s/growwork", build != NULL ? build : "build");
    for (int file = 0; file < 3; file++)
        dup2(other, file);
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    execl(program, program, (char *)NULL);
    _exit(127);
}

static void be_a_shell(int other, int news)
{
    setsid();
    ioctl(other, TIOCSCTTY, 0);
    signal(SIGTTOU, SIG_IGN);
    pid_t child = fork();
    if (child == 0) {
        setpgid(0, 0);
        tcsetpgrp(other, getpid());
        signal(SIGTTOU, SIG_DFL);
        run_program(other);
    }
    setpgid(child, child);
    ssize_t written = write(news, &child, sizeof child);
    for (;;) {
        int status;
        pid_t who = waitpid(child, &status, WUNTRACED);
        if (who < 0 && errno == EINTR)
            continue;
        bool stopped = who == child && WIFSTOPPED(status);
        written = write(news, stopped ? "s" : "e", 1);
        if (!stopped || written != 1)
            _exit(0);
    }
}

static int begin(void **unused)
{
    struct winsize size = {.ws_col = WIDTH, .ws_row = HEIGHT};
    int news[2];
    (void)unused;
    job.terminal = posix_openpt(O_RDWR | O_NOCTTY);
    if (job.terminal < 0 || grantpt(job.terminal) != 0 || unlockpt(job.terminal) != 0 || pipe(news) != 0)
        return -1;
    int other = open(ptsname(job.terminal), O_RDWR | O_NOCTTY);
    if (other < 0 || ioctl(other, TIOCSWINSZ, &size) != 0)
        return -1;
    job.shell = fork();
    if (job.shell == 0) {
        close(job.terminal);
        close(news[0]);
        be_a_shell(other, news[1]);
    }
    close(other);
    close(news[1]);
    job.news = news[0];
    job.screen = vterm_new(HEIGHT, WIDTH);
    vterm_set_utf8(job.screen, 1);
    vterm_screen_reset(vterm_obtain_screen(job.screen), 1);
    text_clear(&job.bytes);
    return read(job.news, &job.job, sizeof job.job) == (ssize_t)sizeof job.job ? 0 : -1;
}

static int end(void **unused)
{
    (void)unused;
    kill(job.job, SIGKILL);
    kill(job.shell, SIGKILL);
    waitpid(job.shell, NULL, 0);
    close(job.terminal);
    close(job.news);
    vterm_free(job.screen);
    text_free(&job.bytes);
    return 0;
}

/* ---- what is seen */

/* Takes what it wrote. False: nothing came in time. */
static bool listen(void)
{
    char bytes[4096];
    struct pollfd ready = {.fd = job.terminal, .events = POLLIN};
    if (poll(&ready, 1, LIMIT) <= 0)
        return false;
    ssize_t count = read(job.terminal, bytes, sizeof bytes);
    if (count <= 0)
        return false;
    vterm_input_write(job.screen, bytes, (size_t)count);
    for (ssize_t i = 0; i < count; i++)
        text_append(&job.bytes, bytes[i] != '\0' ? &bytes[i] : " ", 1);
    return true;
}

static void read_row(int y, struct text *row)
{
    VTermScreen *screen = vterm_obtain_screen(job.screen);
    text_clear(row);
    for (int x = 0; x < WIDTH; x++) {
        VTermScreenCell cell;
        vterm_screen_get_cell(screen, (VTermPos){.row = y, .col = x}, &cell);
        text_add_rune(row, cell.chars[0] == 0 || cell.chars[0] == UINT32_MAX ? ' ' : cell.chars[0]);
    }
    while (row->length > 0 && row->bytes[row->length - 1] == ' ')
        row->bytes[--row->length] = '\0';
}

/* The row that has the words in it, or -1. */
static int row_with(const char *words)
{
    struct text row = {0};
    int found = -1;
    for (int y = 0; y < HEIGHT && found < 0; y++) {
        read_row(y, &row);
        found = strstr(text_string(&row), words) != NULL ? y : -1;
    }
    text_free(&row);
    return found;
}

static void fail_at(const char *what)
{
    struct text row = {0};
    for (int y = 0; y < HEIGHT; y++) {
        read_row(y, &row);
        fprintf(stderr, "|%s\n", text_string(&row));
    }
    text_free(&row);
    fail_msg("waited in vain for %s", what);
}

static int wait_for(const char *words)
{
    while (row_with(words) < 0) {
        if (!listen())
            fail_at(words);
    }
    return row_with(words);
}

static void wait_until_gone(const char *words)
{
    while (row_with(words) >= 0) {
        if (!listen())
            fail_at(words);
    }
}

/* Waits for bytes behind the place `from` of all that was written; returns the place behind them. */
static size_t wait_for_bytes(const char *bytes, size_t from)
{
    const char *found;
    while ((found = strstr(text_string(&job.bytes) + from, bytes)) == NULL) {
        if (!listen())
            fail_at(bytes + 1);
    }
    return (size_t)(found - text_string(&job.bytes)) + strlen(bytes);
}

static void type(const char *bytes)
{
    assert_int_equal(write(job.terminal, bytes, strlen(bytes)), strlen(bytes));
}

static void report(int button, int x, int y, char final)
{
    char bytes[40];
    snprintf(bytes, sizeof bytes, "\033[<%d;%d;%d%c", button, x + 1, y + 1, final);
    type(bytes);
}

static char wait_for_news(void)
{
    char news = 0;
    struct pollfd ready[] = {{.fd = job.news, .events = POLLIN}, {.fd = job.terminal, .events = POLLIN}};
    while (poll(ready, 2, LIMIT) > 0) {
        if (ready[0].revents != 0)
            return read(job.news, &news, 1) == 1 ? news : 0;
        if (!listen())
            ready[1].fd = -1; /* it has ended, and the news of that is on its way */
    }
    fail_msg("no news");
    return 0;
}

static void prepare(void)
{
    wait_for("growwork>");
    type("\003"); /* nobody waits for the first scene to end */
    type("set motion off\r");
    wait_for("motion");
    type("insert pear 4\r");
    wait_for("insert pear 4");
    wait_until_gone("growwork> insert pear 4");
}

static size_t turn_on(void)
{
    prepare();
    type("set mouse on\r");
    return wait_for_bytes(mouse_on, 0);
}

/* ---- the laws */

static void test_nothing_is_sent_while_it_is_off(void **unused)
{
    (void)unused;
    prepare();
    int y = wait_for("  1×") - 1;
    report(0, 3, y, 'M'); /* a terminal that says so though nobody asked */
    type("zz");
    wait_for("growwork> zz");
    assert_int_equal(row_with("before now"), -1);
    type("\025quit\r");
    assert_int_equal(wait_for_news(), 'e');
    assert_null(strstr(text_string(&job.bytes), "?1002"));
    assert_null(strstr(text_string(&job.bytes), "?1006"));
}

static void test_a_click_and_a_drag_go_through_time(void **unused)
{
    (void)unused;
    turn_on();
    int y = wait_for("  1×") - 1;
    report(0, 1, y, 'M');
    wait_for("event 0 of");
    wait_for("before now");
    for (int x = 2; x < WIDTH - 1; x += 7) /* the row does not matter any more */
        report(32, x, x % HEIGHT, 'M');
    report(32, WIDTH - 1, y, 'M');
    report(0, WIDTH - 1, y, 'm');
    wait_until_gone("before now");
    report(32, 5, y, 'M'); /* it was let go */
    type("zz");
    wait_for("growwork> zz");
    assert_int_equal(row_with("before now"), -1);
    report(64, 40, 8, 'M');
    wait_for("before now");
    report(65, 40, 8, 'M');
    wait_until_gone("before now");
    wait_for("growwork> zz"); /* the line that was begun is as it was */
}

static void test_broken_reports_are_not_typed(void **unused)
{
    (void)unused;
    size_t from = turn_on();
    type("\033[<0;10;20;M\033[<;;m\033[<0;99999;1M\033[<35;4;4M\033[M !!zz");
    wait_for("growwork> zz");
    type("\025set mouse off\r");
    wait_for_bytes(mouse_off, from);
}

static void test_it_is_given_back_and_taken_again(void **unused)
{
    (void)unused;
    size_t from = turn_on();
    type("\032");
    from = wait_for_bytes(mouse_off, from);
    assert_int_equal(wait_for_news(), 's');
    assert_null(strstr(text_string(&job.bytes) + from, "?1002h"));
    kill(job.job, SIGCONT);
    from = wait_for_bytes(mouse_on, from);
    type("quit\r");
    wait_for_bytes(mouse_off, from);
    assert_int_equal(wait_for_news(), 'e');
}

static void test_a_crash_gives_it_back(void **unused)
{
    (void)unused;
    size_t from = turn_on();
    kill(job.job, SIGQUIT);
    wait_for_bytes(mouse_off, from);
    assert_int_equal(wait_for_news(), 'e');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_nothing_is_sent_while_it_is_off, begin, end),
        cmocka_unit_test_setup_teardown(test_a_click_and_a_drag_go_through_time, begin, end),
        cmocka_unit_test_setup_teardown(test_broken_reports_are_not_typed, begin, end),
        cmocka_unit_test_setup_teardown(test_it_is_given_back_and_taken_again, begin, end),
        cmocka_unit_test_setup_teardown(test_a_crash_gives_it_back, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
