#ifndef VIEW_HEAP_H
#define VIEW_HEAP_H
/*
 * A garbage collection as a picture: a lane for each subject, and in it its objects on Go's heap, each with its colour; in the end
 * the lane of what belongs to nobody any more. It has the stage while a collection is in hand; the header stays the subject's.
 *
 * Knows: the heap (model/heap.h), grids, words. Must not know: any one engine.
 */
#include "view/face.h"

/* Whether what is in hand is a collection. */
bool view_heap_is_shown(const struct now *now);

void view_heap_draw_stage(struct grid *grid, struct area area, const struct picture *picture,
                          const struct now *now);
void view_heap_draw_lens(struct grid *grid, struct area area, const struct picture *picture);
void view_heap_tell(const struct picture *picture, const struct now *now, struct text *text);
void view_heap_phases(const struct picture *picture, const struct now *now, struct phases *phases);

/* What its marks mean; ends with one without a glyph. */
extern const struct mark_row heap_marks[];

#endif
