#ifndef VIEW_LAYOUT_PANELS_H
#define VIEW_LAYOUT_PANELS_H
/*
 * The panels of the face of layouts, and the one reading they draw from. Only its folder includes this.
 *
 * Knows: layouts and their events (read only). Must not know: where the panels stand.
 */
#include "model/layout/layout.h"
#include "view/face.h"

/* What is going on: the part in hand, and of which type. */
struct layout_reading {
    struct layout_subject subject;
    const struct now *now;
    const struct maptype *types[LAYOUT_TYPES]; /* NULL behind the last */
    int done[LAYOUT_TYPES];                    /* parts that stand there by now */
    int part;                                  /* enum layout_part in hand; LAYOUT_PARTS: none */
    int which;                                 /* of the types, that it is a part of */
};
struct layout_reading layout_read(const struct picture *picture, const struct now *now);

/* The part that an event lays out; LAYOUT_PARTS if it is of another kind. */
int layout_part_of(const struct event *event);

extern const struct field_row layout_header_fields[]; /* as struct face has them */
void layout_draw_header(struct grid *grid, struct area area, const struct picture *picture,
                        const struct layout_reading *reading);
struct screen_room layout_draw_stage(struct grid *grid, struct area area, const struct picture *picture,
                                     const struct layout_reading *reading);
void layout_draw_lens(struct grid *grid, struct area area, const struct picture *picture,
                      const struct layout_reading *reading);
void layout_tell_story(const struct picture *picture, const struct layout_reading *reading,
                       struct text *text);
void layout_phases(const struct picture *picture, const struct now *now, struct phases *phases);

#endif
