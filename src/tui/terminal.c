#include "tui/terminal.h"

#include "base/memory_or_die.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define UNDER_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDER_SANITIZER 1
#endif
#endif
#ifndef UNDER_SANITIZER
#define UNDER_SANITIZER 0
#endif
#if UNDER_SANITIZER
#include <sanitizer/common_interface_defs.h>
#endif

enum { CRASH_STACK_BYTES = 64 * 1024 };

static struct {
    struct termios modes;               /* as found */
    volatile sig_atomic_t taken, mouse; /* mouse: reports were asked for */
    int pipe[2];
    int error_file; /* where standard error goes while the terminal is taken; -1: it was left alone */
    int real_error; /* the standard error of before */
    char rescue[320];
    size_t rescue_length;
    int typed_ahead; /* bytes not yet read that came while the terminal driver still made lines of what is
                        typed */
} state = {.pipe = {-1, -1}, .error_file = -1, .real_error = -1};

static volatile sig_atomic_t came[NSIG], interrupt_key_came;
static volatile sig_atomic_t ending,
    in_hurry; /* the signal that is to end the program; nothing waits for the terminal any more */
static _Atomic int64_t owed_until; /* as terminal_owe() says */

/* Bracketed paste; a terminal that knows nothing of it ignores both. */
static const char paste_on[] = "\033[?2004h";
static const char paste_off[] = "\033[?2004l";

/* Buttons, the wheel and drags, in the spelling that has no limit of columns; nothing is sent until somebody wants them. */
static const char mouse_on[] = "\033[?1002h\033[?1006h";
static const char mouse_off[] = "\033[?1006l\033[?1002l";

/* ---- everything here may be called from a signal handler */

/* True: some of it can be written. A terminal that takes nothing, for it is stopped or its other end is not read, is given a moment;
   then what it has not taken of all before is thrown away. */
static bool can_write(int file)
{
    enum { MOMENT = 200 /* milliseconds */ };
    struct pollfd its = {.fd = file, .events = POLLOUT};
    if (poll(&its, 1, MOMENT) > 0)
        return true;
    tcflow(file, TCOON);
    tcflush(file, TCOFLUSH);
    return poll(&its, 1, 0) > 0;
}

static void write_all(int file, const char *bytes, size_t length)
{
    int flags = fcntl(file, F_GETFL);
    if (in_hurry)
        fcntl(file, F_SETFL, flags | O_NONBLOCK);
    while (length > 0 && (!in_hurry || can_write(file))) {
        ssize_t written = write(file, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            break;
        bytes += written;
        length -= (size_t)written;
    }
    if (in_hurry)
        fcntl(file, F_SETFL, flags);
}

static void give_back_error_output(void)
{
    if (state.real_error < 0)
        return;
    char bytes[1024];
    off_t at = 0;
    ssize_t count;
    dup2(state.real_error, STDERR_FILENO);
    while ((count = pread(state.error_file, bytes, sizeof bytes, at)) > 0) {
        write_all(STDERR_FILENO, bytes, (size_t)count);
        at += count;
    }
    close(state.error_file);
    close(state.real_error);
    state.error_file = state.real_error = -1;
}

static void stop_mouse(void)
{
    if (state.mouse)
        write_all(STDOUT_FILENO, mouse_off, sizeof mouse_off - 1);
}

/* The answer would be typed into the next one's prompt. */
static void drop_answer(void)
{
    enum { MOMENT = 500, REST = 10 /* milliseconds, for it to begin, and to be whole */ };
    struct pollfd its = {.fd = STDIN_FILENO, .events = POLLIN};
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if ((int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 >= owed_until)
        return;
    if (poll(&its, 1, MOMENT) > 0)
        poll(NULL, 0, REST);
    tcflush(STDIN_FILENO, TCIFLUSH);
}

static void rescue(void)
{
    if (!state.taken)
        return;
    state.taken = 0;
    in_hurry = 1;
    stop_mouse();
    write_all(STDOUT_FILENO, state.rescue, state.rescue_length);
    drop_answer();
    tcsetattr(STDIN_FILENO, TCSANOW, &state.modes);
    give_back_error_output();
}

static void crash(int signal_number)
{
    rescue();
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

/* What is to end the program has not for a while: it waits for a terminal that takes no bytes, or is lost in thought. */
static void end_now(int signal_number)
{
    rescue();
    if (ending != 0)
        signal_number = ending;
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

static void end_soon(int signal_number)
{
    enum { PATIENCE = 3 /* seconds */ };
    if (signal_number != SIGHUP && signal_number != SIGTERM && signal_number != SIGINT)
        return;
    ending = signal_number;
    alarm(PATIENCE);
}

static void note(volatile sig_atomic_t *it)
{
    int kept = errno;
    *it = 1;
    ssize_t written = write(state.pipe[1], "", 1);
    (void)written; /* a full pipe is readable, and that is all it is for */
    errno = kept;
}

static void note_signal(int signal_number)
{
    note(&came[signal_number]);
    end_soon(signal_number);
}

/* Its own is the last word; somebody else's is a signal like others. */
static void note_alarm(int signal_number)
{
    if (ending != 0)
        end_now(signal_number);
    else
        note_signal(signal_number);
}

/* A process that sends it says so; the terminal driver does not. */
static void note_interrupt(int signal_number, siginfo_t *info, void *context)
{
    (void)context;
    bool key = info->si_code > 0;
    note(key ? &interrupt_key_came : &came[signal_number]);
    end_soon(key ? 0 : signal_number);
}

#if UNDER_SANITIZER
/* One of the two sanitizers has no callback for its end: it is to abort, which comes by crash(). */
const char *__ubsan_default_options(void);
const char *__ubsan_default_options(void)
{
    return "abort_on_error=1:print_stacktrace=1";
}
#endif

/* ---- signals */

/* All but the first three are somebody's wish that the program ends. */
static const int noted_signals[] = {SIGWINCH, SIGTSTP, SIGCONT, SIGHUP,    SIGTERM, SIGINT,
                                    SIGUSR1,  SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF};
/* They end no process, or can't be caught. */
static const int left_alone[] = {SIGKILL, SIGSTOP, SIGCHLD, SIGURG, SIGTTIN, SIGTTOU, SIGPIPE, SIGXFSZ};

static void handle(int signal_number, void (*handler)(int), int flags)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    sigaction(signal_number, &action, NULL);
}

static bool is_among(const int *numbers, size_t count, int number)
{
    for (size_t i = 0; i < count; i++) {
        if (numbers[i] == number)
            return true;
    }
    return false;
}

/* Every other signal ends the process, so the terminal is given back first. What somebody else takes or ignores is his: sanitizers
   report some of them themselves. */
static void install_crash_handlers(void)
{
    static char crash_stack[CRASH_STACK_BYTES];
#if UNDER_SANITIZER
    __sanitizer_set_death_callback(rescue);
#endif
    stack_t stack = {.ss_sp = crash_stack, .ss_size = sizeof crash_stack};
    sigaltstack(&stack, NULL);
    for (int number = 1; number < NSIG; number++) {
        struct sigaction now;
        if (!is_among(noted_signals, sizeof noted_signals / sizeof *noted_signals, number) &&
            !is_among(left_alone, sizeof left_alone / sizeof *left_alone, number) &&
            sigaction(number, NULL, &now) == 0 && now.sa_handler == SIG_DFL)
            handle(number, crash, SA_ONSTACK);
    }
}

static void open_pipe(void)
{
    if (pipe(state.pipe) != 0)
        die("no pipe: %s", strerror(errno));
    for (int i = 0; i < 2; i++) {
        fcntl(state.pipe[i], F_SETFD, FD_CLOEXEC);
        fcntl(state.pipe[i], F_SETFL, O_NONBLOCK);
    }
}

int terminal_signal_file(void)
{
    return state.pipe[0];
}

static bool signal_came(void)
{
    bool any = interrupt_key_came != 0;
    for (size_t i = 0; i < sizeof noted_signals / sizeof *noted_signals; i++)
        any = any || came[noted_signals[i]] != 0;
    return any;
}

int terminal_take_signal(void)
{
    char drained[64];
    while (read(state.pipe[0], drained, sizeof drained) > 0)
        continue;
    if (interrupt_key_came) {
        interrupt_key_came = 0;
        return TERMINAL_INTERRUPT_KEY;
    }
    for (size_t i = 0; i < sizeof noted_signals / sizeof *noted_signals; i++) {
        if (came[noted_signals[i]]) {
            came[noted_signals[i]] = 0;
            return noted_signals[i];
        }
    }
    return 0;
}

/* ---- bytes */

int terminal_waiting(void)
{
    int count = 0;
    return ioctl(STDIN_FILENO, FIONREAD, &count) == 0 && count > 0 ? count : 1;
}

bool terminal_read(int *byte)
{
    enum { END_OF_FILE_KEY = 4 };
    unsigned char one;
    int waiting = 0;
    *byte = -1;
    /* In this order: a byte that was there when no signal had come was typed before any. The terminal driver
       forgets what waits when it makes a signal of a key; to read then would be to wait for what is typed
       next. */
    bool empty = ioctl(STDIN_FILENO, FIONREAD, &waiting) == 0 && waiting == 0;
    if (empty || signal_came())
        return true;
    ssize_t count = read(STDIN_FILENO, &one, 1);
    if (count != 1)
        return count < 0 && (errno == EINTR || errno == EAGAIN);
    /* Where lines are made of what is typed, the driver keeps a ^D as a 0. */
    bool ahead = state.typed_ahead > 0;
    state.typed_ahead -= ahead;
    *byte = ahead && one == 0 ? END_OF_FILE_KEY : one;
    return true;
}

/* From now on a byte is what was typed. */
static void remember_typed_ahead(void)
{
    int count = 0;
    state.typed_ahead = ioctl(STDIN_FILENO, FIONREAD, &count) == 0 ? count : 0;
}

/* ---- taking and giving back */

static bool is_utf8(const char *codeset)
{
    return strcasecmp(codeset, "UTF-8") == 0 || strcasecmp(codeset, "UTF8") == 0;
}

/* The locale for characters, as the environment has it. */
static const char *asked_locale(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0')
            return value;
    }
    return NULL;
}

enum terminal_characters terminal_set_locale(const char **name)
{
    static const char *const stand_ins[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8"};
    const char *set = NULL, *dot;
    *name = asked_locale();
    if (setlocale(LC_CTYPE, "") != NULL && is_utf8(nl_langinfo(CODESET)))
        return CHARACTERS_UTF8;
    for (size_t i = 0; set == NULL && i < sizeof stand_ins / sizeof *stand_ins; i++)
        set = setlocale(LC_CTYPE, stand_ins[i]);
    if (set == NULL)
        return CHARACTERS_NONE;
    static char asked[64];
    snprintf(asked, sizeof asked, "%s", *name != NULL ? *name : "");
    *name = *name != NULL ? asked : NULL;
    setenv("LC_ALL", set, 1);
    if (*name == NULL)
        return CHARACTERS_UNSAID;
    dot = strchr(asked, '.');
    char codeset[16] = "";
    if (dot != NULL)
        snprintf(codeset, sizeof codeset, "%.*s", (int)strcspn(dot + 1, "@"), dot + 1);
    return is_utf8(codeset) ? CHARACTERS_MISSING : CHARACTERS_OTHER;
}

enum terminal_outcome terminal_prepare(void)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &state.modes) != 0)
        return TERMINAL_NOT_A_TERMINAL;
    if (state.pipe[0] < 0)
        open_pipe();
    for (size_t i = 0; i < sizeof noted_signals / sizeof *noted_signals; i++)
        handle(noted_signals[i], note_signal, SA_RESTART);
    struct sigaction interrupt = {.sa_sigaction = note_interrupt, .sa_flags = SA_RESTART | SA_SIGINFO};
    sigemptyset(&interrupt.sa_mask);
    sigaction(SIGINT, &interrupt, NULL);
    handle(SIGALRM, note_alarm, 0);
    signal(SIGPIPE, SIG_IGN);
    install_crash_handlers();
    return TERMINAL_TAKEN;
}

/* Only where it would land on the picture; a standard error that goes to a file goes on doing so. */
static void take_error_output(void)
{
    if (!isatty(STDERR_FILENO))
        return;
    char name[] = "/tmp/growwork-XXXXXX";
    int file = mkstemp(name);
    if (file < 0)
        return;
    unlink(name);
    state.real_error = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (state.real_error < 0) {
        close(file);
        return;
    }
    state.error_file = file;
    fcntl(file, F_SETFD, FD_CLOEXEC);
    fcntl(file, F_SETFL, O_APPEND);
    dup2(file, STDERR_FILENO);
}

static void prepare_rescue(void)
{
    size_t length;
    const char *bytes = curses_rescue_bytes(&length);
    size_t most = sizeof state.rescue - sizeof paste_off;
    state.rescue_length = length < most ? length : most;
    memcpy(state.rescue, bytes, state.rescue_length);
    memcpy(state.rescue + state.rescue_length, paste_off, sizeof paste_off - 1);
    state.rescue_length += sizeof paste_off - 1;
}

static enum terminal_outcome outcome_of(enum curses_outcome outcome)
{
    static const enum terminal_outcome outcomes[] = {[CURSES_STARTED] = TERMINAL_TAKEN,
                                                     [CURSES_NO_TERMINAL] = TERMINAL_UNKNOWN,
                                                     [CURSES_NO_CURSOR_MOVES] = TERMINAL_NO_CURSOR};
    return outcomes[outcome];
}

enum terminal_outcome terminal_take(enum theme_name theme)
{
    static bool registered;
    const char *no_color = getenv("NO_COLOR");
    enum terminal_outcome outcome = outcome_of(curses_find());
    if (outcome != TERMINAL_TAKEN)
        return outcome;
    prepare_rescue();
    state.taken = 1; /* whatever comes from here on, the terminal is given back as it was found */
    outcome = outcome_of(curses_start(no_color != NULL && no_color[0] != '\0' ? 0 : -1, theme));
    if (outcome != TERMINAL_TAKEN) {
        state.taken = 0;
        return outcome;
    }
    remember_typed_ahead();
    take_error_output();
    write_all(STDOUT_FILENO, paste_on, sizeof paste_on - 1);
    if (!registered)
        atexit(terminal_give_back);
    registered = true;
    return TERMINAL_TAKEN;
}

void terminal_mouse(bool on)
{
    if (on == (state.mouse != 0))
        return;
    stop_mouse();
    state.mouse = on;
    if (on)
        write_all(STDOUT_FILENO, mouse_on, sizeof mouse_on - 1);
}

bool terminal_can_be_asked(void)
{
    /* They show what they don't understand, or have nothing to say. */
    static const char *const mute[] = {"linux", "vt", "cons", "eterm", "sun", "wsvt", "dumb", "ansi"};
    const char *name = getenv("TERM");
    for (size_t i = 0; name != NULL && i < sizeof mute / sizeof *mute; i++) {
        if (strncmp(name, mute[i], strlen(mute[i])) == 0)
            return false;
    }
    return name != NULL && state.typed_ahead == 0 && curses_is_ansi();
}

void terminal_owe(int64_t until)
{
    owed_until = until;
}

void terminal_send(const char *bytes, size_t length)
{
    write_all(STDOUT_FILENO, bytes, length);
}

void terminal_give_back(void)
{
    if (!state.taken)
        return;
    stop_mouse();
    write_all(STDOUT_FILENO, paste_off, sizeof paste_off - 1);
    curses_stop();
    tcsetattr(STDIN_FILENO, TCSADRAIN, &state.modes);
    state.taken = 0;
    fflush(stderr);
    give_back_error_output();
}

void terminal_stop_job(bool whole_group)
{
    stop_mouse();
    write_all(STDOUT_FILENO, paste_off, sizeof paste_off - 1);
    curses_suspend();
    tcsetattr(STDIN_FILENO, TCSADRAIN, &state.modes);
    signal(SIGTSTP, SIG_DFL);
    kill(whole_group ? 0 : getpid(), SIGTSTP);
    /* Here the process stands still, until SIGCONT. A job that no shell looks after goes on at once. */
    handle(SIGTSTP, note_signal, SA_RESTART);
    came[SIGCONT] = 0;
    terminal_continue();
}

void terminal_continue(void)
{
    curses_resume();
    remember_typed_ahead();
    write_all(STDOUT_FILENO, paste_on, sizeof paste_on - 1);
    if (state.mouse)
        write_all(STDOUT_FILENO, mouse_on, sizeof mouse_on - 1);
}
