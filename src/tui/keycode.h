#ifndef TUI_KEYCODE_H
#define TUI_KEYCODE_H
/*
 * Keys by their names as bytes: one spelling a key, whatever the terminal's was. readline gets these, and its own functions
 * are bound to them, so that it needs no description of the terminal.
 *
 * Knows: names of keys (input.h), xterm's spelling. Must not know: readline, what a key means, what the terminal sent.
 */
#include <stdbool.h>
#include <stddef.h>

enum { KEYCODE_BYTES = 24, KEYCODE_NAME = 24 };

/* Writes the bytes of a key; returns how many, 0 if there are none: it is no key, or one that has no byte, as control and a letter
   that is not ASCII. */
size_t keycode_bytes(const char *name, char bytes[KEYCODE_BYTES]);

/* The same key with one modifier less, Shift before Control before Meta: what a key is taken for when nothing is bound to it.
   A character that has no byte with Control is itself, as terminals send it that don't tell modifiers (Meta with Control is how some
   spell AltGr). False: there is none, because any other character with Control or Meta is never the character, and an F key another
   one. */
bool keycode_plainer(const char *name, char plainer[KEYCODE_NAME]);

/* The name is that of a character by itself: it is text. */
bool keycode_is_text(const char *name);

#endif
