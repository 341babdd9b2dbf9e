#ifndef HEADLESS_INTERRUPT_H
#define HEADLESS_INTERRUPT_H
/*
 * Ctrl-C where there is no screen: held back while something is done that must end well, and asked for.
 *
 * Knows: signals, and base/scarce.h. Must not know: what is done meanwhile. It has no handler and so no state: what is held back waits with the kernel,
 * and ends the program as ever when it is let go.
 */
#include "base/scarce.h"
#include "session/session.h"

void interrupt_hold(void);
bool interrupt_came(void);
/* Does not come back if it came. */
void interrupt_let_go(void);

/* For session_set_watch: a line's work goes on until it comes, or memory is nearly spent. Whether it was in the last line is the
   caller's, zeroed. */
struct session_watch interrupt_watch(struct scarce *scarce);
/* What a line failed with; says so, too, if it was for want of memory. */
void interrupt_explain(const struct scarce *scarce, const struct words *words, struct error *error);

#endif
