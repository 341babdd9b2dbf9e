#include "tui/terminal.h"

#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <cmocka.h>

/* The other end of the terminal that is standard input while the tests run. */
static int hand;

static void raw(void)
{
    struct termios modes;
    assert_int_equal(tcgetattr(STDIN_FILENO, &modes), 0);
    cfmakeraw(&modes);
    assert_int_equal(tcsetattr(STDIN_FILENO, TCSANOW, &modes), 0);
}

static int open_terminal(void **unused)
{
    (void)unused;
    hand = posix_openpt(O_RDWR | O_NOCTTY);
    if (hand < 0 || grantpt(hand) != 0 || unlockpt(hand) != 0)
        return -1;
    int other = open(ptsname(hand), O_RDWR | O_NOCTTY);
    if (other < 0 || dup2(other, STDIN_FILENO) < 0)
        return -1;
    close(other);
    /* Only the handlers are asked for; what runs the tests may have no terminal for the output. */
    int output = dup(STDOUT_FILENO);
    dup2(STDIN_FILENO, STDOUT_FILENO);
    enum terminal_outcome outcome = terminal_prepare();
    dup2(output, STDOUT_FILENO);
    close(output);
    raw();
    alarm(60); /* what waits for a byte that never comes ends here */
    return outcome == TERMINAL_TAKEN ? 0 : -1;
}

static void type_bytes(const char *bytes)
{
    assert_int_equal(write(hand, bytes, strlen(bytes)), strlen(bytes));
    struct pollfd arrival = {.fd = STDIN_FILENO, .events = POLLIN};
    do
        assert_int_equal(poll(&arrival, 1, -1), 1);
    while (terminal_waiting() < (int)strlen(bytes));
}

static void expect_bytes(const char *bytes)
{
    for (; *bytes != '\0'; bytes++) {
        int byte;
        assert_true(terminal_read(&byte));
        assert_int_equal(byte, *bytes);
    }
}

static void expect_nothing(void)
{
    int byte;
    assert_true(terminal_read(&byte));
    assert_int_equal(byte, -1);
}

static void test_bytes_are_read_one_by_one(void **unused)
{
    (void)unused;
    type_bytes("ab");
    assert_int_equal(terminal_waiting(), 2);
    expect_bytes("a");
    assert_int_equal(terminal_waiting(), 1);
    expect_bytes("b");
}

/* The driver has forgotten them: to wait for the next would be to take what is typed for whoever has the
   terminal then. */
static void test_bytes_that_are_gone_are_not_waited_for(void **unused)
{
    (void)unused;
    type_bytes("ab");
    tcflush(STDIN_FILENO, TCIFLUSH);
    expect_nothing();
}

/* What was typed behind it is not the program's, whatever it did when the signal came. */
static void test_no_byte_is_read_while_a_signal_waits(void **unused)
{
    static const int numbers[] = {SIGTSTP, SIGCONT, SIGHUP, SIGTERM, SIGINT, SIGWINCH};
    (void)unused;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        type_bytes("a");
        raise(numbers[i]);
        expect_nothing();
        assert_int_equal(terminal_take_signal(), numbers[i]);
        assert_int_equal(terminal_take_signal(), 0);
        expect_bytes("a");
    }
}

static void test_a_terminal_that_is_gone_is_told(void **unused)
{
    (void)unused;
    int byte;
    close(hand);
    assert_false(terminal_read(&byte));
    assert_int_equal(byte, -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes_are_read_one_by_one),
        cmocka_unit_test(test_bytes_that_are_gone_are_not_waited_for),
        cmocka_unit_test(test_no_byte_is_read_while_a_signal_waits),
        cmocka_unit_test(test_a_terminal_that_is_gone_is_told), /* the last: it takes the terminal away */
    };
    return cmocka_run_group_tests(tests, open_terminal, NULL);
}
