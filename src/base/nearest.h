#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H
/*
 * Did you mean: the word of a list that is nearest to one that was mistyped.
 *
 * Knows: words as bytes, capitals of ASCII. Must not know: what the words stand for.
 */
#include <stddef.h>

/*
 * The optimal string alignment distance: how many single letters have to be inserted, left out, replaced, or
 * swapped with their neighbour to come from one word to the other, capitals counting as small letters. Words
 * longer than 64 bytes are far from everything: the longer of both lengths.
 */
size_t nearest_distance(const char *left, const char *right);

/*
 * The candidate nearest to `word`, the first of several that are equally near; NULL if none is within a third
 * of the word's length (one letter at least). A candidate that is NULL, or one sign such as ?, is passed over. Owned by whoever owns
 * the list.
 */
const char *nearest_of(const char *word, const char *const *candidates, size_t count);

#endif
