#ifndef TUI_TOLD_H
#define TUI_TOLD_H
/*
 * How far work is, in one line of standard error, while something runs without a screen: films, checks, batches.
 *
 * Knows: a clock, standard error. Must not know: what the work is.
 */
#include "session/session.h"

/* At each step of the work. Nothing is written unless standard error is a terminal, nor in the first 300 milliseconds, and ten times a second
   from then on. NULL: the line goes away, since something else is written now. As repertoire.tell_work. */
void told_work(const struct session_work *work);

/* From now on Ctrl-C ends the program as it does, with a word on standard error first: for what makes one thing, which is there as a whole or
   not at all. Not where somebody chose to have it ignored. */
void told_interrupt(void);

#endif
