#ifndef PAINT_CAST_H
#define PAINT_CAST_H
/*
 * The recording painter: grids become an asciicast (version 2 or 3), which asciinema and its players show.
 *
 * Knows: grids, themes, what a terminal does with a few escape sequences. Must not know: clocks, files, what
 * is on the grid.
 *
 * The same calls give the same bytes: nothing but the arguments goes in. Times are whole milliseconds since
 * the beginning and never go back (asserted). An event of output is one frame: whole UTF-8 characters,
 * attributes off at its end, no alternate screen. Where output and a marker have the same time the output
 * comes first, in whatever order they were given, so that a player that jumps to the marker shows what
 * belongs to it.
 */
#include "paint/painter.h"

enum { CAST_VERSION_2 = 2, CAST_VERSION_3 = 3 };

struct cast_options {
    int version; /* CAST_VERSION_... */
    int width, height;
    enum theme_name theme;
    const char *title; /* NULL or "": none */
    /* Milliseconds; at least the longest pause that is meant, or players cut it. 0: no limit. */
    int64_t idle_time_limit;
};

/* A recording under way. Zero-initialised it is empty and may be abandoned. */
struct cast {
    struct text *out; /* the caller's */
    int version;
    int width, height; /* of the player's terminal */
    enum theme_name theme;
    struct grid shown; /* the frame that the player shows; no cells before the first */
    bool cursor_seen;
    int64_t written;     /* time of the last event in `out` */
    int64_t now;         /* time of the last call */
    struct text markers; /* titles as JSON strings, a line each, that wait for output at the time `now` */
};

/* Appends the header line to `out`, which must outlive the recording. */
void cast_begin(struct cast *cast, const struct cast_options *options, struct text *out);

/*
 * Shows the grid from `milliseconds` on: appends what differs from the frame before, or nothing if that looks
 * the same. A grid of another size resizes the player's terminal. Returns whether anything was appended.
 */
bool cast_frame(struct cast *cast, int64_t milliseconds, const struct grid *grid);

/* Keys that were typed. Players don't show them; programs that read the recording may. */
void cast_input(struct cast *cast, int64_t milliseconds, const char *keys, size_t length);

/* A chapter begins. */
void cast_marker(struct cast *cast, int64_t milliseconds, const char *title);

/*
 * Ends the recording, which lasts `milliseconds`, with the whole of the last frame, drawn without regard to
 * what was there: the last output alone shows it. The cursor is left visible at the beginning of an empty row, the one below the
 * picture; a terminal without such a row gives up the picture's last one. Frees everything but `out`.
 */
void cast_end(struct cast *cast, int64_t milliseconds);

/* The recording as it is now, to go on from there another time: with the same `out`, whose length at this moment the caller keeps,
   too. Owned by the caller; one of the two is to be ended, the other to be abandoned. */
struct cast cast_copy(const struct cast *cast);

/* Frees everything but `out`, which is left as it is: the recording failed. */
void cast_abandon(struct cast *cast);

#endif
