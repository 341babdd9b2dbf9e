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

/* Where the panels stand that a face draws, and the story that it tells. One without room has height 0. */
struct face_areas {
    struct area header, stage, lens, story;
};

/* A mark, a word or two for the legend, and a sentence that says what it means. */
struct mark_row {
    enum style style;
    const char *glyph;
    enum word word, meaning;
};

/* What stands in a header, and what it means. */
struct field_row {
    enum word name, meaning;
};

/* A bit of the runtime's flags, its name there, and what it means. */
struct flag_row {
    uint64_t bit;
    const char *name;
    enum word meaning;
};

struct face {
    /* Draws picture->home at its moment and appends its story, all from one reading. `now` tells of this
       subject. The room returned is that of the stage; a sheet is not its business. */
    struct screen_room (*draw)(struct grid *grid, const struct face_areas *areas,
                               const struct picture *picture, const struct now *now, struct text *story);
    /* The lens alone, and the story alone, of an event of picture->home; it may not be on the stage. */
    void (*lens)(struct grid *grid, struct area area, const struct picture *picture, const struct now *now);
    void (*tell)(const struct picture *picture, const struct now *now, struct text *story);
    /* The values that the line of code of now->event has, beside which they stand: "0x…05 & 4 = 4  → y". NULL: none are told. */
    void (*values)(const struct picture *picture, const struct now *now, struct text *values);
    /* What Go runs in place of the general routine whose code is shown at now->event: "faststr"; NULL: the routine itself. The member is
       NULL if that is always so. */
    const char *(*instead)(const struct picture *picture, const struct now *now);
    /* While many operations pass too fast to be seen: what goes on, in words that stand as long as it does. NULL: nothing is told. */
    void (*many)(const struct picture *picture, struct text *text);
    /* The phases of an event of picture->home, none if it has none. */
    void (*phases)(const struct picture *picture, const struct now *now, struct phases *phases);
    /* A subject that is not on the stage, in a line or two: its title stands there already, up to area.x. */
    void (*strip)(struct grid *grid, struct area area, const struct picture *picture, const struct now *now);
    /* Its facts for the title of a strip: "27 entries, 8 buckets". */
    void (*facts)(const struct picture *picture, struct text *text);

    /* What the cost strip says of a command: {1} probes {2} writes {3} moves {4} buckets {5} allocations. */
    enum word costs;
    const struct mark_row
        *marks; /* what its marks mean, the most needed first; ends with one without a glyph */
    const struct field_row *fields; /* what its header shows; ends with one without a name */
    const struct flag_row *flags;   /* NULL: its runtime has none; ends with one without a name */
    enum word title;                /* what its subjects are called: "The screen of a map" */
    enum word stage;                /* what stands on it, for hints: buckets, elements */
    enum word stage_shows;          /* the same in a sentence */
    enum word prompt,
        prompt_other; /* what may be typed, while nothing is: if the subject is of prompt_type; if it is of another */
    const char *prompt_type;
    /* Whether a suggestion of these would be taken by picture->home as it is now; what it begins with tells which it is. */
    bool (*suggests)(const struct picture *picture, const char *suggestion);

    /* The keyboard's cursor: brought back to a place that is there (false: there is none), and moved. */
    bool (*clamp)(const struct world *world, uint32_t home, struct cursor *cursor);
    void (*walk)(const struct world *world, uint32_t home, struct cursor *cursor, enum direction direction);
};

/* The face of whoever has this home; NULL if it is nobody's. */
const struct face *face_of(const struct world *world, uint32_t home);
/* That of an engine; NULL for the world, which has none. */
const struct face *face_number(int engine);

#endif
