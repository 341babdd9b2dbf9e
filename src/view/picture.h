#ifndef VIEW_PICTURE_H
#define VIEW_PICTURE_H
/*
 * All that a screen is drawn from: the world at a moment, how the viewer looks at it, and what the prompt
 * shows.
 *
 * Knows: the model and the timeline (read only), words. Must not know: engines, terminals, colours, commands.
 */
#include "base/words.h"
#include "time/clock.h"
#include "time/spikes.h"
#include "view/glyph.h"

enum cell_content { CELLS_TOPHASH, CELLS_KEY, CELLS_VALUE, CELL_CONTENTS };
/* What a character of a field shows of its run of buckets. */
enum measure { MEASURE_MEAN, MEASURE_MAX, MEASURE_OVERFLOW, MEASURE_MOVED, MEASURES };
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

/* The keyboard's place on the stage. What is a pane, a row, a link and a slot says the face of whom it is. */
struct cursor {
    int pane;    /* a map's: 1 in oldbuckets, else 0 */
    int64_t row; /* bucket, element */
    int link;    /* of a chain, 0: the main bucket */
    int slot;
};
enum direction { DIRECTION_LEFT, DIRECTION_RIGHT, DIRECTION_UP, DIRECTION_DOWN };

/* What is lit, since somebody speaks of it; it has the stage while it is. */
enum point_what { POINT_PLACE, POINT_KEY, POINT_HASH, POINT_FIELD, POINT_PANEL };
enum point_part { PART_HASH, PART_TOPHASH, PART_BITS, PART_HIGH_BIT, HASH_PARTS };
struct point {
    enum point_what what;
    struct cursor place;  /* slot -1: all of the bucket */
    value_id key;         /* of POINT_KEY and POINT_HASH */
    enum point_part part; /* of POINT_HASH */
    enum word field;      /* of a header, by its name there */
    int panel;            /* enum panel, or one of those behind them */
};
enum { POINTS = 8 };
enum { POINT_STAGE = PANELS, POINT_MARKS, POINT_PANELS };

/* How the viewer looks at the stage: changed by commands and keys, never by the model. */
struct look {
    enum cell_content cells;
    enum motion motion;
    unsigned panels; /* bit 1 << enum panel: wanted; a small terminal shows fewer */
    bool
        lecture; /* nothing but the stage, the lens, one sentence and what the marks mean: for the back of the room */
    bool work;       /* each lane has a line of what its operations cost */
    bool follow;     /* the buckets panel scrolls with the action */
    int64_t top;     /* first bucket row shown when not following; clamped by the panel */
    bool pending;    /* a map that grows shows which old buckets have yet to move, and by what they would */
    bool heap;       /* a garbage collection has the stage */
    bool before;     /* shows what the last step changed as it was before */
    bool on_buckets; /* the keyboard belongs to the stage: its cursor is shown */
    struct cursor cursor;
    enum measure measure;
    int zoom;       /* how often the field was halved: 0 shows all of it */
    bool opened;    /* the slot under the cursor is shown in the lens */
    value_id found; /* an entry that `find` looks at, or VALUE_NONE */
    struct point points[POINTS];
    int point_count;
};

void look_init(struct look *look);

/* What the prompt shows. Strings may be NULL. */
struct prompt_look {
    const char *prompt;
    const char *line;
    size_t point;                /* byte offset of the cursor in the line */
    bool busy;                   /* in a search or a count: nothing is suggested */
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
    const struct world *world;
    uint32_t home; /* of the subject on the stage; 0: there is none */
    const struct timeline *timeline;
    const struct spikes *spikes; /* of the timeline, by the measure that is set; NULL: nothing is judged */
    struct moment moment;
    const struct look *look;
    const struct words *words;
    bool playing, backwards;
    int speed;           /* thousandths */
    int64_t patience;    /* milliseconds, of the clock */
    const char *message; /* what the last line came to; NULL: none */
    bool message_is_error;
    const char *sheet;                    /* a long reply, shown over the panels (base/sheet.h); NULL: none */
    const char *sheet_title;              /* the command that it answers to */
    int sheet_top;                        /* first line of it shown; clamped */
    int sheet_before, sheet_all;          /* lines before this page of it, and of all pages; 0: it has one */
    const char *chapter;                  /* a scene's chapter title, or NULL */
    size_t chapter_number, chapter_count; /* which of how many; 0: the scene has none */
    bool over;                            /* the scene has come to its end */
    bool left;                            /* the viewer has left a scene, which waits */
    bool question;                /* its narration is a question, or what came of it: all of it is shown */
    const char *say;              /* its narration, lines parted by \n, or NULL */
    int say_top;                  /* first line of it shown, where it does not fit; clamped */
    bool narrated;                /* a scene is under way: room is kept for its narration */
    const struct key_hint *hints; /* the most useful first */
    size_t hint_count;
    enum glyphs glyphs; /* that it will be shown with: what would look alike then is written in another way */
    struct prompt_look prompt;
    const char
        *sign; /* a word before the prompt that only the person in front of it should see; NULL: none */
};

#endif
