#include "tui/told.h"

#include "base/words.h"
#include "tui/rate.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { SOON = 300, AGAIN = 100 };

static struct {
    bool asked, terminal; /* whether standard error is one, once it was asked */
    bool stands;          /* a line is there */
    int64_t began, wrote; /* milliseconds; `began` 0: nothing is under way */
    struct rate rate;
} told;

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A line that wraps could not be taken away. */
static int columns(void)
{
    struct winsize size;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col - 1 : 79;
}

static bool is_heard(void)
{
    if (!told.asked)
        told.terminal = isatty(STDERR_FILENO) == 1;
    told.asked = true;
    return told.terminal;
}

static void take_away(void)
{
    if (told.stands)
        fputs("\r\x1b[K", stderr);
    told.stands = false;
    told.began = 0;
}

void told_work(const struct session_work *work)
{
    if (!is_heard())
        return;
    if (work == NULL) {
        take_away();
        return;
    }
    int64_t now = milliseconds();
    if (told.began == 0) {
        told.began = told.wrote = now;
        rate_begin(&told.rate);
    }
    rate_take(&told.rate, work, now);
    if (now - told.began < SOON || now - told.wrote < AGAIN)
        return;
    struct text words = {0}, line = {0};
    text_add(&words, work->words);
    rate_say(&told.rate, words_english(), now, &words);
    text_append_safe(&line, text_string(&words), words.length, columns());
    fprintf(stderr, "\r%s\x1b[K", text_string(&line));
    told.stands = true;
    told.wrote = now;
    text_free(&words);
    text_free(&line);
}

/* ---- Ctrl-C */

/* Only what may be called in the midst of anything. */
static void tell_and_end(int number)
{
    const char *text = words_english()->texts[WORD_INTERRUPTED];
    static const char away[] = "\r\x1b[K";
    ssize_t written = told.stands ? write(STDERR_FILENO, away, sizeof away - 1) : 0;
    written += write(STDERR_FILENO, text, strlen(text));
    (void)written;
    signal(number, SIG_DFL);
    raise(number);
}

void told_interrupt(void)
{
    struct sigaction action = {.sa_handler = tell_and_end}, before;
    if (sigaction(SIGINT, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        sigaction(SIGINT, &action, NULL);
}
