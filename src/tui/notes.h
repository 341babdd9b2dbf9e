#ifndef TUI_NOTES_H
#define TUI_NOTES_H
/*
 * The presenter's notes on their way from the screen to a second terminal: a private file that the screen
 * writes and `growwork notes` shows.
 *
 * Knows: the folder for such files ($XDG_RUNTIME_DIR, else one of the user's own in /tmp), the file. Must not
 * know: scenes, sessions. Nobody else can read the notes, or put a file of theirs in their place.
 */
#include "base/words.h"

#include <stdio.h>

/* Leaves the notes to be found, if they are others than before; "" takes them away. Fails quietly: a
   lesson goes on. */
void notes_leave(const char *notes);

/*
 * Shows the notes, and follows them until the program is interrupted; if `out` is no terminal, prints them
 * once. Returns the exit status: 0, 1 (no folder to look in).
 */
int notes_follow(const struct words *words, FILE *out, FILE *errors);

#endif
