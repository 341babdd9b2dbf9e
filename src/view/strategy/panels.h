#ifndef VIEW_STRATEGY_PANELS_H
#define VIEW_STRATEGY_PANELS_H
/*
 * The panels of the face of strategies. Only its folder includes this. What shows a map is asked of the map's own face, by its row.
 *
 * Knows: the reading of a moment. Must not know: where the panels stand, how a map looks.
 */
#include "view/face.h"
#include "view/panel.h"
#include "view/screen.h"
#include "view/strategy/reading.h"

extern const struct field_row strategy_header_fields[]; /* as struct face has them */
void strategy_draw_header(struct grid *grid, struct area area, const struct picture *picture,
                          const struct strategy_reading *reading);
struct screen_room strategy_draw_stage(struct grid *grid, struct area area, const struct picture *picture,
                                       const struct strategy_reading *reading);
void strategy_draw_lens(struct grid *grid, struct area area, const struct picture *picture,
                        const struct strategy_reading *reading);
void strategy_tell_story(const struct picture *picture, const struct strategy_reading *reading,
                         struct text *text);

/* The picture of one of its maps: the same moment. */
static inline struct picture strategy_picture_of(const struct picture *picture, uint32_t home)
{
    struct picture its = *picture;
    its.home = home;
    return its;
}

/* Whether what happens at the moment happens in one of its maps. */
static inline bool strategy_is_of_part(const struct strategy_reading *reading)
{
    return reading->now->has_event && reading->now->subject != reading->strategy.home &&
           strategy_reading_lane(reading, reading->now->subject) >= 0;
}

#endif
