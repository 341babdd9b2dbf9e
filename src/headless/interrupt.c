#include "headless/interrupt.h"

#include "base/words.h"

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

void interrupt_tell_work(const struct interrupt_watched *watched, const struct session_work *work)
{
    if (watched->repertoire->tell_work != NULL)
        watched->repertoire->tell_work(work);
}

static void begins(void *context)
{
    struct interrupt_watched *watched = context;
    watched->scarce = (struct scarce){0};
}

static bool goes_on(void *context, const struct session_work *work)
{
    struct interrupt_watched *watched = context;
    interrupt_tell_work(watched, work);
    return !(work->grows && scarce_found(&watched->scarce)) && !interrupt_came();
}

struct session_watch interrupt_watch(struct interrupt_watched *watched)
{
    return (struct session_watch){begins, goes_on, watched};
}

void interrupt_explain(const struct interrupt_watched *watched, const struct words *words,
                       struct error *error)
{
    struct error inner = *error;
    if (watched->scarce.found)
        error_inside(error, WORD_ERROR_SCARCE, "", &inner, words);
}
