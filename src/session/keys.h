#ifndef SESSION_KEYS_H
#define SESSION_KEYS_H
/*
 * What keys mean: a table from keys to command lines, by where the keyboard is and what is going on.
 *
 * Knows: names of keys (as the terminal's side spells them: "Left", "S-Right", "C-Left", "PageUp", "Space",
 * "Escape", "x"), command lines. Must not know: terminals, what the commands do.
 */
#include "session/session.h"
#include "view/screen.h"

/* What is going on, as far as keys care: bits. */
enum key_state {
    KEYS_PROMPT = 1,  /* the keyboard belongs to the prompt */
    KEYS_BUCKETS = 2, /* or to the buckets */
    KEYS_EMPTY = 4,   /* nothing is typed */
    KEYS_PLAYING = 8,
    KEYS_SCENE = 32,     /* a scene waits for the viewer */
    KEYS_CHAPTERS = 64,  /* it has chapters */
    KEYS_QUESTION = 128, /* it asks, and no answer is typed */
    KEYS_PAUSE = 256,    /* it stands still until somebody goes on */
    KEYS_MORE = 512,     /* more of what it says lies below what is shown of it, */
    KEYS_LESS = 1024,    /* or above */
    KEYS_SHEET = 16,     /* a long reply is shown over the panels */
};

/* The command line that a key means in that state, or NULL. Owned by the table. */
const char *keys_command(const char *key, unsigned state);

/* What the other keys of a clicker leave on the line ("b", "."), which its next one takes away. */
bool keys_is_litter(const char *line);

/* The keys worth a hint in that state, the most useful first. Returns how many were put in `hints`. */
size_t keys_hints(const struct words *words, unsigned state, struct key_hint *hints, size_t room);

/* Appends all keys with what they do and the command that they stand for, as a sheet. */
void keys_list(const struct words *words, struct text *text);

#endif
