#ifndef VIEW_SWISS_PANELS_H
#define VIEW_SWISS_PANELS_H
/*
 * The panels of the face of Swiss maps. Only its folder includes this.
 *
 * Knows: the reading of a moment. Must not know: where the panels stand.
 */
#include "view/face.h"
#include "view/panel.h"
#include "view/screen.h"
#include "view/swiss/reading.h"

extern const struct field_row swiss_header_fields[]; /* as struct face has them */
void swiss_draw_header(struct grid *grid, struct area area, const struct picture *picture,
                       const struct swiss_reading *reading);
struct screen_room swiss_draw_stage(struct grid *grid, struct area area, const struct picture *picture,
                                    const struct swiss_reading *reading);
void swiss_draw_lens(struct grid *grid, struct area area, const struct picture *picture,
                     const struct swiss_reading *reading);
/* The phases of what is under way, as struct face has it. */
void swiss_phases(const struct picture *picture, const struct now *now, struct phases *phases);
/* The values that the line of code of the moment has. */
void swiss_say_values(const struct picture *picture, const struct swiss_reading *reading, struct text *text);
void swiss_tell_story(const struct picture *picture, const struct swiss_reading *reading, struct text *text);

#endif
