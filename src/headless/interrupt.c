#include "headless/interrupt.h"

#include "base/scarce.h"

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
    struct interrupt_watched *watched = context;
    *watched = (struct interrupt_watched){0};
}

static bool goes_on(void *context, const struct session_work *work)
{
    enum { LOOK_IN = 256 };
    struct interrupt_watched *watched = context;
    if (work->grows && watched->asked++ % LOOK_IN == LOOK_IN - 1)
        watched->scarce = watched->scarce || scarce_memory();
    return !watched->scarce && !interrupt_came();
}

struct session_watch interrupt_watch(struct interrupt_watched *watched)
{
    return (struct session_watch){begins, goes_on, watched};
}
