#ifndef TUI_TERMINAL_H
#define TUI_TERMINAL_H
/*
 * Taking the terminal and giving it back as it was found, whatever happens in between: a normal end, exit()
 * from anywhere, Ctrl-Z, a signal that ends the program, a crash.
 *
 * While the terminal is taken, what is written to standard error goes into an unlinked file and is shown
 * after the terminal was given back.
 *
 * Knows: file descriptors, terminal modes, signals, the curses painter. Must not know: readline, the session,
 * keys. Its state is the one terminal of the process.
 */
#include "paint/curses.h"

enum terminal_outcome {
    TERMINAL_TAKEN,
    TERMINAL_NOT_A_TERMINAL, /* standard input or output is something else */
    TERMINAL_UNKNOWN,        /* $TERM names no terminal that the system knows */
    TERMINAL_NO_CURSOR,      /* one that cannot move its cursor */
};

/* What the environment says of the terminal's characters. */
enum terminal_characters {
    CHARACTERS_UTF8,    /* they are UTF-8 */
    CHARACTERS_MISSING, /* the same, but of a locale that this system hasn't */
    CHARACTERS_UNSAID,  /* nothing */
    CHARACTERS_OTHER,   /* others */
    CHARACTERS_NONE,    /* anything; this system has no locale with UTF-8 at all */
};

/* Sets the locale's characters (and nothing else of it), to UTF-8 if the system can, whatever the environment says: what is
   typed is read as that. Says so in the environment, too, where readline looks. `name`: the locale that was asked for, NULL if none
   was; good until the environment changes. */
enum terminal_characters terminal_set_locale(const char **name);

/* Installs the signal handlers. Must come before readline and ncurses, which take those that are still
   free. */
enum terminal_outcome terminal_prepare(void);

/* Takes the terminal; readline must have been initialised. On failure nothing is left changed. */
enum terminal_outcome terminal_take(enum theme_name theme);

/* Asks the terminal for reports of the mouse, or no longer; nothing is sent if it is so already. While the terminal is another's
   there are none. */
void terminal_mouse(bool on);
/* It answers what it is asked, as far as its name says, and nothing was typed ahead: an answer would come behind it, and
   whoever has the terminal then would get it. */
bool terminal_can_be_asked(void);
void terminal_send(const char *bytes, size_t length);
/* Until when an answer may be on its way, or unread, in milliseconds of the monotonic clock; 0: none is. A crash until then waits a moment
   for it and throws it away, with what was typed meanwhile: the next reader of the terminal would find it typed. */
void terminal_owe(int64_t until);

/* Gives it back, and shows what was written to standard error. Safe to call twice; called by exit(). */
void terminal_give_back(void);

/* Stops the process (Ctrl-Z) with the terminal given back, and takes it again when it goes on.
   `whole_group`: all processes of the job stop, as if the terminal had seen the key. */
void terminal_stop_job(bool whole_group);

/* The process was stopped and goes on: everything is set and drawn anew. */
void terminal_continue(void);

/* What terminal_take_signal gives for a ^C that the terminal driver made a signal of, because it was typed
   before the program had the terminal: a key, not somebody's wish that the program ends. */
enum { TERMINAL_INTERRUPT_KEY = -1 };

/* The signals that are known to the loop; each call takes one that came, or gives 0. */
int terminal_take_signal(void);

/* Becomes readable when a signal came. */
int terminal_signal_file(void);

/* How many bytes can be read now, at least 1: at the end of the terminal that is told by reading. */
int terminal_waiting(void);

/*
 * Reads one byte, and never more: what is typed behind a key that gives the terminal back is for whoever has
 * it then, and so is what is typed behind a ^Z that the terminal driver made a signal of. A ^D that was typed
 * before the terminal was taken arrives as one. False if the terminal is gone; `*byte` is -1 if there is
 * nothing to read after all, or a signal came that has to be taken first.
 */
bool terminal_read(int *byte);

#endif
