#ifndef PAINT_RECORDER_H
#define PAINT_RECORDER_H
/*
 * A live session written to a file as it happens: every picture that is painted, at the milliseconds of the
 * loop.
 *
 * Knows: pictures, the recording painter, a file. Must not know: clocks, what is on a picture.
 * The file stands in its place only when the recording ends; until then it grows beside it, so memory does
 * not.
 */
#include "base/file.h"
#include "paint/cast.h"

struct recorder;

/* NULL and an error if the file can't be made. */
struct recorder *recorder_new(const char *path, bool replace, struct error *error);
void recorder_pass(struct recorder *recorder, int64_t milliseconds); /* of the wall */
void recorder_frame(struct recorder *recorder, const struct grid *grid, enum theme_name theme);
void recorder_chapter(struct recorder *recorder, const char *title);
/* Ends it and frees it. False if the file could not be written in full, or nothing was ever painted. */
bool recorder_end(struct recorder *recorder, struct error *error);
const char *recorder_path(const struct recorder *recorder);

#endif
