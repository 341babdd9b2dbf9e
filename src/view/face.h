#ifndef VIEW_FACE_H
#define VIEW_FACE_H
/*
 * The face of an engine: how its subjects look. Everybody reaches a face by its row alone.
 *
 * The first line of the screen is the screen's: a face draws the header below it.
 *
 * Knows: what every face has. Must not know: any one of them, but for their list (model/engines.def).
 */
#include "view/panel.h"
#include "view/phases.h"
#include "view/screen.h"

/* Where the panels stand that a face draws. One without room has height 0. */
struct face_areas {
    struct area header, stage, lens;
};

/* A mark and half a sentence that says what it means. */
struct mark_row {
    enum style style;
    const char *glyph;
    enum word word;
};

struct face {
    /* Draws picture->home at its moment and appends its story, all from one reading. `now` tells of this
       subject. The room returned is that of the stage; a sheet is not its business. */
    struct screen_room (*draw)(struct grid *grid, const struct face_areas *areas,
                               const struct picture *picture, const struct now *now, struct text *story);
    /* The lens alone, and the story alone, of an event of picture->home; it may not be on the stage. */
    void (*lens)(struct grid *grid, struct area area, const struct picture *picture, const struct now *now);
    void (*tell)(const struct picture *picture, const struct now *now, struct text *story);
    /* The phases of an event of picture->home, none if it has none. */
    void (*phases)(const struct picture *picture, const struct now *now, struct phases *phases);
    /* A subject that is not on the stage, in a line or two: its title stands there already, up to area.x. */
    void (*strip)(struct grid *grid, struct area area, const struct picture *picture, const struct now *now);
    /* Its facts for the title of a strip: "27 entries, 8 buckets". */
    void (*facts)(const struct picture *picture, struct text *text);

    /* What the cost strip says of a command: {1} probes {2} writes {3} moves {4} buckets {5} allocations. */
    enum word costs;
    const struct mark_row
        *marks;       /* what its marks mean, the most needed first; ends with one without a glyph */
    enum word stage;  /* what stands on it, for hints: buckets, elements */
    enum word prompt; /* what may be typed, while nothing is */

    /* The keyboard's cursor: brought back to a place that is there (false: there is none), and moved. */
    bool (*clamp)(const struct world *world, uint32_t home, struct cursor *cursor);
    void (*walk)(const struct world *world, uint32_t home, struct cursor *cursor, enum direction direction);
};

/* The face of whoever has this home; NULL if it is nobody's. */
const struct face *face_of(const struct world *world, uint32_t home);

#endif
