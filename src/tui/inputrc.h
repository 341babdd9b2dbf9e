#ifndef TUI_INPUTRC_H
#define TUI_INPUTRC_H
/*
 * Whether readline comes to an end of the file in which somebody says what keys do: it follows $include as deep as it goes, and a file
 * that includes itself, straight or by others, ends the program.
 *
 * Knows: which file readline reads, and how it finds what is included. Must not know: what keys do. What stands behind $if counts, since
 * only readline knows whether it is so.
 */
#include "base/text.h"

/* False: files include one another more than INPUTRC_DEPTH deep, or are more than INPUTRC_FILES; the file that was come to then is
   appended to `path`. What is no regular file includes nothing. */
enum { INPUTRC_DEPTH = 16, INPUTRC_FILES = 200 };
bool inputrc_ends(struct text *path);

#endif
