#ifndef TUI_FILES_H
#define TUI_FILES_H
/*
 * File names, for completion.
 *
 * Knows: folders. Must not know: lines, readline, what a file is for. Names that could not be typed
 * (controls, broken UTF-8) are left out; hidden files are named only if the prefix begins with a dot.
 */
#include "session/session.h"

/* Answers ARGUMENT_FILE, and nothing else. */
const struct completion_source *files_source(void);

#endif
