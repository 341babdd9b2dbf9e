#ifndef PAINT_SVG_FILM_H
#define PAINT_SVG_FILM_H
/*
 * Many stills as one SVG picture that moves: for pages, in browsers, without a script. It begins anew when it is over.
 *
 * Knows: the elements of stills, style sheets. Must not know: files, clocks, what is on a picture.
 *
 * An element that looks the same in several frames is there once; those that come and go together are a group, and a style sheet says
 * when each group is seen. So at each moment what is seen is just the still of that moment. Where a reader's settings ask for as
 * little motion as can be, and where nothing is known of animation, one chosen frame stands.
 *
 * The same frames give the same bytes.
 */
#include "paint/svg.h"

struct svg_piece;

/* A film under way. Zero-initialised it has no frames yet. */
struct svg_film {
    int columns, rows;
    enum theme_name theme; /* of the first frame, as its size */
    struct svg_piece *pieces;
    size_t piece_count, piece_capacity;
    size_t *table; /* places of pieces by what they are; 0: none, else one more than the place */
    size_t table_size;
    int64_t *times; /* milliseconds: when each frame begins */
    size_t frame_count, frame_capacity;
    size_t bytes; /* of the pieces so far: about what the film will take at least */
};

/* Shows the grid from `milliseconds` on, which never go back. All grids have the size of the first. */
void svg_film_frame(struct svg_film *film, int64_t milliseconds, const struct grid *grid,
                    enum theme_name theme);

/* Appends the whole picture, which lasts `milliseconds`, longer than the last frame's beginning; at least one frame was shown. Frame
   number `standing`, which may have lasted no time, is what stands where nothing may move. Frees everything. */
void svg_film_end(struct svg_film *film, int64_t milliseconds, size_t standing, const struct svg_words *words,
                  struct text *out);

/* Frees everything: the film failed. */
void svg_film_abandon(struct svg_film *film);

#endif
