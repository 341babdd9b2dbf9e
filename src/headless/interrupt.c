#include "headless/interrupt.h"

#include <signal.h>
#include <stddef.h>

static void change(int how)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigprocmask(how, &set, NULL);
}

void interrupt_hold(void)
{
    change(SIG_BLOCK);
}

bool interrupt_came(void)
{
    sigset_t waiting;
    return sigpending(&waiting) == 0 && sigismember(&waiting, SIGINT) == 1;
}

void interrupt_let_go(void)
{
    change(SIG_UNBLOCK);
}

static void begins(void *context)
{
    struct scarce *scarce = context;
    *scarce = (struct scarce){0};
}

static bool goes_on(void *context, const struct session_work *work)
{
    struct scarce *scarce = context;
    return !(work->grows && scarce_found(scarce)) && !interrupt_came();
}

struct session_watch interrupt_watch(struct scarce *scarce)
{
    return (struct session_watch){begins, goes_on, scarce};
}

void interrupt_explain(const struct scarce *scarce, const struct words *words, struct error *error)
{
    struct error inner = *error;
    if (scarce->found)
        error_inside(error, WORD_ERROR_SCARCE, "", &inner, words);
}
