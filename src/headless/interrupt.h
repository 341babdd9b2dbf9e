#ifndef HEADLESS_INTERRUPT_H
#define HEADLESS_INTERRUPT_H
/*
 * Ctrl-C where there is no screen: held back while something is done that must end well, and asked for.
 *
 * Knows: signals, and base/scarce.h. Must not know: what is done meanwhile. What is held back waits with the kernel,
 * and ends the program as ever when it is let go: there is no state.
 */
#include "base/scarce.h"
#include "session/hand.h"
#include "session/session.h"

void interrupt_hold(void);
bool interrupt_came(void);
/* Does not come back if it came. */
void interrupt_let_go(void);

/* For session_set_watch: a line's work goes on until it comes, or memory is nearly spent; how far it is, is told to whoever the
   repertoire names. The watched are the caller's; `scarce`, zeroed: whether memory was nearly spent in the last line. */
struct interrupt_watched {
    struct scarce scarce;
    const struct repertoire *repertoire;
};
struct session_watch interrupt_watch(struct interrupt_watched *watched);
/* Tells how far work is that is none of a line; NULL: what was told goes away, since something else is said now. */
void interrupt_tell_work(const struct interrupt_watched *watched, const struct session_work *work);
/* What a line failed with; says so, too, if it was for want of memory. */
void interrupt_explain(const struct interrupt_watched *watched, const struct words *words,
                       struct error *error);

#endif
