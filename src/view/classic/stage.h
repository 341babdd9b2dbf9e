#ifndef VIEW_CLASSIC_STAGE_H
#define VIEW_CLASSIC_STAGE_H
/*
 * What the files that draw the stage share (buckets.c, slot.c, keys.c, titles.c, panes_draw.c, histogram.c, table.c, gate.c, left.c, waiting.c, ending.c). Only
 * they include this.
 *
 * Knows: where things stand (bands.h), the reading of a moment. Must not know: the other panels.
 */
#include "view/classic/bands.h"
#include "view/classic/loop.h"
#include "view/classic/panels.h"

/* Slots that an operation has looked at whose tophash is another one: their keys were not read. */
enum { STAGE_PROBES = 64 };
struct stage_probe {
    reference link;
    int slot;
};

/* What is left out of a key that is wider than its slot. */
enum key_cut { KEY_CUT_AT_END, KEY_CUT_AT_BEGIN, KEY_AS_TOPHASH };
enum { STAGE_ALIKE = 1024 /* places of a table; from half full on, all keys are in it */ };
struct stage_key_set {
    int count;
    value_id keys[STAGE_ALIKE]; /* nothing yet while there are none */
};
struct stage_keys {
    enum key_cut cut; /* of those that would look alike if they were cut at their ends */
    struct stage_key_set alike;
    struct stage_key_set spelled; /* they look alike though nothing is cut: what is beyond ASCII is spelled */
    struct text common;           /* KEY_CUT_AT_BEGIN: what they begin with, all of them */
    size_t prefix;                /* its length */
};

/* Bytes that most of what a slot shows has room in. */
enum { STAGE_TEXT = 64 };

/* A slot, whoever holds it. */
struct stage_slot {
    bool old, left; /* in oldbuckets; in an array that the map has left, and only a loop walks */
    uint64_t bucket;
    int number; /* of the link in its chain */
    reference link;
    int slot;
};

/* The array that the map has left: what of it stands where. */
struct stage_left {
    struct area area;           /* height 0: there is none, or no room */
    struct classic_array array; /* count 0: it is gone by now, its place is kept */
};

struct stage {
    struct grid *grid;
    struct area area;
    const struct picture *picture;
    const struct reading *reading;
    struct bands bands;
    struct loop loop;
    struct stage_left left;
    struct area waiting; /* height 0: not asked for, or no room */
    struct stage_keys keys;
    struct stage_probe probes[STAGE_PROBES];
    int probe_count;
};

/* ---- slot.c */

/* `wide`: columns for what it holds, in place of those that a slot of a band has; 0: those. */
void slot_draw(const struct stage *stage, const struct stage_slot *at, int x, int y, int wide);

/* Whether the action is in a slot just now. */
bool slot_is_in_action(const struct stage *stage, const struct stage_slot *at);

/* Whether somebody points at a slot, or at the key in it; and at a whole bucket. */
bool slot_is_pointed_at(const struct stage *stage, const struct stage_slot *at);
bool slot_bucket_is_pointed_at(const struct stage *stage, bool old, uint64_t bucket);

/* Whether a key is sought; when it was found, or not, one still sees what was looked at. */
bool slot_is_sought(const struct stage *stage);

/* The slots that were looked at since a bucket was chosen, up to now. */
void slot_find_probes(struct stage *stage);

enum style stage_entry_style(const struct stage *stage, bool old, uint64_t bucket);

/* Appends the text of a slot, at most `room` columns of it, and returns the style of what it holds, whatever happens to it. */
enum style stage_slot_text(const struct stage *stage, bool old, uint64_t bucket, uint8_t top, value_id key,
                           value_id elem, int room, struct text *text);

/* ---- buckets.c */

/* Whether an old bucket is being moved: its first mark may say evacuated, but it is not done. */
bool stage_is_moving(const struct stage *stage, uint64_t bucket);

/* ---- keys.c */

/* The first way of cutting keys by which no two that are in sight look alike. To be freed with keys_free. */
void keys_read(struct stage *stage);
void keys_free(struct stage *stage);

/* Appends a key in at most `room` columns; where keys are shown as tophashes, cut at its end. */
void keys_add(const struct stage *stage, value_id key, int room, struct text *text);

/* ---- titles.c */
void titles_draw(const struct stage *stage);

/* ---- panes_draw.c: the field above the bands, or the strip of a window of them */
void panes_draw(const struct stage *stage);
/* Of the pane at `side` the runs for which `stands` is true, asked by their first buckets, in the colours of `hue`. */
void panes_draw_standing(const struct stage *stage, enum band_side side, enum band_side hue,
                         bool (*stands)(const void *context, uint64_t bucket), const void *context);

/* ---- histogram.c: beside the field at rest, buckets by their entries */
void histogram_draw(const struct stage *stage);

/* ---- ending.c: when a growth ends in a field, x and y become one array, run by run */
struct ending {
    const struct bands *before, *after; /* the picture that is left, and the field that comes */
    uint64_t unit;                      /* buckets that go over together */
    size_t count;                       /* such units: those of x, then those of y */
    bool *gone;                         /* whether a unit has gone over */
    int width, height;
    uint32_t *owners; /* by cell: 1 + the unit that stands there before it goes; 0: none */
};
/* To be freed with ending_free. How far it has come says before->ending. */
void ending_read(struct ending *ending, const struct bands *before, const struct bands *after);
void ending_free(struct ending *ending);
/* Whether a bucket stands in the field already: else it stands where it stood. */
bool ending_has(const struct ending *ending, uint64_t bucket);
/* The same of a bucket that had a block of its own: only what is in the field's way has to go. */
bool ending_has_block(const struct ending *ending, const struct band *band, enum band_side side);
void ending_draw_field(const struct ending *ending, const struct stage *before, const struct stage *after);

/* ---- left.c: the array that a loop walks though the map has left it */

/* Takes its rows from the bottom of the stage's area. */
struct stage_left left_take(const struct stage *stage, struct area *area);
void left_draw(const struct stage *stage);

/* The links that are shown of it, and the columns that a key has there. */
int left_link_count(const struct stage *stage);
reference left_link(const struct stage *stage, int number);
int left_key_room(const struct stage *stage);

/* ---- waiting.c: old buckets that have yet to move */

/* The least lines of an area that has room for it. */
enum { WAITING_LEAST = 9 };
/* Takes its rows from the bottom of the stage's area. */
struct area waiting_take(const struct stage *stage, struct area *area);
void waiting_draw(const struct stage *stage);

/* ---- table.c: the old bucket in hand slot by slot, where there is room */
void table_draw(const struct stage *stage);

/* ---- gate.c: the deciding bit, the way it opens, and the entry on that way */
void gate_draw(const struct stage *stage);

#endif
