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

static bool goes_on(void *context, const struct session_work *work)
{
    (void)context;
    (void)work;
    return !interrupt_came();
}

struct session_watch interrupt_watch(void)
{
    return (struct session_watch){.goes_on = goes_on};
}
