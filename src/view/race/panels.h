#ifndef VIEW_RACE_PANELS_H
#define VIEW_RACE_PANELS_H
/*
 * The panels of the face of races. Only its folder includes this.
 *
 * Knows: the reading of a moment. Must not know: where the panels stand.
 */
#include "view/face.h"
#include "view/panel.h"
#include "view/race/reading.h"
#include "view/screen.h"

extern const struct field_row race_header_fields[]; /* as struct face has them */
void race_draw_header(struct grid *grid, struct area area, const struct picture *picture,
                      const struct race_reading *reading);
struct screen_room race_draw_stage(struct grid *grid, struct area area, const struct picture *picture,
                                   const struct race_reading *reading);
void race_draw_lens(struct grid *grid, struct area area, const struct picture *picture,
                    const struct race_reading *reading);
void race_phases(const struct picture *picture, const struct now *now, struct phases *phases);
void race_tell_story(const struct picture *picture, const struct race_reading *reading, struct text *text);

/* ---- the parts of the stage */

/* Where cells stand on the stage: width 0: nowhere. */
struct race_spot {
    int x, y, width;
};
struct race_stage {
    struct grid *grid;
    const struct picture *picture;
    const struct race_reading *reading;
    struct race_spot spots[RACE_CELLS];
    int lane_y[RACE_GOROUTINES],
        lane_end; /* the row of a goroutine's wire, and the column behind the lanes */
    int map_x;    /* the first column of the map, */
    int first_x;  /* and the one behind what stands leftmost in its bands */
    int bands_y;  /* the first row of the bands: registers stand above */
    int below[2]; /* rows below the bands that nothing stands in; 0: none */
};

/* The goroutines, one above the other; where there is hardly a row for each, two side by side (lanes.c). */
void race_draw_lanes(struct race_stage *stage, struct area area);
/* The fewest rows that they need in an area from whose bottom the map has its own. */
int race_lanes_least(const struct race_reading *reading, struct area area);
/* What they share (map.c). Returns the rows that it takes. */
int race_draw_map(struct race_stage *stage, struct area area);

/* The steps so far, a row each goroutine; or if there is one row, who took them (chart.c). */
void race_draw_chart(const struct race_stage *stage, struct area area);

/* A sentence about the step of that line; WORD_NONE: there is none (why.c). */
enum word race_why(const struct race_setup *setup, const struct race_done *done, code_line line);

#endif
