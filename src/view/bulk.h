#ifndef VIEW_BULK_H
#define VIEW_BULK_H
/*
 * Many at once: another picture, not the same one faster. While the events of a command come faster than anybody can see, nothing
 * is in hand on the stage, and in place of lens, code and story stands what can be followed: how far it is, the growths so far, and
 * what each operation cost.
 *
 * Knows: the timeline, costs, growths (read only). Must not know: engines, but for the sentence of a face.
 */
#include "view/panel.h"

/* Whether that is so: the command plays, has some operations, and an event less than BULK_EVENT milliseconds on the average. */
enum { BULK_EVENT = 40, BULK_OPERATIONS = 8 };
bool bulk_is_under_way(const struct picture *picture, const struct now *now);

/* Returns the house's marks that were drawn (panel.h). `why`: the face's sentence for what is going on, which stands as long as that does. */
uint32_t bulk_draw(struct grid *grid, struct area area, const struct picture *picture, const struct now *now,
                   const char *why);

#endif
