#ifndef PAINT_CURSES_H
#define PAINT_CURSES_H
/*
 * The terminal painter: the only room that includes <curses.h>. ncurses owns bytes out; input is not read
 * here.
 *
 * Knows: grids, themes, ncurses. Must not know: keys, readline, the app. Its state is the one screen of the
 * process.
 */
#include "paint/painter.h"

#include <stdbool.h>

enum curses_outcome { CURSES_STARTED, CURSES_NO_TERMINAL, CURSES_NO_CURSOR_MOVES };

/* Finds the terminal by its name, and what gives it back in a crash. Nothing is sent to it yet. */
enum curses_outcome curses_find(void);
/*
 * Takes the terminal that was found (alternate screen, raw, no echo). `colours`: -1 as the terminal says, else at most that
 * many (0: none). Must come after readline was initialised. NO_COLOR is the caller's to read.
 */
enum curses_outcome curses_start(int colours, enum theme_name theme);
void curses_stop(void);    /* gives the terminal back; safe to call twice */
void curses_suspend(void); /* before SIGTSTP */
void curses_resume(void);  /* after SIGCONT: everything is drawn anew */
/* `own_ground`: of the theme's own colours, where those of the terminal don't suit it or are not known. */
void curses_theme(enum theme_name theme, bool own_ground);
void curses_size(int *width, int *height); /* from the terminal, after a SIGWINCH too */

/* Shows the grid: only cells that differ from what was shown last are sent. */
void curses_paint(const struct grid *grid);
void curses_forget(void); /* the next paint draws every cell (Ctrl-L) */

/* It moves its cursor as ANSI has it, so it can be asked things; and how many colours it has: 256, 16, 8, 0. */
bool curses_is_ansi(void);
int curses_colours(void);

/* The bytes that a crash handler may write() to restore the terminal, known as soon as it is found; length in *length. */
const char *curses_rescue_bytes(size_t *length);

#endif
