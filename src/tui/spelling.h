#ifndef TUI_SPELLING_H
#define TUI_SPELLING_H
/*
 * What a whole token is called: keys as terminals spell them (xterm, rxvt, linux, application mode), reports of a mouse, and the
 * column of the cursor.
 *
 * Knows: bytes. Must not know: where a token ends (input.c), what a key means.
 */
#include "tui/input.h"

enum { ESC = 0x1b };

/* Names the token b[0..length). False: nothing that anybody pressed. */
bool spelling_read(struct token *token, const unsigned char *b, size_t length);

static inline bool spelling_is_between(unsigned char byte, unsigned char first, unsigned char last)
{
    return byte >= first && byte <= last;
}

#endif
