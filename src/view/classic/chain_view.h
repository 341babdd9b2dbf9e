#ifndef VIEW_CLASSIC_CHAIN_VIEW_H
#define VIEW_CLASSIC_CHAIN_VIEW_H
/*
 * Where each bucket, link and slot stands on the screen.
 *
 * Two columns of rows, a row a bucket. An array keeps its side for as long as it lives: when a growth begins
 * the new one appears on the other side, when it ends the old one goes. So no row and no slot ever moves, and
 * arrows run one way in one growth and the other way in the next. Behind the eight slots of a main bucket
 * come as many links of its chain as fit; when nothing grows the free side shows more. If the action is in a
 * link that is not shown, its row shows that link in place of the main bucket.
 *
 * Knows: geometry and the map (read only). Must not know: styles, words.
 */
#include "view/classic/reading.h"
#include "view/panel.h"

enum slot_content { SLOT_GLYPH, SLOT_TOPHASH, SLOT_KEY, SLOT_VALUE };

struct column {
    bool shown;
    bool old; /* oldbuckets */
    int x, width;
    int64_t rows, top; /* rows in all; first one shown */
    int pitch;         /* screen rows a bucket takes: 2 while the whole array fits so */
    int visible;       /* buckets that fit */
    int index_width;
    int links_x;      /* where links beyond the inline ones stand (the free side); 0: nowhere */
    int inline_links; /* links shown on this side, the main bucket included */
    int free_links;   /* links shown on the free side */
    reference focus;  /* the link of the action here, 0: none */
    struct link_place focus_place;
};

struct chain_view {
    int y, height;  /* rows of buckets, without the title */
    int cell_width; /* columns a slot takes, its gap included */
    enum slot_content content;
    struct column columns[2]; /* [0] left, [1] right */
    int shown_rows;           /* while a new array appears: how many of its rows are there yet; -1: all */
};

struct chain_view chain_view_of(struct area area, const struct picture *picture,
                                const struct reading *reading);

/* The number of the first link that a row shows. */
int chain_view_first_link(const struct column *column, uint64_t bucket);

/* Left edge of a slot of link number `link` of `bucket`; false if it is not on the screen. */
bool chain_view_slot(const struct chain_view *view, const struct column *column, uint64_t bucket, int link,
                     int slot, int *x, int *y);

/* The same for a reference, found through the chains. */
bool chain_view_find(const struct chain_view *view, const struct reading *reading, reference link, int slot,
                     int *x, int *y);

#endif
