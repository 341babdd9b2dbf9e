#ifndef VIEW_SCREEN_H
#define VIEW_SCREEN_H
/*
 * The whole screen: which panels stand where, and what each shows. A picture is a pure function of what
 * struct picture holds; drawing it twice gives the same cells and changes nothing.
 *
 * Knows: panels, the faces of engines by their rows. Must not know: any one engine, terminals, colours,
 * commands.
 */
#include "view/grid.h"
#include "view/picture.h"

/* What a scene says, where there is not room for all of it: lines that fit, the first one shown, and all. */
struct narration_room {
    int rows, top, all;
};

/* The line of time as it was drawn: what stands in its columns, for who points at one. Width 0: there is none in sight. */
struct time_line {
    int x, y, width;
    bool whole;          /* all of time, by the scale of time/track.h; else evenly from `begin` to `end` */
    position begin, end; /* of the command that it shows */
};

/* What the screen shows of the stage at its size: for keys that scroll (a page) and for tests. */
struct screen_room {
    int64_t rows; /* of the stage that fit: bucket rows */
    int64_t top;  /* first one shown */
    int64_t all;  /* rows there are */
    bool letters; /* a slot has room for one letter, so that what cells show makes no difference */
    int pending_needs,
        work_needs; /* lines that the stage, or the screen, would have to have for what waits (view pending), for lines of
                                      work; 0: there is room, or nobody would show it */
    int sheet_rows, sheet_lines; /* lines of a long reply that fit, and all of them */
    uint32_t marks;              /* that were on the stage: bit n for row n of the face's, */
    bool heap;                   /* or of the heap's (view/heap.h), which had it */
    unsigned panels;             /* that were shown: bit 1 << enum panel */
    struct narration_room narration;
    struct time_line time;
    bool message_cut; /* what the last line came to has more lines than are shown */
    int below;        /* lines at the stage's bottom that something else than its bands or elements has, */
    int stage_y, stage_height; /* lines of the stage, */
    int story_y, story_height; /* and of the story, or what stands in its place */
};

/* Draws onto the grid, whose size is the screen's, and sets its cursor. Returns the room it had. */
struct screen_room screen_draw(struct grid *grid, const struct picture *picture);

/* Words over the lines above the prompt, as many as they take; all else of the grid stays as it was drawn. For what is told while the world is changed. */
void screen_draw_work(struct grid *grid, const char *words);

#endif
