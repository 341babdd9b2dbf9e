#ifndef VIEW_CLASSIC_BANDS_H
#define VIEW_CLASSIC_BANDS_H
/*
 * Where each bucket, link and slot stands on the screen.
 *
 * A band is a split: one old bucket and the only two buckets that its entries can go to stand on the same
 * lines, with a gate between them that shows the deciding bit.
 *
 *     old i | gate | x i | y i + 2^B
 *
 * A bucket is a block of lines: 8 slots in one, 4 and 4, or 3, 3 and 2; the links of its chain are further
 * blocks below it. The size of a slot depends on the terminal alone, so within a growth nothing moves. At rest
 * the buckets fill the three columns from top to bottom, one after the other: what was x and y becomes one
 * array by a step to the left.
 *
 * Knows: geometry, the map and its history (read only). Must not know: styles, words.
 */
#include "view/classic/panes.h"
#include "view/classic/reading.h"

enum slot_content { SLOT_GLYPH, SLOT_TOPHASH, SLOT_KEY, SLOT_VALUE };

enum { BANDS_MOST = 3 * GRID_MOST_HEIGHT };

struct band {
    uint64_t index;        /* of the old bucket, or of the bucket at rest */
    enum band_side column; /* where it begins */
    int y, links;          /* its first line; blocks below one another */
    int shift;             /* columns to the right of where it stands at rest: it is on its way there */
};

/* An overflow bucket that an old bucket lost when it moved. */
struct band_freed {
    uint64_t bucket;
    reference link;
};

struct bands {
    enum slot_content content;
    int a_line;                                                       /* slots a line */
    int lines;                                                        /* of a bucket */
    int gap;                                                          /* blank lines below it */
    int key;                                                          /* columns for what a slot holds */
    int pitch[BAND_SIDES], slots[BAND_SIDES], number_end[BAND_SIDES]; /* columns; a number's last one */
    int digits;              /* of the largest number, with a field; 0: without */
    int gate;                /* its middle column; 0: no room for one */
    int x, y, width, height; /* without the title's line */
    bool growing, same_size;
    int columns;        /* that the bands fill, one after the other */
    bool collapsed;     /* chains don't fit: of each the main bucket stands there, and a note of the rest */
    uint64_t count;     /* bands in all */
    uint32_t old_array; /* whose chains decide how tall bands are; 0: nobody's */
    uint64_t top;       /* the first one shown */
    int shown;
    int freed_count;
    struct panes panes; /* above them, of a map that is too big; or the strip of a window */
    int appearing;      /* while a new array appears: how many bands have theirs already; -1: all */
    int ending; /* when a growth ends in a field that has room: how far it has come, in thousandths; else -1 */
    int settling; /* the same of one that ends in bands, all in sight: x and y go to where they stand at rest */
    int dropped,
        dropped_width; /* meanwhile, where blocks of the old array stood, and how wide; 0: they are no longer seen */
    struct band bands[BANDS_MOST];
    struct band_freed freed[BANDS_MOST];
};

void bands_of(struct bands *bands, struct area area, const struct picture *picture,
              const struct reading *reading);

/* Screens at least so wide have keys in their slots, gaps between bands, four slots a line; so many bands are worth the lines. */
enum { WIDTH_OF_KEYS = 62, WIDTH_OF_GAPS = 100, WIDTH_OF_FOURS = 120, LEAST_BANDS = 3 };

/* Where x and y stood when the growth ended whose end `after` is about; old buckets are gone, so nobody may ask for them. */
void bands_before_end(struct bands *before, const struct bands *after, const struct picture *picture,
                      const struct reading *reading);

/* Sets what is a column, and the digits, from width, height and count; for bands.c (columns.c). */
void columns_choose(struct bands *bands, const struct look *look);
/* Whether half of so many columns would do for a field: rows go before columns. `below`: blank lines below a band. */
bool columns_are_too_many(const struct bands *bands, int columns, int below);

/* Columns from the left edge of a block's first slot to the right one of its last in a line. */
int bands_block_width(const struct bands *bands, enum band_side column);

/* The column that a block's first slot stands in. */
int bands_left(const struct bands *bands, const struct band *band, enum band_side column);

/* The column of the gate of a map on a screen so wide; 0: there is none. What tells of the bit stands below it. */
int bands_gate(int width, const struct classic *map);

/* The band that a bucket stands in, and its column there; NULL: it is not on the screen. */
const struct band *bands_find(const struct bands *bands, bool old, uint64_t bucket, enum band_side *column);

/* The first overflow bucket of an old bucket, though it may have been taken off it when it moved; 0: it had none. */
reference bands_old_overflow(const struct bands *bands, const struct classic *map, uint64_t bucket);

/* Where a note of what a block does not show stands. False if there is no room for one. */
bool bands_note(const struct bands *bands, const struct band *band, enum band_side column, int *x, int *y);

/* Left edge of a slot of link number `link` of a bucket; false if it is not on the screen. */
bool bands_slot(const struct bands *bands, bool old, uint64_t bucket, int link, int slot, int *x, int *y);

/* The same for a reference, found through the chains. */
bool bands_find_slot(const struct bands *bands, const struct reading *reading, reference link, int slot,
                     int *x, int *y);

#endif
