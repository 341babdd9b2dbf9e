#ifndef VIEW_CLASSIC_PANELS_H
#define VIEW_CLASSIC_PANELS_H
/*
 * The panels of the classic map's face. Only its folder includes this.
 *
 * Knows: the reading of a moment. Must not know: where the panels stand.
 */
#include "view/classic/reading.h"
#include "view/face.h"
#include "view/panel.h"
#include "view/screen.h"

extern const struct field_row header_fields[]; /* as struct face has them */
extern const struct flag_row header_flags[];
void header_draw(struct grid *grid, struct area area, const struct picture *picture,
                 const struct reading *reading);
struct screen_room buckets_draw(struct grid *grid, struct area area, const struct picture *picture,
                                const struct reading *reading);
void lens_draw(struct grid *grid, struct area area, const struct picture *picture,
               const struct reading *reading);
/* The phases of what is under way, as struct face has it. */
struct phases;
void classic_phases(const struct picture *picture, const struct now *now, struct phases *phases);
/* `brief`: in as few words as it takes, for where there is little room. */
void story_tell_classic(const struct picture *picture, const struct reading *reading, bool brief,
                        struct text *text);
void values_say_classic(const struct picture *picture, const struct reading *reading, struct text *text);

#endif
