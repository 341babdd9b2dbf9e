#ifndef SESSION_SERIES_H
#define SESSION_SERIES_H
/*
 * Keys or elements in the order in which a loop delivered them, as a reply: a few in a sentence, many as a table, of which a screen
 * shows a page at a time (session/pages.h).
 *
 * Knows: replies. Must not know: what is in the list.
 */
#include "lang/reply.h"

enum { SERIES_NAMED = 60 /* in a sentence, at most */ };

/* Zero-initialised there are none. */
struct series {
    uint64_t count;
    struct text words, rows, json;
};

/* One more: as it is shown, and its bytes for programs. */
void series_add(struct series *series, const char *shown, const char *bytes, size_t length);
/* Says all of them: `few` with their number and them, or `many` with their number above the table; and the list `key`. */
void series_say(const struct series *series, enum word few, enum word many, const char *key,
                struct reply *reply);
void series_free(struct series *series);

#endif
