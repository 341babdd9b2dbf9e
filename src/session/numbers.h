#ifndef SESSION_NUMBERS_H
#define SESSION_NUMBERS_H
/*
 * Up to which number the keys of a prefix are in a subject: fill counts on there, and does not look up each that is there again.
 *
 * What is known is known of positions of the timeline, so undo needs no word of it, and what comes instead makes it forgotten. A
 * command that may take an entry away ends what was known before it, as long as it is in the past.
 *
 * Knows: positions. Must not know: keys, what a subject is.
 */
#include "time/timeline.h"

/* How many moments are remembered. */
enum { NUMBERS_MOST = 64 };

struct numbers {
    struct numbered {
        position at;
        uint32_t home;      /* 0: entries may have been taken away, whosoever */
        char *prefix;       /* owned */
        uint64_t first, to; /* all numbers from `first` on, without `to`, are there */
    } list[NUMBERS_MOST];   /* by position */
    size_t count;
};

/* A command begins at a moment: what was behind it is gone. `adds`: it takes no entry away. */
void numbers_begin(struct numbers *numbers, position at, bool adds);
/* At a moment all keys with the prefix and the numbers `first` to `to`, without that, are in the subject. */
void numbers_keep(struct numbers *numbers, position at, uint32_t home, const char *prefix, uint64_t first,
                  uint64_t to);
/* The number from which on nothing is known, now; `first` if there is nothing else. */
uint64_t numbers_next(const struct numbers *numbers, uint32_t home, const char *prefix, uint64_t first);
void numbers_free(struct numbers *numbers);

#endif
