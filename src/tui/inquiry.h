#ifndef TUI_INQUIRY_H
#define TUI_INQUIRY_H
/*
 * What the terminal is asked: which background it has, and whether it shows ambiguous characters one column wide.
 *
 * Nobody waits for the answers: keys and pictures go on. An answer that doesn't come within INQUIRY_LIMIT is not
 * waited for any more, and one that comes later is swallowed like any other, and changes nothing. When the terminal is about to be
 * another's, an answer that may still be on its way is waited for a little longer: he would find it typed.
 *
 * Knows: what terminals are asked, what they answer. Must not know: file descriptors, clocks (the time is passed
 * in), themes.
 */
#include "tui/input.h"

enum {
    INQUIRY_LIMIT = 500,      /* milliseconds */
    INQUIRY_LATEST = 4,       /* limits after the question no answer comes any more */
    INQUIRY_UNREAD = 10,      /* limits after it none that came in time is unread */
    INQUIRY_ANSWER = 24,      /* bytes of an answer for the background as xterm spells it, or one more */
    INQUIRY_WIDTH_ANSWER = 6, /* of one for the width */
    INQUIRY_AT_THE_END = 5    /* parts of a limit: one of them is waited at the end */
};
enum { INQUIRE_BACKGROUND = 1, INQUIRE_WIDTH = 2 };

/* Zero-initialised nothing was asked. */
struct inquiry {
    int limit;     /* the caller's; 0: INQUIRY_LIMIT */
    unsigned open; /* questions that are still to be answered */
    bool
        is_passed; /* the question asked last was answered: terminals answer in order, so others won't be soon */
    int64_t until; /* then they won't be, in milliseconds */
    int owed;      /* answers that have not come, whether somebody still waits for them or not */
    bool knows_background;
    uint32_t background; /* 0xRRGGBB */
    bool is_wide;        /* ambiguous characters take two columns */
    bool is_narrow;      /* they take one: so the terminal reads UTF-8 */
};

/* Appends what to send. The question for the width leaves marks in the second row, and cleans it: it is for before the
   first picture alone. */
void inquiry_begin(struct inquiry *inquiry, unsigned questions, int64_t now, struct text *bytes);

/* True if the token is an answer and no key: to one of the questions, if that is still open. */
bool inquiry_take(struct inquiry *inquiry, const struct token *token);

/* The time is over: no question is open any more. True if one was until now. */
bool inquiry_is_late(struct inquiry *inquiry, int64_t now);

/* Milliseconds until that; -1: nothing is open. */
int inquiry_wait(const struct inquiry *inquiry, int64_t now);

/* The terminal is to be another's, known at `now`: until when answers that are owed are waited for; `now`: they are not. The time is
   less once the question asked last was answered, but not none: a terminal within a terminal passes one question on, and answers the
   other by itself. */
int64_t inquiry_end(const struct inquiry *inquiry, int64_t now);

/* Until when an answer that is owed may come, or may have come and be unread; 0: none is owed. */
int64_t inquiry_latest(const struct inquiry *inquiry);
int64_t inquiry_unread(const struct inquiry *inquiry);

/* What $COLORFGBG says of the background ("15;0", "0;default;15"): 0x000000 or 0xffffff. False: nothing. */
bool inquiry_read_colours(const char *variable, uint32_t *background);

#endif
