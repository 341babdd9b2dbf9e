#ifndef VIEW_SCREEN_H
#define VIEW_SCREEN_H
/*
 * The whole screen: which panels stand where, and what each shows. A picture is a pure function of what
 * struct picture holds; drawing it twice gives the same cells and changes nothing.
 *
 * Knows: the model and the timeline (read only), the look, words. Must not know: terminals, colours,
 * commands, the app.
 */
#include "base/words.h"
#include "time/clock.h"
#include "view/grid.h"

enum cell_content { CELLS_TOPHASH, CELLS_KEY, CELLS_VALUE, CELL_CONTENTS };
enum motion { MOTION_FULL, MOTION_REDUCED, MOTION_OFF, MOTIONS };

/* Panels that may be turned off (view.panels); buckets always show. */
enum panel {
    PANEL_HEADER,
    PANEL_LENS,
    PANEL_STORY,
    PANEL_CODE,
    PANEL_COST,
    PANEL_TIMELINE,
    PANEL_HINTS,
    PANEL_PROMPT,
    PANELS
};

/* How the viewer looks at the map: changed by commands and keys, never by the model. */
struct look {
    enum cell_content cells;
    enum motion motion;
    unsigned panels; /* bit 1 << enum panel: wanted; a small terminal shows fewer */
    bool follow;     /* the buckets panel scrolls with the action */
    int64_t top;     /* first bucket row shown when not following; clamped by the panel */
    bool before;     /* shows what the last step changed as it was before */
    bool on_buckets; /* the keyboard belongs to the buckets: their cursor is shown */
    bool cursor_old; /* the cursor is in oldbuckets */
    int64_t cursor_bucket;
    int cursor_link; /* 0: main bucket */
    int cursor_slot; /* 0..7 */
    bool opened;     /* the slot under the cursor is shown in the lens */
    value_id found;  /* an entry that `find` looks at, or VALUE_NONE */
};

void look_init(struct look *look);

/* What the prompt shows. Strings may be NULL. */
struct prompt_look {
    const char *prompt;
    const char *line;
    size_t point;                /* byte offset of the cursor in the line */
    const char *hint;            /* usage of the command being typed */
    size_t hint_begin, hint_end; /* bytes of the hint that name the argument under the cursor */
    const char *const *choices;  /* completions, or NULL */
    const char *const *abouts;
    size_t choice_count, chosen; /* chosen: SIZE_MAX for none */
};

/* A key that works now, and what it does, for the hints line. */
struct key_hint {
    const char *key, *meaning;
};

struct picture {
    const struct map *map;
    const struct timeline *timeline;
    struct moment moment;
    const struct look *look;
    const struct words *words;
    bool playing, backwards;
    int speed;           /* thousandths */
    const char *message; /* what the last line came to; NULL: none */
    bool message_is_error;
    const char *sheet;            /* a long reply, shown over the panels; NULL: none */
    int sheet_top;                /* first line of it shown; clamped */
    const char *chapter;          /* a scene's chapter title, or NULL */
    const char *say;              /* its narration, lines parted by \n, or NULL */
    bool narrated;                /* a scene is under way: room is kept for its narration */
    const struct key_hint *hints; /* the most useful first */
    size_t hint_count;
    struct prompt_look prompt;
};

/* Draws onto the grid, whose size is the screen's, and sets its cursor. */
void screen_draw(struct grid *grid, const struct picture *picture);

/* What the screen shows of the buckets at that size: for keys that scroll (a page) and for tests. */
struct screen_room {
    int64_t rows;   /* bucket rows that fit */
    int64_t top;    /* first one shown */
    int64_t all;    /* rows there are */
    int sheet_rows; /* lines of a sheet that fit */
};
struct screen_room screen_room(const struct grid *grid, const struct picture *picture);

/*
 * The story: one or two sentences on the event just before the moment (or under way in it), in plain words.
 * Appends to `text`. For the story panel, transcripts and batch output.
 */
void story_tell(const struct picture *picture, struct text *text);

#endif
