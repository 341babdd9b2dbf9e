#ifndef TUI_PROMPT_H
#define TUI_PROMPT_H
/*
 * The prompt: GNU readline in callback mode, fed with whole keys, drawing nothing itself.
 *
 * readline edits, remembers, searches and completes, as the user's ~/.inputrc says (application name
 * "growwork"). It never sees the terminal: keys come from prompt_key() in one spelling each (keycode.h), its picture is taken with
 * prompt_look().
 *
 * Knows: readline, the session as the source of completions, the history file. Must not know: terminals,
 * curses, grids, what a line means. Its state is the one prompt of the process: readline has no other.
 */
#include "session/session.h"

/* The session is borrowed until prompt_stop(). `text` is the prompt. The locale must be set. */
void prompt_start(struct session *session, const char *text);
/* The inputrc that readline would not come to an end of (inputrc.h): none is read then, and the keys are its own. "": there is none. */
const char *prompt_endless_inputrc(void);
/* Brings the history file down to its bound. Safe to call twice. */
void prompt_stop(void);

/*
 * One whole key by its name (input.h), and as the terminal sent it: that counts only where an inputrc binds it. A key to which
 * nothing is bound does nothing. False: there was no room for all that it puts into the line, which holds LINE_LIMIT bytes.
 */
bool prompt_key(const char *name, const char *sent, size_t length);
/* readline does something with the key. */
bool prompt_has_key(const char *name, const char *sent, size_t length);

/*
 * Inserts text (no controls but ends of lines, and those only if it is longer than a line may be) at the cursor; one undo takes
 * it all back. What the line has no room for is kept aside, and a comment stands for it: when that is accepted, now or from the
 * history, all of it is the line. False: there is no room in what is searched for.
 */
bool prompt_paste(const char *text, size_t length);

/* Whether an inputrc gives Meta and a small letter a meaning that readline itself does not give it. */
bool prompt_is_rebound(char letter);

/* Forgets what is typed, and a search or anything else that is half done. */
void prompt_clear(void);

/* What is typed; good until the next key. */
const char *prompt_typed(void);

/* Nothing is typed, and no key is waited for. */
bool prompt_is_empty(void);

/* readline is within something that takes the next keys: a search, a count, a quoted key. */
bool prompt_is_busy(void);

/* ESC has a meaning for the prompt itself: insert mode of the vi keys. */
bool prompt_wants_escape(void);
/* Letters have one: command mode of the vi keys. */
bool prompt_takes_commands(void);

/* Candidates are shown. */
bool prompt_has_popup(void);
void prompt_close_popup(void);

/* The line that was accepted since the last call, or NULL; several of them if a long paste was. Owned by the caller, to be freed with free(). */
char *prompt_take_line(void);

/* The prompt as it should be drawn. All pointers are valid until the next call of this module. */
struct prompt_picture prompt_look(void);

#endif
