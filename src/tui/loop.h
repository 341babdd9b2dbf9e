#ifndef TUI_LOOP_H
#define TUI_LOOP_H
/*
 * The loop: one thread that waits for keys, signals and the next frame, and for nothing when nothing moves.
 *
 * The only place that reads a wall clock. Keys go to the session if they mean something now, else to the
 * prompt; lines go through session_run(); a frame is painted when something changed.
 *
 * Knows: the session, the prompt, the terminal. Must not know: what any command does or how anything is
 * drawn.
 */
#include "session/session.h"

enum { TUI_NO_TERMINAL = 2, TUI_ENDED_BY_SIGNAL = 128 };

struct tui_options {
    const char *first_line; /* run at the start; NULL: nothing is */
    const char *complaints; /* about what was done before, told when the screen is there; NULL or "": none */
    const char *theme; /* a theme's name, or "auto": the terminal is asked; NULL: as $GROWWORK_THEME says */
    int answer_limit;  /* milliseconds that the terminal has for its answers; 0: INQUIRY_LIMIT */
};

/*
 * Opens the screen and stays until the person leaves.
 * Returns the exit status: 0; TUI_NO_TERMINAL after a message to standard error; TUI_ENDED_BY_SIGNAL + the
 * signal's number.
 */
int tui_run(struct session *session, const struct tui_options *options);

#endif
