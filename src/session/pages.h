#ifndef SESSION_PAGES_H
#define SESSION_PAGES_H
/*
 * Long replies, page by page: a page is laid out for each picture, the whole never is, so that a picture costs the same whatever it
 * is of.
 *
 * Knows: sheets (base/sheet.h) by their lines. Must not know: how many of them a screen has room for.
 */
#include "base/sheet.h"

enum { PAGES_LINES = 1000 /* of a page */ };

/* Zero-initialised nothing is shown. */
struct pages {
    struct text whole; /* empty: it is all on one page */
    int page, count;
    int before,
        all; /* lines of the sheet before this page, but for a heading that is there again, and all of them; 0: it is all on
                        one page */
};

enum pages_turn { PAGES_FIRST, PAGES_BACK, PAGES_ON, PAGES_LAST };

/* Takes a reply; `page` becomes its first page. */
void pages_begin(struct pages *pages, const struct text *whole, struct text *page);
/* Turns over; `page` becomes what is there. False: there is no such page. */
bool pages_turn(struct pages *pages, enum pages_turn how, struct text *page);
void pages_free(struct pages *pages);

#endif
