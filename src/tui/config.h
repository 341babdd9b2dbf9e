#ifndef TUI_CONFIG_H
#define TUI_CONFIG_H
/*
 * The file of command lines that run before the screen opens (places.h): settings that somebody wants each time.
 *
 * Knows: lines, the session. Must not know: what any command does. Only the screen reads the file: batch, check and film give the same
 * bytes for everybody.
 */
#include "session/session.h"

enum { CONFIG_BYTES = 1 << 16 };

/*
 * Runs the lines of the file. What is wrong with one is appended to `errors`, a line each with file and line number, and the others
 * run all the same. No file is no error.
 */
void config_run(struct session *session, struct text *errors);
/* The same for a file by its name. */
void config_run_file(struct session *session, const char *path, struct text *errors);

#endif
