#ifndef TUI_PLACES_H
#define TUI_PLACES_H
/*
 * Where the program's own files are: what it is told to do at each start, what was typed before, the scenes that came with it.
 *
 * Knows: the environment (XDG base directories), where the program itself stands. Must not know: what is in the files.
 * Each appends a path and returns true, or appends nothing and returns false if there is no such place.
 */
#include "base/text.h"

/* $XDG_CONFIG_HOME/growwork/config, else ~/.config/growwork/config. It need not be there. */
bool places_config(struct text *path);

/*
 * $XDG_STATE_HOME/growwork/history, else ~/.local/state/growwork/history. Makes the folders that are missing. An older file,
 * ~/.growwork_history, goes there, unless there is a newer one; where it can't go, it is the one. What is there is its owner's
 * alone from then on (0600).
 */
bool places_history(struct text *path);

/* The folder of the scenes that came with the program: beside where it was installed (../share/growwork/scenes), or in the source
   folder in which it was built. */
bool places_scenes(struct text *folder);

#endif
