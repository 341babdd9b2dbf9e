#ifndef VIEW_CLASSIC_STAGE_H
#define VIEW_CLASSIC_STAGE_H
/*
 * What the files that draw the stage share (buckets.c, keys.c, titles.c, panes_draw.c, histogram.c, gate.c). Only they include this.
 *
 * Knows: where things stand (bands.h), the reading of a moment. Must not know: the other panels.
 */
#include "view/classic/bands.h"
#include "view/classic/panels.h"

/* Slots that an operation has looked at whose tophash is another one: their keys were not read. */
enum { STAGE_PROBES = 64 };
struct stage_probe {
    reference link;
    int slot;
};

/* What is left out of a key that is wider than its slot. */
enum key_cut { KEY_CUT_AT_END, KEY_CUT_AT_BEGIN, KEY_AS_TOPHASH };

struct stage {
    struct grid *grid;
    struct area area;
    const struct picture *picture;
    const struct reading *reading;
    struct bands bands;
    enum key_cut cut;
    struct stage_probe probes[STAGE_PROBES];
    int probe_count;
};

/* ---- buckets.c */

enum style stage_entry_style(const struct stage *stage, bool old, uint64_t bucket);

/* Appends the text of a slot, at most `room` columns of it, and returns the style of what it holds, whatever happens to it. */
enum style stage_slot_text(const struct stage *stage, bool old, uint64_t bucket, uint8_t top, value_id key,
                           value_id elem, int room, struct text *text);

/* Brackets stand in the blanks around a slot, so that emphasis is seen without colour too. */
void stage_brackets(const struct stage *stage, int x, int y, int used, uint32_t left, uint32_t right,
                    enum style style);

/* Whether an old bucket is being moved: its first mark may say evacuated, but it is not done. */
bool stage_is_moving(const struct stage *stage, uint64_t bucket);

/* ---- keys.c */

/* The first way of cutting keys by which no two that are in sight look alike. */
enum key_cut keys_cut(const struct stage *stage);

/* Appends a key in at most `room` columns; not KEY_AS_TOPHASH. */
void keys_add(const struct stage *stage, value_id key, int room, enum key_cut cut, struct text *text);

/* ---- titles.c */
void titles_draw(const struct stage *stage);

/* ---- panes_draw.c: the field above the bands, or the strip of a window of them */
void panes_draw(const struct stage *stage);

/* ---- histogram.c: beside the field at rest, buckets by their entries */
void histogram_draw(const struct stage *stage);

/* ---- gate.c: the deciding bit, the way it opens, and the entry on that way */
void gate_draw(const struct stage *stage);

#endif
