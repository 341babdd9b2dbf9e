#ifndef VIEW_SLICE_PANELS_H
#define VIEW_SLICE_PANELS_H
/*
 * The panels of the face of slices and arrays. Only its folder includes this.
 *
 * Knows: the reading of a moment. Must not know: where the panels stand.
 */
#include "view/face.h"
#include "view/panel.h"
#include "view/screen.h"
#include "view/slice/reading.h"

extern const struct field_row slice_header_fields[]; /* as struct face has them */
void slice_draw_header(struct grid *grid, struct area area, const struct picture *picture,
                       const struct slice_reading *reading);
struct screen_room slice_draw_stage(struct grid *grid, struct area area, const struct picture *picture,
                                    const struct slice_reading *reading);
void slice_draw_lens(struct grid *grid, struct area area, const struct picture *picture,
                     const struct slice_reading *reading);
/* The phases of what is under way, as struct face has it. */
struct phases;
void slice_phases(const struct picture *picture, const struct now *now, struct phases *phases);
void slice_tell_story(const struct picture *picture, const struct slice_reading *reading, struct text *text);

/* An element's value as text of at most `columns`; "·" for zero memory that nobody has reached yet, if `spare`. */
void slice_value_text(const struct picture *picture, const struct slice *slice, value_id id, bool spare,
                      int columns, struct text *text);

#endif
