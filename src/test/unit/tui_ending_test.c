/*
 * Whenever a signal comes, the terminal is left as it was found: the whole program in a terminal whose other end is the test, ended at
 * moments from its first microseconds on. What holds, holds at each of them: there is no moment that the test has to meet.
 */
#include "base/random.h"
#include "test/session.h"
#include "tui/loop.h"

#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { ROUNDS = 300, LATEST = 15000 /* microseconds */, PATIENCE = 30 * 1000 };

struct desk {
    int hand, end;
    struct termios found;
    struct text sent;
};

static void open_desk(struct desk *desk)
{
    struct winsize size = {.ws_col = 80, .ws_row = 24};
    *desk = (struct desk){.hand = posix_openpt(O_RDWR | O_NOCTTY)};
    assert_true(desk->hand >= 0 && grantpt(desk->hand) == 0 && unlockpt(desk->hand) == 0);
    desk->end = open(ptsname(desk->hand), O_RDWR | O_NOCTTY);
    assert_true(desk->end >= 0);
    assert_int_equal(ioctl(desk->hand, TIOCSWINSZ, &size), 0);
    assert_int_equal(tcgetattr(desk->end, &desk->found), 0);
}

static void close_desk(struct desk *desk)
{
    close(desk->hand);
    close(desk->end);
    text_free(&desk->sent);
}

static pid_t start(const struct desk *desk)
{
    struct rlimit none = {0};
    sigset_t all, before;
    fflush(NULL);
    /* None comes before the tests' own handlers are gone. */
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    pid_t program = fork();
    if (program == 0) {
        for (int number = 1; number < NSIG; number++)
            signal(number, SIG_DFL);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    assert_true(program >= 0);
    if (program != 0)
        return program;
    setsid();
    setrlimit(RLIMIT_CORE, &none);
    for (int i = 0; i < 3; i++)
        dup2(desk->end, i);
    close(desk->hand);
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("COLORFGBG", "15;0", 1);
    struct tui_options options = {.answer_limit = 1}; /* nobody answers here */
    _exit(tui_run(session_new(the_repertoire()), &options));
}

/* What the program sends is read, or it would wait for that. */
static void look(struct desk *desk, int milliseconds)
{
    char bytes[4096];
    struct pollfd file = {.fd = desk->hand, .events = POLLIN};
    if (poll(&file, 1, milliseconds) <= 0)
        return;
    ssize_t count = read(desk->hand, bytes, sizeof bytes);
    if (count > 0)
        text_append(&desk->sent, bytes, (size_t)count);
}

static int64_t microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int end_after(struct desk *desk, pid_t program, int delay, int number)
{
    int status;
    int64_t begun = microseconds();
    while (microseconds() - begun < delay)
        look(desk, 0);
    kill(program, number);
    for (int waited = 0; waitpid(program, &status, WNOHANG) == 0; waited++) {
        look(desk, 1);
        if (waited > PATIENCE) {
            kill(program, SIGKILL);
            fail_msg("signal %d after %d microseconds does not end it", number, delay);
        }
    }
    /* What the program sent has arrived when this has. */
    static const char over[] = "\033[over";
    assert_int_equal(write(desk->end, over, sizeof over - 1), sizeof over - 1);
    for (int waited = 0; waited < PATIENCE && strstr(text_string(&desk->sent), over) == NULL; waited++)
        look(desk, 1);
    return status;
}

static const char *last_of(const struct text *sent, const char *bytes)
{
    const char *last = NULL;
    for (const char *at = text_string(sent); (at = strstr(at, bytes)) != NULL; at++)
        last = at;
    return last;
}

/* What was turned on was turned off behind it. */
static void expect_off(const struct desk *desk, const char *on, const char *off, int delay, int number)
{
    const char *began = last_of(&desk->sent, on), *ended = last_of(&desk->sent, off);
    if (began != NULL && (ended == NULL || ended < began))
        fail_msg("signal %d after %d microseconds leaves \\e%s", number, delay, on + 1);
}

static void expect_as_found(const struct desk *desk, int delay, int number)
{
    struct termios now;
    assert_int_equal(tcgetattr(desk->end, &now), 0);
    if (now.c_lflag != desk->found.c_lflag || now.c_iflag != desk->found.c_iflag ||
        now.c_oflag != desk->found.c_oflag)
        fail_msg("signal %d after %d microseconds leaves the terminal raw", number, delay);
    expect_off(desk, "\033[?1049h", "\033[?1049l", delay, number);
    expect_off(desk, "\033[?2004h", "\033[?2004l", delay, number);
    expect_off(desk, "\033[?25l", "\033[?25h", delay, number);
}

static void a_signal_at_any_moment_leaves_the_terminal_as_found(void **state)
{
    static const int numbers[] = {SIGQUIT, SIGSEGV, SIGABRT, SIGBUS, SIGTERM,
                                  SIGUSR1, SIGHUP,  SIGXCPU, SIGALRM};
    uint64_t seed = 41;
    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        struct desk desk;
        int delay = (int)random_below(&seed, LATEST),
            number = numbers[i % (int)(sizeof numbers / sizeof *numbers)];
        open_desk(&desk);
        end_after(&desk, start(&desk), delay, number);
        expect_as_found(&desk, delay, number);
        close_desk(&desk);
    }
}

/* How it ended is what the signal says, or the status that shells make of it. */
static void it_ends_as_the_signal_says(void **state)
{
    static const int numbers[] = {SIGQUIT, SIGSYS,  SIGTRAP,   SIGXCPU, SIGUSR1,
                                  SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF};
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct desk desk;
        open_desk(&desk);
        pid_t program = start(&desk);
        for (int waited = 0; waited < PATIENCE && last_of(&desk.sent, "growwork>") == NULL; waited++)
            look(&desk, 1);
        int status = end_after(&desk, program, 0, numbers[i]);
        assert_int_equal(WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status) - 128, numbers[i]);
        expect_as_found(&desk, 0, numbers[i]);
        close_desk(&desk);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signal_at_any_moment_leaves_the_terminal_as_found),
        cmocka_unit_test(it_ends_as_the_signal_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
