#ifndef TIME_TRACK_H
#define TIME_TRACK_H
/*
 * The track: the whole of time on a line of some columns. Commands are segments, one behind the other, and events lie evenly
 * within theirs.
 *
 * Recent commands have room, the long past is close together: from the end of time back, the first k commands take
 * log(1 + k/2) / log(1 + n/2) of the line, when there are n. So of 8 commands the newest has a quarter of the line and the oldest
 * a sixteenth; of a million the newest has a thirtieth, and a column far back holds a tenth of all. The scale hangs on the number
 * of commands alone: nothing of it moves while something plays or while one goes to and fro in time.
 *
 * Knows: timelines. Must not know: screens, mice. Everything is found by bisection: its cost does not depend on how
 * many commands or events there are.
 */
#include "time/timeline.h"

enum { TRACK_PARTS = 256 /* of a column: positions on the line are counted in these */ };

/* Where the command number `index` of the marks begins, 0 .. width * TRACK_PARTS; index = mark_count: where time ends. */
int64_t track_begin(const struct timeline *timeline, int width, size_t index);

/* Where a moment lies, in the same. 0 if nothing has happened. */
int64_t track_place(const struct timeline *timeline, int width, position at);

/* The first command that begins at `place` or behind it; mark_count: none does. */
size_t track_command_from(const struct timeline *timeline, int width, int64_t place);

/* The first moment that lies at `place` or behind it. */
position track_moment(const struct timeline *timeline, int width, int64_t place);

/* The moment that a column stands for: the first column is the beginning, the last one the end. Where a column holds
   several commands it is the beginning of one of them. */
position track_position(const struct timeline *timeline, int width, int column);

#endif
