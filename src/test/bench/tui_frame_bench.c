/*
 * What a frame costs live, everything included: the program in a terminal of its own, its CPU time while the last line plays, shared
 * among its writes, of which a frame is one. Needs Linux, which tells both of a process.
 *
 *   tui_frame_bench PROGRAM COLUMNS ROWS LINE ...      prints microseconds a frame, and how many frames that was
 */
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

/* Milliseconds: what the program takes to begin, how long is measured, and how long nothing happens when it waits. */
enum { BEGINS = 1000, MEASURED = 5000, QUIET = 700 };

struct sample {
    int64_t nanoseconds; /* of CPU */
    int64_t writes;
};

static int64_t milliseconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;
}

static pid_t start(const char *program, int columns, int rows, int *terminal)
{
    *terminal = posix_openpt(O_RDWR | O_NOCTTY);
    if (*terminal < 0 || grantpt(*terminal) != 0 || unlockpt(*terminal) != 0)
        return -1;
    const char *name = ptsname(*terminal);
    struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    setsid();
    int side = open(name, O_RDWR);
    ioctl(side, TIOCSWINSZ, &size);
    for (int i = 0; i < 3; i++)
        dup2(side, i);
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("GROWWORK_THEME", "dark", 1);
    execl(program, program, (char *)NULL);
    _exit(127);
}

/* False: the system does not tell. */
static bool take_sample(pid_t pid, struct sample *sample)
{
    char path[64], line[128];
    FILE *file;
    *sample = (struct sample){-1, -1};
    snprintf(path, sizeof path, "/proc/%d/schedstat", (int)pid);
    if ((file = fopen(path, "r")) != NULL) {
        if (fscanf(file, "%" SCNd64, &sample->nanoseconds) != 1)
            sample->nanoseconds = -1;
        fclose(file);
    }
    snprintf(path, sizeof path, "/proc/%d/io", (int)pid);
    if ((file = fopen(path, "r")) != NULL) {
        while (fgets(line, sizeof line, file) != NULL) {
            if (sscanf(line, "syscw: %" SCNd64, &sample->writes) == 1)
                break;
        }
        fclose(file);
    }
    return sample->nanoseconds >= 0 && sample->writes >= 0;
}

/* Shows what comes to nobody, for so long. */
static void pass(int terminal, int64_t milliseconds)
{
    int64_t end = milliseconds_now() + milliseconds, left;
    while ((left = end - milliseconds_now()) > 0) {
        struct pollfd file = {.fd = terminal, .events = POLLIN};
        char bytes[1 << 16];
        if (poll(&file, 1, (int)left) > 0 && read(terminal, bytes, sizeof bytes) <= 0)
            return;
    }
}

/* Until it neither works nor writes. */
static void wait_until_quiet(int terminal, pid_t pid)
{
    struct sample before, after;
    do {
        take_sample(pid, &before);
        pass(terminal, QUIET);
    } while (take_sample(pid, &after) && after.nanoseconds != before.nanoseconds);
}

static void type(int terminal, const char *line)
{
    if (write(terminal, line, strlen(line)) < 0 || write(terminal, "\r", 1) < 0)
        perror("tui_frame_bench");
}

int main(int count, char **arguments)
{
    int terminal;
    struct sample from, to;
    if (count < 5)
        return EXIT_FAILURE;
    pid_t pid = start(arguments[1], atoi(arguments[2]), atoi(arguments[3]), &terminal);
    if (pid < 0)
        return EXIT_FAILURE;
    wait_until_quiet(terminal, pid);
    for (int i = 4; i < count - 1; i++) {
        type(terminal, arguments[i]);
        wait_until_quiet(terminal, pid);
    }
    type(terminal, arguments[count - 1]);
    pass(terminal, BEGINS);
    bool told = take_sample(pid, &from);
    pass(terminal, MEASURED);
    told = take_sample(pid, &to) && told && to.writes > from.writes;
    if (told)
        printf("%.1f %" PRId64 "\n",
               (double)(to.nanoseconds - from.nanoseconds) / 1000 / (double)(to.writes - from.writes),
               to.writes - from.writes);
    kill(pid, SIGTERM);
    pass(terminal, QUIET);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    return told ? EXIT_SUCCESS : EXIT_FAILURE;
}
