#ifndef TUI_KEYBOARD_H
#define TUI_KEYBOARD_H
/*
 * What is typed, pasted and pointed at: the session's if it means something there now, else the prompt's.
 *
 * A key to which neither gives a meaning is taken for the one with a modifier less. What is text is never lost: if it cannot be
 * taken, a word says so; if the keyboard was on the buckets, it goes to the prompt, and the keyboard with it. The arrows that a
 * terminal sends for a turn of the wheel come faster than anybody types: several at once scroll.
 *
 * Knows: tokens, the session, the prompt. Must not know: file descriptors, clocks (the time is passed in), what a command does.
 */
#include "session/session.h"
#include "tui/input.h"

enum {
    KEYBOARD_WHEEL = 3, /* as many arrows at once are a turn of the wheel */
    KEYBOARD_WAIT = 8,  /* milliseconds: then no other comes with the one before */
};

/* Who has it gives session, run and context; the rest is private, and zero at first. */
struct keyboard {
    struct session *session;
    /* Runs a line; `typed`: by the viewer, so that it may be an answer; otherwise a key stands for it. */
    void (*run)(void *context, const char *line, bool typed);
    void *context;
    const struct begun_word
        *begun; /* that the key before may have been the begin of, and how much of it came since */
    size_t matched;
    bool lacks;      /* a byte of the line was refused and it may not stand there as it was meant */
    uint8_t stray;   /* which */
    size_t left_out; /* so many bytes of a paste, if it is not that one */
    bool down;       /* arrows that wait */
    int arrows;
    int64_t arrow_came;
};

/* A token that is no answer of the terminal's. */
void keyboard_take(struct keyboard *keyboard, const struct token *token, int64_t now);

/* Drops the line in hand, with what was said of it. */
void keyboard_clear_line(struct keyboard *keyboard);

/* Does what waits, if nothing can come any more that belongs to it. True if something was done. */
bool keyboard_settle(struct keyboard *keyboard, int64_t now);
/* The same at once: another key is about to be taken. */
void keyboard_settle_now(struct keyboard *keyboard);

/* Milliseconds until that; -1: nothing waits. */
int keyboard_wait(const struct keyboard *keyboard, int64_t now);

#endif
