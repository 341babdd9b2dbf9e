#ifndef HEADLESS_FILM_STANDING_H
#define HEADLESS_FILM_STANDING_H
/*
 * Which frame of a picture that moves stands where nothing may move.
 *
 * Knows: what cells of a grid mean, frames and their times. Must not know: what is filmed.
 */
#include "paint/svg_film.h"

#define STANDING_NONE SIZE_MAX

/* Frames by their numbers. */
struct standing {
    size_t snapshot; /* it was asked for by name; STANDING_NONE: it was not */
    size_t *fit;     /* an entry is in hand and its place is known */
    size_t count, capacity;
};

void standing_see(struct standing *standing, size_t frame, const struct grid *grid);
/* The snapshot; else of the frames that are fit for it, or of all if none is, the one nearest to the middle of the `length` in
   milliseconds. */
size_t standing_choose(const struct standing *standing, const struct svg_film *film, int64_t length);
void standing_free(struct standing *standing);

#endif
