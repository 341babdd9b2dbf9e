#ifndef TUI_KEPT_H
#define TUI_KEPT_H
/*
 * Pastes that are longer than a line may be: they are kept aside, and a comment of one line stands for each, in the prompt and in the
 * history.
 *
 * Knows: texts. Must not know: readline, keys. Its state is that of the one prompt of the process.
 */
#include "base/text.h"
#include "base/words.h"

/* Keeps a text, and appends the comment that stands for it. The oldest goes where there are KEPT_MOST. */
enum { KEPT_MOST = 16 };
void kept_put(const char *text, size_t length, const struct words *words, struct text *name);

/* Appends the line with a text that is kept in place of what stands for it there; what was typed beside that is in lines of its own. */
void kept_replace(const char *line, struct text *whole);

/* Whether the line is what stood for a text that is gone, or what is left of such a line. */
bool kept_is_lost(const char *line, const struct words *words);

void kept_free(void);

#endif
