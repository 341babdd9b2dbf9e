#ifndef TUI_RATE_H
#define TUI_RATE_H
/*
 * How fast work goes on, and how long it will take: from how far it was, and when.
 *
 * Knows: what a session tells of its work; milliseconds that are handed in. Must not know: clocks, screens.
 */
#include "session/session.h"

/* Zero-initialised nothing was told yet. */
struct rate {
    int64_t began;       /* milliseconds: when it was first told of this work, */
    uint64_t first, all; /* how far it was then, and of how much */
    uint64_t done;       /* how far it is */
};

/* Something else is done now. */
void rate_begin(struct rate *rate);
/* Takes what is told at a moment. Work that is of another length, or is not so far as it was, is another. */
void rate_take(struct rate *rate, const struct session_work *work, int64_t now);
/* Appends ` · 83,000/s, 7 s left`, once half a second shows it; what nobody knows is left out. */
void rate_say(const struct rate *rate, const struct words *words, int64_t now, struct text *text);

#endif
