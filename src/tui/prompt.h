#ifndef TUI_PROMPT_H
#define TUI_PROMPT_H
/*
 * The prompt: GNU readline in callback mode, fed with whole keys, drawing nothing itself.
 *
 * readline edits, remembers, searches and completes, as the user's ~/.inputrc says (application name
 * "growwork"). It never sees the terminal: keys come from prompt_key(), its picture is taken with
 * prompt_look().
 *
 * Knows: readline, the session as the source of completions, the history file. Must not know: terminals,
 * curses, grids, what a line means. Its state is the one prompt of the process: readline has no other.
 */
#include "session/session.h"

/* The session is borrowed until prompt_stop(). `text` is the prompt. The locale must be set. */
void prompt_start(struct session *session, const char *text);
/* Brings the history file down to its bound. Safe to call twice. */
void prompt_stop(void);

/*
 * One whole key, as the terminal sent it. Escape sequences that readline has not bound are dropped, so that
 * their tails are not taken for text.
 */
void prompt_key(const char *bytes, size_t length);

/* Inserts text (one line, no controls) at the cursor; one undo takes it all back. */
void prompt_paste(const char *line, size_t length);

/* Forgets what is typed, and a search or anything else that is half done. */
void prompt_clear(void);

/* Nothing is typed, and no key is waited for. */
bool prompt_is_empty(void);

/* readline is within something that takes the next keys: a search, a count, a quoted key. */
bool prompt_is_busy(void);

/* ESC has a meaning for the prompt itself: insert mode of the vi keys. */
bool prompt_wants_escape(void);

/* Candidates are shown. */
bool prompt_has_popup(void);
void prompt_close_popup(void);

/* The line that was accepted since the last call, or NULL. Owned by the caller, to be freed with free(). */
char *prompt_take_line(void);

/* The prompt as it should be drawn. All pointers are valid until the next call of this module. */
struct prompt_picture prompt_look(void);

#endif
