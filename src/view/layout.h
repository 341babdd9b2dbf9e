#ifndef VIEW_LAYOUT_H
#define VIEW_LAYOUT_H
/*
 * Which panels a screen has room for, and where each stands.
 *
 * Knows: sizes, what the viewer wants to see, whether a scene speaks. Must not know: what any panel shows.
 */
#include "view/panel.h"

/* Where each panel stands. A panel without room has height 0. */
struct layout {
    int strip_rows;   /* of each strip */
    struct area work; /* of the subject on the stage, where lanes have a line of work */
    struct area header, stage, strips, rule, lens, history, code, narration, story, cost, track, timebar,
        marks, hints, prompt;
};

/* Of a subject that is not on the stage, without its line of work. */
enum { LAYOUT_STRIP_ROWS = 2 };
/* Lines of a screen that has room for lines of work. */
enum { LAYOUT_LEAST_OF_WORK = 20 };

/*
 * A small terminal gives up, in this order: cost, marks, the line of time, hints, the header, and the rules. What happens, and
 * why, goes last: the buckets, the lens and the story. While a scene narrates there is no story; where it is silent, the story has the
 * place of its words, below the chapter.
 */
struct layout view_layout_of(int width, int height, const struct picture *picture);

/* A bit 1 << PANEL_* for each panel that has room. */
unsigned view_layout_panels(const struct layout *layout);

#endif
