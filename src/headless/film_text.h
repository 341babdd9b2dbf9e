#ifndef HEADLESS_FILM_TEXT_H
#define HEADLESS_FILM_TEXT_H
/*
 * The words of a film: captions (WebVTT) and a page (Markdown), written as the player tells its news.
 *
 * Knows: the player's news. Must not know: pictures, files.
 */
#include "scene/player.h"

/* Zero-initialised it is at the beginning. */
struct captions {
    struct text now; /* what is said since `from`; empty: nothing */
    int64_t from;
};
void captions_begin(struct text *out);
void captions_take(struct captions *captions, enum player_news news, const char *text, int64_t milliseconds,
                   struct text *out);
void captions_end(struct captions *captions, int64_t milliseconds, struct text *out);

struct page {
    bool in_block; /* of commands and what they said */
};
void page_begin(const char *title, struct text *out);
void page_take(struct page *page, enum player_news news, const char *text, struct text *out);
void page_picture(struct page *page, const char *picture, struct text *out);
void page_end(struct page *page, struct text *out);

#endif
