#ifndef TUI_FILES_H
#define TUI_FILES_H
/*
 * File names, for completion.
 *
 * Knows: folders, users' homes: ~ and ~user at the begin of a name are theirs, and stay as they are typed.
 * Must not know: lines, readline, what a file is for. Names that could not be typed
 * (controls, broken UTF-8) are left out; hidden files are named only if the prefix begins with a dot.
 */
#include "session/session.h"

/* Appends a user's home; "" is whoever runs the program. False: there is no such user. */
bool files_home(const char *user, struct text *folder);

/* Answers ARGUMENT_FILE, and nothing else. */
const struct completion_source *files_source(void);

#endif
