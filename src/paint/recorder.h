#ifndef PAINT_RECORDER_H
#define PAINT_RECORDER_H
/*
 * A live session written to a file as it happens: every picture that is painted, at the milliseconds of the
 * loop, and what was typed.
 *
 * Knows: pictures, the recording painter, a file. Must not know: clocks, what is on a picture.
 * The file stands in its place only when the recording ends; until then it grows beside it, so memory does
 * not, and what is there can be played as it is if the program is killed.
 * What is typed to pause or to end a recording is no part of it: from the first key of a line on all is held back until the line is
 * empty again, and a pause or the end drops what is held.
 */
#include "base/file.h"
#include "paint/cast.h"

struct recorder;

/* NULL and an error if the file can't be made; `replace` as for output_open. `title`: of the recording. */
struct recorder *recorder_new(const char *path, bool replace, const char *title, struct error *error);
void recorder_pass(struct recorder *recorder, int64_t milliseconds); /* of the wall */
/* `typing`: something stands at the prompt. */
void recorder_frame(struct recorder *recorder, const struct grid *grid, enum theme_name theme, bool typing);
void recorder_keys(struct recorder *recorder, const char *keys, size_t length);
void recorder_chapter(struct recorder *recorder, const char *title);
/* The line that was typed last is about the recording, and none of it. */
void recorder_forget_line(struct recorder *recorder);
/* While it is paused nothing is recorded, and its time stands. */
void recorder_pause(struct recorder *recorder, bool pause);
bool recorder_is_paused(const struct recorder *recorder);
/* The file takes no more: nothing is recorded since, and it is to be ended. */
bool recorder_has_failed(const struct recorder *recorder);
/* Ends it and frees it. False if the file could not be written in full or its place is taken, or nothing was ever painted. What was
   written until then is there as a recording, in its place or beside it; the error says so. */
bool recorder_end(struct recorder *recorder, struct error *error);
const char *recorder_path(const struct recorder *recorder);
int64_t recorder_length(const struct recorder *recorder); /* milliseconds so far */

#endif
